//! `cargo xtask bench growth`: whether a register of many cases is as quick as one of few, and what a case weighs.
//!
//! In: the release build in dist/, how many cases. Out: a line at each power of ten: filing, looking up cases from everywhere in
//! the register, the process's memory, what a case takes on the disk, and both rates and what they cost in computing beside a
//! new register of few cases that is measured in turns with it, so that a busy machine changes both. Every case is filed as any
//! other is.
//! With `--again`, only the last line, in the register that the last run left. Never: rows written past the node.

use std::fs;
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
/// The cases that are looked up, beside the register.
const KNOWN: &str = "known.json";
const CONNECTIONS: usize = 16;

/// A node with one register, and cases of it that are known.
struct Grown {
    settings: NodeSettings,
    node: Node,
    known: Vec<(String, String)>,
}

impl Grown {
    fn new(repo: &Repo, name: &str, log: &mpsc::Sender<LogLine>) -> Result<Self> {
        Self::start(repo, &empty_folder(repo, &format!("bench/growth/{name}"))?, log)
    }

    /// The register that an earlier run left, with the cases of it that are known.
    fn again(repo: &Repo, log: &mpsc::Sender<LogLine>) -> Result<Self> {
        let folder = repo.own("bench/growth/grown");
        let known = fs::read(folder.join(KNOWN)).context("no register of an earlier run: leave `--again` out")?;
        Ok(Self { known: serde_json::from_slice(&known)?, ..Self::start(repo, &folder, log)? })
    }

    /// Keeps what [`Self::again`] needs.
    fn keep(&self, repo: &Repo) -> Result<()> {
        Ok(fs::write(repo.own("bench/growth/grown").join(KNOWN), serde_json::to_vec(&self.known)?)?)
    }

    fn start(repo: &Repo, folder: &Path, log: &mpsc::Sender<LogLine>) -> Result<Self> {
        let settings = settings(folder)?;
        let node = Node::start(repo, &repo.npm_program("workerd"), &settings, log)?;
        put_agency(&settings)?;
        Ok(Self { settings, node, known: Vec::new() })
    }

    /// Files until there are `wanted`, then some that are known, and says how many there are.
    fn fill(&mut self, wanted: u64, body: &str, interrupt: &Interrupt) -> Result<u64> {
        let port = self.settings.port;
        let mut there = sample(&self.settings, &mut self.known)?;
        while there < wanted {
            if interrupt.came() {
                bail!("stopped before the end");
            }
            let lasting = FILLING.min(Duration::from_millis(wanted - there));
            load::run(port, 64, lasting, &|_: usize, _: u64| file(port, body))?;
            there = sample(&self.settings, &mut self.known)?;
        }
        for _ in 0..SAMPLES {
            there = sample(&self.settings, &mut self.known)?;
        }
        Ok(there)
    }

    /// Filing, and looking up what is known.
    fn loads(&self, body: &str) -> Result<[Load; 2]> {
        let port = self.settings.port;
        let filing = |_: usize, _: u64| file(port, body);
        let looked = |connection: usize, number: u64| {
            let which = (number as usize).wrapping_mul(CONNECTIONS).wrapping_add(connection) % self.known.len();
            self.known.get(which).map(|(reference, code)| look_up(port, reference, code)).unwrap_or_default()
        };
        let measured =
            |request: &Request<'_>| load::computing(self.node.process_id(), port, CONNECTIONS, MEASURED, request);
        Ok([measured(&filing)?, measured(&looked)?])
    }
}

pub fn measure(repo: &Repo, most: u64, again: bool) -> Result<()> {
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));
    let interrupt = Interrupt::watch()?;
    let mut grown = if again { Grown::again(repo, &log) } else { Grown::new(repo, "grown", &log) }?;
    let body = filing().to_string();
    say(format_args!(
        "one register, 16 connections (median of {ROUNDS} x 4 s); cases looked up are from everywhere in it;"
    ));
    say(
        "beside: the rate, and the computing for each answer, in shares of a new register's of a thousand cases, in turns with it",
    );
    say("      cases | filing /s | p99 ms | beside    | look-up /s | p99 ms | beside    | memory  | bytes a case");
    let mut wanted = if again { most } else { FIRST.min(most) };
    loop {
        let cases = grown.fill(wanted, &body, &interrupt)?;
        // Before the measuring files more of them.
        let weight = weight(&grown.settings.folder)? / cases;
        let mut new = Grown::new(repo, "new", &log)?;
        new.fill(FIRST.min(most), &body, &interrupt)?;
        let rounds: Vec<[Load; 4]> = (0..ROUNDS)
            .map(|_| {
                let ([new_filed, new_found], [filed, found]) = (new.loads(&body)?, grown.loads(&body)?);
                Ok([filed, new_filed, found, new_found])
            })
            .collect::<Result<_>>()?;
        new.node.stop()?;
        let [filed, new_filed, found, new_found] = [0, 1, 2, 3].map(|which| median(&rounds, which));
        let beside = |now: &Load, then: &Load| format!("{:.2} {:.2}", now.rate / then.rate, now.cpu_us / then.cpu_us);
        say(format_args!(
            "{cases:>11} | {:>9.0} | {:>6.1} | {} | {:>10.0} | {:>6.1} | {} | {} | {weight}",
            filed.rate,
            filed.p99_ms,
            beside(&filed, &new_filed),
            found.rate,
            found.p99_ms,
            beside(&found, &new_found),
            resident(grown.node.process_id())?,
        ));
        if wanted >= most {
            grown.keep(repo)?;
            return grown.node.stop();
        }
        wanted = (wanted * 10).min(most);
    }
}

/// Files a case and keeps its reference and code; its number in the register.
fn sample(settings: &NodeSettings, samples: &mut Vec<(String, String)>) -> Result<u64> {
    let one = file_one(settings)?;
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
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // What is written down again at once, as a log of the database is, may be gone.
        let Ok(about) = entry.metadata() else { continue };
        sum += if about.is_dir() { weight(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}
