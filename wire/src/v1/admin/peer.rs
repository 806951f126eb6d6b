//! A peer as configured, and peers as a list. In: what the operator sends. Out: every field that is wrong.
//! Never: asks the peer.

use super::address::{is_origin, is_public_https};
use super::connector::{Connector, EXCHANGE};
use super::{Check, Names};
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

/// The body of `PUT /v1/admin/peers/{peer}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PutPeer {
    /// The peer's own node identifier, as its messages name it. Of `exchange` alone.
    pub node: String,
    /// Where it is reached: scheme and host, without a path.
    pub url: String,
    /// Which connector speaks to it: `exchange` for another node, else a system that is none.
    pub connector: String,
    /// The agency on the peer that takes the cases. Of `exchange` alone.
    pub agency: String,
    /// Its keys, `whpk_` and base64, as its `/.well-known/wasl.json` publishes them. Of `exchange` alone.
    pub public_keys: Vec<String>,
    /// What the connector needs to know besides: texts by name.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub settings: Names,
    /// What both sides prove themselves with. Never given out again; one that is not sent stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Whether there is a secret. Not looked at when it is sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_secret: bool,
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
            connector: EXCHANGE.into(),
            agency: String::new(),
            public_keys: Vec::new(),
            settings: Names::new(),
            secret: None,
            has_secret: false,
            names: Names::new(),
            active: true,
        }
    }
}

impl PutPeer {
    /// Whether this can be a peer. `private_hosts`: whether plain HTTP, loopback and private
    /// addresses are allowed, which only the operator can say. Its secret is looked at where it is known whether there is
    /// one already ([`Connector::check_secret`]).
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self, id: &str, private_hosts: bool) -> Result<(), Vec<FieldError>> {
        let mut check = Check::default();
        check.read("/id", id, Slug::parse);
        check.names("/names", &self.names);
        let origin = is_origin(&self.url) && (private_hosts || is_public_https(&self.url));
        check.read("/url", &self.url, |_| origin.then_some(()));
        let connector = check.known("/connector", &self.connector, Connector::named);
        match connector {
            Some(connector) if connector.name == EXCHANGE => self.check_node(&mut check),
            Some(connector) => self.check_foreign(connector, &mut check),
            None => {}
        }
        if check.0.is_empty() { Ok(()) } else { Err(check.0) }
    }

    fn check_node(&self, check: &mut Check) {
        check.read("/node", &self.node, Slug::parse);
        check.read("/agency", &self.agency, Slug::parse);
        if self.public_keys.is_empty() {
            check.add("/public_keys", Code::Required);
        }
        check.read_all("/public_keys", &self.public_keys, |k| (k.starts_with("whpk_") && k.len() == 49).then_some(()));
        for (name, _) in self.settings.iter() {
            check.add(format!("/settings/{name}"), Code::UnknownField);
        }
    }

    /// A system that is no node has none of what nodes know each other by.
    fn check_foreign(&self, connector: &Connector, check: &mut Check) {
        let given = [
            ("/node", self.node.is_empty()),
            ("/agency", self.agency.is_empty()),
            ("/public_keys", self.public_keys.is_empty()),
        ];
        for (field, _) in given.into_iter().filter(|(_, empty)| !empty) {
            check.add(field, Code::UnknownField);
        }
        connector.check(&self.settings, check);
    }
}
