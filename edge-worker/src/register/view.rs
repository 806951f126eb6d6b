//! What a register shows: a case, a page of the list. In: rows. Out: replies. Never: names of bodies
//! or sentences (the worker puts them in, in the reader's language).

use super::outbox;
use super::service::{OriginData, Rules, filing};
use super::store::{self, Record};
use super::{CaseData, ListQuery, Reply, entry};
use crate::sql::{Row, Sql, SqlError, SqlResult};
use domain::case::ComplainantAction;
use domain::deadline;
use domain::status::{CaseStatus, Outcome};
use domain::time::UnixMillis;
use wire::v1::desk::{CaseRow, Origin};

/// A case with its timeline; for staff also what is internal.
pub fn case(sql: &impl Sql, rules: &Rules, record: Record, now: i64, staff: bool) -> SqlResult<Reply> {
    let now = UnixMillis(now);
    let reference = rules.reference(record.serial);
    let mut entries = store::entries(sql, record.serial)?;
    entries.retain(|e| staff || entry::is_public(e));
    let deliveries = if staff {
        let of = |serial| rules.reference(serial);
        outbox::deliveries(sql, &rules.name.to_string(), Some(record.serial), None, None, of)?
    } else {
        Vec::new()
    };
    let data: Option<OriginData> = record
        .origin_data
        .as_deref()
        .map(|text| serde_json::from_str(text).map_err(|e| SqlError(format!("stored origin: {e}"))))
        .transpose()?;
    let (category_names, from) = data.map(|d| (d.category, d.from)).unzip();
    let filing = filing(&record)?;
    let case = record.case;
    Ok(Reply::Case(Box::new(CaseData {
        reference,
        agency: rules.record.id.clone(),
        status: case.status.name().to_owned(),
        outcome: case.outcome.map(|o| o.name().to_owned()),
        received_at: case.received_at.0,
        due_at: case.due_at.0,
        overdue: deadline::overdue(case.status, case.due_at, now),
        due_soon: deadline::due_soon(case.status, case.due_at, &rules.agency.deadlines, now),
        digest: record.digest,
        filing,
        entries,
        actions: case.actions(&rules.agency, now).into_iter().map(ComplainantAction::name).map(str::to_owned).collect(),
        assigned_to: record.assigned_to.filter(|_| staff),
        holder: case.holder.map(|h| h.as_str().to_owned()),
        origin: origin(case.origin.map(|o| o.as_str().to_owned()), record.origin_reference),
        category_names,
        from,
        deliveries,
    })))
}

fn origin(peer: Option<String>, reference: Option<String>) -> Option<Origin> {
    peer.zip(reference).map(|(peer, reference)| Origin { peer, reference })
}

/// A page of the desk's list.
pub fn list(sql: &impl Sql, rules: &Rules, query: &ListQuery) -> SqlResult<Reply> {
    let found = store::list(sql, query)?;
    let more = found.len() > query.limit as usize;
    let rows = found.iter().take(query.limit as usize).map(|row| case_row(rules, row, query.now));
    Ok(Reply::Rows { rows: rows.collect::<SqlResult<_>>()?, more })
}

fn case_row(rules: &Rules, row: &Row, now: i64) -> SqlResult<CaseRow> {
    let (status, due_at) = (row.read(4, CaseStatus::parse)?, UnixMillis(row.int(7)?));
    Ok(CaseRow {
        reference: rules.reference(row.small(0)?),
        agency: rules.record.id.clone(),
        kind: row.text(1)?,
        category: row.text(2)?,
        subject: row.text(3)?,
        status: status.name().to_owned(),
        outcome: row.maybe_read(5, Outcome::parse)?.map(|o| o.name().to_owned()),
        received_at: UnixMillis(row.int(6)?).to_rfc3339(),
        due_at: due_at.to_rfc3339(),
        overdue: deadline::overdue(status, due_at, UnixMillis(now)),
        due_soon: deadline::due_soon(status, due_at, &rules.agency.deadlines, UnixMillis(now)),
        assigned_to: row.maybe_text(8)?,
        holder: row.maybe_text(9)?,
        origin: origin(row.maybe_text(10)?, row.maybe_text(11)?),
    })
}
