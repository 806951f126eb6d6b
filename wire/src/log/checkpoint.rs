//! Checkpoints: the head of a log at one moment, signed (<https://c2sp.org/tlog-checkpoint>).
//!
//! In: origin, size, root. Out: a text that people and tools can read. Never: a checkpoint without its signature checked
//! being called one ([`Checkpoint::open`] is the way in).

use super::note::{self, Note, NoteError};
use super::proof::SIZE_MAX;
use super::tree::Hash;
use crate::signing::{NodeKey, NodePublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The head of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: an address without a scheme.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// The origin of a register's log, which is also the name of the keys that sign its checkpoints:
/// `complaints.example.ma/registers/HAB-26A`.
#[must_use]
pub fn origin(base_url: &str, register: &str) -> String {
    let address = base_url.split_once("://").map_or(base_url, |(_, address)| address);
    format!("{}/registers/{register}", address.trim_end_matches('/'))
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// The signed note.
    #[must_use]
    pub fn sign(&self, keys: &[NodeKey]) -> String {
        note::sign(&self.text(), &self.origin, keys)
    }

    /// Reads what it says, without looking at the signatures.
    ///
    /// # Errors
    /// It is not a checkpoint.
    pub fn read(note: &Note) -> Result<Self, NoteError> {
        let mut lines = note.text.lines();
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or(NoteError::Malformed);
        let (origin, size, root) = (line()?, line()?, line()?);
        let number = size.parse::<u64>().ok().filter(|n| n.to_string() == size && *n <= SIZE_MAX);
        let root = STANDARD.decode(root).ok().and_then(|bytes| Hash::try_from(bytes).ok());
        let (size, root) = number.zip(root).ok_or(NoteError::Malformed)?;
        Ok(Self { origin: origin.to_owned(), size, root })
    }

    /// Reads a checkpoint that one of these keys has signed under the checkpoint's own origin.
    ///
    /// # Errors
    /// It is not one, or none of them has signed it.
    pub fn open<'a>(text: &str, keys: &'a [NodePublicKey]) -> Result<(Self, &'a NodePublicKey), NoteError> {
        let note = Note::parse(text)?;
        let checkpoint = Self::read(&note)?;
        let key = note.verify(&checkpoint.origin, keys)?;
        Ok((checkpoint, key))
    }
}
