//! What is no longer kept, and what it is kept under: erasing a case for real, and new data keys.
//!
//! In: a serial, a time. Out: what was erased, and the documents that went with it (their drawers are another
//! object's). The case's row stays with what figures need; the chain still holds, because it covers bodies by their
//! hashes. Never: an erased case that something still has to be told of.

use super::{Register, refuse};
use crate::register::{Refused, Reply, store};
use crate::sql::{Sql, SqlResult};
use crate::vault::rows;
use std::collections::BTreeSet;
use wire::problem::ProblemCode;

impl<S: Sql> Register<S> {
    /// Erases what was written in a case, with its salt. Asked again it does nothing.
    pub(super) fn erase(&self, serial: u32, now: i64) -> SqlResult<Reply> {
        let Some(record) = self.load(serial)? else {
            return Ok(refuse(ProblemCode::CaseNotFound));
        };
        if record.lock.is_none() {
            return Ok(Reply::Erased { documents: Vec::new() });
        }
        if store::owes(&self.sql, serial)? {
            let refused = Refused::because(ProblemCode::ActionNotPossible);
            return Ok(Reply::Refused(Refused { reason: Some("still_owed".into()), ..refused }));
        }
        let entries = store::entries(&self.sql, &record)?;
        let documents: BTreeSet<String> = entries.into_iter().flat_map(|e| e.body.documents).map(|d| d.id).collect();
        store::erase_case(&self.sql, serial, now)?;
        self.memory.borrow_mut().touched.push(serial);
        Ok(Reply::Erased { documents: documents.into_iter().collect() })
    }

    /// Begins a new data key; what was sealed before goes on opening.
    pub(super) fn new_data_key(&self) -> SqlResult<Reply> {
        let vault = rows::next(&self.sql, &self.node, &*self.vault()?)?;
        let number = vault.current();
        self.memory.borrow_mut().vault = Some(vault);
        Ok(Reply::DataKey(number))
    }
}
