//! Hashing of a Merkle tree (RFC 9162, section 2.1.1; the same as RFC 6962's), and its root while it grows.
//!
//! In: the data of leaves, in order. Out: hashes. Never: more memory than one hash a level.

use sha2::{Digest as _, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf: SHA-256 of `0x00` and its data.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// The hash of an inner node: SHA-256 of `0x01`, its left and its right child.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of a tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// A tree while it grows: the roots of its complete subtrees, largest first. At most one a bit of its size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Growing {
    size: u64,
    roots: Vec<Hash>,
}

impl Growing {
    /// How many leaves it has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each complete subtree of the same size on the left is joined with the new one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of what was added so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut smaller = self.roots.iter().rev();
        let Some(last) = smaller.next() else { return empty_root() };
        smaller.fold(*last, |right, left| node_hash(left, &right))
    }
}

impl FromIterator<Hash> for Growing {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// The root over these leaves' hashes.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    leaves.iter().copied().collect::<Growing>().root()
}

/// A complete subtree: the `index`-th of those with `2^level` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subtree {
    /// 0 for leaves.
    pub level: u8,
    /// Counted from the left, from 0.
    pub index: u64,
}
