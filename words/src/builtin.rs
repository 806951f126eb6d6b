//! The catalogues inside the program. Parsed once, at first use.

use std::sync::OnceLock;

use domain::language::Language;

use crate::{Catalogue, Words};

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// Languages with a catalogue, in the order in which they are offered.
#[must_use]
pub fn languages() -> Vec<Language> {
    Language::ALL.into_iter().filter(|l| catalogue(*l).is_some()).collect()
}

/// The compiled catalogue of a language as JSON, as the browser downloads it.
#[must_use]
pub fn catalogue(language: Language) -> Option<&'static str> {
    CATALOGUES.iter().find(|(tag, _)| *tag == language.tag()).map(|(_, json)| *json)
}

static NONE: Words = Words { language: Language::Fr, catalogue: Catalogue::EMPTY };

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
