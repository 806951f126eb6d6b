//! What peers send: signed CloudEvents, single or batch. 2xx means: on disk here.
//!
//! In: a message with its signature. Out: for each event the case's reference here. A repeated event
//! changes nothing and is answered the same. Refused: a bad signature, a timestamp too far away, a
//! sender that is not a peer, a case that is not that peer's.

use super::agencies::checked;
use super::documents::new_id;
use super::filing::{asked_back, open_register, register_at, unexpected};
use crate::call::{Call, LARGE_MAX_BYTES};
use crate::clock;
use crate::config::Config;
use crate::directory::{self, PeerRecord};
use crate::fault::Fault;
use crate::log;
use crate::register::chain::sha256;
use crate::register::{AgencyRecord, Back, Command, Reply, TakeEvent, client};
use crate::reply;
use domain::case::{Reason, path};
use domain::deliberation::Step;
use domain::document::arrival::NAMED_MAX;
use domain::reference::{Reference, RegisterName};
use domain::time::{DAY_MS, UnixMillis};
use wire::exchange::{
    BATCH_MAX, CloudEvent, FiledData, MEDIA_TYPE, MEDIA_TYPE_BATCH, SOURCE_PREFIX, Taken, TakenEvent, event_kind,
};
use wire::json;
use wire::problem::ProblemCode;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodePublicKey, verify_message};
use wire::v1::admin::connector::EXCHANGE;
use wire::v1::case::DocumentView;
use worker::Response;

/// How far back the register of a filing may lie: a peer that was away for longer files into the present one.
const BACKLOG_DAYS: i64 = 400;

/// Most characters of a reference that documents are fetched by, and of a document's id.
const REFERENCE_MAX: usize = 64;

/// `POST /v1/exchange/events`.
pub async fn post(call: &mut Call) -> Result<Response, Fault> {
    let bytes = call.body_of(&[MEDIA_TYPE, MEDIA_TYPE_BATCH], LARGE_MAX_BYTES).await?;
    let malformed = || Fault::refused(ProblemCode::MalformedBody);
    let body = String::from_utf8(bytes).map_err(|_| malformed())?;
    let events: Vec<CloudEvent> = if call.media_type() == MEDIA_TYPE_BATCH {
        json::read(&body).map_err(|_| malformed())?
    } else {
        vec![json::read(&body).map_err(|_| malformed())?]
    };
    let first = events.first().ok_or_else(malformed)?;
    let one_sender = events.iter().all(|e| e.source == first.source && e.specversion == "1.0");
    if !one_sender || events.len() > BATCH_MAX {
        return Err(malformed());
    }
    let peer = sender(call, &first.source, &body).await?;
    let mut taken = Vec::with_capacity(events.len());
    for event in events {
        taken.push(take(call, &peer, event).await?);
    }
    acknowledge(call, &Taken { taken, digest: sha256(body.as_bytes()) })
}

/// The answer, signed as a message is: whoever sent it keeps it as the proof.
fn acknowledge(call: &Call, taken: &Taken) -> Result<Response, Fault> {
    let body = serde_json::to_string(taken).map_err(|e| Fault::broken(format!("an answer: {e}")))?;
    let (id, timestamp_s) = (call.header(HEADER_ID).unwrap_or_default(), clock::now().0 / 1000);
    let signature = call.config.keys.signing.sign_message(&id, timestamp_s, &body);
    let mut response = reply::with_type(200, "application/json", body.into_bytes())?;
    let headers = response.headers_mut();
    headers.set(HEADER_ID, &id)?;
    headers.set(HEADER_TIMESTAMP, &timestamp_s.to_string())?;
    headers.set(HEADER_SIGNATURE, &signature)?;
    Ok(response)
}

/// The peer whose signature this is. The directory is asked every time: a key that was taken away is
/// refused at once.
pub(super) async fn sender(call: &Call, source: &str, body: &str) -> Result<PeerRecord, Fault> {
    let node = source.strip_prefix(SOURCE_PREFIX).unwrap_or_default();
    let peers = directory::peers(&call.config).await?;
    let peer = peers.into_values().find(|p| p.body.node == node && p.body.active && p.body.connector == EXCHANGE);
    let peer = peer.ok_or_else(|| Fault::refused(ProblemCode::NotAPeer))?;
    let keys: Vec<_> = peer.body.public_keys.iter().filter_map(|k| NodePublicKey::parse(k)).collect();
    let header = |name| call.header(name).unwrap_or_default();
    let (id, timestamp, signature) = (header(HEADER_ID), header(HEADER_TIMESTAMP), header(HEADER_SIGNATURE));
    verify_message(&keys, &id, &timestamp, &signature, body, clock::now())
        .map_err(|_| Fault::refused(ProblemCode::BadSignature))?;
    if peer.is_suspended() {
        return Err(not_covered(Reason::Suspended));
    }
    Ok(peer)
}

fn not_covered(reason: Reason) -> Fault {
    Fault { reason: Some(reason.name().to_owned()), ..Fault::refused(ProblemCode::NotCovered) }
}

async fn take(call: &Call, peer: &PeerRecord, event: CloudEvent) -> Result<TakenEvent, Fault> {
    let kind = event_kind(&event.kind).to_owned();
    let (id, source) = (event.id, event.source);
    let taken = match (event.data.filed, event.data.event) {
        (Some(mut filed), None) if kind == "filed" => {
            // Whoever knows no way, or leaves itself out of it, is in it all the same.
            let node = format!("{}/", peer.body.node);
            if !filed.path.iter().any(|place| place.starts_with(&node)) {
                filed.path.push(node + &peer.body.agency);
            }
            peer.covers(&filed.agency, &filed.filing.kind, &filed.filing.category).map_err(not_covered)?;
            let time = UnixMillis::parse_rfc3339(&event.time);
            let from = (source, id.clone(), peer.id.clone(), event.data.reference);
            take_filed(call, from, time, filed).await?
        }
        (None, Some(event_data)) => {
            let told = TakeEvent {
                source,
                id: id.clone(),
                peer: peer.id.clone(),
                kind,
                event: event_data,
                now: clock::now().0,
                reference: event.data.reference,
                ..TakeEvent::default()
            };
            take_event(call, peer, told, event.subject.as_deref(), &event.time).await?
        }
        _ => return Err(Fault::refused(ProblemCode::MalformedBody)),
    };
    match taken {
        Reply::Taken { reference, repeated, lost } => {
            if lost > 0 {
                let what =
                    format!("{lost} documents of peer {} are more than the {NAMED_MAX} of a case: lost", peer.id);
                log::failure("exchange", &what);
            }
            log::taken(&call.id, &id, &peer.id, repeated);
            Ok(TakenEvent { id, reference, repeated })
        }
        other => Err(unexpected(other)),
    }
}

/// Draws an id here for each document that a peer names, before where it is there. What is named is copied for each of them, so how
/// much it may be is looked at before.
fn draw(call: &Call, code: &str, reference: &str, documents: &mut [DocumentView]) -> Result<(), Fault> {
    let in_address = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let long = documents.iter().any(|d| d.id.len() > REFERENCE_MAX);
    let strange = reference.len() > REFERENCE_MAX || !reference.bytes().all(in_address);
    if documents.len() > NAMED_MAX || !documents.is_empty() && (long || strange) {
        return Err(Fault::refused(ProblemCode::InvalidFields));
    }
    for document in documents {
        let ours = new_id(&call.config.keys.hash, code)?;
        document.id = format!("{} {reference}/{}", ours.as_str(), document.id);
    }
    Ok(())
}

/// A case that goes round is not taken: who sent it has to do something else with it.
fn circles(reason: Reason) -> Fault {
    Fault { reason: Some(reason.name().to_owned()), ..Fault::refused(ProblemCode::CaseCircles) }
}

/// The peers that a case has come by, besides the one that hands it over.
async fn been(config: &Config, way: &[String]) -> Result<Vec<String>, Fault> {
    if way.len() < 2 {
        return Ok(Vec::new());
    }
    let had_it = |peer: &PeerRecord| way.contains(&path::place(&peer.body.node, &peer.body.agency));
    Ok(directory::peers(config).await?.into_values().filter(had_it).map(|peer| peer.id).collect())
}

/// Puts a peer's case on the register of the year in which the event happened: a repeated event finds
/// the case there although the year has changed meanwhile.
async fn take_filed(
    call: &Call,
    (source, id, peer, reference): (String, String, String, String),
    time: Option<UnixMillis>,
    mut filed: FiledData,
) -> Result<Reply, Fault> {
    let config = &call.config;
    let now = clock::now();
    let record = directory::agency(config, &filed.agency).await?;
    path::arrives(&filed.path, &path::place(&config.node_id, &filed.agency)).map_err(circles)?;
    let been = been(config, &filed.path).await?;
    let name = register_at(&checked(&record)?, plausible(time, now))?;
    draw(call, name.code().as_str(), &reference, &mut filed.documents)?;
    let words = super::waves::telling(call, &record, &filed.filing, None).await;
    let filed = Box::new(filed);
    let back = Back::Unasked;
    let mut command = Command::TakeFiled { source, id, peer, reference, now: now.0, filed, been, back, words };
    begun(config, &name, &record, &mut command).await
}

/// The moment that says on which register something belongs: when it happened, if that can be.
fn plausible(time: Option<UnixMillis>, now: UnixMillis) -> UnixMillis {
    time.filter(|t| t.0 <= now.0 + DAY_MS && t.0 > now.0 - BACKLOG_DAYS * DAY_MS).unwrap_or(now)
}

/// Asks a register for something new, and begins the register if there is none.
///
/// # Errors
/// One of them cannot be reached.
pub(super) async fn begun(
    config: &Config,
    name: &RegisterName,
    record: &AgencyRecord,
    command: &mut Command,
) -> Result<Reply, Fault> {
    match asked_back(config, name, command).await? {
        Reply::NeedsAgency => {
            open_register(config, name, record).await?;
            asked_back(config, name, command).await
        }
        reply => Ok(reply),
    }
}

/// Puts a peer's event where it belongs: into what both have, or, where it opens a deliberation, onto the register of the
/// year in which it happened.
async fn take_event(
    call: &Call,
    peer: &PeerRecord,
    mut told: TakeEvent,
    subject: Option<&str>,
    time: &str,
) -> Result<Reply, Fault> {
    let config = &call.config;
    let opens = Step::parse(&told.kind) == Some(Step::Opened);
    let (name, record) = if opens {
        let record = directory::agency(config, &told.event.agency).await?;
        peer.covers_deliberation(&record.id).map_err(not_covered)?;
        let at = plausible(UnixMillis::parse_rfc3339(time), clock::now());
        (register_at(&checked(&record)?, at)?, Some(record))
    } else {
        let reference = subject.and_then(Reference::parse);
        let reference = reference.ok_or_else(|| Fault::refused(ProblemCode::InvalidReference))?;
        if directory::holder_of(config, reference.register()).await?.is_none() {
            return Err(Fault::refused(ProblemCode::NotAPeer));
        }
        told.serial = reference.serial();
        (reference.register().clone(), None)
    };
    draw(call, name.code().as_str(), &told.reference, &mut told.event.documents)?;
    let mut command = Command::TakeEvent(told);
    match record {
        Some(record) => begun(config, &name, &record, &mut command).await,
        None => client::ask(config, &name, &command).await,
    }
}
