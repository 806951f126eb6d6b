//! Deliveries that were given up, mended by hand: all of a peer tried again, one case handed to another peer, or what
//! will never arrive ended on the record.
//!
//! In: the operator's choice. Out: what was put back, or of how many cases something was ended. Never: sending; the register's alarm does.

use super::filing::unexpected;
use super::paging::invalid;
use crate::auth::Operator;
use crate::auth::staff::MendDeliveries;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory::{self, PeerRecord};
use crate::fault::Fault;
use crate::register::{Command, Reply, client};
use crate::reply;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::admin::{DISCARD_REASONS, Discarded, Retried};
use worker::Response;

/// `POST /v1/admin/deliveries/retry`: every dead delivery to a peer. Asked again, it puts back what has died since.
pub async fn retry_all(call: &mut Call) -> Result<Response, Fault> {
    Operator::<MendDeliveries>::of(call).await?;
    let peer = peer_of(call).await?.id;
    let retried = everywhere(call, &Command::RetryAll { peer, now: clock::now().0 }).await?;
    reply::json(200, &Retried { retried })
}

/// `POST /v1/admin/deliveries/{id}/discard?reason=`.
pub async fn discard(call: &Call, id: &str) -> Result<Response, Fault> {
    let operator = Operator::<MendDeliveries>::of(call).await?;
    let reason = reason(call)?;
    let (register, _) = register_of(call, id).await?;
    let (delivery, reader) = (id.to_owned(), operator.reader());
    let command = Command::Discard { delivery, reason, reader, now: clock::now().0 };
    match client::ask(&call.config, &register, &command).await? {
        Reply::Count(0) => Err(Fault::refused(ProblemCode::NotFound)),
        Reply::Count(cases) => reply::json(200, &Discarded { cases }),
        other => Err(unexpected(other)),
    }
}

/// `POST /v1/admin/peers/{peer}/discard?reason=`, for a peer that has left: that is one which was switched off.
pub async fn discard_all(call: &Call, peer: &str) -> Result<Response, Fault> {
    let operator = Operator::<MendDeliveries>::of(call).await?;
    let reason = reason(call)?;
    let peers = directory::peers(&call.config).await?;
    if peers.get(peer).ok_or_else(|| Fault::refused(ProblemCode::NotFound))?.body.active {
        return Err(Fault { reason: Some("in_use".to_owned()), ..Fault::refused(ProblemCode::ActionNotPossible) });
    }
    let (peer, reader) = (peer.to_owned(), operator.reader());
    let cases = everywhere(call, &Command::DiscardAll { peer, reason, reader, now: clock::now().0 }).await?;
    reply::json(200, &Discarded { cases })
}

fn reason(call: &Call) -> Result<String, Fault> {
    call.query("reason").filter(|reason| DISCARD_REASONS.contains(&reason.as_str())).ok_or_else(|| invalid("reason"))
}

/// Asks every register of the node, and adds up what they count.
pub(super) async fn everywhere(call: &Call, command: &Command) -> Result<u32, Fault> {
    let found = directory::ask(&call.config, &directory::Command::AllRegisters).await?;
    let directory::Reply::AllRegisters(found) = found else { return Err(Fault::broken("the directory's reply")) };
    let mut counted = 0;
    for (name, _) in &found {
        let Some(register) = RegisterName::parse(name) else { continue };
        match client::ask(&call.config, &register, command).await? {
            Reply::Count(count) => counted += count,
            Reply::NeedsAgency => {}
            other => return Err(unexpected(other)),
        }
    }
    Ok(counted)
}

/// The register that a delivery's id names, and its agency, if there is one.
async fn register_of(call: &Call, id: &str) -> Result<(RegisterName, String), Fault> {
    let unknown = || Fault::refused(ProblemCode::NotFound);
    let register = id.split_once('.').and_then(|(name, _)| RegisterName::parse(name)).ok_or_else(unknown)?;
    let agency = directory::holder_of(&call.config, &register).await?.ok_or_else(unknown)?;
    Ok((register, agency))
}

/// `POST /v1/admin/deliveries/{id}/redirect`: the case of a dead delivery goes to another peer. It is dead once: asked
/// again, there is nothing to redirect.
pub async fn redirect(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::<MendDeliveries>::of(call).await?;
    let to = peer_of(call).await?;
    let (register, agency) = register_of(call, id).await?;
    let onward = to.onward(&call.config, &agency);
    let command = Command::Redirect { delivery: id.to_owned(), to: to.id, onward, now: clock::now().0 };
    match client::ask(&call.config, &register, &command).await? {
        Reply::Ok => Ok(Response::empty()?.with_status(202)),
        other => Err(unexpected(other)),
    }
}

/// The peer that the body names, if this node has it and exchanges with it.
async fn peer_of(call: &mut Call) -> Result<PeerRecord, Fault> {
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::peer_choice(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (peer, mut errors) = (reading.value.peer, reading.errors);
    match directory::peers(&call.config).await?.remove(&peer).filter(|p| p.body.active) {
        Some(found) if errors.is_empty() => return Ok(found),
        Some(_) => {}
        None => {
            let code = if peer.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
            errors.push(FieldError::new("/peer", code));
        }
    }
    Err(Fault::fields(errors))
}
