//! Checks a receipt as anybody can: builds and runs `wasl verify receipt`, which is the one that people have.
//!
//! In: the file, and where the node's keys are. Out: what the tool says. Never: an opinion of its own.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::place::Repo;
use crate::run::{program, run};

/// `cargo xtask verify-receipt FILE [--keys FILE | --node URL]`.
pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let keys: Option<String> = args.value("--keys")?;
    let node: Option<String> = args.value("--node")?;
    let Some(file) = args.command() else {
        bail!("which file? `cargo xtask verify-receipt FILE [--keys FILE | --node URL]`");
    };
    args.finish()?;
    let mut tool = program("cargo");
    tool.args(["run", "--quiet", "--package", "cli", "--bin", "wasl", "--manifest-path"]);
    tool.arg(repo.root().join("Cargo.toml")).args(["--", "verify", "receipt", &file]);
    for (name, value) in [("--keys", keys), ("--node", node)] {
        tool.args(value.iter().flat_map(|value| [name, value]));
    }
    run(&mut tool)
}
