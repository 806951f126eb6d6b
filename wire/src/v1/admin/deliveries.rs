//! Deliveries by hand: what the operator sends and gets. In and out: shapes. Never: rules.

use serde::{Deserialize, Serialize};

/// The body of `POST /v1/admin/deliveries/{id}/redirect` and of `POST /v1/admin/deliveries/retry`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PeerChoice {
    /// The peer that the case is handed to; or the one whose dead deliveries are tried again.
    pub peer: String,
}

/// Why a delivery is ended: its peer has left for ever, the matter was settled some other way, it should never have been
/// sent.
pub const DISCARD_REASONS: [&str; 3] = ["left", "settled", "mistake"];

/// The answer to `POST /v1/admin/deliveries/{id}/discard` and `POST /v1/admin/peers/{peer}/discard`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discarded {
    /// Of how many cases something was ended. Of a peer there may be more: it is asked again until it is none.
    pub cases: u32,
}

/// The answer to `POST /v1/admin/deliveries/retry`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retried {
    /// How many dead deliveries were put back.
    pub retried: u32,
}
