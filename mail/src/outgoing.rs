//! The way there: a webhook becomes an e-mail.
//!
//! In: a body and a webhook whose signature was good. Out: the HTTP status that the node reads (docs/connectors.md): 2xx only once
//! the mail server has the e-mail and the book says so. Never: an e-mail twice for one delivery, except where the server took
//! it and its answer was lost: then the same e-mail, with the same `Message-ID`, goes once more.

use crate::book::{Stands, Thread};
use crate::config::Body;
use crate::letter::{self, Manner, Shown};
use crate::node::{NotDone, Paper};
use crate::place;
use crate::post::{Envelope, NotSent};
use crate::relay::Relay;
use crate::thread;
use crate::told::Told;
use domain::time::UnixMillis;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use wire::v1::case::DocumentView;

/// A node waits for twenty seconds; what takes longer goes on, and the node's next attempt finds it done.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// What the node reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub status: u16,
    /// `Retry-After`, in seconds.
    pub after: Option<u32>,
    /// For the log and for whoever asks by hand.
    pub why: &'static str,
}

const fn verdict(status: u16, after: Option<u32>, why: &'static str) -> Verdict {
    Verdict { status, after, why }
}

const SENT: Verdict = verdict(200, None, "sent");
const IN_HAND: Verdict = verdict(503, Some(10), "it is being sent");
const BOOK: Verdict = verdict(503, Some(30), "the book cannot be written");
const BROKEN: Verdict = verdict(500, None, "it broke");
const MALFORMED: Verdict = verdict(422, None, "no event of a case");

/// Documents as they are attached, and the names of those that are not.
#[derive(Debug, Default)]
struct Papers {
    attached: Vec<(String, String, Vec<u8>)>,
    left: Vec<String>,
}

/// Takes a delivery.
pub async fn take(relay: &Arc<Relay>, body: &Body, id: &str, text: &str) -> Verdict {
    let Ok(told) = serde_json::from_str::<Told>(text) else { return MALFORMED };
    let name = format!("{} {id}", body.peer);
    if !relay.takes(&name) {
        return IN_HAND;
    }
    // It goes on when the node hangs up, or when the time is over: it must not end between the server's word and the book.
    let (own, body, id) = (Arc::clone(relay), body.clone(), id.to_owned());
    let done = tokio::spawn(async move {
        let verdict = send(&own, &body, &id, &told).await;
        own.leaves(&name);
        let more = [("peer", json!(body.peer)), ("delivery", json!(id)), ("status", json!(verdict.status))];
        place::log(verdict.why, &more);
        verdict
    });
    match tokio::time::timeout(ANSWER_WITHIN, done).await {
        Ok(Ok(verdict)) => verdict,
        Ok(Err(_)) => BROKEN,
        Err(_) => IN_HAND,
    }
}

async fn send(relay: &Arc<Relay>, body: &Body, id: &str, told: &Told) -> Verdict {
    let Ok(_slot) = relay.slots.acquire().await else { return IN_HAND };
    let stands = relay.book().stands(&body.peer, id);
    match stands {
        Ok(Stands::Sent) => return verdict(200, None, "sent before"),
        Ok(Stands::Begun) => place::log("begun before, and not known how it ended", &[("delivery", json!(id))]),
        Ok(Stands::New) => {}
        Err(_) => return BOOK,
    }
    let reference = told.data.reference.as_str();
    let Ok(known) = relay.book().thread_of(&body.peer, reference) else { return BOOK };
    let token = known.as_ref().map(|known| known.token.clone());
    let token = token.or_else(|| thread::token(&body.secret.0, &body.peer, reference));
    let Some(token) = token.filter(|_| !told.what().is_empty() && !reference.is_empty()) else { return MALFORMED };
    let papers = match fetched(relay, body, told).await {
        Ok(papers) => papers,
        Err(verdict) => return verdict,
    };
    let message_id = thread::message_id(id, &token, &relay.config.address);
    let thread = match &known {
        Some(known) => Thread { last: message_id.clone(), ..known.clone() },
        None => Thread {
            token: token.clone(),
            peer: body.peer.clone(),
            reference: reference.to_owned(),
            subject: letter::subject(told),
            first: message_id.clone(),
            last: message_id.clone(),
        },
    };
    if relay.book().begin(&body.peer, id, place::now()).is_err() {
        return BOOK;
    }
    let mut sent = post(relay, body, told, known.as_ref(), &thread, &papers).await;
    if sent == Err(NotSent::TooLarge) && !papers.attached.is_empty() {
        let left = papers.attached.iter().map(|(name, ..)| name.clone()).chain(papers.left.iter().cloned()).collect();
        let papers = Papers { left, attached: Vec::new() };
        sent = post(relay, body, told, known.as_ref(), &thread, &papers).await;
    }
    let is_well = !matches!(sent, Err(NotSent::Later { code: None, .. } | NotSent::Login(_)));
    relay.posted(is_well, sent.is_ok());
    match sent {
        Ok(()) => relay.book().sent(id, &thread, place::now()).map_or(BOOK, |()| SENT),
        Err(not) => {
            if !matches!(not, NotSent::Later { perhaps: true, .. }) {
                // Should this fail, the next attempt thinks that it may have gone: the same e-mail once more.
                drop(relay.book().abandon(&body.peer, id));
            }
            answer(not)
        }
    }
}

/// What the node reads of what the mail server said.
const fn answer(not: NotSent) -> Verdict {
    match not {
        NotSent::Later { code: Some(_), .. } => verdict(503, Some(60), "the mail server does not take it now"),
        NotSent::Later { code: None, .. } => verdict(503, Some(15), "the mail server is not there"),
        NotSent::Login(_) => verdict(503, Some(120), "the mail server does not take our login"),
        NotSent::TooLarge => verdict(413, None, "too large for the mail server"),
        NotSent::NoMailbox => verdict(404, None, "no such mailbox"),
        NotSent::Never(_) => verdict(422, None, "the mail server refuses it"),
        NotSent::Unwritable => verdict(422, None, "it cannot be written as an e-mail"),
    }
}

/// `known`: the thread as it is, unless this begins it; `next`: as it will be with this e-mail.
async fn post(
    relay: &Relay,
    body: &Body,
    told: &Told,
    known: Option<&Thread>,
    next: &Thread,
    papers: &Papers,
) -> Result<(), NotSent> {
    let manner = Manner { words: relay.words(body.language), offset_minutes: relay.config.offset_minutes };
    let shown: Vec<Shown<'_>> = papers
        .attached
        .iter()
        .map(|(name, ..)| Shown::Attached(name))
        .chain(papers.left.iter().map(|name| Shown::Left(name)))
        .collect();
    let agency = letter::agency(told, manner.words);
    let letter = letter::letter(told, known.map(|known| known.subject.as_str()), &agency, &shown, manner);
    let envelope = Envelope {
        letter: &letter,
        to: &body.to,
        reply_to: &thread::reply_address(&relay.config.address, &next.token, relay.config.plus),
        message_id: &next.last,
        after: known.map(|known| (known.first.as_str(), known.last.as_str())),
        at: UnixMillis::parse_rfc3339(&told.timestamp).ok_or(NotSent::Unwritable)?,
        automatic: "auto-generated",
        documents: &papers.attached,
    };
    relay.post.send(&envelope).await
}

/// Fetches the documents that fit, in their order.
async fn fetched(relay: &Arc<Relay>, body: &Body, told: &Told) -> Result<Papers, Verdict> {
    let mut papers = Papers::default();
    let mut room = body.attach_bytes;
    for document in &told.data.documents {
        let name = letter::one_line(&document.name);
        if document.length_bytes > room {
            papers.left.push(name);
            continue;
        }
        match fetch(relay, body, &told.data.reference, document).await? {
            Paper::Ready(bytes) => {
                room = room.saturating_sub(document.length_bytes);
                papers.attached.push((name, document.media_type.clone(), bytes));
            }
            Paper::Never => papers.left.push(name),
        }
    }
    Ok(papers)
}

async fn fetch(relay: &Arc<Relay>, body: &Body, reference: &str, document: &DocumentView) -> Result<Paper, Verdict> {
    let (own, body, reference, document) = (Arc::clone(relay), body.clone(), reference.to_owned(), document.clone());
    let fetched = tokio::task::spawn_blocking(move || {
        let name = own.node_name().ok_or(NotDone::Later(None))?;
        own.node.document(&body, &name, &reference, &document)
    });
    // Only this delivery waits for its document: no status that would keep the peer's others back.
    fetched.await.unwrap_or(Err(NotDone::Later(None))).map_err(|_| verdict(500, None, "a document is not there yet"))
}
