//! A backup's file, read line by line.
//!
//! In: bytes. Out: lines, and the proof that all of them are there as they were written.
//! Never: a whole file in memory; trust in a line before the end was seen.

use crate::chain::Chain;
use crate::fail::Fail;
use serde::Serialize;
use std::io::{BufRead, Read as _};
use wire::backup::{Digest, End, FORM, Head, Kind, LINE_MAX_BYTES, Line};

/// A file whose lines all fit its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The first line.
    pub head: Head,
    /// The last one.
    pub end: End,
    /// Which backup it is: the digest of its first line.
    pub backup: String,
    /// Of a register: the first event that is missing or is not what was written. The file has what lay in the store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<i64>,
}

/// Lines in their order.
#[derive(Debug)]
pub struct Reading<R> {
    from: R,
    /// Lines so far.
    lines: u64,
}

impl<R: BufRead> Reading<R> {
    pub const fn new(from: R) -> Self {
        Self { from, lines: 0 }
    }

    /// The next line, with its end; none at the end of the file.
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, Fail> {
        let mut line = Vec::new();
        let most = LINE_MAX_BYTES as u64;
        let read = (&mut self.from).take(most).read_until(b'\n', &mut line);
        if read.map_err(|e| Fail::File(e.to_string()))? == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') {
            return Err(Fail::Damaged(format!("line {} is not whole", self.lines + 1)));
        }
        self.lines += 1;
        Ok(Some(line))
    }

    /// Reads all of it and compares it with its end.
    pub fn prove(&mut self) -> Result<Proof, Fail> {
        let damaged = |what: String| Fail::Damaged(what);
        let Some(first) = self.next()? else { return Err(damaged("it is empty".into())) };
        let Some(Line::Head(head)) = Line::parse(first.trim_ascii_end()) else {
            return Err(damaged("it does not begin as a backup does".into()));
        };
        if head.wasl_backup != FORM {
            return Err(damaged(format!("its form is {}; this tool knows {FORM}", head.wasl_backup)));
        }
        let mut digest = Digest::default();
        digest.add(without_end(&first));
        let backup = digest.to_hex();
        let mut chain = (head.kind == Kind::Register).then(|| Chain::of(head.name.clone()));
        while let Some(line) = self.next()? {
            if !line.starts_with(b"{\"end\"") {
                digest.add(without_end(&line));
                if let Some(chain) = &mut chain {
                    let read = Line::parse(without_end(&line));
                    chain.add(&read.ok_or_else(|| damaged(format!("line {} cannot be read", self.lines)))?);
                }
                continue;
            }
            let Some(Line::End(end)) = Line::parse(without_end(&line)) else {
                return Err(damaged("its end cannot be read".into()));
            };
            if end.lines + 1 != self.lines || end.digest != digest.to_hex() {
                return Err(damaged("its lines are not those that were written".into()));
            }
            if self.next()?.is_some() {
                return Err(damaged("something follows its end".into()));
            }
            let changed = chain.and_then(|chain| chain.ended(&end));
            return Ok(Proof { head, end, backup, changed });
        }
        Err(damaged("it has no end: the backup broke off".into()))
    }
}

impl Proof {
    /// The register is what was written in it.
    ///
    /// # Errors
    /// It is not: the sentence that says so.
    pub fn unchanged(&self) -> Result<(), Fail> {
        let Some(event) = self.changed else { return Ok(()) };
        Err(Fail::Damaged(format!("EVENT {event} OF {} IS NOT WHAT WAS WRITTEN, or is missing", self.head.name)))
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}
