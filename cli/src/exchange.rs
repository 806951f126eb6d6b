//! `wasl exchange`: what went over with a peer, proofs of it, and whether a node keeps to the protocol.
//!
//! In: a peer; a proof and a key; an address and a key of its own. Out: tables, and exit code 1 where something is not as it
//! should be. A proof is checked without any network. Never: a secret key on standard output.

mod check;

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json, line, printable};
use crate::place;
use clap::Subcommand;
use domain::time::UnixMillis;
use std::path::{Path, PathBuf};
use wire::exchange::{ExchangedList, ExchangedView};
use wire::signing::{NodeKey, NodePublicKey};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// What went over with a peer, one page.
    List {
        /// The peer's identifier here.
        peer: String,
        /// The `cursor` of the page before.
        #[arg(long)]
        cursor: Option<String>,
    },
    /// Whether a peer's signed answer proves that it has an event: one entry of `list --json`, in a file.
    Proof {
        /// The file; `-` is standard input.
        file: PathBuf,
        /// The peer's key, as its /.well-known/wasl.json publishes it. More than one may be given.
        #[arg(long = "key", value_name = "WHPK", required = true)]
        keys: Vec<String>,
        /// The message itself, where it was kept: then the proof must be about it, to the letter.
        #[arg(long, value_name = "FILE")]
        message: Option<PathBuf>,
    },
    /// The public half of a secret key: what a node that is to be checked is told.
    Key {
        /// The file with the key: base64 of 32 bytes.
        seed: PathBuf,
    },
    /// Whether a node keeps to the protocol. It puts cases on that node's register: never check one where people file.
    Check(check::What),
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List { peer, cursor } => {
            let cursor = cursor.map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
            out.show(&node.get::<ExchangedList>(&format!("/v1/admin/peers/{peer}/exchanged{cursor}"))?, table)
        }
        What::Proof { file, keys, message } => proof(out, &file, &keys, message.as_deref()),
        What::Key { seed } => {
            line(secret(&seed)?.public().to_text());
            Ok(())
        }
        What::Check(what) => check::run(node, out, &what),
    }
}

/// Reads a secret key.
fn secret(file: &Path) -> Result<NodeKey, Fail> {
    let text = place::text(file)?;
    NodeKey::parse(&text).ok_or_else(|| Fail::Usage(format!("{}: no key: base64 of 32 bytes", file.display())))
}

fn proof(out: &Out, file: &Path, keys: &[String], message: Option<&Path>) -> Result<(), Fail> {
    let wrong = |e: serde_json::Error| Fail::Usage(format!("{}: {e}", file.display()));
    let entry: ExchangedView = serde_json::from_str(&place::text(file)?).map_err(wrong)?;
    let key = |text: &String| NodePublicKey::parse(text).ok_or_else(|| Fail::Usage(format!("{text}: no public key")));
    let keys = keys.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    let digest = message.map(|file| place::text(file).map(|text| check::digest(&text))).transpose()?;
    let not = |why: &str| Fail::Disproved(format!("{}: {why}", printable(&entry.id)));
    let proof = entry.proof.as_ref().ok_or_else(|| not("the peer did not sign its answer: nothing is proved"))?;
    let taken = proof
        .proves(&keys, &entry.id, digest.as_deref())
        .ok_or_else(|| not("the answer is not signed with these keys, or is not about this event"))?;
    if out.json {
        return json(&taken);
    }
    let at = UnixMillis(proof.timestamp.parse::<i64>().unwrap_or_default().saturating_mul(1000)).to_rfc3339();
    let reference = taken.taken.first().map(|first| printable(&first.reference)).unwrap_or_default();
    line(format_args!("{}: proved. At {at} the peer had it on disk, as {reference}.", printable(&entry.id)));
    line(format_args!("the message's SHA-256: {}", printable(&taken.digest)));
    Ok(())
}

fn table(list: &ExchangedList) -> Table {
    let mut table = Table::new(&["ID", "REFERENCE", "TYPE", "WAY", "AT", "PROOF"]);
    for over in &list.exchanged {
        let proof = match (&over.proof, over.way.as_str()) {
            (Some(_), _) => "signed",
            (None, "out") => "unsigned",
            (None, _) => "",
        };
        table.row(&[&over.id, &over.reference, &over.kind, &over.way, &over.at, proof]);
    }
    table
}
