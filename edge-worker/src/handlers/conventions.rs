//! What is agreed with a peer: which cases go over, and how much of who filed them. Effective with the answer.
//!
//! In: the operator's word. Out: how it stands, with when and who. Never: sending; what waited is what the alarms send.

use super::deliveries::everywhere;
use crate::auth::Operator;
use crate::auth::staff::Configure;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::register;
use crate::reply;
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
                everywhere(call, &register::Command::Heard { peer }, None).await?;
            }
            reply::json(200, &set)
        }
        Reply::NotFound => Err(Fault::refused(ProblemCode::NotFound)),
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}
