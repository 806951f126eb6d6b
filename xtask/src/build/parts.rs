//! The parts of the widget that are only needed later: each a module of its own, loaded by the loader.
//!
//! In: `widget/parts/*.js`, the style sheets of what comes after the form, the names of countries. Out: one module a file in
//! `.wasl/build/parts`, what they share inside each, and one `country-<language>.js` a language.
//! Never: a part in the loader's own bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

const SOURCES: &str = "widget/parts";
/// How the modules name what other parts of the build leave.
const LATER_SHEETS: [&str; 3] = ["touched", "screens", "attached"];
const COUNTRIES: &str = "wasl-countries";

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let sources = [SOURCES, "views/styles", "words/locales/countries.json", "words/build.rs"];
    let digest = crate::digest::of_sources(repo.root(), &sources, &[])?;
    let out = repo.own("build/parts");
    unless_unchanged(repo, "parts", &digest, std::slice::from_ref(&out), || {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        std::fs::create_dir_all(&out)?;
        let folder = repo.join(SOURCES);
        let sources = crate::digest::files_below(&folder)?;
        // What stands in a folder below is a piece of the part that names it.
        let is_part =
            |path: &&PathBuf| path.extension().is_some_and(|e| e == "js") && path.parent() == Some(folder.as_path());
        let alias = |name: &str, file: &Path| format!("--alias:{name}={}", file.display());
        run_quiet(
            esbuild(tools)
                .args(sources.iter().filter(is_part))
                .arg("--loader:.css=text")
                .args(
                    LATER_SHEETS.map(|name| {
                        alias(&format!("wasl-{name}-sheet"), &repo.own(format!("build/styles/{name}.css")))
                    }),
                )
                .arg(format!("--outdir={}", out.display())),
        )
        .context("esbuild could not read the parts")?;
        for list in crate::digest::files_below(&repo.own("build/countries"))? {
            let language = list.file_stem().context("a list of countries has no name")?.to_string_lossy();
            run_quiet(
                esbuild(tools)
                    .arg(folder.join("country/list.js"))
                    .arg(alias(COUNTRIES, &list))
                    .arg(format!("--outfile={}", out.join(format!("country-{language}.js")).display())),
            )
            .context("esbuild could not read the list of countries")?;
        }
        Ok(())
    })
}

fn esbuild(tools: &Toolchain) -> Command {
    let mut esbuild = program(&tools.npm.esbuild);
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2020", "--charset=utf8"]);
    esbuild.args(["--log-level=warning", "--legal-comments=none"]);
    esbuild
}
