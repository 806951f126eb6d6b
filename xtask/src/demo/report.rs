//! What a person, or a test, needs to know once everything runs: addresses, tokens, cases.
//!
//! In: the running stack, what seeding left. Out: a table; for tests, the same as JSON in a file.
//! Never: prints a signing or hash key.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::stack::Stack;
use crate::json::{field, word};
use crate::node::write_private;
use crate::say::say;

pub fn print(stack: &Stack, known: &Value) {
    let site = &stack.demo_site;
    say("");
    say("Wasl runs. Everything in it is fictional.");
    say("");
    say(format_args!("  demo site          {site}/"));
    say(format_args!("    ministry         {site}/mhab/"));
    say(format_args!("    housing group    {site}/alwaha/"));
    say(format_args!("    municipality     {site}/tizi/"));
    say(format_args!("    the Mediator     {site}/mediateur/"));
    for node in &stack.operated {
        let name = if node.id == "agencies" { "agency node" } else { "Mediator's node" };
        say(format_args!("  {name:<18} {}/", node.base_url));
    }
    say("");
    say("  staff tokens (Authorization: Bearer …)");
    for token in field(known, "tokens").as_array().into_iter().flatten() {
        let whose = format!("{} ({})", word(token, "name"), word(token, "role"));
        say(format_args!("    {:<10} {:<30} {}", word(token, "agency"), whose, word(token, "token")));
    }
    for node in &stack.operated {
        say(format_args!("    {:<10} {:<18} {}", "operator", node.id, node.operator_token));
    }
    say("");
    say("  cases to open with reference and access code");
    for case in field(known, "cases").as_array().into_iter().flatten() {
        say(format_args!("    {:<18} {:<20} {}", word(case, "id"), word(case, "reference"), word(case, "access_code")));
    }
    say("");
    say(format_args!("  data in {} (kept; --reset starts afresh)", stack.data.display()));
    say("  Ctrl-C stops everything. The nodes' logs follow.");
    say("");
}

/// Written in one step, so that who waits for the file never reads half of it.
pub fn write_ready_file(file: &Path, stack: &Stack, known: &Value) -> Result<()> {
    let mut operators = serde_json::Map::new();
    let mut addresses = serde_json::Map::new();
    for node in &stack.operated {
        operators.insert(node.id.clone(), json!(node.operator_token));
        addresses.insert(node.id.clone(), json!(node.base_url));
    }
    let ready = json!({
        "pid": std::process::id(),
        "demo_site": stack.demo_site,
        "nodes": addresses,
        "operator_tokens": operators,
        "tokens": field(known, "tokens"),
        "cases": field(known, "cases"),
    });
    let half = file.with_extension("half");
    write_private(&half, &serde_json::to_string_pretty(&ready)?)?;
    fs::rename(half, file)?;
    Ok(())
}
