//! The relay's doorway to the environment, the clock, files and standard output.
//!
//! In: names. Out: texts, the time. Never: a default for a secret; a line of the log with anything that somebody wrote, an
//! address, a reference or a secret in it: callers give names of peers, ids and numbers.

use domain::time::UnixMillis;
use serde_json::{Map, Value};
use std::io::Write as _;
use std::path::Path;

/// A variable of the environment; an empty one counts as absent.
#[expect(clippy::disallowed_methods, reason = "this is the relay's one doorway to the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// A file's text.
///
/// # Errors
/// It cannot be read; the sentence says which and why.
pub fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// The time.
#[expect(clippy::disallowed_methods, reason = "this is the relay's one clock")]
pub fn now() -> UnixMillis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    UnixMillis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// One line of the log, as JSON.
pub fn log(what: &str, more: &[(&str, Value)]) {
    let mut line = Map::new();
    line.insert("at".into(), now().to_rfc3339().into());
    line.insert("what".into(), what.into());
    for (name, value) in more {
        line.insert((*name).to_owned(), value.clone());
    }
    // A log that cannot be written is no reason not to carry mail.
    drop(writeln!(std::io::stdout().lock(), "{}", Value::Object(line)));
}

/// A sentence for whoever started the program.
pub fn say(sentence: &str) {
    drop(writeln!(std::io::stdout().lock(), "{sentence}"));
}
