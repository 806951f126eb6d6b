//! Deliberations as the desk reads them. In: what a register holds. Out: the contract's views, with bodies' names.
//! Never: a deliberation of another agency, or a read without an entry in the access log.

use super::ours;
use crate::auth::Desk;
use crate::auth::staff::ReadCases;
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::handlers::desk::read_cursor;
use crate::handlers::download;
use crate::handlers::filing::unexpected;
use crate::handlers::present::{self, Bodies};
use crate::register::{CaseData, Command, Entry, ListQuery, Read, Reply, client};
use crate::reply;
use domain::agency::Slug;
use domain::deliberation::{Standing, Step};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::{Reference, RegisterName};
use domain::time::UnixMillis;
use wire::problem::ProblemCode;
use wire::v1::case::ActorView;
use wire::v1::deliberation::{DeliberationEntry, DeliberationPage, DeliberationRow, DeliberationView};
use worker::Response;

/// Deliberations of a page, if nothing is asked.
const PAGE: u32 = 50;
/// Most deliberations of a page.
const PAGE_MAX: u32 = 200;

/// `GET /v1/desk/deliberations`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let (mut query, cursor) = query_of(call)?;
    query.reader = desk.reader();
    let wanted = query.limit as usize;
    let bodies = Bodies::all(&call.config, call.language(&words::languages())).await?;
    let registers = directory::registers(&call.config, &desk.agency.id).await?;
    let begin = cursor.as_ref().map_or(0, |(name, _)| registers.iter().position(|r| r == name).unwrap_or(0));
    let mut page = DeliberationPage::default();
    for (place, name) in registers.iter().enumerate().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        query.before = cursor.as_ref().filter(|(of, _)| of == name).map(|(_, serial)| *serial);
        query.limit = u32::try_from(wanted - page.deliberations.len()).unwrap_or(1);
        let (rows, next) = match client::ask(&call.config, &register, &Command::List(query.clone())).await? {
            Reply::Deliberations { rows, next } => (rows, next.map(|serial| format!("{name}.{serial}"))),
            Reply::NeedsAgency => continue,
            other => return Err(unexpected(other)),
        };
        let named =
            |(row, names): (DeliberationRow, _)| DeliberationRow { peer_name: bodies.named(&names, &row.peer), ..row };
        page.deliberations.extend(rows.into_iter().map(named));
        page.cursor = next;
        if page.deliberations.len() >= wanted {
            let after = || registers.get(place + 1).map(|name| format!("{name}.{}", u32::MAX));
            page.cursor = page.cursor.or_else(after);
            break;
        }
    }
    reply::json(200, &page)
}

fn query_of(call: &Call) -> Result<(ListQuery, Option<(String, u32)>), Fault> {
    let mut errors = Vec::new();
    let mut choice = |name: &str, known: fn(&str) -> bool| {
        let value = call.query(name)?;
        if known(&value) {
            return Some(value);
        }
        errors.push(FieldError::new(format!("/{name}"), FieldErrorCode::UnknownValue));
        None
    };
    let status = choice("status", |v| Standing::parse(v).is_some());
    let peer = choice("peer", |v| Slug::parse(v).is_some());
    let limit = choice("limit", |v| v.parse::<u32>().is_ok_and(|n| (1..=PAGE_MAX).contains(&n)));
    let cursor = choice("cursor", |v| read_cursor(v).is_some()).and_then(|c| read_cursor(&c));
    if !errors.is_empty() {
        return Err(Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) });
    }
    let limit = limit.and_then(|l| l.parse().ok()).unwrap_or(PAGE);
    let now = clock::now().0;
    Ok((ListQuery { deliberations: true, status, peer, limit, now, ..ListQuery::default() }, cursor))
}

pub(super) fn entry(entry: Entry, bodies: &Bodies) -> DeliberationEntry {
    let body = entry.peer.map(|peer| bodies.named(&entry.body.by_names, &peer));
    DeliberationEntry {
        id: entry.number.to_string(),
        at: UnixMillis(entry.at).to_rfc3339(),
        kind: Step::parse(&entry.kind).map_or(entry.kind, |step| step.short().to_owned()),
        actor: ActorView { role: entry.role, body, name: entry.body.name },
        status: entry.status,
        text: entry.body.text,
        recommendation: entry.body.outcome,
        cases: entry.body.cases,
        references: entry.body.references,
        documents: entry.body.documents,
    }
}

/// The cases that one side has linked and not taken back, and how many it says they are.
fn linked(entries: &[Entry], theirs: bool) -> (Vec<String>, u32) {
    let (mut cases, mut count) = (Vec::new(), 0);
    for entry in entries.iter().filter(|entry| entry.peer.is_some() == theirs) {
        count = entry.body.cases.unwrap_or(count);
        let changed = &entry.body.references;
        if entry.kind == Step::Unlinked.name() {
            cases.retain(|case| !changed.contains(case));
        } else {
            cases.extend(changed.iter().cloned());
        }
    }
    (cases, count)
}

/// A deliberation, or one of its documents, read by this desk.
async fn read_whole(call: &Call, reference: &str, document: Option<&str>) -> Result<(Reference, CaseData), Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let reference = ours(call, &desk, reference).await?;
    let read = Read::Deliberation { document: document.map(str::to_owned) };
    let command = Command::Desk { serial: reference.serial(), now: clock::now().0, reader: desk.reader(), read };
    match client::ask(&call.config, reference.register(), &command).await? {
        Reply::Case(data) => Ok((reference, *data)),
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::NotFound)),
        other => Err(unexpected(other)),
    }
}

/// `GET /v1/desk/deliberations/{reference}`.
pub async fn show(call: &Call, reference: &str) -> Result<Response, Fault> {
    let (_, mut data) = read_whole(call, reference, None).await?;
    present::scanned(&call.config, &data.reference, &mut data.entries).await;
    let bodies = Bodies::all(&call.config, call.language(&words::languages())).await?;
    let ((ours, cases), (shared, their_cases)) = (linked(&data.entries, false), linked(&data.entries, true));
    let peer = data.holder.unwrap_or_default();
    let view = DeliberationView {
        row: DeliberationRow {
            reference: data.reference,
            peer_name: bodies.named(&data.category_names.unwrap_or_default(), &peer),
            peer,
            subject: data.filing.subject,
            status: data.status,
            opened_at: UnixMillis(data.received_at).to_rfc3339(),
            opened_here: data.entries.first().is_some_and(|entry| entry.peer.is_none()),
            changed_at: UnixMillis(data.due_at).to_rfc3339(),
            cases,
            their_cases,
        },
        peer_reference: data.origin.map(|origin| origin.reference),
        linked: ours,
        shared,
        documents: present::documents(&data.entries),
        timeline: data.entries.into_iter().map(|e| entry(e, &bodies)).collect(),
        deliveries: data.deliveries,
    };
    reply::json(200, &view)
}

/// `GET /v1/desk/deliberations/{reference}/documents/{id}`.
pub async fn document(call: &Call, reference: &str, id: &str) -> Result<Response, Fault> {
    let (reference, data) = read_whole(call, reference, Some(id)).await?;
    download::give(call, reference.register().code().as_str(), &data.entries, id).await
}
