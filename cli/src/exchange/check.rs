//! `wasl exchange check`: whether a node keeps to the protocol, tried from outside, as a third party would.
//!
//! In: an address, a key of its own that the node was told of as a peer's. Out: a table, one row a rule; exit code 1 where one does
//! not hold. What it sends is plainly a trial, and it takes its cases back at the end. Never: a token, or another node's key.

use super::secret;
use crate::fail::Fail;
use crate::node::{Answered, Node};
use crate::out::{Out, Table};
use crate::place;
use clap::Args;
use domain::reference::Reference;
use domain::time::UnixMillis;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use wire::exchange::{
    Acknowledgement, CloudEvent, Data, EventData, FiledData, MEDIA_TYPE, MEDIA_TYPE_BATCH, NodeCard, SOURCE_PREFIX,
    TYPE_PREFIX, Taken,
};
use wire::signing::fetching::{HEADER_SOURCE, path, range, signed};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodeKey, NodePublicKey, TOLERANCE_MS};
use wire::v1::agencies::Names;
use wire::v1::filing::{FileCase, PersonBody};

/// What is checked.
#[derive(Debug, Args)]
pub struct What {
    /// The node's address.
    url: String,
    /// The file with the key that this check signs with (base64 of 32 bytes); the node knows its public half.
    #[arg(long)]
    seed: PathBuf,
    /// The `node` of the peer that the node knows this key as.
    #[arg(long)]
    node: String,
    /// The agency that takes the cases of the check.
    #[arg(long)]
    agency: String,
    /// A category that it takes from this peer.
    #[arg(long, default_value = "conformance")]
    category: String,
}

/// One rule, and whether it holds.
#[derive(Debug, Serialize)]
struct Row {
    rule: &'static str,
    holds: bool,
    /// What was answered.
    answered: String,
}

/// SHA-256 in hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect()
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    let mut check = Check { http: node, what, key: secret(&what.seed)?, run: place::random_name(), rows: Vec::new() };
    check.all()?;
    let failed = check.rows.iter().filter(|row| !row.holds).count();
    out.show(&check.rows, |rows| {
        let mut table = Table::new(&["RULE", "HOLDS", "ANSWERED"]);
        rows.iter().for_each(|row| table.row(&[row.rule, if row.holds { "yes" } else { "NO" }, &row.answered]));
        table
    })?;
    match failed {
        0 => Ok(()),
        failed => Err(Fail::Disproved(format!("{failed} of {} rules do not hold", check.rows.len()))),
    }
}

struct Check<'a> {
    http: &'a Node,
    what: &'a What,
    key: NodeKey,
    /// What makes the ids of this run its own.
    run: String,
    rows: Vec<Row>,
}

/// A message that has not been sent.
struct Message {
    media_type: &'static str,
    id: String,
    body: String,
}

impl Check<'_> {
    fn all(&mut self) -> Result<(), Fail> {
        let url = self.what.url.trim_end_matches('/').to_owned();
        let card = self.http.trial("GET", &format!("{url}/.well-known/wasl.json"), &[], None)?;
        let read = serde_json::from_str::<NodeCard>(&card.text).ok();
        let keys: Vec<_> =
            read.iter().flat_map(|card| &card.keys).filter_map(|key| NodePublicKey::parse(&key.public_key)).collect();
        self.row("its card names it and its keys", card.status == 200 && !keys.is_empty(), &card);

        let now = place::now();
        let filed = self.filed(1);
        let first = self.send(&filed, now)?;
        let taken = serde_json::from_str::<Taken>(&first.text).ok();
        let reference = taken.iter().flat_map(|t| &t.taken).find(|t| t.id == filed.id && !t.repeated);
        let reference = reference.map(|taken| taken.reference.clone());
        self.row("a case that is handed over is taken", first.status == 200 && reference.is_some(), &first);
        let proof = Acknowledgement {
            id: first.header(HEADER_ID),
            timestamp: first.header(HEADER_TIMESTAMP),
            signature: first.header(HEADER_SIGNATURE),
            body: first.text.clone(),
        };
        let proves = proof.proves(&keys, &filed.id, Some(&digest(&filed.body))).is_some();
        self.row("its answer is signed, and about this message", proves, &first);
        let Some(reference) = reference else { return Ok(()) };

        let again = self.send(&filed, now)?;
        let repeated = serde_json::from_str::<Taken>(&again.text).ok().is_some_and(|taken| {
            taken.taken.iter().all(|t| t.repeated && t.reference == reference) && taken.taken.len() == 1
        });
        self.row("the same event again changes nothing", again.status == 200 && repeated, &again);
        for (rule, ms) in [("an old message is refused", -1), ("one from the future is refused", 1)] {
            let late = self.send(&self.filed(2), now.plus_ms(ms * (TOLERANCE_MS + 60_000)))?;
            self.row(rule, late.status == 401, &late);
        }
        self.forgeries(now)?;
        self.documents(&url, read.map(|card| card.node).unwrap_or_default(), &reference, now)?;

        let nobody = Reference::parse(&reference)
            .and_then(|r| Reference::new(r.register().clone(), 999_999))
            .map_or_else(|| reference.clone(), |r| r.to_string());
        let unknown = self.send(&self.message(3, "message", &nobody, "Trial."), now)?;
        self.row("a word about a case that nobody has is refused", matches!(unknown.status, 403 | 404), &unknown);
        let later = self.send(&self.message(5, "message", &reference, "Second."), now)?;
        let earlier = self.send(&self.message(4, "message", &reference, "First."), now)?;
        let both = later.status == 200 && earlier.status == 200;
        self.row("what comes out of order is kept", both, &earlier);

        let batch: Vec<CloudEvent> =
            [6, 7].map(|n| self.event(n, "message", Some(&reference), self.said(n, "Batch."))).into();
        let body = serde_json::to_string(&batch).unwrap_or_default();
        let batch = Message { media_type: MEDIA_TYPE_BATCH, id: self.id(8), body };
        let answer = self.send(&batch, now)?;
        let taken = serde_json::from_str::<Taken>(&answer.text).ok().map(|t| t.taken).unwrap_or_default();
        let in_order = taken.iter().map(|t| t.id.clone()).eq([self.id(6), self.id(7)]);
        self.row("a batch is taken in its order", answer.status == 200 && in_order, &answer);

        let end = self.send(&self.message(9, "withdrawn", &reference, "The check is over."), now)?;
        self.row("its complainant takes the case back", end.status == 200, &end);
        Ok(())
    }

    /// Messages that are not what was signed, or not by whom they say.
    fn forgeries(&mut self, now: UnixMillis) -> Result<(), Fail> {
        let good = self.filed(10);
        let headers = self.headers(&good, now);
        let cut: String = good.body.chars().take(good.body.chars().count() / 2).collect();
        let answer = self.post(&Message { body: cut, ..self.filed(10) }, &headers)?;
        self.row("a body that was cut off is refused", matches!(answer.status, 400 | 401), &answer);
        let other = good.body.replace("A trial of the exchange", "Another trial of the exchange");
        let answer = self.post(&Message { body: other, ..self.filed(10) }, &headers)?;
        self.row("a body that was put in its place is refused", answer.status == 401, &answer);
        let stranger = NodeKey::parse("//////////////////////////////////////////8=");
        let signature = stranger.map(|key| key.sign_message(&good.id, now.0 / 1000, &good.body)).unwrap_or_default();
        let mut forged = headers.clone();
        forged.retain(|(name, _)| *name != HEADER_SIGNATURE);
        forged.push((HEADER_SIGNATURE, signature));
        let answer = self.post(&good, &forged)?;
        self.row("a signature of another key is refused", answer.status == 401, &answer);
        forged.retain(|(name, _)| *name != HEADER_SIGNATURE);
        let answer = self.post(&good, &forged)?;
        self.row("a message without a signature is refused", matches!(answer.status, 400 | 401), &answer);
        let mut event = self.filing(11);
        event.source = format!("{SOURCE_PREFIX}nobody-{}", self.run.get(..8).unwrap_or_default());
        let body = serde_json::to_string(&event).unwrap_or_default();
        let answer = self.send(&Message { media_type: MEDIA_TYPE, id: event.id, body }, now)?;
        self.row("somebody who is no peer is refused", matches!(answer.status, 401 | 403), &answer);
        Ok(())
    }

    /// A request for a document is good for one node only; and nobody gets what no delivery told them of.
    fn documents(&mut self, url: &str, node: String, reference: &str, now: UnixMillis) -> Result<(), Fail> {
        let (path, range) = (path(reference, "conformance"), range(0));
        for (rule, audience, good) in [
            ("a request that was signed for another node is refused", "elsewhere", 401),
            ("a document that nobody was told of is not there", node.as_str(), 404),
        ] {
            let text = signed(&path, &range, &self.what.node, audience);
            let mut headers = self.headers(&Message { media_type: MEDIA_TYPE, id: self.id(12), body: text }, now);
            headers.retain(|(name, _)| *name != "content-type");
            headers.push(("range", range.clone()));
            headers.push((HEADER_SOURCE, format!("{SOURCE_PREFIX}{}", self.what.node)));
            let answer = self.http.trial("GET", &format!("{url}{path}"), &headers, None)?;
            self.row(rule, answer.status == good, &answer);
        }
        Ok(())
    }

    fn row(&mut self, rule: &'static str, holds: bool, answer: &Answered) {
        let kind = serde_json::from_str::<wire::problem::Problem>(&answer.text).map(|p| p.kind).unwrap_or_default();
        let answered = format!("{} {}", answer.status, kind.rsplit('/').next().unwrap_or_default()).trim().to_owned();
        self.rows.push(Row { rule, holds, answered });
    }

    fn id(&self, number: u32) -> String {
        format!("check-{}.{number}", self.run.get(..16).unwrap_or_default())
    }

    fn headers(&self, message: &Message, at: UnixMillis) -> Vec<(&'static str, String)> {
        let timestamp_s = at.0 / 1000;
        vec![
            ("content-type", message.media_type.to_owned()),
            (HEADER_ID, message.id.clone()),
            (HEADER_TIMESTAMP, timestamp_s.to_string()),
            (HEADER_SIGNATURE, self.key.sign_message(&message.id, timestamp_s, &message.body)),
        ]
    }

    fn send(&self, message: &Message, at: UnixMillis) -> Result<Answered, Fail> {
        self.post(message, &self.headers(message, at))
    }

    fn post(&self, message: &Message, headers: &[(&'static str, String)]) -> Result<Answered, Fail> {
        let url = format!("{}/v1/exchange/events", self.what.url.trim_end_matches('/'));
        self.http.trial("POST", &url, headers, Some(&message.body))
    }

    fn event(&self, number: u32, kind: &str, subject: Option<&str>, data: Data) -> CloudEvent {
        CloudEvent {
            specversion: "1.0".into(),
            id: self.id(number),
            source: format!("{SOURCE_PREFIX}{}", self.what.node),
            kind: format!("{TYPE_PREFIX}{kind}"),
            subject: subject.map(str::to_owned),
            time: place::now().to_rfc3339(),
            datacontenttype: "application/json".into(),
            data,
        }
    }

    /// The same event whenever it is asked for: its time is the case's.
    fn filing(&self, number: u32) -> CloudEvent {
        let now = place::now();
        let names: Names = [("en".to_owned(), "A trial".to_owned())].into();
        let filed = FiledData {
            agency: self.what.agency.clone(),
            reason: "forwarding".into(),
            from: names.clone(),
            category: names,
            received_at: now.to_rfc3339(),
            due_at: now.plus_days(60).to_rfc3339(),
            urgent: false,
            path: vec![format!("{}/trial", self.what.node)],
            filing: FileCase {
                kind: "complaint".into(),
                category: self.what.category.clone(),
                subject: "A trial of the exchange".into(),
                body: "Sent by `wasl exchange check`. Nobody filed this.".into(),
                language: "en".into(),
                complainant: PersonBody { name: Some("Nobody".into()), ..PersonBody::default() },
                consent: true,
                channel: "api".into(),
                ..FileCase::default()
            },
            timeline: Vec::new(),
            documents: Vec::new(),
        };
        let reference = "CHK-26A-000001-X".to_owned();
        self.event(number, "filed", None, Data { reference, filed: Some(filed), ..Data::default() })
    }

    fn filed(&self, number: u32) -> Message {
        let event = self.filing(number);
        Message { media_type: MEDIA_TYPE, body: serde_json::to_string(&event).unwrap_or_default(), id: event.id }
    }

    fn said(&self, number: u32, text: &str) -> Data {
        let event =
            EventData { number, role: "complainant".into(), text: Some(text.to_owned()), ..EventData::default() };
        Data { reference: "CHK-26A-000001-X".into(), event: Some(event), ..Data::default() }
    }

    fn message(&self, number: u32, kind: &str, subject: &str, text: &str) -> Message {
        let event = self.event(number, kind, Some(subject), self.said(number, text));
        Message { media_type: MEDIA_TYPE, body: serde_json::to_string(&event).unwrap_or_default(), id: event.id }
    }
}
