//! The loader: the one script that an agency's page names.
//!
//! In: `widget/loader`. Out: in `.wasl/build/loader`, `wasl.js`, and `agency.js` with room for an agency's form.
//! Never: a version in it: the node's answers name the one that they come from.

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &["widget/loader"], &[])?;
    let outs =
        [("wasl.js", false), ("agency.js", true)].map(|(name, with)| (repo.own("build/loader").join(name), with));
    let leaves: Vec<_> = outs.iter().map(|(out, _)| out.clone()).collect();
    unless_unchanged(repo, "loader", &digest, &leaves, || {
        for (out, with_form) in &outs {
            run_quiet(
                program(&tools.npm.esbuild)
                    .arg(repo.join("widget/loader/loader.js"))
                    // A classic script in a function of its own: it works with and without type="module" and leaves no globals.
                    .args(["--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8"])
                    .args(["--log-level=warning", "--legal-comments=none"])
                    .arg(format!("--define:WITH_FORM={with_form}"))
                    .arg(format!("--outfile={}", out.display())),
            )
            .context("esbuild could not read the loader")?;
        }
        Ok(())
    })
}
