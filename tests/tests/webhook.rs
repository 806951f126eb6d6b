//! A system that is no node: told by signed webhooks, heard by signed callbacks, or looked at.
#![cfg(test)]

use domain::reference::{Reference, RegisterName};
use integration_tests::assertions::{kinds, refused};
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{agency, key, routed};
use integration_tests::outsider::{Outsider, secret};
use integration_tests::portal::{Line, Portal, Seen};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::time::Duration;
use wire::exchange::TakenEvent;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutPeer;

const SOON: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(90);
const NAMED: Line = Line::Tells(r#"{"reference":"T-17"}"#);

/// A node whose complaints of one category go to a city's own system.
fn node_with(portal: &Portal, settings: &[(&str, &str)]) -> (Alone, Outsider) {
    let (node, city) = (Alone::start(), Outsider::named("mediator"));
    node.put_agency("mhab", &agency("HAB"));
    node.put_peer("mediator", &city.peer(&portal.url(), settings));
    (node, city)
}

fn filed(node: &Alone) -> Citizen {
    Citizen::files(node, "mhab", &routed("Lampadaire éteint"))
}

fn nth(portal: &Portal, n: usize) -> Seen {
    until("a webhook", SOON, || portal.seen().into_iter().nth(n))
}

fn is_forwarded(citizen: &Citizen) {
    until("the case at the city", SOON, || (citizen.opens().status == "forwarded").then_some(()));
}

#[test]
fn a_case_goes_out_signed_and_what_is_called_back_is_in_its_timeline() {
    let portal = Portal::with(&[NAMED]);
    let (node, city) = node_with(&portal, &[("path", "/hooks/wasl")]);
    let citizen = filed(&node);
    let seen = nth(&portal, 0);
    assert!(city.has_signed(&seen, &seen.body));
    assert_eq!((seen.line(), seen.header("content-type")), ("POST /hooks/wasl", "application/json"));
    let told = seen.json();
    assert_eq!(told["type"], "wasl.case.filed");
    assert_eq!(told["data"]["reference"], citizen.reference.as_str());
    assert_eq!(
        (&told["data"]["subject"], &told["data"]["category"]),
        (&json!("Lampadaire éteint"), &json!("integrity"))
    );
    assert!(told["data"].get("complainant").is_none() && !seen.body.contains("amal@"), "{}", seen.body);
    assert!(!seen.body.contains(&citizen.code), "the access code stays with the citizen");
    is_forwarded(&citizen);

    let says = |kind: &str, more: Value| {
        let mut body = json!({ "reference": citizen.reference, "type": kind });
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        city.calls_back(&node, &key(), &body).send().json::<TakenEvent>(200)
    };
    assert_eq!(says("acknowledged", json!({})).reference, citizen.reference);
    says("question", json!({ "text": "Quelle rue ?" }));
    let case = citizen.opens();
    assert_eq!(case.status, "awaiting_complainant");
    let question = case.timeline.iter().find(|e| e.kind == "question").unwrap();
    citizen.answers(&question.id, "Rue du Modèle.");
    let told = nth(&portal, 1).json();
    assert_eq!((&told["type"], &told["data"]["known_as"]), (&json!("wasl.case.message"), &json!("T-17")));
    assert_eq!((&told["data"]["text"], &told["data"]["role"]), (&json!("Rue du Modèle."), &json!("complainant")));
    says("answer", json!({ "text": "Remplacé ce matin." }));
    says("closed", json!({ "outcome": "upheld" }));
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    let all = ["filed", "forwarding", "forwarded", "acknowledged", "question", "message", "answer", "closed"];
    assert_eq!(kinds(&case), all);
    let names: Vec<_> = case.timeline.iter().filter_map(|e| e.actor.body.clone()).collect();
    assert!(names.iter().any(|name| name == "La ville"), "{names:?}");
}

#[test]
fn a_callback_that_is_repeated_changes_nothing_and_is_answered_the_same() {
    let portal = Portal::with(&[]);
    let (node, city) = node_with(&portal, &[]);
    let citizen = filed(&node);
    is_forwarded(&citizen);
    let (id, body) = (key(), json!({ "reference": citizen.reference, "type": "message", "text": "Vu." }));
    let send = || city.calls_back(&node, &id, &body).send().json::<TakenEvent>(200);
    assert_eq!([send(), send(), send()].map(|taken| taken.repeated), [false, true, true]);
    assert_eq!(kinds(&citizen.opens()).iter().filter(|kind| **kind == "message").count(), 1);
}

#[test]
fn what_is_not_a_peers_own_word_of_its_own_case_is_refused() {
    let portal = Portal::with(&[]);
    let (node, city) = node_with(&portal, &[]);
    let (citizen, port) = (filed(&node), Outsider::named("port"));
    node.put_peer("port", &port.peer(&portal.url(), &[]));
    is_forwarded(&citizen);
    let body = json!({ "reference": citizen.reference, "type": "message", "text": "Bonjour." });
    let before = kinds(&citizen.opens()).len();
    // Somebody else's secret, none, an old one, a body that was changed.
    let stranger = Outsider { secret: secret(), ..city.clone() };
    refused(&stranger.calls_back(&node, &key(), &body), Code::BadSignature);
    refused(&node.post("/v1/callbacks/mediator").json(&body), Code::BadSignature);
    refused(&city.calls_back_late(&node, &key(), &body, 301), Code::BadSignature);
    refused(&city.calls_back_late(&node, &key(), &body, -301), Code::BadSignature);
    let other = json!({ "reference": citizen.reference, "type": "message", "text": "Bonsoir." }).to_string();
    let call = node.post("/v1/callbacks/mediator").bytes("application/json", other);
    refused(&city.signed(call, &key(), 1, &body.to_string()), Code::BadSignature);
    // A peer that is none, one that has another case, a case that is none.
    refused(&Outsider { id: "nobody".into(), ..city.clone() }.calls_back(&node, &key(), &body), Code::NotAPeer);
    refused(&port.calls_back(&node, &key(), &body), Code::NotAPeer);
    let (register, _) = citizen.reference.split_at(7);
    for register in [register, "XYZ-26A"] {
        let register = RegisterName::parse(register).unwrap();
        let reference = Reference::new(register, 9).unwrap().to_string();
        let body = json!({ "reference": reference, "type": "acknowledged" });
        refused(&city.calls_back(&node, &key(), &body), Code::NotAPeer);
    }
    // One that is switched off.
    node.put_peer("mediator", &PutPeer { active: false, ..city.peer(&portal.url(), &[]) });
    refused(&city.calls_back(&node, &key(), &body), Code::NotAPeer);
    assert_eq!(kinds(&citizen.opens()).len(), before);
}

#[test]
fn what_is_wrong_with_a_callback_is_said_at_its_field() {
    let portal = Portal::with(&[]);
    let (node, city) = node_with(&portal, &[]);
    let citizen = filed(&node);
    is_forwarded(&citizen);
    let body = json!({ "reference": citizen.reference, "type": "closed", "outcome": "gagné", "note": 1 });
    let problem = refused(&city.calls_back(&node, &key(), &body), Code::InvalidFields);
    let fields: Vec<_> = problem.errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
    assert_eq!(fields, [("/note", "unknown-field"), ("/outcome", "unknown-value")]);
    assert!(problem.errors.iter().all(|e| !e.message.is_empty()));
}

#[test]
fn a_secret_is_taken_and_never_given_back() {
    let portal = Portal::with(&[]);
    let (node, city) = node_with(&portal, &[]);
    let get = || node.call_as_operator("GET", "/v1/admin/peers/mediator").send();
    let text = String::from_utf8(get().body).unwrap();
    assert!(text.contains("\"has_secret\":true") && !text.contains("whsec_"), "{text}");
    let list = node.call_as_operator("GET", "/v1/admin/peers").send();
    assert!(!String::from_utf8_lossy(&list.body).contains("whsec_"));
    // What was given is sent back with another address: the secret stays.
    let mut same: Value = serde_json::from_str(&text).unwrap();
    same["settings"] = json!({ "complainant": "contact" });
    let put = |body: &Value| node.call_as_operator("PUT", "/v1/admin/peers/mediator").json(body);
    let answer = put(&same).send();
    assert!(!String::from_utf8_lossy(&answer.body).contains("whsec_"));
    answer.expect(200);
    filed(&node);
    let seen = nth(&portal, 0);
    assert!(city.has_signed(&seen, &seen.body));
    assert_eq!(seen.json()["data"]["complainant"]["email"], "amal@exemple.ma");
    // Two secrets while they are changed, then only the new one.
    let new = Outsider { secret: secret(), ..city.clone() };
    same["secret"] = format!("{} {}", new.secret, city.secret).into();
    put(&same).send().expect(200);
    filed(&node);
    let seen = nth(&portal, 1);
    assert!(new.has_signed(&seen, &seen.body) && city.has_signed(&seen, &seen.body));
    same["secret"] = new.secret.clone().into();
    put(&same).send().expect(200);
    filed(&node);
    let seen = nth(&portal, 2);
    assert!(new.has_signed(&seen, &seen.body) && !city.has_signed(&seen, &seen.body));
    for (secret, code) in [("whsec_kurz", "invalid-format"), ("", "required")] {
        same["secret"] = secret.into();
        let problem = refused(&put(&same), Code::InvalidFields);
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code.as_str()), ("/secret", code));
    }
    let fresh = PutPeer { secret: None, ..city.peer(&portal.url(), &[]) };
    let problem = refused(&node.call_as_operator("PUT", "/v1/admin/peers/port").json(&fresh), Code::InvalidFields);
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code.as_str()), ("/secret", "required"));
    assert!(!node.lines().iter().any(|line| line.contains("whsec_")), "a secret is in the log");
}

#[test]
fn a_case_at_a_system_that_cannot_call_is_looked_at() {
    let news =
        r#"{"events":[{"id":"1","type":"acknowledged"},{"id":"2","type":"answer","text":"Réparé."}],"cursor":"2"}"#;
    let portal = Portal::with(&[NAMED, Line::Tells(news)]);
    let (node, city) = node_with(&portal, &[("path", "/in"), ("look", "/out/news")]);
    let citizen = filed(&node);
    is_forwarded(&citizen);
    let answered = until("the answer", LONG, || Some(citizen.opens()).filter(|case| case.status == "answered"));
    assert_eq!(kinds(&answered), ["filed", "forwarding", "forwarded", "acknowledged", "answer"]);
    let seen = nth(&portal, 1);
    assert_eq!(seen.line(), "GET /out/news?reference=T-17&after=");
    assert!(city.has_signed(&seen, "GET /out/news?reference=T-17&after=\n"));
}

#[test]
fn deliveries_to_others_are_taken_while_a_peer_keeps_silent() {
    let (silent, quick) = (Portal::with(&[Line::KeepsSilent; 9]), Portal::with(&[]));
    let (node, city) = node_with(&silent, &[]);
    node.put_peer("port", &Outsider::named("port").peer(&quick.url(), &[]));
    let stuck: Vec<Citizen> = (0..3).map(|_| filed(&node)).collect();
    until("the silent peer is asked", SOON, || (!silent.seen().is_empty()).then_some(()));
    let mut others = agency("HAB");
    others.routes[0].to = "port".into();
    node.put_agency("mhab", &others);
    let citizens: Vec<Citizen> = (0..10).map(|_| filed(&node)).collect();
    citizens.iter().for_each(is_forwarded);
    let owed = node.deliveries("?peer=mediator");
    assert_eq!(owed.iter().map(|d| d.attempts).collect::<Vec<_>>(), [0, 0, 0], "the silent peer was waited for");
    assert_eq!((quick.seen().len(), silent.seen().len()), (10, 1), "it holds one line");
    node.put_peer("mediator", &city.peer(&quick.url(), &[]));
    drop(silent);
    stuck.iter().for_each(is_forwarded);
}
