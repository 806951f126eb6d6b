//! Registers out of backups and out of earlier versions: everything opens, the chain holds, numbers go on further up.
//!
//! The fixtures in `tests/fixtures/schema` were written by real code of their version; a released one never changes.
//! After a new step a test writes the store of the present version beside the kept ones, and asks for it to be looked at and kept.

use super::deliberation::{ask, opening, whole};
use super::exchange::due;
use super::*;
use crate::backup::dump::{Chunk, Dump};
use crate::backup::load::{self, Wanted};
use crate::register::archive;
use crate::register::looks;
use crate::register::schema::SCHEMA;
use crate::sql::kept;
use crate::sql::steps::version;
use wire::backup::{FORM, Head, Kind, Line};
use wire::signing::NodeKey;

fn by_staff(serial: u32, act: Act) -> Command {
    let by = By::Caseworker { name: "Nadia Modèle".into(), role: "supervisor".into() };
    Command::Act { serial, by, key: None, now: NOW, act, documents: Vec::new(), onward: None }
}

/// A register with cases in every state that a register brings about by itself.
fn written() -> Register<NativeSql> {
    let register = register();
    for (n, category) in ["corruption", "delay", "delay", "delay"].iter().enumerate() {
        let Command::File(mut one) = file(&format!("k{n}"), category) else { unreachable!() };
        one.filing.complainant.email = Some(format!("person{}@example.ma", n / 2));
        register.handle(Command::File(one)).unwrap();
    }
    let text = |text: &str| text.to_owned();
    for command in [
        act(1, message("Toujours rien.")),
        by_staff(2, Act::Acknowledge),
        by_staff(2, Act::Assign { to: "Nadia Modèle".into() }),
        by_staff(2, Act::Ask { text: text("Quelle rue ?") }),
        act(2, message("Rue du Modèle.")),
        by_staff(2, Act::Note { text: text("Entre nous.") }),
        by_staff(2, Act::Answer { text: text("C'est réparé.") }),
        by_staff(2, Act::Close { outcome: "upheld".into(), text: None }),
        act(2, Act::Rate { rating: 4, text: Some(text("Enfin.")) }),
        act(3, Act::Withdraw { text: None }),
        by_staff(4, Act::Answer { text: text("Non.") }),
        act(4, escalate()),
    ] {
        let reply = register.handle(command.clone()).unwrap().0;
        assert!(matches!(reply, Reply::Done { .. }), "{command:?}: {reply:?}");
    }
    assert!(matches!(register.handle(ask(opening("open"))).unwrap().0, Reply::Done { .. }));
    looks::begin(&register.sql, 1, "mediator", "7", NOW, 0).unwrap();
    register
}

/// Cases as the desk sees them.
fn cases(register: &Register<NativeSql>) -> Vec<CaseData> {
    let shown = |serial| match register.handle(desk(serial)).unwrap().0 {
        Reply::Case(case) => *case,
        other => panic!("{other:?}"),
    };
    (1..=4).map(shown).collect()
}

/// Follows the whole chain.
fn holds(sql: &NativeSql) -> bool {
    let mut at = (0, String::new());
    loop {
        match archive::follow(sql, "HAB-26A", &at).unwrap() {
            Some(next) if next == at => return at == archive::head(sql).unwrap(),
            Some(next) => at = next,
            None => return false,
        }
    }
}

fn key() -> NodeKey {
    NodeKey::parse(&STANDARD.encode([9; 32])).unwrap()
}

fn copied(sql: &NativeSql) -> NativeSql {
    let head = Head {
        wasl_backup: FORM,
        kind: Kind::Register,
        name: "HAB-26A".into(),
        node: "agencies".into(),
        begun_at: NOW,
        schema: version(sql).unwrap().version,
        hash_key: "mark".into(),
    };
    let mut dump = Dump::begin(sql, head, "run", &[]).unwrap();
    let mut text = Vec::new();
    loop {
        match dump.next(sql, NOW, archive::head).unwrap() {
            Chunk::Lines(lines) => text.extend(lines),
            Chunk::Last(lines, end) => {
                text.extend(lines);
                text.extend(Line::End(end.signed(&key())).to_text().unwrap().into_bytes());
                break;
            }
        }
    }
    let copy = NativeSql::in_memory();
    let wanted = Wanted {
        kind: Kind::Register,
        name: "HAB-26A",
        node: "agencies",
        hash_key: "mark",
        keys: vec![key().public()],
        steps: SCHEMA,
        marks: archive::KEEP.marks,
    };
    load::take(&copy, &wanted, 0, &text).unwrap();
    while !load::check(&copy, "HAB-26A", archive::follow).unwrap() {}
    copy
}

#[test]
fn a_restored_register_has_every_case_and_gives_out_no_number_twice() {
    let register = written();
    let copy = copied(&register.sql);
    archive::leave_room(&copy).unwrap();
    let restored = open(copy);
    assert_eq!(cases(&restored), cases(&register));
    assert_eq!(whole(&restored, 5), whole(&register, 5));
    let owed = |register: &Register<NativeSql>| due(register, NOW).iter().map(|d| d.id).collect::<Vec<_>>();
    assert_eq!(owed(&restored), owed(&register));
    let last = *owed(&restored).last().unwrap();
    assert!(filed_reference(restored.handle(file("new", "corruption")).unwrap().0).starts_with("HAB-26A-001006-"));
    let newest = due(&restored, NOW).iter().map(|d| d.id).max().unwrap();
    assert!(newest > last + 100_000, "{newest}");
    assert!(holds(&restored.sql));
}

#[test]
fn a_register_whose_store_was_changed_does_not_pass() {
    for change in [
        "UPDATE event SET status = 'closed' WHERE seq = 3",
        "UPDATE event SET at = at + 1 WHERE seq = 5",
        "UPDATE event SET body_hash = zeroblob(32) WHERE seq = 4",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 4",
        "DELETE FROM event WHERE seq = 4",
        "DELETE FROM event WHERE seq = 1",
    ] {
        let register = written();
        assert!(holds(&register.sql));
        register.sql.run(change, &[]).unwrap();
        assert!(!holds(&register.sql), "{change}");
    }
}

/// A schema does not change without a store of its version being kept for later code to be tried on.
#[test]
fn a_store_of_the_present_version_is_kept() {
    kept::present_is_kept("register", SCHEMA, &written().sql);
}

#[test]
fn registers_of_every_version_open_and_go_on() {
    for (file, sql) in kept::every("register") {
        let register = open(sql);
        assert_eq!(version(&register.sql).unwrap().version, SCHEMA.newest());
        let found = cases(&register);
        let states: Vec<&str> = found.iter().map(|case| case.status.as_str()).collect();
        assert_eq!(states, ["received", "closed", "withdrawn", "escalated"], "{file}");
        assert!(found.iter().all(|case| case.filing.subject == "Fuite d'eau à Tizi"));
        assert_eq!(found.iter().map(|case| case.entries.len()).sum::<usize>(), 17);
        assert_eq!(found[1].entries.iter().filter_map(|e| e.body.text.as_deref()).next(), Some("Quelle rue ?"));
        assert!(holds(&register.sql));
        assert!(!due(&register, NOW).is_empty());
        // And it goes on: something is filed, said and told.
        register.handle(file_again()).unwrap();
        register.handle(act(1, message("Encore."))).unwrap();
        assert!(holds(&register.sql));
    }
}

fn file_again() -> Command {
    file("again", "corruption")
}
