//! Backup and restore, for the operator: one store a call, as a stream of lines. And new data keys.

use crate::auth::Operator;
use crate::auth::staff::Configure;
use crate::backup::client::Store;
use crate::call::{Call, LARGE_MAX_BYTES};
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::hop;
use crate::reply;
use domain::reference::RegisterName;
use wire::backup::{Kind, MEDIA_TYPE};
use wire::problem::ProblemCode;
use wire::v1::backup::{RegisterRow, StoreList};
use worker::js_sys::Uint8Array;
use worker::{Headers, Method, Response};

/// `NewDataKey`, as registers and drawers read it.
const NEW_DATA_KEY: &str = "\"new_data_key\"";

/// `GET /v1/admin/registers`.
pub async fn stores(call: &Call) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    reply::json(200, &all(call).await?)
}

async fn all(call: &Call) -> Result<StoreList, Fault> {
    match directory::ask(&call.config, &Command::Stores).await? {
        Reply::Stores { registers, drawers } => {
            let registers = registers.into_iter().map(|(name, agency)| RegisterRow { name, agency }).collect();
            Ok(StoreList { registers, drawers })
        }
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}

/// A store that there is, for an operator.
async fn known(call: &Call, kind: Kind, name: &str) -> Result<(), Fault> {
    Operator::<Configure>::of(call).await?;
    let stores = all(call).await?;
    let known = match kind {
        Kind::Directory => name == directory::NAME,
        Kind::Register => stores.registers.iter().any(|r| r.name == name),
        Kind::Drawer => stores.drawers.iter().any(|d| d == name),
    };
    if known { Ok(()) } else { Err(Fault::refused(ProblemCode::NotFound)) }
}

/// `POST /v1/admin/{registers,drawers}/{name}/data-key`: the same word to both kinds of store.
pub async fn data_key(call: &Call, kind: Kind, name: &str) -> Result<Response, Fault> {
    known(call, kind, name).await?;
    let objects = if kind == Kind::Register { &call.config.registers } else { &call.config.documents };
    match hop::to_object(objects, name, NEW_DATA_KEY).await {
        Ok(reply) if reply.contains("data_key") => Ok(Response::empty()?.with_status(204)),
        Ok(_) => Err(Fault::refused(ProblemCode::NotFound)),
        Err(said) => Err(Fault::caused(ProblemCode::Unavailable, format!("data key of {name}: {said}"))),
    }
}

/// `GET /v1/admin/{kind}/{name}/backup`.
pub async fn backup(call: &Call, kind: Kind, name: &str) -> Result<Response, Fault> {
    known(call, kind, name).await?;
    let body = Store { kind, name }.backup(&call.config).await?;
    let headers = Headers::new();
    headers.set("content-type", MEDIA_TYPE)?;
    headers.set("cache-control", "no-store")?;
    Ok(Response::from_body(body)?.with_headers(headers))
}

/// `GET` and `POST /v1/admin/{kind}/{name}/restore`: how far it is; with `?line=`, takes the lines of the body; an
/// empty `POST` goes on after the last line. The store is in use once the answer says so.
pub async fn restore(call: &mut Call, kind: Kind, name: &str) -> Result<Response, Fault> {
    Operator::<Configure>::of(call).await?;
    if !may_be(kind, name) {
        return Err(Fault::refused(ProblemCode::NotFound));
    }
    let store = Store { kind, name };
    if call.method() == Method::Get {
        return reply::json(200, &store.restore(&call.config, None, None).await?);
    }
    let line: Option<u64> = call.query("line").and_then(|n| n.parse().ok());
    let lines = match line {
        Some(_) => call.body_of(&[MEDIA_TYPE], LARGE_MAX_BYTES).await?,
        None => Vec::new(),
    };
    let state = store.restore(&call.config, line, Some(Uint8Array::from(lines.as_slice()).into())).await?;
    if state.state == "used" {
        note(call, kind, name).await?;
        directory::forget_registers();
    }
    reply::json(200, &state)
}

/// Tells the directory, without which nobody reaches the store.
async fn note(call: &Call, kind: Kind, name: &str) -> Result<(), Fault> {
    let command = match kind {
        Kind::Directory => return Ok(()),
        Kind::Drawer => Command::NoteDrawer { name: name.to_owned() },
        Kind::Register => {
            let code = RegisterName::parse(name).map(|n| n.code().as_str().to_owned()).unwrap_or_default();
            let Reply::Agencies(agencies) = directory::ask(&call.config, &Command::Agencies).await? else {
                return Err(Fault::broken("the directory's reply"));
            };
            // Without the agency, the directory's own backup brings the register's name along.
            let Some(agency) = agencies.into_iter().find(|a| a.body.code == code) else { return Ok(()) };
            Command::NoteRegister { agency: agency.id, register: name.to_owned() }
        }
    };
    directory::ask(&call.config, &command).await.map(|_| ())
}

fn may_be(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Directory => name == directory::NAME,
        Kind::Register => RegisterName::parse(name).is_some(),
        Kind::Drawer => name.split_once('-').is_some_and(|(code, drawer)| {
            domain::reference::AgencyCode::parse(code).is_some()
                && drawer.len() == 5
                && drawer.bytes().all(|b| b.is_ascii_alphanumeric())
        }),
    }
}
