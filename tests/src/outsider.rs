//! A system that is no node: it shares a secret with one, takes webhooks, and calls back.
//!
//! In: what a test wants to have said. Out: signed calls; whether what came was signed. Never: keeping what it sent.

use crate::client::Call;
use crate::clock;
use crate::fixtures::{self, names};
use crate::node::Node;
use crate::portal::Seen;
use serde_json::Value;
use wire::signing::shared::SharedSecrets;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};
use wire::v1::admin::PutPeer;

/// Who speaks, under which name the node knows it.
#[derive(Debug, Clone)]
pub struct Outsider {
    pub id: String,
    /// `whsec_` and base64.
    pub secret: String,
}

/// A fresh secret.
#[must_use]
pub fn secret() -> String {
    format!("whsec_{}", fixtures::key_seed())
}

impl Outsider {
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self { id: id.into(), secret: secret() }
    }

    /// As a peer that takes webhooks at this address.
    #[must_use]
    pub fn peer(&self, url: &str, settings: &[(&str, &str)]) -> PutPeer {
        PutPeer {
            url: url.into(),
            connector: "webhook".into(),
            settings: settings.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            secret: Some(self.secret.clone()),
            names: names("المدينة", "La ville"),
            ..PutPeer::default()
        }
    }

    fn secrets(&self) -> SharedSecrets {
        SharedSecrets::parse(&self.secret).expect("a secret")
    }

    /// Whether a request was signed with this secret, now.
    #[must_use]
    pub fn has_signed(&self, seen: &Seen, text: &str) -> bool {
        let [id, time, signatures] = [HEADER_ID, HEADER_TIMESTAMP, HEADER_SIGNATURE].map(|name| seen.header(name));
        self.secrets().verify_message(id, time, signatures, text, clock::now()).is_ok()
    }

    /// A callback, signed `late_s` seconds ago.
    #[must_use]
    pub fn calls_back_late(&self, node: &Node, id: &str, body: &Value, late_s: i64) -> Call {
        let (text, at) = (body.to_string(), clock::now().0 / 1000 - late_s);
        let call = node.post(&format!("/v1/callbacks/{}", self.id)).bytes("application/json", text.clone());
        self.signed(call, id, at, &text)
    }

    /// A callback, signed now.
    #[must_use]
    pub fn calls_back(&self, node: &Node, id: &str, body: &Value) -> Call {
        self.calls_back_late(node, id, body, 0)
    }

    /// Puts the headers to a call.
    #[must_use]
    pub fn signed(&self, call: Call, id: &str, at: i64, text: &str) -> Call {
        let signature = self.secrets().sign_message(id, at, text);
        call.header(HEADER_ID, id).header(HEADER_TIMESTAMP, at.to_string()).header(HEADER_SIGNATURE, signature)
    }
}
