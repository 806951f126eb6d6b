//! One room for each thing a person can see. In: a [`crate::View`] and the screen's data. Out: HTML.

pub mod actions;
pub mod case;
pub mod documents;
pub mod form;
pub mod notice;
pub mod open;
pub mod orient;
#[cfg(feature = "ssr")]
pub mod paper;
pub mod receipt;
pub mod timeline;
