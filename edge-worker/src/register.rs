//! Registers: one agency's numbered book of cases for one year and volume, one Durable Object each.
//!
//! In: a `Command` from the worker, with its time already drawn. Out: a `Reply`. Both travel as one
//! compact JSON message over one internal path. Never: HTTP meaning, sentences, secrets in clear.

pub mod access;
pub mod alike;
pub mod answer;
pub mod archive;
pub mod chain;
pub mod client;
pub mod dispatcher;
pub mod entry;
pub mod exchanged;
pub mod expected;
pub mod figures;
pub mod filing;
pub mod lanes;
pub mod live;
pub mod log;
pub mod looks;
pub mod outbox;
pub mod register_do;
pub mod reminders;
pub mod retention;
pub mod schema;
pub mod service;
pub mod store;
pub mod told;
pub mod view;

pub use answer::{AppCase, CaseData, Entry, EntryBody, Filed, FromAgency, Refused, Reply};

pub use filing::{Back, Brought, Came, File, Found};
pub use told::{Deed, TakeEvent};

use domain::case::Reason;
use domain::status::Kind;
use serde::{Deserialize, Serialize};
use wire::exchange::FiledData;
use wire::v1::admin::{ConventionBody, PutAgency};
use wire::v1::case::DocumentView;

/// An agency's configuration as the node keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRecord {
    /// Its identifier.
    pub id: String,
    /// Grows with every change.
    pub version: i64,
    /// What the operator set.
    pub body: PutAgency,
}

/// What the worker asks of a register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Takes the agency's rules; a register knows nothing before the first of these.
    Configure { register: String, agency: Box<AgencyRecord> },
    /// These registers of the same agency were there before; sent once, before the first `Configure`.
    Follow { registers: Vec<String>, now: i64 },
    /// Puts a filing on the register.
    File(Box<File>),
    /// The case as its complainant sees it.
    Open {
        serial: u32,
        code_hash: String,
        now: i64,
        #[serde(default)]
        tried: Tried,
        /// Everything that is held on it, and who has read it.
        #[serde(default)]
        all: bool,
        /// As it was filed: without what was corrected.
        #[serde(default)]
        filed: bool,
    },
    /// An action of the complainant or of a caseworker.
    Act {
        serial: u32,
        by: By,
        key: Option<Key>,
        now: i64,
        act: Act,
        /// What comes along with it, already kept for this case.
        #[serde(default)]
        documents: Vec<DocumentView>,
        /// Of what hands the case on: from where to where.
        #[serde(default)]
        onward: Option<Onward>,
    },
    /// A page of the desk's list.
    List(ListQuery),
    /// A case with what only staff sees.
    Desk { serial: u32, now: i64, reader: Reader, read: Read },
    /// Cases whose category a caseworker has changed, with what was filed: so many at most, those after this serial.
    Corrections { after: u32, limit: u32, now: i64, reader: Reader },
    /// Waves, those that began last first: so many at most, those before this one.
    Waves { before: Option<u32>, limit: u32, now: i64, reader: Reader },
    /// A page of what staff has read, newest first: of one case, or of the whole register.
    Accesses { serial: Option<u32>, before: Option<i64>, limit: u32, now: i64, reader: Reader },
    /// A case that a peer hands over. The id of each document that it names is the one that the worker drew for it here,
    /// and behind a space where it is at the peer: the case's reference there and the document's id.
    TakeFiled {
        source: String,
        id: String,
        peer: String,
        reference: String,
        now: i64,
        filed: Box<FiledData>,
        /// The peers of this node that have had the case.
        #[serde(default)]
        been: Vec<String>,
        /// As of a filing.
        #[serde(default)]
        words: Vec<String>,
        /// Where the registers before this one stand in the question.
        #[serde(default)]
        back: Back,
    },
    /// What a peer tells of a case that both have; documents as with a case.
    TakeEvent(TakeEvent),
    /// Documents of a case that peers have named, and that their drawers know nothing of.
    ExpectAgain { serial: u32, documents: Vec<String> },
    /// A document of a case, for a peer that was told of it.
    HandOver { serial: u32, peer: String, document: String },
    /// What must reach peers: so many at most, those after this number.
    Deliveries { state: Option<String>, peer: Option<String>, after: Option<i64>, limit: u32 },
    /// What went over with a peer: so many at most, those after this number.
    Exchanged { peer: String, after: i64, limit: u32 },
    /// Tries a dead delivery again.
    Retry { delivery: String, now: i64 },
    /// Tries every dead delivery to a peer again.
    RetryAll { peer: String, now: i64 },
    /// A peer is there again: what waits for it goes out.
    Heard { peer: String },
    /// Hands the case of a dead delivery to another peer.
    Redirect { delivery: String, to: String, onward: Onward, now: i64 },
    /// Ends a dead delivery for good.
    Discard { delivery: String, reason: String, reader: Reader, now: i64 },
    /// Ends everything of a peer that has left, a part at a time.
    DiscardAll { peer: String, reason: String, reader: Reader, now: i64 },
    /// How hard the next challenge is.
    Level { now: i64 },
    /// Erases what was written in a case, for real; for a reason out of a closed list.
    Erase { serial: u32, now: i64, reader: Reader, reason: String },
    /// Begins a new data key.
    NewDataKey,
    /// The log over the register's events.
    Log(log::Ask),
    /// What the register counts of itself.
    Figures { now: i64 },
    /// With whom a deliberation is, and which cases are linked to it here.
    Linked { serial: u32 },
    /// Of these cases: which there are, by what reference the peer has them, and whether the text names whom they are about.
    Known { serials: Vec<u32>, peer: String, text: String },
    /// Where an app's cases stand.
    OfApp(OfApp),
}

impl Command {
    /// Whether it writes nothing: it needs no turn and no transaction. What staff reads is not among these: it writes
    /// an entry of the access log.
    #[must_use]
    pub const fn reads(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::Deliveries { .. }
                | Self::Exchanged { .. }
                | Self::Level { .. }
                | Self::Log(_)
                | Self::HandOver { .. }
                | Self::Figures { .. }
                | Self::OfApp(_)
                | Self::Linked { .. }
                | Self::Known { .. }
        )
    }

    /// Says where the registers before stand in the question. Only for what opens a case.
    pub fn look(&mut self, at: Back) {
        match self {
            Self::File(file) => file.back = at,
            Self::TakeFiled { back, .. } => *back = at,
            Self::Act { act: Act::Deliberate(deed), .. } => deed.back = at,
            Self::TakeEvent(told) => told.back = at,
            _ => {}
        }
    }
}

/// A step that a case is to take, as ways have it (`domain::case::path`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    /// This body.
    pub here: String,
    /// The one that it shall go to.
    pub there: String,
    /// What is agreed with it; none: everything.
    #[serde(default)]
    pub convention: Option<ConventionBody>,
}

/// Whether a convention covers a case. One that cannot be read covers nothing.
///
/// # Errors
/// It does not, or is suspended.
pub fn covers(convention: &ConventionBody, agency: &str, kind: &str, category: &str) -> Result<(), Reason> {
    let kind = Kind::parse(kind).ok_or(Reason::NotCovered)?;
    convention.check().map_err(|_| Reason::NotCovered)?.covers(agency, kind, category)
}

/// An idempotency key, with the fingerprint of what it was used for. Both in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// SHA-256 of the key.
    pub key: String,
    /// SHA-256 of the request's meaning.
    pub fingerprint: String,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The complainant, proved by the code's hash.
    Complainant {
        code_hash: String,
        #[serde(default)]
        tried: Tried,
    },
    /// Somebody of this register's agency, with their role.
    Caseworker { name: String, role: String },
}

/// Where an access code was tried, and from where: what the guard against guessing counts by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The register that was asked for, which need not exist.
    pub at: String,
    /// Keyed hash of the sender's network, where it is known.
    pub network: Option<String>,
}

/// Who of the staff reads: goes into the register's access log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// The token's id.
    pub token: String,
    /// The token's role.
    pub role: String,
}

/// What is read of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// The case itself.
    Case,
    /// One of its documents.
    Document { id: String },
    /// All of it, to be taken out of the node.
    Export,
    /// A deliberation, or one of its documents.
    Deliberation { document: Option<String> },
}

/// An action with the fields that count for it, already read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Acknowledge,
    Assign {
        to: String,
    },
    Ask {
        text: String,
    },
    Message {
        text: String,
        in_reply_to: Option<u32>,
    },
    /// About the data: asked for, or done. `correction`: a filing as JSON, whose complainant counts from then on.
    Request {
        about: String,
        text: String,
        #[serde(default)]
        correction: Option<String>,
    },
    Answer {
        text: String,
    },
    Redirect {
        to: Option<String>,
        text: String,
    },
    Forward {
        to: String,
        text: Option<String>,
        #[serde(default)]
        urgent: bool,
    },
    Close {
        outcome: String,
        text: Option<String>,
    },
    Note {
        text: String,
    },
    /// A deliberation concerns it, or does no more.
    Link {
        deliberation: String,
        linked: bool,
    },
    /// In no case: opens a deliberation, or does something in one.
    Deliberate(Box<Deed>),
    Recategorise {
        category: String,
    },
    /// `how`: `linked`, `unlinked`, `singled`; `to`: the other case's reference, or what the wave is called, which the
    /// register says.
    Place {
        how: String,
        to: String,
    },
    Withdraw {
        text: Option<String>,
    },
    Reopen {
        text: String,
    },
    Escalate {
        prior_steps: String,
        before_court: Option<bool>,
    },
    Rate {
        rating: u8,
        text: Option<String>,
    },
}

/// What the desk's list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    pub status: Option<String>,
    pub kind: Option<String>,
    pub category: Option<String>,
    pub overdue: Option<bool>,
    /// Only what is due within so many days, and not late.
    #[serde(default)]
    pub due_within_days: Option<u32>,
    /// Text in subject, or a reference.
    pub q: Option<String>,
    /// Deliberations in the place of cases; of these only `status`, `peer`, `before` and `limit` count.
    #[serde(default)]
    pub deliberations: bool,
    #[serde(default)]
    pub peer: Option<String>,
    /// Only cases of this wave.
    #[serde(default)]
    pub wave: Option<u32>,
    /// Only serials below this one.
    pub before: Option<u32>,
    pub limit: u32,
    pub now: i64,
    /// Who asks.
    pub reader: Reader,
}

/// What an app asks of its own cases: those that fit, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfApp {
    /// The app.
    pub app: String,
    /// Only this one.
    pub serial: Option<u32>,
    /// Only of these categories; empty for all.
    pub categories: Vec<String>,
    /// Only with these statuses; empty for all.
    pub statuses: Vec<String>,
    /// Only what was filed from then on.
    pub from: i64,
    /// Only what was filed until then.
    pub until: i64,
    /// So many are passed over.
    pub skip: u32,
    /// So many at most.
    pub limit: u32,
}
