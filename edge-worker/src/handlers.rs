//! What each path does; the files mirror the paths. In: a call. Out: an answer or a fault.
//! Never: rules, statements, or a right without its handle.

pub mod accesses;
pub mod admin;
pub mod agencies;
pub mod assets;
pub mod backup;
pub mod callbacks;
pub mod cases;
pub mod challenge;
pub mod conventions;
pub mod corrections;
pub mod deliberations;
pub mod deliveries;
pub mod desk;
pub mod documents;
pub mod download;
pub mod exchange;
pub mod figures;
pub mod filing;
pub mod handover;
pub mod health;
pub mod keep;
pub mod log;
pub mod node;
pub mod open311;
pub mod paging;
pub mod present;
pub mod suggestions;
pub mod tokens;
pub mod waves;
