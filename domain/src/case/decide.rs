//! The moves of a case. Arrives here: a command; leaves: a `Decision` or a `Refusal`.
//!
//! A peer's word is never lost: what it tells of a case it shares is written down even where
//! this side has moved on meanwhile; then it only leaves the status as it is.

use super::handing::Handed;
use super::{Actor, Agency, Case, Command, Decision, Event, EventKind, FieldError, FieldErrorCode, Notice};
use super::{CaseStatus, Kind, Outcome, Reason, Refusal, Role, Slug, UnixMillis};
use crate::deadline::Step;
use crate::routing;
use CaseStatus::{Answered, AwaitingComplainant, Closed, Escalated, Forwarded, Received, Redirected, Withdrawn};

/// The case that a filing opens, with its first events. No rule sends it to somebody who has had it.
#[must_use]
pub fn file(
    kind: Kind,
    category: &str,
    agency: &Agency,
    handed: Option<Handed>,
    actor: &Actor,
    now: UnixMillis,
) -> Decision {
    let step = match (&handed, &agency.mediator) {
        (Some(from), Some(mediator)) if from.by == *mediator && from.urgent => Step::MediatorUrgent,
        (Some(from), Some(mediator)) if from.by == *mediator => Step::Mediator,
        _ => Step::Answer,
    };
    let had_it = |to: &&Slug| handed.as_ref().is_some_and(|from| from.by == **to || from.been.contains(to));
    let route = routing::route(agency, kind, category).filter(|to| !had_it(to)).cloned();
    let case = Case {
        kind,
        status: Received,
        outcome: None,
        received_at: now,
        due_at: agency.due_at(kind, step, now),
        noticed: Notice::Nothing,
        settled_at: None,
        holder: route.clone(),
        origin: handed.map(|from| from.by),
        escalated: false,
        rated: false,
        open_questions: Vec::new(),
    };
    let mut events = vec![Event::bare(EventKind::Filed, actor.clone(), Received)];
    if let Some(peer) = &route {
        let mut event = Event::bare(EventKind::Forwarding, Actor::System, Received);
        event.to = Some(peer.as_str().to_owned());
        events.push(event);
    }
    Decision { events, case, hand_to: route }
}

/// What a peer tells of a case that it held once: it is written down, and moves nothing.
///
/// # Errors
/// Not even then might it have said that.
pub fn told_late(
    case: &Case,
    agency: &Agency,
    actor: &Actor,
    command: Command,
    now: UnixMillis,
) -> Result<Decision, Refusal> {
    if actor.role() != Role::Caseworker {
        return Err(Refusal::NotPermitted);
    }
    permitted(&Case { holder: actor.peer().cloned(), ..case.clone() }, actor, &command)?;
    check_fields(case, agency, &command)?;
    Ok(carry_out(case, agency, actor, command, now, true))
}

/// Decides one command.
///
/// # Errors
/// Not permitted for this actor, not possible now, or something in it is wrong.
pub fn decide(
    case: &Case,
    agency: &Agency,
    actor: &Actor,
    command: Command,
    now: UnixMillis,
) -> Result<Decision, Refusal> {
    permitted(case, actor, &command)?;
    check_fields(case, agency, &command)?;
    let possible = possible(case, agency, actor, &command, now);
    let late = match (possible, actor) {
        (Ok(()), _) => false,
        (Err(_), Actor::Peer { .. }) => true,
        (Err(reason), _) => return Err(Refusal::NotPossible(reason)),
    };
    Ok(carry_out(case, agency, actor, command, now, late))
}

/// Who may do what at all.
fn permitted(case: &Case, actor: &Actor, command: &Command) -> Result<(), Refusal> {
    use Command as C;
    let of_complainant = matches!(
        command,
        C::Message { .. }
            | C::Request { .. }
            | C::Withdraw { .. }
            | C::Reopen { .. }
            | C::Escalate { .. }
            | C::Rate { .. }
    );
    let of_complainant_alone =
        matches!(command, C::Withdraw { .. } | C::Reopen { .. } | C::Escalate { .. } | C::Rate { .. });
    let of_staff = !of_complainant_alone;
    let ok = match actor {
        Actor::Complainant => of_complainant,
        Actor::Caseworker { .. } => of_staff,
        // The side that the case came from speaks for its complainant, and may write;
        // the side that treats it speaks for its caseworkers. Neither does anything internal here.
        Actor::Peer { peer, role: Role::Complainant } => {
            case.origin.as_ref() == Some(peer) && of_complainant && !matches!(command, C::Escalate { .. })
        }
        Actor::Peer { peer, role: Role::Caseworker } => {
            let holder = case.holder.as_ref() == Some(peer)
                && of_staff
                && !is_internal(command)
                && !matches!(command, C::Forward { .. });
            let origin = case.origin.as_ref() == Some(peer) && matches!(command, C::Message { .. });
            holder || origin
        }
        Actor::Peer { role: Role::System, .. } | Actor::System => false,
    };
    if ok { Ok(()) } else { Err(Refusal::NotPermitted) }
}

/// Whether it is of a desk alone, and nothing that a body says to another one.
const fn is_internal(command: &Command) -> bool {
    use Command as C;
    matches!(command, C::Assign { .. } | C::Categorise { .. } | C::Note { .. } | C::Place { .. })
}

/// What a command says must fit the case.
fn check_fields(case: &Case, agency: &Agency, command: &Command) -> Result<(), Refusal> {
    let wrong = |field: &str, code| Err(Refusal::Invalid(vec![FieldError::new(field, code)]));
    match command {
        Command::Message { in_reply_to: Some(n), .. } if !case.open_questions.contains(n) => {
            wrong("/in_reply_to", FieldErrorCode::UnknownValue)
        }
        Command::Categorise { to } if agency.category(to.as_str(), case.kind).is_none() => {
            wrong("/category", FieldErrorCode::UnknownValue)
        }
        Command::Rate { rating, .. } if !(1..=5).contains(rating) => wrong("/rating", FieldErrorCode::OutOfRange),
        Command::Escalate { before_court, .. } if *before_court != Some(false) => {
            wrong("/before_court", FieldErrorCode::MustDeclare)
        }
        _ => Ok(()),
    }
}

/// Whether it is possible now.
fn possible(case: &Case, agency: &Agency, actor: &Actor, command: &Command, now: UnixMillis) -> Result<(), Reason> {
    use Command as C;
    let held = case.holder.is_some() && !matches!(actor, Actor::Peer { .. });
    let ended = || match case.status {
        Withdrawn => Err(Reason::Withdrawn),
        Closed => Err(Reason::Closed),
        _ => Ok(()),
    };
    match command {
        C::Note { .. } | C::Link { .. } | C::Request { .. } | C::Place { .. } => Ok(()),
        C::Message { .. } | C::Assign { .. } | C::Categorise { .. } | C::Withdraw { .. } => ended(),
        C::Acknowledge => {
            ended()?;
            let open = matches!(case.status, Received | Forwarded | Escalated);
            if held {
                Err(Reason::HeldByPeer)
            } else if open {
                Ok(())
            } else {
                Err(Reason::AlreadyAcknowledged)
            }
        }
        C::Ask { .. } | C::Answer { .. } | C::Redirect { .. } | C::Forward { .. } | C::Close { .. } => {
            ended()?;
            let back = matches!(command, C::Redirect { to: Some(to), .. } | C::Forward { to, .. } if case.origin.as_ref() == Some(to));
            match (held, back) {
                (true, _) => Err(Reason::HeldByPeer),
                (_, true) => Err(Reason::BeenThere),
                _ => Ok(()),
            }
        }
        C::Reopen { .. } => reopenable(case, agency, now),
        C::Escalate { .. } => {
            if case.status == Withdrawn {
                Err(Reason::Withdrawn)
            } else if case.kind != Kind::Complaint {
                Err(Reason::NotAComplaint)
            } else if agency.mediator.is_none() {
                Err(Reason::NoMediator)
            } else if case.escalated || case.holder == agency.mediator {
                Err(Reason::AlreadyEscalated)
            } else {
                Ok(())
            }
        }
        C::Rate { .. } => {
            if !matches!(case.status, Answered | Closed) {
                Err(Reason::NotAnswered)
            } else if case.rated {
                Err(Reason::AlreadyRated)
            } else {
                Ok(())
            }
        }
    }
}

fn reopenable(case: &Case, agency: &Agency, now: UnixMillis) -> Result<(), Reason> {
    match (case.status, case.settled_at) {
        (Withdrawn, _) => Err(Reason::Withdrawn),
        (Answered | Closed, Some(at)) if now <= at.plus_days(agency.reopen_within_days) => Ok(()),
        (Answered | Closed, _) => Err(Reason::ReopenPeriodOver),
        _ => Err(Reason::NotAnswered),
    }
}

/// The event and the case after it. `late`: written down, but nothing moves.
fn carry_out(before: &Case, agency: &Agency, actor: &Actor, command: Command, now: UnixMillis, late: bool) -> Decision {
    let passed = matches!(command, Command::Redirect { outside: true, .. }) && before.holder.as_ref() == actor.peer();
    let (mut event, hand_to) = written(before, agency, actor, command);
    if late {
        return Decision { events: vec![event], case: before.clone(), hand_to: None };
    }
    let mut case = before.clone();
    if event.kind == EventKind::Message {
        case.open_questions.retain(|n| Some(*n) != event.in_reply_to);
    }
    event.status = status_after(&case, &event);
    settle(&mut case, &event, now);
    if let Some(step) = begins(event.kind) {
        case.due_at = agency.due_at(case.kind, step, now);
        case.noticed = Notice::Nothing;
    }
    if hand_to.is_some() || passed {
        case.holder.clone_from(&hand_to);
    }
    event.outside = event.kind == EventKind::Redirected && event.to.is_none() && case.holder.is_none();
    Decision { events: vec![event], case, hand_to }
}

/// The step whose period begins with an event.
const fn begins(kind: EventKind) -> Option<Step> {
    match kind {
        EventKind::Escalated => Some(Step::Mediator),
        EventKind::Reopened => Some(Step::Reopened),
        _ => None,
    }
}

/// What a command writes, with the status as it is, and the peer that it hands the case to.
fn written(case: &Case, agency: &Agency, actor: &Actor, command: Command) -> (Event, Option<Slug>) {
    let mut event = Event::bare(EventKind::Note, actor.clone(), case.status);
    let mut hand_to = None;
    (event.kind, event.text) = match command {
        Command::Acknowledge => (EventKind::Acknowledged, None),
        Command::Assign { to } => named(&mut event, EventKind::Assigned, to),
        Command::Categorise { to } => named(&mut event, EventKind::Categorised, to.as_str().to_owned()),
        Command::Place { kind, to } => named(&mut event, kind, to),
        Command::Ask { text } => (EventKind::Question, Some(text)),
        Command::Message { text, in_reply_to } => {
            event.in_reply_to = in_reply_to;
            (EventKind::Message, Some(text))
        }
        Command::Request { about, text } => {
            event.about = Some(about);
            (EventKind::Message, Some(text))
        }
        Command::Answer { text } => (EventKind::Answer, Some(text)),
        Command::Redirect { to, text, .. } => {
            event.to = to.as_ref().map(|p| p.as_str().to_owned());
            event.outcome = Some(Outcome::Redirected);
            // A peer that redirects speaks of its own peers, which mean nothing here.
            hand_to = to.filter(|_| actor.peer().is_none());
            (EventKind::Redirected, Some(text))
        }
        Command::Forward { to, text, urgent } => {
            event.urgent = urgent;
            event.to = Some(to.as_str().to_owned());
            hand_to = Some(to);
            (EventKind::Forwarding, text)
        }
        Command::Close { outcome, text } => {
            event.outcome = Some(outcome);
            (EventKind::Closed, text)
        }
        Command::Note { text } => (EventKind::Note, Some(text)),
        Command::Link { deliberation, linked } => {
            event.to = Some(deliberation);
            (if linked { EventKind::DeliberationLinked } else { EventKind::DeliberationUnlinked }, None)
        }
        Command::Withdraw { text } => {
            event.outcome = Some(Outcome::Withdrawn);
            (EventKind::Withdrawn, text)
        }
        Command::Reopen { text } => (EventKind::Reopened, Some(text)),
        Command::Escalate { prior_steps, .. } => {
            event.to = agency.mediator.as_ref().map(|p| p.as_str().to_owned());
            hand_to.clone_from(&agency.mediator);
            (EventKind::Escalated, Some(prior_steps))
        }
        Command::Rate { rating, text } => {
            event.rating = Some(rating);
            (EventKind::Rated, text)
        }
    };
    (event, hand_to)
}

/// An entry that only names somebody or something.
fn named(event: &mut Event, kind: EventKind, to: String) -> (EventKind, Option<String>) {
    event.to = Some(to);
    (kind, None)
}

/// Where the case stands after an event.
fn status_after(case: &Case, event: &Event) -> CaseStatus {
    let answers_the_last = event.in_reply_to.is_some() && case.open_questions.is_empty();
    match event.kind {
        EventKind::Acknowledged | EventKind::Reopened => case.at_work(),
        EventKind::Message if answers_the_last && case.status == AwaitingComplainant => case.at_work(),
        EventKind::Question => AwaitingComplainant,
        EventKind::Answer => Answered,
        EventKind::Redirected => Redirected,
        EventKind::Closed => Closed,
        EventKind::Withdrawn => Withdrawn,
        EventKind::Escalated => Escalated,
        _ => case.status,
    }
}

/// What an event changes in the case besides its holder.
fn settle(case: &mut Case, event: &Event, now: UnixMillis) {
    case.status = event.status;
    match event.kind {
        EventKind::Answer | EventKind::Closed | EventKind::Withdrawn | EventKind::Redirected => {
            case.settled_at = Some(now);
            case.outcome = event.outcome;
            case.open_questions.clear();
        }
        EventKind::Reopened => {
            case.outcome = None;
            case.settled_at = None;
            case.rated = false;
        }
        EventKind::Escalated => {
            case.escalated = true;
            case.outcome = None;
            case.settled_at = None;
            case.rated = false;
            case.open_questions.clear();
        }
        EventKind::Rated => case.rated = true,
        // A question after an answer: an answer is owed again.
        _ if case.status.awaits_answer() => {
            case.outcome = None;
            case.settled_at = None;
        }
        _ => {}
    }
}
