//! The only way to a register: by its name, with one command, for one reply.
//!
//! In: a register's name and a command. Out: a reply, or that the register cannot be reached.
//! Never: a second path; HTTP status carries nothing but transport trouble.

use super::{Command, Reply};
use crate::config::Config;
use crate::fault::Fault;
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use worker::{Method, Request, RequestInit};

/// Asks a register.
///
/// # Errors
/// The object cannot be reached, or failed; nothing of the command has happened, or the answer was lost.
pub async fn ask(config: &Config, register: &RegisterName, command: &Command) -> Result<Reply, Fault> {
    let stub = config.registers.get_by_name(&register.to_string()).map_err(unavailable)?;
    let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(body.into()));
    let request = Request::new_with_init("http://register/", &init).map_err(unavailable)?;
    let mut response = stub.fetch_with_request(request).await.map_err(unavailable)?;
    let text = response.text().await.map_err(unavailable)?;
    if response.status_code() != 200 {
        return Err(Fault::caused(ProblemCode::Unavailable, format!("register {register}: {text}")));
    }
    serde_json::from_str(&text).map_err(|e| Fault::broken(format!("a register's reply: {e}")))
}

fn unavailable(error: worker::Error) -> Fault {
    Fault::caused(ProblemCode::Unavailable, format!("register: {error}"))
}
