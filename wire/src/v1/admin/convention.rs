//! A convention as configured and as it stands. In: what the operator sends. Out: every field that is wrong. Never: who.

use super::Check;
use domain::agency::Slug;
use domain::convention::Convention;
use domain::field_error::FieldError;
use domain::status::Kind;
use serde::{Deserialize, Serialize};

/// `PUT /v1/admin/peers/{peer}/convention`: what is exchanged with a peer. What is empty does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ConventionBody {
    /// Agencies of this node whose cases go over, and that take the peer's.
    pub agencies: Vec<String>,
    /// Kinds that go over, either way.
    pub kinds: Vec<String>,
    /// Categories that go over, either way, as whoever hands a case over names them.
    pub categories: Vec<String>,
    /// Whether e-mail, telephone, address and identity card number of who filed, or is represented, stay here.
    pub withhold_contact: bool,
    /// Whether no deliberation is opened, by either side.
    pub no_deliberation: bool,
    /// Whether nothing is exchanged at present, either way: what is owed waits.
    pub suspended: bool,
}

/// `GET /v1/admin/peers/{peer}/convention`: as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConventionSet {
    /// What was set; of a peer without a convention, what counts: everything goes over.
    #[serde(flatten)]
    pub body: ConventionBody,
    /// When it was set last; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_at: Option<String>,
    /// The id of the token that set it; `node` is the node's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<String>,
    /// Since when it is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<String>,
    /// The id of the token that suspended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_by: Option<String>,
}

impl ConventionBody {
    /// The convention that this describes.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self) -> Result<Convention, Vec<FieldError>> {
        let mut check = Check::default();
        let agencies = check.read_all("/agencies", &self.agencies, Slug::parse);
        let kinds = check.read_all("/kinds", &self.kinds, Kind::parse);
        let categories = check.read_all("/categories", &self.categories, Slug::parse);
        let convention = Convention {
            agencies,
            kinds,
            categories,
            no_deliberation: self.no_deliberation,
            suspended: self.suspended,
        };
        if check.0.is_empty() { Ok(convention) } else { Err(check.0) }
    }
}
