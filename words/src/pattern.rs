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

/// All sentences of one language, by key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Catalogue(BTreeMap<String, String>);

impl Catalogue {
    /// No sentence at all.
    #[cfg(feature = "builtin")]
    pub(crate) const EMPTY: Self = Self(BTreeMap::new());

    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(crate) fn text(&self, language: Language, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let mut sentence = String::new();
        write(&mut sentence, self.0.get(key)?, language, args);
        Some(sentence)
    }
}

fn write(sentence: &mut String, pattern: &str, language: Language, args: &[(&str, Arg)]) {
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once('{') {
        sentence.push_str(text);
        let (inside, after) = cut(after, '}');
        let (name, cases) = cut(inside, '|');
        let value = args.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        if cases.is_empty() {
            place(sentence, value, language);
        } else {
            write(sentence, choose(cases, value, language), language, args);
        }
        rest = after;
    }
    sentence.push_str(rest);
}

/// What stands before and after the first `mark` that is not inside braces.
fn cut(text: &str, mark: char) -> (&str, &str) {
    let mut depth = 0;
    let at = text.find(|c| {
        let found = depth == 0 && c == mark;
        depth += i32::from(c == '{') - i32::from(c == '}');
        found
    });
    let (before, after) = text.split_at(at.unwrap_or(text.len()));
    (before, after.strip_prefix(mark).unwrap_or(after))
}

/// The case with the number itself, else its plural category, else the last one.
fn choose<'a>(cases: &'a str, value: Option<Arg>, language: Language) -> &'a str {
    let (exact, category) = match value {
        Some(Arg::Number(n)) => (n.to_string(), plural::category(language, n)),
        Some(Arg::Text(text)) => (text.to_owned(), ""),
        None => (String::new(), ""),
    };
    let (mut rest, mut fitting, mut last) = (cases, None, "");
    while !rest.is_empty() {
        let (case, after) = cut(rest, '|');
        let (key, pattern) = case.split_once('=').unwrap_or_default();
        if key == exact {
            return pattern;
        }
        if key == category {
            fitting = Some(pattern);
        }
        (rest, last) = (after, pattern);
    }
    fitting.unwrap_or(last)
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
        let rows = [
            ("plain", "Bonjour"),
            ("days", "{count|0=none|few={count} few|other={count} other}"),
            ("kind", "a {kind|complaint=C|x=?}"),
            ("nested", "{kind|complaint={count|one=1 C|other={count} C}|x=?}."),
            ("named", "<{name}>"),
        ];
        Catalogue(rows.map(|(key, text)| (key.to_owned(), text.to_owned())).into())
    }

    #[test]
    fn numbers_choose_exactly_then_by_plural_then_the_last() {
        let c = catalogue();
        let days = |n: i64| c.text(Language::Ar, "days", &[("count", n.into())]).unwrap();
        assert_eq!((days(0), days(3), days(12_345)), ("none".into(), "3 few".into(), "12.345 other".into()));
    }

    #[test]
    fn choices_stand_inside_choices() {
        let args = [("kind", "complaint".into()), ("count", 5i64.into())];
        assert_eq!(catalogue().text(Language::Fr, "nested", &args).unwrap(), "5 C.");
    }

    #[test]
    fn texts_choose_by_name() {
        let c = catalogue();
        assert_eq!(c.text(Language::Fr, "plain", &[]).unwrap(), "Bonjour");
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
