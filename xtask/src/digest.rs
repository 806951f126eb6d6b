//! SHA-256 of texts, files and folders: how xtask knows that something has changed.
//!
//! In: bytes and paths. Out: lower-case hexadecimal.
//! Never: looks at times or sizes, which a checkout changes without changing anything.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Folders that hold what was built, not what it was built from, and what only tests read.
const NOT_SOURCES: [&str; 6] = ["target", "node_modules", "build", "tests", "benches", ".wrangler"];

pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// One digest over names and contents of files and of whole folders; what does not exist counts by its absence.
pub fn of_sources(root: &Path, sources: &[&str], extra: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for word in extra {
        feed(&mut hash, word.as_bytes());
    }
    for source in sources {
        feed(&mut hash, source.as_bytes());
        for file in files_below(&root.join(source))? {
            let name = file.strip_prefix(root).unwrap_or(&file);
            feed(&mut hash, name.to_string_lossy().as_bytes());
            feed(&mut hash, &fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Every file at or below a path, sorted by name.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if !path.is_dir() {
        return Ok(found);
    }
    let entries = fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let ignored = NOT_SOURCES.iter().any(|folder| name == *folder) && entry.path().is_dir();
        if !ignored {
            found.extend(files_below(&entry.path())?);
        }
    }
    found.sort();
    Ok(found)
}

/// The length goes in first, so that two neighbours cannot be mistaken for one.
fn feed(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{of, of_sources};
    use std::path::Path;

    #[test]
    fn the_digest_is_sha_256_in_hexadecimal() {
        assert_eq!(of(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn words_beside_the_sources_change_the_digest() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let one = of_sources(here, &["Cargo.toml"], &["a", "b"]).unwrap();
        assert_eq!(one, of_sources(here, &["Cargo.toml"], &["a", "b"]).unwrap());
        assert_ne!(one, of_sources(here, &["Cargo.toml"], &["ab"]).unwrap());
    }
}
