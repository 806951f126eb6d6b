//! What went over, either way: one row an event, for whoever has to show it.
//!
//! In: what a peer has taken, with its signed answer, and what was taken from it. Out: pages. It is written in the transaction of the
//! attempt or of the event, and stays when its case is erased: it has no word of it. Never: what was written in a case.

use super::Reply;
use super::outbox::event_id;
use crate::sql::{Row, Sql, SqlError, SqlResult};
use domain::time::UnixMillis;
use wire::exchange::{Acknowledgement, ExchangedView, event_type};
use wire::json;

/// Table and index of this room. `way`: `out` or `in`; `event`: of what came in, its id; `delivery`: of what went out.
pub const TABLES: [&str; 2] = [
    "CREATE TABLE exchanged (
        seq INTEGER PRIMARY KEY, peer TEXT NOT NULL, serial INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
        delivery INTEGER, event TEXT, proof TEXT
    ) STRICT",
    "CREATE INDEX exchanged_peer ON exchanged (peer, seq)",
];

/// One event that went over.
#[derive(Debug, Clone, Copy)]
pub struct Over<'a> {
    pub peer: &'a str,
    pub serial: u32,
    pub kind: &'a str,
    pub at: i64,
    /// The delivery, of what went out; the peer's id of it, of what came in.
    pub what: Result<i64, &'a str>,
    /// The peer's signed answer, as JSON.
    pub proof: Option<&'a str>,
}

/// Notes one.
pub fn note(sql: &impl Sql, over: &Over<'_>) -> SqlResult<()> {
    sql.run(
        "INSERT INTO exchanged (peer, serial, kind, at, delivery, event, proof) VALUES (?, ?, ?, ?, ?, ?, ?)",
        &[
            over.peer.into(),
            over.serial.into(),
            over.kind.into(),
            over.at.into(),
            over.what.ok().into(),
            over.what.err().into(),
            over.proof.into(),
        ],
    )
    .map(|_| ())
}

/// A page of what went over with a peer, after a number; each with its number.
pub fn page(
    sql: &impl Sql,
    register: &str,
    (peer, after, limit): (&str, i64, u32),
    reference: impl Fn(u32) -> String,
) -> SqlResult<Reply> {
    let rows = sql.run(
        "SELECT seq, serial, kind, at, delivery, event, proof FROM exchanged WHERE peer = ? AND seq > ? ORDER BY seq LIMIT ?",
        &[peer.into(), after.into(), limit.into()],
    )?;
    let read = |row: &Row| {
        let (out, proof) = (row.maybe_int(4)?, row.maybe_text(6)?);
        let proof = proof.map(|text| json::read::<Acknowledgement>(&text)).transpose();
        let view = ExchangedView {
            id: out.map_or_else(|| row.text(5), |number| Ok(event_id(register, number)))?,
            reference: reference(row.small(1)?),
            kind: event_type(&row.text(2)?),
            at: UnixMillis(row.int(3)?).to_rfc3339(),
            way: if out.is_some() { "out" } else { "in" }.to_owned(),
            proof: proof.map_err(|_| SqlError("a stored proof".into()))?,
        };
        Ok((row.int(0)?, view))
    };
    rows.iter().map(read).collect::<SqlResult<_>>().map(Reply::Exchanged)
}
