//! The crash matrix of the register: every command, every action, every outcome of an attempt.
//!
//! The lists below are matches at the same time: a new variant does not compile before it has its samples here.

use super::deliberation::{ask, deed, opening, with};
use super::*;
use crate::register::log::Ask;
use crate::register::outbox::owe;
use crate::register::{Brought, TakeEvent};
use crate::sql::matrix::{Case as Broken, break_everywhere};
use domain::delivery::DeliveryState;
use wire::exchange::{EventData, FiledData};
use wire::proof::Solved;
use wire::v1::agencies::Names;

type Reg = Register<NativeSql>;

/// One line a variant: its name, and samples of it.
macro_rules! every {
    ($of:ident: $list:ident, $named:ident, $($variant:ident => $samples:expr),* $(,)?) => {
        fn $named(one: &$of) -> &'static str {
            match one { $($of::$variant { .. } => stringify!($variant)),* }
        }
        fn $list() -> Vec<(&'static str, Vec<$of>)> {
            vec![$((stringify!($variant), $samples.into_iter().collect())),*]
        }
    };
}

every! { Command: commands, name_of_command,
    Configure => [Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 2)) }],
    Follow => [Command::Follow { registers: vec!["HAB-25A".into()], now: NOW }],
    File => [file("k9", "corruption"), file("k9", "delay"), file("k2", "corruption"), with_proof("k9"), by_app("k9"), known("k9")],
    Open => [false, true].map(|all| Command::Open { serial: 1, code_hash: CODE.into(), now: NOW, tried: Tried::default(), all, filed: false }),
    Act => acts().into_iter().flat_map(|(_, acts)| acts).map(acted).chain(deeds()).chain([keyed()]),
    Figures => [Command::Figures { now: NOW }],
    List => [list(), Command::List(ListQuery { deliberations: true, limit: 3, now: NOW, ..ListQuery::default() }), Command::List(ListQuery { limit: 3, now: NOW, q: Some("fuite".into()), ..ListQuery::default() })],
    Desk => [
        desk(3),
        Command::Desk { serial: 7, now: NOW, reader: reader(), read: Read::Deliberation { document: None } },
    ],
    Accesses => [Command::Accesses { serial: Some(3), before: None, limit: 10, now: NOW, reader: reader() }],
    Corrections => [Command::Corrections { after: 0, limit: 10, now: NOW, reader: reader() }],
    Waves => [Command::Waves { before: None, limit: 5, now: NOW, reader: reader() }],
    TakeFiled => [taken("REG-26A.1")],
    TakeEvent => [
        with_documents(event(1, "message", Some("Voici."))),
        event(1, "acknowledged", None), event(1, "question", Some("Quand ?")), event(1, "answer", Some("Non.")),
        event(1, "message", Some("Un mot.")), event(1, "closed", None),
        word(0, "opened"), word(7, "message"), word(7, "concluded"),
    ],
    HandOver => [Command::HandOver { serial: 1, peer: "mediator".into(), document: "k1".into() }],
    ExpectAgain => [Command::ExpectAgain { serial: 1, documents: vec!["ours-0".into()] }],
    Deliveries => [Command::Deliveries { state: None, peer: None, after: None, limit: 100 }],
    Exchanged => [Command::Exchanged { peer: "mediator".into(), after: 0, limit: 10 }],
    Retry => [Command::Retry { delivery: "HAB-26A.2".into(), now: NOW }],
    RetryAll => [Command::RetryAll { peer: "mediator".into(), now: NOW }],
    Heard => [Command::Heard { peer: "mediator".into() }],
    Redirect => [Command::Redirect { delivery: "HAB-26A.2".into(), to: "region".into(), onward: onward(), now: NOW }],
    Discard => [
        Command::Discard { delivery: "HAB-26A.2".into(), reason: "settled".into(), reader: reader(), now: NOW },
    ],
    DiscardAll => [
        Command::DiscardAll { peer: "mediator".into(), reason: "left".into(), reader: reader(), now: NOW },
    ],
    Level => [Command::Level { now: NOW }],
    Log => [Command::Log(Ask::Head)],
    Erase => [erase(4, NOW)],
    Linked => [Command::Linked { serial: 7 }],
    Known => [Command::Known { serials: vec![1, 2], peer: "mediator".into(), text: "Amal".into() }],
    OfApp => [Command::OfApp(crate::register::OfApp { app: "carte".into(), until: NOW, limit: 3, ..Default::default() })],
    NewDataKey => [Command::NewDataKey],
}

every! { Act: acts, name_of_act,
    Acknowledge => [Act::Acknowledge],
    Assign => [Act::Assign { to: "Nadia".into() }],
    Ask => [Act::Ask { text: "Quand ?".into() }],
    Message => [message("Un mot."), Act::Message { text: "En mai.".into(), in_reply_to: Some(2) }],
    Request => [request(None), request(Some(r#"{"complainant":{"name":"Amal"}}"#.into()))],
    Answer => [Act::Answer { text: "Voici.".into() }],
    Redirect => [
        Act::Redirect { to: None, text: "Ailleurs.".into() },
        Act::Redirect { to: Some("mediator".into()), text: "Ailleurs.".into() },
    ],
    Forward => [Act::Forward { to: "mediator".into(), text: None, urgent: true }],
    Close => [Act::Close { outcome: "upheld".into(), text: None }],
    Note => [Act::Note { text: "Interne.".into() }],
    Link => [true, false].map(|linked| Act::Link { deliberation: "HAB-26A-000007-N".into(), linked }),
    Deliberate => [Act::Deliberate(Box::new(opening("open-k").deed))],
    Place => [
        Act::Place { how: "linked".into(), to: reference_of(3) },
        Act::Place { how: "unlinked".into(), to: reference_of(4) },
        Act::Place { how: "singled".into(), to: String::new() },
    ],
    Recategorise => [Act::Recategorise { category: "corruption".into() }],
    Withdraw => [Act::Withdraw { text: None }],
    Reopen => [Act::Reopen { text: "Encore.".into() }],
    Escalate => [escalate()],
    Rate => [Act::Rate { rating: 4, text: Some("Bien.".into()) }],
}

every! { Outcome: outcomes, name_of_outcome,
    Accepted => [Outcome::Accepted],
    Refused => [Outcome::Refused { status: 404 }],
    Failed => [Outcome::Failed { status: 500 }],
    Busy => [Outcome::Busy { status: 429, retry_after_ms: Some(5_000) }],
    Unreachable => [Outcome::Unreachable],
    Gone => [Outcome::Gone],
    NotConfigured => [Outcome::NotConfigured],
    Suspended => [Outcome::Suspended],
}

/// Case 1 is with the Mediator; 2's hand-over is dead, and a message waits behind it; 3 stays, and has a question;
/// 4 was answered; 5 is as it was filed; 6 must be handed over; 7 is a deliberation.
fn prepared() -> Reg {
    let register = register();
    for (n, category) in ["corruption", "corruption", "delay", "delay", "delay"].into_iter().enumerate() {
        let key = format!("k{}", n + 1);
        // Somebody has filed twice.
        register.handle(if n == 3 || n == 4 { known(&key) } else { file(&key, category) }).unwrap();
    }
    register.sql.run("UPDATE likeness SET wave = 4 WHERE serial IN (4, 5)", &[]).unwrap();
    for one in outbox::due(&register.sql, NOW, 100).unwrap() {
        let outcome = if one.serial == 1 { Outcome::Accepted } else { Outcome::Gone };
        register.attempted(&one, outcome, There::under(Some("MED-26A-000001-6")), UnixMillis(NOW), 0).unwrap();
    }
    register.handle(act(2, message("Toujours rien."))).unwrap();
    register.handle(by_desk(3, Act::Ask { text: "Quand ?".into() })).unwrap();
    register.handle(by_desk(4, Act::Answer { text: "Voici.".into() })).unwrap();
    register.handle(file("k6", "corruption")).unwrap();
    register.handle(keyed_as("sample-k", "Avant.")).unwrap();
    register.handle(ask(opening("before"))).unwrap();
    register
}

/// What staff does in a deliberation.
fn deeds() -> Vec<Command> {
    let mut all = vec![opening("open-k"), deed("message", 7, "Un mot."), deed("concluded", 7, "Fini.")];
    all.push(with(&["HAB-26A-000004-S"], deed("linked", 7, "")));
    all.push(with(&["HAB-26A-000001-Y"], deed("unlinked", 7, "")));
    all.into_iter().map(ask).collect()
}

/// A peer's word in a deliberation; 0: the one that opens it.
fn word(serial: u32, step: &str) -> Command {
    let event = EventData {
        number: 4,
        role: "caseworker".into(),
        subject: "Le même décret".into(),
        text: Some("Un mot.".into()),
        round: 1,
        cases: Some(3),
        shared: vec!["HAB-26A-000001-Y".into()],
        documents: vec![theirs("ours-3", "theirs")],
        ..EventData::default()
    };
    Command::TakeEvent(TakeEvent {
        source: "urn:wasl:node:mediator".into(),
        id: "MED-26A.8".into(),
        peer: "mediator".into(),
        serial,
        kind: format!("deliberation.{step}"),
        event,
        now: NOW,
        reference: "MED-26A-000001-6".into(),
        back: Back::Unasked,
    })
}

fn request(correction: Option<String>) -> Act {
    Act::Request { about: "correction".into(), text: "Mon nom.".into(), correction }
}

fn by_desk(serial: u32, sample: Act) -> Command {
    match act(serial, sample) {
        Command::Act { serial, key, now, act, documents, .. } => Command::Act {
            serial,
            by: By::Caseworker { name: "Nadia".into(), role: "caseworker".into() },
            key,
            now,
            act,
            documents,
            onward: None,
        },
        other => other,
    }
}

/// An action by whoever may do it, in the case where it is possible.
fn acted(sample: Act) -> Command {
    let answers = matches!(&sample, Act::Message { in_reply_to: Some(_), .. });
    match name_of_act(&sample) {
        "Message" if answers => act(3, sample),
        "Message" => act(1, sample),
        "Withdraw" | "Escalate" => act(5, sample),
        "Reopen" | "Rate" => act(4, sample),
        "Deliberate" => by_desk(0, sample),
        _ => by_desk(5, sample),
    }
}

fn keyed_as(key: &str, text: &str) -> Command {
    match act(5, message(text)) {
        Command::Act { serial, by, now, act, .. } => {
            let key = Some(Key { key: key.into(), fingerprint: chain::sha256(text.as_bytes()) });
            Command::Act { serial, by, key, now, act, documents: vec![document("d1")], onward: None }
        }
        other => other,
    }
}

fn keyed() -> Command {
    keyed_as("another-k", "Après.")
}

fn with_proof(key: &str) -> Command {
    let Command::File(mut sample) = file(key, "delay") else { unreachable!() };
    sample.came.proof = Brought::Solved(Solved { id: "p1".into(), expires_at: NOW + 60_000 });
    Command::File(sample)
}

fn reference_of(serial: u32) -> String {
    Reference::new(RegisterName::parse("HAB-26A").unwrap(), serial).unwrap().to_string()
}

/// By somebody whose contacts were given before.
fn known(key: &str) -> Command {
    let Command::File(mut sample) = file(key, "delay") else { unreachable!() };
    sample.filing.complainant.email = Some("amal@example.ma".into());
    sample.filing.complainant.phone = Some("+212612345678".into());
    Command::File(sample)
}

fn by_app(key: &str) -> Command {
    let Command::File(mut sample) = file(key, "delay") else { unreachable!() };
    sample.came.app = Some("carte".into());
    Command::File(sample)
}

fn event(serial: u32, kind: &str, text: Option<&str>) -> Command {
    let outcome = (kind == "closed").then(|| "upheld".into());
    let text = text.map(str::to_owned);
    let event = EventData { number: 7, role: "caseworker".into(), text, outcome, ..EventData::default() };
    Command::TakeEvent(TakeEvent {
        source: "urn:wasl:node:mediator".into(),
        id: "MED-26A.1".into(),
        peer: "mediator".into(),
        serial,
        kind: kind.into(),
        event,
        now: NOW,
        ..TakeEvent::default()
    })
}

/// A document that a peer names, as the worker hands it on.
fn theirs(ours: &str, theirs: &str) -> DocumentView {
    DocumentView { id: format!("{ours} REG-26A-000001-X/{theirs}"), ..document(theirs) }
}

fn with_documents(event: Command) -> Command {
    let Command::TakeEvent(mut event) = event else { unreachable!() };
    event.event.documents = vec![theirs("ours-1", "theirs"), theirs("ours-2", "others")];
    Command::TakeEvent(event)
}

fn taken(id: &str) -> Command {
    let filed = FiledData {
        urgent: false,
        agency: "mhab".into(),
        reason: "forwarding".into(),
        from: Names::new(),
        category: Names::new(),
        received_at: UnixMillis(NOW).to_rfc3339(),
        due_at: UnixMillis(NOW).to_rfc3339(),
        path: Vec::new(),
        filing: filing("delay"),
        timeline: Vec::new(),
        documents: vec![theirs("ours", "theirs")],
    };
    let (source, reference) = ("urn:wasl:node:region".to_owned(), "REG-26A-000001-X".to_owned());
    let (id, peer, filed) = (id.into(), "region".into(), Box::new(filed));
    Command::TakeFiled {
        source,
        id,
        peer,
        reference,
        now: NOW,
        filed,
        been: Vec::new(),
        back: Back::Unasked,
        words: vec!["mrjn".into()],
    }
}

/// What a register keeps in memory of its store.
fn memory(register: &Reg) -> (Option<i64>, i64, chain::Hash, u32, bool, Option<Follows>) {
    let memory = register.memory.borrow();
    let version = memory.rules.as_ref().map(|r| r.record.version);
    let follows = memory.follows.as_deref().cloned();
    (version, memory.seq, memory.hash, memory.serial, memory.vault.is_some(), follows)
}

fn reopened(register: Reg) -> Reg {
    let before = memory(&register);
    let again = open(register.sql);
    assert_eq!(memory(&again), before, "memory held something else than the store");
    again
}

pub(super) fn matrix<R: PartialEq + std::fmt::Debug>(
    name: &str,
    prepared: &dyn Fn() -> Reg,
    act: &dyn Fn(&Reg) -> SqlResult<R>,
) -> u32 {
    break_everywhere(&Broken { name, sql: |register: &Reg| &register.sql, prepared, act, reopened })
}

#[test]
fn every_command_is_all_or_nothing_wherever_it_breaks() {
    let (mut samples, mut broken) = (0, 0);
    for (name, list) in commands() {
        assert!(!list.is_empty(), "{name} has no sample");
        for command in list {
            assert_eq!(name_of_command(&command), name);
            let reply = prepared().handle(command.clone()).unwrap().0;
            let refused = matches!(reply, Reply::Refused(_) | Reply::NeedsAgency | Reply::Stale(_));
            assert!(!refused, "a sample that does nothing: {command:?} gives {reply:?}");
            let act = |register: &Reg| register.handle(command.clone());
            broken += matrix(name, &prepared, &act);
            samples += 1;
        }
    }
    println!("crash matrix: {samples} commands, broken at {broken} places");
    assert!(samples >= 70 && broken >= 640, "{samples} commands, {broken} places");
}

#[test]
fn every_action_has_a_sample() {
    for (name, list) in acts() {
        assert!(!list.is_empty(), "{name}");
        assert!(list.iter().all(|act| name_of_act(act) == name), "{name}");
    }
}

#[test]
fn every_outcome_of_an_attempt_is_all_or_nothing() {
    let (mut broken, mut seen) = (0, Vec::new());
    for (name, list) in outcomes() {
        for outcome in list {
            assert_eq!(name_of_outcome(&outcome), name);
            let act = |register: &Reg| {
                let due = outbox::due(&register.sql, NOW, 1)?;
                register.attempted(&due[0], outcome, There::under(Some("MED-26A-000009-9")), UnixMillis(NOW), 0)
            };
            broken += matrix(name, &prepared, &act);
            seen.push(act(&prepared()).unwrap().unwrap());
        }
    }
    let dead = seen.iter().filter(|state| **state == DeliveryState::Dead).count();
    println!("crash matrix: {} outcomes of an attempt, broken at {broken} places", seen.len());
    assert!(broken >= 58 && dead == 2, "{broken} places, {dead} dead");
}

#[test]
fn a_register_that_breaks_while_it_is_begun_is_begun_again() {
    let configure = || Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 1)) };
    let act = |register: &Reg| register.handle(configure());
    let broken = matrix("the first Configure", &|| open(NativeSql::in_memory()), &act);
    assert!(broken >= 6, "{broken}");
}

/// The matrix would see it: a command that writes outside its transaction is caught.
#[test]
#[should_panic(expected = "something was left")]
fn what_is_written_outside_the_transaction_is_caught() {
    let act = |register: &Reg| {
        owe(&register.sql, 1_000, 1, "mediator", "message", 1, NOW)?;
        register.handle(keyed())
    };
    matrix("a careless command", &prepared, &act);
}
