//! `wasl`, the command-line tool, as people run it. In: arguments. Out: exit code and what it wrote.
//!
//! Never: the tool's code; it is built and started as a program of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// What a run of the tool left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Standard output, then standard error.
    pub text: String,
}

impl Ran {
    /// Fails the test unless the tool ended with this code and wrote this.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    pub fn expect(&self, code: i32, part: &str) {
        assert!(self.code == code && self.text.contains(part), "expected {code} and {part:?}, got {self:#?}");
    }
}

/// Runs `wasl` without any variable of the environment that it reads.
///
/// # Panics
/// It cannot be built or started.
#[must_use]
pub fn wasl(arguments: &[&str]) -> Ran {
    let mut command = Command::new(program());
    command.args(arguments).env_remove("WASL_NODE").env_remove("WASL_TOKEN");
    let output = command.output().expect("the tool can be started");
    let text = [output.stdout, output.stderr].concat();
    Ran { code: output.status.code().expect("it ends by itself"), text: String::from_utf8_lossy(&text).into_owned() }
}

/// The program, built once beside the tests.
fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = ["build", "--quiet", "--package", "cli", "--bin", "wasl"];
        let built = Command::new(env!("CARGO")).current_dir(crate::place::repo()).args(cargo).status();
        assert!(built.is_ok_and(|status| status.success()), "the tool cannot be built");
        let test = std::env::current_exe().expect("a test has a program");
        let folder = test.parent().and_then(|deps| deps.parent()).expect("a folder of programs");
        folder.join("wasl")
    })
}
