//! What this isolate has counted since it began, and how figures are written for Prometheus.
//!
//! In: what happened, with labels out of closed lists. Out: text exposition 0.0.4. The counters live in the memory of
//! one isolate: under workerd that is the whole node, on Cloudflare's network one of many, which is why each carries
//! the isolate's name. Figures about cases are not counted here: the registers know them ([`crate::register::figures`]).
//! Never: a label that a caller can choose freely, a reference, an await.

use std::cell::RefCell;
use std::collections::BTreeMap;

mod exposition;
pub use exposition::{Kind, Writer, labels, seconds};

/// Bounds of the latency classes, in milliseconds.
const BOUNDS_MS: [u32; 11] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000];

/// A counter or a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    Requests,
    Refusals,
    Filings,
    Attempts,
    DocumentBytes,
    Scans,
    Fetches,
    RequestSeconds,
    AlarmLatenessSeconds,
}

impl Metric {
    const fn described(self) -> (&'static str, Kind, &'static str) {
        match self {
            Self::Requests => {
                ("wasl_requests_total", Kind::Counter, "Requests answered, by route and class of status.")
            }
            Self::Refusals => ("wasl_refusals_total", Kind::Counter, "Requests that were not done, by problem code."),
            Self::Filings => ("wasl_filings_total", Kind::Counter, "Cases filed, by agency, kind and channel."),
            Self::Attempts => ("wasl_attempts_total", Kind::Counter, "Attempts to reach a peer, by outcome."),
            Self::DocumentBytes => ("wasl_document_bytes_total", Kind::Counter, "Bytes of documents that were taken."),
            Self::Scans => (
                "wasl_document_scans_total",
                Kind::Counter,
                "Documents shown to the virus scanner, by what came of it.",
            ),
            Self::Fetches => (
                "wasl_document_fetches_total",
                Kind::Counter,
                "Tries to fetch documents from peers that ended one, or brought nothing, by what came of them.",
            ),
            Self::RequestSeconds => {
                ("wasl_request_duration_seconds", Kind::Histogram, "Time from a request to its answer, by route.")
            }
            Self::AlarmLatenessSeconds => {
                ("wasl_alarm_lateness_seconds", Kind::Histogram, "How much later than set the registers' alarms rang.")
            }
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Spread {
    counts: [u64; BOUNDS_MS.len()],
    count: u64,
    sum_ms: u64,
}

#[derive(Default)]
struct Counted {
    /// By metric and labels, which are written as they will be read.
    numbers: BTreeMap<(Metric, String), u64>,
    spreads: BTreeMap<(Metric, String), Spread>,
}

thread_local! {
    static COUNTED: RefCell<Counted> = RefCell::default();
}

/// Adds to a counter.
pub fn add(metric: Metric, pairs: &[(&str, &str)], by: u64) {
    let key = (metric, labels(pairs));
    COUNTED.with_borrow_mut(|all| *all.numbers.entry(key).or_default() += by);
}

/// Sorts a duration into its class.
pub fn observe(metric: Metric, pairs: &[(&str, &str)], ms: i64) {
    let (ms, key) = (u64::try_from(ms).unwrap_or(0), (metric, labels(pairs)));
    COUNTED.with_borrow_mut(|all| {
        let spread = all.spreads.entry(key).or_default();
        spread.count += 1;
        spread.sum_ms += ms;
        for (bound, count) in BOUNDS_MS.iter().zip(&mut spread.counts) {
            *count += u64::from(ms <= u64::from(*bound));
        }
    });
}

/// Writes everything that was counted. `isolate`: the name of the memory that counted it.
pub fn write(writer: &mut Writer, isolate: &str) {
    COUNTED.with_borrow(|all| {
        for ((metric, labels), number) in &all.numbers {
            let (name, kind, help) = metric.described();
            writer.family(name, kind, help);
            writer.sample(name, &exposition::with(labels, "isolate", isolate), *number);
        }
        for ((metric, labels), spread) in &all.spreads {
            let (name, kind, help) = metric.described();
            writer.family(name, kind, help);
            let labels = exposition::with(labels, "isolate", isolate);
            for (bound, count) in BOUNDS_MS.iter().zip(spread.counts) {
                let class = exposition::with(&labels, "le", &seconds(u64::from(*bound)));
                writer.sample(&format!("{name}_bucket"), &class, count);
            }
            writer.sample(&format!("{name}_bucket"), &exposition::with(&labels, "le", "+Inf"), spread.count);
            writer.text(&format!("{name}_sum"), &labels, &seconds(spread.sum_ms));
            writer.sample(&format!("{name}_count"), &labels, spread.count);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_written_family_by_family() {
        add(Metric::Refusals, &[("code", "case-not-found")], 1);
        add(Metric::Refusals, &[("code", "case-not-found")], 2);
        observe(Metric::RequestSeconds, &[("route", "case")], 3);
        observe(Metric::RequestSeconds, &[("route", "case")], 6_000);
        let mut writer = Writer::default();
        write(&mut writer, "ab");
        let text = writer.end();
        let has = |line: &str| assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        has("# TYPE wasl_refusals_total counter");
        has("wasl_refusals_total{code=\"case-not-found\",isolate=\"ab\"} 3");
        has("# TYPE wasl_request_duration_seconds histogram");
        has("wasl_request_duration_seconds_bucket{route=\"case\",isolate=\"ab\",le=\"0.002\"} 0");
        has("wasl_request_duration_seconds_bucket{route=\"case\",isolate=\"ab\",le=\"0.005\"} 1");
        has("wasl_request_duration_seconds_bucket{route=\"case\",isolate=\"ab\",le=\"5\"} 1");
        has("wasl_request_duration_seconds_bucket{route=\"case\",isolate=\"ab\",le=\"+Inf\"} 2");
        has("wasl_request_duration_seconds_sum{route=\"case\",isolate=\"ab\"} 6.003");
        has("wasl_request_duration_seconds_count{route=\"case\",isolate=\"ab\"} 2");
    }
}
