//! `wasl verify receipt`. In: the file of proof, or the saved page. Out: what is proved. Never: a clock.

use super::Keys;
use super::filed::{Proof, word};
use super::keys::Card;
use crate::fail::Fail;
use crate::node::Node;
use crate::place;
use std::path::Path;

pub fn run(node: &Node, file: &Path, keys: &Keys) -> Result<Vec<String>, Fail> {
    let proof = Proof::read(&place::text(file)?)?;
    let card = Card::of(keys, Some(node.base().unwrap_or(&proof.node)))?;
    let key = proof.check(&card.keys)?;
    let mut sentences = vec![
        "This receipt is genuine: nobody has changed it since it was signed.".to_owned(),
        format!("  case        {}", proof.reference),
        format!("  filed       {}", proof.received_at),
        format!("  answer due  {}", proof.due_at),
    ];
    match &proof.filing {
        Some(filing) => {
            sentences.push(format!("  subject     {}", word(&filing.value, "subject")));
            let whole = "What was filed is in the file to the letter: its digest is the one that was signed.";
            sentences.push(whole.to_owned());
        }
        None => {
            sentences.push(format!("What was filed is not in this file: only its digest {} is proved.", proof.digest))
        }
    }
    sentences.push(card.sentence(key));
    Ok(sentences)
}
