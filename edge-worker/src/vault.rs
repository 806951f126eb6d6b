//! Sealing: what people write lies on disk only encrypted, bound to its place, under a key of its own case.
//!
//! In: the data keys of one store, an item's salt, a text and its place. Out: sealed values, and texts again.
//! A store (a register, a drawer) has data keys, numbered, kept wrapped by the node's key ([`keys`], [`rows`]).
//! An item (a case, a document) has a random salt; its key is HKDF-SHA256 (RFC 5869) of data key and salt. Values
//! are AES-256-GCM (NIST SP 800-38D) with a random nonce; the associated data name store, item, table, column
//! and row, so that a value that was moved does not open. Without its salt nothing of an item opens any more.
//! Never: a key or a text in an error; randomness from anywhere but `clock`.

use crate::clock;
use crate::sql::{SqlError, SqlResult};
use hmac::{Hmac, Mac as _};
use sealer::{Cipher, Key, NONCE_BYTES, TAG_BYTES, derive};
use sha2::Sha256;
use std::cell::RefCell;
use std::rc::Rc;
use thiserror::Error;
use zeroize::Zeroizing;

pub mod keys;
pub mod rows;

/// An item's salt, in bytes.
pub const SALT_BYTES: usize = 16;
/// The first byte of a sealed value: which of the forms it has.
const FORMAT: u8 = 1;
/// Format, number of the data key, nonce.
const HEAD_BYTES: usize = 1 + 2 + NONCE_BYTES;
/// How much longer a sealed value is than its text.
pub const OVERHEAD_BYTES: usize = HEAD_BYTES + TAG_BYTES;

/// What keeps a value from being sealed or opened. None of them says what it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VaultError {
    #[error("NODE_DATA_KEY is not 32 bytes in base64, nor several such keys with commas between")]
    NodeKey,
    #[error("NODE_DATA_KEY does not hold the key {id} that {store} was sealed with: put it at the end of the list")]
    UnknownNodeKey { store: String, id: String },
    #[error("data key {number} of {store} does not open: it was changed, or belongs to another store")]
    DataKey { store: String, number: u16 },
    #[error("NODE_HASH_KEY is not the one that {store} was written with")]
    HashKey { store: String },
    #[error("a sealed value in {table}.{column} does not open")]
    Value { table: &'static str, column: &'static str },
    #[error("the platform gives no randomness")]
    NoRandomness,
}

impl VaultError {
    /// As what it is for whoever reads a store: it does not hold what was written.
    #[must_use]
    pub fn broken(self) -> SqlError {
        SqlError(self.to_string())
    }
}

/// What an item is: the same id of another kind has another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item<'a> {
    /// A case, by its serial.
    Case(u32),
    /// A document, by its id.
    Document(&'a str),
    /// A peer, by its identifier.
    Peer(&'a str),
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    /// The row among those of the item; 0 where there is only one.
    pub row: u64,
}

impl Place {
    fn broken(self) -> SqlError {
        VaultError::Value { table: self.table, column: self.column }.broken()
    }
}

/// The data keys of one store.
pub struct Vault {
    store: String,
    /// By number, ascending and never empty; the last one seals.
    keys: Vec<(u16, Key)>,
}

/// The key of one item: seals and opens its values.
pub struct Lock {
    vault: Rc<Vault>,
    /// What the associated data begin with: store and item.
    bound: Vec<u8>,
    salt: Zeroizing<[u8; SALT_BYTES]>,
    /// The item's key under each data key that was needed so far.
    ciphers: RefCell<Vec<(u16, Cipher)>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({}, {} keys)", self.store, self.keys.len())
    }
}

impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lock of {:?}", self.vault)
    }
}

/// Random bytes, for what must never be the same twice.
///
/// # Errors
/// The platform gives none.
pub fn random<const N: usize>() -> SqlResult<[u8; N]> {
    clock::random().ok_or_else(|| VaultError::NoRandomness.broken())
}

/// Adds a part with its length, so that neighbours stay apart.
fn part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(part);
}

impl Vault {
    /// The number of the key that seals.
    #[must_use]
    pub fn current(&self) -> u16 {
        self.keys.last().map_or(0, |(number, _)| *number)
    }

    /// The lock of an item.
    #[must_use]
    pub fn lock(self: &Rc<Self>, item: Item<'_>, salt: [u8; SALT_BYTES]) -> Lock {
        let mut bound = Vec::with_capacity(64);
        part(&mut bound, self.store.as_bytes());
        let (kind, id): (&[u8], &[u8]) = match item {
            Item::Case(serial) => (b"case", &serial.to_be_bytes()),
            Item::Document(id) => (b"document", id.as_bytes()),
            Item::Peer(id) => (b"peer", id.as_bytes()),
        };
        part(&mut bound, kind);
        part(&mut bound, id);
        Lock { vault: Rc::clone(self), bound, salt: Zeroizing::new(salt), ciphers: RefCell::default() }
    }

    /// A salt for a new item.
    ///
    /// # Errors
    /// No randomness.
    pub fn new_salt() -> SqlResult<[u8; SALT_BYTES]> {
        random()
    }

    /// What stands for a text where texts are only compared: without the data key nobody can try out texts.
    /// Of the first key: a new one does not change it.
    #[must_use]
    pub fn mark(&self, text: &str) -> [u8; 32] {
        self.mark_in(b"wasl mark v1\0", text)
    }

    /// The same for texts of one use, which are never those of another one.
    #[must_use]
    pub fn mark_in(&self, purpose: &[u8], text: &str) -> [u8; 32] {
        let key = self.keys.first().map_or(&[][..], |(_, key)| &key[..]);
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
        mac.update(purpose);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    fn key(&self, number: u16) -> Option<&Key> {
        self.keys.iter().rev().find(|(n, _)| *n == number).map(|(_, key)| key)
    }
}

impl Lock {
    /// The item's salt, to be kept in clear beside its values.
    #[must_use]
    pub fn salt(&self) -> &[u8] {
        &self.salt[..]
    }

    /// Seals a value for its place.
    ///
    /// # Errors
    /// No randomness.
    pub fn seal(&self, place: Place, text: &[u8]) -> SqlResult<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = random()?;
        let number = self.vault.current();
        let mut sealed = Vec::with_capacity(text.len() + OVERHEAD_BYTES);
        sealed.push(FORMAT);
        sealed.extend_from_slice(&number.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(text);
        let tag = self.with_cipher(number, |cipher| {
            let (head, body) = sealed.split_at_mut_checked(HEAD_BYTES)?;
            cipher.seal(nonce, &self.associated(head, place), body)
        });
        sealed.extend_from_slice(&tag.flatten().ok_or_else(|| place.broken())?);
        Ok(sealed)
    }

    /// Opens a value that was sealed for this place.
    ///
    /// # Errors
    /// It was not, or it was changed.
    pub fn open(&self, place: Place, mut sealed: Vec<u8>) -> SqlResult<Vec<u8>> {
        match self.open_in_place(place, &mut sealed) {
            Some(()) => Ok(sealed),
            None => Err(place.broken()),
        }
    }

    fn open_in_place(&self, place: Place, sealed: &mut Vec<u8>) -> Option<()> {
        let length = sealed.len().checked_sub(OVERHEAD_BYTES)?;
        let (head, rest) = sealed.split_at_mut_checked(HEAD_BYTES)?;
        let (body, tag) = rest.split_at_mut_checked(length)?;
        let [FORMAT, high, low, nonce @ ..] = &*head else { return None };
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let tag: [u8; TAG_BYTES] = (&*tag).try_into().ok()?;
        let associated = self.associated(head, place);
        self.with_cipher(u16::from_be_bytes([*high, *low]), |cipher| cipher.open(nonce, &associated, body, tag))??;
        sealed.copy_within(HEAD_BYTES..HEAD_BYTES + length, 0);
        sealed.truncate(length);
        Some(())
    }

    /// What is bound to a value: its form and key, and its place.
    fn associated(&self, head: &[u8], place: Place) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bound.len() + 40);
        bytes.extend_from_slice(head.get(..3).unwrap_or_default());
        bytes.extend_from_slice(&self.bound);
        part(&mut bytes, place.table.as_bytes());
        part(&mut bytes, place.column.as_bytes());
        bytes.extend_from_slice(&place.row.to_be_bytes());
        bytes
    }

    /// Works with the item's key under a data key; `None` if there is no such data key.
    fn with_cipher<T>(&self, number: u16, work: impl FnOnce(&Cipher) -> T) -> Option<T> {
        let mut ciphers = self.ciphers.borrow_mut();
        if let Some((_, cipher)) = ciphers.iter().find(|(n, _)| *n == number) {
            return Some(work(cipher));
        }
        let data_key = self.vault.key(number)?;
        let cipher = Cipher::new(&derive(Some(&self.salt[..]), &data_key[..], &[b"wasl item v1", &self.bound])?);
        let done = work(&cipher);
        ciphers.push((number, cipher));
        Some(done)
    }
}

#[cfg(test)]
mod tests;
