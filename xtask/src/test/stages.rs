//! The stages of `cargo xtask test`, in the order in which they run.
//!
//! In: the repository and its tools. Out: whether the stage holds.
//! Never: puts two packages into one cargo command where their features would unify (client and worker above all).

use std::process::Command;

use anyhow::{Result, bail};

use super::Bench;
use crate::build::{self, Effort};
use crate::run::{program, run, show_all_on_stdout};
use crate::say::say;
use crate::toolchain::wasm::TARGET;
use crate::{layers, schemathesis, size, tidy, torture};

/// One thing that has to hold.
pub struct Stage {
    pub name: &'static str,
    pub what: &'static str,
    pub needs_build: bool,
    pub run: fn(&Bench<'_>) -> Result<()>,
}

const fn stage(name: &'static str, what: &'static str, run: fn(&Bench<'_>) -> Result<()>) -> Stage {
    Stage { name, what, needs_build: false, run }
}

const fn on_build(name: &'static str, what: &'static str, run: fn(&Bench<'_>) -> Result<()>) -> Stage {
    Stage { name, what, needs_build: true, run }
}

/// Cheap ones first; what needs the artefacts last.
pub const STAGES: [Stage; 14] = [
    stage("fmt", "the code is formatted", fmt),
    stage("layers", "imports go down only", |bench| layers::command(bench.repo)),
    stage("tidy", "headers, lengths, nothing left over", |bench| tidy::command(bench.repo)),
    stage("build", "release artefacts of the widget and the worker", |bench| {
        build::build(bench.repo, &bench.tools, Effort::Release)
    }),
    on_build("size", "what is downloaded stays within the budget", |bench| size::command(bench.repo)),
    on_build("deploy", "wrangler takes the worker with its bindings and migrations", deploy),
    stage("clippy", "no warning, natively", clippy),
    stage("clippy-wasm", "no warning, for the browser and the edge", clippy_wasm),
    stage("docs", "the documentation has no broken link", docs),
    stage("unit", "every package's own tests", unit),
    on_build("integration", "two nodes on real workerd, over HTTP", integration),
    on_build("described", "every answer is as the description of the API has it", |bench| {
        schemathesis::short(bench.repo, &bench.tools.npm.workerd)
    }),
    on_build("torture", "nodes that are killed under load lose nothing (a short run)", |bench| {
        torture::carry_out(bench.repo, &bench.tools, torture::SHORT)
    }),
    on_build("browser", "a real browser on the demo site", browser),
];

/// Every package with the features it is built with, as cargo's options.
const PACKAGES: [&[&str]; 12] = [
    &["-p", "domain"],
    &["-p", "routing"],
    &["-p", "sealer"],
    &["-p", "wire", "--all-features"],
    &["-p", "words", "--features", "builtin"],
    &["-p", "views", "--features", "ssr"],
    &["-p", "edge-worker"],
    &["-p", "widget"],
    &["-p", "openapi"],
    &["-p", "cli"],
    &["-p", "mail"],
    &["-p", "xtask"],
];
const TESTS: &[&str] = &["-p", "integration-tests"];
/// What is compiled for WebAssembly.
const WINGS: [&str; 2] = ["widget", "edge-worker"];

fn cargo(bench: &Bench<'_>) -> Command {
    let mut cargo = program("cargo");
    cargo.current_dir(bench.repo.root());
    cargo
}

/// Runs one command per package; all of them, so that one report shows all that is wrong.
fn for_each(commands: impl Iterator<Item = Command>) -> Result<()> {
    let mut failed = 0_usize;
    for mut command in commands {
        show_all_on_stdout(&mut command)?;
        if let Err(error) = run(&mut command) {
            say(format_args!("{error:#}"));
            failed += 1;
        }
    }
    if failed > 0 {
        bail!("{failed} commands did not succeed");
    }
    Ok(())
}

fn fmt(bench: &Bench<'_>) -> Result<()> {
    let mut command = cargo(bench);
    command.args(["fmt", "--all", "--check"]);
    for_each(std::iter::once(command))
}

fn clippy(bench: &Bench<'_>) -> Result<()> {
    for_each(PACKAGES.iter().copied().chain([TESTS]).map(|package| {
        let mut command = cargo(bench);
        command.args(["clippy", "--quiet", "--all-targets"]).args(package).args(["--", "-D", "warnings"]);
        command
    }))
}

/// The toolchain that has the target may come without clippy; then the compiler's own warnings have to do.
fn clippy_wasm(bench: &Bench<'_>) -> Result<()> {
    let mut probe = bench.tools.wasm.cargo();
    let has_clippy = crate::run::capture(probe.args(["clippy", "--version"])).is_ok();
    if !has_clippy {
        say("the toolchain that builds for WebAssembly has no clippy: the compiler's own warnings are checked instead");
    }
    for_each(WINGS.iter().map(|wing| {
        let mut command = bench.tools.wasm.cargo();
        command.current_dir(bench.repo.root()).env("CARGO_TARGET_DIR", bench.repo.wasm_target_dir());
        if has_clippy {
            command.args(["clippy", "--quiet", "--target", TARGET, "-p", wing, "--lib", "--", "-D", "warnings"]);
        } else {
            command.env("RUSTFLAGS", "-D warnings").args(["check", "--quiet", "--target", TARGET, "-p", wing, "--lib"]);
        }
        command
    }))
}

fn docs(bench: &Bench<'_>) -> Result<()> {
    for_each(PACKAGES.iter().map(|package| {
        let mut command = cargo(bench);
        command.env("RUSTDOCFLAGS", "-D warnings").args(["doc", "--quiet", "--no-deps"]).args(*package);
        command
    }))
}

fn unit(bench: &Bench<'_>) -> Result<()> {
    for_each(PACKAGES.iter().map(|package| {
        let mut command = cargo(bench);
        command.arg("test").args(*package);
        command
    }))
}

fn deploy(bench: &Bench<'_>) -> Result<()> {
    let mut command = program(&bench.tools.npm.wrangler);
    command
        .current_dir(bench.repo.root())
        .env("WRANGLER_SEND_METRICS", "false")
        .env("CI", "true")
        .args(["deploy", "--dry-run", "--outdir"])
        .arg(bench.repo.own("dry-run"));
    for_each(std::iter::once(command))
}

fn integration(bench: &Bench<'_>) -> Result<()> {
    let mut command = cargo(bench);
    // One file that fails hides no other.
    command.args(["test", "--no-fail-fast"]).args(TESTS).env("WORKERD_BIN", &bench.tools.npm.workerd);
    for_each(std::iter::once(command))
}

fn browser(bench: &Bench<'_>) -> Result<()> {
    let mut command = program(&bench.tools.npm.playwright);
    command.current_dir(bench.repo.root()).env("CHROMIUM", &bench.chromium).env("CI", "true").args([
        "test",
        "--config",
        "tests/browser/playwright.config.mjs",
    ]);
    command.envs(bench.engines.variables.iter().map(|(name, path)| (name, path)));
    // With everything there, a test that skips an engine is a failure.
    if bench.engines.missing.is_empty() {
        command.env("ENGINES", "all");
    }
    for_each(std::iter::once(command))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Repo;

    #[test]
    fn every_package_of_the_workspace_is_tested() {
        let manifest = std::fs::read_to_string(Repo::find().unwrap().join("Cargo.toml")).unwrap();
        let list = manifest.split("default-members = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        for name in list.split(',').map(|name| name.trim().trim_matches('"')) {
            assert!(PACKAGES.iter().any(|package| package.get(1) == Some(&name)), "{name}");
        }
    }
}
