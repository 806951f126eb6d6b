//! A drawer's rows: documents, and their bytes in pieces. In: values. Out: values, or that storage is broken.
//!
//! Sealed (see `vault`): a document's name, what was sent along with it, its hash, its bytes. Its `salt` is
//! overwritten before it is deleted. Never: rules, or a transaction of its own.

pub mod coming;

use super::Begin;
use crate::sql::steps::{Step, Steps};
use crate::sql::{Row, Sql, SqlError, SqlResult};
use crate::vault::{Item, Lock, Place, SALT_BYTES, Vault, rows};
use domain::document::scan::WAIT_MAX_MS;
use std::rc::Rc;
use wire::v1::case::DocumentView;

/// The steps, and the oldest version whose code may use such a store. A released step never changes.
pub const SCHEMA: Steps = Steps { steps: &[FIRST, SCANS, coming::STEP], reads_from: 1 };

const FIRST: Step = &[
    "CREATE TABLE IF NOT EXISTS document (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE, salt BLOB NOT NULL, name BLOB NOT NULL, metadata BLOB NOT NULL,
        length INTEGER, received INTEGER NOT NULL DEFAULT 0,
        media_type TEXT, sha256 BLOB, expires_at INTEGER,
        claimed_by TEXT, claims INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX IF NOT EXISTS document_expiry ON document (expires_at) WHERE expires_at IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS piece (
        document INTEGER NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, start)
    ) STRICT",
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    rows::TABLE,
];

/// What stands in `scan` where nothing was found.
const CLEAN: &str = "clean";

/// What a scanner has said: `clean`, `infected` or nothing yet; what it calls what it found; how often it was tried
/// for nothing, and when it is tried again.
const SCANS: Step = &[
    "ALTER TABLE document ADD COLUMN scan TEXT",
    "ALTER TABLE document ADD COLUMN threat TEXT",
    "ALTER TABLE document ADD COLUMN scan_tries INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE document ADD COLUMN scan_at INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX IF NOT EXISTS document_scan ON document (scan_at) WHERE scan IS NULL AND media_type IS NOT NULL",
];

const NAME: Place = Place { table: "document", column: "name", row: 0 };
const METADATA: Place = Place { table: "document", column: "metadata", row: 0 };
const SHA256: Place = Place { table: "document", column: "sha256", row: 0 };

/// Where a piece lies.
fn piece_at(start: u64) -> Place {
    Place { table: "piece", column: "bytes", row: start }
}

/// A document as it stands in the store.
#[derive(Debug, Clone)]
pub struct Record {
    pub number: i64,
    /// Opens its bytes.
    lock: Rc<Lock>,
    pub id: String,
    pub name: String,
    pub metadata: String,
    pub length: Option<u64>,
    pub received: u64,
    pub media_type: Option<String>,
    pub sha256: Option<String>,
    pub expires_at: Option<i64>,
    pub claimed_by: Option<String>,
    /// Whether a scanner has found nothing in it, once one has judged it.
    pub clean: Option<bool>,
    /// How often one was tried for nothing.
    pub tries: u32,
    /// Who it comes from, where a peer has named it.
    pub coming: Option<coming::Coming>,
}

impl Record {
    /// What it is, once it is complete; what was announced of it, where a peer has named it.
    #[must_use]
    pub fn view(&self) -> Option<DocumentView> {
        Some(DocumentView {
            id: self.id.clone(),
            name: self.name.clone(),
            media_type: self.media_type.as_ref().or(self.coming.as_ref().map(|c| &c.expects))?.clone(),
            length_bytes: self.length?,
            sha256: self.sha256.clone()?,
            scan: String::new(),
        })
    }
}

/// Brings a store, empty or of any earlier version, to the present schema.
pub fn open(sql: &impl Sql) -> SqlResult<()> {
    SCHEMA.migrate(sql)
}

/// The drawer's own name, once it has keys.
pub fn name(sql: &impl Sql) -> SqlResult<Option<String>> {
    sql.first("SELECT value FROM meta WHERE key = 'drawer'", &[])?.map(|row| row.text(0)).transpose()
}

pub fn set_name(sql: &impl Sql, name: &str) -> SqlResult<()> {
    sql.run("INSERT INTO meta (key, value) VALUES ('drawer', ?)", &[name.into()]).map(|_| ())
}

pub fn find(sql: &impl Sql, vault: &Rc<Vault>, id: &str) -> SqlResult<Option<Record>> {
    let row = sql.first(
        "SELECT number, length, received, media_type, expires_at, claimed_by, salt, name, metadata, sha256,
         scan, scan_tries, peer, expects, arrival, asked_tries, asked_since FROM document WHERE id = ?",
        &[id.into()],
    )?;
    row.map(|row| read(vault, id, row)).transpose()
}

fn read(vault: &Rc<Vault>, id: &str, mut row: Row) -> SqlResult<Record> {
    let lock = vault.lock(Item::Document(id), row.fixed::<SALT_BYTES>(6)?);
    let open = |place, sealed: Option<Vec<u8>>| {
        let text = sealed.map(|sealed| lock.open(place, sealed)).transpose()?.map(String::from_utf8);
        text.transpose().map_err(|_| SqlError("a stored document".into()))
    };
    Ok(Record {
        number: row.int(0)?,
        id: id.to_owned(),
        length: row.maybe_int(1)?.map(size).transpose()?,
        received: size(row.int(2)?)?,
        media_type: row.maybe_text(3)?,
        expires_at: row.maybe_int(4)?,
        claimed_by: row.maybe_text(5)?,
        name: open(NAME, row.take_blob(7)?)?.unwrap_or_default(),
        metadata: open(METADATA, row.take_blob(8)?)?.unwrap_or_default(),
        sha256: open(SHA256, row.take_blob(9)?)?,
        clean: row.maybe_text(10)?.map(|scan| scan == CLEAN),
        tries: u32::try_from(row.int(11)?).unwrap_or(u32::MAX),
        coming: coming::read(&row, 12)?,
        lock: Rc::new(lock),
    })
}

fn size(number: i64) -> SqlResult<u64> {
    u64::try_from(number).map_err(|_| SqlError("a negative size".into()))
}

fn int(size: u64) -> SqlResult<i64> {
    i64::try_from(size).map_err(|_| SqlError("a size beyond all limits".into()))
}

pub fn insert(sql: &impl Sql, vault: &Rc<Vault>, new: &Begin, expires_at: i64) -> SqlResult<()> {
    let lock = vault.lock(Item::Document(&new.id), Vault::new_salt()?);
    let (name, metadata) = (lock.seal(NAME, new.name.as_bytes())?, lock.seal(METADATA, new.metadata.as_bytes())?);
    sql.run(
        "INSERT INTO document (id, salt, name, metadata, length, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        &[
            new.id.as_str().into(),
            lock.salt().into(),
            name.as_slice().into(),
            metadata.as_slice().into(),
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

pub fn insert_piece(sql: &impl Sql, of: &Record, start: u64, bytes: &[u8]) -> SqlResult<()> {
    let sealed = of.lock.seal(piece_at(start), bytes)?;
    let values = [of.number.into(), int(start)?.into(), sealed.as_slice().into()];
    sql.run("INSERT INTO piece (document, start, bytes) VALUES (?, ?, ?)", &values).map(|_| ())
}

pub fn set_received(sql: &impl Sql, document: i64, received: u64, expires_at: Option<i64>) -> SqlResult<()> {
    let values = [int(received)?.into(), expires_at.into(), document.into()];
    sql.run("UPDATE document SET received = ?, expires_at = ? WHERE number = ?", &values).map(|_| ())
}

pub fn set_complete(sql: &impl Sql, record: &Record) -> SqlResult<()> {
    let name = record.lock.seal(NAME, record.name.as_bytes())?;
    let sha256 = record.sha256.as_ref().map(|hash| record.lock.seal(SHA256, hash.as_bytes())).transpose()?;
    sql.run(
        "UPDATE document SET name = ?, length = ?, media_type = ?, sha256 = ? WHERE number = ?",
        &[
            name.as_slice().into(),
            record.length.map(int).transpose()?.into(),
            record.media_type.as_deref().into(),
            sha256.as_deref().into(),
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
pub fn piece(sql: &impl Sql, of: &Record, start: u64) -> SqlResult<Option<Vec<u8>>> {
    let place = [of.number.into(), int(start)?.into()];
    let row = sql.first("SELECT bytes FROM piece WHERE document = ? AND start = ?", &place)?;
    row.map(|row| of.lock.open(piece_at(start), row.blob(0)?)).transpose()
}

/// The bytes from one place up to another, which are not far apart.
pub fn bytes(sql: &impl Sql, of: &Record, from: u64, to: u64) -> SqlResult<Vec<u8>> {
    let rows = sql.run(
        "SELECT start, bytes FROM piece WHERE document = ?1 AND start < ?3 AND start >= coalesce(
            (SELECT max(start) FROM piece WHERE document = ?1 AND start <= ?2), 0) ORDER BY start",
        &[of.number.into(), int(from)?.into(), int(to)?.into()],
    )?;
    let mut found = Vec::new();
    for row in rows {
        let start = size(row.int(0)?)?;
        let bytes = of.lock.open(piece_at(start), row.blob(1)?)?;
        let at = |place: u64| usize::try_from(place.saturating_sub(start)).unwrap_or(usize::MAX).min(bytes.len());
        found.extend_from_slice(bytes.get(at(from)..at(to)).unwrap_or_default());
    }
    Ok(found)
}

/// Overwrites a document's salt where it lies, then takes everything away: what the disk still holds of its
/// bytes never opens again.
pub fn delete(sql: &impl Sql, document: i64) -> SqlResult<()> {
    let overwrite = "UPDATE document SET salt = zeroblob(length(salt)) WHERE number = ?";
    sql.run(overwrite, &[document.into()])?;
    sql.run("DELETE FROM piece WHERE document = ?", &[document.into()])?;
    sql.run("DELETE FROM document WHERE number = ?", &[document.into()]).map(|_| ())
}

/// The one that has waited longest for a scanner, if its time has come. What would wait longer than anything does was
/// written before the clock was set back: its time has come too.
pub fn to_scan(sql: &impl Sql, now: i64) -> SqlResult<Option<String>> {
    let row = sql.first(
        "SELECT id FROM document WHERE scan IS NULL AND media_type IS NOT NULL AND (scan_at <= ? OR scan_at > ?)
         ORDER BY scan_at LIMIT 1",
        &[now.into(), (now + WAIT_MAX_MS).into()],
    )?;
    row.map(|row| row.text(0)).transpose()
}

/// When the next one waits for a scanner, in the sense of [`to_scan`].
pub fn next_scan(sql: &impl Sql, now: i64) -> SqlResult<Option<i64>> {
    let row = sql.first(
        "SELECT min(iif(scan_at > ?, 0, scan_at)) FROM document WHERE scan IS NULL AND media_type IS NOT NULL",
        &[(now + WAIT_MAX_MS).into()],
    )?;
    row.map_or(Ok(None), |row| row.maybe_int(0))
}

pub fn set_clean(sql: &impl Sql, document: i64) -> SqlResult<()> {
    sql.run("UPDATE document SET scan = ? WHERE number = ?", &[CLEAN.into(), document.into()]).map(|_| ())
}

/// A try that led to nothing.
pub fn set_tried(sql: &impl Sql, document: i64, tries: u32, again_at: i64) -> SqlResult<()> {
    let values = [tries.into(), again_at.into(), document.into()];
    sql.run("UPDATE document SET scan_tries = ?, scan_at = ? WHERE number = ?", &values).map(|_| ())
}

/// A scanner has found something in it: its bytes go.
pub fn set_infected(sql: &impl Sql, vault: &Rc<Vault>, of: &Record, threat: &str) -> SqlResult<()> {
    empty(sql, vault, of)?;
    let values = [threat.into(), of.number.into()];
    sql.run("UPDATE document SET scan = 'infected', threat = ? WHERE number = ?", &values).map(|_| ())
}

/// Overwrites a document's salt where it lies and takes its bytes away, as [`delete`] does; what says which document
/// it was stays, under a key of its own.
pub fn empty(sql: &impl Sql, vault: &Rc<Vault>, of: &Record) -> SqlResult<()> {
    sql.run("UPDATE document SET salt = zeroblob(length(salt)) WHERE number = ?", &[of.number.into()])?;
    sql.run("DELETE FROM piece WHERE document = ?", &[of.number.into()])?;
    let lock = vault.lock(Item::Document(&of.id), Vault::new_salt()?);
    let (name, metadata) = (lock.seal(NAME, of.name.as_bytes())?, lock.seal(METADATA, of.metadata.as_bytes())?);
    let sha256 = of.sha256.as_ref().map(|hash| lock.seal(SHA256, hash.as_bytes())).transpose()?;
    sql.run(
        "UPDATE document SET salt = ?, name = ?, metadata = ?, sha256 = ? WHERE number = ?",
        &[
            lock.salt().into(),
            name.as_slice().into(),
            metadata.as_slice().into(),
            sha256.as_deref().into(),
            of.number.into(),
        ],
    )?;
    Ok(())
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
