//! What those who watch a case are told: that something was written, never what.
//!
//! In: a case's serial. Out: how many entries its complainant can see. Never: an entry that only staff may see.

use super::Register;
use crate::register::store;
use crate::sql::{Sql, SqlResult};

impl<S: Sql> Register<S> {
    /// The cases that got a new event, each once; asked again, only those since.
    pub fn touched(&self) -> Vec<u32> {
        let mut serials = std::mem::take(&mut self.memory.borrow_mut().touched);
        serials.sort_unstable();
        serials.dedup();
        serials
    }

    /// How many entries of a case its complainant can see.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn public_entries(&self, serial: u32) -> SqlResult<usize> {
        store::public_entries(&self.sql, serial)
    }

    /// The same, for somebody who proves to be the case's complainant.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn proved_entries(&self, serial: u32, code_hash: &str) -> SqlResult<Option<usize>> {
        self.proved(serial, code_hash)?.map(|_| self.public_entries(serial)).transpose()
    }
}
