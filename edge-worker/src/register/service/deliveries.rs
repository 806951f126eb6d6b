//! Deliveries by hand: tried again, alone or all of a peer, redirected to another peer, or ended for good.
//!
//! In: a delivery's id or a peer. Out: a reply. What is redirected is handed over anew, with everything that has
//! happened so far: the new peer knows nothing of the case. Never: sending.

use super::{Register, Rules, Told, refuse, refused};
use crate::register::access::Seen;
use crate::register::outbox::Ending;
use crate::register::{Onward, Reader, Reply, outbox};
use crate::sql::{Sql, SqlResult};
use domain::agency::Slug;
use domain::case;
use wire::problem::ProblemCode;

impl<S: Sql> Register<S> {
    pub(super) fn retry(&self, rules: &Rules, delivery: &str, now: i64) -> SqlResult<Reply> {
        let number = outbox::delivery_number(&rules.name.to_string(), delivery);
        let done = number.map(|n| outbox::retry(&self.sql, n, now)).transpose()?.unwrap_or(false);
        self.memory.borrow_mut().owes |= done;
        Ok(if done { Reply::Ok } else { refuse(ProblemCode::NotFound) })
    }

    pub(super) fn retry_all(&self, peer: &str, now: i64) -> SqlResult<Reply> {
        let count = outbox::retry_all(&self.sql, peer, now)?;
        // Who retries by hand knows that the peer is there.
        let was_away = outbox::peer_is_there(&self.sql, peer)?;
        self.memory.borrow_mut().owes |= count > 0 || was_away;
        Ok(Reply::Count(u32::try_from(count).unwrap_or(u32::MAX)))
    }

    pub(super) fn redirect(
        &self,
        rules: &Rules,
        delivery: &str,
        to: &str,
        onward: &Onward,
        now: i64,
    ) -> SqlResult<Reply> {
        let number = outbox::delivery_number(&rules.name.to_string(), delivery);
        let dead = number.map(|n| outbox::dead(&self.sql, n)).transpose()?.flatten();
        let Some((serial, from)) = dead else {
            return Ok(refuse(ProblemCode::NotFound));
        };
        let (record, from, to) = (self.load(serial)?, Slug::parse(&from), Slug::parse(to));
        let (Some(record), Some(from), Some(to)) = (record, from, to) else {
            return Ok(refuse(ProblemCode::NotFound));
        };
        if let Some(refusal) = Self::stays(rules, &record, onward)? {
            return Ok(refusal);
        }
        match case::hand_on(&record.case, &from, &to) {
            Err(refusal) => Ok(Reply::Refused(refused(refusal))),
            Ok(decision) => {
                let done = self.apply(rules, record, &decision, &Told { at: now, ..Told::default() })?;
                if let Reply::Done { .. } = done {
                    outbox::give_over(&self.sql, serial, from.as_str())?;
                    return Ok(Reply::Ok);
                }
                Ok(done)
            }
        }
    }

    pub(super) fn discard(&self, rules: &Rules, delivery: &str, why: &str, by: &Reader, now: i64) -> SqlResult<Reply> {
        let number = outbox::delivery_number(&rules.name.to_string(), delivery);
        let ends = number.map_or(Ok(Vec::new()), |number| outbox::dead_end(&self.sql, number))?;
        self.end(rules, &ends, why, by, now)
    }

    pub(super) fn discard_all(&self, rules: &Rules, peer: &str, why: &str, by: &Reader, now: i64) -> SqlResult<Reply> {
        self.end(rules, &outbox::with_peer(&self.sql, peer)?, why, by, now)
    }

    /// Ends what will never be sent. Says of how many cases.
    fn end(&self, rules: &Rules, ends: &[Ending], why: &str, by: &Reader, now: i64) -> SqlResult<Reply> {
        for end in ends {
            outbox::discard(&self.sql, end, why, Some(&by.token), now)?;
            self.note(by, &Seen { what: "discard", serial: Some(end.serial), detail: Some(why), span: None }, now)?;
            let (Some(record), Some(peer)) = (self.load(end.serial)?, Slug::parse(&end.peer)) else { continue };
            self.watch_deadline(rules, &record.case);
            if let (None, Some(decision)) = (end.only, case::take_back(&record.case, &peer)) {
                self.apply(rules, record, &decision, &Told { at: now, ..Told::default() })?;
            }
        }
        self.memory.borrow_mut().owes |= !ends.is_empty();
        Ok(Reply::Count(u32::try_from(ends.len()).unwrap_or(u32::MAX)))
    }
}
