//! The crash matrix of the directory: every command.
//!
//! The list below is a match at the same time: a new variant does not compile before it has a sample here.

use super::*;
use crate::directory::{PeerRecord, TokenAsked, TokenRecord};
use crate::sql::matrix::{Case, break_everywhere};
use crate::sql::native::NativeSql;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wire::v1::admin::{PutAgency, PutPeer};

macro_rules! every {
    ($($variant:ident => $sample:expr),* $(,)?) => {
        fn name(command: &Command) -> &'static str {
            match command { $(Command::$variant { .. } => stringify!($variant)),* }
        }
        fn samples() -> Vec<(&'static str, Command)> {
            vec![$((stringify!($variant), $sample)),*]
        }
    };
}

every! {
    PutAgency => put_agency_of("tizi", "TIZ"),
    Agency => Command::Agency { id: "mhab".into() },
    Agencies => Command::Agencies,
    PutPeer => Command::PutPeer(Box::new(PeerRecord { id: "city".into(), body: webhook(), secret: "s3cret".into(), convention: None })),
    PutConvention => Command::PutConvention {
        peer: "region".into(), body: wire::v1::admin::ConventionBody::default(), by: "t1".into(), now: 1,
    },
    Peers => Command::Peers { open: true },
    PutToken => Command::PutToken(token_of("t2")),
    RenewToken => Command::RenewToken {
        old: "t1".into(), id: "t3".into(), hash: "hash-t3".into(), root: true, now: 1,
    },
    DropToken => Command::DropToken { id: "t1".into(), root: true, now: 1 },
    Token => Command::Token(TokenAsked { hash: "hash-t1".into(), root: false, network: None, now: 1 }),
    Tokens => Command::Tokens { agency: None, ended: true, before: None, now: 1 },
    TokenNames => Command::TokenNames { ids: vec!["t1".into()] },
    NoteRegister => Command::NoteRegister { agency: "mhab".into(), register: "HAB-26B".into() },
    NoteDrawer => Command::NoteDrawer { name: "HAB-2611k".into() },
    Stores => Command::Stores,
    Registers => Command::Registers { agency: "mhab".into() },
    HolderOf => Command::HolderOf { register: "HAB-26A".into() },
    AllRegisters => Command::AllRegisters,
    Probe => Command::Probe { now: 1, marks: [("NODE_HASH_KEY".to_owned(), vec!["m".to_owned()])].into() },
}

fn webhook() -> PutPeer {
    PutPeer { connector: "webhook".into(), ..PutPeer::default() }
}

fn keys() -> NodeKeys {
    NodeKeys::parse(&STANDARD.encode([1; 32])).unwrap()
}

fn put_agency_of(id: &str, code: &str) -> Command {
    Command::PutAgency { id: id.into(), body: Box::new(PutAgency { code: code.into(), ..PutAgency::default() }) }
}

fn token_of(id: &str) -> TokenRecord {
    TokenRecord {
        id: id.into(),
        hash: format!("hash-{id}"),
        agency: Some("mhab".into()),
        role: "caseworker".into(),
        name: "N".into(),
        since: 0,
        life_ms: 100,
        expires_at: 100,
        revoked_at: None,
    }
}

fn prepared() -> NativeSql {
    let sql = NativeSql::in_memory();
    open(&sql).unwrap();
    let token = Command::PutToken(token_of("t1"));
    let note = Command::NoteRegister { agency: "mhab".into(), register: "HAB-26A".into() };
    let body = PutPeer { node: "region".into(), ..PutPeer::default() };
    let region =
        Command::PutPeer(Box::new(PeerRecord { id: "region".into(), body, secret: String::new(), convention: None }));
    for command in [put_agency_of("mhab", "HAB"), token, note, region] {
        handle(&sql, Some(&keys()), command).unwrap();
    }
    sql
}

/// The directory keeps nothing in memory: opening is all.
fn reopened(sql: NativeSql) -> NativeSql {
    open(&sql).unwrap();
    sql
}

#[test]
fn every_command_is_all_or_nothing_wherever_it_breaks() {
    let (list, mut broken) = (samples(), 0);
    for (of, command) in &list {
        assert_eq!(name(command), *of);
        let act = |sql: &NativeSql| handle(sql, Some(&keys()), command.clone());
        assert_ne!(act(&prepared()).unwrap(), Reply::NotFound, "a sample that does nothing: {of}");
        broken += break_everywhere(&Case { name: of, sql: |sql| sql, prepared: &prepared, act: &act, reopened });
    }
    println!("crash matrix: {} commands of the directory, broken at {broken} places", list.len());
    assert!(broken >= 28, "{broken}");
}
