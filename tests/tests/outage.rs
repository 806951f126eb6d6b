//! One of two nodes is away, for a while or in the middle of a word: nothing is lost, nothing comes twice, and
//! what belongs to one case keeps its order.
#![cfg(test)]

use integration_tests::clock::until;
use integration_tests::desk::{Citizen, Desk};
use integration_tests::fixtures::routed;
use integration_tests::gate::Gate;
use integration_tests::node::Node;
use integration_tests::stack::Pair;
use serde_json::json;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

/// Longer than the longest wait of a node after a minute's absence of its peer.
const LONG: Duration = Duration::from_secs(90);

/// Files as many complaints that go to the Mediator, four at a time.
fn file_routed(node: &Node, count: usize) -> Vec<Citizen> {
    let file = |n: usize| Citizen::files(node, "mhab", &routed(&format!("Sujet {n}")));
    thread::scope(|s| {
        let threads: Vec<_> =
            (0..4).map(|from| s.spawn(move || (from..count).step_by(4).map(file).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    })
}

/// Waits until every case has arrived, and checks that each has exactly once.
fn all_arrive_once(citizens: &[Citizen], mediator: &Desk) {
    until("every case at the Mediator", LONG, || (mediator.all().len() >= citizens.len()).then_some(()));
    let origins: Vec<String> = mediator.all().into_iter().filter_map(|row| row.origin).map(|o| o.reference).collect();
    let distinct: BTreeSet<&String> = origins.iter().collect();
    let filed: BTreeSet<&String> = citizens.iter().map(|c| &c.reference).collect();
    assert_eq!((origins.len(), distinct), (citizens.len(), filed));
}

/// The case at the Mediator that came from a complainant's case.
fn there(citizen: &Citizen, mediator: &Desk) -> String {
    let from_here = |o: Option<wire::v1::desk::Origin>| o.is_some_and(|o| o.reference == citizen.reference);
    mediator.all().into_iter().find(|row| from_here(row.origin.clone())).unwrap().reference
}

#[test]
fn two_hundred_cases_wait_for_a_peer_that_is_away_and_arrive_once_and_in_order() {
    let mut pair = Pair::start();
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    pair.mediator.stop();
    let citizens = file_routed(&pair.agencies, 200);
    for citizen in citizens.iter().step_by(10) {
        citizen.writes("Premier message.");
        citizen.writes("Second message.");
    }
    let pending = pair.agencies.deliveries("?state=pending");
    assert_eq!(pending.len(), 240);
    assert!(pending.iter().flat_map(|d| &d.last_attempts).all(|a| a.outcome == "unreachable"));
    pair.mediator.run();
    all_arrive_once(&citizens, &mediator);
    pair.settles();
    for citizen in citizens.iter().step_by(10) {
        let case = mediator.opens(&there(citizen, &mediator));
        let told: Vec<_> = case.timeline.iter().filter_map(|e| e.text.as_deref()).collect();
        assert_eq!(told, ["Premier message.", "Second message."], "{}", case.reference);
    }
    assert!(citizens.iter().all(|c| c.opens().status == "forwarded"));
}

#[test]
fn a_peer_that_is_away_is_asked_one_at_a_time() {
    let mut pair = Pair::start();
    pair.mediator.stop();
    file_routed(&pair.agencies, 40);
    until("a second attempt", LONG, || pair.agencies.deliveries("?state=pending").into_iter().find(|d| d.attempts > 1));
    let tried = pair.agencies.deliveries("?state=pending").iter().map(|d| d.attempts).sum::<u32>();
    assert!(tried <= 30, "{tried} attempts at a peer that is away");
    pair.mediator.run();
    pair.settles();
}

#[test]
fn what_the_mediator_says_waits_for_an_agency_that_is_away() {
    let mut pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    pair.settles();
    let reference = there(&citizen, &mediator);
    pair.agencies.kill();
    mediator.acts(&reference, &json!({ "action": "acknowledge" }));
    mediator.says(&reference, "ask", "Quel guichet ?");
    mediator.says(&reference, "answer", "Le guichet est fermé.");
    pair.agencies.run();
    let case = until("the answer", LONG, || Some(citizen.opens()).filter(|c| c.status == "answered"));
    let told: Vec<_> = case.timeline.iter().skip(3).map(|e| e.kind.as_str()).collect();
    assert_eq!(told, ["acknowledged", "question", "answer"]);
}

#[test]
fn a_peer_that_speaks_is_tried_at_once() {
    let mut pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    pair.settles();
    let reference = there(&citizen, &mediator);
    pair.mediator.stop();
    citizen.writes("Êtes-vous là ?");
    // After a few failures the next attempt is far away: the peer's own word brings it forward.
    until("the third attempt", LONG, || {
        pair.agencies.deliveries("?state=pending").into_iter().find(|d| d.attempts >= 3)
    });
    pair.mediator.run();
    mediator.acts(&reference, &json!({ "action": "acknowledge" }));
    until("the acknowledgement", LONG, || citizen.opens().timeline.into_iter().find(|e| e.kind == "acknowledged"));
    pair.agencies.settles_within(Duration::from_secs(3));
}

/// A pair with a gate on the way to the Mediator that lets `answers` answers back and then holds.
fn pair_with_gate(answers: usize) -> (Pair, Gate, Desk) {
    let pair = Pair::apart();
    let gate = Gate::before(&pair.mediator.address(), answers);
    pair.introduce(&gate.url());
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    (pair, gate, mediator)
}

/// Waits until deliveries stand before the gate: taken on the other side, unknown on this one.
fn in_the_middle(gate: &Gate) {
    until("deliveries in the middle", LONG, || (gate.waiting() > 0).then_some(()));
}

#[test]
fn an_agency_that_dies_while_it_delivers_delivers_everything_once_afterwards() {
    let (mut pair, gate, mediator) = pair_with_gate(25);
    let citizens = file_routed(&pair.agencies, 60);
    in_the_middle(&gate);
    pair.agencies.kill();
    gate.lose_waiting_and_open();
    let arrived = mediator.all().len();
    assert!((1..60).contains(&arrived), "{arrived} had arrived");
    pair.agencies.run();
    all_arrive_once(&citizens, &mediator);
    pair.settles();
    all_arrive_once(&citizens, &mediator);
}

#[test]
fn a_mediator_that_dies_while_it_takes_has_everything_once_afterwards() {
    let (mut pair, gate, mediator) = pair_with_gate(25);
    let citizens = file_routed(&pair.agencies, 60);
    in_the_middle(&gate);
    pair.mediator.kill();
    gate.lose_waiting_and_open();
    pair.mediator.run();
    all_arrive_once(&citizens, &mediator);
    pair.settles();
    all_arrive_once(&citizens, &mediator);
}

#[test]
fn an_answer_that_is_lost_on_the_way_is_asked_for_again_and_nothing_comes_twice() {
    let (pair, gate, mediator) = pair_with_gate(0);
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    in_the_middle(&gate);
    assert_eq!(mediator.all().len(), 1, "it is on disk there");
    assert_eq!(citizen.opens().status, "received", "and nobody here knows it");
    citizen.writes("Un mot de plus.");
    gate.lose_waiting_and_open();
    pair.settles();
    all_arrive_once(std::slice::from_ref(&citizen), &mediator);
    let case = mediator.opens(&there(&citizen, &mediator));
    assert_eq!(case.timeline.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["filed", "message"]);
    assert_eq!(citizen.opens().status, "forwarded");
}
