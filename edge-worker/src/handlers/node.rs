//! The node itself: whether it is alive, and its card for peers.

use crate::call::Call;
use crate::fault::Fault;
use crate::kept;
use crate::reply;
use wire::exchange::{KeyCard, NodeCard};
use worker::Response;

/// `GET /healthz`: the process answers.
pub fn healthz() -> Result<Response, Fault> {
    reply::json(200, &serde_json::json!({ "status": "ok" }))
}

/// `GET /.well-known/wasl.json`.
pub fn card(call: &Call) -> Result<Response, Fault> {
    let config = &call.config;
    let public = config.keys.signing.public();
    kept::json(
        call,
        &NodeCard {
            node: config.node_id.clone(),
            base_url: config.base_url.clone(),
            exchange_url: format!("{}/v1/exchange/events", config.base_url),
            keys: vec![KeyCard {
                id: public.id(),
                algorithm: "ed25519".into(),
                public_key: public.to_text(),
                status: "active".into(),
            }],
        },
    )
}
