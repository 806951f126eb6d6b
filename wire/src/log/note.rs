//! Signed notes: a text that people can read, with signatures under it (<https://c2sp.org/signed-note>, Ed25519).
//!
//! In: texts and keys. Out: notes, or why one is not taken. Never: a signature of a key that was not given
//! counting for anything.

use crate::signing::{NodeKey, NodePublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The type of Ed25519 keys in signed notes.
const ED25519: u8 = 1;
/// What stands before each signature: an em dash and a space.
const DASH: &str = "\u{2014} ";
/// More signatures than this are not looked at.
const SIGNATURES_MAX: usize = 100;

/// A text with signatures, none of them checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Ends with a line feed.
    pub text: String,
    /// Those that can be read.
    pub signatures: Vec<NoteSignature>,
}

/// One line under a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Whose key it is said to be.
    pub name: String,
    /// The key's short id.
    pub key_id: [u8; 4],
    /// What follows the id.
    pub signature: Vec<u8>,
}

/// Why a note is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteError {
    /// It is no signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// None of the keys has signed it.
    #[error("none of the known keys has signed this")]
    Unknown,
    /// It carries a known key's id, but the signature does not fit.
    #[error("the signature does not fit the text")]
    Wrong,
}

/// The id of a key under a name: the first 4 bytes of SHA-256 over name, line feed, type and key.
#[must_use]
pub fn key_id(name: &str, key: &NodePublicKey) -> [u8; 4] {
    let digest = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key.bytes()).finalize();
    let mut id = [0; 4];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    id
}

/// A key as other tools take it: name, id in hexadecimal, and base64 of type and key, with `+` between.
#[must_use]
pub fn verifier_key(name: &str, key: &NodePublicKey) -> String {
    let id: String = key_id(name, key).iter().map(|b| format!("{b:02x}")).collect();
    let bytes: Vec<u8> = std::iter::once(ED25519).chain(*key.bytes()).collect();
    format!("{name}+{id}+{}", STANDARD.encode(bytes))
}

/// Signs a text that ends with a line feed, with each of these keys under the same name.
#[must_use]
pub fn sign(text: &str, name: &str, keys: &[NodeKey]) -> String {
    let line = |key: &NodeKey| {
        let bytes = [key_id(name, &key.public()).as_slice(), &key.signature(text.as_bytes())].concat();
        format!("{DASH}{name} {}\n", STANDARD.encode(bytes))
    };
    let lines: String = keys.iter().map(line).collect();
    format!("{text}\n{lines}")
}

impl Note {
    /// Reads a note.
    ///
    /// # Errors
    /// It is not one.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        let forbidden = |c: char| c.is_ascii_control() && c != '\n';
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        if note.contains(forbidden) || !lines.ends_with('\n') || lines.lines().count() > SIGNATURES_MAX {
            return Err(NoteError::Malformed);
        }
        let signatures = lines.lines().map(|line| signature(line).ok_or(NoteError::Malformed));
        Ok(Self { text: format!("{text}\n"), signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// Says which of these keys has signed it: the first that did. Others' signatures are passed over.
    ///
    /// # Errors
    /// None has, or one of them does not fit.
    pub fn verify<'a>(&self, name: &str, keys: &'a [NodePublicKey]) -> Result<&'a NodePublicKey, NoteError> {
        let mut signer = None;
        for line in self.signatures.iter().filter(|line| line.name == name) {
            let Some(key) = keys.iter().find(|key| key_id(name, key) == line.key_id) else { continue };
            if !key.has_signed(self.text.as_bytes(), &line.signature) {
                return Err(NoteError::Wrong);
            }
            signer = signer.or(Some(key));
        }
        signer.ok_or(NoteError::Unknown)
    }
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(base64).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    let sound = !name.is_empty() && !name.contains('+') && !signature.is_empty();
    sound.then(|| NoteSignature { name: name.to_owned(), key_id: *id, signature: signature.to_vec() })
}
