//! The only place that knows the time, and how to wait: by asking again until a deadline.
//!
//! In: a question. Out: its answer, or a failed test that says what never came. Never: a sleep of a
//! guessed length.

use domain::time::UnixMillis;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// The present moment.
#[must_use]
pub fn now() -> UnixMillis {
    #[expect(clippy::disallowed_methods, reason = "this is the clock's doorway")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    UnixMillis(i64::try_from(since.as_millis()).expect("a clock before the year 292,000,000"))
}

/// A moment as HTTP writes it.
///
/// # Panics
/// Never: the parts of a date are in their lists.
#[must_use]
pub fn http_date(at: UnixMillis) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (date, text) = (at.civil_date(0), at.to_rfc3339());
    let day = usize::try_from((at.0 / domain::time::DAY_MS).rem_euclid(7)).expect("a day of the week");
    let (weekday, month) = (DAYS.get(day), MONTHS.get(usize::from(date.month) - 1));
    let (weekday, month) = (weekday.expect("a weekday"), month.expect("a month"));
    let time = text.get(11..19).expect("a time of day");
    format!("{weekday}, {:02} {month} {} {time} GMT", date.day, date.year)
}

/// A moment after which nobody waits any longer.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    #[must_use]
    pub fn after(limit: Duration) -> Self {
        Self(instant() + limit)
    }

    #[must_use]
    pub fn is_past(self) -> bool {
        instant() >= self.0
    }
}

fn instant() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "this is the clock's doorway")]
    Instant::now()
}

/// Started once, asked as often as one likes.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[must_use]
    pub fn start() -> Self {
        Self(instant())
    }

    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Lets this much time pass: for chance to choose a moment, never to wait for something.
pub fn pass(time: Duration) {
    std::thread::sleep(time);
}

/// Asks until there is an answer.
///
/// # Panics
/// There was none within the time.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Deadline::after(limit);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(!deadline.is_past(), "within {} s there was not: {what}", limit.as_secs());
        pause();
    }
}

/// A breath between two questions.
pub fn pause() {
    std::thread::sleep(PAUSE);
}
