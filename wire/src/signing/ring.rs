//! A node's keys over time: the one that signs, others that still do beside it, and former ones that only verify.
//!
//! In: one text, keys separated by commas. Out: keys. Never: a secret printed; a ring without a key that signs.

use super::{NodeKey, NodePublicKey};
use thiserror::Error;

/// More keys than this are a mistake.
pub const KEYS_MAX: usize = 16;

/// The keys of a node, the signing one first.
#[derive(Debug, Clone)]
pub struct KeyRing {
    active: NodeKey,
    /// Secret keys, the active one first.
    signers: Vec<NodeKey>,
    /// Every public key, in the order of the text.
    published: Vec<NodePublicKey>,
}

/// Why a text is no key ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RingError {
    /// The first is the key that signs: it must be a secret one.
    #[error("the first key is not 32 bytes in base64")]
    First,
    /// One of the others.
    #[error("the key at place {0} is neither 32 bytes in base64 nor a public key that begins with whpk_")]
    Other(usize),
    /// The same key again.
    #[error("the key at place {0} is there twice")]
    Twice(usize),
    /// More than [`KEYS_MAX`].
    #[error("there are more than 16 keys")]
    TooMany,
}

impl KeyRing {
    /// Reads `seed,seed,whpk_…`: the first signs receipts; every secret key signs checkpoints and messages to peers, so
    /// that who knows only one of them can go on; public keys stay published so that what they signed can be checked.
    ///
    /// # Errors
    /// Which of them is not what it should be.
    pub fn parse(text: &str) -> Result<Self, RingError> {
        let mut texts = text.split(',').map(str::trim);
        let active = texts.next().and_then(NodeKey::parse).ok_or(RingError::First)?;
        let (mut signers, mut published) = (vec![active.clone()], vec![active.public()]);
        for (place, text) in (2..).zip(texts) {
            let secret = NodeKey::parse(text);
            let public = secret.as_ref().map(NodeKey::public).or_else(|| NodePublicKey::parse(text));
            let public = public.ok_or(RingError::Other(place))?;
            if published.contains(&public) {
                return Err(RingError::Twice(place));
            }
            signers.extend(secret);
            published.push(public);
        }
        if published.len() > KEYS_MAX { Err(RingError::TooMany) } else { Ok(Self { active, signers, published }) }
    }

    /// The key that signs receipts.
    #[must_use]
    pub const fn active(&self) -> &NodeKey {
        &self.active
    }

    /// Every secret key, the active one first.
    #[must_use]
    pub fn signers(&self) -> &[NodeKey] {
        &self.signers
    }

    /// Every public key, the active one first.
    #[must_use]
    pub fn published(&self) -> &[NodePublicKey] {
        &self.published
    }

    /// The `webhook-signature` of a message: one signature by each secret key.
    #[must_use]
    pub fn sign_message(&self, id: &str, timestamp_s: i64, body: &str) -> String {
        let signatures = self.signers.iter().map(|key| key.sign_message(id, timestamp_s, body));
        signatures.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::verify_message;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use domain::time::UnixMillis;

    fn seed(byte: u8) -> String {
        STANDARD.encode([byte; 32])
    }

    fn public(byte: u8) -> NodePublicKey {
        NodeKey::parse(&seed(byte)).unwrap().public()
    }

    #[test]
    fn the_first_signs_and_all_are_published() {
        let ring = KeyRing::parse(&format!("{}, {} ,{}", seed(3), seed(2), public(1).to_text())).unwrap();
        assert_eq!(ring.active().public(), public(3));
        assert_eq!(ring.published(), [public(3), public(2), public(1)]);
        assert_eq!(ring.signers().len(), 2);
    }

    #[test]
    fn peers_that_know_any_of_the_secret_keys_take_a_message() {
        let ring = KeyRing::parse(&format!("{},{},{}", seed(3), seed(2), public(1).to_text())).unwrap();
        let signature = ring.sign_message("id", 1_795_356_309, "b");
        let taken =
            |key| verify_message(&[key], "id", "1795356309", &signature, "b", UnixMillis(1_795_356_309_120)).is_ok();
        assert!(taken(public(3)) && taken(public(2)));
        assert!(!taken(public(1)) && !taken(public(4)));
    }

    #[test]
    fn what_is_no_ring_is_said() {
        let error = |text: &str| KeyRing::parse(text).unwrap_err();
        assert_eq!(error(""), RingError::First);
        assert_eq!(error(&public(1).to_text()), RingError::First);
        assert_eq!(error(&format!("{},", seed(1))), RingError::Other(2));
        assert_eq!(error(&format!("{},{},x", seed(1), seed(2))), RingError::Other(3));
        assert_eq!(error(&format!("{},{}", seed(1), public(1).to_text())), RingError::Twice(2));
        let many: Vec<String> = (0..17).map(seed).collect();
        assert_eq!(error(&many.join(",")), RingError::TooMany);
    }
}
