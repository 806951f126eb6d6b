//! What a case may do next, and who may cause it. The only way a case changes.
//!
//! In: the case as it stands, its agency's rules, who asks, what for, and the time.
//! Out: the events that follow, the case after them, and the peer that has to get it, if any; or why not.
//! Never: storing, sending, or deciding for somebody who may not.

use crate::agency::{Agency, Slug};
use crate::event::{About, Actor, Event, EventKind, Role};
use crate::field_error::{FieldError, FieldErrorCode};
use crate::status::{CaseStatus, Kind, Outcome, names};
use crate::time::UnixMillis;
use thiserror::Error;

mod decide;
mod handing;
mod lapse;
pub mod path;
pub use decide::{decide, file, told_late};
pub use handing::{Handed, delivered, hand_on, take_back};
pub use lapse::{Notice, lapse};

/// A case as its register holds it, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What was filed.
    pub kind: Kind,
    /// Where it stands.
    pub status: CaseStatus,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
    /// When it was filed.
    pub received_at: UnixMillis,
    /// When an answer is due.
    pub due_at: UnixMillis,
    /// What was written down of the present deadline.
    pub noticed: Notice,
    /// When it was last answered or ended.
    pub settled_at: Option<UnixMillis>,
    /// The peer that treats it, if it is not the agency itself.
    pub holder: Option<Slug>,
    /// The peer it came from, if it was not filed here.
    pub origin: Option<Slug>,
    /// Whether the complainant brought it to the Mediator.
    pub escalated: bool,
    /// Whether the complainant has judged the present outcome.
    pub rated: bool,
    /// Numbers of its questions that nobody has answered.
    pub open_questions: Vec<u32>,
}

/// What somebody wants to do with a case. Texts are already in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Take it up.
    Acknowledge,
    /// Make somebody responsible.
    Assign {
        /// The caseworker's name.
        to: String,
    },
    /// Ask the complainant.
    Ask {
        /// The question.
        text: String,
    },
    /// Write.
    Message {
        /// The text.
        text: String,
        /// The question it answers.
        in_reply_to: Option<u32>,
    },
    /// Ask for a correction of the data or for their erasure, or say what became of it; also after the end.
    Request {
        /// Which of them.
        about: About,
        /// The text.
        text: String,
    },
    /// Answer on the substance.
    Answer {
        /// The answer.
        text: String,
    },
    /// Another body is competent.
    Redirect {
        /// The peer that is, if this node knows it.
        to: Option<Slug>,
        /// Why, and where.
        text: String,
        /// Of what a peer tells: that it treats the case no more, for it knows no peer that does.
        outside: bool,
    },
    /// Have a peer treat it.
    Forward {
        /// The peer.
        to: Slug,
        /// Why.
        text: Option<String>,
        /// Whether it shall hurry (law 14-16, article 32).
        urgent: bool,
    },
    /// End it.
    Close {
        /// How.
        outcome: Outcome,
        /// Why.
        text: Option<String>,
    },
    /// Give it another category of the agency.
    Categorise {
        /// The category.
        to: Slug,
    },
    /// Say that another case is about the same, or is not, or take it out of its wave.
    Place {
        /// Which of them: `Linked`, `Unlinked`, `Singled`.
        kind: EventKind,
        /// The other case's reference, or what the wave is called.
        to: String,
    },
    /// A note among caseworkers.
    Note {
        /// The note.
        text: String,
    },
    /// Note that a deliberation concerns it, or does no more.
    Link {
        /// The deliberation's reference.
        deliberation: String,
        /// Whether it does.
        linked: bool,
    },
    /// Take it back.
    Withdraw {
        /// Why.
        text: Option<String>,
    },
    /// Not satisfied.
    Reopen {
        /// Why.
        text: String,
    },
    /// Bring it to the Mediator.
    Escalate {
        /// What was tried with the administration, and what came of it.
        prior_steps: String,
        /// Whether the matter is before a court, if it was said.
        before_court: Option<bool>,
    },
    /// Judge the treatment.
    Rate {
        /// 1 (bad) to 5 (good).
        rating: u8,
        /// Why.
        text: Option<String>,
    },
}

/// What follows from a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The entries to write, in order.
    pub events: Vec<Event>,
    /// The case after them.
    pub case: Case,
    /// The peer that has to get the case itself.
    pub hand_to: Option<Slug>,
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Not now; the reason is one of a closed list.
    #[error("not possible now: {}", .0.name())]
    NotPossible(Reason),
    /// Not by this actor.
    #[error("this actor may not do that")]
    NotPermitted,
    /// Something in it is wrong.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
}

/// Why something is not possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The case has ended.
    Closed,
    /// The complainant took it back.
    Withdrawn,
    /// It is with the Mediator.
    AlreadyEscalated,
    /// Nothing was answered yet.
    NotAnswered,
    /// The time within which it could be reopened is over.
    ReopenPeriodOver,
    /// The present outcome was judged.
    AlreadyRated,
    /// This agency has no Mediator configured.
    NoMediator,
    /// Only a complaint can be brought to the Mediator.
    NotAComplaint,
    /// A peer treats it.
    HeldByPeer,
    /// Somebody took it up.
    AlreadyAcknowledged,
    /// What was written in it has been erased.
    Erased,
    /// A peer must still hear of it.
    StillOwed,
    /// It has not ended.
    StillOpen,
    /// The body that it shall go to has had it.
    BeenThere,
    /// It has been handed on too often.
    TooManyHops,
    /// No convention with the peer covers it.
    NotCovered,
    /// The convention with the peer is suspended.
    Suspended,
    /// The deliberation has come to its conclusion.
    Concluded,
    /// The deliberation has no conclusion yet.
    NotConcluded,
    /// The other side has left, or never took it.
    PeerLeft,
    /// It is in no wave.
    NotInWave,
}

names!(Reason {
    Closed => "closed", Withdrawn => "withdrawn", AlreadyEscalated => "already_escalated",
    NotAnswered => "not_answered", ReopenPeriodOver => "reopen_period_over", AlreadyRated => "already_rated",
    NoMediator => "no_mediator", NotAComplaint => "not_a_complaint", HeldByPeer => "held_by_peer",
    AlreadyAcknowledged => "already_acknowledged", Erased => "erased", StillOwed => "still_owed",
    StillOpen => "still_open", BeenThere => "been_there", TooManyHops => "too_many_hops",
    NotCovered => "not_covered", Suspended => "suspended", Concluded => "concluded",
    NotConcluded => "not_concluded", PeerLeft => "peer_left",
    NotInWave => "not_in_wave",
});

/// What a complainant can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComplainantAction {
    /// Write a message.
    Message,
    /// Take the case back.
    Withdraw,
    /// Have it treated again.
    Reopen,
    /// Bring it to the Mediator.
    Escalate,
    /// Judge the treatment.
    Rate,
}

names!(ComplainantAction {
    Message => "message", Withdraw => "withdraw", Reopen => "reopen", Escalate => "escalate", Rate => "rate",
});

impl Case {
    /// What the complainant can do now.
    #[must_use]
    pub fn actions(&self, agency: &Agency, now: UnixMillis) -> Vec<ComplainantAction> {
        let possible = |action: &ComplainantAction| {
            let command = match action {
                ComplainantAction::Message => Command::Message { text: String::new(), in_reply_to: None },
                ComplainantAction::Withdraw => Command::Withdraw { text: None },
                ComplainantAction::Reopen => Command::Reopen { text: String::new() },
                ComplainantAction::Escalate => {
                    Command::Escalate { prior_steps: String::new(), before_court: Some(false) }
                }
                ComplainantAction::Rate => Command::Rate { rating: 5, text: None },
            };
            decide(self, agency, &Actor::Complainant, command, now).is_ok()
        };
        ComplainantAction::ALL.iter().copied().filter(possible).collect()
    }

    /// Whether nothing more is expected of anybody: it was answered or has ended, and nobody treats it elsewhere.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.settled_at.is_some() && (self.status != CaseStatus::Redirected || self.holder.is_none())
    }

    /// The peers that are told of an event.
    #[must_use]
    pub fn told(&self, event: &Event) -> Vec<Slug> {
        if !event.kind.is_relayed() {
            return Vec::new();
        }
        let others = [&self.holder, &self.origin].into_iter().flatten();
        others.filter(|peer| event.actor.peer() != Some(*peer)).cloned().collect()
    }

    /// Where the case stands once nothing is asked of the complainant.
    const fn at_work(&self) -> CaseStatus {
        if self.escalated { CaseStatus::Escalated } else { CaseStatus::UnderReview }
    }
}

#[cfg(test)]
mod tests;
