//! Both ends of the exchange on real SQLite: order, repetition, silence, and the way there and back.

use super::*;
use wire::exchange::{EventData, FiledData};
use wire::v1::agencies::Names;

/// Ids as the receiving worker would draw them.
fn drawn(event: &wire::exchange::CloudEvent, documents: &[DocumentView]) -> Vec<DocumentView> {
    let (reference, at) = (&event.data.reference, event.id.replace('.', "-"));
    let draw = |d: &DocumentView| DocumentView { id: format!("{0}-of-{at} {reference}/{0}", d.id), ..d.clone() };
    documents.iter().map(draw).collect()
}

pub(super) fn taking(event: &wire::exchange::CloudEvent, peer: &str) -> Command {
    let (source, id) = (event.source.clone(), event.id.clone());
    match (&event.data.filed, &event.data.event) {
        (Some(filed), None) => Command::TakeFiled {
            words: Vec::new(),
            source,
            id,
            peer: peer.into(),
            reference: event.data.reference.clone(),
            now: NOW,
            filed: Box::new(FiledData { documents: drawn(event, &filed.documents), ..filed.clone() }),
            back: Back::Unasked,
            been: Vec::new(),
        },
        (None, Some(told)) => Command::TakeEvent(TakeEvent {
            source,
            id,
            peer: peer.into(),
            serial: Reference::parse(event.subject.as_deref().unwrap()).unwrap().serial(),
            kind: event.kind.strip_prefix("wasl.case.").unwrap().into(),
            event: EventData { documents: drawn(event, &told.documents), ..told.clone() },
            now: NOW,
            ..TakeEvent::default()
        }),
        other => panic!("{other:?}"),
    }
}

/// Carries everything that is due from one register to the other, as two nodes would.
pub(super) fn exchange(from: &Register<NativeSql>, to: &Register<NativeSql>, peer_name_there: &str) -> usize {
    let mut carried = 0;
    loop {
        let batch = due(from, NOW);
        if batch.is_empty() {
            return carried;
        }
        for one in batch {
            let event = event_of(from, &one);
            let command = taking(&event, peer_name_there);
            let taken = match to.handle(command.clone()).unwrap().0 {
                Reply::Taken { reference, repeated: false, .. } => reference,
                other => panic!("{other:?} for {event:?}"),
            };
            // The answer may be lost: the same event again changes nothing and says the same.
            let before = to.sql.dump();
            assert_eq!(
                to.handle(command).unwrap().0,
                Reply::Taken { reference: taken.clone(), repeated: true, lost: 0 }
            );
            assert_eq!(to.sql.dump(), before);
            from.attempted(&one, Outcome::Accepted, There::under(Some(&taken)), UnixMillis(NOW), 0).unwrap();
            carried += 1;
        }
    }
}

pub(super) fn event_of(register: &Register<NativeSql>, due: &Due) -> wire::exchange::CloudEvent {
    let rules = register.rules().unwrap();
    let sender = outbox::Sender {
        node: "agencies",
        register: &rules.name.to_string(),
        agency: &rules.agency,
        peer_agency: "mediator",
        reference: &rules.reference(due.serial),
        withholds: false,
        names: &|peer| [("fr".to_owned(), format!("Le {peer}"))].into(),
    };
    outbox::cloud_event(&register.sql, &register.vault().unwrap(), due, &sender).unwrap()
}

pub(super) fn due(register: &Register<NativeSql>, now: i64) -> Vec<Due> {
    outbox::due(&register.sql, now, 100).unwrap()
}

fn by_mediator(act: Act) -> Command {
    let by = By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    Command::Act { serial: 1, by, key: None, now: NOW, act, documents: Vec::new(), onward: None }
}

#[test]
fn a_case_goes_to_the_mediator_and_the_answer_comes_back() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "delay")).unwrap();
    assert_eq!(due(&agency, NOW), []);
    agency.handle(act(1, escalate())).unwrap();
    agency.handle(act(1, message("Urgent."))).unwrap();
    assert_eq!(exchange(&agency, &mediator, "agencies"), 2);
    let case = case_of(&agency, 1);
    assert_eq!(case.status, "escalated");
    assert_eq!(kinds(&case), ["filed", "escalated", "message", "forwarded"]);
    assert_eq!(
        case.entries[3].body.peer_reference.as_deref(),
        Some(Reference::new(RegisterName::parse("MED-26A").unwrap(), 1).unwrap().to_string().as_str())
    );

    for step in [Act::Acknowledge, Act::Note { text: "interne".into() }, Act::Ask { text: "Quel bureau ?".into() }] {
        mediator.handle(by_mediator(step)).unwrap();
    }
    assert_eq!(exchange(&mediator, &agency, "mediator"), 2);
    let case = case_of(&agency, 1);
    assert_eq!(case.status, "awaiting_complainant");
    let question = case.entries.iter().find(|e| e.open).unwrap().number;

    agency.handle(act(1, Act::Message { text: "Celui de Tizi.".into(), in_reply_to: Some(question) })).unwrap();
    assert_eq!(exchange(&agency, &mediator, "agencies"), 1);
    let Reply::Case(there) = mediator.handle(desk(1)).unwrap().0 else { panic!() };
    assert_eq!((there.status.as_str(), there.entries.iter().any(|e| e.open)), ("under_review", false));
    let asked = there.entries.iter().find(|e| e.kind == "question").unwrap().number;
    assert_eq!(there.entries.last().unwrap().body.in_reply_to, Some(asked));
    assert_eq!(there.filing.prior_steps.as_deref(), Some("Écrit en mai."));

    mediator.handle(by_mediator(Act::Answer { text: "Le ministère paiera.".into() })).unwrap();
    mediator.handle(by_mediator(Act::Close { outcome: "upheld".into(), text: None })).unwrap();
    assert_eq!(exchange(&mediator, &agency, "mediator"), 2);
    let case = case_of(&agency, 1);
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    assert!(case.entries.iter().all(|e| e.body.name.is_none() && e.kind != "note"));
}

#[test]
fn a_rule_hands_a_filing_over_and_delivery_forwards_it() {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    let (_, owes) = agency.handle(file("k1", "corruption")).unwrap();
    assert!(owes);
    assert_eq!(case_of(&agency, 1).status, "received");
    exchange(&agency, &mediator, "agencies");
    assert_eq!(case_of(&agency, 1).status, "forwarded");
}

/// A case of the agency that is with the Mediator, on both registers.
fn escalated() -> (Register<NativeSql>, Register<NativeSql>) {
    let (agency, mediator) = (register(), register_of("mediator", "MED"));
    agency.handle(file("k1", "delay")).unwrap();
    agency.handle(act(1, escalate())).unwrap();
    exchange(&agency, &mediator, "agencies");
    (agency, mediator)
}

#[test]
fn a_case_that_its_holder_passed_outside_is_with_nobody_else_any_more() {
    let (agency, mediator) = escalated();
    mediator.handle(by_mediator(Act::Redirect { to: None, text: "Au tribunal.".into() })).unwrap();
    exchange(&mediator, &agency, "mediator");
    let record = agency.load(1).unwrap().unwrap();
    assert_eq!((record.case.status.name(), record.case.holder.as_ref()), ("redirected", None));
    assert!(record.case.is_over());
    // What the citizen writes now goes to nobody; what the Mediator still says is kept, and moves nothing.
    agency.handle(act(1, message("Lequel ?"))).unwrap();
    assert_eq!(due(&agency, NOW), []);
    mediator.handle(by_mediator(Act::Message { text: "Celui de Tizi.".into(), in_reply_to: None })).unwrap();
    mediator.handle(by_mediator(Act::Close { outcome: "inadmissible".into(), text: None })).unwrap();
    assert_eq!(exchange(&mediator, &agency, "mediator"), 2);
    let case = case_of(&agency, 1);
    assert_eq!(kinds(&case), ["filed", "escalated", "forwarded", "redirected", "message", "message", "closed"]);
    assert_eq!(case.status, "redirected");
}

#[test]
fn a_case_that_its_holder_passed_on_to_a_peer_of_its_own_stays_with_it() {
    let (agency, mediator) = escalated();
    mediator.handle(by_mediator(Act::Redirect { to: Some("region".into()), text: "À eux.".into() })).unwrap();
    // The third body gets the case and nothing else; the agency hears of it.
    let owed = due(&mediator, NOW);
    let whom: Vec<_> = owed.iter().map(|one| (one.peer.as_str(), one.kind.as_str())).collect();
    assert_eq!(whom, [("agencies", "redirected"), ("region", "filed")]);
    let told = event_of(&mediator, &owed[0]);
    assert!(!told.data.event.as_ref().unwrap().outside);
    agency.handle(taking(&told, "mediator")).unwrap();
    let record = agency.load(1).unwrap().unwrap();
    assert_eq!(record.case.holder.as_ref().map(domain::agency::Slug::as_str), Some("mediator"));
    assert!(!record.case.is_over());
}

#[test]
fn a_strangers_word_about_a_case_is_refused() {
    let agency = register();
    agency.handle(file("k1", "delay")).unwrap();
    let told = |peer: &str, serial| {
        Command::TakeEvent(TakeEvent {
            source: "urn:wasl:node:x".into(),
            id: "X-26A.1".into(),
            peer: peer.into(),
            serial,
            kind: "answer".into(),
            event: wire::exchange::EventData {
                number: 1,
                role: "caseworker".into(),
                text: Some("Non.".into()),
                ..EventData::default()
            },
            now: NOW,
            ..TakeEvent::default()
        })
    };
    assert_eq!(refusal(agency.handle(told("mediator", 1)).unwrap().0), "not-a-peer");
    assert_eq!(refusal(agency.handle(told("mediator", 9)).unwrap().0), "not-a-peer");
}

#[test]
fn a_peer_that_is_away_is_probed_with_one_and_then_gets_everything_in_order() {
    let agency = register();
    for n in 0..5 {
        agency.handle(file(&format!("k{n}"), "corruption")).unwrap();
        agency.handle(act(n + 1, message("Suite."))).unwrap();
    }
    let mut now = NOW;
    // All five are tried side by side once; from then on one at a time.
    for one in due(&agency, now) {
        agency.attempted(&one, Outcome::Unreachable, There::default(), UnixMillis(now), 0).unwrap();
    }
    for _ in 0..20 {
        assert_eq!(due(&agency, now), []);
        now = outbox::next_wake(&agency.sql, now).unwrap().unwrap();
        let probe = due(&agency, now);
        assert_eq!(probe.len(), 1);
        agency.attempted(&probe[0], Outcome::Unreachable, There::default(), UnixMillis(now), 0).unwrap();
    }
    now = outbox::next_wake(&agency.sql, now).unwrap().unwrap();
    let probe = due(&agency, now);
    agency.attempted(&probe[0], Outcome::Accepted, There::under(Some("MED-26A-000001-A")), UnixMillis(now), 0).unwrap();
    let next = due(&agency, now);
    // The probe's case goes on with its message, the others with their filings: nothing overtakes.
    let turn: Vec<_> = next.iter().map(|d| (d.serial, d.kind.as_str())).collect();
    assert_eq!(turn, [(1, "message"), (2, "filed"), (3, "filed"), (4, "filed"), (5, "filed")]);
}

#[test]
fn a_dead_delivery_holds_its_case_back_until_it_is_retried() {
    let agency = register();
    agency.handle(file("k1", "corruption")).unwrap();
    agency.handle(act(1, message("Suite."))).unwrap();
    let first = due(&agency, NOW);
    agency.attempted(&first[0], Outcome::Refused { status: 400 }, There::default(), UnixMillis(NOW), 0).unwrap();
    assert_eq!(due(&agency, NOW), []);
    assert_eq!(outbox::next_wake(&agency.sql, NOW).unwrap(), None);
    let all = Command::Deliveries { state: Some("dead".into()), peer: None, after: None, limit: 100 };
    let Reply::Deliveries(dead) = agency.handle(all).unwrap().0 else { panic!() };
    assert_eq!((dead.len(), dead[0].last_attempts[0].status), (1, Some(400)));
    let retry = |id: &str| agency.handle(Command::Retry { delivery: id.into(), now: NOW }).unwrap();
    assert_eq!(refusal(retry("HAB-26A.99").0), "not-found");
    assert_eq!(refusal(retry("TIZ-26A.1").0), "not-found");
    assert_eq!(retry(&dead[0].id), (Reply::Ok, true));
    assert_eq!(due(&agency, NOW).len(), 1);
}

#[test]
fn an_answer_that_comes_twice_is_written_once() {
    let agency = register();
    agency.handle(file("k1", "corruption")).unwrap();
    let one = due(&agency, NOW).remove(0);
    for _ in 0..2 {
        agency.attempted(&one, Outcome::Accepted, There::under(Some("MED-26A-000001-A")), UnixMillis(NOW), 0).unwrap();
    }
    assert_eq!(kinds(&case_of(&agency, 1)), ["filed", "forwarding", "forwarded"]);
}

/// A step to a body of this name.
fn towards(there: &str) -> Option<Onward> {
    Some(Onward { here: "mediator/mediator".into(), there: there.into(), convention: None })
}

fn passes_on(to: &str, there: &str) -> Command {
    let redirect = Act::Redirect { to: Some(to.into()), text: "À eux.".into() };
    match by_mediator(redirect) {
        Command::Act { serial, by, key, now, act, documents, .. } => {
            Command::Act { serial, by, key, now, act, documents, onward: towards(there) }
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_passed_on_takes_its_whole_story_and_its_way_along() {
    let (agency, mediator, region) = (register(), register_of("mediator", "MED"), register_of("region", "REG"));
    agency.handle(file("k1", "delay")).unwrap();
    agency.handle(act(1, message("Une précision."))).unwrap();
    agency.handle(act(1, escalate())).unwrap();
    exchange(&agency, &mediator, "agencies");
    mediator.handle(passes_on("region", "there/region")).unwrap();
    let owed = due(&mediator, NOW);
    let filed = event_of(&mediator, &owed[1]).data.filed.unwrap();
    assert_eq!(filed.path, ["agencies/mhab", "agencies/mediator"]);
    let story: Vec<_> = filed.timeline.iter().map(|e| (e.kind.as_str(), e.actor.body.as_deref())).collect();
    let ours = Some("Agence fictive");
    assert_eq!(story, [("filed", None), ("message", None), ("escalated", None), ("redirected", ours)]);
    assert_eq!(filed.timeline[3].to.as_deref(), Some("Le region"));
    assert_eq!(filed.received_at, UnixMillis(NOW).to_rfc3339());
    // The citizen's register hears where it went; who answers then is told by its name.
    let told = event_of(&mediator, &owed[0]).data.event.unwrap();
    assert_eq!((told.to.get("fr").map(String::as_str), told.outside), (Some("Le region"), false));
    agency.handle(taking(&event_of(&mediator, &owed[0]), "mediator")).unwrap();
    mediator.attempted(&owed[0], Outcome::Accepted, There::default(), UnixMillis(NOW), 0).unwrap();
    exchange(&mediator, &region, "mediator");
    region.handle(by_mediator(Act::Answer { text: "Réparé.".into() })).unwrap();
    exchange(&region, &mediator, "region");
    exchange(&mediator, &agency, "mediator");
    let case = case_of(&agency, 1);
    assert_eq!(case.status, "answered");
    let said: Vec<_> = case.entries.iter().rev().take(2).map(|e| (&e.body.to_names, &e.body.by_names)).collect();
    let region: Names = [("fr".to_owned(), "Le region".to_owned())].into();
    assert_eq!(said, [(&Names::new(), &region), (&region, &Names::new())]);
}

#[test]
fn a_case_is_never_sent_to_somebody_who_has_had_it() {
    let (_agency, mediator) = escalated();
    let before = mediator.sql.dump();
    for (to, there) in [("region", "agencies/mhab"), ("agencies", "elsewhere/x"), ("region", "mediator/mediator")] {
        let reply = mediator.handle(passes_on(to, there)).unwrap().0;
        let Reply::Refused(refused) = reply else { panic!("{reply:?}") };
        assert_eq!((refused.code.as_str(), refused.reason.as_deref()), ("action-not-possible", Some("been_there")));
    }
    assert_eq!(mediator.sql.dump(), before);
}

#[test]
fn a_case_that_a_peer_does_not_take_is_at_the_desk_again_and_its_origin_hears_of_it() {
    let (agency, mediator) = escalated();
    mediator.handle(passes_on("region", "there/region")).unwrap();
    exchange_with(&mediator, &agency, "agencies", "mediator");
    agency.handle(act(1, message("Et maintenant ?"))).unwrap();
    exchange(&agency, &mediator, "agencies");
    let one = due(&mediator, NOW).remove(0);
    let said = There { not_taken: Some(ProblemCode::CaseCircles), ..There::default() };
    let after = mediator.attempted(&one, Outcome::Refused { status: 409 }, said, UnixMillis(NOW), 0).unwrap();
    assert_eq!(after, None, "nobody has to look at it as at a dead one");
    let Reply::Case(case) = mediator.handle(desk(1)).unwrap().0 else { panic!() };
    assert_eq!((case.status.as_str(), case.holder, case.outcome), ("under_review", None, None));
    let region: Vec<_> = case.deliveries.iter().filter(|d| d.peer == "region").collect();
    assert!(region.iter().all(|d| d.state == "discarded" && d.reason.as_deref() == Some("case-circles")));
    assert_eq!((region.len(), region[0].discarded_by.as_deref()), (2, None));
    exchange(&mediator, &agency, "mediator");
    let last = case_of(&agency, 1).entries.last().unwrap().clone();
    assert_eq!((last.kind.as_str(), last.role.as_str()), ("acknowledged", "caseworker"));
    // And the desk goes on with it.
    mediator.handle(by_mediator(Act::Answer { text: "Nous répondons.".into() })).unwrap();
    exchange(&mediator, &agency, "mediator");
    assert_eq!(case_of(&agency, 1).status, "answered");
}

/// Carries what is due to one peer only.
fn exchange_with(from: &Register<NativeSql>, to: &Register<NativeSql>, peer: &str, peer_name_there: &str) {
    for one in due(from, NOW).into_iter().filter(|one| one.peer == peer) {
        let Reply::Taken { reference, .. } = to.handle(taking(&event_of(from, &one), peer_name_there)).unwrap().0
        else {
            panic!("not taken")
        };
        let said = There::under(Some(&reference));
        from.attempted(&one, Outcome::Accepted, said, UnixMillis(NOW), 0).unwrap();
    }
}
