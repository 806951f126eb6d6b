//! What an access code opens, and what becomes of a wrong one.
//!
//! In: a serial and the hash of a code that somebody presented. Out: the case, or a refusal that is the same
//! for a wrong code, a serial that nobody has, a case without a code (a peer's, an erased one) and a register
//! that does not exist: the same statement is run, one row comes back, one comparison is made, and the same
//! counter counts. Never: reading more of a case than its code's hash before the code was right.

use super::{Register, Rules, refuse};
use crate::register::store::{self, Record};
use crate::register::view::{self, Whose};
use crate::register::{By, Command, Refused, Reply, Tried};
use crate::sql::{Sql, SqlResult};
use domain::guessing::Wait;
use domain::time::UnixMillis;
use subtle::ConstantTimeEq as _;
use wire::problem::ProblemCode;

/// Stands for the code's hash of a case that has none: it is the hash of no code.
pub(super) const NO_CODE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A code that somebody presents for a case.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    /// Its keyed hash.
    pub hash: &'a str,
    /// Where, and from where.
    pub tried: &'a Tried,
    pub now: i64,
}

impl<S: Sql> Register<S> {
    pub(super) fn open_case(
        &self,
        rules: &Rules,
        serial: u32,
        presented: &Presented<'_>,
        whose: Whose,
    ) -> SqlResult<Reply> {
        match self.proved(serial, presented)? {
            Ok(record) => view::case(&self.sql, rules, record, presented.now, whose),
            Err(refusal) => Ok(refusal),
        }
    }

    /// The case, if the code is its own.
    pub(super) fn proved(&self, serial: u32, presented: &Presented<'_>) -> SqlResult<Result<Record, Reply>> {
        if let Err(refusal) = self.opens(serial, presented)? {
            return Ok(Err(refusal));
        }
        Ok(self.load(serial)?.ok_or_else(|| refuse(ProblemCode::CaseNotFound)))
    }

    /// Whether a code is this case's own.
    pub(super) fn opens(&self, serial: u32, presented: &Presented<'_>) -> SqlResult<Result<(), Reply>> {
        let Presented { hash, tried, now } = *presented;
        let now = UnixMillis(now);
        let target = format!("{} {serial}", tried.at);
        let network = tried.network.as_ref().map(|network| format!("{} {network}", tried.at));
        if let Err(wait) = self.guesses.borrow().look(&target, network.as_deref(), now) {
            return Ok(Err(too_many(ProblemCode::TooManyAttempts, wait)));
        }
        let stored = store::code_hash(&self.sql, serial)?;
        let same = stored.as_deref().unwrap_or(NO_CODE).as_bytes().ct_eq(hash.as_bytes());
        if bool::from(same) && stored.is_some() {
            return Ok(Ok(()));
        }
        let many = self.guesses.borrow_mut().wrong(&target, network.as_deref(), now);
        Ok(Err(many
            .map_or_else(|wait| too_many(ProblemCode::TooManyAttempts, wait), |()| refuse(ProblemCode::CaseNotFound))))
    }

    /// What a register answers that was never configured: to codes, what any register answers to a wrong one.
    pub(super) fn without_rules(&self, command: Command) -> SqlResult<Reply> {
        let (serial, hash, tried, now) = match command {
            Command::Open { serial, code_hash, now, tried, .. } => (serial, code_hash, tried, now),
            Command::Act { serial, by: By::Complainant { code_hash, tried }, now, .. } => {
                (serial, code_hash, tried, now)
            }
            _ => return Ok(Reply::NeedsAgency),
        };
        let presented = Presented { hash: &hash, tried: &tried, now };
        Ok(self.opens(serial, &presented)?.err().unwrap_or_else(|| refuse(ProblemCode::CaseNotFound)))
    }
}

/// The refusal of somebody who has to wait.
pub(super) fn too_many(code: ProblemCode, wait: Wait) -> Reply {
    let refused = Refused::because(code);
    Reply::Refused(Refused { retry_after_s: Some(wait.seconds()), ..refused })
}
