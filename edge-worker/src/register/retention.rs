//! What is no longer to be kept: cases whose time is over, and documents that must still go out of their drawers.
//!
//! In: the time. Out: serials, ids. What must go out of a drawer is written in the transaction that erases its case, and
//! crossed out when the drawer has it no more: a crash in between repeats a step that changes nothing the second time.
//! Never: a case that is open, or that something is still owed of.

use super::store::{meta, set_meta};
use crate::sql::{Sql, SqlResult};
use domain::time::DAY_MS;

/// Tables and indexes of this room. `shed`: documents of erased cases that may still lie in their drawers.
pub const TABLES: [&str; 3] = [
    "CREATE TABLE shed (document TEXT PRIMARY KEY, retry_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX case_file_settled ON case_file (settled_at) WHERE settled_at IS NOT NULL AND erased_at IS NULL",
    "CREATE INDEX shed_next ON shed (retry_at)",
];

/// In `meta`: when cases were last seen whose time was over.
const SEEN: &str = "retention_seen";
/// Nothing is erased before its time was seen to be over for so long: whoever set a clock wrong has a day to notice.
pub const PATIENCE_MS: i64 = DAY_MS;
/// What was seen longer ago says nothing of the clock.
const FRESH_MS: i64 = 7 * DAY_MS;
/// How long a drawer that could not be reached is left alone, in milliseconds.
pub const DRAWER_MS: i64 = 60_000;

/// Some of the cases that were settled before a moment, and are over.
pub fn due(sql: &impl Sql, before: i64, limit: u32) -> SqlResult<Vec<u32>> {
    let rows = sql.run(
        "SELECT serial FROM case_file WHERE settled_at IS NOT NULL AND erased_at IS NULL AND settled_at < ?1
             AND (status <> 'redirected' OR holder IS NULL) AND NOT EXISTS (SELECT 1 FROM delivery
             WHERE delivery.serial = case_file.serial AND state IN ('pending', 'dead'))
         ORDER BY settled_at LIMIT ?2",
        &[before.into(), limit.into()],
    )?;
    rows.iter().map(|row| row.small(0)).collect()
}

/// When the first of those cases was settled.
pub fn first_settled(sql: &impl Sql) -> SqlResult<Option<i64>> {
    let row = sql.first(
        "SELECT settled_at FROM case_file WHERE settled_at IS NOT NULL AND erased_at IS NULL
             AND (status <> 'redirected' OR holder IS NULL) AND NOT EXISTS (SELECT 1 FROM delivery
             WHERE delivery.serial = case_file.serial AND state IN ('pending', 'dead'))
         ORDER BY settled_at LIMIT 1",
        &[],
    )?;
    row.map(|row| row.int(0)).transpose()
}

/// When cases were last seen whose time was over, by a clock that went on evenly since.
pub fn seen(sql: &impl Sql, now: i64) -> SqlResult<Option<i64>> {
    let seen = meta(sql, SEEN)?.and_then(|at| at.parse::<i64>().ok());
    Ok(seen.filter(|at| (*at..=at + FRESH_MS).contains(&now)))
}

/// They are seen now.
pub fn see(sql: &impl Sql, now: i64) -> SqlResult<()> {
    set_meta(sql, SEEN, &now.to_string())
}

/// Notes documents that must go out of their drawers.
pub fn note(sql: &impl Sql, document: &str) -> SqlResult<()> {
    sql.run("INSERT OR IGNORE INTO shed (document, retry_at) VALUES (?, 0)", &[document.into()]).map(|_| ())
}

/// Some of those documents. What a clock put off that has been set back since is not waited for.
pub fn shed(sql: &impl Sql, now: i64, limit: u32) -> SqlResult<Vec<String>> {
    let rows = sql.run(
        "SELECT document FROM shed WHERE retry_at <= ?1 OR retry_at > ?2 LIMIT ?3",
        &[now.into(), (now + DRAWER_MS).into(), limit.into()],
    )?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// A document is out of its drawer, or is to be tried again at a moment.
pub fn tried(sql: &impl Sql, document: &str, again_at: Option<i64>) -> SqlResult<()> {
    match again_at {
        None => sql.run("DELETE FROM shed WHERE document = ?", &[document.into()]),
        Some(at) => sql.run("UPDATE shed SET retry_at = ? WHERE document = ?", &[at.into(), document.into()]),
    }
    .map(|_| ())
}

/// When the next document is to be tried.
pub fn next_shed(sql: &impl Sql) -> SqlResult<Option<i64>> {
    sql.first("SELECT min(retry_at) FROM shed", &[])?.map_or(Ok(None), |row| row.maybe_int(0))
}
