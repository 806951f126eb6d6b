//! The description of the HTTP API: the document, the page to read it on, a page for each problem.
//!
//! In: the crate `openapi`, which makes them from the contract's types. Out: files in `.wasl/build/openapi`.
//! Never: part of the worker, which only serves them.

use std::fs;

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run};
use crate::toolchain::Toolchain;

const SOURCES: [&str; 6] = ["Cargo.lock", "domain", "routing/src", "wire", "words", "openapi"];

pub fn build(repo: &Repo, _: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &SOURCES, &[])?;
    let out = repo.own("build/openapi");
    unless_unchanged(repo, "openapi", &digest, std::slice::from_ref(&out), || {
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let export = ["run", "--quiet", "-p", "openapi", "--bin", "openapi-export", "--"];
        run(program("cargo").current_dir(repo.root()).args(export).arg(&out))
            .context("the description of the API could not be written")
    })
}
