//! Why a request is not answered as asked: what goes out, and what only the log may know.
//!
//! In: a problem's code, and the cause if something broke. Out: Problem Details in the caller's
//! language. The boundary (`router`) logs a cause once; nobody else logs a failure it returns.

use crate::sql::SqlError;
use domain::field_error::FieldError;
use domain::language::Language;
use std::collections::BTreeSet;
use std::fmt;
use wire::problem::{FieldProblem, Problem, ProblemCode};
use words::Words;

/// The most fields that one refusal names.
const ERRORS_MAX: usize = 100;

/// A request that was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: ProblemCode,
    /// For an action that is not possible now.
    pub reason: Option<String>,
    /// Every field that is wrong.
    pub errors: Vec<FieldError>,
    /// For the log; never goes out.
    pub cause: Option<String>,
    /// After how many seconds it is worth trying again.
    pub retry_after_s: Option<u32>,
}

impl Fault {
    /// The caller must change something.
    #[must_use]
    pub const fn refused(code: ProblemCode) -> Self {
        Self { code, reason: None, errors: Vec::new(), cause: None, retry_after_s: None }
    }

    /// The caller must change these fields. One word on each: a field of the wrong type is not also missing. A hundred
    /// of them at most: an answer is never much larger than what was asked.
    #[must_use]
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let mut known = BTreeSet::new();
        let first = errors.into_iter().filter(|error| known.insert(error.field.clone()));
        Self { errors: first.take(ERRORS_MAX).collect(), ..Self::refused(ProblemCode::InvalidFields) }
    }

    /// Something is not as it should be, and somebody here must see why.
    #[must_use]
    pub fn caused(code: ProblemCode, cause: impl Into<String>) -> Self {
        Self { cause: Some(cause.into()), ..Self::refused(code) }
    }

    /// We must act.
    #[must_use]
    pub fn broken(cause: impl Into<String>) -> Self {
        Self::caused(ProblemCode::Internal, cause)
    }

    /// The same with each error at its place in the form.
    #[must_use]
    pub fn placed(mut self, place: impl Fn(&str) -> String) -> Self {
        for error in &mut self.errors {
            error.field = place(&error.field);
        }
        self
    }

    /// What goes out, in a language.
    #[must_use]
    pub fn problem(&self, language: Language) -> Problem {
        let words = Words::builtin(language);
        Problem {
            kind: self.code.uri(),
            title: words.problem(self.code.name()),
            status: self.code.status(),
            detail: self.reason.as_ref().and_then(|r| words.find(&format!("reason-{}", r.replace('_', "-")), &[])),
            reason: self.reason.clone(),
            errors: self.field_problems(language),
        }
    }

    /// The fields that are wrong, with their sentences.
    #[must_use]
    pub fn field_problems(&self, language: Language) -> Vec<FieldProblem> {
        let words = Words::builtin(language);
        self.errors.iter().map(|e| FieldProblem::new(e, words.field_error(&e.field, e.code))).collect()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.name())?;
        self.cause.as_ref().map_or(Ok(()), |cause| write!(f, ": {cause}"))
    }
}

impl From<SqlError> for Fault {
    fn from(error: SqlError) -> Self {
        Self::broken(error.to_string())
    }
}

impl From<worker::Error> for Fault {
    fn from(error: worker::Error) -> Self {
        Self::broken(error.to_string())
    }
}
