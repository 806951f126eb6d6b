//! Stamps: a part of the build is skipped when its sources carry the digest of the last time it succeeded.
//!
//! In: a part's name, the digest of its sources, the files it leaves. Out: whether it was built.
//! Never: leaves a stamp after a failure.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::place::Repo;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Built,
    Unchanged,
}

/// Runs `make` unless the stamp matches and everything it leaves is there.
pub fn unless_unchanged(
    repo: &Repo,
    part: &str,
    digest: &str,
    leaves: &[PathBuf],
    make: impl FnOnce() -> Result<()>,
) -> Result<Outcome> {
    let stamp = repo.own("build").join(format!("{part}.stamp"));
    let same = fs::read_to_string(&stamp).is_ok_and(|found| found == digest);
    if same && leaves.iter().all(|file| file.exists()) {
        return Ok(Outcome::Unchanged);
    }
    fs::create_dir_all(repo.own("build"))?;
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    make()?;
    fs::write(stamp, digest)?;
    Ok(Outcome::Built)
}
