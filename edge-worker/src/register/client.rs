//! The only way to a register: by its name, with one command, for one reply.
//!
//! In: a register's name and a command; or a case that somebody wants to watch. Out: a reply, or a socket, or
//! that the register cannot be reached. Never: a third way; HTTP status carries nothing but transport trouble.

use super::{Command, Reply};
use crate::config::Config;
use crate::fault::Fault;
use crate::hop;
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use worker::{Method, Request, Response};

/// Asks a register.
///
/// # Errors
/// The object cannot be reached, or failed; nothing of the command has happened, or the answer was lost.
pub async fn ask(config: &Config, register: &RegisterName, command: &Command) -> Result<Reply, Fault> {
    let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
    let text = hop::to_object(&config.registers, &register.to_string(), &body)
        .await
        .map_err(|said| Fault::caused(ProblemCode::Unavailable, format!("register {register}: {said}")))?;
    serde_json::from_str(&text).map_err(|e| Fault::broken(format!("a register's reply: {e}")))
}

/// Asks a register for a socket that tells when something happens in a case.
///
/// # Errors
/// The object cannot be reached.
pub async fn watch(config: &Config, register: &RegisterName, serial: u32) -> Result<Response, Fault> {
    let stub = config.registers.get_by_name(&register.to_string()).map_err(unavailable)?;
    let mut request = Request::new(&format!("http://register/{serial}"), Method::Get).map_err(unavailable)?;
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
