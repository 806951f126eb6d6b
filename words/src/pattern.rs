//! The compiled catalogue and its evaluator.
//!
//! In: what `build.rs` made of a Fluent file, a key, the values. Out: one sentence.
//! Never: Fluent's own syntax (that is the build's business).

use std::collections::BTreeMap;

use domain::language::Language;
use serde::Deserialize;

use crate::{Arg, plural};

/// First strong isolate and pop directional isolate: text between them does not disturb its surroundings.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// All sentences of one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Catalogue {
    texts: BTreeMap<String, String>,
    patterns: BTreeMap<String, Vec<Part>>,
}

/// A piece of a sentence: text, a variable, or a choice made by a variable (the last case is the default).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Part {
    #[serde(rename = "t")]
    text: Option<String>,
    #[serde(rename = "v")]
    variable: Option<String>,
    #[serde(rename = "s")]
    cases: Option<Vec<(String, Vec<Part>)>>,
}

impl Catalogue {
    /// No sentence at all.
    #[cfg(feature = "builtin")]
    pub(crate) const EMPTY: Self = Self { texts: BTreeMap::new(), patterns: BTreeMap::new() };

    pub(crate) fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key) || self.patterns.contains_key(key)
    }

    pub(crate) fn text(&self, language: Language, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        if let Some(text) = self.texts.get(key) {
            return Some(text.clone());
        }
        let mut sentence = String::new();
        write(&mut sentence, self.patterns.get(key)?, language, args);
        Some(sentence)
    }
}

fn write(sentence: &mut String, parts: &[Part], language: Language, args: &[(&str, Arg)]) {
    for part in parts {
        if let Some(text) = &part.text {
            sentence.push_str(text);
        }
        let Some(name) = &part.variable else { continue };
        let value = args.iter().find(|(given, _)| given == name).map(|(_, value)| *value);
        if let Some(cases) = &part.cases {
            if let Some(parts) = choose(cases, value, language) {
                write(sentence, parts, language, args);
            }
        } else {
            place(sentence, value, language);
        }
    }
}

/// The case with the number itself, else its plural category, else the default.
fn choose<'a>(cases: &'a [(String, Vec<Part>)], value: Option<Arg>, language: Language) -> Option<&'a Vec<Part>> {
    let case = |wanted: &str| cases.iter().find(|(key, _)| key == wanted);
    let found = match value {
        Some(Arg::Number(n)) => case(&n.to_string()).or_else(|| case(plural::category(language, n))),
        Some(Arg::Text(text)) => case(text),
        None => None,
    };
    found.or(cases.last()).map(|(_, parts)| parts)
}

fn place(sentence: &mut String, value: Option<Arg>, language: Language) {
    match value {
        Some(Arg::Number(n)) => sentence.push_str(&number(n, language)),
        Some(Arg::Text(text)) if language.dir() == "rtl" && text.contains(|c: char| c.is_ascii_alphabetic()) => {
            sentence.push(ISOLATE.0);
            sentence.push_str(text);
            sentence.push(ISOLATE.1);
        }
        Some(Arg::Text(text)) => sentence.push_str(text),
        None => {}
    }
}

/// Western digits, as Moroccan administrations write them; grouped by three from 10,000 on.
fn number(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let mark = match language {
        Language::Ar | Language::Es => ".",
        Language::Fr | Language::Zgh => "\u{202f}",
        Language::En => ",",
    };
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len() - place;
        if place > 0 && left.is_multiple_of(3) && digits.len() > 4 {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        serde_json::from_str(
            r#"{"texts":{"plain":"Bonjour"},"patterns":{
              "days":[{"v":"count","s":[["0",[{"t":"none"}]],["few",[{"v":"count"},{"t":" few"}]],["other",[{"v":"count"},{"t":" other"}]]]}],
              "kind":[{"t":"a "},{"v":"kind","s":[["complaint",[{"t":"C"}]],["x",[{"t":"?"}]]]}],
              "named":[{"t":"<"},{"v":"name"},{"t":">"}]}}"#,
        )
        .unwrap()
    }

    #[test]
    fn numbers_choose_exactly_then_by_plural_then_the_last() {
        let c = catalogue();
        let days = |n: i64| c.text(Language::Ar, "days", &[("count", n.into())]).unwrap();
        assert_eq!((days(0), days(3), days(12_345)), ("none".into(), "3 few".into(), "12.345 other".into()));
    }

    #[test]
    fn texts_choose_by_name() {
        let c = catalogue();
        assert_eq!(c.text(Language::Fr, "kind", &[("kind", "complaint".into())]).unwrap(), "a C");
        assert_eq!(c.text(Language::Fr, "kind", &[("kind", "other".into())]).unwrap(), "a ?");
    }

    #[test]
    fn latin_text_is_set_apart_inside_arabic_only() {
        let c = catalogue();
        let named = |l, name: &str| c.text(l, "named", &[("name", name.into())]).unwrap();
        assert_eq!(named(Language::Ar, "HAB-1"), "<\u{2068}HAB-1\u{2069}>");
        assert_eq!(named(Language::Ar, "وصل"), "<وصل>");
        assert_eq!(named(Language::Fr, "HAB-1"), "<HAB-1>");
    }

    #[test]
    fn an_unknown_key_says_nothing() {
        assert_eq!(catalogue().text(Language::Fr, "nowhere", &[]), None);
    }
}
