//! Time, for xtask: how long a stage took, and how long to wait.
//!
//! In: the machine's clock. Out: durations that people can read.
//! Never: used to decide what to build; digests decide that.

use std::fmt;
use std::time::{Duration, Instant};

/// Started once, asked as often as one likes.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "this is xtask's one doorway to the clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Span {
        Span(self.0.elapsed())
    }

    pub fn is_past(self, limit: Duration) -> bool {
        self.0.elapsed() > limit
    }
}

/// A duration as a person says it.
#[derive(Clone, Copy, Debug)]
pub struct Span(pub Duration);

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        if seconds < 60 {
            write!(out, "{:.1} s", self.0.as_secs_f64())
        } else {
            write!(out, "{} min {:02} s", seconds / 60, seconds % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use std::time::Duration;

    #[test]
    fn spans_read_as_people_say_them() {
        assert_eq!(Span(Duration::from_millis(1_540)).to_string(), "1.5 s");
        assert_eq!(Span(Duration::from_secs(61)).to_string(), "1 min 01 s");
    }
}
