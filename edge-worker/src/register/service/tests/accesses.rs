//! What staff reads leaves an entry, or is not shown.

use super::*;
use wire::v1::desk::AccessView;

const MINUTE: i64 = 60_000;

fn by(token: &str, role: &str) -> Reader {
    Reader { token: token.into(), role: role.into() }
}

fn reads(serial: u32, read: Read, reader: &Reader, now: i64) -> Command {
    Command::Desk { serial, now, reader: reader.clone(), read }
}

fn page(
    register: &Register<NativeSql>,
    serial: Option<u32>,
    before: Option<i64>,
    limit: u32,
) -> (Vec<AccessView>, Option<i64>) {
    let command = Command::Accesses { serial, before, limit, now: NOW, reader: by("s1", "supervisor") };
    match register.handle(command).unwrap().0 {
        Reply::Accesses { rows, before } => (rows, before),
        other => panic!("{other:?}"),
    }
}

fn of_case(register: &Register<NativeSql>, serial: u32) -> Vec<(String, String, u32)> {
    let entries = page(register, Some(serial), None, 100).0.into_iter();
    entries.filter(|e| e.what != "accesses").map(|e| (e.token, e.what, e.times)).collect()
}

fn filed(count: usize) -> Register<NativeSql> {
    let register = register();
    (0..count).for_each(|n| drop(register.handle(file(&format!("k{n}"), "delay")).unwrap()));
    register
}

#[test]
fn every_read_of_a_case_is_an_entry_with_who_what_and_when() {
    let register = filed(2);
    let (nadia, karim) = (by("t1", "caseworker"), by("t2", "supervisor"));
    register.handle(reads(1, Read::Case, &nadia, NOW)).unwrap();
    register.handle(reads(1, Read::Document { id: "k0".into() }, &karim, NOW + 5)).unwrap();
    register.handle(reads(1, Read::Export, &karim, NOW + 6)).unwrap();
    register.handle(reads(2, Read::Case, &nadia, NOW + 7)).unwrap();
    let (entries, more) = page(&register, Some(1), None, 10);
    let told: Vec<_> = entries.iter().map(|e| (e.token.as_str(), e.role.as_str(), e.what.as_str())).collect();
    let supervisor = "supervisor";
    assert_eq!(told, [("t2", supervisor, "export"), ("t2", supervisor, "document"), ("t1", "caseworker", "case")]);
    assert_eq!((entries[1].document.as_deref(), entries[2].document.as_deref(), more), (Some("k0"), None, None));
    assert_eq!(entries[2].at, UnixMillis(NOW).to_rfc3339());
    assert!(entries.iter().all(|e| e.reference.as_deref() == Some("HAB-26A-000001-Y") && e.name.is_none()));
}

#[test]
fn what_was_not_there_was_not_read() {
    let register = filed(1);
    let missing = |command| refusal(register.handle(command).unwrap().0);
    assert_eq!(missing(reads(1, Read::Document { id: "none".into() }, &reader(), NOW)), "not-found");
    assert_eq!(missing(reads(7, Read::Case, &reader(), NOW)), "case-not-found");
    assert_eq!(of_case(&register, 1), []);
}

#[test]
fn a_window_that_asks_again_and_again_is_one_entry_that_counts() {
    let register = filed(1);
    let nadia = by("t1", "caseworker");
    for n in 0..15 {
        register.handle(reads(1, Read::Case, &nadia, NOW + n * MINUTE)).unwrap();
    }
    register.handle(reads(1, Read::Case, &by("t2", "caseworker"), NOW + MINUTE)).unwrap();
    register.handle(reads(1, Read::Case, &nadia, NOW + 15 * MINUTE)).unwrap();
    let one = |token: &str, times| (token.to_owned(), "case".to_owned(), times);
    assert_eq!(of_case(&register, 1), [one("t1", 1), one("t2", 1), one("t1", 15)]);
    let first = page(&register, Some(1), None, 100).0.pop().unwrap();
    assert_eq!((first.at, first.until), (UnixMillis(NOW).to_rfc3339(), UnixMillis(NOW + 14 * MINUTE).to_rfc3339()));
    // After a restart a new entry is begun; none is lost.
    let again = Register::open(register.sql, node(1)).unwrap();
    again.handle(reads(1, Read::Case, &nadia, NOW + 16 * MINUTE)).unwrap();
    assert_eq!(of_case(&again, 1).len(), 4);
}

#[test]
fn a_page_of_the_list_is_an_entry_without_what_was_searched_for() {
    let register = filed(5);
    let query = ListQuery {
        q: Some("fuite".into()),
        kind: Some("complaint".into()),
        limit: 3,
        now: NOW,
        reader: by("t1", "caseworker"),
        ..ListQuery::default()
    };
    register.handle(Command::List(query)).unwrap();
    let entry = page(&register, None, None, 10).0.pop().unwrap();
    assert_eq!((entry.what.as_str(), entry.reference), ("list", None));
    assert_eq!(entry.filters, ["kind", "q"]);
    let span = entry.cases.unwrap();
    assert_eq!((&span.newest[..14], &span.oldest[..14]), ("HAB-26A-000005", "HAB-26A-000003"));
    let dump = register.sql.dump();
    let table = dump.lines().find(|line| line.starts_with("access:")).unwrap();
    assert!(table.contains("kind q") && !table.to_lowercase().contains("fuite"), "{table}");
}

#[test]
fn the_log_is_read_page_by_page_and_reading_it_is_an_entry() {
    let register = filed(1);
    for n in 0..25 {
        register.handle(reads(1, Read::Case, &by(&format!("t{n}"), "caseworker"), NOW)).unwrap();
    }
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let (rows, next) = page(&register, Some(1), before, 10);
        found.extend(rows.into_iter().filter(|e| e.what == "case").map(|e| e.token));
        before = next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(found, (0..25).rev().map(|n| format!("t{n}")).collect::<Vec<_>>());
    let reader = &page(&register, Some(1), None, 1).0[0];
    assert_eq!((reader.what.as_str(), reader.token.as_str(), reader.role.as_str()), ("accesses", "s1", "supervisor"));
}

#[test]
fn nothing_is_shown_whose_entry_is_not_on_disk() {
    for command in [list(), desk(1)] {
        for n in 1.. {
            let register = filed(1);
            register.sql.break_at(Break::Before(n));
            let shown = register.handle(command.clone());
            register.sql.break_at(Break::Never);
            let entries = register.sql.run("SELECT id FROM access", &[]).unwrap().len();
            assert_eq!(entries, usize::from(shown.is_ok()), "statement {n}");
            // Memory does not count on what was undone.
            register.handle(command.clone()).unwrap();
            let entries: i64 = register.sql.run("SELECT sum(times) FROM access", &[]).unwrap()[0].int(0).unwrap();
            assert_eq!(entries, 1 + i64::from(shown.is_ok()), "statement {n}");
            if shown.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn a_colleagues_case_is_taken_over_by_a_supervisor_alone() {
    let register = filed(1);
    let assign = |name: &str, role: &str, to: &str| {
        let by = By::Caseworker { name: name.into(), role: role.into() };
        let act = Act::Assign { to: to.into() };
        register
            .handle(Command::Act { serial: 1, by, key: None, now: NOW, act, documents: Vec::new(), onward: None })
            .unwrap()
            .0
    };
    assert!(matches!(assign("Nadia", "caseworker", "Karim"), Reply::Done { .. }));
    assert_eq!(refusal(assign("Nadia", "caseworker", "Nadia")), "forbidden");
    assert!(matches!(assign("Karim", "caseworker", "Nadia"), Reply::Done { .. }));
    assert!(matches!(assign("Salma", "supervisor", "Karim"), Reply::Done { .. }));
    assert_eq!(refusal(assign("Karim", "operator", "Nadia")), "forbidden");
}
