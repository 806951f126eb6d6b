//! The outbox over time: clocks that are set, deliveries that died and are mended by hand.

use super::*;
use crate::register::outbox::Owing;

const HOUR: i64 = 3_600_000;

fn due(register: &Register<NativeSql>, now: i64) -> Vec<(u32, String)> {
    let due = outbox::due(&register.sql, now, 100).unwrap();
    due.into_iter().map(|d| (d.serial, d.peer)).collect()
}

/// A register with one case that must reach the Mediator.
fn owing_one() -> Register<NativeSql> {
    let register = register();
    register.handle(file("k1", "corruption")).unwrap();
    register
}

fn attempt(register: &Register<NativeSql>, outcome: Outcome, now: i64) {
    for one in outbox::due(&register.sql, now, 100).unwrap() {
        register.attempted(&one, outcome, There::under(Some("MED-26A-000001-6")), UnixMillis(now), 0).unwrap();
    }
}

fn list(register: &Register<NativeSql>, state: Option<&str>) -> Vec<(String, String, Option<String>)> {
    let query = Command::Deliveries { state: state.map(str::to_owned), peer: None, after: None, limit: 200 };
    let Reply::Deliveries(list) = register.handle(query).unwrap().0 else { panic!("no list") };
    list.into_iter().map(|d| (d.peer, d.state, d.reason)).collect()
}

fn redirect(register: &Register<NativeSql>, delivery: &str, to: &str) -> Reply {
    let command = Command::Redirect { delivery: delivery.into(), to: to.into(), now: NOW };
    register.handle(command).unwrap().0
}

#[test]
fn what_was_put_off_waits_and_a_clock_that_goes_forward_brings_it_on() {
    let register = owing_one();
    attempt(&register, Outcome::Failed { status: 500 }, NOW);
    assert_eq!(due(&register, NOW + 4_999), []);
    assert_eq!(outbox::next_wake(&register.sql, NOW).unwrap(), Some(NOW + 5_000));
    assert_eq!(due(&register, NOW + 24 * HOUR).len(), 1);
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_up() {
    let silent = Outcome::Busy { status: 503, retry_after_ms: Some(20 * HOUR) };
    for outcome in [Outcome::Failed { status: 500 }, silent] {
        let register = owing_one();
        // A delivery is written and tried by a clock that is a week ahead; then the clock is set right.
        let ahead = NOW + 7 * 24 * HOUR;
        attempt(&register, outcome, ahead);
        assert_eq!(due(&register, ahead), [], "{outcome:?}");
        assert_eq!(due(&register, NOW).len(), 1, "{outcome:?}");
        assert_eq!(outbox::next_wake(&register.sql, NOW).unwrap(), Some(NOW), "{outcome:?}");
        // From here on the right clock counts.
        attempt(&register, outcome, NOW);
        assert_eq!(due(&register, NOW), [], "{outcome:?}");
        assert!(outbox::next_wake(&register.sql, NOW).unwrap().unwrap() > NOW, "{outcome:?}");
    }
}

#[test]
fn what_was_written_by_a_clock_that_was_ahead_is_due() {
    let register = register();
    let Command::File(mut early) = file("k1", "corruption") else { unreachable!() };
    early.now = NOW + 24 * HOUR;
    register.handle(Command::File(early)).unwrap();
    assert_eq!(due(&register, NOW).len(), 1);
    assert_eq!(outbox::next_wake(&register.sql, NOW).unwrap(), Some(NOW));
}

#[test]
fn a_clock_that_is_corrected_by_less_than_a_second_changes_nothing() {
    let register = owing_one();
    attempt(&register, Outcome::Failed { status: 500 }, NOW);
    assert_eq!(due(&register, NOW - 900), []);
}

#[test]
fn a_dead_delivery_says_why_and_is_counted() {
    for (outcome, reason) in [(Outcome::Gone, "gone"), (Outcome::Refused { status: 404 }, "refused")] {
        let register = owing_one();
        register.handle(file("k2", "corruption")).unwrap();
        let first = outbox::due(&register.sql, NOW, 1).unwrap().remove(0);
        let after = register.attempted(&first, outcome, There::default(), UnixMillis(NOW), 0).unwrap();
        assert_eq!(after, Some(domain::delivery::DeliveryState::Dead));
        let dead = list(&register, Some("dead"));
        assert_eq!(dead, [("mediator".into(), "dead".into(), Some(reason.into()))]);
        let owing = |state: &str| Owing { peer: "mediator".into(), state: state.into(), count: 1, oldest_at: NOW };
        assert_eq!(outbox::owing(&register.sql).unwrap(), [owing("dead"), owing("pending")]);
    }
}

#[test]
fn all_of_a_peers_dead_deliveries_are_put_back_at_once() {
    let register = owing_one();
    register.handle(file("k2", "corruption")).unwrap();
    attempt(&register, Outcome::Gone, NOW);
    assert_eq!(due(&register, NOW), []);
    let all = |peer: &str| register.handle(Command::RetryAll { peer: peer.into(), now: NOW }).unwrap();
    assert_eq!(all("region"), (Reply::Count(0), false));
    assert_eq!(all("mediator"), (Reply::Count(2), true));
    assert_eq!(all("mediator"), (Reply::Count(0), false));
    assert_eq!(due(&register, NOW).len(), 2);
}

#[test]
fn a_retry_that_is_asked_for_twice_is_one() {
    let register = owing_one();
    attempt(&register, Outcome::Gone, NOW);
    let retry = || register.handle(Command::Retry { delivery: "HAB-26A.1".into(), now: NOW }).unwrap().0;
    assert_eq!(retry(), Reply::Ok);
    assert_eq!(retry(), Reply::Ok);
    attempt(&register, Outcome::Accepted, NOW);
    assert_eq!(refusal(retry()), "not-found");
}

#[test]
fn a_dead_hand_over_is_redirected_with_everything_that_happened_since() {
    let register = owing_one();
    register.handle(act(1, message("Toujours rien."))).unwrap();
    attempt(&register, Outcome::Gone, NOW);
    assert_eq!(redirect(&register, "HAB-26A.1", "region"), Reply::Ok);
    let states: Vec<_> = list(&register, None).into_iter().map(|(peer, state, _)| (peer, state)).collect();
    let state = |peer: &str, state: &str| (peer.to_owned(), state.to_owned());
    assert_eq!(states, [state("mediator", "redirected"), state("mediator", "redirected"), state("region", "pending")]);
    assert_eq!(due(&register, NOW), [(1, "region".to_owned())]);
    let one = outbox::due(&register.sql, NOW, 1).unwrap().remove(0);
    let rules = register.rules().unwrap();
    let reference = rules.reference(1);
    let sender = outbox::Sender {
        node: "agencies",
        register: "HAB-26A",
        agency: &rules.agency,
        peer_agency: "region",
        reference: &reference,
    };
    let filed =
        outbox::cloud_event(&register.sql, &register.vault().unwrap(), &one, &sender).unwrap().data.filed.unwrap();
    assert_eq!((filed.agency.as_str(), filed.reason.as_str()), ("region", "forwarding"));
    let told: Vec<_> = filed.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(told, ["filed", "forwarding", "message", "forwarding"]);
    attempt(&register, Outcome::Accepted, NOW);
    assert_eq!(case_of(&register, 1).status, "forwarded");
    // The citizen's next word goes to the new holder only.
    register.handle(act(1, message("Merci."))).unwrap();
    assert_eq!(due(&register, NOW), [(1, "region".to_owned())]);
}

#[test]
fn a_case_can_come_back_to_the_peer_that_it_was_taken_from() {
    let register = owing_one();
    attempt(&register, Outcome::Gone, NOW);
    redirect(&register, "HAB-26A.1", "region");
    attempt(&register, Outcome::Gone, NOW);
    redirect(&register, "HAB-26A.2", "mediator");
    assert_eq!(due(&register, NOW), [(1, "mediator".to_owned())]);
    attempt(&register, Outcome::Accepted, NOW);
    assert_eq!(case_of(&register, 1).status, "forwarded");
}

fn discard(register: &Register<NativeSql>, what: &str, reason: &str) -> Reply {
    let (what, reason, reader) = (what.into(), reason.into(), reader());
    register.handle(Command::Discard { what, reason, reader, now: NOW + 9 }).unwrap().0
}

#[test]
fn a_dead_hand_over_that_is_ended_gives_the_case_back_and_stays_on_record() {
    let register = owing_one();
    register.handle(act(1, message("Toujours rien."))).unwrap();
    // What is still tried is left alone.
    assert_eq!(discard(&register, "HAB-26A.1", "settled"), Reply::Count(0));
    attempt(&register, Outcome::Gone, NOW);
    assert_eq!(discard(&register, "HAB-26A.2", "settled"), Reply::Count(0));
    assert_eq!(discard(&register, "HAB-26A.1", "settled"), Reply::Count(1));
    // What waited behind it cannot be told of a case that nobody has.
    let ended = ("mediator".to_owned(), "discarded".to_owned(), Some("settled".to_owned()));
    assert_eq!(list(&register, None), [ended.clone(), ended]);
    assert_eq!((due(&register, NOW).len(), outbox::owing(&register.sql).unwrap()), (0, Vec::new()));
    let case = case_of(&register, 1);
    assert_eq!((case.status.as_str(), case.entries.last().unwrap().kind.as_str()), ("received", "returned"));
    assert_eq!(case.entries.last().unwrap().body.to.as_deref(), Some("mediator"));
    let ask = Command::Accesses { serial: Some(1), before: None, limit: 10, now: NOW, reader: reader() };
    let Reply::Accesses { rows, .. } = register.handle(ask).unwrap().0 else { panic!() };
    assert_eq!((rows[0].what.as_str(), rows[0].reason.as_deref(), rows.len()), ("discard", Some("settled"), 1));
    assert_eq!(rows[0].token, reader().token);
    // Asked again there is nothing to end; and the agency treats the case.
    assert_eq!(discard(&register, "HAB-26A.1", "settled"), Reply::Count(0));
    let by = By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    let answer = Act::Answer { text: "Voici.".into() };
    let answer = Command::Act { serial: 1, by, key: None, now: NOW, act: answer, documents: Vec::new() };
    assert!(matches!(register.handle(answer).unwrap().0, Reply::Done { .. }));
    assert_eq!(due(&register, NOW), []);
}

#[test]
fn a_dead_word_that_is_ended_lets_the_next_one_pass() {
    let register = owing_one();
    attempt(&register, Outcome::Accepted, NOW);
    register.handle(act(1, message("Un."))).unwrap();
    register.handle(act(1, message("Deux."))).unwrap();
    attempt(&register, Outcome::Refused { status: 400 }, NOW);
    assert_eq!(due(&register, NOW), []);
    assert_eq!(discard(&register, "HAB-26A.2", "mistake"), Reply::Count(1));
    assert_eq!(due(&register, NOW), [(1, "mediator".to_owned())]);
    assert_eq!(case_of(&register, 1).entries.last().unwrap().kind, "message");
}

#[test]
fn of_a_peer_that_has_left_all_ends_and_what_it_holds_comes_back() {
    let register = owing_one();
    for n in 2..=4 {
        register.handle(file(&format!("k{n}"), "corruption")).unwrap();
    }
    register.handle(file("k5", "delay")).unwrap();
    for one in outbox::due(&register.sql, NOW, 100).unwrap() {
        // The first two are on its register; the third was refused; the fourth waits, and always will.
        let outcome = match one.serial {
            1 | 2 => Outcome::Accepted,
            3 => Outcome::Refused { status: 400 },
            _ => Outcome::Unreachable,
        };
        register.attempted(&one, outcome, There::under(Some("MED-26A-000001-6")), UnixMillis(NOW), 0).unwrap();
    }
    register.handle(act(2, Act::Withdraw { text: None })).unwrap();
    assert_eq!(discard(&register, "mediator", "left"), Reply::Count(4));
    assert_eq!(discard(&register, "mediator", "left"), Reply::Count(0));
    assert_eq!(outbox::owing(&register.sql).unwrap(), []);
    let last = |serial| {
        let case = case_of(&register, serial);
        (case.status, case.entries.last().unwrap().kind.clone())
    };
    let came_back = |status: &str| (status.to_owned(), "returned".to_owned());
    assert_eq!([last(1), last(3), last(4)], ["under_review", "received", "received"].map(came_back));
    assert_eq!(last(2), ("withdrawn".to_owned(), "withdrawn".to_owned()));
    assert_eq!(last(5), ("received".to_owned(), "filed".to_owned()));
}

#[test]
fn only_what_is_dead_and_still_with_that_peer_is_redirected() {
    let register = owing_one();
    assert_eq!(refusal(redirect(&register, "HAB-26A.1", "region")), "not-found");
    attempt(&register, Outcome::Gone, NOW);
    for unknown in ["HAB-26A.9", "TIZ-26A.1", "x"] {
        assert_eq!(refusal(redirect(&register, unknown, "region")), "not-found", "{unknown}");
    }
    register.handle(act(1, Act::Withdraw { text: None })).unwrap();
    let before = register.sql.dump();
    assert_eq!(refusal(redirect(&register, "HAB-26A.1", "region")), "action-not-possible");
    assert_eq!(register.sql.dump(), before);
}

/// What is owed as it stands in the store: for each, its case and its peer.
fn owe(register: &Register<NativeSql>, owed: &[(u32, &str)]) {
    for (serial, peer) in owed {
        let statement = "INSERT INTO delivery (serial, peer, kind, number, state, created_at, next_attempt_at)
                         VALUES (?, ?, 'filed', 1, 'pending', ?, ?)";
        register.sql.run(statement, &[(*serial).into(), (*peer).into(), NOW.into(), NOW.into()]).unwrap();
    }
}

#[test]
fn no_peer_takes_the_turn_of_another() {
    let register = register();
    owe(&register, &[(1, "mediator"), (2, "mediator"), (3, "mediator"), (4, "mediator"), (5, "portal")]);
    let turn = |limit| outbox::due(&register.sql, NOW, limit).unwrap();
    let whose: Vec<_> = turn(4).into_iter().map(|d| (d.serial, d.peer)).collect();
    assert_eq!(whose, [(1, "mediator".into()), (2, "mediator".into()), (5, "portal".into())]);
    assert_eq!(turn(1).len(), 2, "each has a lane of its own");
    // Of one that is away nothing is tried, and the other has the whole turn.
    let away = turn(4).into_iter().find(|d| d.peer == "portal").unwrap();
    let busy = Outcome::Busy { status: 503, retry_after_ms: None };
    register.attempted(&away, busy, There::default(), UnixMillis(NOW), 0).unwrap();
    assert_eq!(turn(4).len(), 4);
    assert_eq!(outbox::next_wake(&register.sql, NOW).unwrap(), Some(NOW));
}

/// A register with a million deliveries behind it looks at those that are open, and at nothing else.
#[test]
fn what_was_delivered_is_not_read_again() {
    let register = register();
    for (statement, asks) in outbox::STATEMENTS.into_iter().zip([2, 4, 3]) {
        let params = vec![NOW.into(); asks];
        let plan = register.sql.run_built(&format!("EXPLAIN QUERY PLAN {statement}"), &params).unwrap();
        let steps: Vec<_> = plan.iter().map(|row| row.text(3).unwrap()).collect();
        assert!(!steps.iter().any(|step| step.starts_with("SCAN d")), "{steps:#?}");
        assert!(steps.iter().any(|step| step.contains("INDEX delivery_owed")), "{steps:#?}");
    }
}
