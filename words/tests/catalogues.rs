//! What holds for all catalogues together, and a few sentences read aloud.
#![cfg(feature = "builtin")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};

use domain::case::{ComplainantAction, Reason};
use domain::event::EventKind;
use domain::field_error::FieldErrorCode;
use domain::language::Language;
use domain::status::{CaseStatus, Kind, Outcome};
use domain::time::UnixMillis;
use wire::problem::ProblemCode;
use words::{Words, catalogue, languages, parts_catalogue};

fn patterns(language: Language) -> BTreeMap<String, String> {
    let parts: BTreeMap<String, String> = serde_json::from_str(&parts_catalogue(language).unwrap()).unwrap();
    catalogue(language).unwrap().map(|(key, pattern)| (key.to_owned(), pattern.to_owned())).chain(parts).collect()
}

/// Every key of a catalogue with the variables it uses: whatever follows an opening brace.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let variables =
        |pattern: &str| pattern.split('{').skip(1).map(|p| p.split(['}', '|']).next().unwrap().to_owned()).collect();
    patterns(language).iter().map(|(key, pattern)| (key.clone(), variables(pattern))).collect()
}

#[test]
fn every_language_has_every_key_with_the_same_variables() {
    let model = keys(Language::Fr);
    for language in languages() {
        let own = keys(language);
        for (key, variables) in &model {
            assert_eq!(own.get(key), Some(variables), "{} {key}", language.tag());
        }
        let more: Vec<_> = own.keys().filter(|k| !model.contains_key(*k)).collect();
        assert!(more.is_empty(), "{} alone has {more:?}", language.tag());
    }
    assert_eq!(languages(), Language::ALL);
}

#[test]
fn every_arabic_count_has_six_forms() {
    for (key, pattern) in patterns(Language::Ar) {
        let forms = ["zero", "one", "two", "few", "many", "other"].map(|form| pattern.contains(&format!("|{form}=")));
        let counts = ["few", "many", "two"].iter().any(|form| pattern.contains(&format!("|{form}=")));
        assert!(!counts || forms == [true; 6], "{key}");
    }
}

#[test]
fn every_code_has_its_sentence() {
    for language in languages() {
        let words = Words::builtin(language);
        let mut wanted: Vec<String> = FieldErrorCode::ALL.iter().map(|c| format!("error-{}", c.name())).collect();
        wanted.extend(Kind::ALL.iter().map(|k| format!("kind-{}", k.name())));
        wanted.extend(Outcome::ALL.iter().map(|o| format!("outcome-{}", o.name())));
        wanted.extend(EventKind::ALL.iter().map(|e| format!("event-{}", e.name())));
        wanted.extend(Reason::ALL.iter().map(|r| format!("reason-{}", r.name())));
        wanted.extend(ProblemCode::ALL.iter().map(|p| format!("problem-{}", p.name())));
        let actions = ComplainantAction::ALL.iter().filter(|a| **a != ComplainantAction::Message);
        wanted.extend(actions.flat_map(|a| ["", "-explain", "-submit"].map(|end| format!("action-{}{end}", a.name()))));
        for status in CaseStatus::ALL {
            wanted.extend(["", "-meaning", "-next"].map(|end| format!("status-{}{end}", status.name())));
        }
        for key in wanted {
            assert!(words.has(&key), "{} {key}", language.tag());
        }
    }
}

#[test]
fn dates_are_moroccan_and_local() {
    let at = |text| UnixMillis::parse_rfc3339(text).unwrap();
    let night = at("2026-11-23T23:30:00Z");
    for (language, date, moment) in [
        (Language::Ar, "24 نونبر 2026", "24 نونبر 2026 على الساعة 00:30"),
        (Language::Fr, "24 novembre 2026", "24 novembre 2026 à 00:30"),
        (Language::Zgh, "24 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026", "24 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026 ⴳ ⵜⵙⵔⴰⴳⵜ 00:30"),
        (Language::En, "24 November 2026", "24 November 2026 at 00:30"),
        (Language::Es, "24 de noviembre de 2026", "24 de noviembre de 2026, 00:30"),
    ] {
        let words = Words::builtin(language);
        assert_eq!((words.date_long(night, 60), words.date_time_long(night, 60)), (date.into(), moment.into()));
    }
    let fr = Words::builtin(Language::Fr);
    assert_eq!(fr.date_long(night, 0), "23 novembre 2026");
    assert_eq!(fr.date_long(at("2027-01-01T12:00:00Z"), 60), "1er janvier 2027");
}

#[test]
fn counts_and_particular_errors() {
    let fr = Words::builtin(Language::Fr);
    for (language, days, sentence) in [
        (Language::Ar, 60, "جواب داخل أجل 60 يوما"),
        (Language::Fr, 60, "Une réponse sous 60 jours"),
        (Language::Zgh, 1, "ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ ⵢⴰⵏ ⵡⴰⵙⵙ"),
        (Language::Zgh, 10, "ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ 10 ⵏ ⵡⵓⵙⵙⴰⵏ"),
        (Language::Zgh, 60, "ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ 60 ⵏ ⵡⴰⵙⵙ"),
        (Language::En, 1, "An answer within 1 day"),
        (Language::Es, 60, "Una respuesta en 60 días"),
    ] {
        let days = [("days", i64::from(days).into())];
        assert_eq!(Words::builtin(language).text("form-promise-deadline", &days), sentence);
    }
    assert_eq!(fr.field_error("/subject", FieldErrorCode::Required), "Écrivez l’objet de votre message.");
    assert_eq!(fr.field_error("/complainant/address", FieldErrorCode::Required), "Remplissez ce champ.");
    assert_eq!(
        fr.field_error("/body", FieldErrorCode::TooLong { limit: 10_000 }),
        "Pas plus de 10\u{202f}000 caractères."
    );
    assert_eq!(fr.text("no-such-key", &[]), "no-such-key");
}
