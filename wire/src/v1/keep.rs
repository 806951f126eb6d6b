//! What is kept of a case and what is no longer: erasing by hand, and all that is held, for its complainant.

use super::case::CaseView;
use super::filing::FileCase;
use serde::{Deserialize, Serialize};

/// Why a case is erased by hand.
pub const REASONS: [&str; 3] = ["request", "obligation", "mistake"];

/// The body of `POST /v1/desk/cases/{reference}/erase`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PostErase {
    /// `request` (the complainant asked), `obligation` (a law or a court orders it), `mistake` (it should not be there).
    pub reason: String,
}

/// The answer: since when nothing is left of what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erased {
    /// The case's public number, which remains.
    pub reference: String,
    /// When it was erased.
    pub erased_at: String,
}

/// The answer to `POST /v1/admin/registers/{register}/data-key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataKey {
    /// The number of the key that seals from now on.
    pub data_key: u16,
}

/// `GET /v1/cases/{reference}/export`: everything that is held on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseExport {
    /// When it was put together.
    pub exported_at: String,
    /// The case, with its timeline and the descriptions of its documents. Of what is internal to the agency (notes,
    /// assignments, reminders) the entries are there without their words.
    pub case: CaseView,
    /// What was filed, with who filed as it was last corrected.
    pub filing: FileCase,
    /// SHA-256 of what was filed, as the receipt has it.
    pub digest: String,
    /// The deadline that the receipt names.
    pub promised_at: String,
    /// Where the case is when a peer treats it, and where it came from.
    pub holder: Option<String>,
    /// The peer it came from.
    pub origin: Option<String>,
    /// What went to whom, and when.
    pub sent: Vec<Sent>,
    /// Who of the staff has read it: roles, never names.
    pub read: Vec<ReadBy>,
    /// Where each document's bytes are, with the access code, in the order of `case.documents`.
    pub document_urls: Vec<String>,
    /// What is kept, and until when, in the caller's language.
    pub kept: String,
    /// When what was written is to be erased, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<String>,
}

/// Something that was told to a peer, or must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sent {
    /// The body, as people read it.
    pub to: String,
    /// What: the type of the exchange event.
    #[serde(rename = "type")]
    pub kind: String,
    /// `pending`, `delivered`, `dead` or `redirected`.
    pub state: String,
    /// When it was written.
    pub at: String,
}

/// Reads of the same in the same role, close together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadBy {
    /// `caseworker` or `supervisor`.
    pub role: String,
    /// `case`, `document`, `export`, `accesses`, `erase`.
    pub what: String,
    /// The first time.
    pub at: String,
    /// The last time.
    pub until: String,
    /// How often.
    pub times: u32,
}
