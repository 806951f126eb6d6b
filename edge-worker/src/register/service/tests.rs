//! The register on real SQLite: filing, idempotency, the exchange's both ends, and what is left when
//! a statement fails.

use super::*;
use crate::register::AgencyRecord;
use crate::register::TakeEvent;
use crate::register::outbox::{self, Due};
use crate::register::{Came, CaseData, Filed, Key, ListQuery, Onward, Read, Reader, Refused, Tried};
use crate::sql::native::{Break, NativeSql};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::delivery::AttemptOutcome as Outcome;
use domain::reference::{Reference, RegisterName};
use wire::v1::admin::{CategoryBody, PutAgency, RouteBody};
use wire::v1::case::DocumentView;
use wire::v1::filing::{FileCase, PersonBody};

const NOW: i64 = 1_795_356_309_120;
const CODE: &str = "c0de000000000000000000000000000000000000000000000000000000000001";

fn agency(id: &str, code: &str, version: i64) -> AgencyRecord {
    let name = |text: &str| [("fr".to_owned(), text.to_owned())].into();
    let category = |id: &str| CategoryBody { id: id.into(), names: name(id), ..CategoryBody::default() };
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

fn node(secret: u8) -> Rc<NodeKeys> {
    Rc::new(NodeKeys::parse(&STANDARD.encode([secret; 32])).unwrap())
}

fn open(sql: NativeSql) -> Register<NativeSql> {
    Register::open(sql, node(1)).unwrap()
}

fn register_of(id: &str, code: &str) -> Register<NativeSql> {
    let register = open(NativeSql::in_memory());
    assert_eq!(register.handle(list()).unwrap().0, Reply::NeedsAgency);
    let configure = Command::Configure { register: format!("{code}-26A"), agency: Box::new(agency(id, code, 1)) };
    register.handle(configure).unwrap();
    register
}

fn register() -> Register<NativeSql> {
    register_of("mhab", "HAB")
}

fn reader() -> Reader {
    Reader { token: "t1".into(), role: "caseworker".into() }
}

fn desk(serial: u32) -> Command {
    Command::Desk { serial, now: NOW, reader: reader(), read: Read::Case }
}

fn erase(serial: u32, now: i64) -> Command {
    Command::Erase { serial, now, reader: reader(), reason: "request".into() }
}

fn list() -> Command {
    Command::List(ListQuery { limit: 10, now: NOW, ..ListQuery::default() })
}

fn filing(category: &str) -> FileCase {
    FileCase {
        kind: "complaint".into(),
        category: category.into(),
        subject: "Fuite d'eau à Tizi".into(),
        body: "Depuis mai.".into(),
        language: "fr".into(),
        complainant: PersonBody { name: Some("Amal Exemple".into()), ..PersonBody::default() },
        consent: true,
        channel: "widget".into(),
        ..FileCase::default()
    }
}

fn document(id: &str) -> DocumentView {
    let (name, media_type) = (format!("{id}.pdf"), "application/pdf".to_owned());
    DocumentView {
        id: id.into(),
        name,
        media_type,
        length_bytes: 9,
        sha256: chain::sha256(id.as_bytes()),
        scan: String::new(),
    }
}

fn file(key: &str, category: &str) -> Command {
    let fingerprint = chain::sha256(category.as_bytes());
    Command::File(Box::new(File {
        agency_version: 1,
        key: Key { key: key.into(), fingerprint },
        code_hash: CODE.into(),
        now: NOW,
        back: Back::Unasked,
        came: Came::default(),
        filing: filing(category),
        found: None,
        words: Vec::new(),
        documents: vec![document(key)],
    }))
}

fn act(serial: u32, act: Act) -> Command {
    Command::Act {
        serial,
        by: By::Complainant { code_hash: CODE.into(), tried: Tried::default() },
        key: None,
        now: NOW,
        act,
        documents: Vec::new(),
        onward: None,
    }
}

/// What a caseworker says of a case and others.
fn placed(how: &str, to: String) -> Act {
    Act::Place { how: how.into(), to }
}

/// A step that leads to nobody who has had a case.
fn onward() -> Onward {
    Onward { here: "agencies/mhab".into(), there: "there/region".into(), convention: None }
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

fn reason(reply: Reply) -> String {
    match reply {
        Reply::Refused(Refused { reason: Some(reason), .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn case_of(register: &Register<NativeSql>, serial: u32) -> CaseData {
    match register
        .handle(Command::Open {
            serial,
            code_hash: CODE.into(),
            now: NOW,
            tried: Tried::default(),
            all: false,
            filed: false,
        })
        .unwrap()
        .0
    {
        Reply::Case(case) => *case,
        other => panic!("{other:?}"),
    }
}

fn kinds(case: &CaseData) -> Vec<&str> {
    case.entries.iter().map(|e| e.kind.as_str()).collect()
}

#[test]
fn the_same_key_gives_the_same_receipt_and_another_body_is_refused() {
    let register = register();
    let first = register.handle(file("k1", "delay")).unwrap().0;
    let Reply::Filed(filed) = first.clone() else { panic!("{first:?}") };
    let again = Reply::Filed(Filed { repeated: true, ..filed });
    assert_eq!(register.handle(file("k1", "delay")).unwrap().0, again);
    assert_eq!(refusal(register.handle(file("k1", "corruption")).unwrap().0), "idempotency-key-reused");
    assert_eq!(filed_reference(first), "HAB-26A-000001-Y");
    assert!(filed_reference(register.handle(file("k2", "delay")).unwrap().0).starts_with("HAB-26A-000002-"));
}

#[test]
fn rules_of_another_version_are_not_filed_under() {
    let register = register();
    let newer = Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 2)) };
    register.handle(newer).unwrap();
    assert!(matches!(register.handle(file("k1", "delay")).unwrap().0, Reply::Stale(a) if a.version == 2));
    let older = Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 1)) };
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
    let open = |serial, code: &str| {
        register
            .handle(Command::Open {
                serial,
                code_hash: code.into(),
                now: NOW,
                tried: Tried::default(),
                all: false,
                filed: false,
            })
            .unwrap()
            .0
    };
    let wrong = open(1, "0000");
    assert_eq!(refusal(wrong.clone()), "case-not-found");
    assert_eq!(open(99, CODE), wrong);
    // The hash that stands for "no code" opens nothing either.
    assert_eq!(open(99, complainant::NO_CODE), wrong);
    assert_eq!(kinds(&case_of(&register, 1)), ["filed"]);
}

#[test]
fn a_register_goes_on_where_it_stopped() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    register.handle(act(1, message("Toujours rien."))).unwrap();
    let Register { sql, memory, .. } = register;
    let memory = memory.into_inner();
    let again = open(sql);
    assert_eq!((again.memory.borrow().seq, again.memory.borrow().hash), (memory.seq, memory.hash));
    assert!(filed_reference(again.handle(file("k2", "delay")).unwrap().0).starts_with("HAB-26A-000002-"));
}

#[test]
fn every_event_carries_the_hash_of_the_one_before() {
    let register = register();
    for n in 0..3 {
        register.handle(file(&format!("k{n}"), "corruption")).unwrap();
        register.handle(act(1, message("Encore."))).unwrap();
    }
    assert_eq!(chained(&register), 9);
}

/// Checks the chain from the columns that are in clear, and each body against its hash; says how long it is.
fn chained(register: &Register<NativeSql>) -> usize {
    let rows = "SELECT seq, serial, number, at, kind, status, role, peer, body_hash, hash FROM event ORDER BY seq";
    let rows = register.sql.run(rows, &[]).unwrap();
    let mut before = chain::GENESIS;
    for row in &rows {
        let t = |n| row.maybe_text(n).unwrap();
        let (kind, status, role, peer) = (t(4).unwrap(), t(5).unwrap(), t(6).unwrap(), t(7));
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
            body_hash: &row.fixed(8).unwrap(),
        };
        before = chain::hash(&before, &covered);
        assert_eq!(row.fixed(9).unwrap(), before);
    }
    rows.len()
}

#[test]
fn what_a_key_wrote_is_written_once() {
    let register = register();
    register.handle(file("k1", "delay")).unwrap();
    let keyed = |fingerprint: &str| Command::Act {
        serial: 1,
        by: By::Complainant { code_hash: CODE.into(), tried: Tried::default() },
        key: Some(Key { key: "m1".into(), fingerprint: fingerprint.into() }),
        now: NOW,
        act: message("Une fois."),
        documents: vec![document("m1")],
        onward: None,
    };
    let first = register.handle(keyed("f1")).unwrap().0;
    assert_eq!(register.handle(keyed("f1")).unwrap().0, first);
    assert_eq!(refusal(register.handle(keyed("f2")).unwrap().0), "idempotency-key-reused");
    let case = case_of(&register, 1);
    assert_eq!(kinds(&case), ["filed", "message"]);
    let documents: Vec<_> = case.entries.iter().map(|e| e.body.documents.clone()).collect();
    assert_eq!(documents, [[document("k1")], [document("m1")]]);
}

#[test]
fn the_desk_lists_newest_first_page_by_page() {
    let register = register();
    for n in 0..5 {
        register.handle(file(&format!("k{n}"), if n == 2 { "corruption" } else { "delay" })).unwrap();
    }
    let page = |query: ListQuery| match register.handle(Command::List(ListQuery { now: NOW, ..query })).unwrap().0 {
        Reply::Rows { rows, next } => {
            (rows.iter().map(|r| Reference::parse(&r.reference).unwrap().serial()).collect::<Vec<_>>(), next)
        }
        other => panic!("{other:?}"),
    };
    let all = ListQuery { limit: 2, ..ListQuery::default() };
    assert_eq!(page(all.clone()), (vec![5, 4], Some(4)));
    assert_eq!(page(ListQuery { before: Some(2), ..all.clone() }), (vec![1], None));
    assert_eq!(page(ListQuery { category: Some("corruption".into()), ..all.clone() }), (vec![3], None));
    assert_eq!(page(ListQuery { q: Some("FUITE D'EAU À".into()), ..all.clone() }), (vec![5, 4], Some(4)));
    assert_eq!(page(ListQuery { q: Some("HAB-26A-000001-Y".into()), ..all.clone() }), (vec![1], None));
    assert_eq!(page(ListQuery { overdue: Some(true), ..all.clone() }), (vec![], None));
    assert_eq!(page(ListQuery { status: Some("closed".into()), ..all }), (vec![], None));
}

mod accesses;
mod alike;
mod apps;
mod archive;
mod deliberation;
mod documents;
mod exchange;
mod follow;
mod gate;
mod guessing;
mod lapse;
mod looks;
mod matrix;
mod owed;
mod retention;
mod sealed;
mod waves;
