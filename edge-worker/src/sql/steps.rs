//! A store's tables as numbered steps. A released step never changes; new ones are added at the end.
//!
//! In: a store, empty or of any version. Out: a store that this code can read and write, or a clear refusal.
//! Beside each version stands the oldest version whose code may still use such a store (`reads_from`): as long
//! as steps only add, older code goes on while newer code rolls out, and after it is rolled back.
//! Never: a step that takes something away or changes its meaning without raising `reads_from`.

use super::{Sql, SqlError, SqlResult};

const VERSIONS: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, reads_from INTEGER NOT NULL) STRICT";

/// One step: its statements.
pub type Step = &'static [&'static str];

/// All steps of one kind of store.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// In order; the n-th brings a store to version n.
    pub steps: &'static [Step],
    /// The oldest version whose code may use a store of the present one. Raised by a step that does not only add.
    pub reads_from: u32,
}

/// What a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// How many steps it has taken; 0 if it is empty.
    pub version: u32,
    /// The oldest version whose code may use it.
    pub reads_from: u32,
}

impl Steps {
    /// The version that this code knows.
    #[must_use]
    pub fn newest(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    /// Brings a store to the present version. A later one is left as it is, if it says that this code may use it.
    ///
    /// # Errors
    /// Storage failed, each step being done or not; or the store is of a version that this code must not touch.
    pub fn migrate(&self, sql: &impl Sql) -> SqlResult<()> {
        self.migrate_to(sql, self.newest())
    }

    /// Brings a store to a version at least, which is one that this code knows.
    ///
    /// # Errors
    /// As [`Self::migrate`].
    pub fn migrate_to(&self, sql: &impl Sql, wanted: u32) -> SqlResult<()> {
        sql.run(VERSIONS, &[])?;
        let Version { version, reads_from } = version(sql)?;
        if version > self.newest() {
            return self.later(version, reads_from);
        }
        for (number, step) in (1..=wanted).zip(self.steps).skip(version as usize) {
            sql.transaction(|| {
                for statement in *step {
                    sql.run(statement, &[])?;
                }
                let values = [number.into(), self.reads_from.min(number).into()];
                sql.run("INSERT INTO schema_version (version, reads_from) VALUES (?, ?)", &values).map(|_| ())
            })?;
        }
        Ok(())
    }

    /// Statements that do more than add although `reads_from` says that older code may go on.
    #[cfg(test)]
    pub fn not_only_adding(&self) -> Vec<&'static str> {
        let adds = |statement: &str| {
            let words: Vec<&str> = statement.split_whitespace().collect();
            matches!(words.as_slice(), ["CREATE", "TABLE" | "INDEX", ..] | ["ALTER", "TABLE", _, "ADD", "COLUMN", ..])
        };
        let later = self.steps.iter().skip(self.reads_from as usize);
        later.flat_map(|step| step.iter().copied()).filter(|statement| !adds(statement)).collect()
    }

    fn later(&self, version: u32, reads_from: u32) -> SqlResult<()> {
        if reads_from <= self.newest() {
            return Ok(());
        }
        let newest = self.newest();
        Err(SqlError(format!(
            "the store is of version {version}, for code of {reads_from} and later; this is {newest}"
        )))
    }
}

/// What a store is that has been opened before.
///
/// # Errors
/// Storage failed.
pub fn version(sql: &impl Sql) -> SqlResult<Version> {
    let row = sql.first("SELECT version, reads_from FROM schema_version ORDER BY version DESC LIMIT 1", &[])?;
    match row {
        Some(row) => Ok(Version { version: row.small(0)?, reads_from: row.small(1)? }),
        None => Ok(Version { version: 0, reads_from: 0 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::native::{Break, NativeSql};

    const ONE: Step = &["CREATE TABLE a (x INTEGER NOT NULL) STRICT"];
    const TWO: Step = &["ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7"];
    const THREE: Step = &["CREATE TABLE b (z INTEGER) STRICT"];
    const FOUR: Step = &["ALTER TABLE a RENAME COLUMN x TO w"];

    const OLD: Steps = Steps { steps: &[ONE], reads_from: 1 };
    const NEW: Steps = Steps { steps: &[ONE, TWO, THREE], reads_from: 1 };
    const OTHER: Steps = Steps { steps: &[ONE, TWO, THREE, FOUR], reads_from: 4 };

    #[test]
    fn an_empty_store_gets_every_step_once() {
        let sql = NativeSql::in_memory();
        NEW.migrate(&sql).unwrap();
        let before = sql.dump();
        NEW.migrate(&sql).unwrap();
        assert_eq!(sql.dump(), before);
        assert_eq!(version(&sql).unwrap(), Version { version: 3, reads_from: 1 });
    }

    #[test]
    fn older_code_goes_on_with_a_store_that_has_only_more() {
        let sql = NativeSql::in_memory();
        NEW.migrate(&sql).unwrap();
        OLD.migrate(&sql).unwrap();
        sql.run("INSERT INTO a (x) VALUES (1)", &[]).unwrap();
        // And newer code again: nothing is done twice.
        NEW.migrate(&sql).unwrap();
        assert_eq!(sql.first("SELECT x, y FROM a", &[]).unwrap().unwrap().int(1).unwrap(), 7);
    }

    #[test]
    fn a_store_that_means_something_else_is_left_alone() {
        let sql = NativeSql::in_memory();
        OTHER.migrate(&sql).unwrap();
        let before = sql.dump();
        for old in [OLD, NEW] {
            let refused = old.migrate(&sql).unwrap_err().to_string();
            assert!(refused.contains("version 4, for code of 4 and later"), "{refused}");
        }
        assert_eq!(sql.dump(), before);
    }

    #[test]
    fn a_step_that_does_not_only_add_is_found() {
        assert!(NEW.not_only_adding().is_empty());
        assert!(OTHER.not_only_adding().is_empty());
        assert_eq!(Steps { reads_from: 1, ..OTHER }.not_only_adding(), FOUR);
    }

    #[test]
    fn a_store_can_be_brought_to_an_earlier_version_first() {
        let sql = NativeSql::in_memory();
        NEW.migrate_to(&sql, 1).unwrap();
        assert_eq!(version(&sql).unwrap().version, 1);
        assert!(sql.run("SELECT y FROM a", &[]).is_err());
        NEW.migrate(&sql).unwrap();
        sql.run("SELECT y FROM a", &[]).unwrap();
    }

    #[test]
    fn a_migration_that_breaks_off_can_be_repeated() {
        for at in [Break::Before, Break::After] {
            for n in 1.. {
                let sql = NativeSql::in_memory();
                sql.break_at(at(n));
                let first = NEW.migrate(&sql);
                sql.break_at(Break::Never);
                NEW.migrate(&sql).unwrap();
                sql.run("SELECT x, y, z FROM a, b", &[]).unwrap();
                assert_eq!(version(&sql).unwrap().version, 3);
                if first.is_ok() {
                    break;
                }
            }
        }
    }
}
