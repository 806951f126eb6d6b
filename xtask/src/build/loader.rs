//! The loader: the one script that an agency's page names.
//!
//! In: `widget/loader`. Out: `wasl.js` in `.wasl/build/loader`, with room for an agency's form.
//! Never: a version in it: the node's answers name the one that they come from.

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &["widget/loader"], &[])?;
    let out = repo.own("build/loader/wasl.js");
    unless_unchanged(repo, "loader", &digest, std::slice::from_ref(&out), || {
        run_quiet(
            program(&tools.npm.esbuild)
                .arg(repo.join("widget/loader/loader.js"))
                // A classic script in a function of its own: it works with and without type="module" and leaves no globals.
                .args([
                    "--bundle",
                    "--minify",
                    "--format=iife",
                    "--target=es2020",
                    "--log-level=warning",
                    "--legal-comments=none",
                ])
                .arg(format!("--outfile={}", out.display())),
        )
        .context("esbuild could not read the loader")
    })
}
