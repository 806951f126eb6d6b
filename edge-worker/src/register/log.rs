//! The Merkle tree over a register's events: leaf n is the hash of event n + 1 (`wire::log`).
//!
//! In: the rows' hashes. Out: the tree's root, tiles, paths. The roots of complete subtrees of 256, 65,536 and
//! 16,777,216 events are kept in `tree_node`, written with the event that completes them; everything else is
//! computed when somebody asks. What is kept only saves work: what is missing is computed from the events.
//! Never: a word of an event; a statement on the path of a filing but once in 256 events.

use super::Tried;
use crate::sql::{Row, Sql, SqlError, SqlResult};
use serde::{Deserialize, Serialize};
use wire::log::case::ProvenEvent;
use wire::log::proof;
use wire::log::tile::{LEVEL_MAX, Missing, Reader, Tile, WIDTH};
use wire::log::tree::{Hash, Subtree, leaf_hash, root_of};

/// The table of this room. `level`: the subtree has 2^level leaves. `idx`: counted from the left, from 0.
pub const TABLE: &str = "CREATE TABLE tree_node (
    level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID";

/// What is asked of a register's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// How many events there are, and the root over them.
    Head,
    /// The hashes of a tile.
    Hashes { level: u8, index: u64, width: u16 },
    /// The data of the leaves of a tile of level 0.
    Leaves { index: u64, width: u16 },
    /// The proof that a case was filed, for its complainant.
    Case { serial: u32, code_hash: String, tried: Tried, now: i64 },
}

/// What the log answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The head of the tree.
    Head(Head),
    /// Hashes.
    Hashes(Vec<Hash>),
    /// A case's filing, and its way to the root.
    Case(Box<Filing>),
    /// The tree has no such tile yet, or nothing is left of the case that could be proved.
    Nothing,
}

/// The head of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many events there are.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// The event that put a case on the register, and its way to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    pub event: ProvenEvent,
    pub before: Hash,
    pub path: Vec<Hash>,
    pub head: Head,
}

/// The tree over the first `size` events of a store.
pub struct Tree<'a, S> {
    pub sql: &'a S,
    pub size: u64,
}

impl<S: Sql> Tree<'_, S> {
    /// The root.
    ///
    /// # Errors
    /// The store cannot be read, or an event is missing.
    pub fn root(&self) -> SqlResult<Hash> {
        let reader = Reader::new(self.size, |tile| self.hashes(&tile));
        proof::root(self.size, |at| reader.subtree(at)).map_err(broken)
    }

    /// The path from a leaf to the root.
    ///
    /// # Errors
    /// The store cannot be read, or an event is missing.
    pub fn inclusion(&self, index: u64) -> SqlResult<Vec<Hash>> {
        let reader = Reader::new(self.size, |tile| self.hashes(&tile));
        proof::inclusion(index, self.size, |at| reader.subtree(at)).map_err(broken)
    }

    /// The hashes of a tile that the tree has.
    ///
    /// # Errors
    /// The store cannot be read, or an event is missing.
    pub fn hashes(&self, tile: &Tile) -> SqlResult<Vec<Hash>> {
        if tile.level == 0 {
            return Ok(self.leaves(tile)?.iter().map(|leaf| leaf_hash(leaf)).collect());
        }
        let first = tile.index * WIDTH;
        let rows = self.sql.run(
            "SELECT idx, hash FROM tree_node WHERE level = ?1 AND idx >= ?2 AND idx < ?2 + ?3 ORDER BY idx",
            &[bits(tile.level).into(), number(first)?.into(), i64::from(tile.width).into()],
        )?;
        let mut rows = rows.into_iter().peekable();
        let mut hashes = Vec::with_capacity(tile.width.into());
        for idx in first..first + u64::from(tile.width) {
            let wanted = number(idx)?;
            match rows.next_if(|row| row.int(0).is_ok_and(|found| found == wanted)) {
                Some(row) => hashes.push(hash(&row, 1)?),
                None => hashes.push(self.block(tile.level, idx)?),
            }
        }
        Ok(hashes)
    }

    /// The hashes of a tile's events.
    ///
    /// # Errors
    /// The store cannot be read, or an event is missing.
    pub fn leaves(&self, tile: &Tile) -> SqlResult<Vec<Hash>> {
        let first = number(tile.index * WIDTH)?;
        let rows = self.sql.run(
            "SELECT hash FROM event WHERE seq > ?1 AND seq <= ?1 + ?2 ORDER BY seq",
            &[first.into(), i64::from(tile.width).into()],
        )?;
        if rows.len() != usize::from(tile.width) {
            return Err(SqlError(format!("the register's log: an event after the {first}th is missing")));
        }
        rows.iter().map(|row| hash(row, 0)).collect()
    }

    /// The root of a complete subtree of 256^level events, from what lies under it.
    fn block(&self, level: u8, index: u64) -> SqlResult<Hash> {
        let width = u16::try_from(WIDTH).unwrap_or(u16::MAX);
        self.hashes(&Tile { level: level - 1, index, width }).map(|hashes| root_of(&hashes))
    }

    /// Keeps what the last event completed.
    ///
    /// # Errors
    /// The store cannot be written, or an event is missing.
    pub fn keep(&self) -> SqlResult<()> {
        let mut blocks = self.size;
        for level in 1..=LEVEL_MAX {
            if blocks == 0 || !blocks.is_multiple_of(WIDTH) {
                break;
            }
            blocks /= WIDTH;
            if !self.is_whole(level, blocks - 1)? {
                // A store that somebody cut a row out of still takes filings; its log cannot be read there any more.
                break;
            }
            let root = self.block(level, blocks - 1)?;
            self.sql.run(
                "INSERT INTO tree_node (level, idx, hash) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                &[bits(level).into(), number(blocks - 1)?.into(), Hash::as_slice(&root).into()],
            )?;
        }
        Ok(())
    }

    /// Whether what a block is made of is all there: 256 events, or 256 kept nodes of the level below.
    fn is_whole(&self, level: u8, block: u64) -> SqlResult<bool> {
        let first = number(block * WIDTH)?;
        let events = "SELECT count(*) FROM event WHERE seq > ?1 AND seq <= ?1 + 256";
        let nodes = "SELECT count(*) FROM tree_node WHERE level = ?2 AND idx >= ?1 AND idx < ?1 + 256";
        let row = match level {
            1 => self.sql.first(events, &[first.into()])?,
            _ => self.sql.first(nodes, &[first.into(), bits(level - 1).into()])?,
        };
        Ok(row.map(|row| row.int(0)).transpose()? == Some(256))
    }

    /// Keeps what events completed that were written before this table was there.
    ///
    /// # Errors
    /// As [`Tree::keep`].
    pub fn fill(&self) -> SqlResult<()> {
        let last = self.sql.first("SELECT max(idx) FROM tree_node WHERE level = 8", &[])?;
        let last = last.map(|row| row.maybe_int(0)).transpose()?.flatten();
        let next = last.and_then(|idx| u64::try_from(idx).ok()).map_or(0, |idx| idx + 1);
        (next..self.size / WIDTH).try_for_each(|block| Tree { sql: self.sql, size: (block + 1) * WIDTH }.keep())
    }

    /// Answers what is asked; the root comes from memory if it is known.
    ///
    /// # Errors
    /// As the others.
    pub fn answer(&self, ask: &Ask) -> SqlResult<Answer> {
        let there = |level, index, width| {
            let tile = Tile::of(level, index, self.size).filter(|there| width > 0 && width <= there.width)?;
            Some(Tile { width, ..tile })
        };
        let hashes = match ask {
            Ask::Head => return Ok(Answer::Head(Head { size: self.size, root: self.root()? })),
            Ask::Hashes { level, index, width } => there(*level, *index, *width).map(|tile| self.hashes(&tile)),
            Ask::Leaves { index, width } => there(0, *index, *width).map(|tile| self.leaves(&tile)),
            // Whose case it is has to be proved first: the service does.
            Ask::Case { .. } => None,
        };
        Ok(hashes.transpose()?.map_or(Answer::Nothing, Answer::Hashes))
    }
}

/// How the table counts levels.
fn bits(level: u8) -> i64 {
    i64::from(level) * 8
}

fn number(n: u64) -> SqlResult<i64> {
    i64::try_from(n).map_err(|_| SqlError("a log of impossible size".into()))
}

fn hash(row: &Row, column: usize) -> SqlResult<Hash> {
    row.maybe_fixed(column)?.ok_or_else(|| SqlError("the register's log: a hash is missing".into()))
}

fn broken(missing: Missing<SqlError>) -> SqlError {
    match missing {
        Missing::Fetch(error) => error,
        Missing::NotThere(Subtree { level, index }) => {
            SqlError(format!("the register's log: no subtree {level}/{index}"))
        }
    }
}

#[cfg(test)]
mod tests;
