//! What a text is about: topics with their confidence, and the words that say so.
//!
//! In: what a person wrote, in any of the languages and scripts, and a model as bytes. Out: every topic with a
//! calibrated confidence, whether that is enough to be said aloud, and the person's own words that weighed most.
//! Never: a clock, randomness, I/O, a decision. What it says is a proposal; a person decides.
//!
//! Out of scope: where an agency sends what is about a topic (`domain::routing`), and the examples that a model is
//! trained on (`cargo xtask routing train`).
#![warn(missing_docs)]

mod everyday;
mod features;
mod judge;
mod likeness;
mod model;
mod normal;
mod skeleton;
mod topic;
mod train;

pub use everyday::Everyday;
pub use features::{BUCKET_BITS, Feature, features};
pub use judge::{Judgement, Ranked, heaviest_first};
pub use likeness::{alike, keys};
pub use model::{CLASSES, Model, Row, Unreadable};
pub use normal::{Word, words};
pub use topic::Topic;
pub use train::{Lesson, Turn, train};
