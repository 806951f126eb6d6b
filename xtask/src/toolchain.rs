//! The tools a build needs: found where they are, installed where they are not, each once per version.
//!
//! In: the machine and the repository's lock files. Out: a `Toolchain` that the build uses by path.
//! Never: installs what is already there; leaves a missing tool to fail later with somebody else's message.

pub mod browser;
mod cargo_tools;
pub mod debian;
pub mod engines;
mod mail;
pub mod npm;
pub mod python;
mod scanner;
mod tracker;
pub mod wasm;

use std::path::PathBuf;

use anyhow::Result;

use crate::place::Repo;
use crate::say::say;
use npm::NpmPrograms;
use wasm::WasmToolchain;

/// Everything that builds and runs Wasl, by path.
#[derive(Clone, Debug)]
pub struct Toolchain {
    pub wasm: WasmToolchain,
    pub wasm_bindgen: PathBuf,
    pub worker_build: PathBuf,
    pub npm: NpmPrograms,
}

/// Finds or installs what building and running needs.
pub fn ensure(repo: &Repo) -> Result<Toolchain> {
    let npm = npm::ensure(repo)?;
    let wasm = wasm::ensure()?;
    wasm::ensure_std_source(&wasm);
    let wasm_bindgen = cargo_tools::wasm_bindgen(repo)?;
    let worker_build = cargo_tools::worker_build(repo)?;
    cargo_tools::forget_build(repo);
    Ok(Toolchain { wasm, wasm_bindgen, worker_build, npm })
}

/// What the tests need besides.
pub fn ensure_for_tests(repo: &Repo, tools: &Toolchain) -> Result<PathBuf> {
    browser::ensure_fonts()?;
    browser::ensure_pdf_reader()?;
    scanner::ensure()?;
    python::standardwebhooks(repo)?;
    python::open311(repo)?;
    tracker::ensure()?;
    mail::ensure(repo)?;
    browser::ensure_chromium(repo, &tools.npm)
}

/// `cargo xtask setup`: everything, and a line on each tool found.
pub fn setup(repo: &Repo) -> Result<()> {
    let tools = ensure(repo)?;
    let chromium = ensure_for_tests(repo, &tools)?;
    let engines = engines::ensure(repo)?;
    let toolchain = match &tools.wasm {
        WasmToolchain::Current => "the current Rust toolchain".to_owned(),
        WasmToolchain::Named(name) => format!("the Rust toolchain `{name}` (RUSTUP_TOOLCHAIN={name})"),
    };
    say(format_args!("WebAssembly   {toolchain}"));
    for (what, path) in [
        ("wasm-bindgen", &tools.wasm_bindgen),
        ("worker-build", &tools.worker_build),
        ("wasm-opt", &tools.npm.wasm_opt),
        ("esbuild", &tools.npm.esbuild),
        ("workerd", &tools.npm.workerd),
        ("Chromium", &chromium),
    ] {
        say(format_args!("{what:<13} {}", path.display()));
    }
    for (variable, path) in &engines.variables {
        say(format_args!("{:<13} {}", variable.to_lowercase(), path.display()));
    }
    say("Everything is there. `cargo xtask demo` starts Wasl; `cargo xtask test` checks it.");
    Ok(())
}
