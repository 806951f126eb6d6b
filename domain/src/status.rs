//! Kinds, statuses and outcomes, with their stable names. Source: domain.md's terms and decree 2-17-265.
//!
//! Never: who may cause which move (that is `case`).

/// What was filed (decree 2-17-265, article 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The person suffered a prejudice or is not satisfied.
    Complaint,
    /// A view or a report without prejudice.
    Observation,
    /// A proposal.
    Suggestion,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseStatus {
    /// On the register; nobody has taken it up.
    Received,
    /// Another node has it on its register.
    Forwarded,
    /// A caseworker treats it.
    UnderReview,
    /// A question to the complainant is open.
    AwaitingComplainant,
    /// An answer on the substance was given.
    Answered,
    /// Handed over to the competent body.
    Redirected,
    /// Brought to the Mediator by the complainant.
    Escalated,
    /// Ended, with an outcome.
    Closed,
    /// Taken back by the complainant.
    Withdrawn,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The complaint was right.
    Upheld,
    /// It was right in part.
    PartlyUpheld,
    /// It was not right.
    NotUpheld,
    /// It could not be examined.
    Inadmissible,
    /// Another body is competent.
    Redirected,
    /// The complainant took it back.
    Withdrawn,
}

/// What a complainant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PersonKind {
    /// One person.
    #[default]
    Person,
    /// A company or an association, with its seat and a representative.
    Company,
    /// Several people, with one who speaks for them.
    Group,
}

/// How a filing came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// The widget on an agency's page.
    Widget,
    /// The hosted page.
    Page,
    /// A counter, with the help of an agent.
    Counter,
    /// By telephone.
    Phone,
    /// On paper.
    Mail,
    /// Another system.
    Api,
    /// A civic app that speaks Open311.
    Open311,
}

macro_rules! names {
    ($type:ty { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name in the contract, the store and the words.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads the stable name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use names;

names!(PersonKind { Person => "person", Company => "company", Group => "group" });
names!(Kind { Complaint => "complaint", Observation => "observation", Suggestion => "suggestion" });
names!(CaseStatus {
    Received => "received", Forwarded => "forwarded", UnderReview => "under_review",
    AwaitingComplainant => "awaiting_complainant", Answered => "answered", Redirected => "redirected",
    Escalated => "escalated", Closed => "closed", Withdrawn => "withdrawn",
});
names!(Outcome {
    Upheld => "upheld", PartlyUpheld => "partly_upheld", NotUpheld => "not_upheld",
    Inadmissible => "inadmissible", Redirected => "redirected", Withdrawn => "withdrawn",
});
names!(Channel { Widget => "widget", Page => "page", Counter => "counter", Phone => "phone", Mail => "mail", Api => "api", Open311 => "open311" });

impl CaseStatus {
    /// Whether an answer is still owed, so that the deadline counts.
    #[must_use]
    pub const fn awaits_answer(self) -> bool {
        matches!(
            self,
            Self::Received | Self::Forwarded | Self::UnderReview | Self::AwaitingComplainant | Self::Escalated
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        assert!(CaseStatus::ALL.iter().all(|s| CaseStatus::parse(s.name()) == Some(*s)));
        assert!(Outcome::ALL.iter().all(|s| Outcome::parse(s.name()) == Some(*s)));
        assert!(Kind::ALL.iter().all(|s| Kind::parse(s.name()) == Some(*s)));
        assert!(Channel::ALL.iter().all(|s| Channel::parse(s.name()) == Some(*s)));
        assert_eq!(Kind::parse("ticket"), None);
    }
}
