//! The node's own keys: they wrap the data keys, and nothing else.
//!
//! In: the secret `NODE_DATA_KEY`. Out: wrapped data keys, and data keys again. Several keys may stand in the
//! secret: the first wraps, the others only open what was wrapped before. Never: a key in clear on disk.

use super::{VaultError, part, random};
use crate::register::chain::hex;
use crate::sql::SqlResult;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sealer::{Cipher, KEY_BYTES, Key, NONCE_BYTES, TAG_BYTES, derive};
use zeroize::Zeroizing;

/// The keys of the node, the first of them the one that wraps.
pub struct NodeKeys {
    keys: Vec<NodeKey>,
    /// What stands for the node's hash key, where it is known: codes in a store open with that key alone.
    pub hash_mark: Option<String>,
}

struct NodeKey {
    /// Tells keys apart in stores and in errors; nothing can be learnt from it.
    id: String,
    cipher: Cipher,
}

/// A data key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// The id of the node's key that wrapped it.
    pub by: String,
    /// Nonce, wrapped key, tag.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for NodeKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.id)).finish()
    }
}

impl NodeKeys {
    /// Reads the secret: keys of 32 bytes in base64, with commas between.
    ///
    /// # Errors
    /// It is something else.
    pub fn parse(secret: &str) -> Result<Self, VaultError> {
        let keys = secret.split(',').map(|text| NodeKey::parse(text.trim())).collect::<Option<Vec<_>>>();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or(VaultError::NodeKey)?;
        Ok(Self { keys, hash_mark: None })
    }

    /// The same, in a node whose hash key has this mark.
    #[must_use]
    pub fn beside(self, hash_mark: String) -> Self {
        Self { hash_mark: Some(hash_mark), ..self }
    }

    /// What tells the keys apart, the one that wraps first. Nothing can be learnt from it.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.keys.iter().map(|key| key.id.clone()).collect()
    }

    /// Wraps a data key with the first key.
    pub(super) fn wrap(&self, store: &str, number: u16, key: &Key) -> SqlResult<Wrapped> {
        let first = self.keys.first().ok_or_else(|| VaultError::NodeKey.broken())?;
        let nonce: [u8; NONCE_BYTES] = random()?;
        let mut body = Zeroizing::new(**key);
        let tag = first
            .cipher
            .seal(nonce, &bound(store, number), &mut body[..])
            .ok_or_else(|| VaultError::NodeKey.broken())?;
        Ok(Wrapped { by: first.id.clone(), bytes: [&nonce[..], &body[..], &tag[..]].concat() })
    }

    /// Opens a wrapped data key; the flag says whether the first key wrapped it.
    pub(super) fn unwrap(&self, store: &str, number: u16, wrapped: &Wrapped) -> SqlResult<(Key, bool)> {
        let at = self.keys.iter().position(|key| key.id == wrapped.by);
        let (at, node_key) = at
            .and_then(|at| Some((at, self.keys.get(at)?)))
            .ok_or_else(|| VaultError::UnknownNodeKey { store: store.to_owned(), id: wrapped.by.clone() }.broken())?;
        let key = node_key.open(&bound(store, number), &wrapped.bytes);
        let key = key.ok_or_else(|| VaultError::DataKey { store: store.to_owned(), number }.broken())?;
        Ok((key, at == 0))
    }
}

impl NodeKey {
    fn parse(text: &str) -> Option<Self> {
        let secret = Zeroizing::new(STANDARD.decode(text).ok()?);
        if secret.len() != KEY_BYTES {
            return None;
        }
        let id = derive::<4>(None, &secret, &[b"wasl node data key id v1"])?;
        let cipher = Cipher::new(&derive(None, &secret, &[b"wasl node data key v1"])?);
        Some(Self { id: hex(&id[..]), cipher })
    }

    fn open(&self, bound: &[u8], bytes: &[u8]) -> Option<Key> {
        let (nonce, rest) = bytes.split_at_checked(NONCE_BYTES)?;
        let (body, tag) = rest.split_at_checked(KEY_BYTES)?;
        let (nonce, tag): ([u8; NONCE_BYTES], [u8; TAG_BYTES]) = (nonce.try_into().ok()?, tag.try_into().ok()?);
        let mut key: Key = Zeroizing::new(body.try_into().ok()?);
        self.cipher.open(nonce, bound, &mut key[..], tag)?;
        Some(key)
    }
}

/// What is bound to a wrapped key: its store and number.
fn bound(store: &str, number: u16) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    part(&mut bytes, b"wasl data key v1");
    part(&mut bytes, store.as_bytes());
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes
}
