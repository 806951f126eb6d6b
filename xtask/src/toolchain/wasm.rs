//! The WebAssembly target of the Rust compiler, found or installed in one of three ways.
//!
//! In: the machine's compilers. Out: the name of the toolchain that builds for wasm32-unknown-unknown.
//! Never: installs anything when the target is already there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::place::variable;
use crate::run::{ask, program, run_quiet};
use crate::say::step;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// A panic ends the program at once and says nothing, no message knows its place in the source, and `{:?}` writes nothing.
const SMALL: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
/// What cargo wants between the compiler's flags.
const SEPARATOR: &str = "\u{1f}";
/// The standard library is compiled with the program, for size.
const STD: [&str; 4] = ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];

/// The toolchain that can build for the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// The one that runs xtask.
    Current,
    /// Another one, by its rustup name.
    Named(String),
}

impl WasmToolchain {
    /// A cargo command that builds with this toolchain.
    pub fn cargo(&self) -> Command {
        let mut cargo = program("cargo");
        self.apply(&mut cargo);
        cargo
    }

    /// Makes any program that calls cargo use this toolchain.
    pub fn apply(&self, command: &mut Command) {
        if let Self::Named(name) = self {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        // A setting of the person's own goes before ours.
        if variable("RUSTFLAGS").is_none() {
            command.env("CARGO_ENCODED_RUSTFLAGS", self.remapped().join(SEPARATOR));
        }
    }

    /// The same for the worker, with the standard library built from its source, for size. In: its source has to be there. A
    /// panic still says what happened: the operator's log has it, with the request's line next to it. Places in the source, one
    /// for each thing that could go wrong, and what `{:?}` would print of every shape, weigh 25 KB: `{:?}` names the shape.
    pub fn apply_with_own_std(&self, command: &mut Command) {
        self.apply(command);
        if variable("RUSTFLAGS").is_none() {
            let flags = self
                .remapped()
                .into_iter()
                .chain(["-Zlocation-detail=none".to_owned(), "-Zfmt-debug=shallow".to_owned()]);
            command.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join(SEPARATOR));
        }
        command.envs([
            ("RUSTC_BOOTSTRAP", "1"),
            ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
            ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
        ]);
    }

    /// What is deployed says nothing of the machine that built it.
    fn remapped(&self) -> Vec<String> {
        let source = self.sysroot().map(|root| (format!("{root}/lib/rustlib/src/rust"), "rust"));
        let known = [cargo_home().map(|home| (home, "cargo")), source];
        known.into_iter().flatten().map(|(folder, name)| format!("--remap-path-prefix={folder}={name}")).collect()
    }

    fn sysroot(&self) -> Option<String> {
        let mut rustc = program("rustc");
        if let Self::Named(name) = self {
            rustc.env("RUSTUP_TOOLCHAIN", name);
        }
        crate::run::capture(rustc.args(["--print", "sysroot"])).ok()
    }

    /// The same, for what is to be as small as it can: the standard library is built from its source, without what a panic
    /// would say. In: its source has to be there. Out: cargo, and what to ask of it besides.
    pub fn cargo_with_small_std(&self) -> (Command, &'static [&'static str]) {
        let mut cargo = self.cargo();
        // What the compiler calls unstable changes from one version to the next; the version is pinned by the toolchain.
        cargo.env("RUSTC_BOOTSTRAP", "1");
        let mut flags: Vec<String> = SMALL.iter().map(|flag| (*flag).to_owned()).collect();
        flags.extend(self.remapped());
        cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags.join(SEPARATOR));
        (cargo, &STD)
    }

    /// Whether the standard library's source is there.
    pub fn has_std_source(&self) -> bool {
        self.sysroot()
            .is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
    }

    /// The compiler's version, for build stamps.
    pub fn version(&self) -> String {
        let mut rustc = program("rustc");
        self.apply(&mut rustc);
        crate::run::capture(rustc.arg("-vV")).unwrap_or_default()
    }
}

/// The folder in which cargo keeps the sources of dependencies.
fn cargo_home() -> Option<String> {
    variable("CARGO_HOME").or_else(|| variable("HOME").map(|home| format!("{home}/.cargo")))
}

/// Finds the target, or installs it.
pub fn ensure() -> Result<WasmToolchain> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if ask("rustup", &["--version"]).is_some() {
        step(format_args!("rustup target add {TARGET}"), "the widget and the worker are compiled to WebAssembly");
        if run_quiet(program("rustup").args(["target", "add", TARGET])).is_ok()
            && let Some(found) = find()
        {
            return Ok(found);
        }
    }
    if debian::is_root_on_debian() {
        debian::install_wasm_target()?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!(
        "the compiler's {TARGET} library is missing and could not be installed: run `rustup target add {TARGET}` \
         where there is network, or run `cargo xtask setup` once as root on Debian"
    )
}

/// Asks rustup for the standard library's source, once, where it can be had: with it the widget is a tenth smaller. Without it
/// everything works the same.
pub fn ensure_std_source(wasm: &WasmToolchain) {
    if wasm.has_std_source() || *wasm != WasmToolchain::Current || ask("rustup", &["--version"]).is_none() {
        return;
    }
    step("rustup component add rust-src", "the widget is smaller with a standard library compiled for it");
    // Said by the build, which then does without.
    drop(run_quiet(program("rustup").args(["component", "add", "rust-src"])));
}

fn find() -> Option<WasmToolchain> {
    if has_target(program("rustc")) {
        return Some(WasmToolchain::Current);
    }
    let debian = WasmToolchain::Named(debian::TOOLCHAIN.to_owned());
    let linked = ask("rustup", &["toolchain", "list"])?
        .lines()
        .any(|line| line.split_whitespace().next() == Some(debian::TOOLCHAIN));
    let mut rustc = program("rustc");
    debian.apply(&mut rustc);
    (linked && debian::std_is_current() && has_target(rustc)).then_some(debian)
}

fn has_target(mut rustc: Command) -> bool {
    let asked = rustc.args(["--print", "target-libdir", "--target", TARGET]);
    crate::run::capture(asked).is_ok_and(|folder| holds_std(Path::new(&folder)))
}

/// Whether a folder holds a compiled standard library.
pub fn holds_std(folder: &Path) -> bool {
    rlibs(folder).iter().any(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libstd-")))
}

/// The Rust libraries in a folder.
pub fn rlibs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| file.extension().is_some_and(|ext| ext == "rlib"))
        .collect()
}
