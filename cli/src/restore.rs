//! `wasl restore`: a backup's files back into an empty node.
//!
//! In: a folder that `wasl backup` wrote, or one file. Out: stores in use. Every file is proved whole before the first
//! line is sent; the node proves it again, signature and chain too. The directory comes last: until then nobody
//! reaches what is there. Broken off, it can be called again and goes on where it was.

use crate::fail::Fail;
use crate::file::{Proof, Reading};
use crate::node::Node;
use crate::out::{Out, Table};
use clap::Args;
use serde::Serialize;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use wire::backup::{Kind, MEDIA_TYPE};
use wire::v1::backup::RestoreState;

/// About how many bytes are sent at once.
const BATCH_BYTES: usize = 1024 * 1024;

/// What is asked for.
#[derive(Debug, Args)]
pub struct What {
    /// The folder that `wasl backup` wrote, or one file of it.
    from: PathBuf,
    /// Only looks whether the files are whole; asks no node.
    #[arg(long)]
    check: bool,
}

/// What was restored.
#[derive(Debug, Serialize)]
struct Restored {
    file: PathBuf,
    /// `restored`, `was there`, or, when only looked at, `whole`.
    result: &'static str,
    #[serde(flatten)]
    proof: Proof,
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    let mut proved = Vec::new();
    for file in files(&what.from)? {
        let proof = open(&file)?.prove().map_err(|fail| fail.about(&file))?;
        proof.unchanged().map_err(|fail| fail.about(&file))?;
        proved.push((file, proof));
    }
    // The directory's kind is the first of its order, and comes last.
    proved.sort_by_key(|(_, proof)| (proof.head.kind == Kind::Directory, proof.head.kind, proof.head.name.clone()));
    let mut done = Vec::new();
    for (file, proof) in proved {
        let result = if what.check { "whole" } else { restore(node, &file, &proof)? };
        done.push(Restored { file, result, proof });
    }
    out.show(&done, |done| {
        let mut table = Table::new(&["NAME", "RESULT", "CASES", "EVENTS", "FILE"]);
        for one in done {
            let rows = |name: &str| one.proof.end.rows.get(name).map_or_else(|| "-".to_owned(), u64::to_string);
            let file = one.file.display().to_string();
            table.row(&[&one.proof.head.name, one.result, &rows("case_file"), &rows("event"), &file]);
        }
        table
    })
}

fn files(from: &Path) -> Result<Vec<PathBuf>, Fail> {
    if from.is_file() {
        return Ok(vec![from.to_owned()]);
    }
    let mut found = Vec::new();
    for kind in [Kind::Register, Kind::Drawer, Kind::Directory] {
        let folder = from.join(kind.folder());
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|e| Fail::file(&folder, &e))? {
            let path = entry.map_err(|e| Fail::file(&folder, &e))?.path();
            if path.extension().is_some_and(|e| e == "ndjson") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(Fail::Usage(format!("{} holds no backup", from.display())));
    }
    Ok(found)
}

fn open(file: &Path) -> Result<Reading<BufReader<File>>, Fail> {
    Ok(Reading::new(BufReader::new(File::open(file).map_err(|e| Fail::file(file, &e))?)))
}

fn restore(node: &Node, file: &Path, proof: &Proof) -> Result<&'static str, Fail> {
    let path = format!("/v1/admin/{}/{}/restore", proof.head.kind.folder(), proof.head.name);
    let mut state: RestoreState = node.get(&path)?;
    let same = state.backup == proof.backup;
    if same && state.state == "used" {
        return Ok("was there");
    }
    let at = if same && state.state == "taking" { state.lines } else { 0 };
    if !(same && state.state == "checking") {
        state = send(node, file, &path, at)?;
    }
    while state.state != "used" {
        state = read(node.send("POST", &path, None)?)?;
    }
    Ok("restored")
}

/// Sends the lines from one on, batch by batch.
fn send(node: &Node, file: &Path, path: &str, from: u64) -> Result<RestoreState, Fail> {
    let mut reading = open(file)?;
    for _ in 0..from {
        reading.next()?;
    }
    let (mut at, mut state) = (from, RestoreState::default());
    let mut batch = Vec::with_capacity(BATCH_BYTES + BATCH_BYTES / 2);
    let mut lines = 0;
    loop {
        let line = reading.next()?;
        if let Some(line) = &line {
            batch.extend_from_slice(line);
            lines += 1;
        }
        if batch.len() >= BATCH_BYTES || (line.is_none() && lines > 0) {
            let body = std::mem::take(&mut batch);
            state = read(node.send("POST", &format!("{path}?line={at}"), Some((MEDIA_TYPE, body)))?)?;
            (at, lines) = (at + lines, 0);
        }
        if line.is_none() {
            return Ok(state);
        }
    }
}

fn read(answer: ureq::http::Response<ureq::Body>) -> Result<RestoreState, Fail> {
    crate::node::read(answer)
}
