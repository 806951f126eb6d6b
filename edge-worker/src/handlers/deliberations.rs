//! Deliberations at the desk: opened with a peer, written in, linked to cases, concluded.
//!
//! In: what staff sends. Out: lists, whole deliberations, the entry that was written. The cases of a deliberation may lie
//! on other registers than itself: they are looked up before anything is written, and each gets its note afterwards;
//! whoever repeats the request repeats that too. Never: a word of a case to the other side.

mod shown;

use super::agencies::checked;
use super::cases::keep;
use super::exchange::begun;
use super::filing::{attached, register_at, release, unexpected};
use super::present::Bodies;
use crate::auth::Desk;
use crate::auth::staff::{Needs, TreatCases};
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory::{self, PeerRecord};
use crate::fault::Fault;
use crate::register::chain::sha256;
use crate::register::{Act, Command, Deed, Entry, Key, Reply, client};
use crate::reply;
use domain::agency::Slug;
use domain::case::Reason;
use domain::deliberation::{CASES_AT_ONCE, Recommendation, Step};
use domain::draft::{DOCUMENTS_MAX, SUBJECT_MAX, TEXT_MAX, required_text};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::idempotency;
use domain::reference::{Reference, RegisterName};
use wire::exchange::EventData;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::admin::connector::EXCHANGE;
use wire::v1::deliberation::{DeliberationAction, DeliberationDone};
use worker::Response;

use shown::entry;
pub use shown::{document, list, show};

/// A deliberation of this agency; any other does not exist for them.
async fn ours<R: Needs>(call: &Call, desk: &Desk<R>, reference: &str) -> Result<Reference, Fault> {
    desk.case(call, reference).await.map_err(|fault| match fault.code {
        ProblemCode::CaseNotFound => Fault::refused(ProblemCode::NotFound),
        _ => fault,
    })
}

/// The peer, if it is a node that this one exchanges with.
async fn node(call: &Call, id: &str) -> Result<Option<PeerRecord>, Fault> {
    let mut peers = directory::peers(&call.config).await?;
    Ok(peers.remove(id).filter(|peer| peer.body.active && peer.body.connector == EXCHANGE))
}

fn not_now(reason: Reason) -> Fault {
    Fault { reason: Some(reason.name().to_owned()), ..Fault::refused(ProblemCode::ActionNotPossible) }
}

/// `POST /v1/desk/deliberations`, and `POST /v1/desk/deliberations/{reference}/actions`.
pub async fn write(call: &mut Call, reference: Option<&str>) -> Result<Response, Fault> {
    let desk = Desk::<TreatCases>::of(call).await?;
    let known = match reference {
        Some(reference) => Some(ours(call, &desk, reference).await?),
        None => None,
    };
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::deliberation_action(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let asked = reading.value;
    let key = call.header("idempotency-key").filter(|key| known.is_none() || !key.is_empty());
    if !key.as_deref().map_or(known.is_some(), idempotency::is_key) {
        return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded));
    }
    let (step, cases, mut deed) = checked_deed(&asked, known.is_none(), &desk.agency.body.code, reading.errors)?;
    let linked = match &known {
        Some(known) => ask_cases(call, known.register(), Command::Linked { serial: known.serial() }).await?.0,
        None => (asked.peer.clone().unwrap_or_default(), Vec::new()),
    };
    let Some(peer) = node(call, &linked.0).await? else {
        return Err(match (&known, linked.0.is_empty()) {
            (Some(_), _) => not_now(Reason::PeerLeft),
            (None, true) => Fault::fields(vec![FieldError::new("/peer", FieldErrorCode::Required)]),
            (None, false) => Fault::fields(vec![FieldError::new("/peer", FieldErrorCode::UnknownValue)]),
        });
    };
    if known.is_none() {
        peer.covers_deliberation(&desk.agency.id).map_err(not_now)?;
    }
    let writing = [deed.event.subject.as_str(), deed.event.text.as_deref().unwrap_or_default()].join("\n");
    let writing = if asked.confirmed == Some(true) { "" } else { writing.trim() };
    deed.peer.clone_from(&peer.id);
    deed.cases = match (step, &known) {
        (Step::Unlinked, _) => cases.iter().map(ToString::to_string).collect(),
        (Step::Linked, _) | (_, None) => look_up(call, &cases, &peer.id, writing, true).await?,
        // What is linked here is what the other side must hear nothing of.
        _ => {
            let linked: Vec<_> = linked.1.iter().filter_map(|case| Reference::parse(case.split(' ').next()?)).collect();
            look_up(call, &linked, &peer.id, writing, false).await?;
            Vec::new()
        }
    };
    let documents: &[String] = if step.has_text() { &asked.documents } else { &[] };
    let (written, status) = carry_out(call, &desk, known.as_ref(), deed, key, documents).await?;
    note(call, &desk, &written).await?;
    let bodies = Bodies::default();
    let reference = written.body.peer_reference.clone().unwrap_or_default();
    reply::json(201, &DeliberationDone { reference, event: entry(written, &bodies), status })
}

/// What is to be done, checked, with the cases that it names.
fn checked_deed(
    asked: &DeliberationAction,
    opens: bool,
    code: &str,
    mut errors: Vec<FieldError>,
) -> Result<(Step, Vec<Reference>, Deed), Fault> {
    let step = match asked.action.as_str() {
        "" | "open" if opens => Some(Step::Opened),
        "message" if !opens => Some(Step::Message),
        "conclude" if !opens => Some(Step::Concluded),
        "reopen" if !opens => Some(Step::Reopened),
        "link" if !opens => Some(Step::Linked),
        "unlink" if !opens => Some(Step::Unlinked),
        _ => None,
    };
    let Some(step) = step else {
        let code = if asked.action.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
        errors.push(FieldError::new("/action", code));
        return Err(Fault::fields(errors));
    };
    let mut event = EventData::default();
    if opens {
        let typed = asked.subject.as_deref().unwrap_or_default();
        event.subject = keep(required_text("/subject", typed, SUBJECT_MAX), &mut errors).unwrap_or_default();
        event.agency = asked.agency.clone().unwrap_or_default();
        if !event.agency.is_empty() && Slug::parse(&event.agency).is_none() {
            errors.push(FieldError::new("/agency", FieldErrorCode::UnknownValue));
        }
    }
    if step.has_text() {
        let typed = asked.text.as_deref().unwrap_or_default();
        event.text = keep(required_text("/text", typed, TEXT_MAX), &mut errors);
    }
    if step == Step::Concluded {
        event.outcome = asked.recommendation.clone().filter(|word| !word.is_empty());
        if event.outcome.as_deref().is_some_and(|word| Recommendation::parse(word).is_none()) {
            errors.push(FieldError::new("/recommendation", FieldErrorCode::UnknownValue));
        }
    }
    let mut cases = Vec::new();
    let takes_cases = opens || !step.has_text();
    if takes_cases && asked.cases.len() > CASES_AT_ONCE as usize {
        errors.push(FieldError::new("/cases", FieldErrorCode::TooMany { limit: CASES_AT_ONCE }));
    } else if takes_cases {
        for (n, text) in asked.cases.iter().enumerate() {
            match Reference::parse(text.trim()) {
                Some(case) if case.register().code().as_str() == code => cases.push(case),
                Some(_) => errors.push(FieldError::new(format!("/cases/{n}"), FieldErrorCode::UnknownValue)),
                None => errors.push(FieldError::new(format!("/cases/{n}"), FieldErrorCode::InvalidReference)),
            }
        }
    }
    if !step.has_text() && asked.cases.is_empty() {
        errors.push(FieldError::new("/cases", FieldErrorCode::Required));
    }
    if asked.documents.len() > DOCUMENTS_MAX as usize {
        errors.push(FieldError::new("/documents", FieldErrorCode::TooMany { limit: DOCUMENTS_MAX }));
    }
    let deed = Deed { step: step.name().to_owned(), event, ..Deed::default() };
    if errors.is_empty() { Ok((step, cases, deed)) } else { Err(Fault::fields(errors)) }
}

/// A peer and cases, and whether a text names whom one of them is about.
type Cases = ((String, Vec<String>), bool);

async fn ask_cases(call: &Call, register: &RegisterName, command: Command) -> Result<Cases, Fault> {
    match client::ask(&call.config, register, &command).await? {
        Reply::Cases { peer, cases, named } => Ok(((peer, cases), named)),
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::NotFound)),
        other => Err(unexpected(other)),
    }
}

/// Looks cases up where they lie: they must be there (`all`), and the text may name nobody whom they are about.
async fn look_up(call: &Call, cases: &[Reference], peer: &str, text: &str, all: bool) -> Result<Vec<String>, Fault> {
    let mut registers: Vec<&RegisterName> = Vec::new();
    for case in cases.iter().filter(|_| all || !text.is_empty()) {
        if !registers.contains(&case.register()) {
            registers.push(case.register());
        }
    }
    let (mut found, mut errors) = (Vec::with_capacity(cases.len()), Vec::new());
    for register in registers {
        if directory::holder_of(&call.config, register).await?.is_none() {
            continue;
        }
        let serials = cases.iter().filter(|case| case.register() == register).map(Reference::serial).collect();
        let asked = Command::Known { serials, peer: peer.to_owned(), text: text.to_owned() };
        let ((_, there), named) = ask_cases(call, register, asked).await?;
        found.extend(there);
        if named && errors.is_empty() {
            errors.push(FieldError::new("/text", FieldErrorCode::NamesSomebody));
        }
    }
    for (n, case) in cases.iter().enumerate().filter(|_| all) {
        let case = case.to_string();
        if !found.iter().any(|line| line.split(' ').next() == Some(&case)) {
            errors.push(FieldError::new(format!("/cases/{n}"), FieldErrorCode::UnknownValue));
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Fault::fields(errors)) }
}

/// Has the register do it, with its documents kept for it; what was not done keeps none.
async fn carry_out(
    call: &Call,
    desk: &Desk<TreatCases>,
    known: Option<&Reference>,
    deed: Deed,
    key: Option<String>,
    documents: &[String],
) -> Result<(Entry, String), Fault> {
    let now = clock::now();
    let (register, serial) = match known {
        Some(known) => (known.register().clone(), known.serial()),
        None => (register_at(&checked(&desk.agency)?, now)?, 0),
    };
    // Where else the cases are may change between an answer that was lost and the repetition.
    let cases: Vec<&str> = deed.cases.iter().filter_map(|case| case.split(' ').next()).collect();
    let event = serde_json::to_string(&deed.event).map_err(|e| Fault::broken(e.to_string()))?;
    let meaning =
        [&deed.step, &deed.peer, &event, &cases.join(" "), &documents.join(" ")].map(String::as_str).join("\n");
    let place = known.map(ToString::to_string).unwrap_or_default();
    let by = sha256(format!("{} {place} {}", desk.agency.id, key.as_ref().unwrap_or(&call.id)).as_bytes());
    let code = register.code().as_str();
    let kept = attached(&call.config, code, documents, &by, now).await?;
    let mut command = Command::Act {
        serial,
        by: desk.by(),
        key: key.map(|k| Key { key: sha256(k.as_bytes()), fingerprint: sha256(meaning.as_bytes()) }),
        now: now.0,
        act: Act::Deliberate(Box::new(deed)),
        documents: kept.clone(),
        onward: None,
    };
    let reply = match known {
        None => begun(&call.config, &register, &desk.agency, &mut command).await?,
        Some(_) => client::ask(&call.config, &register, &command).await?,
    };
    match reply {
        Reply::Done { entry, status } => Ok((*entry, status)),
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::NotFound)),
        other => {
            release(&call.config, code, &kept, &by, now).await?;
            Err(unexpected(other))
        }
    }
}

/// Has each case that was linked or taken back say so. The entry is the key: a repetition writes nothing. A case that was
/// erased meanwhile says nothing any more.
async fn note(call: &Call, desk: &Desk<TreatCases>, written: &Entry) -> Result<(), Fault> {
    let deliberation = written.body.peer_reference.clone().unwrap_or_default();
    let key = sha256(format!("{deliberation} {}", written.number).as_bytes());
    let linked = written.kind != Step::Unlinked.name();
    for case in written.body.references.iter().filter_map(|case| Reference::parse(case)) {
        let command = Command::Act {
            serial: case.serial(),
            by: desk.by(),
            key: Some(Key { key: key.clone(), fingerprint: key.clone() }),
            now: clock::now().0,
            act: Act::Link { deliberation: deliberation.clone(), linked },
            documents: Vec::new(),
            onward: None,
        };
        client::ask(&call.config, case.register(), &command).await?;
    }
    Ok(())
}
