//! Deliveries that are ended for good: what an operator says will never be sent.
//!
//! In: a delivery, or a peer that has left. Out: which cases are concerned; rows that say who ended what, when and why.
//! Never: one that is still tried.

use crate::sql::{Row, Sql, SqlResult};

/// What is ended: of one case, to one peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub serial: u32,
    pub peer: String,
    /// One delivery; else all that is open.
    pub only: Option<i64>,
}

/// What ends with a dead delivery. What waits behind a case that was never handed over, or a deliberation that was never
/// opened, can never be sent.
pub fn dead_end(sql: &impl Sql, id: i64) -> SqlResult<Vec<Ending>> {
    read(sql.run(
        "SELECT serial, peer, iif(kind IN ('filed', 'deliberation.opened'), NULL, id) FROM delivery WHERE id = ? AND state = 'dead'",
        &[id.into()],
    )?)
}

/// Some of the cases that owe something to a peer, or that it holds.
pub fn with_peer(sql: &impl Sql, peer: &str) -> SqlResult<Vec<Ending>> {
    read(sql.run(
        "SELECT serial, ?1, NULL FROM delivery WHERE peer = ?1 AND state <> 'delivered' AND state IN ('pending', 'dead')
         UNION SELECT serial, ?1, NULL FROM case_file
         WHERE holder = ?1 AND erased_at IS NULL AND status NOT IN ('closed', 'withdrawn') LIMIT 100",
        &[peer.into()],
    )?)
}

fn read(rows: Vec<Row>) -> SqlResult<Vec<Ending>> {
    rows.iter().map(|row| Ok(Ending { serial: row.small(0)?, peer: row.text(1)?, only: row.maybe_int(2)? })).collect()
}

/// Ends what is open, on the record. `by`: a token; none where the peer itself has ended it.
pub fn discard(sql: &impl Sql, what: &Ending, why: &str, by: Option<&str>, now: i64) -> SqlResult<()> {
    sql.run(
        "UPDATE delivery SET state = 'discarded', next_attempt_at = NULL, ended_why = ?4, ended_at = ?5, ended_by = ?6
         WHERE serial = ?1 AND peer = ?2 AND (?3 IS NULL OR id = ?3) AND state IN ('pending', 'dead')",
        &[what.serial.into(), what.peer.as_str().into(), what.only.into(), why.into(), now.into(), by.into()],
    )
    .map(|_| ())
}
