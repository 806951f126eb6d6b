//! A peer that is nothing but a name and a key: it signs what a test wants to have said.
//!
//! In: a case, an event. Out: the signed message, as a call. Never: keeping what it sent.

use crate::client::Call;
use crate::clock;
use crate::fixtures::{self, names};
use crate::node::Node;
use domain::time::UnixMillis;
use wire::exchange::{CloudEvent, Data, EventData, FiledData, MEDIA_TYPE, MEDIA_TYPE_BATCH, SOURCE_PREFIX, event_type};
use wire::signing::fetching::{self, HEADER_SOURCE, path, range};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodeKey};

/// Who speaks.
#[derive(Debug, Clone)]
pub struct Sender {
    pub node: String,
    pub key: NodeKey,
}

impl Sender {
    /// A sender of this name, with a fresh key.
    ///
    /// # Panics
    /// Never: the seed is made to be one.
    #[must_use]
    pub fn named(node: &str) -> Self {
        Self { node: node.into(), key: NodeKey::parse(&fixtures::key_seed()).expect("a seed") }
    }

    /// A complaint that is handed over to the Mediator.
    #[must_use]
    pub fn hands_over(&self, id: &str, reference: &str) -> CloudEvent {
        let filed = FiledData {
            urgent: false,
            agency: "mediator".into(),
            reason: "forwarding".into(),
            from: names("إدارة خيالية", "Administration fictive"),
            category: names("موضوع", "Sujet"),
            received_at: clock::now().to_rfc3339(),
            due_at: clock::now().plus_days(60).to_rfc3339(),
            path: Vec::new(),
            filing: domain_form(),
            timeline: Vec::new(),
            documents: Vec::new(),
        };
        self.event(id, "filed", None, Data { reference: reference.into(), filed: Some(filed), ..Data::default() })
    }

    /// Something that happened in a case that both have.
    #[must_use]
    pub fn tells(&self, id: &str, kind: &str, subject: &str, reference: &str, event: EventData) -> CloudEvent {
        self.event(id, kind, Some(subject), Data { reference: reference.into(), event: Some(event), ..Data::default() })
    }

    /// Something that happens in a deliberation; without a subject, that it is opened.
    #[must_use]
    pub fn deliberates(
        &self,
        id: &str,
        step: &str,
        subject: Option<&str>,
        reference: &str,
        told: EventData,
    ) -> CloudEvent {
        let data = Data { reference: reference.into(), event: Some(told), ..Data::default() };
        self.event(id, &format!("deliberation.{step}"), subject, data)
    }

    fn event(&self, id: &str, kind: &str, subject: Option<&str>, data: Data) -> CloudEvent {
        CloudEvent {
            specversion: "1.0".into(),
            id: id.into(),
            source: format!("{SOURCE_PREFIX}{}", self.node),
            kind: event_type(kind),
            subject: subject.map(str::to_owned),
            time: clock::now().to_rfc3339(),
            datacontenttype: "application/json".into(),
            data,
        }
    }

    /// One event, signed now.
    #[must_use]
    pub fn call(&self, to: &Node, event: &CloudEvent) -> Call {
        self.call_at(to, event, clock::now())
    }

    /// One event, signed at another time.
    #[must_use]
    pub fn call_at(&self, to: &Node, event: &CloudEvent, at: UnixMillis) -> Call {
        let body = serde_json::to_string(event).expect("an event that can be written");
        self.signed(to, MEDIA_TYPE, &event.id, &body, at)
    }

    /// Several events in one message.
    #[must_use]
    pub fn batch(&self, to: &Node, events: &[CloudEvent]) -> Call {
        let body = serde_json::to_string(events).expect("events that can be written");
        self.signed(to, MEDIA_TYPE_BATCH, "batch-1", &body, clock::now())
    }

    /// A document of a case, from this byte on, asked for at a moment; signed for the node of this identifier.
    #[must_use]
    pub fn asks(&self, of: &Node, audience: &str, reference: &str, id: &str, offset: u64, at: UnixMillis) -> Call {
        let (path, range, seconds) = (path(reference, id), range(offset), at.0 / 1000);
        let text = fetching::signed(&path, &range, &self.node, audience);
        of.get(&path)
            .header("range", range)
            .header(HEADER_SOURCE, format!("{SOURCE_PREFIX}{}", self.node))
            .header(HEADER_ID, "asked-1")
            .header(HEADER_TIMESTAMP, seconds.to_string())
            .header(HEADER_SIGNATURE, self.key.sign_message("asked-1", seconds, &text))
    }

    /// Any body, signed.
    #[must_use]
    pub fn signed(&self, to: &Node, media_type: &str, id: &str, body: &str, at: UnixMillis) -> Call {
        let seconds = at.0 / 1000;
        to.post("/v1/exchange/events")
            .header(HEADER_ID, id)
            .header(HEADER_TIMESTAMP, seconds.to_string())
            .header(HEADER_SIGNATURE, self.key.sign_message(id, seconds, body))
            .bytes(media_type, body)
    }
}

/// A filing in the normal form that nodes send.
fn domain_form() -> wire::v1::filing::FileCase {
    let mut filing = fixtures::filing();
    filing.complainant.phone = Some("+212612345678".into());
    filing.channel = "api".into();
    filing
}

/// What a caseworker or a complainant says.
#[must_use]
pub fn said(number: u32, role: &str, text: &str) -> EventData {
    EventData { number, role: role.into(), text: Some(text.into()), ..EventData::default() }
}

/// What opens a deliberation with an agency.
#[must_use]
pub fn opened(agency: &str, subject: &str, text: &str) -> EventData {
    EventData {
        number: 1,
        role: "caseworker".into(),
        agency: agency.into(),
        subject: subject.into(),
        by: names("الوسيط", "Le Médiateur"),
        text: Some(text.into()),
        round: 1,
        cases: Some(0),
        ..EventData::default()
    }
}
