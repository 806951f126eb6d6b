//! Peers as a list. In and out: a shape. Never: rules; those of one peer stand with it.

use super::PutPeer;
use serde::{Deserialize, Serialize};

/// A list of peers, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeerList {
    /// By identifier.
    pub peers: std::collections::BTreeMap<String, PutPeer>,
}
