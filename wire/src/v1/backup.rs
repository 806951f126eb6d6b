//! What an operator sees of a node's stores, and of one that is being restored.

use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/admin/registers`: everything that a backup of the node is made of, besides the directory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoreList {
    /// Cases.
    pub registers: Vec<RegisterRow>,
    /// Documents: the names of their drawers.
    pub drawers: Vec<String>,
}

/// A register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterRow {
    /// Its name: the beginning of its cases' references.
    pub name: String,
    /// Whose it is.
    pub agency: String,
}

/// The answer to `GET` and `POST …/restore`: how far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestoreState {
    /// `none`; `taking` lines; `checking`, once all are there; `used`, once the store is in use.
    pub state: String,
    /// Lines that are on disk.
    pub lines: u64,
    /// Their running digest, in hexadecimal; once all are there, the one of the last line.
    pub digest: String,
    /// Which backup: the digest of its first line.
    pub backup: String,
    /// Of a register: events whose place in the chain was checked.
    pub checked: u64,
}
