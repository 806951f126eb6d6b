//! The tool's doorway to the environment and to files.
//!
//! In: names. Out: texts. Never: a default for a secret.

use crate::fail::Fail;
use domain::time::UnixMillis;
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::Read as _;
use std::path::Path;

/// A variable of the environment; an empty one counts as absent.
#[expect(clippy::disallowed_methods, reason = "this is the tool's one doorway to the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// A file's text; `-` is standard input.
pub fn text(path: &Path) -> Result<String, Fail> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|e| Fail::file(path, &e))?;
        return Ok(text);
    }
    fs::read_to_string(path).map_err(|e| Fail::file(path, &e))
}

/// The time.
#[expect(clippy::disallowed_methods, reason = "this is the tool's one clock")]
pub fn now() -> UnixMillis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    UnixMillis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A name that nobody else has, of thirty-two characters: out of what the operating system seeds the hash tables of each
/// process with. It is no secret.
pub fn random_name() -> String {
    let drawn = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", drawn(), drawn())
}
