//! Deliveries that were given up, mended by hand: all of a peer tried again, or one case handed to another peer.
//!
//! In: the operator's choice of a peer. Out: what was put back. Never: sending; the register's alarm does.

use super::filing::unexpected;
use crate::auth::Operator;
use crate::auth::staff::MendDeliveries;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::{Command, Reply, client};
use crate::reply;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::admin::Retried;
use worker::Response;

/// `POST /v1/admin/deliveries/retry`: every dead delivery to a peer. Asked again, it puts back what has died since.
pub async fn retry_all(call: &mut Call) -> Result<Response, Fault> {
    Operator::<MendDeliveries>::of(call).await?;
    let peer = peer_of(call).await?;
    let directory::Reply::Agencies(agencies) = directory::ask(&call.config, &directory::Command::Agencies).await?
    else {
        return Err(Fault::broken("the directory's reply"));
    };
    let mut retried = 0;
    for agency in agencies {
        for name in directory::registers(&call.config, &agency.id).await? {
            let Some(register) = RegisterName::parse(&name) else { continue };
            let command = Command::RetryAll { peer: peer.clone(), now: clock::now().0 };
            match client::ask(&call.config, &register, &command).await? {
                Reply::Count(count) => retried += count,
                Reply::NeedsAgency => {}
                other => return Err(unexpected(other)),
            }
        }
    }
    reply::json(200, &Retried { retried })
}

/// `POST /v1/admin/deliveries/{id}/redirect`: the case of a dead delivery goes to another peer. It is dead once: asked
/// again, there is nothing to redirect.
pub async fn redirect(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::<MendDeliveries>::of(call).await?;
    let to = peer_of(call).await?;
    let unknown = || Fault::refused(ProblemCode::NotFound);
    let register = id.split_once('.').and_then(|(name, _)| RegisterName::parse(name)).ok_or_else(unknown)?;
    directory::holder_of(&call.config, &register).await?.ok_or_else(unknown)?;
    let command = Command::Redirect { delivery: id.to_owned(), to, now: clock::now().0 };
    match client::ask(&call.config, &register, &command).await? {
        Reply::Ok => Ok(Response::empty()?.with_status(202)),
        other => Err(unexpected(other)),
    }
}

/// The peer that the body names, if this node has it and exchanges with it.
async fn peer_of(call: &mut Call) -> Result<String, Fault> {
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::peer_choice(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (peer, mut errors) = (reading.value.peer, reading.errors);
    let peers = directory::peers(&call.config).await?;
    if !peers.get(&peer).is_some_and(|p| p.body.active) {
        let code = if peer.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
        errors.push(FieldError::new("/peer", code));
    }
    if errors.is_empty() { Ok(peer) } else { Err(Fault::fields(errors)) }
}
