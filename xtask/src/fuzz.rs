//! `cargo xtask fuzz`: what strangers send, drawn by libFuzzer, into the rooms that read it.
//!
//! In: a target and how long. Out: libFuzzer's own report; what it found stays in `.wasl/fuzz`, with a line that says how
//! to see it again. Never: a nightly compiler (the instrumentation is the compiler's own passes), or more than one
//! process.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::clock::Stopwatch;
use crate::place::Repo;
use crate::run::{program, run};
use crate::say::say;

const TARGETS: [&str; 8] = ["reference", "filing", "exchange", "tus", "document", "multipart", "signature", "json"];
const SECONDS: u32 = 60;
const HOST: &str = "x86_64-unknown-linux-gnu";
/// What cargo-fuzz gives the compiler too, without a sanitizer: edges, comparisons, checks of arithmetic.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let seconds: u32 = args.value("--seconds")?.unwrap_or(SECONDS);
    let wanted = args.command();
    args.finish()?;
    let targets: Vec<&str> = match &wanted {
        Some(name) => vec![TARGETS.iter().find(|t| *t == name).with_context(|| unknown(name))?],
        None => TARGETS.to_vec(),
    };
    let own = repo.own("fuzz");
    let build = own.join("target");
    let mut cargo = program("cargo");
    cargo.current_dir(repo.join("fuzz")).env("RUSTFLAGS", INSTRUMENTED);
    cargo.args(["build", "--release", "--target", HOST, "--target-dir"]).arg(&build);
    run(&mut cargo).context("the targets could not be built")?;
    let mut found = Vec::new();
    for target in targets {
        let (corpus, findings) = (own.join("corpus").join(target), own.join("findings").join(target));
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&findings)?;
        let watch = Stopwatch::start();
        let mut fuzzer = program(build.join(HOST).join("release").join(target));
        fuzzer.arg(&corpus).arg(format!("-artifact_prefix={}/", findings.display()));
        let seeds = repo.join("fuzz/seeds").join(target);
        if seeds.is_dir() {
            fuzzer.arg(seeds);
        }
        fuzzer.args([
            format!("-max_total_time={seconds}"),
            "-timeout=5".into(),
            "-rss_limit_mb=1024".into(),
            "-max_len=8192".into(),
            "-print_final_stats=1".into(),
        ]);
        if run(&mut fuzzer).is_err() {
            found.push(target);
        }
        say(format_args!("{target}: {}", watch.elapsed()));
    }
    if !found.is_empty() {
        bail!("something was found in {}: see {}", found.join(", "), own.join("findings").display());
    }
    say("nothing was found");
    Ok(())
}

fn unknown(name: &str) -> String {
    format!("there is no target `{name}`; there are {}", TARGETS.join(", "))
}
