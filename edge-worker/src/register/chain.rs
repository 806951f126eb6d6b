//! The hash chain over a register's events: each carries the hash of the one before.
//!
//! In: the hash before, and an event's clear columns with the hash of its body. Out: its hash. A body counts by
//! SHA-256 over a random salt that is sealed with it: nobody can try out bodies, and when one is erased the chain
//! still holds. What is hashed is pinned by a test: changing it makes every register look tampered with.

use super::EntryBody;
use crate::log;
use crate::sql::{SqlError, SqlResult};
use crate::vault::{SALT_BYTES, random};
use sha2::{Digest as _, Sha256};
use wire::json;

// What is hashed, and how: the same code as the checker's, who recomputes it.
pub use wire::log::event::{Covered, GENESIS, hash};
pub use wire::log::tree::Hash;

/// The plain form of an entry's body: a random salt, and the body as JSON. This is what is sealed.
///
/// # Errors
/// No randomness.
pub fn salted_body(body: &EntryBody) -> SqlResult<Vec<u8>> {
    let salt: [u8; SALT_BYTES] = random()?;
    let mut text = salt.to_vec();
    serde_json::to_writer(&mut text, body).map_err(|e| SqlError(e.to_string()))?;
    Ok(text)
}

/// An entry's body out of its plain form.
///
/// # Errors
/// It is not what [`salted_body`] made.
pub fn read_body(salted: &[u8]) -> SqlResult<EntryBody> {
    let body = salted.get(SALT_BYTES..).unwrap_or_default();
    json::read_bytes(body).map_err(|e| SqlError(log::unreadable("an event's body", &e)))
}

/// The hash of a body in its plain form, with its salt.
#[must_use]
pub fn body_hash(salted: &[u8]) -> Hash {
    Sha256::digest(salted).into()
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

#[cfg(test)]
mod tests {
    use super::*;

    // What a hash covers besides the body is pinned where the checker has it from: `wire::log`.
    #[test]
    fn the_hashed_form_of_a_body_is_pinned() {
        let salted = [&[7; SALT_BYTES][..], br#"{"digest":"ab"}"#].concat();
        assert_eq!(read_body(&salted).unwrap().digest.as_deref(), Some("ab"));
        assert_eq!(hex(&body_hash(&salted)), "24ad6b1065d4fcb410e081fb1c465d6791255df583a6bae131e7cc6033652d12");
    }

    #[test]
    fn the_same_body_never_has_the_same_hash() {
        let hash = || body_hash(&salted_body(&EntryBody::default()).unwrap());
        assert_ne!(hash(), hash());
    }
}
