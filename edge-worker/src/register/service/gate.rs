//! Who may file now: `domain`'s guard, the agency's switch, and the proofs that were used.
//!
//! In: a filing that is about to be written. Out: why it is not, or nothing. A used proof is a row, written in
//! the same transaction as the case: a filing that fails gives it back, and a restart does not forget it. What
//! the guard counts is in memory only, with networks as keyed hashes. Never: an address.

use super::complainant::too_many;
use super::{Register, Rules, refuse};
use crate::register::{Brought, Came, Reply};
use crate::sql::{Sql, SqlResult};
use domain::agency::WidgetSwitch;
use domain::guessing::Wait;
use domain::protection::{Arrival, Proof, Verdict};
use domain::time::UnixMillis;
use wire::problem::ProblemCode;
use wire::proof::Solved;

impl<S: Sql> Register<S> {
    /// Why a filing is not taken now; none if it is, and then its proof is used up.
    pub(super) fn kept_out(&self, rules: &Rules, came: &Came, now: i64) -> SqlResult<Option<Reply>> {
        if rules.agency.widget == WidgetSwitch::Off {
            return Ok(Some(refuse(ProblemCode::FilingClosed)));
        }
        let fresh = match &came.proof {
            Brought::Solved(solved) if !self.spent(solved, now)? => Some(solved),
            _ => None,
        };
        let proof = match (&came.proof, fresh) {
            (Brought::Nothing, _) => Proof::Missing,
            (_, None) => Proof::Bad,
            (_, Some(_)) => Proof::Good,
        };
        let (network, app) = (came.network.as_deref(), came.app.as_deref());
        let arrival = Arrival { network, proof, decoy: came.decoy, app };
        let verdict = self.guard.borrow_mut().weigh(&rules.agency.protection, arrival, UnixMillis(now));
        match verdict {
            Verdict::Welcome => fresh.map(|solved| self.spend(solved)).transpose().map(|_| None),
            Verdict::ProofNeeded => Ok(Some(refuse(ProblemCode::ProofNeeded))),
            Verdict::TooMany { retry_after_ms } => {
                Ok(Some(too_many(ProblemCode::TooManyRequests, Wait(retry_after_ms))))
            }
        }
    }

    /// How hard the next challenge is.
    pub(super) fn level(&self, rules: &Rules, now: i64) -> u8 {
        self.guard.borrow().level(&rules.agency.protection, UnixMillis(now))
    }

    fn spent(&self, solved: &Solved, now: i64) -> SqlResult<bool> {
        // It may have ended on its way here.
        if solved.expires_at <= now {
            return Ok(true);
        }
        self.sql.run("DELETE FROM used_proof WHERE expires_at <= ?", &[now.into()])?;
        let params = [solved.expires_at.into(), solved.id.as_str().into()];
        let row = self.sql.first("SELECT 1 FROM used_proof WHERE expires_at = ? AND id = ?", &params)?;
        Ok(row.is_some())
    }

    fn spend(&self, solved: &Solved) -> SqlResult<()> {
        let params = [solved.expires_at.into(), solved.id.as_str().into()];
        self.sql.run("INSERT INTO used_proof (expires_at, id) VALUES (?, ?)", &params).map(|_| ())
    }
}
