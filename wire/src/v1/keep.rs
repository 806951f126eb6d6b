//! What is kept of a case and what is no longer: erasing by hand, and all that is held, for its complainant.

use super::case::CaseView;
use super::desk::{AccessView, DeliveryView};
use super::filing::FileCase;
use serde::{Deserialize, Serialize};

/// Why a case is erased by hand: the complainant asked, a law or a court orders it, it should not be there.
pub const REASONS: [&str; 3] = ["request", "obligation", "mistake"];

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
    /// What went to whom, and when: as the desk sees it, with bodies as people read them.
    pub sent: Vec<DeliveryView>,
    /// Who of the staff has read it: roles and times. `token` is empty.
    pub read: Vec<AccessView>,
    /// Where each document's bytes are, with the access code: this and the document's id.
    pub documents_at: String,
    /// What is kept, and until when, in the caller's language.
    pub kept: String,
    /// When what was written is to be erased, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<String>,
}
