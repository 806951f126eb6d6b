//! The worker: the same module for workerd and for Cloudflare.
//!
//! In: the crate `edge-worker` and the crates below it. Out: `dist/edge/index.js` and `dist/edge/index_bg.wasm`; beside the build's
//! stamp, `std.worker`, which says whether the standard library was compiled with them.
//! Never: lets worker-build download a tool; each is named to it by path.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::client::{FEATURES, GIVEN, OWN, own_std};
use super::stamp::{Outcome, unless_unchanged};
use super::{Effort, SHARED_SOURCES};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

const FILES: [&str; 2] = ["index.js", "index_bg.wasm"];

pub fn build(repo: &Repo, tools: &Toolchain, effort: Effort) -> Result<Outcome> {
    let mut sources = SHARED_SOURCES.to_vec();
    sources.extend(["sealer", "edge-worker"]);
    sources.push("xtask/src/build/worker.rs");
    let std = own_std(tools, effort);
    let digest = crate::digest::of_sources(repo.root(), &sources, &[effort.name(), &tools.wasm.version(), std])?;
    let mut leaves = FILES.map(|file| repo.dist("edge").join(file)).to_vec();
    leaves.push(repo.own(STD));
    unless_unchanged(repo, "worker", &digest, &leaves, || make(repo, tools, effort, std))
}

/// The leaf that says how the standard library came.
const STD: &str = "build/std.worker";

/// Whether the last build's standard library was compiled with the worker: without that it weighs more.
pub fn std_was_compiled(repo: &Repo) -> bool {
    fs::read_to_string(repo.own(STD)).is_ok_and(|how| how == OWN)
}

fn make(repo: &Repo, tools: &Toolchain, effort: Effort, std: &str) -> Result<()> {
    let with = || {
        let mut worker_build = program(&tools.worker_build);
        worker_build
            .current_dir(repo.join("edge-worker"))
            .env("CARGO_TARGET_DIR", repo.wasm_target_dir())
            .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
            .env("WASM_OPT_BIN", &tools.npm.wasm_opt)
            .env("ESBUILD_BIN", &tools.npm.esbuild)
            .arg(format!("--{}", effort.name()));
        worker_build
    };
    let given = || {
        let mut worker_build = with();
        tools.wasm.apply(&mut worker_build);
        run_quiet(&mut worker_build).context("the worker could not be built").map(|()| GIVEN)
    };
    let mut with_own = with();
    tools.wasm.apply_with_own_std(&mut with_own);
    let std = if std == OWN && run_quiet(&mut with_own).is_ok() { OWN } else { given()? };
    fs::write(repo.own(STD), std)?;

    let out = repo.dist("edge");
    fs::create_dir_all(&out)?;
    for file in FILES {
        let from = repo.join("edge-worker/build").join(file);
        fs::copy(&from, out.join(file)).with_context(|| format!("worker-build left no {file}"))?;
    }
    if effort == Effort::Release { lean(tools, &out.join("index_bg.wasm")) } else { Ok(()) }
}

/// Takes the names of functions out (a tenth of what is deployed, and of use only to a profiler of a dev build), and goes over
/// it again, for size: another hundredth. Functions that are alike lie side by side: that packs into another sixtieth less.
/// Measured: going on until nothing more is found makes fewer bytes, which pack into more.
fn lean(tools: &Toolchain, wasm: &Path) -> Result<()> {
    let mut wasm_opt = program(&tools.npm.wasm_opt);
    wasm_opt.args(["-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"]).arg(wasm);
    wasm_opt.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    run_quiet(wasm_opt.arg("-o").arg(wasm)).context("names could not be taken out")
}
