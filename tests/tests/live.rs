//! An open case hears of news: over a socket that only its access code opens, and without a word of the case.
#![cfg(test)]

use integration_tests::fixtures::filing;
use integration_tests::live::Watcher;
use integration_tests::stack::{Alone, Pair};
use serde_json::json;

#[test]
fn whoever_has_the_code_hears_how_many_entries_there_are() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let mut watcher = Watcher::with(&node, &citizen.reference, &citizen.code);
    assert_eq!(watcher.hears(), r#"{"events":1}"#);
    desk.says(&citizen.reference, "ask", "Quelle est la date du dépôt ?");
    assert_eq!(watcher.hears(), r#"{"events":2}"#);
    citizen.writes("Le 3 mars.");
    assert_eq!(watcher.hears(), r#"{"events":3}"#);
}

#[test]
fn what_stays_inside_is_not_heard() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let mut watcher = Watcher::with(&node, &citizen.reference, &citizen.code);
    assert_eq!(watcher.hears(), r#"{"events":1}"#);
    desk.says(&citizen.reference, "note", "Appeler le service des permis.");
    desk.acts(&citizen.reference, &json!({ "action": "assign", "to": "B. Collègue" }));
    desk.says(&citizen.reference, "message", "Votre dossier est complet.");
    assert_eq!(watcher.hears(), r#"{"events":2}"#);
}

#[test]
fn a_wrong_code_and_no_code_hear_nothing() {
    let node = Alone::start();
    let (citizen, other) = (node.citizen(), node.citizen());
    for wrong in [other.code.as_str(), "nonsense", ""] {
        assert_eq!(Watcher::with(&node, &citizen.reference, wrong).is_closed(), Some(1008), "{wrong:?}");
    }
    let mut silent = Watcher::connect(&node, &citizen.reference).unwrap();
    let mut open = Watcher::with(&node, &citizen.reference, &citizen.code.to_lowercase());
    assert_eq!(open.hears(), r#"{"events":1}"#);
    citizen.writes("Une précision.");
    assert_eq!(open.hears(), r#"{"events":2}"#);
    silent.says("ping");
    assert_eq!(silent.hears(), "pong", "nothing came before the sign of life");
}

#[test]
fn only_the_case_that_was_written_to_is_told() {
    let node = Alone::start();
    let (one, other) = (node.citizen(), node.citizen());
    let mut watcher = Watcher::with(&node, &other.reference, &other.code);
    assert_eq!(watcher.hears(), r#"{"events":1}"#);
    one.writes("Une précision.");
    watcher.says("ping");
    assert_eq!(watcher.hears(), "pong");
}

#[test]
fn a_socket_needs_a_reference_and_an_upgrade() {
    let node = Alone::start();
    let citizen = node.citizen();
    assert!(Watcher::connect(&node, "HAB-26A-000001-A").is_err(), "the check character does not fit");
    let answer = node.get(&format!("/v1/cases/{}/live", citizen.reference)).send();
    assert_eq!(answer.status, 405);
}

#[test]
fn a_case_has_few_sockets_and_the_oldest_goes_first() {
    let node = Alone::start();
    let citizen = node.citizen();
    let mut watchers: Vec<_> = (0..9)
        .map(|_| {
            let mut watcher = Watcher::with(&node, &citizen.reference, &citizen.code);
            assert_eq!(watcher.hears(), r#"{"events":1}"#);
            watcher
        })
        .collect();
    assert_eq!(watchers[0].is_closed(), Some(1013));
    citizen.writes("Une précision.");
    assert_eq!(watchers[8].hears(), r#"{"events":2}"#);
}

#[test]
fn what_the_mediator_does_is_heard_at_the_agency() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    let mut watcher = Watcher::with(&pair.agencies, &citizen.reference, &citizen.code);
    assert_eq!(watcher.hears(), r#"{"events":1}"#);
    let desk = pair.agencies.desk("mhab", "N. Agent");
    desk.says(&citizen.reference, "answer", "Votre demande est rejetée.");
    assert_eq!(watcher.hears(), r#"{"events":2}"#);
    citizen.escalates();
    assert_eq!(watcher.hears(), r#"{"events":3}"#);
    pair.settles();
    assert_eq!(watcher.hears(), r#"{"events":4}"#, "the Mediator has it on the register");
    let mediator = pair.mediator.desk("mediator", "Z. Médiatrice");
    let row = &mediator.all()[0];
    mediator.says(&row.reference, "ask", "Avez-vous une copie ?");
    assert_eq!(watcher.hears(), r#"{"events":5}"#);
}

#[test]
fn after_a_restart_a_socket_can_be_had_again() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    let mut before = Watcher::with(&node, &citizen.reference, &citizen.code);
    assert_eq!(before.hears(), r#"{"events":1}"#);
    node.kill();
    node.run();
    citizen.writes("Une précision.");
    let mut after = Watcher::with(&node, &citizen.reference, &citizen.code);
    assert_eq!(after.hears(), r#"{"events":2}"#);
}
