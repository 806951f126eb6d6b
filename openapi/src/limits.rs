//! What texts may look like: parameters, headers, and the fields of shapes that hold one of a closed list.
//!
//! In: `domain`'s lists and limits. Out: JSON Schema. Never: a list that `domain` has too.

use domain::case::ComplainantAction;
use domain::deliberation::{CASES_AT_ONCE, Recommendation, Standing};
use domain::delivery::AttemptOutcome;
use domain::draft::{DOCUMENTS_MAX, LINES_MAX, SUBJECT_MAX, TEXT_MAX};
use domain::language::Language;
use domain::protection::ProofRule;
use domain::role::{APP_LIFE_MAX_S, StaffRole};
use domain::status::{CaseStatus, Channel, Kind, Outcome};
use serde_json::{Value, json};
use wire::v1::admin::connector::CONNECTORS;
use wire::webhook::KINDS;

const SLUG: &str = "^[a-z][a-z0-9-]{1,31}$";
const REFERENCE: &str = "^[A-Z]{2,5}-[0-9]{2}[A-Z]-[0-9]{6,9}-[0-9A-Z]$";
const DOCUMENT: &str = "^[0-9]{4}[0-9a-hjkmnp-tv-z]{26}$";
const DELIVERY: &str = "^[A-Z]{2,5}-[0-9]{2}[A-Z]\\.[0-9]+$";

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Value {
    all.iter().map(|value| Value::from(name(*value))).collect()
}

/// Every kind of case.
#[must_use]
pub fn kinds() -> Value {
    names(Kind::ALL, Kind::name)
}

fn statuses() -> Value {
    names(CaseStatus::ALL, CaseStatus::name)
}

fn standings() -> Value {
    names(Standing::ALL, Standing::name)
}

fn outcomes() -> Value {
    names(Outcome::ALL, Outcome::name)
}

/// How deliveries stand.
fn deliveries() -> Value {
    json!(["pending", "delivered", "dead", "redirected", "discarded"])
}

fn languages() -> Value {
    Language::ALL.iter().map(|language| Value::from(language.tag())).collect()
}

/// The schema of a parameter, by its name in `operations`; `None` for a name that nobody knows.
#[must_use]
pub fn parameter(name: &str) -> Option<Value> {
    Some(match name {
        "agency" | "peer" => json!({ "type": "string", "pattern": SLUG }),
        "reference" => json!({ "type": "string", "pattern": REFERENCE, "examples": ["HAB-26A-000001-Y"] }),
        "document" => json!({ "type": "string", "pattern": DOCUMENT }),
        "delivery" => json!({ "type": "string", "pattern": DELIVERY, "examples": ["HAB-26A.17"] }),
        "register" => json!({ "type": "string", "pattern": "^[A-Z]{2,5}-[0-9]{2}[A-Z]$", "examples": ["HAB-26A"] }),
        "drawer" => json!({ "type": "string", "pattern": "^[A-Z]{2,5}-[0-9]{4}[0-9a-z]$", "examples": ["HAB-2611k"] }),
        "directory" => json!({ "type": "string", "const": "directory" }),
        "erase-reason" => json!({ "type": "string", "enum": wire::v1::keep::REASONS }),
        "discard-reason" => json!({ "type": "string", "enum": wire::v1::admin::DISCARD_REASONS }),
        "service-file" => {
            json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]{1,31}\\.(json|xml)$", "examples": ["delay.json"] })
        }
        "request-file" => {
            let pattern = format!("{}\\.(json|xml)$", REFERENCE.trim_end_matches('$'));
            json!({ "type": "string", "pattern": pattern, "examples": ["HAB-26A-000001-Y.json"] })
        }
        "date-time" => json!({ "type": "string", "format": "date-time" }),
        "page" => json!({ "type": "integer", "minimum": 1, "maximum": 20 }),
        "page-size" => json!({ "type": "integer", "minimum": 1, "maximum": 1000 }),
        "line" => json!({ "type": "integer", "minimum": 0 }),
        "token" => json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" }),
        "code" => {
            let codes = wire::problem::ProblemCode::ALL.iter().map(|code| Value::from(code.name()));
            json!({ "type": "string", "enum": codes.collect::<Value>() })
        }
        "level" => json!({ "type": "string", "pattern": "^([0-5]|entries)$", "examples": ["0"] }),
        "index" => json!({ "type": "string", "pattern": "^[0-9]{3}(\\.p)?$", "examples": ["000"] }),
        "version" => json!({ "type": "string", "pattern": "^[0-9a-f]{12}$" }),
        "file" => json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]+\\.[a-z]+$" }),
        "key" => {
            json!({ "type": "string", "pattern": "^[!-~]{8,128}$", "examples": ["0f8d1c5e6a7b4c3d9e2f1a0b5c6d7e8f"] })
        }
        "etag" => json!({ "type": "string", "pattern": "^(W/)?\"[!#-~]*\"$" }),
        "limit" => json!({ "type": "integer", "minimum": 1, "maximum": 200 }),
        "number" => json!({ "type": "string", "pattern": "^[0-9]{1,9}$" }),
        "days" => json!({ "type": "integer", "minimum": 0, "maximum": 365 }),
        "language" => json!({ "type": "string", "enum": languages() }),
        "status" => json!({ "type": "string", "enum": statuses() }),
        "deliberation-status" => json!({ "type": "string", "enum": standings() }),
        "kind" => json!({ "type": "string", "enum": kinds() }),
        "state" => json!({ "type": "string", "enum": deliveries() }),
        "truth" => json!({ "type": "string", "enum": ["true", "false"] }),
        "words" => json!({ "type": "string", "maxLength": 200 }),
        "cases-cursor" | "deliveries-cursor" => json!({ "type": "string", "pattern": DELIVERY }),
        "tus" => json!({ "type": "string", "const": "1.0.0" }),
        "override" => json!({ "type": "string", "enum": ["HEAD", "PATCH", "DELETE"] }),
        "length" => json!({ "type": "integer", "minimum": 0, "maximum": domain::document::LENGTH_MAX }),
        "metadata" => {
            json!({ "type": "string", "maxLength": 4096, "examples": ["filename YS5wZGY=,filetype YXBwbGljYXRpb24vcGRm"] })
        }
        "seconds" => json!({ "type": "integer", "examples": [1_795_356_309] }),
        "event-id" => json!({ "type": "string", "minLength": 1 }),
        "range" => json!({ "type": "string", "pattern": "^bytes=[0-9]{1,15}-$", "examples": ["bytes=262144-"] }),
        "node-source" => {
            json!({ "type": "string", "pattern": "^urn:wasl:(node|peer):", "examples": ["urn:wasl:node:mediator"] })
        }
        _ => return None,
    })
}

/// The schema of an answer's header, and what it says; `None` for a name that nobody knows.
#[must_use]
pub fn header(name: &str) -> Option<(Value, &'static str)> {
    let text = || json!({ "type": "string" });
    let number = || json!({ "type": "integer", "minimum": 0 });
    Some(match name {
        "ETag" => (text(), "The answer's mark, for `If-None-Match`."),
        "Cache-Control" => (text(), "How long it may be kept."),
        "RateLimit-Policy" => (
            text(),
            "The budgets that hold here (IETF draft on RateLimit header fields): name, `q` requests in `w` seconds.",
        ),
        "RateLimit" => (text(), "What is left of them: name, `r` requests for `t` seconds."),
        "Retry-After" => (number(), "Seconds after which it is worth trying again."),
        "Link" => (text(), "`rel=\"next\"`: the next page; absent on the last one."),
        "Allow" => (text(), "The methods that this address takes."),
        "WWW-Authenticate" => (text(), "`Bearer`."),
        "Content-Disposition" => (text(), "`attachment`, with the document's name."),
        "Content-Range" => (text(), "Which bytes, and of how many."),
        "Location" => (text(), "The upload's address, without a host."),
        "Upload-Offset" => (number(), "So many bytes are on disk."),
        "Upload-Length" => (number(), "So many bytes there will be."),
        "Upload-Expires" => (text(), "When it is erased if nothing comes of it."),
        "Tus-Resumable" | "Tus-Version" => (text(), "The version of tus: `1.0.0`."),
        "Tus-Extension" => (text(), "The extensions of tus that are spoken."),
        "Tus-Max-Size" => (number(), "The largest document, in bytes."),
        _ => return None,
    })
}

/// What the fields of shapes may hold beyond their type: shape, field, and what is added to the field's schema.
#[must_use]
pub fn fields() -> Vec<(&'static str, &'static str, Value)> {
    let actions = || names(ComplainantAction::ALL, ComplainantAction::name);
    let events = json!({ "pattern": "^[a-z_]+$" });
    let mut all = vec![
        ("FileCase", "kind", one_of(kinds())),
        ("FileCase", "category", json!({ "pattern": "^([a-z][a-z0-9-]{1,31})?$" })),
        ("AboutText", "text", json!({ "maxLength": SUBJECT_MAX + TEXT_MAX })),
        ("AboutText", "kind", or_null(kinds())),
        ("CategoryBody", "topics", json!({ "items": { "type": "string", "enum": topics() } })),
        ("ElsewhereBody", "topics", json!({ "items": { "type": "string", "enum": topics() } })),
        ("FileCase", "subject", json!({ "maxLength": SUBJECT_MAX })),
        ("FileCase", "body", json!({ "maxLength": TEXT_MAX })),
        ("FileCase", "documents", json!({ "maxItems": DOCUMENTS_MAX })),
        ("PostMessage", "text", json!({ "maxLength": TEXT_MAX })),
        ("PostMessage", "documents", json!({ "maxItems": DOCUMENTS_MAX })),
        ("DeskAction", "documents", json!({ "maxItems": DOCUMENTS_MAX })),
        ("PostAction", "reason", json!({ "maxLength": LINES_MAX })),
        ("PostAction", "prior_steps", json!({ "maxLength": LINES_MAX })),
        ("PostAction", "action", one_of(json!(["withdraw", "reopen", "escalate", "rate"]))),
        ("CaseView", "outcome", or_null(outcomes())),
        ("CaseView", "actions", json!({ "items": { "type": "string", "enum": actions() } })),
        ("CaseRow", "outcome", or_null(outcomes())),
        ("DeskCase", "outcome", or_null(outcomes())),
        ("DeskCase", "channel", one_of(names(Channel::ALL, Channel::name))),
        ("TimelineEntry", "type", events),
        ("TimelineEntry", "status", one_of(statuses())),
        ("ActorView", "role", one_of(json!(["complainant", "caseworker", "system"]))),
        ("ActionDone", "status", one_of(statuses())),
        ("Receipt", "status", one_of(statuses())),
        ("DeliveryView", "state", one_of(deliveries())),
        ("AttemptView", "outcome", one_of(attempts())),
        ("PutAgency", "code", json!({ "pattern": "^[A-Z]{2,5}$" })),
        ("PutAgency", "volume", json!({ "pattern": "^[A-Z]$" })),
        (
            "ProtectionBody",
            "proof",
            one_of(names(&[ProofRule::Off, ProofRule::Expected, ProofRule::Required], ProofRule::name)),
        ),
        ("PostToken", "role", one_of(names(StaffRole::ALL, StaffRole::name))),
        ("PostToken", "expires_in", json!({ "minimum": 1, "maximum": APP_LIFE_MAX_S })),
        ("PostToken", "expires_in_days", json!({ "minimum": 1, "maximum": 366 })),
        ("KeyCard", "status", one_of(json!(["active", "retired"]))),
    ];
    all.extend(of_peers());
    all.extend(of_deliberations());
    for shape in ["CaseView", "CaseRow", "DeskCase"] {
        all.push((shape, "kind", json!({ "enum": kinds() })));
        all.push((shape, "status", json!({ "enum": statuses() })));
        all.push((shape, "reference", json!({ "pattern": REFERENCE })));
        all.push((shape, "received_at", json!({ "format": "date-time" })));
        all.push((shape, "due_at", json!({ "format": "date-time" })));
    }
    all
}

/// The same of deliberations.
fn of_deliberations() -> Vec<(&'static str, &'static str, Value)> {
    let mut all = vec![
        (
            "DeliberationAction",
            "action",
            one_of(json!(["", "open", "message", "conclude", "reopen", "link", "unlink"])),
        ),
        ("DeliberationAction", "documents", json!({ "maxItems": DOCUMENTS_MAX })),
        ("DeliberationAction", "cases", json!({ "maxItems": CASES_AT_ONCE })),
        ("DeliberationAction", "recommendation", or_null(names(Recommendation::ALL, Recommendation::name))),
        ("DeliberationEntry", "recommendation", or_null(names(Recommendation::ALL, Recommendation::name))),
        ("DeliberationEntry", "kind", json!({ "pattern": "^[a-z]+$" })),
        ("DeliberationRow", "reference", json!({ "pattern": REFERENCE })),
    ];
    for shape in ["DeliberationRow", "DeliberationView", "DeliberationEntry", "DeliberationDone"] {
        all.push((shape, "status", one_of(standings())));
    }
    all
}

/// The same of what peers are and tell.
fn of_peers() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("PutPeer", "connector", one_of(CONNECTORS.iter().map(|connector| Value::from(connector.name)).collect())),
        ("PutPeer", "secret", json!({ "writeOnly": true })),
        ("Callback", "type", one_of(json!(KINDS))),
        ("Callback", "text", json!({ "maxLength": TEXT_MAX })),
        ("Callback", "outcome", or_null(outcomes())),
        ("Callback", "reference", json!({ "pattern": REFERENCE })),
    ]
}

fn one_of(list: Value) -> Value {
    json!({ "enum": list })
}

fn or_null(mut list: Value) -> Value {
    list.as_array_mut().into_iter().for_each(|list| list.push(Value::Null));
    json!({ "enum": list })
}

fn topics() -> Value {
    names(&routing::Topic::ALL, routing::Topic::name)
}

fn attempts() -> Value {
    use AttemptOutcome as Outcome;
    let all = [Outcome::Accepted, Outcome::Unreachable, Outcome::NotConfigured].map(Outcome::name);
    all.into_iter().chain(["refused", "failed", "busy", "gone", "suspended"]).map(Value::from).collect()
}
