//! What a text is about: asked while it is written, answered with an agency's categories or with who is competent.
//!
//! In: a text, which is stored nowhere. Out: proposals, and the words that led to them. Nothing is "I don't know".

use serde::{Deserialize, Serialize};

/// The body of `POST /v1/agencies/{agency}/suggestions`. Judged and forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AboutText {
    /// What was written so far; subject and text with a line's end between. At most 10,200 characters.
    pub text: String,
    /// Only categories that are offered for this kind: `complaint`, `observation` or `suggestion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// BCP 47: the language of the names and sentences in the answer. What language the text is in needs not be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The answer: what it seems to be about. Empty lists are "I don't know".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suggestions {
    /// At most three of the agency's categories, the surest first.
    pub categories: Vec<SuggestedCategory>,
    /// The person's own words that weighed most, heaviest first, at most three.
    pub because: Vec<String>,
    /// Whether it is nothing that an administration may decide: before a court, judged, or between private persons.
    pub outside: bool,
    /// Who is competent, where this agency seems not to be.
    pub elsewhere: Vec<Competent>,
}

/// A category, and how sure it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SuggestedCategory {
    /// Its identifier.
    pub id: String,
    /// As people read it.
    pub name: String,
    /// In a hundred such answers, how many are right.
    pub confidence: u8,
}

/// Another body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Competent {
    /// Its identifier, if it is an agency of this node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// As people read it.
    pub body: String,
    /// Why, and what it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
