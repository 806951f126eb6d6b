//! Orientation as data: an agency's questions, as the operator sets them and as everybody may read them.
//!
//! In: what the operator sends. Out: `domain` values; where something is wrong is `admin`'s to say.

use super::agencies::{Names, names};
use domain::orientation::{Answer, Question, Step};
use serde::{Deserialize, Serialize};

/// One question; the first one is where everybody begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct QuestionBody {
    /// Its identifier.
    pub id: String,
    /// What is asked, by language.
    pub text: Names,
    /// What can be answered.
    pub answers: Vec<AnswerBody>,
}

/// One answer: exactly one of `ask`, `file` and `elsewhere` says where it leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AnswerBody {
    /// What it says, by language.
    pub text: Names,
    /// The identifier of a later question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// The form, with these choices made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileBody>,
    /// Another body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<ElsewhereBody>,
}

/// Choices made for the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FileBody {
    /// `complaint`, `observation` or `suggestion`.
    pub kind: String,
    /// One of the agency's categories.
    pub category: String,
}

/// A body that is competent where this one is not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ElsewhereBody {
    /// Which body, by language.
    pub body: Names,
    /// Why, and what it does, by language.
    pub reason: Names,
    /// Its address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it is competent for, by the topics' stable names: whoever writes about these is told of it. Not public.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
}

impl From<&Question> for QuestionBody {
    fn from(q: &Question) -> Self {
        Self {
            id: q.id.as_str().to_owned(),
            text: names(&q.text),
            answers: q.answers.iter().map(AnswerBody::from).collect(),
        }
    }
}

impl From<&Answer> for AnswerBody {
    fn from(a: &Answer) -> Self {
        let plain = Self { text: names(&a.text), ..Self::default() };
        match &a.then {
            Step::Ask(next) => Self { ask: Some(next.as_str().to_owned()), ..plain },
            Step::File { kind, category } => {
                let file = FileBody { kind: kind.name().to_owned(), category: category.as_str().to_owned() };
                Self { file: Some(file), ..plain }
            }
            Step::Elsewhere { body, reason, url } => {
                let (body, reason, topics) = (names(body), names(reason), Vec::new());
                let elsewhere = ElsewhereBody { body, reason, url: url.clone(), topics };
                Self { elsewhere: Some(elsewhere), ..plain }
            }
        }
    }
}
