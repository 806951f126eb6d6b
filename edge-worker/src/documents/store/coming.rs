//! The rows of documents that are fetched from peers. In: values. Out: values, or that storage is broken.
//!
//! Such a document belongs to its case from the first: nothing throws it away but its case. The hash that was announced
//! lies where that of what came will lie, sealed; `metadata` holds where it is at the peer, sealed too. Never: rules.

use super::{Record, SHA256, int, size};
use crate::documents::Begin;
use crate::sql::steps::Step;
use crate::sql::{Param, Row, Sql, SqlResult};
use domain::document::arrival::Arrival;
use domain::time::{DAY_MS, UnixMillis};

/// `peer`: who has named it; `expects` the type that it shall have; `arrival`: where it stands, until it is here;
/// `asked_tries` how often in a row it was asked for for nothing, `asked_at` when it is asked for next, `asked_since`
/// since when it is waited for.
pub const STEP: Step = &[
    "ALTER TABLE document ADD COLUMN peer TEXT",
    "ALTER TABLE document ADD COLUMN expects TEXT",
    "ALTER TABLE document ADD COLUMN arrival TEXT",
    "ALTER TABLE document ADD COLUMN asked_tries INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE document ADD COLUMN asked_at INTEGER",
    "ALTER TABLE document ADD COLUMN asked_since INTEGER",
    "CREATE INDEX IF NOT EXISTS document_coming ON document (peer, asked_at) WHERE asked_at IS NOT NULL",
];

/// The longest that anything is put off, in milliseconds: what would wait longer was written before the clock was set back.
const WAIT_MAX_MS: i64 = 2 * DAY_MS;

/// What a row knows of where its document comes from.
#[derive(Debug, Clone)]
pub struct Coming {
    pub peer: String,
    pub expects: String,
    pub arrival: Option<Arrival>,
    pub tries: u32,
    pub since: UnixMillis,
}

/// Reads it out of a row, from this column on; none where the document was sent here.
pub fn read(row: &Row, at: usize) -> SqlResult<Option<Coming>> {
    let Some(peer) = row.maybe_text(at)? else { return Ok(None) };
    Ok(Some(Coming {
        peer,
        expects: row.maybe_text(at + 1)?.unwrap_or_default(),
        arrival: row.maybe_text(at + 2)?.and_then(|name| Arrival::parse(&name)),
        tries: u32::try_from(row.int(at + 3)?).unwrap_or(u32::MAX),
        since: UnixMillis(row.maybe_int(at + 4)?.unwrap_or_default()),
    }))
}

/// Makes an upload that has just begun one that is fetched.
pub fn expect(sql: &impl Sql, of: &Record, new: &Begin) -> SqlResult<()> {
    let hash = of.lock.seal(SHA256, new.sha256.as_bytes())?;
    sql.run(
        "UPDATE document SET claimed_by = '', claims = 1, expires_at = NULL, sha256 = ?1, peer = ?2, expects = ?3,
            arrival = 'on_its_way', asked_at = ?4, asked_since = ?4 WHERE number = ?5",
        &[
            hash.as_slice().into(),
            new.peer.as_str().into(),
            new.media_type.as_str().into(),
            new.now.into(),
            of.number.into(),
        ],
    )
    .map(|_| ())
}

/// The peers of whom something is to be fetched now.
pub fn peers(sql: &impl Sql, now: i64) -> SqlResult<Vec<String>> {
    let rows = sql.run(
        "SELECT DISTINCT peer FROM document WHERE asked_at IS NOT NULL AND (asked_at <= ? OR asked_at > ?)",
        &[now.into(), (now + WAIT_MAX_MS).into()],
    )?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// The one of a peer's that has waited longest, if its time has come.
pub fn due(sql: &impl Sql, peer: &str, now: i64) -> SqlResult<Option<String>> {
    let row = sql.first(
        "SELECT id FROM document WHERE peer = ?1 AND asked_at IS NOT NULL AND (asked_at <= ?2 OR asked_at > ?3)
         ORDER BY asked_at, number LIMIT 1",
        &[peer.into(), now.into(), (now + WAIT_MAX_MS).into()],
    )?;
    row.map(|row| row.text(0)).transpose()
}

/// When something is to be fetched next, in the sense of [`due`].
pub fn next(sql: &impl Sql, now: i64) -> SqlResult<Option<i64>> {
    let row = sql.first(
        "SELECT min(iif(asked_at > ?, 0, asked_at)) FROM document WHERE asked_at IS NOT NULL",
        &[(now + WAIT_MAX_MS).into()],
    )?;
    row.map_or(Ok(None), |row| row.maybe_int(0))
}

/// A try that did not bring all of it.
pub fn set_asked(sql: &impl Sql, document: i64, tries: u32, again_at: i64) -> SqlResult<()> {
    let values = [tries.into(), again_at.into(), document.into()];
    sql.run("UPDATE document SET asked_tries = ?, asked_at = ? WHERE number = ?", &values).map(|_| ())
}

/// It is here, or never comes.
pub fn set_arrival(sql: &impl Sql, document: i64, arrival: Option<Arrival>) -> SqlResult<()> {
    let values = [arrival.map_or(Param::Null, |a| a.name().into()), document.into()];
    sql.run("UPDATE document SET arrival = ?, asked_at = NULL WHERE number = ?", &values).map(|_| ())
}

/// How many bytes of it are here.
pub fn set_received(sql: &impl Sql, document: i64, received: u64) -> SqlResult<()> {
    let values = [int(received)?.into(), document.into()];
    sql.run("UPDATE document SET received = ? WHERE number = ?", &values).map(|_| ())
}

/// The piece in which a byte lies: where it begins.
pub fn piece_with(sql: &impl Sql, of: &Record, offset: u64) -> SqlResult<u64> {
    let values = [of.number.into(), int(offset)?.into()];
    let row = sql.first("SELECT max(start) FROM piece WHERE document = ? AND start <= ?", &values)?;
    row.map(|row| row.maybe_int(0)).transpose()?.flatten().map_or(Ok(0), size)
}
