//! The cases of an app: where they stand, and nothing of what is in them.
//!
//! In: what an app asks. Out: rows without anything that is sealed. Never: another app's case.

use crate::register::{AppCase, OfApp, Reply};
use crate::sql::{Row, Sql, SqlResult};
use domain::event::EventKind;

/// Notes which app has filed a case, where it is one.
///
/// # Errors
/// Storage failed.
pub fn filed(sql: &impl Sql, serial: u32, app: Option<&str>) -> SqlResult<()> {
    let Some(app) = app else { return Ok(()) };
    sql.run("UPDATE case_file SET app = ? WHERE serial = ?", &[app.into(), serial.into()]).map(|_| ())
}

/// Names as one text in which each stands between commas; none for no names.
fn listed(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!(",{},", names.join(",")))
}

/// The cases of an app that fit, newest first, after those that are passed over; and how many these were.
///
/// # Errors
/// Storage failed.
pub fn list(sql: &impl Sql, asked: &OfApp, reference: impl Fn(u32) -> String) -> SqlResult<Reply> {
    let public: Vec<String> =
        EventKind::ALL.iter().filter(|kind| kind.is_public()).map(|kind| kind.name().to_owned()).collect();
    let rows = sql.run(
        "SELECT serial, category, status, received_at, due_at, (SELECT max(event.at) FROM event
            WHERE event.serial = case_file.serial AND instr(?8, ',' || event.kind || ',') > 0)
         FROM case_file WHERE app = ?1 AND (?2 IS NULL OR serial = ?2) AND received_at BETWEEN ?3 AND ?4
           AND (?5 IS NULL OR instr(?5, ',' || category || ',') > 0)
           AND (?6 IS NULL OR instr(?6, ',' || status || ',') > 0)
         ORDER BY serial DESC LIMIT ?7",
        &[
            asked.app.as_str().into(),
            asked.serial.map(i64::from).into(),
            asked.from.into(),
            asked.until.into(),
            listed(&asked.categories).as_deref().into(),
            listed(&asked.statuses).as_deref().into(),
            asked.skip.saturating_add(asked.limit).into(),
            listed(&public).as_deref().into(),
        ],
    )?;
    let skipped = rows.len().min(asked.skip as usize);
    let read = |row: &Row| {
        let received_at = row.int(3)?;
        Ok(AppCase {
            reference: reference(row.small(0)?),
            category: row.text(1)?,
            status: row.text(2)?,
            received_at,
            due_at: row.int(4)?,
            updated_at: row.maybe_int(5)?.unwrap_or(received_at),
        })
    };
    let skipped_rows = u32::try_from(skipped).unwrap_or(u32::MAX);
    Ok(Reply::OfApp { rows: rows.iter().skip(skipped).map(read).collect::<SqlResult<_>>()?, skipped: skipped_rows })
}
