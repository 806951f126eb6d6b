//! The crash matrix of a drawer: every command, bytes that come in, and what is thrown away in time.
//!
//! The list below is a match at the same time: a new variant does not compile before it has a sample here.

use super::tests::{DRAWER, node};
use super::*;
use crate::sql::matrix::{Case, break_everywhere};
use crate::sql::native::NativeSql;
use domain::delivery::AttemptOutcome;
use domain::time::UnixMillis;

const NOW: i64 = 1_800_000_000_000;

type Box_ = Drawer<NativeSql>;

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
    Begin => Command::Begin(begin("new", Some(100))),
    State => Command::State { id: "half".into(), now: NOW },
    End => Command::End { id: "open".into(), now: NOW },
    Drop => Command::Drop { id: "whole".into(), now: NOW },
    Claim => Command::Claim { ids: vec!["whole".into()], by: "somebody".into(), now: NOW },
    Erase => Command::Erase { id: "kept".into() },
    NewDataKey => Command::NewDataKey,
    Release => Command::Release { id: "kept".into(), by: "me".into(), now: NOW },
}

fn begin(id: &str, length: Option<u64>) -> Begin {
    Begin { drawer: DRAWER.into(), id: id.into(), length, name: "a.pdf".into(), now: NOW, ..Begin::default() }
}

pub(super) fn expect(id: &str, bytes: &[u8]) -> Begin {
    Begin {
        peer: "agencies".into(),
        metadata: "HAB-26A-000001-Y/2611theirs".into(),
        media_type: "application/pdf".into(),
        sha256: hex(&Sha256::digest(bytes)),
        ..begin(id, Some(bytes.len() as u64))
    }
}

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..length - bytes.len()).map(|n| (n % 251) as u8));
    bytes
}

/// `half` has half of its bytes; `open` all of them and no length; `whole` is complete, `kept` a case has.
fn prepared() -> Box_ {
    let drawer = Drawer::open(NativeSql::in_memory(), node(1), false).unwrap();
    for (id, length, bytes) in
        [("half", Some(4_000), 2_000), ("open", None, 3_000), ("whole", Some(1_000), 1_000), ("kept", Some(900), 900)]
    {
        drawer.handle(Command::Begin(begin(id, length))).unwrap();
        drawer.append(id, 0, &pdf(bytes), NOW).unwrap();
    }
    drawer.handle(Command::Begin(expect("on its way", &pdf(4_000)))).unwrap();
    drawer.receive("on its way", 0, &pdf(4_000)[..2_000]).unwrap();
    drawer.handle(Command::Claim { ids: vec!["kept".into()], by: "me".into(), now: NOW }).unwrap();
    drawer
}

/// What is in memory is only a short cut: a drawer without it does the same.
fn reopened(drawer: Box_) -> Box_ {
    Drawer::open(drawer.sql, node(1), false).unwrap()
}

fn matrix<R: PartialEq + std::fmt::Debug>(name: &str, act: &dyn Fn(&Box_) -> SqlResult<R>) -> u32 {
    break_everywhere(&Case { name, sql: |drawer: &Box_| &drawer.sql, prepared: &prepared, act, reopened })
}

#[test]
fn every_command_is_all_or_nothing_wherever_it_breaks() {
    let (list, mut broken) = (samples(), 0);
    for (of, command) in &list {
        assert_eq!(name(command), *of);
        let act = |drawer: &Box_| drawer.handle(command.clone());
        let reply = act(&prepared()).unwrap();
        assert!(!matches!(reply, Reply::Refused(_) | Reply::Unknown(_)), "a sample that does nothing: {of} {reply:?}");
        broken += matrix(of, &act);
    }
    println!("crash matrix: {} commands of a drawer, broken at {broken} places", list.len());
    assert!(broken >= 28, "{broken}");
}

#[test]
fn bytes_that_come_in_are_all_or_nothing_and_the_document_is_the_same_in_the_end() {
    let rest = pdf(4_000).split_off(2_000);
    let middle = matrix("bytes", &|drawer| drawer.append("half", 2_000, &rest[..500], NOW));
    // The last piece makes the document: its digest covers what came before and after the break.
    let last = matrix("the last bytes", &|drawer| drawer.append("half", 2_000, &rest, NOW));
    let tidied = matrix("what waited too long", &|drawer| drawer.tidy(NOW + 2 * KEPT_MS));
    // The same from a peer; other bytes than were announced; a try for nothing; what is gone there.
    let listed =
        matrix("what is to be fetched", &|drawer| drawer.handle(Command::Begin(expect("coming", &pdf(2_000)))));
    let came = matrix("a piece from a peer", &|drawer| drawer.receive("on its way", 2_000, &rest[..500]));
    let here = matrix("the last piece from a peer", &|drawer| drawer.receive("on its way", 2_000, &rest));
    let other = vec![0; rest.len()];
    let lost = matrix("other bytes", &|drawer| drawer.receive("on its way", 2_000, &other));
    let tried = |outcome| move |drawer: &Box_| drawer.asked("on its way", false, outcome, UnixMillis(NOW), 0);
    let again = matrix("a try for nothing", &tried(AttemptOutcome::Unreachable));
    let gone = matrix("what is gone", &tried(AttemptOutcome::Gone));
    println!("crash matrix: what is fetched, broken at {} places", listed + came + here + lost + again + gone);
    assert!(listed >= 4, "{listed}");
    assert!(came >= 6 && here >= 11 && lost >= 10 && again >= 2 && gone >= 6, "{came} {here} {lost} {again} {gone}");
    println!("crash matrix: bytes and tidying, broken at {} places", middle + last + tidied);
    assert!(middle >= 6 && last >= 10 && tidied >= 6, "{middle} {last} {tidied}");
}
