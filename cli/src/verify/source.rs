//! Where the hashes of a log come from: a folder, or its address. In: tiles. Out: their hashes.
//!
//! Never: taking a tile that has not as many hashes as it must.

use crate::fail::Fail;
use crate::node::Node;
use std::fs;
use std::path::PathBuf;
use wire::log::proof;
use wire::log::tile::{Missing, Reader, Tile, WIDTH, hashes};
use wire::log::tree::{Hash, Subtree};

/// A folder or an address with `tile/…` below it.
#[derive(Debug)]
pub enum Source {
    Folder(PathBuf),
    Address(Box<Node>),
}

impl Source {
    /// Reads what a person gave.
    pub fn of(text: &str) -> Self {
        if text.starts_with("http://") || text.starts_with("https://") {
            Self::Address(Box::new(Node::public(text.trim_end_matches('/'))))
        } else {
            Self::Folder(PathBuf::from(text))
        }
    }

    /// The bytes at a path.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Fail> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(path);
                fs::read(&path).map_err(|e| Fail::file(&path, &e))
            }
            Self::Address(node) => node.public_bytes(&format!("/{path}")),
        }
    }

    /// The hashes of a tile. Where a part of a tile is gone, the complete one has the same at its beginning.
    pub fn tile(&self, tile: Tile) -> Result<Vec<Hash>, Fail> {
        let whole = Tile { width: u16::try_from(WIDTH).unwrap_or(tile.width), ..tile };
        let (found, path) = match self.bytes(&tile.path()) {
            Ok(bytes) => (hashes(&tile, &bytes), tile.path()),
            Err(fail) if tile.is_complete() => return Err(fail),
            Err(fail) => (self.bytes(&whole.path()).ok().and_then(|b| hashes(&whole, &b)), fail.to_string()),
        };
        let mut found = found.ok_or_else(|| Fail::Unreached(format!("{path}: not the hashes that must be there")))?;
        found.truncate(tile.width.into());
        Ok(found)
    }

    /// The root over the first `size` events, from the tiles of a log of `there` events.
    pub fn root(&self, size: u64, there: u64) -> Result<Hash, Fail> {
        let reader = Reader::new(there, |tile| self.tile(tile));
        proof::root(size, |at| reader.subtree(at)).map_err(|missing| match missing {
            Missing::Fetch(fail) => fail,
            Missing::NotThere(Subtree { level, index }) => {
                Fail::Unreached(format!("the hashes of the log are not whole: {level}/{index} is missing"))
            }
        })
    }
}
