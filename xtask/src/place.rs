//! Where things are: the repository's folders and the environment's variables.
//!
//! In: nothing but the working directory and the environment. Out: paths and texts.
//! Never: creates a path by guess, or lets another room read the environment.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The repository, and every folder in it that xtask reads or writes.
#[derive(Clone, Debug)]
pub struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The repository that holds the working directory: the nearest folder above with `xtask/Cargo.toml`.
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the working directory cannot be read")?;
        match here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file()) {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!("run this inside the repository: no folder above {} holds xtask", here.display()),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// What xtask installs and remembers; not in git.
    pub fn own(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(".wasl").join(path)
    }

    /// What xtask builds; not in git.
    pub fn dist(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join("dist").join(path)
    }

    /// A program that npm brought.
    pub fn npm_program(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }

    /// Cargo's output folder for the WebAssembly builds: apart from the native one, because another compiler may write it.
    pub fn wasm_target_dir(&self) -> PathBuf {
        match variable("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder).join("wasm"),
            None => self.root.join("target/wasm"),
        }
    }
}

/// A variable of the environment; an empty one counts as absent.
#[expect(clippy::disallowed_methods, reason = "this is xtask's one doorway to the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
