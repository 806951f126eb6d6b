//! The only place that knows the time, what clocks show elsewhere, and the only one that draws random numbers.
//!
//! In: nothing, or the name of a time zone. Out: the moment; the zone's changes, as the runtime's own data base has them
//! (`Intl`, ICU): a table of our own would weigh more and age. Never: rules of deadlines (`domain::deadline`).

use domain::calendar::Zone;
use domain::time::{DAY_MS, UnixMillis};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// How far a zone is known before and after the day on which it was asked for: the past, for what is shown of old
/// cases; the future, for deadlines. Beyond, its last offset is taken.
const KNOWN_BEFORE_MS: i64 = 2 * 366 * DAY_MS;
const KNOWN_AFTER_MS: i64 = 4 * 366 * DAY_MS;

thread_local! {
    /// Zones as this isolate found them, with the day: once a zone and day.
    static ZONES: RefCell<BTreeMap<String, (i64, Zone)>> = const { RefCell::new(BTreeMap::new()) };
}

#[wasm_bindgen]
extern "C" {
    type DateTimeFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, at: f64) -> Result<String, JsValue>;
}

/// The clocks of a zone, if the runtime knows it.
#[must_use]
pub fn zone(name: &str) -> Option<Zone> {
    let now = now();
    let today = now.0.div_euclid(DAY_MS);
    let known = ZONES.with(|zones| zones.borrow().get(name).filter(|(day, _)| *day == today).map(|(_, z)| z.clone()));
    known.or_else(|| {
        let clocks = clocks(name)?;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let offset = |at: UnixMillis| offset_of(&clocks.format(at.0 as f64).ok()?);
        // Whole days, so that every isolate finds the same moments.
        let from = UnixMillis(today * DAY_MS).plus_ms(-KNOWN_BEFORE_MS);
        let found = Zone::probed(name, from, UnixMillis(today * DAY_MS).plus_ms(KNOWN_AFTER_MS), offset)?;
        ZONES.with(|zones| zones.borrow_mut().insert(name.to_owned(), (today, found.clone())));
        Some(found)
    })
}

/// The same clocks with their changes; as they are, if they have no name or the runtime does not know it.
#[must_use]
pub fn resolved(clocks: Zone) -> Zone {
    let found = if cfg!(target_arch = "wasm32") && !clocks.name.is_empty() { zone(&clocks.name) } else { None };
    found.unwrap_or(clocks)
}

fn clocks(name: &str) -> Option<DateTimeFormat> {
    let options = js_sys::Object::new();
    for (key, value) in [("timeZone", name), ("timeZoneName", "longOffset")] {
        js_sys::Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    DateTimeFormat::new("en-US", &options).ok()
}

/// Minutes east of Greenwich in what the runtime writes: `11/22/2026, GMT+01:00`, or `GMT` alone.
fn offset_of(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let Some((hours, minutes)) = offset.get(1..).and_then(|o| o.split_once(':')) else {
        return offset.is_empty().then_some(0);
    };
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.get(..2)?.parse::<i32>().ok()?;
    Some(if offset.starts_with(['-', '\u{2212}']) { -minutes } else { minutes })
}

/// The present moment.
#[must_use]
pub fn now() -> UnixMillis {
    #[expect(clippy::disallowed_methods, reason = "this is the clock's doorway")]
    let ms = js_sys::Date::now();
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, below 2^53")]
    UnixMillis(ms as i64)
}

/// Random bytes from the platform's generator; `None` if it gives none.
#[must_use]
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    #[cfg(test)]
    if seeded::draw(&mut bytes) {
        return Some(bytes);
    }
    drawn(&mut bytes).map(|()| bytes)
}

/// Random bytes that were asked of the platform at once: each question costs a crossing into the runtime.
const POOL_BYTES: usize = 512;

thread_local! {
    /// Bytes that nobody has had, and how many of them, from the front, are left.
    static POOL: RefCell<([u8; POOL_BYTES], usize)> = const { RefCell::new(([0; POOL_BYTES], 0)) };
}

/// Takes bytes out of the pool: each is given out once, and forgotten there.
fn drawn(bytes: &mut [u8]) -> Option<()> {
    POOL.with_borrow_mut(|(pool, left)| {
        if *left < bytes.len() {
            *left = 0;
            getrandom::getrandom(pool).ok()?;
            *left = POOL_BYTES;
        }
        let from = left.checked_sub(bytes.len())?;
        let taken = pool.get_mut(from..*left)?;
        bytes.copy_from_slice(taken);
        taken.fill(0);
        *left = from;
        Some(())
    })
}

/// A random number from 0 to 1000, for spreading retries.
#[must_use]
pub fn jitter() -> u16 {
    random::<2>().map_or(500, |b| u16::from_le_bytes(b) % 1001)
}

#[cfg(test)]
mod tests {
    use super::{POOL_BYTES, drawn, offset_of};

    #[test]
    fn offsets_are_read_as_the_runtime_writes_them() {
        for (text, minutes) in [
            ("11/22/2026, GMT+01:00", Some(60)),
            ("2/22/2026, GMT", Some(0)),
            ("7/1/2026, GMT-03:30", Some(-210)),
            ("7/1/2026, GMT+05:45", Some(345)),
            ("7/1/2026, CET", None),
            ("7/1/2026, GMT+x:00", None),
        ] {
            assert_eq!(offset_of(text), minutes, "{text}");
        }
    }

    #[test]
    fn no_random_byte_is_given_out_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..POOL_BYTES {
            let mut bytes = [0; 12];
            assert_eq!(drawn(&mut bytes), Some(()));
            assert!(seen.insert(bytes));
        }
        let mut more = [0; POOL_BYTES + 1];
        assert_eq!(drawn(&mut more), None, "more than a pool is refused, not repeated");
    }
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
