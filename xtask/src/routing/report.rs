//! The tables of `cargo xtask routing eval`.
//!
//! In: what was measured. Out: lines. Never: a mean that hides a language.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;

use anyhow::Result;
use routing::{Model, Topic};

use super::examples::Example;
use super::measure::{Measured, calibration};
use crate::clock::Stopwatch;
use crate::say::say;

/// A line for each language and variety, and one for all.
pub fn table(measured: &[Measured<'_>], baseline: &[Measured<'_>], sharpness: f32, threshold: f32) {
    say(
        "| texts | n | top-1 | top-3 | keywords top-1 | keywords top-3 | ECE | named | right when named | none: silent |",
    );
    say("|---|---|---|---|---|---|---|---|---|---|");
    let varieties: BTreeSet<&str> = measured.iter().map(|m| m.example.variety.as_str()).collect();
    for variety in varieties.into_iter().map(Some).chain([None]) {
        let of = |m: &&Measured<'_>| variety.is_none_or(|v| m.example.variety == v);
        let all: Vec<&Measured<'_>> = measured.iter().filter(of).collect();
        let about: Vec<&Measured<'_>> = all.iter().copied().filter(|m| m.example.topic.is_some()).collect();
        let nothing: Vec<&Measured<'_>> = all.iter().copied().filter(|m| m.example.topic.is_none()).collect();
        let plain: Vec<&Measured<'_>> = baseline.iter().filter(of).filter(|m| m.example.topic.is_some()).collect();
        let named: Vec<&Measured<'_>> =
            about.iter().copied().filter(|m| m.said(sharpness, threshold).is_some()).collect();
        say(format_args!(
            "| {} | {}+{} | {} | {} | {} | {} | {:.3} | {} | {} | {} |",
            variety.unwrap_or("all"),
            about.len(),
            nothing.len(),
            share(&about, |m| m.within(1)),
            share(&about, |m| m.within(3)),
            share(&plain, |m| m.sums.last().is_some_and(|none| *none < 0.5) && m.within(1)),
            share(&plain, |m| m.sums.last().is_some_and(|none| *none < 0.5) && m.within(3)),
            calibration(&all, sharpness),
            share(&about, |m| m.said(sharpness, threshold).is_some()),
            share(&named, |m| m.said(sharpness, threshold) == m.example.topic),
            share(&nothing, |m| m.said(sharpness, threshold).is_none()),
        ));
    }
    say(format_args!("sharpness {sharpness:.2}, threshold {threshold:.2}"));
}

fn share(list: &[&Measured<'_>], holds: impl Fn(&Measured<'_>) -> bool) -> String {
    if list.is_empty() {
        return "–".to_owned();
    }
    format!("{:.1} %", 100.0 * list.iter().filter(|m| holds(m)).count() as f32 / list.len() as f32)
}

/// A line for each topic, with what it is taken for.
pub fn topics(measured: &[Measured<'_>]) {
    for topic in Topic::ALL {
        let own: Vec<&Measured<'_>> = measured.iter().filter(|m| m.example.topic == Some(topic)).collect();
        let mut taken: BTreeMap<&str, u32> = BTreeMap::new();
        for m in &own {
            if let Some((said, _)) = m.shares(1.0).0.first().filter(|(said, _)| *said != topic) {
                *taken.entry(said.name()).or_default() += 1;
            }
        }
        let taken: Vec<String> = taken.iter().map(|(name, count)| format!("{name} {count}")).collect();
        say(format_args!("{:<17} {:>7}  {}", topic.name(), share(&own, |m| m.within(1)), taken.join(", ")));
    }
}

/// Every text whose first topic is not its own.
pub fn missed(measured: &[Measured<'_>]) {
    for m in measured.iter().filter(|m| !m.within(1)) {
        let said = m.shares(1.0).0;
        let said = said.first().map_or("", |(topic, _)| topic.name());
        let own = m.example.topic.map_or("none", Topic::name);
        if own != "none" {
            say(format_args!("{} {own} → {said}: {}", m.example.variety, m.example.text));
        }
    }
}

/// Bytes and time.
pub fn weight(bytes: usize, packed: usize, model: &Model, examples: &[Example]) -> Result<()> {
    let started = Stopwatch::start();
    let mut letters = 0;
    for example in examples {
        letters += example.text.chars().count();
        black_box(model.judge(&example.text));
    }
    let micros = started.elapsed().0.as_secs_f64() * 1e6 / examples.len() as f64;
    say(format_args!(
        "model: {bytes} bytes, {packed} with brotli, {} rows; {micros:.0} µs a text of {} letters (as xtask is built)",
        model.rows.len(),
        letters / examples.len().max(1),
    ));
    Ok(())
}
