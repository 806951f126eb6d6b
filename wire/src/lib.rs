//! What crosses a boundary: the v1 contract, problems, the exchange between nodes, the promise to web teams.
//!
//! In and out: serialised shapes and their meaning in `domain`'s types. A shape here is a promise:
//! fields are only ever added. Feature `node` adds what only nodes need: reading untrusted JSON
//! field by field, signatures, and the messages between the worker and its objects.
//! Never here: I/O, clocks, sentences.
#![warn(missing_docs)]

pub mod embed;
pub mod problem;
pub mod v1;

#[cfg(feature = "node")]
pub mod backup;
#[cfg(feature = "node")]
pub mod exchange;
#[cfg(feature = "node")]
pub mod log;
#[cfg(feature = "node")]
pub mod proof;
#[cfg(feature = "node")]
pub mod read;
#[cfg(feature = "node")]
pub mod signing;
#[cfg(feature = "node")]
pub mod upload;
#[cfg(feature = "node")]
pub mod webhook;
