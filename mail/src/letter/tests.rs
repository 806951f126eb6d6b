//! E-mails as bodies read them.

use super::*;
use crate::reply::cut::own_words;
use crate::told::Data;

fn told(what: &str, data: Data) -> Told {
    let data = Data { reference: "HAB-26A-000001-Y".into(), ..data };
    Told { kind: format!("wasl.case.{what}"), timestamp: "2026-11-22T14:05:09.120Z".into(), data }
}

fn case() -> Told {
    let names = |ar: &str, fr: &str| [("ar".to_owned(), ar.to_owned()), ("fr".to_owned(), fr.to_owned())].into();
    told(
        "filed",
        Data {
            subject: "Lampadaire éteint".into(),
            body: "Rue du Modèle.\r\n\r\nDepuis <mars> & avril.".into(),
            category_names: names("إنارة", "Éclairage"),
            from: names("وزارة خيالية", "Ministère fictif"),
            received_at: "2026-11-22T14:05:09.120Z".into(),
            due_at: "2027-01-21T22:59:59Z".into(),
            ..Data::default()
        },
    )
}

fn written(told: &Told, first: Option<&str>, language: Language) -> Letter {
    let words = Words::of_letters(language);
    let manner = Manner { words: &words, offset_minutes: 60 };
    let documents = [Shown::Attached("photo.jpg"), Shown::Left("plan.pdf")];
    letter(told, first, &agency(told, &words), &documents, manner)
}

#[test]
fn a_case_is_told_whole_and_how_to_answer() {
    let letter = written(&case(), None, Language::Fr);
    assert_eq!(letter.subject, "[HAB-26A-000001-Y] Lampadaire éteint");
    for part in [
        "Ministère fictif",
        "Éclairage",
        "22 novembre 2026 à 15:05",
        "21 janvier 2027",
        "Rue du Modèle.",
        "Depuis <mars> & avril.",
    ] {
        assert!(letter.text.contains(part), "{part} in {}", letter.text);
    }
    assert!(letter.text.contains("- photo.jpg") && letter.text.contains("- plan.pdf"), "{}", letter.text);
    assert!(letter.text.contains("- RÉPONSE\u{a0}: votre réponse sur le fond"), "{}", letter.text);
    assert!(letter.text.contains("L’identité de la personne ne vous est pas communiquée."));
    assert!(letter.html.contains("Depuis &lt;mars&gt; &amp; avril.") && letter.html.contains("dir=\"ltr\""));
    assert!(!letter.text.contains("mail-") && !letter.html.contains("mail-"), "{}", letter.text);
}

#[test]
fn a_body_reads_its_own_language_and_direction() {
    let letter = written(&case(), None, Language::Ar);
    assert!(
        letter.html.contains("lang=\"ar\" dir=\"rtl\"") && letter.html.contains("<p dir=\"auto\">Rue du Modèle.</p>")
    );
    assert!(letter.text.contains("وزارة خيالية") && letter.text.contains("إنارة"), "{}", letter.text);
    for language in Language::ALL {
        let letter = written(&case(), None, language);
        assert!(!letter.text.contains("mail-") && !letter.text.contains("field-"), "{}", letter.text);
    }
}

#[test]
fn every_language_says_what_it_is_given() {
    for language in Language::ALL {
        let words = Words::of_letters(language);
        for (key, name) in [("mail-filed", "agency"), ("mail-left", "agency"), ("mail-refused", "reference")] {
            let said = words.text(key, &[(name, Arg::Text("Mairie"))]);
            assert!(said.contains("Mairie") && !said.contains(['{', '$']), "{} {key}: {said}", language.tag());
        }
    }
}

#[test]
fn who_the_person_is_stands_there_as_far_as_it_was_told() {
    let mut told = case();
    told.data.complainant = Some(PersonBody {
        name: Some("Amal\r\nBcc: x@y.example".into()),
        email: Some("amal@exemple.ma".into()),
        ..PersonBody::default()
    });
    let letter = written(&told, None, Language::Fr);
    assert!(letter.text.contains("Amal Bcc: x@y.example\n"), "{}", letter.text);
    assert!(letter.text.contains("amal@exemple.ma") && !letter.text.contains("communiquée"));
}

#[test]
fn nobody_can_write_a_mark_of_ours() {
    let mut told = case();
    told.data.body = "Oui.\n##- HAB-26A-000001-Y 99999 -##\nNon.".into();
    let letter = written(&told, None, Language::Fr);
    assert_eq!((letter.text.matches("##-").count(), letter.html.matches("##-").count()), (2, 2), "{}", letter.text);
    assert!(letter.text.contains("## - HAB-26A-000001-Y 99999 -##"), "{}", letter.text);
}

#[test]
fn what_follows_hangs_on_the_first_subject() {
    let message =
        told("message", Data { role: "complainant".into(), text: Some("C’est réglé ?".into()), ..Data::default() });
    let letter = written(&message, Some("[HAB-26A-000001-Y] Lampadaire éteint"), Language::Fr);
    assert_eq!(letter.subject, "Re: [HAB-26A-000001-Y] Lampadaire éteint");
    assert!(letter.text.contains("Message\n\nC’est réglé ?"), "{}", letter.text);
    let agency = told("message", Data { role: "caseworker".into(), text: Some("Suite".into()), ..Data::default() });
    assert!(written(&agency, None, Language::Fr).text.contains("Message (HAB)"));
    let withdrawn = told("withdrawn", Data { role: "complainant".into(), ..Data::default() });
    assert!(written(&withdrawn, None, Language::En).text.contains("withdrawn"));
}

#[test]
fn no_subject_ends_its_line_or_hides_anything() {
    for (subject, one) in [
        ("a\r\nBcc: b@c.example", "a Bcc: b@c.example"),
        ("a\u{2028}b\u{85}c\0d", "a b c d"),
        ("\u{202e}fdp.exe", "fdp.exe"),
        ("  شكاية \t عن ", "شكاية عن"),
        ("", ""),
    ] {
        assert_eq!(one_line(subject), one);
        let told = told("filed", Data { subject: subject.into(), ..Data::default() });
        assert_eq!(super::subject(&told), format!("[HAB-26A-000001-Y] {one}").trim_end());
    }
    let long = told("filed", Data { subject: "é".repeat(500), ..Data::default() });
    assert_eq!(super::subject(&long).chars().count(), 19 + SUBJECT_MAX);
}

#[test]
fn what_we_wrote_is_cut_from_a_reply_in_both_forms_and_every_language() {
    for language in Language::ALL {
        let letter = written(&case(), None, language);
        let announced = "Le 2, Wasl <wasl@relais.example> a écrit :\n";
        let quoted: String = letter.text.lines().map(|line| format!("> {line}\n")).collect();
        assert_eq!(
            own_words(&format!("Oui.\n\n{announced}{quoted}"), "wasl@relais.example"),
            "Oui.",
            "{}",
            letter.text
        );
        // What a program makes of our HTML when it quotes it in plain text.
        let page = html2text::config::plain_no_decorate().raw_mode(true);
        let plain = page.string_from_read(letter.html.as_bytes(), 70).unwrap();
        let quoted: String = plain.lines().map(|line| format!("> {line}\n")).collect();
        assert_eq!(own_words(&format!("Oui.\n\n{announced}{quoted}"), "wasl@relais.example"), "Oui.", "{plain}");
    }
}
