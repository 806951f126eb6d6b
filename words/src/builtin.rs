//! The catalogues inside the program, each made ready once, at first use, and the names of the countries.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::language::Language;
use domain::texts::Texts;

use crate::{Catalogue, Words};

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// What stands between the entries of a list that `build.rs` wrote.
const END: char = '\u{1f}';

/// Languages with a catalogue, in the order in which they are offered.
#[must_use]
pub fn languages() -> Vec<Language> {
    Language::ALL.into_iter().filter(|l| of(PATTERNS, *l).is_some()).collect()
}

/// A language's list in a table.
fn of(table: &[(&str, &'static str)], language: Language) -> Option<&'static str> {
    table.iter().find(|(tag, _)| *tag == language.tag()).map(|(_, list)| *list)
}

/// The compiled catalogue of a language without what only the widget's later parts say: keys and patterns, sorted by key.
#[must_use]
pub fn catalogue(language: Language) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    of(PATTERNS, language).map(|patterns| KEYS.split(END).zip(patterns.split(END)))
}

/// The countries as `(ISO 3166-1 alpha-2 code, name)`, in the order in which the language lists them.
pub fn countries(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    let list = of(COUNTRIES, language).or_else(|| of(COUNTRIES, Language::Fr)).unwrap_or_default();
    list.split(END).filter_map(|row| row.split_at_checked(2))
}

/// The same list as JSON: `[["MA", "Maroc"], …]`.
#[must_use]
pub fn country_list(language: Language) -> Option<String> {
    serde_json::to_string(&countries(language).collect::<Vec<_>>()).ok()
}

static NONE: Words = Words { language: Language::Fr, catalogue: Catalogue::EMPTY };

/// Families of keys that only pages rendered by the node use: tracking, notices.
const NOT_IN_THE_BROWSER: &[&str] = &[
    "action-",
    "actions-",
    "actor-",
    "answer-",
    "case-",
    "document-",
    "embed-",
    "event-",
    "home-",
    "message-",
    "country-",
    "draft-",
    "open-",
    "open311-",
    "orient-",
    "outcome-",
    "paper-",
    "page-",
    "receipt-another",
    "receipt-due",
    "receipt-link",
    "receipt-next-",
    "receipt-received",
    "receipt-track",
    "date-",
    "month-",
    "question-",
    "rating-",
    "reason-",
    "status-",
    "step-",
    "timeline-",
    "voice-",
    "closed-",
    "elsewhere-",
    "hosted-",
    "language-name",
    "notice-answered",
    "notice-escalated",
    "notice-message",
    "notice-rated",
    "notice-reopened",
    "notice-withdrawn",
    // Why the node did not do it: it says so itself, in the caller's language.
    "problem-",
    // Fields of other forms.
    "error-invalid-access",
    "error-invalid-reference",
    "error-invalid-type",
    "error-must-declare-before",
    "error-names-somebody",
    "error-required-access",
    "error-required-before",
    "error-required-prior",
    "error-required-rating",
    "error-required-reason",
    "error-required-reference",
    "error-required-text",
    "error-unknown-field",
    "field-access-code",
    "field-before-court",
    "field-prior",
    "field-rating",
    "field-reason",
    "field-reference",
    "field-text",
];

/// Why a filing did not go through, where the browser has to say so itself: there is no answer, something is done about it, or
/// the page with the form came back with no more than the code. Other refusals come with the node's own sentence.
const IN_THE_BROWSER: &[&str] = &[
    "problem-body-too-large",
    "problem-filing-closed",
    "problem-forbidden",
    "problem-idempotency-key-reused",
    "problem-internal",
    "problem-later",
    "problem-malformed-body",
    "problem-offline",
    "problem-origin-not-allowed",
    "problem-proof-needed",
    "problem-too-many-requests",
    "problem-unavailable",
    "problem-unreadable",
];

/// The part of a catalogue that the widget uses, as JSON: what the browser downloads.
#[must_use]
pub fn browser_catalogue(language: Language) -> Option<String> {
    let is_out = |key: &str| NOT_IN_THE_BROWSER.iter().any(|family| key.starts_with(family));
    json(catalogue(language)?.filter(|(key, _)| IN_THE_BROWSER.contains(key) || !is_out(key)))
}

/// What the widget's later parts say, as JSON.
#[must_use]
pub fn parts_catalogue(language: Language) -> Option<String> {
    json(PART_KEYS.split(END).zip(of(PART_PATTERNS, language)?.split(END)))
}

fn json<'a>(sentences: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    serde_json::to_string(&sentences.collect::<BTreeMap<_, _>>()).ok()
}

impl Words {
    /// The words of a language; French where it has no catalogue.
    #[must_use]
    pub fn builtin(language: Language) -> &'static Self {
        static ALL: [OnceLock<Words>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        let known = if of(PATTERNS, language).is_some() { language } else { Language::Fr };
        let parse = || {
            let mut sentences = Texts::new();
            for (key, pattern) in catalogue(known).into_iter().flatten() {
                sentences.insert(key.to_owned(), pattern.to_owned());
            }
            Self { language: known, catalogue: sentences.into() }
        };
        let place = Language::ALL.iter().position(|l| *l == known);
        place.and_then(|place| ALL.get(place)).map_or(&NONE, |cell| cell.get_or_init(parse))
    }

    /// What only e-mails say, and what they share with the node's pages; French where a language has no catalogue.
    #[must_use]
    pub fn of_letters(language: Language) -> Self {
        let known = if of(PATTERNS, language).is_some() { language } else { Language::Fr };
        let mut sentences = Texts::new();
        let own = LETTER_KEYS.split(END).zip(of(LETTER_PATTERNS, known).unwrap_or_default().split(END));
        for (key, pattern) in catalogue(known).into_iter().flatten().chain(own) {
            sentences.insert(key.to_owned(), pattern.to_owned());
        }
        Self { language: known, catalogue: sentences.into() }
    }
}
