//! The one doorway to SQL. In: a statement and its values. Out: rows, or that storage is broken.
//!
//! Two stores stand behind it: a Durable Object's SQLite, and SQLite itself in native tests.
//! Never: rules, or text built into a statement (values travel beside it).

use std::rc::Rc;
use thiserror::Error;

pub mod durable;
#[cfg(test)]
pub mod kept;
#[cfg(test)]
pub mod matrix;
#[cfg(test)]
pub mod native;
pub mod steps;

/// Largest blob, in bytes: what every store behind this doorway takes, with room to spare.
pub const BLOB_MAX_BYTES: usize = 1024 * 1024;

/// A value on its way into a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Param<'a> {
    Null,
    /// Below 2^53 in size: it crosses into the store as a double.
    Int(i64),
    Text(&'a str),
    /// At most [`BLOB_MAX_BYTES`].
    Blob(&'a [u8]),
}

/// A value that came out of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// One row, in the order of the statement's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Cell>);

/// Storage is broken, or does not hold what this code wrote.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("storage: {0}")]
pub struct SqlError(pub String);

pub type SqlResult<T> = Result<T, SqlError>;

pub trait Sql {
    /// Runs one statement and returns all its rows.
    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>>;

    /// Runs a statement that was built from names in the store's own catalogue, for `backup` alone: its values travel
    /// beside it like everybody's.
    fn run_built(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>>;

    /// Runs `body`; its statements stay only if it succeeds. May be nested.
    fn transaction<T, E: From<SqlError>>(&self, body: impl FnOnce() -> Result<T, E>) -> Result<T, E>;

    /// What the store weighs, in bytes.
    fn size_bytes(&self) -> SqlResult<i64>;

    /// The first row, if there is one.
    fn first(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Option<Row>> {
        Ok(self.run(statement, params)?.into_iter().next())
    }
}

/// Several owners of one store.
impl<T: Sql> Sql for Rc<T> {
    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.as_ref().run(statement, params)
    }

    fn run_built(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.as_ref().run_built(statement, params)
    }

    fn size_bytes(&self) -> SqlResult<i64> {
        self.as_ref().size_bytes()
    }

    fn transaction<R, E: From<SqlError>>(&self, body: impl FnOnce() -> Result<R, E>) -> Result<R, E> {
        self.as_ref().transaction(body)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<Option<&'a str>> for Param<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<i64> for Param<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Param<'_> {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}

impl From<Option<i64>> for Param<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Int)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a, const N: usize> From<Option<&'a [u8; N]>> for Param<'a> {
    fn from(bytes: Option<&'a [u8; N]>) -> Self {
        bytes.map_or(Self::Null, |bytes| Self::Blob(bytes))
    }
}

impl<'a> From<Option<&'a [u8]>> for Param<'a> {
    fn from(bytes: Option<&'a [u8]>) -> Self {
        bytes.map_or(Self::Null, Self::Blob)
    }
}

impl From<bool> for Param<'_> {
    fn from(truth: bool) -> Self {
        Self::Int(i64::from(truth))
    }
}

impl Row {
    fn cell(&self, column: usize) -> SqlResult<&Cell> {
        self.0.get(column).ok_or_else(|| SqlError(format!("no column {column}")))
    }

    /// A number that must be there.
    pub fn int(&self, column: usize) -> SqlResult<i64> {
        self.maybe_int(column)?.ok_or_else(|| SqlError(format!("column {column} is null")))
    }

    /// A number that may be null.
    pub fn maybe_int(&self, column: usize) -> SqlResult<Option<i64>> {
        match self.cell(column)? {
            Cell::Int(n) => Ok(Some(*n)),
            Cell::Null => Ok(None),
            Cell::Text(_) | Cell::Blob(_) => Err(SqlError(format!("column {column} is no number"))),
        }
    }

    /// A number that fits into 32 bits.
    pub fn small(&self, column: usize) -> SqlResult<u32> {
        u32::try_from(self.int(column)?).map_err(|_| SqlError(format!("column {column} is out of range")))
    }

    /// A text that must be there.
    pub fn text(&self, column: usize) -> SqlResult<String> {
        self.maybe_text(column)?.ok_or_else(|| SqlError(format!("column {column} is null")))
    }

    /// A text that may be null.
    pub fn maybe_text(&self, column: usize) -> SqlResult<Option<String>> {
        match self.cell(column)? {
            Cell::Text(s) => Ok(Some(s.clone())),
            Cell::Null => Ok(None),
            Cell::Int(_) | Cell::Blob(_) => Err(SqlError(format!("column {column} is no text"))),
        }
    }

    /// Bytes that must be there.
    pub fn blob(self, column: usize) -> SqlResult<Vec<u8>> {
        match self.0.into_iter().nth(column) {
            Some(Cell::Blob(bytes)) => Ok(bytes),
            _ => Err(SqlError(format!("column {column} is no blob"))),
        }
    }

    /// Takes bytes out of the row; they may be null.
    pub fn take_blob(&mut self, column: usize) -> SqlResult<Option<Vec<u8>>> {
        let cell = self.0.get_mut(column).ok_or_else(|| SqlError(format!("no column {column}")))?;
        match std::mem::replace(cell, Cell::Null) {
            Cell::Blob(bytes) => Ok(Some(bytes)),
            Cell::Null => Ok(None),
            Cell::Int(_) | Cell::Text(_) => Err(SqlError(format!("column {column} is no blob"))),
        }
    }

    /// So many bytes, which must be there.
    pub fn fixed<const N: usize>(&self, column: usize) -> SqlResult<[u8; N]> {
        self.maybe_fixed(column)?.ok_or_else(|| SqlError(format!("column {column} is null")))
    }

    /// So many bytes, where they may be null.
    pub fn maybe_fixed<const N: usize>(&self, column: usize) -> SqlResult<Option<[u8; N]>> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Blob(bytes) => match bytes.as_slice().try_into() {
                Ok(bytes) => Ok(Some(bytes)),
                Err(_) => Err(SqlError(format!("column {column} has another length"))),
            },
            Cell::Int(_) | Cell::Text(_) => Err(SqlError(format!("column {column} is no blob"))),
        }
    }

    /// A text that one of our own types reads back.
    pub fn read<T>(&self, column: usize, parse: impl Fn(&str) -> Option<T>) -> SqlResult<T> {
        parse(&self.text(column)?).ok_or_else(|| SqlError(format!("column {column} holds an unknown value")))
    }

    /// The same, where it may be null.
    pub fn maybe_read<T>(&self, column: usize, parse: impl Fn(&str) -> Option<T>) -> SqlResult<Option<T>> {
        self.maybe_text(column)?
            .map(|text| parse(&text).ok_or_else(|| SqlError(format!("column {column} holds an unknown value"))))
            .transpose()
    }
}
