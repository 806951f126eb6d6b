//! Documents that are fetched from peers: bytes that follow, others than were announced, tries for nothing.

use super::super::matrix::expect;
use super::*;
use crate::documents::drawer::coming::{After, Wanted};
use domain::delivery::AttemptOutcome as Outcome_;
use domain::time::{DAY_MS, UnixMillis};

fn expected(bytes: &[u8]) -> Drawer<NativeSql> {
    let drawer = drawer();
    drawer.handle(Command::Begin(expect("d", bytes))).unwrap();
    drawer
}

fn state(drawer: &Drawer<NativeSql>) -> State {
    match drawer.handle(Command::State { id: "d".into(), now: NOW }).unwrap() {
        Reply::State(state) => state,
        other => panic!("{other:?}"),
    }
}

/// Where it stands.
fn standing(drawer: &Drawer<NativeSql>) -> String {
    state(drawer).document.unwrap().scan
}

fn wanted(drawer: &Drawer<NativeSql>, now: i64) -> Option<u64> {
    drawer.wanted("agencies", now).unwrap().map(|wanted| wanted.offset)
}

#[test]
fn a_document_is_fetched_from_where_it_stands_whatever_happens_in_between() {
    let bytes = pdf(300_000);
    let mut drawer = expected(&bytes);
    let (source, length) = ("HAB-26A-000001-Y/2611theirs".to_owned(), 300_000);
    let first = Wanted { id: "d".into(), source, offset: 0, length };
    assert_eq!(
        (drawer.sources(NOW).unwrap(), drawer.wanted("agencies", NOW).unwrap()),
        (vec!["agencies".to_owned()], Some(first))
    );
    for (n, piece) in bytes.chunks(70_001).enumerate() {
        let at = (n * 70_001) as u64;
        assert_eq!((wanted(&drawer, NOW), standing(&drawer).as_str()), (Some(at), "on_its_way"));
        assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Arrival(Arrival::OnItsWay)));
        // A drawer that a crash has ended knows what is on disk, and that it was told of the document.
        drawer = Drawer::open(drawer.sql, node(1), false).unwrap();
        drawer.handle(Command::Begin(expect("d", &bytes))).unwrap();
        assert!(matches!(drawer.receive("d", at, piece).unwrap(), Reply::State(_)));
        assert_eq!(
            drawer.receive("d", at, piece).unwrap(),
            if n < 4 { Reply::Refused(Refusal::Offset) } else { gone() }
        );
    }
    assert_eq!(read(&drawer, "d"), bytes);
    let state = state(&drawer);
    assert!(!state.is_on_its_way());
    let document = state.document.unwrap();
    assert_eq!((document.scan.as_str(), document.sha256), ("unscanned", hex(&Sha256::digest(&bytes))));
    assert_eq!((wanted(&drawer, NOW), drawer.next_wanted(NOW).unwrap()), (None, None));
    // It is its case's: no time throws it away.
    assert_eq!(drawer.tidy(NOW + 1_000 * KEPT_MS).unwrap(), None);
    assert_eq!(read(&drawer, "d"), bytes);
}

#[test]
fn a_document_is_given_out_from_any_byte_on() {
    let bytes = pdf(1_000);
    let drawer = expected(&bytes);
    for piece in [0..300, 300..301, 301..1_000] {
        drawer.receive("d", piece.start as u64, &bytes[piece]).unwrap();
    }
    for from in [0, 1, 299, 300, 301, 302, 999] {
        let mut reading = drawer.read("d", from as u64).unwrap().unwrap().unwrap();
        let read: Vec<u8> = std::iter::from_fn(|| drawer.next(&mut reading).unwrap()).flatten().collect();
        assert_eq!(read, bytes[from..], "{from}");
    }
    assert!(drawer.read("d", 1_000).unwrap().is_none());
}

#[test]
fn what_came_and_was_not_announced_is_lost_and_never_shown() {
    let bytes = pdf(2_000);
    let changed = |at: usize, to: u8| {
        let mut other = bytes.clone();
        other[at] = to;
        other
    };
    let mut type_ = expect("d", &bytes);
    type_.media_type = "image/png".into();
    for (expect, came) in
        [(expect("d", &bytes), changed(1_999, b'!')), (expect("d", &bytes), changed(0, b'M')), (type_, bytes.clone())]
    {
        let drawer = drawer();
        drawer.handle(Command::Begin(expect)).unwrap();
        drawer.receive("d", 0, &came[..40]).unwrap();
        let salt = rows_of(&drawer, "SELECT quote(salt) FROM document");
        assert_eq!(drawer.receive("d", 40, &came[40..]).unwrap(), Reply::Refused(Refusal::Lost));
        assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Arrival(Arrival::Lost)));
        assert_eq!((standing(&drawer).as_str(), state(&drawer).is_on_its_way()), ("lost", false));
        assert_eq!(rows_of(&drawer, "SELECT quote(bytes) FROM piece"), [""; 0]);
        assert_ne!(rows_of(&drawer, "SELECT quote(salt) FROM document"), salt, "what was sealed opens again");
        assert_eq!((wanted(&drawer, NOW + 100 * DAY_MS), drawer.to_scan(NOW).unwrap().is_none()), (None, true));
        assert_eq!(drawer.receive("d", 0, &bytes).unwrap(), gone());
    }
    let drawer = expected(&bytes);
    assert_eq!(drawer.receive("d", 0, &[&bytes[..], b"!"].concat()).unwrap(), Reply::Refused(Refusal::TooLarge));
}

#[test]
fn nobody_but_its_peer_can_write_into_it_or_take_it_away() {
    let bytes = pdf(2_000);
    let drawer = expected(&bytes);
    assert_eq!(drawer.append("d", 0, &bytes, NOW).unwrap(), gone());
    assert_eq!(drawer.handle(Command::Drop { id: "d".into(), now: NOW }).unwrap(), Reply::Refused(Refusal::Claimed));
    assert_eq!(claim(&drawer, &["d"], "me", NOW), Reply::Unknown(vec!["d".into()]));
    assert_eq!(state(&drawer).metadata, "", "where it is at the peer concerns nobody");
    drawer.receive("d", 0, &bytes).unwrap();
    assert_eq!(claim(&drawer, &["d"], "me", NOW), Reply::Unknown(vec!["d".into()]));
    drawer.handle(Command::Erase { id: "d".into() }).unwrap();
    assert!(drawer.read("d", 0).unwrap().is_none());
}

#[test]
fn an_erased_document_is_not_fetched_any_more() {
    let drawer = expected(&pdf(2_000));
    drawer.receive("d", 0, &pdf(2_000)[..500]).unwrap();
    drawer.handle(Command::Erase { id: "d".into() }).unwrap();
    assert_eq!((wanted(&drawer, NOW), drawer.next_wanted(NOW).unwrap()), (None, None));
    assert_eq!(drawer.receive("d", 500, &pdf(2_000)[500..]).unwrap(), gone());
    let asked = drawer.asked("d", true, Outcome_::Accepted, UnixMillis(NOW), 0).unwrap();
    assert_eq!((asked, stored(&drawer)), (After::Erased, Vec::<String>::new()));
    assert_eq!(After::of(&drawer.receive("d", 0, b"%PDF").unwrap()), Some(After::Erased));
}

#[test]
fn a_try_for_nothing_waits_longer_each_time_and_one_that_brought_something_does_not() {
    let drawer = expected(&pdf(2_000));
    let mut now = NOW;
    let asked = |came, outcome, now| drawer.asked("d", came, outcome, UnixMillis(now), 0).unwrap();
    for tries in 1..=9 {
        assert_eq!(asked(false, Outcome_::Unreachable, now), After::Again { tries });
        let next = drawer.next_wanted(now).unwrap().unwrap();
        assert!(next > now && wanted(&drawer, next - 1).is_none() && wanted(&drawer, next).is_some());
        now = next;
    }
    assert!(now - NOW > 200_000, "{}", now - NOW);
    assert_eq!(asked(true, Outcome_::Unreachable, now), After::Again { tries: 0 });
    assert_eq!(drawer.next_wanted(now).unwrap(), Some(now + 1_000));
    assert_eq!(asked(true, Outcome_::Accepted, now), After::Again { tries: 0 });
    assert_eq!(drawer.next_wanted(now).unwrap(), Some(now));
    // What a clock has put off that was set back is not waited for.
    asked(false, Outcome_::Unreachable, now);
    assert_eq!(drawer.next_wanted(NOW - 10 * DAY_MS).unwrap(), Some(0));
    assert!(wanted(&drawer, NOW - 10 * DAY_MS).is_some());
    assert_eq!(asked(false, Outcome_::Gone, now), After::Lost);
    assert_eq!(standing(&drawer), "lost");
}

#[test]
fn the_scanner_looks_at_what_came_before_anybody_gets_it() {
    let drawer = guarded();
    let bytes = pdf(2_000);
    drawer.handle(Command::Begin(expect("d", &bytes))).unwrap();
    assert_eq!(waiting(&drawer, NOW), None);
    drawer.receive("d", 0, &bytes).unwrap();
    assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Pending)));
    assert_eq!(waiting(&drawer, NOW), Some("d".into()));
    drawer.judge("d", &Outcome::Infected("Eicar".into()), NOW).unwrap();
    assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Infected)));
    assert_eq!(drawer.sql.run("SELECT 1 FROM piece", &[]).unwrap().len(), 0);
}
