//! Prometheus' text exposition format, version 0.0.4.
//!
//! In: families and samples, family by family. Out: the text. Never: a value that is not a number.
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>

use std::fmt::Write as _;

/// What a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Counter,
    Gauge,
    Histogram,
}

/// A text that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    family: String,
}

impl Writer {
    /// Begins a family, unless it is the one that is being written.
    pub fn family(&mut self, name: &str, kind: Kind, help: &str) {
        if self.family == name {
            return;
        }
        name.clone_into(&mut self.family);
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// One sample. `labels` as [`labels`] writes them.
    pub fn sample(&mut self, name: &str, labels: &str, value: u64) {
        self.text(name, labels, &value.to_string());
    }

    /// One sample whose number is written already.
    pub fn text(&mut self, name: &str, labels: &str, value: &str) {
        let _ = if labels.is_empty() {
            writeln!(self.text, "{name} {value}")
        } else {
            writeln!(self.text, "{name}{{{labels}}} {value}")
        };
    }

    /// The text.
    #[must_use]
    pub fn end(self) -> String {
        self.text
    }
}

/// Labels in the order given.
#[must_use]
pub fn labels(labels: &[(&str, &str)]) -> String {
    labels.iter().fold(String::new(), |written, (name, value)| with(&written, name, value))
}

/// The same labels and one more.
#[must_use]
pub fn with(labels: &str, name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    if labels.is_empty() { format!("{name}=\"{value}\"") } else { format!("{labels},{name}=\"{value}\"") }
}

/// Milliseconds as seconds, to the millisecond and without noughts at the end.
#[must_use]
pub fn seconds(ms: u64) -> String {
    let text = format!("{}.{:03}", ms / 1000, ms % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out_of_their_quotes() {
        assert_eq!(labels(&[("a", "x\"y\\z\n"), ("b", "")]), r#"a="x\"y\\z\n",b="""#);
    }

    #[test]
    fn seconds_are_written_as_short_as_they_are() {
        for (ms, text) in [(0, "0"), (1, "0.001"), (25, "0.025"), (500, "0.5"), (1_000, "1"), (61_250, "61.25")] {
            assert_eq!(seconds(ms), text);
        }
    }
}
