//! The hash chain over a register's events: each carries the hash of the one before.
//!
//! In: the hash before, and an event's columns. Out: its hash. The text that is hashed is pinned by
//! a test: changing it makes every register look tampered with.

use super::EntryBody;
use sha2::{Digest as _, Sha256};

/// The hash before the first event.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What of an event is covered.
#[derive(Debug, Clone, Copy)]
pub struct Covered<'a> {
    pub register: &'a str,
    pub seq: i64,
    pub serial: u32,
    pub number: u32,
    pub at: i64,
    pub kind: &'a str,
    pub status: &'a str,
    pub role: &'a str,
    pub peer: Option<&'a str>,
    pub name: Option<&'a str>,
    /// The body as it is stored.
    pub body: &'a str,
    /// For the filing: the digest of what was filed.
    pub digest: Option<&'a str>,
}

/// The event's hash, in hexadecimal.
#[must_use]
pub fn hash(before: &str, event: &Covered<'_>) -> String {
    let mut hasher = Sha256::new();
    let numbers = [event.seq, event.serial.into(), event.number.into(), event.at].map(|n| n.to_string());
    let texts = [before, event.register, event.kind, event.status, event.role];
    let optional = [event.peer, event.name, Some(event.body), event.digest].map(Option::unwrap_or_default);
    for part in texts.into_iter().chain(numbers.iter().map(String::as_str)).chain(optional) {
        // Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc".
        hasher.update(part.len().to_string());
        hasher.update(b":");
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn sha256(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| DIGITS.get(usize::from(n)).map_or('0', |d| char::from(*d));
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// The stored form of an entry's body.
pub fn body_text(body: &EntryBody) -> Result<String, crate::sql::SqlError> {
    serde_json::to_string(body).map_err(|e| crate::sql::SqlError(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashed_form_is_pinned() {
        let event = Covered {
            register: "HAB-26A",
            seq: 1,
            serial: 1,
            number: 1,
            at: 1_795_356_309_120,
            kind: "filed",
            status: "received",
            role: "complainant",
            peer: None,
            name: None,
            body: "{}",
            digest: Some("ab"),
        };
        assert_eq!(hash(GENESIS, &event), "691dc5d1de0677d8f9c06d7402bb89f2eb636c5920cf61f15024b719ebae00b0");
        assert_ne!(hash(GENESIS, &event), hash(GENESIS, &Covered { at: 1_795_356_309_121, ..event }));
    }
}
