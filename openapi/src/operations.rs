//! Every operation of the node, chapter by chapter.
//!
//! In: nothing. Out: the whole list. Never: an operation that the worker's router does not have (a test compares).

mod admin;
mod backup;
mod citizen;
mod deliberations;
mod desk;
mod documents;
mod exchange;
mod node;
mod open311;
mod pages;

use crate::operation::Operation;

const KEY: &str = "A text of the caller's own. The same key and the same body are done once, and answered the same.";

/// The chapters, with what they are about: their name, in English and in French.
pub const CHAPTERS: [(&str, &str, &str); 8] = [
    ("citizen", "For complainants", "Pour les plaignants"),
    ("documents", "Documents", "Documents"),
    ("desk", "For caseworkers", "Pour les agents traitants"),
    ("admin", "For operators", "Pour les exploitants"),
    ("exchange", "Between nodes", "Entre nœuds"),
    ("open311", "For civic apps: Open311", "Pour les applications civiques : Open311"),
    ("node", "The node itself", "Le nœud lui-même"),
    ("pages", "Pages for people", "Pages pour les personnes"),
];

/// All of them, in the order of the chapters.
#[must_use]
pub fn all() -> Vec<Operation> {
    let chapters = [
        ("citizen", citizen::operations()),
        ("documents", documents::operations()),
        ("desk", desk::operations()),
        ("desk", deliberations::operations()),
        ("admin", admin::operations()),
        ("admin", backup::operations()),
        ("exchange", exchange::operations()),
        ("open311", open311::operations()),
        ("node", node::operations()),
        ("pages", pages::operations()),
    ];
    let tagged = |(tag, operations): (&'static str, Vec<Operation>)| {
        operations.into_iter().map(move |operation| Operation { tag, ..operation })
    };
    chapters.into_iter().flat_map(tagged).collect()
}
