//! A proof for one case: that its filing is an event of the register, under a signed checkpoint.
//!
//! In: a file that its complainant got from the node, and the node's public keys. Out: what it proves, or what does not
//! fit. Never: the network; the access code is not in it.

use super::checkpoint::Checkpoint;
use super::event::{Covered, hash};
use super::note::NoteError;
use super::proof::proves_inclusion;
use super::tree::{Hash, leaf_hash};
use crate::signing::NodePublicKey;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The answer of `GET /v1/cases/{reference}/proof`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseProof {
    /// The node's public address: its keys are at `/.well-known/wasl.json`.
    pub node: String,
    /// The case's public number.
    pub reference: String,
    /// The register's name.
    pub register: String,
    /// The event that put the case on the register.
    pub event: ProvenEvent,
    /// The hash of the event before, in base64.
    pub before: String,
    /// The hashes that lead from the event's leaf to the root, in base64.
    pub path: Vec<String>,
    /// The signed head of the register's log.
    pub checkpoint: String,
}

/// What the chain covers of an event, and the body behind its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProvenEvent {
    /// Its place in the register, from 1: its leaf is the one before that, from 0.
    pub seq: u64,
    /// The case's number in the register.
    pub serial: u32,
    /// Its place in the case, from 1.
    pub number: u32,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The event's kind.
    pub kind: String,
    /// The case's status after it.
    pub status: String,
    /// Who did it.
    pub role: String,
    /// The peer that told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// The random bytes before the body, in base64.
    pub salt: String,
    /// The body to the letter, as JSON in a text. For a filing it has `digest`: SHA-256 of what was filed.
    pub body: String,
}

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The head under which the event stands.
    pub checkpoint: Checkpoint,
    /// Who signed it.
    pub key: NodePublicKey,
    /// SHA-256 of what was filed, in hexadecimal.
    pub digest: String,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// A field is not what it should be.
    #[error("the field `{0}` is not what a proof has there")]
    Malformed(&'static str),
    /// The checkpoint.
    #[error("its checkpoint: {0}")]
    Checkpoint(#[from] NoteError),
    /// The checkpoint is another log's.
    #[error("its checkpoint is of another register")]
    OtherRegister,
    /// The hashes do not lead to the signed root.
    #[error("the event is not under the root that was signed")]
    NotThere,
}

impl CaseProof {
    /// The data of the event's leaf.
    ///
    /// # Errors
    /// A field is not what it should be.
    pub fn event_hash(&self) -> Result<Hash, ProofError> {
        let event = &self.event;
        let salt = STANDARD.decode(&event.salt).map_err(|_| ProofError::Malformed("salt"))?;
        let body_hash = Sha256::new().chain_update(salt).chain_update(&event.body).finalize().into();
        let covered = Covered {
            register: &self.register,
            seq: i64::try_from(event.seq).map_err(|_| ProofError::Malformed("seq"))?,
            serial: event.serial,
            number: event.number,
            at: event.at,
            kind: &event.kind,
            status: &event.status,
            role: &event.role,
            peer: event.peer.as_deref(),
            body_hash: &body_hash,
        };
        Ok(hash(&bytes(&self.before, "before")?, &covered))
    }

    /// Says what it proves with these keys.
    ///
    /// # Errors
    /// What does not fit.
    pub fn check(&self, keys: &[NodePublicKey]) -> Result<Proven, ProofError> {
        let (checkpoint, key) = Checkpoint::open(&self.checkpoint, keys)?;
        if checkpoint.origin.rsplit_once('/').map(|(_, name)| name) != Some(self.register.as_str()) {
            return Err(ProofError::OtherRegister);
        }
        let index = self.event.seq.checked_sub(1).ok_or(ProofError::Malformed("seq"))?;
        let path = self.path.iter().map(|step| bytes(step, "path")).collect::<Result<Vec<_>, _>>()?;
        let leaf = leaf_hash(&self.event_hash()?);
        if !proves_inclusion(&leaf, index, checkpoint.size, &path, &checkpoint.root) {
            return Err(ProofError::NotThere);
        }
        let body: Digested = crate::json::read(&self.event.body).map_err(|_| ProofError::Malformed("body"))?;
        Ok(Proven { checkpoint, key: key.clone(), digest: body.digest })
    }
}

/// The part of a filing's body that counts here.
#[derive(Deserialize)]
struct Digested {
    digest: String,
}

fn bytes(base64: &str, field: &'static str) -> Result<Hash, ProofError> {
    STANDARD.decode(base64).ok().and_then(|b| Hash::try_from(b).ok()).ok_or(ProofError::Malformed(field))
}
