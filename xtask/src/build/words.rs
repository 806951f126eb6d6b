//! The words of the screens: one compiled catalogue per language.
//!
//! In: the crate `words`, which knows how to write its catalogues. Out: `<language>.json` in `.wasl/build/words`,
//! what only the later parts say in `.wasl/build/words-of-parts`, and the names of countries in `.wasl/build/countries`.
//! Never: reads or changes a catalogue's content.

use std::fs;

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run};
use crate::toolchain::Toolchain;

const SOURCES: [&str; 4] = ["Cargo.lock", "domain", "wire", "words"];

pub fn build(repo: &Repo, _: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &SOURCES, &[])?;
    let out = ["build/words", "build/words-of-parts", "build/countries"].map(|folder| repo.own(folder));
    unless_unchanged(repo, "words", &digest, &out, || {
        for folder in &out {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir_all(folder)?;
        }
        let export = ["run", "--quiet", "-p", "words", "--features", "builtin", "--bin", "words-export", "--"];
        run(program("cargo").current_dir(repo.root()).args(export).args(&out))
            .context("the catalogues could not be written")
    })
}
