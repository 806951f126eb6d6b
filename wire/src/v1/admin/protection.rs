//! An agency's limits against floods, as configured.
//!
//! In: what the operator sends. Out: `domain`'s limits, and every field that is wrong. Never: what they mean.

use super::Check;
use domain::protection::{ProofRule, Protection};
use serde::{Deserialize, Serialize};

/// Limits against floods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ProtectionBody {
    /// `off`, `expected` or `required`.
    pub proof: String,
    /// Filings from one network in an hour.
    pub per_network_per_hour: i64,
    /// Of these, filings without a proof.
    pub unproved_per_network_per_hour: i64,
    /// Filings without a proof in an hour, from everywhere.
    pub unproved_per_hour: i64,
    /// Filings in a minute from which on the work becomes harder.
    pub normal_per_minute: i64,
}

impl Default for ProtectionBody {
    fn default() -> Self {
        let default = Protection::default();
        Self {
            proof: default.proof.name().into(),
            per_network_per_hour: default.per_network_per_hour.into(),
            unproved_per_network_per_hour: default.unproved_per_network_per_hour.into(),
            unproved_per_hour: default.unproved_per_hour.into(),
            normal_per_minute: default.normal_per_minute.into(),
        }
    }
}

impl ProtectionBody {
    pub(super) fn check(&self, check: &mut Check) -> Protection {
        // Nobody is kept out by a nought: `required` and `off` say such things.
        let mut limit = |name: &str, value: i64| {
            check.range(&format!("/protection/{name}"), value, 1, 1_000_000);
            u32::try_from(value).unwrap_or(1)
        };
        let per_network_per_hour = limit("per_network_per_hour", self.per_network_per_hour);
        let unproved_per_network_per_hour = limit("unproved_per_network_per_hour", self.unproved_per_network_per_hour);
        let unproved_per_hour = limit("unproved_per_hour", self.unproved_per_hour);
        let normal_per_minute = limit("normal_per_minute", self.normal_per_minute);
        let proof = check.known("/protection/proof", &self.proof, ProofRule::parse);
        Protection {
            proof: proof.unwrap_or(ProofRule::Expected),
            per_network_per_hour,
            unproved_per_network_per_hour,
            unproved_per_hour,
            normal_per_minute,
        }
    }
}
