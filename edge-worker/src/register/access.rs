//! The access log: which token of the staff has read what, and when.
//!
//! In: a read. Out: rows. A window that is open asks again and again: reads of the same by the same token within
//! a quarter of an hour are one row that counts them, with the first and the last time.
//! Never: names (a token's id stands for them; the directory knows whose it is), what was searched for, a word of
//! a case.

use super::{ListQuery, Reader};
use crate::sql::{Row, Sql, SqlResult};
use domain::time::UnixMillis;
use std::collections::BTreeMap;
use wire::v1::desk::{AccessView, CaseSpan};

/// Reads of the same within this time of the first are one row, in milliseconds.
const TOGETHER_MS: i64 = 15 * 60 * 1000;
/// Rows that a further read may be counted in; beyond, all of them are closed.
const RECENT_MAX: usize = 1_000;

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen<'a> {
    /// `list`, `waves`, `case`, `document`, `export`, `corrections`, `deliberations`, `deliberation`, `accesses`; `erase` and `discard`, which are no reads.
    pub what: &'a str,
    /// The case; none for what concerns many.
    pub serial: Option<u32>,
    /// The filters of a list, the id of a document, why something was erased.
    pub detail: Option<&'a str>,
    /// The first and the last serial of a list.
    pub span: Option<(u32, u32)>,
}

/// Rows that are still counted in: their ids and first times. The store holds them too.
#[derive(Debug, Clone, Default)]
pub struct Recent(BTreeMap<String, (i64, i64)>);

impl Recent {
    /// What was written may not have stayed.
    pub fn forget(&mut self) {
        self.0.clear();
    }
}

/// What a row counts together. Nothing that works hangs on `{:?}`: the worker's says only what shape it is.
fn key(reader: &Reader, seen: &Seen<'_>) -> String {
    let number = |serial: Option<u32>| serial.map(|n| n.to_string()).unwrap_or_default();
    let (first, last) = seen.span.unzip();
    let numbers = [seen.serial, first, last].map(number);
    [reader.token.as_str(), &reader.role, seen.what, seen.detail.unwrap_or_default(), &numbers.join(" ")].join("\n")
}

/// Writes that something was read.
///
/// # Errors
/// Storage failed.
pub fn note(sql: &impl Sql, recent: &mut Recent, reader: &Reader, seen: &Seen<'_>, now: i64) -> SqlResult<()> {
    let key = key(reader, seen);
    if let Some((id, _)) = recent.0.get(&key).filter(|(_, at)| (0..TOGETHER_MS).contains(&(now - at))) {
        sql.run("UPDATE access SET until = ?, times = times + 1 WHERE id = ?", &[now.into(), (*id).into()])?;
        return Ok(());
    }
    let (first, last) = seen.span.unzip();
    let rows = sql.run(
        "INSERT INTO access (serial, token, role, what, detail, first, last, at, until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) RETURNING id",
        &[
            seen.serial.map(i64::from).into(),
            reader.token.as_str().into(),
            reader.role.as_str().into(),
            seen.what.into(),
            seen.detail.into(),
            first.map(i64::from).into(),
            last.map(i64::from).into(),
            now.into(),
        ],
    )?;
    if recent.0.len() >= RECENT_MAX {
        recent.0.clear();
    }
    if let Some(row) = rows.first() {
        recent.0.insert(key, (row.int(0)?, now));
    }
    Ok(())
}

/// Which filters a list was asked with, never for what.
#[must_use]
pub fn shape(query: &ListQuery) -> String {
    let filters = [
        ("status", query.status.is_some()),
        ("kind", query.kind.is_some()),
        ("category", query.category.is_some()),
        ("overdue", query.overdue.is_some()),
        ("q", query.q.is_some()),
        ("wave", query.wave.is_some()),
    ];
    filters.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

/// A page, newest first, of one case or of all; and the number of its last row, if there are more.
///
/// # Errors
/// Storage failed.
pub fn page(
    sql: &impl Sql,
    serial: Option<u32>,
    before: Option<i64>,
    limit: u32,
    reference: impl Fn(u32) -> String,
) -> SqlResult<(Vec<AccessView>, Option<i64>)> {
    let params = [before.unwrap_or(i64::from(u32::MAX)).into(), (limit + 1).into(), serial.map(i64::from).into()];
    let rows = match serial {
        Some(_) => sql.run(
            "SELECT id, serial, token, role, what, detail, first, last, at, until, times FROM access
             WHERE serial = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2",
            &params,
        )?,
        None => sql.run(
            "SELECT id, serial, token, role, what, detail, first, last, at, until, times FROM access
             WHERE id < ?1 AND ?3 IS NULL ORDER BY id DESC LIMIT ?2",
            &params,
        )?,
    };
    let kept = rows.iter().take(limit as usize);
    let before = match rows.len() > limit as usize {
        true => kept.clone().next_back().map(|row| row.int(0)).transpose()?,
        false => None,
    };
    Ok((kept.map(|row| read(row, &reference)).collect::<SqlResult<_>>()?, before))
}

fn read(row: &Row, reference: &impl Fn(u32) -> String) -> SqlResult<AccessView> {
    let serial = |column| Ok(row.maybe_int(column)?.and_then(|n| u32::try_from(n).ok()).map(reference));
    let what = row.text(4)?;
    let detail = row.maybe_text(5)?;
    let (filters, reason, document) = match what.as_str() {
        "list" => (detail, None, None),
        "erase" | "discard" => (None, detail, None),
        _ => (None, None, detail),
    };
    Ok(AccessView {
        reference: serial(1)?,
        token: row.text(2)?,
        name: None,
        role: row.text(3)?,
        what,
        reason,
        document,
        filters: filters.map(|names| names.split(' ').map(str::to_owned).collect()).unwrap_or_default(),
        cases: serial(6)?.zip(serial(7)?).map(|(newest, oldest)| CaseSpan { newest, oldest }),
        at: UnixMillis(row.int(8)?).to_rfc3339(),
        until: UnixMillis(row.int(9)?).to_rfc3339(),
        times: row.small(10)?,
    })
}
