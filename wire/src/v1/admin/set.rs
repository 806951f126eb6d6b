//! What the node keeps of an agency, in a form that can be sent back as it is.

use super::PutAgency;
use serde::{Deserialize, Serialize};

/// The answer to `GET` and `PUT /v1/admin/agencies/{agency}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgencySet {
    /// The agency's identifier; `PUT` takes it from the path.
    pub id: String,
    /// Grows with every change; `PUT` does not look at it.
    pub version: i64,
    /// What the operator set.
    #[serde(flatten)]
    pub body: PutAgency,
}

/// The answer to `GET /v1/admin/agencies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "AgencySetList"))]
pub struct AgencyList {
    /// By identifier.
    pub agencies: Vec<AgencySet>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
