//! A register that follows others (last year's, the volume before): what may have been filed there is not filed again.
//!
//! In: the names of the agency's registers when this one was begun. Out: for how long, and where, somebody has to look
//! before a filing is new. A key is kept with its case for good; what ends is only the look into other registers.
//! Never: a look by itself; the worker asks them.

use super::Register;
use crate::register::{Reply, store};
use crate::sql::{Sql, SqlError, SqlResult};
use domain::idempotency::OVERLAP_DAYS;
use domain::time::DAY_MS;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wire::json;

/// What a register knows of those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    registers: Vec<String>,
    since: i64,
}

/// What is stored of it.
pub fn read(sql: &impl Sql) -> SqlResult<Option<Rc<Follows>>> {
    let stored = store::meta(sql, "follows")?;
    let read = |text: String| json::read(&text).map_err(|e| SqlError(format!("the registers before: {e}")));
    Ok(stored.map(read).transpose()?.map(Rc::new))
}

impl<S: Sql> Register<S> {
    pub(super) fn follow(&self, registers: Vec<String>, now: i64) -> SqlResult<Reply> {
        // Those that came first stay: a register is begun once.
        if self.memory.borrow().follows.is_none() && !registers.is_empty() {
            let follows = Follows { registers, since: now };
            let text = serde_json::to_string(&follows).map_err(|e| SqlError(e.to_string()))?;
            store::set_meta(&self.sql, "follows", &text)?;
            self.memory.borrow_mut().follows = Some(Rc::new(follows));
        }
        Ok(Reply::Ok)
    }

    /// Where to look before something is new; for a filing (at a moment) only while this register is young.
    pub(super) fn follows(&self, filed_at: Option<i64>) -> Option<Vec<String>> {
        let memory = self.memory.borrow();
        let follows = memory.follows.as_ref()?;
        let young = |now: i64| now - follows.since < OVERLAP_DAYS * DAY_MS;
        filed_at.is_none_or(young).then(|| follows.registers.clone())
    }
}
