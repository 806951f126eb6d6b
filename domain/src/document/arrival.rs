//! A document that a peer has named and that is fetched from it: whether it may be named so, where it stands, and when
//! it is asked for again.
//!
//! In: what a peer says of it; what one try gave, how many before it gave nothing, since when it is waited for. Out: how
//! it stands here, or nothing; the next moment, or that it never comes. Never: a document that is shown before its bytes
//! are those that were announced.

use super::{LENGTH_MAX, MediaType};
use crate::delivery::{AttemptOutcome, DeliveryState, on_attempt, peer_retry_at};
use crate::time::{DAY_MS, UnixMillis};

/// Most documents that one event names, and that a case has from all who write in it.
pub const NAMED_MAX: usize = 50;
/// How long a peer that answers may fail to give a document out, in milliseconds: thirty days.
pub const PATIENCE_MS: i64 = 30 * DAY_MS;
/// Tries at a peer that is switched off, before it is tried once a day.
const OFF_TRIES: u32 = 12;
/// Most characters of a document's id at a peer.
const ID_MAX: usize = 64;

/// The closed list of where a document from a peer stands until it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It is fetched, or will be.
    OnItsWay,
    /// It never comes: the peer has it no more, or what came was something else.
    Lost,
}

impl Arrival {
    /// Its name in the contract, and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnItsWay => "on_its_way",
            Self::Lost => "lost",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::OnItsWay, Self::Lost].into_iter().find(|arrival| arrival.name() == name)
    }
}

/// Whether a peer may name a document like this: its id can stand in an address, and nothing is larger or of another
/// type than what is taken here. Its type, if so.
#[must_use]
pub fn named(id: &str, media_type: &str, length: u64, sha256: &str) -> Option<MediaType> {
    let in_address = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_id = (1..=ID_MAX).contains(&id.len()) && id.bytes().all(in_address);
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (is_id && is_hash && (1..=LENGTH_MAX).contains(&length)).then(|| MediaType::parse(media_type)).flatten()
}

/// When a document is asked for again after a try that brought nothing, the `tries`th in a row; none: it never comes.
/// Only 410 says so at once. A peer that is not there is waited for; one that refuses or fails is asked more and more
/// rarely, in the end once a day, until `since` is thirty days ago.
#[must_use]
pub fn again_at(
    tries: u32,
    outcome: AttemptOutcome,
    since: UnixMillis,
    now: UnixMillis,
    jitter: u16,
) -> Option<UnixMillis> {
    if outcome == AttemptOutcome::Gone {
        return None;
    }
    // A peer that is switched off here: asked for as one that is away, then once a day, so that nothing spins for years.
    if outcome == AttemptOutcome::NotConfigured && tries > OFF_TRIES {
        return Some(now.plus_ms(DAY_MS));
    }
    if outcome.concerns_peer() || outcome == AttemptOutcome::Accepted {
        return Some(peer_retry_at(tries, outcome, now, jitter));
    }
    // A convention may be suspended, or a key be changing: what would be a refusal for good of a delivery is not one here.
    let failed = AttemptOutcome::Failed { status: outcome.status().unwrap_or_default() };
    match on_attempt(tries, failed, now, jitter) {
        DeliveryState::Pending { next_attempt_at } => Some(next_attempt_at),
        DeliveryState::Delivered | DeliveryState::Dead => (now.0 - since.0 < PATIENCE_MS).then(|| now.plus_ms(DAY_MS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);
    const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn a_peer_names_only_what_could_have_been_filed_here() {
        let pdf = "application/pdf";
        assert_eq!(named("2611abc-_", pdf, LENGTH_MAX, HASH), Some(MediaType::Pdf));
        for id in ["", "a/b", "..", "a?b", "a b", "é", &"a".repeat(65)] {
            assert_eq!(named(id, pdf, 9, HASH), None, "{id}");
        }
        assert_eq!(named("a", "text/html", 9, HASH), None);
        assert_eq!(named("a", pdf, 0, HASH), None);
        assert_eq!(named("a", pdf, LENGTH_MAX + 1, HASH), None);
        for hash in ["", &HASH[1..], &HASH.to_uppercase(), &format!("{HASH}0")] {
            assert_eq!(named("a", pdf, 9, hash), None, "{hash}");
        }
    }

    #[test]
    fn only_what_is_gone_is_given_up_at_once() {
        let next = |outcome| again_at(1, outcome, NOW, NOW, 0);
        assert_eq!(next(AttemptOutcome::Gone), None);
        let off = |tries| again_at(tries, AttemptOutcome::NotConfigured, NOW, NOW, 0);
        assert!(off(1).is_some_and(|at| at.0 < NOW.0 + DAY_MS));
        assert_eq!(off(OFF_TRIES + 1), Some(NOW.plus_ms(DAY_MS)));
        for status in [302, 400, 401, 403, 404, 409, 500] {
            let outcome = AttemptOutcome::from_status(status, None);
            assert_eq!(next(outcome), Some(NOW.plus_ms(5_000)), "{status}");
        }
        assert_eq!(next(AttemptOutcome::Unreachable), Some(NOW.plus_ms(1_000)));
        assert_eq!(next(AttemptOutcome::Busy { status: 503, retry_after_ms: Some(90_000) }), Some(NOW.plus_ms(90_000)));
    }

    #[test]
    fn a_peer_that_refuses_is_asked_for_thirty_days_and_one_that_is_away_for_ever() {
        let refused = AttemptOutcome::Refused { status: 403 };
        let (mut now, mut tries) = (NOW, 0);
        while let Some(next) = again_at(tries + 1, refused, NOW, now, 1000) {
            assert!(next > now && next.0 - now.0 <= DAY_MS * 6 / 5, "{tries}");
            (now, tries) = (next, tries + 1);
        }
        assert!((30..=32).contains(&((now.0 - NOW.0) / DAY_MS)), "{tries} tries");
        assert!(tries < 50, "{tries}");
        let years = NOW.plus_days(4_000);
        assert!(again_at(1_000_000, AttemptOutcome::Unreachable, NOW, years, 1000).is_some());
    }

    #[test]
    fn names_read_back() {
        for arrival in [Arrival::OnItsWay, Arrival::Lost] {
            assert_eq!(Arrival::parse(arrival.name()), Some(arrival));
        }
        assert_eq!(Arrival::parse("here"), None);
    }
}
