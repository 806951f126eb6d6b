//! Filing: a receipt for every case, once for every key, under the agency's rules as they are at that moment.
#![cfg(test)]

use domain::deadline::{Period, due_at};
use domain::reference::Reference;
use domain::time::UnixMillis;
use integration_tests::assertions::{fields, refused};
use integration_tests::client::Call;
use integration_tests::clock;
use integration_tests::desk::{Citizen, file, filing_call};
use integration_tests::fixtures::{self, ALLOWED_ORIGIN, category, filing, key};
use integration_tests::stack::Alone;
use serde_json::json;
use std::thread;
use wire::exchange::NodeCard;
use wire::problem::ProblemCode;
use wire::signing::NodePublicKey;
use wire::v1::admin::PutAgency;
use wire::v1::agencies::{AgencyList, AgencyView};
use wire::v1::filing::{FileCase, Receipt};

fn keeps_all() -> PutAgency {
    PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") }
}

#[test]
fn a_filing_is_answered_with_a_receipt_that_opens_the_case() {
    let node = Alone::start();
    let receipt = file(&node, "mhab", &filing());
    let reference = Reference::parse(&receipt.reference).unwrap();
    assert_eq!((reference.register().code().as_str(), reference.serial()), ("HAB", 1));
    assert_eq!(receipt.status, "received");
    assert_eq!(receipt.tracking_url, node.url(&format!("/mhab/case?lang=fr&reference={}", receipt.reference)));
    assert_eq!(receipt.receipt_url, node.url(&format!("/v1/cases/{}/receipt", receipt.reference)));
    let case = Citizen::with(&node, &receipt).opens();
    assert_eq!((case.subject, case.received_at, case.due_at), (filing().subject, receipt.received_at, receipt.due_at));
}

#[test]
fn what_was_filed_is_kept_in_normal_form() {
    let node = Alone::start();
    let typed =
        FileCase { subject: "  Permis \t de\nconstruire ".into(), body: "Ligne 1\r\nLigne 2 ".into(), ..filing() };
    let receipt = file(&node, "mhab", &typed);
    let case = node.desk("mhab", "N. Agent").opens(&receipt.reference);
    assert_eq!((case.subject.as_str(), case.body.as_str()), ("Permis de construire", "Ligne 1\nLigne 2"));
    assert_eq!(case.complainant.phone.as_deref(), Some("+212612345678"));
    assert_eq!(case.channel, "api");
}

#[test]
fn a_receipt_is_signed_with_the_key_that_the_node_publishes() {
    let node = Alone::start();
    let receipt = file(&node, "mhab", &filing());
    let card: NodeCard = node.get("/.well-known/wasl.json").send().json(200);
    let published = card.keys.iter().find(|k| k.id == receipt.key_id && k.status == "active").unwrap();
    let key = NodePublicKey::parse(&published.public_key).unwrap();
    assert!(key.verify(receipt.signed_text().as_bytes(), &receipt.signature));
    let forged = Receipt { due_at: "2027-12-31T23:59:59.999Z".into(), ..receipt.clone() };
    assert!(!key.verify(forged.signed_text().as_bytes(), &receipt.signature));
}

#[test]
fn an_answer_is_due_at_the_end_of_the_sixtieth_local_day() {
    let node = Alone::start();
    let before = clock::now();
    let receipt = file(&node, "mhab", &filing());
    let received = UnixMillis::parse_rfc3339(&receipt.received_at).unwrap();
    assert!(received.0 >= before.0 - 1_000 && received.0 <= clock::now().0 + 1_000);
    let agency: AgencyView = node.get("/v1/agencies/mhab").send().json(200);
    let due = due_at(received, Period::Days(60), &agency.zone());
    assert_eq!(receipt.due_at, due.to_rfc3339());
    assert!(due.0 >= received.plus_days(60).0);
}

#[test]
fn serials_count_up_from_one_in_each_agency() {
    let node = Alone::start();
    let serial = |agency: &str| Reference::parse(&file(&node, agency, &filing()).reference).unwrap().serial();
    assert_eq!([serial("mhab"), serial("mhab"), serial("tizi"), serial("mhab"), serial("tizi")], [1, 2, 1, 3, 2]);
}

#[test]
fn the_same_key_and_filing_give_the_same_receipt_to_the_letter() {
    let node = Alone::start();
    let key = key();
    let first = filing_call(&node, "mhab", &key).json(&filing()).send();
    let again = filing_call(&node, "mhab", &key).json(&filing()).send();
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text(), again.text());
    assert_eq!(node.desk("mhab", "N. Agent").all().len(), 1);
}

#[test]
fn a_receipt_is_the_same_again_after_the_case_has_moved_on() {
    let node = Alone::start();
    let key = key();
    let first = filing_call(&node, "mhab", &key).json(&filing()).send();
    let receipt: Receipt = first.json(201);
    let citizen = Citizen::with(&node, &receipt);
    citizen.acts(&json!({ "action": "withdraw" }));
    assert_eq!(filing_call(&node, "mhab", &key).json(&filing()).send().text(), first.text());
    assert_eq!(citizen.call("GET", "/receipt").send().text(), first.text());
}

#[test]
fn eight_threads_with_one_key_open_one_case() {
    let node = Alone::start();
    let call = filing_call(&node, "mhab", &key()).json(&filing());
    let race = || {
        thread::scope(|s| {
            let threads: Vec<_> = (0..8).map(|_| s.spawn(|| call.send())).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect::<Vec<_>>()
        })
    };
    let answers = race();
    assert!(answers.iter().all(|a| a.status == 201 && a.body == answers[0].body));
    assert_eq!(node.desk("mhab", "N. Agent").all().len(), 1);
}

#[test]
fn one_key_at_two_agencies_opens_two_cases() {
    let node = Alone::start();
    let key = key();
    let receipt = |agency: &str| filing_call(&node, agency, &key).json(&filing()).send().json::<Receipt>(201);
    let (first, second) = (receipt("mhab"), receipt("tizi"));
    assert!(first.reference.starts_with("HAB-") && second.reference.starts_with("TIZ-"));
    assert_ne!(first.access_code, second.access_code);
}

#[test]
fn a_key_that_was_used_for_another_filing_is_refused() {
    let node = Alone::start();
    let key = key();
    filing_call(&node, "mhab", &key).json(&filing()).send().expect(201);
    let other = FileCase { subject: "Autre sujet".into(), ..filing() };
    refused(&filing_call(&node, "mhab", &key).json(&other), ProblemCode::IdempotencyKeyReused);
    assert_eq!(node.desk("mhab", "N. Agent").all().len(), 1);
}

#[test]
fn a_filing_without_a_usable_key_is_refused() {
    let node = Alone::start();
    let call = || node.post("/v1/agencies/mhab/cases").json(&filing());
    refused(&call(), ProblemCode::IdempotencyKeyNeeded);
    for key in ["short", "with a space", &"x".repeat(129)] {
        refused(&call().key(key), ProblemCode::IdempotencyKeyNeeded);
    }
}

#[test]
fn a_new_category_is_taken_from_the_next_filing_on() {
    let node = Alone::start();
    let about_parks = FileCase { category: "parks".into(), ..filing() };
    let call = filing_call(&node, "mhab", &key()).json(&about_parks);
    let problem = refused(&call, ProblemCode::InvalidFields);
    assert_eq!(fields(&problem), [("/category", "unknown-value")]);
    let mut agency = keeps_all();
    agency.categories.push(category("parks"));
    node.put_agency("mhab", &agency);
    call.send().expect(201);
}

#[test]
fn a_category_that_was_taken_away_is_refused_from_the_next_filing_on() {
    let node = Alone::start();
    file(&node, "mhab", &filing());
    let mut agency = keeps_all();
    agency.categories.retain(|c| c.id != fixtures::CATEGORY);
    node.put_agency("mhab", &agency);
    let problem = refused(&filing_call(&node, "mhab", &key()).json(&filing()), ProblemCode::InvalidFields);
    assert_eq!(fields(&problem), [("/category", "unknown-value")]);
}

#[test]
fn an_origin_may_file_as_long_as_it_is_allowed() {
    let node = Alone::start();
    let call = || filing_call(&node, "mhab", &key()).json(&filing()).header("origin", ALLOWED_ORIGIN);
    call().send().expect(201);
    node.put_agency("mhab", &PutAgency { allowed_origins: Vec::new(), ..keeps_all() });
    refused(&call(), ProblemCode::OriginNotAllowed);
    node.put_agency("mhab", &keeps_all());
    call().send().expect(201);
}

#[test]
fn a_new_deadline_counts_for_the_next_case_and_not_for_those_before() {
    let node = Alone::start();
    let early = file(&node, "mhab", &filing());
    node.put_agency("mhab", &PutAgency { answer_within_days: 5, ..keeps_all() });
    let late = file(&node, "mhab", &filing());
    assert!(late.due_at < early.due_at);
    assert_eq!(Citizen::with(&node, &early).opens().due_at, early.due_at);
}

#[test]
fn a_new_volume_begins_a_new_register_and_the_old_one_stays_open() {
    let node = Alone::start();
    let first = file(&node, "mhab", &filing());
    node.put_agency("mhab", &PutAgency { volume: "B".into(), ..keeps_all() });
    let second = file(&node, "mhab", &filing());
    let reference = Reference::parse(&second.reference).unwrap();
    assert_eq!((reference.register().to_string().ends_with('B'), reference.serial()), (true, 1));
    assert_eq!(Citizen::with(&node, &first).opens().status, "received");
    let listed: Vec<_> = node.desk("mhab", "N. Agent").all().into_iter().map(|c| c.reference).collect();
    assert_eq!(listed, [second.reference, first.reference]);
}

#[test]
fn agencies_are_described_without_what_is_not_public() {
    let node = Alone::start();
    let list: AgencyList = node.get("/v1/agencies").send().json(200);
    assert_eq!(list.agencies.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["mhab", "tizi"]);
    let answer = node.get("/v1/agencies/mhab").send();
    let view: AgencyView = answer.json(200);
    assert_eq!(view, list.agencies[0]);
    assert_eq!((view.limits.subject, view.limits.body), (200, 10_000));
    for hidden in ["allowed_origins", "routes", "HAB", "exemple.ma"] {
        assert!(!answer.text().contains(hidden), "{hidden}");
    }
}

#[test]
fn a_filing_is_answered_only_once_it_can_be_found_by_everybody() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    thread::scope(|s| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                s.spawn(|| {
                    for _ in 0..10 {
                        let citizen = node.citizen();
                        assert_eq!(citizen.opens().status, "received");
                        assert_eq!(desk.opens(&citizen.reference).reference, citizen.reference);
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
    });
    let serials: Vec<_> = desk.all().iter().map(|c| Reference::parse(&c.reference).unwrap().serial()).collect();
    assert_eq!(serials, (1..=40).rev().collect::<Vec<_>>());
}

#[test]
fn logs_never_carry_what_was_written_or_who_wrote_it() {
    let node = Alone::start();
    let citizen = node.citizen();
    citizen.writes("Un message confidentiel.");
    citizen.opens();
    let wrong = Call::new("GET", node.url(&format!("/v1/cases/{}", citizen.reference))).bearer("0000-0000-0000-0000");
    wrong.send().expect(404);
    let log = node.lines().join("\n");
    assert!(log.contains("\"route\":\"filing\""), "{log}");
    let person = filing().complainant;
    let secrets = [
        person.name.unwrap(),
        person.email.unwrap(),
        "confidentiel".into(),
        "Permis".into(),
        citizen.code,
        citizen.reference,
        "612345678".into(),
    ];
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
}
