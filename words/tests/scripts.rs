//! What holds for the letters of each catalogue: scripts, directions, spaces, plural forms, and the names of countries.
#![cfg(feature = "builtin")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../build/typeset.rs"]
mod typeset;

use std::collections::{BTreeMap, BTreeSet};

use domain::language::Language;
use words::{Words, catalogue, countries, parts_catalogue};

fn patterns(language: Language) -> BTreeMap<String, String> {
    let parts: BTreeMap<String, String> = serde_json::from_str(&parts_catalogue(language).unwrap()).unwrap();
    catalogue(language).unwrap().map(|(key, pattern)| (key.to_owned(), pattern.to_owned())).chain(parts).collect()
}

/// A pattern without its variables and the names of its cases: what people read, piece by piece.
fn read_aloud(pattern: &str) -> String {
    let mut rest = pattern;
    let mut text = String::new();
    while let Some(at) = rest.find(['{', '|', '}']) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        text.push(' ');
        rest = &after[1..];
        match after.as_bytes().first() {
            Some(b'{') => rest = &rest[rest.find(['}', '|']).unwrap()..],
            Some(b'|') => rest = &rest[rest.find('=').unwrap() + 1..],
            _ => {}
        }
    }
    text + rest
}

/// The runs of Latin letters in a text, with what an address, a number or a name has between them.
fn latin(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@' | '_' | '/');
    text.split(|c| !inside(c)).filter(|run| run.contains(|c: char| c.is_ascii_alphabetic())).collect()
}

#[test]
fn tifinagh_stands_alone() {
    let shown = |c: char| matches!(c, '\u{2d30}'..='\u{2d6f}') || !c.is_alphabetic();
    for (key, pattern) in patterns(Language::Zgh) {
        let mut text = read_aloud(&pattern);
        for run in latin(&text.clone()) {
            let run = run.trim_end_matches('.');
            assert!(KEPT_IN_LATIN.contains(&run), "{key}: {run}");
            text = text.replacen(run, "", 1);
        }
        assert!(text.chars().all(shown), "{key}: {text}");
    }
}

/// What everybody writes in Latin letters: examples of what to type, names in the API.
const KEPT_IN_LATIN: [&str; 19] = [
    "nom@exemple.ma",
    "AB123456",
    "HAB-26A-000123-K",
    "JPEG",
    "PNG",
    "WebP",
    "Idempotency-Key",
    "ASCII",
    "PDF",
    "Word",
    "OpenDocument",
    "MB",
    "KB",
    "JSON",
    "QR",
    "Ed25519",
    "tus",
    "iframe",
    "Content-Security-Policy",
];

#[test]
fn latin_inside_arabic_is_isolated() {
    for (key, pattern) in patterns(Language::Ar) {
        for piece in read_aloud(&pattern).split('\u{2069}') {
            let outside = piece.split('\u{2066}').next().unwrap();
            assert_eq!(latin(outside), [""; 0], "{key}");
        }
    }
}

#[test]
fn typography_leaves_variables_and_cases_alone() {
    for (language, typed, set) in [
        ("ar", "ملف PDF أو Word.", "ملف \u{2066}PDF\u{2069} أو \u{2066}Word\u{2069}."),
        ("ar", "{kind|complaint=ا {name}|other=ب}", "{kind|complaint=ا {name}|other=ب}"),
        (
            "ar",
            "{n|one=صورة JPEG|two={n} a.b@c-d}",
            "{n|one=صورة \u{2066}JPEG\u{2069}|two={n} \u{2066}a.b@c-d\u{2069}}",
        ),
        ("ar", "من 8 إلى 10.", "من 8 إلى 10."),
        ("ar", "مثلا \u{2066}+33 6 AB\u{2069}", "مثلا \u{2066}+33 6 AB\u{2069}"),
        (
            "fr",
            "« {a} » : {n|one=quoi ?|other=ça !}",
            "«\u{202f}{a}\u{202f}»\u{a0}: {n|one=quoi\u{202f}?|other=ça\u{202f}!}",
        ),
        ("en", "What ?", "What ?"),
    ] {
        assert_eq!(typeset::typeset(language, typed.into()), set);
    }
}

#[test]
fn each_language_names_itself() {
    for language in Language::ALL {
        assert_eq!(Words::builtin(language).text("language-name", &[]), language.endonym());
    }
}

#[test]
fn french_signs_stay_with_their_words() {
    for (key, pattern) in patterns(Language::Fr) {
        for broken in [" :", " ;", " ?", " !", " »", "« "] {
            assert!(!pattern.contains(broken), "{key}: {pattern}");
        }
    }
    assert!(patterns(Language::Fr)["error-prefix"].ends_with("\u{a0}:"));
}

#[test]
fn plural_forms_are_those_of_the_language() {
    for language in Language::ALL {
        let known: &[&str] = match language {
            Language::Ar => &["zero", "one", "two", "few", "many", "other"],
            Language::Fr | Language::Es => &["one", "many", "other"],
            Language::Zgh | Language::En => &["one", "other"],
        };
        for (key, pattern) in patterns(language) {
            for form in ["zero", "one", "two", "few", "many"] {
                let used = pattern.contains(&format!("|{form}="));
                assert!(!used || known.contains(&form), "{} {key}: {form}", language.tag());
            }
        }
    }
}

#[test]
fn nothing_is_left_in_another_language() {
    let fr = patterns(Language::Fr);
    let same_in_both = |language, key: &str, pattern: &str| match language {
        // What is one word in both, or only variables and signs.
        Language::En => read_aloud(pattern).split_whitespace().count() < 3,
        Language::Es => read_aloud(pattern).split_whitespace().count() < 3 || key.starts_with("month-"),
        _ => read_aloud(pattern).chars().all(|c| !c.is_alphabetic()),
    };
    for language in [Language::Ar, Language::Zgh, Language::En, Language::Es] {
        for (key, pattern) in patterns(language) {
            assert!(fr[&key] != pattern || same_in_both(language, &key, &pattern), "{} {key}", language.tag());
        }
    }
}

#[test]
fn every_language_lists_the_same_countries_in_its_own_order() {
    let codes = |language| countries(language).map(|(code, _)| code).collect::<BTreeSet<_>>();
    for language in Language::ALL {
        assert_eq!(codes(language), codes(Language::Fr));
        assert_eq!(countries(language).count(), 248);
        assert!(countries(language).all(|(code, _)| domain::contact::country(code).as_deref() == Some(code)));
        let names: BTreeSet<_> = countries(language).map(|(_, name)| name).collect();
        assert_eq!(names.len(), 248, "two countries of one name in {}", language.tag());
    }
    let place = |language, code| countries(language).position(|(c, _)| c == code).unwrap();
    for (language, earlier, later) in [
        (Language::Fr, "EG", "ES"),
        (Language::Fr, "ET", "FJ"),
        (Language::Es, "ES", "US"),
        (Language::En, "AX", "AL"),
        (Language::Ar, "IS", "ET"),
        (Language::Ar, "MA", "MX"),
        (Language::Zgh, "AD", "ZW"),
    ] {
        assert!(place(language, earlier) < place(language, later), "{}: {earlier} {later}", language.tag());
    }
    for (language, name) in [(Language::Ar, "المغرب"), (Language::Zgh, "ⵍⵎⵖⵔⵉⴱ"), (Language::En, "Morocco")]
    {
        assert!(countries(language).any(|row| row == ("MA", name)));
    }
    let letters = countries(Language::Zgh).flat_map(|(_, name)| name.chars());
    assert!(letters.filter(|c| c.is_alphabetic()).all(|c| matches!(c, '\u{2d30}'..='\u{2d6f}')));
}
