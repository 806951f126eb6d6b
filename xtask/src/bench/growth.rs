//! `cargo xtask bench growth`: whether a register of many cases is as quick as one of few, and what a case weighs.
//!
//! In: the release build in dist/, how many cases. Out: a line at each power of ten: filing, looking up cases from everywhere in
//! the register, the process's memory, and what a case takes on the disk. Every case is filed as any other is.
//! Never: rows written past the node.

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::load::{self, Load, Request};
use super::{empty_folder, file, file_one, filing, look_up, median, put_agency, resident, settings};
use crate::demo::interrupt::Interrupt;
use crate::node::{LogLine, Node, NodeSettings};
use crate::place::Repo;
use crate::say::say;

/// As many as one register is asked to hold without becoming slow.
pub const CASES: u64 = 1_000_000;
/// Cases before the first line.
const FIRST: u64 = 1_000;
/// Cases of which the codes are kept before each line, to be looked up.
const SAMPLES: u64 = 50;
const FILLING: Duration = Duration::from_secs(5);
const MEASURED: Duration = Duration::from_secs(4);
const ROUNDS: usize = 3;
const CONNECTIONS: usize = 16;

pub fn measure(repo: &Repo, most: u64) -> Result<()> {
    let folder = empty_folder(repo, "bench/growth")?;
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));
    let interrupt = Interrupt::watch()?;
    let settings = settings(&folder)?;
    let mut node = Node::start(repo, &repo.npm_program("workerd"), &settings, &log)?;
    put_agency(&settings)?;
    let body = filing().to_string();
    let filing = |_: usize, _: u64| file(settings.port, &body);
    let mut samples: Vec<(String, String)> = Vec::new();
    say("one register, 16 connections (median of 3 x 4 s); cases looked up are from everywhere in it");
    say("      cases | filing /s | p99 ms | look-up /s | p99 ms | memory  | bytes a case");
    let mut wanted = FIRST.min(most);
    let mut first: Option<[Load; 2]> = None;
    loop {
        let mut there = sample(&settings, &mut samples)?;
        while there < wanted {
            if interrupt.came() {
                bail!("stopped before the end");
            }
            load::run(settings.port, 64, FILLING.min(Duration::from_millis(wanted - there)), &filing)?;
            there = sample(&settings, &mut samples)?;
        }
        for _ in 0..SAMPLES {
            sample(&settings, &mut samples)?;
        }
        let loads = both(settings.port, &filing, &samples)?;
        let [filed, found] = &loads;
        let cases = sample(&settings, &mut samples)?;
        say(format_args!(
            "{cases:>11} | {:>9.0} | {:>6.1} | {:>10.0} | {:>6.1} | {} | {}",
            filed.rate,
            filed.p99_ms,
            found.rate,
            found.p99_ms,
            resident(node.process_id())?,
            weight(&settings.folder)? / cases
        ));
        if wanted >= most {
            if let Some([filed_first, found_first]) = &first {
                let share = |now: &Load, then: &Load| now.rate / then.rate;
                say(format_args!(
                    "of the first line's rate: filing {:.2}, look-up {:.2}",
                    share(filed, filed_first),
                    share(found, found_first)
                ));
            }
            return node.stop();
        }
        first.get_or_insert(loads);
        wanted = (wanted * 10).min(most);
    }
}

/// Filing, and looking up what is known.
fn both(port: u16, filing: &Request<'_>, samples: &[(String, String)]) -> Result<[Load; 2]> {
    let looked = |connection: usize, number: u64| {
        let which = (number as usize).wrapping_mul(CONNECTIONS).wrapping_add(connection) % samples.len();
        samples.get(which).map(|(reference, code)| look_up(port, reference, code)).unwrap_or_default()
    };
    let rounds: Vec<[Load; 2]> = (0..ROUNDS)
        .map(|_| {
            Ok([load::run(port, CONNECTIONS, MEASURED, filing)?, load::run(port, CONNECTIONS, MEASURED, &looked)?])
        })
        .collect::<Result<_>>()?;
    Ok([0, 1].map(|which| median(&rounds, which)))
}

/// Files a case and keeps its reference and code; its number in the register.
fn sample(settings: &NodeSettings, samples: &mut Vec<(String, String)>) -> Result<u64> {
    let one = file_one(settings, samples.len() as u64)?;
    let serial = serial(&one.0)?;
    samples.push(one);
    Ok(serial)
}

/// A case's number in its register, out of its reference.
fn serial(reference: &str) -> Result<u64> {
    let number = reference.split('-').nth(2).context("a reference without a number")?;
    Ok(number.parse()?)
}

/// What a folder holds, in bytes.
pub fn weight(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // What is written down again at once, as a log of the database is, may be gone.
        let Ok(about) = entry.metadata() else { continue };
        sum += if about.is_dir() { weight(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}
