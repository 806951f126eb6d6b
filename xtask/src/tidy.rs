//! `cargo xtask tidy`: what a reader expects of every file.
//!
//! In: the tree's own files. Out: every file without its header, too long, or with something left over in it.
//! Never: changes a file.

mod rules;
mod threats;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::place::Repo;
use crate::say::say;

/// Folders that git does not hold.
const NOT_OURS: [&str; 7] = [".git", ".wasl", "dist", "node_modules", "target", "build", ".wrangler"];
const TEXTS: [&str; 14] =
    ["rs", "toml", "md", "mjs", "js", "json", "css", "html", "ftl", "capnp", "sql", "svg", "yml", "txt"];

pub fn command(repo: &Repo) -> Result<()> {
    let mut files = Vec::new();
    collect(repo.root(), &mut files)?;
    let mut wrong = Vec::new();
    let mut read = 0_usize;
    let mut with_tests = Vec::new();
    for file in &files {
        let name = file.strip_prefix(repo.root()).unwrap_or(file).to_string_lossy().into_owned();
        if !is_text(file) {
            continue;
        }
        let text = fs::read_to_string(file)?;
        read += 1;
        wrong.extend(rules::check(&name, &text).into_iter().map(|sentence| format!("{name}{sentence}")));
        if name.ends_with(".rs") || name.ends_with(".mjs") {
            with_tests.push((name, text));
        }
    }
    let threats = fs::read_to_string(repo.join("SECURITY.md"))?;
    wrong.extend(threats::check(&threats, &with_tests).into_iter().map(|sentence| format!("SECURITY.md{sentence}")));
    for sentence in &wrong {
        say(sentence);
    }
    match wrong.len() {
        0 => {
            say(format_args!("tidy: {read} files are in order"));
            Ok(())
        }
        count => bail!("{count} things are out of order"),
    }
}

fn is_text(file: &Path) -> bool {
    let hidden_text =
        [".gitignore", ".npmrc", "run", "LICENSE"].iter().any(|name| file.file_name().is_some_and(|own| own == *name));
    hidden_text || file.extension().and_then(|ext| ext.to_str()).is_some_and(|ext| TEXTS.contains(&ext))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            // An own folder may be called `build` too, as a room of xtask is: only a crate's output is left out.
            let is_source = name == "build" && path.components().any(|part| part.as_os_str() == "src");
            if is_source || !NOT_OURS.contains(&name.as_str()) {
                collect(&path, files)?;
            }
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}
