//! What happened in a case: the entries of its timeline.
//!
//! In: nothing. Out: the shapes of events and of those who cause them. Never: numbering or hashing
//! (the register does both when it writes an event).

use crate::agency::Slug;
use crate::status::{CaseStatus, Outcome, names};

/// On whose behalf a peer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The person who filed.
    Complainant,
    /// Somebody who treats the case.
    Caseworker,
    /// The node itself: a rule, an alarm.
    System,
}

names!(Role { Complainant => "complainant", Caseworker => "caseworker", System => "system" });

/// Who causes an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The complainant, who proved the access code.
    Complainant,
    /// A caseworker of the agency, by name.
    Caseworker {
        /// As the token names them.
        name: String,
    },
    /// Another node, for its complainant or its caseworker.
    Peer {
        /// The peer's identifier here.
        peer: Slug,
        /// For whom it speaks.
        role: Role,
    },
    /// A rule of this node.
    System,
}

impl Actor {
    /// For whom the actor speaks.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Complainant => Role::Complainant,
            Self::Caseworker { .. } => Role::Caseworker,
            Self::Peer { role, .. } => *role,
            Self::System => Role::System,
        }
    }

    /// The peer that relays it, if one does.
    #[must_use]
    pub const fn peer(&self) -> Option<&Slug> {
        match self {
            Self::Peer { peer, .. } => Some(peer),
            _ => None,
        }
    }
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The case was filed.
    Filed,
    /// Somebody took it up.
    Acknowledged,
    /// A caseworker became responsible for it. Internal.
    Assigned,
    /// A question to the complainant, which expects an answer.
    Question,
    /// Correspondence; with `in_reply_to`, the answer to a question.
    Message,
    /// The answer on the substance.
    Answer,
    /// Another body is competent.
    Redirected,
    /// It is being sent to a peer.
    Forwarding,
    /// A peer has it on its register.
    Forwarded,
    /// The complainant brought it to the Mediator.
    Escalated,
    /// It ended, with an outcome.
    Closed,
    /// The complainant took it back.
    Withdrawn,
    /// The complainant was not satisfied.
    Reopened,
    /// The complainant judged the treatment.
    Rated,
    /// A note among caseworkers. Internal.
    Note,
    /// The deadline is near. Internal.
    Reminder,
    /// The deadline has passed without an answer.
    Overdue,
    /// The peer that held it has left, or never got it: the agency has it again.
    Returned,
    /// Its category was told from its text, or changed by a caseworker. Internal.
    Categorised,
    /// A deliberation concerns it. Internal.
    DeliberationLinked,
    /// A deliberation concerns it no more. Internal.
    DeliberationUnlinked,
    /// A caseworker found that another case is about the same. Internal.
    Linked,
    /// A caseworker found that it is not. Internal.
    Unlinked,
    /// A caseworker took it out of a wave. Internal.
    Singled,
}

names!(EventKind {
    Filed => "filed", Acknowledged => "acknowledged", Assigned => "assigned", Question => "question",
    Message => "message", Answer => "answer", Redirected => "redirected", Forwarding => "forwarding",
    Forwarded => "forwarded", Escalated => "escalated", Closed => "closed", Withdrawn => "withdrawn",
    Reopened => "reopened", Rated => "rated", Note => "note", Reminder => "reminder",
    Overdue => "overdue", Returned => "returned", Categorised => "categorised",
    DeliberationLinked => "deliberation_linked", DeliberationUnlinked => "deliberation_unlinked",
    Linked => "linked", Unlinked => "unlinked", Singled => "singled",
});

impl EventKind {
    /// Whether the complainant and the peers concerned see it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(
            self,
            Self::Assigned
                | Self::Note
                | Self::Reminder
                | Self::Categorised
                | Self::DeliberationLinked
                | Self::DeliberationUnlinked
        ) && !self.is_of_others()
    }

    /// Whether it says that there is somebody else's case, which is not even told to exist.
    #[must_use]
    pub const fn is_of_others(self) -> bool {
        matches!(self, Self::Linked | Self::Unlinked | Self::Singled)
    }

    /// Whether a peer that shares the case is told. What tells of the exchange itself stays here:
    /// the peer knows it from the filing. So does what a register says of its own deadline: each side has its own.
    #[must_use]
    pub const fn is_relayed(self) -> bool {
        self.is_public()
            && !matches!(
                self,
                Self::Filed | Self::Forwarding | Self::Forwarded | Self::Escalated | Self::Overdue | Self::Returned
            )
    }
}

/// What a message is about, where it concerns the data themselves (law 09-08, articles 7 to 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Who the complainant is.
    Correction,
    /// That what was written be erased.
    Erasure,
}

names!(About { Correction => "correction", Erasure => "erasure" });

/// One entry of a timeline, before the register gives it its number, time and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What kind of entry.
    pub kind: EventKind,
    /// Who caused it.
    pub actor: Actor,
    /// The case's status after it.
    pub status: CaseStatus,
    /// What was written.
    pub text: Option<String>,
    /// The number of the question it answers.
    pub in_reply_to: Option<u32>,
    /// How the case ended.
    pub outcome: Option<Outcome>,
    /// 1 (bad) to 5 (good).
    pub rating: Option<u8>,
    /// The peer it goes to, who it is assigned to, its category, the deliberation, or another case's reference.
    pub to: Option<String>,
    /// The case's reference at that peer.
    pub peer_reference: Option<String>,
    /// Whether whoever gets it shall hurry.
    pub urgent: bool,
    /// What a message is about, if it is about the data.
    pub about: Option<About>,
    /// Of a redirection: to a body that is no peer, so that nobody treats the case any more.
    pub outside: bool,
    /// Of a category that was told from a text: how many in a hundred such answers are right.
    pub confidence: Option<u8>,
}

impl Event {
    /// An entry with nothing but its kind, actor and status.
    #[must_use]
    pub const fn bare(kind: EventKind, actor: Actor, status: CaseStatus) -> Self {
        Self {
            kind,
            actor,
            status,
            text: None,
            in_reply_to: None,
            outcome: None,
            rating: None,
            to: None,
            peer_reference: None,
            urgent: false,
            about: None,
            outside: false,
            confidence: None,
        }
    }
}
