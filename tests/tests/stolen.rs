//! A stolen data folder: whoever has every file of it, and no secret, reads nothing that a person wrote.
//!
//! Markers stand in every field that a complainant or a caseworker can fill in, on two real nodes; then every file of
//! both data folders is searched for them, while the nodes run (the journal is full) and after they have ended.
#![cfg(test)]

use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::disk;
use integration_tests::fixtures::{agency, filing, names, random_hex};
use integration_tests::place::Folder;
use integration_tests::stack::Pair;
use integration_tests::upload::{Upload, pdf};
use serde_json::json;
use std::cell::RefCell;
use std::fs;
use std::time::Duration;
use wire::v1::filing::{FileCase, PersonBody};

const SOON: Duration = Duration::from_secs(30);

/// Texts that stand nowhere by chance, and what each was written into.
#[derive(Default)]
struct Markers(RefCell<Vec<(String, String)>>);

impl Markers {
    /// A fresh text for a field.
    fn of(&self, field: &str) -> String {
        let text = format!("zq{}", random_hex(14));
        self.is(field, &text);
        text
    }

    /// So many random figures for a field, after what has to stand before them.
    fn figures(&self, field: &str, before: &str, count: usize) -> String {
        let figures: String = random_hex(64).chars().filter(char::is_ascii_digit).take(count).collect();
        assert_eq!(figures.len(), count);
        let text = format!("{before}{figures}");
        self.is(field, &text);
        text
    }

    fn is(&self, field: &str, text: &str) {
        self.0.borrow_mut().push((field.to_owned(), text.to_owned()));
    }

    /// The fields of these markers that stand somewhere in a folder, with the file.
    fn found(&self, folder: &std::path::Path) -> Vec<String> {
        let markers = self.0.borrow();
        let texts: Vec<&str> = markers.iter().map(|(_, text)| text.as_str()).collect();
        let field = |text: &str| markers.iter().find(|(_, t)| t == text).map_or("", |(field, _)| field.as_str());
        let found = disk::found(folder, &texts);
        found.into_iter().map(|(text, file)| format!("{} in {}", field(text), file.display())).collect()
    }
}

fn person(markers: &Markers, who: &str) -> PersonBody {
    let field = |name: &str| format!("{who}'s {name}");
    PersonBody {
        kind: Some("group".into()),
        nature: Some(markers.of(&field("nature"))),
        name: Some(markers.of(&field("name"))),
        email: Some(format!("{}@exemple.ma", markers.of(&field("e-mail")))),
        phone: Some(format!("0{}", markers.figures(&field("telephone"), "6", 8))),
        national_id: Some(markers.figures(&field("identity number"), "QZ", 7)),
        address: Some(markers.of(&field("address"))),
        country: None,
    }
}

/// A document with a marker in its bytes and in its name.
fn document(pair: &Pair, markers: &Markers, what: &str) -> String {
    let mut bytes = pdf(300_000);
    bytes.extend(markers.of(&format!("{what}'s bytes")).into_bytes());
    bytes.extend(pdf(1_000));
    Upload::whole(&pair.agencies, "mhab", &format!("{}.pdf", markers.of(&format!("{what}'s name"))), &bytes)
}

fn filed(pair: &Pair, markers: &Markers) -> Citizen {
    let filing = FileCase {
        subject: markers.of("subject"),
        body: markers.of("body"),
        complainant: person(markers, "complainant"),
        representative: Some(person(markers, "representative")),
        prior_steps: Some(markers.of("prior steps")),
        before_court: Some(false),
        documents: vec![document(pair, markers, "document")],
        page: Some(format!("https://www.exemple.ma/{}", markers.of("page"))),
        ..filing()
    };
    pair.citizen(&filing)
}

/// A case that stays with the agency: everything that both sides can write.
fn stays(pair: &Pair, markers: &Markers) -> Citizen {
    let citizen = filed(pair, markers);
    let desk = pair.agencies.desk("mhab", &markers.of("caseworker's name"));
    desk.says(&citizen.reference, "note", &markers.of("note"));
    let question = desk.says(&citizen.reference, "ask", &markers.of("question")).event.id;
    citizen.answers(&question, &markers.of("answer to a question"));
    let attached = document(pair, markers, "message's document");
    let message = json!({ "text": markers.of("complainant's message"), "documents": [attached] });
    citizen.message(&message).send().expect(201);
    desk.says(&citizen.reference, "message", &markers.of("caseworker's message"));
    desk.says(&citizen.reference, "answer", &markers.of("answer"));
    citizen.acts(&json!({ "action": "reopen", "reason": markers.of("reason to reopen") }));
    let close = json!({ "action": "close", "outcome": "upheld", "text": markers.of("text of the end") });
    desk.acts(&citizen.reference, &close);
    citizen.acts(&json!({ "action": "rate", "rating": 2, "reason": markers.of("rating's text") }));
    citizen
}

/// A case that goes to the Mediator and is ended there.
fn goes(pair: &Pair, markers: &Markers) -> Citizen {
    let citizen = filed(pair, markers);
    let escalate =
        json!({ "action": "escalate", "prior_steps": markers.of("escalation's text"), "before_court": false });
    citizen.acts(&escalate);
    let mediator = pair.mediator.desk("mediator", &markers.of("the Mediator's caseworker's name"));
    let there = until("the case at the Mediator's", SOON, || mediator.all().first().map(|row| row.reference.clone()));
    mediator.says(&there, "note", &markers.of("the Mediator's note"));
    mediator.says(&there, "answer", &markers.of("the Mediator's answer"));
    pair.settles();
    citizen
}

/// What both sides write in a deliberation.
fn deliberated(pair: &Pair, markers: &Markers, case: &Citizen) {
    let desk = pair.agencies.desk("mhab", &markers.of("caseworker's name"));
    let attached = document(pair, markers, "deliberation's document");
    let body = json!({
        "peer": "mediator", "subject": markers.of("deliberation's subject"), "text": markers.of("deliberation's text"),
        "cases": [case.reference], "documents": [attached],
    });
    desk.deliberation(&body).send().expect(201);
    let mediator = pair.mediator.desk("mediator", &markers.of("the Mediator's caseworker's name"));
    let first = || mediator.deliberations("").deliberations.first().map(|row| row.reference.clone());
    let there = until("the deliberation at the Mediator's", SOON, first);
    mediator.deliberates(&there, "message", &markers.of("deliberation's answer"));
    mediator.deliberates(&there, "conclude", &markers.of("deliberation's conclusion"));
    pair.settles();
    let arrived = || mediator.reads_deliberation(&there).documents.pop().filter(|d| d.scan != "on_its_way");
    until("its document", SOON, arrived);
}

fn withdrawn(pair: &Pair, markers: &Markers) {
    let citizen = filed(pair, markers);
    citizen.acts(&json!({ "action": "withdraw", "reason": markers.of("reason to withdraw") }));
}

#[test]
fn whoever_has_the_data_folder_reads_nothing_that_people_wrote() {
    let (mut pair, markers, clear) = (Pair::start(), Markers::default(), Markers::default());
    // What stays in clear, so that it is known that the search finds what is there.
    let agency_name = clear.of("agency's name");
    let body = wire::v1::admin::PutAgency { names: names("إدارة", &agency_name), ..agency("HAB") };
    pair.agencies.put_agency("mhab", &body);

    let (stays, goes) = (stays(&pair, &markers), goes(&pair, &markers));
    withdrawn(&pair, &markers);
    deliberated(&pair, &markers, &stays);
    // Everything is there for those who may read it.
    let subjects = [stays.opens().subject, goes.opens().subject];
    let known = |text: &String| markers.0.borrow().iter().any(|(field, t)| field == "subject" && t == text);
    assert!(subjects.iter().all(known));
    assert!(markers.0.borrow().len() > 60);

    let register = |folder: &std::path::Path| {
        let named = |part: &str| disk::files(folder).into_iter().filter(|f| f.to_string_lossy().contains(part)).count();
        (named("wasl-register"), named("-wal"))
    };
    for ended in [false, true] {
        if ended {
            pair.agencies.stop();
            pair.mediator.stop();
        }
        for node in [&pair.agencies, &pair.mediator] {
            let folder = node.data();
            assert!(register(&folder).0 > 0 && (ended || register(&folder).1 > 0), "{:?}", disk::files(&folder));
            let found: Vec<String> = markers.found(&folder).into_iter().filter(|f| !of_staff(f)).collect();
            assert!(found.is_empty(), "{} in clear, ended: {ended}:\n{}", found.len(), found.join("\n"));
        }
        assert!(!clear.found(&pair.agencies.data()).is_empty(), "the search finds nothing at all");
    }
    pair.agencies.run();
    pair.mediator.run();
    assert_eq!(stays.opens().subject, subjects[0]);
}

/// The directory knows whom it gave a token: names of staff stand there, and nowhere else.
fn of_staff(found: &str) -> bool {
    found.contains("caseworker's name") && found.contains("wasl-directory")
}

#[test]
fn a_text_is_found_in_any_form_and_in_any_file() {
    let folder = Folder::fresh();
    let utf16: Vec<u8> = "Aïcha".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("data/a"), [b"xx", &utf16[..], b"yy"].concat()).unwrap();
    fs::write(folder.path().join("b"), "…Salma…").unwrap();
    let found = disk::found(folder.path(), &["Aïcha", "Salma", "Omar"]);
    let mut found: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
    found.sort_unstable();
    assert_eq!(found, ["Aïcha", "Salma"]);
}
