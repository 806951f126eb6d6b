//! A store written out as lines, page by page, while it goes on being used.
//!
//! In: a store. Out: chunks of lines; together they are the store exactly as it was at one moment, the last
//! chunk's. Pages are read in many turns, so rows change behind and before the place that was reached: while a dump
//! runs, triggers note the key of each row that is written, and what was noted is written out again at the end,
//! the rest of it in one turn with the end itself. Filing waits for one page at most.
//! Never: more than one page in memory; two dumps of one store at once (the later one ends the earlier).

use super::tables::{self, Table, from_json, quoted, to_json};
use crate::sql::{Cell, Row, Sql, SqlError, SqlResult};
use std::collections::BTreeMap;
use wire::backup::{Digest, End, Head, Line, Table as TableLine};
use wire::json;

/// About how many bytes a page has.
const PAGE_BYTES: usize = 512 * 1024;
/// Most rows of a page.
const PAGE_ROWS: u32 = 500;
/// Rows of the first page of a table: those of documents are large.
const FIRST_ROWS: u32 = 4;
/// As many changed rows as are written out in the last turn.
const LAST_CHANGES: usize = 500;

const NOTES: &str = "CREATE TABLE backup_note (
    id INTEGER PRIMARY KEY, place TEXT NOT NULL, key TEXT NOT NULL) STRICT";

/// A dump under way.
pub struct Dump {
    run: String,
    tables: Vec<Table>,
    /// The table whose rows are being read, and the last key.
    at: usize,
    after: Option<Vec<Cell>>,
    limit: u32,
    digest: Digest,
    lines: u64,
    begun: Option<Head>,
}

/// What a dump gives.
#[derive(Debug, PartialEq)]
pub enum Chunk {
    /// Lines.
    Lines(Vec<u8>),
    /// The last lines; the end, still to be signed, is made from this.
    Last(Vec<u8>, End),
}

impl Dump {
    /// Begins. `run` names this dump among all of this store.
    ///
    /// # Errors
    /// Storage failed.
    pub fn begin(sql: &impl Sql, head: Head, run: &str, without: &[&str]) -> SqlResult<Self> {
        sql.transaction(|| {
            tidy(sql)?;
            let tables = tables::tables(sql, without)?;
            sql.run(NOTES, &[])?;
            sql.run("INSERT INTO backup_note (place, key) VALUES ('', ?)", &[run.into()])?;
            for (n, table) in tables.iter().enumerate() {
                for trigger in triggers(n, table) {
                    sql.run_built(&trigger, &[])?;
                }
            }
            Ok(Self {
                run: run.to_owned(),
                tables,
                at: 0,
                after: None,
                limit: FIRST_ROWS,
                digest: Digest::default(),
                lines: 0,
                begun: Some(head),
            })
        })
    }

    /// The next lines; the last chunk ends the dump. `head` says where the chain stands.
    ///
    /// # Errors
    /// Storage failed, or another dump of this store was begun: then this one is not whole.
    pub fn next<S: Sql>(
        &mut self,
        sql: &S,
        now: i64,
        head: impl FnOnce(&S) -> SqlResult<(u64, String)>,
    ) -> SqlResult<Chunk> {
        sql.transaction(|| {
            let note = sql.first("SELECT key FROM backup_note WHERE place = ''", &[])?;
            if note.map(|row| row.text(0)).transpose()?.as_deref() != Some(self.run.as_str()) {
                return Err(SqlError("another backup of this store was begun: this one ends".into()));
            }
            let mut out = Vec::new();
            if let Some(head) = self.begun.take() {
                self.write(&mut out, &Line::Head(head))?;
            }
            while self.at < self.tables.len() && out.len() < PAGE_BYTES / 2 {
                self.page(sql, &mut out)?;
            }
            if self.at < self.tables.len() || !self.changes(sql, &mut out)? {
                return Ok(Chunk::Lines(out));
            }
            let rows = self.tables.iter().map(|t| Ok((t.name.clone(), t.count(sql)?)));
            let rows: BTreeMap<String, u64> = rows.collect::<SqlResult<_>>()?;
            let (seq, hash) = head(sql)?;
            tidy(sql)?;
            let (digest, lines) = (self.digest.to_hex(), self.lines);
            let (key_id, signature) = (String::new(), String::new());
            Ok(Chunk::Last(out, End { lines, rows, seq, hash, ended_at: now, digest, key_id, signature }))
        })
    }

    /// One page of the table that is being read.
    fn page(&mut self, sql: &impl Sql, out: &mut Vec<u8>) -> SqlResult<()> {
        let Some(table) = self.tables.get(self.at).cloned() else { return Ok(()) };
        if self.after.is_none() {
            self.write(out, &line_of(&table))?;
        }
        let before = out.len();
        let rows = table.page(sql, self.after.as_deref(), self.limit)?;
        let more = rows.len() >= self.limit as usize;
        for row in rows {
            self.after = Some(table.key_of(&row)?);
            self.row(out, row)?;
        }
        let size = out.len() - before;
        if size > PAGE_BYTES {
            self.limit = (self.limit / 2).max(1);
        } else if size < PAGE_BYTES / 2 {
            self.limit = (self.limit * 2).min(PAGE_ROWS);
        }
        if !more {
            (self.at, self.after, self.limit) = (self.at + 1, None, FIRST_ROWS);
        }
        Ok(())
    }

    /// Writes rows out again that changed meanwhile. True once none is left.
    fn changes(&mut self, sql: &impl Sql, out: &mut Vec<u8>) -> SqlResult<bool> {
        let notes = sql.run("SELECT id, place, key FROM backup_note WHERE place <> '' ORDER BY id LIMIT 501", &[])?;
        let last = notes.len() <= LAST_CHANGES;
        let mut changed: BTreeMap<usize, BTreeMap<String, ()>> = BTreeMap::new();
        let mut until = 0;
        for note in notes.iter().take(LAST_CHANGES) {
            until = note.int(0)?;
            let place = note.text(1)?.parse().map_err(|_| SqlError("a note of a backup".into()))?;
            changed.entry(place).or_default().insert(note.text(2)?, ());
        }
        sql.run("DELETE FROM backup_note WHERE place <> '' AND id <= ?", &[until.into()])?;
        for (place, keys) in changed {
            let Some(table) = self.tables.get(place).cloned() else { continue };
            self.write(out, &line_of(&table))?;
            for key in keys.into_keys() {
                let cells: Option<Vec<Cell>> = json::read::<Vec<serde_json::Value>>(&key)
                    .ok()
                    .and_then(|values| values.into_iter().map(from_json).collect());
                let cells = cells.ok_or_else(|| SqlError("a note of a backup".into()))?;
                match table.find(sql, &cells)? {
                    Some(row) => self.row(out, row)?,
                    None => self.write(out, &Line::Gone(cells.into_iter().map(to_json).collect()))?,
                }
            }
        }
        Ok(last)
    }

    fn row(&mut self, out: &mut Vec<u8>, row: Row) -> SqlResult<()> {
        self.write(out, &Line::Row(row.0.into_iter().map(to_json).collect()))
    }

    fn write(&mut self, out: &mut Vec<u8>, line: &Line) -> SqlResult<()> {
        let text = line.to_text().map_err(|e| SqlError(format!("a line of a backup: {e}")))?;
        self.digest.add(text.as_bytes());
        self.lines += 1;
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
        Ok(())
    }
}

pub fn line_of(table: &Table) -> Line {
    let Table { name, columns, key } = table.clone();
    Line::Table(TableLine { table: name, columns, key })
}

/// Triggers that note the keys of rows that are written. Notes are added and never looked up meanwhile.
fn triggers(place: usize, table: &Table) -> [String; 3] {
    let key = |side: &str| table.key.iter().map(|k| format!("{side}.{}", quoted(k))).collect::<Vec<_>>().join(", ");
    let note =
        |side: &str| format!("INSERT INTO backup_note (place, key) VALUES ('{place}', json_array({}));", key(side));
    let on = quoted(&table.name);
    [
        format!("CREATE TRIGGER backup_new_{place} AFTER INSERT ON {on} BEGIN {} END", note("NEW")),
        format!("CREATE TRIGGER backup_changed_{place} AFTER UPDATE ON {on} BEGIN {} {} END", note("OLD"), note("NEW")),
        format!("CREATE TRIGGER backup_gone_{place} AFTER DELETE ON {on} BEGIN {} END", note("OLD")),
    ]
}

/// Takes away what a dump that broke off has left in the store.
///
/// # Errors
/// Storage failed.
pub fn tidy(sql: &impl Sql) -> SqlResult<()> {
    let left = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 7) = 'backup_'";
    for row in sql.run(left, &[])? {
        sql.run_built(&format!("DROP TRIGGER {}", quoted(&row.text(0)?)), &[])?;
    }
    sql.run("DROP TABLE IF EXISTS backup_note", &[]).map(|_| ())
}
