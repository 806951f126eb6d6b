//! Deliberations, as staff reads and writes them.

use super::case::{ActorView, DocumentView};
use super::desk::DeliveryView;
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/desk/deliberations`, and of `POST /v1/desk/deliberations/{reference}/actions`. Which fields count
/// depends on the action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeliberationAction {
    /// `message`, `conclude`, `reopen`, `link`, `unlink`; of one that is opened, `open` or nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub action: String,
    /// `open`: with whom: a peer that is a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// `open`: which agency there; without it, the one that takes this node's cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// `open`: one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What is written: all but `link` and `unlink` need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `conclude`: what became of a recommendation, `accepted` or `not_accepted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
    /// `open`, `link` and `unlink`: references of cases of this agency, 100 at most. They stay here; only how many there are
    /// goes over, and of those that the other side has too, its own references.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Ids of documents sent before: ten at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Whether it shall go over although it seems to name somebody whose case is linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
}

/// `GET /v1/desk/deliberations`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliberationPage {
    /// Newest first.
    pub deliberations: Vec<DeliberationRow>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A deliberation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliberationRow {
    /// Its number in the agency's register.
    pub reference: String,
    /// The peer that it is with.
    pub peer: String,
    /// The body at the other side, as people read it.
    pub peer_name: String,
    /// One line.
    pub subject: String,
    /// `open` or `concluded`.
    pub status: String,
    /// When it was opened.
    pub opened_at: String,
    /// Whether it was opened here.
    pub opened_here: bool,
    /// When something happened last.
    pub changed_at: String,
    /// How many cases of this agency are linked.
    pub cases: u32,
    /// How many the other side has linked.
    pub their_cases: u32,
}

/// `GET /v1/desk/deliberations/{reference}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliberationView {
    /// As in the list.
    #[serde(flatten)]
    pub row: DeliberationRow,
    /// Its reference at the peer, once that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_reference: Option<String>,
    /// The cases of this agency that are linked.
    pub linked: Vec<String>,
    /// Cases of this agency that the other side has linked.
    pub shared: Vec<String>,
    /// What happened, oldest first.
    pub timeline: Vec<DeliberationEntry>,
    /// Its documents.
    pub documents: Vec<DocumentView>,
    /// What must reach the peer, oldest first.
    pub deliveries: Vec<DeliveryView>,
}

/// One thing that happened in a deliberation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliberationEntry {
    /// Its number.
    pub id: String,
    /// When.
    pub at: String,
    /// `opened`, `message`, `linked`, `unlinked`, `concluded` or `reopened`.
    pub kind: String,
    /// Who: a caseworker of this agency, by name, or of the body at the other side.
    pub actor: ActorView,
    /// `open` or `concluded`, after it.
    pub status: String,
    /// What was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a conclusion: `accepted` or `not_accepted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
    /// How many cases that side had linked then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
    /// Cases of this agency that were linked or taken back with it: by this side all, by the other side those that both have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentView>,
}

/// The answer to a new deliberation or an action in one: the entry that was written, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliberationDone {
    /// The deliberation.
    pub reference: String,
    /// The entry.
    pub event: DeliberationEntry,
    /// `open` or `concluded`.
    pub status: String,
}
