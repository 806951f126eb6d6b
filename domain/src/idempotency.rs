//! What to do with a request whose idempotency key may have been seen before.
//!
//! Source: the IETF draft "The Idempotency-Key HTTP Header Field". In: what is stored under the
//! key, and the fingerprint of this request. Out: do it, repeat the answer, or refuse.

/// The most characters a key may have.
pub const KEY_MAX: usize = 128;

/// For so many days after a register was begun, a filing's key is also looked for in the registers before it: in a new
/// year or volume a request that was answered, or lost its answer, in the old one is not filed again. Within one
/// register a key is kept for good, with its case.
pub const OVERLAP_DAYS: i64 = 30;

/// A SHA-256 over the request's meaning.
pub type Fingerprint = [u8; 32];

/// What a repeated key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// The key was never used: do it.
    First,
    /// The same request again: give the same answer again.
    Same,
    /// The key was used for another request: refuse.
    Different,
}

/// Compares a request with what is stored under its key.
#[must_use]
pub fn judge(stored: Option<&Fingerprint>, request: &Fingerprint) -> Repeat {
    match stored {
        None => Repeat::First,
        Some(old) if old == request => Repeat::Same,
        Some(_) => Repeat::Different,
    }
}

/// Whether a text can be a key: 8 to 128 visible ASCII characters.
#[must_use]
pub fn is_key(text: &str) -> bool {
    (8..=KEY_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_one_request() {
        assert_eq!(judge(None, &[1; 32]), Repeat::First);
        assert_eq!(judge(Some(&[1; 32]), &[1; 32]), Repeat::Same);
        assert_eq!(judge(Some(&[1; 32]), &[2; 32]), Repeat::Different);
    }

    #[test]
    fn keys_are_long_enough_and_printable() {
        assert!(is_key("4f9c2a1e-77b0"));
        assert!(!is_key("short"));
        assert!(!is_key("with a space"));
        assert!(!is_key("وصلوصلوصل"));
        assert!(!is_key(&"x".repeat(129)));
    }
}
