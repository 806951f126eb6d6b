//! `cargo xtask build`: from sources to `dist/`, which is all that a node needs.
//!
//! In: the repository and its tools. Out: `dist/edge` (the worker) and `dist/assets` (what browsers load).
//! Never: downloads anything, builds client and worker in one cargo command (their features would unify and break
//! both), or repeats a part whose sources have not changed.

mod assets;
pub mod client;
mod loader;
mod openapi;
mod parts;
mod stamp;
mod styles;
mod words;
pub mod worker;

use anyhow::Result;

use crate::clock::Stopwatch;
use crate::place::Repo;
use crate::say::say;
use crate::toolchain::Toolchain;

/// How much time to spend on making the result small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// What is deployed: small and fast.
    Release,
    /// What is tried out: quick to build.
    Dev,
}

impl Effort {
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev",
        }
    }
}

/// The crates that both wings are made of.
const SHARED_SOURCES: [&str; 7] = ["Cargo.toml", "Cargo.lock", "domain", "routing/src", "wire", "words", "views"];

type Part = fn(&Repo, &Toolchain, Effort) -> Result<stamp::Outcome>;

/// In this order: the assets are made from what the parts before them leave.
const PARTS: [(&str, Part); 8] = [
    ("words", words::build),
    ("styles", styles::build),
    ("loader", loader::build),
    ("parts", parts::build),
    ("client", client::build),
    ("openapi", openapi::build),
    ("assets", assets::build),
    ("worker", worker::build),
];

/// Builds what has changed.
pub fn build(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<()> {
    let mut unchanged = Vec::new();
    for (name, part) in PARTS {
        let watch = Stopwatch::start();
        match part(repo, tools, effort)? {
            stamp::Outcome::Built => say(format_args!("built {name} in {}", watch.elapsed())),
            stamp::Outcome::Unchanged => unchanged.push(name),
        }
    }
    if !unchanged.is_empty() {
        say(format_args!("unchanged since the last build: {}", unchanged.join(", ")));
    }
    Ok(())
}
