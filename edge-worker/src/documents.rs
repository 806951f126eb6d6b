//! Documents: what people send along with a case, kept in drawers, one Durable Object each.
//!
//! In: bytes, piece by piece, each on disk before the next is taken; commands. Out: how far an upload is,
//! descriptions, bytes. A document that no case claims is thrown away a day after its last byte.
//! A drawer is named by the agency's code and the first characters of the document's id, so an id says where
//! its document lies. Bytes, names and hashes lie there sealed, under a key of each document. Never: a document whole in memory; whether somebody may read it (the handlers ask the case).

pub mod client;
pub mod documents_do;
pub mod drawer;
pub mod fetching;
pub mod inflow;
pub mod scanner;
pub mod store;

use crate::fault::Fault;
use domain::document::arrival::Arrival;
use serde::{Deserialize, Serialize};
use wire::problem::ProblemCode;
use wire::v1::case::DocumentView;

/// Largest piece that is written at once, in bytes: what a cut connection loses at most.
pub const PIECE_BYTES: usize = 256 * 1024;
/// Most bytes in one drawer that no case has claimed: 32 drawers a month and agency, 16 GiB in all.
pub const UNCLAIMED_MAX_BYTES: u64 = 512 * 1024 * 1024;

/// What is asked of a drawer, besides taking and giving bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Begins an upload.
    Begin(Begin),
    /// How far it is.
    State { id: String, now: i64 },
    /// Ends an upload whose length was not known before.
    End { id: String, now: i64 },
    /// Throws away what no case has claimed.
    Drop { id: String, now: i64 },
    /// Keeps documents for a case: all of them, or none. The same `by` may claim them again.
    Claim { ids: Vec<String>, by: String, now: i64 },
    /// Takes one claim back; the last one lets the document go.
    Release { id: String, by: String, now: i64 },
    /// Erases the document of a case that was erased; what is not here is erased already.
    Erase { id: String },
    /// Begins a new data key.
    NewDataKey,
}

/// A new upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// The drawer's own name: what lies in it is bound to it.
    pub drawer: String,
    pub id: String,
    /// In bytes; none where only its end will tell.
    pub length: Option<u64>,
    /// Its name as it was sent.
    pub name: String,
    /// `Upload-Metadata`, to the letter; where a peer has it: the case's reference and the document's id there.
    pub metadata: String,
    pub now: i64,
    /// Of a document that a peer has named, and that is fetched: who has it.
    #[serde(default)]
    pub peer: String,
    /// The type that it shall have then.
    #[serde(default)]
    pub media_type: String,
    /// The SHA-256 that it shall have then.
    #[serde(default)]
    pub sha256: String,
}

/// What a drawer answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// How far an upload is.
    State(State),
    /// Thrown away.
    Dropped,
    /// The number of the data key that seals from now on.
    DataKey(u16),
    /// Descriptions, in the order asked for.
    Claimed(Vec<DocumentView>),
    /// These are not here, not complete, or another case's.
    Unknown(Vec<String>),
    /// Not done.
    Refused(Refusal),
}

/// An upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Bytes on disk.
    pub offset: u64,
    pub length: Option<u64>,
    pub metadata: String,
    /// When it is thrown away; none once a case has claimed it.
    pub expires_at: Option<i64>,
    /// What it is and what a scanner has said of it, once it is complete; of one that a peer has named, from the first.
    pub document: Option<DocumentView>,
}

impl State {
    /// Whether a peer has named it, and not all of it is here.
    #[must_use]
    pub fn is_on_its_way(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.scan == Arrival::OnItsWay.name())
    }
}

/// Why a drawer does not do what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It never was, was ended, or waited too long.
    Gone,
    /// The bytes do not follow those that are here.
    Offset,
    /// More bytes than were announced, or than are taken.
    TooLarge,
    /// Its content is of no type that is taken; it has been thrown away.
    Unsupported,
    /// It never comes from its peer, or what came was not what was announced.
    Lost,
    /// A case has it: it stays.
    Claimed,
    /// Too much lies here that no case has claimed.
    Full,
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::refused(match refusal {
            Refusal::Gone => ProblemCode::UploadGone,
            Refusal::Offset => ProblemCode::UploadOffset,
            Refusal::TooLarge => ProblemCode::DocumentTooLarge,
            Refusal::Unsupported => ProblemCode::UnsupportedDocument,
            Refusal::Lost => ProblemCode::DocumentLost,
            Refusal::Claimed => ProblemCode::Forbidden,
            Refusal::Full => return Self::caused(ProblemCode::Unavailable, "a drawer is full of unclaimed documents"),
        })
    }
}
