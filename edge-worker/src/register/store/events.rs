//! The timelines' rows. In: entries. Out: entries, or that storage is broken.
//!
//! An entry's body is sealed for its case and number; its hash stays in clear, so that the chain can be checked
//! without a key. Never: an entry that is changed after it was written, but for `open` and what is erased.

use super::{Record, Timeline, open};
use crate::register::{Entry, Key, chain};
use crate::sql::{Row, Sql, SqlError, SqlResult};
use crate::vault::{Lock, Place};
use domain::event::EventKind;

/// Where the body of an entry lies.
fn body_of(number: u32) -> Place {
    Place { table: "event", column: "body", row: number.into() }
}

/// A row of the timeline on its way in.
#[derive(Debug, Clone, Copy)]
pub struct NewEvent<'a> {
    pub seq: i64,
    pub serial: u32,
    pub lock: &'a Lock,
    pub entry: &'a Entry,
    /// In its plain form, with its salt.
    pub salted_body: &'a [u8],
    pub body_hash: &'a chain::Hash,
    /// The entry's number at the peer that told it.
    pub source_number: Option<u32>,
    /// An idempotency key, and what a repetition is compared with.
    pub key: Option<(&'a Key, &'a [u8; 32])>,
    pub hash: &'a chain::Hash,
}

pub fn insert_event(sql: &impl Sql, new: &NewEvent<'_>) -> SqlResult<()> {
    let entry = new.entry;
    let body = new.lock.seal(body_of(entry.number), new.salted_body)?;
    sql.run(
        "INSERT INTO event (seq, serial, number, at, kind, status, role, peer, source_number, open, key,
            fingerprint, body_hash, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            new.seq.into(),
            new.serial.into(),
            entry.number.into(),
            entry.at.into(),
            entry.kind.as_str().into(),
            entry.status.as_str().into(),
            entry.role.as_str().into(),
            entry.peer.as_deref().into(),
            new.source_number.map(i64::from).into(),
            entry.open.into(),
            new.key.map(|(key, _)| key.key.as_str()).into(),
            new.key.map(|(_, fingerprint)| fingerprint).into(),
            new.body_hash.into(),
            new.hash.into(),
            body.as_slice().into(),
        ],
    )?;
    Ok(())
}

/// What the chain covers of the events after a place, in its order, and the hash that each carries.
pub fn covered(sql: &impl Sql, after: i64, limit: u32) -> SqlResult<Vec<Row>> {
    sql.run(
        "SELECT seq, serial, number, at, kind, status, role, peer, body_hash, hash FROM event
         WHERE seq > ? ORDER BY seq LIMIT ?",
        &[after.into(), limit.into()],
    )
}

/// A question that has its answer, or needs none any more.
pub fn close_question(sql: &impl Sql, serial: u32, number: u32) -> SqlResult<()> {
    sql.run("UPDATE event SET open = 0 WHERE serial = ? AND number = ?", &[serial.into(), number.into()])?;
    Ok(())
}

/// An entry out of its row: number, at, kind, status, role, peer, open, body.
fn read(lock: Option<&Lock>, mut row: Row) -> SqlResult<Entry> {
    let number = row.small(0)?;
    let body = open(lock, body_of(number), row.take_blob(7)?)?;
    Ok(Entry {
        number,
        at: row.int(1)?,
        kind: row.text(2)?,
        status: row.text(3)?,
        role: row.text(4)?,
        peer: row.maybe_text(5)?,
        open: row.int(6)? != 0,
        body: body.map(|salted| chain::read_body(&salted)).transpose()?.unwrap_or_default(),
    })
}

/// A timeline, oldest first.
pub fn entries(sql: &impl Sql, of: Timeline<'_>) -> SqlResult<Vec<Entry>> {
    let rows = sql.run(
        "SELECT number, at, kind, status, role, peer, open, body FROM event WHERE serial = ? ORDER BY number",
        &[of.serial.into()],
    )?;
    rows.into_iter().map(|row| read(of.lock, row)).collect()
}

/// Cases that a caseworker has given another category, by serial, those after this one.
pub fn recategorised(sql: &impl Sql, after: u32, limit: u32) -> SqlResult<Vec<u32>> {
    let rows = sql.run(
        "SELECT DISTINCT serial FROM event WHERE kind = 'categorised' AND role = 'caseworker' AND serial > ?
         ORDER BY serial LIMIT ?",
        &[after.into(), limit.into()],
    )?;
    rows.iter().map(|row| row.small(0)).collect()
}

/// How many entries of a case its complainant can see. Opens none.
pub fn public_entries(sql: &impl Sql, serial: u32) -> SqlResult<usize> {
    let rows = sql.run("SELECT kind FROM event WHERE serial = ?", &[serial.into()])?;
    let public = |row: &Row| Ok(EventKind::parse(&row.text(0)?).is_some_and(EventKind::is_public));
    rows.iter().map(public).try_fold(0, |sum, public: SqlResult<bool>| Ok(sum + usize::from(public?)))
}

/// One entry.
pub fn entry(sql: &impl Sql, of: Timeline<'_>, number: u32) -> SqlResult<Option<Entry>> {
    let row = sql.first(
        "SELECT number, at, kind, status, role, peer, open, body FROM event WHERE serial = ? AND number = ?",
        &[of.serial.into(), number.into()],
    )?;
    row.map(|row| read(of.lock, row)).transpose()
}

/// The first entry of a case with all that its hash covers.
#[derive(Debug)]
pub struct FirstEntry {
    pub seq: i64,
    pub entry: Entry,
    /// In its plain form, with its salt.
    pub salted_body: Vec<u8>,
    /// The hash of the event before it in the register.
    pub before: chain::Hash,
}

/// The first entry of a case; `None` if its body was erased.
pub fn first_entry(sql: &impl Sql, of: &Record) -> SqlResult<Option<FirstEntry>> {
    let row = sql.first(
        "SELECT e.number, e.at, e.kind, e.status, e.role, e.peer, e.open, e.body, e.seq, before.hash, e.body
         FROM event AS e LEFT JOIN event AS before ON before.seq = e.seq - 1 WHERE e.serial = ? AND e.number = 1",
        &[of.serial.into()],
    )?;
    let Some(mut row) = row else { return Ok(None) };
    let Some(salted_body) = open(of.lock.as_deref(), body_of(1), row.take_blob(10)?)? else { return Ok(None) };
    let before = row.maybe_fixed(9)?.unwrap_or(chain::GENESIS);
    Ok(Some(FirstEntry { seq: row.int(8)?, entry: read(of.lock.as_deref(), row)?, salted_body, before }))
}

/// The entry that an idempotency key wrote, with what a repetition is compared with.
pub fn entry_of_key(sql: &impl Sql, of: Timeline<'_>, key: &str) -> SqlResult<Option<(Entry, Option<[u8; 32]>)>> {
    let row = sql.first(
        "SELECT number, at, kind, status, role, peer, open, body, fingerprint FROM event
         WHERE serial = ? AND key = ?",
        &[of.serial.into(), key.into()],
    )?;
    let read = |row: Row| Ok::<_, SqlError>((row.maybe_fixed(8)?, read(of.lock, row)?));
    row.map(read).transpose().map(|found| found.map(|(fingerprint, entry)| (entry, fingerprint)))
}

/// The local number of an entry that a peer told under its own number.
pub fn number_of_source(sql: &impl Sql, serial: u32, peer: &str, source: u32) -> SqlResult<Option<u32>> {
    let row = sql.first(
        "SELECT number FROM event WHERE serial = ? AND peer = ? AND source_number = ?",
        &[serial.into(), peer.into(), source.into()],
    )?;
    row.map(|r| r.small(0)).transpose()
}

/// The number under which a peer knows an entry that it told.
pub fn source_of_number(sql: &impl Sql, serial: u32, peer: &str, number: u32) -> SqlResult<Option<u32>> {
    let row = sql.first(
        "SELECT source_number FROM event WHERE serial = ? AND peer = ? AND number = ?",
        &[serial.into(), peer.into(), number.into()],
    )?;
    let source = row.map(|r| r.maybe_int(0)).transpose()?.flatten();
    Ok(source.and_then(|n| u32::try_from(n).ok()))
}

/// Whether a peer has told anything of a case.
pub fn has_spoken(sql: &impl Sql, serial: u32, peer: &str) -> SqlResult<bool> {
    let told = "SELECT 1 FROM event WHERE serial = ? AND peer = ? LIMIT 1";
    Ok(sql.first(told, &[serial.into(), peer.into()])?.is_some())
}
