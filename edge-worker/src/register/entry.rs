//! Between the domain's events, the stored rows and the entries of a view.

use super::{Act, Entry, EntryBody};
use domain::agency::Slug;
use domain::case::Command;
use domain::draft::{TEXT_MAX, optional_text};
use domain::event::{About, Actor, Event, EventKind};
use domain::status::{CaseStatus, Outcome};
use wire::v1::agencies::Names;

/// An event that has its number and time.
#[must_use]
pub fn from_event(event: &Event, number: u32, at: i64) -> Entry {
    let name = match &event.actor {
        Actor::Caseworker { name } => Some(name.clone()),
        _ => None,
    };
    Entry {
        number,
        at,
        kind: event.kind.name().to_owned(),
        status: event.status.name().to_owned(),
        role: event.actor.role().name().to_owned(),
        peer: event.actor.peer().map(|p| p.as_str().to_owned()),
        body: EntryBody {
            name,
            digest: None,
            text: event.text.clone(),
            in_reply_to: event.in_reply_to,
            outcome: event.outcome.map(|o| o.name().to_owned()),
            rating: event.rating,
            to: event.to.clone(),
            to_names: Names::new(),
            by_names: Names::new(),
            outside: (event.kind == EventKind::Redirected).then_some(event.outside),
            peer_reference: event.peer_reference.clone(),
            urgent: event.urgent,
            about: event.about.map(|about| about.name().to_owned()),
            confidence: event.confidence,
            documents: Vec::new(),
            ..EntryBody::default()
        },
        open: event.kind == EventKind::Question && event.status == CaseStatus::AwaitingComplainant,
    }
}

/// Whether the complainant and peers see it.
#[must_use]
pub fn is_public(entry: &Entry) -> bool {
    EventKind::parse(&entry.kind).is_some_and(EventKind::is_public)
}

/// Leaves of an internal entry that it is there. What says that there is somebody else's case looks like a note.
pub fn hush(entry: &mut Entry) {
    entry.body = EntryBody::default();
    if EventKind::parse(&entry.kind).is_some_and(EventKind::is_of_others) {
        EventKind::Note.name().clone_into(&mut entry.kind);
    }
}

/// The domain's command for an action; `None` if it names a peer or an outcome that cannot be one.
#[must_use]
pub fn command(act: Act) -> Option<Command> {
    Some(match act {
        Act::Acknowledge => Command::Acknowledge,
        Act::Assign { to } => Command::Assign { to },
        Act::Ask { text } => Command::Ask { text },
        Act::Message { text, in_reply_to } => Command::Message { text, in_reply_to },
        Act::Request { about, text, .. } => Command::Request { about: About::parse(&about)?, text },
        Act::Answer { text } => Command::Answer { text },
        Act::Redirect { to, text } => {
            let to = match to {
                Some(to) => Some(Slug::parse(&to)?),
                None => None,
            };
            Command::Redirect { to, text, outside: false }
        }
        Act::Forward { to, text, urgent } => Command::Forward { to: Slug::parse(&to)?, text, urgent },
        Act::Close { outcome, text } => Command::Close { outcome: Outcome::parse(&outcome)?, text },
        Act::Note { text } => Command::Note { text },
        Act::Link { deliberation, linked } => Command::Link { deliberation, linked },
        Act::Deliberate(_) => return None,
        Act::Place { how, to } => {
            Command::Place { kind: EventKind::parse(&how).filter(|kind| kind.is_of_others())?, to }
        }
        Act::Recategorise { category } => Command::Categorise { to: Slug::parse(&category)? },
        Act::Withdraw { text } => Command::Withdraw { text },
        Act::Reopen { text } => Command::Reopen { text },
        Act::Escalate { prior_steps, before_court } => Command::Escalate { prior_steps, before_court },
        Act::Rate { rating, text } => Command::Rate { rating, text },
    })
}

/// The command that a peer's event stands for; `None` for a kind that is not told, or a text that is missing,
/// too long or no text.
#[must_use]
pub fn told(kind: &str, event: &wire::exchange::EventData, in_reply_to: Option<u32>) -> Option<Command> {
    let typed = event.text.as_deref().unwrap_or_default();
    let text = optional_text("/text", typed, TEXT_MAX).ok()?;
    Some(match EventKind::parse(kind)? {
        EventKind::Acknowledged => Command::Acknowledge,
        EventKind::Question => Command::Ask { text: text? },
        EventKind::Message => Command::Message { text: text?, in_reply_to },
        EventKind::Answer => Command::Answer { text: text? },
        EventKind::Redirected => Command::Redirect { to: None, text: text?, outside: event.outside },
        EventKind::Closed => Command::Close { outcome: Outcome::parse(event.outcome.as_deref()?)?, text },
        EventKind::Withdrawn => Command::Withdraw { text },
        EventKind::Reopened => Command::Reopen { text: text? },
        EventKind::Rated => Command::Rate { rating: event.rating?, text },
        _ => return None,
    })
}
