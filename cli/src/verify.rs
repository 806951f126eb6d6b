//! `wasl verify`: whether a receipt, a proof or a register is what it says, without trusting the node.
//!
//! In: files, the node's published keys from a file or from the node, a register's public log. Out: what is proved, in
//! sentences; or what does not fit, with exit code 1. With files alone nothing is asked of any network.
//! Never: a token; calling something proved that was only said.

mod filed;
mod inclusion;
mod keys;
mod receipt;
mod register;
mod source;

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, json, line, printable};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What is to be checked.
#[derive(Debug, Subcommand)]
pub enum What {
    /// A receipt: its file of proof, or its page as a browser saved it.
    Receipt {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        keys: Keys,
    },
    /// That a case is in its register: the file that `GET /v1/cases/REFERENCE/proof` gives.
    Inclusion {
        /// The file.
        proof: PathBuf,
        /// The receipt of the same case: shows that the register holds what the receipt says.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
        #[command(flatten)]
        keys: Keys,
    },
    /// That nothing was dropped or changed between two checkpoints of one register.
    Consistency {
        /// The older one: a file.
        old: PathBuf,
        /// The newer one: a file.
        new: PathBuf,
        /// The register's hashes: a folder that `verify register --keep` made, or the log's address
        /// (`https://NODE/v1/log/HAB-26A`).
        #[arg(long, value_name = "FOLDER|URL")]
        tiles: Option<String>,
        #[command(flatten)]
        keys: Keys,
    },
    /// A whole register, from its node: every event is under the root that the node signs, and still is what it was.
    Register {
        /// The node's address.
        url: String,
        /// The register's name, as `HAB-26A`.
        #[arg(long)]
        register: String,
        /// An earlier checkpoint: nothing before it may have changed.
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Keeps checkpoint and hashes in this folder, and compares with those that are there.
        #[arg(long, value_name = "FOLDER")]
        keep: Option<PathBuf>,
        #[command(flatten)]
        keys: Keys,
    },
}

/// Where the node's public keys come from.
#[derive(Debug, Clone, Args)]
pub struct Keys {
    /// The node's card, saved from `https://NODE/.well-known/wasl.json`. Else it is asked for there.
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    let sentences = match what {
        What::Receipt { file, keys } => receipt::run(node, &file, &keys)?,
        What::Inclusion { proof, receipt, keys } => inclusion::run(node, &proof, receipt.as_deref(), &keys)?,
        What::Consistency { old, new, tiles, keys } => register::consistency(node, (&old, &new), tiles, &keys)?,
        What::Register { url, register, since, keep, keys } => {
            register::run(&url, &register, &register::Before { since, keep }, &keys)?
        }
    };
    if out.json {
        return json(&serde_json::json!({ "proved": true, "sentences": sentences }));
    }
    sentences.iter().for_each(|sentence| line(printable(sentence)));
    Ok(())
}
