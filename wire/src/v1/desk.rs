//! What caseworkers read and send.

use super::case::{DocumentView, TimelineEntry};
use super::filing::PersonBody;
use serde::{Deserialize, Serialize};

/// `GET /v1/desk/cases`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CasePage {
    /// Newest first.
    pub cases: Vec<CaseRow>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseRow {
    /// The case's public number.
    pub reference: String,
    /// The agency's identifier.
    pub agency: String,
    /// What was filed.
    pub kind: String,
    /// About what.
    pub category: String,
    /// One line.
    pub subject: String,
    /// Where it stands.
    pub status: String,
    /// How it ended.
    pub outcome: Option<String>,
    /// When it was filed.
    pub received_at: String,
    /// When an answer is due.
    pub due_at: String,
    /// Whether the answer is late.
    pub overdue: bool,
    /// Whether the deadline is near.
    #[serde(default)]
    pub due_soon: bool,
    /// Who is responsible.
    pub assigned_to: Option<String>,
    /// The peer that treats it.
    pub holder: Option<String>,
    /// The peer it came from, and its reference there.
    pub origin: Option<Origin>,
    /// When what was written in it was erased: reference, dates and figures remain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<String>,
}

/// Where a case came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// The peer.
    pub peer: String,
    /// The case's reference there.
    pub reference: String,
}

/// `GET /v1/desk/cases/{reference}`: the case with what only staff sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskCase {
    /// The case's public number.
    pub reference: String,
    /// The agency's identifier.
    pub agency: String,
    /// What was filed.
    pub kind: String,
    /// About what.
    pub category: String,
    /// The category as people read it.
    pub category_name: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The text's language.
    pub language: String,
    /// Where it stands.
    pub status: String,
    /// How it ended.
    pub outcome: Option<String>,
    /// When it was filed.
    pub received_at: String,
    /// When an answer is due.
    pub due_at: String,
    /// Whether the answer is late.
    pub overdue: bool,
    /// Whether the deadline is near.
    #[serde(default)]
    pub due_soon: bool,
    /// What happened, oldest first, with internal entries.
    pub timeline: Vec<TimelineEntry>,
    /// Its documents.
    pub documents: Vec<DocumentView>,
    /// Who filed.
    pub complainant: PersonBody,
    /// Who filed for the complainant.
    pub representative: Option<PersonBody>,
    /// What was already tried.
    pub prior_steps: Option<String>,
    /// Whether the matter is before a court.
    pub before_court: Option<bool>,
    /// How it came in.
    pub channel: String,
    /// The page where the widget stood.
    pub page: Option<String>,
    /// Who is responsible.
    pub assigned_to: Option<String>,
    /// The peer that treats it.
    pub holder: Option<String>,
    /// The peer it came from.
    pub origin: Option<Origin>,
    /// The agency it came from, as people read it.
    pub from: Option<String>,
    /// When that agency owes its own answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_due_at: Option<String>,
    /// What had happened there before, oldest first.
    pub history: Vec<TimelineEntry>,
    /// What must reach peers, oldest first.
    pub deliveries: Vec<DeliveryView>,
    /// Cases of the same contact about the same matter, oldest first; nobody but staff hears of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<LinkedCase>,
    /// The wave that it is in, as `GET /v1/desk/waves` calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
    /// When what was written in it was erased: reference, dates and figures remain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<String>,
}

/// `GET /v1/desk/waves`: what many people file about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WavePage {
    /// Those that began last first.
    pub waves: Vec<WaveView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Cases of many people about one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaveView {
    /// What it is called: the public number of its first case. `GET /v1/desk/cases?wave=` lists its cases.
    pub wave: String,
    /// Its category.
    pub category: String,
    /// The category as people read it.
    #[serde(default)]
    pub category_name: String,
    /// How many cases.
    pub cases: u32,
    /// How many people filed them, by their contacts; those without any count once together. Of its hundred newest cases.
    pub people: u32,
    /// How many of the cases are not settled.
    pub open: u32,
    /// When its first case came.
    pub since: String,
    /// When its last case came.
    pub until: String,
    /// Words that at least three of these people wrote, the commonest first: no others, and no complainant's name.
    pub words: Vec<String>,
}

/// A case that another one is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkedCase {
    /// Its public number.
    pub reference: String,
    /// Since when.
    pub since: String,
    /// Whether a caseworker said so; else the register found the same contact.
    pub confirmed: bool,
}

/// One thing that must reach one peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveryView {
    /// Its id, which is also the id of the exchange event.
    pub id: String,
    /// The register that owes it.
    pub register: String,
    /// The case.
    pub reference: String,
    /// The peer.
    pub peer: String,
    /// What it tells: the type of the exchange event.
    #[serde(rename = "type")]
    pub kind: String,
    /// `pending`, `delivered`, `dead`, `redirected` (its case was handed to another peer instead) or `discarded` (an
    /// operator ended it).
    pub state: String,
    /// Of a dead one: `gone`, `refused` or `given_up`; of a discarded one: `left`, `settled` or `mistake`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it was discarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discarded_at: Option<String>,
    /// The token of who did it; `node` for the node's own operator token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discarded_by: Option<String>,
    /// When it was written.
    pub created_at: String,
    /// The earliest next attempt, while pending.
    pub next_attempt_at: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// The last attempts, oldest first.
    pub last_attempts: Vec<AttemptView>,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttemptView {
    /// When.
    pub at: String,
    /// `accepted`, `refused`, `failed`, `busy`, `unreachable`, `gone`, `not_configured`.
    pub outcome: String,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
}

/// A list of deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveryList {
    /// Oldest first.
    pub deliveries: Vec<DeliveryView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The body of `POST /v1/desk/cases/{reference}/actions`. Which fields count depends on the action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeskAction {
    /// `acknowledge`, `assign`, `ask`, `message`, `answer`, `redirect`, `forward`, `close`, `note`, `correct`,
    /// `recategorise`, `link`, `unlink`, `single_out` (of its wave).
    pub action: String,
    /// What is written: `ask`, `message`, `answer`, `redirect`, `note` and `correct` need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `assign`: the caseworker; `redirect` and `forward`: the peer; `link` and `unlink`: the other case's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `recategorise`: another of the agency's categories; the case is an example from then on
    /// (`GET /v1/desk/corrections`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// `close`: how it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// `message`: the question it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<String>,
    /// `forward`: whether whoever gets it shall hurry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent: Option<bool>,
    /// `message`: `correction` or `erasure`, what the complainant had asked for; also after the case has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// `correct`: who the complainant is, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complainant: Option<PersonBody>,
    /// Ids of documents sent before: ten at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
}

/// The answer to a message or an action: the entry that was written, and the case's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionDone {
    /// The entry.
    pub event: TimelineEntry,
    /// The case after it.
    pub status: String,
}

/// `GET /v1/desk/cases/{reference}/accesses` and `GET /v1/desk/accesses`: what staff has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessPage {
    /// Newest first.
    pub accesses: Vec<AccessView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Reads of the same by the same token, within a quarter of an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessView {
    /// The case; absent for what concerns many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The id of the token that read.
    pub token: String,
    /// Whose token it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In which role.
    pub role: String,
    /// `list`, `waves`, `case`, `document`, `export`, `corrections`, `deliberations`, `deliberation`, or `accesses`: the log itself. `erase`: what was written was erased.
    pub what: String,
    /// Of `erase`: `request`, `obligation` or `mistake`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The document's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The filters that a list was narrowed with, never what for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// The cases that a page of the list went over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<CaseSpan>,
    /// When it was read first.
    pub at: String,
    /// When it was read last.
    pub until: String,
    /// How often.
    pub times: u32,
}

/// A stretch of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseSpan {
    /// The first of the page.
    pub newest: String,
    /// The last of the page.
    pub oldest: String,
}
