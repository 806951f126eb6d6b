//! Deliveries that a peer will not take: when they are tried again, who sees them, and how they are mended by hand.
#![cfg(test)]

use domain::time::UnixMillis;
use integration_tests::assertions::{fields, kinds, refused};
use integration_tests::clock::{self, until};
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{self, routed};
use integration_tests::operator::wasl_json;
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::Sender;
use integration_tests::stack::Alone;
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::{Discarded, PutPeer, Retried};
use wire::v1::desk::{AccessPage, DeliveryView};

const SOON: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(60);
/// What the node writes when it gives up.
const DEAD: &str = "\"what\":\"dead\"";

fn delivery(node: &Alone, state: &str) -> DeliveryView {
    until(state, LONG, || node.deliveries(&format!("?state={state}")).into_iter().next())
}

/// A node whose Mediator follows a script, and a second peer, `region`, that follows another.
fn two_peers(mediator: &[Line], region: &[Line]) -> (Portal, Portal, Alone) {
    let (first, second) = (Portal::with(mediator), Portal::with(region));
    let node = Alone::with_mediator_at(&first.url(), &Sender::named("mediator"));
    let key = Sender::named("region").key.public().to_text();
    node.put_peer("region", &fixtures::peer("region", &second.url(), "region", &key));
    (first, second, node)
}

fn redirect(node: &Alone, delivery: &str, peer: &str) -> integration_tests::client::Call {
    let path = format!("/v1/admin/deliveries/{delivery}/redirect");
    node.call_as_operator("POST", &path).json(&json!({ "peer": peer }))
}

#[test]
fn a_peer_that_names_a_date_is_asked_then() {
    let portal = Portal::with(&[Line::AsksForSeconds(503, 4)]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let _citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let delivered = delivery(&node, "delivered");
    let at = |n: usize| UnixMillis::parse_rfc3339(&delivered.last_attempts[n].at).unwrap().0;
    // The date has whole seconds: three at least of the four that were asked for.
    assert!(at(1) - at(0) >= 3_000, "{} ms", at(1) - at(0));
    assert_eq!(delivered.last_attempts[0].status, Some(503));
    assert_eq!(portal.seen().len(), 2);
}

#[test]
fn a_peer_that_does_not_know_our_key_yet_is_asked_again() {
    let portal = Portal::with(&[Line::Says(401, "")]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    assert_eq!(delivery(&node, "delivered").last_attempts[0].status, Some(401));
    assert_eq!(citizen.opens().status, "forwarded");
}

#[test]
fn a_case_whose_peer_has_left_is_redirected_by_hand() {
    let (first, second, mut node) = two_peers(&[Line::Says(410, "")], &[]);
    node.expect_error(DEAD);
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let dead = delivery(&node, "dead");
    assert_eq!((dead.reason.as_deref(), dead.peer.as_str()), (Some("gone"), "mediator"));
    let desk = node.desk("mhab", "N. Agent");
    assert_eq!(desk.deliveries("?state=dead"), std::slice::from_ref(&dead));
    citizen.writes("Êtes-vous là ?");
    redirect(&node, &dead.id, "region").send().expect(202);
    until("the case at the other peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    assert_eq!((first.seen().len(), second.seen().len()), (1, 1));
    let filed = second.seen().remove(0).event().data.filed.unwrap();
    let story: Vec<_> = filed.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!((filed.agency.as_str(), story), ("region", vec!["filed", "forwarding", "message", "forwarding"]));
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "message", "forwarding", "forwarded"]);
    assert_eq!(node.deliveries("?state=redirected").len(), 2);
    assert_eq!(node.deliveries("?state=dead"), []);
    refused(&redirect(&node, &dead.id, "region"), Code::NotFound);
}

#[test]
fn only_the_operator_redirects_and_only_to_a_peer_that_is_there() {
    let (_first, _second, mut node) = two_peers(&[Line::Says(410, "")], &[]);
    node.expect_error(DEAD);
    let _citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let dead = delivery(&node, "dead");
    for (peer, code) in [("nobody", "unknown-value"), ("", "required")] {
        assert_eq!(fields(&refused(&redirect(&node, &dead.id, peer), Code::InvalidFields)), [("/peer", code)]);
    }
    refused(&redirect(&node, "HAB-26A.99", "region"), Code::NotFound);
    let path = format!("/v1/admin/deliveries/{}/redirect", dead.id);
    let token = node.token("mhab", "N. Agent").token;
    refused(&node.post(&path).bearer(&token).json(&json!({ "peer": "region" })), Code::Forbidden);
    redirect(&node, &dead.id, "region").send().expect(202);
}

fn discard(node: &Alone, what: &str) -> integration_tests::client::Call {
    node.call_as_operator("POST", &format!("/v1/admin/{what}"))
}

/// Switches the Mediator off: it has left.
fn has_left(node: &Alone) {
    let key = Sender::named("mediator").key.public().to_text();
    let peer = fixtures::peer("mediator", "https://mediator.example", "mediator", &key);
    node.put_peer("mediator", &PutPeer { active: false, ..peer });
}

#[test]
fn a_dead_delivery_is_ended_on_the_record_and_its_case_can_be_erased() {
    let (portal, _second, mut node) = two_peers(&[Line::Says(410, "")], &[]);
    node.expect_error(DEAD);
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let dead = delivery(&node, "dead");
    let boss = node.supervisor("mhab", "S. Chef");
    let erase = || boss.call("POST", &format!("/cases/{}/erase?reason=request", citizen.reference));
    citizen.action(&json!({ "action": "withdraw", "reason": "Réglé." })).key(&fixtures::key()).send().expect(201);
    assert_eq!(refused(&erase(), Code::ActionNotPossible).reason.as_deref(), Some("still_owed"));
    // It needs a reason out of three, and the operator.
    refused(&discard(&node, &format!("deliveries/{}/discard?reason=whim", dead.id)), Code::InvalidQuery);
    refused(&discard(&node, "deliveries/HAB-26A.99/discard?reason=left"), Code::NotFound);
    let path = format!("/v1/admin/deliveries/{}/discard?reason=left", dead.id);
    refused(&node.post(&path).bearer(&node.token("mhab", "N. Agent").token), Code::Forbidden);
    let by = node.token_as("operator", "", "O. Technique");
    assert_eq!(node.post(&path).bearer(&by.token).send().json::<Discarded>(200), Discarded { cases: 1 });
    let ended = node.deliveries("?state=discarded").into_iter().find(|d| d.id == dead.id).unwrap();
    assert_eq!((ended.reason.as_deref(), ended.discarded_by.as_deref()), (Some("left"), Some(by.id.as_str())));
    assert!(ended.discarded_at.is_some() && ended.next_attempt_at.is_none());
    let page: AccessPage = boss.call("GET", &format!("/cases/{}/accesses", citizen.reference)).send().json(200);
    let entry = page.accesses.iter().find(|entry| entry.what == "discard").expect("an entry");
    assert_eq!((entry.reason.as_deref(), entry.role.as_str()), (Some("left"), "operator"));
    assert_eq!(entry.name.as_deref(), Some("O. Technique"));
    // It is ended once, never tried again, and keeps the case no longer.
    refused(&node.post(&path).bearer(&by.token), Code::NotFound);
    refused(&node.call_as_operator("POST", &format!("/v1/admin/deliveries/{}/retry", dead.id)), Code::NotFound);
    assert_eq!(erase().send().status, 204);
    assert_eq!(portal.seen().len(), 1);
}

#[test]
fn what_a_peer_that_has_left_holds_comes_back_to_the_agency() {
    let (_first, _second, mut node) = two_peers(&[], &[]);
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    until("the case at the peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    let desk = node.desk("mhab", "N. Agent");
    let answer = json!({ "action": "answer", "text": "Nous répondons nous-mêmes." });
    assert_eq!(
        refused(&desk.action(&citizen.reference, &answer), Code::ActionNotPossible).reason.as_deref(),
        Some("held_by_peer")
    );
    // As long as the peer is there, nobody ends anything of what it has.
    let problem = refused(&discard(&node, "peers/mediator/discard?reason=left"), Code::ActionNotPossible);
    assert_eq!(problem.reason.as_deref(), Some("in_use"));
    refused(&discard(&node, "peers/nobody/discard?reason=left"), Code::NotFound);
    node.expect_error("not configured");
    has_left(&node);
    citizen.writes("Êtes-vous là ?");
    let ended = wasl_json(&node, &["deliveries", "discard", "--peer", "mediator", "--reason", "left"]);
    assert_eq!(ended["cases"], 1);
    let case = citizen.opens();
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "message", "returned"]);
    assert_eq!((case.status.as_str(), node.deliveries("?state=pending").len()), ("under_review", 0));
    desk.acts(&citizen.reference, &answer);
    assert_eq!(citizen.opens().status, "answered");
    let fields = [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str())];
    let html = node.post("/mhab/case?lang=fr").form(&fields).send().expect(200).text();
    assert!(html.contains("ne le traite plus"), "{html}");
}

#[test]
fn everything_that_a_peer_refused_is_tried_again_with_one_call() {
    let (portal, _second, mut node) = two_peers(&[Line::Says(410, ""), Line::Says(404, "")], &[]);
    node.expect_error(DEAD);
    let citizens = ["Un", "Deux"].map(|subject| Citizen::files(&node, "mhab", &routed(subject)));
    until("two that are dead", LONG, || (node.deliveries("?state=dead").len() == 2).then_some(()));
    let retry = |peer: &str| node.call_as_operator("POST", "/v1/admin/deliveries/retry").json(&json!({ "peer": peer }));
    refused(&retry("nobody"), Code::InvalidFields);
    assert_eq!(retry("mediator").send().json::<Retried>(200), Retried { retried: 2 });
    assert_eq!(retry("mediator").send().json::<Retried>(200), Retried { retried: 0 });
    node.settles_within(SOON);
    assert!(citizens.iter().all(|citizen| citizen.opens().status == "forwarded"));
    assert_eq!(portal.seen().len(), 4);
}

#[test]
fn a_peer_that_takes_its_time_holds_up_nobody_who_files() {
    let portal = Portal::with(&[Line::TakesAfter(Duration::from_secs(5)); 4]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let first = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    until("the slow peer is being asked", SOON, || (!portal.seen().is_empty()).then_some(()));
    let watch = clock::Stopwatch::start();
    for n in 0..5 {
        integration_tests::desk::file(&node, "mhab", &routed(&format!("Sujet {n}")));
    }
    assert!(watch.elapsed() < Duration::from_secs(4), "{:?} for five filings", watch.elapsed());
    assert_eq!(first.opens().status, "received");
    node.settles_within(LONG);
}

/// The alarm fails because the directory cannot be read: it comes again by itself, also over a restart.
#[test]
fn what_is_due_is_done_after_an_alarm_that_failed() {
    let portal = Portal::with(&[Line::Says(500, "")]);
    let mut node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    until("the first attempt", SOON, || node.deliveries("").into_iter().find(|d| d.attempts == 1));
    node.kill();
    let hidden = node.hide_directory();
    node.expect_error("dispatcher");
    node.expect_error("directory");
    node.run();
    until("an alarm that fails", LONG, || {
        let failed = |line: &String| line.contains("\"failure\"") && line.contains("dispatcher");
        node.lines().iter().find(|line| failed(line)).map(|_| ())
    });
    assert_eq!(portal.seen().len(), 1);
    node.kill();
    hidden.put_back();
    node.run();
    // Nobody asks the register for anything: its own alarm has to come.
    until("the second attempt", LONG, || (portal.seen().len() == 2).then_some(()));
    until("the case at the peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
}

/// A clock that was a year ahead has put a delivery off, and has set the alarm, by a year; then it is set right. (The node
/// itself cannot be shown another time than the machine's: what such a clock leaves behind is written into its stores.)
#[test]
fn what_a_clock_ahead_has_put_off_goes_out_with_the_next_request() {
    let portal = Portal::with(&[Line::Says(500, "")]);
    let mut node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    until("the first attempt", SOON, || node.deliveries("").into_iter().find(|d| d.attempts == 1));
    node.kill();
    node.clock_was_ahead(365 * domain::time::DAY_MS);
    node.run();
    assert_eq!(citizen.opens().status, "received");
    until("the second attempt", SOON, || (portal.seen().len() == 2).then_some(()));
    until("the case at the peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
}
