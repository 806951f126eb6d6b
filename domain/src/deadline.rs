//! When an answer is due. In: when the period began, how long it is, the agency's clocks. Out: a moment, and whether
//! it has passed.
//!
//! Sources: decree 2-17-265 (sixty days for an answer); law 14-16, article 32 (two months for an answer to the
//! Mediator, one if it is urgent); code of obligations and contracts, articles 131 to 133 (the day from which one
//! counts is not counted; the period ends with its last day). A period ends with the *local calendar day*: whoever is
//! answered at five to midnight in Rabat is answered in time, in Ramadan too. Months are those of the calendar; an
//! agency that reads article 132 (thirty days each) writes days. A last day that is a holiday is not moved: the date
//! that people are told is never later than the law's.
//! Never: a clock, holidays, stopping the count while a question is open (no text says that it stops).

use crate::calendar::Zone;
use crate::status::{CaseStatus, Kind, names};
use crate::time::{CivilDate, DAY_MS, UnixMillis};

/// A length of time as people agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Whole days.
    Days(u32),
    /// Months of the calendar.
    Months(u32),
}

/// The longest period that can be configured, in days.
pub const DAYS_MAX: u32 = 3_650;
/// The same in months.
pub const MONTHS_MAX: u32 = 120;

impl Period {
    /// Reads ISO 8601 durations of days or of months: `P60D`, `P2M`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |unit: char| {
            let figures = text.strip_prefix('P')?.strip_suffix(unit)?;
            let plain = (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
            figures.parse::<u32>().ok().filter(|n| plain && *n > 0)
        };
        let days = number('D').filter(|n| *n <= DAYS_MAX).map(Self::Days);
        days.or_else(|| number('M').filter(|n| *n <= MONTHS_MAX).map(Self::Months))
    }

    /// The same text again.
    #[must_use]
    pub fn to_text(self) -> String {
        match self {
            Self::Days(n) => format!("P{n}D"),
            Self::Months(n) => format!("P{n}M"),
        }
    }
}

/// What an answer is owed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the complainant, from the filing on.
    Answer,
    /// To the complainant who was not satisfied, from the reopening on.
    Reopened,
    /// To the Mediator, from when the case came from there or was brought there.
    Mediator,
    /// To the Mediator who says that it is urgent.
    MediatorUrgent,
}

names!(Step {
    Answer => "answer", Reopened => "reopened", Mediator => "mediator", MediatorUrgent => "mediator_urgent",
});

/// An agency's periods, as far as they differ from its days for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// For an answer to a filing of one kind.
    pub kinds: Vec<(Kind, Period)>,
    /// For a step, whatever the kind.
    pub steps: Vec<(Step, Period)>,
    /// How many days before the end the desk is reminded; 0 for not at all.
    pub remind_days: u32,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { kinds: Vec::new(), steps: Vec::new(), remind_days: 7 }
    }
}

impl Deadlines {
    /// How long a step may take. `answer_within_days`: what holds where nothing else is said.
    #[must_use]
    pub fn within(&self, kind: Kind, step: Step, answer_within_days: u32) -> Period {
        let of_step = self.steps.iter().find(|(s, _)| *s == step).map(|(_, p)| *p);
        let of_kind = || self.kinds.iter().find(|(k, _)| *k == kind).map(|(_, p)| *p);
        let of_agency = || of_kind().unwrap_or(Period::Days(answer_within_days));
        of_step.unwrap_or_else(|| match step {
            Step::Answer | Step::Reopened => of_agency(),
            Step::Mediator => Period::Months(2),
            Step::MediatorUrgent => Period::Months(1),
        })
    }

    /// The moment from which a deadline is near.
    #[must_use]
    pub const fn remind_at(&self, due_at: UnixMillis) -> UnixMillis {
        due_at.plus_ms(-(self.remind_days as i64) * DAY_MS)
    }
}

/// The end of the last local day of a period; the day on which it begins does not count.
#[must_use]
pub fn due_at(from: UnixMillis, within: Period, zone: &Zone) -> UnixMillis {
    let first = zone.day_of(from);
    let last = match within {
        Period::Days(days) => CivilDate::from_days(first.days() + i64::from(days)),
        Period::Months(months) => first.plus_months(months),
    };
    zone.end_of(last)
}

/// Whether an answer that is still owed is late.
#[must_use]
pub fn overdue(status: CaseStatus, due_at: UnixMillis, now: UnixMillis) -> bool {
    status.awaits_answer() && now > due_at
}

/// Whether an answer that is still owed must come soon.
#[must_use]
pub fn due_soon(status: CaseStatus, due_at: UnixMillis, deadlines: &Deadlines, now: UnixMillis) -> bool {
    status.awaits_answer() && now <= due_at && deadlines.remind_days > 0 && now >= deadlines.remind_at(due_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::morocco;

    fn at(text: &str) -> UnixMillis {
        UnixMillis::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn sixty_days_end_with_the_sixtieth_day() {
        let due = due_at(at("2026-11-22T14:05:09Z"), Period::Days(60), &Zone::fixed(60));
        assert_eq!(due.to_rfc3339(), "2027-01-21T22:59:59.000Z");
        assert!(!overdue(CaseStatus::UnderReview, due, due));
        assert!(overdue(CaseStatus::UnderReview, due, due.plus_ms(1)));
        assert!(!overdue(CaseStatus::Answered, due, due.plus_ms(1)));
    }

    #[test]
    fn a_filing_before_midnight_counts_from_its_local_day() {
        let late = at("2026-11-22T23:30:00Z");
        assert_eq!(due_at(late, Period::Days(1), &Zone::fixed(60)).to_rfc3339(), "2026-11-24T22:59:59.000Z");
        assert_eq!(due_at(late, Period::Days(1), &Zone::fixed(0)).to_rfc3339(), "2026-11-23T23:59:59.000Z");
    }

    #[test]
    fn the_clocks_of_the_last_day_count_and_not_those_of_the_first() {
        // Filed at GMT+1, due in Ramadan, at GMT.
        let due = due_at(at("2026-12-15T10:00:00Z"), Period::Days(60), &morocco());
        assert_eq!(due.to_rfc3339(), "2027-02-13T23:59:59.000Z");
        // And the other way: filed at half past midnight of the first day of Ramadan's time.
        let due = due_at(at("2027-02-07T23:30:00Z"), Period::Months(2), &morocco());
        assert_eq!(due.to_rfc3339(), "2027-04-07T22:59:59.000Z");
    }

    #[test]
    fn months_end_on_the_day_of_the_same_number_or_on_the_last() {
        let month = |from: &str, n| morocco().day_of(due_at(at(from), Period::Months(n), &morocco()));
        for (from, months, (year, month_due, day)) in [
            ("2026-12-31T09:00:00Z", 2, (2027, 2, 28)),
            ("2027-12-30T09:00:00Z", 2, (2028, 2, 29)),
            ("2026-11-30T09:00:00Z", 1, (2026, 12, 30)),
            ("2026-11-15T09:00:00Z", 120, (2036, 11, 15)),
        ] {
            assert_eq!(month(from, months), CivilDate { year, month: month_due, day }, "{from} + {months}");
        }
    }

    #[test]
    fn the_law_holds_where_the_agency_says_nothing() {
        let law = Deadlines::default();
        assert_eq!(law.within(Kind::Complaint, Step::Answer, 60), Period::Days(60));
        assert_eq!(law.within(Kind::Complaint, Step::Reopened, 60), Period::Days(60));
        assert_eq!(law.within(Kind::Complaint, Step::Mediator, 60), Period::Months(2));
        assert_eq!(law.within(Kind::Complaint, Step::MediatorUrgent, 60), Period::Months(1));
    }

    #[test]
    fn a_step_outweighs_a_kind_and_a_kind_the_agency() {
        let own = Deadlines {
            kinds: vec![(Kind::Suggestion, Period::Months(4))],
            steps: vec![(Step::Reopened, Period::Days(15))],
            ..Deadlines::default()
        };
        assert_eq!(own.within(Kind::Suggestion, Step::Answer, 60), Period::Months(4));
        assert_eq!(own.within(Kind::Suggestion, Step::Reopened, 60), Period::Days(15));
        assert_eq!(own.within(Kind::Complaint, Step::Answer, 30), Period::Days(30));
    }

    #[test]
    fn periods_are_read_as_iso_8601_writes_them() {
        for (text, period) in [("P60D", Period::Days(60)), ("P2M", Period::Months(2)), ("P3650D", Period::Days(3650))] {
            assert_eq!(Period::parse(text), Some(period));
            assert_eq!(period.to_text(), text);
        }
        for bad in ["", "P", "PD", "P0D", "60", "P60", "P-1D", "P3651D", "P121M", "P1Y", "PT5M", "P1M2D", "p2m", "P٢M"]
        {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn soon_is_before_late() {
        let (deadlines, due) = (Deadlines::default(), at("2027-01-21T22:59:59Z"));
        let soon = |now| due_soon(CaseStatus::Received, due, &deadlines, now);
        assert!(!soon(due.plus_ms(-7 * DAY_MS - 1)));
        assert!(soon(due.plus_ms(-7 * DAY_MS)) && soon(due));
        assert!(!soon(due.plus_ms(1)));
        let never = Deadlines { remind_days: 0, ..Deadlines::default() };
        assert!(!due_soon(CaseStatus::Received, due, &never, due));
    }
}
