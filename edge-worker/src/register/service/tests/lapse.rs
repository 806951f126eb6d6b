//! Deadlines at the register: once, in order, in parts, and whatever the clock does.

use super::*;
use domain::time::{DAY_MS, UnixMillis};

/// The sixtieth day after NOW ends here, in Rabat's winter.
fn due_at(register: &Register<NativeSql>) -> i64 {
    case_of(register, 1).due_at
}

fn lapse(register: &Register<NativeSql>, now: i64) -> Option<i64> {
    register.lapse(UnixMillis(now)).unwrap()
}

fn staff_kinds(register: &Register<NativeSql>, serial: u32) -> Vec<String> {
    match register.handle(desk(serial)).unwrap().0 {
        Reply::Case(case) => case.entries.into_iter().map(|e| e.kind).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_case_is_reminded_of_and_then_late_once_each() {
    let register = register();
    assert_eq!(register.lapse_at(), None);
    register.handle(file("k1", "delay")).unwrap();
    let due = due_at(&register);
    let soon = due - 7 * DAY_MS;
    assert_eq!(register.lapse_at(), Some(soon));
    assert_eq!(lapse(&register, soon - 1), Some(soon));
    assert_eq!(staff_kinds(&register, 1), ["filed"]);
    assert_eq!(lapse(&register, soon), Some(due + 1));
    assert_eq!(lapse(&register, due), Some(due + 1));
    register.touched();
    assert_eq!(lapse(&register, due + 1), None);
    assert_eq!(register.touched(), [1]);
    for now in [due + 1, soon, NOW, due + 3_650 * DAY_MS] {
        assert_eq!(lapse(&register, now), None);
    }
    assert_eq!(staff_kinds(&register, 1), ["filed", "reminder", "overdue"]);
    assert_eq!(kinds(&case_of(&register, 1)), ["filed", "overdue"]);
}

#[test]
fn a_register_that_was_away_for_years_catches_up_in_parts() {
    let register = register();
    for n in 0..450 {
        register.handle(file(&format!("k{n}"), "delay")).unwrap();
    }
    let years_later = NOW + 3 * 366 * DAY_MS;
    let mut parts = 0;
    while let Some(next) = lapse(&register, years_later) {
        assert!(next <= years_later);
        parts += 1;
    }
    assert_eq!(parts, 2);
    for serial in [1, 200, 201, 450] {
        assert_eq!(staff_kinds(&register, serial), ["filed", "overdue"]);
    }
}

#[test]
fn a_register_that_opens_again_knows_what_is_next() {
    let sql = NativeSql::in_memory();
    let register = open(sql);
    register
        .handle(Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 1)) })
        .unwrap();
    register.handle(file("k1", "delay")).unwrap();
    let (due, before) = (due_at(&register), register.lapse_at());
    let register = open(register.sql);
    assert_eq!((register.lapse_at(), before), (Some(due - 7 * DAY_MS), Some(due - 7 * DAY_MS)));
    lapse(&register, due + 1);
    let register = open(register.sql);
    assert_eq!(lapse(&register, due + 2), None);
    assert_eq!(staff_kinds(&register, 1), ["filed", "overdue"]);
}

#[test]
fn a_part_that_breaks_off_writes_each_case_once() {
    for n in 1.. {
        let register = register();
        for key in ["k1", "k2", "k3"] {
            register.handle(file(key, "delay")).unwrap();
        }
        let late = due_at(&register) + 1;
        register.sql.break_at(Break::After(n));
        let broken = register.lapse(UnixMillis(late)).is_err();
        register.sql.break_at(Break::Never);
        assert_eq!(lapse(&register, late), None);
        for serial in 1..4 {
            assert_eq!(staff_kinds(&register, serial), ["filed", "overdue"], "statement {n}");
        }
        if !broken {
            assert_eq!(n, 12);
            break;
        }
    }
}

#[test]
fn what_is_answered_is_not_late_and_what_is_reopened_can_be_again() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let due = due_at(&register);
    let at =
        |now, by: By, act| Command::Act { serial: 1, by, key: None, now, act, documents: Vec::new(), onward: None };
    let staff = || By::Caseworker { name: "Nadia Exemple".into(), role: "caseworker".into() };
    register.handle(at(due - DAY_MS, staff(), Act::Answer { text: "Réparé.".into() })).unwrap();
    lapse(&register, due + 1);
    assert_eq!(staff_kinds(&register, 1), ["filed", "answer"]);
    let complainant = By::Complainant { code_hash: CODE.into(), tried: Tried::default() };
    register.handle(at(due + DAY_MS, complainant, Act::Reopen { text: "Non.".into() })).unwrap();
    let again = due_at(&register);
    assert_eq!(again, due + 61 * DAY_MS);
    // The receipt is what it was.
    match register.handle(file("k1", "delay")).unwrap().0 {
        Reply::Filed(filed) => assert_eq!((filed.due_at, filed.repeated), (due, true)),
        other => panic!("{other:?}"),
    }
    assert_eq!(case_of(&register, 1).promised_at, due);
    assert_eq!(register.lapse_at(), Some(again - 7 * DAY_MS));
    lapse(&register, again + 1);
    assert_eq!(staff_kinds(&register, 1), ["filed", "answer", "reopened", "overdue"]);
}

#[test]
fn the_desk_finds_what_is_near_and_what_is_late() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let due = due_at(&register);
    let found = |overdue, due_within_days, now| {
        let query = ListQuery { overdue, due_within_days, now, limit: 10, ..ListQuery::default() };
        match register.handle(Command::List(query)).unwrap().0 {
            Reply::Rows { rows, .. } => rows.into_iter().map(|row| (row.overdue, row.due_soon)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(found(None, Some(7), due - 8 * DAY_MS), []);
    assert_eq!(found(None, Some(7), due - 7 * DAY_MS), [(false, true)]);
    assert_eq!(found(Some(true), None, due), []);
    assert_eq!(found(Some(true), None, due + 1), [(true, false)]);
    assert_eq!(found(None, Some(7), due + 1), []);
}
