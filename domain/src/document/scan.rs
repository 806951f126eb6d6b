//! What a scanner has said of a document, and when it is asked again.
//!
//! In: the verdict on disk, how often it was tried, whether the node has a scanner. Out: the state that people read, and
//! how long the next try waits. Never: a verdict that nobody gave: what was not judged is not clean.

/// As many tries that led to nothing are told as a failure: some two minutes. Trying goes on.
pub const TRIES_TOLD: u32 = 7;
/// The longest wait between two tries, in milliseconds.
pub const WAIT_MAX_MS: i64 = 300_000;

/// The closed list of what a document is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan {
    /// There is no scanner: nobody has looked.
    Unscanned,
    /// It waits for the scanner; nobody gets it.
    Pending,
    /// The scanner found nothing.
    Clean,
    /// The scanner found something: its bytes are erased.
    Infected,
    /// The scanner has not judged it for a while; nobody gets it, and trying goes on.
    Failed,
}

impl Scan {
    /// The state of a complete document. `clean`: the verdict on disk, if there is one.
    #[must_use]
    pub const fn of(clean: Option<bool>, tries: u32, scanner: bool) -> Self {
        match clean {
            Some(true) => Self::Clean,
            Some(false) => Self::Infected,
            None if !scanner => Self::Unscanned,
            None if tries < TRIES_TOLD => Self::Pending,
            None => Self::Failed,
        }
    }

    /// Its name in the contract, in lines of log and in figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unscanned => "unscanned",
            Self::Pending => "pending",
            Self::Clean => "clean",
            Self::Infected => "infected",
            Self::Failed => "failed",
        }
    }
}

/// How long the next try waits after so many that led to nothing, in milliseconds: 2 s, doubled each time.
#[must_use]
pub fn wait_ms(tries: u32) -> i64 {
    1_000_i64.checked_shl(tries.min(16)).unwrap_or(WAIT_MAX_MS).min(WAIT_MAX_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_judged_is_never_clean() {
        for tries in [0, 1, TRIES_TOLD - 1, TRIES_TOLD, u32::MAX] {
            let state = Scan::of(None, tries, true);
            assert_eq!(state, if tries < TRIES_TOLD { Scan::Pending } else { Scan::Failed }, "{tries}");
            assert_eq!(Scan::of(None, tries, false), Scan::Unscanned);
        }
    }

    #[test]
    fn a_verdict_stays_whatever_becomes_of_the_scanner() {
        for scanner in [false, true] {
            assert_eq!(Scan::of(Some(true), 3, scanner), Scan::Clean);
            assert_eq!(Scan::of(Some(false), 3, scanner), Scan::Infected);
        }
    }

    #[test]
    fn tries_come_soon_then_rarely_and_never_end() {
        let waits: Vec<i64> = (1..=10).map(wait_ms).collect();
        assert_eq!(waits, [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
        assert_eq!(wait_ms(u32::MAX), WAIT_MAX_MS);
        let until_told: i64 = (1..TRIES_TOLD).map(wait_ms).sum();
        assert_eq!(until_told, 126_000);
    }
}
