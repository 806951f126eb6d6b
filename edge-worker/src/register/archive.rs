//! What a backup of a register is, how a restored one is proved, and from where it goes on.
//!
//! In: a store. Out: where the chain ends; whether the next events fit. A backup may be older than the register that
//! was lost: numbers that were given out meanwhile are not given out again, so a restored register leaves room.
//! Never: opens what is sealed.

use super::service::Register;
use super::{chain, schema, store};
use crate::backup::Keep;
use crate::backup::load::Place;
use crate::config;
use crate::sql::durable::DurableSql;
use crate::sql::{Sql, SqlError, SqlResult};
use std::rc::Rc;
use wire::backup::Kind;
use worker::Env;

/// Events of one step of the check.
const STEP: u32 = 2_000;
/// Serials that may have been given out after the backup: a reference never names two cases.
const SERIALS: i64 = 1_000;
/// Deliveries that may have been made after the backup: a peer takes each id once.
const DELIVERIES: i64 = 1_000_000;

pub static KEEP: Keep =
    Keep { kind: Kind::Register, steps: schema::SCHEMA, marks: &["event"], without: &[], head, check: follow, open };

fn open(sql: &Rc<DurableSql>, env: &Env) -> SqlResult<()> {
    let node = config::data_keys(env).map_err(|fault| SqlError(fault.to_string()))?;
    Register::open(sql.clone(), node)?;
    leave_room(sql)
}

/// Numbers go on further up.
///
/// # Errors
/// Storage failed.
pub fn leave_room(sql: &impl Sql) -> SqlResult<()> {
    let (_, _, serial) = store::head(sql)?;
    let serial = i64::from(serial) + SERIALS;
    let delivery = store::last_delivery(sql)? + DELIVERIES;
    store::set_meta(sql, store::SERIAL_FLOOR, &serial.to_string())?;
    store::set_meta(sql, store::DELIVERY_FLOOR, &delivery.to_string())
}

/// Where the chain ends; the hash is empty if it has not begun.
///
/// # Errors
/// Storage failed.
pub fn head(sql: &impl Sql) -> SqlResult<Place> {
    let (seq, hash, _) = store::head(sql)?;
    Ok(if seq == 0 { (0, String::new()) } else { (u64::try_from(seq).unwrap_or(0), chain::hex(&hash)) })
}

/// Follows the chain for some events. `None`: the next one is missing, or is not what was written.
///
/// # Errors
/// Storage failed.
pub fn follow(sql: &impl Sql, register: &str, after: &Place) -> SqlResult<Option<Place>> {
    let mut seq = i64::try_from(after.0).unwrap_or(i64::MAX);
    let events = store::covered(sql, seq, STEP)?;
    let Some(mut hash) = store::hash_at(sql, seq)? else { return Ok(None) };
    for event in events {
        let (kind, status, role, peer) = (event.text(4)?, event.text(5)?, event.text(6)?, event.maybe_text(7)?);
        let body_hash = event.fixed(8)?;
        seq += 1;
        let covered = chain::Covered {
            register,
            seq,
            serial: event.small(1)?,
            number: event.small(2)?,
            at: event.int(3)?,
            kind: &kind,
            status: &status,
            role: &role,
            peer: peer.as_deref(),
            body_hash: &body_hash,
        };
        hash = chain::hash(&hash, &covered);
        if event.int(0)? != seq || event.fixed(9)? != hash {
            return Ok(None);
        }
    }
    Ok(Some(if seq == 0 { after.clone() } else { (u64::try_from(seq).unwrap_or(0), chain::hex(&hash)) }))
}
