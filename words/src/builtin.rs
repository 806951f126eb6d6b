//! The catalogues inside the program, parsed once, at first use, and the names of the countries.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::language::Language;

use crate::{Catalogue, Words};

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// Languages with a catalogue, in the order in which they are offered.
#[must_use]
pub fn languages() -> Vec<Language> {
    Language::ALL.into_iter().filter(|l| catalogue(*l).is_some()).collect()
}

/// The compiled catalogue of a language as JSON.
#[must_use]
pub fn catalogue(language: Language) -> Option<&'static str> {
    CATALOGUES.iter().find(|(tag, _)| *tag == language.tag()).map(|(_, json)| *json)
}

/// The countries as `(ISO 3166-1 alpha-2 code, name)`, in the order in which the language lists them.
#[must_use]
pub fn countries(language: Language) -> &'static [(&'static str, &'static str)] {
    let of = |tag: &str| COUNTRIES.iter().find(|(l, _)| *l == tag).map(|(_, rows)| *rows);
    of(language.tag()).or_else(|| of(Language::Fr.tag())).unwrap_or_default()
}

/// The same list as JSON: `[["MA", "Maroc"], …]`.
#[must_use]
pub fn country_list(language: Language) -> Option<String> {
    serde_json::to_string(countries(language)).ok()
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
    "error-must-declare-before",
    "error-required-access",
    "error-required-before",
    "error-required-prior",
    "error-required-rating",
    "error-required-reason",
    "error-required-reference",
    "error-required-text",
    "field-before-court",
    "field-prior",
    "field-rating",
    "field-reason",
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

/// The family of keys that only the widget's later parts use.
const PARTS: &str = "part-";

/// The part of a catalogue that the widget uses, as JSON: what the browser downloads.
#[must_use]
pub fn browser_catalogue(language: Language) -> Option<String> {
    let is_out = |key: &str| key.starts_with(PARTS) || NOT_IN_THE_BROWSER.iter().any(|family| key.starts_with(family));
    select(language, |key| IN_THE_BROWSER.contains(&key) || !is_out(key))
}

/// The part of a catalogue that the widget's later parts use, as JSON.
#[must_use]
pub fn parts_catalogue(language: Language) -> Option<String> {
    select(language, |key| key.starts_with(PARTS))
}

fn select(language: Language, keep: impl Fn(&str) -> bool) -> Option<String> {
    let mut all: BTreeMap<String, String> = serde_json::from_str(catalogue(language)?).ok()?;
    all.retain(|key, _| keep(key));
    serde_json::to_string(&all).ok()
}

impl Words {
    /// The words of a language; French where it has no catalogue.
    #[must_use]
    pub fn builtin(language: Language) -> &'static Self {
        static ALL: [OnceLock<Words>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        let known = if catalogue(language).is_some() { language } else { Language::Fr };
        let parse = || {
            let parsed = catalogue(known).and_then(|json| serde_json::from_str(json).ok());
            Self { language: known, catalogue: parsed.unwrap_or(Catalogue::EMPTY) }
        };
        let place = Language::ALL.iter().position(|l| *l == known);
        place.and_then(|place| ALL.get(place)).map_or(&NONE, |cell| cell.get_or_init(parse))
    }
}
