//! The register's tables, as numbered steps. A released step never changes; new ones are added.
//!
//! `case_file` one row a case; `event` the timelines, chained by hash in the order of `seq`;
//! `link` a case's references at peers; `delivery` the outbox, `attempt` what became of each try;
//! `peer_health` peers that do not answer; `inbox` what peers sent; `used_proof` proofs of work until they end; `meta` the agency's rules.

use crate::sql::{Sql, SqlError, SqlResult};

/// Steps in order; the n-th brings the schema to version n.
const STEPS: &[&[&str]] = &[FIRST, DEADLINES];

/// What was written down of a case's deadline: 0 nothing, 1 that it is near, 2 that it has passed. The index leads from
/// there to what is due.
const DEADLINES: &[&str] = &[
    "ALTER TABLE case_file ADD COLUMN noticed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX case_file_open ON case_file (noticed, due_at) WHERE settled_at IS NULL",
];

const FIRST: &[&str] = &[
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE case_file (
        serial INTEGER PRIMARY KEY,
        kind TEXT NOT NULL, category TEXT NOT NULL, subject TEXT NOT NULL, subject_folded TEXT NOT NULL,
        status TEXT NOT NULL, outcome TEXT,
        received_at INTEGER NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER,
        holder TEXT, origin TEXT, origin_reference TEXT, origin_data TEXT,
        escalated INTEGER NOT NULL DEFAULT 0, rated INTEGER NOT NULL DEFAULT 0, assigned_to TEXT,
        events INTEGER NOT NULL, code_hash TEXT, file_key TEXT UNIQUE, digest TEXT NOT NULL, filing TEXT NOT NULL
    ) STRICT",
    "CREATE INDEX case_file_status ON case_file (status, serial)",
    "CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        serial INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
        kind TEXT NOT NULL, status TEXT NOT NULL, role TEXT NOT NULL, peer TEXT, name TEXT,
        source_number INTEGER, open INTEGER NOT NULL DEFAULT 0,
        key TEXT, fingerprint TEXT, body TEXT NOT NULL, hash TEXT NOT NULL
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
];

/// Brings a store, empty or of any earlier version, to the present schema. All or nothing.
pub fn migrate(sql: &impl Sql) -> SqlResult<()> {
    sql.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT", &[])?;
    let row = sql.first("SELECT max(version) FROM schema_version", &[])?;
    let version = row.map(|r| r.maybe_int(0)).transpose()?.flatten().unwrap_or(0);
    let done = usize::try_from(version).map_err(|_| SqlError("negative schema version".into()))?;
    if done > STEPS.len() {
        return Err(SqlError(format!("the store is of version {done}, this code knows {}", STEPS.len())));
    }
    for (at, step) in STEPS.iter().enumerate().skip(done) {
        sql.transaction(|| {
            for statement in *step {
                sql.run(statement, &[])?;
            }
            let version = i64::try_from(at + 1).unwrap_or(i64::MAX);
            sql.run("INSERT INTO schema_version VALUES (?)", &[version.into()]).map(|_| ())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::native::{Break, NativeSql};

    #[test]
    fn an_empty_store_gets_every_table_once() {
        let sql = NativeSql::in_memory();
        migrate(&sql).unwrap();
        let before = sql.dump();
        migrate(&sql).unwrap();
        assert_eq!(sql.dump(), before);
    }

    #[test]
    fn a_store_of_the_future_is_left_alone() {
        let sql = NativeSql::in_memory();
        migrate(&sql).unwrap();
        sql.run("INSERT INTO schema_version VALUES (99)", &[]).unwrap();
        assert!(migrate(&sql).is_err());
    }

    #[test]
    fn a_migration_that_breaks_off_can_be_repeated() {
        for n in 1.. {
            let sql = NativeSql::in_memory();
            sql.break_at(Break::Before(n));
            let first = migrate(&sql);
            sql.break_at(Break::Never);
            migrate(&sql).unwrap();
            sql.run("SELECT serial FROM case_file", &[]).unwrap();
            if first.is_ok() {
                break;
            }
        }
    }
}
