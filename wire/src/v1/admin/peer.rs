//! A peer as configured, and peers as a list. In: what the operator sends. Out: every field that is wrong.
//! Never: asks the peer.

use super::address::{is_origin, is_public_https};
use super::{Check, PutPeer};
use domain::agency::Slug;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use serde::{Deserialize, Serialize};

/// A list of peers, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeerList {
    /// By identifier.
    pub peers: std::collections::BTreeMap<String, PutPeer>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl PutPeer {
    /// Whether this can be a peer. `private_hosts`: whether plain HTTP, loopback and private
    /// addresses are allowed, which only the operator can say.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self, id: &str, private_hosts: bool) -> Result<(), Vec<FieldError>> {
        let mut check = Check::default();
        check.read("/id", id, Slug::parse);
        check.read("/node", &self.node, Slug::parse);
        check.read("/agency", &self.agency, Slug::parse);
        check.names("/names", &self.names);
        if self.connector != "exchange" {
            check.add("/connector", Code::UnknownValue);
        }
        let origin = is_origin(&self.url) && (private_hosts || is_public_https(&self.url));
        check.read("/url", &self.url, |_| origin.then_some(()));
        if self.public_keys.is_empty() {
            check.add("/public_keys", Code::Required);
        }
        check.read_all("/public_keys", &self.public_keys, |k| (k.starts_with("whpk_") && k.len() == 49).then_some(()));
        if check.0.is_empty() { Ok(()) } else { Err(check.0) }
    }
}
