//! What lies on disk in a register says nothing to somebody without the node's key, and opens only where it lies.

use super::*;

fn written() -> Register<NativeSql> {
    let register = register();
    register.handle(file("k1", "corruption")).unwrap();
    register.handle(file("k2", "delay")).unwrap();
    register.handle(act(1, message("Toujours rien."))).unwrap();
    register.handle(act(2, message("Moi non plus."))).unwrap();
    register
}

fn opens(register: &Register<NativeSql>, serial: u32) -> bool {
    register.handle(desk(serial)).is_ok()
}

#[test]
fn nothing_that_was_written_can_be_read_on_disk() {
    let register = written();
    let assign = Command::Act {
        serial: 1,
        by: By::Caseworker { name: "Nadia Modèle".into(), role: "caseworker".into() },
        key: None,
        now: NOW,
        act: Act::Note { text: "entre nous".into() },
        documents: Vec::new(),
        onward: None,
    };
    register.handle(assign).unwrap();
    let tables = "SELECT quote(case_file.subject) || quote(filing) || quote(origin_data) FROM case_file
        UNION ALL SELECT quote(body) || quote(key) || quote(fingerprint) FROM event";
    let stored: String = register.sql.run(tables, &[]).unwrap().iter().map(|row| row.text(0).unwrap()).collect();
    for text in ["Fuite d'eau", "Depuis mai", "Amal", "Toujours", "Nadia", "entre nous", "k1.pdf"] {
        let quoted = chain::hex(text.as_bytes()).to_uppercase();
        assert!(!stored.contains(&quoted) && !stored.contains(text), "{text}");
    }
    // The same search finds what lies there sealed by its form: format 1, data key 1.
    assert_eq!(stored.matches("X'010001").count(), 2 * 2 + 6, "{stored}");
    assert_eq!(case_of(&register, 1).filing.subject, "Fuite d'eau à Tizi");
}

#[test]
fn a_value_that_was_moved_to_another_place_does_not_open() {
    let moves = [
        ("UPDATE case_file SET filing = (SELECT filing FROM case_file WHERE serial = 2) WHERE serial = 1", 1),
        ("UPDATE case_file SET filing = subject WHERE serial = 1", 1),
        ("UPDATE case_file SET salt = (SELECT salt FROM case_file WHERE serial = 2) WHERE serial = 1", 1),
        (
            "UPDATE event SET body = (SELECT body FROM event WHERE serial = 2 AND number = 2) WHERE serial = 1 AND number = 2",
            1,
        ),
        (
            "UPDATE event SET body = (SELECT body FROM event WHERE serial = 1 AND number = 1) WHERE serial = 1 AND number = 2",
            1,
        ),
    ];
    for (statement, serial) in moves {
        let register = written();
        assert!(opens(&register, serial));
        register.sql.run(statement, &[]).unwrap();
        assert!(!opens(&register, serial), "{statement}");
        assert!(opens(&register, 2), "{statement}");
    }
}

#[test]
fn another_key_of_the_node_opens_nothing_and_loses_nothing() {
    let Register { sql, .. } = written();
    let before = sql.dump();
    let error = Register::open(&sql, node(2)).err().unwrap().to_string();
    assert!(error.contains("NODE_DATA_KEY") && error.contains("HAB-26A"), "{error}");
    assert_eq!(sql.dump(), before);
    // Changed over: the new one first, the old one behind it, once; then the old one can go.
    let both = format!("{},{}", STANDARD.encode([2; 32]), STANDARD.encode([1; 32]));
    drop(Register::open(&sql, Rc::new(NodeKeys::parse(&both).unwrap())).unwrap());
    let register = Register::open(sql, node(2)).unwrap();
    assert_eq!(case_of(&register, 1).entries.last().unwrap().body.text.as_deref(), Some("Toujours rien."));
}

#[test]
fn a_register_that_breaks_while_it_gets_its_first_key_begins_anew() {
    let configure = Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 1)) };
    for n in 1.. {
        let register = open(NativeSql::in_memory());
        let before = register.sql.dump();
        register.sql.break_at(Break::After(n));
        let broken = register.handle(configure.clone());
        register.sql.break_at(Break::Never);
        if broken.is_ok() {
            assert!(n > 3, "{n}");
            break;
        }
        assert_eq!(register.sql.dump(), before);
        register.handle(configure.clone()).unwrap();
        let Register { sql, .. } = register;
        open(sql).handle(file("k1", "delay")).unwrap();
    }
}

#[test]
fn a_search_opens_so_many_subjects_and_goes_on_where_it_stopped() {
    let register = register();
    for n in 0..5_002 {
        let Command::File(mut one) = file(&format!("k{n}"), "delay") else { unreachable!() };
        if n == 0 {
            one.filing.subject = "Une Aiguille dans le foin".into();
        }
        // Slowly enough for the guard.
        one.now += i64::from(n) * 10_000;
        filed_reference(register.handle(Command::File(one)).unwrap().0);
    }
    let search = |before| {
        let query = ListQuery { q: Some("aiguille".into()), limit: 10, now: NOW, before, ..ListQuery::default() };
        match register.handle(Command::List(query)).unwrap().0 {
            Reply::Rows { rows, next } => (rows.len(), next),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(search(None), (0, Some(3)));
    assert_eq!(search(Some(3)), (1, None));
}

#[test]
fn a_new_data_key_seals_what_comes_and_the_old_one_opens_what_was() {
    let register = written();
    assert_eq!(register.handle(Command::NewDataKey).unwrap().0, Reply::DataKey(2));
    register.handle(act(1, message("Après."))).unwrap();
    register.handle(file("k3", "delay")).unwrap();
    let numbers = "SELECT substr(quote(body), 5, 4) FROM event ORDER BY seq DESC LIMIT 3";
    let numbers: Vec<String> = register.sql.run(numbers, &[]).unwrap().iter().map(|r| r.text(0).unwrap()).collect();
    assert_eq!(numbers, ["0002", "0002", "0001"]);
    // The same filing is known again, and everything opens, also after a restart.
    assert!(matches!(register.handle(file("k2", "delay")).unwrap().0, Reply::Filed(Filed { repeated: true, .. })));
    let Register { sql, .. } = register;
    let register = open(sql);
    let texts: Vec<_> = case_of(&register, 1).entries.into_iter().filter_map(|e| e.body.text).collect();
    assert_eq!(texts, ["Toujours rien.", "Après."]);
    assert!(opens(&register, 2) && opens(&register, 3));
}

#[test]
fn of_an_erased_case_the_figures_stay_and_the_chain_holds() {
    let register = written();
    let salt = |serial: u32| {
        let row = register.sql.first("SELECT quote(salt) FROM case_file WHERE serial = ?", &[serial.into()]);
        row.unwrap().unwrap().text(0).unwrap()
    };
    let before = salt(2);
    assert_eq!(reason(register.handle(erase(2, NOW)).unwrap().0), "still_open");
    register.handle(act(2, Act::Withdraw { text: None })).unwrap();
    let events = chained(&register);
    let erase = erase(2, NOW + 1);
    let erased = register.handle(erase.clone()).unwrap().0;
    assert_eq!(erased, Reply::Erased { at: NOW + 1 });
    assert_eq!(register.shed(NOW).unwrap(), ["k2"]);
    assert!(before.len() > 30 && !register.sql.dump().contains(&before) && salt(2) == "NULL");
    assert_eq!(register.handle(erase).unwrap().0, Reply::Erased { at: NOW + 1 });

    assert_eq!(chained(&register), events);
    let left = "SELECT 1 FROM case_file JOIN event USING (serial) WHERE serial = 2 AND (subject IS NOT NULL
        OR filing IS NOT NULL OR body IS NOT NULL OR event.fingerprint IS NOT NULL)";
    assert_eq!(register.sql.run(left, &[]).unwrap(), []);
    // Its complainant, and staff, see that there was one, and when it ended; nothing can be done in it.
    assert_eq!(reason(register.handle(act(2, message("Et moi ?"))).unwrap().0), "withdrawn");
    let seen = case_of(&register, 2);
    assert_eq!((seen.erased_at, seen.filing.subject.as_str(), seen.actions.len()), (Some(NOW + 1), "", 0));
    let Reply::Case(case) = register.handle(desk(2)).unwrap().0 else { panic!() };
    assert_eq!((case.filing.category.as_str(), case.filing.subject.as_str(), case.received_at), ("delay", "", NOW));
    assert_eq!(kinds(&case), ["filed", "message", "withdrawn"]);
    let Reply::Rows { rows, .. } = register.handle(list()).unwrap().0 else { panic!() };
    assert_eq!(rows.iter().map(|r| r.subject.as_str()).collect::<Vec<_>>(), ["", "Fuite d'eau à Tizi"]);
    // The other case is whole, and the register goes on, also after a restart.
    assert_eq!(case_of(&register, 1).entries.last().unwrap().body.text.as_deref(), Some("Toujours rien."));
    assert_eq!(reason(register.handle(file("k2", "delay")).unwrap().0), "erased");
    let Register { sql, .. } = register;
    open(sql).handle(file("k3", "delay")).unwrap();
}

#[test]
fn a_case_that_a_peer_must_still_hear_of_is_not_erased() {
    let register = written();
    let before = register.sql.dump();
    assert_eq!(refusal(register.handle(erase(1, NOW)).unwrap().0), "action-not-possible");
    assert_eq!(refusal(register.handle(erase(9, NOW)).unwrap().0), "case-not-found");
    assert_eq!(register.sql.dump(), before);
}

#[test]
fn a_register_opens_under_the_hash_key_alone_that_it_was_written_with() {
    let Register { sql, .. } = written();
    let under = |sql, mark: &str| {
        let keys = NodeKeys::parse(&STANDARD.encode([1; 32])).unwrap().beside(mark.to_owned());
        Register::open(sql, Rc::new(keys))
    };
    // One from before marks were kept takes that of the key that it is opened with.
    let Register { sql, .. } = under(sql, "the one").unwrap();
    let Register { sql, .. } = under(sql, "the one").unwrap();
    let error = under(sql, "another").err().expect("it opens under another key").to_string();
    assert!(error.contains("NODE_HASH_KEY is not the one that HAB-26A was written with"), "{error}");
}
