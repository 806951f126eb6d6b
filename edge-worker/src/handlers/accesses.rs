//! What staff has read, for the supervisor of its agency. Reading this is an entry too.

use super::desk::read_cursor;
use super::filing::unexpected;
use crate::auth::Desk;
use crate::auth::staff::ReadAccesses;
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::{Command, Reply, client};
use crate::reply;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;
use wire::v1::desk::{AccessPage, AccessView};
use worker::Response;

/// Entries of a page, if nothing is asked.
const PAGE: u32 = 50;
/// Most entries of a page.
const PAGE_MAX: u32 = 200;

/// `GET /v1/desk/cases/{reference}/accesses`.
pub async fn of_case(call: &Call, reference: &str) -> Result<Response, Fault> {
    let desk = Desk::<ReadAccesses>::of(call).await?;
    let reference = desk.case(call, reference).await?;
    let (limit, cursor) = page_of(call)?;
    let before = cursor.map(|(_, id)| id);
    let register = reference.register();
    let (accesses, more) = ask(call, &desk, register, Some(reference.serial()), before, limit).await?;
    page(call, accesses, more.map(|id| format!("{register}.{id}"))).await
}

/// `GET /v1/desk/accesses`: of all the agency's cases, and of its lists; one register after the other, newest first.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadAccesses>::of(call).await?;
    let (limit, cursor) = page_of(call)?;
    let registers = directory::registers(&call.config, &desk.agency.id).await?;
    let begin = cursor.as_ref().map_or(0, |(name, _)| registers.iter().position(|r| r == name).unwrap_or(0));
    let (mut accesses, mut next) = (Vec::new(), None);
    for (place, name) in registers.iter().enumerate().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        let before = cursor.as_ref().filter(|(of, _)| of == name).map(|(_, id)| *id);
        let left = limit - u32::try_from(accesses.len()).unwrap_or(limit);
        let (found, more) = ask(call, &desk, &register, None, before, left).await?;
        accesses.extend(found);
        if let Some(id) = more {
            next = Some(format!("{name}.{id}"));
            break;
        }
        if accesses.len() >= limit as usize {
            next = registers.get(place + 1).map(|name| format!("{name}.{}", u32::MAX));
            break;
        }
    }
    page(call, accesses, next).await
}

async fn ask(
    call: &Call,
    desk: &Desk<ReadAccesses>,
    register: &RegisterName,
    serial: Option<u32>,
    before: Option<u32>,
    limit: u32,
) -> Result<(Vec<AccessView>, Option<i64>), Fault> {
    let (before, now, reader) = (before.map(i64::from), clock::now().0, desk.reader());
    let command = Command::Accesses { serial, before, limit, now, reader };
    match client::ask(&call.config, register, &command).await? {
        Reply::Accesses { rows, before } => Ok((rows, before)),
        Reply::NeedsAgency if serial.is_some() => Err(Fault::refused(ProblemCode::CaseNotFound)),
        Reply::NeedsAgency => Ok((Vec::new(), None)),
        other => Err(unexpected(other)),
    }
}

/// The page, with whose tokens they are.
async fn page(call: &Call, mut accesses: Vec<AccessView>, cursor: Option<String>) -> Result<Response, Fault> {
    let mut ids: Vec<String> = accesses.iter().map(|access| access.token.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    if !ids.is_empty() {
        let reply = directory::ask(&call.config, &directory::Command::TokenNames { ids }).await?;
        let directory::Reply::TokenNames(names) = reply else {
            return Err(Fault::broken("the directory's reply"));
        };
        for access in &mut accesses {
            access.name = names.get(&access.token).cloned();
        }
    }
    reply::json(200, &AccessPage { accesses, cursor })
}

/// How many are asked for, and where they begin: a register, and a number in it.
///
/// # Errors
/// One of them cannot be that.
pub fn page_of(call: &Call) -> Result<(u32, Option<(String, u32)>), Fault> {
    let limit = call.query("limit").map_or(Some(PAGE), |l| l.parse().ok().filter(|n| (1..=PAGE_MAX).contains(n)));
    let cursor = call.query("cursor").map(|c| read_cursor(&c));
    let wrong = |(field, wrong): (&str, bool)| wrong.then(|| FieldError::new(field, FieldErrorCode::UnknownValue));
    let wrong = [("/limit", limit.is_none()), ("/cursor", matches!(cursor, Some(None)))].into_iter().filter_map(wrong);
    let errors: Vec<FieldError> = wrong.collect();
    match limit {
        Some(limit) if errors.is_empty() => Ok((limit, cursor.flatten())),
        _ => Err(Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) }),
    }
}
