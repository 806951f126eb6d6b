//! The connector to any system that takes webhooks: plain JSON, signed as Standard Webhooks with a shared secret (`v1`).
//!
//! Exactly once in effect where the receiver takes each `webhook-id` once: the id is the delivery's and never changes, the
//! timestamp is the attempt's. The way back is `POST /v1/callbacks/{peer}`; for a receiver that cannot call, a page of its
//! own that is looked at (`look`). Documents are named with their hashes, and fetched by a signed request.

use super::line::say;
use super::{Answer, Outgoing, Target};
use crate::clock;
use crate::config::Config;
use crate::register::chain::hex;
use crate::register::looks::{Back, News};
use domain::delivery::AttemptOutcome;
use domain::status::Outcome;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wire::signing::shared::SharedSecrets;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};
use wire::webhook::{ID_MAX, KINDS, message, reference_in};

/// Sends one event.
pub async fn deliver(config: &Config, target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    let documents_at = format!("{}/v1/exchange/cases/{}/documents", config.base_url, out.event.data.reference);
    let complainant = Some(target.setting("complainant")).filter(|how| !how.is_empty()).unwrap_or("none");
    let (Some(body), Some(secrets)) =
        (message(out.event, complainant, &documents_at), SharedSecrets::parse(&target.peer.secret))
    else {
        return Answer::only(AttemptOutcome::NotConfigured);
    };
    let (id, timestamp_s) = (out.event.id.as_str(), clock::now().0 / 1000);
    let (timestamp, signature) = (timestamp_s.to_string(), secrets.sign_message(id, timestamp_s, &body));
    let headers = [
        ("content-type", "application/json"),
        (HEADER_ID, id),
        (HEADER_TIMESTAMP, timestamp.as_str()),
        (HEADER_SIGNATURE, signature.as_str()),
    ];
    let url = format!("{}{}", target.peer.body.url, target.setting("path"));
    match say("POST", &url, &headers, body.into()).await {
        Ok(said) => Answer {
            reference: reference_in(&said.body),
            look_from: Some(String::new()).filter(|_| !target.setting("look").is_empty()),
            ..Answer::only(said.outcome)
        },
        Err(answer) => answer,
    }
}

/// Looks at what is new with a case: `GET` of the page in the setting `look`, signed over its address.
///
/// # Errors
/// The peer was not there, refused, or did not say what was promised.
pub async fn look(target: &Target<'_>, known_as: &str, cursor: &str) -> Result<News, AttemptOutcome> {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let place = format!("{}?reference={}&after={}", target.setting("look"), encode(known_as), encode(cursor));
    let secrets = SharedSecrets::parse(&target.peer.secret).ok_or(AttemptOutcome::NotConfigured)?;
    let id = clock::random::<16>().map(|b| hex(&b)).ok_or(AttemptOutcome::NotConfigured)?;
    let timestamp_s = clock::now().0 / 1000;
    let signature = secrets.sign_message(&id, timestamp_s, &format!("GET {place}\n"));
    let timestamp = timestamp_s.to_string();
    let headers = [
        ("accept", "application/json"),
        (HEADER_ID, id.as_str()),
        (HEADER_TIMESTAMP, timestamp.as_str()),
        (HEADER_SIGNATURE, signature.as_str()),
    ];
    let said = say("GET", &format!("{}{place}", target.peer.body.url), &headers, JsValue::UNDEFINED).await;
    let said = said.map_err(|answer| answer.outcome)?;
    match (said.outcome, news(&said.body, cursor)) {
        (AttemptOutcome::Accepted, Some(news)) => Ok(news),
        (AttemptOutcome::Accepted, None) => Err(AttemptOutcome::Failed { status: said.status }),
        (outcome, _) => Err(outcome),
    }
}

/// Reads such a page: `{"events": [{"id", "type", "text", "outcome"}], "cursor": "…"}`. What it says of a kind that a
/// peer does not tell is passed over.
fn news(body: &str, cursor: &str) -> Option<News> {
    let page: Value = serde_json::from_slice(body.as_bytes()).ok()?;
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut back = Vec::new();
    for event in page.get("events")?.as_array()? {
        let kind = text(event, "type").and_then(|kind| KINDS.into_iter().find(|known| *known == kind));
        let id = text(event, "id").filter(|id| (1..=ID_MAX).contains(&id.len()));
        if let (Some(kind), Some(id)) = (kind, id) {
            let outcome = text(event, "outcome").and_then(|name| Outcome::parse(&name)).map(Outcome::name);
            back.push(Back { id, kind, text: text(event, "text"), outcome });
        }
    }
    Some(News { back, cursor: text(&page, "cursor").unwrap_or_else(|| cursor.to_owned()) })
}
