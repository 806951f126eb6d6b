//! The register's rows. In: domain values. Out: domain values, or that storage is broken.
//!
//! Every statement on cases and events stands here (the outbox's stand in `outbox`).
//! Never: rules, or a transaction of its own (the service opens one around each command).

use super::{Entry, Key, ListQuery, chain, entry};
use crate::sql::{Param, Row, Sql, SqlResult};
use domain::agency::Slug;
use domain::case::Case;
use domain::status::{CaseStatus, Kind, Outcome};
use domain::time::UnixMillis;

/// A case as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub serial: u32,
    pub case: Case,
    pub assigned_to: Option<String>,
    /// How many entries it has.
    pub events: u32,
    pub code_hash: Option<String>,
    pub digest: String,
    /// What was filed, as JSON.
    pub filing: String,
    pub origin_reference: Option<String>,
    /// What came along from the origin, as JSON.
    pub origin_data: Option<String>,
}

/// A new case.
#[derive(Debug, Clone, Copy)]
pub struct NewCase<'a> {
    pub serial: u32,
    pub case: &'a Case,
    pub category: &'a str,
    pub subject: &'a str,
    pub events: u32,
    pub code_hash: Option<&'a str>,
    pub file_key: Option<&'a str>,
    pub digest: &'a str,
    pub filing: &'a str,
    pub origin_reference: Option<&'a str>,
    pub origin_data: Option<&'a str>,
}

fn name(slug: Option<&Slug>) -> Param<'_> {
    slug.map(Slug::as_str).into()
}

pub fn insert_case(sql: &impl Sql, new: &NewCase<'_>) -> SqlResult<()> {
    let case = new.case;
    sql.run(
        "INSERT INTO case_file (serial, kind, category, subject, subject_folded, status, received_at, due_at, holder, origin,
            origin_reference, origin_data, events, code_hash, file_key, digest, filing)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            new.serial.into(),
            case.kind.name().into(),
            new.category.into(),
            new.subject.into(),
            new.subject.to_lowercase().as_str().into(),
            case.status.name().into(),
            case.received_at.0.into(),
            case.due_at.0.into(),
            name(case.holder.as_ref()),
            name(case.origin.as_ref()),
            new.origin_reference.into(),
            new.origin_data.into(),
            new.events.into(),
            new.code_hash.into(),
            new.file_key.into(),
            new.digest.into(),
            new.filing.into(),
        ],
    )?;
    Ok(())
}

/// Writes what a decision changed.
pub fn update_case(sql: &impl Sql, record: &Record) -> SqlResult<()> {
    let case = &record.case;
    sql.run(
        "UPDATE case_file SET status = ?, outcome = ?, settled_at = ?, holder = ?, escalated = ?, rated = ?,
            assigned_to = ?, events = ? WHERE serial = ?",
        &[
            case.status.name().into(),
            case.outcome.map(Outcome::name).into(),
            case.settled_at.map(|t| t.0).into(),
            name(case.holder.as_ref()),
            case.escalated.into(),
            case.rated.into(),
            record.assigned_to.as_deref().into(),
            record.events.into(),
            record.serial.into(),
        ],
    )?;
    Ok(())
}

pub fn load_case(sql: &impl Sql, serial: u32) -> SqlResult<Option<Record>> {
    let row = sql.first(
        "SELECT kind, status, outcome, received_at, due_at, settled_at, holder, origin, escalated, rated, assigned_to,
            events, code_hash, digest, filing, origin_reference, origin_data FROM case_file WHERE serial = ?",
        &[serial.into()],
    )?;
    row.map(|row| read_case(sql, serial, &row)).transpose()
}

fn read_case(sql: &impl Sql, serial: u32, row: &Row) -> SqlResult<Record> {
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
            settled_at: row.maybe_int(5)?.map(UnixMillis),
            holder: row.maybe_read(6, Slug::parse)?,
            origin: row.maybe_read(7, Slug::parse)?,
            escalated: row.int(8)? != 0,
            rated: row.int(9)? != 0,
            open_questions: open.iter().map(|r| r.small(0)).collect::<SqlResult<_>>()?,
        },
        assigned_to: row.maybe_text(10)?,
        events: row.small(11)?,
        code_hash: row.maybe_text(12)?,
        digest: row.text(13)?,
        filing: row.text(14)?,
        origin_reference: row.maybe_text(15)?,
        origin_data: row.maybe_text(16)?,
    })
}

/// The case that an idempotency key opened: serial, digest, when filed, when due.
pub fn case_of_key(sql: &impl Sql, key: &str) -> SqlResult<Option<(u32, String, i64, i64)>> {
    let row =
        sql.first("SELECT serial, digest, received_at, due_at FROM case_file WHERE file_key = ?", &[key.into()])?;
    row.map(|r| Ok((r.small(0)?, r.text(1)?, r.int(2)?, r.int(3)?))).transpose()
}

/// The end of the chain and the last serial.
pub fn head(sql: &impl Sql) -> SqlResult<(i64, String, u32)> {
    let event = sql.first("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", &[])?;
    let (seq, hash) = event.map_or_else(|| Ok((0, chain::GENESIS.to_owned())), |r| Ok((r.int(0)?, r.text(1)?)))?;
    let last = sql.first("SELECT max(serial) FROM case_file", &[])?;
    let serial = last.map(|r| r.maybe_int(0)).transpose()?.flatten().unwrap_or(0);
    Ok((seq, hash, u32::try_from(serial).unwrap_or(u32::MAX)))
}

/// A row of the timeline on its way in.
#[derive(Debug, Clone, Copy)]
pub struct NewEvent<'a> {
    pub seq: i64,
    pub serial: u32,
    pub entry: &'a Entry,
    pub body: &'a str,
    /// The entry's number at the peer that told it.
    pub source_number: Option<u32>,
    pub key: Option<&'a Key>,
    pub hash: &'a str,
}

pub fn insert_event(sql: &impl Sql, new: &NewEvent<'_>) -> SqlResult<()> {
    let entry = new.entry;
    sql.run(
        "INSERT INTO event (seq, serial, number, at, kind, status, role, peer, name, source_number, open, key,
            fingerprint, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            new.seq.into(),
            new.serial.into(),
            entry.number.into(),
            entry.at.into(),
            entry.kind.as_str().into(),
            entry.status.as_str().into(),
            entry.role.as_str().into(),
            entry.peer.as_deref().into(),
            entry.name.as_deref().into(),
            new.source_number.map(i64::from).into(),
            entry.open.into(),
            new.key.map(|k| k.key.as_str()).into(),
            new.key.map(|k| k.fingerprint.as_str()).into(),
            new.body.into(),
            new.hash.into(),
        ],
    )?;
    Ok(())
}

/// What the chain covers of one event, and the hash that it carries.
pub struct Covered {
    pub seq: i64,
    pub serial: u32,
    pub number: u32,
    pub at: i64,
    pub kind: String,
    pub status: String,
    pub role: String,
    pub peer: Option<String>,
    pub name: Option<String>,
    pub body: String,
    pub digest: Option<String>,
    pub hash: String,
}

/// Events after a place, in the chain's order.
pub fn covered(sql: &impl Sql, after: i64, limit: u32) -> SqlResult<Vec<Covered>> {
    let rows = sql.run(
        "SELECT e.seq, e.serial, e.number, e.at, e.kind, e.status, e.role, e.peer, e.name, e.body, c.digest, e.hash
         FROM event e LEFT JOIN case_file c ON c.serial = e.serial WHERE e.seq > ? ORDER BY e.seq LIMIT ?",
        &[after.into(), limit.into()],
    )?;
    let read = |row: &Row| {
        Ok(Covered {
            seq: row.int(0)?,
            serial: row.small(1)?,
            number: row.small(2)?,
            at: row.int(3)?,
            kind: row.text(4)?,
            status: row.text(5)?,
            role: row.text(6)?,
            peer: row.maybe_text(7)?,
            name: row.maybe_text(8)?,
            body: row.text(9)?,
            digest: row.maybe_text(10)?,
            hash: row.text(11)?,
        })
    };
    rows.iter().map(read).collect()
}

/// A question that has its answer, or needs none any more.
pub fn close_question(sql: &impl Sql, serial: u32, number: u32) -> SqlResult<()> {
    sql.run("UPDATE event SET open = 0 WHERE serial = ? AND number = ?", &[serial.into(), number.into()])?;
    Ok(())
}

/// A case's timeline, oldest first.
pub fn entries(sql: &impl Sql, serial: u32) -> SqlResult<Vec<Entry>> {
    let rows = sql.run(
        "SELECT number, at, kind, status, role, peer, name, body, open FROM event WHERE serial = ? ORDER BY number",
        &[serial.into()],
    )?;
    rows.iter().map(entry::from_row).collect()
}

/// One entry.
pub fn entry(sql: &impl Sql, serial: u32, number: u32) -> SqlResult<Option<Entry>> {
    let row = sql.first(
        "SELECT number, at, kind, status, role, peer, name, body, open FROM event WHERE serial = ? AND number = ?",
        &[serial.into(), number.into()],
    )?;
    row.as_ref().map(entry::from_row).transpose()
}

/// The entry that an idempotency key wrote, with the fingerprint it was written for.
pub fn entry_of_key(sql: &impl Sql, serial: u32, key: &str) -> SqlResult<Option<(Entry, String)>> {
    let row = sql.first(
        "SELECT number, at, kind, status, role, peer, name, body, open, fingerprint FROM event
         WHERE serial = ? AND key = ?",
        &[serial.into(), key.into()],
    )?;
    row.map(|r| Ok((entry::from_row(&r)?, r.text(9)?))).transpose()
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

/// The case that a peer's event was about, if it was taken before.
pub fn taken(sql: &impl Sql, source: &str, id: &str) -> SqlResult<Option<u32>> {
    let row = sql.first("SELECT serial FROM inbox WHERE source = ? AND id = ?", &[source.into(), id.into()])?;
    row.map(|r| r.small(0)).transpose()
}

pub fn take(sql: &impl Sql, source: &str, id: &str, serial: u32) -> SqlResult<()> {
    sql.run("INSERT INTO inbox (source, id, serial) VALUES (?, ?, ?)", &[source.into(), id.into(), serial.into()])?;
    Ok(())
}

/// A page of cases, newest first: serial, kind, category, subject, status, outcome, received, due, settled,
/// assigned, holder, origin, origin's reference.
pub fn list(sql: &impl Sql, query: &ListQuery) -> SqlResult<Vec<Row>> {
    sql.run(
        "SELECT serial, kind, category, subject, status, outcome, received_at, due_at, assigned_to, holder, origin,
            origin_reference FROM case_file
         WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR category = ?3)
           AND (?4 IS NULL OR (status IN ('received', 'forwarded', 'under_review', 'awaiting_complainant', 'escalated')
                AND due_at < ?5) = ?4)
           AND (?6 IS NULL OR instr(subject_folded, ?6) > 0 OR serial = ?7)
           AND (?8 IS NULL OR serial < ?8)
         ORDER BY serial DESC LIMIT ?9",
        &[
            query.status.as_deref().into(),
            query.kind.as_deref().into(),
            query.category.as_deref().into(),
            query.overdue.map(i64::from).into(),
            query.now.into(),
            query.q.as_ref().map(|q| q.to_lowercase()).as_deref().into(),
            query.q.as_deref().and_then(domain::reference::Reference::parse).map(|r| i64::from(r.serial())).into(),
            query.before.map(i64::from).into(),
            (query.limit + 1).into(),
        ],
    )
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
