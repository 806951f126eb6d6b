//! Webhooks where something goes wrong: lost answers, order, a receiver that has left; and documents, fetched by it.
#![cfg(test)]

use integration_tests::assertions::{kinds, refused};
use integration_tests::client::Call;
use integration_tests::clock::{now, until};
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{agency, key, routed};
use integration_tests::gate::Gate;
use integration_tests::outsider::{Outsider, secret};
use integration_tests::portal::{Line, Portal};
use integration_tests::stack::Alone;
use integration_tests::upload::Upload;
use serde_json::{Value, json};
use std::time::Duration;
use wire::exchange::FOREIGN_PREFIX;
use wire::problem::ProblemCode as Code;
use wire::signing::fetching::{HEADER_SOURCE, path, range, signed_by};
use wire::v1::filing::{FileCase, Receipt};

const SOON: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(60);

fn node_at(url: &str) -> (Alone, Outsider) {
    let (node, city) = (Alone::start(), Outsider::named("mediator"));
    node.put_agency("mhab", &agency("HAB"));
    node.put_peer("mediator", &city.peer(url, &[]));
    (node, city)
}

fn files(node: &Alone) -> Citizen {
    Citizen::files(node, "mhab", &routed("Lampadaire éteint"))
}

fn is_forwarded(citizen: &Citizen) {
    until("the case at the city", LONG, || (citizen.opens().status == "forwarded").then_some(()));
}

#[test]
fn a_webhook_whose_answer_was_lost_comes_again_as_the_same() {
    let portal = Portal::with(&[]);
    let gate = Gate::before(portal.url().trim_start_matches("http://"), 0);
    let (node, city) = node_at(&gate.url());
    let citizen = files(&node);
    until("the answer before the gate", SOON, || (gate.waiting() > 0).then_some(()));
    gate.lose_waiting_and_open();
    is_forwarded(&citizen);
    let seen = portal.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[0].header("webhook-id"), &seen[0].body), (seen[1].header("webhook-id"), &seen[1].body));
    assert!(city.has_signed(&seen[1], &seen[1].body));
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded"]);
}

#[test]
fn what_happens_in_a_case_arrives_in_its_order() {
    let portal = Portal::with(&[Line::Says(500, ""), Line::Tells(r#"{"reference":17}"#), Line::Says(500, "")]);
    let (node, _) = node_at(&portal.url());
    let citizen = files(&node);
    for n in 1..=4 {
        citizen.writes(&format!("Précision {n}."));
    }
    let told = |n: usize| portal.seen().get(n).map(|seen| seen.json()["data"].clone());
    until("everything", LONG, || told(6));
    node.settles_within(LONG);
    let seen = portal.seen();
    let texts: Vec<String> = seen.iter().map(|s| s.json()["data"]["text"].as_str().unwrap_or("filed").into()).collect();
    let said = |n: u8| format!("Précision {n}.");
    assert_eq!(texts, ["filed".into(), "filed".into(), said(1), said(1), said(2), said(3), said(4)]);
    assert!(seen[2..].iter().all(|s| s.json()["data"]["known_as"] == "17"), "{seen:?}");
}

#[test]
fn a_receiver_that_has_left_is_not_asked_again_until_somebody_says_so() {
    let portal = Portal::with(&[Line::Says(410, "")]);
    let (mut node, _) = node_at(&portal.url());
    node.expect_error("\"what\":\"dead\"");
    let citizen = files(&node);
    let dead = until("the end", SOON, || node.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.attempts, dead.reason.as_deref()), (1, Some("gone")));
    assert_eq!(portal.seen().len(), 1);
    node.call_as_operator("POST", &format!("/v1/admin/deliveries/{}/retry", dead.id)).send().expect(202);
    is_forwarded(&citizen);
}

#[test]
fn a_receiver_that_stops_in_the_middle_of_its_answer_is_taken_for_silent() {
    let portal = Portal::with(&[Line::Stammers]);
    let (node, _) = node_at(&portal.url());
    let citizen = files(&node);
    is_forwarded(&citizen);
    let delivered = node.deliveries("?state=delivered").remove(0);
    let outcomes: Vec<_> = delivered.last_attempts.iter().map(|a| a.outcome.as_str()).collect();
    assert_eq!(outcomes, ["unreachable", "accepted"]);
}

#[test]
fn what_a_receiver_is_not_competent_for_comes_back_to_the_agency() {
    let portal = Portal::with(&[]);
    let (node, city) = node_at(&portal.url());
    let citizen = files(&node);
    is_forwarded(&citizen);
    let says = |kind: &str, text: &str| {
        let body = json!({ "reference": citizen.reference, "type": kind, "text": text });
        city.calls_back(&node, &key(), &body).send().expect(200);
    };
    says("redirected", "La route est à la région.");
    let desk = node.desk("mhab", "Nadia Modèle");
    assert_eq!(citizen.opens().status, "redirected");
    let held = serde_json::to_value(desk.opens(&citizen.reference)).unwrap();
    assert_eq!(held.get("holder").unwrap_or(&Value::Null), &Value::Null);
    // A late word of it is kept and moves nothing.
    says("answer", "Quand même.");
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), kinds(&case).last()), ("redirected", Some(&"answer")));
}

#[test]
fn documents_are_fetched_by_the_receiver_that_was_told_of_them_and_by_nobody_else() {
    let portal = Portal::with(&[]);
    let (node, city) = node_at(&portal.url());
    let port = Outsider::named("port");
    node.put_peer("port", &port.peer(&portal.url(), &[]));
    let bytes = [&b"%PDF-1.7\n"[..], &[b'x'; 300_000]].concat();
    let upload = Upload::begin(&node, "mhab", bytes.len(), "plan.pdf");
    upload.sends(0, &bytes).expect(204);
    let with = FileCase { documents: vec![upload.id()], ..routed("Avec plan") };
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    is_forwarded(&citizen);
    let told = portal.seen().remove(0).json();
    let document = &told["data"]["documents"][0];
    assert_eq!((&document["name"], &document["length_bytes"]), (&json!("plan.pdf"), &json!(bytes.len())));
    let (url, id) = (document["url"].as_str().unwrap(), document["id"].as_str().unwrap());
    let fetch = |who: &Outsider, from: u64, at: i64| {
        let (source, range) = (format!("{FOREIGN_PREFIX}{}", who.id), range(from));
        let text = signed_by(&path(&citizen.reference, id), &range, &source, "agencies");
        let call = Call::new("GET", url).header("range", range).header(HEADER_SOURCE, source);
        who.signed(call, &key(), at, &text)
    };
    let at = now().0 / 1000;
    let whole = fetch(&city, 0, at).send();
    assert_eq!((whole.status, whole.body == bytes), (206, true));
    assert_eq!(fetch(&city, 300_000, at).send().body, bytes[300_000..]);
    refused(&fetch(&Outsider { secret: secret(), ..city.clone() }, 0, at), Code::BadSignature);
    refused(&fetch(&city, 0, at - 301), Code::BadSignature);
    refused(&fetch(&port, 0, at), Code::NotFound);
    refused(&fetch(&Outsider { id: "nobody".into(), ..city.clone() }, 0, at), Code::NotAPeer);
    // A system that is no node says nothing in a node's name.
    let event = json!({ "specversion": "1.0", "id": "1", "source": format!("{FOREIGN_PREFIX}mediator"),
        "type": "wasl.case.filed", "time": now().to_rfc3339(), "datacontenttype": "application/json",
        "data": { "reference": "X-1" } });
    let call = node.post("/v1/exchange/events").bytes("application/cloudevents+json", event.to_string());
    refused(&city.signed(call, &key(), at, &event.to_string()), Code::NotAPeer);
}
