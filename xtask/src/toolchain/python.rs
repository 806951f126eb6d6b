//! What comes from Python: each package in an environment of its own.
//!
//! In: the versions wanted. Out: paths under `.wasl/tools`, installed there once per version.
//! Never: touches the machine's own Python packages.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::place::{Repo, variable};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

const SCHEMATHESIS_VERSION: &str = "4.32.5";
const STANDARDWEBHOOKS_VERSION: &str = "1.1.0";

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
    let why = "it looks for answers that the description of the API does not have";
    install(&folder, "schemathesis", SCHEMATHESIS_VERSION, why)?;
    Ok(path)
}

/// The library of Standard Webhooks, which tests hold our signatures against: the Python that has it.
pub fn standardwebhooks(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.own("tools").join(format!("standardwebhooks-{STANDARDWEBHOOKS_VERSION}"));
    let python = folder.join("bin/python3");
    if !python.is_file() || ask(&python.to_string_lossy(), &["-c", "import standardwebhooks"]).is_none() {
        let why = "tests have it check our webhooks and sign callbacks";
        install(&folder, "standardwebhooks", STANDARDWEBHOOKS_VERSION, why)?;
    }
    Ok(python)
}

fn install(folder: &std::path::Path, package: &str, version: &str, why: &str) -> Result<()> {
    if ask("python3", &["--version"]).is_none() {
        bail!("Python is missing: install python3 with its module venv (Debian: python3-venv)");
    }
    step(format_args!("pip install {package} {version}, once"), why);
    run_quiet(program("python3").args(["-m", "venv"]).arg(folder)).context("python3 -m venv did not succeed")?;
    let wanted = format!("{package}=={version}");
    run_quiet(program(folder.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check", &wanted]))
        .context("pip did not succeed")?;
    Ok(())
}
