//! Cases at peers that cannot call: when each is looked at next, and where the last look ended.
//!
//! In: the time, what a look gave. Out: cases that can be looked at now, those of a peer that did not answer only one at a
//! time. Where a look ended is written in the transaction that takes what it found. Never: what was said there.

use crate::sql::{Row, Sql, SqlResult};
use domain::delivery::ahead_of;
use domain::looking::{LONGEST_MS, look_again_ms};
use domain::time::UnixMillis;

/// Table and index of this room. `news_at`: when something last happened there.
pub const TABLES: [&str; 2] = [
    "CREATE TABLE look (
        serial INTEGER NOT NULL, peer TEXT NOT NULL, cursor TEXT NOT NULL, next_at INTEGER NOT NULL,
        news_at INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (serial, peer)
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX look_next ON look (peer, next_at)",
];

/// Something that happened with a case at a peer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    /// What tells it from everything else that happens with this case there: taken once, however often it is found.
    pub id: String,
    /// `acknowledged`, `message`, `question`, `answer`, `redirected` or `closed`.
    pub kind: &'static str,
    /// What was said; cut where it is longer than a text may be. `closed` and `acknowledged` need none.
    pub text: Option<String>,
    /// Of `closed`: how it ended (`domain::status::Outcome`).
    pub outcome: Option<&'static str>,
}

/// What a look gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Oldest first.
    pub back: Vec<Back>,
    /// Where the next look begins.
    pub cursor: String,
}

/// A case that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub serial: u32,
    pub peer: String,
    pub cursor: String,
    pub news_at: i64,
    pub failures: u32,
    /// How often in a row the peer did not answer.
    pub silent: u32,
}

const PEERS: &str = "WITH RECURSIVE of (peer) AS (
         SELECT min(peer) FROM look UNION ALL
         SELECT (SELECT min(l.peer) FROM look l WHERE l.peer > of.peer) FROM of WHERE of.peer IS NOT NULL)
     SELECT of.peer, coalesce(h.failures, 0), iif(h.retry_at > ?1 AND h.at <= ?2, h.retry_at, 0)
     FROM of LEFT JOIN peer_health h ON h.peer = of.peer WHERE of.peer IS NOT NULL";
const DUE: &str = "SELECT serial, cursor, news_at, failures FROM look WHERE peer = ?1 AND next_at <= ?2
     UNION ALL SELECT serial, cursor, news_at, failures FROM look WHERE peer = ?1 AND next_at > ?3 LIMIT ?4";
/// What is asked in every wake-up.
#[cfg(test)]
pub const STATEMENTS: [&str; 2] = [PEERS, DUE];

/// A peer with cases that are looked at: how often in a row it did not answer, and until when nothing is tried; 0 if it
/// is there.
fn peers(sql: &impl Sql, now: i64) -> SqlResult<Vec<(String, u32, i64)>> {
    let rows = sql.run(PEERS, &[now.into(), ahead_of(UnixMillis(now)).0.into()])?;
    rows.iter().map(|row| Ok((row.text(0)?, row.small(1)?, row.int(2)?))).collect()
}

/// Cases that can be looked at now, so many of each peer at most. What a clock put off that has been set back since is not
/// waited for.
pub fn due(sql: &impl Sql, now: i64, limit: u32) -> SqlResult<Vec<Look>> {
    let mut found = Vec::new();
    for (peer, silent, away_until) in peers(sql, now)? {
        if away_until > 0 {
            continue;
        }
        let limit = if silent > 0 { 1 } else { limit };
        let rows = sql.run(DUE, &[peer.as_str().into(), now.into(), (now + LONGEST_MS).into(), limit.into()])?;
        let read = |row: &Row| {
            let (serial, cursor, news_at, failures) = (row.small(0)?, row.text(1)?, row.int(2)?, row.small(3)?);
            Ok(Look { serial, peer: peer.clone(), cursor, news_at, failures, silent })
        };
        found.extend(rows.iter().map(read).collect::<SqlResult<Vec<_>>>()?);
    }
    Ok(found)
}

/// When the next case can be looked at.
pub fn next(sql: &impl Sql, now: i64) -> SqlResult<Option<i64>> {
    let mut first: Option<i64> = None;
    for (peer, _, away_until) in peers(sql, now)? {
        let row = sql.first("SELECT min(next_at) FROM look WHERE peer = ?", &[peer.as_str().into()])?;
        let at = row.map(|r| r.maybe_int(0)).transpose()?.flatten().filter(|at| *at <= now + LONGEST_MS).unwrap_or(now);
        first = Some(first.unwrap_or(i64::MAX).min(at.max(away_until)));
    }
    Ok(first)
}

/// A case is looked at from now on; of one that is looked at already, that it may have news soon.
pub fn begin(sql: &impl Sql, serial: u32, peer: &str, from: &str, now: i64, jitter: u16) -> SqlResult<()> {
    let next_at = now + look_again_ms(0, 0, jitter);
    sql.run(
        "INSERT INTO look (serial, peer, cursor, next_at, news_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (serial, peer) DO UPDATE SET next_at = min(next_at, ?4), news_at = ?5",
        &[serial.into(), peer.into(), from.into(), next_at.into(), now.into()],
    )
    .map(|_| ())
}

/// Writes that a look was made: where it ended, and when the next one is.
pub fn made(sql: &impl Sql, look: &Look, cursor: &str, news: bool, now: i64, jitter: u16) -> SqlResult<()> {
    let news_at = if news { now } else { look.news_at.min(now) };
    let next_at = now + look_again_ms(now - news_at, 0, jitter);
    sql.run(
        "UPDATE look SET cursor = ?3, next_at = ?4, news_at = max(news_at, ?5), failures = 0 WHERE serial = ?1 AND peer = ?2",
        &[look.serial.into(), look.peer.as_str().into(), cursor.into(), next_at.into(), news_at.into()],
    )
    .map(|_| ())
}

/// Writes that a look gave nothing. A peer that is not there is noted as one that takes no deliveries is.
pub fn failed(sql: &impl Sql, look: &Look, of_peer: bool, now: i64, jitter: u16) -> SqlResult<()> {
    let failures = look.failures + u32::from(!of_peer);
    let next_at = now + if of_peer { 0 } else { look_again_ms(now - look.news_at, failures, jitter) };
    sql.run(
        "UPDATE look SET next_at = ?3, failures = ?4 WHERE serial = ?1 AND peer = ?2",
        &[look.serial.into(), look.peer.as_str().into(), next_at.into(), failures.into()],
    )
    .map(|_| ())
}

/// A case is not looked at any more.
pub fn end(sql: &impl Sql, serial: u32, peer: &str) -> SqlResult<()> {
    sql.run("DELETE FROM look WHERE serial = ? AND peer = ?", &[serial.into(), peer.into()]).map(|_| ())
}
