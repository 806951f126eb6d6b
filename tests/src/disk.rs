//! What somebody finds who has the data folder and nothing else: every file, byte by byte.
//!
//! In: a folder, texts. Out: which text stands in which file, as UTF-8 or as UTF-16. Never: SQLite, a key, or a guess
//! about a file's format.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder.
///
/// # Panics
/// The folder cannot be read.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() { folders.push(entry) } else { files.push(entry) }
        }
    }
    files
}

/// Which of these texts stand where.
///
/// # Panics
/// A file cannot be read.
#[must_use]
pub fn found<'a>(folder: &Path, texts: &[&'a str]) -> Vec<(&'a str, PathBuf)> {
    let mut found = Vec::new();
    for file in files(folder) {
        let bytes = bytes_of(&file);
        let here = |text: &str| forms(text).iter().any(|form| bytes.windows(form.len()).any(|part| part == form));
        found.extend(texts.iter().filter(|text| here(text)).map(|text| (*text, file.clone())));
    }
    found
}

/// A file's bytes. A journal goes when its object comes to rest, and what was in it stands in the store then: who has to
/// be sure looks again when the node has ended.
fn bytes_of(file: &Path) -> Vec<u8> {
    match fs::read(file) {
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        read => read.expect("a file"),
    }
}

/// Whether bytes stand in any file of a folder.
///
/// # Panics
/// A file cannot be read.
#[must_use]
pub fn has(folder: &Path, bytes: &[u8]) -> bool {
    let here = |file: &PathBuf| bytes_of(file).windows(bytes.len()).any(|part| part == bytes);
    files(folder).iter().any(here)
}

/// A text as bytes: UTF-8, UTF-16 either way round.
fn forms(text: &str) -> [Vec<u8>; 3] {
    let units = || text.encode_utf16();
    [
        text.as_bytes().to_vec(),
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
    ]
}
