//! A peer that is not one of our own nodes: whatever it answers, each event reaches it, once it takes it, in order.
#![cfg(test)]

use domain::time::UnixMillis;
use integration_tests::assertions::kinds;
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{key, routed};
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::{Sender, said};
use integration_tests::stack::Alone;
use serde_json::json;
use std::time::Duration;
use wire::v1::desk::DeliveryView;

const SOON: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(60);

/// A node, its scripted Mediator, and a citizen whose case goes there.
fn sent_to(script: &[Line]) -> (Portal, Sender, Alone, Citizen) {
    let (portal, mediator) = (Portal::with(script), Sender::named("mediator"));
    let node = Alone::with_mediator_at(&portal.url(), &mediator);
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    (portal, mediator, node, citizen)
}

/// The case's first delivery, once it is in this state.
fn delivery(node: &Alone, state: &str) -> DeliveryView {
    until(state, LONG, || node.deliveries(&format!("?state={state}")).into_iter().next())
}

fn outcomes(delivery: &DeliveryView) -> Vec<(&str, Option<u16>)> {
    delivery.last_attempts.iter().map(|a| (a.outcome.as_str(), a.status)).collect()
}

fn waited_ms(delivery: &DeliveryView) -> i64 {
    let at = |n: usize| UnixMillis::parse_rfc3339(&delivery.last_attempts[n].at).unwrap().0;
    at(1) - at(0)
}

#[test]
fn an_event_is_a_signed_cloud_event_of_the_node() {
    let (portal, _, node, citizen) = sent_to(&[]);
    delivery(&node, "delivered");
    let seen = portal.seen().remove(0);
    assert!(seen.is_signed_with(&node.public_key()));
    assert_eq!(seen.header("content-type"), "application/cloudevents+json");
    let event = seen.event();
    assert_eq!((event.specversion.as_str(), event.kind.as_str(), event.subject), ("1.0", "wasl.case.filed", None));
    assert_eq!(event.source, "urn:wasl:node:agencies");
    assert_eq!(
        (event.id.as_str(), event.data.reference.as_str()),
        (seen.header("webhook-id"), citizen.reference.as_str())
    );
    let filed = event.data.filed.unwrap();
    assert_eq!((filed.agency.as_str(), filed.reason.as_str()), ("mediator", "forwarding"));
    assert_eq!(filed.filing.subject, "Un guichet demande de l’argent");
    assert!(!seen.body.contains(&citizen.code), "the access code stays with the citizen");
}

#[test]
fn what_follows_names_the_case_as_the_peer_does() {
    let (portal, _, node, citizen) = sent_to(&[]);
    citizen.writes("Une précision.");
    until("two events", SOON, || (portal.seen().len() == 2).then_some(()));
    let event = portal.seen().remove(1).event();
    assert_eq!((event.kind.as_str(), event.subject), ("wasl.case.message", Some(Portal::reference())));
    assert_eq!(event.data.event.unwrap().text.as_deref(), Some("Une précision."));
    node.settles_within(SOON);
}

#[test]
fn a_peer_that_breaks_is_tried_again_with_the_same_event() {
    let (portal, _, node, _citizen) = sent_to(&[Line::Says(500, "")]);
    let delivered = delivery(&node, "delivered");
    assert_eq!(outcomes(&delivered), [("failed", Some(500)), ("accepted", None)]);
    assert!(waited_ms(&delivered) >= 5_000);
    let seen = portal.seen();
    assert_eq!(
        (seen[0].body.as_str(), seen[0].header("webhook-id")),
        (seen[1].body.as_str(), seen[1].header("webhook-id"))
    );
    assert!(seen[1].is_signed_with(&node.public_key()), "each attempt is signed with its own time");
}

#[test]
fn a_case_that_a_peer_breaks_on_does_not_hold_up_the_others() {
    let (_portal, _, node, broken) = sent_to(&[Line::Says(500, "")]);
    until("the failure", SOON, || node.deliveries("").into_iter().find(|d| d.attempts > 0));
    let other = Citizen::files(&node, "mhab", &routed("Un autre sujet"));
    until("the other case", SOON, || (other.opens().status == "forwarded").then_some(()));
    assert_eq!(broken.opens().status, "received");
}

#[test]
fn a_peer_that_asks_for_time_gets_it() {
    let (portal, _, node, _citizen) = sent_to(&[Line::Says(429, "retry-after: 3\r\n")]);
    let delivered = delivery(&node, "delivered");
    assert_eq!(outcomes(&delivered), [("busy", Some(429)), ("accepted", None)]);
    assert!(waited_ms(&delivered) >= 3_000, "{} ms", waited_ms(&delivered));
    assert_eq!(portal.seen().len(), 2);
}

#[test]
fn an_answer_that_is_no_acknowledgement_is_not_taken_for_one() {
    let (_portal, _, node, citizen) = sent_to(&[Line::Mumbles]);
    let delivered = delivery(&node, "delivered");
    assert_eq!(outcomes(&delivered), [("failed", Some(200)), ("accepted", None)]);
    assert_eq!(citizen.opens().status, "forwarded");
}

#[test]
fn a_peer_that_never_answers_is_left_alone_and_asked_again() {
    let (_portal, _, node, _citizen) = sent_to(&[Line::KeepsSilent]);
    let delivered = delivery(&node, "delivered");
    assert_eq!(outcomes(&delivered), [("unreachable", None), ("accepted", None)]);
}

#[test]
fn a_peer_that_has_left_or_sends_elsewhere_is_not_asked_again() {
    for (script, outcome) in
        [(Line::Says(410, ""), "gone"), (Line::Says(302, "location: http://127.0.0.1:9/\r\n"), "refused")]
    {
        let (portal, _, mut node, _citizen) = sent_to(&[script]);
        node.expect_error("\"what\":\"dead\"");
        let dead = delivery(&node, "dead");
        assert_eq!((dead.attempts, dead.last_attempts[0].outcome.as_str()), (1, outcome));
        assert_eq!(dead.reason.as_deref(), Some(outcome));
        let line = until("a line of level error", SOON, || node.lines().into_iter().find(|l| l.contains("\"dead\"")));
        assert!(line.contains("\"level\":\"error\"") && line.contains(&format!("\"reason\":\"{outcome}\"")), "{line}");
        let again = node.call_as_operator("POST", &format!("/v1/admin/deliveries/{}/retry", dead.id));
        again.send().expect(202);
        delivery(&node, "delivered");
        assert_eq!(portal.seen().len(), 2);
    }
}

#[test]
fn what_a_peer_says_of_a_case_that_has_ended_is_written_down_and_moves_nothing() {
    let (_portal, mediator, node, citizen) = sent_to(&[]);
    until("the case at the peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    citizen.acts(&json!({ "action": "withdraw" }));
    let late =
        mediator.tells(&key(), "answer", &citizen.reference, &Portal::reference(), said(2, "caseworker", "Trop tard."));
    mediator.call(&node, &late).send().expect(200);
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("withdrawn", Some("withdrawn")));
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "withdrawn", "answer"]);
    node.settles_within(SOON);
}

#[test]
fn a_peer_answers_a_case_before_it_has_acknowledged_taking_it() {
    let (_portal, mediator, node, citizen) = sent_to(&[Line::Says(500, "")]);
    until("the failure", SOON, || node.deliveries("").into_iter().find(|d| d.attempts > 0));
    let early =
        mediator.tells(&key(), "acknowledged", &citizen.reference, &Portal::reference(), said(2, "caseworker", ""));
    mediator.call(&node, &early).send().expect(200);
    assert_eq!(citizen.opens().status, "under_review");
    delivery(&node, "delivered");
    let case = citizen.opens();
    assert_eq!(kinds(&case), ["filed", "forwarding", "acknowledged", "forwarded"]);
    assert_eq!(case.status, "under_review", "what comes late does not move the case back");
}

#[test]
fn a_case_of_any_agency_of_the_node_comes_back_to_it() {
    let (portal, mediator) = (Portal::with(&[]), Sender::named("mediator"));
    let node = Alone::with_mediator_at(&portal.url(), &mediator);
    let citizen = Citizen::files(&node, "tizi", &routed("La route est coupée"));
    until("the case at the peer", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    assert!(citizen.reference.starts_with("TIZ-"));
    let answer =
        mediator.tells(&key(), "answer", &citizen.reference, &Portal::reference(), said(2, "caseworker", "Réparée."));
    mediator.call(&node, &answer).send().expect(200);
    assert_eq!(citizen.opens().status, "answered");
}
