//! The only place that knows the time, and the only one that draws random numbers.

use domain::time::UnixMillis;

/// The present moment.
#[must_use]
pub fn now() -> UnixMillis {
    #[expect(clippy::disallowed_methods, reason = "this is the clock's doorway")]
    let ms = worker::Date::now().as_millis();
    UnixMillis(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// Random bytes from the platform's generator; `None` if it gives none.
#[must_use]
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    #[cfg(test)]
    if seeded::draw(&mut bytes) {
        return Some(bytes);
    }
    getrandom::getrandom(&mut bytes).ok().map(|()| bytes)
}

/// A random number from 0 to 1000, for spreading retries.
#[must_use]
pub fn jitter() -> u16 {
    random::<2>().map_or(500, |b| u16::from_le_bytes(b) % 1001)
}

/// Tests that compare whole stores draw the same numbers twice.
#[cfg(test)]
pub mod seeded {
    use sha2::{Digest as _, Sha256};
    use std::cell::Cell;

    thread_local! {
        static STATE: Cell<Option<u64>> = const { Cell::new(None) };
    }

    /// From now on this thread draws what follows from `seed`.
    pub fn from(seed: u64) {
        STATE.set(Some(seed << 32));
    }

    pub(super) fn draw(bytes: &mut [u8]) -> bool {
        let Some(mut state) = STATE.get() else { return false };
        for part in bytes.chunks_mut(32) {
            state += 1;
            let drawn = Sha256::digest(state.to_be_bytes());
            part.copy_from_slice(&drawn[..part.len()]);
        }
        STATE.set(Some(state));
        true
    }
}
