//! The connector to Request Tracker 5, over its REST 2.0: cases become tickets, public replies and statuses come back.
//!
//! Exactly once in effect: RT has no message ids, so everything of ours stands under a subject that is looked for before it
//! is written (`ticket`); two tickets of one case, left by an attempt that was overtaken, are merged. Documents go out as
//! they are read, one a request, and are not fetched back. RT does not call: a case is looked at. What is internal there
//! never comes back, nor what our own user did, nor what anybody writes who is not of the staff.

mod reading;
mod ticket;

use super::line::{Said, say};
use super::papers::{Paper, Papers, Part, body};
use super::settings::Settings;
use super::{Answer, Outgoing, Target, plain};
use crate::clock;
use crate::register::looks::{Back, News};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::delivery::AttemptOutcome;
use futures_util::future::LocalBoxFuture;
use reading::{Cursor, SYSTEM, What};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wire::exchange::CloudEvent;
use wire::v1::case::DocumentView;

/// What of a list is asked for.
const PAGE: &str = "per_page=100&orderby=id";

/// What is looked for in a ticket's history.
const NEWS: &str = "(Type = 'Correspond' OR Type = 'Status' OR (Type = 'AddLink' AND Field = 'MergedInto'))";
/// So many merges are followed in one look.
const MERGES: usize = 3;

/// A place that RT has not, or not for us.
const MISSING: Answer = Answer::only(AttemptOutcome::Refused { status: 404 });
/// A ticket does not take the status that it is given.
const UNCHANGED: Answer = Answer::only(AttemptOutcome::Refused { status: 409 });
/// A document is not there yet: the scanner has not seen it, or it is on its way to us.
const EARLY: Answer = Answer::only(AttemptOutcome::Failed { status: 425 });

/// Sends one event.
pub async fn deliver(target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    match tell(target, out).await {
        Ok(ticket) => Answer {
            reference: out.event.data.filed.is_some().then(|| ticket.to_string()),
            look_from: Some(String::new()),
            ..Answer::only(AttemptOutcome::Accepted)
        },
        Err(answer) => answer,
    }
}

async fn tell(target: &Target<'_>, out: &Outgoing<'_>) -> Result<u64, Answer> {
    let (tracker, event) = (Tracker::of(target)?, out.event);
    let settings = Settings(&target.peer.body.settings);
    let (ticket, text) = match &event.data.filed {
        Some(filed) => (tracker.ticket(event, &ticket::ticket(event, filed, settings), out.attempts).await?, None),
        None => {
            let known = event.subject.as_deref().and_then(|id| id.parse().ok()).ok_or(MISSING)?;
            (known, Some(ticket::correspondence(event, settings)))
        }
    };
    let documents = Papers::of(event);
    if text.is_some() || !documents.is_empty() {
        let history = tracker.get(format!("/ticket/{ticket}/history?fields=Data&{PAGE}&order=DESC")).await?;
        let is_there = |subject: &str| reading::subjects(&history).any(|known| known == subject);
        let subject = ticket::subject(event, 0);
        if let Some(text) = text.filter(|_| !is_there(&subject)) {
            let said = json!({ "Subject": subject, "Content": text, "ContentType": "text/plain" });
            tracker.send("POST", format!("/ticket/{ticket}/correspond"), &said).await?;
        }
        for (n, document) in documents.iter().enumerate() {
            let subject = ticket::subject(event, n + 1);
            if !is_there(&subject) {
                tracker.attach(ticket, &subject, document, &out.papers).await?;
            }
        }
    }
    if let Some(status) = settings.status_after(ticket::kind(event)) {
        tracker.becomes(ticket, status).await?;
    }
    Ok(ticket)
}

/// Looks at what happened with a ticket since the last look.
///
/// # Errors
/// RT was not there, or refused.
pub async fn look(target: &Target<'_>, known_as: &str, cursor: &str) -> Result<News, AttemptOutcome> {
    news(target, known_as, cursor).await.map_err(|answer| answer.outcome)
}

async fn news(target: &Target<'_>, known_as: &str, cursor: &str) -> Result<News, Answer> {
    let (tracker, settings) = (Tracker::of(target)?, Settings(&target.peer.body.settings));
    let mut from = Cursor::parse(cursor, known_as).ok_or(MISSING)?;
    let mut back: Vec<Back> = Vec::new();
    for _ in 0..MERGES {
        let which = format!("ObjectId = {} AND id > {} AND {NEWS}", from.ticket, from.after);
        let page = tracker.history(&which, "ASC").await?;
        let fresh: Vec<_> = page.iter().filter(|one| !from.seen.contains(&one.id)).collect();
        for one in &fresh {
            let news = |kind, text, outcome| Back { id: one.id.to_string(), kind, text, outcome };
            match &one.what {
                What::MergedInto(_) => break,
                What::Reply if !tracker.is_staff(&one.who).await? => {}
                What::Reply => back.push(news("message", Some(tracker.text(one.id).await?), None)),
                What::Status(status) => match settings.meaning(status) {
                    // RT opens a ticket by itself as soon as anybody writes: nobody has taken it up yet.
                    Some(("acknowledged", _)) if one.who == SYSTEM => {}
                    // The last word of the staff is the answer.
                    Some(("answer", _)) => match back.last_mut().filter(|last| last.kind == "message") {
                        Some(last) => last.kind = "answer",
                        None => {
                            let text = tracker.last_reply(from.ticket, one.id).await?;
                            back.push(news("answer", Some(text.unwrap_or_else(|| status.clone())), None));
                        }
                    },
                    Some((kind, outcome)) => back.push(news(kind, None, outcome)),
                    None => {}
                },
            }
        }
        // What happens from then on happens to the other ticket.
        let merged = fresh.iter().find_map(|one| match one.what {
            What::MergedInto(ticket) => Some(Cursor { after: one.id, ticket, seen: Vec::new() }),
            _ => None,
        });
        let Some(merged) = merged else {
            return Ok(News { back, cursor: from.past(&page, clock::now()).text() });
        };
        from = merged;
    }
    Ok(News { back, cursor: from.text() })
}

/// RT, as our user there.
struct Tracker<'a> {
    base: String,
    authorization: String,
    /// Our user's number, which stands in the token.
    user: &'a str,
}

impl<'a> Tracker<'a> {
    fn of(target: &Target<'a>) -> Result<Self, Answer> {
        let token = target.peer.secret.as_str();
        // `1-29-722caf50…`: version, user, secret.
        let user = token.split('-').nth(1).filter(|user| user.parse::<u32>().is_ok());
        let user = user.ok_or(Answer::only(AttemptOutcome::Refused { status: 401 }))?;
        let base = format!("{}{}/REST/2.0", target.peer.body.url, target.setting("path"));
        Ok(Self { base, authorization: format!("token {token}"), user })
    }

    /// Asks, and gives the answer's JSON. Boxed: the compiler would else write it out wherever something is asked.
    fn ask<'b>(
        &'b self,
        method: &'b str,
        path: String,
        media_type: &'b str,
        body: JsValue,
    ) -> LocalBoxFuture<'b, Result<Value, Answer>> {
        Box::pin(async move {
            let headers = [
                ("accept", "application/json"),
                ("authorization", self.authorization.as_str()),
                ("content-type", media_type),
            ];
            let headers = if media_type.is_empty() { headers.get(..2).unwrap_or_default() } else { &headers };
            let Said { outcome, status, body, .. } =
                say(method, &[&self.base, path.as_str()].concat(), headers, body).await?;
            if outcome != AttemptOutcome::Accepted {
                return Err(Answer::only(outcome));
            }
            // 2xx without JSON comes from something before RT.
            wire::json::read(&body).map_err(|_| Answer::only(AttemptOutcome::Failed { status }))
        })
    }

    fn get(&self, path: String) -> LocalBoxFuture<'_, Result<Value, Answer>> {
        self.ask("GET", path, "", JsValue::UNDEFINED)
    }

    fn send<'b>(&'b self, method: &'b str, path: String, said: &Value) -> LocalBoxFuture<'b, Result<Value, Answer>> {
        self.ask(method, path, "application/json", said.to_string().into())
    }

    /// The case's ticket: the one that is there, or a new one.
    async fn ticket(&self, event: &CloudEvent, said: &Value, attempts: u32) -> Result<u64, Answer> {
        if let Some(known) = self.find(event).await? {
            return Ok(known);
        }
        let made = reading::made(&self.send("POST", "/ticket".to_owned(), said).await?);
        // An attempt that got no answer may have been slower than this one.
        let first = if attempts > 0 { self.find(event).await? } else { None };
        first.or(made).ok_or(Answer::only(AttemptOutcome::Failed { status: 201 }))
    }

    /// The case's ticket, if there is one. Of several the first stays, and the others are merged into it.
    async fn find(&self, event: &CloudEvent) -> Result<Option<u64>, Answer> {
        let query = format!("Subject LIKE '{}' AND Creator = {}", ticket::marker(event), self.user);
        let found = reading::ids(&self.get(format!("/tickets?query={}&{PAGE}", encoded(&query))).await?);
        let Some((first, others)) = found.split_first() else { return Ok(None) };
        for other in others {
            self.send("PUT", format!("/ticket/{other}"), &json!({ "MergeInto": first })).await?;
        }
        Ok(Some(*first))
    }

    /// Writes a document into a ticket, as it is read.
    async fn attach(
        &self,
        ticket: u64,
        subject: &str,
        document: &DocumentView,
        papers: &Papers<'_>,
    ) -> Result<(), Answer> {
        let stream = match papers.open(document).await {
            Paper::Ready(stream) => stream,
            Paper::Later => return Err(EARLY),
            // Its name stands in the text.
            Paper::Never => return Ok(()),
        };
        let edge = format!("wasl-{}", document.sha256);
        let said = json!({ "Subject": subject });
        // A name that is one of the system's own rules holds no quotation mark and no line break.
        let head = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"JSON\"\r\n\r\n{said}\r\n--{edge}\r\n\
             Content-Disposition: form-data; name=\"Attachments\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
            document.name.replace(['"', '\r', '\n'], "_"),
            document.media_type
        );
        let parts = vec![
            Part::Text(head),
            Part::Stream(stream, document.length_bytes),
            Part::Text(format!("\r\n--{edge}--\r\n")),
        ];
        let media_type = format!("multipart/form-data; boundary={edge}");
        self.ask("POST", format!("/ticket/{ticket}/correspond"), &media_type, body(parts)).await.map(|_| ())
    }

    /// Gives a ticket a status. RT says 200 also to one that it does not take: the ticket is asked.
    async fn becomes(&self, ticket: u64, status: &str) -> Result<(), Answer> {
        let path = format!("/ticket/{ticket}");
        for attempt in 0..2 {
            if reading::status(&self.get(path.clone()).await?) == status {
                return Ok(());
            }
            if attempt == 0 {
                self.send("PUT", path.clone(), &json!({ "Status": status })).await?;
            }
        }
        Err(UNCHANGED)
    }

    /// Transactions of others with tickets.
    async fn history(&self, which: &str, order: &str) -> Result<Vec<reading::Transaction>, Answer> {
        let query = encoded(&format!("ObjectType = 'RT::Ticket' AND Creator != {} AND {which}", self.user));
        let fields = "Type,NewValue,Creator,Created";
        let path = format!("/transactions?query={query}&fields={fields}&{PAGE}&order={order}");
        Ok(reading::transactions(&self.get(path).await?))
    }

    async fn is_staff(&self, user: &str) -> Result<bool, Answer> {
        Ok(reading::is_staff(&self.get(format!("/user/{}", encoded(user))).await?))
    }

    /// What a reply says: its text, and the names of its files.
    fn text(&self, transaction: u64) -> LocalBoxFuture<'_, Result<String, Answer>> {
        Box::pin(self.read(transaction))
    }

    async fn read(&self, transaction: u64) -> Result<String, Answer> {
        let fields = "fields=ContentType,Filename,ContentLength";
        let parts = self.get(format!("/transaction/{transaction}/attachments?{fields}&per_page=100")).await?;
        let (main, files) = reading::content(&parts);
        let mut text = match main {
            Some((id, is_html)) => {
                let bytes = STANDARD.decode(reading::base64(&self.get(format!("/attachment/{id}")).await?));
                let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
                if is_html { plain::of_html(&text) } else { text.trim().to_owned() }
            }
            None => String::new(),
        };
        for file in files {
            text.push_str("\n📎 ");
            text.push_str(file);
        }
        let text = text.trim();
        Ok(if text.is_empty() { "…".to_owned() } else { text.to_owned() })
    }

    /// The last thing that the staff wrote to the person before a transaction.
    async fn last_reply(&self, ticket: u64, before: u64) -> Result<Option<String>, Answer> {
        let which = format!("ObjectId = {ticket} AND id < {before} AND Type = 'Correspond'");
        for one in self.history(&which, "DESC").await? {
            if self.is_staff(&one.who).await? {
                return self.text(one.id).await.map(Some);
            }
        }
        Ok(None)
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
