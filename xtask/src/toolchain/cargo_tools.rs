//! The two Rust programs that turn compiled WebAssembly into modules, wasm-bindgen and worker-build; and geckodriver, by
//! which the tests drive Firefox.
//!
//! In: the versions wanted. Out: their paths under `.wasl/tools`, installed there once per version.
//! Never: touches the user's own cargo programs, or accepts another version than the one asked for.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::place::{Repo, variable};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

const WORKER_BUILD_VERSION: &str = "0.8.7";
const GECKODRIVER_VERSION: &str = "0.37.0";

/// wasm-bindgen at the version of the crate in Cargo.lock: the two speak a private format that changes with each version.
pub fn wasm_bindgen(repo: &Repo) -> Result<PathBuf> {
    let lock = std::fs::read_to_string(repo.join("Cargo.lock"))
        .context("Cargo.lock cannot be read: run any cargo command first")?;
    let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")?;
    if let Some(given) = variable("WASM_BINDGEN_BIN")
        && ask(&given, &["--version"]).is_some_and(|answer| answer.ends_with(&version))
    {
        return Ok(given.into());
    }
    let why = "it writes the JavaScript side of the widget; its version must be the one in Cargo.lock";
    install(repo, "wasm-bindgen-cli", "wasm-bindgen", &version, why)
}

pub fn worker_build(repo: &Repo) -> Result<PathBuf> {
    let why = "it packs the worker for workerd and Cloudflare";
    install(repo, "worker-build", "worker-build", WORKER_BUILD_VERSION, why)
}

/// Debian packages no geckodriver; its authors publish it as a crate.
pub fn geckodriver(repo: &Repo) -> Result<PathBuf> {
    let path = install(repo, "geckodriver", "geckodriver", GECKODRIVER_VERSION, "the tests drive Firefox by it")?;
    forget_build(repo);
    Ok(path)
}

fn install(repo: &Repo, package: &str, binary: &str, version: &str, why: &str) -> Result<PathBuf> {
    let root = repo.own("tools");
    let path = root.join("bin").join(binary);
    if path.is_file() && installed(&root, package, version) {
        return Ok(path);
    }
    step(format_args!("cargo install {package} {version}, two to four minutes, once"), why);
    let build = repo.own("tools-build");
    // Not --locked: the package's own lock file may name a version that a registry has withdrawn.
    run_quiet(
        program("cargo")
            .current_dir(repo.root())
            .args(["install", package, "--version", &format!("={version}"), "--debug", "--force", "--root"])
            .arg(&root)
            .arg("--target-dir")
            .arg(&build),
    )
    .with_context(|| format!("{package} {version} could not be installed"))?;
    Ok(path)
}

/// Frees the disk from what the installations compiled.
pub fn forget_build(repo: &Repo) {
    // Nothing needs this folder once the programs are installed; if it stays, it only costs room.
    let _ = std::fs::remove_dir_all(repo.own("tools-build"));
}

/// Cargo keeps a list of what it installed under a root; its lines begin with the package and its version.
fn installed(root: &Path, package: &str, version: &str) -> bool {
    std::fs::read_to_string(root.join(".crates.toml"))
        .is_ok_and(|list| list.contains(&format!("\"{package} {version} ")))
}

/// The version that a lock file gives to a package.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_version_is_the_one_of_the_very_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "yew"), None);
    }
}
