//! One JSON line for each thing that an operator should know. Never personal data, never a secret.
//!
//! In: what happened, in closed words. Out: a line with `time`, `level`, `what` and the fields that belong to it, on the
//! runtime's console. A route is its name, never the path; a register may be named, a case may not: its reference is an
//! address. A delivery's id (register and running number) is the same on both nodes and leads from one's lines to the
//! other's without naming the case.

use crate::clock;
use crate::documents::scanner::protocol::Outcome;
use domain::delivery::AttemptOutcome;
use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Clone, Copy)]
enum Level {
    Info,
    Warn,
    Error,
}

fn line(level: Level, what: &str, fields: Value) {
    let name = match level {
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    };
    let mut all = Map::new();
    all.insert("time".into(), clock::now().to_rfc3339().into());
    all.insert("level".into(), name.into());
    all.insert("what".into(), what.into());
    if let Value::Object(fields) = fields {
        all.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
    }
    let text = Value::Object(all);
    match level {
        Level::Error => worker::console_error!("{}", text),
        Level::Info | Level::Warn => worker::console_log!("{}", text),
    }
}

/// A request that was answered.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Answered<'a> {
    #[serde(rename = "request_id")]
    pub id: &'a str,
    pub method: &'a str,
    pub route: &'a str,
    pub status: u16,
    pub ms: i64,
    /// The register that it was about, where the path names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<&'a str>,
}

/// The one line of every request, written straight out.
#[derive(Serialize)]
struct AnsweredLine<'a> {
    time: &'a str,
    level: &'a str,
    what: &'a str,
    #[serde(flatten)]
    answered: &'a Answered<'a>,
}

/// A request that was answered.
pub fn request(answered: &Answered<'_>) {
    let line = AnsweredLine { time: &clock::now().to_rfc3339(), level: "info", what: "request", answered };
    worker::console_log!("{}", serde_json::to_string(&line).unwrap_or_default());
}

/// A request that broke here: the cause, once.
pub fn broken(id: &str, route: &str, code: &str, cause: &str) {
    line(Level::Error, "broken", json!({ "request_id": id, "route": route, "code": code, "cause": cause }));
}

/// Something outside a request that broke.
pub fn failure(room: &str, cause: &str) {
    line(Level::Error, "failure", json!({ "room": room, "cause": cause }));
}

/// A delivery that was given up: somebody has to retry or redirect it by hand.
pub fn dead(delivery: &str, peer: &str, reason: &str, status: Option<u16>) {
    line(Level::Error, "dead", json!({ "delivery": delivery, "peer": peer, "reason": reason, "status": status }));
}

/// An attempt to reach a peer.
pub fn attempt(delivery: &str, peer: &str, attempt: u32, outcome: AttemptOutcome) {
    let level = if outcome == AttemptOutcome::Accepted { Level::Info } else { Level::Warn };
    let fields = json!({ "delivery": delivery, "peer": peer, "attempt": attempt, "outcome": outcome.name(),
        "status": outcome.status() });
    line(level, "attempt", fields);
}

/// A look at a case at a peer that does not tell. `refused`: words that the rules did not take.
pub fn looked(peer: &str, outcome: AttemptOutcome, refused: usize) {
    if outcome == AttemptOutcome::Accepted && refused == 0 {
        return;
    }
    let fields = json!({ "peer": peer, "outcome": outcome.name(), "status": outcome.status(), "refused": refused });
    line(Level::Warn, "look", fields);
}

/// A document that was shown to the virus scanner. What was found is named, the document is not.
pub fn scan(outcome: &Outcome, length: u64, ms: i64, tries: u32) {
    let (level, threat, cause) = match outcome {
        Outcome::Clean => (Level::Info, None, None),
        Outcome::Infected(threat) => (Level::Warn, Some(threat), None),
        Outcome::Unjudged(cause) => (Level::Warn, None, Some(cause)),
    };
    let fields = json!({ "result": outcome.name(), "threat": threat, "cause": cause, "length_bytes": length, "ms": ms,
        "tries": if tries > 0 { Some(tries) } else { None } });
    line(level, "scan", fields);
}

/// A document that was fetched from a peer, or a try that brought nothing. `told`: somebody should look.
pub fn fetched(peer: &str, result: &str, status: Option<u16>, tries: u32, told: bool) {
    let level = if told {
        Level::Error
    } else if result == "arrived" {
        Level::Info
    } else {
        Level::Warn
    };
    let tries = (tries > 0).then_some(tries);
    line(level, "fetch", json!({ "peer": peer, "result": result, "status": status, "tries": tries }));
}

/// What a peer sent and is on disk here: the other end of an attempt.
pub fn taken(request_id: &str, delivery: &str, peer: &str, repeated: bool) {
    let fields = json!({ "request_id": request_id, "delivery": delivery, "peer": peer, "repeated": repeated });
    line(Level::Info, "taken", fields);
}

/// What may be said of a text that cannot be read: where it ends to make sense, and nothing that stands in it.
#[must_use]
pub fn unreadable(what: &str, error: &serde_json::Error) -> String {
    format!("{what}: {:?} error at {}:{}", error.classify(), error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use super::unreadable;

    #[test]
    fn an_unreadable_text_is_not_quoted() {
        let error = serde_json::from_str::<u32>("\"Amal Exemple\"").unwrap_err();
        assert!(error.to_string().contains("Amal"), "the library quotes it");
        assert_eq!(unreadable("a command", &error), "a command: Data error at 1:14");
    }
}
