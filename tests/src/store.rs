//! A stopped node's stores on disk: the only way to let sixty days pass within a test, or to have a disk lose something.
//!
//! In: a node that does not run. Out: cases filed earlier than they were, and due earlier; documents with a gap. Never: while it runs.

use crate::node::Node;
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;

impl Node {
    /// Moves cases in time, with their deadlines, in every register that has them, by milliseconds. Returns how many rows it were.
    ///
    /// # Panics
    /// The store cannot be written.
    pub fn move_in_time(&self, moves: &[(u32, i64)]) -> usize {
        let mut moved = 0;
        for register in self.registers() {
            for (serial, ms) in moves {
                let change =
                    "UPDATE case_file SET due_at = due_at + ?1, received_at = received_at + ?1 WHERE serial = ?2";
                moved += register.execute(change, (ms, serial)).expect("a row that can be written");
            }
        }
        moved
    }

    /// Lets time pass since these cases were settled, and since the register saw that the time of any was over.
    /// Returns how many cases it were.
    ///
    /// # Panics
    /// The store cannot be written.
    pub fn settled_before(&self, serials: &[u32], ms: i64) -> usize {
        let mut moved = 0;
        for register in self.registers() {
            let seen = "UPDATE meta SET value = value - ?1 WHERE key = 'retention_seen'";
            register.execute(seen, [ms]).expect("a row that can be written");
            for serial in serials {
                let change = "UPDATE case_file SET settled_at = settled_at - ?1 WHERE serial = ?2 AND settled_at > 0";
                moved += register.execute(change, (ms, serial)).expect("a row that can be written");
            }
        }
        moved
    }

    /// What is owed looks as if a clock had written and tried it that was so far ahead, and has been set right since: rows of
    /// the outbox, and the alarm that the platform keeps.
    ///
    /// # Panics
    /// A store cannot be written, or no alarm is set.
    pub fn clock_was_ahead(&self, ms: i64) {
        for register in self.registers() {
            for change in [
                "UPDATE delivery SET created_at = created_at + ?1, next_attempt_at = next_attempt_at + ?1",
                "UPDATE attempt SET at = at + ?1",
                "UPDATE peer_health SET retry_at = retry_at + ?1, at = at + ?1",
            ] {
                register.execute(change, [ms]).expect("rows that can be written");
            }
        }
        // Nanoseconds; the platform keeps it with the object and in a list of its own.
        let mut moved = 0;
        for (table, change) in [
            ("_cf_ALARM", "UPDATE _cf_ALARM SET scheduled_time = scheduled_time + ?1 * 1000000"),
            ("_cf_METADATA", "UPDATE _cf_METADATA SET value = value + ?1 * 1000000 WHERE key = 1 AND value > 0"),
        ] {
            for store in self.stores(table) {
                moved += store.execute(change, [ms]).expect("an alarm that can be moved");
            }
        }
        assert!(moved >= 2, "no alarm is set");
    }

    /// Whether a register has seen that the time of a case was over.
    #[must_use]
    pub fn retention_was_seen(&self) -> bool {
        let seen = "SELECT 1 FROM meta WHERE key = 'retention_seen'";
        self.registers().iter().any(|register| register.query_row(seen, [], |_| Ok(())).is_ok())
    }

    /// The random salts on disk without which nothing opens: of cases, and of documents.
    ///
    /// # Panics
    /// A store cannot be read.
    #[must_use]
    pub fn salts(&self) -> Vec<Vec<u8>> {
        let read = |(store, table): (&Connection, &str)| {
            let mut rows = store.prepare(&format!("SELECT salt FROM {table} WHERE salt IS NOT NULL")).expect("a table");
            let salts = rows.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
            salts.map(|salt| salt.expect("a salt")).collect::<Vec<_>>()
        };
        let (registers, drawers) = (self.stores("case_file"), self.stores("document"));
        let all = registers.iter().map(|s| (s, "case_file")).chain(drawers.iter().map(|s| (s, "document")));
        all.flat_map(read).collect()
    }

    /// Brings what stands in SQLite's journals into the stores, as SQLite does after some megabytes of writing.
    ///
    /// # Panics
    /// A store cannot be written.
    pub fn folds_journals(&self) {
        for store in self.stores("data_key") {
            let done = store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            assert_eq!(done.expect("a checkpoint"), 0);
        }
    }

    /// How many rows the drawers have: documents, and pieces of them.
    ///
    /// # Panics
    /// A store cannot be read.
    #[must_use]
    pub fn kept_of_documents(&self) -> i64 {
        let count = "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM piece)";
        self.stores("document")
            .iter()
            .map(|s| s.query_row(count, [], |row| row.get::<_, i64>(0)).expect("a count"))
            .sum()
    }

    /// How many documents of erased cases registers still have on record as not out of their drawers.
    ///
    /// # Panics
    /// A store cannot be read.
    #[must_use]
    pub fn noted_documents(&self) -> i64 {
        let count = "SELECT count(*) FROM shed";
        self.registers().iter().map(|s| s.query_row(count, [], |row| row.get::<_, i64>(0)).expect("a count")).sum()
    }

    /// How many data keys each store with sealed values has, in no order.
    ///
    /// # Panics
    /// A store cannot be read.
    #[must_use]
    pub fn data_keys(&self, table: &str) -> Vec<i64> {
        let count = "SELECT count(*) FROM data_key";
        self.stores(table).iter().map(|s| s.query_row(count, [], |row| row.get(0)).expect("a count")).collect()
    }

    /// When a case is due, as its row says.
    #[must_use]
    pub fn deadline_of(&self, serial: u32) -> Option<i64> {
        let read = |register: &Connection| {
            register.query_row("SELECT due_at FROM case_file WHERE serial = ?1", [serial], |row| row.get(0)).ok()
        };
        self.registers().iter().find_map(read)
    }

    /// Takes the second piece of every document out of its drawer. Returns how many it were.
    ///
    /// # Panics
    /// The store cannot be written.
    pub fn lose_second_pieces(&self) -> usize {
        let second = "DELETE FROM piece WHERE start = (SELECT min(start) FROM piece WHERE start > 0)";
        let lost = |drawer: &Connection| drawer.execute(second, ()).expect("a row that can be written");
        self.stores("piece").iter().map(lost).sum()
    }

    fn registers(&self) -> Vec<Connection> {
        self.stores("case_file")
    }

    /// The stores that have a table.
    fn stores(&self, table: &str) -> Vec<Connection> {
        let mut found = Vec::new();
        let mut folders: Vec<PathBuf> = vec![self.data()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "sqlite") {
                    let store = Connection::open(&path).expect("a store");
                    let cases = store.prepare(&format!("SELECT 1 FROM {table}")).is_ok();
                    found.extend(cases.then_some(store));
                }
            }
        }
        found
    }
}
