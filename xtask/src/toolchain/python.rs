//! The one tool that comes from Python: schemathesis, in an environment of its own.
//!
//! In: the version wanted. Out: its path under `.wasl/tools`, installed there once per version.
//! Never: touches the machine's own Python packages.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::place::{Repo, variable};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

const SCHEMATHESIS_VERSION: &str = "4.32.5";

/// schemathesis, which draws requests from the description of the API.
pub fn schemathesis(repo: &Repo) -> Result<PathBuf> {
    if let Some(given) = variable("SCHEMATHESIS_BIN") {
        return Ok(given.into());
    }
    let folder = repo.own("tools").join(format!("schemathesis-{SCHEMATHESIS_VERSION}"));
    let path = folder.join("bin/schemathesis");
    if path.is_file() && ask(&path.to_string_lossy(), &["--version"]).is_some() {
        return Ok(path);
    }
    if ask("python3", &["--version"]).is_none() {
        bail!("Python is missing: install python3 with its module venv (Debian: python3-venv)");
    }
    step(
        format_args!("pip install schemathesis {SCHEMATHESIS_VERSION}, half a minute, once"),
        "it looks for answers that the description of the API does not have",
    );
    run_quiet(program("python3").args(["-m", "venv"]).arg(&folder)).context("python3 -m venv did not succeed")?;
    let wanted = format!("schemathesis=={SCHEMATHESIS_VERSION}");
    run_quiet(program(folder.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check", &wanted]))
        .context("pip did not succeed")?;
    Ok(path)
}
