//! The register's tables, as numbered steps. A released step never changes; new ones are added.
//!
//! `case_file` one row a case; `event` the timelines, chained by hash in the order of `seq`;
//! `link` a case's references at peers; `delivery` the outbox, `attempt` what became of each try;
//! `peer_health` peers that do not answer; `inbox` what peers sent; `used_proof` proofs of work until they end;
//! `access` what staff has read; `shed` documents that drawers must erase,
//! `expected` those that they fetch from peers; `look` cases that are looked at elsewhere, `exchanged` what went over; `contact`, `likeness`, `linked`
//! what says that cases belong together; `deliberation` what two bodies deliberate on, `deliberation_case` the cases that it concerns;
//! `meta` the agency's rules;
//! `data_key` the register's keys, wrapped.
//! Sealed (see `vault`): `subject`, `filing`, `origin_data`, `correction` of a case, `subject` of a deliberation, `body` of an event. Without the item's
//! `salt` they never open again. `fingerprint` is keyed: it can be compared, not tried out.

use crate::sql::steps::{Step, Steps};
use crate::sql::{Sql, SqlResult};
use crate::vault::rows;

/// Steps in order; the n-th brings the schema to version n.
const STEPS: &[Step] = &[
    FIRST,
    SET_BACK,
    ACCESS,
    TREE,
    DEADLINES,
    OWED,
    RETENTION,
    DISCARDED,
    EXPECTED,
    TOLD,
    LOOKS,
    CATEGORISED,
    EXCHANGED,
    APPS,
    ALIKE,
    DELIBERATIONS,
];

const FIRST: Step = &[
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE case_file (
        serial INTEGER PRIMARY KEY, salt BLOB,
        kind TEXT NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT,
        received_at INTEGER NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER, erased_at INTEGER,
        holder TEXT, origin TEXT, origin_reference TEXT,
        escalated INTEGER NOT NULL DEFAULT 0, rated INTEGER NOT NULL DEFAULT 0, assigned_to TEXT,
        events INTEGER NOT NULL, code_hash TEXT, file_key TEXT UNIQUE, fingerprint BLOB,
        subject BLOB, filing BLOB, origin_data BLOB
    ) STRICT",
    "CREATE INDEX case_file_status ON case_file (status, serial)",
    "CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        serial INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
        kind TEXT NOT NULL, status TEXT NOT NULL, role TEXT NOT NULL, peer TEXT,
        source_number INTEGER, open INTEGER NOT NULL DEFAULT 0,
        key TEXT, fingerprint BLOB, body_hash BLOB NOT NULL, hash BLOB NOT NULL, body BLOB
    ) STRICT",
    "CREATE UNIQUE INDEX event_case ON event (serial, number)",
    "CREATE UNIQUE INDEX event_key ON event (serial, key) WHERE key IS NOT NULL",
    "CREATE TABLE link (
        serial INTEGER NOT NULL, peer TEXT NOT NULL, reference TEXT, PRIMARY KEY (serial, peer)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE delivery (
        id INTEGER PRIMARY KEY,
        serial INTEGER NOT NULL, peer TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL,
        state TEXT NOT NULL, created_at INTEGER NOT NULL, next_attempt_at INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX delivery_open ON delivery (peer, serial, id) WHERE state <> 'delivered'",
    "CREATE INDEX delivery_case ON delivery (serial, id)",
    "CREATE TABLE attempt (
        delivery INTEGER NOT NULL, attempt INTEGER NOT NULL, at INTEGER NOT NULL,
        outcome TEXT NOT NULL, status INTEGER, PRIMARY KEY (delivery, attempt)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE peer_health (
        peer TEXT PRIMARY KEY, failures INTEGER NOT NULL, retry_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE used_proof (
        expires_at INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (expires_at, id)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE inbox (
        source TEXT NOT NULL, id TEXT NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (source, id)
    ) STRICT, WITHOUT ROWID",
    rows::TABLE,
];

/// When a peer's silence was noted: what a clock put off that has been set back since is not waited for.
const SET_BACK: Step = &["ALTER TABLE peer_health ADD COLUMN at INTEGER NOT NULL DEFAULT 0"];

/// What staff has read. `serial` none: a page of the list, from the serial `first` down to `last`, or the log itself.
/// Reads of the same by the same token within a quarter of an hour are one row: `at` the first, `until` the last, `times`.
const ACCESS: Step = &[
    "CREATE TABLE access (
        id INTEGER PRIMARY KEY,
        serial INTEGER, token TEXT NOT NULL, role TEXT NOT NULL, what TEXT NOT NULL,
        detail TEXT, first INTEGER, last INTEGER,
        at INTEGER NOT NULL, until INTEGER NOT NULL, times INTEGER NOT NULL DEFAULT 1
    ) STRICT",
    "CREATE INDEX access_case ON access (serial, id) WHERE serial IS NOT NULL",
];

/// The kept nodes of the log.
const TREE: Step = &[super::log::TABLE];

/// `promised_at`: the deadline that the receipt names, once another step has another one.
/// What was written down of a case's deadline: 0 nothing, 1 that it is near, 2 that it has passed. The index leads from
/// there to what is due.
const DEADLINES: Step = &[
    "ALTER TABLE case_file ADD COLUMN noticed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE case_file ADD COLUMN promised_at INTEGER",
    "CREATE INDEX case_file_open ON case_file (noticed, due_at) WHERE settled_at IS NULL AND erased_at IS NULL",
];

/// What is owed to a peer is found without reading what was delivered, or what is owed to another one.
const OWED: Step = &["CREATE INDEX delivery_owed ON delivery (peer, id) WHERE state = 'pending'"];

/// `correction`: who the complainant is once that was corrected, sealed. What must go out of drawers.
const RETENTION: Step = &[
    "ALTER TABLE case_file ADD COLUMN correction BLOB",
    super::retention::TABLES[0],
    super::retention::TABLES[1],
    super::retention::TABLES[2],
];

/// Why a delivery was ended for good, when, and by which token.
const DISCARDED: Step = &[
    "ALTER TABLE delivery ADD COLUMN ended_why TEXT",
    "ALTER TABLE delivery ADD COLUMN ended_at INTEGER",
    "ALTER TABLE delivery ADD COLUMN ended_by TEXT",
];

/// What drawers must fetch from peers.
const EXPECTED: Step = &[super::expected::TABLES[0], super::expected::TABLES[1]];

/// That a drawer was told, so that it can be told again.
const TOLD: Step = &[super::expected::TOLD[0], super::expected::TOLD[1]];

/// Cases at peers that do not tell what happens there.
const LOOKS: Step = &super::looks::TABLES;

/// Cases whose category was changed are found without reading every event.
const CATEGORISED: Step = &["CREATE INDEX event_categorised ON event (serial) WHERE kind = 'categorised'"];

/// What went over.
const EXCHANGED: Step = &[super::exchanged::TABLES[0], super::exchanged::TABLES[1]];

/// Which app has filed a case.
const APPS: Step = &[
    "ALTER TABLE case_file ADD COLUMN app TEXT",
    "CREATE INDEX case_file_app ON case_file (app, serial) WHERE app IS NOT NULL",
];

/// What says that cases belong together.
const ALIKE: Step = &super::alike::TABLES;

/// What two bodies deliberate on.
const DELIBERATIONS: Step = &super::store::deliberations::TABLES;

/// The steps, and the oldest version whose code may use such a store.
pub const SCHEMA: Steps = Steps { steps: STEPS, reads_from: 1 };

/// Brings a store, empty or of any earlier version, to the present schema.
///
/// # Errors
/// As [`Steps::migrate`].
pub fn migrate(sql: &impl Sql) -> SqlResult<()> {
    SCHEMA.migrate(sql)
}

#[cfg(test)]
mod tests {
    use super::SCHEMA;

    #[test]
    fn steps_only_add() {
        assert!(SCHEMA.not_only_adding().is_empty(), "{:?}", SCHEMA.not_only_adding());
    }
}
