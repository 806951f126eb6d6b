//! What a node keeps on disk. In: a node that is down, where something is changed. Out: its files.
//! Never: a rule of how they are read.

use super::Node;
use crate::disk;
use std::fs;
use std::path::PathBuf;

impl Node {
    /// Takes the directory's database away and leaves something there that is none; the node must be down.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn hide_directory(&self) -> Hidden {
        let files = fs::read_dir(self.data().join("wasl-directory")).expect("the directory's folder");
        let files: Vec<_> = files.map(|e| e.expect("an entry").path()).collect();
        let there =
            files.iter().find(|f| f.extension().is_some_and(|end| end == "sqlite")).expect("a database").clone();
        let log = std::path::PathBuf::from(format!("{}-wal", there.display()));
        let hidden = Hidden { files: [there.clone(), log].into_iter().filter(|f| f.exists()).collect() };
        for file in &hidden.files {
            fs::rename(file, file.with_extension(format!("{}.hidden", end(file)))).expect("a file that can be moved");
        }
        fs::write(there, [0x5A; 8192]).expect("a file that can be written");
        hidden
    }

    /// The folder that keeps its registers and documents.
    #[must_use]
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// The SQLite files of its registers. To be opened only while the node is not running.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn register_files(&self) -> Vec<PathBuf> {
        let folder = fs::read_dir(self.folder.path().join("data/wasl-register")).expect("a folder of registers");
        let paths = folder.map(|entry| entry.expect("an entry").path());
        // The platform keeps the names of its objects beside them.
        let keeps_cases = |path: &PathBuf| !path.ends_with("metadata.sqlite");
        paths.filter(|path| path.extension().is_some_and(|e| e == "sqlite")).filter(keeps_cases).collect()
    }

    /// Whether a text stands anywhere in the folder that keeps the registers.
    ///
    /// # Panics
    /// The folder cannot be read.
    #[must_use]
    pub fn disk_contains(&self, text: &str) -> bool {
        !disk::found(&self.data(), &[text]).is_empty()
    }
}

/// A database that was taken away.
#[derive(Debug)]
pub struct Hidden {
    files: Vec<std::path::PathBuf>,
}

impl Hidden {
    /// Puts it back where it was; the node must be down.
    ///
    /// # Panics
    /// It cannot be.
    pub fn put_back(self) {
        for file in self.files {
            fs::rename(file.with_extension(format!("{}.hidden", end(&file))), file).expect("a file that can be moved");
        }
    }
}

fn end(file: &std::path::Path) -> String {
    file.extension().map(|end| end.to_string_lossy().into_owned()).unwrap_or_default()
}
