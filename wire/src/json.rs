//! JSON read into shapes: the one doorway.
//!
//! In: a text. Out: the shape, or where it ends to make sense. Never: what stands in the text (an error quotes
//! nothing), a list in the place of an object.
//!
//! `serde_json` compiles its whole parser, and both of serde's ways to fill a struct (by name and by place), into every
//! shape: a quarter of the worker was that. Here the parser is compiled once, a struct is filled by name only, and what is
//! left for each shape is its names and types. What counts as JSON is the same, as the tests find out by comparison.

mod reader;
mod shapes;

use reader::Reader;
use serde::de::{DeserializeOwned, Error, Expected, Unexpected};
use std::fmt;

/// Why a text cannot be read. It can be logged: nothing of the text is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{wrong} error at {line}:{column}")]
pub struct Unreadable {
    /// What is wrong.
    pub wrong: Wrong,
    /// The line, from 1.
    pub line: usize,
    /// Bytes of that line that were read.
    pub column: usize,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is not JSON.
    Syntax,
    /// It is JSON, and not the shape that was asked for.
    Data,
    /// It ends too early.
    Eof,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "Syntax",
            Self::Data => "Data",
            Self::Eof => "Eof",
        })
    }
}

impl std::error::Error for Wrong {}

/// Sentences about what was expected would be compiled into every shape, and would quote the text.
impl Error for Wrong {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Data
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::Data
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::Data
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::Data
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Data
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Data
    }

    fn missing_field(_: &'static str) -> Self {
        Self::Data
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Data
    }
}

/// Reads a text.
///
/// # Errors
/// It is not JSON, not this shape, or there is more after it.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut reader = Reader::new(text);
    T::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value)).map_err(|wrong| reader.at(wrong))
}

/// Reads a text that has not been seen to be UTF-8.
///
/// # Errors
/// As [`read`], or it is not UTF-8.
pub fn read_bytes<T: DeserializeOwned>(text: &[u8]) -> Result<T, Unreadable> {
    read(utf8(text)?)
}

/// Reads values that follow one another.
///
/// # Errors
/// One of them is not JSON, or not this shape.
pub fn read_all<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Unreadable> {
    let mut reader = Reader::new(text);
    let mut all = Vec::new();
    while reader.end().is_err() {
        all.push(T::deserialize(&mut reader).map_err(|wrong| reader.at(wrong))?);
    }
    Ok(all)
}

fn utf8(text: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(text).map_err(|e| {
        let read = text.get(..e.valid_up_to()).unwrap_or_default();
        place(read, Wrong::Syntax)
    })
}

fn place(read: &[u8], wrong: Wrong) -> Unreadable {
    let line = 1 + read.iter().filter(|b| **b == b'\n').count();
    let column = read.iter().rev().take_while(|b| **b != b'\n').count();
    Unreadable { wrong, line, column }
}

#[cfg(test)]
mod tests;
