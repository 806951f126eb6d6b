//! Cases with peers that do not tell what happens there: found once, in one transaction with where the look ended.

use super::exchange::due;
use super::*;
use crate::register::looks::{self, Back, Look, News};
use domain::looking::{AFTERWARDS_MS, LONGEST_MS, SHORTEST_MS};
use domain::time::DAY_MS;

/// A case at the Mediator, which is looked after from its hand-over on.
fn held() -> Register<NativeSql> {
    let register = register();
    register.handle(file("k1", "corruption")).unwrap();
    let there = There { reference: Some("T-17"), look_from: Some("0") };
    let first = due(&register, NOW).remove(0);
    register.attempted(&first, Outcome::Accepted, there, UnixMillis(NOW), 0).unwrap();
    register
}

fn back(id: &str, kind: &'static str, text: &str) -> Back {
    Back { id: id.into(), kind, text: Some(text.to_owned()).filter(|t| !t.is_empty()), outcome: None }
}

fn news(back: Vec<Back>, cursor: &str) -> News {
    News { back, cursor: cursor.into() }
}

fn due_look(register: &Register<NativeSql>, now: i64) -> (Look, String) {
    register.to_look(now, 10).unwrap().pop().expect("a case to look at")
}

fn found(register: &Register<NativeSql>, look: &Look, news: &News, now: i64) -> usize {
    register.looked(look, Ok(news), UnixMillis(now), 0).unwrap()
}

#[test]
fn what_a_look_finds_is_in_the_timeline_once() {
    let register = held();
    assert_eq!(register.to_look(NOW, 10).unwrap(), []);
    assert_eq!(register.next_wake(NOW).unwrap(), Some(NOW + SHORTEST_MS));
    let now = NOW + SHORTEST_MS;
    let (look, known_as) = due_look(&register, now);
    assert_eq!((known_as.as_str(), look.cursor.as_str()), ("T-17", "0"));
    let first = news(vec![back("1", "acknowledged", ""), back("2", "question", "Quel bureau ?")], "2");
    assert_eq!(found(&register, &look, &first, now), 0);
    let case = case_of(&register, 1);
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "acknowledged", "question"]);
    assert_eq!(case.status, "awaiting_complainant");

    // The next page begins too early, as pages do.
    let later = now + SHORTEST_MS;
    let (look, _) = due_look(&register, later);
    assert_eq!(look.cursor, "2");
    let closed = Back { outcome: Some("upheld"), ..back("3", "closed", "") };
    let second = news(vec![back("2", "question", "Quel bureau ?"), closed], "3");
    assert_eq!(found(&register, &look, &second, later), 0);
    let case = case_of(&register, 1);
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    assert_eq!(kinds(&case).len(), 6);
}

#[test]
fn a_word_that_the_rules_refuse_does_not_keep_the_others() {
    let register = held();
    let now = NOW + SHORTEST_MS;
    let (look, _) = due_look(&register, now);
    let odd = vec![back("1", "question", ""), back("2", "closed", ""), back("3", "answer", "Réparé.\r\n\u{7}")];
    assert_eq!(found(&register, &look, &news(odd, "3"), now), 2);
    let long = "é".repeat(10_001);
    let (look, _) = due_look(&register, now + LONGEST_MS);
    assert_eq!(found(&register, &look, &news(vec![back("4", "message", &long)], "4"), now), 0);
    let case = case_of(&register, 1);
    let texts: Vec<_> = case.entries.iter().filter_map(|e| e.body.text.clone()).collect();
    assert_eq!(texts[0], "Réparé.");
    assert_eq!((texts[1].chars().count(), texts[1].ends_with('…')), (10_000, true));
}

#[test]
fn a_quiet_case_is_looked_at_more_seldom_and_one_that_is_over_not_for_ever() {
    let register = held();
    let mut now = NOW + DAY_MS;
    let (look, _) = due_look(&register, now);
    found(&register, &look, &news(vec![], "0"), now);
    assert_eq!(register.next_wake(now).unwrap(), Some(now + 2 * 3_600_000));
    now += 2 * 3_600_000;
    let (look, _) = due_look(&register, now);
    let closed = Back { outcome: Some("upheld"), ..back("9", "closed", "") };
    found(&register, &look, &news(vec![closed], "9"), now);
    assert_eq!(register.next_wake(now).unwrap(), Some(now + SHORTEST_MS));
    assert_eq!(register.to_look(now + AFTERWARDS_MS, 10).unwrap().len(), 1);
    assert_eq!(register.to_look(now + AFTERWARDS_MS + 1, 10).unwrap(), []);
    assert_eq!(looks::next(&register.sql, now).unwrap(), None, "it is not asked for again");
}

#[test]
fn a_peer_that_is_away_is_asked_for_one_case_at_a_time() {
    let register = held();
    register.handle(file("k2", "corruption")).unwrap();
    let second = due(&register, NOW).remove(0);
    let there = There { reference: Some("T-18"), look_from: Some("0") };
    register.attempted(&second, Outcome::Accepted, there, UnixMillis(NOW), 0).unwrap();
    let now = NOW + SHORTEST_MS;
    let both = register.to_look(now, 10).unwrap();
    assert_eq!(both.len(), 2);
    register.looked(&both[0].0, Err(Outcome::Unreachable), UnixMillis(now), 0).unwrap();
    assert_eq!(register.to_look(now, 10).unwrap(), []);
    assert_eq!(register.next_wake(now).unwrap(), Some(now + 1_000));
    // What is owed to it waits too, and goes out once it is there.
    register.handle(act(1, message("Encore."))).unwrap();
    assert_eq!(due(&register, now), []);
    let probe = register.to_look(now + 1_000, 10).unwrap();
    assert_eq!(probe.len(), 1);
    found(&register, &probe[0].0, &news(vec![], "0"), now + 1_000);
    assert_eq!(due(&register, now + 1_000).len(), 1);
    // One that fails on a case alone is asked for the others.
    let (look, _) = due_look(&register, now + 1_000);
    register.looked(&look, Err(Outcome::Failed { status: 500 }), UnixMillis(now + 1_000), 0).unwrap();
    assert_eq!(register.next_wake(now + 1_000).unwrap(), Some(now + 1_000), "the message");
    assert_eq!(register.to_look(now + 1_000, 10).unwrap(), []);
}

#[test]
fn a_case_that_a_peer_has_no_more_is_not_looked_at() {
    let register = held();
    register.handle(act(1, Act::Withdraw { text: None })).unwrap();
    assert_eq!(register.to_look(NOW + SHORTEST_MS, 10).unwrap().len(), 1, "a late word is written down");
    register.sql.run("UPDATE case_file SET holder = 'elsewhere'", &[]).unwrap();
    assert_eq!(register.to_look(NOW + SHORTEST_MS, 10).unwrap(), []);
}

#[test]
fn a_clock_that_was_set_back_is_not_waited_for() {
    let register = held();
    let long_ago = NOW - 400 * DAY_MS;
    assert_eq!(register.to_look(long_ago, 10).unwrap().len(), 1);
    assert_eq!(looks::next(&register.sql, long_ago).unwrap(), Some(long_ago));
}

#[test]
fn a_look_is_all_or_nothing_wherever_it_breaks() {
    let now = NOW + SHORTEST_MS;
    let page = news(vec![back("1", "acknowledged", ""), back("2", "answer", "Réparé.")], "2");
    let take = |register: &Register<NativeSql>| {
        let looks = register.to_look(now, 10)?;
        register.looked(&looks[0].0, Ok(&page), UnixMillis(now), 0)
    };
    assert!(matrix::matrix("a look", &held, &take) >= 10);
    let miss = |register: &Register<NativeSql>| {
        let looks = register.to_look(now, 10)?;
        register.looked(&looks[0].0, Err(Outcome::Unreachable), UnixMillis(now), 0)
    };
    assert!(matrix::matrix("a look at nobody", &held, &miss) >= 5);
}
