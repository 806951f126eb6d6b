//! A case as its complainant sees it, and what the complainant sends.

use serde::{Deserialize, Serialize};

/// `GET /v1/cases/{reference}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseView {
    /// The case's public number.
    pub reference: String,
    /// The agency's identifier.
    pub agency: String,
    /// `complaint`, `observation` or `suggestion`.
    pub kind: String,
    /// One of the agency's categories.
    pub category: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Where it stands.
    pub status: String,
    /// How it ended, if it has.
    pub outcome: Option<String>,
    /// When it was filed.
    pub received_at: String,
    /// When an answer is due.
    pub due_at: String,
    /// Whether the answer is late.
    pub overdue: bool,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Its documents.
    pub documents: Vec<DocumentView>,
    /// What the complainant may do now: `message`, `withdraw`, `reopen`, `escalate`, `rate`.
    pub actions: Vec<String>,
    /// When what was written in it was erased: reference, dates and figures remain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<String>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// Its number in the case, from 1, as text.
    pub id: String,
    /// When it happened.
    pub at: String,
    /// `filed`, `acknowledged`, `question`, `message`, `answer`, `redirected`, `forwarding`,
    /// `forwarded`, `escalated`, `closed`, `withdrawn`, `reopened`, `rated`; for staff also `assigned`, `note`,
    /// `categorised`: by the node, from the words in `text`, or by a caseworker; `linked`, `unlinked`, `singled` (taken out
    /// of a wave).
    #[serde(rename = "type")]
    pub kind: String,
    /// Who caused it.
    pub actor: ActorView,
    /// The case's status after it.
    pub status: String,
    /// What was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a message: `correction` or `erasure`, where it asks for that, or says what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The entry it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<String>,
    /// Whether it is a question that nobody has answered.
    #[serde(default)]
    pub open: bool,
    /// How the case ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// 1 (bad) to 5 (good).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The body it goes to, as people read it (or, for staff, who it is assigned to, its category, the deliberation,
    /// or another case's reference).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The case's reference at that body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_reference: Option<String>,
    /// Of a category that the node has told from the text: in a hundred such answers, how many are right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// Its documents.
    #[serde(default)]
    pub documents: Vec<DocumentView>,
}

/// Who caused an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActorView {
    /// `complainant`, `caseworker` or `system`.
    pub role: String,
    /// The body it speaks for, as people read it, if it is not the agency itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The caseworker's name; staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A document of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentView {
    /// Its id.
    pub id: String,
    /// Its file name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub length_bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Why nobody gets it, or that it can be had: `unscanned` (this node has none), `pending`, `clean`, `infected` (its bytes are
    /// erased) or `failed` (not judged for a while, and tried again). Of a document that another body sends, until it is
    /// here: `on_its_way`, or `lost` (it never comes, or something else came). Only in an open case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scan: String,
}

/// The body of `POST /v1/cases/{reference}/messages`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PostMessage {
    /// The text.
    pub text: String,
    /// The id of the question it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<String>,
    /// Ids of documents sent before.
    pub documents: Vec<String>,
    /// `correction` of who the complainant is, or `erasure` of what was written: also after the case has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// The body of `POST /v1/cases/{reference}/actions`. Which fields count depends on the action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PostAction {
    /// `withdraw`, `reopen`, `escalate` or `rate`.
    pub action: String,
    /// Why: `reopen` needs it, `withdraw` and `rate` may have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `rate`: 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    /// `escalate`: what was tried with the administration, and what came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_steps: Option<String>,
    /// `escalate`: whether the matter is before a court; it must be said, and be false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_court: Option<bool>,
}
