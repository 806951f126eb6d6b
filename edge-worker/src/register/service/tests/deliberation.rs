//! Deliberations on real SQLite, at both ends: opened, answered, linked, concluded; and what never goes over.

use super::exchange::{due, event_of};
use super::*;
use crate::register::{Deed, TakeEvent};
use wire::exchange::{CloudEvent, EventData};
use wire::v1::deliberation::DeliberationRow;

/// What is done, under a key or none, in a deliberation or none.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub deed: Deed,
    pub serial: u32,
    pub key: Option<Key>,
    pub documents: Vec<DocumentView>,
}

pub(super) fn deed(step: &str, serial: u32, text: &str) -> Done {
    let text = Some(text.to_owned()).filter(|text| !text.is_empty());
    let event = EventData { text, ..EventData::default() };
    let deed = Deed { step: format!("deliberation.{step}"), event, ..Deed::default() };
    Done { deed, serial, key: None, documents: Vec::new() }
}

pub(super) fn ask(done: Done) -> Command {
    Command::Act {
        serial: done.serial,
        by: By::Caseworker { name: "Nadia Modèle".into(), role: "caseworker".into() },
        key: done.key,
        now: NOW,
        act: Act::Deliberate(Box::new(done.deed)),
        documents: done.documents,
        onward: None,
    }
}

/// The same with other cases.
pub(super) fn with(cases: &[&str], mut done: Done) -> Done {
    done.deed.cases = cases.iter().map(|case| (*case).to_owned()).collect();
    done
}

fn keyed(key: &str, meaning: &str, done: Done) -> Done {
    Done { key: Some(Key { key: key.into(), fingerprint: chain::sha256(meaning.as_bytes()) }), ..done }
}

pub(super) fn opening(key: &str) -> Done {
    let mut done = deed("opened", 0, "Quarante dossiers attendent le même décret.");
    done.deed.peer = "mediator".into();
    done.deed.event.subject = "Décret des pensions".into();
    done.documents = vec![document("d-circular")];
    keyed(key, "opening", with(&["HAB-26A-000001-Y", "HAB-26A-000002-W MED-26A-000007-8"], done))
}

fn done(register: &Register<NativeSql>, deed: Done) -> (String, u32, String) {
    match register.handle(ask(deed)).unwrap().0 {
        Reply::Done { entry, status } => (entry.body.peer_reference.unwrap(), entry.number, status),
        other => panic!("{other:?}"),
    }
}

pub(super) fn whole(register: &Register<NativeSql>, serial: u32) -> CaseData {
    let read = Read::Deliberation { document: None };
    match register.handle(Command::Desk { serial, now: NOW, reader: reader(), read }).unwrap().0 {
        Reply::Case(data) => *data,
        other => panic!("{other:?}"),
    }
}

fn rows(register: &Register<NativeSql>, query: ListQuery) -> (Vec<DeliberationRow>, Option<u32>) {
    let query = ListQuery { deliberations: true, now: NOW, reader: reader(), ..query };
    match register.handle(Command::List(query)).unwrap().0 {
        Reply::Deliberations { rows, next } => (rows.into_iter().map(|(row, _)| row).collect(), next),
        other => panic!("{other:?}"),
    }
}

/// The first of the list.
fn row(register: &Register<NativeSql>) -> DeliberationRow {
    rows(register, ListQuery { limit: 1, ..ListQuery::default() }).0.remove(0)
}

fn taking(event: &CloudEvent, peer: &str) -> TakeEvent {
    let mut told = event.data.event.clone().unwrap();
    for document in &mut told.documents {
        document.id = format!("{0}-here {1}/{0}", document.id, event.data.reference);
    }
    TakeEvent {
        source: event.source.clone(),
        id: event.id.clone(),
        peer: peer.into(),
        reference: event.data.reference.clone(),
        serial: event.subject.as_deref().map_or(0, |r| Reference::parse(r).unwrap().serial()),
        kind: wire::exchange::event_kind(&event.kind).to_owned(),
        event: told,
        now: NOW,
        back: Back::Unasked,
    }
}

/// Carries what is due from one to the other, each event twice; what went over, as it is sent.
fn carry(from: &Register<NativeSql>, to: &Register<NativeSql>, peer: &str) -> Vec<String> {
    let mut sent = Vec::new();
    loop {
        let batch = due(from, NOW);
        if batch.is_empty() {
            return sent;
        }
        for one in batch {
            let event = event_of(from, &one);
            let take = || Command::TakeEvent(taking(&event, peer));
            let Reply::Taken { reference, repeated: false, .. } = to.handle(take()).unwrap().0 else {
                panic!("{event:?}")
            };
            let before = to.sql.dump();
            let again = Reply::Taken { reference: reference.clone(), repeated: true, lost: 0 };
            assert_eq!(to.handle(take()).unwrap().0, again);
            assert_eq!(to.sql.dump(), before);
            from.attempted(&one, Outcome::Accepted, There::under(Some(&reference)), UnixMillis(NOW), 0).unwrap();
            sent.push(serde_json::to_string(&event).unwrap());
        }
    }
}

/// Both ends, with two cases at the agency; the deliberation is the third number there, the first at the Mediator.
fn both() -> (Register<NativeSql>, Register<NativeSql>) {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    for key in ["k1", "k2"] {
        agency.handle(file(key, "delay")).unwrap();
    }
    (agency, mediator)
}

fn kinds(whole: &CaseData) -> Vec<(&str, Option<&str>)> {
    whole.entries.iter().map(|e| (e.kind.trim_start_matches("deliberation."), e.peer.as_deref())).collect()
}

#[test]
fn it_is_opened_answered_concluded_and_the_same_at_both_ends() {
    let (agency, mediator) = both();
    let (reference, number, status) = done(&agency, opening("open-1"));
    assert_eq!((reference.starts_with("HAB-26A-000003-"), number, status.as_str()), (true, 1, "open"));
    let sent = carry(&agency, &mediator, "agencies");
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains("\"wasl.deliberation.opened\"") && sent[0].contains("\"cases\":2"), "{}", sent[0]);
    assert!(sent[0].contains("MED-26A-000007-8"), "{}", sent[0]);
    // Nothing of the cases, nor their references here, nor who wrote it.
    for never in ["HAB-26A-000001", "HAB-26A-000002", "Amal", "Fuite", "Depuis mai", "Nadia"] {
        assert!(!sent[0].contains(never), "{never} in {}", sent[0]);
    }
    let there = whole(&mediator, 1);
    assert_eq!((row(&mediator).their_cases, row(&mediator).cases), (2, 0));
    assert_eq!(there.entries[0].body.references, ["MED-26A-000007-8"]);
    assert_eq!(there.entries[0].body.documents[0].id, "d-circular-here");
    assert!(!row(&mediator).opened_here && there.origin.is_some_and(|origin| origin.reference == reference));

    done(&mediator, deed("message", 1, "Le décret sera appliqué dès janvier."));
    let mut conclusion = deed("concluded", 1, "Une circulaire suffit.");
    conclusion.deed.event.outcome = Some("accepted".into());
    assert_eq!(done(&mediator, conclusion).2, "concluded");
    carry(&mediator, &agency, "mediator");
    let here = whole(&agency, 3);
    assert_eq!(here.status, "concluded");
    let said = [("opened", None), ("message", Some("mediator")), ("concluded", Some("mediator"))];
    assert_eq!(kinds(&here), said);
    assert_eq!(here.entries[2].body.outcome.as_deref(), Some("accepted"));

    let refused = |deed: Done| match agency.handle(ask(deed)).unwrap().0 {
        Reply::Refused(refused) => refused.reason.unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(deed("message", 3, "Encore un mot.")), "concluded");
    assert_eq!(refused(deed("concluded", 3, "Non.")), "concluded");
    assert_eq!(done(&agency, deed("reopened", 3, "Il en reste dix.")).2, "open");
    assert_eq!(refused(deed("reopened", 3, "Encore.")), "not_concluded");
    carry(&agency, &mediator, "agencies");
    assert_eq!(whole(&mediator, 1).status, "open");
    // A number of a deliberation is no case's.
    assert!(matches!(agency.handle(desk(3)).unwrap().0, Reply::Refused(_)));
    assert!(matches!(agency.handle(act(3, Act::Withdraw { text: None })).unwrap().0, Reply::Refused(_)));
}

#[test]
fn the_same_request_again_is_the_same_answer_and_another_one_is_refused() {
    let (agency, _) = both();
    let first = done(&agency, opening("open-1"));
    let before = agency.sql.dump();
    assert_eq!(done(&agency, opening("open-1")), first);
    let code = |deed: Done| match agency.handle(ask(deed)).unwrap().0 {
        Reply::Refused(refused) => refused.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(keyed("open-1", "other", opening("open-1"))), "idempotency-key-reused");
    assert_eq!(agency.sql.dump(), before);
    let concluded = keyed("k", "a", deed("concluded", 3, "Fini."));
    let once = done(&agency, concluded.clone());
    done(&agency, deed("reopened", 3, "Non."));
    let before = agency.sql.dump();
    assert_eq!(done(&agency, concluded.clone()), once, "what was answered then, although it goes on since");
    assert_eq!(code(keyed("k", "b", concluded)), "idempotency-key-reused");
    assert_eq!(agency.sql.dump(), before);
}

#[test]
fn cases_are_linked_and_taken_back_and_say_so_once() {
    let (agency, mediator) = both();
    agency.handle(ask(with(&[], opening("open-1")))).unwrap();
    let two = ["HAB-26A-000001-Y", "HAB-26A-000002-W MED-26A-000007-8"];
    done(&agency, with(&two, deed("linked", 3, "")));
    let again = agency.handle(ask(with(&two, deed("linked", 3, "")))).unwrap().0;
    assert!(matches!(again, Reply::Refused(ref refused) if refused.errors[0].0 == "/cases"), "{again:?}");
    done(&agency, with(&two[..1], deed("unlinked", 3, "")));
    let Reply::Cases { cases, .. } = agency.handle(Command::Linked { serial: 3 }).unwrap().0 else { panic!() };
    assert_eq!(cases, [two[1]]);
    let sent = carry(&agency, &mediator, "agencies");
    let counts: Vec<bool> = [0, 2, 1].iter().zip(&sent).map(|(n, s)| s.contains(&format!("\"cases\":{n}"))).collect();
    assert_eq!(counts, [true; 3], "{sent:?}");
    assert!(sent.iter().all(|event| !event.contains("HAB-26A-00000") || !event.contains("HAB-26A-000001-Y")));
    assert_eq!(row(&mediator).their_cases, 1);
    let link = |key: &str, linked| {
        let act = Act::Link { deliberation: "HAB-26A-000003-U".into(), linked };
        let key = Some(Key { key: key.into(), fingerprint: key.into() });
        let by = By::Caseworker { name: "Nadia Modèle".into(), role: "caseworker".into() };
        Command::Act { serial: 1, by, key, now: NOW, act, documents: Vec::new(), onward: None }
    };
    for _ in 0..2 {
        agency.handle(link("HAB-26A-000003-U 2", true)).unwrap();
    }
    agency.handle(link("HAB-26A-000003-U 3", false)).unwrap();
    let Reply::Case(case) = agency.handle(desk(1)).unwrap().0 else { panic!() };
    let notes: Vec<_> = case.entries.iter().skip(1).map(|e| (e.kind.as_str(), e.body.to.as_deref())).collect();
    assert_eq!(
        notes,
        [("deliberation_linked", Some("HAB-26A-000003-U")), ("deliberation_unlinked", Some("HAB-26A-000003-U"))]
    );
    // Whoever filed sees nothing of it.
    assert_eq!(super::case_of(&agency, 1).entries.len(), 1);
}

#[test]
fn it_is_known_which_cases_there_are_and_whom_a_text_names() {
    let (agency, _) = both();
    outbox::set_link(&agency.sql, 2, "mediator", "MED-26A-000007-8").unwrap();
    let known = |text: &str| {
        let asked = Command::Known { serials: vec![1, 2, 9], peer: "mediator".into(), text: text.into() };
        match agency.handle(asked).unwrap().0 {
            Reply::Cases { cases, named, .. } => (cases, named),
            other => panic!("{other:?}"),
        }
    };
    let (cases, named) = known("Le dossier d'Amal Exemple attend.");
    assert!(named && cases.len() == 2 && !cases[0].contains(' '), "{cases:?}");
    assert!(cases[1].ends_with(" MED-26A-000007-8"), "{cases:?}");
    assert!(!known("Quarante dossiers attendent.").1);
}

#[test]
fn nobody_but_the_peer_it_is_with_tells_anything_of_it() {
    let (agency, mediator) = both();
    done(&agency, opening("open-1"));
    carry(&agency, &mediator, "agencies");
    done(&mediator, deed("message", 1, "Un mot."));
    let event = event_of(&mediator, &due(&mediator, NOW)[0]);
    let code = |command: Command| match agency.handle(command).unwrap().0 {
        Reply::Refused(refused) => refused.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(Command::TakeEvent(taking(&event, "region"))), "not-a-peer");
    let changed = |change: &dyn Fn(&mut EventData)| {
        let mut take = taking(&event, "mediator");
        change(&mut take.event);
        Command::TakeEvent(take)
    };
    for change in [
        &(|told: &mut EventData| told.text = None) as &dyn Fn(&mut EventData),
        &|told| told.text = Some("x".repeat(10_001)),
        &|told| told.round = 0,
        &|told| told.outcome = Some("perhaps".into()),
        &|told| told.shared = vec![String::new(); 101],
        &|told| told.shared = vec!["x".repeat(65)],
    ] {
        assert_eq!(code(changed(change)), "invalid-fields");
    }
    let of_case = TakeEvent { serial: 1, ..taking(&event, "mediator") };
    assert_eq!(code(Command::TakeEvent(of_case)), "not-a-peer", "a case is no deliberation");
    let hand_over = |peer: &str| {
        agency.handle(Command::HandOver { serial: 3, peer: peer.into(), document: "d-circular".into() }).unwrap().0
    };
    assert!(matches!(hand_over("mediator"), Reply::Document(_)));
    assert!(matches!(hand_over("region"), Reply::Refused(_)));
}

#[test]
fn what_was_never_taken_up_and_was_ended_takes_no_word_more() {
    let (agency, _) = both();
    done(&agency, opening("open-1"));
    let opened = due(&agency, NOW).remove(0);
    agency.attempted(&opened, Outcome::Refused { status: 400 }, There::default(), UnixMillis(NOW), 0).unwrap();
    done(&agency, deed("message", 3, "Avant."));
    assert_eq!(due(&agency, NOW), []);
    let discard =
        Command::Discard { delivery: "HAB-26A.1".into(), reason: "settled".into(), reader: reader(), now: NOW };
    assert_eq!(agency.handle(discard).unwrap().0, Reply::Count(1));
    assert!(whole(&agency, 3).deliveries.iter().all(|delivery| delivery.state == "discarded"));
    match agency.handle(ask(deed("message", 3, "Après."))).unwrap().0 {
        Reply::Refused(refused) => assert_eq!(refused.reason.as_deref(), Some("peer_left")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_is_of_all_or_of_those_that_are_asked_for_and_each_read_is_on_record() {
    let (agency, _) = both();
    for key in ["open-1", "open-2", "open-3"] {
        done(&agency, opening(key));
    }
    done(&agency, deed("concluded", 4, "Fini."));
    let list = |status: Option<&str>, before, limit| {
        let (rows, next) =
            rows(&agency, ListQuery { status: status.map(str::to_owned), before, limit, ..ListQuery::default() });
        (rows.iter().map(|row| row.reference[8..14].to_owned()).collect::<Vec<_>>(), next)
    };
    assert_eq!(list(None, None, 2), (vec!["000005".into(), "000004".into()], Some(4)));
    assert_eq!(list(None, Some(4), 2), (vec!["000003".into()], None));
    assert_eq!(list(Some("concluded"), None, 9), (vec!["000004".into()], None));
    whole(&agency, 4);
    let accesses = Command::Accesses { serial: None, before: None, limit: 20, now: NOW, reader: reader() };
    let Reply::Accesses { rows, .. } = agency.handle(accesses).unwrap().0 else { panic!() };
    let what: Vec<&str> = rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(what, ["deliberation", "deliberations", "deliberations", "deliberations"]);
    // A register that begins again, also one of code that knows no deliberations, goes on behind them.
    let agency = super::open(agency.sql);
    // Cases and deliberations are counted together, and apart from each other in every list.
    assert!(filed_reference(agency.handle(file("k9", "delay")).unwrap().0).starts_with("HAB-26A-000006-"));
    let Reply::Rows { rows, .. } = agency.handle(super::list()).unwrap().0 else { panic!() };
    assert_eq!(rows.len(), 3);
}

#[test]
fn nothing_that_was_written_lies_in_clear() {
    let (agency, mediator) = both();
    done(&agency, opening("open-1"));
    carry(&agency, &mediator, "agencies");
    for register in [&agency, &mediator] {
        let dump = register.sql.dump();
        for never in ["pensions", "Quarante", "circular.pdf", "Nadia"] {
            assert!(!dump.contains(never), "{never}");
        }
    }
}
