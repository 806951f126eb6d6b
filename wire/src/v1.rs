//! The v1 contract: JSON, `snake_case`, RFC 3339 times in UTC. Fields are only ever added.

pub mod about;
pub mod admin;
pub mod agencies;
pub mod backup;
pub mod case;
pub mod deliberation;
pub mod desk;
pub mod filing;
pub mod keep;
pub mod names;
pub mod orientation;
