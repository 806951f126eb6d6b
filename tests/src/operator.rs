//! The command-line tool as an operator calls it. In: arguments. Out: exit code and what was printed.
//! Never: the token as an argument.

use crate::node::Node;
use crate::tool;
use serde_json::Value;
use std::process::{Child, Command, Output, Stdio};

/// Calls `wasl` with the operator's token.
///
/// # Panics
/// It cannot be started.
#[must_use]
pub fn wasl(node: &Node, arguments: &[&str]) -> Output {
    wasl_as(node, &node.operator_token, arguments)
}

/// Calls it with somebody's token.
///
/// # Panics
/// It cannot be started.
#[must_use]
pub fn wasl_as(node: &Node, token: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(tool::program());
    command.args(arguments).env("WASL_NODE", node.base_url()).env("WASL_TOKEN", token);
    command.env("LC_ALL", "fr_FR.UTF-8").output().expect("wasl can be started")
}

/// Begins a call of it by another way to a node, to be ended at a moment that the test chooses.
///
/// # Panics
/// It cannot be started.
#[must_use]
pub fn begun(node: &Node, way: &str, arguments: &[&str]) -> Child {
    let mut command = Command::new(tool::program());
    command.args(arguments).env("WASL_NODE", way).env("WASL_TOKEN", &node.operator_token);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("wasl can be started")
}

/// The same, for JSON.
///
/// # Panics
/// It does not end well, or prints something else.
#[must_use]
pub fn wasl_json(node: &Node, arguments: &[&str]) -> Value {
    let output = wasl(node, &[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// How it ended, and what it complained about.
#[must_use]
pub fn refused(output: &Output) -> (i32, String) {
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}
