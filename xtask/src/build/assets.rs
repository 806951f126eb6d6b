//! What browsers load: the parts put together under a version that is the digest of their content.
//!
//! In: what the other parts left in `.wasl/build`. Out: `dist/assets`, each file with a brotli copy beside it, and
//! `manifest.json` with every size.
//! Never: gives the same version to different bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{capture, program};
use crate::toolchain::Toolchain;

/// Where the loader's text has room for an agency's form, as the node looks for it.
const ROOM: &str = "\"__WASL_FORM__\"";
/// Earlier versions that stay, for pages that name one of them with its digest.
const KEPT_VERSIONS: usize = 3;
const VERSION_DIGITS: usize = 12;

pub fn build(repo: &Repo, _: &Toolchain, effort: Effort) -> Result<Outcome> {
    let files = versioned_files(repo)?;
    let loader = fs::read_to_string(repo.own("build/loader/wasl.js")).context("the loader has not been built")?;
    let version = version(&files);
    let described = described(repo)?;
    let digest = crate::digest::of(format!("{version} {} {}", self::version(&described), effort.name()).as_bytes());
    let leaves = [repo.dist("assets/manifest.json"), repo.dist("assets/w").join(&version)];
    unless_unchanged(repo, "assets", &digest, &leaves, || {
        make(repo, effort, &Parts { files: &files, described: &described, loader: &loader }, &version)
    })
}

/// Names as browsers see them below `/w/<version>/`, with their content.
fn versioned_files(repo: &Repo) -> Result<BTreeMap<String, Vec<u8>>> {
    let parts = repo.own("build");
    let mut files = BTreeMap::new();
    for (name, from) in [
        ("wasl.js", "loader/wasl.js"),
        ("agency.js", "loader/agency.js"),
        ("seat.js", "loader/seat.js"),
        ("widget.js", "client/widget.js"),
        ("widget_bg.wasm", "client/widget_bg.wasm"),
        ("widget.css", "styles/widget.css"),
    ] {
        files
            .insert(name.to_owned(), fs::read(parts.join(from)).with_context(|| format!("{name} has not been built"))?);
    }
    // What the node tells texts' matters by.
    files.insert("routing.bin".to_owned(), fs::read(repo.join("routing/model.bin")).context("there is no model")?);
    files.insert(
        "everyday.bin".to_owned(),
        fs::read(repo.join("routing/everyday.bin")).context("there is no list of words")?,
    );
    for folder in ["words", "words-of-parts", "parts"] {
        // What the parts say lies beside them.
        let place = if folder == "words-of-parts" { "parts" } else { folder };
        for file in crate::digest::files_below(&parts.join(folder))? {
            let name = file.file_name().context("an asset has no name")?.to_string_lossy().into_owned();
            files.insert(format!("{place}/{name}"), fs::read(&file)?);
        }
    }
    Ok(files)
}

/// The description of the API: names below `/api/`, where only the node looks.
fn described(repo: &Repo) -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = repo.own("build/openapi");
    let mut files = BTreeMap::new();
    for file in crate::digest::files_below(&folder)? {
        let name = file.strip_prefix(&folder)?.to_string_lossy().into_owned();
        files.insert(name, fs::read(&file)?);
    }
    anyhow::ensure!(files.contains_key("openapi.json"), "the description of the API has not been built");
    Ok(files)
}

fn version(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for (name, content) in files {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digest.chars().take(VERSION_DIGITS).collect()
}

/// Empties a folder but for what is kept, without replacing it: a node that runs keeps hold of the folder itself.
fn empty(folder: &Path, kept: &[PathBuf]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let (entry, path) = entry.map(|entry| (entry.file_type(), entry.path()))?;
        if kept.contains(&path) {
            continue;
        }
        if kept.iter().any(|keep| keep.starts_with(&path)) {
            empty(&path, kept)?;
        } else if entry?.is_dir() {
            fs::remove_dir_all(path)?;
        } else {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The folders of the versions before this one, the latest first.
fn earlier(versions: &Path, version: &str) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(versions) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let loader = path.join("wasl.js");
        if loader.is_file() && !path.ends_with(version) {
            found.push((fs::metadata(loader)?.modified()?, path));
        }
    }
    found.sort();
    Ok(found.into_iter().rev().take(KEPT_VERSIONS).map(|(_, path)| path).collect())
}

/// What the assets are put together from.
struct Parts<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    described: &'a BTreeMap<String, Vec<u8>>,
    loader: &'a str,
}

fn make(repo: &Repo, effort: Effort, parts: &Parts<'_>, version: &str) -> Result<()> {
    let Parts { files, described, loader } = parts;
    let room = files.get("agency.js").map(|file| String::from_utf8_lossy(file).matches(ROOM).count());
    anyhow::ensure!(room == Some(1), "the loader has no room for an agency's form");
    let assets = repo.dist("assets");
    let kept = if effort == Effort::Release { earlier(&assets.join("w"), version)? } else { Vec::new() };
    empty(&assets, &kept)?;
    let mut names = vec!["wasl.js".to_owned()];
    write(&assets.join("wasl.js"), loader.as_bytes())?;
    let versioned = files.iter().map(|(name, content)| (format!("w/{version}/{name}"), content));
    for (name, content) in versioned.chain(described.iter().map(|(name, content)| (format!("api/{name}"), content))) {
        write(&assets.join(&name), content)?;
        names.push(name);
    }
    let paths: Vec<PathBuf> = names.iter().map(|name| assets.join(name)).collect();
    let sizes = compress(repo, effort, &paths)?;
    // The description is reached by addresses of its own.
    let listed = names.into_iter().zip(sizes).filter(|(name, _)| !name.starts_with("api/"));
    let listed: serde_json::Map<String, Value> = listed.collect();
    let manifest = json!({ "version": version, "files": listed });
    fs::write(assets.join("manifest.json"), serde_json::to_string_pretty(&manifest)?)?;
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("an asset has no folder")?)?;
    fs::write(path, content)?;
    Ok(())
}

/// Node's own zlib: quality 11 in native code, without another crate to compile.
fn compress(repo: &Repo, effort: Effort, paths: &[PathBuf]) -> Result<Vec<Value>> {
    let quality = if effort == Effort::Release { "11" } else { "4" };
    let answer = capture(program("node").arg(repo.join("xtask/scripts/brotli.mjs")).arg(quality).args(paths))
        .context("the assets could not be compressed")?;
    serde_json::from_str(&answer).context("the compressor's answer is not JSON")
}

#[cfg(test)]
mod tests {
    use super::{earlier, empty, version};
    use std::collections::BTreeMap;
    use std::fs;

    fn files(content: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        content.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_version_has_twelve_digits_and_depends_on_names_and_contents() {
        let one = version(&files(&[("a", "bc")]));
        assert_eq!(one.len(), 12);
        assert_eq!(one, version(&files(&[("a", "bc")])));
        assert_ne!(one, version(&files(&[("ab", "c")])));
        assert_ne!(one, version(&files(&[("a", "bd")])));
    }

    #[test]
    fn the_three_versions_before_this_one_stay() {
        let folder = std::env::temp_dir().join(format!("wasl-versions-{}", std::process::id()));
        for name in ["a", "b", "c", "d", "now"] {
            fs::create_dir_all(folder.join("w").join(name)).unwrap();
            fs::write(folder.join("w").join(name).join("wasl.js"), name).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        fs::write(folder.join("wasl.js"), "old").unwrap();
        let kept = earlier(&folder.join("w"), "now").unwrap();
        empty(&folder, &kept).unwrap();
        let left = |path: &str| folder.join(path).exists();
        assert!(left("w/b/wasl.js") && left("w/c/wasl.js") && left("w/d/wasl.js"));
        assert!(!left("w/a") && !left("w/now") && !left("wasl.js"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
