//! When an answer is due. In: the filing's time and the agency's days. Out: a moment, and whether it has passed.

use crate::status::CaseStatus;
use crate::time::{CivilDate, DAY_MS, UnixMillis};

/// The end of the last day within which an answer is due, in the agency's local time:
/// the day of filing does not count.
#[must_use]
pub fn due_at(received_at: UnixMillis, days: u32, utc_offset_minutes: i32) -> UnixMillis {
    let offset = i64::from(utc_offset_minutes) * 60_000;
    let local_day = (received_at.0 + offset).div_euclid(DAY_MS);
    let end_of_day = (local_day + i64::from(days) + 1) * DAY_MS - 1000;
    UnixMillis(end_of_day - offset)
}

/// Whether an answer that is still owed is late.
#[must_use]
pub fn overdue(status: CaseStatus, due_at: UnixMillis, now: UnixMillis) -> bool {
    status.awaits_answer() && now > due_at
}

/// The last day, as people read it.
#[must_use]
pub fn last_day(due_at: UnixMillis, utc_offset_minutes: i32) -> CivilDate {
    due_at.civil_date(utc_offset_minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_days_end_with_the_sixtieth_day() {
        let filed = UnixMillis::parse_rfc3339("2026-11-22T14:05:09Z").unwrap();
        let due = due_at(filed, 60, 60);
        assert_eq!(due.to_rfc3339(), "2027-01-21T22:59:59.000Z");
        assert_eq!(last_day(due, 60), CivilDate { year: 2027, month: 1, day: 21 });
        assert!(!overdue(CaseStatus::UnderReview, due, due));
        assert!(overdue(CaseStatus::UnderReview, due, due.plus_ms(1)));
        assert!(!overdue(CaseStatus::Answered, due, due.plus_ms(1)));
    }

    #[test]
    fn a_filing_before_midnight_counts_from_its_local_day() {
        let late = UnixMillis::parse_rfc3339("2026-11-22T23:30:00Z").unwrap();
        assert_eq!(due_at(late, 1, 60).to_rfc3339(), "2026-11-24T22:59:59.000Z");
        assert_eq!(due_at(late, 1, 0).to_rfc3339(), "2026-11-23T23:59:59.000Z");
    }
}
