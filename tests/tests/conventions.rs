//! Conventions between two real nodes: what no convention covers does not go over, what is suspended waits, and how to
//! reach who filed stays where that is agreed.
#![cfg(test)]

use integration_tests::assertions::{fields, kinds, only, refused};
use integration_tests::client::Call;
use integration_tests::clock::until;
use integration_tests::fixtures::{self, filing, routed};
use integration_tests::node::Node;
use integration_tests::operator::wasl_json;
use integration_tests::place::Folder;
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::{Sender, said};
use integration_tests::stack::{Alone, Pair};
use integration_tests::tool::wasl as wasl_alone;
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use wire::exchange::{ExchangedList, ExchangedView};
use wire::problem::ProblemCode as Code;
use wire::v1::admin::ConventionSet;

const SOON: Duration = Duration::from_secs(20);

fn put(node: &Node, peer: &str, body: &Value) -> Call {
    node.call_as_operator("PUT", &format!("/v1/admin/peers/{peer}/convention")).json(body)
}

fn agree(node: &Node, peer: &str, body: &Value) -> ConventionSet {
    put(node, peer, body).send().json(200)
}

#[test]
fn a_convention_is_data_and_a_suspension_says_when_and_who() {
    let pair = Pair::start();
    let node = &pair.agencies;
    let get = || node.call_as_operator("GET", "/v1/admin/peers/mediator/convention").send().json::<ConventionSet>(200);
    assert_eq!(get(), ConventionSet::default(), "without one everything goes over");
    let set = agree(node, "mediator", &json!({ "kinds": ["complaint"], "agencies": ["mhab"] }));
    assert_eq!((set.body.kinds.as_slice(), set.set_by.as_deref()), (["complaint".to_owned()].as_slice(), Some("node")));
    let by = node.token_as("operator", "", "O. Technique");
    let path = "/v1/admin/peers/mediator/convention";
    let suspended: ConventionSet =
        node.put(path).bearer(&by.token).json(&json!({ "suspended": true })).send().json(200);
    assert_eq!(suspended.suspended_by.as_deref(), Some(by.id.as_str()));
    assert!(suspended.suspended_at.is_some() && get() == suspended);
    // The tool shows it and puts it in force again.
    assert_eq!(wasl_json(node, &["peer", "convention", "mediator"])["suspended_by"], by.id.as_str());
    let resumed = wasl_json(node, &["peer", "convention", "mediator", "--resume"]);
    assert_eq!((&resumed["suspended"], resumed.get("suspended_at")), (&json!(false), None));
    let wrong = put(node, "mediator", &json!({ "kinds": ["ticket"], "agencies": ["MHAB"], "region": "x" }));
    let errors = refused(&wrong, Code::InvalidFields);
    let named = [("/region", "unknown-field"), ("/agencies/0", "invalid-format"), ("/kinds/0", "invalid-format")];
    assert_eq!(fields(&errors), named);
    refused(&put(node, "nobody", &json!({})), Code::NotFound);
}

#[test]
fn what_no_convention_covers_is_refused_at_the_desk_and_comes_back_from_a_rule() {
    let pair = Pair::start();
    agree(&pair.agencies, "mediator", &json!({ "categories": ["delay"] }));
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let other = pair.citizen(&wire::v1::filing::FileCase { category: "reception".into(), ..filing() });
    for action in ["redirect", "forward"] {
        let body = json!({ "action": action, "text": "À eux.", "to": "mediator" });
        let problem = refused(&desk.action(&other.reference, &body), Code::ActionNotPossible);
        assert_eq!(problem.reason.as_deref(), Some("not_covered"));
        assert!(problem.detail.unwrap_or_default().contains("Aucune convention"));
    }
    // A rule of the agency sends it; it does not leave the node.
    let ruled = pair.citizen(&routed("Un guichet demande de l’argent"));
    until("the return", SOON, || kinds(&ruled.opens()).contains(&"returned").then_some(()));
    assert_eq!(pair.agencies.deliveries("?state=discarded")[0].reason.as_deref(), Some("not-covered"));
    desk.says(&ruled.reference, "answer", "Nous répondons.");
    // What is covered goes.
    let covered = pair.citizen(&filing());
    desk.acts(&covered.reference, &json!({ "action": "redirect", "text": "À eux.", "to": "mediator" }));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    until("the case", SOON, || (mediator.all().len() == 1).then_some(()));
    pair.settles();
    assert_eq!(mediator.all().len(), 1);
}

#[test]
fn what_is_suspended_on_either_side_waits_and_goes_when_it_is_in_force_again() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    pair.settles();
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = mediator.all()[0].reference.clone();
    for (node, peer) in [(&pair.agencies, "mediator"), (&pair.mediator, "agencies")] {
        agree(node, peer, &json!({ "suspended": true }));
        let before = mediator.opens(&there).timeline.len();
        citizen.writes("Toujours rien.");
        let second = pair.citizen(&routed("Encore un"));
        let waits = until("an attempt", SOON, || {
            let found = pair.agencies.deliveries("?state=pending");
            found.into_iter().find(|d| d.last_attempts.last().is_some_and(|a| a.outcome == "suspended"))
        });
        assert_eq!(waits.reason, None);
        assert_eq!(mediator.opens(&there).timeline.len(), before, "nothing went over");
        // The desk of the side that has suspended it is told at once.
        if peer == "mediator" {
            let kept = pair.citizen(&filing());
            let body = json!({ "action": "redirect", "text": "À eux.", "to": "mediator" });
            let desk = pair.agencies.desk("mhab", "N. Agent");
            let problem = refused(&desk.action(&kept.reference, &body), Code::ActionNotPossible);
            assert_eq!(problem.reason.as_deref(), Some("suspended"));
        }
        agree(node, peer, &json!({}));
        until("the case of the meantime", SOON, || (second.opens().status == "forwarded").then_some(()));
        until("the message of the meantime", SOON, || (mediator.opens(&there).timeline.len() > before).then_some(()));
    }
    pair.settles();
    assert!(pair.agencies.deliveries("?state=dead").is_empty());
}

#[test]
fn how_to_reach_who_filed_stays_here_where_that_is_agreed() {
    let pair = Pair::start();
    agree(&pair.agencies, "mediator", &json!({ "withhold_contact": true }));
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = until("the case", SOON, || mediator.all().first().map(|row| row.reference.clone()));
    let text = mediator.call("GET", &format!("/cases/{there}")).send().text();
    assert!(
        text.contains("Amal Exemple") && !text.contains("amal@exemple.ma") && !text.contains("612345678"),
        "{text}"
    );
    let here = pair.agencies.desk("mhab", "N. Agent").opens(&citizen.reference);
    assert_eq!(here.complainant.email.as_deref(), Some("amal@exemple.ma"));
    // They reach each other all the same: by the case.
    mediator.says(&there, "ask", "Quel guichet ?");
    let case = until("the question", SOON, || Some(citizen.opens()).filter(|c| c.status == "awaiting_complainant"));
    citizen.answers(&only(&case.timeline, "question").id, "Le quatre.");
    until("the reply", SOON, || mediator.opens(&there).timeline.into_iter().find(|e| e.in_reply_to.is_some()));
}

fn exchanged(node: &Node, peer: &str, query: &str) -> ExchangedList {
    node.call_as_operator("GET", &format!("/v1/admin/peers/{peer}/exchanged{query}")).send().json(200)
}

#[test]
fn each_side_sees_what_went_over_and_the_sender_holds_a_proof_that_anybody_can_check() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    citizen.writes("Une précision.");
    pair.settles();
    let out = exchanged(&pair.agencies, "mediator", "").exchanged;
    let of = |list: &[ExchangedView]| list.iter().map(|e| (e.way.clone(), e.kind.clone())).collect::<Vec<_>>();
    let went = |way: &str| ["wasl.case.filed", "wasl.case.message"].map(|kind| (way.to_owned(), kind.to_owned()));
    assert_eq!(of(&out), went("out"));
    assert!(out.iter().all(|e| e.reference == citizen.reference));
    let came = exchanged(&pair.mediator, "agencies", "").exchanged;
    assert_eq!(of(&came), went("in"));
    assert_eq!(came.iter().map(|e| &e.id).collect::<Vec<_>>(), out.iter().map(|e| &e.id).collect::<Vec<_>>());
    // A page at a time.
    let first = exchanged(&pair.agencies, "mediator", "?limit=1");
    let second = exchanged(&pair.agencies, "mediator", &format!("?limit=1&cursor={}", first.cursor.unwrap()));
    assert_eq!((vec![first.exchanged[0].clone(), second.exchanged[0].clone()], second.cursor), (out.clone(), None));
    let unknown = pair.agencies.call_as_operator("GET", "/v1/admin/peers/nobody/exchanged");
    refused(&unknown, Code::NotFound);

    let key = pair.mediator.public_key();
    let proof = out[0].proof.as_ref().expect("a signed answer");
    let keys = [wire::signing::NodePublicKey::parse(&key).unwrap()];
    assert!(proof.proves(&keys, &out[0].id, None).is_some());
    let folder = Folder::fresh();
    let file = folder.path().join("proof.json");
    fs::write(&file, serde_json::to_string(&out[0]).unwrap()).unwrap();
    let check = |key: &str| wasl_alone(&["exchange", "proof", file.to_str().unwrap(), "--key", key]);
    check(&key).expect(0, &out[0].id);
    check(&pair.agencies.public_key()).expect(1, "not");
    let mut changed = out[0].clone();
    changed.id = "HAB-26A.99".into();
    fs::write(&file, serde_json::to_string(&changed).unwrap()).unwrap();
    check(&key).expect(1, "not");
    assert!(wasl_json(&pair.agencies, &["exchange", "list", "mediator"])["exchanged"].as_array().unwrap().len() == 2);
}

#[test]
fn an_answer_without_a_signature_is_taken_as_unsigned_and_one_with_anothers_is_not_taken() {
    let portal = Portal::with(&[Line::TakesAs("v1a,AAAA"), Line::Takes]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = integration_tests::desk::Citizen::files(&node, "mhab", &routed("Un guichet"));
    until("the second attempt", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    let delivered = node.deliveries("?state=delivered").remove(0);
    let outcomes: Vec<_> = delivered.last_attempts.iter().map(|a| a.outcome.as_str()).collect();
    assert_eq!(outcomes, ["failed", "accepted"]);
    let list = exchanged(&node, "mediator", "").exchanged;
    assert_eq!((list.len(), list[0].proof.as_ref()), (1, None));
}

#[test]
fn what_a_peer_sends_without_a_convention_for_it_is_refused() {
    let sender = Sender::named("agencies");
    let node = Alone::mediator(&sender);
    let event = sender.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    agree(&node, "agencies", &json!({ "kinds": ["suggestion"] }));
    let problem = refused(&sender.call(&node, &event), Code::NotCovered);
    assert_eq!(problem.reason.as_deref(), Some("not_covered"));
    agree(&node, "agencies", &json!({ "categories": [fixtures::CATEGORY], "agencies": ["mediator"] }));
    sender.call(&node, &event).send().expect(200);
    let there = node.desk("mediator", "M. Agent").all()[0].reference.clone();
    agree(&node, "agencies", &json!({ "suspended": true }));
    let word = sender.tells("HAB-26A.2", "message", &there, "HAB-26A-000001-Y", said(2, "complainant", "Et ?"));
    for event in [&word, &event] {
        assert_eq!(refused(&sender.call(&node, event), Code::NotCovered).reason.as_deref(), Some("suspended"));
    }
    // A case that was handed over goes on, also where the convention covers no new ones like it.
    agree(&node, "agencies", &json!({ "kinds": ["suggestion"] }));
    sender.call(&node, &word).send().expect(200);
}
