//! Running other programs: cargo, rustup, npm and the tools they bring.
//!
//! In: a prepared `Command`. Out: its text, or one sentence that says which program failed and how.
//! Never: hides a program's own output when it fails, or ends a process that it did not start.

use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A command without the variables that `cargo run` sets for xtask itself: they would leak into the builds xtask starts.
pub fn program(name: impl AsRef<Path>) -> Command {
    let mut command = Command::new(name.as_ref());
    for (key, _) in std::env::vars_os() {
        let key = key.to_string_lossy();
        if key == "CARGO" || key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") {
            command.env_remove(key.as_ref());
        }
    }
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// Runs to the end with its output shown; an error when it did not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("could not start {}", name(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Sends what a command writes on standard error to standard output, so that one stream holds the whole story in order.
pub fn show_all_on_stdout(command: &mut Command) -> Result<()> {
    let stdout = std::io::stdout().as_fd().try_clone_to_owned().context("standard output cannot be shared")?;
    command.stderr(Stdio::from(stdout));
    Ok(())
}

/// Runs quietly; its output is shown only when it failed.
pub fn run_quiet(command: &mut Command) -> Result<()> {
    capture(command).map(|_| ())
}

/// Runs and gives what it wrote on standard output.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("could not start {}", name(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program answers, or nothing when it is not there or refuses.
pub fn ask(name: &str, args: &[&str]) -> Option<String> {
    capture(program(name).args(args)).ok()
}

/// Where a program is on the search path.
pub fn find_on_path(name: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&crate::place::variable("PATH")?).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let mut words = vec![name(command)];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    words.join(" ")
}
