//! What is told on its way to a register: by a peer, and by staff in a deliberation. In and out: shapes.
//! Never: a decision.

use super::Back;
use serde::{Deserialize, Serialize};
use wire::exchange::EventData;

/// What staff does in a deliberation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deed {
    /// What it is (`domain::deliberation::Step`).
    pub step: String,
    /// With whom one is opened.
    pub peer: String,
    /// Where the registers before this one stand in the question.
    pub back: Back,
    /// What is said, as far as it comes from whoever says it.
    pub event: EventData,
    /// Cases that are linked or taken back: the reference here, and behind a space the one at the peer, if that has it.
    pub cases: Vec<String>,
}

/// An event that a peer sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeEvent {
    /// The sender's node.
    pub source: String,
    /// The event's id.
    pub id: String,
    /// The sender's identifier here.
    pub peer: String,
    /// The case.
    pub serial: u32,
    /// The event's kind.
    pub kind: String,
    /// What happened.
    pub event: EventData,
    /// When it came.
    pub now: i64,
    /// Of a deliberation: its reference there.
    #[serde(default)]
    pub reference: String,
    /// Of one that is opened: where the registers before this one stand in the question.
    #[serde(default)]
    pub back: Back,
}
