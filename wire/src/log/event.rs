//! What of an event the register's chain covers: its hash is the data of its leaf.
//!
//! In: the hash before, and an event's clear fields with the hash of its body. Out: its hash. A body counts by SHA-256
//! over a random salt and the body: nobody can try out bodies, and when one is erased the chain still holds. What is
//! hashed is pinned by a test: changing it makes every register look tampered with.

use super::tree::Hash;
use sha2::{Digest as _, Sha256};

/// The hash before the first event.
pub const GENESIS: Hash = [0; 32];

/// What of an event is covered.
#[derive(Debug, Clone, Copy)]
pub struct Covered<'a> {
    /// The register's name.
    pub register: &'a str,
    /// Its place in the register, from 1.
    pub seq: i64,
    /// The case's number.
    pub serial: u32,
    /// Its place in the case, from 1.
    pub number: u32,
    /// When, in milliseconds since the epoch.
    pub at: i64,
    /// The event's kind.
    pub kind: &'a str,
    /// The case's status after it.
    pub status: &'a str,
    /// Who did it.
    pub role: &'a str,
    /// The peer that told it.
    pub peer: Option<&'a str>,
    /// SHA-256 over the body's salt and the body.
    pub body_hash: &'a Hash,
}

/// The event's hash.
#[must_use]
pub fn hash(before: &Hash, event: &Covered<'_>) -> Hash {
    let mut hasher = Sha256::new();
    let numbers = [event.seq, event.serial.into(), event.number.into(), event.at].map(|n| n.to_string());
    let texts = [event.register, event.kind, event.status, event.role].into_iter();
    let texts = texts.chain(numbers.iter().map(String::as_str)).chain([event.peer.unwrap_or_default()]);
    let parts = std::iter::once(&before[..]).chain(texts.map(str::as_bytes)).chain([&event.body_hash[..]]);
    for part in parts {
        // Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc".
        hasher.update(part.len().to_string());
        hasher.update(b":");
        hasher.update(part);
    }
    hasher.finalize().into()
}
