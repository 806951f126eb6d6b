//! Points in time as values. Nothing here knows what time it is.
//!
//! In: milliseconds since 1970-01-01T00:00:00Z. Out: RFC 3339 text in UTC, civil dates.
//! Never: a clock, time zones (see `calendar`).

/// Milliseconds in one day.
pub const DAY_MS: i64 = 86_400_000;

/// A point in time: milliseconds since the Unix epoch, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UnixMillis(pub i64);

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilDate {
    /// Year, for example 2026.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl CivilDate {
    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i64 {
        days_from_civil(self.year, self.month as i64, self.day as i64)
    }

    /// The day that lies `days` after 1970-01-01.
    #[must_use]
    pub const fn from_days(days: i64) -> Self {
        civil_from_days(days)
    }

    /// The day of the same number some months later; the last one of a month that has no such day.
    #[must_use]
    pub const fn plus_months(self, months: u32) -> Self {
        let month = self.year * 12 + self.month as i64 - 1 + months as i64;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let last = days_in_month(year, month);
        let day = if self.day as i64 > last { last } else { self.day as i64 };
        Self { year, month: month as u8, day: day as u8 }
    }
}

impl UnixMillis {
    /// This time moved by `ms` milliseconds; stays at the end of the range instead of wrapping.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This time moved by whole days.
    #[must_use]
    pub const fn plus_days(self, days: u32) -> Self {
        self.plus_ms(DAY_MS.saturating_mul(days as i64))
    }

    /// The calendar day at this moment, at `utc_offset_minutes` east of Greenwich.
    #[must_use]
    pub const fn civil_date(self, utc_offset_minutes: i32) -> CivilDate {
        let local = self.0.saturating_add(utc_offset_minutes as i64 * 60_000);
        civil_from_days(local.div_euclid(DAY_MS))
    }

    /// RFC 3339 in UTC with milliseconds: `2026-11-22T14:05:09.120Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let date = self.civil_date(0);
        let ms = self.0.rem_euclid(DAY_MS);
        let (h, m, s, f) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        format!("{:04}-{:02}-{:02}T{h:02}:{m:02}:{s:02}.{f:03}Z", date.year, date.month, date.day)
    }

    /// Reads RFC 3339 with any offset; fractions beyond milliseconds are cut off.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (date, rest) = (text.get(..10)?, text.get(10..)?);
        let mut parts = date.split('-');
        let year: i64 = digits(parts.next()?, 4)?;
        let month = digits(parts.next()?, 2)?;
        let day = digits(parts.next()?, 2)?;
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (hour, minute, second) =
            (digits(rest.get(..2)?, 2)?, digits(rest.get(3..5)?, 2)?, digits(rest.get(6..8)?, 2)?);
        if rest.get(2..3)? != ":" || rest.get(5..6)? != ":" {
            return None;
        }
        let tail = rest.get(8..)?;
        let zone_at = tail.find(['Z', 'z', '+', '-'])?;
        let (fraction, zone) = (tail.get(..zone_at)?, tail.get(zone_at..)?);
        let ms = fraction_ms(fraction)?;
        let in_range = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        if !in_range || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let days = days_from_civil(year, month, day);
        let of_day = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
        Some(Self(days * DAY_MS + of_day - offset_ms(zone)?))
    }
}

fn digits(text: &str, width: usize) -> Option<i64> {
    let all_digits = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    if all_digits { text.parse().ok() } else { None }
}

fn fraction_ms(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let figures = text.strip_prefix('.')?;
    if figures.is_empty() || !figures.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let padded: String = figures.chars().chain("000".chars()).take(3).collect();
    padded.parse().ok()
}

fn offset_ms(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

// The two conversions follow Howard Hinnant's "chrono-compatible low-level date algorithms":
// years begin in March, so that the leap day is the last of its year.
const fn civil_from_days(days: i64) -> CivilDate {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    CivilDate {
        year: yoe + era * 400 + if month <= 2 { 1 } else { 0 },
        month: month as u8,
        day: (doy - (153 * mp + 2) / 5 + 1) as u8,
    }
}

const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = if month > 2 { month - 3 } else { month + 9 };
    let doy = (153 * mp + 2) / 5 + day - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_moments_are_written_and_read() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_827_696_789, "2000-02-29T12:34:56.789Z"),
            (1_795_356_309_120, "2026-11-22T14:05:09.120Z"),
        ] {
            assert_eq!(UnixMillis(ms).to_rfc3339(), text);
            assert_eq!(UnixMillis::parse_rfc3339(text), Some(UnixMillis(ms)));
        }
    }

    #[test]
    fn offsets_are_taken_out() {
        let utc = UnixMillis::parse_rfc3339("2026-11-22T14:05:09Z");
        assert_eq!(UnixMillis::parse_rfc3339("2026-11-22T15:05:09+01:00"), utc);
        assert_eq!(UnixMillis::parse_rfc3339("2026-11-22t09:05:09.000999-05:00"), utc);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "2026",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+1:00",
            "٢٠٢٦-01-01T00:00:00Z",
        ] {
            assert_eq!(UnixMillis::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn the_new_year_comes_earlier_in_the_east() {
        let t = UnixMillis::parse_rfc3339("2026-12-31T23:30:00Z").unwrap();
        assert_eq!(t.civil_date(0).year, 2026);
        assert_eq!(t.civil_date(60).year, 2027);
    }

    proptest! {
        #[test]
        fn writing_and_reading_is_the_identity(ms in 0i64..253_402_300_799_999) {
            prop_assert_eq!(UnixMillis::parse_rfc3339(&UnixMillis(ms).to_rfc3339()), Some(UnixMillis(ms)));
        }

        #[test]
        fn any_text_is_answered_without_a_panic(text in ".*") {
            let _ = UnixMillis::parse_rfc3339(&text);
        }
    }
}
