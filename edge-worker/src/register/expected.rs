//! Documents that peers have named, where they are there, and whether their drawers have been told to fetch them; and what
//! peers were told of.
//!
//! In: ids. Out: ids, entries' numbers. What is expected is written in the transaction of the event that names it, and
//! ticked off when the drawer has it on its list: a crash in between repeats a step that changes nothing the second
//! time. It stays as long as its case: a drawer that was restored from before is told again. Never: a document's name or hash: those lie sealed in the entry.

use super::retention::DRAWER_MS;
use crate::sql::{Row, Sql, SqlResult};

/// Table and index of this room. `source`: the case's reference and the document's id at the peer.
pub const TABLES: [&str; 2] = [
    "CREATE TABLE expected (
        document TEXT PRIMARY KEY, serial INTEGER NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL,
        retry_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX expected_next ON expected (retry_at)",
];

/// When its drawer was told.
pub const TOLD: [&str; 2] = [
    "ALTER TABLE expected ADD COLUMN told_at INTEGER",
    "CREATE INDEX expected_untold ON expected (retry_at) WHERE told_at IS NULL",
];

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Its id here.
    pub document: String,
    pub serial: u32,
    /// The entry that it came with.
    pub number: u32,
    pub source: String,
}

/// Notes one.
pub fn note(sql: &impl Sql, row: &Expected) -> SqlResult<()> {
    sql.run(
        "INSERT INTO expected (document, serial, number, source, retry_at) VALUES (?, ?, ?, ?, 0)",
        &[row.document.as_str().into(), row.serial.into(), row.number.into(), row.source.as_str().into()],
    )
    .map(|_| ())
}

/// Some of those whose drawers can be told now. What a clock put off that has been set back since is not waited for.
pub fn due(sql: &impl Sql, now: i64, limit: u32) -> SqlResult<Vec<Expected>> {
    let rows = sql.run(
        "SELECT document, serial, number, source FROM expected
         WHERE told_at IS NULL AND (retry_at <= ?1 OR retry_at > ?2) ORDER BY retry_at LIMIT ?3",
        &[now.into(), (now + DRAWER_MS).into(), limit.into()],
    )?;
    let read = |row: &Row| {
        Ok(Expected { document: row.text(0)?, serial: row.small(1)?, number: row.small(2)?, source: row.text(3)? })
    };
    rows.iter().map(read).collect()
}

/// Its drawer knows it, or is to be told again at a moment.
pub fn tried(sql: &impl Sql, document: &str, again_at: Option<i64>, now: i64) -> SqlResult<()> {
    match again_at {
        None => sql.run("UPDATE expected SET told_at = ? WHERE document = ?", &[now.into(), document.into()]),
        Some(at) => sql.run("UPDATE expected SET retry_at = ? WHERE document = ?", &[at.into(), document.into()]),
    }
    .map(|_| ())
}

/// Of an erased case none is expected any more.
pub fn forget(sql: &impl Sql, document: &str) -> SqlResult<()> {
    sql.run("DELETE FROM expected WHERE document = ?", &[document.into()]).map(|_| ())
}

/// Has its drawer told again, which was told before and knows nothing of it; whether there is such a one.
pub fn again(sql: &impl Sql, serial: u32, document: &str) -> SqlResult<bool> {
    let changed = sql.run(
        "UPDATE expected SET told_at = NULL, retry_at = 0 WHERE document = ? AND serial = ? AND told_at IS NOT NULL
         RETURNING document",
        &[document.into(), serial.into()],
    )?;
    Ok(!changed.is_empty())
}

/// When the next drawer is to be told.
pub fn next(sql: &impl Sql) -> SqlResult<Option<i64>> {
    sql.first("SELECT min(retry_at) FROM expected WHERE told_at IS NULL", &[])?.map_or(Ok(None), |row| row.maybe_int(0))
}

/// Whether a peer is told of an entry, or is about to be; 0: of any. A hand-over tells of all entries before it. What was given
/// over to another peer before it arrived, or ended by hand, was taken from it.
pub fn told(sql: &impl Sql, serial: u32, peer: &str, number: u32) -> SqlResult<bool> {
    let row = sql.first(
        "SELECT 1 FROM delivery WHERE serial = ?1 AND peer = ?2 AND state NOT IN ('redirected', 'discarded')
            AND (?3 IN (0, number) OR (kind = 'filed' AND ?3 < number)) LIMIT 1",
        &[serial.into(), peer.into(), number.into()],
    )?;
    Ok(row.is_some())
}
