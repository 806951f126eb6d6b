//! The desk: staff lists, reads and treats its agency's cases.

use super::agencies::checked;
use super::cases::{about_of, done, keep, number};
use super::filing::{attached, release, unexpected};
use super::present::{self, Bodies};
use crate::auth::Desk;
use crate::auth::staff::{MendDeliveries, ReadCases, ReadDeliveries, TreatCases};
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::chain::sha256;
use crate::register::{Act, Command, Key, ListQuery, Onward, Read, Reply, client};
use crate::reply;
use domain::agency::Agency;
use domain::draft::{DOCUMENTS_MAX, LINES_MAX, NAME_MAX, Person, TEXT_MAX, optional_text, person, required_text};
use domain::event::{About, EventKind};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::idempotency;
use domain::reference::{Reference, RegisterName};
use domain::status::{CaseStatus, Kind, Outcome};
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::desk::{CasePage, CaseRow, DeskAction};
use wire::v1::filing::FileCase;
use worker::Response;

/// Cases of a page, if nothing is asked.
const PAGE: u32 = 50;
/// Most cases of a page.
const PAGE_MAX: u32 = 200;

/// `GET /v1/desk/cases`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let (mut query, cursor, only) = query_of(call)?;
    query.reader = desk.reader();
    let wanted = query.limit;
    let mut page = CasePage { cases: Vec::new(), cursor: None };
    let mut registers = directory::registers(&call.config, &desk.agency.id).await?;
    registers.retain(|name| only.as_ref().is_none_or(|only| only.to_string() == *name));
    let begin = cursor.as_ref().map_or(0, |(name, _)| registers.iter().position(|r| r == name).unwrap_or(0));
    for (place, name) in registers.iter().enumerate().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        query.before = cursor.as_ref().filter(|(of, _)| of == name).map(|(_, serial)| *serial);
        query.limit = wanted - u32::try_from(page.cases.len()).unwrap_or(wanted);
        let (rows, next) = rows(call, &register, &query).await?;
        page.cases.extend(rows);
        let full = page.cases.len() >= wanted as usize && place + 1 < registers.len();
        page.cursor = match next {
            Some(serial) => Some(format!("{name}.{serial}")),
            None => page.cases.last().filter(|_| full).map(|row| cursor_after(name, row)),
        };
        if page.cursor.is_some() {
            break;
        }
    }
    reply::json(200, &page)
}

async fn rows(call: &Call, register: &RegisterName, query: &ListQuery) -> Result<(Vec<CaseRow>, Option<u32>), Fault> {
    match client::ask(&call.config, register, &Command::List(query.clone())).await? {
        Reply::Rows { rows, next } => Ok((rows, next)),
        Reply::NeedsAgency => Ok((Vec::new(), None)),
        other => Err(unexpected(other)),
    }
}

fn cursor_after(register: &str, row: &CaseRow) -> String {
    let serial = Reference::parse(&row.reference).map_or(0, |r| r.serial());
    format!("{register}.{serial}")
}

/// What a list is narrowed to, where it goes on, and the register that alone has it.
type Asked = (ListQuery, Option<(String, u32)>, Option<RegisterName>);

fn query_of(call: &Call) -> Result<Asked, Fault> {
    let mut errors = Vec::new();
    let mut choice = |name: &str, known: fn(&str) -> bool| {
        let value = call.query(name)?;
        if known(&value) {
            return Some(value);
        }
        errors.push(FieldError::new(format!("/{name}"), FieldErrorCode::UnknownValue));
        None
    };
    let status = choice("status", |v| CaseStatus::parse(v).is_some());
    let kind = choice("kind", |v| Kind::parse(v).is_some());
    let overdue = choice("overdue", |v| matches!(v, "true" | "false")).map(|v| v == "true");
    let soon = choice("due_within_days", |v| v.parse::<u32>().is_ok_and(|n| n <= 365));
    let limit = choice("limit", |v| v.parse::<u32>().is_ok_and(|n| (1..=PAGE_MAX).contains(&n)));
    let cursor = choice("cursor", |v| read_cursor(v).is_some()).and_then(|c| read_cursor(&c));
    let wave = choice("wave", |v| Reference::parse(v).is_some()).and_then(|wave| Reference::parse(&wave));
    if !errors.is_empty() {
        return Err(Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) });
    }
    let query = ListQuery {
        status,
        kind,
        category: call.query("category"),
        overdue,
        due_within_days: soon.and_then(|days| days.parse().ok()),
        wave: wave.as_ref().map(Reference::serial),
        q: call.query("q").map(|q| q.trim().to_owned()),
        before: None,
        limit: limit.and_then(|l| l.parse().ok()).unwrap_or(PAGE),
        now: clock::now().0,
        ..ListQuery::default()
    };
    Ok((query, cursor, wave.map(|wave| wave.register().clone())))
}

/// A register, and a number in it.
pub fn read_cursor(text: &str) -> Option<(String, u32)> {
    let (register, serial) = text.split_once('.')?;
    RegisterName::parse(register)?;
    Some((register.to_owned(), serial.parse().ok()?))
}

/// `GET /v1/desk/cases/{reference}`.
pub async fn show(call: &Call, reference: &str) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let reference = desk.case(call, reference).await?;
    let language = call.language(&words::languages());
    let now = clock::now();
    let command = Command::Desk { serial: reference.serial(), now: now.0, reader: desk.reader(), read: Read::Case };
    match client::ask(&call.config, reference.register(), &command).await? {
        Reply::Case(mut data) => {
            present::scanned(&call.config, &data.reference, &mut data.entries).await;
            let bodies = Bodies::of(&call.config, &data.entries, language).await?;
            let category = desk.agency.body.categories.iter().find(|c| c.id == data.filing.category);
            let names = category.map(|c| c.names.clone()).unwrap_or_default();
            reply::json(200, &present::desk_case(*data, &bodies, &names, language, now))
        }
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => Err(unexpected(other)),
    }
}

/// `POST /v1/desk/cases/{reference}/actions`.
pub async fn action(call: &mut Call, reference: &str) -> Result<Response, Fault> {
    let desk = Desk::<TreatCases>::of(call).await?;
    let reference = desk.case(call, reference).await?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::desk_action(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let act = desk_act(&reading.value, &checked(&desk.agency)?, reading.errors)?;
    let onward = onward(call, &desk.agency.id, &act).await?;
    let key = call.header("idempotency-key");
    if key.as_deref().is_some_and(|k| !idempotency::is_key(k)) {
        return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded));
    }
    let mut meaning = serde_json::to_string(&act).map_err(|e| Fault::broken(e.to_string()))?;
    meaning.push_str(&reading.value.documents.join(" "));
    let by = sha256(format!("{reference} {}", key.as_ref().unwrap_or(&call.id)).as_bytes());
    let code = reference.register().code().as_str();
    let documents = attached(&call.config, code, &reading.value.documents, &by, clock::now()).await?;
    let kept = documents.clone();
    let command = Command::Act {
        serial: reference.serial(),
        by: desk.by(),
        key: key.map(|k| Key { key: sha256(k.as_bytes()), fingerprint: sha256(meaning.as_bytes()) }),
        now: clock::now().0,
        act,
        documents,
        onward,
    };
    let language = call.language(&words::languages());
    let result = done(call, reference.register(), &command, language, true).await;
    // Refused for sure, and not only without an answer.
    if matches!(&result, Err(fault) if fault.cause.is_none()) {
        release(&call.config, code, &kept, &by, clock::now()).await?;
    }
    reply::json(201, &result?)
}

/// The step that an action asks for. A case can only go to a peer that this node has and exchanges with.
async fn onward(call: &Call, agency: &str, act: &Act) -> Result<Option<Onward>, Fault> {
    let (Act::Forward { to, .. } | Act::Redirect { to: Some(to), .. }) = act else {
        return Ok(None);
    };
    let peers = directory::peers(&call.config).await?;
    match peers.get(to).filter(|p| p.body.active) {
        Some(peer) => Ok(Some(peer.onward(&call.config, agency))),
        None => Err(Fault::fields(vec![FieldError::new("/to", FieldErrorCode::UnknownValue)])),
    }
}

/// The category that a case gets.
fn category_of(body: &DeskAction, agency: &Agency) -> Result<String, FieldError> {
    let category = required_text("/category", body.category.as_deref().unwrap_or_default().trim(), NAME_MAX)?;
    let known = agency.categories.iter().any(|c| c.id.as_str() == category);
    known.then_some(category).ok_or_else(|| FieldError::new("/category", FieldErrorCode::UnknownValue))
}

fn place(kind: EventKind, to: String) -> Act {
    Act::Place { how: kind.name().to_owned(), to }
}

/// A case's reference, in its normal form.
fn reference(field: &str, typed: &str) -> Result<String, FieldError> {
    let code = if typed.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::InvalidReference };
    Reference::parse(typed).map(|reference| reference.to_string()).ok_or_else(|| FieldError::new(field, code))
}

/// Who the complainant is from then on, with what is said of it.
fn corrected(body: &DeskAction, agency: &Agency, errors: &mut Vec<FieldError>) -> Option<Act> {
    let typed = body.complainant.clone().unwrap_or_default();
    let person = person(&(&typed).into(), agency).map_err(|wrong| errors.extend(wrong)).ok();
    let filing = |person: Person| FileCase { complainant: (&person).into(), ..FileCase::default() };
    let text = keep(required_text("/text", body.text.as_deref().unwrap_or_default(), TEXT_MAX), errors);
    text.zip(person).map(|(text, person)| Act::Request {
        about: About::Correction.name().to_owned(),
        text,
        correction: serde_json::to_string(&filing(person)).ok(),
    })
}

/// An action, checked.
fn desk_act(body: &DeskAction, agency: &Agency, mut errors: Vec<FieldError>) -> Result<Act, Fault> {
    let text = body.text.as_deref().unwrap_or_default();
    let to = body.to.as_deref().unwrap_or_default().trim();
    if body.documents.len() > DOCUMENTS_MAX as usize {
        errors.push(FieldError::new("/documents", FieldErrorCode::TooMany { limit: DOCUMENTS_MAX }));
    }
    let needed = |errors: &mut Vec<FieldError>| keep(required_text("/text", text, TEXT_MAX), errors);
    let maybe = |errors: &mut Vec<FieldError>| keep(optional_text("/text", text, TEXT_MAX), errors);
    let act = match body.action.as_str() {
        "acknowledge" => Some(Act::Acknowledge),
        "assign" => keep(required_text("/to", to, NAME_MAX), &mut errors).map(|to| Act::Assign { to }),
        "ask" => needed(&mut errors).map(|text| Act::Ask { text }),
        "message" => {
            let in_reply_to = keep(number(body.in_reply_to.as_deref()), &mut errors).flatten();
            let about = keep(about_of(body.about.as_deref()), &mut errors).flatten();
            needed(&mut errors).map(|text| match about {
                Some(about) => Act::Request { about, text, correction: None },
                None => Act::Message { text, in_reply_to },
            })
        }
        "answer" => needed(&mut errors).map(|text| Act::Answer { text }),
        "redirect" => {
            let to = (!to.is_empty()).then(|| to.to_owned());
            needed(&mut errors).map(|text| Act::Redirect { to, text })
        }
        "forward" => {
            let to = keep(required_text("/to", to, LINES_MAX), &mut errors);
            let urgent = body.urgent.unwrap_or(false);
            to.zip(maybe(&mut errors)).map(|(to, text)| Act::Forward { to, text, urgent })
        }
        "close" => {
            let outcome = body.outcome.clone().unwrap_or_default();
            if Outcome::parse(&outcome).is_none() {
                let code = if outcome.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
                errors.push(FieldError::new("/outcome", code));
            }
            maybe(&mut errors).map(|text| Act::Close { outcome, text })
        }
        "correct" => corrected(body, agency, &mut errors),
        "recategorise" => keep(category_of(body, agency), &mut errors).map(|category| Act::Recategorise { category }),
        "link" => keep(reference("/to", to), &mut errors).map(|to| place(EventKind::Linked, to)),
        "unlink" => keep(reference("/to", to), &mut errors).map(|to| place(EventKind::Unlinked, to)),
        "single_out" => Some(place(EventKind::Singled, String::new())),
        "note" => needed(&mut errors).map(|text| Act::Note { text }),
        other => {
            let code = if other.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
            errors.push(FieldError::new("/action", code));
            None
        }
    };
    match act {
        Some(act) if errors.is_empty() => Ok(act),
        _ => Err(Fault::fields(errors)),
    }
}

/// `GET /v1/desk/deliveries`.
pub async fn deliveries(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadDeliveries>::of(call).await?;
    reply::json(200, &super::admin::deliveries_of(call, std::slice::from_ref(&desk.agency.id)).await?)
}

/// `POST /v1/desk/deliveries/{id}/retry`.
pub async fn retry(call: &Call, id: &str) -> Result<Response, Fault> {
    let desk = Desk::<MendDeliveries>::of(call).await?;
    super::admin::retry_delivery(call, id, Some(&desk.agency.id)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agency() -> Agency {
        let category = wire::v1::admin::CategoryBody {
            id: "delay".into(),
            names: [("fr".into(), "Retard".into())].into(),
            ..Default::default()
        };
        let body = wire::v1::admin::PutAgency {
            code: "HAB".into(),
            names: [("fr".into(), "Agence".into())].into(),
            categories: vec![category],
            ..Default::default()
        };
        body.check("mhab").unwrap()
    }

    #[test]
    fn each_action_asks_for_its_own_fields() {
        let fields = |body: DeskAction| {
            desk_act(&body, &agency(), Vec::new()).unwrap_err().errors.into_iter().map(|e| e.field).collect::<Vec<_>>()
        };
        let body = |action: &str| DeskAction { action: action.into(), ..DeskAction::default() };
        assert_eq!(fields(body("")), ["/action"]);
        assert_eq!(fields(body("escalate")), ["/action"]);
        for action in ["ask", "message", "answer", "redirect", "note"] {
            assert_eq!(fields(body(action)), ["/text"], "{action}");
        }
        assert_eq!(fields(body("assign")), ["/to"]);
        assert_eq!(fields(body("forward")), ["/to"]);
        assert_eq!(fields(body("recategorise")), ["/category"]);
        for action in ["link", "unlink"] {
            assert_eq!(fields(body(action)), ["/to"]);
            assert_eq!(fields(DeskAction { to: Some("HAB-26A-000001-Z".into()), ..body(action) }), ["/to"], "{action}");
        }
        assert_eq!(fields(body("close")), ["/outcome"]);
        assert_eq!(fields(body("correct")), ["/complainant/name", "/text"]);
        assert_eq!(fields(DeskAction { about: Some("x".into()), ..body("message") }), ["/about", "/text"]);
        assert_eq!(desk_act(&body("acknowledge"), &agency(), Vec::new()), Ok(Act::Acknowledge));
    }

    #[test]
    fn a_cursor_names_a_register_and_a_serial() {
        assert_eq!(read_cursor("HAB-26A.17"), Some(("HAB-26A".into(), 17)));
        assert_eq!(read_cursor("17"), None);
        assert_eq!(read_cursor("x.17"), None);
    }
}
