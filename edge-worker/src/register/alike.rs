//! What says that cases belong together: keyed hashes of contacts and of words, and what was linked.
//!
//! In: marks, serials. Out: rows. A mark is an HMAC under the register's own key: without it nobody can try out addresses
//! or words, and marks of two registers cannot be compared. Erasing a case takes all of its rows away.
//! Never: a contact or a word; a mark of a case that was erased.

pub mod waves;

use crate::sql::{Row, Sql, SqlResult};

/// Bytes of a contact's mark: two contacts of one mark are less likely than a broken disk.
pub const CONTACT_BYTES: usize = 16;
/// Bytes of a word's mark.
pub const WORD_BYTES: usize = 8;
/// Cases of one contact that are looked at, the newest.
const LOOKED_AT: u32 = 8;

/// A contact's mark.
pub type ContactMark = [u8; CONTACT_BYTES];

/// Tables of this room. `contact` leads from a mark to cases. `likeness` has one row a case: `contacts` and `words` are marks
/// one after the other, `wave` the serial of the wave's first case, 0 where a caseworker took the case out. `linked` has a
/// row for each side; `confirmed` where a caseworker said so.
pub const TABLES: [&str; 4] = [
    "CREATE TABLE contact (mark BLOB NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (mark, serial)) STRICT, WITHOUT ROWID",
    "CREATE TABLE likeness (
        serial INTEGER PRIMARY KEY, at INTEGER NOT NULL, contacts BLOB NOT NULL, words BLOB NOT NULL, wave INTEGER
    ) STRICT",
    "CREATE INDEX likeness_wave ON likeness (wave, serial) WHERE wave > 0",
    "CREATE TABLE linked (
        serial INTEGER NOT NULL, other INTEGER NOT NULL, at INTEGER NOT NULL, confirmed INTEGER NOT NULL,
        PRIMARY KEY (serial, other)
    ) STRICT, WITHOUT ROWID",
];

/// Notes what a new case is like. One that is like nothing has no row.
pub fn note(sql: &impl Sql, serial: u32, at: i64, contacts: &[ContactMark], words: &[u8]) -> SqlResult<()> {
    if contacts.is_empty() && words.is_empty() {
        return Ok(());
    }
    sql.run(
        "INSERT INTO likeness (serial, at, contacts, words) VALUES (?, ?, ?, ?)",
        &[serial.into(), at.into(), contacts.concat().as_slice().into(), words.into()],
    )?;
    each(sql, serial, contacts)
}

fn each(sql: &impl Sql, serial: u32, contacts: &[ContactMark]) -> SqlResult<()> {
    for mark in contacts {
        sql.run("INSERT OR IGNORE INTO contact (mark, serial) VALUES (?, ?)", &[mark.into(), serial.into()])?;
    }
    Ok(())
}

/// The open and recent cases of these contacts, newest first, each with its category. A case is recent that was settled after
/// `since`.
pub fn of_contacts(sql: &impl Sql, contacts: &[ContactMark], since: i64) -> SqlResult<Vec<(u32, String)>> {
    let mark = |at: usize| contacts.get(at).into();
    let rows = sql.run(
        "SELECT case_file.serial, category FROM case_file JOIN (
            SELECT serial FROM (SELECT serial FROM contact WHERE mark = ?1 ORDER BY serial DESC LIMIT ?5)
            UNION SELECT serial FROM (SELECT serial FROM contact WHERE mark = ?2 ORDER BY serial DESC LIMIT ?5)
            UNION SELECT serial FROM (SELECT serial FROM contact WHERE mark = ?3 ORDER BY serial DESC LIMIT ?5)
         ) AS found ON found.serial = case_file.serial
         WHERE erased_at IS NULL AND (settled_at IS NULL OR settled_at > ?4) ORDER BY case_file.serial DESC",
        &[mark(0), mark(1), mark(2), since.into(), LOOKED_AT.into()],
    )?;
    rows.iter().map(|row| Ok((row.small(0)?, row.text(1)?))).collect()
}

/// Other contacts stand for a case's person from now on.
pub fn replace_contacts(sql: &impl Sql, serial: u32, at: i64, contacts: &[ContactMark]) -> SqlResult<()> {
    forget_contacts(sql, serial)?;
    sql.run(
        "INSERT INTO likeness (serial, at, contacts, words) VALUES (?1, ?2, ?3, zeroblob(0))
         ON CONFLICT (serial) DO UPDATE SET contacts = ?3",
        &[serial.into(), at.into(), contacts.concat().as_slice().into()],
    )?;
    each(sql, serial, contacts)
}

fn forget_contacts(sql: &impl Sql, serial: u32) -> SqlResult<()> {
    let row = sql.first("SELECT contacts FROM likeness WHERE serial = ?", &[serial.into()])?;
    let marks = row.map(|row| row.blob(0)).transpose()?.unwrap_or_default();
    for mark in marks.chunks_exact(CONTACT_BYTES) {
        sql.run("DELETE FROM contact WHERE mark = ? AND serial = ?", &[mark.into(), serial.into()])?;
    }
    Ok(())
}

/// Forgets all of a case.
pub fn forget(sql: &impl Sql, serial: u32) -> SqlResult<()> {
    forget_contacts(sql, serial)?;
    sql.run("DELETE FROM likeness WHERE serial = ?", &[serial.into()])?;
    for (other, _, _) in links(sql, serial)? {
        unlink(sql, serial, other)?;
    }
    Ok(())
}

/// Links two cases; what was linked before keeps its time.
pub fn link(sql: &impl Sql, one: u32, other: u32, at: i64, confirmed: bool) -> SqlResult<()> {
    sql.run(
        "INSERT INTO linked (serial, other, at, confirmed) VALUES (?1, ?2, ?3, ?4), (?2, ?1, ?3, ?4)
         ON CONFLICT (serial, other) DO UPDATE SET confirmed = max(confirmed, ?4)",
        &[one.into(), other.into(), at.into(), confirmed.into()],
    )
    .map(|_| ())
}

/// Takes a link away, from both.
pub fn unlink(sql: &impl Sql, one: u32, other: u32) -> SqlResult<()> {
    let both = "DELETE FROM linked WHERE (serial = ?1 AND other = ?2) OR (serial = ?2 AND other = ?1)";
    sql.run(both, &[one.into(), other.into()]).map(|_| ())
}

/// The cases that a case is linked to, oldest first: serial, since when, and whether a caseworker said so.
pub fn links(sql: &impl Sql, serial: u32) -> SqlResult<Vec<(u32, i64, bool)>> {
    let rows = sql.run("SELECT other, at, confirmed FROM linked WHERE serial = ? ORDER BY other", &[serial.into()])?;
    rows.iter().map(|row: &Row| Ok((row.small(0)?, row.int(1)?, row.int(2)? != 0))).collect()
}
