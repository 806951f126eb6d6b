//! Reading untrusted JSON field by field.
//!
//! In: bytes. Out: the shape, and every field that is unknown or of the wrong type (not only the
//! first). Never: the rules of what a field may say (`domain`), sentences.

use crate::v1::about::AboutText;
use crate::v1::admin::{CategoryBody, DeadlinesBody, PeerChoice, PostToken, ProtectionBody, PutAgency, RouteBody};
use crate::v1::agencies::{Names, Theme};
use crate::v1::case::{PostAction, PostMessage};
use crate::v1::deliberation::DeliberationAction;
use crate::v1::desk::DeskAction;
use crate::v1::filing::{FileCase, PersonBody};
use crate::v1::orientation::{AnswerBody, ElsewhereBody, FileBody, QuestionBody};
use crate::webhook::Callback;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use serde_json::{Map, Value};

mod peer;
pub use peer::{convention, put_peer};

/// A shape that was read, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// What could be read; fields that could not are empty.
    pub value: T,
    /// Unknown fields and wrong types.
    pub errors: Vec<FieldError>,
}

/// Not JSON, or not an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON object")]
pub struct Malformed;

/// An object being read. What is not taken from it is unknown.
struct Fields {
    at: String,
    map: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        match crate::json::read_bytes(bytes) {
            Ok(Value::Object(map)) => Ok(Self { at: String::new(), map, errors: Vec::new() }),
            _ => Err(Malformed),
        }
    }

    fn pointer(&self, key: &str) -> String {
        format!("{}/{}", self.at, key.replace('~', "~0").replace('/', "~1"))
    }

    fn take<T>(&mut self, key: &str, read: impl Fn(Value) -> Option<T>) -> Option<T> {
        let value = self.map.remove(key).filter(|v| !v.is_null())?;
        let read = read(value);
        if read.is_none() {
            self.errors.push(FieldError::new(self.pointer(key), Code::InvalidType));
        }
        read
    }

    fn optional(&mut self, key: &str) -> Option<String> {
        self.take(key, |v| if let Value::String(s) = v { Some(s) } else { None })
    }

    fn text(&mut self, key: &str) -> String {
        self.optional(key).unwrap_or_default()
    }

    fn truth(&mut self, key: &str) -> Option<bool> {
        self.take(key, |v| v.as_bool())
    }

    fn number(&mut self, key: &str) -> Option<i64> {
        self.take(key, |v| v.as_i64())
    }

    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        self.take(key, |v| match v {
            Value::Array(list) => list.into_iter().map(|v| v.as_str().map(str::to_owned)).collect(),
            _ => None,
        })
    }

    fn names(&mut self, key: &str) -> Names {
        let read = |v| match v {
            Value::Object(map) => map.into_iter().map(|(k, v)| v.as_str().map(|s| (k, s.to_owned()))).collect(),
            _ => None,
        };
        self.take(key, read).unwrap_or_default()
    }

    /// Reads an object inside this one.
    fn object<T>(&mut self, key: &str, read: impl Fn(&mut Self) -> T) -> Option<T> {
        let at = self.pointer(key);
        let map = self.take(key, |v| if let Value::Object(map) = v { Some(map) } else { None })?;
        Some(self.inner(at, map, read))
    }

    /// Reads a list of objects.
    fn objects<T>(&mut self, key: &str, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let at = self.pointer(key);
        let list = self.take(key, |v| if let Value::Array(list) = v { Some(list) } else { None });
        let mut found = Vec::new();
        for (n, value) in list.unwrap_or_default().into_iter().enumerate() {
            let at = format!("{at}/{n}");
            match value {
                Value::Object(map) => found.push(self.inner(at, map, &read)),
                _ => self.errors.push(FieldError::new(at, Code::InvalidType)),
            }
        }
        found
    }

    fn inner<T>(&mut self, at: String, map: Map<String, Value>, read: impl Fn(&mut Self) -> T) -> T {
        let mut inner = Self { at, map, errors: Vec::new() };
        let value = read(&mut inner);
        self.errors.extend(inner.end());
        value
    }

    fn end(mut self) -> Vec<FieldError> {
        let unknown: Vec<_> = self.map.keys().map(|k| FieldError::new(self.pointer(k), Code::UnknownField)).collect();
        self.errors.extend(unknown);
        self.errors
    }
}

fn reading<T>(bytes: &[u8], read: impl Fn(&mut Fields) -> T) -> Result<Reading<T>, Malformed> {
    let mut fields = Fields::parse(bytes)?;
    let value = read(&mut fields);
    Ok(Reading { value, errors: fields.end() })
}

fn person(f: &mut Fields) -> PersonBody {
    PersonBody {
        kind: f.optional("kind"),
        nature: f.optional("nature"),
        name: f.optional("name"),
        email: f.optional("email"),
        phone: f.optional("phone"),
        national_id: f.optional("national_id"),
        address: f.optional("address"),
        country: f.optional("country"),
    }
}

/// The body of a filing.
///
/// # Errors
/// Not a JSON object.
pub fn file_case(bytes: &[u8]) -> Result<Reading<FileCase>, Malformed> {
    reading(bytes, |f| FileCase {
        kind: f.text("kind"),
        category: f.text("category"),
        subject: f.text("subject"),
        body: f.text("body"),
        language: f.text("language"),
        complainant: f.object("complainant", person).unwrap_or_default(),
        representative: f.object("representative", person),
        prior_steps: f.optional("prior_steps"),
        before_court: f.truth("before_court"),
        consent: f.truth("consent").unwrap_or(false),
        documents: f.texts("documents").unwrap_or_default(),
        channel: f.text("channel"),
        page: f.optional("page"),
        voice: f.optional("voice"),
        proof: f.optional("proof"),
    })
}

/// A text whose matter is to be told.
///
/// # Errors
/// Not a JSON object.
pub fn about_text(bytes: &[u8]) -> Result<Reading<AboutText>, Malformed> {
    reading(bytes, |f| AboutText { text: f.text("text"), kind: f.optional("kind"), language: f.optional("language") })
}

/// The body of a complainant's message.
///
/// # Errors
/// Not a JSON object.
pub fn post_message(bytes: &[u8]) -> Result<Reading<PostMessage>, Malformed> {
    reading(bytes, |f| PostMessage {
        text: f.text("text"),
        in_reply_to: f.optional("in_reply_to"),
        documents: f.texts("documents").unwrap_or_default(),
        about: f.optional("about"),
    })
}

/// The body of a complainant's action.
///
/// # Errors
/// Not a JSON object.
pub fn post_action(bytes: &[u8]) -> Result<Reading<PostAction>, Malformed> {
    reading(bytes, |f| PostAction {
        action: f.text("action"),
        reason: f.optional("reason"),
        rating: f.number("rating"),
        prior_steps: f.optional("prior_steps"),
        before_court: f.truth("before_court"),
    })
}

/// The body of a caseworker's action.
///
/// # Errors
/// Not a JSON object.
pub fn desk_action(bytes: &[u8]) -> Result<Reading<DeskAction>, Malformed> {
    reading(bytes, |f| DeskAction {
        action: f.text("action"),
        text: f.optional("text"),
        to: f.optional("to"),
        category: f.optional("category"),
        outcome: f.optional("outcome"),
        in_reply_to: f.optional("in_reply_to"),
        urgent: f.truth("urgent"),
        about: f.optional("about"),
        complainant: f.object("complainant", person),
        documents: f.texts("documents").unwrap_or_default(),
    })
}

/// The body of an action in a deliberation.
///
/// # Errors
/// Not a JSON object.
pub fn deliberation_action(bytes: &[u8]) -> Result<Reading<DeliberationAction>, Malformed> {
    reading(bytes, |f| DeliberationAction {
        action: f.text("action"),
        peer: f.optional("peer"),
        agency: f.optional("agency"),
        subject: f.optional("subject"),
        text: f.optional("text"),
        recommendation: f.optional("recommendation"),
        cases: f.texts("cases").unwrap_or_default(),
        documents: f.texts("documents").unwrap_or_default(),
        confirmed: f.truth("confirmed"),
    })
}

fn question(f: &mut Fields) -> QuestionBody {
    QuestionBody {
        id: f.text("id"),
        text: f.names("text"),
        answers: f.objects("answers", |a| AnswerBody {
            text: a.names("text"),
            ask: a.optional("ask"),
            file: a.object("file", |c| FileBody { kind: c.text("kind"), category: c.text("category") }),
            elsewhere: a.object("elsewhere", |e| ElsewhereBody {
                body: e.names("body"),
                reason: e.names("reason"),
                url: e.optional("url"),
                topics: e.texts("topics").unwrap_or_default(),
            }),
        }),
    }
}

/// The body of an agency's configuration.
///
/// # Errors
/// Not a JSON object.
pub fn put_agency(bytes: &[u8]) -> Result<Reading<PutAgency>, Malformed> {
    let default = PutAgency::default();
    reading(bytes, |f| {
        // What `GET` says besides the configuration: it can be sent back as it is.
        f.optional("id");
        f.number("version");
        agency(f, &default)
    })
}

fn agency(f: &mut Fields, default: &PutAgency) -> PutAgency {
    PutAgency {
        code: f.text("code"),
        volume: f.optional("volume").unwrap_or_else(|| default.volume.clone()),
        names: f.names("names"),
        kinds: f.texts("kinds").unwrap_or_else(|| default.kinds.clone()),
        categories: f.objects("categories", |c| CategoryBody {
            id: c.text("id"),
            names: c.names("names"),
            kinds: c.texts("kinds").unwrap_or_default(),
            topics: c.texts("topics").unwrap_or_default(),
        }),
        languages: f.texts("languages").unwrap_or_else(|| default.languages.clone()),
        allowed_origins: f.texts("allowed_origins").unwrap_or_default(),
        answer_within_days: f.number("answer_within_days").unwrap_or(default.answer_within_days),
        reopen_within_days: f.number("reopen_within_days").unwrap_or(default.reopen_within_days),
        retention_days: f.number("retention_days"),
        retention_note: f.names("retention_note"),
        deadlines: f.object("deadlines", deadlines).unwrap_or_default(),
        // Who says only how far the clocks are from Greenwich means clocks that never change.
        time_zone: f.optional("time_zone").unwrap_or_else(|| {
            if f.map.contains_key("utc_offset_minutes") { String::new() } else { default.time_zone.clone() }
        }),
        utc_offset_minutes: f.number("utc_offset_minutes").unwrap_or(default.utc_offset_minutes),
        calling_code: f.optional("calling_code").unwrap_or_else(|| default.calling_code.clone()),
        routes: f.objects("routes", |r| RouteBody {
            kinds: r.texts("kinds").unwrap_or_default(),
            categories: r.texts("categories").unwrap_or_default(),
            to: r.text("to"),
        }),
        mediator: f.optional("mediator"),
        theme: f.object("theme", |t| Theme { accent: t.optional("accent") }).unwrap_or_default(),
        asks_national_id: f.truth("asks_national_id").unwrap_or(false),
        orientation: f.objects("orientation", question),
        protection: f.object("protection", protection).unwrap_or_default(),
        link_within_days: f.number("link_within_days").unwrap_or(default.link_within_days),
        wave_people: f.number("wave_people").unwrap_or(default.wave_people),
        wave_hours: f.number("wave_hours").unwrap_or(default.wave_hours),
        widget: f.optional("widget").unwrap_or_else(|| default.widget.clone()),
        link_url: f.optional("link_url"),
    }
}

fn deadlines(f: &mut Fields) -> DeadlinesBody {
    let default = DeadlinesBody::default();
    DeadlinesBody {
        kinds: f.names("kinds"),
        steps: f.names("steps"),
        remind_days: f.number("remind_days").unwrap_or(default.remind_days),
    }
}

fn protection(f: &mut Fields) -> ProtectionBody {
    let default = ProtectionBody::default();
    ProtectionBody {
        proof: f.optional("proof").unwrap_or(default.proof),
        per_network_per_hour: f.number("per_network_per_hour").unwrap_or(default.per_network_per_hour),
        unproved_per_network_per_hour: f
            .number("unproved_per_network_per_hour")
            .unwrap_or(default.unproved_per_network_per_hour),
        unproved_per_hour: f.number("unproved_per_hour").unwrap_or(default.unproved_per_hour),
        normal_per_minute: f.number("normal_per_minute").unwrap_or(default.normal_per_minute),
    }
}

/// The body of a callback.
///
/// # Errors
/// Not a JSON object.
pub fn callback(bytes: &[u8]) -> Result<Reading<Callback>, Malformed> {
    reading(bytes, |f| Callback {
        reference: f.text("reference"),
        kind: f.text("type"),
        text: f.optional("text"),
        outcome: f.optional("outcome"),
    })
}

/// The body that names a peer.
///
/// # Errors
/// Not a JSON object.
pub fn peer_choice(bytes: &[u8]) -> Result<Reading<PeerChoice>, Malformed> {
    reading(bytes, |f| PeerChoice { peer: f.text("peer") })
}

/// The body of a new token.
///
/// # Errors
/// Not a JSON object.
pub fn post_token(bytes: &[u8]) -> Result<Reading<PostToken>, Malformed> {
    reading(bytes, |f| PostToken {
        agency: f.text("agency"),
        role: f.text("role"),
        name: f.text("name"),
        expires_in: f.number("expires_in"),
        expires_in_days: f.number("expires_in_days"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn errors(json: &str) -> Vec<(String, &'static str)> {
        let reading = file_case(json.as_bytes()).unwrap();
        reading.errors.into_iter().map(|e| (e.field, e.code.name())).collect()
    }

    #[test]
    fn a_whole_filing_reads_back() {
        let body = FileCase {
            kind: "complaint".into(),
            complainant: PersonBody { name: Some("Amal Exemple".into()), ..PersonBody::default() },
            before_court: Some(false),
            documents: vec!["d1".into()],
            consent: true,
            ..FileCase::default()
        };
        let reading = file_case(&serde_json::to_vec(&body).unwrap()).unwrap();
        assert_eq!((reading.value, reading.errors), (body, vec![]));
    }

    #[test]
    fn every_stranger_is_named_by_its_pointer() {
        assert_eq!(
            errors(r#"{"kind":1,"x":2,"a/b~c":3,"complainant":{"name":[],"nom":"A"},"documents":[1],"consent":"yes"}"#),
            [
                ("/kind".to_owned(), "invalid-type"),
                ("/complainant/name".to_owned(), "invalid-type"),
                ("/complainant/nom".to_owned(), "unknown-field"),
                ("/consent".to_owned(), "invalid-type"),
                ("/documents".to_owned(), "invalid-type"),
                ("/a~1b~0c".to_owned(), "unknown-field"),
                ("/x".to_owned(), "unknown-field"),
            ]
        );
    }

    #[test]
    fn what_is_not_an_object_is_malformed() {
        for body in ["", "null", "[]", "\"x\"", "{", "{\"a\":1}x", &"[".repeat(100_000)] {
            assert!(file_case(body.as_bytes()).is_err());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = file_case(&bytes);
            let _ = put_agency(&bytes);
            let _ = crate::webhook::called(&bytes);
            let _ = crate::webhook::reference_in(&String::from_utf8_lossy(&bytes));
        }
    }
}
