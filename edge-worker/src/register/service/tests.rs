//! The register on real SQLite: filing, idempotency, the exchange's both ends, and what is left when
//! a statement fails.

use super::*;
use crate::register::{CaseData, ListQuery};
use crate::sql::native::{Break, NativeSql};
use domain::delivery::AttemptOutcome as Outcome;
use wire::v1::admin::{CategoryBody, PutAgency, RouteBody};
use wire::v1::filing::PersonBody;

const NOW: i64 = 1_795_356_309_120;
const CODE: &str = "c0de000000000000000000000000000000000000000000000000000000000001";

fn agency(id: &str, code: &str, version: i64) -> AgencyRecord {
    let name = |text: &str| [("fr".to_owned(), text.to_owned())].into();
    let category = |id: &str| CategoryBody { id: id.into(), names: name(id), kinds: vec![] };
    AgencyRecord {
        id: id.into(),
        version,
        body: PutAgency {
            code: code.into(),
            names: name("Agence fictive"),
            categories: vec![category("delay"), category("corruption")],
            routes: vec![RouteBody { kinds: vec![], categories: vec!["corruption".into()], to: "mediator".into() }],
            mediator: (id != "mediator").then(|| "mediator".into()),
            ..PutAgency::default()
        },
    }
}

fn register_of(id: &str, code: &str) -> Register<NativeSql> {
    let register = Register::open(NativeSql::in_memory()).unwrap();
    assert_eq!(register.handle(list()).unwrap().0, Reply::NeedsAgency);
    let configure = Command::Configure { register: format!("{code}-26A"), agency: agency(id, code, 1) };
    register.handle(configure).unwrap();
    register
}

fn register() -> Register<NativeSql> {
    register_of("mhab", "HAB")
}

fn list() -> Command {
    Command::List(ListQuery { limit: 10, now: NOW, ..ListQuery::default() })
}

fn filing(category: &str) -> FileCase {
    FileCase {
        kind: "complaint".into(),
        category: category.into(),
        subject: "Fuite d'eau".into(),
        body: "Depuis mai.".into(),
        language: "fr".into(),
        complainant: PersonBody { name: Some("Amal Exemple".into()), ..PersonBody::default() },
        consent: true,
        channel: "widget".into(),
        ..FileCase::default()
    }
}

fn file(key: &str, category: &str) -> Command {
    let fingerprint = chain::sha256(category.as_bytes());
    Command::File(Box::new(File {
        agency_version: 1,
        key: Key { key: key.into(), fingerprint },
        code_hash: CODE.into(),
        now: NOW,
        only_repeat: false,
        filing: filing(category),
    }))
}

fn act(serial: u32, act: Act) -> Command {
    Command::Act { serial, by: By::Complainant { code_hash: CODE.into() }, key: None, now: NOW, act }
}

fn escalate() -> Act {
    Act::Escalate { prior_steps: "Écrit en mai.".into(), before_court: Some(false) }
}

fn message(text: &str) -> Act {
    Act::Message { text: text.into(), in_reply_to: None }
}

fn filed_reference(reply: Reply) -> String {
    match reply {
        Reply::Filed(filed) => filed.reference,
        other => panic!("{other:?}"),
    }
}

fn refusal(reply: Reply) -> String {
    match reply {
        Reply::Refused(refused) => refused.code,
        other => panic!("{other:?}"),
    }
}

fn case_of(register: &Register<NativeSql>, serial: u32) -> CaseData {
    match register.handle(Command::Open { serial, code_hash: CODE.into(), now: NOW }).unwrap().0 {
        Reply::Case(case) => *case,
        other => panic!("{other:?}"),
    }
}

fn kinds(case: &CaseData) -> Vec<&str> {
    case.entries.iter().map(|e| e.kind.as_str()).collect()
}

fn due(register: &Register<NativeSql>, now: i64) -> Vec<Due> {
    outbox::due(&register.sql, now, 100).unwrap()
}

fn event_of(register: &Register<NativeSql>, due: &Due) -> wire::exchange::CloudEvent {
    let rules = register.rules().unwrap();
    let sender = outbox::Sender {
        node: "agencies",
        register: &rules.name.to_string(),
        agency: &rules.agency,
        peer_agency: "mediator",
        reference: &rules.reference(due.serial),
    };
    outbox::cloud_event(&register.sql, due, &sender).unwrap()
}

/// Carries everything that is due from one register to the other, as two nodes would.
fn exchange(from: &Register<NativeSql>, to: &Register<NativeSql>, peer_name_there: &str) -> usize {
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
                Reply::Taken { reference, repeated: false } => reference,
                other => panic!("{other:?} for {event:?}"),
            };
            // The answer may be lost: the same event again changes nothing and says the same.
            let before = to.sql.dump();
            assert_eq!(to.handle(command).unwrap().0, Reply::Taken { reference: taken.clone(), repeated: true });
            assert_eq!(to.sql.dump(), before);
            from.attempted(&one, Outcome::Accepted, Some(&taken), UnixMillis(NOW), 0).unwrap();
            carried += 1;
        }
    }
}

fn taking(event: &wire::exchange::CloudEvent, peer: &str) -> Command {
    let (source, id) = (event.source.clone(), event.id.clone());
    match (&event.data.filed, &event.data.event) {
        (Some(filed), None) => Command::TakeFiled {
            source,
            id,
            peer: peer.into(),
            reference: event.data.reference.clone(),
            now: NOW,
            filed: Box::new(filed.clone()),
        },
        (None, Some(told)) => Command::TakeEvent(TakeEvent {
            source,
            id,
            peer: peer.into(),
            serial: Reference::parse(event.subject.as_deref().unwrap()).unwrap().serial(),
            kind: event.kind.strip_prefix("wasl.case.").unwrap().into(),
            event: told.clone(),
            now: NOW,
        }),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_key_gives_the_same_receipt_and_another_body_is_refused() {
    let register = register();
    let first = register.handle(file("k1", "delay")).unwrap().0;
    assert_eq!(register.handle(file("k1", "delay")).unwrap().0, first);
    assert_eq!(refusal(register.handle(file("k1", "corruption")).unwrap().0), "idempotency-key-reused");
    assert_eq!(filed_reference(first), "HAB-26A-000001-Y");
    assert!(filed_reference(register.handle(file("k2", "delay")).unwrap().0).starts_with("HAB-26A-000002-"));
}

#[test]
fn rules_of_another_version_are_not_filed_under() {
    let register = register();
    let newer = Command::Configure { register: "HAB-26A".into(), agency: agency("mhab", "HAB", 2) };
    register.handle(newer).unwrap();
    assert!(matches!(register.handle(file("k1", "delay")).unwrap().0, Reply::Stale(a) if a.version == 2));
    let older = Command::Configure { register: "HAB-26A".into(), agency: agency("mhab", "HAB", 1) };
    register.handle(older).unwrap();
    assert_eq!(register.rules().unwrap().record.version, 2);
    let Command::File(mut ahead) = file("k1", "delay") else { unreachable!() };
    ahead.agency_version = 3;
    assert_eq!(register.handle(Command::File(ahead)).unwrap().0, Reply::NeedsAgency);
}

#[test]
fn a_wrong_code_and_an_unknown_case_are_the_same() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let open =
        |serial, code: &str| register.handle(Command::Open { serial, code_hash: code.into(), now: NOW }).unwrap().0;
    let wrong = open(1, "0000");
    assert_eq!(refusal(wrong.clone()), "case-not-found");
    assert_eq!(open(99, CODE), wrong);
    // The hash that stands for "no code" opens nothing either.
    assert_eq!(open(99, chain::GENESIS), wrong);
    assert_eq!(kinds(&case_of(&register, 1)), ["filed"]);
}

#[test]
fn a_register_goes_on_where_it_stopped() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    register.handle(act(1, message("Toujours rien."))).unwrap();
    let Register { sql, memory } = register;
    let memory = memory.into_inner();
    let again = Register::open(sql).unwrap();
    assert_eq!((again.memory.borrow().seq, again.memory.borrow().hash.clone()), (memory.seq, memory.hash));
    assert!(filed_reference(again.handle(file("k2", "delay")).unwrap().0).starts_with("HAB-26A-000002-"));
}

#[test]
fn every_event_carries_the_hash_of_the_one_before() {
    let register = register();
    for n in 0..3 {
        register.handle(file(&format!("k{n}"), "corruption")).unwrap();
        register.handle(act(1, message("Encore."))).unwrap();
    }
    let rows = register
        .sql
        .run(
            "SELECT e.seq, e.serial, e.number, e.at, e.kind, e.status, e.role, e.peer, e.name, e.body, e.hash, c.digest
             FROM event e JOIN case_file c ON c.serial = e.serial ORDER BY e.seq",
            &[],
        )
        .unwrap();
    let mut before = chain::GENESIS.to_owned();
    for row in &rows {
        let t = |n| row.maybe_text(n).unwrap();
        let (kind, status, role, body, digest) = (t(4).unwrap(), t(5).unwrap(), t(6).unwrap(), t(9).unwrap(), t(11));
        let (peer, name) = (t(7), t(8));
        let covered = chain::Covered {
            register: "HAB-26A",
            seq: row.int(0).unwrap(),
            serial: row.small(1).unwrap(),
            number: row.small(2).unwrap(),
            at: row.int(3).unwrap(),
            kind: &kind,
            status: &status,
            role: &role,
            peer: peer.as_deref(),
            name: name.as_deref(),
            body: &body,
            digest: digest.as_deref().filter(|_| kind == "filed"),
        };
        before = chain::hash(&before, &covered);
        assert_eq!(row.text(10).unwrap(), before);
    }
    assert_eq!(rows.len(), 9);
}

#[test]
fn what_a_key_wrote_is_written_once() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let keyed = |fingerprint: &str| Command::Act {
        serial: 1,
        by: By::Complainant { code_hash: CODE.into() },
        key: Some(Key { key: "m1".into(), fingerprint: fingerprint.into() }),
        now: NOW,
        act: message("Une fois."),
    };
    let first = register.handle(keyed("f1")).unwrap().0;
    assert_eq!(register.handle(keyed("f1")).unwrap().0, first);
    assert_eq!(refusal(register.handle(keyed("f2")).unwrap().0), "idempotency-key-reused");
    assert_eq!(kinds(&case_of(&register, 1)), ["filed", "message"]);
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

    let by_mediator =
        |a: Act| Command::Act { serial: 1, by: By::Caseworker { name: "Nadia".into() }, key: None, now: NOW, act: a };
    for step in [Act::Acknowledge, Act::Note { text: "interne".into() }, Act::Ask { text: "Quel bureau ?".into() }] {
        mediator.handle(by_mediator(step)).unwrap();
    }
    assert_eq!(exchange(&mediator, &agency, "mediator"), 2);
    let case = case_of(&agency, 1);
    assert_eq!(case.status, "awaiting_complainant");
    let question = case.entries.iter().find(|e| e.open).unwrap().number;

    agency.handle(act(1, Act::Message { text: "Celui de Tizi.".into(), in_reply_to: Some(question) })).unwrap();
    assert_eq!(exchange(&agency, &mediator, "agencies"), 1);
    let Reply::Case(there) = mediator.handle(Command::Desk { serial: 1, now: NOW }).unwrap().0 else { panic!() };
    assert_eq!((there.status.as_str(), there.entries.iter().any(|e| e.open)), ("under_review", false));
    let asked = there.entries.iter().find(|e| e.kind == "question").unwrap().number;
    assert_eq!(there.entries.last().unwrap().body.in_reply_to, Some(asked));
    assert_eq!(there.filing.prior_steps.as_deref(), Some("Écrit en mai."));

    mediator.handle(by_mediator(Act::Answer { text: "Le ministère paiera.".into() })).unwrap();
    mediator.handle(by_mediator(Act::Close { outcome: "upheld".into(), text: None })).unwrap();
    assert_eq!(exchange(&mediator, &agency, "mediator"), 2);
    let case = case_of(&agency, 1);
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    assert!(case.entries.iter().all(|e| e.name.is_none() && e.kind != "note"));
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
                in_reply_to: None,
                outcome: None,
                rating: None,
            },
            now: NOW,
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
        agency.attempted(&one, Outcome::Unreachable, None, UnixMillis(now), 0).unwrap();
    }
    for _ in 0..20 {
        assert_eq!(due(&agency, now), []);
        now = outbox::next_wake(&agency.sql).unwrap().unwrap();
        let probe = due(&agency, now);
        assert_eq!(probe.len(), 1);
        agency.attempted(&probe[0], Outcome::Unreachable, None, UnixMillis(now), 0).unwrap();
    }
    now = outbox::next_wake(&agency.sql).unwrap().unwrap();
    let probe = due(&agency, now);
    agency.attempted(&probe[0], Outcome::Accepted, Some("MED-26A-000001-A"), UnixMillis(now), 0).unwrap();
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
    agency.attempted(&first[0], Outcome::Refused { status: 400 }, None, UnixMillis(NOW), 0).unwrap();
    assert_eq!(due(&agency, NOW), []);
    assert_eq!(outbox::next_wake(&agency.sql).unwrap(), None);
    let all = Command::Deliveries { state: Some("dead".into()), peer: None };
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
        agency.attempted(&one, Outcome::Accepted, Some("MED-26A-000001-A"), UnixMillis(NOW), 0).unwrap();
    }
    assert_eq!(kinds(&case_of(&agency, 1)), ["filed", "forwarding", "forwarded"]);
}

#[test]
fn the_desk_lists_newest_first_page_by_page() {
    let register = register();
    for n in 0..5 {
        register.handle(file(&format!("k{n}"), if n == 2 { "corruption" } else { "delay" })).unwrap();
    }
    let page = |query: ListQuery| match register.handle(Command::List(ListQuery { now: NOW, ..query })).unwrap().0 {
        Reply::Rows { rows, more } => {
            (rows.iter().map(|r| Reference::parse(&r.reference).unwrap().serial()).collect::<Vec<_>>(), more)
        }
        other => panic!("{other:?}"),
    };
    let all = ListQuery { limit: 2, ..ListQuery::default() };
    assert_eq!(page(all.clone()), (vec![5, 4], true));
    assert_eq!(page(ListQuery { before: Some(2), ..all.clone() }), (vec![1], false));
    assert_eq!(page(ListQuery { category: Some("corruption".into()), ..all.clone() }), (vec![3], false));
    assert_eq!(page(ListQuery { q: Some("FUITE".into()), ..all.clone() }), (vec![5, 4], true));
    assert_eq!(page(ListQuery { q: Some("HAB-26A-000001-Y".into()), ..all.clone() }), (vec![1], false));
    assert_eq!(page(ListQuery { overdue: Some(true), ..all.clone() }), (vec![], false));
    assert_eq!(page(ListQuery { status: Some("closed".into()), ..all }), (vec![], false));
}

/// For every command and every n: the n-th statement fails before or after it ran, and the store is
/// as it was; then the command is repeated and does what it would have done.
#[test]
fn a_failing_statement_leaves_all_or_nothing() {
    let told = wire::exchange::EventData {
        number: 7,
        role: "caseworker".into(),
        text: Some("Réponse.".into()),
        in_reply_to: None,
        outcome: None,
        rating: None,
    };
    let take = Command::TakeEvent(TakeEvent {
        source: "urn:wasl:node:mediator".into(),
        id: "MED-26A.1".into(),
        peer: "mediator".into(),
        serial: 1,
        kind: "answer".into(),
        event: told,
        now: NOW,
    });
    let commands = [
        file("k9", "corruption"),
        act(2, escalate()),
        act(1, message("x")),
        act(2, Act::Withdraw { text: None }),
        take,
        Command::Configure { register: "HAB-26A".into(), agency: agency("mhab", "HAB", 2) },
    ];
    let prepared = || {
        let register = register();
        register.handle(file("k1", "corruption")).unwrap();
        register.handle(file("k2", "delay")).unwrap();
        register
    };
    let mut broken = 0;
    for command in commands {
        let whole = prepared();
        whole.sql.break_at(Break::Never);
        whole.handle(command.clone()).unwrap();
        let (statements, after) = (whole.sql.statements(), whole.sql.dump());
        for n in 1..=statements {
            for at in [Break::Before(n), Break::After(n)] {
                let register = prepared();
                let before = register.sql.dump();
                register.sql.break_at(at);
                assert!(register.handle(command.clone()).is_err(), "{command:?} {at:?}");
                register.sql.break_at(Break::Never);
                assert_eq!(register.sql.dump(), before, "{command:?} {at:?}");
                register.handle(command.clone()).unwrap();
                assert_eq!(register.sql.dump(), after, "{command:?} {at:?}");
                broken += 1;
            }
        }
    }
    assert!(broken >= 48, "{broken}");
}
