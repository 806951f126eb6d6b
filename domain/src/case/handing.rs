//! Cases between bodies: from whom one comes, that a peer has it, that another one shall, that none will.
//!
//! In: a case, and the peers concerned. Out: a `Decision` or a `Refusal`. Never: sending.

use super::{Actor, Case, CaseStatus, Decision, Event, EventKind, Reason, Refusal, Slug};
use CaseStatus::{Closed, Forwarded, Received, Redirected, UnderReview, Withdrawn};

/// From whom a case comes that was not filed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The peer.
    pub by: Slug,
    /// Whether it asks to hurry, which counts only if it is the Mediator.
    pub urgent: bool,
    /// The peers that have had the case before.
    pub been: Vec<Slug>,
}

/// What follows when a peer has put the case on its register. `spoke`: it has told something of the case
/// already, so that its acknowledgement comes late and moves nothing back.
#[must_use]
pub fn delivered(case: &Case, peer: &Slug, peer_reference: &str, spoke: bool) -> Decision {
    let mut case = case.clone();
    if matches!(case.status, Received | UnderReview) && case.holder.as_ref() == Some(peer) && !spoke {
        case.status = Forwarded;
    }
    let mut event = Event::bare(EventKind::Forwarded, Actor::System, case.status);
    event.to = Some(peer.as_str().to_owned());
    event.peer_reference = Some(peer_reference.to_owned());
    Decision { events: vec![event], case, hand_to: None }
}

/// A case is handed to another peer by hand, because the one that should hold it takes nothing.
///
/// # Errors
/// That peer does not hold it, the case came from the other one, or it has ended.
pub fn hand_on(case: &Case, from: &Slug, to: &Slug) -> Result<Decision, Refusal> {
    match case.status {
        Withdrawn => return Err(Refusal::NotPossible(Reason::Withdrawn)),
        Closed => return Err(Refusal::NotPossible(Reason::Closed)),
        _ if case.holder.as_ref() != Some(from) => return Err(Refusal::NotPossible(Reason::HeldByPeer)),
        _ if case.origin.as_ref() == Some(to) => return Err(Refusal::NotPermitted),
        _ => {}
    }
    let mut event = Event::bare(EventKind::Forwarding, Actor::System, case.status);
    event.to = Some(to.as_str().to_owned());
    let case = Case { holder: Some(to.clone()), ..case.clone() };
    Ok(Decision { events: vec![event], case, hand_to: Some(to.clone()) })
}

/// What follows when the peer that should treat a case never will: the agency has it again. `None` if that peer does
/// not hold it, or it has ended.
#[must_use]
pub fn take_back(case: &Case, from: &Slug) -> Option<Decision> {
    if case.holder.as_ref() != Some(from) || matches!(case.status, Withdrawn | Closed) {
        return None;
    }
    let mut case = Case { holder: None, ..case.clone() };
    if matches!(case.status, Forwarded | Redirected) {
        // Whoever it was passed on to does not have it: nothing is settled.
        case = Case { status: case.at_work(), outcome: None, settled_at: None, ..case };
    }
    let mut event = Event::bare(EventKind::Returned, Actor::System, case.status);
    event.to = Some(from.as_str().to_owned());
    Some(Decision { events: vec![event], case, hand_to: None })
}
