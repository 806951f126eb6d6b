//! The command line, taken word by word.
//!
//! In: the words after `cargo xtask`. Out: flags and values; a sentence about any word nobody asked for.
//! Never: guesses; an unknown option is an error.

use std::collections::VecDeque;
use std::str::FromStr;

use anyhow::{Result, bail};

/// Words not yet taken.
#[derive(Debug)]
pub struct Args {
    words: VecDeque<String>,
}

impl Args {
    pub fn new(words: Vec<String>) -> Self {
        Self { words: words.into() }
    }

    /// The first word: the command.
    pub fn command(&mut self) -> Option<String> {
        self.words.pop_front()
    }

    /// Whether an option without a value was given.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// The value after an option: `--name value` or `--name=value`.
    pub fn value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let inline = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&inline)) else {
            return Ok(None);
        };
        let word = self.words.remove(at).unwrap_or_default();
        let text = match word.strip_prefix(&inline) {
            Some(text) => text.to_owned(),
            None => match self.words.remove(at) {
                Some(text) => text,
                None => bail!("{name} needs a value"),
            },
        };
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => bail!("{name} cannot be `{text}`"),
        }
    }

    /// An error when words are left.
    pub fn finish(&self) -> Result<()> {
        match self.words.front() {
            Some(word) => bail!("`{word}` is not an option of this command"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(words: &[&str]) -> Args {
        Args::new(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn flags_and_values_are_taken_wherever_they_stand() {
        let mut args = args(&["demo", "--port", "9000", "--reset", "--data=x"]);
        assert_eq!(args.command().as_deref(), Some("demo"));
        assert!(args.flag("--reset"));
        assert_eq!(args.value::<u16>("--port").unwrap(), Some(9000));
        assert_eq!(args.value::<String>("--data").unwrap().as_deref(), Some("x"));
        args.finish().unwrap();
    }

    #[test]
    fn a_missing_or_wrong_value_is_said() {
        assert_eq!(args(&["--port"]).value::<u16>("--port").unwrap_err().to_string(), "--port needs a value");
        assert_eq!(args(&["--port", "x"]).value::<u16>("--port").unwrap_err().to_string(), "--port cannot be `x`");
    }

    #[test]
    fn a_word_nobody_asked_for_is_an_error() {
        assert!(args(&["--prot"]).finish().is_err());
    }
}
