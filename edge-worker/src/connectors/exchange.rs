//! The connector between our own nodes: signed CloudEvents (Standard Webhooks, `v1a`).
//!
//! The message id is the delivery's and never changes; the timestamp is the attempt's.
//! Time-out: 20 seconds, as Standard Webhooks proposes (15 to 30).

use super::{Answer, Target};
use crate::clock;
use crate::config::Config;
use crate::register::chain::sha256;
use domain::case::Reason;
use domain::delivery::{AttemptOutcome, retry_after_ms};
use futures_util::future::{Either, select};
use std::pin::pin;
use std::time::Duration;
use wire::exchange::{Acknowledgement, CloudEvent, MEDIA_TYPE, Taken};
use wire::problem::{Problem, ProblemCode};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodePublicKey};
use worker::{AbortController, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Response};

const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends one event.
pub async fn deliver(config: &Config, target: &Target<'_>, event: &CloudEvent) -> Answer {
    let controller = AbortController::default();
    let signal = controller.signal();
    let Ok(body) = serde_json::to_string(event) else {
        return Answer::only(AttemptOutcome::NotConfigured);
    };
    let digest = sha256(body.as_bytes());
    let Ok(request) = request(config, target.url, event, body) else {
        return Answer::only(AttemptOutcome::NotConfigured);
    };
    let fetch = Fetch::Request(request);
    let sending = pin!(fetch.send_with_signal(&signal));
    match select(sending, pin!(Delay::from(TIMEOUT))).await {
        Either::Left((Ok(response), _)) => read(response, target.keys, &event.id, &digest).await,
        Either::Left((Err(_), _)) => Answer::only(AttemptOutcome::Unreachable),
        Either::Right(_) => {
            controller.abort();
            Answer::only(AttemptOutcome::Unreachable)
        }
    }
}

fn request(config: &Config, url: &str, event: &CloudEvent, body: String) -> worker::Result<Request> {
    let timestamp_s = clock::now().0 / 1000;
    let headers = Headers::new();
    headers.set("content-type", MEDIA_TYPE)?;
    headers.set(HEADER_ID, &event.id)?;
    headers.set(HEADER_TIMESTAMP, &timestamp_s.to_string())?;
    headers.set(HEADER_SIGNATURE, &config.keys.signing.sign_message(&event.id, timestamp_s, &body))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into()));
    // A redirect could lead a signed case anywhere: it is refused like any other answer that is not 2xx.
    init.with_redirect(RequestRedirect::Manual);
    Request::new_with_init(&format!("{url}/v1/exchange/events"), &init)
}

async fn read(mut response: Response, keys: &[String], id: &str, digest: &str) -> Answer {
    let status = response.status_code();
    let retry_after = response.headers().get("retry-after").ok().flatten();
    let retry_after_ms = retry_after.and_then(|header| retry_after_ms(&header, clock::now()));
    let outcome = AttemptOutcome::from_status(status, retry_after_ms);
    if outcome != AttemptOutcome::Accepted {
        // Only what is our own kind of refusal is looked at: a proxy says nothing of a case.
        let problem = if matches!(status, 403 | 409) { response.json::<Problem>().await.ok() } else { None };
        let code = problem.as_ref().and_then(|problem| ProblemCode::parse(&problem.kind));
        let not_taken = code.filter(|code| matches!(code, ProblemCode::CaseCircles | ProblemCode::NotCovered));
        let suspended = problem.is_some_and(|problem| problem.reason.as_deref() == Some(Reason::Suspended.name()));
        if not_taken.is_some() && suspended {
            return Answer::only(AttemptOutcome::Suspended);
        }
        return Answer { not_taken, ..Answer::only(outcome) };
    }
    // 2xx without the promised body, or with another's signature, is not an acknowledgement of ours: try again later.
    let failed = Answer::only(AttemptOutcome::Failed { status });
    let header = |name| response.headers().get(name).ok().flatten().unwrap_or_default();
    let (said, timestamp, signature) = (header(HEADER_ID), header(HEADER_TIMESTAMP), header(HEADER_SIGNATURE));
    let Ok(body) = response.text().await else { return failed };
    let Some(first) = serde_json::from_str::<Taken>(&body).ok().and_then(|taken| taken.taken.into_iter().next()) else {
        return failed;
    };
    let taken = Answer { reference: Some(first.reference), ..Answer::only(outcome) };
    if signature.is_empty() {
        return taken;
    }
    let kept = Acknowledgement { id: said, timestamp, signature, body };
    let keys: Vec<_> = keys.iter().filter_map(|key| NodePublicKey::parse(key)).collect();
    match kept.proves(&keys, id, Some(digest)) {
        Some(_) => Answer { proof: serde_json::to_string(&kept).ok(), ..taken },
        None => failed,
    }
}
