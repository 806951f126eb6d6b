//! Signatures: Standard Webhooks with asymmetric keys (`v1a`, Ed25519) and receipts.
//!
//! In: keys as bytes or text, times as values. Out: signatures, or why one is not good.
//! Never: a clock; printing a secret key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::time::UnixMillis;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

pub mod fetching;
pub mod ring;
pub mod shared;

/// Header with the message's id.
pub const HEADER_ID: &str = "webhook-id";
/// Header with the attempt's time, in seconds since the epoch.
pub const HEADER_TIMESTAMP: &str = "webhook-timestamp";
/// Header with the signatures, separated by spaces.
pub const HEADER_SIGNATURE: &str = "webhook-signature";
/// How far a timestamp may be away: five minutes.
pub const TOLERANCE_MS: i64 = 300_000;

/// A node's secret key.
#[derive(Clone)]
pub struct NodeKey(SigningKey);

/// A node's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodePublicKey(VerifyingKey);

/// Why a signed message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// A header is missing or not what it should be.
    #[error("a signature header is missing or malformed")]
    Malformed,
    /// The timestamp is further than five minutes away.
    #[error("the timestamp is too far away")]
    Stale,
    /// No signature fits any of the sender's keys.
    #[error("no signature fits")]
    Wrong,
}

impl NodeKey {
    /// The key of a 32-byte seed in base64.
    #[must_use]
    pub fn parse(base64: &str) -> Option<Self> {
        let seed: [u8; 32] = STANDARD.decode(base64.trim()).ok()?.try_into().ok()?;
        Some(Self(SigningKey::from_bytes(&seed)))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> NodePublicKey {
        NodePublicKey(self.0.verifying_key())
    }

    /// Signs a text; base64.
    #[must_use]
    pub fn sign(&self, text: &[u8]) -> String {
        STANDARD.encode(self.0.sign(text).to_bytes())
    }

    /// Signs a text; 64 bytes.
    #[must_use]
    pub fn signature(&self, text: &[u8]) -> [u8; 64] {
        self.0.sign(text).to_bytes()
    }

    /// The `webhook-signature` of a message.
    #[must_use]
    pub fn sign_message(&self, id: &str, timestamp_s: i64, body: &str) -> String {
        format!("v1a,{}", self.sign(signed_content(id, timestamp_s, body).as_bytes()))
    }
}

impl std::fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NodeKey(…)")
    }
}

impl NodePublicKey {
    /// Reads `whpk_` and base64.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = STANDARD.decode(text.strip_prefix("whpk_")?).ok()?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().map(Self)
    }

    /// `whpk_` and base64.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("whpk_{}", STANDARD.encode(self.0.as_bytes()))
    }

    /// A short name for the key: the first 8 bytes of its SHA-256, in hexadecimal.
    #[must_use]
    pub fn id(&self) -> String {
        Sha256::digest(self.0.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
    }

    /// The key itself: 32 bytes (RFC 8032).
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether a signature of 64 bytes is this key's over a text. Strict: no malleable signature passes.
    #[must_use]
    pub fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let bytes = <[u8; 64]>::try_from(signature);
        bytes.is_ok_and(|b| self.0.verify_strict(text, &Signature::from_bytes(&b)).is_ok())
    }

    /// Whether a base64 signature is this key's over a text. Strict: no malleable signature passes.
    #[must_use]
    pub fn verify(&self, text: &[u8], signature: &str) -> bool {
        STANDARD.decode(signature).is_ok_and(|bytes| self.has_signed(text, &bytes))
    }
}

fn signed_content(id: &str, timestamp_s: i64, body: &str) -> String {
    format!("{id}.{timestamp_s}.{body}")
}

/// What was signed, if its headers can be a message's and it is not old.
fn content_of(
    id: &str,
    timestamp: &str,
    signatures: &str,
    body: &str,
    now: UnixMillis,
) -> Result<String, SignatureError> {
    let timestamp_s: i64 = timestamp.parse().map_err(|_| SignatureError::Malformed)?;
    if id.is_empty() || signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let away = timestamp_s.checked_mul(1000).and_then(|t| t.checked_sub(now.0)).ok_or(SignatureError::Malformed)?;
    if away.checked_abs().is_none_or(|ms| ms > TOLERANCE_MS) {
        return Err(SignatureError::Stale);
    }
    Ok(signed_content(id, timestamp_s, body))
}

/// Checks a message's headers against the sender's keys; several signatures and keys serve rotation.
///
/// # Errors
/// Malformed headers, a stale timestamp, or no fitting signature.
pub fn verify_message(
    keys: &[NodePublicKey],
    id: &str,
    timestamp: &str,
    signatures: &str,
    body: &str,
    now: UnixMillis,
) -> Result<(), SignatureError> {
    let content = content_of(id, timestamp, signatures, body, now)?;
    if has_signed(keys, &content, signatures) { Ok(()) } else { Err(SignatureError::Wrong) }
}

/// Whether one of these keys has signed a message, whenever that was: for what is kept.
#[must_use]
pub fn is_signed(keys: &[NodePublicKey], id: &str, timestamp: &str, signatures: &str, body: &str) -> bool {
    let signed = |timestamp_s| has_signed(keys, &signed_content(id, timestamp_s, body), signatures);
    timestamp.parse().is_ok_and(signed)
}

fn has_signed(keys: &[NodePublicKey], content: &str, signatures: &str) -> bool {
    let mut given = signatures.split(' ').filter_map(|s| s.strip_prefix("v1a,"));
    given.any(|signature| keys.iter().any(|key| key.verify(content.as_bytes(), signature)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);
    const NOW_S: i64 = 1_795_356_309;

    fn key(byte: u8) -> NodeKey {
        NodeKey::parse(&STANDARD.encode([byte; 32])).unwrap()
    }

    #[test]
    fn a_pinned_vector() {
        // Ed25519 is deterministic: the same seed, id, time and body give this text for ever.
        let signature = key(1).sign_message("HAB-26A.17", NOW_S, r#"{"a":1}"#);
        assert_eq!(key(1).public().to_text(), "whpk_iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=");
        let keys = [key(1).public()];
        assert_eq!(verify_message(&keys, "HAB-26A.17", "1795356309", &signature, r#"{"a":1}"#, NOW), Ok(()));
    }

    #[test]
    fn the_documented_vector() {
        let document = include_str!("../../docs/exchange.md");
        let body = document.lines().find(|line| line.starts_with("{\"specversion\"")).unwrap();
        let signature = key(1).sign_message("MED-26A.3", NOW_S, body);
        assert!(document.contains(&signature) && document.contains(&key(1).public().to_text()));
    }

    #[test]
    fn the_documented_acknowledgement() {
        let document = include_str!("../../docs/exchange.md");
        let message = document.lines().find(|line| line.starts_with("{\"specversion\"")).unwrap();
        let digest: String = Sha256::digest(message).iter().map(|b| format!("{b:02x}")).collect();
        let taken = format!(
            r#"{{"taken":[{{"id":"MED-26A.3","reference":"HAB-26A-000001-Y","repeated":false}}],"digest":"{digest}"}}"#
        );
        let signature = key(1).sign_message("MED-26A.3", NOW_S, &taken);
        assert!(document.contains(&taken), "{taken}");
        assert!(document.contains(&signature), "{signature}");
        let kept = crate::exchange::Acknowledgement {
            id: "MED-26A.3".into(),
            timestamp: NOW_S.to_string(),
            signature,
            body: taken,
        };
        let keys = [key(1).public()];
        assert_eq!(kept.proves(&keys, "MED-26A.3", Some(&digest)).unwrap().taken[0].reference, "HAB-26A-000001-Y");
        assert!(kept.proves(&keys, "MED-26A.3", None).is_some());
        for (keys, id, digest) in [
            ([key(2).public()], "MED-26A.3", digest.as_str()),
            (keys.clone(), "MED-26A.4", &digest),
            (keys.clone(), "MED-26A.3", &"0".repeat(64)),
        ] {
            assert_eq!(kept.proves(&keys, id, Some(digest)), None);
        }
        let changed = kept.body.replace("000001-Y", "000002-X");
        assert_eq!(crate::exchange::Acknowledgement { body: changed, ..kept }.proves(&keys, "MED-26A.3", None), None);
    }

    #[test]
    fn the_documented_deliberation() {
        let document = include_str!("../../docs/exchange.md");
        let body = document.lines().find(|line| line.contains("wasl.deliberation.opened\"")).unwrap();
        let event: crate::exchange::CloudEvent = crate::json::read(body).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), body);
        assert_eq!(crate::exchange::event_kind(&event.kind), "deliberation.opened");
        let told = event.data.event.unwrap();
        for reference in [&event.data.reference, &told.shared[0]] {
            assert!(domain::reference::Reference::parse(reference).is_some(), "{reference}");
        }
        let signature = key(1).sign_message(&event.id, NOW_S, body);
        assert!(document.contains(&signature), "{signature}");
        verify_message(&[key(1).public()], "MED-26A.4", "1795356309", &signature, body, NOW).unwrap();
    }

    #[test]
    fn what_was_changed_is_refused() {
        let signature = key(1).sign_message("id-1", NOW_S, "body");
        let keys = [key(1).public()];
        let check = |id: &str, time: &str, s: &str, body: &str| verify_message(&keys, id, time, s, body, NOW);
        assert_eq!(check("id-2", "1795356309", &signature, "body"), Err(SignatureError::Wrong));
        assert_eq!(check("id-1", "1795356310", &signature, "body"), Err(SignatureError::Wrong));
        assert_eq!(check("id-1", "1795356309", &signature, "body "), Err(SignatureError::Wrong));
        assert_eq!(check("id-1", "1795356309", &signature.replace("v1a", "v1"), "body"), Err(SignatureError::Wrong));
        assert_eq!(check("id-1", "soon", &signature, "body"), Err(SignatureError::Malformed));
        assert_eq!(check("", "1795356309", &signature, "body"), Err(SignatureError::Malformed));
        assert_eq!(check("id-1", "9223372036854775807", &signature, "body"), Err(SignatureError::Malformed));
    }

    #[test]
    fn time_has_limits_on_both_sides() {
        let keys = [key(1).public()];
        let at = |s: i64| verify_message(&keys, "id", &s.to_string(), &key(1).sign_message("id", s, "b"), "b", NOW);
        assert_eq!(at(NOW_S - 299), Ok(()));
        assert_eq!(at(NOW_S + 299), Ok(()));
        assert_eq!(at(NOW_S - 301), Err(SignatureError::Stale));
        assert_eq!(at(NOW_S + 301), Err(SignatureError::Stale));
    }

    #[test]
    fn keys_rotate() {
        let keys = [key(1).public(), key(2).public()];
        let both = format!("{} {}", key(3).sign_message("id", NOW_S, "b"), key(2).sign_message("id", NOW_S, "b"));
        assert_eq!(verify_message(&keys, "id", &NOW_S.to_string(), &both, "b", NOW), Ok(()));
        assert_eq!(
            verify_message(&keys, "id", &NOW_S.to_string(), &key(3).sign_message("id", NOW_S, "b"), "b", NOW),
            Err(SignatureError::Wrong)
        );
    }

    #[test]
    fn a_secret_key_is_never_printed() {
        assert_eq!(format!("{:?}", key(1)), "NodeKey(…)");
    }
}
