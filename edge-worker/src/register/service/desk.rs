//! What staff reads, each time with an entry in the access log; and who of them may act.
//!
//! In: who reads what. Out: pages, cases, and the log itself. The entry is written in the transaction of the
//! read, so that nothing is shown whose entry is not on disk. Never: a read without an entry; what was searched
//! for, or a name, in the log.

use super::{Register, Rules, refuse};
use crate::register::access::{self, Seen};
use crate::register::store::{self, Record};
use crate::register::{Act, By, ListQuery, Read, Reader, Reply, view};
use crate::sql::{Sql, SqlResult};
use domain::event::Actor;
use domain::reference::Reference;
use domain::role::{Right, StaffRole};
use wire::problem::ProblemCode;

impl<S: Sql> Register<S> {
    /// A page of the list: one entry, with which filters were set and from which serial to which it went.
    pub(super) fn read_list(&self, rules: &Rules, query: &ListQuery) -> SqlResult<Reply> {
        if query.deliberations {
            return self.list_deliberations(rules, query);
        }
        let reply = view::list(&self.sql, &self.vault()?, rules, query)?;
        if let Reply::Rows { rows, .. } = &reply {
            let serial = |row: Option<&wire::v1::desk::CaseRow>| {
                row.and_then(|row| Reference::parse(&row.reference)).map(|reference| reference.serial())
            };
            let span = serial(rows.first()).zip(serial(rows.last()));
            let shape = access::shape(query);
            let seen = Seen { what: "list", serial: None, detail: (!shape.is_empty()).then_some(&*shape), span };
            self.note(&query.reader, &seen, query.now)?;
        }
        Ok(reply)
    }

    /// A case. A document that is not in it was not read.
    pub(super) fn read_case(
        &self,
        rules: &Rules,
        serial: u32,
        reader: &Reader,
        read: &Read,
        now: i64,
    ) -> SqlResult<Reply> {
        if let Read::Deliberation { document } = read {
            return self.read_deliberation(rules, serial, document.as_deref(), reader, now);
        }
        let Some(record) = self.load(serial)? else {
            return Ok(refuse(ProblemCode::CaseNotFound));
        };
        let reply = view::case(&self.sql, rules, record, now, view::Whose::Staff)?;
        let (what, detail) = match (read, &reply) {
            (Read::Case | Read::Deliberation { .. }, _) => ("case", None),
            (Read::Export, _) => ("export", None),
            (Read::Document { id }, Reply::Case(case)) => {
                let there = case.entries.iter().flat_map(|entry| &entry.body.documents).any(|d| d.id == *id);
                if !there {
                    return Ok(refuse(ProblemCode::NotFound));
                }
                ("document", Some(id.as_str()))
            }
            (Read::Document { .. }, _) => return Ok(refuse(ProblemCode::NotFound)),
        };
        self.note(reader, &Seen { what, serial: Some(serial), detail, span: None }, now)?;
        Ok(reply)
    }

    /// A page of the log; reading it is an entry too.
    pub(super) fn read_accesses(
        &self,
        rules: &Rules,
        serial: Option<u32>,
        before: Option<i64>,
        limit: u32,
        reader: &Reader,
        now: i64,
    ) -> SqlResult<Reply> {
        if serial.is_some_and(|serial| serial > self.memory.borrow().serial) {
            return Ok(refuse(ProblemCode::CaseNotFound));
        }
        let (rows, before) = access::page(&self.sql, serial, before, limit, |serial| rules.reference(serial))?;
        self.note(reader, &Seen { what: "accesses", serial, detail: None, span: None }, now)?;
        Ok(Reply::Accesses { rows, before })
    }

    /// Cases whose category a caseworker has changed, as they were filed. What was erased has nothing to teach.
    pub(super) fn read_corrections(&self, after: u32, limit: u32, reader: &Reader, now: i64) -> SqlResult<Reply> {
        let serials = store::recategorised(&self.sql, after, limit + 1)?;
        let mut corrections = Vec::new();
        for serial in serials.iter().take(limit as usize) {
            let Some(record) = self.load(*serial)?.filter(|record| record.erased_at.is_none()) else { continue };
            corrections.push((*serial, super::filing(&record)?));
        }
        let span = serials.first().zip(serials.iter().take(limit as usize).next_back()).map(|(a, b)| (*b, *a));
        self.note(reader, &Seen { what: "corrections", serial: None, detail: None, span }, now)?;
        let next = (serials.len() > limit as usize).then(|| span.map(|(last, _)| last)).flatten();
        Ok(Reply::Corrections { corrections, next })
    }

    pub(super) fn note(&self, reader: &Reader, seen: &Seen<'_>, now: i64) -> SqlResult<()> {
        access::note(&self.sql, &mut self.recent.borrow_mut(), reader, seen, now)
    }

    /// The case with whoever acts in it, or why they may not.
    pub(super) fn actor(&self, serial: u32, by: By, act: &Act, now: i64) -> SqlResult<Result<(Record, Actor), Reply>> {
        match by {
            By::Complainant { code_hash, tried } => {
                let presented = super::Presented { hash: &code_hash, tried: &tried, now };
                Ok(self.proved(serial, &presented)?.map(|record| (record, Actor::Complainant)))
            }
            By::Caseworker { name, role } => {
                let Some(record) = self.load(serial)? else {
                    return Ok(Err(refuse(ProblemCode::CaseNotFound)));
                };
                let role = StaffRole::parse(&role).filter(|role| role.may(Right::TreatCases));
                let may = role.is_some_and(|role| match act {
                    Act::Assign { .. } => role.may_assign(&name, record.assigned_to.as_deref()),
                    _ => true,
                });
                Ok(if may { Ok((record, Actor::Caseworker { name })) } else { Err(refuse(ProblemCode::Forbidden)) })
            }
        }
    }
}
