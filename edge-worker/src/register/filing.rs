//! A filing on its way to the register: what it came with, and what was found out about it before. In and out: shapes.
//! Never: a decision.

use super::Key;
use serde::{Deserialize, Serialize};
use wire::proof::Solved;
use wire::v1::case::DocumentView;
use wire::v1::filing::FileCase;

/// A filing on its way to the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The version of the agency's rules that it was checked against.
    pub agency_version: i64,
    /// The idempotency key and the filing's digest.
    pub key: Key,
    /// Keyed hash of the access code.
    pub code_hash: String,
    /// When it came.
    pub now: i64,
    /// Where the registers before this one stand in the question.
    #[serde(default)]
    pub back: Back,
    /// What it came with.
    pub came: Came,
    /// What was filed, in normal form.
    pub filing: FileCase,
    /// Its category, where the filing names none.
    #[serde(default)]
    pub found: Option<Found>,
    /// The words that say which event it is about, as they are compared.
    #[serde(default)]
    pub words: Vec<String>,
    /// Its documents, already kept for it.
    #[serde(default)]
    pub documents: Vec<DocumentView>,
}

/// A category that was told from a filing's text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// One of the agency's.
    pub category: String,
    /// In a hundred such answers, how many are right.
    pub confidence: u8,
    /// The words that weighed most; none: it is where the agency puts what it knows nothing of.
    pub because: Vec<String>,
}

/// Whether something was filed before, in a register that this one follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Back {
    /// Nobody has looked: a register that follows others asks for it.
    #[default]
    Unasked,
    /// It was not.
    Looked,
    /// This is the look: nothing is written.
    OnlyLook,
}

/// What a filing came with, besides itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// Keyed hash of the sender's network, where it is known.
    pub network: Option<String>,
    /// The proof of work that was sent.
    pub proof: Brought,
    /// A field was filled in that people do not see.
    pub decoy: bool,
    /// The app that files, where it is one.
    #[serde(default)]
    pub app: Option<String>,
}

/// A proof of work, as far as it can be judged without knowing whether it was used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brought {
    /// None.
    #[default]
    Nothing,
    /// One that solves no challenge of ours, or one that has ended.
    Bad,
    /// One that solves a challenge.
    Solved(Solved),
}
