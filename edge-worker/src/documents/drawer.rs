//! What a drawer does with bytes and commands; one transaction each.
//!
//! In: a command, or the bytes that follow those that are here. Out: a reply. Bytes are on disk with the
//! answer, so two senders at once are told apart by their offset: the second is refused. Types are told by the
//! clear bytes, before they are sealed.
//! Never: `await`, a clock, a document whole in memory.

use super::scanner::protocol::Outcome;
use super::store::{self, Record};
use super::{Begin, Command, Refusal, Reply, State, UNCLAIMED_MAX_BYTES};
use crate::register::chain::hex;
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::keys::NodeKeys;
use crate::vault::{Vault, rows};
use domain::document::arrival::Arrival;
use domain::document::content::{self, FIRST_BYTES, HEAD_BYTES, TAIL_BYTES};
use domain::document::scan::{Scan, wait_ms};
use domain::document::{KEPT_MS, LENGTH_MAX, file_name};
use sha2::{Digest as _, Sha256};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wire::v1::case::DocumentView;

pub mod coming;

/// One drawer on its store.
pub struct Drawer<S> {
    pub sql: S,
    node: Rc<NodeKeys>,
    /// Whether a scanner looks at documents: nothing is given out before it has.
    scanner: bool,
    /// There as soon as the first upload has begun.
    vault: RefCell<Option<Rc<Vault>>>,
    /// Hashes of uploads under way, and how far they go. What is missing here is hashed again from the store.
    hashes: RefCell<HashMap<i64, (u64, Sha256)>>,
}

/// A document whose bytes are being given out.
#[derive(Debug, Clone)]
pub struct Reading {
    record: Record,
    at: u64,
    /// Bytes of the next piece that are not asked for.
    skip: u64,
}

/// Why a document that is known here is not given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// A scanner has not found it clean.
    Scan(Scan),
    /// It has not come from its peer.
    Arrival(Arrival),
}

impl Reading {
    /// Its id and its length.
    #[must_use]
    pub fn what(&self) -> (&str, u64) {
        (&self.record.id, self.record.received)
    }
}

impl<S: Sql> Drawer<S> {
    /// Opens a drawer, empty or not.
    ///
    /// # Errors
    /// Storage failed, or the drawer was sealed under another key of the node.
    pub fn open(sql: S, node: Rc<NodeKeys>, scanner: bool) -> SqlResult<Self> {
        store::open(&sql)?;
        let vault = match store::name(&sql)? {
            Some(name) => Some(sql.transaction(|| rows::open(&sql, &node, &name))?),
            None => None,
        };
        Ok(Self { sql, node, scanner, vault: RefCell::new(vault), hashes: RefCell::default() })
    }

    /// Carries out one command.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn handle(&self, command: Command) -> SqlResult<Reply> {
        let before = self.vault.borrow().clone();
        let result = self.sql.transaction(|| self.carry_out(command));
        if result.is_err() {
            *self.vault.borrow_mut() = before;
        }
        result
    }

    fn carry_out(&self, command: Command) -> SqlResult<Reply> {
        match command {
            Command::Begin(begin) if begin.peer.is_empty() => self.begin(&begin),
            Command::Begin(begin) => self.expect(&begin),
            Command::State { id, now } => Ok(self.find(&id, now)?.map_or(gone(), |r| Reply::State(self.state(&r)))),
            Command::End { id, now } => match self.find(&id, now)? {
                Some(record) if record.length.is_none() => self.complete(record),
                Some(record) => Ok(Reply::State(self.state(&record))),
                None => Ok(gone()),
            },
            Command::Drop { id, now } => self.throw_away(&id, now),
            Command::Claim { ids, by, now } => self.claim(&ids, &by, now),
            Command::Erase { id } => {
                if let Some(record) = self.any(&id)? {
                    self.delete(record.number)?;
                }
                Ok(Reply::Dropped)
            }
            Command::NewDataKey => {
                let Some(vault) = self.vault.borrow().clone() else { return Ok(gone()) };
                let vault = rows::next(&self.sql, &self.node, &vault)?;
                let number = vault.current();
                *self.vault.borrow_mut() = Some(vault);
                Ok(Reply::DataKey(number))
            }
            Command::Release { id, by, now } => {
                let Some(record) = self.find(&id, now)?.filter(|r| r.claimed_by.as_ref() == Some(&by)) else {
                    return Ok(gone());
                };
                store::release(&self.sql, record.number, now + KEPT_MS)?;
                Ok(self.find(&id, now)?.map_or(gone(), |r| Reply::State(self.state(&r))))
            }
        }
    }

    /// Takes the bytes that begin at `offset`.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn append(&self, id: &str, offset: u64, bytes: &[u8], now: i64) -> SqlResult<Reply> {
        self.transact(&|| {
            let Some(record) = self.find(id, now)?.filter(|r| r.coming.is_none()) else {
                return Ok(gone());
            };
            self.take(record, offset, bytes, Some(now + KEPT_MS))
        })
    }

    fn transact(&self, act: &dyn Fn() -> SqlResult<Reply>) -> SqlResult<Reply> {
        self.sql.transaction(act)
    }

    fn take(&self, mut record: Record, offset: u64, bytes: &[u8], expires_at: Option<i64>) -> SqlResult<Reply> {
        if record.received != offset {
            return Ok(Reply::Refused(Refusal::Offset));
        }
        let end = offset + bytes.len() as u64;
        if end > record.length.unwrap_or(LENGTH_MAX) {
            return Ok(Reply::Refused(Refusal::TooLarge));
        }
        if bytes.is_empty() || (record.claimed_by.is_some() && record.coming.is_none()) {
            return Ok(Reply::State(self.state(&record)));
        }
        let whole = record.length == Some(end);
        if offset < FIRST_BYTES as u64 && (end >= FIRST_BYTES as u64 || whole) {
            let first = [&store::bytes(&self.sql, &record, 0, offset)?, bytes].concat();
            if !content::may_be_taken(&first) {
                return self.refuse(&record);
            }
        }
        self.hash(&record, bytes)?;
        store::insert_piece(&self.sql, &record, offset, bytes)?;
        store::set_received(&self.sql, record.number, end, expires_at)?;
        (record.received, record.expires_at) = (end, expires_at);
        if whole { self.complete(record) } else { Ok(Reply::State(self.state(&record))) }
    }

    /// A complete document, to be read from this byte on; or why nobody gets it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn read(&self, id: &str, offset: u64) -> SqlResult<Option<Result<Reading, Withheld>>> {
        let Some(record) = self.any(id)? else { return Ok(None) };
        if let Some(arrival) = record.coming.as_ref().and_then(|coming| coming.arrival) {
            return Ok(Some(Err(Withheld::Arrival(arrival))));
        }
        if record.media_type.is_none() || offset >= record.received {
            return Ok(None);
        }
        match self.scan(&record) {
            Scan::Clean | Scan::Unscanned => {}
            not_clean => return Ok(Some(Err(Withheld::Scan(not_clean)))),
        }
        let at = store::coming::piece_with(&self.sql, &record, offset)?;
        Ok(Some(Ok(Reading { record, at, skip: offset - at })))
    }

    fn state(&self, record: &Record) -> State {
        let arrival = record.coming.as_ref().and_then(|coming| coming.arrival);
        let scan = arrival.map_or_else(|| self.scan(record).name(), Arrival::name);
        let document = record.view().map(|view| DocumentView { scan: scan.to_owned(), ..view });
        State {
            offset: record.received,
            length: record.length,
            // Where a document is at a peer concerns nobody.
            metadata: if record.coming.is_some() { String::new() } else { record.metadata.clone() },
            expires_at: record.expires_at,
            document,
        }
    }

    fn scan(&self, record: &Record) -> Scan {
        Scan::of(record.clean, record.tries, self.scanner)
    }

    /// The next document for the scanner.
    ///
    /// # Errors
    /// Storage failed.
    pub fn to_scan(&self, now: i64) -> SqlResult<Option<Reading>> {
        let id = store::to_scan(&self.sql, now)?;
        let record = id.map_or(Ok(None), |id| self.any(&id))?;
        Ok(record.map(|record| Reading { record, at: 0, skip: 0 }))
    }

    /// When a document waits for the scanner next.
    ///
    /// # Errors
    /// Storage failed.
    pub fn next_scan(&self, now: i64) -> SqlResult<Option<i64>> {
        if self.scanner { store::next_scan(&self.sql, now) } else { Ok(None) }
    }

    /// Writes down what came of a try; says how many have led to nothing. What was thrown away meanwhile is left alone.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn judge(&self, id: &str, outcome: &Outcome, now: i64) -> SqlResult<u32> {
        let vault = self.vault.borrow().clone();
        self.sql.transaction(|| {
            let (Some(vault), Some(record)) = (&vault, self.any(id)?.filter(|r| r.clean.is_none())) else {
                return Ok(0);
            };
            match outcome {
                Outcome::Clean => store::set_clean(&self.sql, record.number).map(|()| 0),
                Outcome::Infected(threat) => store::set_infected(&self.sql, vault, &record, threat).map(|()| 0),
                Outcome::Unjudged(_) => {
                    let tries = record.tries.saturating_add(1);
                    store::set_tried(&self.sql, record.number, tries, now + wait_ms(tries)).map(|()| tries)
                }
            }
        })
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// Storage failed.
    pub fn next(&self, reading: &mut Reading) -> SqlResult<Option<Vec<u8>>> {
        let piece = store::piece(&self.sql, &reading.record, reading.at)?;
        reading.at += piece.as_ref().map_or(0, |p| p.len() as u64);
        let skip = usize::try_from(std::mem::take(&mut reading.skip)).unwrap_or(usize::MAX);
        Ok(piece.map(|mut bytes| bytes.split_off(skip.min(bytes.len()))))
    }

    /// Throws away what has waited too long; says when the next one will have.
    ///
    /// # Errors
    /// Storage failed.
    pub fn tidy(&self, now: i64) -> SqlResult<Option<i64>> {
        // All or nothing: bytes without their document would lie there for good.
        self.sql.transaction(|| {
            loop {
                let expired = store::expired(&self.sql, now)?;
                if expired.is_empty() {
                    return store::next_expiry(&self.sql);
                }
                for number in expired {
                    self.delete(number)?;
                }
            }
        })
    }

    /// What is here and has not waited too long.
    fn find(&self, id: &str, now: i64) -> SqlResult<Option<Record>> {
        Ok(self.any(id)?.filter(|r| r.expires_at.is_none_or(|at| at > now)))
    }

    fn any(&self, id: &str) -> SqlResult<Option<Record>> {
        let vault = self.vault.borrow().clone();
        vault.map_or(Ok(None), |vault| store::find(&self.sql, &vault, id))
    }

    /// The drawer's keys; the first upload makes them.
    fn vault(&self, name: &str) -> SqlResult<Rc<Vault>> {
        if let Some(vault) = self.vault.borrow().clone() {
            return Ok(vault);
        }
        store::set_name(&self.sql, name)?;
        rows::open(&self.sql, &self.node, name)
    }

    fn begin(&self, begin: &Begin) -> SqlResult<Reply> {
        if store::unclaimed(&self.sql)? + begin.length.unwrap_or(LENGTH_MAX) > UNCLAIMED_MAX_BYTES {
            return Ok(Reply::Refused(Refusal::Full));
        }
        self.insert(begin)?;
        Ok(self.find(&begin.id, begin.now)?.map_or(gone(), |r| Reply::State(self.state(&r))))
    }

    fn insert(&self, begin: &Begin) -> SqlResult<()> {
        let vault = self.vault(&begin.drawer)?;
        store::insert(&self.sql, &vault, begin, begin.now + KEPT_MS)?;
        *self.vault.borrow_mut() = Some(vault);
        Ok(())
    }

    fn throw_away(&self, id: &str, now: i64) -> SqlResult<Reply> {
        match self.find(id, now)? {
            Some(record) if record.claimed_by.is_some() => Ok(Reply::Refused(Refusal::Claimed)),
            Some(record) => self.delete(record.number).map(|()| Reply::Dropped),
            None => Ok(gone()),
        }
    }

    fn claim(&self, ids: &[String], by: &str, now: i64) -> SqlResult<Reply> {
        let (mut found, mut unknown) = (Vec::new(), Vec::new());
        for id in ids {
            let record = self.find(id, now)?.filter(|r| r.claimed_by.as_deref().is_none_or(|other| other == by));
            match record.and_then(|r| Some((r.number, r.view()?))) {
                Some(document) => found.push(document),
                None => unknown.push(id.clone()),
            }
        }
        if !unknown.is_empty() {
            return Ok(Reply::Unknown(unknown));
        }
        for (number, _) in &found {
            store::set_claimed(&self.sql, *number, by)?;
        }
        Ok(Reply::Claimed(found.into_iter().map(|(_, view)| view).collect()))
    }

    /// Everything is here: what is it?
    fn complete(&self, mut record: Record) -> SqlResult<Reply> {
        let end = record.received;
        let head = store::bytes(&self.sql, &record, 0, end.min(HEAD_BYTES as u64))?;
        let tail = store::bytes(&self.sql, &record, end.saturating_sub(TAIL_BYTES as u64), end)?;
        let Some(media_type) = content::media_type(&head, &tail) else {
            return self.refuse(&record);
        };
        self.hash(&record, &[])?;
        let hash = self.hashes.borrow_mut().remove(&record.number);
        let sha256 = hash.map(|(_, hash)| hex(&hash.finalize()));
        if !Self::is_as_announced(&record, sha256.as_deref(), media_type.name()) {
            return self.lose(&record);
        }
        record.sha256 = sha256;
        record.media_type = Some(media_type.name().to_owned());
        record.name = file_name(&record.name, media_type);
        record.length = Some(end);
        store::set_complete(&self.sql, &record)?;
        if let Some(coming) = &mut record.coming {
            store::coming::set_arrival(&self.sql, record.number, None)?;
            coming.arrival = None;
        }
        Ok(Reply::State(self.state(&record)))
    }

    fn refuse(&self, record: &Record) -> SqlResult<Reply> {
        if record.coming.is_some() {
            return self.lose(record);
        }
        self.delete(record.number).map(|()| Reply::Refused(Refusal::Unsupported))
    }

    fn delete(&self, number: i64) -> SqlResult<()> {
        self.hashes.borrow_mut().remove(&number);
        store::delete(&self.sql, number)
    }

    /// Brings the hash of an upload up to what is on disk, and adds `bytes`.
    fn hash(&self, record: &Record, bytes: &[u8]) -> SqlResult<()> {
        let known = self.hashes.borrow_mut().remove(&record.number).filter(|(at, _)| *at <= record.received);
        let (mut at, mut hash) = known.unwrap_or_default();
        while at < record.received {
            let piece = store::piece(&self.sql, record, at)?;
            let piece = piece.ok_or_else(|| SqlError(format!("document {}: no piece at {at}", record.number)))?;
            hash.update(&piece);
            at += piece.len() as u64;
        }
        hash.update(bytes);
        self.hashes.borrow_mut().insert(record.number, (at + bytes.len() as u64, hash));
        Ok(())
    }
}

fn gone() -> Reply {
    Reply::Refused(Refusal::Gone)
}

#[cfg(test)]
mod matrix;
#[cfg(test)]
mod tests;
