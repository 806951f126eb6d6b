//! Who waits, who never does, and what is forgotten.

use super::*;
use proptest::prelude::*;

const NOW: i64 = 1_795_356_309_120;
const MINUTE: i64 = 60_000;

fn codes() -> Guesses {
    Guesses::new(GuessLimits::CODES)
}

/// Tries wrong codes at a target until it has to wait; how many were looked at.
fn guess(guesses: &mut Guesses, target: &str, network: &str, tries: usize, at: i64) -> usize {
    let mut looked = 0;
    for _ in 0..tries {
        if guesses.look(target, Some(network), UnixMillis(at)).is_ok() {
            looked += 1;
            guesses.wrong(target, Some(network), UnixMillis(at)).unwrap();
        }
    }
    looked
}

#[test]
fn a_network_has_ten_tries_at_a_case_and_one_more_every_six_minutes() {
    let mut guesses = codes();
    assert_eq!(guess(&mut guesses, "1", "a", 100, NOW), 10);
    assert_eq!(guesses.look("1", Some("a"), UnixMillis(NOW)), Err(Wait(6 * MINUTE)));
    assert_eq!(Wait(6 * MINUTE).seconds(), 360);
    assert_eq!(guess(&mut guesses, "1", "a", 100, NOW + 6 * MINUTE), 1);
    assert_eq!(guess(&mut guesses, "1", "a", 100, NOW + 66 * MINUTE), 10);
}

#[test]
fn an_attack_from_elsewhere_does_not_keep_anybody_out() {
    let mut guesses = codes();
    for n in 0..1_000 {
        guess(&mut guesses, "1", &format!("bad-{n}"), 20, NOW);
    }
    assert_eq!(guesses.look("1", Some("home"), UnixMillis(NOW)), Ok(()));
    assert_eq!(guesses.look("1", None, UnixMillis(NOW)), Ok(()));
    // Even after mistyping once the wait ends as soon as that one is forgotten.
    guesses.wrong("1", Some("home"), UnixMillis(NOW)).unwrap();
    assert_eq!(guesses.look("1", Some("home"), UnixMillis(NOW)), Err(Wait(6 * MINUTE)));
    assert_eq!(guesses.look("1", Some("home"), UnixMillis(NOW + 6 * MINUTE)), Ok(()));
    assert_eq!(guesses.look("2", Some("home"), UnixMillis(NOW)), Ok(()));
}

#[test]
fn under_attack_a_network_is_wrong_once_not_ten_times() {
    let mut guesses = codes();
    for n in 0..30 {
        assert_eq!(guess(&mut guesses, "1", &format!("bad-{n}"), 20, NOW), 10);
    }
    assert_eq!(guess(&mut guesses, "1", "late", 20, NOW), 1);
}

#[test]
fn a_network_that_tries_many_cases_waits_everywhere() {
    let mut guesses = codes();
    let looked: usize = (0..500).map(|n| guess(&mut guesses, &n.to_string(), "a", 1, NOW)).sum();
    assert_eq!(looked, 200);
    assert!(guesses.look("another", Some("a"), UnixMillis(NOW)).is_err());
    assert_eq!(guesses.look("another", Some("b"), UnixMillis(NOW)), Ok(()));
}

#[test]
fn where_nobody_can_be_told_apart_the_right_code_always_opens() {
    let mut guesses = codes();
    let many = (0..400).filter(|_| guesses.wrong("1", None, UnixMillis(NOW)).is_err()).count();
    assert_eq!(many, 100);
    assert_eq!(guesses.look("1", None, UnixMillis(NOW)), Ok(()));
}

#[test]
fn memory_stays_bounded() {
    let mut guesses = codes();
    for n in 0..COUNTED_MAX + 50 {
        guesses.wrong(&n.to_string(), Some(&n.to_string()), UnixMillis(NOW)).unwrap();
    }
    assert!(guesses.pairs.len() <= COUNTED_MAX && guesses.networks.len() <= COUNTED_MAX);
    assert!(guesses.targets.len() <= COUNTED_MAX);
    assert!(guesses.pairs.contains_key(&((COUNTED_MAX + 49).to_string(), (COUNTED_MAX + 49).to_string())));
}

proptest! {
    /// Whatever others do, a network that was never wrong at a case is looked at there, unless it was wrong
    /// two hundred times elsewhere.
    #[test]
    fn a_clean_network_is_always_looked_at(tries in prop::collection::vec((0_u8..5, 0_u8..20, 0_i64..3_600_000), 0..600)) {
        let mut guesses = codes();
        for (target, network, after) in tries {
            let _ = guesses.wrong(&target.to_string(), Some(&network.to_string()), UnixMillis(NOW + after));
        }
        prop_assert_eq!(guesses.look("0", Some("clean"), UnixMillis(NOW)), Ok(()));
    }

    /// In any hour no more than twice the budget of one network at one case is looked at.
    #[test]
    fn an_hour_of_guessing_is_bounded(steps in prop::collection::vec(0_i64..120_000, 1..300)) {
        let mut guesses = codes();
        let (mut at, mut looked) = (NOW, Vec::new());
        for step in steps {
            at += step;
            if guess(&mut guesses, "1", "a", 1, at) == 1 {
                looked.push(at);
            }
        }
        for from in &looked {
            prop_assert!(looked.iter().filter(|t| (*from..*from + 3_600_000).contains(t)).count() <= 20);
        }
    }
}
