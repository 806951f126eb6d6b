//! `cargo xtask package`: the element as an npm package, ready to publish.
//!
//! In: `widget/package` and `widget/loader`. Out: `dist/package` with one module, its types, and the archive that `npm pack` makes.
//! Never: publishes anything.

use std::fs;

use anyhow::{Context, Result};

use crate::place::Repo;
use crate::run::{capture, program, run_quiet};
use crate::say::say;
use crate::toolchain;

const FILES: [&str; 3] = ["package.json", "index.d.ts", "README.md"];

pub fn command(repo: &Repo) -> Result<()> {
    let tools = toolchain::ensure(repo)?;
    let (from, out) = (repo.join("widget/package"), repo.dist("package"));
    fs::create_dir_all(&out)?;
    run_quiet(
        program(&tools.npm.esbuild)
            .arg(from.join("index.js"))
            .args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8"])
            .args(["--log-level=warning", "--legal-comments=none", "--define:WITH_FORM=false"])
            .arg(format!("--outfile={}", out.join("index.js").display())),
    )
    .context("esbuild could not read the package")?;
    for name in FILES {
        fs::copy(from.join(name), out.join(name)).with_context(|| format!("widget/package has no {name}"))?;
    }
    fs::copy(repo.join("LICENSE"), out.join("LICENSE"))?;
    let archive = capture(program("npm").args(["pack", "--silent"]).current_dir(&out)).context("npm could not pack")?;
    say(format_args!("{}", out.join(archive.trim()).display()));
    Ok(())
}
