//! What is no longer kept, and what it is kept under: erasing a case for real, and new data keys.
//!
//! In: the time, or a serial. Out: what was erased; the documents that must go out of their drawers (another object's)
//! are on record in the same transaction. The case's row stays with what figures need; the chain still holds, because
//! it covers bodies by their hashes. Never: an erased case that is open, or that something still has to be told of.

use super::{Refusal, Register, Rules, refuse, refused};
use crate::register::access::Seen;
use crate::register::{Reader, Reply, alike, expected, retention, store};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::rows;
use domain::case::Reason;
use domain::time::{DAY_MS, UnixMillis};
use wire::problem::ProblemCode;

/// Cases of one wake-up. Then a second's rest: a year's cases at once take minutes, and a filing waits for none of it.
const PASS: u32 = 50;
const REST_MS: i64 = 1_000;
/// How long nothing is tried again where a case could not be erased, in milliseconds.
const PAUSE_MS: i64 = 3_600_000;
/// Documents of one wake-up.
const DOCUMENTS: u32 = 20;

/// What a register has in mind of retention.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// When cases are to be looked at next.
    pub cases_at: Option<i64>,
    /// When they were looked at last: a clock that is earlier has been set back, and what was planned by it means nothing.
    looked_at: Option<i64>,
    documents_at: Option<i64>,
    /// When a drawer is to be told of a document that it must fetch.
    pub expected_at: Option<i64>,
}

impl Plan {
    /// What is in the store, for a register that begins or whose agency has other rules.
    pub(super) fn of(sql: &impl Sql, rules: Option<&Rules>) -> SqlResult<Self> {
        let cases_at = first(sql, rules, i64::MIN)?;
        Ok(Self {
            cases_at,
            looked_at: None,
            documents_at: retention::next_shed(sql)?,
            expected_at: expected::next(sql)?,
        })
    }

    /// When the alarm has to ring for it.
    pub(super) fn next(&self) -> Option<i64> {
        [self.cases_at, self.documents_at, self.expected_at].into_iter().flatten().min()
    }

    fn rests(&self, now: i64) -> bool {
        self.looked_at.is_none_or(|at| at <= now) && self.cases_at.is_none_or(|at| at > now)
    }
}

/// When the first case's time is over, or `floor` if that is later.
fn first(sql: &impl Sql, rules: Option<&Rules>, floor: i64) -> SqlResult<Option<i64>> {
    let Some(keep_ms) = rules.and_then(keep_ms) else { return Ok(None) };
    Ok(retention::first_settled(sql)?.map(|at| floor.max(at + keep_ms + 1)))
}

/// How long a settled case is kept.
pub(super) fn keep_ms(rules: &Rules) -> Option<i64> {
    rules.agency.retention_days.map(|days| i64::from(days) * DAY_MS)
}

impl<S: Sql> Register<S> {
    /// Erases cases whose time is over; what could not be erased comes back.
    ///
    /// # Errors
    /// Storage failed; what was erased before stays so.
    pub fn retain(&self, now: UnixMillis) -> SqlResult<Vec<SqlError>> {
        let mut failed = Vec::new();
        let Some(rules) = self.rules() else { return Ok(failed) };
        let mut plan = self.memory.borrow().retention.clone();
        if !plan.rests(now.0) {
            let floor = self.erase_due(&rules, now.0, &mut failed)?;
            plan.cases_at = first(&self.sql, Some(&rules), floor)?;
            plan.looked_at = Some(now.0);
        }
        plan.documents_at = retention::next_shed(&self.sql)?.map(|at| at.min(now.0 + retention::DRAWER_MS));
        plan.expected_at = expected::next(&self.sql)?.map(|at| at.min(now.0 + retention::DRAWER_MS));
        self.memory.borrow_mut().retention = plan;
        Ok(failed)
    }

    /// Erases a part of what was seen to be over a day ago, and says before when no more is to be done. What has come to its
    /// end since waits for its own day.
    fn erase_due(&self, rules: &Rules, now: i64, failed: &mut Vec<SqlError>) -> SqlResult<i64> {
        let Some(keep_ms) = keep_ms(rules) else { return Ok(i64::MIN) };
        if retention::due(&self.sql, now - keep_ms, 1)?.is_empty() {
            return Ok(i64::MIN);
        }
        if let Some(seen) = retention::seen(&self.sql, now)? {
            let until = seen + retention::PATIENCE_MS;
            if now < until {
                return Ok(until);
            }
            let due = retention::due(&self.sql, seen - keep_ms, PASS)?;
            if !due.is_empty() {
                // One that cannot be read must not keep the others.
                let each = due.into_iter().map(|serial| self.sql.transaction(|| self.erase(serial, now)));
                failed.extend(each.filter_map(Result::err));
                return Ok(now + if failed.is_empty() { REST_MS } else { PAUSE_MS });
            }
        }
        retention::see(&self.sql, now)?;
        Ok(now + retention::PATIENCE_MS)
    }

    /// Documents that must go out of their drawers now.
    ///
    /// # Errors
    /// Storage failed.
    pub fn shed(&self, now: i64) -> SqlResult<Vec<String>> {
        retention::shed(&self.sql, now, DOCUMENTS)
    }

    /// A document is out of its drawer, or could not be reached.
    ///
    /// # Errors
    /// Storage failed.
    pub fn shed_tried(&self, document: &str, gone: bool, now: i64) -> SqlResult<()> {
        retention::tried(&self.sql, document, (!gone).then_some(now + retention::DRAWER_MS))
    }

    /// The same by hand, with an entry in the access log. Asked again it does nothing.
    pub(super) fn erase_by_hand(&self, serial: u32, reader: &Reader, reason: &str, now: i64) -> SqlResult<Reply> {
        let reply = self.erase(serial, now)?;
        if matches!(reply, Reply::Erased { at } if at == now) {
            self.note(reader, &Seen { what: "erase", serial: Some(serial), detail: Some(reason), span: None }, now)?;
            self.memory.borrow_mut().owes = true;
        }
        Ok(reply)
    }

    /// Erases what was written in a case, with its salt.
    fn erase(&self, serial: u32, now: i64) -> SqlResult<Reply> {
        let Some(record) = self.load(serial)? else {
            return Ok(refuse(ProblemCode::CaseNotFound));
        };
        if let Some(at) = record.erased_at {
            return Ok(Reply::Erased { at });
        }
        let reason = match () {
            () if !record.case.is_over() => Some(Reason::StillOpen),
            () if store::owes(&self.sql, serial)? => Some(Reason::StillOwed),
            () => None,
        };
        if let Some(reason) = reason {
            return Ok(Reply::Refused(refused(Refusal::NotPossible(reason))));
        }
        for document in store::entries(&self.sql, record.timeline())?.into_iter().flat_map(|entry| entry.body.documents)
        {
            retention::note(&self.sql, &document.id)?;
            expected::forget(&self.sql, &document.id)?;
        }
        alike::forget(&self.sql, serial)?;
        self.forget_waves();
        store::erase_case(&self.sql, serial, now)?;
        self.memory.borrow_mut().touched.push(serial);
        Ok(Reply::Erased { at: now })
    }

    /// Begins a new data key; what was sealed before goes on opening.
    pub(super) fn new_data_key(&self) -> SqlResult<Reply> {
        let vault = rows::next(&self.sql, &self.node, &*self.vault()?)?;
        let number = vault.current();
        self.memory.borrow_mut().vault = Some(vault);
        Ok(Reply::DataKey(number))
    }
}
