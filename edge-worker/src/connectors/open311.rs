//! The connector to portals that speak Open311's `GeoReport` v2: cases become service requests, their statuses and notes
//! come back.
//!
//! The protocol has no message ids: before a second attempt the portal's own list is looked through for the case's reference,
//! which stands at the beginning of the description; a portal that takes an `Idempotency-Key`, as a node does, needs none
//! of that. It does not call: a request is looked at. It takes nothing after the request: what is said later is dead, and seen.
//! Never: more of a person in the description than they wrote themselves, for portals publish it; a document.

mod reading;

use super::line::say;
use super::settings::Settings;
use super::{Answer, Outgoing, Target};
use crate::register::chain::sha256;
use crate::register::looks::{Back, News};
use domain::delivery::AttemptOutcome;
use domain::time::UnixMillis;
use futures_util::future::LocalBoxFuture;
use reading::{Cursor, Place, mark};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wire::exchange::{CloudEvent, FiledData};

/// The portal's clock may go so much after ours, in milliseconds.
const EARLIER_MS: i64 = -600_000;

/// The protocol has no way to say this.
const UNSAID: AttemptOutcome = AttemptOutcome::Refused { status: 405 };
/// The portal shows another request in the place of ours, or none.
const MISSING: AttemptOutcome = AttemptOutcome::Refused { status: 404 };
/// Taken, by something that does not say as what: the next attempt looks for it.
const UNREAD: AttemptOutcome = AttemptOutcome::Failed { status: 200 };

/// Sends one event.
pub async fn deliver(target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    match file(target, out).await {
        Ok(place) => Answer {
            look_from: Some(Cursor::at(place.clone()).text()),
            reference: if let Place::Request(id) = place { Some(id) } else { None },
            ..Answer::only(AttemptOutcome::Accepted)
        },
        Err(outcome) => Answer::only(outcome),
    }
}

async fn file(target: &Target<'_>, out: &Outgoing<'_>) -> Result<Place, AttemptOutcome> {
    let (portal, event) = (Portal::of(target), out.event);
    let filed = event.data.filed.as_ref().ok_or(UNSAID)?;
    let earlier = if out.attempts > 0 { portal.find(event, filed).await? } else { None };
    let place = match earlier {
        Some(place) => place,
        None => {
            let made = portal.ask("requests".to_owned(), portal.report(event, filed), Some(&event.id)).await?;
            made.iter().find_map(reading::place).ok_or(UNREAD)?
        }
    };
    // It is taken: a token that cannot be followed now is followed by the looks.
    match place {
        Place::Token(token) => {
            let id = portal.request_of(&token).await.ok().flatten();
            Ok(id.map_or(Place::Token(token), Place::Request))
        }
        request => Ok(request),
    }
}

/// Looks at what happened with a service request since the last look.
///
/// # Errors
/// The portal was not there, refused, or does not show the request.
pub async fn look(target: &Target<'_>, known_as: &str, cursor: &str) -> Result<News, AttemptOutcome> {
    let portal = Portal::of(target);
    let mut cursor = Cursor::parse(cursor, known_as);
    let mut back = Vec::new();
    if let Place::Token(token) = &cursor.place {
        let Some(id) = portal.request_of(token).await? else { return Ok(News { back, cursor: cursor.text() }) };
        // What the portal calls it is known to nobody before.
        back.push(Back { id: mark(&id), kind: "message", text: Some(format!("№ {id}")), outcome: None });
        cursor.place = Place::Request(id);
    }
    let (Place::Request(id) | Place::Token(id)) = &cursor.place;
    let records = portal.ask(format!("requests/{}", encoded(id)), Form::default(), None).await?;
    let its_own = |record: &&Value| reading::text(record, "service_request_id").is_none_or(|known| known == *id);
    let record = records.iter().find(its_own).ok_or(MISSING)?;
    back.extend(cursor.since(record, portal.settings));
    Ok(News { back, cursor: cursor.text() })
}

/// By this a request is known again.
fn marker(event: &CloudEvent) -> String {
    format!("[{}]", event.data.reference)
}

/// Names and texts, as a form or a query.
#[derive(Debug, Default)]
struct Form(String);

impl Form {
    /// Adds a text, if it is one.
    fn add(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            let between = if self.0.is_empty() { "" } else { "&" };
            self.0.push_str(&[between, name, "=", &encoded(text)].concat());
        }
    }
}

/// A portal, as the app that it knows by a key.
struct Portal<'a> {
    settings: Settings<'a>,
    url: &'a str,
    key: &'a str,
}

impl<'a> Portal<'a> {
    fn of(target: &Target<'a>) -> Self {
        let body = &target.peer.body;
        Self { settings: Settings(&body.settings), url: &body.url, key: &target.peer.secret }
    }

    /// A case as the form of a service request. What portals publish holds nothing of the person but what they wrote.
    fn report(&self, event: &CloudEvent, filed: &FiledData) -> Form {
        let (settings, filing) = (self.settings, &filed.filing);
        let text = reading::description(&marker(event), &filing.subject, &filing.body);
        let mut form = Form::default();
        form.add("service_code", settings.of_category("service", &filing.category));
        form.add("description", &text);
        form.add("api_key", self.key);
        for name in ["address_string", "lat", "long"] {
            form.add(name, settings.or(name, ""));
        }
        if settings.or("complainant", "none") != "none" {
            let person = &filing.complainant;
            let name = person.name.as_deref().unwrap_or_default().trim();
            let (first, last) = name.split_once(' ').unwrap_or((name, ""));
            form.add("first_name", first);
            form.add("last_name", last.trim());
            form.add("email", person.email.as_deref().unwrap_or_default());
            form.add("phone", person.phone.as_deref().unwrap_or_default());
        }
        form
    }

    /// Asks, or with the id of what is said, which never changes, says it; gives the records of the answer. Boxed: the
    /// compiler would else write it out wherever something is asked.
    fn ask<'b>(
        &'b self,
        what: String,
        mut form: Form,
        says: Option<&'b str>,
    ) -> LocalBoxFuture<'b, Result<Vec<Value>, AttemptOutcome>> {
        Box::pin(async move {
            let settings = self.settings;
            form.add("jurisdiction_id", settings.or("jurisdiction", ""));
            let mut url = [self.url, settings.or("path", ""), "/", &what, ".", settings.or("format", "json")].concat();
            let proof = match says {
                Some(id) => ("idempotency-key", sha256(id.as_bytes())),
                None if settings.or("key", "header") == "header" => ("authorization", ["Bearer ", self.key].concat()),
                None => {
                    form.add("api_key", self.key);
                    ("accept-language", "*".to_owned())
                }
            };
            let mut method = "POST";
            let mut body = JsValue::UNDEFINED;
            if says.is_some() {
                body = form.0.into();
            } else {
                method = "GET";
                url = [&url, "?", &form.0].concat();
            }
            let headers = [
                ("accept", "application/json, text/xml"),
                (proof.0, proof.1.as_str()),
                ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            ];
            let headers = if says.is_some() { &headers } else { headers.get(..2).unwrap_or_default() };
            let said = say(method, &url, headers, body).await.map_err(|answer| answer.outcome)?;
            let records = reading::records(&said.body);
            // Some say with 200 what they refuse.
            let code = records.as_deref().and_then(reading::error).filter(|_| said.outcome == AttemptOutcome::Accepted);
            match (code.map_or(said.outcome, |code| AttemptOutcome::from_status(code, None)), records) {
                (AttemptOutcome::Accepted, Some(records)) => Ok(records),
                (AttemptOutcome::Accepted, None) => Err(AttemptOutcome::Failed { status: said.status }),
                // What the protocol says of a key, which may be being changed: a later attempt may pass.
                (AttemptOutcome::Refused { status: 403 }, _) => Err(AttemptOutcome::Failed { status: 403 }),
                (outcome, _) => Err(outcome),
            }
        })
    }

    /// The request that a token has become, if it has.
    async fn request_of(&self, token: &str) -> Result<Option<String>, AttemptOutcome> {
        let records = self.ask(format!("tokens/{}", encoded(token)), Form::default(), None).await?;
        Ok(records.iter().find_map(|record| reading::text(record, "service_request_id")))
    }

    /// The case's request, if an earlier attempt has made one. A portal that shows no list has none to find it in.
    async fn find(&self, event: &CloudEvent, filed: &FiledData) -> Result<Option<Place>, AttemptOutcome> {
        let since = UnixMillis::parse_rfc3339(&event.time).map(|at| at.plus_ms(EARLIER_MS).to_rfc3339());
        let mut form = Form::default();
        form.add("service_code", self.settings.of_category("service", &filed.filing.category));
        if let Some(seconds) = since.as_deref().and_then(|at| at.get(..19)) {
            form.add("start_date", &[seconds, "Z"].concat());
        }
        match self.ask("requests".to_owned(), form, None).await {
            Ok(records) => Ok(reading::with(&records, &marker(event)).and_then(reading::place)),
            Err(AttemptOutcome::Refused { .. }) => Ok(None),
            Err(outcome) => Err(outcome),
        }
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
