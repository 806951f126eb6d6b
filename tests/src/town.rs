//! A town's portal that speaks Open311's `GeoReport` v2 as its specification says and as most of them do: it publishes what
//! it gets, knows nobody's idempotency keys, and may give a token first. Not one that anybody runs.
//!
//! In: reports. Out: an address, what was reported, what is said of it from then on. Never: more of HTTP than it takes.

use crate::clock;
use crate::keeper::{Keeper, Over};
use crate::portal::{Seen, read};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const TALK_LIMIT: Duration = Duration::from_secs(10);

/// What becomes of the next report.
#[derive(Debug, Clone, Copy)]
pub enum Mood {
    /// It is on the town's desk; the answer never comes.
    KeepsSilent,
    /// It is on the desk; something says 200 and nothing else.
    Mumbles,
    /// It is answered with this status and this body, and nothing else happens.
    Says(u16, &'static str),
}

/// One report, as it was sent, and what the town says of it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub form: BTreeMap<String, String>,
    status: String,
    notes: String,
}

#[derive(Debug, Default)]
struct Desk {
    reports: Vec<Report>,
    moods: Vec<Mood>,
    tokens: bool,
    seen: Vec<Seen>,
}

/// The portal; it is gone when this is dropped.
#[derive(Debug)]
pub struct Town {
    keeper: Keeper,
    desk: Arc<Mutex<Desk>>,
}

impl Town {
    /// A portal in these moods, one for each report; after them it takes what comes.
    #[must_use]
    pub fn with(moods: &[Mood]) -> Self {
        let desk = Desk { moods: moods.iter().rev().copied().collect(), ..Desk::default() };
        let desk = Arc::new(Mutex::new(desk));
        let of = Arc::clone(&desk);
        Self { keeper: Keeper::of(move |client, over| serve(client, &of, over)), desk }
    }

    #[must_use]
    pub fn url(&self) -> String {
        self.keeper.url()
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether numbers are given later, against a token.
    pub fn gives_tokens(&self, tokens: bool) {
        self.desk().tokens = tokens;
    }

    /// What was reported so far, oldest first.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        self.desk().reports.clone()
    }

    /// Every request that came, oldest first.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.desk().seen.clone()
    }

    /// Says something of a report, by its place in the order.
    pub fn says(&self, report: usize, status: &str, notes: &str) {
        if let Some(report) = self.desk().reports.get_mut(report) {
            (report.status, report.notes) = (status.to_owned(), notes.to_owned());
        }
    }
}

fn serve(mut client: &TcpStream, desk: &Mutex<Desk>, over: &Over) {
    drop(client.set_read_timeout(Some(TALK_LIMIT)));
    let Some(seen) = read(client) else { return };
    let line = seen.line().to_owned();
    let answer = {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.seen.push(seen.clone());
        desk.answer(&line, &seen.body)
    };
    let Some((status, body)) = answer else {
        while !over.is() {
            clock::pause();
        }
        return;
    };
    let head =
        format!("HTTP/1.1 {status} Town\r\ncontent-length: {}\r\nretry-after: 1\r\nconnection: close\r\n", body.len());
    drop(client.write_all(format!("{head}\r\n{body}").as_bytes()));
}

impl Desk {
    fn answer(&mut self, line: &str, body: &str) -> Option<(u16, String)> {
        let (method, place) = line.split_once(' ').unwrap_or_default();
        let (path, query) = place.split_once('?').unwrap_or((place, ""));
        let (what, format) = path.trim_start_matches("/open311/v2/").rsplit_once('.').unwrap_or_default();
        let write = |records: &[Value]| (200, if format == "xml" { xml(records) } else { json!(records).to_string() });
        match (method, what.split_once('/').unwrap_or((what, ""))) {
            ("POST", ("requests", "")) => {
                let mood = self.moods.pop();
                if let Some(Mood::Says(status, said)) = mood {
                    return Some((status, said.to_owned()));
                }
                self.reports.push(Report { form: pairs(body), status: "open".into(), ..Report::default() });
                let number = self.reports.len() - 1;
                match mood {
                    Some(Mood::KeepsSilent) => None,
                    Some(Mood::Mumbles) => Some((200, "<html><p>Thank you!</p></html>".into())),
                    _ if self.tokens => Some(write(&[json!({ "token": format!("t {number}") })])),
                    _ => Some(write(&[json!({ "service_request_id": number, "service_notice": "Merci" })])),
                }
            }
            ("GET", ("requests", "")) => {
                let code = pairs(query).remove("service_code").unwrap_or_default();
                let of = |(number, report): (usize, &Report)| {
                    (report.form.get("service_code") == Some(&code)).then(|| report.record(number))
                };
                Some(write(&self.reports.iter().enumerate().filter_map(of).collect::<Vec<_>>()))
            }
            ("GET", ("requests", number)) => {
                let number: usize = number.parse().unwrap_or(usize::MAX);
                let none = (404, r#"[{"code":404,"description":"no such request"}]"#.to_owned());
                Some(self.reports.get(number).map_or(none, |report| write(&[report.record(number)])))
            }
            ("GET", ("tokens", token)) => {
                let id = token.trim_start_matches("t%20");
                let id = if self.tokens { "" } else { id };
                Some(write(&[json!({ "token": token, "service_request_id": id })]))
            }
            _ => Some((404, String::new())),
        }
    }
}

impl Report {
    fn record(&self, number: usize) -> Value {
        json!({
            "service_request_id": number.to_string(), "status": self.status, "status_notes": self.notes,
            "description": self.form.get("description"), "agency_responsible": "Voirie", "media_url": null,
        })
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let read = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        Some((unquoted(name), unquoted(value)))
    };
    text.split('&').filter_map(read).collect()
}

fn unquoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn xml(records: &[Value]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let field = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("<{name}>{}</{name}>", escaped(text)),
        Value::Null => format!("<{name}/>"),
        other => format!("<{name}>{other}</{name}>"),
    };
    let record = |record: &Value| {
        let fields: String = record.as_object().into_iter().flatten().map(field).collect();
        format!("<request>{fields}</request>")
    };
    let all: String = records.iter().map(record).collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests>{all}</service_requests>")
}
