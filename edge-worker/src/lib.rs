//! The node: registers, desk, exchange and hosted pages.
//!
//! In: HTTP requests and alarms. Out: answers, and signed events to peers. The same build runs on
//! Cloudflare's network and on `workerd`. `router` is the table of contents; `register` keeps the
//! cases; `directory` the configuration; `connectors` speak to peers.
//! Never here: rules of a case (`domain`), shapes that others rely on (`wire`), sentences (`words`).

pub mod auth;
pub mod backup;
pub mod call;
pub mod clock;
pub mod config;
pub mod connectors;
pub mod directory;
pub mod documents;
pub mod fault;
pub mod handlers;
pub mod hop;
pub mod incoming;
pub mod kept;
pub mod limits;
pub mod log;
pub mod matter;
pub mod metrics;
pub mod multipart;
pub mod pages;
pub mod register;
pub mod reply;
pub mod router;
pub mod secret;
pub mod sql;
pub mod turns;
pub mod vault;

use worker::worker_sys::web_sys;
use worker::{Context, Env, Result, event};

#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, _context: Context) -> Result<web_sys::Response> {
    router::answer(incoming::Incoming::new(request), &env).await
}
