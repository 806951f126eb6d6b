//! Checks a receipt as anybody can: the file of proof, or the receipt's page as a browser saved it.
//!
//! In: the file, and the node's published keys from a file or from the node. Out: what is proved, in one sentence a
//! line; or an error that says what does not fit. Never: a clock, a network where the keys are in a file, or the
//! project's own code: docs/verifying.md is all that it goes by.

mod proof;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::args::Args;
use crate::http::Http;
use crate::json::word;
use crate::place::Repo;
use crate::say::say;
use proof::{Proof, key_of};

const KEYS_PATH: &str = "/.well-known/wasl.json";

/// `cargo xtask verify-receipt FILE [--keys FILE | --node URL]`.
pub fn command(_: &Repo, args: &mut Args) -> Result<()> {
    let keys: Option<PathBuf> = args.value("--keys")?;
    let node: Option<String> = args.value("--node")?;
    let Some(file) = args.command().map(PathBuf::from) else {
        bail!("which file? `cargo xtask verify-receipt FILE [--keys FILE | --node URL]`");
    };
    args.finish()?;
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let proof = Proof::read(&text).with_context(|| format!("{} is no receipt", file.display()))?;
    let (card, whence) = match (keys, node) {
        (Some(_), Some(_)) => bail!("the keys come from a file or from a node, not from both"),
        (Some(path), None) => (card_in(&path)?, path.display().to_string()),
        (None, Some(url)) => card_at(&url)?,
        (None, None) if proof.node.is_empty() => {
            bail!("this receipt does not name its node: say --keys FILE or --node URL")
        }
        (None, None) => card_at(&proof.node)?,
    };
    proof.check(&key_of(&card, &proof.key_id)?)?;
    report(&proof, &card, &whence);
    Ok(())
}

fn card_in(path: &PathBuf) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

fn card_at(node: &str) -> Result<(Value, String)> {
    let url = format!("{}{KEYS_PATH}", node.trim_end_matches('/'));
    Ok((Http::new().get(url.clone(), None)?, url))
}

fn report(proof: &Proof, card: &Value, whence: &str) {
    say(format_args!("This receipt is genuine: nobody has changed it since it was signed."));
    say(format_args!("  case        {}", proof.reference));
    say(format_args!("  filed       {}", proof.received_at));
    say(format_args!("  answer due  {}", proof.due_at));
    match &proof.filing {
        Some(filing) => {
            say(format_args!("  subject     {}", word(&filing.value, "subject")));
            say(format_args!("What was filed is in the file to the letter: its digest is the one that was signed."));
        }
        None => say(format_args!("What was filed is not in this file: only its digest {} is proved.", proof.digest)),
    }
    say(format_args!(
        "Signed by the node `{}` with its key {}, taken from {whence}.",
        word(card, "node"),
        proof.key_id
    ));
    say(format_args!("Whether that is the administration's own node is for you to judge: look at the address."));
}
