//! The parts of the widget that are only needed later: each a module of its own, loaded by the loader.
//!
//! In: `widget/parts/*.js`. Out: one module a file in `.wasl/build/parts`, what they share inside each.
//! Never: a part in the loader's own bytes.

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

const SOURCES: &str = "widget/parts";

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &[SOURCES], &[])?;
    let out = repo.own("build/parts");
    unless_unchanged(repo, "parts", &digest, std::slice::from_ref(&out), || {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        std::fs::create_dir_all(&out)?;
        let folder = repo.join(SOURCES);
        let sources = crate::digest::files_below(&folder)?;
        // What stands in a folder below is a piece of the part that names it.
        let is_part = |path: &&std::path::PathBuf| {
            path.extension().is_some_and(|e| e == "js") && path.parent() == Some(folder.as_path())
        };
        let parts = sources.iter().filter(is_part);
        run_quiet(
            program(&tools.npm.esbuild)
                .args(parts)
                .args(["--bundle", "--minify", "--format=esm", "--target=es2020"])
                .args(["--log-level=warning", "--legal-comments=none"])
                .arg(format!("--outdir={}", out.display())),
        )
        .context("esbuild could not read the parts")
    })
}
