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
        self.stores("SELECT start FROM piece").iter().map(lost).sum()
    }

    fn registers(&self) -> Vec<Connection> {
        self.stores("SELECT serial FROM case_file")
    }

    /// The stores that can be asked this.
    fn stores(&self, question: &str) -> Vec<Connection> {
        let mut found = Vec::new();
        let mut folders: Vec<PathBuf> = vec![self.data()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "sqlite") {
                    let store = Connection::open(&path).expect("a store");
                    let known = store.prepare(question).is_ok();
                    found.extend(known.then_some(store));
                }
            }
        }
        found
    }
}
