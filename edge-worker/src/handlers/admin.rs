//! Configuration: agencies, peers, tokens; and deliveries, for the operator. Effective with the answer.

use super::filing::unexpected;
use crate::auth::Operator;
use crate::call::{Call, LARGE_MAX_BYTES};
use crate::clock;
use crate::directory::{self, Command, PeerRecord, Reply, TokenRecord};
use crate::fault::Fault;
use crate::register::chain::hex;
use crate::register::{self, AgencyRecord, client};
use crate::{reply, secret};
use domain::draft::{NAME_MAX, required_text};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use wire::read;
use wire::signing::NodePublicKey;
use wire::v1::admin::{AgencyList, AgencySet, PeerList, TokenMade};
use wire::v1::desk::{DeliveryList, DeliveryView};
use worker::Response;

/// `GET /v1/admin/agencies/{agency}`.
pub async fn agency(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
    reply::json(200, &set(directory::agency(&call.config, id).await?))
}

/// `PUT /v1/admin/agencies/{agency}`.
pub async fn put_agency(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
    let body = call.json(LARGE_MAX_BYTES).await?;
    let reading = read::put_agency(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let mut errors = reading.errors;
    errors.extend(reading.value.check(id).err().unwrap_or_default());
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
    Operator::of(call)?;
    let agencies = all_agencies(call).await?.into_iter().map(set).collect();
    reply::json(200, &AgencyList { agencies })
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
    Operator::of(call)?;
    let peers = directory::peers(&call.config).await?;
    reply::json(200, &PeerList { peers: peers.into_iter().map(|(id, peer)| (id, peer.body)).collect() })
}

/// `GET /v1/admin/peers/{peer}`.
pub async fn peer(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
    match directory::peers(&call.config).await?.remove(id) {
        Some(peer) => reply::json(200, &peer.body),
        None => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

/// `PUT /v1/admin/peers/{peer}`.
pub async fn put_peer(call: &mut Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
    let body = call.json(LARGE_MAX_BYTES).await?;
    let reading = read::put_peer(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let mut errors = reading.errors;
    errors.extend(reading.value.check(id, call.config.private_peers).err().unwrap_or_default());
    for (n, key) in reading.value.public_keys.iter().enumerate() {
        let field = format!("/public_keys/{n}");
        if NodePublicKey::parse(key).is_none() && !errors.iter().any(|e| e.field == field) {
            errors.push(FieldError::new(field, FieldErrorCode::InvalidFormat));
        }
    }
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    let record = PeerRecord { id: id.to_owned(), body: reading.value };
    directory::ask(&call.config, &Command::PutPeer(record.clone())).await?;
    reply::json(200, &record.body)
}

/// `POST /v1/admin/tokens`.
pub async fn post_token(call: &mut Call) -> Result<Response, Fault> {
    Operator::of(call)?;
    let body = call.json(LARGE_MAX_BYTES).await?;
    let reading = read::post_token(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (asked, mut errors) = (reading.value, reading.errors);
    let name = super::cases::keep(required_text("/name", &asked.name, NAME_MAX), &mut errors);
    if asked.role != "caseworker" {
        errors.push(FieldError::new("/role", FieldErrorCode::UnknownValue));
    }
    if !(1..=365).contains(&asked.expires_in_days) {
        errors.push(FieldError::new("/expires_in_days", FieldErrorCode::OutOfRange));
    }
    let (Some(name), true) = (name, errors.is_empty()) else {
        return Err(Fault::fields(errors));
    };
    let drawn = clock::random::<24>().zip(clock::random::<8>());
    let (secret, id) = drawn.ok_or_else(|| Fault::broken("no random numbers"))?;
    let (token, id) = (format!("wasl_{}", hex(&secret)), hex(&id));
    let days = u32::try_from(asked.expires_in_days).unwrap_or(1);
    let expires_at = clock::now().plus_days(days);
    let record = TokenRecord {
        id: id.clone(),
        hash: secret::token_hash(&call.config.keys.hash, &token),
        agency: asked.agency,
        role: asked.role,
        name,
        expires_at: expires_at.0,
    };
    match directory::ask(&call.config, &Command::PutToken(record)).await? {
        Reply::Ok => reply::json(201, &TokenMade { id, token, expires_at: expires_at.to_rfc3339() }),
        _ => Err(Fault::fields(vec![FieldError::new("/agency", FieldErrorCode::UnknownValue)])),
    }
}

/// `DELETE /v1/admin/tokens/{id}`.
pub async fn drop_token(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
    match directory::ask(&call.config, &Command::DropToken { id: id.to_owned() }).await? {
        Reply::Ok => Ok(Response::empty()?.with_status(204)),
        _ => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

/// `GET /v1/admin/deliveries`.
pub async fn deliveries(call: &Call) -> Result<Response, Fault> {
    Operator::of(call)?;
    let ids: Vec<String> = all_agencies(call).await?.into_iter().map(|a| a.id).collect();
    reply::json(200, &DeliveryList { deliveries: deliveries_of(call, &ids).await? })
}

/// Deliveries of some agencies' registers, narrowed by `state` and `peer`.
///
/// # Errors
/// An unknown state, or a register that cannot be reached.
pub async fn deliveries_of(call: &Call, agencies: &[String]) -> Result<Vec<DeliveryView>, Fault> {
    let (state, peer) = (call.query("state"), call.query("peer"));
    if state.as_deref().is_some_and(|s| !matches!(s, "pending" | "delivered" | "dead" | "redirected")) {
        let errors = vec![FieldError::new("/state", FieldErrorCode::UnknownValue)];
        return Err(Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) });
    }
    let mut found = Vec::new();
    for agency in agencies {
        for name in directory::registers(&call.config, agency).await? {
            let Some(register) = RegisterName::parse(&name) else { continue };
            let command = register::Command::Deliveries { state: state.clone(), peer: peer.clone() };
            match client::ask(&call.config, &register, &command).await? {
                register::Reply::Deliveries(list) => found.extend(list),
                register::Reply::NeedsAgency => {}
                other => return Err(unexpected(other)),
            }
        }
    }
    Ok(found)
}

/// `POST /v1/admin/deliveries/{id}/retry`.
pub async fn retry(call: &Call, id: &str) -> Result<Response, Fault> {
    Operator::of(call)?;
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
