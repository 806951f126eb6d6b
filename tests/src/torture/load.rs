//! The load: citizens who file, write and act, caseworkers who answer, documents; all at once, until it is over.
//!
//! In: where the nodes are, chance. Out: calls, through the ledger. Every text is written once in the world, so that
//! it can be counted afterwards; every request carries a key, so that it can be repeated.
//! Never: waiting for anybody; a node that does not answer ends the worker.

use super::dice::Dice;
use super::ledger::{Asked, Case, Document, Heard, Ledger};
use crate::client::Call;
use crate::desk::Desk;
use crate::fixtures::{self, ROUTED};
use crate::upload::{Upload, pdf, sha256};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use wire::v1::filing::FileCase;

/// The agencies that file, with a caseworker each.
#[derive(Debug, Clone)]
pub struct Office {
    pub agency: String,
    pub desk: Desk,
}

/// What the workers of one round share.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    pub round: u64,
    /// Where the agencies' node is.
    pub base_url: &'a str,
    pub offices: &'a [Office],
    pub mediator: &'a Desk,
    pub ledger: &'a Ledger,
    pub over: &'a AtomicBool,
}

impl Field<'_> {
    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::SeqCst)
    }
}

/// One worker's day.
pub fn work(field: &Field<'_>, worker: u64, mut dice: Dice) {
    for n in 0.. {
        if !field.goes_on() {
            return;
        }
        let text = format!("Mot {}.{worker}.{n}", field.round);
        let heard = match dice.below(20) {
            0..=8 => files(field, &mut dice, text, false),
            9 | 10 => files(field, &mut dice, text, true),
            11..=13 => in_a_case(field, &mut dice, text, writes),
            14 => in_a_case(field, &mut dice, text, writes_with_a_document),
            15..=17 => in_a_case(field, &mut dice, text, acts),
            _ => in_a_case(field, &mut dice, text, treats),
        };
        if heard == Heard::No {
            return;
        }
    }
}

/// Files a case with one of the agencies.
fn files(field: &Field<'_>, dice: &mut Dice, subject: String, with_document: bool) -> Heard {
    let Some(office) = dice.one_of(field.offices) else { return Heard::No };
    let mut documents = Vec::new();
    if with_document {
        match sends(field, dice, &office.agency, &subject) {
            Some(document) => documents.push(document),
            None => return Heard::No,
        }
    }
    let category = if dice.below(3) == 0 { ROUTED.to_owned() } else { fixtures::CATEGORY.to_owned() };
    let ids = documents.iter().map(|d| d.id.clone()).collect();
    let filing = FileCase { category, subject: subject.clone(), documents: ids, ..fixtures::filing() };
    let url = format!("{}/v1/agencies/{}/cases", field.base_url, office.agency);
    let call = Call::new("POST", url).key(&fixtures::key()).json(&filing);
    field.ledger.ask(call, Asked::Filing { agency: office.agency.clone(), subject, documents })
}

/// Sends a document by tus, in one or two pieces.
fn sends(field: &Field<'_>, dice: &mut Dice, agency: &str, name: &str) -> Option<Document> {
    let length = 2_000 + usize::try_from(dice.below(60_000)).unwrap_or(0);
    let bytes = pdf(length);
    let begun = Upload::call_at(field.base_url, agency, length, &format!("{name}.pdf")).try_send().ok()?;
    if begun.status != 201 {
        return None;
    }
    let upload = Upload { url: format!("{}{}", field.base_url, begun.header("location")) };
    let cut = usize::try_from(dice.below(length as u64)).unwrap_or(0);
    let pieces = if dice.below(2) == 0 { vec![(0, length)] } else { vec![(0, cut), (cut, length)] };
    for (from, to) in pieces {
        let answer = upload.patch(from, bytes.get(from..to)?).try_send().ok()?;
        if answer.status != 204 {
            return None;
        }
    }
    let document = Document { id: upload.id(), url: upload.url, length, sha256: sha256(&bytes) };
    field.ledger.kept(document.clone());
    Some(document)
}

/// Does something in a case that was acknowledged before; files one where there is none.
fn in_a_case(
    field: &Field<'_>,
    dice: &mut Dice,
    text: String,
    what: fn(&Field<'_>, &mut Dice, &Case, String) -> Heard,
) -> Heard {
    // Mostly a recent one: two who write in the same case at once are what is looked for.
    let count = field.ledger.cases();
    let back = if dice.below(4) == 0 { dice.below(count) } else { dice.below(count.min(12)) };
    match count.checked_sub(back + 1).and_then(|place| field.ledger.case(place)) {
        Some(case) => what(field, dice, &case, text),
        None => files(field, dice, text, false),
    }
}

fn word(case: &Case, text: String, documents: Vec<Document>) -> Asked {
    Asked::Word { reference: case.citizen.reference.clone(), text, documents }
}

fn writes(field: &Field<'_>, _dice: &mut Dice, case: &Case, text: String) -> Heard {
    let call = case.citizen.message(&json!({ "text": text })).key(&fixtures::key());
    field.ledger.ask(call, word(case, text, Vec::new()))
}

fn writes_with_a_document(field: &Field<'_>, dice: &mut Dice, case: &Case, text: String) -> Heard {
    if case.documents.len() >= 8 {
        return writes(field, dice, case, text);
    }
    let Some(document) = sends(field, dice, &case.agency, &text) else { return Heard::No };
    let body = json!({ "text": text, "documents": [document.id] });
    let call = case.citizen.message(&body).key(&fixtures::key());
    field.ledger.ask(call, word(case, text, vec![document]))
}

fn acts(field: &Field<'_>, dice: &mut Dice, case: &Case, text: String) -> Heard {
    let body = match dice.below(8) {
        0..=3 => json!({ "action": "escalate", "prior_steps": text, "before_court": false }),
        4 | 5 => json!({ "action": "rate", "rating": 3, "reason": text }),
        6 => json!({ "action": "reopen", "reason": text }),
        _ => json!({ "action": "withdraw", "reason": text }),
    };
    let call = case.citizen.action(&body).key(&fixtures::key());
    field.ledger.ask(call, word(case, text, Vec::new()))
}

fn treats(field: &Field<'_>, dice: &mut Dice, case: &Case, text: String) -> Heard {
    let Some(office) = field.offices.iter().find(|o| o.agency == case.agency) else { return Heard::No };
    let body = match dice.below(8) {
        0..=2 => json!({ "action": "note", "text": text }),
        3 => json!({ "action": "ask", "text": text }),
        4 | 5 => json!({ "action": "message", "text": text }),
        6 => json!({ "action": "answer", "text": text }),
        _ => json!({ "action": "close", "outcome": "upheld", "text": text }),
    };
    let call = office.desk.action(&case.citizen.reference, &body).key(&fixtures::key());
    field.ledger.ask(call, word(case, text, Vec::new()))
}

/// The Mediator's caseworker writes in the cases that have come.
pub fn mediates(field: &Field<'_>, mut dice: Dice) {
    for n in 0.. {
        let Some(page) = field.mediator.try_page("?limit=20").filter(|_| field.goes_on()) else { return };
        let Some(row) = dice.one_of(&page.cases) else {
            crate::clock::pause();
            continue;
        };
        let text = format!("Parole {}.{n}", field.round);
        let action = if dice.below(3) == 0 { "answer" } else { "message" };
        let body = json!({ "action": action, "text": text });
        let call = field.mediator.action(&row.reference, &body).key(&fixtures::key());
        let Some(origin) = &row.origin else { continue };
        let asked = Asked::Told { origin: origin.reference.clone(), text };
        if field.ledger.ask(call, asked) == Heard::No {
            return;
        }
    }
}
