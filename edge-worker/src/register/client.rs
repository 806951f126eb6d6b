//! The only way to a register: by its name, with one command, for one reply.
//!
//! In: a register's name and a command; or a case that somebody wants to watch. Out: a reply, or a socket, or
//! that the register cannot be reached. Never: a third way; HTTP status carries nothing but transport trouble.

use super::{Command, Reply, Tried};
use crate::config::Config;
use crate::fault::Fault;
use crate::hop;
use crate::log;
use domain::reference::RegisterName;
use wire::json;
use wire::problem::ProblemCode;
use worker::{Method, Request, Response};

/// The name of the register that holds nothing. No register of an agency can have it.
const NOWHERE: &str = "nowhere";

/// Asks a register.
///
/// # Errors
/// The object cannot be reached, or failed; nothing of the command has happened, or the answer was lost.
pub async fn ask(config: &Config, register: &RegisterName, command: &Command) -> Result<Reply, Fault> {
    ask_named(config, &register.to_string(), command).await
}

/// Asks the register that holds nothing, in the place of one that does not exist: whoever tries a code there costs
/// and learns the same as anywhere else, and no object comes into being by guessing names.
///
/// # Errors
/// As [`ask`].
pub async fn ask_nowhere(config: &Config, command: &Command) -> Result<Reply, Fault> {
    ask_named(config, NOWHERE, command).await
}

async fn ask_named(config: &Config, register: &str, command: &Command) -> Result<Reply, Fault> {
    let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
    let reply = hop::to_object(&config.registers, register, &body)
        .await
        .map_err(|said| Fault::caused(ProblemCode::Unavailable, format!("register {register}: {said}")))?;
    json::read(&reply).map_err(|e| Fault::broken(log::unreadable("a register's reply", &e)))
}

/// Asks a register for a socket that tells when something happens in a case; the one that holds nothing if there
/// is none.
///
/// # Errors
/// The object cannot be reached.
pub async fn watch(
    config: &Config,
    register: Option<&RegisterName>,
    serial: u32,
    tried: &Tried,
) -> Result<Response, Fault> {
    let register = register.map_or_else(|| NOWHERE.to_owned(), ToString::to_string);
    let stub = config.registers.get_by_name(&register).map_err(unavailable)?;
    let url = format!("http://register/{serial}/{}/{}", tried.at, tried.network.as_deref().unwrap_or_default());
    let mut request = Request::new(&url, Method::Get).map_err(unavailable)?;
    request.headers_mut().and_then(|headers| headers.set("upgrade", "websocket")).map_err(unavailable)?;
    let response = stub.fetch_with_request(request).await.map_err(unavailable)?;
    let status = response.status_code();
    let socket = response.websocket().ok_or_else(|| {
        Fault::caused(ProblemCode::Unavailable, format!("register {register}: no socket, status {status}"))
    })?;
    Response::from_websocket(socket).map_err(unavailable)
}

fn unavailable(error: worker::Error) -> Fault {
    Fault::caused(ProblemCode::Unavailable, format!("register: {error}"))
}
