//! The rules of a valid filing, as tables and properties.

use super::*;
use crate::agency::tests::agency;
use proptest::prelude::*;

fn draft() -> Draft {
    Draft {
        kind: "complaint".into(),
        category: "delay".into(),
        subject: "  No answer \n since May ".into(),
        body: "I wrote twice.\r\nNobody answered.".into(),
        language: "fr-MA".into(),
        complainant: DraftPerson {
            name: "Amal Exemple".into(),
            email: "amal@example.ma".into(),
            phone: "0612345678".into(),
            ..Default::default()
        },
        consent: true,
        channel: "widget".into(),
        ..Default::default()
    }
}

fn errors_of(change: impl FnOnce(&mut Draft)) -> Vec<(String, &'static str)> {
    let mut typed = draft();
    change(&mut typed);
    let errors = validate(&typed, &agency()).err().unwrap_or_default();
    errors.into_iter().map(|e| (e.field, e.code.name())).collect()
}

#[test]
fn a_valid_draft_becomes_a_filing_in_normal_form() {
    let filing = validate(&draft(), &agency()).unwrap();
    assert_eq!(filing.subject, "No answer since May");
    assert_eq!(filing.body, "I wrote twice.\nNobody answered.");
    assert_eq!(filing.language, Language::Fr);
    assert_eq!(filing.complainant.phone.as_deref(), Some("+212612345678"));
    assert_eq!(filing.channel, Channel::Widget);
}

#[test]
fn an_empty_draft_names_every_missing_field_in_the_order_of_the_form() {
    let errors = validate(&Draft::default(), &agency()).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code.name())).collect();
    assert_eq!(
        fields,
        [
            ("/kind", "required"),
            ("/category", "required"),
            ("/subject", "required"),
            ("/body", "required"),
            ("/language", "required"),
            ("/consent", "must-declare"),
        ]
    );
}

#[test]
fn each_field_has_its_own_rule() {
    let one = |field: &str, code: &'static str| vec![(field.to_owned(), code)];
    assert_eq!(errors_of(|d| d.kind = "ticket".into()), one("/kind", "unknown-value"));
    assert_eq!(errors_of(|d| d.category = "none".into()), one("/category", "unknown-value"));
    assert_eq!(
        errors_of(|d| {
            d.kind = "suggestion".into();
            d.category = "corruption".into()
        }),
        one("/category", "unknown-value")
    );
    assert_eq!(errors_of(|d| d.subject = "é".repeat(201)), one("/subject", "too-long"));
    assert_eq!(errors_of(|d| d.subject = "é".repeat(200)), []);
    assert_eq!(errors_of(|d| d.body = "ك".repeat(10_001)), one("/body", "too-long"));
    assert_eq!(errors_of(|d| d.body = "a\u{0}b".into()), one("/body", "invalid-text"));
    assert_eq!(errors_of(|d| d.body = " \n ".into()), one("/body", "required"));
    assert_eq!(errors_of(|d| d.complainant.name = String::new()), one("/complainant/name", "required"));
    assert_eq!(errors_of(|d| d.complainant.email = "amal".into()), one("/complainant/email", "invalid-email"));
    assert_eq!(errors_of(|d| d.complainant.phone = "12".into()), one("/complainant/phone", "invalid-phone"));
    assert_eq!(
        errors_of(|d| d.complainant.national_id = "12".into()),
        one("/complainant/national_id", "invalid-national-id")
    );
    assert_eq!(errors_of(|d| d.complainant.country = "MAR".into()), one("/complainant/country", "invalid-country"));
    assert_eq!(errors_of(|d| d.consent = false), one("/consent", "must-declare"));
    assert_eq!(errors_of(|d| d.channel = "fax".into()), one("/channel", "unknown-value"));
    assert_eq!(errors_of(|d| d.documents = vec![String::new(); 11]), one("/documents", "too-many"));
    assert_eq!(errors_of(|d| d.representative = Some(DraftPerson::default())), one("/representative/name", "required"));
}

#[test]
fn an_observation_needs_no_name() {
    assert_eq!(
        errors_of(|d| {
            d.kind = "observation".into();
            d.complainant = DraftPerson::default()
        }),
        []
    );
}

#[test]
fn a_filing_checked_elsewhere_is_held_to_the_same_limits() {
    let good = validate(&draft(), &agency()).unwrap();
    assert!(good.keeps_limits());
    let breaks = |change: fn(&mut Filing)| {
        let mut filing = good.clone();
        change(&mut filing);
        !filing.keeps_limits()
    };
    assert!(breaks(|f| f.subject = "x".repeat(201)));
    assert!(breaks(|f| f.subject = String::new()));
    assert!(breaks(|f| f.body = "x".repeat(10_001)));
    assert!(breaks(|f| f.body = "a\u{0}".into()));
    assert!(breaks(|f| f.complainant.name = Some("x".repeat(201))));
    assert!(breaks(|f| f.prior_steps = Some("x".repeat(2_001))));
    assert!(breaks(|f| f.documents = vec![String::new(); 11]));
}

proptest! {
    #[test]
    fn any_typed_text_is_answered_without_a_panic(subject in ".*", body in ".*", name in ".*", email in ".*", phone in ".*") {
        let mut typed = draft();
        typed.subject = subject;
        typed.body = body;
        typed.complainant = DraftPerson { name, email, phone, ..Default::default() };
        let _ = validate(&typed, &agency());
    }

    #[test]
    fn a_filing_is_its_own_normal_form(subject in "\\PC{1,100}", body in "\\PC{1,400}") {
        let mut typed = draft();
        typed.subject = subject;
        typed.body = body;
        if let Ok(first) = validate(&typed, &agency()) {
            typed.subject.clone_from(&first.subject);
            typed.body.clone_from(&first.body);
            prop_assert_eq!(validate(&typed, &agency()), Ok(first));
        }
    }
}

fn spoken(kind: &str, category: &str) -> Draft {
    Draft {
        kind: kind.into(),
        category: category.into(),
        subject: String::new(),
        body: String::new(),
        complainant: DraftPerson::default(),
        documents: vec!["d1".into()],
        voice: "d1".into(),
        ..draft()
    }
}

#[test]
fn a_spoken_message_needs_no_written_word() {
    let filing = validate(&spoken("", ""), &agency()).unwrap();
    assert_eq!((filing.kind, filing.subject.as_str(), filing.body.as_str()), (Kind::Observation, "", ""));
    // The last one that is offered for the kind.
    assert_eq!(Some(&filing.category), open_category(&agency(), Kind::Observation).as_ref());
    assert!(agency().category(filing.category.as_str(), Kind::Observation).is_some());
    assert_eq!(filing.voice.as_deref(), Some("d1"));
    assert_eq!(validate(&spoken("complaint", "delay"), &agency()).unwrap().kind, Kind::Complaint);
}

#[test]
fn a_spoken_message_is_one_of_the_filings_documents_and_still_needs_consent() {
    let errors = |typed: &Draft| {
        let errors = validate(typed, &agency()).err().unwrap_or_default();
        errors.into_iter().map(|e| (e.field, e.code.name())).collect::<Vec<_>>()
    };
    let stranger = Draft { voice: "d2".into(), ..draft() };
    assert_eq!(errors(&stranger), [("/voice".to_owned(), "unknown-document")]);
    let without = Draft { consent: false, ..spoken("", "") };
    assert_eq!(errors(&without), [("/consent".to_owned(), "must-declare")]);
    let written = Draft { subject: "A title".into(), ..spoken("suggestion", "") };
    assert_eq!(validate(&written, &agency()).unwrap().subject, "A title");
}

#[test]
fn a_company_or_a_group_says_who_it_is_through_a_representative() {
    let of = |kind: &str| {
        let complainant = DraftPerson {
            kind: kind.into(),
            name: "Coopérative Exemple".into(),
            nature: "  huile  d'argan ".into(),
            ..DraftPerson::default()
        };
        let representative = Some(DraftPerson { name: "Omar Exemple".into(), ..DraftPerson::default() });
        validate(&Draft { complainant, representative, ..draft() }, &agency())
    };
    let filing = of("company").unwrap();
    assert_eq!(filing.complainant.kind, PersonKind::Company);
    assert_eq!(filing.complainant.nature.as_deref(), Some("huile d'argan"));
    assert_eq!(of("group").unwrap().complainant.kind, PersonKind::Group);
    assert_eq!(of("ministry").unwrap_err()[0].field, "/complainant/kind");
    let alone = errors_of(|d| d.complainant.kind = "company".into());
    assert_eq!(alone, [("/representative/name".to_owned(), "required")]);
}

#[test]
fn what_turns_the_reading_direction_or_cannot_be_seen_is_no_text_of_a_line() {
    let line = |typed: &str| Errors::default().line("/name", typed, 100);
    assert_eq!(line("Am\u{202e}la\u{202c} \u{2066}Exemple\u{2069}").as_deref(), Some("Amla Exemple"));
    assert_eq!(line("Amal\u{200b}\u{feff} Exemple").as_deref(), Some("Amal Exemple"));
    // What Persian and Arabic need to be written well stays.
    assert_eq!(line("می\u{200c}خواهم\u{200f}").as_deref(), Some("می\u{200c}خواهم\u{200f}"));
    for blank in ["\u{200b}", "\u{200d}\u{200c}", "\u{3164}", "\u{2800} \u{2800}", "\u{202e}"] {
        assert_eq!(line(blank), None, "{blank:?}");
    }
    let text = Errors::default().text("/body", "a\u{202d}b\n\u{2067}c", 100);
    assert_eq!(text.as_deref(), Some("a\u{202d}b\n\u{2067}c"));
}
