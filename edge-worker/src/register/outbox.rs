//! What must reach peers: written in the same transaction as what it tells of.
//!
//! In: cases and entries; attempts. Out: deliveries that are due (in order per case, one at a time
//! to a peer that does not answer), and the exchange events that they carry.
//! Never: sending, or a clock.

mod deliberation;
mod discard;
mod event;
mod which;

pub use discard::{Ending, dead_end, discard, with_peer};
pub use event::{Sender, cloud_event};
pub use which::Which;

use crate::sql::{Row, Sql, SqlResult};
use domain::deliberation::Step;
use domain::delivery::{AttemptOutcome, DeliveryState, ahead_of, dead_because, on_attempt, peer_retry_at};
use domain::time::UnixMillis;
use wire::exchange::event_type;
use wire::v1::desk::{AttemptView, DeliveryView};

/// The kind of delivery that hands a case over.
pub const FILED: &str = "filed";
/// The kind of delivery that opens a deliberation.
pub const OPENED: &str = Step::Opened.name();

/// One delivery that can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub id: i64,
    pub serial: u32,
    pub peer: String,
    pub kind: String,
    /// The entry it tells of.
    pub number: u32,
    pub attempts: u32,
    /// How often in a row the peer did not answer.
    pub failures: u32,
}

/// Notes that a peer must be told of an entry.
pub fn owe(sql: &impl Sql, id: i64, serial: u32, peer: &str, kind: &str, number: u32, now: i64) -> SqlResult<()> {
    sql.run(
        "INSERT INTO delivery (id, serial, peer, kind, number, state, created_at, next_attempt_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?6)",
        &[id.into(), serial.into(), peer.into(), kind.into(), number.into(), now.into()],
    )?;
    Ok(())
}

/// A case's reference at a peer, once it has told it.
pub fn link(sql: &impl Sql, serial: u32, peer: &str) -> SqlResult<Option<String>> {
    let row = sql.first("SELECT reference FROM link WHERE serial = ? AND peer = ?", &[serial.into(), peer.into()])?;
    row.map(|r| r.maybe_text(0)).transpose().map(Option::flatten)
}

pub fn set_link(sql: &impl Sql, serial: u32, peer: &str, reference: &str) -> SqlResult<()> {
    sql.run(
        "INSERT INTO link (serial, peer, reference) VALUES (?1, ?2, ?3)
         ON CONFLICT (serial, peer) DO UPDATE SET reference = ?3",
        &[serial.into(), peer.into(), reference.into()],
    )?;
    Ok(())
}

/// A peer to which something is owed.
struct Waiting {
    peer: String,
    failures: u32,
    /// Until when nothing is tried with it; 0 if it is there.
    away_until: i64,
}

const WAITING: &str = "WITH RECURSIVE owed (peer) AS (
         SELECT min(peer) FROM delivery WHERE state = 'pending' UNION ALL
         SELECT (SELECT min(d.peer) FROM delivery d WHERE d.state = 'pending' AND d.peer > owed.peer)
         FROM owed WHERE owed.peer IS NOT NULL)
     SELECT owed.peer, coalesce(h.failures, 0), iif(h.retry_at > ?1 AND h.at <= ?2, h.retry_at, 0)
     FROM owed LEFT JOIN peer_health h ON h.peer = owed.peer WHERE owed.peer IS NOT NULL";

/// The peers to which something is owed, each found by one step in an index: what is owed to a peer that is away costs the
/// others nothing, however much it is. What was put off by a clock that has been set back since is not waited for.
fn waiting(sql: &impl Sql, now: i64) -> SqlResult<Vec<Waiting>> {
    let rows = sql.run(WAITING, &[now.into(), ahead_of(UnixMillis(now)).0.into()])?;
    let read = |row: &Row| Ok(Waiting { peer: row.text(0)?, failures: row.small(1)?, away_until: row.int(2)? });
    rows.iter().map(read).collect()
}

/// What is owed to a peer: the first open delivery of each case.
macro_rules! first_of_each {
    () => {
        "FROM delivery d WHERE d.state = 'pending' AND d.peer = ?1
         AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.peer = d.peer AND e.serial = d.serial
                         AND e.id < d.id AND e.state <> 'delivered' AND e.state <> 'redirected' AND e.state <> 'discarded')"
    };
}
/// When it may be tried: at once if the clock that put it off has been set back since.
macro_rules! its_time {
    () => {
        "iif(d.created_at > ?3 OR EXISTS (SELECT 1 FROM attempt a WHERE a.delivery = d.id AND a.attempt = d.attempts
             AND a.at > ?3), ?2, d.next_attempt_at)"
    };
}

const DUE: &str = concat!(
    "SELECT d.id, d.serial, d.kind, d.number, d.attempts ",
    first_of_each!(),
    " AND ",
    its_time!(),
    " <= ?2 ORDER BY d.id LIMIT ?4"
);
const PUT_OFF: &str = concat!("SELECT min(", its_time!(), ") ", first_of_each!());
/// What is asked in every turn in which something is owed.
#[cfg(test)]
pub const STATEMENTS: [&str; 3] = [WAITING, DUE, PUT_OFF];

/// Deliveries that can be tried now: the first open one of each case and peer, whose time and whose peer's time has
/// come; of a peer that did not answer last time, one. No peer takes more than its share of `limit`, nor less than one.
pub fn due(sql: &impl Sql, now: i64, limit: u32) -> SqlResult<Vec<Due>> {
    let there: Vec<Waiting> = waiting(sql, now)?.into_iter().filter(|w| w.away_until == 0).collect();
    let share = limit.checked_div(u32::try_from(there.len()).unwrap_or(u32::MAX)).unwrap_or_default().max(1);
    let mut found: Vec<Due> = Vec::new();
    for peer in &there {
        found.extend(due_at(sql, peer, now, if peer.failures > 0 { 1 } else { share })?);
    }
    found.sort_by_key(|due| due.id);
    Ok(found)
}

fn due_at(sql: &impl Sql, to: &Waiting, now: i64, limit: u32) -> SqlResult<Vec<Due>> {
    let rows =
        sql.run(DUE, &[to.peer.as_str().into(), now.into(), ahead_of(UnixMillis(now)).0.into(), limit.into()])?;
    let read = |row: &Row| {
        Ok(Due {
            id: row.int(0)?,
            serial: row.small(1)?,
            peer: to.peer.clone(),
            kind: row.text(2)?,
            number: row.small(3)?,
            attempts: row.small(4)?,
            failures: to.failures,
        })
    };
    rows.iter().map(read).collect()
}

/// When something can be tried next.
pub fn next_wake(sql: &impl Sql, now: i64) -> SqlResult<Option<i64>> {
    let mut first: Option<i64> = None;
    for to in waiting(sql, now)? {
        let at = if to.away_until > 0 {
            Some(to.away_until)
        } else if due_at(sql, &to, now, 1)?.is_empty() {
            // All of it was put off: by failing, one by one.
            let row = sql.first(PUT_OFF, &[to.peer.as_str().into(), now.into(), ahead_of(UnixMillis(now)).0.into()])?;
            row.map(|r| r.maybe_int(0)).transpose()?.flatten()
        } else {
            return Ok(Some(now));
        };
        first = [first, at].into_iter().flatten().min();
    }
    Ok(first)
}

/// Writes what an attempt gave; says where the delivery stands then. None if it has changed meanwhile: then nothing
/// is written.
pub fn attempted(
    sql: &impl Sql,
    due: &Due,
    outcome: AttemptOutcome,
    now: UnixMillis,
    jitter: u16,
) -> SqlResult<Option<DeliveryState>> {
    let attempts = due.attempts + 1;
    let after = on_attempt(attempts, outcome, now, jitter);
    let (state, next) = match after {
        DeliveryState::Pending { next_attempt_at } => ("pending", Some(next_attempt_at.0)),
        DeliveryState::Delivered => ("delivered", None),
        DeliveryState::Dead => ("dead", None),
    };
    let changed = sql.run(
        "UPDATE delivery SET state = ?, next_attempt_at = ?, attempts = ? WHERE id = ? AND state = 'pending'
         AND attempts = ? RETURNING id",
        &[state.into(), next.into(), attempts.into(), due.id.into(), due.attempts.into()],
    )?;
    if changed.is_empty() {
        return Ok(None);
    }
    sql.run(
        "INSERT INTO attempt (delivery, attempt, at, outcome, status) VALUES (?, ?, ?, ?, ?)",
        &[due.id.into(), attempts.into(), now.0.into(), outcome.name().into(), outcome.status().map(i64::from).into()],
    )?;
    peer_was_tried(sql, &due.peer, due.failures, outcome, now, jitter)?;
    Ok(Some(after))
}

/// Notes what an attempt says about the peer itself. `failures`: how often in a row it had not answered before.
pub fn peer_was_tried(
    sql: &impl Sql,
    peer: &str,
    failures: u32,
    outcome: AttemptOutcome,
    now: UnixMillis,
    jitter: u16,
) -> SqlResult<()> {
    if outcome.concerns_peer() {
        let failures = failures + 1;
        let retry_at = peer_retry_at(failures, outcome, now, jitter);
        sql.run(
            "INSERT INTO peer_health (peer, failures, retry_at, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (peer) DO UPDATE SET failures = ?2, retry_at = ?3, at = ?4",
            &[peer.into(), failures.into(), retry_at.0.into(), now.0.into()],
        )?;
    } else if failures > 0 {
        peer_is_there(sql, peer)?;
    }
    Ok(())
}

/// A peer that answers, or that sends something itself, is not waited for any longer.
pub fn peer_is_there(sql: &impl Sql, peer: &str) -> SqlResult<bool> {
    Ok(!sql.run("DELETE FROM peer_health WHERE peer = ? RETURNING peer", &[peer.into()])?.is_empty())
}

/// Puts a dead delivery back; one that waits is tried now. False if there is none of this id that could be.
pub fn retry(sql: &impl Sql, id: i64, now: i64) -> SqlResult<bool> {
    let changed = sql.run(
        "UPDATE delivery SET state = 'pending', next_attempt_at = ?1
         WHERE id = ?2 AND state IN ('dead', 'pending') RETURNING id",
        &[now.into(), id.into()],
    )?;
    Ok(!changed.is_empty())
}

/// Puts back every dead delivery to a peer; says how many.
pub fn retry_all(sql: &impl Sql, peer: &str, now: i64) -> SqlResult<usize> {
    let changed = sql.run(
        "UPDATE delivery SET state = 'pending', next_attempt_at = ?1 WHERE peer = ?2 AND state = 'dead' RETURNING id",
        &[now.into(), peer.into()],
    )?;
    Ok(changed.len())
}

/// The case and the peer of a dead delivery.
pub fn dead(sql: &impl Sql, id: i64) -> SqlResult<Option<(u32, String)>> {
    let row = sql.first("SELECT serial, peer FROM delivery WHERE id = ? AND state = 'dead'", &[id.into()])?;
    row.map(|r| Ok((r.small(0)?, r.text(1)?))).transpose()
}

/// What a case still owes to a peer goes to another one: it is never sent.
pub fn give_over(sql: &impl Sql, serial: u32, peer: &str) -> SqlResult<()> {
    sql.run(
        "UPDATE delivery SET state = 'redirected', next_attempt_at = NULL
         WHERE serial = ? AND peer = ? AND state IN ('pending', 'dead')",
        &[serial.into(), peer.into()],
    )?;
    Ok(())
}

/// What is owed to peers, counted: for whoever watches the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owing {
    pub peer: String,
    /// `pending` or `dead`.
    pub state: String,
    pub count: i64,
    /// When the oldest of them was written.
    pub oldest_at: i64,
}

/// Counts what is owed, by peer and state.
pub fn owing(sql: &impl Sql) -> SqlResult<Vec<Owing>> {
    let rows = sql.run(
        "SELECT peer, state, count(*), min(created_at) FROM delivery
         WHERE state <> 'delivered' AND state IN ('pending', 'dead') GROUP BY peer, state ORDER BY peer, state",
        &[],
    )?;
    let read =
        |row: &Row| Ok(Owing { peer: row.text(0)?, state: row.text(1)?, count: row.int(2)?, oldest_at: row.int(3)? });
    rows.iter().map(read).collect()
}

/// Deliveries by case, or by state and peer, oldest first, with their last five attempts.
pub fn deliveries(
    sql: &impl Sql,
    register: &str,
    which: &Which<'_>,
    reference: &dyn Fn(u32) -> String,
) -> SqlResult<Vec<DeliveryView>> {
    let rows = sql.run(
        "SELECT d.id, d.serial, d.peer, d.kind, d.state, d.created_at,
            max(d.next_attempt_at, coalesce(h.retry_at, 0)), d.attempts, d.ended_why, d.ended_at, d.ended_by
         FROM delivery d LEFT JOIN peer_health h ON h.peer = d.peer
         WHERE (?1 IS NULL OR d.serial = ?1) AND (?2 IS NULL OR d.state = ?2) AND (?3 IS NULL OR d.peer = ?3)
            AND (?4 IS NULL OR d.id > ?4)
         ORDER BY d.id LIMIT ?5",
        &[
            which.serial.map(i64::from).into(),
            which.state.into(),
            which.peer.into(),
            which.after.into(),
            i64::from(which.limit).into(),
        ],
    )?;
    rows.iter().map(|row| delivery_view(sql, register, row, reference)).collect()
}

fn delivery_view(
    sql: &impl Sql,
    register: &str,
    row: &Row,
    reference: &dyn Fn(u32) -> String,
) -> SqlResult<DeliveryView> {
    let id = row.int(0)?;
    let tries = sql.run(
        "SELECT at, outcome, status FROM (SELECT attempt, at, outcome, status FROM attempt WHERE delivery = ?
            ORDER BY attempt DESC LIMIT 5) ORDER BY attempt",
        &[id.into()],
    )?;
    let attempt = |row: &Row| {
        let status = row.maybe_int(2)?.and_then(|s| u16::try_from(s).ok());
        Ok(AttemptView { at: UnixMillis(row.int(0)?).to_rfc3339(), outcome: row.text(1)?, status })
    };
    let last_attempts: Vec<AttemptView> = tries.iter().map(attempt).collect::<SqlResult<_>>()?;
    let state = row.text(4)?;
    let last = last_attempts.last().map_or("", |a| a.outcome.as_str());
    Ok(DeliveryView {
        reason: row.maybe_text(8)?.or_else(|| (state == "dead").then(|| dead_because(last).to_owned())),
        discarded_at: row.maybe_int(9)?.map(|t| UnixMillis(t).to_rfc3339()),
        discarded_by: row.maybe_text(10)?,
        id: event_id(register, id),
        register: register.to_owned(),
        reference: reference(row.small(1)?),
        peer: row.text(2)?,
        kind: event_type(&row.text(3)?),
        state,
        created_at: UnixMillis(row.int(5)?).to_rfc3339(),
        next_attempt_at: row.maybe_int(6)?.map(|t| UnixMillis(t).to_rfc3339()),
        attempts: row.small(7)?,
        last_attempts,
    })
}

/// The number of the last delivery that was written: none is ever taken away.
pub fn last_id(sql: &impl Sql) -> SqlResult<i64> {
    let row = sql.first("SELECT max(id) FROM delivery", &[])?;
    Ok(row.map(|r| r.maybe_int(0)).transpose()?.flatten().unwrap_or(0))
}

/// A delivery's id, which is its event's: never changes.
#[must_use]
pub fn event_id(register: &str, id: i64) -> String {
    format!("{register}.{id}")
}

/// The number in a delivery's id, if it is of this register.
#[must_use]
pub fn delivery_number(register: &str, id: &str) -> Option<i64> {
    id.strip_prefix(register)?.strip_prefix('.')?.parse().ok()
}
