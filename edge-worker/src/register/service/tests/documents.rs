//! Documents between two registers: what is named, under which ids it lies on the other side, who may fetch it, and
//! what is left of it when its case is erased.

use super::exchange::{due, exchange, taking};
use super::*;
use crate::documents::{Begin, Command as Ask};
use domain::document::arrival::NAMED_MAX;
use domain::time::DAY_MS;

fn fetches(register: &Register<NativeSql>, peer: &str, document: &str) -> Result<String, String> {
    let command = Command::HandOver { serial: 1, peer: peer.into(), document: document.into() };
    match register.handle(command).unwrap() {
        (Reply::Document(found), false) => Ok(found.id),
        (Reply::Refused(refused), false) => Err(refused.code),
        other => panic!("{other:?}"),
    }
}

fn with(serial: u32, sample: Act, documents: &[&str], by: Option<By>) -> Command {
    match act(serial, sample) {
        Command::Act { serial, by: complainant, key, now, act, .. } => {
            let documents = documents.iter().map(|id| document(id)).collect();
            Command::Act { serial, by: by.unwrap_or(complainant), key, now, act, documents }
        }
        other => other,
    }
}

fn caseworker() -> Option<By> {
    Some(By::Caseworker { name: "Nadia".into(), role: "caseworker".into() })
}

/// The documents of a case, by entry.
fn named(register: &Register<NativeSql>) -> Vec<(u32, String)> {
    let Reply::Case(case) = register.handle(desk(1)).unwrap().0 else { panic!("no case") };
    case.entries.iter().flat_map(|e| e.body.documents.iter().map(|d| (e.number, d.id.clone()))).collect()
}

/// What drawers are told to fetch: its id here, from whom, and where it is there.
fn told(register: &Register<NativeSql>) -> Vec<(String, String, String)> {
    told_at(register, NOW)
}

fn told_at(register: &Register<NativeSql>, now: i64) -> Vec<(String, String, String)> {
    let fetched = |(id, command): (String, Ask)| match command {
        Ask::Begin(begin) => Some((id, begin.peer, begin.metadata)),
        _ => None,
    };
    register.for_drawers(now).unwrap().into_iter().filter_map(fetched).collect()
}

fn tried(register: &Register<NativeSql>, id: &str, done: bool) {
    let begin = Ask::Begin(Begin::default());
    register.drawer_told(id, &begin, done, NOW).unwrap();
}

#[test]
fn documents_are_named_both_ways_and_lie_under_ids_of_their_own() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "delay")).unwrap();
    agency.handle(with(1, Act::Note { text: "Interne.".into() }, &["secret"], caseworker())).unwrap();
    agency.handle(act(1, escalate())).unwrap();
    agency.handle(with(1, message("Voici."), &["m1", "m2"], None)).unwrap();
    exchange(&agency, &mediator, "agencies");
    let ours = ["k1-of-HAB-26A.1", "m1-of-HAB-26A.2", "m2-of-HAB-26A.2"];
    let here = named(&mediator);
    assert_eq!(
        here.iter().map(|(n, id)| (*n, id.as_str())).collect::<Vec<_>>(),
        [(1, ours[0]), (2, ours[1]), (2, ours[2])]
    );
    let Reply::Case(case) = mediator.handle(desk(1)).unwrap().0 else { panic!("no case") };
    let story: Vec<_> = case.from.unwrap().timeline.into_iter().flat_map(|e| e.documents).map(|d| d.id).collect();
    assert_eq!(story, [ours[0]], "the story names what can be had here");
    let reference = agency.rules().unwrap().reference(1);
    let source = |id: &str| format!("{reference}/{id}");
    let expected = |id: &str, at: &str| (id.to_owned(), "agencies".to_owned(), source(at));
    let mut waiting = told(&mediator);
    waiting.sort();
    assert_eq!(waiting, [expected(ours[0], "k1"), expected(ours[1], "m1"), expected(ours[2], "m2")]);
    // A drawer that could not be reached is told later, also by a register that was opened anew.
    tried(&mediator, ours[0], true);
    tried(&mediator, ours[1], false);
    let mediator = open(mediator.sql);
    assert_eq!(told(&mediator), [expected(ours[2], "m2")]);
    tried(&mediator, ours[2], true);
    assert_eq!((told(&mediator), mediator.lapse_at().unwrap()), (vec![], NOW + 60_000));

    mediator
        .handle(with(1, Act::Message { text: "La décision.".into(), in_reply_to: None }, &["d1"], caseworker()))
        .unwrap();
    exchange(&mediator, &agency, "mediator");
    let back: Vec<_> = named(&agency).into_iter().map(|(_, id)| id).collect();
    assert_eq!(back, ["k1", "secret", "m1", "m2", "d1-of-MED-26A.1"]);
    assert_eq!(
        told(&agency),
        [(
            "d1-of-MED-26A.1".to_owned(),
            "mediator".to_owned(),
            format!("{}/d1", mediator.rules().unwrap().reference(1))
        )]
    );
}

#[test]
fn a_peer_fetches_what_a_delivery_tells_it_of_and_nothing_else() {
    let agency = register();
    agency.handle(file("k1", "delay")).unwrap();
    let nothing = Err("not-found".to_owned());
    assert_eq!(fetches(&agency, "mediator", "k1"), nothing, "before it was handed over");
    agency.handle(with(1, Act::Note { text: "Interne.".into() }, &["secret"], caseworker())).unwrap();
    agency.handle(with(1, message("Avant."), &["m1"], None)).unwrap();
    agency.handle(act(1, escalate())).unwrap();
    agency.handle(with(1, Act::Note { text: "Après.".into() }, &["later"], caseworker())).unwrap();
    agency.handle(with(1, message("Après."), &["m2"], None)).unwrap();
    for id in ["k1", "m1", "m2"] {
        assert_eq!(fetches(&agency, "mediator", id), Ok(id.to_owned()));
        assert_eq!(fetches(&agency, "region", id), nothing);
    }
    for id in ["secret", "later", "unknown"] {
        assert_eq!(fetches(&agency, "mediator", id), nothing, "{id}");
    }
    let other = Command::HandOver { serial: 2, peer: "mediator".into(), document: "k1".into() };
    assert_eq!(refusal(agency.handle(other).unwrap().0), "not-found");
    // What is given over to another peer is no longer the first one's.
    let sent = due(&agency, NOW);
    agency.attempted(&sent[0], Outcome::Gone, There::default(), UnixMillis(NOW), 0).unwrap();
    agency.handle(Command::Redirect { delivery: "HAB-26A.1".into(), to: "region".into(), now: NOW }).unwrap();
    assert_eq!((fetches(&agency, "mediator", "k1"), fetches(&agency, "region", "k1")), (nothing, Ok("k1".into())));
}

#[test]
fn of_an_erased_case_nothing_is_given_out_or_expected() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "delay")).unwrap();
    agency.handle(act(1, escalate())).unwrap();
    exchange(&agency, &mediator, "agencies");
    let ended = Act::Close { outcome: "upheld".into(), text: None };
    mediator.handle(with(1, ended, &[], caseworker())).unwrap();
    exchange(&mediator, &agency, "mediator");
    let later = NOW + DAY_MS;
    assert_eq!(told(&mediator).len(), 1);
    mediator.handle(erase(1, later)).unwrap();
    assert!(told_at(&mediator, later).is_empty());
    assert_eq!(mediator.shed(later).unwrap(), ["k1-of-HAB-26A.1"]);
    agency.handle(erase(1, later)).unwrap();
    assert_eq!(fetches(&agency, "mediator", "k1"), Err("document-lost".into()));
    assert_eq!(fetches(&agency, "region", "k1"), Err("not-found".into()));
}

#[test]
fn a_case_that_was_handed_on_brings_more_documents_than_a_filing_may() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "corruption")).unwrap();
    let mut event = super::exchange::event_of(&agency, &due(&agency, NOW).remove(0));
    let filed = event.data.filed.as_mut().unwrap();
    let named = |n| DocumentView { id: format!("k{n}"), ..filed.documents[0].clone() };
    let many: Vec<DocumentView> = (0..=domain::draft::DOCUMENTS_MAX).map(named).collect();
    filed.documents.clone_from(&many);
    filed.timeline[0].documents.clone_from(&many);
    assert!(matches!(mediator.handle(taking(&event, "agencies")).unwrap().0, Reply::Taken { .. }));
    let Reply::Case(case) = mediator.handle(desk(1)).unwrap().0 else { panic!("no case") };
    assert_eq!(case.entries[0].body.documents.len(), many.len());
}

#[test]
fn what_a_peer_names_against_the_rules_is_not_taken() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "corruption")).unwrap();
    let one = due(&agency, NOW).remove(0);
    let event = super::exchange::event_of(&agency, &one);
    let refused = |change: &dyn Fn(&mut Vec<DocumentView>)| {
        let mut event = event.clone();
        change(&mut event.data.filed.as_mut().unwrap().documents);
        refusal(mediator.handle(taking(&event, "agencies")).unwrap().0)
    };
    let first =
        |change: &dyn Fn(&mut DocumentView)| refused(&|documents: &mut Vec<DocumentView>| change(&mut documents[0]));
    assert_eq!(first(&|d| d.id = "../k1".into()), "invalid-fields");
    assert_eq!(first(&|d| d.media_type = "text/html".into()), "invalid-fields");
    assert_eq!(first(&|d| d.length_bytes = 26_214_401), "invalid-fields");
    assert_eq!(first(&|d| d.sha256.clear()), "invalid-fields");
    assert_eq!(refused(&|all| *all = vec![all[0].clone(); NAMED_MAX + 1]), "invalid-fields");
    let mut event = event.clone();
    event.data.filed.as_mut().unwrap().documents[0].name = "../../\u{202e}fdp.exe".into();
    assert!(matches!(mediator.handle(taking(&event, "agencies")).unwrap().0, Reply::Taken { .. }));
    let Reply::Case(case) = mediator.handle(desk(1)).unwrap().0 else { panic!("no case") };
    assert_eq!(case.entries[0].body.documents[0].name, "fdp.pdf");
}
