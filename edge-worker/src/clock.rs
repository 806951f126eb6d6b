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
    getrandom::getrandom(&mut bytes).ok().map(|()| bytes)
}

/// A random number from 0 to 1000, for spreading retries.
#[must_use]
pub fn jitter() -> u16 {
    random::<2>().map_or(500, |b| u16::from_le_bytes(b) % 1001)
}
