//! What comes from npm: workerd, wrangler, esbuild, wasm-opt and the browser test runner.
//!
//! In: `package-lock.json`. Out: `node_modules` that matches it, and the paths of the programs inside.
//! Never: changes the lock file, or installs twice for the same lock file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place::{Repo, variable};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

const OLDEST_NODE: u32 = 20;
/// Holds the digest of the lock file that `node_modules` was installed from.
const STAMP: &str = "node_modules/.wasl-lock";

/// The npm programs a build or a node needs.
#[derive(Clone, Debug)]
pub struct NpmPrograms {
    pub workerd: PathBuf,
    pub esbuild: PathBuf,
    pub wasm_opt: PathBuf,
    pub wrangler: PathBuf,
    pub playwright: PathBuf,
}

pub fn ensure(repo: &Repo) -> Result<NpmPrograms> {
    let lock = std::fs::read(repo.join("package-lock.json")).context("package-lock.json cannot be read")?;
    let digest = crate::digest::of(&lock);
    if std::fs::read_to_string(repo.join(STAMP)).ok().as_deref() != Some(digest.as_str()) {
        check_node()?;
        step(
            "npm ci, about half a minute",
            "workerd runs the nodes; esbuild and wasm-opt make the widget small; Playwright drives the browser tests",
        );
        run_quiet(program("npm").current_dir(repo.root()).args(["ci", "--no-audit", "--no-fund"]))
            .context("npm ci did not succeed")?;
        std::fs::write(repo.join(STAMP), digest)?;
    }
    let given = |name: &str, own: PathBuf| variable(name).map_or(own, PathBuf::from);
    Ok(NpmPrograms {
        workerd: native_binary(&repo.join("node_modules/@cloudflare"), "workerd-", "bin/workerd")?,
        esbuild: given("ESBUILD_BIN", native_binary(&repo.join("node_modules/@esbuild"), "", "bin/esbuild")?),
        wasm_opt: given("WASM_OPT_BIN", repo.npm_program("wasm-opt")),
        wrangler: repo.npm_program("wrangler"),
        playwright: repo.npm_program("playwright"),
    })
}

/// npm installs one package per platform with the program inside. The program itself is taken, not the script around it:
/// ending the script would leave the program running.
fn native_binary(scope: &Path, prefix: &str, inside: &str) -> Result<PathBuf> {
    let packages = std::fs::read_dir(scope)
        .with_context(|| format!("npm brought nothing for this platform under {}", scope.display()))?;
    packages
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(inside))
        .find(|file| file.is_file())
        .with_context(|| format!("npm brought no {inside} for this platform"))
}

fn check_node() -> Result<()> {
    let Some(version) = ask("node", &["--version"]) else {
        bail!("Node.js is missing: install Node.js {OLDEST_NODE} or newer with npm");
    };
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js {version} is too old: install {OLDEST_NODE} or newer");
    }
    if ask("npm", &["--version"]).is_none() {
        bail!("npm is missing: install it beside Node.js");
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("node"), None);
    }
}
