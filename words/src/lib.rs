//! Every sentence that people read, in their language.
//!
//! In: a key of the Fluent catalogues in `locales/` and the values it asks for. Out: the sentence.
//! The catalogues are compiled at build time (`build.rs`); the worker carries all of them (feature
//! `builtin`), the browser downloads the one in use and hands it to [`Words::from_catalogue`].
//! Never here: decisions, HTML, a clock. A code of `domain` or `wire` becomes a sentence only here.
#![warn(missing_docs)]

pub mod codes;
mod pattern;
mod plural;

#[cfg(feature = "builtin")]
mod builtin;

use domain::language::Language;
use domain::time::{DAY_MS, UnixMillis};

#[cfg(feature = "builtin")]
pub use builtin::{browser_catalogue, catalogue, countries, country_list, languages, parts_catalogue};
pub use pattern::Catalogue;

/// What a sentence's variable becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words or a name; set apart from its surroundings where the writing direction may differ.
    Text(&'a str),
    /// A count: chooses the plural form, and is written with the language's grouping.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

/// The catalogue of one language, ready to speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    language: Language,
    catalogue: Catalogue,
}

impl Words {
    /// Words from a compiled catalogue, however it crossed the boundary (any serde format).
    #[must_use]
    pub const fn from_catalogue(language: Language, catalogue: Catalogue) -> Self {
        Self { language, catalogue }
    }

    /// The language of these words. It can be another one than was asked for, where that has no catalogue.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a sentence for `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.has(key)
    }

    /// The sentence for `key`; the key itself where there is none, so that a gap is seen and nothing breaks.
    #[must_use]
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.catalogue.text(self.language, key, args).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence for `key` if there is one.
    #[must_use]
    pub fn find(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        self.catalogue.text(self.language, key, args)
    }

    /// A day in full: "24 novembre 2026", "24 نونبر 2026".
    #[must_use]
    pub fn date_long(&self, at: UnixMillis, utc_offset_minutes: i32) -> String {
        let date = at.civil_date(utc_offset_minutes);
        let month = self.text(&format!("month-{}", date.month), &[]);
        let day = Arg::Number(i64::from(date.day));
        // A year is a name, not a count: it is never grouped.
        let year = date.year.to_string();
        self.text("date-long", &[("day", day), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))])
    }

    /// A day and the time of day: "24 novembre 2026 à 14:05".
    #[must_use]
    pub fn date_time_long(&self, at: UnixMillis, utc_offset_minutes: i32) -> String {
        let minutes = at.0.saturating_add(i64::from(utc_offset_minutes) * 60_000).rem_euclid(DAY_MS) / 60_000;
        let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let date = self.date_long(at, utc_offset_minutes);
        self.text("date-time-long", &[("date", Arg::Text(&date)), ("time", Arg::Text(&time))])
    }
}
