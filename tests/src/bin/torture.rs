//! `torture --rounds N --seed S --load-ms M`: see [`integration_tests::torture`]. `cargo xtask torture` builds and calls it.
//!
//! In: numbers. Out: a line a round, a table, and a failure if anything acknowledged was lost, halved or doubled.
#![expect(clippy::expect_used, reason = "a test that cannot be begun is a failed test")]

use integration_tests::torture::{Plan, run};
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let place = words.iter().position(|word| word == name)?;
        Some(words.get(place + 1)?.parse::<u64>().expect("a number after the option"))
    };
    let plan = Plan {
        rounds: number("--rounds").unwrap_or(50),
        seed: number("--seed").unwrap_or(1),
        load: Duration::from_millis(number("--load-ms").unwrap_or(1_000)),
    };
    let tally = run(&plan, say);
    say(&tally.table());
    if tally.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader who has gone is no reason to stop.
    drop(writeln!(out, "{line}"));
}
