//! Deadlines at a register: what the alarm writes, and when it must ring for it.
//!
//! In: the time. Out: entries in timelines, each in its own transaction, once for each deadline: a restart, a clock
//! that jumps, or years of absence find in the row what was written. Never: more than a part at once.

use super::{Register, Rules, Told, keep};
use crate::register::{Reply, reminders, store};
use crate::sql::{Sql, SqlResult};
use domain::case::{self, Case, Notice};
use domain::time::{DAY_MS, UnixMillis};

/// Cases of one wake-up: about forty milliseconds of work, and one commit. The rest follows in the next one.
const PASS: u32 = 200;
/// How long nothing is tried again where a whole part could not be written, in milliseconds.
const PAUSE_MS: i64 = 3_600_000;

/// When the next deadline asks for something.
pub(super) fn next(sql: &impl Sql, rules: Option<&Rules>) -> SqlResult<Option<i64>> {
    rules.map_or(Ok(None), |rules| reminders::next_wake(sql, remind_ms(rules)))
}

fn remind_ms(rules: &Rules) -> i64 {
    i64::from(rules.agency.deadlines.remind_days) * DAY_MS
}

impl<S: Sql> Register<S> {
    /// When the time asks for something next: a deadline, or what is to be erased.
    pub fn lapse_at(&self) -> Option<i64> {
        let memory = self.memory.borrow();
        [memory.lapse_at, memory.retention.next()].into_iter().flatten().min()
    }

    /// Writes what the time asks for, and returns when it will ask for more: at once, if there is more than one part.
    ///
    /// # Errors
    /// Storage failed; what was written before stays, and is not written again.
    pub fn lapse(&self, now: UnixMillis) -> SqlResult<Option<i64>> {
        let Some(rules) = self.rules() else {
            return Ok(None);
        };
        let due = reminders::due(&self.sql, now.0, remind_ms(&rules), PASS)?;
        let mut written = due.is_empty();
        for serial in due {
            let before = self.memory.borrow().clone();
            let result = self.sql.transaction(|| self.lapse_of(&rules, serial, now));
            if result.is_err() {
                *self.memory.borrow_mut() = before;
            }
            written |= result?;
        }
        // What cannot be written must not ring without end.
        let floor = if written { i64::MIN } else { now.0 + PAUSE_MS };
        let next = next(&self.sql, Some(&rules))?.map(|at| at.max(floor));
        self.memory.borrow_mut().lapse_at = next;
        Ok(next)
    }

    fn lapse_of(&self, rules: &Rules, serial: u32, now: UnixMillis) -> SqlResult<bool> {
        let Some(record) = store::load_case(&self.sql, &self.vault()?, serial)? else {
            return Ok(false);
        };
        match case::lapse(&record.case, &rules.agency, now) {
            Some(decision) => {
                let told = Told { at: now.0, ..Told::default() };
                let reply = self.apply(rules, record, &decision, &told)?;
                Ok(!matches!(reply, Reply::Refused(_)))
            }
            None => Ok(false),
        }
    }

    /// Notes a moment that may come before all others. Memory only: the row is written already.
    pub(super) fn watch_deadline(&self, rules: &Rules, case: &Case) {
        let mut memory = self.memory.borrow_mut();
        let earlier = |at: &mut Option<i64>, other: i64| *at = Some(at.map_or(other, |at| at.min(other)));
        match (case.settled_at, case.noticed) {
            (Some(settled_at), _) => {
                if let Some(keep_ms) = keep::keep_ms(rules) {
                    earlier(&mut memory.retention.cases_at, settled_at.0 + keep_ms + 1);
                }
            }
            (None, Notice::Nothing) => earlier(&mut memory.lapse_at, case.due_at.0 - remind_ms(rules)),
            (None, Notice::Reminded) => earlier(&mut memory.lapse_at, case.due_at.0 + 1),
            (None, Notice::Overdue) => {}
        }
    }
}
