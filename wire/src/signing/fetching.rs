//! A signed request for a document: what is signed, and how a part of it is asked for and answered.
//!
//! In: who asks whom for which bytes; headers as text. Out: the text that is signed in the place of a body; offsets.
//! Never: a clock, a key.

use crate::exchange::SOURCE_PREFIX;

/// Header that names who asks: `urn:wasl:node:` and the node's identifier, or `urn:wasl:peer:` and the peer's here.
pub const HEADER_SOURCE: &str = "wasl-source";

/// Where a document of a case is fetched, at the node that named it.
#[must_use]
pub fn path(reference: &str, id: &str) -> String {
    format!("/v1/exchange/cases/{reference}/documents/{id}")
}

/// What is signed in the place of a body: the request's line, the range, who asks, and whom. So a request that was
/// overheard fetches nothing else, and nothing from anybody else.
#[must_use]
pub fn signed(path: &str, range: &str, from: &str, to: &str) -> String {
    signed_by(path, range, &format!("{SOURCE_PREFIX}{from}"), to)
}

/// The same, where who asks is named as in [`HEADER_SOURCE`]: also a peer that is no node.
#[must_use]
pub fn signed_by(path: &str, range: &str, source: &str, to: &str) -> String {
    format!("GET {path}\n{range}\n{source}\n{SOURCE_PREFIX}{to}\n")
}

/// `Range` for everything from an offset on (RFC 9110, section 14.2).
#[must_use]
pub fn range(offset: u64) -> String {
    format!("bytes={offset}-")
}

/// Reads such a `Range`; other forms are not answered.
#[must_use]
pub fn offset(range: &str) -> Option<u64> {
    let digits = range.strip_prefix("bytes=")?.strip_suffix('-')?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// `Content-Range` of everything from an offset on.
#[must_use]
pub fn content_range(offset: u64, length: u64) -> String {
    format!("bytes {offset}-{}/{length}", length.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::{NodeKey, verify_message};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use domain::time::UnixMillis;

    #[test]
    fn ranges_read_back() {
        for n in [0, 1, 262_144, u64::MAX] {
            assert_eq!(offset(&range(n)), Some(n));
        }
        for other in ["", "bytes=", "bytes=-5", "bytes=0-9", "bytes=+1-", "bytes=1-,5-", "items=0-", "bytes=0x1-"] {
            assert_eq!(offset(other), None, "{other}");
        }
        assert_eq!(content_range(262_144, 600_000), "bytes 262144-599999/600000");
    }

    #[test]
    fn the_documented_request_for_a_document() {
        let document = include_str!("../../../docs/exchange.md");
        let key = NodeKey::parse(&STANDARD.encode([1; 32])).unwrap();
        let path = path("HAB-26A-000001-Y", "2611h7k2m9q4x8t3v6w1z5b0c2d4e6");
        let text = signed(&path, &range(262_144), "mediator", "agencies");
        let signature = key.sign_message("mediator.7f3a", 1_795_356_309, &text);
        assert!(document.contains(text.trim_end()) && document.contains(&signature), "{text}{signature}");
        let keys = [key.public()];
        let now = UnixMillis(1_795_356_309_120);
        let check = |text: &str| verify_message(&keys, "mediator.7f3a", "1795356309", &signature, text, now);
        assert!(check(&text).is_ok());
        for other in [
            signed(&path, &range(0), "mediator", "agencies"),
            signed(&path, &range(262_144), "mediator", "elsewhere"),
            signed(&path.replace("000001-Y", "000002-Z"), &range(262_144), "mediator", "agencies"),
        ] {
            assert!(check(&other).is_err(), "{other}");
        }
    }
}
