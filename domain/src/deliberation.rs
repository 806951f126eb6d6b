//! A deliberation: two bodies talk about what many cases have in common, and come to a conclusion.
//!
//! In: how it stands, and what somebody does, here or at the other side. Out: how it stands then, or why not.
//! Both sides come to the same however their words cross: it stands at the highest round that was told of, concluded if
//! that round is. Never: a case's data, storing, sending, or who may speak.

use crate::case::Reason;
use crate::status::names;

/// The most references that one word links or takes back.
pub const CASES_AT_ONCE: u32 = 100;
/// The most cases of one side that a deliberation is linked to.
pub const CASES_MAX: u32 = 2_000;

/// What every step's name begins with: no kind of a case's entry does.
pub const DELIBERATION: &str = "deliberation.";

/// What happens in a deliberation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It begins: a subject, and a first text.
    Opened,
    /// A word, with documents or without.
    Message,
    /// It concerns these cases too.
    Linked,
    /// It does not concern these cases after all.
    Unlinked,
    /// The conclusion. It stands until somebody reopens.
    Concluded,
    /// It goes on.
    Reopened,
}

names!(Step {
    Opened => "deliberation.opened", Message => "deliberation.message", Linked => "deliberation.linked",
    Unlinked => "deliberation.unlinked", Concluded => "deliberation.concluded", Reopened => "deliberation.reopened",
});

impl Step {
    /// The name without what stands before each of them.
    #[must_use]
    pub fn short(self) -> &'static str {
        self.name().split_once('.').map_or("", |(_, name)| name)
    }

    /// Whether it needs a text.
    #[must_use]
    pub const fn has_text(self) -> bool {
        !matches!(self, Self::Linked | Self::Unlinked)
    }
}

/// What became of a recommendation (law 14-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recommendation {
    /// The administration does as recommended.
    Accepted,
    /// It does not.
    NotAccepted,
}

names!(Recommendation { Accepted => "accepted", NotAccepted => "not_accepted" });

/// Where it stands, as lists name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Both sides write.
    Open,
    /// There is a conclusion.
    Concluded,
}

names!(Standing { Open => "open", Concluded => "concluded" });

/// How a deliberation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deliberation {
    /// How often it was begun: once when it was opened, and once more each time it was reopened.
    pub round: u32,
    /// Whether this round has come to a conclusion.
    pub concluded: bool,
}

impl Deliberation {
    /// One that has just been opened.
    pub const OPENED: Self = Self { round: 1, concluded: false };

    /// Where it stands.
    #[must_use]
    pub const fn standing(self) -> Standing {
        if self.concluded { Standing::Concluded } else { Standing::Open }
    }

    /// After somebody of this side has done it. Cases are linked and taken back at any time: what has the same cause is
    /// often found later.
    ///
    /// # Errors
    /// It is concluded, or it is not.
    pub const fn takes(self, step: Step) -> Result<Self, Reason> {
        match step {
            Step::Opened | Step::Linked | Step::Unlinked => Ok(self),
            Step::Message if self.concluded => Err(Reason::Concluded),
            Step::Message => Ok(self),
            Step::Concluded if self.concluded => Err(Reason::Concluded),
            Step::Concluded => Ok(Self { concluded: true, ..self }),
            Step::Reopened if self.concluded => Ok(Self { round: self.round.saturating_add(1), concluded: false }),
            Step::Reopened => Err(Reason::NotConcluded),
        }
    }

    /// After the other side has told of it, as of its round. A late word moves nothing back.
    #[must_use]
    pub fn told(self, step: Step, round: u32) -> Self {
        let told = match step {
            Step::Concluded => Self { round, concluded: true },
            Step::Reopened => Self { round, concluded: false },
            Step::Opened | Step::Message | Step::Linked | Step::Unlinked => self,
        };
        self.max(told)
    }
}

/// What is known of somebody whose case is linked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Somebody<'a> {
    /// The whole name.
    pub name: Option<&'a str>,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The telephone number, as E.164.
    pub phone: Option<&'a str>,
    /// The identity card's number.
    pub national_id: Option<&'a str>,
}

/// Digits of a telephone number that are the same however it is written: without the country, or the zero before it.
const PHONE_DIGITS: usize = 9;
/// Fewer characters name nobody.
const SHORTEST: usize = 5;

/// Letters and digits in one form: small, Arabic digits as the others.
fn plain(c: char) -> impl Iterator<Item = char> {
    let digit = match u32::from(c) {
        n @ 0x0660..=0x0669 => char::from_digit(n - 0x0660, 10),
        n @ 0x06F0..=0x06F9 => char::from_digit(n - 0x06F0, 10),
        _ => None,
    };
    digit.unwrap_or(c).to_lowercase()
}

/// The words of a text, a space around each.
fn words(text: &str) -> String {
    let mut found = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        found.extend(word.chars().flat_map(plain));
        found.push(' ');
    }
    found
}

/// Whether a text seems to name somebody: by the whole name, or by how they are reached or identified. A hint for whoever
/// writes, and no more: it knows no nickname, and no name that is declined.
#[must_use]
pub fn names_somebody(text: &str, who: &Somebody<'_>) -> bool {
    let words_of = words(text);
    let close: String = words_of.chars().filter(|c| !c.is_whitespace()).collect();
    let runs = |looked_for: String| looked_for.chars().count() >= SHORTEST && close.contains(&looked_for);
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(plain).collect::<String>();
    let name = who.name.map(words).filter(|name| name.split_whitespace().count() > 1);
    let phone = who.phone.map(bare).and_then(|digits| {
        let from = digits.len().checked_sub(PHONE_DIGITS)?;
        digits.get(from..).map(str::to_owned)
    });
    name.is_some_and(|name| words_of.contains(&name))
        || [who.email.map(bare), phone, who.national_id.map(bare)].into_iter().flatten().any(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_conclusion_stands_until_somebody_reopens() {
        let open = Deliberation::OPENED;
        let concluded = open.takes(Step::Concluded).unwrap();
        for step in [Step::Message, Step::Concluded] {
            assert!(open.takes(step).is_ok());
            assert_eq!(concluded.takes(step), Err(Reason::Concluded), "{step:?}");
        }
        for step in [Step::Linked, Step::Unlinked] {
            assert_eq!((open.takes(step), concluded.takes(step)), (Ok(open), Ok(concluded)), "{step:?}");
        }
        assert_eq!(open.takes(Step::Reopened), Err(Reason::NotConcluded));
        assert_eq!(concluded.takes(Step::Reopened), Ok(Deliberation { round: 2, concluded: false }));
    }

    #[test]
    fn a_late_conclusion_does_not_end_what_was_reopened() {
        let reopened = Deliberation { round: 2, concluded: false };
        assert_eq!(reopened.told(Step::Concluded, 1), reopened);
        assert_eq!(reopened.told(Step::Concluded, 2), Deliberation { round: 2, concluded: true });
    }

    #[test]
    fn steps_have_a_long_and_a_short_name() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.name()), Some(*step));
            assert!(step.name().ends_with(step.short()) && !step.short().contains('.'));
        }
    }

    const STEPS: [Step; 4] = [Step::Message, Step::Linked, Step::Concluded, Step::Reopened];

    proptest! {
        /// Two sides act as they can; what each says reaches the other in its order, whenever.
        #[test]
        fn both_sides_end_alike_however_their_words_cross(moves in proptest::collection::vec((0..2_usize, 0..6_usize), 0..60)) {
            let mut at = [Deliberation::OPENED; 2];
            let mut on_their_way: [std::collections::VecDeque<(Step, u32)>; 2] = Default::default();
            let hear = |at: &mut Deliberation, told: Option<(Step, u32)>| {
                if let Some((step, round)) = told {
                    *at = at.told(step, round);
                }
            };
            for (side, what) in moves {
                if let Some(step) = STEPS.get(what) {
                    if let Ok(after) = at[side].takes(*step) {
                        at[side] = after;
                        on_their_way[1 - side].push_back((*step, after.round));
                    }
                } else {
                    hear(&mut at[side], on_their_way[side].pop_front());
                }
            }
            for side in 0..2 {
                while let Some(told) = on_their_way[side].pop_front() {
                    hear(&mut at[side], Some(told));
                }
            }
            prop_assert_eq!(at[0], at[1]);
        }
    }

    #[test]
    fn a_text_that_names_somebody_is_noticed_however_it_is_written() {
        let who = Somebody {
            name: Some("Amal El Exemple"),
            email: Some("amal.exemple@example.org"),
            phone: Some("+212612345678"),
            national_id: Some("AB123456"),
        };
        for text in [
            "Le dossier d'AMAL  El-Exemple traîne.",
            "voir Amal.Exemple@Example.org",
            "au 06 12 34 56 78 ou",
            "au +212 6-12-34-56-78",
            "هاتف ٠٦١٢٣٤٥٦٧٨ من فضلكم",
            "CIN ab 123456",
        ] {
            assert!(names_somebody(text, &who), "{text}");
        }
        for text in ["", "Quarante dossiers de pension attendent le même décret.", "Amal attend.", "le 12/34/5678"] {
            assert!(!names_somebody(text, &who), "{text}");
        }
        assert!(!names_somebody("rien", &Somebody { name: Some("Rien"), phone: Some("1"), ..Somebody::default() }));
    }
}
