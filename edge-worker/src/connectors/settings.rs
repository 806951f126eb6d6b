//! What a peer's connector was told, as it is looked up, and what statuses there mean here. Pure.
//!
//! In: a peer's settings. Out: a text, or what was to be taken otherwise. Never: checks them (`wire::v1::admin::connector`).

use wire::v1::agencies::Names;

/// Settings that list statuses, with what these mean: a kind of entry, and an outcome if it ends the case.
const MEANINGS: [(&str, &str, Option<&str>); 7] = [
    ("acknowledged", "acknowledged", None),
    ("answered", "answer", None),
    ("not_upheld", "closed", Some("not_upheld")),
    ("upheld", "closed", Some("upheld")),
    ("partly_upheld", "closed", Some("partly_upheld")),
    ("inadmissible", "closed", Some("inadmissible")),
    ("redirected", "closed", Some("redirected")),
];

/// A peer's settings.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a>(pub &'a Names);

impl<'a> Settings<'a> {
    /// What was set, or else this.
    #[must_use]
    pub fn or(&self, name: &str, otherwise: &'a str) -> &'a str {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty()).unwrap_or(otherwise)
    }

    /// What was set for a category, or else for all.
    #[must_use]
    pub fn of_category(&self, name: &str, category: &str) -> &'a str {
        self.or(&format!("{name}.{category}"), self.or(name, ""))
    }

    /// What a status there means. `otherwise`: the statuses of settings that say nothing.
    #[must_use]
    pub fn meaning_of(
        &self,
        status: &str,
        otherwise: &[(&str, &'static str)],
    ) -> Option<(&'static str, Option<&'static str>)> {
        let found = MEANINGS.iter().find(|(name, ..)| {
            let usual = otherwise.iter().find(|(known, _)| known == name).map_or("", |(_, usual)| *usual);
            let mut known = self.or(name, usual).split(',').map(str::trim).filter(|known| !known.is_empty());
            known.any(|known| known.eq_ignore_ascii_case(status))
        });
        found.map(|(_, kind, outcome)| (*kind, *outcome))
    }
}
