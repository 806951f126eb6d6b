//! Local days of a place: which calendar day it is there, and when that day ends.
//!
//! In: what the clocks of a zone show from when on, as values (the worker resolves the zone's IANA name through its
//! runtime; nothing here knows a zone by name). Out: offsets, days, the ends of days. Source: decree 2-18-855
//! (26 October 2018) on legal time, GMT+1, which is suspended around Ramadan: two changes a year that follow the moon.
//! Never: a table of zones, a clock.

use crate::time::{CivilDate, DAY_MS, UnixMillis};

/// How far apart a zone is looked at for changes: no change lasts less than a week.
const STRIDE_MS: i64 = 7 * DAY_MS;
/// Changes happen on whole minutes.
const MINUTE_MS: i64 = 60_000;

/// A change of a zone's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The first moment of the new offset.
    pub at: UnixMillis,
    /// Minutes east of Greenwich from then on.
    pub offset_minutes: i32,
}

/// The clocks of one place over some years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zone {
    /// The IANA name; empty for an offset that never changes.
    pub name: String,
    /// Minutes east of Greenwich before the first shift.
    pub offset_minutes: i32,
    /// Changes, oldest first.
    pub shifts: Vec<Shift>,
}

impl Zone {
    /// Clocks that never change.
    #[must_use]
    pub const fn fixed(offset_minutes: i32) -> Self {
        Self { name: String::new(), offset_minutes, shifts: Vec::new() }
    }

    /// The changes of a zone between two moments. `offset_at` says what its clocks show at one; `None` from it: the
    /// zone is not known, and there is no answer.
    pub fn probed(
        name: &str,
        from: UnixMillis,
        to: UnixMillis,
        offset_at: impl Fn(UnixMillis) -> Option<i32>,
    ) -> Option<Self> {
        let first = offset_at(from)?;
        let mut zone = Self { name: name.to_owned(), offset_minutes: first, shifts: Vec::new() };
        let (mut before, mut offset) = (from, first);
        while before < to {
            let after = before.plus_ms(STRIDE_MS);
            let next = offset_at(after)?;
            if next != offset {
                zone.shifts.push(Shift { at: first_moment(before, after, offset, &offset_at)?, offset_minutes: next });
            }
            (before, offset) = (after, next);
        }
        Some(zone)
    }

    /// Minutes east of Greenwich at a moment.
    #[must_use]
    pub fn offset_at(&self, at: UnixMillis) -> i32 {
        let last = self.shifts.iter().take_while(|shift| shift.at <= at).last();
        last.map_or(self.offset_minutes, |shift| shift.offset_minutes)
    }

    /// The local calendar day of a moment.
    #[must_use]
    pub fn day_of(&self, at: UnixMillis) -> CivilDate {
        at.civil_date(self.offset_at(at))
    }

    /// The last second of a local day; of two that are written alike, the later one.
    #[must_use]
    pub fn end_of(&self, day: CivilDate) -> UnixMillis {
        let written = (day.days() + 1) * DAY_MS - 1_000;
        let moment = |offset: i32| UnixMillis(written - i64::from(offset) * MINUTE_MS);
        let near = [-DAY_MS, DAY_MS].map(|ms| self.offset_at(UnixMillis(written + ms)));
        let real = near.into_iter().filter(|offset| self.offset_at(moment(*offset)) == *offset).map(moment).max();
        real.unwrap_or_else(|| moment(near.into_iter().min().unwrap_or(self.offset_minutes)))
    }
}

/// The first moment at which the clocks no longer show `offset`, to the minute.
fn first_moment(
    mut before: UnixMillis,
    mut after: UnixMillis,
    offset: i32,
    offset_at: impl Fn(UnixMillis) -> Option<i32>,
) -> Option<UnixMillis> {
    while after.0 - before.0 > MINUTE_MS {
        let half = UnixMillis((before.0 + after.0).div_euclid(2 * MINUTE_MS) * MINUTE_MS);
        if half <= before {
            break;
        }
        if offset_at(half)? == offset { before = half } else { after = half }
    }
    Some(after)
}

/// Whether a text can be the name of a zone in the IANA data base.
#[must_use]
pub fn is_zone_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+' | b'/'))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn at(text: &str) -> UnixMillis {
        UnixMillis::parse_rfc3339(text).unwrap()
    }

    /// Morocco's clocks over three years, as the IANA data base (2025b) has them.
    pub(crate) fn morocco() -> Zone {
        let shift = |text, offset_minutes| Shift { at: at(text), offset_minutes };
        Zone {
            name: "Africa/Casablanca".into(),
            offset_minutes: 60,
            shifts: vec![
                shift("2025-02-23T02:00:00Z", 0),
                shift("2025-04-06T02:00:00Z", 60),
                shift("2026-02-15T02:00:00Z", 0),
                shift("2026-03-22T02:00:00Z", 60),
                shift("2027-02-07T02:00:00Z", 0),
                shift("2027-03-14T02:00:00Z", 60),
            ],
        }
    }

    #[test]
    fn the_day_ends_an_hour_later_in_ramadan() {
        let zone = morocco();
        let day = |year, month, day| CivilDate { year, month, day };
        assert_eq!(zone.end_of(day(2027, 1, 21)), at("2027-01-21T22:59:59Z"));
        assert_eq!(zone.end_of(day(2027, 2, 20)), at("2027-02-20T23:59:59Z"));
        // The days of the changes themselves: one of 25 hours, one of 23.
        assert_eq!(zone.end_of(day(2027, 2, 6)), at("2027-02-06T22:59:59Z"));
        assert_eq!(zone.end_of(day(2027, 2, 7)), at("2027-02-07T23:59:59Z"));
        assert_eq!(zone.end_of(day(2027, 3, 14)), at("2027-03-14T22:59:59Z"));
    }

    #[test]
    fn every_end_of_a_day_lies_in_that_day_and_the_next_second_in_the_next() {
        let zone = morocco();
        for days in 19_724..20_900 {
            let day = CivilDate::from_days(days);
            let end = zone.end_of(day);
            assert_eq!(zone.day_of(end), day);
            assert_eq!(zone.day_of(end.plus_ms(1_000)), CivilDate::from_days(days + 1));
        }
    }

    #[test]
    fn clocks_set_back_at_midnight_end_the_day_the_second_time() {
        // At 24:00 of the day the clocks go back to 23:00, as Cuba's did: its last hour happens twice.
        let zone = Zone {
            name: String::new(),
            offset_minutes: 60,
            shifts: vec![Shift { at: at("2026-10-31T23:00:00Z"), offset_minutes: 0 }],
        };
        assert_eq!(zone.end_of(CivilDate { year: 2026, month: 10, day: 31 }), at("2026-10-31T23:59:59Z"));
    }

    #[test]
    fn shifts_are_found_to_the_minute_by_asking_once_a_week() {
        let zone = morocco();
        let asked = std::cell::Cell::new(0);
        let ask = |at| {
            asked.set(asked.get() + 1);
            Some(zone.offset_at(at))
        };
        let (from, to) = (at("2025-01-01T12:34:56Z"), at("2027-12-31T00:00:00Z"));
        assert_eq!(Zone::probed("Africa/Casablanca", from, to, ask).unwrap(), zone);
        assert!(asked.get() < 260, "{}", asked.get());
        assert_eq!(Zone::probed("Nowhere/At_All", from, to, |_| None), None);
    }

    #[test]
    fn names_of_zones_are_told_from_other_texts() {
        for good in ["Africa/Casablanca", "UTC", "Etc/GMT+1", "America/Argentina/Buenos_Aires"] {
            assert!(is_zone_name(good), "{good}");
        }
        for bad in ["", "+01:00", "Africa/Casablanca\n", "a b", "é", &"a".repeat(65)] {
            assert!(!is_zone_name(bad), "{bad}");
        }
    }
}
