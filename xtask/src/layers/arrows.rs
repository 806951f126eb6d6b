//! The table of arrows: who may look at whom.
//!
//! In: nothing. Out: constants.
//! Never: an arrow that ARCHITECTURE.md does not explain.

/// A crate, what it may use of the project, and what must never come in behind it.
#[derive(Debug)]
pub struct Crate {
    pub name: &'static str,
    pub may_use: &'static [&'static str],
    pub never: &'static [&'static str],
}

/// What belongs to a platform and so to the second floor.
const PLATFORM: &[&str] = &["worker", "web-sys", "js-sys", "wasm-bindgen", "getrandom", "tokio"];
const PLATFORM_AND_SHAPES: &[&str] =
    &["worker", "web-sys", "js-sys", "wasm-bindgen", "getrandom", "tokio", "serde", "serde_json", "rand"];

pub const CRATES: [Crate; 13] = [
    Crate { name: "sealer", may_use: &[], never: PLATFORM_AND_SHAPES },
    Crate { name: "domain", may_use: &[], never: PLATFORM_AND_SHAPES },
    Crate { name: "routing", may_use: &[], never: PLATFORM_AND_SHAPES },
    Crate { name: "wire", may_use: &["domain", "routing"], never: PLATFORM },
    Crate { name: "words", may_use: &["domain", "wire"], never: PLATFORM },
    Crate { name: "views", may_use: &["domain", "wire", "words"], never: &["worker"] },
    Crate { name: "widget", may_use: &["domain", "wire", "words", "views"], never: &["worker"] },
    Crate { name: "edge-worker", may_use: &["sealer", "domain", "routing", "wire", "words", "views"], never: &[] },
    Crate { name: "openapi", may_use: &["domain", "routing", "wire", "words"], never: PLATFORM },
    Crate { name: "cli", may_use: &["domain", "wire"], never: &["worker", "tokio"] },
    Crate { name: "mail", may_use: &["domain", "wire", "words"], never: &["worker"] },
    Crate { name: "xtask", may_use: &["routing"], never: &[] },
    Crate { name: "integration-tests", may_use: &["domain", "wire"], never: &[] },
];

/// A rule between the rooms of one crate.
#[derive(Debug)]
pub struct Room {
    /// The crate's folder.
    pub inside: &'static str,
    /// The path that is guarded, as `crate::…` or as a crate's name.
    pub path: &'static str,
    /// The rooms that may name it.
    pub only: &'static [&'static str],
    /// The rooms the rule is about; none means all.
    pub from: &'static [&'static str],
    pub reason: &'static str,
}

const EAST: &str = "edge-worker";
const WEST: &str = "widget";

pub const ROOMS: [Room; 12] = [
    Room {
        inside: EAST,
        path: "crate::handlers",
        only: &["crate::handlers", "crate::router", "crate::pages"],
        from: &[],
        reason: "handlers are called by the router, and by the pages that are the same doors in HTML; nothing below looks up at them",
    },
    Room {
        inside: EAST,
        path: "crate::register::register_do",
        only: &["crate", "crate::register"],
        from: &[],
        reason: "the register's shell is called by the platform only",
    },
    Room {
        inside: EAST,
        path: "crate::directory::directory_do",
        only: &["crate", "crate::directory"],
        from: &[],
        reason: "the directory's shell is called by the platform only",
    },
    Room {
        inside: EAST,
        path: "crate::documents::documents_do",
        only: &["crate", "crate::documents"],
        from: &[],
        reason: "the drawers' shell is called by the platform only",
    },
    Room {
        inside: EAST,
        path: "crate::register::store",
        only: &["crate::register"],
        from: &[],
        reason: "rows are reached through register::client and the register's service",
    },
    Room {
        inside: EAST,
        path: "crate::sql",
        only: &[
            "crate::sql",
            "crate::register",
            "crate::directory",
            "crate::documents",
            "crate::backup",
            "crate::vault",
            "crate::fault",
        ],
        from: &[],
        reason: "SQL belongs to the objects' stores",
    },
    Room {
        inside: EAST,
        path: "crate::vault",
        only: &["crate::vault", "crate::register", "crate::directory", "crate::documents", "crate::config"],
        from: &[],
        reason: "only stores seal and open; a handler sees what its store gives it",
    },
    Room {
        inside: EAST,
        path: "crate::connectors",
        only: &["crate::connectors", "crate::register::dispatcher", "crate::register::register_do"],
        from: &[],
        reason: "only the dispatcher sends; a request never waits for a peer",
    },
    Room {
        inside: EAST,
        path: "worker::Date",
        only: &["crate::clock"],
        from: &[],
        reason: "time comes in through clock.rs",
    },
    Room {
        inside: WEST,
        path: "web_sys",
        only: &["crate", "crate::dom", "crate::api"],
        from: &[],
        reason: "the browser is reached through dom.rs and api.rs; the root only names what the loader hands over",
    },
    Room {
        inside: WEST,
        path: "js_sys",
        only: &["crate", "crate::dom", "crate::api", "crate::js"],
        from: &[],
        reason: "JavaScript's values are read in js.rs, the browser is reached through dom.rs and api.rs",
    },
    Room {
        inside: WEST,
        path: "crate::app",
        only: &["crate", "crate::app"],
        from: &[],
        reason: "state, api and dom are below the application",
    },
];
