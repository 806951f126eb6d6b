//! The compiled catalogue and its evaluator.
//!
//! In: what `build.rs` made of a Fluent file, a key, the values. Out: one sentence.
//! Never: Fluent's own syntax (that is the build's business).

use std::collections::BTreeMap;

use domain::language::Language;
use domain::texts::Texts;
use serde::{Deserialize, Deserializer};

use crate::{Arg, plural};

/// First strong isolate and pop directional isolate: text between them does not disturb its surroundings.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// All sentences of one language, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue(Texts);

impl From<Texts> for Catalogue {
    fn from(sentences: Texts) -> Self {
        Self(sentences)
    }
}

impl<'de> Deserialize<'de> for Catalogue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut sentences = Texts::new();
        for (key, sentence) in BTreeMap::<String, String>::deserialize(from)? {
            sentences.insert(key, sentence);
        }
        Ok(Self(sentences))
    }
}

impl Catalogue {
    /// No sentence at all.
    #[cfg(feature = "builtin")]
    pub(crate) const EMPTY: Self = Self(Texts::new());

    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some()
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
        Some(Arg::Text(text)) if text.contains(|c| turns(c, language)) => {
            sentence.push(ISOLATE.0);
            sentence.push_str(text);
            sentence.push(ISOLATE.1);
        }
        Some(Arg::Text(text)) => sentence.push_str(text),
        None => {}
    }
}

/// Whether a letter is written against the direction of the language.
fn turns(letter: char, language: Language) -> bool {
    let rightwards = matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{2d30}'..='\u{2d6f}');
    let leftwards = matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    if language.dir() == "rtl" { rightwards } else { leftwards }
}

/// Western digits, as Moroccan administrations write them, grouped by three as CLDR has it for `ar-MA`, `fr`, `zgh`,
/// `en` and `es`.
fn number(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let (mark, grouped_from) = match language {
        Language::Ar => (".", 4),
        Language::Es => (".", 5),
        Language::Fr => ("\u{202f}", 4),
        Language::Zgh => ("\u{a0}", 4),
        Language::En => (",", 4),
    };
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len() - place;
        if place > 0 && left.is_multiple_of(3) && digits.len() >= grouped_from {
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
        let mut sentences = Texts::new();
        for (key, text) in rows {
            sentences.insert(key.to_owned(), text.to_owned());
        }
        Catalogue(sentences)
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
    fn text_of_the_other_direction_is_set_apart() {
        let c = catalogue();
        let named = |l, name: &str| c.text(l, "named", &[("name", name.into())]).unwrap();
        for (language, apart) in
            [(Language::Ar, "HAB-1"), (Language::Ar, "ⵜⵉⵣⵉ"), (Language::Fr, "وصل"), (Language::Zgh, "وصل")]
        {
            assert_eq!(named(language, apart), format!("<\u{2068}{apart}\u{2069}>"));
        }
        for (language, alike) in
            [(Language::Ar, "وصل"), (Language::Ar, "24 نونبر 2026"), (Language::Fr, "HAB-1"), (Language::En, "ⵜⵉⵣⵉ")]
        {
            assert_eq!(named(language, alike), format!("<{alike}>"));
        }
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        for (language, thousand, many) in [
            (Language::Ar, "1.000", "12.345"),
            (Language::Fr, "1\u{202f}000", "12\u{202f}345"),
            (Language::Zgh, "1\u{a0}000", "12\u{a0}345"),
            (Language::En, "1,000", "12,345"),
            (Language::Es, "1000", "12.345"),
        ] {
            assert_eq!((number(1000, language).as_str(), number(12_345, language).as_str()), (thousand, many));
            assert_eq!(number(999, language), "999");
        }
        assert_eq!(number(-1_234_567, Language::En), "-1,234,567");
    }

    #[test]
    fn an_unknown_key_says_nothing() {
        assert_eq!(catalogue().text(Language::Fr, "nowhere", &[]), None);
    }
}
