//! The rules of a case, and nothing else.
//!
//! In: plain values, among them every time, id and random number that a rule needs.
//! Out: plain values: a valid filing or the list of what is wrong with it, the event that a
//! command causes or why it is not possible now, when a delivery is tried again.
//! Never here: a clock, randomness, I/O, `async`, serialisation, sentences in a human language.
#![warn(missing_docs)]

pub mod access;
pub mod agency;
pub mod alike;
pub mod base32;
pub mod calendar;
pub mod case;
pub mod contact;
pub mod convention;
pub mod deadline;
pub mod deliberation;
pub mod delivery;
pub mod document;
pub mod draft;
pub mod event;
pub mod field_error;
pub mod guessing;
pub mod http_date;
pub mod idempotency;
pub mod language;
pub mod looking;
mod meter;
pub mod orientation;
pub mod protection;
pub mod reference;
pub mod role;
pub mod routing;
pub mod status;
pub mod texts;
pub mod time;
