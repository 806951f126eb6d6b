//! What a backup of a register is, and how a restored one is proved: its chain, event by event.
//!
//! In: a store. Out: where the chain ends; whether the next events fit. Never: opens what is sealed.

use super::service::Register;
use super::{chain, schema, store};
use crate::backup::Keep;
use crate::backup::load::Place;
use crate::sql::{Sql, SqlResult};
use wire::backup::Kind;

/// Events of one step of the check.
const STEP: u32 = 2_000;

pub static KEEP: Keep = Keep {
    kind: Kind::Register,
    steps: schema::SCHEMA,
    marks: &["event"],
    without: &[],
    head,
    check: follow,
    open: |sql, _| Register::open(sql.clone()).map(|_| ()),
};

/// Where the chain ends; the hash is empty if it has not begun.
pub fn head(sql: &impl Sql) -> SqlResult<Place> {
    let (seq, hash, _) = store::head(sql)?;
    Ok(if seq == 0 { (0, String::new()) } else { (u64::try_from(seq).unwrap_or(0), hash) })
}

/// Follows the chain for some events. `None`: the next one is missing, or is not what was written.
pub fn follow(sql: &impl Sql, register: &str, after: &Place) -> SqlResult<Option<Place>> {
    let (mut seq, mut hash) = after.clone();
    if seq == 0 {
        chain::GENESIS.clone_into(&mut hash);
    }
    let from = i64::try_from(seq).unwrap_or(i64::MAX);
    for event in store::covered(sql, from, STEP)? {
        if event.seq != i64::try_from(seq + 1).unwrap_or(i64::MAX) {
            return Ok(None);
        }
        let digest = event.digest.as_deref().filter(|_| event.number == 1 && event.kind == "filed");
        let covered = chain::Covered {
            register,
            seq: event.seq,
            serial: event.serial,
            number: event.number,
            at: event.at,
            kind: &event.kind,
            status: &event.status,
            role: &event.role,
            peer: event.peer.as_deref(),
            name: event.name.as_deref(),
            body: &event.body,
            digest,
        };
        if chain::hash(&hash, &covered) != event.hash {
            return Ok(None);
        }
        (seq, hash) = (seq + 1, event.hash);
    }
    Ok(Some(if seq == 0 { after.clone() } else { (seq, hash) }))
}
