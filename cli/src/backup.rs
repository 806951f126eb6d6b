//! `wasl backup`: a node's stores out into files, one each.
//!
//! In: the node's streams. Out: `directory.ndjson`, `registers/…`, `drawers/…`; each is proved whole before it gets
//! its name. Registers first and drawers after them, so that every document of a case that was backed up is there.
//! Never: more than one piece of a stream in memory.

use crate::fail::Fail;
use crate::file::{Proof, Reading};
use crate::node::Node;
use crate::out::{Out, Table};
use clap::Args;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use wire::backup::Kind;
use wire::v1::backup::StoreList;

/// What is asked for.
#[derive(Debug, Args)]
pub struct What {
    /// The folder that takes the backup; with `--register` or `--drawer`, the file. What is there is kept.
    #[arg(long, value_name = "FOLDER|FILE")]
    out: PathBuf,
    /// Only this register, into one file.
    #[arg(long, conflicts_with = "drawer")]
    register: Option<String>,
    /// Only this drawer of documents, into one file.
    #[arg(long)]
    drawer: Option<String>,
}

/// What was backed up.
#[derive(Debug, Serialize)]
pub struct Saved {
    kind: Kind,
    name: String,
    file: PathBuf,
    bytes: u64,
    #[serde(flatten)]
    proof: Proof,
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    let mut saved = Vec::new();
    if let Some(name) = &what.register {
        saved.push(save(node, Kind::Register, name, &what.out)?);
    } else if let Some(name) = &what.drawer {
        saved.push(save(node, Kind::Drawer, name, &what.out)?);
    } else {
        all(node, &what.out, &mut saved)?;
    }
    out.show(&saved, |saved| {
        let mut table = Table::new(&["NAME", "CASES", "EVENTS", "DOCUMENTS", "BYTES", "FILE"]);
        for one in saved {
            let rows = |name: &str| one.proof.end.rows.get(name).map_or_else(|| "-".to_owned(), u64::to_string);
            let (cases, events, documents) = (rows("case_file"), rows("event"), rows("document"));
            let file = one.file.display().to_string();
            table.row(&[&one.name, &cases, &events, &documents, &one.bytes.to_string(), &file]);
        }
        table
    })?;
    // Kept all the same: it is what there is.
    saved.iter().try_for_each(|one| one.proof.unchanged().map_err(|fail| fail.about(&one.file)))
}

fn all(node: &Node, folder: &Path, saved: &mut Vec<Saved>) -> Result<(), Fail> {
    let list = || node.get::<StoreList>("/v1/admin/registers");
    for register in list()?.registers {
        let file = place(folder, Kind::Register, &register.name)?;
        saved.push(save(node, Kind::Register, &register.name, &file)?);
    }
    // Asked again: a drawer may have been begun meanwhile.
    for drawer in list()?.drawers {
        let file = place(folder, Kind::Drawer, &drawer)?;
        saved.push(save(node, Kind::Drawer, &drawer, &file)?);
    }
    saved.push(save(node, Kind::Directory, "directory", &place(folder, Kind::Directory, "directory")?)?);
    Ok(())
}

/// Where a store's file lies in the folder of a backup.
fn place(folder: &Path, kind: Kind, name: &str) -> Result<PathBuf, Fail> {
    // A name becomes a file's name: it must not lead anywhere else.
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(Fail::Unreached(format!("the node names a store {name:?}")));
    }
    let folder = folder.join(kind.folder());
    fs::create_dir_all(&folder).map_err(|e| Fail::file(&folder, &e))?;
    Ok(folder.join(format!("{name}.ndjson")))
}

fn save(node: &Node, kind: Kind, name: &str, file: &Path) -> Result<Saved, Fail> {
    if file.exists() {
        return Err(Fail::Usage(format!("{} is there already", file.display())));
    }
    let part = file.with_extension("part");
    let answer = node.send("GET", &format!("/v1/admin/{}/{name}/backup", kind.folder()), None)?;
    let mut stream = answer.into_body().into_reader();
    let on = |e: std::io::Error| Fail::file(&part, &e);
    let mut writer = BufWriter::new(create(&part)?);
    let bytes = std::io::copy(&mut stream, &mut writer)
        .map_err(|e| Fail::Unreached(format!("the backup of {name} broke off: {e}")))?;
    writer.flush().map_err(on)?;
    writer.get_ref().sync_all().map_err(on)?;
    let mut reading = Reading::new(BufReader::new(File::open(&part).map_err(on)?));
    let proof = reading.prove().map_err(|fail| fail.about(&part))?;
    if proof.head.kind != kind || proof.head.name != name {
        return Err(Fail::Damaged(format!("{} is a backup of {}", part.display(), proof.head.name)));
    }
    fs::rename(&part, file).map_err(|e| Fail::file(file, &e))?;
    Ok(Saved { kind, name: name.to_owned(), file: file.to_owned(), bytes, proof })
}

/// Only its owner may read it: what is sealed is sealed, but who files when is not.
fn create(path: &Path) -> Result<File, Fail> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| Fail::file(path, &e))
}
