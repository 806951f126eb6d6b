//! What went over between this node and a peer. Out: shapes. Never: what was written in a case.

use super::Acknowledgement;
use serde::{Deserialize, Serialize};

/// `GET /v1/admin/peers/{peer}/exchanged`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExchangedList {
    /// Register by register, oldest first.
    pub exchanged: Vec<ExchangedView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One event that went over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExchangedView {
    /// The event's id.
    pub id: String,
    /// The case's or deliberation's reference here.
    pub reference: String,
    /// `wasl.case.` or `wasl.deliberation.` and the event's kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was on disk on the other side, or on this one.
    pub at: String,
    /// `out` or `in`.
    pub way: String,
    /// Of what went out: the peer's signed answer. Absent where it did not sign, and for what came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Acknowledgement>,
}
