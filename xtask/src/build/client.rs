//! The widget: compiled to WebAssembly, given its JavaScript side, made small.
//!
//! In: the crate `widget` and the crates below it. Out: `widget.js` and `widget_bg.wasm` in `.wasl/build/client`, and
//! `std`, which says whether the standard library was compiled with them.
//! Never: builds the worker in the same cargo command.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::stamp::{Outcome, unless_unchanged};
use super::{Effort, SHARED_SOURCES};
use crate::place::Repo;
use crate::run::{program, run, run_quiet};
use crate::say::say;
use crate::toolchain::Toolchain;
use crate::toolchain::wasm::TARGET;

/// What browsers of recent years understand. Never all features: wasm-opt would write encodings that none of them reads.
pub const FEATURES: [&str; 6] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "multivalue", "reference-types"];

pub fn build(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<Outcome> {
    let mut sources = SHARED_SOURCES.to_vec();
    sources.push("widget/Cargo.toml");
    sources.push("widget/src");
    sources.push("xtask/scripts/short-names.mjs");
    let std = own_std(tools, effort);
    let digest = crate::digest::of_sources(repo.root(), &sources, &[effort.name(), &tools.wasm.version(), std])?;
    let out = repo.own("build/client");
    let leaves = ["widget.js", "widget_bg.wasm", STD].map(|leaf| out.join(leaf));
    unless_unchanged(repo, "client", &digest, &leaves, || make(repo, tools, effort))
}

/// The leaf that says how the standard library came, and what it says.
const STD: &str = "std";
pub const OWN: &str = "compiled";
pub const GIVEN: &str = "given";

/// How the standard library is to come: compiled with the program where its source is there.
pub fn own_std(tools: &Toolchain, effort: Effort) -> &'static str {
    if effort == Effort::Release && tools.wasm.has_std_source() { OWN } else { GIVEN }
}

/// Whether the last build's standard library was compiled with the widget: without that it weighs more.
pub fn std_was_compiled(repo: &Repo) -> bool {
    fs::read_to_string(repo.own("build/client").join(STD)).is_ok_and(|how| how == OWN)
}

/// Compiles the widget, as small as this toolchain can make it; gives how the standard library came.
fn compile(repo: &Repo, tools: &Toolchain, effort: Effort, profile: &str) -> Result<&'static str> {
    let with = |mut cargo: Command| {
        cargo.current_dir(repo.root()).env("CARGO_TARGET_DIR", repo.wasm_target_dir());
        cargo.args(["build", "-p", "widget", "--lib", "--profile", profile, "--target", TARGET]);
        cargo
    };
    if own_std(tools, effort) == OWN {
        let (cargo, std) = tools.wasm.cargo_with_small_std();
        if run(with(cargo).args(std)).is_ok() {
            return Ok(OWN);
        }
        say("the standard library could not be compiled with the widget: it comes as it is");
    } else if effort == Effort::Release {
        say("the standard library's source is not there (`rustup component add rust-src`): it comes as it is");
    }
    run(&mut with(tools.wasm.cargo())).context("the widget did not compile to WebAssembly")?;
    Ok(GIVEN)
}

fn make(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<()> {
    // The dev profile leaves megabytes of debug information; wasm-bindgen then takes longer than a quick release.
    let profile = match effort {
        Effort::Release => "widget",
        Effort::Dev => "dev",
    };
    let std = compile(repo, tools, effort, profile)?;

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
            run_quiet(
                program("node")
                    .arg(repo.join("xtask/scripts/short-names.mjs"))
                    .args(["widget_bg.wasm", "widget.js"].map(|leaf| bound.join(leaf))),
            )
            .context("the program and its JavaScript side could not be given short names")?;
            // Measured: -Oz makes fewer bytes, but -O1's pack into fewer with Brotli, which is what travels.
            let mut wasm_opt = program(&tools.npm.wasm_opt);
            wasm_opt.arg(bound.join("widget_bg.wasm")).args(["-O1", "--converge", "--dae-optimizing", "--rse"]);
            // Functions that are alike lie side by side.
            wasm_opt.arg("--reorder-functions-by-name");
            wasm_opt.args(["--strip-debug", "--strip-producers"]);
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
    .context("esbuild could not make the widget's JavaScript smaller")?;
    fs::write(out.join(STD), std)?;
    Ok(())
}
