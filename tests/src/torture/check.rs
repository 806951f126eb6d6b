//! What was acknowledged, asked for again: over HTTP, as its owner would. In: the ledger's cases. Out: what is wrong.
//! Never: content with less than what was acknowledged, entry by entry and byte by byte.

use super::ledger::{Case, Document};
use super::load::Office;
use super::tally::Tally;
use crate::client::Call;
use crate::upload::sha256;
use std::collections::BTreeMap;
use wire::v1::case::{CaseView, TimelineEntry};
use wire::v1::desk::DeskCase;

/// Asks for a case with its code and at its desk, and compares.
pub fn case(case: &Case, offices: &[Office], tally: &mut Tally) {
    let reference = &case.citizen.reference;
    let answer = match case.citizen.call("GET", "").lang("fr").try_send() {
        Ok(answer) if answer.status == 200 => answer,
        Ok(answer) => return tally.lost(format!("{reference} does not open: {} {}", answer.status, answer.text())),
        Err(error) => return tally.lost(format!("{reference} does not open: {error}")),
    };
    let view: CaseView = answer.json(200);
    let same = view.subject == case.subject
        && view.received_at == case.receipt.received_at
        && view.reference == case.receipt.reference;
    if !same {
        return tally.lost(format!("{reference} is not what was acknowledged: {view:?}"));
    }
    tally.found += 1;
    let desk = offices.iter().find(|o| o.agency == case.agency).map(|o| &o.desk);
    let Some(entries) = desk.map(|desk| desk.opens(reference).timeline) else { return };
    words(case, &entries, tally);
    for document in &case.documents {
        let there = view.documents.iter().any(|d| d.id == document.id);
        let bytes = case.citizen.call("GET", &format!("/documents/{}", document.id)).try_send();
        let whole = bytes.is_ok_and(|answer| answer.status == 200 && sha256(&answer.body) == document.sha256);
        if there && whole {
            tally.found += 1;
        } else {
            tally.lost(format!("{reference}: document {} (listed: {there}, whole: {whole})", document.id));
        }
    }
}

/// Each acknowledged entry is there under its number, and no text stands there twice.
fn words(case: &Case, entries: &[TimelineEntry], tally: &mut Tally) {
    let reference = &case.citizen.reference;
    for word in &case.words {
        if entries.iter().any(|e| e.id == word.entry && e.text.as_deref() == Some(word.text.as_str())) {
            tally.found += 1;
        } else {
            tally.lost(format!("{reference}: entry {} with the text {:?}", word.entry, word.text));
        }
    }
    for (text, times) in times(entries) {
        if times > 1 {
            tally.twice(format!("{reference}: {text:?} stands there {times} times"));
        }
    }
}

/// How often each text stands in a timeline.
#[must_use]
pub fn times(entries: &[TimelineEntry]) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for text in entries.iter().filter_map(|e| e.text.as_deref()) {
        *counted.entry(text).or_default() += 1;
    }
    counted
}

/// A document that no case has yet: all its bytes are there.
pub fn document(document: &Document, tally: &mut Tally) {
    let answer = Call::new("HEAD", document.url.as_str()).header("tus-resumable", "1.0.0").try_send();
    let offset = answer.as_ref().ok().filter(|a| a.status == 200).map(|a| a.header("upload-offset").to_owned());
    if offset.as_deref() == Some(document.length.to_string().as_str()) {
        tally.found += 1;
    } else {
        tally.lost(format!("document {}: {} bytes were taken, {offset:?} are there", document.id, document.length));
    }
}

/// What a citizen and the Mediator said arrives at the other side once.
pub fn story(there: &DeskCase, texts: &[String], tally: &mut Tally) {
    let times = times(&there.timeline);
    for text in texts {
        match times.get(text.as_str()) {
            Some(1) => tally.found += 1,
            Some(n) => tally.twice(format!("{}: {text:?} arrived {n} times", there.reference)),
            None => tally.lost(format!("{}: {text:?} has not arrived", there.reference)),
        }
    }
}
