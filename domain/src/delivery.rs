//! What must reach a peer, and when it is tried again. Source: Standard Webhooks, "Deliverability and reliability".
//!
//! In: how often it was tried, what the attempt gave, the time, a random number. Out: the next state.
//! Two things are kept apart: a *delivery* that this peer will never take (dead, visible, retried by
//! hand) and a *peer* that is not there (one probe at a time, for as long as it takes; everything
//! that waits goes out as soon as it answers). Never: sending anything.

use crate::http_date;
use crate::time::UnixMillis;

/// What one attempt gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// 2xx: on disk there.
    Accepted,
    /// The peer will never take this delivery (3xx, and 4xx other than those below).
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// The peer failed on this delivery (5xx other than those below), or does not know us (401: a key that is being
    /// changed, a clock that is wrong on either side); a later attempt may pass.
    Failed {
        /// The HTTP status.
        status: u16,
    },
    /// The peer takes nothing at the moment (408, 425, 429, 502, 503, 504).
    Busy {
        /// The HTTP status.
        status: u16,
        /// What `Retry-After` asked for, in milliseconds.
        retry_after_ms: Option<i64>,
    },
    /// No answer: refused connection, name not found, time-out.
    Unreachable,
    /// 410: the peer has left.
    Gone,
    /// Not tried: the peer is not configured, or switched off.
    NotConfigured,
    /// Not tried, or not taken: the convention with the peer is suspended, here or there.
    Suspended,
}

impl AttemptOutcome {
    /// What an HTTP status means.
    #[must_use]
    pub const fn from_status(status: u16, retry_after_ms: Option<i64>) -> Self {
        match status {
            200..=299 => Self::Accepted,
            410 => Self::Gone,
            408 | 425 | 429 | 502..=504 => Self::Busy { status, retry_after_ms },
            401 | 500..=599 => Self::Failed { status },
            _ => Self::Refused { status },
        }
    }

    /// Whether this says something about the peer rather than about the delivery.
    #[must_use]
    pub const fn concerns_peer(self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unreachable | Self::NotConfigured | Self::Suspended)
    }

    /// The stable name in the list of attempts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused { .. } => "refused",
            Self::Failed { .. } => "failed",
            Self::Busy { .. } => "busy",
            Self::Unreachable => "unreachable",
            Self::Gone => "gone",
            Self::NotConfigured => "not_configured",
            Self::Suspended => "suspended",
        }
    }

    /// The HTTP status, where there was one.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Refused { status } | Self::Failed { status } | Self::Busy { status, .. } => Some(status),
            Self::Gone => Some(410),
            Self::Accepted | Self::Unreachable | Self::NotConfigured | Self::Suspended => None,
        }
    }
}

/// What `Retry-After` asks for, in milliseconds from now: seconds, or a date (RFC 9110, 10.2.3).
#[must_use]
pub fn retry_after_ms(header: &str, now: UnixMillis) -> Option<i64> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        // More figures than a number has are a long time too.
        return Some(header.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(1000));
    }
    http_date::parse(header).map(|at| at.0.saturating_sub(now.0))
}

/// Why a delivery is dead, told by what its last attempt gave: `gone` (410: the peer has left), `refused` (the peer
/// will never take it), `given_up` (it failed for days).
#[must_use]
pub fn dead_because(last_outcome: &str) -> &'static str {
    match last_outcome {
        "gone" => "gone",
        "refused" => "refused",
        _ => "given_up",
    }
}

/// What was written later than this moment was written by a clock that has been set back since: it is not waited for.
/// A second is left for clocks that are only being corrected.
#[must_use]
pub const fn ahead_of(now: UnixMillis) -> UnixMillis {
    now.plus_ms(1_000)
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// To be tried at this time or later, and not before its turn among the case's deliveries.
    Pending {
        /// The earliest next attempt.
        next_attempt_at: UnixMillis,
    },
    /// On disk at the peer.
    Delivered,
    /// Given up until somebody retries it by hand.
    Dead,
}

/// How long after the n-th failure of a delivery it is tried again, in seconds. Together 3.3 days, 4 with the longest jitter.
const DELIVERY_SCHEDULE_S: [i64; 12] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400];

/// How long after its n-th silence a peer is probed again, in seconds; the last one repeats for ever.
const PEER_SCHEDULE_S: [i64; 8] = [1, 2, 5, 10, 20, 30, 60, 120];

/// The longest `Retry-After` that is honoured, in milliseconds: one day.
const RETRY_AFTER_MAX_MS: i64 = 86_400_000;

/// The delivery's next state after its attempt number `attempts` (from 1).
/// `jitter` is a random number from 0 to 1000: up to a fifth is added to the wait.
#[must_use]
pub fn on_attempt(attempts: u32, outcome: AttemptOutcome, now: UnixMillis, jitter: u16) -> DeliveryState {
    match outcome {
        AttemptOutcome::Accepted => DeliveryState::Delivered,
        AttemptOutcome::Refused { .. } | AttemptOutcome::Gone => DeliveryState::Dead,
        AttemptOutcome::Failed { .. } => {
            let failures = attempts.saturating_sub(1) as usize;
            match DELIVERY_SCHEDULE_S.get(failures) {
                Some(wait) => DeliveryState::Pending { next_attempt_at: now.plus_ms(with_jitter(*wait, jitter)) },
                None => DeliveryState::Dead,
            }
        }
        AttemptOutcome::Busy { .. }
        | AttemptOutcome::Unreachable
        | AttemptOutcome::NotConfigured
        | AttemptOutcome::Suspended => DeliveryState::Pending { next_attempt_at: now },
    }
}

/// When a peer that did not take anything for the `failures`th time in a row is probed again.
#[must_use]
pub fn peer_retry_at(failures: u32, outcome: AttemptOutcome, now: UnixMillis, jitter: u16) -> UnixMillis {
    if let AttemptOutcome::Busy { retry_after_ms: Some(ms), .. } = outcome {
        return now.plus_ms(ms.clamp(1_000, RETRY_AFTER_MAX_MS));
    }
    let place = (failures.saturating_sub(1) as usize).min(PEER_SCHEDULE_S.len() - 1);
    let wait = PEER_SCHEDULE_S.get(place).copied().unwrap_or(1);
    now.plus_ms(with_jitter(wait, jitter))
}

fn with_jitter(seconds: i64, jitter: u16) -> i64 {
    seconds * 1000 + seconds * i64::from(jitter.min(1000)) / 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);

    #[test]
    fn statuses_mean_what_the_standard_says() {
        for (status, name) in [
            (200, "accepted"),
            (202, "accepted"),
            (301, "refused"),
            (400, "refused"),
            (401, "failed"),
            (403, "refused"),
            (409, "refused"),
            (410, "gone"),
            (429, "busy"),
            (500, "failed"),
            (502, "busy"),
            (503, "busy"),
            (504, "busy"),
        ] {
            assert_eq!(AttemptOutcome::from_status(status, None).name(), name, "{status}");
        }
    }

    #[test]
    fn a_gone_portal_stops_the_schedule() {
        assert_eq!(on_attempt(1, AttemptOutcome::Gone, NOW, 0), DeliveryState::Dead);
        assert_eq!(on_attempt(1, AttemptOutcome::Refused { status: 400 }, NOW, 0), DeliveryState::Dead);
    }

    #[test]
    fn a_failing_delivery_is_given_up_after_days() {
        let failed = AttemptOutcome::Failed { status: 500 };
        let mut now = NOW;
        let mut attempts = 0;
        loop {
            attempts += 1;
            match on_attempt(attempts, failed, now, 0) {
                DeliveryState::Pending { next_attempt_at } => now = next_attempt_at,
                DeliveryState::Dead => break,
                DeliveryState::Delivered => unreachable!(),
            }
        }
        assert_eq!(attempts, 13);
        assert!(now.0 - NOW.0 > 3 * crate::time::DAY_MS);
    }

    #[test]
    fn a_peer_that_asks_for_time_gets_it() {
        let busy = |ms| AttemptOutcome::Busy { status: 429, retry_after_ms: Some(ms) };
        assert_eq!(peer_retry_at(1, busy(90_000), NOW, 500), NOW.plus_ms(90_000));
        assert_eq!(peer_retry_at(1, busy(-5), NOW, 500), NOW.plus_ms(1_000));
        assert_eq!(peer_retry_at(1, busy(i64::MAX), NOW, 500), NOW.plus_days(1));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let asked = |header| retry_after_ms(header, NOW);
        assert_eq!(asked("120"), Some(120_000));
        assert_eq!(asked(" 0 "), Some(0));
        assert_eq!(asked("99999999999999999999"), Some(i64::MAX));
        let in_a_minute = UnixMillis(NOW.0 / 1000 * 1000 + 60_000);
        let date = http_date::parse("Sun, 22 Nov 2026 14:06:09 GMT").unwrap();
        assert_eq!(date, in_a_minute);
        assert_eq!(asked("Sun, 22 Nov 2026 14:06:09 GMT"), Some(60_000 - NOW.0 % 1000));
        assert_eq!(asked("Sun, 22 Nov 2026 14:04:09 GMT"), Some(-60_000 - NOW.0 % 1000));
        for nonsense in ["", "soon", "-5", "1.5", "Sun, 31 Feb 2026 14:06:09 GMT"] {
            assert_eq!(asked(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_dead_delivery_says_why() {
        assert_eq!(dead_because(AttemptOutcome::Gone.name()), "gone");
        assert_eq!(dead_because(AttemptOutcome::Refused { status: 422 }.name()), "refused");
        assert_eq!(dead_because(AttemptOutcome::Failed { status: 500 }.name()), "given_up");
    }

    proptest! {
        #[test]
        fn a_silent_peer_never_kills_a_delivery(attempts in 0u32..1_000_000, jitter in 0u16..=1000) {
            let state = on_attempt(attempts, AttemptOutcome::Unreachable, NOW, jitter);
            prop_assert_eq!(state, DeliveryState::Pending { next_attempt_at: NOW });
        }

        #[test]
        fn waits_never_shrink(attempts in 1u32..12, failures in 1u32..100) {
            let failed = AttemptOutcome::Failed { status: 500 };
            let at = |n| match on_attempt(n, failed, NOW, 0) { DeliveryState::Pending { next_attempt_at } => next_attempt_at.0, _ => i64::MAX };
            prop_assert!(at(attempts) <= at(attempts + 1));
            let peer = |n| peer_retry_at(n, AttemptOutcome::Unreachable, NOW, 0);
            prop_assert!(peer(failures) <= peer(failures + 1));
        }

        #[test]
        fn jitter_adds_at_most_a_fifth(failures in 1u32..100, jitter in 0u16..=1000) {
            let exact = peer_retry_at(failures, AttemptOutcome::Unreachable, NOW, 0).0 - NOW.0;
            let late = peer_retry_at(failures, AttemptOutcome::Unreachable, NOW, jitter).0 - NOW.0;
            prop_assert!(exact <= late && late <= exact + exact / 5);
        }
    }
}
