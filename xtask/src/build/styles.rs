//! The style sheet: the tokens that a site may set, then the widget's rules, in one small file.
//!
//! In: `views/styles`. Out: `widget.css` in `.wasl/build/styles`.
//! Never: changes the order, on which the cascade depends.

use std::fs;

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

const SHEETS: [&str; 2] = ["views/styles/tokens.css", "views/styles/widget.css"];

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &SHEETS, &[])?;
    let folder = repo.own("build/styles");
    let out = folder.join("widget.css");
    unless_unchanged(repo, "styles", &digest, std::slice::from_ref(&out), || {
        fs::create_dir_all(&folder)?;
        let mut all = String::new();
        for sheet in SHEETS {
            all.push_str(&fs::read_to_string(repo.join(sheet)).with_context(|| format!("{sheet} cannot be read"))?);
            all.push('\n');
        }
        let joined = folder.join("joined.css");
        fs::write(&joined, all)?;
        run_quiet(
            program(&tools.npm.esbuild)
                .arg(&joined)
                .args(["--minify", "--charset=utf8", "--log-level=warning"])
                .arg(format!("--outfile={}", out.display())),
        )
        .context("esbuild could not read the style sheets")
    })
}
