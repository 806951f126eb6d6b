//! What those who watch are told: of a case, that something was written, never what; of the register, figures.
//!
//! In: a case's serial; the time. Out: how many entries its complainant can see; figures, kept for some
//! seconds. Never: an entry that only staff may see.

use super::{Presented, Register, Rules};
use crate::register::figures::{self, Figures};
use crate::register::{Reply, store};
use crate::sql::{Sql, SqlResult};

/// How long figures are kept, in milliseconds: counting a million cases by status costs some forty of them.
const FIGURES_MS: i64 = 10_000;

impl<S: Sql> Register<S> {
    /// What the register counts of itself.
    pub(super) fn figures(&self, rules: &Rules, now: i64) -> SqlResult<Figures> {
        let kept = self.figures.borrow().clone().filter(|(at, _)| (0..FIGURES_MS).contains(&(now - at)));
        match kept {
            Some((_, figures)) => Ok(figures),
            None => {
                let figures = figures::read(&self.sql, &rules.agency, now)?;
                *self.figures.borrow_mut() = Some((now, figures.clone()));
                Ok(figures)
            }
        }
    }

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

    /// The same, for somebody who proves to be the case's complainant; else the refusal.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn proved_entries(&self, serial: u32, presented: &Presented<'_>) -> SqlResult<Result<usize, Reply>> {
        match self.opens(serial, presented)? {
            Ok(()) => self.public_entries(serial).map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        }
    }
}
