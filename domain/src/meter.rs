//! A budget that grows back: how much of something may come in an hour.
//!
//! In: how many an hour, the time. Out: whether there is room for one more, or how long until there is.
//! Never: a clock, or anything but one number in memory.

/// Milliseconds of an hour.
pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;

/// A budget for an hour, as the moment when everything that was taken from it has grown back. It holds as
/// many at once as for an hour, and grows back evenly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Meter(i64);

impl Meter {
    /// The meter after one more, or how many milliseconds until there is room.
    pub(crate) fn after_one(self, per_hour: u32, now: i64) -> Result<Self, i64> {
        let Some(step) = HOUR_MS.checked_div(i64::from(per_hour)) else { return Err(HOUR_MS) };
        let full = self.0.max(now).saturating_add(step);
        let over = full.saturating_sub(now).saturating_sub(HOUR_MS);
        if over > 0 { Err(over) } else { Ok(Self(full)) }
    }

    /// The meter after one more, however much was taken: never fuller than full.
    pub(crate) fn after_one_more(self, per_hour: u32, now: i64) -> Self {
        self.after_one(per_hour, now).unwrap_or(self)
    }

    /// Whether anything of what was taken has still to grow back.
    pub(crate) const fn counts(self, now: i64) -> bool {
        self.0 > now
    }

    /// How many milliseconds until everything has grown back.
    pub(crate) const fn left_ms(self, now: i64) -> i64 {
        self.0.saturating_sub(now)
    }
}
