//! What the time asks of a register: deadlines that are near, and deadlines that have passed.
//!
//! In: the time. Out: the cases that it concerns, the most urgent first, and when the next one comes. Both statements
//! walk the index of open cases by what was noticed of their deadlines: they cost the same with a million cases.
//! Never: what is written then (`domain::case::lapse`).

use crate::sql::{Sql, SqlResult};

/// The cases whose deadline asks for something now; at most `limit`.
pub fn due(sql: &impl Sql, now: i64, remind_ms: i64, limit: u32) -> SqlResult<Vec<u32>> {
    let rows = sql.run(
        "SELECT serial FROM (SELECT serial, due_at FROM case_file
             WHERE settled_at IS NULL AND erased_at IS NULL AND noticed = 1 AND due_at < ?1 ORDER BY due_at LIMIT ?3)
         UNION ALL
         SELECT serial FROM (SELECT serial, due_at FROM case_file
             WHERE settled_at IS NULL AND erased_at IS NULL AND noticed = 0 AND due_at <= ?1 + ?2 ORDER BY due_at LIMIT ?3)
         LIMIT ?3",
        &[now.into(), remind_ms.into(), limit.into()],
    )?;
    rows.iter().map(|row| row.small(0)).collect()
}

/// When something will be due, if nothing changes.
pub fn next_wake(sql: &impl Sql, remind_ms: i64) -> SqlResult<Option<i64>> {
    let row = sql.first(
        "SELECT min(at) FROM (
             SELECT min(due_at) - ? AS at FROM case_file WHERE settled_at IS NULL AND erased_at IS NULL AND noticed = 0
             UNION ALL SELECT min(due_at) + 1 FROM case_file WHERE settled_at IS NULL AND erased_at IS NULL AND noticed = 1)",
        &[remind_ms.into()],
    )?;
    row.map(|r| r.maybe_int(0)).transpose().map(Option::flatten)
}
