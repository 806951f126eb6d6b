//! The loader: the one script that an agency's page names, and the module that follows a form.
//!
//! In: `widget/loader`, the form's style. Out: in `.wasl/build/loader`, `wasl.js`; `agency.js` with room for an agency's form, and
//! `seat.js`, which follows it.
//! Never: a version in the scripts: the node's answers name the one that they come from.

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

/// How the module names what the styles leave.
const FORM_SHEET: &str = "wasl-form-sheet";
/// A classic script in a function of its own works with and without `type="module"` and leaves no globals.
const OUTS: [(&str, &str, &str); 3] =
    [("wasl.js", "loader.js", "iife"), ("agency.js", "agency.js", "iife"), ("seat.js", "later.js", "esm")];

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &["widget/loader", "views/styles/form.css"], &[])?;
    let folder = repo.own("build/loader");
    let leaves = OUTS.map(|(name, ..)| folder.join(name));
    unless_unchanged(repo, "loader", &digest, &leaves, || {
        for (name, from, format) in OUTS {
            run_quiet(
                program(&tools.npm.esbuild)
                    .arg(repo.join("widget/loader").join(from))
                    .args(["--bundle", "--minify", "--target=es2022", "--charset=utf8", "--loader:.css=text"])
                    .args(["--log-level=warning", "--legal-comments=none"])
                    .arg(format!("--format={format}"))
                    .arg(format!("--define:WITH_FORM={}", name != "wasl.js"))
                    .arg(format!("--alias:{FORM_SHEET}={}", repo.own("build/styles/form.css").display()))
                    .arg(format!("--outfile={}", folder.join(name).display())),
            )
            .context("esbuild could not read the loader")?;
        }
        Ok(())
    })
}
