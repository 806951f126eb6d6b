//! Backup and restore of one object's store: what the objects of all three kinds do alike.
//!
//! In: requests below `/backup/{name}` and `/restore/{name}` from the worker's own handlers. Out: the store as a
//! stream of lines ([`dump`]), or lines taken in ([`load`]). The form of a backup: `wire::backup`.
//! Never: whether somebody may (the handlers ask for the operator's handle), or a row's meaning.

pub mod client;
pub mod dump;
pub mod load;
pub mod tables;

use crate::clock;
use crate::config::Config;
use crate::log;
use crate::register::chain::hex;
use crate::secret;
use crate::sql::durable::DurableSql;
use crate::sql::steps::Steps;
use crate::sql::{Sql as _, SqlError, SqlResult};
use dump::{Chunk, Dump};
use futures_util::stream;
use load::{Check, Place, Reason, Stop, Wanted};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wire::backup::{FORM, Head, Kind, Line};
use wire::v1::backup::RestoreState;
use worker::{Env, Method, Request, Response};

/// Why a store is shut.
const UNDER_WAY: &str = "a restore into this store is under way";

/// What is different for each kind of store.
pub struct Keep {
    pub kind: Kind,
    pub steps: Steps,
    /// A store with a row in one of these is not empty.
    pub marks: &'static [&'static str],
    /// Tables that no backup has.
    pub without: &'static [&'static str],
    /// Where the chain ends.
    pub head: fn(&DurableSql) -> SqlResult<Place>,
    pub check: Check<DurableSql>,
    /// Brings a store that was restored to the present version, and proves that it opens.
    pub open: fn(&Rc<DurableSql>, &Env) -> SqlResult<()>,
}

/// What the object answers to a batch of lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// How far it is.
    State(RestoreState),
    /// By the reason's name, with a word for the log.
    Refused(String, String),
}

/// A request that concerns backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    restore: bool,
    name: String,
}

/// Reads whether a request to an object concerns backups.
#[must_use]
pub fn asked(request: &Request) -> Option<Asked> {
    let path = request.path();
    let (what, name) = path.trim_start_matches('/').split_once('/')?;
    let restore = match what {
        "backup" => false,
        "restore" => true,
        _ => return None,
    };
    Some(Asked { restore, name: name.to_owned() })
}

/// What no restore under way keeps from being used; and what a backup that broke off has left is taken away.
///
/// # Errors
/// A restore is under way, or storage failed.
pub fn door(sql: &DurableSql) -> SqlResult<()> {
    dump::tidy(sql)?;
    if load::in_use(sql)? { Ok(()) } else { Err(SqlError(UNDER_WAY.into())) }
}

/// Answers. And says what becomes of the store: with a restore it is shut at once, for the object that has it open too; at
/// the end of one it is to be opened. `None`: it is as it was.
///
/// # Errors
/// No answer can be written.
pub async fn answer(
    keep: &'static Keep,
    sql: &Rc<DurableSql>,
    env: &Env,
    mut request: Request,
    asked: &Asked,
) -> worker::Result<(Response, Option<SqlResult<()>>)> {
    let failed = |error: &SqlError| {
        log::failure("backup", &error.to_string());
        Response::error(error.to_string(), 500)
    };
    let config = match Config::from_env(env) {
        Ok(config) => config,
        Err(fault) => return Ok((failed(&SqlError(fault.to_string()))?, None)),
    };
    if !asked.restore {
        return Ok((backup(keep, sql, &config, &asked.name).or_else(|e| failed(&e))?, None));
    }
    let bytes = if request.method() == Method::Post { Some(request.bytes().await?) } else { None };
    let line = request.inner().url().split_once("?line=").and_then(|(_, n)| n.parse().ok());
    let done = match bytes {
        None => load::state(sql.as_ref()).map_err(Stop::from),
        Some(bytes) => restore(keep, sql, env, &config, &asked.name, (line, &bytes)),
    };
    let reply = match done {
        Ok(state) => Reply::State(state),
        Err(Stop::Refused(reason, word)) => Reply::Refused(reason.name().to_owned(), word),
        Err(Stop::Broken(error)) => return Ok((failed(&error)?, None)),
    };
    let opened = line.is_none() && matches!(&reply, Reply::State(state) if state.state == "used");
    let door = match load::in_use(sql.as_ref()) {
        Ok(true) => opened.then_some(Ok(())),
        Ok(false) => Some(Err(SqlError(UNDER_WAY.into()))),
        Err(error) => Some(Err(error)),
    };
    Ok((Response::ok(serde_json::to_string(&reply)?)?, door))
}

/// What stands for the node's hash key.
fn hash_key(config: &Config) -> String {
    secret::key_mark(&config.keys.hash)
}

fn backup(keep: &'static Keep, sql: &Rc<DurableSql>, config: &Config, name: &str) -> SqlResult<Response> {
    if !load::in_use(sql.as_ref())? {
        return Err(SqlError(UNDER_WAY.into()));
    }
    let head = Head {
        wasl_backup: FORM,
        kind: keep.kind,
        name: name.to_owned(),
        node: config.node_id.clone(),
        begun_at: clock::now().0,
        schema: crate::sql::steps::version(sql.as_ref())?.version,
        hash_key: hash_key(config),
    };
    let run = clock::random::<8>().map(|b| hex(&b)).ok_or_else(|| SqlError("no random numbers".into()))?;
    let dump = Dump::begin(sql.as_ref(), head, &run, keep.without)?;
    let keys = config.keys.clone();
    let chunks = stream::try_unfold(Some((sql.clone(), dump)), move |at| {
        let keys = keys.clone();
        async move {
            let Some((sql, mut dump)) = at else { return Ok(None) };
            let broken = |e: SqlError| {
                log::failure("backup", &e.to_string());
                worker::Error::RustError(e.to_string())
            };
            Ok::<_, worker::Error>(match dump.next(sql.as_ref(), clock::now().0, keep.head).map_err(broken)? {
                Chunk::Lines(lines) => Some((lines, Some((sql, dump)))),
                Chunk::Last(mut lines, end) => {
                    let end = Line::End(end.signed(keys.signing.active())).to_text()?;
                    lines.extend_from_slice(end.as_bytes());
                    lines.push(b'\n');
                    Some((lines, None))
                }
            })
        }
    });
    Response::from_stream(chunks).map_err(|e| SqlError(e.to_string()))
}

/// Takes lines; or, without lines, goes on with what comes after the last one.
fn restore(
    keep: &Keep,
    sql: &Rc<DurableSql>,
    env: &Env,
    config: &Config,
    name: &str,
    (line, bytes): (Option<u64>, &[u8]),
) -> Result<RestoreState, Stop> {
    let wanted = Wanted {
        kind: keep.kind,
        name,
        node: &config.node_id,
        hash_key: &hash_key(config),
        keys: config.keys.signing.published().to_vec(),
        steps: keep.steps,
        marks: keep.marks,
    };
    if let Some(from) = line {
        return load::take(sql.as_ref(), &wanted, from, bytes);
    }
    if load::state(sql.as_ref())?.state == "checking" && load::check(sql.as_ref(), name, keep.check)? {
        sql.transaction(|| {
            (keep.open)(sql, env).map_err(|error| Stop::Refused(Reason::OtherKeys, error.to_string()))?;
            Ok::<_, Stop>(load::put_in_use(sql.as_ref())?)
        })?;
    }
    Ok(load::state(sql.as_ref())?)
}

#[cfg(test)]
mod tests;
