//! What is agreed with a peer: which cases go over, and how much of who filed them, effective with the answer; and what
//! went over.
//!
//! In: the operator's word. Out: how it stands, with when and who. Never: sending; what waited is what the alarms send.

use super::deliveries::everywhere;
use super::filing::unexpected;
use super::paging;
use crate::auth::Operator;
use crate::auth::staff::{Configure, ReadDeliveries};
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::register::{self, client};
use crate::reply;
use domain::reference::RegisterName;
use wire::exchange::{ExchangedList, ExchangedView};
use wire::problem::ProblemCode;
use wire::read;
use worker::Response;

/// `GET /v1/admin/peers/{peer}/convention`.
pub async fn get(call: &Call, peer: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    let found = directory::peers(&call.config).await?.remove(peer);
    let found = found.ok_or_else(|| Fault::refused(ProblemCode::NotFound))?;
    reply::json(200, &found.convention.unwrap_or_default())
}

/// `GET /v1/admin/peers/{peer}/exchanged`: what went over, a page at a time.
pub async fn exchanged(call: &Call, peer: &str) -> Result<Response, Fault> {
    Operator::<ReadDeliveries>::of(call).await?;
    if !directory::peers(&call.config).await?.contains_key(peer) {
        return Err(Fault::refused(ProblemCode::NotFound));
    }
    let (limit, cursor) = (paging::limit(call)?, paging::delivery(call)?);
    let Reply::AllRegisters(registers) = directory::ask(&call.config, &Command::AllRegisters).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    let begin =
        cursor.as_ref().map_or(0, |(of, _)| registers.iter().position(|(r, _)| r == of).unwrap_or(registers.len()));
    let mut found: Vec<(String, ExchangedView)> = Vec::new();
    for (name, _) in registers.iter().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        let after = cursor.as_ref().filter(|(of, _)| of == name).map_or(0, |(_, number)| *number);
        // One more than is asked for says whether there is more.
        let wanted = u32::try_from(limit + 1 - found.len()).unwrap_or(1);
        let command = register::Command::Exchanged { peer: peer.to_owned(), after, limit: wanted };
        match client::ask(&call.config, &register, &command).await? {
            register::Reply::Exchanged(list) => {
                found.extend(list.into_iter().map(|(number, view)| (format!("{name}.{number}"), view)));
            }
            register::Reply::NeedsAgency => {}
            other => return Err(unexpected(other)),
        }
        if found.len() > limit {
            break;
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = found.last().filter(|_| more).map(|(at, _)| at.clone());
    reply::json(200, &ExchangedList { exchanged: found.into_iter().map(|(_, view)| view).collect(), cursor })
}

/// `PUT /v1/admin/peers/{peer}/convention`.
pub async fn put(call: &mut Call, peer: &str) -> Result<Response, Fault> {
    let operator = Operator::<Configure>::of(call).await?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::convention(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let mut errors = reading.errors;
    errors.extend(reading.value.check().err().unwrap_or_default());
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    let (peer, by) = (peer.to_owned(), operator.reader().token);
    let command = Command::PutConvention { peer: peer.clone(), body: reading.value, by, now: clock::now().0 };
    match directory::ask(&call.config, &command).await? {
        Reply::Convention(set, was_suspended) => {
            if was_suspended && !set.body.suspended {
                everywhere(call, &register::Command::Heard { peer }).await?;
            }
            reply::json(200, &set)
        }
        Reply::NotFound => Err(Fault::refused(ProblemCode::NotFound)),
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}
