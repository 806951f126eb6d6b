//! Sockets of people who have a case open: they hear that something was written, never what.
//!
//! In: an upgrade for one case; its access code as the first message; the cases that were written to. Out: the
//! number of entries that the complainant can see, once at the beginning and then whenever it has grown.
//! The sockets sleep with the object: all that is known of one is attached to it.
//! Never: words of a case over a socket; a second try with another code; an error for whoever writes.

use super::register_do::Shared;
use super::service::Presented;
use super::{Reply, Tried};
use crate::clock;
use crate::config::Config;
use crate::log;
use crate::secret;
use domain::access::AccessCode;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use worker::{Env, Request, Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

/// The socket has done what it was for.
pub const NORMAL: u16 = 1000;
/// The code was wrong, or none came.
const POLICY: u16 = 1008;
/// There are too many: come again.
const LATER: u16 = 1013;

/// `readyState` of a socket that can be spoken to.
const OPEN: u16 = 1;

/// How long somebody may take to send the code, once others come, in milliseconds.
const PROOF_MS: i64 = 10_000;
/// Sockets of one register that have not sent a code. More push out the oldest: they cost memory and prove nothing.
const UNPROVED_MAX: usize = 64;
/// Sockets of one case: a person has a few tabs and a telephone.
const CASE_MAX: usize = 8;

/// What is attached to a socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Watcher {
    serial: u32,
    tried: Tried,
    since: i64,
    /// The number of entries told last; none before the code was right.
    told: Option<usize>,
}

/// The case that an upgrade asks for, and from where.
pub fn asked(request: &Request) -> Option<(u32, Tried)> {
    request.headers().get("upgrade").ok().flatten()?;
    let path = request.path();
    let mut parts = path.trim_start_matches('/').split('/');
    let (serial, at) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
    Some((serial, Tried { at, network: parts.next().filter(|n| !n.is_empty()).map(str::to_owned) }))
}

/// Takes a socket that has proved nothing so far.
///
/// # Errors
/// The platform gives no socket.
pub fn accept(state: &State, (serial, tried): (u32, Tried)) -> Result<Response> {
    let now = clock::now().0;
    make_room(state, now);
    let pair = WebSocketPair::new()?;
    // Answered by the platform: nobody is woken by a sign of life.
    state.set_websocket_auto_response(&WebSocketRequestResponsePair::new("ping", "pong")?);
    state.accept_websocket_with_tags(&pair.server, &[&tag(serial)]);
    pair.server.serialize_attachment(Watcher { serial, tried, since: now, told: None })?;
    Response::from_websocket(pair.client)
}

/// The first message: the access code. Later ones say nothing.
pub fn heard(shared: &Rc<Shared>, env: &Env, socket: &WebSocket, code: &str) {
    let Some(watcher) = watcher(socket).filter(|w| w.told.is_none()) else { return };
    let serial = watcher.serial;
    match entries(shared, env, &watcher, code) {
        Some(Ok(entries)) => {
            say(socket, watcher, entries);
            crowd_out(&shared.state, serial);
        }
        Some(Err(Reply::Refused(refused))) if refused.retry_after_s.is_some() => close(socket, LATER, "too many"),
        _ => close(socket, POLICY, "case-not-found"),
    }
}

fn entries(shared: &Rc<Shared>, env: &Env, watcher: &Watcher, code: &str) -> Option<std::result::Result<usize, Reply>> {
    let code = AccessCode::parse(code)?;
    let config = Config::from_env(env).map_err(|fault| log::failure("live", &fault.to_string())).ok()?;
    let hash = secret::code_hash(&config.keys.hash, &code);
    let presented = Presented { hash: &hash, tried: &watcher.tried, now: clock::now().0 };
    shared
        .service
        .proved_entries(watcher.serial, &presented)
        .map_err(|error| log::failure("live", &error.to_string()))
        .ok()
}

/// Tells whoever watches a case that was written to.
pub fn tell(shared: &Shared) {
    for serial in shared.service.touched() {
        let sockets = shared.state.get_websockets_with_tag(&tag(serial));
        if sockets.is_empty() {
            continue;
        }
        let entries = match shared.service.public_entries(serial) {
            Ok(entries) => entries,
            Err(error) => return log::failure("live", &error.to_string()),
        };
        for socket in sockets {
            if let Some(watcher) = watcher(&socket).filter(|w| w.told.is_some_and(|told| told != entries)) {
                say(&socket, watcher, entries);
            }
        }
    }
}

/// Closes a socket that may be closed already.
pub fn close(socket: &WebSocket, code: u16, reason: &str) {
    drop(socket.close(Some(code), Some(reason)));
}

fn say(socket: &WebSocket, watcher: Watcher, entries: usize) {
    // A socket that has gone hears nothing and is asked for nothing: its page connects again.
    let noted = socket.serialize_attachment(Watcher { told: Some(entries), ..watcher });
    drop(noted.and_then(|()| socket.send_with_str(format!("{{\"events\":{entries}}}"))));
}

fn make_room(state: &State, now: i64) {
    let mut unproved: Vec<_> = (state.get_websockets().into_iter())
        .filter_map(|socket| watcher(&socket).filter(|w| w.told.is_none()).map(|w| (w.since, socket)))
        .collect();
    unproved.sort_by_key(|(since, _)| *since);
    let many = (unproved.len() + 1).saturating_sub(UNPROVED_MAX);
    for (n, (since, socket)) in unproved.iter().enumerate() {
        if n < many || now - since > PROOF_MS {
            close(socket, POLICY, "no code came");
        }
    }
}

/// Closes the oldest sockets of a case that has too many.
fn crowd_out(state: &State, serial: u32) {
    let mut sockets: Vec<_> = (state.get_websockets_with_tag(&tag(serial)).into_iter())
        .filter_map(|socket| watcher(&socket).filter(|w| w.told.is_some()).map(|w| (w.since, socket)))
        .collect();
    sockets.sort_by_key(|(since, _)| *since);
    let many = sockets.len().saturating_sub(CASE_MAX);
    for (_, socket) in sockets.iter().take(many) {
        close(socket, LATER, "too many");
    }
}

/// Who is at the other end of a socket, unless it is being closed: until that is done it is still in the list.
fn watcher(socket: &WebSocket) -> Option<Watcher> {
    let open = socket.as_ref().ready_state() == OPEN;
    open.then(|| socket.deserialize_attachment().ok().flatten()).flatten()
}

fn tag(serial: u32) -> String {
    serial.to_string()
}
