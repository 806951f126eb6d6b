//! What the integration tests stand on: real workerd processes, a client, and what is put into them.
//!
//! In: the release artefacts in `dist/` and the workerd that npm installed. Out: nodes on free ports with
//! folders and secrets of their own, each for one test. Never: the worker's code (tests go through HTTP
//! only), a process left behind, or a test that is skipped because something is missing.
#![expect(clippy::expect_used, clippy::panic, reason = "only tests use this crate: what cannot go on is a failed test")]

pub mod assertions;
pub mod client;
pub mod clock;
pub mod desk;
pub mod disk;
pub mod fixtures;
pub mod gate;
pub mod keeper;
pub mod letters;
pub mod live;
pub mod mail;
pub mod node;
pub mod operator;
pub mod outsider;
pub mod page;
pub mod place;
pub mod portal;
pub mod proof;
pub mod relay;
pub mod scanner;
pub mod sender;
pub mod stack;
pub mod store;
pub mod tap;
pub mod tool;
pub mod torture;
pub mod town;
pub mod tracker;
pub mod upload;
