//! What comes from Python: each package in an environment of its own.
//!
//! In: the versions wanted. Out: paths under `.wasl/tools`, installed there once per version.
//! Never: touches the machine's own Python packages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place::{Repo, variable};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

const SCHEMATHESIS_VERSION: &str = "4.32.5";
const STANDARDWEBHOOKS_VERSION: &str = "1.1.0";
/// Clients that others wrote. The number in the folder's name grows with every change of this list.
const OPEN311_CLIENTS: [&str; 2] = ["georeport==0.3.1", "three==0.8.0"];
const OPEN311_FOLDER: &str = "open311-clients-1";

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
    install(&folder, &[&format!("schemathesis=={SCHEMATHESIS_VERSION}")], why)?;
    Ok(path)
}

/// The library of Standard Webhooks, which tests hold our signatures against: the Python that has it.
pub fn standardwebhooks(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.own("tools").join(format!("standardwebhooks-{STANDARDWEBHOOKS_VERSION}"));
    let wanted = format!("standardwebhooks=={STANDARDWEBHOOKS_VERSION}");
    with(&folder, "import standardwebhooks", &[&wanted], "tests have it check our webhooks and sign callbacks")
}

/// Clients of Open311 that the node is tried with: the Python that has them.
pub fn open311(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.own("tools").join(OPEN311_FOLDER);
    with(&folder, "import georeport", &OPEN311_CLIENTS, "the node is tried with clients that others wrote")
}

/// The Python of an environment in which this can be said.
fn with(folder: &Path, imports: &str, packages: &[&str], why: &str) -> Result<PathBuf> {
    let python = folder.join("bin/python3");
    if !python.is_file() || ask(&python.to_string_lossy(), &["-c", imports]).is_none() {
        install(folder, packages, why)?;
    }
    Ok(python)
}

fn install(folder: &Path, packages: &[&str], why: &str) -> Result<()> {
    if ask("python3", &["--version"]).is_none() {
        bail!("Python is missing: install python3 with its module venv (Debian: python3-venv)");
    }
    step(format_args!("pip install {}, half a minute, once", packages.join(" ")), why);
    run_quiet(program("python3").args(["-m", "venv"]).arg(folder)).context("python3 -m venv did not succeed")?;
    let mut pip = program(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
    run_quiet(&mut pip).context("pip did not succeed")
}
