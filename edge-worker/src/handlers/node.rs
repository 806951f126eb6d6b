//! The node itself: its card for peers.

use crate::call::Call;
use crate::fault::Fault;
use crate::kept;
use wire::exchange::{KeyCard, NodeCard};
use wire::signing::NodePublicKey;
use worker::Response;

/// `GET /.well-known/wasl.json`: all keys, so that what former ones signed can still be checked.
pub fn card(call: &Call) -> Result<Response, Fault> {
    let config = &call.config;
    let card = |(place, key): (usize, &NodePublicKey)| KeyCard {
        id: key.id(),
        algorithm: "ed25519".into(),
        public_key: key.to_text(),
        status: if place == 0 { "active" } else { "retired" }.into(),
    };
    kept::json(
        call,
        &NodeCard {
            node: config.node_id.clone(),
            base_url: config.base_url.clone(),
            exchange_url: format!("{}/v1/exchange/events", config.base_url),
            keys: config.keys.signing.published().iter().enumerate().map(card).collect(),
        },
    )
}
