//! What only Debian's root can do: install packages, and build the WebAssembly standard library beside Debian's compiler.
//!
//! In: a Debian machine, as root. Out: installed packages; a rustup toolchain named `debian` that knows the target.
//! Never: runs on another system, or without being root.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::wasm::{TARGET, holds_std, rlibs};
use crate::run::{ask, program, run_quiet};
use crate::say::step;

/// The rustup name under which Debian's compiler is linked.
pub const TOOLCHAIN: &str = "debian";

const COMPILER_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
/// Says which compiler built the library: rlibs of another version cannot be read.
const STAMP: &str = "wasl-built-by";

pub fn is_root_on_debian() -> bool {
    rustix::process::geteuid().is_root()
        && Path::new("/etc/debian_version").is_file()
        && ask("apt-get", &["--version"]).is_some()
}

/// Installs packages, and removes none for them; asks for the current package lists only when the first try fails.
pub fn install(packages: &[&str]) -> Result<()> {
    let attempt = || {
        run_quiet(
            program("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["install", "-y", "--no-install-recommends", "--no-remove"])
                .args(packages),
        )
    };
    if attempt().is_ok() {
        return Ok(());
    }
    run_quiet(program("apt-get").arg("update")).context("apt-get could not read the package lists")?;
    attempt().with_context(|| format!("apt-get could not install {}", packages.join(" ")))
}

/// Whether the library on disk was built by the compiler on disk.
pub fn std_is_current() -> bool {
    let stamp = fs::read_to_string(Path::new(LIBRARY).join(STAMP));
    stamp.is_ok_and(|stamp| Some(stamp) == ask(RUSTC, &["-vV"]))
}

/// Debian's compiler, its library's source, the target built from it once, and a rustup name for the whole.
pub fn install_wasm_target() -> Result<()> {
    if !Path::new(RUSTC).is_file() || !Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir() {
        step(
            format_args!("apt-get install {}", COMPILER_PACKAGES.join(" ")),
            "rustup could not add the WebAssembly target; Debian's compiler comes with the source to build it",
        );
        install(&COMPILER_PACKAGES)?;
    }
    if !std_is_current() || !holds_std(Path::new(LIBRARY)) {
        step("building the WebAssembly standard library", "once for this compiler, about half a minute");
        build_std()?;
    }
    let current = ask("rustc", &["--print", "sysroot"]);
    if current.as_deref() != Some("/usr") && ask("rustup", &["--version"]).is_some() {
        step(format_args!("rustup toolchain link {TOOLCHAIN} /usr"), "so that cargo can be told to use it");
        run_quiet(program("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]))?;
    }
    Ok(())
}

fn build_std() -> Result<()> {
    let crate_dir = std::env::temp_dir().join(format!("wasl-std-{}", std::process::id()));
    let built = build_empty_crate(&crate_dir).and_then(|()| copy_library(&crate_dir));
    // A left-over folder in the temporary directory is no failure of the set-up.
    let _ = fs::remove_dir_all(&crate_dir);
    built
}

fn build_empty_crate(crate_dir: &Path) -> Result<()> {
    fs::create_dir_all(crate_dir.join("src"))?;
    fs::write(
        crate_dir.join("Cargo.toml"),
        "[package]\nname = \"wasl-std\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(crate_dir.join("src/lib.rs"), "#![no_std]\n")?;
    run_quiet(
        program(CARGO)
            .current_dir(crate_dir)
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", RUSTC)
            .env("CARGO_TARGET_DIR", crate_dir.join("target"))
            .args(["build", "--release", "--target", TARGET, "-Z", "build-std=std,panic_abort"]),
    )
    .context("the WebAssembly standard library did not build")
}

fn copy_library(crate_dir: &Path) -> Result<()> {
    let library = Path::new(LIBRARY);
    fs::create_dir_all(library)?;
    for old in rlibs(library) {
        fs::remove_file(old)?;
    }
    for rlib in rlibs(&crate_dir.join("target").join(TARGET).join("release/deps")) {
        let Some(name) = rlib.file_name() else { continue };
        if !name.to_string_lossy().starts_with("libwasl_std-") {
            fs::copy(&rlib, library.join(name))?;
        }
    }
    let version = ask(RUSTC, &["-vV"]).context("Debian's compiler does not answer")?;
    fs::write(library.join(STAMP), version)?;
    Ok(())
}
