//! The voice of xtask: every line that a person reads on standard output passes here.
//!
//! In: a sentence. Out: a line, flushed at once so that it keeps its place between the lines of the programs xtask runs.
//! Never: decides anything, or stays silent because a terminal is missing.

use std::fmt::Display;
use std::io::Write;

/// Prints one line.
pub fn say(line: impl Display) {
    let mut out = std::io::stdout().lock();
    // Standard output may be a pipe whose reader has gone; that is no reason to stop the work.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Prints one step of the set-up or the build: what is being done, and why.
pub fn step(what: impl Display, why: impl Display) {
    say(format_args!("-> {what} ({why})"));
}
