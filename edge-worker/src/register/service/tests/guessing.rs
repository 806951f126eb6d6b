//! A wrong code, a serial that nobody has, a case without a code and a register that does not exist: the same.

use super::*;

const WRONG: &str = "00de000000000000000000000000000000000000000000000000000000000001";

fn tried(at: &str, network: Option<&str>) -> Tried {
    Tried { at: at.into(), network: network.map(str::to_owned) }
}

fn open(serial: u32, hash: &str, tried: Tried) -> Command {
    Command::Open { serial, code_hash: hash.into(), now: NOW, tried, all: false, filed: false }
}

/// What a command answers, and the statements that it ran.
fn statements(register: &Register<NativeSql>, command: Command) -> (Reply, Vec<String>) {
    register.sql.take_log();
    let reply = register.handle(command).unwrap().0;
    (reply, register.sql.take_log())
}

/// A register with a case of each sort: with a code and an open question (1), a peer's (2).
fn sorted() -> Register<NativeSql> {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let by = By::Caseworker { name: "N".into(), role: "caseworker".into() };
    let ask = Act::Ask { text: "?".into() };
    register
        .handle(Command::Act { serial: 1, by, key: None, now: NOW, act: ask, documents: Vec::new(), onward: None })
        .unwrap();
    register.handle(file("k2", "delay")).unwrap();
    register.sql.run("UPDATE case_file SET code_hash = NULL WHERE serial = 2", &[]).unwrap();
    register
}

#[test]
fn every_wrong_way_costs_the_same_statements_and_gets_the_same_answer() {
    let (register, nowhere) = (sorted(), Register::open(NativeSql::in_memory(), node(1)).unwrap());
    let act = |serial| Command::Act {
        serial,
        by: By::Complainant { code_hash: WRONG.into(), tried: tried("HAB-26A", Some("n")) },
        key: None,
        now: NOW,
        act: message("Bonjour"),
        documents: Vec::new(),
        onward: None,
    };
    let first = statements(&register, open(1, WRONG, tried("HAB-26A", Some("n"))));
    assert_eq!(refusal(first.0.clone()), "case-not-found");
    assert_eq!(first.1.iter().filter(|s| s.starts_with("SELECT")).count(), 1, "{:?}", first.1);
    for serial in [1, 2, 3, 999_999] {
        assert_eq!(statements(&register, open(serial, WRONG, tried("HAB-26A", None))), first, "serial {serial}");
        assert_eq!(statements(&register, act(serial)), first, "act on {serial}");
    }
    // The hash that stands for none opens nothing either.
    assert_eq!(statements(&register, open(2, complainant::NO_CODE, tried("HAB-26A", None))), first);
    assert_eq!(statements(&register, open(3, complainant::NO_CODE, tried("HAB-26A", None))), first);
    assert_eq!(statements(&nowhere, open(1, WRONG, tried("XXX-26A", Some("n")))), first);
    assert_eq!(statements(&nowhere, open(1, complainant::NO_CODE, tried("XXX-26A", None))), first);
    assert_eq!(statements(&nowhere, act(1)), first);
}

#[test]
fn a_socket_is_proved_by_the_same_statement() {
    let (register, nowhere) = (sorted(), Register::open(NativeSql::in_memory(), node(1)).unwrap());
    let watch = |register: &Register<NativeSql>, serial| {
        register.sql.take_log();
        let tried = tried("HAB-26A", None);
        let refused = register.proved_entries(serial, &Presented { hash: WRONG, tried: &tried, now: NOW }).unwrap();
        (refused, register.sql.take_log())
    };
    let first = watch(&register, 1);
    assert!(first.0.is_err());
    for (register, serial) in [(&register, 2), (&register, 3), (&nowhere, 1)] {
        assert_eq!(watch(register, serial), first);
    }
}

#[test]
fn guessing_ends_the_same_way_whether_there_is_a_case_or_not() {
    let (register, nowhere) = (sorted(), Register::open(NativeSql::in_memory(), node(1)).unwrap());
    let answers = |register: &Register<NativeSql>, at: &str, serial| {
        let reply = || register.handle(open(serial, WRONG, tried(at, Some("n")))).unwrap().0;
        (0..12).map(|_| format!("{:?}", reply())).collect::<Vec<_>>()
    };
    let here = answers(&register, "HAB-26A", 1);
    assert!(here[9].contains("case-not-found") && here[10].contains("too-many-attempts"), "{here:?}");
    assert!(here[11].contains("retry_after_s: Some(360)"));
    assert_eq!(answers(&register, "HAB-26A", 77), here);
    // Registers that do not exist share an object, and nothing else.
    assert_eq!(answers(&nowhere, "XXX-26A", 1), here);
    assert_eq!(answers(&nowhere, "YYY-26A", 1), here);
}

#[test]
fn somebody_elsewhere_keeps_nobody_out() {
    let register = sorted();
    for n in 0..1_000 {
        register.handle(open(1, WRONG, tried("HAB-26A", Some(&format!("bad-{n}"))))).unwrap();
    }
    let opened = register.handle(open(1, CODE, tried("HAB-26A", Some("home")))).unwrap().0;
    assert!(matches!(opened, Reply::Case(_)), "{opened:?}");
    assert!(matches!(register.handle(open(1, CODE, tried("HAB-26A", None))).unwrap().0, Reply::Case(_)));
    // Whoever has guessed there waits, with the right code too: nothing is looked at.
    let (guesser, ran) = statements(&register, open(1, CODE, tried("HAB-26A", Some("bad-1"))));
    assert_eq!(refusal(guesser), "too-many-attempts");
    assert_eq!(ran.iter().filter(|s| s.starts_with("SELECT")).count(), 0);
}

#[test]
fn guessing_writes_nothing() {
    let register = sorted();
    let before = register.sql.dump();
    for n in 0..50 {
        register.handle(open(n, WRONG, tried("HAB-26A", Some("n")))).unwrap();
    }
    assert_eq!(register.sql.dump(), before);
}
