//! Cases that are handed on: never in a circle, and back at the desk if nobody takes them.
//!
//! In: where a case is to go; what a peer did not take. Out: a refusal; the case given back to its agency.
//! Never: sending.

use super::{Register, Rules, Told, origin_data, refused};
use crate::register::outbox::{self, Due, Ending};
use crate::register::store::Record;
use crate::register::{Onward, Reply, covers};
use crate::sql::{Sql, SqlResult};
use domain::agency::Slug;
use domain::case::{self, Refusal, path};
use wire::problem::ProblemCode;

impl<S: Sql> Register<S> {
    /// Refuses a step that leads to somebody who has had the case, one too many, or one that no convention covers.
    pub(super) fn stays(rules: &Rules, record: &Record, onward: &Onward) -> SqlResult<Option<Reply>> {
        let way = origin_data(record)?.map(|origin| origin.path).unwrap_or_default();
        let agreed = onward.convention.as_ref().map_or(Ok(()), |convention| {
            covers(convention, &rules.record.id, record.case.kind.name(), &record.category)
        });
        let may = path::goes_on(&way, &onward.here, &onward.there).and(agreed);
        Ok(may.err().map(|reason| Reply::Refused(refused(Refusal::NotPossible(reason)))))
    }

    /// A peer has said that it does not take this case: nothing of it will ever be sent there, the desk has it again, and
    /// the delivery says why.
    pub(super) fn comes_back(&self, rules: &Rules, due: &Due, why: ProblemCode, now: i64) -> SqlResult<()> {
        let end = Ending { serial: due.serial, peer: due.peer.clone(), only: None };
        outbox::discard(&self.sql, &end, why.name(), None, now)?;
        let (Some(record), Some(peer)) = (self.load(due.serial)?, Slug::parse(&due.peer)) else { return Ok(()) };
        self.watch_deadline(rules, &record.case);
        if let Some(decision) = case::take_back(&record.case, &peer) {
            self.apply(rules, record, &decision, &Told { at: now, ..Told::default() })?;
        }
        Ok(())
    }
}
