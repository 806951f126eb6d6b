//! One JSON line for each thing that an operator should know. Never personal data, never a secret.

use crate::clock;
use domain::delivery::AttemptOutcome;
use serde_json::json;

/// A request that was answered.
pub fn request(id: &str, method: &str, route: &str, status: u16, took_ms: i64) {
    worker::console_log!(
        "{}",
        json!({ "at": clock::now().to_rfc3339(), "level": "info", "msg": "request", "request_id": id,
                "method": method, "route": route, "status": status, "took_ms": took_ms })
    );
}

/// A request that broke here: the cause, once.
pub fn broken(id: &str, route: &str, code: &str, cause: &str) {
    worker::console_error!(
        "{}",
        json!({ "at": clock::now().to_rfc3339(), "level": "error", "msg": "broken", "request_id": id,
                "route": route, "code": code, "cause": cause })
    );
}

/// Something outside a request that broke.
pub fn failure(room: &str, cause: &str) {
    worker::console_error!(
        "{}",
        json!({ "at": clock::now().to_rfc3339(), "level": "error", "msg": "failure", "room": room, "cause": cause })
    );
}

/// A delivery that was given up: somebody has to retry or redirect it by hand.
pub fn dead(delivery: &str, peer: &str, reason: &str, status: Option<u16>) {
    worker::console_error!(
        "{}",
        json!({ "at": clock::now().to_rfc3339(), "level": "error", "msg": "dead", "delivery": delivery,
                "peer": peer, "reason": reason, "status": status })
    );
}

/// An attempt to reach a peer.
pub fn attempt(delivery: &str, peer: &str, attempt: u32, outcome: AttemptOutcome) {
    let level = if outcome == AttemptOutcome::Accepted { "info" } else { "warn" };
    worker::console_log!(
        "{}",
        json!({ "at": clock::now().to_rfc3339(), "level": level, "msg": "attempt", "delivery": delivery,
                "peer": peer, "attempt": attempt, "outcome": outcome.name(), "status": outcome.status() })
    );
}
