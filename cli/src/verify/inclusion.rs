//! `wasl verify inclusion`: a case is in its register. In: the case's proof, and its receipt. Out: what is proved.
//!
//! Never: a word of the message; the proof has none, only its digest.

use super::Keys;
use super::filed::Proof as Receipt;
use super::keys::Card;
use crate::fail::Fail;
use crate::node::Node;
use crate::place;
use domain::reference::Reference;
use domain::time::UnixMillis;
use std::path::Path;
use wire::log::case::{CaseProof, Proven};

pub fn run(node: &Node, file: &Path, receipt: Option<&Path>, keys: &Keys) -> Result<Vec<String>, Fail> {
    let proof: CaseProof = serde_json::from_str(&place::text(file)?)
        .map_err(|e| Fail::Usage(format!("{} is not the proof of a case: {e}", file.display())))?;
    let card = Card::of(keys, Some(node.base().unwrap_or(&proof.node)))?;
    let proven = proof.check(&card.keys).map_err(|e| {
        Fail::Disproved(format!("THIS CASE IS NOT PROVED: {e}. The file, or the register itself, was changed."))
    })?;
    let mut sentences = vec![
        format!(
            "This case is in the register {}, and the node has signed the register with it inside.",
            proof.register
        ),
        format!("  case        {}", reference(&proof)?),
        format!("  filed       {}", UnixMillis(proof.event.at).to_rfc3339()),
        format!("  event       number {} of {}", proof.event.seq, proven.checkpoint.size),
        format!("  what was filed has the digest {}", proven.digest),
    ];
    if let Some(path) = receipt {
        let receipt = Receipt::read(&place::text(path)?)?;
        receipt.check(&card.keys)?;
        same(&receipt, &proof, &proven)?;
        sentences
            .push("The register holds exactly what the receipt says: number, time and digest are the same.".into());
    }
    sentences.push(card.sentence(&proven.key));
    sentences.push(format!(
        "Keep the checkpoint in this file: with `wasl verify consistency` it shows later whether {} was rewritten.",
        proof.register
    ));
    Ok(sentences)
}

/// The case's number, as the proven event has it.
fn reference(proof: &CaseProof) -> Result<String, Fail> {
    let named = Reference::parse(&proof.reference);
    let fits = |r: &Reference| r.register().to_string() == proof.register && r.serial() == proof.event.serial;
    named.filter(|r| fits(r) && proof.event.kind == "filed").map(|r| r.to_string()).ok_or_else(|| {
        Fail::Disproved(format!(
            "THIS CASE IS NOT PROVED: the event in this file is not the filing of {}.",
            proof.reference
        ))
    })
}

fn same(receipt: &Receipt, proof: &CaseProof, proven: &Proven) -> Result<(), Fail> {
    let pairs = [
        ("number", &receipt.reference, &proof.reference),
        ("time of filing", &receipt.received_at, &UnixMillis(proof.event.at).to_rfc3339()),
        ("digest", &receipt.digest, &proven.digest),
    ];
    for (what, said, held) in pairs {
        if said != held {
            return Err(Fail::Disproved(format!(
                "THE REGISTER DOES NOT HOLD WHAT THE RECEIPT SAYS: the {what} is {said} on the receipt and {held} in the \
                 register."
            )));
        }
    }
    Ok(())
}
