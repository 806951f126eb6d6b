//! `cargo xtask layers`: imports go down only.
//!
//! In: `cargo metadata`, `cargo tree`, the paths named in each source file. Out: every arrow that points up or across.
//! Never: has an opinion of its own; the arrows are the table in `layers/arrows.rs`, which ARCHITECTURE.md explains.

mod arrows;
mod paths;

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::json::{field, word};
use crate::place::Repo;
use crate::run::{capture, program};
use crate::say::say;
use crate::toolchain::wasm::TARGET;
use arrows::{Crate, ROOMS, Room};

pub fn command(repo: &Repo) -> Result<()> {
    let mut wrong = crates(repo)?;
    wrong.extend(hidden_dependencies(repo)?);
    wrong.extend(rooms(repo)?);
    for sentence in &wrong {
        say(sentence);
    }
    match wrong.len() {
        0 => {
            say(format_args!("layers: {} crates and {} rules on rooms hold", arrows::CRATES.len(), ROOMS.len()));
            Ok(())
        }
        count => bail!("{count} arrows point where they must not"),
    }
}

/// What each manifest names of the workspace.
fn crates(repo: &Repo) -> Result<Vec<String>> {
    let text =
        capture(program("cargo").current_dir(repo.root()).args(["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata did not answer in JSON")?;
    let packages = field(&metadata, "packages").as_array().context("cargo metadata names no packages")?;
    let own: Vec<&str> = packages.iter().filter_map(|package| field(package, "name").as_str()).collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = word(package, "name");
        let uses = field(package, "dependencies")
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|dependency| field(dependency, "name").as_str());
        wrong.extend(wrong_crate_arrows(name, uses.filter(|used| own.contains(used))));
    }
    Ok(wrong)
}

fn wrong_crate_arrows<'a>(name: &str, uses: impl Iterator<Item = &'a str>) -> Vec<String> {
    match arrows::CRATES.iter().find(|known| known.name == name) {
        None => vec![format!("the crate `{name}` has no place in xtask/src/layers/arrows.rs")],
        Some(known) => uses
            .filter(|used| !known.may_use.contains(used))
            .map(|used| format!("{name}/Cargo.toml: `{name}` must not depend on `{used}`"))
            .collect(),
    }
}

/// What comes in behind a dependency, natively and in the browser: features may drag something in only there.
fn hidden_dependencies(repo: &Repo) -> Result<Vec<String>> {
    let host = host()?;
    let mut wrong = Vec::new();
    for Crate { name, never, .. } in arrows::CRATES.iter().filter(|known| !known.never.is_empty()) {
        for target in [host.as_str(), TARGET] {
            let tree = [
                "tree",
                "--package",
                name,
                "--target",
                target,
                "--edges",
                "normal,no-proc-macro",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ];
            let tree = capture(program("cargo").current_dir(repo.root()).args(tree))?;
            for banned in never.iter().filter(|banned| tree_names(&tree, banned)) {
                wrong.push(format!("`{name}` drags in `{banned}` on {target}: `cargo tree -p {name} --target {target} -i {banned}` says how"));
            }
        }
    }
    Ok(wrong)
}

fn host() -> Result<String> {
    let version = capture(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}

fn tree_names(tree: &str, package: &str) -> bool {
    tree.lines().any(|line| line.split_whitespace().next() == Some(package))
}

/// The rules between the rooms of one crate.
fn rooms(repo: &Repo) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut crates: Vec<&str> = ROOMS.iter().map(|rule| rule.inside).collect();
    crates.dedup();
    for name in crates {
        let sources = repo.join(name).join("src");
        for file in crate::digest::files_below(&sources)? {
            if file.extension().is_none_or(|ext| ext != "rs") {
                continue;
            }
            let below = file.strip_prefix(&sources)?;
            let module = paths::module_of(&below.to_string_lossy());
            let text = fs::read_to_string(&file)?;
            for (line, path) in paths::named_in(&text, &module) {
                for rule in ROOMS.iter().filter(|rule| rule.inside == name && rule.is_broken_by(&module, &path)) {
                    wrong.push(format!("{name}/src/{}:{line}: `{path}`: {}", below.display(), rule.reason));
                }
            }
        }
    }
    Ok(wrong)
}

impl Room {
    /// Whether a module that names a path breaks this rule. `crate` is the root file alone, any other room has rooms inside.
    fn is_broken_by(&self, module: &str, path: &str) -> bool {
        let within = |name: &str, room: &str| {
            name == room || (room != "crate" && name.strip_prefix(room).is_some_and(|rest| rest.starts_with("::")))
        };
        let concerned = self.from.is_empty() || self.from.iter().any(|room| within(module, room));
        concerned && within(path, self.path) && !self.only.iter().any(|room| within(module, room))
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, tree_names, wrong_crate_arrows};

    #[test]
    fn an_arrow_up_is_found() {
        assert!(wrong_crate_arrows("wire", ["domain"].into_iter()).is_empty());
        assert_eq!(wrong_crate_arrows("domain", ["wire"].into_iter()).len(), 1);
        assert_eq!(wrong_crate_arrows("widget", ["edge-worker"].into_iter()).len(), 1);
        assert_eq!(wrong_crate_arrows("stranger", [].into_iter()).len(), 1);
    }

    #[test]
    fn a_package_is_found_in_a_tree_by_its_whole_name() {
        let tree = "wire v0.1.0 (/x)\nwasm-bindgen-futures v0.4.80";
        assert!(!tree_names(tree, "wasm-bindgen"));
        assert!(tree_names(tree, "wasm-bindgen-futures"));
    }

    #[test]
    fn a_rule_knows_who_may_and_who_may_not() {
        let rule = Room { inside: "w", path: "web_sys", only: &["crate::dom"], from: &[], reason: "" };
        assert!(rule.is_broken_by("crate::app", "web_sys::Window"));
        assert!(!rule.is_broken_by("crate::dom", "web_sys::Window"));
        assert!(!rule.is_broken_by("crate::dom::focus", "web_sys"));
        let rule = Room { inside: "w", path: "web_sys", only: &["crate"], from: &[], reason: "" };
        assert!(rule.is_broken_by("crate::app", "web_sys::Window"));
        assert!(!rule.is_broken_by("crate", "web_sys::Window"));
        let rule = Room { inside: "w", path: "crate::store", only: &[], from: &["crate::handlers"], reason: "" };
        assert!(rule.is_broken_by("crate::handlers::cases", "crate::store::insert"));
        assert!(!rule.is_broken_by("crate::service", "crate::store::insert"));
        assert!(!rule.is_broken_by("crate::handlers", "crate::storefront"));
    }
}
