//! Keyed hashes and derived secrets. In: the node's hash key and texts. Out: hashes in hexadecimal,
//! access codes. Never: keeping a secret, or comparing secrets other than in constant time.

use crate::register::chain::hex;
use domain::access::AccessCode;
use domain::document::DocumentId;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// What a keyed hash is for: the same text under another purpose gives another hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Deriving a case's access code.
    AccessCode,
    /// The stored form of an access code.
    CodeHash,
    /// The stored form of a staff token.
    TokenHash,
    /// The check in a document's id.
    DocumentId,
    /// What stands for a network while filings from it are counted.
    Network,
    /// Deriving a staff token.
    Token,
    /// What tells one key from another.
    KeyMark,
}

fn keyed(key: &[u8], purpose: Purpose, parts: &[&str]) -> [u8; 32] {
    let label = match purpose {
        Purpose::AccessCode => "wasl access code v1",
        Purpose::CodeHash => "wasl code hash v1",
        Purpose::TokenHash => "wasl token hash v1",
        Purpose::DocumentId => "wasl document id v1",
        Purpose::Network => "wasl network v1",
        Purpose::Token => "wasl staff token v1",
        Purpose::KeyMark => "wasl key mark v1",
    };
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in std::iter::once(&label).chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

/// The access code of a filing: the same filing under the same idempotency key has the same code, so
/// that a lost answer can be given again although only the code's hash is stored.
#[must_use]
pub fn access_code(key: &[u8], agency: &str, idempotency_key: &str, digest: &str) -> AccessCode {
    let [a, b, c, d, e, f, g, h, i, j, ..] = keyed(key, Purpose::AccessCode, &[agency, idempotency_key, digest]);
    AccessCode::from_random([a, b, c, d, e, f, g, h, i, j])
}

/// The stored form of an access code.
#[must_use]
pub fn code_hash(key: &[u8], code: &AccessCode) -> String {
    hex(&keyed(key, Purpose::CodeHash, &[code.as_str()]))
}

/// A staff token and its id, as bytes: the same caller has the same under the same idempotency key, so that a lost answer
/// can be given again although only the token's hash is stored.
#[must_use]
pub fn staff_token(key: &[u8], caller: &str, idempotency_key: &str) -> [u8; 32] {
    keyed(key, Purpose::Token, &[caller, idempotency_key])
}

/// The stored form of a staff token.
#[must_use]
pub fn token_hash(key: &[u8], token: &str) -> String {
    hex(&keyed(key, Purpose::TokenHash, &[token]))
}

/// An id for a document of an agency, and only of that agency.
#[must_use]
pub fn document_id(key: &[u8], agency_code: &str, stem: &str) -> Option<DocumentId> {
    let [a, b, c, d, e, ..] = keyed(key, Purpose::DocumentId, &[agency_code, stem]);
    DocumentId::checked(stem, [a, b, c, d, e])
}

/// Reads a document's id, if this node gave it out for this agency. One that was made up is never looked up.
#[must_use]
pub fn known_document_id(key: &[u8], agency_code: &str, text: &str) -> Option<DocumentId> {
    let id = DocumentId::parse(text)?;
    let given = document_id(key, agency_code, id.unchecked())?;
    bool::from(given.as_str().as_bytes().ct_eq(id.as_str().as_bytes())).then_some(id)
}

/// What stands for a network while filings from it are counted: nobody without the key can tell whose it is.
#[must_use]
pub fn network(key: &[u8], network: &str) -> String {
    hex(&keyed(key, Purpose::Network, &[network]))
}

/// What tells this key from another, and tells nothing of it.
#[must_use]
pub fn key_mark(key: &[u8]) -> String {
    hex(&keyed(key, Purpose::KeyMark, &[]))
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
#[must_use]
pub fn same(key: &[u8], a: &str, b: &str) -> bool {
    bool::from(keyed(key, Purpose::TokenHash, &[a]).ct_eq(&keyed(key, Purpose::TokenHash, &[b])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_belongs_to_one_filing_on_one_node() {
        let code = |key: &[u8], agency, k, digest| access_code(key, agency, k, digest).to_string();
        let first = code(b"k1", "mhab", "key-0001", "d1");
        assert_eq!(first, code(b"k1", "mhab", "key-0001", "d1"));
        for other in [
            code(b"k2", "mhab", "key-0001", "d1"),
            code(b"k1", "tizi", "key-0001", "d1"),
            code(b"k1", "mhab", "key-0002", "d1"),
            code(b"k1", "mhab", "key-0001", "d2"),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn an_id_of_a_document_cannot_be_made_up_nor_moved() {
        let id = document_id(b"k", "HAB", "2611zzzzzzzzzzzzzzzzzz").unwrap();
        assert_eq!(known_document_id(b"k", "HAB", id.as_str()), Some(id.clone()));
        assert_eq!(known_document_id(b"k", "TIZ", id.as_str()), None);
        assert_eq!(known_document_id(b"other", "HAB", id.as_str()), None);
        assert_eq!(known_document_id(b"k", "HAB", "2611zzzzzzzzzzzzzzzzzz00000000"), None);
    }

    #[test]
    fn hashes_have_a_purpose() {
        let code = AccessCode::from_random([7; 10]);
        assert_ne!(code_hash(b"k", &code), token_hash(b"k", code.as_str()));
        assert!(same(b"k", "abc", "abc"));
        assert!(!same(b"k", "abc", "abd"));
    }
}
