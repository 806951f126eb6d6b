//! The log over a register's events: a Merkle tree that anybody can check without trusting the node.
//!
//! In and out: hashes, proofs, signed checkpoints, tiles. The tree is RFC 6962's (RFC 9162, section 2.1), its signed
//! head is C2SP's checkpoint in a signed note, its hashes are served as C2SP's tiles: <https://c2sp.org/tlog-tiles>.
//! The node and `wasl verify` go by the same code. Never: where tiles come from, clocks, sentences for people.

pub mod case;
pub mod checkpoint;
pub mod event;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tree;

#[cfg(test)]
mod tests;
