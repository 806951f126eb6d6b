//! Staff tokens: who is known by which, until when. In: keyed hashes and ids. Out: records, without secrets.
//!
//! A row stays after its token has ended or was revoked: entries of access logs name its id.
//! Never: a token in clear; a token that has ended, however it is asked for.

use super::{Reply, TokenAsked, TokenRecord, store};
use crate::sql::{Row, Sql, SqlResult};
use domain::role::{RENEWED_LIFE_S, StaffRole, renewed_until};
use domain::time::UnixMillis;

/// The rows, in the order in which they were issued.
pub const TABLE: &str = "CREATE TABLE staff_token (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE, agency TEXT, role TEXT NOT NULL,
        name TEXT NOT NULL, since INTEGER NOT NULL, life_ms INTEGER NOT NULL, expires_at INTEGER NOT NULL,
        revoked_at INTEGER) STRICT";

/// Tokens of a page.
const PAGE: u32 = 200;

/// Ends every token that has not ended.
pub fn end_all(sql: &impl Sql, now: i64) -> SqlResult<()> {
    sql.run("UPDATE staff_token SET revoked_at = ?1 WHERE revoked_at IS NULL OR revoked_at > ?1", &[now.into()])
        .map(|_| ())
}

/// Adds one, and says when it ends; one that was added before under the same idempotency key ends as it was said then.
/// Another one under that key is refused.
///
/// # Errors
/// Storage failed.
pub fn put(sql: &impl Sql, token: &TokenRecord) -> SqlResult<Reply> {
    let row = sql.first(
        "SELECT id, hash, agency, role, name, since, life_ms, expires_at, revoked_at FROM staff_token WHERE id = ?",
        &[token.id.as_str().into()],
    )?;
    if let Some(was) = row.as_ref().map(read).transpose()? {
        let what = |token: &TokenRecord| (token.agency.clone(), token.role.clone(), token.name.clone(), token.life_ms);
        let same = what(&was) == what(token);
        return Ok(if same { Reply::Renewed { expires_at: was.expires_at } } else { Reply::CodeTaken });
    }
    if let Some(agency) = &token.agency
        && store::agency(sql, agency)?.is_none()
    {
        return Ok(Reply::NotFound);
    }
    sql.run(
        "INSERT INTO staff_token (id, hash, agency, role, name, since, life_ms, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            token.id.as_str().into(),
            token.hash.as_str().into(),
            token.agency.as_deref().into(),
            token.role.as_str().into(),
            token.name.as_str().into(),
            token.since.into(),
            token.life_ms.into(),
            token.expires_at.into(),
        ],
    )?;
    Ok(Reply::Renewed { expires_at: token.expires_at })
}

/// Issues another secret in the place of a token that has not ended; the old one lives on for long enough that a
/// lost answer can be asked for again.
///
/// # Errors
/// Storage failed.
pub fn renew(sql: &impl Sql, old: &str, (id, hash): (&str, &str), root: bool, now: i64) -> SqlResult<Reply> {
    let row = sql.first(
        "SELECT id, '', agency, role, name, since, life_ms, expires_at, revoked_at FROM staff_token
         WHERE id = ?1 AND expires_at > ?2 AND revoked_at IS NULL",
        &[old.into(), now.into()],
    )?;
    let Some(token) = row.as_ref().map(read).transpose()?.filter(|token| root || !is_operators(token)) else {
        return Ok(Reply::NotFound);
    };
    let role = StaffRole::parse(&token.role);
    let until = role.and_then(|role| renewed_until(role, UnixMillis(token.since), token.life_ms, UnixMillis(now)));
    let Some(until) = until else {
        return Ok(Reply::NotFound);
    };
    let soon = token.expires_at.min(now + RENEWED_LIFE_S * 1000);
    let reply = put(sql, &TokenRecord { id: id.to_owned(), hash: hash.to_owned(), expires_at: until.0, ..token })?;
    // The old one ends only where there is a new one.
    if matches!(reply, Reply::Renewed { .. }) {
        sql.run("UPDATE staff_token SET expires_at = ? WHERE id = ?", &[soon.into(), old.into()])?;
    }
    Ok(reply)
}

/// Ends one at once.
///
/// # Errors
/// Storage failed.
pub fn revoke(sql: &impl Sql, id: &str, root: bool, now: i64) -> SqlResult<Reply> {
    let gone = sql.run(
        "UPDATE staff_token SET revoked_at = ?2
         WHERE id = ?1 AND revoked_at IS NULL AND (?3 OR role <> 'operator') RETURNING id",
        &[id.into(), now.into(), root.into()],
    )?;
    Ok(if gone.is_empty() { Reply::NotFound } else { Reply::Ok })
}

/// Who is known by a token.
///
/// # Errors
/// Storage failed.
pub fn open(sql: &impl Sql, asked: &TokenAsked) -> SqlResult<Reply> {
    if asked.root {
        return Ok(Reply::Root);
    }
    let row = sql.first(
        "SELECT id, '', agency, role, name, since, life_ms, expires_at, revoked_at FROM staff_token
         WHERE hash = ? AND expires_at > ? AND revoked_at IS NULL",
        &[asked.hash.as_str().into(), asked.now.into()],
    )?;
    let Some(token) = row.as_ref().map(read).transpose()? else { return Ok(Reply::NotFound) };
    let agency = token.agency.as_deref().map(|id| store::agency(sql, id)).transpose()?.flatten();
    Ok(Reply::Token(token, agency))
}

/// A page, newest first.
///
/// # Errors
/// Storage failed.
pub fn list(sql: &impl Sql, agency: Option<&str>, ended: bool, before: Option<i64>, now: i64) -> SqlResult<Reply> {
    let rows = sql.run(
        "SELECT id, '', agency, role, name, since, life_ms, expires_at, revoked_at, n FROM staff_token
         WHERE (?1 IS NULL OR agency = ?1) AND (?2 OR (expires_at > ?3 AND revoked_at IS NULL))
           AND (?4 IS NULL OR n < ?4) ORDER BY n DESC LIMIT ?5",
        &[agency.into(), ended.into(), now.into(), before.into(), (PAGE + 1).into()],
    )?;
    let kept = rows.iter().take(PAGE as usize);
    let before = match rows.len() > PAGE as usize {
        true => kept.clone().next_back().map(|row| row.int(9)).transpose()?,
        false => None,
    };
    Ok(Reply::Tokens { tokens: kept.map(read).collect::<SqlResult<_>>()?, before })
}

/// Whose tokens these are or were.
///
/// # Errors
/// Storage failed.
pub fn names(sql: &impl Sql, ids: &[String]) -> SqlResult<Reply> {
    let name = |id: &String| {
        let row = sql.first("SELECT name FROM staff_token WHERE id = ?", &[id.as_str().into()])?;
        row.map(|row| Ok((id.clone(), row.text(0)?))).transpose()
    };
    ids.iter().filter_map(|id| name(id).transpose()).collect::<SqlResult<_>>().map(Reply::TokenNames)
}

fn is_operators(token: &TokenRecord) -> bool {
    StaffRole::parse(&token.role).is_none_or(|role| !role.is_of_agency())
}

fn read(row: &Row) -> SqlResult<TokenRecord> {
    Ok(TokenRecord {
        id: row.text(0)?,
        hash: row.text(1)?,
        agency: row.maybe_text(2)?,
        role: row.text(3)?,
        name: row.text(4)?,
        since: row.int(5)?,
        life_ms: row.int(6)?,
        expires_at: row.int(7)?,
        revoked_at: row.maybe_int(8)?,
    })
}

#[cfg(test)]
mod tests;
