//! What the tool prints: tables for people, JSON for machines, complaints on standard error.
//!
//! In: shapes. Out: lines. Never: decides anything; a colour or a control character of its own, and none that
//! came from outside (a subject must not be able to write to a terminal).

use crate::fail::Fail;
use serde::Serialize;
use std::fmt::Display;
use std::io::Write as _;

/// How results are printed.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// JSON instead of tables.
    pub json: bool,
}

/// A table, row by row.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        Self { rows: vec![columns.iter().map(|name| (*name).to_owned()).collect()] }
    }

    /// One more row.
    pub fn row(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| printable(cell)).collect());
    }

    /// The lines: columns as wide as their longest cell, two spaces between them.
    pub fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |n: usize| self.rows.iter().filter_map(|row| row.get(n)).map(|c| c.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|n| width(n).unwrap_or(0)).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        self.rows.iter().map(line).collect()
    }
}

impl Out {
    /// A shape as JSON, or what people read of it.
    pub fn show<T: Serialize>(&self, value: &T, table: impl FnOnce(&T) -> Table) -> Result<(), Fail> {
        if self.json {
            return json(value);
        }
        table(value).lines().iter().for_each(line);
        Ok(())
    }

    /// One sentence for people; nothing for machines.
    pub fn say(&self, sentence: impl Display) {
        if !self.json {
            line(sentence);
        }
    }
}

/// A shape as indented JSON.
pub fn json<T: Serialize>(value: &T) -> Result<(), Fail> {
    let text = serde_json::to_string_pretty(value).map_err(|e| Fail::Unreached(e.to_string()))?;
    line(text);
    Ok(())
}

/// One line on standard output.
pub fn line(text: impl Display) {
    // Standard output may be a pipe whose reader has gone: nobody is left to tell.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Why something was not done, on standard error.
pub fn complain(fail: &Fail) {
    let _ = writeln!(std::io::stderr().lock(), "wasl: {fail}");
}

/// A text without anything that a terminal would act upon.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, printable};

    #[test]
    fn columns_stand_under_one_another() {
        let mut table = Table::new(&["ID", "NAME"]);
        table.row(&["a", "one"]);
        table.row(&["longer", "two"]);
        assert_eq!(table.lines(), ["ID      NAME", "a       one", "longer  two"]);
    }

    #[test]
    fn nothing_from_outside_reaches_the_terminal_as_a_command() {
        assert_eq!(printable("a\u{1b}[2Jb\nc"), "a [2Jb c");
    }
}
