//! How often a case is looked at that lies with a system which does not tell what happens there.
//!
//! In: how long it has been quiet, how often a look failed, a random number. Out: how long until the next look.
//! Never: a clock.

use crate::time::DAY_MS;

/// The shortest time between two looks, in milliseconds: a minute.
pub const SHORTEST_MS: i64 = 60_000;
/// The longest, in milliseconds: six hours, and the fifth that chance may add.
pub const LONGEST_MS: i64 = 6 * 3_600_000 * 6 / 5;
/// How long a case that was answered or has ended is still looked at, in milliseconds.
pub const AFTERWARDS_MS: i64 = 60 * DAY_MS;

/// How long until the next look: a twelfth of the time for which nothing has happened, so that an hour's silence is worth a
/// look every five minutes; after looks that failed, twice as long for each. `jitter`: 0 to 1000, adds up to a fifth.
#[must_use]
pub fn look_again_ms(quiet_ms: i64, failures: u32, jitter: u16) -> i64 {
    let longest = LONGEST_MS / 6 * 5;
    let by_failures = SHORTEST_MS.saturating_mul(1 << failures.min(20));
    let wait = (quiet_ms / 12).max(by_failures).clamp(SHORTEST_MS, longest);
    wait + wait / 1000 * i64::from(jitter.min(1000)) / 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quiet_case_is_looked_at_ever_more_seldom() {
        let minutes = |quiet_ms| look_again_ms(quiet_ms, 0, 0) / 60_000;
        let after = [0, 3_600_000, DAY_MS / 2, 2 * DAY_MS, 3 * DAY_MS, 90 * DAY_MS];
        assert_eq!(after.map(minutes), [1, 5, 60, 240, 360, 360]);
        let failed = [1, 2, 5, 9, u32::MAX].map(|failures| look_again_ms(0, failures, 0) / 60_000);
        assert_eq!(failed, [2, 4, 32, 360, 360]);
    }

    proptest! {
        #[test]
        fn no_wait_is_shorter_or_longer_than_it_may_be(quiet in any::<i64>(), failures in any::<u32>(), jitter in any::<u16>()) {
            let wait = look_again_ms(quiet, failures, jitter);
            prop_assert!((SHORTEST_MS..=LONGEST_MS).contains(&wait));
            prop_assert!(wait >= look_again_ms(quiet, failures, 0));
        }
    }
}
