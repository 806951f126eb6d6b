//! What a portal is told and says: a description; records of JSON or XML, and what of them is new. Pure.
//!
//! In: an answer's text, where the last look ended. Out: records as flat objects; entries for the timeline. A look keeps no
//! word of what it saw, only marks of it. Never: asks which form was promised; expands what an XML document defines.

use super::super::plain::unescaped;
use super::super::settings::Settings;
use crate::register::chain::sha256;
use crate::register::looks::Back;
use serde_json::{Map, Value};

/// Most characters of a description (`GeoReport` v2, POST Service Request).
const DESCRIPTION_MAX: usize = 4_000;
/// What closes a case where nothing else is said: the only word for it that the protocol has.
const STATUSES: [(&str, &str); 1] = [("answered", "closed")];
/// Lists that some put into an object.
const LISTS: [&str; 3] = ["service_requests", "requests", "errors"];

/// The records of an answer; nothing if it is neither JSON nor XML.
#[must_use]
pub fn records(body: &str) -> Option<Vec<Value>> {
    if body.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return xml(body);
    }
    match wire::json::read::<Value>(body).ok()? {
        Value::Array(records) => Some(records),
        Value::Object(mut one) => match LISTS.into_iter().find_map(|name| one.remove(name)) {
            Some(Value::Array(records)) => Some(records),
            _ => Some(vec![Value::Object(one)]),
        },
        _ => None,
    }
}

/// The elements of a document whose children are texts.
fn xml(document: &str) -> Option<Vec<Value>> {
    let (mut records, mut fields) = (Vec::new(), Map::new());
    // The element that was opened last, and what it says so far.
    let mut open: Option<(&str, String)> = None;
    let mut rest = document;
    let mut ended = false;
    while let Some((text, tag)) = rest.split_once('<') {
        if let Some((_, said)) = &mut open {
            said.push_str(&unescaped(text));
        }
        let beyond = |text: &'_ str, end: &str| text.find(end).map(|at| at + end.len());
        if let Some(literal) = tag.strip_prefix("![CDATA[") {
            let (inside, after) = literal.split_once("]]>")?;
            if let Some((_, said)) = &mut open {
                said.push_str(inside);
            }
            rest = after;
            continue;
        }
        if tag.starts_with("!--") {
            rest = tag.get(beyond(tag, "-->")?..)?;
            continue;
        }
        let (inside, after) = tag.split_once('>')?;
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            ended = true;
            match open.take().filter(|(known, _)| *known == name.trim_end()) {
                Some((name, said)) => {
                    fields.insert(name.to_owned(), Value::String(said));
                }
                None if fields.is_empty() => {}
                None => records.push(Value::Object(std::mem::take(&mut fields))),
            }
        } else if !inside.starts_with(['?', '!']) && !inside.ends_with('/') {
            open = inside.split_ascii_whitespace().next().map(|name| (name, String::new()));
        }
    }
    // A page of HTML has elements too, but no records that anybody asks for.
    ended.then_some(records)
}

/// A field's text; a number's too. Nothing if it is empty.
#[must_use]
pub fn text(record: &Value, name: &str) -> Option<String> {
    let text = match record.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The status that an answer of errors says.
#[must_use]
pub fn error(records: &[Value]) -> Option<u16> {
    let first = records.first().filter(|first| place(first).is_none())?;
    text(first, "code")?.parse().ok().filter(|code| (400..600).contains(code))
}

/// The record whose description begins, or goes on, with a mark.
#[must_use]
pub fn with<'a>(records: &'a [Value], marker: &str) -> Option<&'a Value> {
    records.iter().find(|one| text(one, "description").is_some_and(|description| description.contains(marker)))
}

/// What is reported, after a mark by which it is known again; cut where it is longer than a description may be.
#[must_use]
pub fn description(marker: &str, subject: &str, body: &str) -> String {
    let text = [marker, " ", subject, "\n\n", body].concat();
    let text = text.trim_end();
    match text.char_indices().nth(DESCRIPTION_MAX) {
        Some(_) => text.chars().take(DESCRIPTION_MAX - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// What stands for a text where the text itself is not kept.
#[must_use]
pub fn mark(text: &str) -> String {
    let mut mark = if text.is_empty() { "-".to_owned() } else { sha256(text.as_bytes()) };
    mark.truncate(16);
    mark
}

/// Where a case is at the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Request(String),
    /// It is there, and will be a request later.
    Token(String),
}

/// What a record is about.
#[must_use]
pub fn place(record: &Value) -> Option<Place> {
    let id = text(record, "service_request_id").map(Place::Request);
    id.or_else(|| text(record, "token").map(Place::Token))
}

/// How far the looks have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub place: Place,
    /// How often something was new.
    pub times: u32,
    /// Marks of what was seen: the status, its notes, who is responsible.
    pub seen: [String; 3],
}

impl Cursor {
    /// Before the first look.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self { place, times: 0, seen: [mark(""), mark(""), mark("")] }
    }

    /// Reads one as it was written; of nothing, the beginning.
    #[must_use]
    pub fn parse(text: &str, known_as: &str) -> Self {
        let mut parts = text.splitn(6, ' ');
        let mut next = || parts.next().map(str::to_owned);
        let read = || {
            let (kind, times, seen) = (next()?, next()?.parse().ok()?, [next()?, next()?, next()?]);
            let id = next()?;
            let place = if kind == "t" { Place::Token(id) } else { Place::Request(id) };
            Some(Self { place, times, seen })
        };
        let mut read = read;
        read().unwrap_or_else(|| Self::at(Place::Request(known_as.to_owned())))
    }

    /// As it is kept.
    #[must_use]
    pub fn text(&self) -> String {
        let (kind, id) = match &self.place {
            Place::Request(id) => ("r", id),
            Place::Token(token) => ("t", token),
        };
        let [status, notes, responsible] = &self.seen;
        format!("{kind} {} {status} {notes} {responsible} {id}", self.times)
    }

    /// What a record says that was not there before; it is seen from now on.
    pub fn since(&mut self, record: &Value, settings: Settings<'_>) -> Vec<Back> {
        let [status, notes, responsible] =
            ["status", "status_notes", "agency_responsible"].map(|name| text(record, name).unwrap_or_default());
        let seen = [mark(&status), mark(&notes), mark(&responsible)];
        let [new_status, new_notes, new_responsible] =
            [0, 1, 2].map(|n| seen.get(n).is_some_and(|mark| self.seen.get(n) != Some(mark)));
        if !(new_status || new_notes || new_responsible) {
            return Vec::new();
        }
        self.times += 1;
        self.seen = seen;
        let said = Some(notes.clone()).filter(|notes| !notes.is_empty());
        let mut back = Vec::new();
        let (Place::Request(id) | Place::Token(id)) = &self.place;
        let mut add = |kind: &'static str, text: Option<String>, outcome: Option<&'static str>| {
            let what = format!("{id} {} {kind} {status} {notes}", self.times);
            back.push(Back { id: mark(&what), kind, text, outcome });
        };
        let meaning = if new_status { settings.meaning_of(&status, &STATUSES) } else { None };
        let named = new_responsible && !responsible.is_empty();
        let taken_up = named && settings.or("responsible", "nothing") == "acknowledged";
        if taken_up || matches!(meaning, Some(("acknowledged", _))) {
            add("acknowledged", None, None);
        }
        match meaning {
            Some(("answer", _)) => add("answer", Some(said.unwrap_or_else(|| status.clone())), None),
            Some(("closed", outcome)) => add("closed", said, outcome),
            _ if new_notes && said.is_some() && settings.or("notes", "message") == "message" => {
                add("message", said, None)
            }
            _ => {}
        }
        back
    }
}

#[cfg(test)]
mod tests;
