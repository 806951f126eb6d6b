//! The way back: an e-mail from the mailbox becomes a callback, or is set aside.
//!
//! In: the bytes of one e-mail. Out: [`Dealt`]. A reply is passed on if it is on exactly one thread that we know, if its sender may
//! speak for that thread's body, and, where a server is trusted, if that server says that it is genuine. Its id is made of what
//! it is, so that the node takes it once however often it is found. Never: an automatic e-mail or a report passed on; a word
//! to a stranger; a second notice about the same e-mail.

use crate::book::{Aside, Thread};
use crate::config::Body;
use crate::letter::Letter;
use crate::node::{NotDone, Said};
use crate::place;
use crate::post::Envelope;
use crate::relay::Relay;
use crate::reply::word::{MESSAGE, Meaning};
use crate::reply::{self, Came, Reply, sender};
use crate::thread;
use domain::draft::TEXT_MAX;
use domain::language::Language;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use words::Arg;

/// A reply is passed on in so many pieces at most.
const PIECES_MAX: usize = 5;
/// Most characters of a piece: what a callback takes.
const PIECE_MAX: usize = TEXT_MAX as usize;

/// What was done with an e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dealt {
    /// It was passed on, or there was nothing to pass on.
    Done(&'static str),
    /// It stays for people to look at.
    Aside(&'static str),
    /// The node could not be told of this peer: later, and what else is the peer's after it. Of nobody, where it is empty.
    Later(String),
}

/// One thing to tell the node.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    meaning: Meaning,
    text: Option<String>,
}

/// Deals with an e-mail; what is of a peer that waits, waits behind it.
pub async fn deal(relay: &Arc<Relay>, bytes: &[u8], waiting: &BTreeSet<String>) -> Dealt {
    let Some(message) = reply::parsed(bytes) else { return aside(relay, bytes, None, "unreadable") };
    match reply::came(&message, &relay.config.address) {
        Came::Automatic(why) => Dealt::Done(why),
        Came::Unreadable(why) => aside(relay, bytes, None, why),
        Came::Bounce { status, tokens } => {
            let thread = tokens.iter().find_map(|token| relay.book().thread(token).ok().flatten());
            place::log("bounced", &[("peer", json!(thread.as_ref().map(|t| &t.peer))), ("status", json!(status))]);
            aside(relay, bytes, thread.as_ref(), "an e-mail of ours did not arrive")
        }
        Came::Reply(head) => {
            let (thread, body) = match thread_of(relay, &head) {
                Ok(found) => found,
                Err(why) => return aside(relay, bytes, None, why),
            };
            if waiting.contains(&thread.peer) {
                return Dealt::Later(thread.peer);
            }
            let trusted = relay.config.trusted.as_deref();
            if !sender::is_allowed(&head.from, &body.allow) {
                return aside(relay, bytes, Some(&thread), "not from somebody who may answer");
            }
            if trusted.is_some_and(|server| !sender::is_genuine(&head.from, &head.results, server)) {
                return aside(relay, bytes, Some(&thread), "not found to be genuine");
            }
            match reply::content(&message, &relay.config.address) {
                Ok(text) => pass_on(relay, bytes, &head, (&thread, &body), &text).await,
                Err(why) => aside(relay, bytes, Some(&thread), why),
            }
        }
    }
}

/// The one thread that a reply is on.
fn thread_of(relay: &Relay, head: &Reply) -> Result<(Thread, Body), &'static str> {
    let found: Result<Vec<Option<Thread>>, _> = head.tokens.iter().map(|token| relay.book().thread(token)).collect();
    let mut found = found.map_err(|_| "the book cannot be read")?.into_iter().flatten();
    let (Some(thread), None) = (found.next(), found.next()) else { return Err("on no thread of ours, or on several") };
    let body = relay.config.body(&thread.peer).ok_or("on the thread of a body that is not configured any more")?;
    Ok((thread, body.clone()))
}

async fn pass_on(
    relay: &Arc<Relay>,
    bytes: &[u8],
    head: &Reply,
    (thread, body): (&Thread, &Body),
    text: &str,
) -> Dealt {
    let (meaning, rest) = relay.vocabulary.read(text);
    let pieces = match pieces(meaning, rest) {
        Ok(pieces) => pieces,
        Err(problem) => {
            refuse(relay, bytes, head, (thread, body), problem).await;
            return aside(relay, bytes, Some(thread), "a reply that cannot be passed on");
        }
    };
    let own = thread::fingerprint(format!("{:?}\n{}\n{text}", head.message_id.as_deref(), head.from).as_bytes());
    for (n, piece) in pieces.into_iter().enumerate() {
        match tell(relay, body, &thread.reference, format!("mail-{own}-{n}"), piece).await {
            Ok(()) => relay.told(),
            Err(NotDone::Later(status)) => {
                place::log("the node was not told", &[("peer", json!(thread.peer)), ("status", json!(status))]);
                return Dealt::Later(thread.peer.clone());
            }
            Err(NotDone::Refused(status)) => {
                place::log("the node refuses", &[("peer", json!(thread.peer)), ("status", json!(status))]);
                refuse(relay, bytes, head, (thread, body), "mail-refused-over").await;
                return aside(relay, bytes, Some(thread), "refused by the node");
            }
        }
    }
    if let Some(id) = &head.message_id {
        // Should this fail, the next e-mail hangs on our last one: the thread holds all the same.
        drop(relay.book().heard(&thread.token, id, place::now()));
    }
    Dealt::Done("told")
}

async fn tell(relay: &Arc<Relay>, body: &Body, reference: &str, id: String, piece: Piece) -> Result<(), NotDone> {
    let (relay, body, reference) = (Arc::clone(relay), body.clone(), reference.to_owned());
    let told = tokio::task::spawn_blocking(move || {
        let Piece { meaning, text } = &piece;
        let said = Said { reference: &reference, kind: meaning.kind, text: text.as_deref(), outcome: meaning.outcome };
        relay.node.call_back(&body, &id, &said)
    });
    told.await.unwrap_or(Err(NotDone::Later(None)))
}

/// A reply in pieces that the node takes; the last one is what the reply is.
fn pieces(meaning: Meaning, text: &str) -> Result<Vec<Piece>, &'static str> {
    let text = text.trim();
    let message = |text: String| Piece { meaning: MESSAGE, text: Some(text) };
    let mut parts = split(text);
    if parts.len() > PIECES_MAX {
        return Err("mail-refused-long");
    }
    let Some(last) = parts.pop() else {
        return if meaning.needs_text() { Err("mail-refused-empty") } else { Ok(vec![Piece { meaning, text: None }]) };
    };
    let mut pieces: Vec<Piece> = parts.into_iter().map(message).collect();
    if meaning.kind == "acknowledged" {
        // An acknowledgement has no words of its own.
        pieces.insert(0, Piece { meaning, text: None });
        pieces.push(message(last));
    } else {
        pieces.push(Piece { meaning, text: Some(last) });
    }
    Ok(pieces)
}

/// A text in parts that are short enough, broken where a paragraph, a line or at least a word ends.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while rest.chars().count() > PIECE_MAX {
        let end = rest.char_indices().nth(PIECE_MAX).map_or(rest.len(), |(at, _)| at);
        let head = rest.get(..end).unwrap_or(rest);
        let at = head.rfind("\n\n").or_else(|| head.rfind('\n')).or_else(|| head.rfind(' ')).filter(|at| *at > end / 2);
        let (part, after) = rest.split_at(at.unwrap_or(end));
        parts.push(part.trim().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// Writes down that an e-mail stays where it is.
fn aside(relay: &Relay, bytes: &[u8], thread: Option<&Thread>, why: &'static str) -> Dealt {
    let aside = Aside {
        peer: thread.map(|thread| thread.peer.clone()).unwrap_or_default(),
        reference: thread.map(|thread| thread.reference.clone()).unwrap_or_default(),
        why: why.to_owned(),
        at: place::now(),
    };
    let written = relay.book().set_aside(&thread::fingerprint(bytes), &aside);
    if written.is_err() { Dealt::Later(aside.peer) } else { Dealt::Aside(why) }
}

/// Tells somebody who may answer that their answer was not passed on; once for each e-mail, and never again if it fails.
async fn refuse(relay: &Relay, bytes: &[u8], head: &Reply, (thread, body): (&Thread, &Body), problem: &str) {
    let id = format!("notice-{}", thread::fingerprint(bytes));
    let now = place::now();
    let aside = Aside {
        peer: thread.peer.clone(),
        reference: thread.reference.clone(),
        why: "its sender was told so".to_owned(),
        at: now,
    };
    if !relay.book().set_aside(&id, &aside).unwrap_or(false) {
        return;
    }
    let letter = notice(relay, thread, body.language, problem);
    let envelope = Envelope {
        letter: &letter,
        to: &head.from,
        reply_to: &thread::reply_address(&relay.config.address, &thread.token, relay.config.plus),
        message_id: &thread::message_id(&id, &thread.token, &relay.config.address),
        after: Some((thread.first.as_str(), head.message_id.as_deref().unwrap_or(&thread.last))),
        at: now,
        automatic: "auto-replied",
        documents: &[],
    };
    if relay.post.send(&envelope).await.is_err() {
        place::log("a notice was not sent", &[("peer", json!(thread.peer))]);
    }
}

fn notice(relay: &Relay, thread: &Thread, language: Language, problem: &str) -> Letter {
    let words = relay.words(language);
    let title = words.text("mail-refused", &[("reference", Arg::Text(&thread.reference))]);
    let why = words.text(problem, &[]);
    Letter {
        subject: format!("Re: {}", thread.subject),
        html: format!("<html lang=\"{}\" dir=\"{}\"><p>{title}</p><p>{why}</p></html>", language.tag(), language.dir()),
        text: format!("{title}\n\n{why}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::word::Vocabulary;

    fn check(text: &str, kinds: &[&str]) {
        let (meaning, rest) = Vocabulary::whole().read(text);
        let pieces = pieces(meaning, rest).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.meaning.kind).collect::<Vec<_>>(), kinds);
        assert!(pieces.iter().all(|p| p.text.as_ref().is_none_or(|t| (1..=PIECE_MAX).contains(&t.chars().count()))));
        let said: String = pieces.iter().filter_map(|piece| piece.text.as_deref()).collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&said), bare(rest), "something of the text is lost");
    }

    #[test]
    fn a_long_reply_goes_in_pieces_and_the_last_is_what_it_is() {
        let paragraph = "é".repeat(3_000);
        let long = format!("RÉPONSE\n{}", [paragraph.as_str(); 5].join("\n\n"));
        check(&long, &["message", "answer"]);
        check(&format!("Question\n{}", "mot ".repeat(6_000)), &["message", "message", "question"]);
        check(&"x".repeat(25_000), &["message", "message", "message"]);
        check("RÉPONSE\nFait.", &["answer"]);
        check("Reçu\nNous passons demain.", &["acknowledged", "message"]);
        check("Reçu", &["acknowledged"]);
        check("Fondée", &["closed"]);
        check("Irrecevable\nVoici pourquoi.", &["closed"]);
    }

    #[test]
    fn what_cannot_be_passed_on_is_said() {
        let of = |text: &str| {
            let (meaning, rest) = Vocabulary::whole().read(text);
            pieces(meaning, rest).map(|pieces| pieces.len())
        };
        assert_eq!(of("RÉPONSE\n\n"), Err("mail-refused-empty"));
        assert_eq!(of(""), Err("mail-refused-empty"));
        assert_eq!(of(&"x".repeat(60_000)), Err("mail-refused-long"));
    }
}
