//! Deliveries that a peer will not take: when they are tried again, who sees them, and how they are mended by hand.
#![cfg(test)]

use domain::time::UnixMillis;
use integration_tests::assertions::{fields, kinds, refused};
use integration_tests::clock::{self, until};
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{self, routed};
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::Sender;
use integration_tests::stack::Alone;
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::Retried;
use wire::v1::desk::DeliveryView;

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
