//! A node's secrets on this machine: drawn once, kept beside its data.
//!
//! In: the operating system's randomness. Out: `secrets.json`, readable by its owner only.
//! Never: prints a signing, hash or data key; reuses one node's secrets for another.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use super::write_private;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSecrets {
    /// Base64 of a 32-byte Ed25519 seed.
    pub signing_key: String,
    /// Base64 of 32 bytes.
    pub hash_key: String,
    /// Base64 of 32 bytes.
    pub data_key: String,
    pub operator_token: String,
}

impl NodeSecrets {
    fn draw() -> Result<Self> {
        Ok(Self {
            signing_key: STANDARD.encode(random()?),
            hash_key: STANDARD.encode(random()?),
            data_key: STANDARD.encode(random()?),
            operator_token: format!("op_{}", URL_SAFE_NO_PAD.encode(random()?)),
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
        Some(Self {
            signing_key: text("signing_key")?,
            hash_key: text("hash_key")?,
            data_key: text("data_key")?,
            operator_token: text("operator_token")?,
        })
    }

    fn to_json(&self) -> Value {
        json!({
            "signing_key": self.signing_key,
            "hash_key": self.hash_key,
            "data_key": self.data_key,
            "operator_token": self.operator_token,
        })
    }
}

/// The secrets of some nodes: those kept in the file, and new ones for those that are not there yet.
pub fn keep_or_draw(file: &Path, nodes: &[&str]) -> Result<Vec<NodeSecrets>> {
    let mut kept: Map<String, Value> = match fs::read_to_string(file) {
        Ok(text) => {
            serde_json::from_str(&text).with_context(|| format!("{} is not what xtask wrote", file.display()))?
        }
        Err(_) => Map::new(),
    };
    let mut secrets = Vec::new();
    for node in nodes {
        let found = kept.get(*node).and_then(NodeSecrets::from_json);
        let secret = match found {
            Some(secret) => secret,
            None => NodeSecrets::draw()?,
        };
        kept.insert((*node).to_owned(), secret.to_json());
        secrets.push(secret);
    }
    write_private(file, &serde_json::to_string_pretty(&kept)?)?;
    Ok(secrets)
}

fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the operating system gives no randomness")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::keep_or_draw;

    #[test]
    fn secrets_are_drawn_once_and_differ_between_nodes() {
        let file = std::env::temp_dir().join(format!("wasl-secrets-{}.json", std::process::id()));
        let first = keep_or_draw(&file, &["a", "b"]).unwrap();
        let again = keep_or_draw(&file, &["b", "a"]).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(first[0], again[1]);
        assert_eq!(first[1], again[0]);
        assert_ne!(first[0], first[1]);
    }
}
