//! The connector between our own nodes: signed CloudEvents (Standard Webhooks, `v1a`).
//!
//! Exactly once in effect: the message id is the delivery's and never changes, the receiver takes each once; the
//! timestamp is the attempt's. Documents are named, and fetched by the receiver. Never looked after by polling: a node
//! tells what happens.

use super::line::{Said, say};
use super::{Answer, Outgoing, Target};
use crate::clock;
use crate::config::Config;
use domain::delivery::AttemptOutcome;
use wire::exchange::{MEDIA_TYPE, Taken};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};

/// Sends one event.
pub async fn deliver(config: &Config, target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    let Ok(body) = serde_json::to_string(out.event) else {
        return Answer::only(AttemptOutcome::NotConfigured);
    };
    let (id, timestamp_s) = (out.event.id.as_str(), clock::now().0 / 1000);
    let signature = config.keys.signing.sign_message(id, timestamp_s, &body);
    let timestamp = timestamp_s.to_string();
    let headers = [
        ("content-type", MEDIA_TYPE),
        (HEADER_ID, id),
        (HEADER_TIMESTAMP, timestamp.as_str()),
        (HEADER_SIGNATURE, signature.as_str()),
    ];
    match say("POST", &format!("{}/v1/exchange/events", target.peer.body.url), &headers, body.into()).await {
        Ok(said) => read(&said),
        Err(answer) => answer,
    }
}

fn read(said: &Said) -> Answer {
    if said.outcome != AttemptOutcome::Accepted {
        return Answer::only(said.outcome);
    }
    // 2xx without the promised body is not an acknowledgement of ours: try again later.
    let taken = serde_json::from_str::<Taken>(&said.body).ok();
    match taken.and_then(|taken| taken.taken.into_iter().next()) {
        Some(first) => Answer { reference: Some(first.reference), ..Answer::only(said.outcome) },
        None => Answer::only(AttemptOutcome::Failed { status: said.status }),
    }
}
