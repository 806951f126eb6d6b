//! What a register counts of itself, for whoever watches the node: no case, no person, only numbers.
//!
//! In: the time. Out: figures, out of indexes. What costs a walk through an index of all cases is kept for some seconds
//! by the service. Never: a scan of cases' rows.

use super::alike::waves;
use super::outbox;
use crate::sql::{Sql, SqlResult};
use domain::agency::Agency;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// What a register counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Cases by status.
    pub statuses: Vec<(String, i64)>,
    pub overdue: i64,
    pub due_soon: i64,
    /// By peer and state: how many deliveries, and when the oldest was written.
    pub open: Vec<(String, String, i64, i64)>,
    pub delivered: i64,
    /// What the store weighs, in bytes.
    pub size_bytes: i64,
    /// Waves that go on.
    #[serde(default)]
    pub waves: i64,
}

/// The register's figures at a moment.
pub fn read(sql: &impl Sql, agency: &Agency, now: i64) -> SqlResult<Figures> {
    let statuses = sql.run("SELECT status, count(*) FROM case_file GROUP BY status", &[])?;
    let near = now + i64::from(agency.deadlines.remind_days) * domain::time::DAY_MS;
    let owed = sql.first(
        "SELECT count(*) FILTER (WHERE due_at < ?1), count(*) FILTER (WHERE due_at >= ?1) FROM case_file
         WHERE settled_at IS NULL AND erased_at IS NULL AND noticed IN (0, 1, 2) AND due_at <= ?2",
        &[now.into(), near.into()],
    )?;
    let (overdue, due_soon) = owed.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))?;
    let open = sql.run(
        "SELECT peer, state, count(*), min(created_at) FROM delivery WHERE state <> 'delivered' GROUP BY peer, state",
        &[],
    )?;
    let open =
        open.iter().map(|r| Ok((r.text(0)?, r.text(1)?, r.int(2)?, r.int(3)?))).collect::<SqlResult<Vec<_>>>()?;
    let undelivered: i64 = open.iter().map(|(_, _, count, _)| count).sum();
    // What was redirected is owed to nobody any more.
    let open = open.into_iter().filter(|(_, state, _, _)| matches!(state.as_str(), "pending" | "dead")).collect();
    Ok(Figures {
        statuses: statuses.iter().map(|r| Ok((r.text(0)?, r.int(1)?))).collect::<SqlResult<_>>()?,
        overdue,
        due_soon,
        open,
        delivered: outbox::last_id(sql)? - undelivered,
        size_bytes: sql.size_bytes()?,
        waves: waves::since(sql, agency.alike.wave_since(UnixMillis(now)))?,
    })
}
