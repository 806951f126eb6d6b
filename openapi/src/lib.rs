//! The HTTP API, described: an `OpenAPI` 3.1 document, a page to read it on, and a page for each problem.
//!
//! In: the shapes of `wire`, `domain`'s closed lists and limits, the problems' sentences of `words`. Out: files that
//! the node serves. A test holds the operations against the worker's table of contents: what has no line here fails.
//! Never: part of a program that answers requests; a list that is written twice.
#![warn(missing_docs)]

pub mod document;
pub mod examples;
pub mod html;
pub mod limits;
pub mod open311;
pub mod operation;
pub mod operations;
pub mod problems;
pub mod schemas;
