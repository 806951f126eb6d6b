//! The widget: compiled to WebAssembly, given its JavaScript side, made small.
//!
//! In: the crate `widget` and the crates below it. Out: `widget.js` and `widget_bg.wasm` in `.wasl/build/client`.
//! Never: builds the worker in the same cargo command.

use std::fs;

use anyhow::{Context, Result};

use super::stamp::{Outcome, unless_unchanged};
use super::{Effort, SHARED_SOURCES};
use crate::place::Repo;
use crate::run::{program, run, run_quiet};
use crate::toolchain::Toolchain;
use crate::toolchain::wasm::TARGET;

/// What browsers of recent years understand. Never all features: wasm-opt would write encodings that none of them reads.
const FEATURES: [&str; 6] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "multivalue", "reference-types"];

pub fn build(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<Outcome> {
    let mut sources = SHARED_SOURCES.to_vec();
    sources.push("widget/Cargo.toml");
    sources.push("widget/src");
    let digest = crate::digest::of_sources(repo.root(), &sources, &[effort.name(), &tools.wasm.version()])?;
    let out = repo.own("build/client");
    let leaves = [out.join("widget.js"), out.join("widget_bg.wasm")];
    unless_unchanged(repo, "client", &digest, &leaves, || make(repo, tools, effort))
}

fn make(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<()> {
    // The dev profile leaves megabytes of debug information; wasm-bindgen then takes longer than a quick release.
    let profile = match effort {
        Effort::Release => "widget",
        Effort::Dev => "dev",
    };
    run(tools.wasm.cargo().current_dir(repo.root()).env("CARGO_TARGET_DIR", repo.wasm_target_dir()).args([
        "build",
        "-p",
        "widget",
        "--lib",
        "--profile",
        profile,
        "--target",
        TARGET,
    ]))
    .context("the widget did not compile to WebAssembly")?;

    let bound = repo.own("build/bindgen");
    if bound.exists() {
        fs::remove_dir_all(&bound)?;
    }
    let folder = if effort == Effort::Dev { "debug" } else { profile };
    run_quiet(
        program(&tools.wasm_bindgen)
            .arg(repo.wasm_target_dir().join(TARGET).join(folder).join("widget.wasm"))
            .args(["--target", "web", "--no-typescript", "--out-name", "widget", "--out-dir"])
            .arg(&bound),
    )
    .context("wasm-bindgen could not write the widget's JavaScript side")?;

    let out = repo.own("build/client");
    fs::create_dir_all(&out)?;
    match effort {
        Effort::Release => {
            // Measured: -Oz makes fewer bytes, but -O1's pack into fewer with Brotli, which is what travels.
            let mut wasm_opt = program(&tools.npm.wasm_opt);
            wasm_opt.arg(bound.join("widget_bg.wasm")).args(["-O1", "--strip-debug", "--strip-producers"]);
            wasm_opt.args(FEATURES.map(|feature| format!("--enable-{feature}")));
            run_quiet(wasm_opt.arg("-o").arg(out.join("widget_bg.wasm")))
                .context("wasm-opt could not make the widget smaller")?;
        }
        Effort::Dev => {
            fs::copy(bound.join("widget_bg.wasm"), out.join("widget_bg.wasm"))?;
        }
    }
    run_quiet(
        program(&tools.npm.esbuild)
            .arg(bound.join("widget.js"))
            .args(["--bundle", "--minify", "--format=esm", "--log-level=warning", "--legal-comments=none"])
            .arg(format!("--outfile={}", out.join("widget.js").display())),
    )
    .context("esbuild could not make the widget's JavaScript smaller")
}
