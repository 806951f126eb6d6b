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

/// What the loader's source holds in the place of the version.
const VERSION_PLACEHOLDER: &str = "__WASL_VERSION__";
const VERSION_DIGITS: usize = 12;

pub fn build(repo: &Repo, _: &Toolchain, effort: Effort) -> Result<Outcome> {
    let files = versioned_files(repo)?;
    let loader = fs::read_to_string(repo.own("build/loader/wasl.js")).context("the loader has not been built")?;
    let version = version(&files);
    let digest = crate::digest::of(format!("{version} {} {loader}", effort.name()).as_bytes());
    let leaves = [repo.dist("assets/manifest.json"), repo.dist("assets/w").join(&version)];
    unless_unchanged(repo, "assets", &digest, &leaves, || make(repo, effort, &files, &loader, &version))
}

/// Names as browsers see them below `/w/<version>/`, with their content.
fn versioned_files(repo: &Repo) -> Result<BTreeMap<String, Vec<u8>>> {
    let parts = repo.own("build");
    let mut files = BTreeMap::new();
    for (name, from) in [
        ("widget.js", "client/widget.js"),
        ("widget_bg.wasm", "client/widget_bg.wasm"),
        ("widget.css", "styles/widget.css"),
    ] {
        files
            .insert(name.to_owned(), fs::read(parts.join(from)).with_context(|| format!("{name} has not been built"))?);
    }
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

/// Empties a folder without replacing it: a node that runs keeps hold of the folder itself.
fn empty(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn make(repo: &Repo, effort: Effort, files: &BTreeMap<String, Vec<u8>>, loader: &str, version: &str) -> Result<()> {
    let assets = repo.dist("assets");
    empty(&assets)?;
    let mut names = vec!["wasl.js".to_owned()];
    write(&assets.join("wasl.js"), loader.replace(VERSION_PLACEHOLDER, version).as_bytes())?;
    for (name, content) in files {
        let name = format!("w/{version}/{name}");
        write(&assets.join(&name), content)?;
        names.push(name);
    }
    let paths: Vec<PathBuf> = names.iter().map(|name| assets.join(name)).collect();
    let sizes = compress(repo, effort, &paths)?;
    let listed: serde_json::Map<String, Value> = names.into_iter().zip(sizes).collect();
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
    use super::version;
    use std::collections::BTreeMap;

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
}
