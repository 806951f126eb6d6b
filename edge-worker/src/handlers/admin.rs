//! Configuration: agencies and peers; and deliveries, for the operator. Effective with the answer.

use super::filing::unexpected;
use super::paging;
use crate::auth::Operator;
use crate::auth::staff::{Configure, MendDeliveries, ReadDeliveries};
use crate::call::{Call, LARGE_MAX_BYTES};
use crate::clock;
use crate::directory::{self, Command, PeerRecord, Reply};
use crate::fault::Fault;
use crate::register::{self, AgencyRecord, client};
use crate::reply;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use wire::read;
use wire::signing::NodePublicKey;
use wire::signing::shared::SharedSecrets;
use wire::v1::admin::connector::{Connector, SecretForm};
use wire::v1::admin::{AgencyList, AgencySet, PeerList};
use wire::v1::desk::{DeliveryList, DeliveryView};
use worker::Response;

/// `GET /v1/admin/agencies/{agency}`.
pub async fn agency(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    reply::json(200, &set(directory::agency(&call.config, id).await?))
}

/// `PUT /v1/admin/agencies/{agency}`.
pub async fn put_agency(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    let body = call.json(LARGE_MAX_BYTES).await?;
    let reading = read::put_agency(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let mut errors = reading.errors;
    errors.extend(reading.value.check(id).err().unwrap_or_default());
    let zone = &reading.value.time_zone;
    if !zone.is_empty() && clock::zone(zone).is_none() {
        errors.push(FieldError::new("/time_zone", FieldErrorCode::UnknownValue));
    }
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    let command = Command::PutAgency { id: id.to_owned(), body: Box::new(reading.value) };
    let record = match directory::ask(&call.config, &command).await? {
        Reply::Agency(Some(record)) => record,
        Reply::CodeTaken => return Err(Fault::fields(vec![FieldError::new("/code", FieldErrorCode::UnknownValue)])),
        other => return Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    };
    directory::remember(record.clone());
    for name in directory::registers(&call.config, id).await? {
        if let Some(register) = RegisterName::parse(&name) {
            let configure = register::Command::Configure { register: name, agency: Box::new(record.clone()) };
            client::ask(&call.config, &register, &configure).await?;
        }
    }
    reply::json(200, &set(record))
}

/// `GET /v1/admin/agencies`.
pub async fn agencies(call: &Call) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    let (agencies, cursor) = paging::page(call, all_agencies(call).await?, |agency| agency.id.as_str())?;
    reply::json(200, &AgencyList { agencies: agencies.into_iter().map(set).collect(), cursor })
}

async fn all_agencies(call: &Call) -> Result<Vec<AgencyRecord>, Fault> {
    match directory::ask(&call.config, &Command::Agencies).await? {
        Reply::Agencies(agencies) => Ok(agencies),
        _ => Err(Fault::broken("the directory's reply")),
    }
}

fn set(AgencyRecord { id, version, body }: AgencyRecord) -> AgencySet {
    AgencySet { id, version, body }
}

/// `GET /v1/admin/peers`.
pub async fn peers(call: &Call) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    let peers = directory::peers(&call.config).await?;
    let (peers, cursor) = paging::page(call, peers.into_iter().collect(), |(id, _)| id.as_str())?;
    reply::json(200, &PeerList { peers: peers.into_iter().map(|(id, peer)| (id, peer.body)).collect(), cursor })
}

/// `GET /v1/admin/peers/{peer}`.
pub async fn peer(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    match directory::peers(&call.config).await?.remove(id) {
        Some(peer) => reply::json(200, &peer.body),
        None => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

/// `PUT /v1/admin/peers/{peer}`.
pub async fn put_peer(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    let body = call.json(LARGE_MAX_BYTES).await?;
    let reading = read::put_peer(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (mut errors, mut body) = (reading.errors, reading.value);
    errors.extend(body.check(id, call.config.private_peers).err().unwrap_or_default());
    for (n, key) in body.public_keys.iter().enumerate() {
        let field = format!("/public_keys/{n}");
        if NodePublicKey::parse(key).is_none() && !errors.iter().any(|e| e.field == field) {
            errors.push(FieldError::new(field, FieldErrorCode::InvalidFormat));
        }
    }
    let secret = body.secret.take();
    errors.extend(Connector::named(&body.connector).and_then(|c| wrong_secret(c, secret.as_deref())));
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    let record = PeerRecord { id: id.to_owned(), body, secret: secret.unwrap_or_default(), convention: None };
    let taken = || Fault::fields(vec![FieldError::new("/node", FieldErrorCode::UnknownValue)]);
    if record.body.node == call.config.node_id {
        return Err(taken());
    }
    match directory::ask(&call.config, &Command::PutPeer(Box::new(record))).await? {
        Reply::Ok => peer(call, id).await,
        Reply::CodeTaken => Err(taken()),
        Reply::NoSecret => Err(Fault::fields(vec![FieldError::new("/secret", FieldErrorCode::Required)])),
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}

/// What is wrong with a secret. Whether one is missing is known where there may be one already.
fn wrong_secret(connector: &Connector, secret: Option<&str>) -> Option<FieldError> {
    let form = |text: &str| connector.secret != SecretForm::Webhook || SharedSecrets::parse(text).is_some();
    let code = connector.check_secret(secret, true);
    let code = code.or_else(|| (!secret.is_none_or(form)).then_some(FieldErrorCode::InvalidFormat));
    code.map(|code| FieldError::new("/secret", code))
}

/// `GET /v1/admin/deliveries`.
pub async fn deliveries(call: &Call) -> Result<Response, Fault> {
    Operator::<ReadDeliveries>::of(call).await?;
    let ids: Vec<String> = all_agencies(call).await?.into_iter().map(|a| a.id).collect();
    reply::json(200, &deliveries_of(call, &ids).await?)
}

/// One page of the deliveries of some agencies' registers, narrowed by `state` and `peer`.
///
/// # Errors
/// An unknown state, a cursor that is none, or a register that cannot be reached.
pub async fn deliveries_of(call: &Call, agencies: &[String]) -> Result<DeliveryList, Fault> {
    let (state, peer) = (call.query("state"), call.query("peer"));
    if state.as_deref().is_some_and(|s| !matches!(s, "pending" | "delivered" | "dead" | "redirected" | "discarded")) {
        return Err(paging::invalid("state"));
    }
    let (limit, cursor) = (paging::limit(call)?, paging::delivery(call)?);
    let mut registers = Vec::new();
    for agency in agencies {
        registers.extend(directory::registers(&call.config, agency).await?);
    }
    let begin = cursor.as_ref().map_or(0, |(of, _)| registers.iter().position(|r| r == of).unwrap_or(registers.len()));
    let mut found: Vec<DeliveryView> = Vec::new();
    for name in registers.iter().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        let after = cursor.as_ref().filter(|(of, _)| of == name).map(|(_, number)| *number);
        // One more than is asked for says whether there is more.
        let wanted = u32::try_from(limit + 1 - found.len()).unwrap_or(1);
        let command = register::Command::Deliveries { state: state.clone(), peer: peer.clone(), after, limit: wanted };
        match client::ask(&call.config, &register, &command).await? {
            register::Reply::Deliveries(list) => found.extend(list),
            register::Reply::NeedsAgency => {}
            other => return Err(unexpected(other)),
        }
        if found.len() > limit {
            break;
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = found.last().filter(|_| more).map(|last| last.id.clone());
    Ok(DeliveryList { deliveries: found, cursor })
}

/// `POST /v1/admin/deliveries/{id}/retry`.
pub async fn retry(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::<MendDeliveries>::of(call).await?;
    retry_delivery(call, id, None).await
}

/// Puts a dead delivery back into the outbox. `agency`: only if it is this agency's.
///
/// # Errors
/// There is no dead delivery of this id.
pub async fn retry_delivery(call: &Call, id: &str, agency: Option<&str>) -> Result<Response, Fault> {
    let unknown = || Fault::refused(ProblemCode::NotFound);
    let register = id.split_once('.').and_then(|(name, _)| RegisterName::parse(name)).ok_or_else(unknown)?;
    let holder = directory::holder_of(&call.config, &register).await?.ok_or_else(unknown)?;
    if agency.is_some_and(|agency| agency != holder) {
        return Err(unknown());
    }
    let command = register::Command::Retry { delivery: id.to_owned(), now: clock::now().0 };
    match client::ask(&call.config, &register, &command).await? {
        register::Reply::Ok => Ok(Response::empty()?.with_status(202)),
        other => Err(unexpected(other)),
    }
}
