//! `cargo xtask torture`: nodes on real workerd are killed under load, in rounds, and what they acknowledged is counted.
//!
//! In: how many rounds, a seed, how long each round files before its kill. Out: a line a round, a table; an error if
//! anything acknowledged was lost, halved or doubled. The work is done by the program `torture` of the package
//! `integration-tests`. Never: a run without an end; the seed stands in the table, so that it can be had again.

use std::process::Command;

use anyhow::Result;

use crate::args::Args;
use crate::build;
use crate::place::Repo;
use crate::run::{program, run, show_all_on_stdout};
use crate::toolchain::{self, Toolchain};

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub rounds: u64,
    pub seed: u64,
    pub seconds_per_round: f64,
}

/// What continuous integration does: a few rounds, within a minute.
pub const SHORT: Plan = Plan { rounds: 4, seed: 26, seconds_per_round: 1.0 };
/// What `cargo xtask torture` does.
const LONG: Plan = Plan { rounds: 50, seed: 1, seconds_per_round: 2.0 };

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let plan = Plan {
        rounds: args.value("--rounds")?.unwrap_or(LONG.rounds),
        seed: args.value("--seed")?.unwrap_or(LONG.seed),
        seconds_per_round: args.value("--seconds-per-round")?.unwrap_or(LONG.seconds_per_round),
    };
    let effort = crate::effort(args);
    args.finish()?;
    let tools = toolchain::ensure(repo)?;
    build::build(repo, &tools, effort)?;
    carry_out(repo, &tools, plan)
}

/// Runs a plan on what was built.
pub fn carry_out(repo: &Repo, tools: &Toolchain, plan: Plan) -> Result<()> {
    let load_ms = (plan.seconds_per_round.clamp(0.1, 600.0) * 1000.0).round().to_string();
    let mut cargo: Command = program("cargo");
    cargo
        .current_dir(repo.root())
        .args(["run", "--quiet", "-p", "integration-tests", "--bin", "torture", "--"])
        .args(["--rounds", &plan.rounds.to_string(), "--seed", &plan.seed.to_string(), "--load-ms", &load_ms])
        .env("WORKERD_BIN", &tools.npm.workerd);
    show_all_on_stdout(&mut cargo)?;
    run(&mut cargo)
}
