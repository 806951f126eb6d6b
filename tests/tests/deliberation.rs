//! Deliberations between two real nodes: opened, answered, linked, concluded, the same at both ends; and nothing of a
//! linked case over the wire.
//!
//! Longer than usual: what two nodes do, what a third party may not, and what each field says.
#![cfg(test)]

use integration_tests::assertions::{fields, kinds, refused};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, Desk};
use integration_tests::fixtures::{self, filing, key, routed};
use integration_tests::node::Node;
use integration_tests::operator::wasl;
use integration_tests::place::Folder;
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::{Sender, opened};
use integration_tests::stack::{Alone, Pair};
use integration_tests::tap::Tap;
use integration_tests::upload::{Upload, pdf};
use serde_json::{Value, json};
use std::time::Duration;
use wire::exchange::{CloudEvent, EventData, Taken};
use wire::problem::ProblemCode as Code;
use wire::v1::deliberation::{DeliberationDone, DeliberationView};
use wire::v1::filing::{FileCase, PersonBody};

const SOON: Duration = Duration::from_secs(30);
const SUBJECT: &str = "Pensions en attente du décret";

/// Two nodes, and a tap each way: what the agencies' node says to the Mediator's, and the other way round.
fn tapped() -> (Pair, Tap, Tap) {
    let pair = Pair::apart();
    let (forth, back) = (Tap::before(&pair.mediator.base_url()), Tap::before(&pair.agencies.base_url()));
    pair.introduce(&forth.url());
    let key = pair.agencies.public_key();
    pair.mediator.put_peer("agencies", &fixtures::peer("agencies", &back.url(), "mhab", &key));
    (pair, forth, back)
}

/// A case whose every word can be looked for.
fn planted(n: u32, category: &str) -> FileCase {
    FileCase {
        category: category.into(),
        subject: format!("Zqsujet{n}"),
        body: format!("Zqcorps{n}, rien depuis mars."),
        complainant: PersonBody {
            name: Some(format!("Zqnom{n} Zqprenom{n}")),
            email: Some(format!("zqmail{n}@exemple.ma")),
            phone: Some(format!("06123456{n}{n}")),
            national_id: Some(format!("QZ77001{n}")),
            address: Some(format!("Zqrue{n}")),
            ..PersonBody::default()
        },
        ..filing()
    }
}

/// What stands in a text of the two planted cases, or of the caseworker.
fn planted_in(text: &str) -> Vec<String> {
    let person =
        |n: u32| ["Zqsujet", "Zqcorps", "Zqnom", "Zqprenom", "zqmail", "Zqrue"].map(|word| format!("{word}{n}"));
    let mut never: Vec<String> = [1, 2].into_iter().flat_map(person).collect();
    never.extend(["QZ770011", "QZ770012", "612345611", "612345622", "Zqagente"].map(str::to_owned));
    never.retain(|word| text.contains(word.as_str()));
    never
}

/// The first deliberation of a desk, once it is there.
fn there(desk: &Desk) -> String {
    let first = || desk.deliberations("").deliberations.first().map(|row| row.reference.clone());
    until("the deliberation", SOON, first)
}

/// Its entries: what kind, and whether it came from the other side.
fn said(view: &DeliberationView) -> Vec<(&str, bool)> {
    view.timeline.iter().map(|e| (e.kind.as_str(), e.actor.body.is_some())).collect()
}

/// Its document at this place, once it can be had.
fn fetched(desk: &Desk, reference: &str, place: usize) -> Vec<u8> {
    let here = || desk.reads_deliberation(reference).documents.into_iter().nth(place).filter(|d| d.scan == "unscanned");
    let document = until("the document", SOON, here);
    let answer = desk.call("GET", &format!("/deliberations/{reference}/documents/{}", document.id)).send();
    answer.expect(200);
    answer.body
}

/// The staff's view of a case says that a deliberation concerned it; who filed hears nothing.
fn kept_here(desk: &Desk, own: &Citizen, here: &str) {
    let noted = desk.opens(&own.reference).timeline;
    let of_deliberation: Vec<_> =
        noted.iter().filter(|e| e.to.as_deref() == Some(here)).map(|e| e.kind.as_str()).collect();
    assert_eq!(of_deliberation, ["deliberation_linked", "deliberation_unlinked"]);
    assert_eq!(kinds(&own.opens()), ["filed"]);
    assert!(!own.call("GET", "/export").send().expect(200).text().contains(here));
}

#[test]
fn two_bodies_deliberate_and_no_word_of_a_linked_case_goes_over() {
    let (pair, forth, back) = tapped();
    // The first has come to the Mediator; nobody but the agency knows of the second.
    let shared = pair.citizen(&planted(1, fixtures::ROUTED));
    let own = pair.citizen(&planted(2, fixtures::CATEGORY));
    let (desk, mediator) = (pair.agencies.desk("mhab", "Zqagente"), pair.mediator.desk("mediator", "M. Agent"));
    let case = until("the case", SOON, || mediator.all().first().map(|row| row.reference.clone()));
    pair.settles();
    let before = forth.forth().len();

    let (circular, decree) = (pdf(300_000), pdf(200_000));
    let attached = Upload::whole(&pair.agencies, "mhab", "circulaire.pdf", &circular);
    let body = json!({
        "peer": "mediator", "subject": SUBJECT, "text": "Deux dossiers attendent le même décret.",
        "cases": [shared.reference, own.reference], "documents": [attached],
    });
    let done: DeliberationDone = desk.deliberation(&body).send().json(201);
    assert_eq!((done.status.as_str(), done.event.cases, done.event.references.len()), ("open", Some(2), 2));
    let (here, there) = (done.reference, there(&mediator));
    let view = mediator.reads_deliberation(&there);
    assert_eq!((view.row.subject.as_str(), view.row.cases, view.row.their_cases), (SUBJECT, 0, 2));
    assert_eq!((view.shared.clone(), view.linked.len()), (vec![case.clone()], 0), "what both have, by its name here");
    assert_eq!(view.peer_reference.as_deref(), Some(here.as_str()));
    assert_eq!(view.row.peer_name, "Administration fictive");
    assert!(fetched(&mediator, &there, 0) == circular);

    let reply = Upload::whole(&pair.mediator, "mediator", "decret.pdf", &decree);
    let answer = json!({ "action": "message", "text": "Le décret paraîtra en janvier.", "documents": [reply] });
    mediator.deliberate(&there, &answer).send().expect(201);
    mediator.deliberate(&there, &json!({ "action": "link", "cases": [case] })).send().expect(201);
    desk.deliberate(&here, &json!({ "action": "unlink", "cases": [own.reference] })).send().expect(201);
    pair.settles();
    let conclusion = json!({ "action": "conclude", "text": "Repris d’office.", "recommendation": "accepted" });
    desk.deliberate(&here, &conclusion).send().expect(201);
    pair.settles();
    assert!(fetched(&desk, &here, 1) == decree);

    let (ours, theirs) = (desk.reads_deliberation(&here), mediator.reads_deliberation(&there));
    // What crosses comes in either order.
    let sides = [("concluded", false), ("linked", true), ("message", true), ("opened", false), ("unlinked", false)];
    let mut found = said(&ours);
    found.sort_unstable();
    assert_eq!(found, sides);
    assert_eq!((ours.row.status.as_str(), theirs.row.status.as_str()), ("concluded", "concluded"));
    assert_eq!((ours.row.cases, ours.row.their_cases, theirs.row.cases, theirs.row.their_cases), (1, 1, 1, 1));
    assert_eq!(
        (ours.linked.clone(), ours.shared.clone()),
        (vec![shared.reference.clone()], vec![shared.reference.clone()])
    );
    let concluded = theirs.timeline.iter().find(|e| e.kind == "concluded").unwrap();
    assert_eq!(concluded.recommendation.as_deref(), Some("accepted"));
    assert_eq!(
        (concluded.actor.body.as_deref(), concluded.actor.name.as_deref()),
        (Some("Administration fictive"), None)
    );

    // Nothing of the cases, no reference that the other side does not have, no caseworker.
    let wire = forth.forth().split_off(before);
    let told = ["wasl.deliberation.opened", SUBJECT, &case].map(|word| wire.contains(word));
    assert_eq!((told, planted_in(&wire)), ([true; 3], Vec::new()));
    assert!(![&own, &shared].iter().any(|citizen| wire.contains(&citizen.reference)));
    assert!(back.forth().contains("wasl.deliberation.message") && !back.forth().contains("M. Agent"));

    kept_here(&desk, &own, &here);
    // What was read is on record, by what it is and whose number.
    let supervisor = pair.agencies.supervisor("mhab", "S. Chef");
    let log = supervisor.call("GET", &format!("/cases/{here}/accesses")).send().expect(200).text();
    assert!(log.contains("\"deliberation\"") && log.contains("\"document\"") && !log.contains("décret"), "{log}");
}

#[test]
fn what_is_wrong_is_said_at_its_field_in_the_callers_language() {
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = node.citizen();
    let other = Citizen::files(&node, "tizi", &filing());
    let desk = node.desk("mhab", "N. Agent");
    let good = json!({ "peer": "mediator", "subject": SUBJECT, "text": "Un mot." });
    let with = |changes: &Value| {
        let mut body = good.clone();
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        desk.deliberation(&body)
    };
    let missing = nobodys();
    for (change, expected) in [
        (json!({ "peer": "", "subject": " ", "text": "" }), vec![("/subject", "required"), ("/text", "required")]),
        (json!({ "peer": "nobody" }), vec![("/peer", "unknown-value")]),
        (json!({ "subject": "x".repeat(201) }), vec![("/subject", "too-long")]),
        (json!({ "agency": "NOT ONE" }), vec![("/agency", "unknown-value")]),
        (json!({ "cases": ["x"] }), vec![("/cases/0", "invalid-reference")]),
        (json!({ "cases": [citizen.reference, other.reference] }), vec![("/cases/1", "unknown-value")]),
        (json!({ "cases": [citizen.reference, missing] }), vec![("/cases/1", "unknown-value")]),
        (json!({ "cases": vec![citizen.reference.clone(); 101] }), vec![("/cases", "too-many")]),
        (json!({ "documents": vec!["x"; 11] }), vec![("/documents", "too-many")]),
        (json!({ "documents": ["x"] }), vec![("/documents/0", "unknown-document")]),
        (json!({ "case": "x" }), vec![("/case", "unknown-field")]),
    ] {
        let problem = refused(&with(&change), Code::InvalidFields);
        assert_eq!(fields(&problem), expected, "{change}");
    }
    let reference = with(&json!({ "cases": [citizen.reference] })).send().json::<DeliberationDone>(201).reference;
    let act = |body: Value| desk.deliberate(&reference, &body);
    for (body, expected) in [
        (json!({}), ("/action", "required")),
        (json!({ "action": "close" }), ("/action", "unknown-value")),
        (json!({ "action": "message" }), ("/text", "required")),
        (
            json!({ "action": "conclude", "text": "x", "recommendation": "perhaps" }),
            ("/recommendation", "unknown-value"),
        ),
        (json!({ "action": "link" }), ("/cases", "required")),
        (json!({ "action": "link", "cases": [citizen.reference] }), ("/cases", "unknown-value")),
        (json!({ "action": "unlink", "cases": [missing] }), ("/cases", "unknown-value")),
    ] {
        assert_eq!(fields(&refused(&act(body.clone()), Code::InvalidFields)), [expected], "{body}");
    }
    let not_now = |action: &str, reason: &str| {
        let problem = refused(&act(json!({ "action": action, "text": "x" })), Code::ActionNotPossible);
        assert_eq!(problem.reason.as_deref(), Some(reason));
    };
    not_now("reopen", "not_concluded");
    desk.deliberates(&reference, "conclude", "Fini.");
    not_now("message", "concluded");
    not_now("conclude", "concluded");
}

#[test]
fn a_deliberation_is_no_case_and_of_no_other_agency() {
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let reference = desk.opens_deliberation("mediator", SUBJECT, "Un mot.", &[&citizen.reference]);
    desk.deliberates(&reference, "conclude", "Fini.");
    refused(&desk.call("GET", &format!("/cases/{reference}")), Code::CaseNotFound);
    refused(&desk.call("GET", &format!("/deliberations/{}", citizen.reference)), Code::NotFound);
    refused(&desk.call("GET", "/deliberations?status=closed&limit=0&cursor=x"), Code::InvalidQuery);
    let elsewhere = node.desk("tizi", "T. Agent");
    refused(&elsewhere.call("GET", &format!("/deliberations/{reference}")), Code::NotFound);
    assert!(elsewhere.deliberations("").deliberations.is_empty());
    let page = desk.deliberations("?status=concluded&peer=mediator&limit=1");
    assert_eq!((page.deliberations.len(), page.cursor), (1, None));
    assert!(desk.deliberations("?status=open").deliberations.is_empty());
}

/// A reference of `mhab` that nobody has.
fn nobodys() -> String {
    let register = domain::reference::RegisterName::parse("HAB-26A").unwrap();
    domain::reference::Reference::new(register, 77).unwrap().to_string()
}

#[test]
fn a_text_that_names_somebody_whose_case_is_linked_goes_over_only_if_that_is_confirmed() {
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let open = |text: &str, confirmed: bool| {
        desk.deliberation(&json!({
            "peer": "mediator", "subject": SUBJECT, "text": text, "cases": [citizen.reference], "confirmed": confirmed,
        }))
    };
    for text in ["Madame Amal EXEMPLE attend.", "Écrire à Amal@exemple.ma.", "Appeler le 06.12.34.56.78."] {
        let problem = refused(&open(text, false), Code::InvalidFields);
        assert_eq!(fields(&problem), [("/text", "names-somebody")], "{text}");
        assert!(problem.errors[0].message.contains("dossier est lié"));
    }
    assert!(desk.deliberations("").deliberations.is_empty());
    let reference = open("Une personne attend.", false).send().json::<DeliberationDone>(201).reference;
    let word = json!({ "action": "message", "text": "C’est Amal Exemple." });
    assert_eq!(
        fields(&refused(&desk.deliberate(&reference, &word), Code::InvalidFields)),
        [("/text", "names-somebody")]
    );
    node.settles_within(SOON);
    assert!(portal.seen().iter().all(|seen| !seen.body.contains("Exemple")));
    let confirmed = json!({ "action": "message", "text": "C’est Amal Exemple.", "confirmed": true });
    desk.deliberate(&reference, &confirmed).send().expect(201);
}

#[test]
fn a_peer_that_was_away_or_killed_in_the_middle_has_every_word_once_and_in_order() {
    let mut pair = Pair::start();
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    pair.mediator.kill();
    let here = desk.opens_deliberation("mediator", SUBJECT, "Le premier mot.", &[]);
    for n in 0..5 {
        desk.deliberates(&here, "message", &format!("Mot {n}."));
    }
    assert_eq!(desk.reads_deliberation(&here).deliveries.iter().filter(|d| d.state == "pending").count(), 6);
    pair.mediator.run();
    let there = there(&mediator);
    // In the middle of it: this side goes, then the other one.
    for n in 5..10 {
        desk.deliberates(&here, "message", &format!("Mot {n}."));
        mediator.deliberates(&there, "message", &format!("Réponse {n}."));
        if n == 6 {
            pair.agencies.kill();
            pair.agencies.run();
        }
        if n == 8 {
            pair.mediator.kill();
            pair.mediator.run();
        }
    }
    mediator.deliberates(&there, "conclude", "Fini.");
    pair.settles();
    for (desk, reference) in [(&desk, &here), (&mediator, &there)] {
        let view = desk.reads_deliberation(reference);
        assert_eq!((view.row.status.as_str(), view.timeline.len()), ("concluded", 17));
        let texts = |of: &str| {
            let texts = view.timeline.iter().filter_map(|e| e.text.clone());
            texts.filter(|text| text.starts_with(of)).collect::<Vec<_>>()
        };
        assert_eq!(texts("Mot"), (0..10).map(|n| format!("Mot {n}.")).collect::<Vec<_>>());
        assert_eq!(texts("Réponse"), (5..10).map(|n| format!("Réponse {n}.")).collect::<Vec<_>>());
    }
}

fn agree(node: &Node, peer: &str, body: &Value) {
    node.call_as_operator("PUT", &format!("/v1/admin/peers/{peer}/convention")).json(body).send().expect(200);
}

#[test]
fn a_convention_may_leave_deliberations_out_and_one_that_is_suspended_holds_them() {
    let pair = Pair::start();
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let body = json!({ "peer": "mediator", "subject": SUBJECT, "text": "Un mot." });
    for (convention, reason) in [
        (json!({ "no_deliberation": true }), "not_covered"),
        (json!({ "agencies": ["tizi"] }), "not_covered"),
        (json!({ "suspended": true }), "suspended"),
    ] {
        agree(&pair.agencies, "mediator", &convention);
        let problem = refused(&desk.deliberation(&body), Code::ActionNotPossible);
        assert_eq!(problem.reason.as_deref(), Some(reason), "{convention}");
    }
    // What is agreed on here and suspended there waits, both ways.
    agree(&pair.agencies, "mediator", &json!({ "kinds": ["suggestion"] }));
    agree(&pair.mediator, "agencies", &json!({ "suspended": true }));
    let here = desk.opens_deliberation("mediator", SUBJECT, "Un mot.", &[]);
    let held = || desk.reads_deliberation(&here).deliveries.pop().filter(|d| !d.last_attempts.is_empty());
    assert_eq!(until("an attempt", SOON, held).last_attempts[0].outcome, "suspended");
    assert!(mediator.deliberations("").deliberations.is_empty());
    agree(&pair.mediator, "agencies", &json!({}));
    let there = there(&mediator);
    // What was opened goes on, although none would be opened any more.
    agree(&pair.mediator, "agencies", &json!({ "no_deliberation": true }));
    mediator.deliberates(&there, "message", "Une réponse.");
    desk.deliberates(&here, "message", "Encore un mot.");
    pair.settles();
    assert_eq!(mediator.reads_deliberation(&there).timeline.len(), 3);
    assert_eq!(desk.reads_deliberation(&here).timeline.len(), 3);
}

#[test]
fn an_older_node_refuses_it_and_that_is_seen_where_it_was_opened() {
    let portal = Portal::with(&[Line::SaysWith(400, r#"{"type":"/problems/malformed-body","status":400}"#)]);
    let mut node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    node.expect_error("\"what\":\"dead\"");
    let desk = node.supervisor("mhab", "N. Agent");
    let here = desk.opens_deliberation("mediator", SUBJECT, "Un mot.", &[]);
    let dead = || desk.reads_deliberation(&here).deliveries.pop().filter(|d| d.state == "dead");
    let dead = until("a dead delivery", SOON, dead);
    assert_eq!((dead.kind.as_str(), dead.reason.as_deref()), ("wasl.deliberation.opened", Some("refused")));
    // Once it knows them, it is tried again by hand.
    desk.retry(&dead.id).expect(202);
    let delivered = || desk.reads_deliberation(&here).deliveries.pop().filter(|d| d.state == "delivered");
    until("the delivery", SOON, delivered);
}

/// A node with `mhab`, and the Mediator's that is only a name and a key.
fn with_a_peer() -> (Alone, Sender) {
    let (node, sender) = (Alone::start(), Sender::named("mediator"));
    let key = sender.key.public().to_text();
    node.put_peer("mediator", &fixtures::peer("mediator", "http://127.0.0.1:9", "mediator", &key));
    (node, sender)
}

fn word(number: u32, text: &str, round: u32) -> EventData {
    EventData { number, role: "caseworker".into(), text: Some(text.into()), round, ..EventData::default() }
}

fn takes(sender: &Sender, node: &Alone, event: &CloudEvent) -> (String, bool) {
    let taken = sender.call(node, event).send().json::<Taken>(200).taken.remove(0);
    (taken.reference, taken.repeated)
}

#[test]
fn a_third_party_that_repeats_reorders_or_speaks_for_somebody_else_changes_nothing() {
    let (node, sender) = with_a_peer();
    let desk = node.desk("mhab", "N. Agent");
    let theirs = "MED-26A-000001-6";
    let event = sender.deliberates("MED-26A.1", "opened", None, theirs, opened("mhab", SUBJECT, "Un mot."));
    let (here, repeated) = takes(&sender, &node, &event);
    assert!(!repeated);
    assert_eq!(takes(&sender, &node, &event), (here.clone(), true));
    let tells = |id: &str, step: &str, told: EventData| sender.deliberates(id, step, Some(&here), theirs, told);
    // Conclusion, reopening and a second conclusion; the first conclusion comes last.
    let late = tells("MED-26A.2", "concluded", word(2, "Fini.", 1));
    for (id, step, n, round) in [("MED-26A.3", "reopened", 3, 2), ("MED-26A.4", "message", 4, 2)] {
        takes(&sender, &node, &tells(id, step, word(n, "Suite.", round)));
    }
    takes(&sender, &node, &late);
    let view = desk.reads_deliberation(&here);
    assert_eq!((view.row.status.as_str(), view.timeline.len()), ("open", 4), "a late word moves nothing back");
    assert!(takes(&sender, &node, &late).1);
    // A batch: each once, in order.
    let events = [event, late, tells("MED-26A.5", "concluded", word(5, "Fini.", 2))];
    let taken: Taken = sender.batch(&node, &events).send().json(200);
    assert_eq!(taken.taken.iter().map(|t| t.repeated).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(desk.reads_deliberation(&here).row.status, "concluded");

    // Another peer, another case, another number.
    let other = Sender::named("region");
    node.put_peer("region", &fixtures::peer("region", "http://127.0.0.1:9", "region", &other.key.public().to_text()));
    let foreign = other.deliberates("REG-26A.1", "message", Some(&here), theirs, word(2, "Je m’en mêle.", 1));
    refused(&other.call(&node, &foreign), Code::NotAPeer);
    let citizen = node.citizen();
    let of_case = sender.deliberates("MED-26A.6", "message", Some(&citizen.reference), theirs, word(6, "Un mot.", 2));
    refused(&sender.call(&node, &of_case), Code::NotAPeer);
    let as_case =
        sender.tells("MED-26A.6", "message", &here, theirs, integration_tests::sender::said(6, "caseworker", "x"));
    refused(&sender.call(&node, &as_case), Code::NotAPeer);
    let without = sender.deliberates("MED-26A.7", "message", None, theirs, word(7, "Un mot.", 2));
    refused(&sender.call(&node, &without), Code::InvalidReference);
    let unknown = sender.deliberates("MED-26A.8", "closed", Some(&here), theirs, word(8, "Un mot.", 2));
    refused(&sender.call(&node, &unknown), Code::NotAPeer);
    let nowhere = sender.deliberates("MED-26A.9", "opened", None, theirs, opened("nobody", SUBJECT, "Un mot."));
    refused(&sender.call(&node, &nowhere), Code::UnknownAgency);
    let empty = sender.deliberates("MED-26A.10", "opened", None, theirs, opened("mhab", SUBJECT, " "));
    refused(&sender.call(&node, &empty), Code::InvalidFields);
    assert_eq!(desk.reads_deliberation(&here).timeline.len(), 5);
    assert_eq!(desk.deliberations("").deliberations.len(), 1);
    assert_eq!(desk.opens(&citizen.reference).timeline.len(), 1);
}

#[test]
fn cases_of_earlier_registers_are_linked_too_and_the_same_request_in_a_new_one_is_the_first() {
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let (first, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let volume = |volume: &str| wire::v1::admin::PutAgency { volume: volume.into(), ..fixtures::agency("HAB") };
    let mine = key();
    let open = |cases: &[&str]| {
        let body = json!({ "peer": "mediator", "subject": SUBJECT, "text": "Un mot.", "cases": cases });
        desk.call("POST", "/deliberations").key(&mine).json(&body)
    };
    let opened: DeliberationDone = open(&[&first.reference]).send().json(201);
    node.put_agency("mhab", &volume("B"));
    let second = node.citizen();
    assert_eq!(open(&[&first.reference]).send().json::<DeliberationDone>(201), opened);
    let link = json!({ "action": "link", "cases": [second.reference] });
    desk.deliberate(&opened.reference, &link).send().expect(201);
    assert_eq!(desk.reads_deliberation(&opened.reference).linked.len(), 2);
    for citizen in [&first, &second] {
        let noted = desk.opens(&citizen.reference).timeline;
        assert_eq!(noted.iter().filter(|e| e.kind == "deliberation_linked").count(), 1);
    }
    let another = desk.opens_deliberation("mediator", "Un autre sujet", "Un mot.", &[&first.reference]);
    assert!(another.contains("B-"), "{another}");
    // Newest first, over all registers, a page at a time.
    let newest = desk.deliberations("?limit=1");
    assert_eq!(newest.deliberations[0].reference, another);
    let older = desk.deliberations(&format!("?limit=1&cursor={}", newest.cursor.unwrap()));
    assert_eq!((older.deliberations[0].reference.as_str(), older.cursor), (opened.reference.as_str(), None));
    node.settles_within(SOON);
}

#[test]
fn a_backup_has_it_with_what_is_owed() {
    let mut pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet"));
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let here = desk.opens_deliberation("mediator", SUBJECT, "Un mot.", &[&citizen.reference]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = there(&mediator);
    pair.settles();
    let folder = Folder::fresh();
    let saved = folder.path().join("saved").to_str().unwrap().to_owned();
    assert!(wasl(&pair.mediator, &["backup", "--out", &saved]).status.success());
    let before = mediator.reads_deliberation(&there);
    pair.mediator.kill();
    let fresh = pair.mediator.successor();
    assert!(wasl(&fresh, &["restore", &saved]).status.success());
    let restored = fresh.desk("mediator", "M. Agent");
    assert_eq!(restored.reads_deliberation(&there), before);
    restored.deliberates(&there, "conclude", "Fini.");
    until("the conclusion", SOON, || (desk.reads_deliberation(&here).row.status == "concluded").then_some(()));
    drop(fresh);
    pair.mediator.run();
}
