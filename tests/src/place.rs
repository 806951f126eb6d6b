//! Where things are: the repository, its artefacts, workerd, and folders for one test.
//!
//! In: the environment. Out: paths that exist, or a failed test that says what to run. Never: a path
//! outside the repository and the system's folder for temporary files.

use crate::fixtures::random_hex;
use std::fs;
use std::path::{Path, PathBuf};

/// The repository.
#[must_use]
pub fn repo() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository")
}

/// A file or folder that the build makes.
///
/// # Panics
/// It is not there.
#[must_use]
pub fn built(below: &str) -> PathBuf {
    let path = repo().join(below);
    assert!(path.exists(), "{below} is missing: run `cargo xtask build` first, or `cargo xtask test`, which does");
    path
}

/// The workerd of `WORKERD_BIN`, else the one that npm installed.
///
/// # Panics
/// There is none.
#[must_use]
pub fn workerd() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "this is the settings' doorway")]
    let named = std::env::var_os("WORKERD_BIN").map(PathBuf::from);
    let path = named.unwrap_or_else(|| repo().join("node_modules/.bin/workerd"));
    assert!(path.exists(), "{} is missing: run `cargo xtask build` first, it installs workerd", path.display());
    path
}

/// The Python of `OPEN311_PYTHON`, else the one that `cargo xtask test` sets up, with the clients of others in it.
///
/// # Panics
/// There is none.
#[must_use]
pub fn open311_python() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "this is the settings' doorway")]
    let named = std::env::var_os("OPEN311_PYTHON").map(PathBuf::from);
    let path = named.unwrap_or_else(|| repo().join(".wasl/tools/open311-clients-1/bin/python"));
    assert!(path.exists(), "{} is missing: `cargo xtask test --only integration` sets it up", path.display());
    path
}

/// A folder for one node of one test; gone when this is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder that nobody else uses.
    #[must_use]
    pub fn fresh() -> Self {
        let path = std::env::temp_dir().join(format!("wasl-integration-{}-{}", std::process::id(), random_hex(12)));
        fs::create_dir_all(path.join("data")).expect("a temporary folder");
        Self(path)
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties its folder by itself.
        drop(fs::remove_dir_all(&self.0));
    }
}
