//! What the node calls: `POST` of webhooks at each body's path, and `GET /healthz`.
//!
//! In: HTTP, as a proxy with TLS passes it on. Out: statuses that the node reads (docs/connectors.md). Never: looks into a body
//! whose signature is not good; answers 2xx before the e-mail is handed over and written down.

use crate::outgoing;
use crate::place;
use crate::relay::Relay;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::signing::shared::SharedSecrets;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};

/// Most bytes of a webhook: a case with a long history.
const BODY_MAX: usize = 8 << 20;

/// The paths.
pub fn router(relay: Arc<Relay>) -> Router {
    let calls = post(called).layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new().route("/healthz", get(health)).route("/{*path}", calls).with_state(relay)
}

async fn health(State(relay): State<Arc<Relay>>) -> Response {
    let (is_well, state) = relay.state();
    said(if is_well { 200 } else { 503 }, None, &state)
}

async fn called(State(relay): State<Arc<Relay>>, uri: Uri, headers: HeaderMap, bytes: Bytes) -> Response {
    let Some(body) = relay.config.at(uri.path()) else { return said(404, None, &json!({ "why": "nobody is here" })) };
    let field = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let [id, timestamp, signatures] = [HEADER_ID, HEADER_TIMESTAMP, HEADER_SIGNATURE].map(field);
    let text = String::from_utf8_lossy(&bytes);
    let good = SharedSecrets::parse(&body.secret.0)
        .is_some_and(|secrets| secrets.verify_message(&id, &timestamp, &signatures, &text, place::now()).is_ok());
    if !good {
        return said(401, None, &json!({ "why": "the signature is not good: secret, body or time" }));
    }
    if relay.is_over() {
        return said(503, Some(5), &json!({ "why": "this relay is ending" }));
    }
    let verdict = outgoing::take(&relay, body, &id, &text).await;
    said(verdict.status, verdict.after, &json!({ "why": verdict.why }))
}

fn said(status: u16, after: Option<u32>, what: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = (status, [(header::CONTENT_TYPE, "application/json")], what.to_string()).into_response();
    if let Some(seconds) = after {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}
