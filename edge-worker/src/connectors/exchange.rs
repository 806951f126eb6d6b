//! The connector between our own nodes: signed CloudEvents (Standard Webhooks, `v1a`).
//!
//! Exactly once in effect: the message id is the delivery's and never changes, the receiver takes each once; the
//! timestamp is the attempt's. Documents are named, and fetched by the receiver. Never looked after by polling: a node
//! tells what happens.

use super::line::{Said, say};
use super::{Answer, Outgoing, Target};
use crate::clock;
use crate::config::Config;
use crate::register::chain::sha256;
use domain::case::Reason;
use domain::delivery::AttemptOutcome;
use wire::exchange::{Acknowledgement, MEDIA_TYPE, Taken};
use wire::json;
use wire::problem::{Problem, ProblemCode};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodePublicKey};

/// Sends one event.
pub async fn deliver(config: &Config, target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    let Ok(body) = serde_json::to_string(out.event) else {
        return Answer::only(AttemptOutcome::NotConfigured);
    };
    let (id, timestamp_s) = (out.event.id.as_str(), clock::now().0 / 1000);
    let signature = config.keys.signing.sign_message(id, timestamp_s, &body);
    let (timestamp, digest) = (timestamp_s.to_string(), sha256(body.as_bytes()));
    let headers = [
        ("content-type", MEDIA_TYPE),
        (HEADER_ID, id),
        (HEADER_TIMESTAMP, timestamp.as_str()),
        (HEADER_SIGNATURE, signature.as_str()),
    ];
    match say("POST", &format!("{}/v1/exchange/events", target.peer.body.url), &headers, body.into()).await {
        Ok(said) => read(said, &target.peer.body.public_keys, id, &digest),
        Err(answer) => answer,
    }
}

fn read(said: Said, keys: &[String], id: &str, digest: &str) -> Answer {
    if said.outcome != AttemptOutcome::Accepted {
        // Only what is our own kind of refusal is looked at: a proxy says nothing of a case.
        let problem: Option<Problem> = json::read(&said.body).ok().filter(|_| matches!(said.status, 403 | 409));
        let code = problem.as_ref().and_then(|problem| ProblemCode::parse(&problem.kind));
        let not_taken = code.filter(|code| matches!(code, ProblemCode::CaseCircles | ProblemCode::NotCovered));
        let suspended = problem.is_some_and(|problem| problem.reason.as_deref() == Some(Reason::Suspended.name()));
        if not_taken.is_some() && suspended {
            return Answer::only(AttemptOutcome::Suspended);
        }
        return Answer { not_taken, ..Answer::only(said.outcome) };
    }
    // 2xx without the promised body, or with another's signature, is not an acknowledgement of ours: try again later.
    let failed = Answer::only(AttemptOutcome::Failed { status: said.status });
    let Some(first) = json::read(&said.body).ok().and_then(|Taken { taken, .. }| taken.into_iter().next()) else {
        return failed;
    };
    let taken = Answer { reference: Some(first.reference), ..Answer::only(said.outcome) };
    let [said_id, timestamp, signature] = said.signed;
    if signature.is_empty() {
        return taken;
    }
    let kept = Acknowledgement { id: said_id, timestamp, signature, body: said.body };
    let keys: Vec<_> = keys.iter().filter_map(|key| NodePublicKey::parse(key)).collect();
    match kept.proves(&keys, id, Some(digest)) {
        Some(_) => Answer { proof: serde_json::to_string(&kept).ok(), ..taken },
        None => failed,
    }
}
