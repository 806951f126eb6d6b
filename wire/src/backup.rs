//! The form of a backup: one store of a node, line by line, in a file that proves that it is whole.
//!
//! In and out: lines of JSON. The first is the [`Head`], the last the [`End`]; between them, for each table, a
//! [`Table`] line and a JSON array for each of its rows, as stored: numbers, texts, `null`, and bytes as
//! `{"b":"base64"}`. Then come rows that changed while the backup was written, anew, and `{"gone":[key…]}` for
//! rows that went away: of two lines with one key the later one counts. Every line adds to a running [`Digest`], so
//! that an end that fits proves that none is missing, none was changed and none stands elsewhere.
//! Never: I/O, or the meaning of a row.

use crate::signing::{NodeKey, NodePublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The version of the form.
pub const FORM: u32 = 1;
/// The media type of a backup.
pub const MEDIA_TYPE: &str = "application/x-ndjson";
/// Longest line, in bytes: a blob of a mebibyte in base64, and room for the rest of its row.
pub const LINE_MAX_BYTES: usize = 2 * 1024 * 1024;

/// What is backed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Agencies, peers, and the names of registers and drawers.
    Directory,
    /// Cases.
    Register,
    /// Documents.
    Drawer,
}

impl Kind {
    /// Where stores of this kind stand below `/v1/admin/`.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Directory => "directories",
            Self::Register => "registers",
            Self::Drawer => "drawers",
        }
    }
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the form.
    pub wasl_backup: u32,
    /// What is backed up.
    pub kind: Kind,
    /// Its name: the register's, the drawer's, `directory`.
    pub name: String,
    /// The node's identifier.
    pub node: String,
    /// When it was begun, in milliseconds since the epoch.
    pub begun_at: i64,
    /// The version of the store's tables.
    pub schema: u32,
    /// What stands for the node's hash key: access codes open only under the same one.
    pub hash_key: String,
}

/// Begins a table: the rows that follow are its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub table: String,
    /// What the values of a row are, in their order.
    pub columns: Vec<String>,
    /// The columns that name a row.
    pub key: Vec<String>,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// How many lines stand before this one.
    pub lines: u64,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Of a register: the place of the last event in its chain.
    pub seq: u64,
    /// Of a register: the hash of the last event, in hexadecimal; empty if there is none.
    pub hash: String,
    /// When it was ended, in milliseconds since the epoch: what was acknowledged before is in it.
    pub ended_at: i64,
    /// The running digest of the lines before this one, in hexadecimal.
    pub digest: String,
    /// The key it is signed with.
    pub key_id: String,
    /// Ed25519 over [`End::signed_text`], in base64.
    pub signature: String,
}

impl End {
    /// What the signature covers. The digest covers all the rest.
    #[must_use]
    pub fn signed_text(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(|(table, rows)| format!("{table}={rows}")).collect();
        let Self { lines, seq, hash, ended_at, digest, .. } = self;
        format!("wasl backup v1\n{lines}\n{}\n{seq}\n{hash}\n{ended_at}\n{digest}\n", rows.join(","))
    }

    /// Signs it.
    #[must_use]
    pub fn signed(mut self, key: &NodeKey) -> Self {
        self.key_id = key.public().id();
        self.signature = key.sign(self.signed_text().as_bytes());
        self
    }

    /// Whether this key signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: &NodePublicKey) -> bool {
        self.key_id == key.id() && key.verify(self.signed_text().as_bytes(), &self.signature)
    }
}

/// The running digest: SHA-256 of the digest before and the line with its end, from SHA-256 of `wasl backup v1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

impl Default for Digest {
    fn default() -> Self {
        Self(Sha256::digest(b"wasl backup v1").into())
    }
}

impl Digest {
    /// Adds a line, which stands here without its end.
    pub fn add(&mut self, line: &[u8]) {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(line);
        hasher.update(b"\n");
        self.0 = hasher.finalize().into();
    }

    /// In hexadecimal.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Reads hexadecimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// The first.
    Head(Head),
    /// A table begins.
    Table(Table),
    /// A row of the table that was begun last.
    Row(Vec<serde_json::Value>),
    /// A row of that table that is no longer there, by its key.
    Gone(Vec<serde_json::Value>),
    /// The last.
    End(End),
}

#[derive(Serialize, Deserialize)]
struct Gone {
    gone: Vec<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
struct Ended {
    end: End,
}

impl Line {
    /// Reads a line; `None` if it is none of a backup.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let begins = |with: &str| text.starts_with(with.as_bytes());
        if begins("[") {
            crate::json::read_bytes(text).ok().map(Self::Row)
        } else if begins("{\"table\"") {
            crate::json::read_bytes(text).ok().map(Self::Table)
        } else if begins("{\"gone\"") {
            crate::json::read_bytes(text).ok().map(|Gone { gone }| Self::Gone(gone))
        } else if begins("{\"end\"") {
            crate::json::read_bytes(text).ok().map(|Ended { end }| Self::End(end))
        } else {
            crate::json::read_bytes(text).ok().map(Self::Head)
        }
    }

    /// Writes it, without the end of the line.
    ///
    /// # Errors
    /// Never for what [`Line::parse`] reads.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Head(head) => serde_json::to_string(head),
            Self::Table(table) => serde_json::to_string(table),
            Self::Row(values) => serde_json::to_string(values),
            Self::Gone(key) => serde_json::to_string(&Gone { gone: key.clone() }),
            Self::End(end) => serde_json::to_string(&Ended { end: end.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn end() -> End {
        End {
            lines: 3,
            rows: [("case_file".to_owned(), 2)].into(),
            seq: 5,
            hash: "ab".into(),
            ended_at: 7,
            digest: Digest::default().to_hex(),
            key_id: String::new(),
            signature: String::new(),
        }
    }

    #[test]
    fn lines_read_back() {
        let head = Head {
            wasl_backup: FORM,
            kind: Kind::Register,
            name: "HAB-26A".into(),
            node: "agencies".into(),
            begun_at: 1,
            schema: 2,
            hash_key: "k".into(),
        };
        let table = Table { table: "t".into(), columns: vec!["a".into()], key: vec!["a".into()] };
        let row = Line::Row(vec![json!(1), json!(null), json!({ "b": "AA==" })]);
        for line in [Line::Head(head), Line::Table(table), row, Line::Gone(vec![json!("x")]), Line::End(end())] {
            let text = line.to_text().unwrap();
            assert_eq!(Line::parse(text.as_bytes()), Some(line), "{text}");
        }
        for none in ["", "{}", "[1", "{\"end\":1}", "null"] {
            assert_eq!(Line::parse(none.as_bytes()), None, "{none}");
        }
    }

    #[test]
    fn an_end_is_good_for_its_own_lines_only() {
        let key = NodeKey::parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=").unwrap();
        let signed = end().signed(&key);
        assert!(signed.is_signed_by(&key.public()));
        assert!(!End { lines: 4, ..signed.clone() }.is_signed_by(&key.public()));
        assert!(!End { seq: 4, ..signed.clone() }.is_signed_by(&key.public()));
        assert!(!End { rows: BTreeMap::new(), ..signed }.is_signed_by(&key.public()));
    }

    #[test]
    fn a_digest_sees_what_changed_went_or_moved() {
        let of = |lines: &[&str]| {
            let mut digest = Digest::default();
            lines.iter().for_each(|line| digest.add(line.as_bytes()));
            digest
        };
        let whole = of(&["a", "b", "c"]);
        for other in [&["a", "b"][..], &["a", "c", "b"], &["a", "bc"], &["a\nb", "c"], &["a", "B", "c"]] {
            assert_ne!(of(other), whole, "{other:?}");
        }
        assert_eq!(Digest::parse(&whole.to_hex()), Some(whole));
        assert_eq!(Digest::parse("zz"), None);
        // Pinned: a backup that was written once is readable for ever.
        assert_eq!(of(&["a"]).to_hex(), "be013e235b260c6578f7ef0c7eeb2ae8cbd6caf751efff7dcc130b527a20248f");
    }
}
