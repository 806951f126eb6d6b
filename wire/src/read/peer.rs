//! A peer, and what is agreed with it. In: bytes. Out: shapes, and every field that is unknown or of the wrong type.

use super::{Malformed, Reading, reading};
use crate::v1::admin::{ConventionBody, PutPeer};

/// The body of a convention.
///
/// # Errors
/// Not a JSON object.
pub fn convention(bytes: &[u8]) -> Result<Reading<ConventionBody>, Malformed> {
    reading(bytes, |f| ConventionBody {
        agencies: f.texts("agencies").unwrap_or_default(),
        kinds: f.texts("kinds").unwrap_or_default(),
        categories: f.texts("categories").unwrap_or_default(),
        withhold_contact: f.truth("withhold_contact").unwrap_or(false),
        no_deliberation: f.truth("no_deliberation").unwrap_or(false),
        suspended: f.truth("suspended").unwrap_or(false),
    })
}

/// The body of a peer's configuration.
///
/// # Errors
/// Not a JSON object.
pub fn put_peer(bytes: &[u8]) -> Result<Reading<PutPeer>, Malformed> {
    let default = PutPeer::default();
    reading(bytes, |f| PutPeer {
        settings: f.names("settings"),
        secret: f.optional("secret"),
        has_secret: f.truth("has_secret").unwrap_or(false),
        node: f.text("node"),
        url: f.text("url"),
        connector: f.optional("connector").unwrap_or_else(|| default.connector.clone()),
        agency: f.text("agency"),
        public_keys: f.texts("public_keys").unwrap_or_default(),
        names: f.names("names"),
        active: f.truth("active").unwrap_or(true),
    })
}
