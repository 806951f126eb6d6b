//! Deliberations' rows. In: domain values. Out: domain values, or that storage is broken.
//!
//! A deliberation has a number of the register as cases have, and its timeline lies with theirs; the subject is sealed
//! under its own key. Never: a row of a case.

use super::{SERIAL_FLOOR, Timeline, open, set_meta};
use crate::register::{Key, ListQuery};
use crate::sql::{Row as Values, Sql, SqlError, SqlResult};
use crate::vault::{Item, Lock, Place, SALT_BYTES, Vault};
use domain::agency::Slug;
use domain::deliberation::{Deliberation, Step};
use domain::time::UnixMillis;
use std::rc::Rc;
use wire::json;
use wire::v1::agencies::Names;
use wire::v1::deliberation::DeliberationRow;

/// Tables of this room. `names`: of the body at the other side, as it calls itself. `there`: the linked case's reference at
/// the peer, if that has it.
pub const TABLES: [&str; 2] = [
    "CREATE TABLE deliberation (
        serial INTEGER PRIMARY KEY, salt BLOB NOT NULL, peer TEXT NOT NULL, names TEXT NOT NULL,
        round INTEGER NOT NULL, concluded INTEGER NOT NULL, opened_here INTEGER NOT NULL,
        opened_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, events INTEGER NOT NULL,
        cases INTEGER NOT NULL DEFAULT 0, their_cases INTEGER NOT NULL DEFAULT 0,
        file_key TEXT UNIQUE, fingerprint BLOB, subject BLOB NOT NULL
    ) STRICT",
    "CREATE TABLE deliberation_case (
        serial INTEGER NOT NULL, reference TEXT NOT NULL, there TEXT, PRIMARY KEY (serial, reference)
    ) STRICT, WITHOUT ROWID",
];

const SUBJECT: Place = Place { table: "deliberation", column: "subject", row: 0 };

/// A deliberation as it stands in the store.
#[derive(Debug, Clone)]
pub struct Record {
    pub serial: u32,
    pub lock: Rc<Lock>,
    pub peer: Slug,
    pub names: Names,
    pub at: Deliberation,
    pub opened_here: bool,
    pub opened_at: i64,
    pub changed_at: i64,
    pub events: u32,
    /// How many cases are linked here, and at the other side.
    pub cases: u32,
    pub their_cases: u32,
    pub subject: String,
}

macro_rules! columns {
    () => {
        "SELECT serial, salt, peer, names, round, concluded, opened_here, opened_at, changed_at, events, cases,
            their_cases, subject FROM deliberation "
    };
}

fn read(vault: &Rc<Vault>, mut row: Values) -> SqlResult<Record> {
    let serial = row.small(0)?;
    let lock = Rc::new(vault.lock(Item::Case(serial), row.fixed::<SALT_BYTES>(1)?));
    let subject = open(Some(&lock), SUBJECT, row.take_blob(12)?)?.unwrap_or_default();
    let broken = |what: &str| SqlError(format!("a stored deliberation: {what}"));
    Ok(Record {
        serial,
        lock,
        peer: row.read(2, Slug::parse)?,
        names: json::read(&row.text(3)?).map_err(|_| broken("names"))?,
        at: Deliberation { round: row.small(4)?, concluded: row.int(5)? != 0 },
        opened_here: row.int(6)? != 0,
        opened_at: row.int(7)?,
        changed_at: row.int(8)?,
        events: row.small(9)?,
        cases: row.small(10)?,
        their_cases: row.small(11)?,
        subject: String::from_utf8(subject).map_err(|_| broken("subject"))?,
    })
}

impl Record {
    /// Where its entries lie.
    #[must_use]
    pub fn timeline(&self) -> Timeline<'_> {
        Timeline { serial: self.serial, lock: Some(&self.lock) }
    }

    /// As a list shows it, under its reference; the name of the other side is the worker's to put in.
    #[must_use]
    pub fn row(self, reference: String) -> (DeliberationRow, Names) {
        let row = DeliberationRow {
            reference,
            peer: self.peer.as_str().to_owned(),
            peer_name: String::new(),
            subject: self.subject,
            status: self.at.standing().name().to_owned(),
            opened_at: UnixMillis(self.opened_at).to_rfc3339(),
            opened_here: self.opened_here,
            changed_at: UnixMillis(self.changed_at).to_rfc3339(),
            cases: self.cases,
            their_cases: self.their_cases,
        };
        (row, self.names)
    }
}

/// One of them.
pub fn load(sql: &impl Sql, vault: &Rc<Vault>, serial: u32) -> SqlResult<Option<Record>> {
    sql.first(concat!(columns!(), "WHERE serial = ?"), &[serial.into()])?.map(|row| read(vault, row)).transpose()
}

/// A page, newest first, with at most one more than asked for.
pub fn list(sql: &impl Sql, vault: &Rc<Vault>, query: &ListQuery) -> SqlResult<Vec<Record>> {
    let concluded = query.status.as_deref().map(|status| i64::from(status == "concluded"));
    let rows = sql.run(
        concat!(
            columns!(),
            "WHERE (?1 IS NULL OR concluded = ?1) AND (?2 IS NULL OR peer = ?2) AND (?3 IS NULL OR serial < ?3)
             ORDER BY serial DESC LIMIT ?4"
        ),
        &[concluded.into(), query.peer.as_deref().into(), query.before.map(i64::from).into(), (query.limit + 1).into()],
    )?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

fn json_of(names: &Names) -> SqlResult<String> {
    serde_json::to_string(names).map_err(|e| SqlError(e.to_string()))
}

/// Begins one. No case gets its number, not even from code that knows no deliberations. `key`: of who opened it here, and what a repetition is compared with.
pub fn insert(sql: &impl Sql, new: &Record, key: Option<(&Key, &[u8; 32])>) -> SqlResult<()> {
    let subject = new.lock.seal(SUBJECT, new.subject.as_bytes())?;
    set_meta(sql, SERIAL_FLOOR, &new.serial.to_string())?;
    sql.run(
        "INSERT INTO deliberation (serial, salt, peer, names, round, concluded, opened_here, opened_at, changed_at, events,
            cases, their_cases, file_key, fingerprint, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            new.serial.into(),
            new.lock.salt().into(),
            new.peer.as_str().into(),
            json_of(&new.names)?.as_str().into(),
            new.at.round.into(),
            new.at.concluded.into(),
            new.opened_here.into(),
            new.opened_at.into(),
            new.changed_at.into(),
            new.events.into(),
            new.cases.into(),
            new.their_cases.into(),
            key.map(|(key, _)| key.key.as_str()).into(),
            key.map(|(_, fingerprint)| fingerprint).into(),
            subject.as_slice().into(),
        ],
    )
    .map(|_| ())
}

/// Writes what a step changed.
pub fn update(sql: &impl Sql, record: &Record) -> SqlResult<()> {
    sql.run(
        "UPDATE deliberation SET names = ?, round = ?, concluded = ?, changed_at = ?, events = ?, cases = ?,
            their_cases = ? WHERE serial = ?",
        &[
            json_of(&record.names)?.as_str().into(),
            record.at.round.into(),
            record.at.concluded.into(),
            record.changed_at.into(),
            record.events.into(),
            record.cases.into(),
            record.their_cases.into(),
            record.serial.into(),
        ],
    )
    .map(|_| ())
}

/// The one that an idempotency key opened, and what a repetition is compared with.
pub fn of_key(sql: &impl Sql, key: &str) -> SqlResult<Option<(u32, Option<[u8; 32]>)>> {
    let row = sql.first("SELECT serial, fingerprint FROM deliberation WHERE file_key = ?", &[key.into()])?;
    row.map(|row| Ok((row.small(0)?, row.maybe_fixed(1)?))).transpose()
}

/// A case's reference, and behind a space the one at the peer.
fn line(row: &Values) -> SqlResult<String> {
    let (reference, there) = (row.text(0)?, row.maybe_text(1)?);
    Ok(there.map_or_else(|| reference.clone(), |there| format!("{reference} {there}")))
}

/// The cases that are linked here, each a line as [`Deed`](crate::register::Deed) has them.
pub fn cases(sql: &impl Sql, serial: u32) -> SqlResult<Vec<String>> {
    let all = "SELECT reference, there FROM deliberation_case WHERE serial = ? ORDER BY reference";
    sql.run(all, &[serial.into()])?.iter().map(line).collect()
}

/// Links a case, or takes it back; its line, if that changes anything.
pub fn link(sql: &impl Sql, serial: u32, case: &str, linked: bool) -> SqlResult<Option<String>> {
    let (reference, there) = case.split_once(' ').map_or((case, None), |(here, there)| (here, Some(there)));
    let values = [serial.into(), reference.into(), there.into()];
    let insert = "INSERT INTO deliberation_case (serial, reference, there) VALUES (?1, ?2, ?3)
        ON CONFLICT DO NOTHING RETURNING reference, there";
    let delete = "DELETE FROM deliberation_case WHERE serial = ? AND reference = ? RETURNING reference, there";
    let rows = if linked { sql.run(insert, &values)? } else { sql.run(delete, &values[..2])? };
    rows.first().map(line).transpose()
}

/// Whether the other side has it, or may still get it.
pub fn is_reachable(sql: &impl Sql, record: &Record) -> SqlResult<bool> {
    let row = sql.first(
        "SELECT 1 FROM link WHERE serial = ?1 AND peer = ?2
         UNION SELECT 1 FROM delivery WHERE serial = ?1 AND kind = ?3 AND state IN ('pending', 'dead') LIMIT 1",
        &[record.serial.into(), record.peer.as_str().into(), Step::Opened.name().into()],
    )?;
    Ok(row.is_some())
}
