//! Challenges for the proof of work.
//!
//! In: an agency. Out: a challenge as ALTCHA (version 1) has it, harder while much more comes than is normal.
//! Never: a third party; anything that is remembered of who asked.

use super::agencies::checked;
use super::filing::register_at;
use crate::call::Call;
use crate::clock;
use crate::config::Config;
use crate::directory;
use crate::fault::Fault;
use crate::limits;
use crate::register::{self, Command, Reply};
use crate::reply;
use domain::agency::Agency;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::protection::max_number;
use domain::time::UnixMillis;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::problem::ProblemCode;
use wire::proof;
use worker::Response;

/// For so long a level is taken as known: a flood of requests for challenges is no load for a register.
const LEVEL_KNOWN_MS: i64 = 2_000;

thread_local! {
    /// Levels as this isolate last heard them, with the time.
    static LEVELS: RefCell<BTreeMap<String, (i64, u8)>> = const { RefCell::new(BTreeMap::new()) };
}

/// `GET /v1/challenge?agency=`.
pub async fn get(call: &Call) -> Result<Response, Fault> {
    let id = call.query("agency").ok_or_else(|| Fault {
        errors: vec![FieldError::new("/agency", FieldErrorCode::Required)],
        ..Fault::refused(ProblemCode::InvalidQuery)
    })?;
    limits::spend(call, limits::CHALLENGES)?;
    let agency = checked(&directory::agency_seen(&call.config, &id).await?)?;
    let now = clock::now();
    let most = max_number(level(&call.config, &agency, now).await);
    let drawn = clock::random::<32>().zip(clock::random::<8>());
    let (salt, number) = drawn.ok_or_else(|| Fault::broken("no random numbers"))?;
    let number = u64::from_le_bytes(number) % (u64::from(most) + 1);
    let number = u32::try_from(number).unwrap_or(most);
    reply::json(200, &proof::challenge(&call.config.keys.challenge, &id, &salt, number, most, now))
}

/// How hard it is at present. Where the register cannot be asked it is easy: nobody waits for that.
async fn level(config: &Config, agency: &Agency, now: UnixMillis) -> u8 {
    let id = agency.id.as_str();
    let known = LEVELS.with(|levels| levels.borrow().get(id).copied());
    if let Some((_, level)) = known.filter(|(at, _)| now.0 - at < LEVEL_KNOWN_MS) {
        return level;
    }
    let Ok(name) = register_at(agency, now) else { return 0 };
    // Asking an object that does not exist would make it.
    if !matches!(directory::holder_of(config, &name).await, Ok(Some(_))) {
        return 0;
    }
    let level = match register::client::ask(config, &name, &Command::Level { now: now.0 }).await {
        Ok(Reply::Level(level)) => level,
        _ => 0,
    };
    LEVELS.with(|levels| levels.borrow_mut().insert(id.to_owned(), (now.0, level)));
    level
}
