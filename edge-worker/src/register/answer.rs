//! What a register answers: the shapes that come back from it, and what it keeps of a case in them.
//!
//! In and out: values that travel as JSON inside the node. Never: rules, or rows.

use super::{AgencyRecord, figures, log};
use serde::{Deserialize, Serialize};
use wire::exchange::ExchangedView;
use wire::problem::ProblemCode;
use wire::v1::agencies::Names;
use wire::v1::case::DocumentView;
use wire::v1::deliberation::DeliberationRow;
use wire::v1::desk::{AccessView, CaseRow, DeliveryView, LinkedCase, Origin, WaveView};
use wire::v1::filing::FileCase;

/// What a register answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done, nothing to tell.
    Ok,
    /// A case is on the register.
    Filed(Filed),
    /// A complainant's case.
    Case(Box<CaseData>),
    /// An entry was written.
    Done { entry: Box<Entry>, status: String },
    /// A page of the list, and the serial below which the next one begins.
    Rows { rows: Vec<CaseRow>, next: Option<u32> },
    /// A page of what was read, without the readers' names; the number of the last entry if there are more.
    Accesses { rows: Vec<AccessView>, before: Option<i64> },
    /// What was filed in cases whose category was changed, with the category that they have; the serial after which
    /// the next page begins.
    Corrections { corrections: Vec<(u32, FileCase)>, next: Option<u32> },
    /// A page of waves, and the one before which the next page begins.
    Waves { rows: Vec<WaveView>, next: Option<u32> },
    /// Deliveries.
    Deliveries(Vec<DeliveryView>),
    /// What went over, each with its number.
    Exchanged(Vec<(i64, ExchangedView)>),
    /// A peer's event is on disk.
    Taken {
        reference: String,
        repeated: bool,
        /// Documents that came with it and are more than a case has.
        #[serde(default)]
        lost: usize,
    },
    /// What a peer may fetch.
    Document(Box<DocumentView>),
    /// The register has newer rules: check again.
    Stale(Box<AgencyRecord>),
    /// The register has older rules, or none: configure it first.
    NeedsAgency,
    /// How hard the next challenge is.
    Level(u8),
    /// What the register counts of itself.
    Figures(Box<figures::Figures>),
    /// Nothing that was written in the case is left, since when; its documents go out of their drawers with the next
    /// alarm.
    Erased { at: i64 },
    /// The number of the data key that seals from now on.
    DataKey(u16),
    /// How many were changed.
    Count(u32),
    /// The log over the register's events.
    Log(log::Answer),
    /// A page of deliberations, each with what the other side calls itself; the serial below which the next one begins.
    Deliberations { rows: Vec<(DeliberationRow, Names)>, next: Option<u32> },
    /// Cases by their references, each with the one at the peer behind a space, if that has it; and whether a text names
    /// whom one of them is about.
    Cases { peer: String, cases: Vec<String>, named: bool },
    /// Where an app's cases stand; so many that fit were passed over.
    OfApp { rows: Vec<AppCase>, skipped: u32 },
    /// Look in these registers first: it may have been filed there.
    LookBack(Vec<String>),
    /// Not done.
    Refused(Refused),
}

/// Where a case stands, for the app that filed it: nothing that anybody has written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppCase {
    pub reference: String,
    pub category: String,
    pub status: String,
    pub received_at: i64,
    pub due_at: i64,
    /// The time of the last entry that the complainant sees.
    pub updated_at: i64,
}

/// A filing that is on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    pub reference: String,
    pub received_at: i64,
    pub due_at: i64,
    pub status: String,
    /// SHA-256 of what was filed.
    pub digest: String,
    /// Whether it was there before.
    #[serde(default)]
    pub repeated: bool,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The problem's stable name.
    pub code: String,
    /// For `action-not-possible`.
    pub reason: Option<String>,
    /// Pointers, and names and limits of what is wrong there.
    pub errors: Vec<(String, String, Option<u32>)>,
    /// For `too-many-requests`: when there is room again.
    pub retry_after_s: Option<u32>,
}

impl Refused {
    #[must_use]
    pub fn because(code: ProblemCode) -> Self {
        Self { code: code.name().to_owned(), reason: None, errors: Vec::new(), retry_after_s: None }
    }
}

/// A case with everything that any view of it needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseData {
    pub reference: String,
    pub agency: String,
    pub status: String,
    pub outcome: Option<String>,
    pub received_at: i64,
    /// The deadline that the receipt names; [`Self::due_at`] is that of the present step.
    pub promised_at: i64,
    pub due_at: i64,
    pub overdue: bool,
    #[serde(default)]
    pub due_soon: bool,
    /// SHA-256 of what was filed.
    pub digest: String,
    pub filing: FileCase,
    pub entries: Vec<Entry>,
    /// What the complainant may do now.
    pub actions: Vec<String>,
    pub assigned_to: Option<String>,
    pub holder: Option<String>,
    pub origin: Option<Origin>,
    /// The category as the sending agency names it.
    pub category_names: Option<Names>,
    /// The sending agency, and what had happened there.
    pub from: Option<FromAgency>,
    pub deliveries: Vec<DeliveryView>,
    /// For staff: the cases that it is linked to.
    #[serde(default)]
    pub linked: Vec<LinkedCase>,
    /// For staff: the wave that it is in.
    #[serde(default)]
    pub wave: Option<String>,
    /// When what was written in it was erased.
    #[serde(default)]
    pub erased_at: Option<i64>,
    /// Who of the staff has read it, where everything was asked for.
    #[serde(default)]
    pub accesses: Vec<AccessView>,
    /// When it was settled, where it is over.
    #[serde(default)]
    pub settled_at: Option<i64>,
}

/// What a case brought along from where it was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromAgency {
    pub names: Names,
    pub reason: String,
    pub received_at: String,
    pub due_at: String,
    pub timeline: Vec<wire::v1::case::TimelineEntry>,
}

/// One entry of a timeline as the register holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub number: u32,
    pub at: i64,
    pub kind: String,
    pub status: String,
    pub role: String,
    /// The peer that told it.
    pub peer: Option<String>,
    pub body: EntryBody,
    /// A question that nobody has answered.
    pub open: bool,
}

/// The part of an entry that its kind decides, stored as one JSON text, sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBody {
    /// The caseworker's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of a filing: SHA-256 of what was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Of a peer's redirection: where it goes, as the peer calls it.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub to_names: Names,
    /// Whose word it is, where the peer only tells it.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub by_names: Names,
    /// Of a redirection: whether nobody treats the case any more. None in what was written before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_reference: Option<String>,
    /// Whether whoever gets the case shall hurry.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Of a category that was told from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentView>,
    /// Of an entry of a deliberation: its round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// Of the same: how many cases that side had linked then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
    /// Of the same: cases of this agency that were linked or taken back with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// Of the same: those of them that the peer has, by its own references. Only these go over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<String>,
}
