//! The register's rows. In: domain values. Out: domain values, or that storage is broken.
//!
//! Every statement on cases and events stands here and in [`events`] (the outbox's stand in `outbox`; those on
//! deliberations in [`deliberations`]). What people
//! write is sealed on its way in, and opened only where it is asked for.
//! Never: rules, or a transaction of its own (the service opens one around each command).

use super::{ListQuery, chain};
use crate::sql::{Param, Row, Sql, SqlError, SqlResult};
use crate::vault::{Item, Lock, Place, SALT_BYTES, Vault};
use domain::agency::Slug;
use domain::case::{Case, Notice};
use domain::reference::Reference;
use domain::status::{CaseStatus, Kind, Outcome};
use domain::time::UnixMillis;
use std::rc::Rc;

pub mod apps;
pub mod deliberations;
pub mod events;
pub use events::{
    NewEvent, close_question, covered, entries, entry, entry_of_key, first_entry, has_spoken, insert_event,
    number_of_source, public_entries, recategorised, source_of_number,
};

/// Whose entries: a case's or a deliberation's. Without a lock they are erased.
#[derive(Debug, Clone, Copy)]
pub struct Timeline<'a> {
    pub serial: u32,
    pub lock: Option<&'a Lock>,
}

const SUBJECT: Place = Place { table: "case_file", column: "subject", row: 0 };
const FILING: Place = Place { table: "case_file", column: "filing", row: 0 };
const CORRECTION: Place = Place { table: "case_file", column: "correction", row: 0 };
const ORIGIN: Place = Place { table: "case_file", column: "origin_data", row: 0 };

/// A case as it stands in the store.
#[derive(Debug, Clone)]
pub struct Record {
    pub serial: u32,
    pub case: Case,
    pub category: String,
    pub assigned_to: Option<String>,
    /// The deadline that the receipt names.
    pub promised_at: i64,
    /// How many entries it has.
    pub events: u32,
    pub code_hash: Option<String>,
    pub origin_reference: Option<String>,
    /// Opens what was written; none once the case has been erased.
    pub lock: Option<Rc<Lock>>,
    pub erased_at: Option<i64>,
    filing: Option<Vec<u8>>,
    origin_data: Option<Vec<u8>>,
    correction: Option<Vec<u8>>,
}

impl Record {
    /// Where its entries lie.
    #[must_use]
    pub fn timeline(&self) -> Timeline<'_> {
        Timeline { serial: self.serial, lock: self.lock.as_deref() }
    }

    /// What was filed, as JSON; none once it has been erased.
    ///
    /// # Errors
    /// It does not open.
    pub fn filing(&self) -> SqlResult<Option<Vec<u8>>> {
        open(self.lock.as_deref(), FILING, self.filing.clone())
    }

    /// Who the complainant is, as JSON, where that was corrected.
    ///
    /// # Errors
    /// It does not open.
    pub fn correction(&self) -> SqlResult<Option<Vec<u8>>> {
        open(self.lock.as_deref(), CORRECTION, self.correction.clone())
    }

    /// What came along from the origin, as JSON.
    ///
    /// # Errors
    /// It does not open.
    pub fn origin_data(&self) -> SqlResult<Option<Vec<u8>>> {
        open(self.lock.as_deref(), ORIGIN, self.origin_data.clone())
    }
}

/// Opens a value, if it is there and its case has not been erased.
fn open(lock: Option<&Lock>, place: Place, sealed: Option<Vec<u8>>) -> SqlResult<Option<Vec<u8>>> {
    lock.zip(sealed).map(|(lock, sealed)| lock.open(place, sealed)).transpose()
}

/// A new case.
#[derive(Debug, Clone, Copy)]
pub struct NewCase<'a> {
    pub serial: u32,
    pub lock: &'a Lock,
    pub case: &'a Case,
    pub category: &'a str,
    pub subject: &'a str,
    pub events: u32,
    pub code_hash: Option<&'a str>,
    pub file_key: Option<&'a str>,
    /// What a repeated filing is compared with.
    pub fingerprint: Option<&'a [u8; 32]>,
    pub filing: &'a [u8],
    pub origin_reference: Option<&'a str>,
    pub origin_data: Option<&'a [u8]>,
}

fn name(slug: Option<&Slug>) -> Param<'_> {
    slug.map(Slug::as_str).into()
}

pub fn insert_case(sql: &impl Sql, new: &NewCase<'_>) -> SqlResult<()> {
    let (case, lock) = (new.case, new.lock);
    let subject = lock.seal(SUBJECT, new.subject.as_bytes())?;
    let filing = lock.seal(FILING, new.filing)?;
    let origin_data = new.origin_data.map(|data| lock.seal(ORIGIN, data)).transpose()?;
    sql.run(
        "INSERT INTO case_file (serial, salt, kind, category, status, received_at, due_at, holder, origin,
            origin_reference, events, code_hash, file_key, fingerprint, subject, filing, origin_data)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            new.serial.into(),
            lock.salt().into(),
            case.kind.name().into(),
            new.category.into(),
            case.status.name().into(),
            case.received_at.0.into(),
            case.due_at.0.into(),
            name(case.holder.as_ref()),
            name(case.origin.as_ref()),
            new.origin_reference.into(),
            new.events.into(),
            new.code_hash.into(),
            new.file_key.into(),
            new.fingerprint.into(),
            subject.as_slice().into(),
            filing.as_slice().into(),
            origin_data.as_deref().into(),
        ],
    )?;
    Ok(())
}

/// How far a deadline is noticed, as the index has it.
const fn level(notice: Notice) -> i64 {
    notice as i64
}

/// Writes what a decision changed.
pub fn update_case(sql: &impl Sql, record: &Record) -> SqlResult<()> {
    let case = &record.case;
    sql.run(
        "UPDATE case_file SET status = ?, outcome = ?, settled_at = ?, holder = ?, escalated = ?, rated = ?,
            assigned_to = ?, category = ?, events = ?, due_at = ?, noticed = ?,
            promised_at = CASE WHEN due_at <> ? THEN coalesce(promised_at, due_at) ELSE promised_at END WHERE serial = ?",
        &[
            case.status.name().into(),
            case.outcome.map(Outcome::name).into(),
            case.settled_at.map(|t| t.0).into(),
            name(case.holder.as_ref()),
            case.escalated.into(),
            case.rated.into(),
            record.assigned_to.as_deref().into(),
            record.category.as_str().into(),
            record.events.into(),
            case.due_at.0.into(),
            level(case.noticed).into(),
            case.due_at.0.into(),
            record.serial.into(),
        ],
    )?;
    Ok(())
}

pub fn load_case(sql: &impl Sql, vault: &Rc<Vault>, serial: u32) -> SqlResult<Option<Record>> {
    let row = sql.first(
        "SELECT kind, status, outcome, received_at, due_at, settled_at, holder, origin, escalated, rated, assigned_to,
            events, code_hash, category, origin_reference, salt, filing, origin_data, noticed,
            coalesce(promised_at, due_at), erased_at, correction FROM case_file WHERE serial = ?",
        &[serial.into()],
    )?;
    row.map(|row| read_case(sql, vault, serial, row)).transpose()
}

fn read_case(sql: &impl Sql, vault: &Rc<Vault>, serial: u32, mut row: Row) -> SqlResult<Record> {
    let status = row.read(1, CaseStatus::parse)?;
    let open = match status {
        CaseStatus::AwaitingComplainant => {
            sql.run("SELECT number FROM event WHERE serial = ? AND open = 1 ORDER BY number", &[serial.into()])?
        }
        _ => Vec::new(),
    };
    Ok(Record {
        serial,
        case: Case {
            kind: row.read(0, Kind::parse)?,
            status,
            outcome: row.maybe_read(2, Outcome::parse)?,
            received_at: UnixMillis(row.int(3)?),
            due_at: UnixMillis(row.int(4)?),
            noticed: Notice::ALL.get(row.small(18)? as usize).copied().unwrap_or(Notice::Overdue),
            settled_at: row.maybe_int(5)?.map(UnixMillis),
            holder: row.maybe_read(6, Slug::parse)?,
            origin: row.maybe_read(7, Slug::parse)?,
            escalated: row.int(8)? != 0,
            rated: row.int(9)? != 0,
            open_questions: open.iter().map(|r| r.small(0)).collect::<SqlResult<_>>()?,
        },
        promised_at: row.int(19)?,
        erased_at: row.maybe_int(20)?,
        assigned_to: row.maybe_text(10)?,
        events: row.small(11)?,
        code_hash: row.maybe_text(12)?,
        category: row.text(13)?,
        origin_reference: row.maybe_text(14)?,
        lock: row.maybe_fixed::<SALT_BYTES>(15)?.map(|salt| Rc::new(vault.lock(Item::Case(serial), salt))),
        filing: row.take_blob(16)?,
        origin_data: row.take_blob(17)?,
        correction: row.take_blob(21)?,
    })
}

/// Writes who the complainant is, in the place of what was written before.
pub fn correct(sql: &impl Sql, serial: u32, lock: &Lock, person: &[u8]) -> SqlResult<()> {
    let sealed = lock.seal(CORRECTION, person)?;
    let values = [sealed.as_slice().into(), serial.into()];
    sql.run("UPDATE case_file SET correction = ? WHERE serial = ?", &values).map(|_| ())
}

/// The hash of a case's code; none where there is no such case, or where it has no code. One row either way.
pub fn code_hash(sql: &impl Sql, serial: u32) -> SqlResult<Option<String>> {
    let row = sql.first("SELECT (SELECT code_hash FROM case_file WHERE serial = ?)", &[serial.into()])?;
    Ok(row.map(|r| r.maybe_text(0)).transpose()?.flatten())
}

/// Whether something of a case has not reached a peer.
pub fn owes(sql: &impl Sql, serial: u32) -> SqlResult<bool> {
    let owed = "SELECT 1 FROM delivery WHERE serial = ? AND state IN ('pending', 'dead') LIMIT 1";
    Ok(sql.first(owed, &[serial.into()])?.is_some())
}

/// Erases what was written in a case. Its salt is overwritten where it lies first: what the disk still holds of
/// sealed values in pages that are free never opens again. The code's hash stays: it opens the page that says so.
pub fn erase_case(sql: &impl Sql, serial: u32, now: i64) -> SqlResult<()> {
    sql.run("UPDATE case_file SET salt = zeroblob(length(salt)) WHERE serial = ?", &[serial.into()])?;
    sql.run(
        "UPDATE case_file SET salt = NULL, subject = NULL, filing = NULL, origin_data = NULL, correction = NULL,
            fingerprint = NULL, assigned_to = NULL, erased_at = ? WHERE serial = ?",
        &[now.into(), serial.into()],
    )?;
    let bodies = "UPDATE event SET body = NULL, key = NULL, fingerprint = NULL, open = 0 WHERE serial = ?";
    sql.run(bodies, &[serial.into()]).map(|_| ())
}

/// The case that an idempotency key opened.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    pub serial: u32,
    /// What it was opened with; none once it has been erased.
    pub fingerprint: Option<[u8; 32]>,
    pub received_at: i64,
    pub due_at: i64,
}

pub fn case_of_key(sql: &impl Sql, key: &str) -> SqlResult<Option<Before>> {
    let row = sql.first(
        "SELECT serial, fingerprint, received_at, coalesce(promised_at, due_at) FROM case_file WHERE file_key = ?",
        &[key.into()],
    )?;
    let read = |row: Row| {
        let (received_at, due_at) = (row.int(2)?, row.int(3)?);
        Ok(Before { serial: row.small(0)?, fingerprint: row.maybe_fixed(1)?, received_at, due_at })
    };
    row.map(read).transpose()
}

/// The end of the chain and the last serial.
pub fn head(sql: &impl Sql) -> SqlResult<(i64, chain::Hash, u32)> {
    let event = sql.first("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", &[])?;
    let (seq, hash) = match event {
        Some(row) => (row.int(0)?, row.fixed(1)?),
        None => (0, chain::GENESIS),
    };
    let last = sql.first("SELECT max(serial) FROM case_file", &[])?;
    let serial = last.map(|r| r.maybe_int(0)).transpose()?.flatten().unwrap_or(0).max(floor(sql, SERIAL_FLOOR)?);
    Ok((seq, hash, u32::try_from(serial).unwrap_or(u32::MAX)))
}

/// The serial up to which none is given out: of the last deliberation, or, in a restored register, further up.
pub const SERIAL_FLOOR: &str = "serial_floor";
/// The same for deliveries.
pub const DELIVERY_FLOOR: &str = "delivery_floor";

fn floor(sql: &impl Sql, key: &str) -> SqlResult<i64> {
    Ok(meta(sql, key)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// The last delivery.
pub fn last_delivery(sql: &impl Sql) -> SqlResult<i64> {
    let last = sql.first("SELECT max(id) FROM delivery", &[])?;
    let last = last.map(|r| r.maybe_int(0)).transpose()?.flatten().unwrap_or(0);
    Ok(last.max(floor(sql, DELIVERY_FLOOR)?))
}

/// The hash of an event; none if it is not there. The chain begins at 0.
pub fn hash_at(sql: &impl Sql, seq: i64) -> SqlResult<Option<chain::Hash>> {
    if seq == 0 {
        return Ok(Some(chain::GENESIS));
    }
    sql.first("SELECT hash FROM event WHERE seq = ?", &[seq.into()])?.map(|row| row.fixed(0)).transpose()
}

/// The case that a peer's event was about, if it was taken before.
pub fn taken(sql: &impl Sql, source: &str, id: &str) -> SqlResult<Option<u32>> {
    let row = sql.first("SELECT serial FROM inbox WHERE source = ? AND id = ?", &[source.into(), id.into()])?;
    row.map(|r| r.small(0)).transpose()
}

pub fn take(sql: &impl Sql, source: &str, id: &str, serial: u32) -> SqlResult<()> {
    sql.run("INSERT INTO inbox (source, id, serial) VALUES (?, ?, ?)", &[source.into(), id.into(), serial.into()])?;
    Ok(())
}

/// A row of the list: serial, kind, category, status, outcome, received, due, assigned, holder, origin, origin's
/// reference, its end; and its subject.
pub type Listed = (Row, String);

/// A page of cases, newest first, with at most one more than asked for.
pub fn list(
    sql: &impl Sql,
    vault: &Rc<Vault>,
    query: &ListQuery,
    before: Option<u32>,
    limit: u32,
) -> SqlResult<Vec<Listed>> {
    let rows = sql.run(
        "SELECT serial, kind, category, status, outcome, received_at, due_at, assigned_to, holder, origin,
            origin_reference, salt, subject, erased_at FROM case_file
         WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR category = ?3)
           AND (?4 IS NULL OR (status IN ('received', 'forwarded', 'under_review', 'awaiting_complainant', 'escalated')
                AND due_at < ?5) = ?4)
           AND (?6 IS NULL OR serial < ?6)
           AND (?9 IS NULL OR serial IN (SELECT serial FROM likeness WHERE wave = ?9))
           AND serial BETWEEN coalesce(?9, 0) AND coalesce((SELECT max(serial) FROM likeness WHERE wave = ?9), 4294967295)
           AND (?8 IS NULL OR (status IN ('received', 'forwarded', 'under_review', 'awaiting_complainant', 'escalated')
                AND due_at BETWEEN ?5 AND ?8))
         ORDER BY serial DESC LIMIT ?7",
        &[
            query.status.as_deref().into(),
            query.kind.as_deref().into(),
            query.category.as_deref().into(),
            query.overdue.map(i64::from).into(),
            query.now.into(),
            before.map(i64::from).into(),
            limit.into(),
            query.due_within_days.map(|days| query.now + i64::from(days) * domain::time::DAY_MS).into(),
            query.wave.map(i64::from).into(),
        ],
    )?;
    rows.into_iter().map(|row| listed(vault, row)).collect()
}

fn listed(vault: &Rc<Vault>, mut row: Row) -> SqlResult<Listed> {
    let lock = row.maybe_fixed::<SALT_BYTES>(11)?.map(|salt| Ok(vault.lock(Item::Case(row.small(0)?), salt)));
    let subject = open(lock.transpose()?.as_ref(), SUBJECT, row.take_blob(12)?)?;
    let subject = String::from_utf8(subject.unwrap_or_default()).map_err(|_| SqlError("a stored subject".into()))?;
    Ok((row, subject))
}

/// Whether a listed case is the one that is looked for: by a text in its subject, or by its reference.
pub fn fits(listed: &Listed, folded: &str, reference: Option<&Reference>) -> SqlResult<bool> {
    let (row, subject) = listed;
    let named = reference.map(|r| Ok(row.small(0)? == r.serial())).transpose()?;
    Ok(named == Some(true) || subject.to_lowercase().contains(folded))
}

pub fn meta(sql: &impl Sql, key: &str) -> SqlResult<Option<String>> {
    sql.first("SELECT value FROM meta WHERE key = ?", &[key.into()])?.map(|r| r.text(0)).transpose()
}

pub fn set_meta(sql: &impl Sql, key: &str, value: &str) -> SqlResult<()> {
    sql.run(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        &[key.into(), value.into()],
    )?;
    Ok(())
}
