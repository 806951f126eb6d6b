//! What systems that are no nodes tell: signed with the secret that both sides know. 200 means: on disk here.
//!
//! In: a callback with its signature (Standard Webhooks `v1`). Out: an entry in the case's timeline, once for each
//! `webhook-id`; a repeated one is answered the same. Refused as the exchange refuses: a bad signature, a timestamp too far
//! away, a sender that is no peer, a case that is not that peer's.

use super::filing::unexpected;
use crate::call::Call;
use crate::clock;
use crate::directory::{self, PeerRecord};
use crate::fault::Fault;
use crate::log;
use crate::register::{Command, Reply, TakeEvent, client};
use crate::reply;
use wire::exchange::{FOREIGN_PREFIX, TakenEvent};
use wire::problem::ProblemCode;
use wire::signing::shared::SharedSecrets;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};
use wire::webhook::{Called, ID_MAX, called};
use worker::Response;

/// The largest callback, in bytes: a text of the greatest length in letters of four bytes, and then some.
pub const CALLBACK_MAX_BYTES: usize = 65_536;

/// `POST /v1/callbacks/{peer}`.
pub async fn post(call: &mut Call, peer: &str) -> Result<Response, Fault> {
    let malformed = || Fault::refused(ProblemCode::MalformedBody);
    let body = String::from_utf8(call.json(CALLBACK_MAX_BYTES).await?).map_err(|_| malformed())?;
    let peer = sender(call, peer, &body).await?;
    let id = call.header(HEADER_ID).filter(|id| id.len() <= ID_MAX).ok_or_else(malformed)?;
    let Called { reference, kind, event } = called(body.as_bytes()).map_err(|_| malformed())?.map_err(Fault::fields)?;
    if directory::holder_of(&call.config, reference.register()).await?.is_none() {
        return Err(Fault::refused(ProblemCode::NotAPeer));
    }
    let command = Command::TakeEvent(TakeEvent {
        source: format!("{FOREIGN_PREFIX}{}", peer.id),
        id: format!("{}.{id}", reference.serial()),
        peer: peer.id.clone(),
        serial: reference.serial(),
        kind: kind.to_owned(),
        event,
        now: clock::now().0,
        ..TakeEvent::default()
    });
    match client::ask(&call.config, reference.register(), &command).await? {
        Reply::Taken { reference, repeated, .. } => {
            log::taken(&call.id, &id, &peer.id, repeated);
            reply::json(200, &TakenEvent { id, reference, repeated })
        }
        other => Err(unexpected(other)),
    }
}

/// The peer whose signature this is, by the secret that it has now.
pub(super) async fn sender(call: &Call, id: &str, body: &str) -> Result<PeerRecord, Fault> {
    let peer = directory::opened_peers(&call.config).await?.remove(id).filter(|peer| peer.body.active);
    let secrets = |peer: &PeerRecord| SharedSecrets::parse(&peer.secret).filter(|_| peer.body.connector == "webhook");
    let (peer, secrets) =
        peer.and_then(|p| secrets(&p).map(|s| (p, s))).ok_or_else(|| Fault::refused(ProblemCode::NotAPeer))?;
    let header = |name| call.header(name).unwrap_or_default();
    let (id, timestamp, signature) = (header(HEADER_ID), header(HEADER_TIMESTAMP), header(HEADER_SIGNATURE));
    secrets
        .verify_message(&id, &timestamp, &signature, body, clock::now())
        .map_err(|_| Fault::refused(ProblemCode::BadSignature))?;
    Ok(peer)
}
