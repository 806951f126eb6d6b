//! A register that follows another: what was filed there is not filed again here.

use super::*;

const DAY: i64 = 86_400_000;

fn following() -> Register<NativeSql> {
    let register = open(NativeSql::in_memory());
    let follow =
        |registers: &[&str]| Command::Follow { registers: registers.iter().map(|r| (*r).into()).collect(), now: NOW };
    assert_eq!(register.handle(follow(&["HAB-26A", "HAB-25A"])).unwrap().0, Reply::Ok);
    let configure = Command::Configure { register: "HAB-26B".into(), agency: Box::new(agency("mhab", "HAB", 1)) };
    register.handle(configure).unwrap();
    // A second beginning changes nothing.
    register.handle(follow(&["HAB-24A"])).unwrap();
    register
}

fn filed_at(key: &str, back: Back, now: i64) -> Command {
    let Command::File(filing) = file(key, "delay") else { unreachable!() };
    Command::File(Box::new(File { back, now, ..*filing }))
}

#[test]
fn a_young_register_asks_for_a_look_into_those_before_it() {
    let register = following();
    let ask = |back, now| register.handle(filed_at("k1", back, now)).unwrap().0;
    let before = Reply::LookBack(vec!["HAB-26A".into(), "HAB-25A".into()]);
    assert_eq!(ask(Back::Unasked, NOW), before);
    assert_eq!(ask(Back::Unasked, NOW + 30 * DAY - 1), before);
    assert_eq!(refusal(ask(Back::OnlyLook, NOW)), "not-found");
    let first = filed_reference(ask(Back::Looked, NOW));
    assert!(first.starts_with("HAB-26B-000001-"));
    // What is here needs no look.
    assert_eq!(filed_reference(ask(Back::Unasked, NOW)), first);
    assert_eq!(filed_reference(ask(Back::OnlyLook, NOW)), first);
}

#[test]
fn a_register_that_has_stood_for_a_while_looks_no_longer_and_remembers_over_a_restart() {
    let again = open(following().sql);
    let ask = |now| again.handle(filed_at("k1", Back::Unasked, now)).unwrap().0;
    assert!(matches!(ask(NOW), Reply::LookBack(_)));
    assert!(filed_reference(ask(NOW + 30 * DAY)).starts_with("HAB-26B-000001-"));
}

#[test]
fn the_first_register_of_an_agency_asks_for_nothing() {
    let register = register();
    register.handle(Command::Follow { registers: Vec::new(), now: NOW }).unwrap();
    assert!(filed_reference(register.handle(file("k1", "delay")).unwrap().0).starts_with("HAB-26A-000001-"));
}
