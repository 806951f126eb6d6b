//! What a register shows: a case, a page of the list. In: rows. Out: replies. Never: names of bodies
//! or sentences (the worker puts them in, in the reader's language).

use super::outbox;
use super::service::{Rules, filing, filing_as_filed, origin_data};
use super::store::{self, Listed, Record};
use super::{CaseData, ListQuery, Reply, access, alike, entry};
use crate::sql::{Sql, SqlResult};
use crate::vault::Vault;
use domain::deadline;
use domain::reference::Reference;
use domain::status::{CaseStatus, Outcome};
use domain::time::UnixMillis;
use std::rc::Rc;
use wire::v1::desk::{CaseRow, LinkedCase, Origin};

/// For whom a case is put together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// For its complainant.
    Complainant,
    /// The same as it was filed, for the receipt.
    Receipt,
    /// For staff: with what is internal.
    Staff,
    /// For its complainant, everything: of what is internal, that it is there, and who has read the case.
    All,
}

impl Whose {
    /// What its complainant asks for.
    #[must_use]
    pub const fn of(all: bool, filed: bool) -> Self {
        match (all, filed) {
            (true, _) => Self::All,
            (_, true) => Self::Receipt,
            _ => Self::Complainant,
        }
    }
}

/// Rows of the access log that a case is given out with.
const ACCESSES_MAX: u32 = 1_000;

/// A case with its timeline.
pub fn case(sql: &impl Sql, rules: &Rules, record: Record, now: i64, whose: Whose) -> SqlResult<Reply> {
    let (staff, all) = (whose == Whose::Staff, whose == Whose::All);
    let now = UnixMillis(now);
    let reference = rules.reference(record.serial);
    let mut entries = store::entries(sql, record.timeline())?;
    let digest = entries.first().and_then(|filed| filed.body.digest.clone()).unwrap_or_default();
    entries.retain(|e| staff || all || entry::is_public(e));
    if all {
        entries.iter_mut().filter(|e| !entry::is_public(e)).for_each(entry::hush);
    }
    let mut accesses = Vec::new();
    if all {
        accesses = access::page(sql, Some(record.serial), None, ACCESSES_MAX, |serial| rules.reference(serial))?.0;
        accesses.iter_mut().for_each(|read| read.token.clear());
    }
    let deliveries = if staff || all {
        let of = |serial| rules.reference(serial);
        outbox::deliveries(sql, &rules.name.to_string(), &outbox::Which::of_case(record.serial), &of)?
    } else {
        Vec::new()
    };
    let (category_names, from) = origin_data(&record)?.map(|d| (d.category, d.from)).unzip();
    let filing = if whose == Whose::Receipt { filing_as_filed(&record)? } else { filing(&record)? };
    let wave = if staff { alike::waves::of_case(sql, record.serial)? } else { None };
    let case = record.case;
    let over = case.is_over();
    Ok(Reply::Case(Box::new(CaseData {
        reference,
        agency: rules.record.id.clone(),
        status: case.status.name().to_owned(),
        outcome: case.outcome.map(|o| o.name().to_owned()),
        received_at: case.received_at.0,
        promised_at: record.promised_at,
        due_at: case.due_at.0,
        overdue: deadline::overdue(case.status, case.due_at, now),
        due_soon: deadline::due_soon(case.status, case.due_at, &rules.agency.deadlines, now),
        digest,
        filing,
        entries,
        actions: match record.erased_at {
            Some(_) => Vec::new(),
            None => case.actions(&rules.agency, now).into_iter().map(|action| action.name().to_owned()).collect(),
        },
        assigned_to: record.assigned_to.filter(|_| staff),
        holder: case.holder.map(|h| h.as_str().to_owned()),
        origin: origin(case.origin.map(|o| o.as_str().to_owned()), record.origin_reference),
        category_names,
        from,
        deliveries,
        wave: wave.map(|wave| rules.reference(wave)),
        linked: if staff { linked(sql, rules, record.serial)? } else { Vec::new() },
        erased_at: record.erased_at,
        accesses,
        settled_at: case.settled_at.filter(|_| over).map(|at| at.0),
    })))
}

fn linked(sql: &impl Sql, rules: &Rules, serial: u32) -> SqlResult<Vec<LinkedCase>> {
    let linked = alike::links(sql, serial)?.into_iter().map(|(other, at, confirmed)| LinkedCase {
        reference: rules.reference(other),
        since: UnixMillis(at).to_rfc3339(),
        confirmed,
    });
    Ok(linked.collect())
}

fn origin(peer: Option<String>, reference: Option<String>) -> Option<Origin> {
    peer.zip(reference).map(|(peer, reference)| Origin { peer, reference })
}

/// Subjects that one search opens at most; its cursor goes on from there.
const SEARCHED_MAX: u32 = 5_000;
/// Rows that a search takes from the store at once.
const SEARCHED_AT_ONCE: u32 = 500;

/// A page of the desk's list.
pub fn list(sql: &impl Sql, vault: &Rc<Vault>, rules: &Rules, query: &ListQuery) -> SqlResult<Reply> {
    let (found, next) = match query.q.as_deref().filter(|q| !q.is_empty()) {
        Some(q) => search(sql, vault, query, q)?,
        None => {
            let mut found = store::list(sql, vault, query, query.before, query.limit + 1)?;
            let more = found.len() > query.limit as usize;
            found.truncate(query.limit as usize);
            let last = found.last().filter(|_| more).map(|(row, _)| row.small(0)).transpose()?;
            (found, last)
        }
    };
    let rows = found.into_iter().map(|listed| case_row(rules, listed, query.now));
    Ok(Reply::Rows { rows: rows.collect::<SqlResult<_>>()?, next })
}

/// Subjects are sealed, so they are opened one by one, newest first.
fn search(sql: &impl Sql, vault: &Rc<Vault>, query: &ListQuery, q: &str) -> SqlResult<(Vec<Listed>, Option<u32>)> {
    let (folded, reference) = (q.to_lowercase(), Reference::parse(q));
    let (mut found, mut before, mut searched) = (Vec::new(), query.before, 0);
    while searched < SEARCHED_MAX {
        let rows = store::list(sql, vault, query, before, SEARCHED_AT_ONCE)?;
        if rows.is_empty() {
            return Ok((found, None));
        }
        for listed in rows {
            searched += 1;
            before = Some(listed.0.small(0)?);
            if store::fits(&listed, &folded, reference.as_ref())? {
                found.push(listed);
                if found.len() >= query.limit as usize {
                    return Ok((found, before));
                }
            }
        }
    }
    Ok((found, before))
}

fn case_row(rules: &Rules, (row, subject): Listed, now: i64) -> SqlResult<CaseRow> {
    let (status, due_at) = (row.read(3, CaseStatus::parse)?, UnixMillis(row.int(6)?));
    Ok(CaseRow {
        reference: rules.reference(row.small(0)?),
        agency: rules.record.id.clone(),
        kind: row.text(1)?,
        category: row.text(2)?,
        subject,
        status: status.name().to_owned(),
        outcome: row.maybe_read(4, Outcome::parse)?.map(|o| o.name().to_owned()),
        received_at: UnixMillis(row.int(5)?).to_rfc3339(),
        due_at: due_at.to_rfc3339(),
        overdue: deadline::overdue(status, due_at, UnixMillis(now)),
        due_soon: deadline::due_soon(status, due_at, &rules.agency.deadlines, UnixMillis(now)),
        assigned_to: row.maybe_text(7)?,
        holder: row.maybe_text(8)?,
        origin: origin(row.maybe_text(9)?, row.maybe_text(10)?),
        erased_at: row.maybe_int(13)?.map(|at| UnixMillis(at).to_rfc3339()),
    })
}
