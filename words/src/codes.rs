//! From the codes of `domain` and `wire` to sentences.
//!
//! In: a field's JSON pointer and what is wrong with it, or a problem's code. Out: one sentence.
//! Never: a code without a sentence (a test holds the lists of codes against the catalogues).

use domain::field_error::FieldErrorCode;

use crate::{Arg, Words};

impl Words {
    /// What is wrong with a field. The most particular sentence is taken:
    /// `error-required-subject` before `error-required`.
    #[must_use]
    pub fn field_error(&self, pointer: &str, code: FieldErrorCode) -> String {
        let args = [("limit", Arg::Number(code.limit().map_or(0, i64::from)))];
        let general = format!("error-{}", code.name());
        let field = pointer.rsplit('/').next().unwrap_or_default();
        self.find(&format!("{general}-{field}"), &args).unwrap_or_else(|| self.text(&general, &args))
    }

    /// Why something was refused or did not work: by its code, or in the node's own sentence, which stays as it is.
    #[must_use]
    pub fn problem(&self, code: &str) -> String {
        self.find(&format!("problem-{code}"), &[]).unwrap_or_else(|| code.to_owned())
    }

    /// Whether there is a sentence for a problem's code.
    #[must_use]
    pub fn knows_problem(&self, code: &str) -> bool {
        self.has(&format!("problem-{code}"))
    }
}
