//! A drawer's rows: documents, and their bytes in pieces. In: values. Out: values, or that storage is broken.
//! Never: rules, or a transaction of its own.

use super::Begin;
use crate::sql::steps::{Step, Steps};
use crate::sql::{Row, Sql, SqlError, SqlResult};
use wire::v1::case::DocumentView;

/// The steps, and the oldest version whose code may use such a store. A released step never changes.
pub const SCHEMA: Steps = Steps { steps: &[FIRST], reads_from: 1 };

const FIRST: Step = &[
    "CREATE TABLE IF NOT EXISTS document (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, metadata TEXT NOT NULL,
        length INTEGER, received INTEGER NOT NULL DEFAULT 0,
        media_type TEXT, sha256 TEXT, expires_at INTEGER,
        claimed_by TEXT, claims INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX IF NOT EXISTS document_expiry ON document (expires_at) WHERE expires_at IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS piece (
        document INTEGER NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, start)
    ) STRICT",
];

/// A document as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub number: i64,
    pub id: String,
    pub name: String,
    pub metadata: String,
    pub length: Option<u64>,
    pub received: u64,
    pub media_type: Option<String>,
    pub sha256: Option<String>,
    pub expires_at: Option<i64>,
    pub claimed_by: Option<String>,
}

impl Record {
    /// What it is, once it is complete.
    #[must_use]
    pub fn view(&self) -> Option<DocumentView> {
        Some(DocumentView {
            id: self.id.clone(),
            name: self.name.clone(),
            media_type: self.media_type.clone()?,
            length_bytes: self.length?,
            sha256: self.sha256.clone()?,
        })
    }
}

/// Brings a store, empty or of any earlier version, to the present schema.
pub fn open(sql: &impl Sql) -> SqlResult<()> {
    SCHEMA.migrate(sql)
}

pub fn find(sql: &impl Sql, id: &str) -> SqlResult<Option<Record>> {
    let row = sql.first(
        "SELECT number, id, name, metadata, length, received, media_type, sha256, expires_at, claimed_by
         FROM document WHERE id = ?",
        &[id.into()],
    )?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> SqlResult<Record> {
    Ok(Record {
        number: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        metadata: row.text(3)?,
        length: row.maybe_int(4)?.map(size).transpose()?,
        received: size(row.int(5)?)?,
        media_type: row.maybe_text(6)?,
        sha256: row.maybe_text(7)?,
        expires_at: row.maybe_int(8)?,
        claimed_by: row.maybe_text(9)?,
    })
}

fn size(number: i64) -> SqlResult<u64> {
    u64::try_from(number).map_err(|_| SqlError("a negative size".into()))
}

fn int(size: u64) -> SqlResult<i64> {
    i64::try_from(size).map_err(|_| SqlError("a size beyond all limits".into()))
}

pub fn insert(sql: &impl Sql, new: &Begin, expires_at: i64) -> SqlResult<()> {
    sql.run(
        "INSERT INTO document (id, name, metadata, length, expires_at) VALUES (?, ?, ?, ?, ?)",
        &[
            new.id.as_str().into(),
            new.name.as_str().into(),
            new.metadata.as_str().into(),
            new.length.map(int).transpose()?.into(),
            expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Bytes here that no case has claimed. What was only announced does not count: announcing costs nothing.
pub fn unclaimed(sql: &impl Sql) -> SqlResult<u64> {
    let row = sql.first("SELECT coalesce(sum(received), 0) FROM document WHERE expires_at IS NOT NULL", &[])?;
    row.map_or(Ok(0), |row| size(row.int(0)?))
}

pub fn insert_piece(sql: &impl Sql, document: i64, start: u64, bytes: &[u8]) -> SqlResult<()> {
    let values = [document.into(), int(start)?.into(), bytes.into()];
    sql.run("INSERT INTO piece (document, start, bytes) VALUES (?, ?, ?)", &values).map(|_| ())
}

pub fn set_received(sql: &impl Sql, document: i64, received: u64, expires_at: i64) -> SqlResult<()> {
    let values = [int(received)?.into(), expires_at.into(), document.into()];
    sql.run("UPDATE document SET received = ?, expires_at = ? WHERE number = ?", &values).map(|_| ())
}

pub fn set_complete(sql: &impl Sql, record: &Record) -> SqlResult<()> {
    sql.run(
        "UPDATE document SET name = ?, length = ?, media_type = ?, sha256 = ? WHERE number = ?",
        &[
            record.name.as_str().into(),
            record.length.map(int).transpose()?.into(),
            record.media_type.as_deref().into(),
            record.sha256.as_deref().into(),
            record.number.into(),
        ],
    )?;
    Ok(())
}

pub fn set_claimed(sql: &impl Sql, document: i64, by: &str) -> SqlResult<()> {
    let values = [by.into(), document.into()];
    sql.run("UPDATE document SET claimed_by = ?, claims = claims + 1, expires_at = NULL WHERE number = ?", &values)
        .map(|_| ())
}

/// Takes one claim back.
pub fn release(sql: &impl Sql, document: i64, expires_at: i64) -> SqlResult<()> {
    sql.run("UPDATE document SET claims = claims - 1 WHERE number = ?", &[document.into()])?;
    sql.run(
        "UPDATE document SET claimed_by = NULL, expires_at = ? WHERE number = ? AND claims = 0",
        &[expires_at.into(), document.into()],
    )?;
    Ok(())
}

/// The piece that begins here.
pub fn piece(sql: &impl Sql, document: i64, start: u64) -> SqlResult<Option<Vec<u8>>> {
    let row =
        sql.first("SELECT bytes FROM piece WHERE document = ? AND start = ?", &[document.into(), int(start)?.into()])?;
    row.map(|row| row.blob(0)).transpose()
}

/// The bytes from one place up to another, which are not far apart.
pub fn bytes(sql: &impl Sql, document: i64, from: u64, to: u64) -> SqlResult<Vec<u8>> {
    let rows = sql.run(
        "SELECT start, bytes FROM piece WHERE document = ?1 AND start < ?3 AND start >= coalesce(
            (SELECT max(start) FROM piece WHERE document = ?1 AND start <= ?2), 0) ORDER BY start",
        &[document.into(), int(from)?.into(), int(to)?.into()],
    )?;
    let mut found = Vec::new();
    for row in rows {
        let start = size(row.int(0)?)?;
        let bytes = row.blob(1)?;
        let at = |place: u64| usize::try_from(place.saturating_sub(start)).unwrap_or(usize::MAX).min(bytes.len());
        found.extend_from_slice(bytes.get(at(from)..at(to)).unwrap_or_default());
    }
    Ok(found)
}

pub fn delete(sql: &impl Sql, document: i64) -> SqlResult<()> {
    sql.run("DELETE FROM piece WHERE document = ?", &[document.into()])?;
    sql.run("DELETE FROM document WHERE number = ?", &[document.into()]).map(|_| ())
}

/// Some of those that have waited too long.
pub fn expired(sql: &impl Sql, now: i64) -> SqlResult<Vec<i64>> {
    let rows = sql.run("SELECT number FROM document WHERE expires_at <= ? LIMIT 20", &[now.into()])?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// When the next one has waited too long.
pub fn next_expiry(sql: &impl Sql) -> SqlResult<Option<i64>> {
    let row = sql.first("SELECT min(expires_at) FROM document WHERE expires_at IS NOT NULL", &[])?;
    row.map_or(Ok(None), |row| row.maybe_int(0))
}
