//! What a decision leaves behind: entries in the chain, and what they owe to peers.
//!
//! In: a decision, and the case's lock. Out: rows, in the transaction of the command. Never: a body in clear on disk.

use super::Register;
use super::rules::Rules;
use crate::register::store::{self, NewEvent};
use crate::register::{Entry, Key, Onward, chain, entry, outbox};
use crate::sql::{Sql, SqlResult};
use crate::vault::Lock;
use domain::agency::Slug;
use domain::case::{self, Decision};
use domain::event::EventKind;
use domain::idempotency::Repeat;
use wire::v1::agencies::Names;
use wire::v1::case::DocumentView;

/// Whose timeline grows: a case's, or a deliberation's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub serial: u32,
    pub lock: &'a Lock,
}

/// What an entry's row carries besides the entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told<'a> {
    pub at: i64,
    pub digest: Option<&'a str>,
    pub source_number: Option<u32>,
    pub key: Option<&'a Key>,
    /// What comes along with the first entry.
    pub documents: &'a [DocumentView],
    /// Where it hands the case on.
    pub onward: Option<&'a Onward>,
    /// Of a peer's word: where it says that the case goes, and whose word it is.
    pub said: Option<(&'a Names, &'a Names)>,
}

/// The questions that are open no more.
pub(super) fn closed_questions(before: &case::Case, after: &case::Case) -> Vec<u32> {
    before.open_questions.iter().filter(|n| !after.open_questions.contains(n)).copied().collect()
}

/// What is stored under a key, compared with what is asked now.
pub(super) fn repeat(stored: Option<Option<[u8; 32]>>, fingerprint: &[u8; 32]) -> Repeat {
    match stored {
        None => Repeat::First,
        Some(Some(old)) if old == *fingerprint => Repeat::Same,
        Some(_) => Repeat::Different,
    }
}

impl<S: Sql> Register<S> {
    /// Writes a decision's events and what they owe to peers; returns the first entry.
    pub(super) fn write(
        &self,
        rules: &Rules,
        of: Case<'_>,
        written: u32,
        decision: &Decision,
        told: &Told<'_>,
    ) -> SqlResult<Option<Entry>> {
        let register = rules.name.to_string();
        let mut first = None;
        for (number, event) in (written + 1..).zip(&decision.events) {
            let mut entry = entry::from_event(event, number, told.at);
            if first.is_none() {
                entry.body.documents = told.documents.to_vec();
                if let Some((to, by)) = told.said {
                    (entry.body.to_names, entry.body.by_names) = (to.clone(), by.clone());
                }
            }
            if event.kind == EventKind::Filed {
                entry.body.digest = told.digest.map(str::to_owned);
            }
            self.append(&register, of, &entry, told)?;
            // Who gets the case itself hears of it with the case.
            for peer in decision.case.told(event).into_iter().filter(|peer| decision.hand_to.as_ref() != Some(peer)) {
                self.owe(of.serial, &peer, event.kind.name(), number, told.at)?;
            }
            // Whose complainant waits elsewhere hears that the case is treated here again.
            if let (EventKind::Returned, Some(origin)) = (event.kind, &decision.case.origin) {
                self.owe(of.serial, origin, EventKind::Acknowledged.name(), number, told.at)?;
            }
            let hands_over = matches!(event.kind, EventKind::Forwarding | EventKind::Escalated | EventKind::Redirected);
            if let (Some(peer), true) = (&decision.hand_to, hands_over) {
                self.owe(of.serial, peer, outbox::FILED, number, told.at)?;
            }
            first.get_or_insert(entry);
        }
        Ok(first)
    }

    pub(super) fn owe(&self, serial: u32, peer: &Slug, kind: &str, number: u32, at: i64) -> SqlResult<()> {
        let id = self.memory.borrow().delivery + 1;
        outbox::owe(&self.sql, id, serial, peer.as_str(), kind, number, at)?;
        let mut memory = self.memory.borrow_mut();
        (memory.delivery, memory.owes) = (id, true);
        Ok(())
    }

    /// Adds one event to the chain.
    pub(super) fn append(&self, register: &str, of: Case<'_>, entry: &Entry, told: &Told<'_>) -> SqlResult<()> {
        let mut memory = self.memory.borrow_mut();
        let salted_body = chain::salted_body(&entry.body)?;
        let body_hash = chain::body_hash(&salted_body);
        let seq = memory.seq + 1;
        let covered = chain::Covered {
            register,
            seq,
            serial: of.serial,
            number: entry.number,
            at: entry.at,
            kind: &entry.kind,
            status: &entry.status,
            role: &entry.role,
            peer: entry.peer.as_deref(),
            body_hash: &body_hash,
        };
        let hash = chain::hash(&memory.hash, &covered);
        let fingerprint = told.key.zip(memory.vault.as_ref()).map(|(key, vault)| vault.mark(&key.fingerprint));
        let new = NewEvent {
            seq,
            serial: of.serial,
            lock: of.lock,
            entry,
            salted_body: &salted_body,
            body_hash: &body_hash,
            source_number: told.source_number,
            key: told.key.zip(fingerprint.as_ref()),
            hash: &hash,
        };
        store::insert_event(&self.sql, &new)?;
        memory.seq = seq;
        memory.touched.push(of.serial);
        memory.hash = hash;
        drop(memory);
        self.tree().keep()
    }
}
