//! What a system that is no node is told and tells: plain JSON in Standard Webhooks.
//!
//! In: an event of the exchange; what a peer has sent. Out: a message; an event, or every field of it that is wrong.
//! docs/connectors.md describes both. Never: signing (`signing::shared`), more of a complainant than the peer's settings
//! allow.

use crate::exchange::{CloudEvent, EventData};
use crate::json;
use crate::read::{Malformed, callback};
use domain::draft::{TEXT_MAX, optional_text};
use domain::event::EventKind;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::reference::Reference;
use domain::status::Outcome;
use serde_json::{Map, Value};

/// What a peer may tell.
pub const KINDS: [&str; 6] = ["acknowledged", "message", "question", "answer", "redirected", "closed"];
/// Most characters of a message's id.
pub const ID_MAX: usize = 200;

/// What of a filing is told beside its complainant.
const FILING: [&str; 9] =
    ["kind", "category", "subject", "body", "language", "prior_steps", "before_court", "channel", "page"];
/// What of a hand-over is told.
const FILED: [&str; 8] =
    ["reason", "from", "received_at", "due_at", "urgent", "timeline", "documents", "category_names"];
/// What of a person is needed to write or call.
const CONTACT: [&str; 5] = ["kind", "nature", "name", "email", "phone"];

/// The message of an event. `complainant`: `none`, `contact` or `all`; `documents_at`: where documents of the case are
/// fetched, without their ids. `None` if the event cannot be written.
#[must_use]
pub fn message(event: &CloudEvent, complainant: &str, documents_at: &str) -> Option<String> {
    // By way of text: what is known of the shapes is in the program already.
    let event: Value = json::read(&serde_json::to_string(event).ok()?).ok()?;
    let mut told = event.get("data")?.as_object()?.clone();
    let mut data = Map::new();
    data.insert("reference".into(), told.remove("reference")?);
    if let Some(subject) = event.get("subject") {
        data.insert("known_as".into(), subject.clone());
    }
    if let Some(Value::Object(mut filed)) = told.remove("filed") {
        if let Some(names) = filed.remove("category") {
            filed.insert("category_names".into(), names);
        }
        if let Some(Value::Object(mut filing)) = filed.remove("filing") {
            keep(&mut data, &mut filing, &FILING);
            if complainant != "none" {
                keep(&mut data, &mut filing, &["complainant", "representative"]);
            }
        }
        keep(&mut data, &mut filed, &FILED);
    } else if let Some(Value::Object(mut said)) = told.remove("event") {
        keep(&mut data, &mut said, &["role", "text", "outcome", "rating", "documents"]);
    }
    if complainant == "contact" {
        for person in ["complainant", "representative"] {
            if let Some(Value::Object(person)) = data.get_mut(person) {
                person.retain(|name, _| CONTACT.contains(&name.as_str()));
            }
        }
    }
    for document in data.get_mut("documents").and_then(Value::as_array_mut).into_iter().flatten() {
        let id = document.get("id").and_then(Value::as_str).map(|id| format!("{documents_at}/{id}"));
        if let (Some(url), Value::Object(document)) = (id, document) {
            document.insert("url".into(), url.into());
        }
    }
    let mut message = Map::new();
    message.insert("type".into(), event.get("type")?.clone());
    message.insert("timestamp".into(), event.get("time")?.clone());
    message.insert("data".into(), data.into());
    Some(Value::Object(message).to_string())
}

fn keep(data: &mut Map<String, Value>, from: &mut Map<String, Value>, names: &[&str]) {
    for name in names {
        if let Some(value) = from.remove(*name).filter(|value| !value.is_null()) {
            data.insert((*name).to_owned(), value);
        }
    }
}

/// The reference that a receiver gives the case, if it says one: `{"reference": "…"}`, a text or a number.
#[must_use]
pub fn reference_in(answer: &str) -> Option<String> {
    let answer: Value = json::read(answer).ok()?;
    let reference = match answer.get("reference")? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let fits = (1..=ID_MAX).contains(&reference.chars().count()) && !reference.chars().any(char::is_control);
    fits.then_some(reference)
}

/// The body of `POST /v1/callbacks/{peer}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Callback {
    /// The case's reference here, as it was told.
    pub reference: String,
    /// `acknowledged`, `message`, `question`, `answer`, `redirected` (another body is competent) or `closed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is said to the complainant; needed for all but `acknowledged` and `closed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of `closed`: how the case ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// A callback that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The case.
    pub reference: Reference,
    /// What happened.
    pub kind: &'static str,
    /// The same as between nodes.
    pub event: EventData,
}

/// Reads a callback.
///
/// # Errors
/// It is no object, or every field that is wrong.
pub fn called(body: &[u8]) -> Result<Result<Called, Vec<FieldError>>, Malformed> {
    let reading = callback(body)?;
    let (said, mut errors) = (reading.value, reading.errors);
    let mut wrong = |field: &str, code| {
        if !errors.iter().any(|e| e.field == field) {
            errors.push(FieldError::new(field, code));
        }
    };
    let missing = |text: &str, code| if text.is_empty() { Code::Required } else { code };
    let reference = Reference::parse(&said.reference);
    if reference.is_none() {
        wrong("/reference", missing(&said.reference, Code::InvalidReference));
    }
    let kind = KINDS.into_iter().find(|kind| *kind == said.kind);
    if kind.is_none() {
        wrong("/type", missing(&said.kind, Code::UnknownValue));
    }
    let text = match optional_text("/text", said.text.as_deref().unwrap_or_default(), TEXT_MAX) {
        Ok(text) => text,
        Err(error) => {
            wrong("/text", error.code);
            None
        }
    };
    let speaks = kind.is_some_and(|kind| !matches!(kind, "acknowledged" | "closed"));
    if speaks && text.is_none() {
        wrong("/text", Code::Required);
    }
    let outcome = said.outcome.as_deref();
    match kind {
        Some("closed") if outcome.is_none() => wrong("/outcome", Code::Required),
        Some("closed") if outcome.and_then(Outcome::parse).is_none() => wrong("/outcome", Code::UnknownValue),
        Some(kind) if kind != "closed" && outcome.is_some() => wrong("/outcome", Code::UnknownField),
        _ => {}
    }
    Ok(match (reference, kind) {
        (Some(reference), Some(kind)) if errors.is_empty() => {
            let outside = EventKind::parse(kind) == Some(EventKind::Redirected);
            let outcome = said.outcome;
            let event = EventData { role: "caseworker".into(), text, outcome, outside, ..EventData::default() };
            Ok(Called { reference, kind, event })
        }
        _ => Err(errors),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filed() -> CloudEvent {
        serde_json::from_str(include_str!("../tests/golden/event-filed.json")).unwrap()
    }

    fn told(event: &CloudEvent, complainant: &str) -> Value {
        serde_json::from_str(&message(event, complainant, "https://n.ma/d").unwrap()).unwrap()
    }

    #[test]
    fn a_case_is_told_with_as_much_of_its_complainant_as_is_allowed() {
        let mut event = filed();
        let filing = &mut event.data.filed.as_mut().unwrap().filing;
        filing.complainant.name = Some("Amal Exemple".into());
        filing.complainant.national_id = Some("AB12345".into());
        filing.complainant.address = Some("1, rue de l’Exemple".into());
        let none = message(&event, "none", "").unwrap();
        assert!(!none.contains("Amal") && !none.contains("AB12345"), "{none}");
        let contact = told(&event, "contact");
        assert_eq!(contact["data"]["complainant"]["name"], "Amal Exemple");
        assert_eq!(
            contact["data"]["complainant"].get("national_id").or(contact["data"]["complainant"].get("address")),
            None
        );
        assert_eq!(told(&event, "all")["data"]["complainant"]["national_id"], "AB12345");
        let filed = event.data.filed.unwrap();
        assert_eq!(contact["type"], "wasl.case.filed");
        assert_eq!(contact["data"]["subject"], filed.filing.subject.as_str());
        assert_eq!(contact["data"]["reference"], event.data.reference.as_str());
        assert_eq!(contact["data"]["due_at"], filed.due_at.as_str());
        assert_eq!(contact["data"]["category"], filed.filing.category.as_str());
        assert!(contact["data"]["category_names"].is_object() && contact["data"].get("proof").is_none());
    }

    #[test]
    fn an_event_is_told_with_the_receivers_own_reference() {
        let event: CloudEvent = serde_json::from_str(include_str!("../tests/golden/event-answer.json")).unwrap();
        let told = told(&event, "none");
        assert_eq!(told["type"], "wasl.case.answer");
        assert_eq!(told["data"]["known_as"], event.subject.unwrap().as_str());
        assert_eq!(told["data"]["text"], event.data.event.unwrap().text.unwrap().as_str());
    }

    #[test]
    fn a_receiver_may_name_the_case() {
        assert_eq!(reference_in(r#"{"reference":"T-17"}"#).as_deref(), Some("T-17"));
        assert_eq!(reference_in(r#"{"id":1,"reference":17}"#).as_deref(), Some("17"));
        for none in ["", "ok", "[]", "{}", r#"{"reference":""}"#, r#"{"reference":null}"#, r#"{"reference":"a\nb"}"#] {
            assert_eq!(reference_in(none), None, "{none}");
        }
    }

    #[test]
    fn every_wrong_field_of_a_callback_is_named() {
        let errors = |body: &str| -> Vec<(String, &str)> {
            let errors = called(body.as_bytes()).unwrap().err().unwrap_or_default();
            errors.into_iter().map(|e| (e.field, e.code.name())).collect()
        };
        let wrong = |field: &str, code: &'static str| (field.to_owned(), code);
        assert_eq!(errors("{}"), [wrong("/reference", "required"), wrong("/type", "required")]);
        let some = r#"{"reference":"HAB-26A-000001-Y","type":"TYPE"REST}"#;
        let of = |kind: &str, rest: &str| errors(&some.replace("TYPE", kind).replace("REST", rest));
        assert_eq!(of("message", ""), [wrong("/text", "required")]);
        assert_eq!(of("message", r#","text":"a","outcome":"upheld""#), [wrong("/outcome", "unknown-field")]);
        assert_eq!(of("closed", ""), [wrong("/outcome", "required")]);
        assert_eq!(of("closed", r#","outcome":"won""#), [wrong("/outcome", "unknown-value")]);
        assert_eq!(of("withdrawn", ""), [wrong("/type", "unknown-value")]);
        assert_eq!(of("answer", r#","text":3,"x":1"#), [wrong("/text", "invalid-type"), wrong("/x", "unknown-field")]);
        assert_eq!(of("closed", r#","outcome":"upheld""#), []);
        assert_eq!(of("acknowledged", ""), []);
        assert_eq!(
            errors(r#"{"reference":"HAB-26A-000001-A","type":"acknowledged"}"#),
            [wrong("/reference", "invalid-reference")]
        );
        let redirected = r#"{"reference":"HAB-26A-000001-Y","type":"redirected","text":"Ailleurs."}"#;
        assert!(called(redirected.as_bytes()).unwrap().unwrap().event.outside);
        assert!(called(b"[]").is_err());
    }
}
