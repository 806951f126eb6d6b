//! What nodes tell each other: CloudEvents 1.0 in structured JSON, single or batch.
//!
//! In and out: shapes. `id` is the delivery's id and never changes; `source` names the sending node;
//! `subject` is the case's reference at the receiver, once the sender knows it.
//! Never: signing (see `signing`), or what an event does to a case (`domain::case`).

use crate::v1::agencies::Names;
use crate::v1::case::{DocumentView, TimelineEntry};
use crate::v1::filing::FileCase;
use serde::{Deserialize, Serialize};

mod kinds;
mod over;
pub use kinds::{event_kind, event_type};
pub use over::{ExchangedList, ExchangedView};

/// The media type of one event.
pub const MEDIA_TYPE: &str = "application/cloudevents+json";
/// The media type of several.
pub const MEDIA_TYPE_BATCH: &str = "application/cloudevents-batch+json";
/// What stands before an event kind in `type`.
pub const TYPE_PREFIX: &str = "wasl.case.";
/// What stands before a node's identifier in `source`.
pub const SOURCE_PREFIX: &str = "urn:wasl:node:";
/// What stands before a peer's identifier where it speaks for itself and is no node.
pub const FOREIGN_PREFIX: &str = "urn:wasl:peer:";
/// The most events of one batch.
pub const BATCH_MAX: usize = 100;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloudEvent {
    /// `1.0`.
    pub specversion: String,
    /// The delivery's id.
    pub id: String,
    /// `urn:wasl:node:` and the sending node's identifier.
    pub source: String,
    /// `wasl.case.` or `wasl.deliberation.` and the event's kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The case's or deliberation's reference at the receiver; absent in `filed` and `opened`, which begin one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it happened.
    pub time: String,
    /// `application/json`.
    pub datacontenttype: String,
    /// What happened.
    pub data: Data,
}

/// What happened. A filing carries `filed`; everything else carries `event`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Data {
    /// The case's or deliberation's reference at the sender.
    pub reference: String,
    /// A case that the receiver shall put on its register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<FiledData>,
    /// Something that happened in a case or a deliberation that both have, or that opens a deliberation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventData>,
}

/// A case handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FiledData {
    /// The agency at the receiver that shall have it.
    pub agency: String,
    /// Why it comes: `forwarding`, `escalated` or `redirected`.
    pub reason: String,
    /// The sending agency, as people read it.
    pub from: Names,
    /// The name of the case's category there, as people read it.
    pub category: Names,
    /// When it was first filed.
    pub received_at: String,
    /// When the sending agency owes its answer.
    pub due_at: String,
    /// Whether the sender asks to hurry: what comes from the Mediator is then due in one month, not in two.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The bodies that have had the case, oldest first, the sender last, each as `node/agency`: nobody takes it twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// What was filed.
    pub filing: FileCase,
    /// What happened so far, without internal entries.
    pub timeline: Vec<TimelineEntry>,
    /// The documents of the case so far, as the sender holds them: the receiver fetches them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentView>,
}

/// Something that happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventData {
    /// The entry's number in the sender's timeline; 0 where entries have none.
    pub number: u32,
    /// For whom the sender speaks: `complainant` or `caseworker`.
    pub role: String,
    /// What was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The number of the question it answers, in the receiver's timeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<u32>,
    /// How the case ended; of a deliberation's conclusion, what became of a recommendation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Of `redirected`: to a body that is no peer of the sender, which treats the case no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// Of `redirected`: the body that it goes to, as people read it.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub to: Names,
    /// Whose word it is, as people read it, where that is not the sender: who holds the case tells it by the sender.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub by: Names,
    /// Of a deliberation that is opened: the agency at the receiver.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// Of the same: one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Of a deliberation: how often it was begun, as the sender knows it: 1, and one more each time it was reopened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u32,
    /// Of a deliberation that is opened, or whose cases change: how many the sender has linked by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
    /// Of the same: those that it links or takes back, and that the receiver has too, by the receiver's references.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<String>,
    /// The documents that came with it, as the sender holds them: the receiver fetches them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentView>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The answer to `POST /v1/exchange/events`: all of it is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Taken {
    /// One for each event, in order.
    pub taken: Vec<TakenEvent>,
    /// SHA-256 of the message as it came, in hexadecimal: what the answer's signature is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

/// A receiver's signed answer, as a sender keeps it: the proof of delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Acknowledgement {
    /// `webhook-id` of the answer: that of the message.
    pub id: String,
    /// `webhook-timestamp` of the answer: when it was taken, in seconds since 1970.
    pub timestamp: String,
    /// `webhook-signature` of the answer.
    pub signature: String,
    /// The answer's body, to the letter.
    pub body: String,
}

impl Acknowledgement {
    /// What it says of this message, if one of these keys has signed it; none if it proves nothing. `digest`: SHA-256 of
    /// the message, in hexadecimal; none where nobody has it any more.
    #[must_use]
    pub fn proves(&self, keys: &[crate::signing::NodePublicKey], id: &str, digest: Option<&str>) -> Option<Taken> {
        let taken: Taken = crate::json::read(&self.body).ok()?;
        let about = self.id == id && digest.is_none_or(|digest| digest == taken.digest) && !taken.digest.is_empty();
        let names_it = taken.taken.first().is_some_and(|first| first.id == id);
        let signed = crate::signing::is_signed(keys, &self.id, &self.timestamp, &self.signature, &self.body);
        (about && names_it && signed).then_some(taken)
    }
}

/// What became of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakenEvent {
    /// The event.
    pub id: String,
    /// The case's reference at the receiver.
    pub reference: String,
    /// Whether it had been taken before.
    pub repeated: bool,
}

/// `GET /.well-known/wasl.json`: what a peer needs to know of a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeCard {
    /// The node's identifier.
    pub node: String,
    /// Where it is.
    pub base_url: String,
    /// Where events go.
    pub exchange_url: String,
    /// Its keys; old ones stay, so that what they signed can be checked.
    pub keys: Vec<KeyCard>,
}

/// A published key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyCard {
    /// Its short name.
    pub id: String,
    /// `ed25519`.
    pub algorithm: String,
    /// `whpk_` and base64.
    pub public_key: String,
    /// `active` or `retired`.
    pub status: String,
}
