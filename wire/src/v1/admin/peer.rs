//! A peer as configured, and peers as a list. In: what the operator sends. Out: every field that is wrong.
//! Never: asks the peer.

use super::address::{is_origin, is_public_https};
use super::{Check, Names};
use domain::agency::Slug;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use serde::{Deserialize, Serialize};

/// The body of `PUT /v1/admin/peers/{peer}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PutPeer {
    /// The peer's own node identifier, as its messages name it.
    pub node: String,
    /// Where it is reached: scheme and host, without a path.
    pub url: String,
    /// Which connector speaks to it: `exchange`.
    pub connector: String,
    /// The agency on the peer that takes the cases.
    pub agency: String,
    /// Its keys, `whpk_` and base64, as its `/.well-known/wasl.json` publishes them.
    pub public_keys: Vec<String>,
    /// What people read, by language.
    pub names: Names,
    /// Whether anything is exchanged with it.
    pub active: bool,
}

impl Default for PutPeer {
    fn default() -> Self {
        Self {
            node: String::new(),
            url: String::new(),
            connector: "exchange".into(),
            agency: String::new(),
            public_keys: Vec::new(),
            names: Names::new(),
            active: true,
        }
    }
}

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
