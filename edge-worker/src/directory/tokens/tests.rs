//! Tokens on real SQLite: who is known by which, until when.

use super::*;
use crate::directory::Command;
use crate::directory::store::{handle, open as open_store};
use crate::sql::native::NativeSql;
use domain::role::LIFE_MAX_S;
use wire::v1::admin::PutAgency;

const LIFE: i64 = 1_000_000;

fn directory() -> NativeSql {
    let sql = NativeSql::in_memory();
    open_store(&sql).unwrap();
    for (id, code) in [("mhab", "HAB"), ("tizi", "TIZ")] {
        let body = Box::new(PutAgency { code: code.into(), ..PutAgency::default() });
        handle(&sql, None, Command::PutAgency { id: id.into(), body }).unwrap();
    }
    sql
}

fn token(n: &str, agency: Option<&str>, role: &str) -> TokenRecord {
    TokenRecord {
        id: format!("t{n}"),
        hash: format!("h{n}"),
        agency: agency.map(str::to_owned),
        role: role.into(),
        name: format!("N{n}"),
        since: 0,
        life_ms: LIFE,
        expires_at: LIFE,
        revoked_at: None,
    }
}

fn ask(sql: &NativeSql, hash: &str, now: i64) -> Reply {
    handle(sql, None, Command::Token(TokenAsked { hash: hash.into(), root: false, network: None, now })).unwrap()
}

fn whose(reply: Reply) -> (String, Option<String>) {
    match reply {
        Reply::Token(token, agency) => (token.id, agency.map(|a| a.id)),
        other => panic!("{other:?}"),
    }
}

fn renew(sql: &NativeSql, old: &str, n: &str, root: bool, now: i64) -> Reply {
    let command = Command::RenewToken { old: old.into(), id: format!("t{n}"), hash: format!("h{n}"), root, now };
    handle(sql, None, command).unwrap()
}

#[test]
fn a_token_opens_its_agency_until_it_ends_or_is_revoked() {
    let sql = directory();
    handle(&sql, None, Command::PutToken(token("1", Some("mhab"), "caseworker"))).unwrap();
    assert_eq!(whose(ask(&sql, "h1", LIFE - 1)), ("t1".into(), Some("mhab".into())));
    assert_eq!(ask(&sql, "h1", LIFE), Reply::NotFound);
    let drop = || handle(&sql, None, Command::DropToken { id: "t1".into(), root: false, now: 5 }).unwrap();
    assert_eq!((drop(), drop()), (Reply::Ok, Reply::NotFound));
    assert_eq!(ask(&sql, "h1", 6), Reply::NotFound);
    let nobodys = Command::PutToken(token("2", Some("none"), "caseworker"));
    assert_eq!(handle(&sql, None, nobodys).unwrap(), Reply::NotFound);
}

#[test]
fn a_renewed_token_lives_on_in_another_secret_and_the_old_one_ends_soon() {
    let sql = directory();
    handle(&sql, None, Command::PutToken(token("1", Some("mhab"), "supervisor"))).unwrap();
    assert_eq!(renew(&sql, "t1", "2", false, 100), Reply::Renewed { expires_at: 100 + LIFE });
    let soon = 100 + RENEWED_LIFE_S * 1000;
    assert_eq!(whose(ask(&sql, "h1", soon - 1)).0, "t1");
    assert_eq!(ask(&sql, "h1", soon), Reply::NotFound);
    assert_eq!(whose(ask(&sql, "h2", soon)), ("t2".into(), Some("mhab".into())));
    assert_eq!(renew(&sql, "t1", "3", false, soon), Reply::NotFound, "it has ended");
    handle(&sql, None, Command::DropToken { id: "t2".into(), root: false, now: soon }).unwrap();
    assert_eq!(renew(&sql, "t2", "3", false, soon), Reply::NotFound, "it was revoked");
}

#[test]
fn a_renewal_that_finds_its_place_taken_leaves_the_old_token_as_it_was() {
    let sql = directory();
    for other in [token("1", Some("mhab"), "supervisor"), token("2", Some("tizi"), "caseworker")] {
        handle(&sql, None, Command::PutToken(other)).unwrap();
    }
    assert_eq!(renew(&sql, "t1", "2", false, 100), Reply::CodeTaken);
    assert_eq!(whose(ask(&sql, "h1", LIFE - 1)).0, "t1");
}

#[test]
fn renewing_ends_thirty_days_after_the_first() {
    let sql = directory();
    handle(&sql, None, Command::PutToken(token("0", Some("mhab"), "caseworker"))).unwrap();
    let (mut now, mut n) = (0, 0);
    let end = LIFE_MAX_S * 1000;
    while let Reply::Renewed { expires_at } = renew(&sql, &format!("t{n}"), &(n + 1).to_string(), false, now) {
        assert!(expires_at <= end);
        (now, n) = (expires_at - 1, n + 1);
        if now == end - 1 {
            break;
        }
    }
    assert_eq!(now, end - 1);
    assert_eq!(ask(&sql, &format!("h{n}"), end), Reply::NotFound);
}

#[test]
fn an_operators_token_is_renewed_and_revoked_with_the_nodes_own_alone() {
    let sql = directory();
    handle(&sql, None, Command::PutToken(token("1", None, "operator"))).unwrap();
    assert_eq!(whose(ask(&sql, "h1", 1)), ("t1".into(), None));
    assert_eq!(renew(&sql, "t1", "2", false, 1), Reply::NotFound);
    let drop = |root| handle(&sql, None, Command::DropToken { id: "t1".into(), root, now: 1 }).unwrap();
    assert_eq!(drop(false), Reply::NotFound);
    assert!(matches!(renew(&sql, "t1", "2", true, 1), Reply::Renewed { .. }));
    assert_eq!(drop(true), Reply::Ok);
}

#[test]
fn a_list_has_no_hash_and_goes_on_page_by_page() {
    let sql = directory();
    for n in 0..401 {
        let agency = if n % 2 == 0 { "mhab" } else { "tizi" };
        handle(&sql, None, Command::PutToken(token(&n.to_string(), Some(agency), "caseworker"))).unwrap();
    }
    handle(&sql, None, Command::DropToken { id: "t0".into(), root: false, now: 1 }).unwrap();
    let list = |agency: Option<&str>, ended, before| {
        let command = Command::Tokens { agency: agency.map(str::to_owned), ended, before, now: 1 };
        let Reply::Tokens { tokens, before } = handle(&sql, None, command).unwrap() else { panic!() };
        assert!(tokens.iter().all(|token| token.hash.is_empty()));
        (tokens.into_iter().map(|token| token.id).collect::<Vec<_>>(), before)
    };
    let (mut ids, mut at) = list(None, false, None);
    while at.is_some() {
        let (more, next) = list(None, false, at);
        ids.extend(more);
        at = next;
    }
    assert_eq!(ids, (1..401).rev().map(|n| format!("t{n}")).collect::<Vec<_>>());
    assert_eq!(
        (list(Some("tizi"), false, None).0.len(), list(Some("mhab"), true, Some(2)).0),
        (200, vec!["t0".into()])
    );
}

#[test]
fn names_outlive_their_tokens() {
    let sql = directory();
    handle(&sql, None, Command::PutToken(token("1", Some("mhab"), "caseworker"))).unwrap();
    handle(&sql, None, Command::DropToken { id: "t1".into(), root: false, now: 1 }).unwrap();
    let ids = vec!["t1".to_owned(), "t9".to_owned()];
    let names = handle(&sql, None, Command::TokenNames { ids }).unwrap();
    assert_eq!(names, Reply::TokenNames([("t1".to_owned(), "N1".to_owned())].into()));
}
