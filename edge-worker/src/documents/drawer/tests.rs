//! A drawer on SQLite itself: pieces, claims, expiry, and storage that fails anywhere.

use super::*;
use crate::sql::kept;
use crate::sql::native::{Break, NativeSql};
use crate::sql::steps::version;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

mod coming;

const NOW: i64 = 1_800_000_000_000;
pub(super) const DRAWER: &str = "HAB-2611";

fn drawer() -> Drawer<NativeSql> {
    Drawer::open(NativeSql::in_memory(), node(1), false).unwrap()
}

pub(super) fn node(secret: u8) -> Rc<NodeKeys> {
    Rc::new(NodeKeys::parse(&STANDARD.encode([secret; 32])).unwrap())
}

/// What lies in a table, as SQLite writes it.
fn rows_of(drawer: &Drawer<NativeSql>, statement: &'static str) -> Vec<String> {
    drawer.sql.run(statement, &[]).unwrap().iter().map(|row| row.text(0).unwrap()).collect()
}

fn stored(drawer: &Drawer<NativeSql>) -> Vec<String> {
    rows_of(
        drawer,
        "SELECT quote(salt) || quote(name) || quote(metadata) || quote(sha256) FROM document
        UNION ALL SELECT quote(bytes) FROM piece",
    )
}

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..length - bytes.len()).map(|n| (n % 251) as u8));
    bytes
}

fn begin(drawer: &Drawer<NativeSql>, id: &str, length: usize) {
    let begin = Begin {
        drawer: DRAWER.into(),
        id: id.into(),
        length: Some(length as u64),
        name: "a.jpg".into(),
        now: NOW,
        ..Begin::default()
    };
    assert!(matches!(drawer.handle(Command::Begin(begin)).unwrap(), Reply::State(State { offset: 0, .. })));
}

fn whole(drawer: &Drawer<NativeSql>, id: &str, bytes: &[u8]) -> Reply {
    begin(drawer, id, bytes.len());
    drawer.append(id, 0, bytes, NOW).unwrap()
}

fn claim(drawer: &Drawer<NativeSql>, ids: &[&str], by: &str, now: i64) -> Reply {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    drawer.handle(Command::Claim { ids, by: by.into(), now }).unwrap()
}

fn read(drawer: &Drawer<NativeSql>, id: &str) -> Vec<u8> {
    let mut reading = drawer.read(id, 0).unwrap().unwrap().unwrap();
    std::iter::from_fn(|| drawer.next(&mut reading).unwrap()).flatten().collect()
}

#[test]
fn pieces_of_any_size_become_the_same_document() {
    let bytes = pdf(300_000);
    for size in [1_usize, 7, 63, 64, 65, 40_000, 299_999, 300_000] {
        let bytes = if size < 100 { &bytes[..2_000] } else { &bytes[..] };
        let drawer = drawer();
        begin(&drawer, "d", bytes.len());
        for (n, piece) in bytes.chunks(size).enumerate() {
            // A drawer that wakes up anew knows no hash any more.
            if n % 3 == 1 {
                drawer.hashes.borrow_mut().clear();
            }
            drawer.append("d", (n * size) as u64, piece, NOW).unwrap();
        }
        let Reply::State(state) = drawer.handle(Command::State { id: "d".into(), now: NOW }).unwrap() else { panic!() };
        let document = state.document.unwrap();
        assert_eq!((document.name.as_str(), document.media_type.as_str()), ("a.pdf", "application/pdf"));
        assert_eq!(read(&drawer, "d"), bytes, "pieces of {size}");
        assert_eq!(document.sha256, hex(&Sha256::digest(bytes)));
    }
}

#[test]
fn only_the_bytes_that_follow_are_taken() {
    let drawer = drawer();
    let bytes = pdf(1_000);
    begin(&drawer, "d", 1_000);
    let refused = |reply: Reply| match reply {
        Reply::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert!(matches!(drawer.append("d", 0, &bytes[..400], NOW).unwrap(), Reply::State(State { offset: 400, .. })));
    assert_eq!(refused(drawer.append("d", 0, &bytes[..400], NOW).unwrap()), Refusal::Offset);
    assert_eq!(refused(drawer.append("d", 500, &bytes[500..], NOW).unwrap()), Refusal::Offset);
    assert_eq!(refused(drawer.append("d", 400, &bytes, NOW).unwrap()), Refusal::TooLarge);
    assert_eq!(refused(drawer.append("x", 0, &bytes, NOW).unwrap()), Refusal::Gone);
    assert!(matches!(drawer.append("d", 400, &bytes[400..], NOW).unwrap(), Reply::State(State { offset: 1_000, .. })));
    assert_eq!(refused(drawer.append("d", 1_000, b"x", NOW).unwrap()), Refusal::TooLarge);
    assert_eq!(read(&drawer, "d"), bytes);
}

#[test]
fn what_is_not_taken_is_turned_away_at_its_beginning_and_leaves_nothing() {
    let drawer = drawer();
    let unsupported = Reply::Refused(Refusal::Unsupported);
    begin(&drawer, "exe", 1_000_000);
    assert_eq!(drawer.append("exe", 0, &[b'M'; 100], NOW).unwrap(), unsupported);
    assert_eq!(whole(&drawer, "html", b"<!doctype html>"), unsupported);
    let polyglot = [&pdf(500)[..], b"PK\x05\x06", &[0; 18]].concat();
    assert_eq!(whole(&drawer, "both", &polyglot), unsupported);
    assert!(stored(&drawer).is_empty());
}

#[test]
fn a_document_belongs_to_the_first_that_claims_it() {
    let drawer = drawer();
    let Reply::State(State { document: Some(document), .. }) = whole(&drawer, "d", &pdf(100)) else { panic!() };
    // What its case keeps for good says nothing of a scanner: that changes.
    let document = DocumentView { scan: String::new(), ..document };
    begin(&drawer, "half", 100);
    assert_eq!(claim(&drawer, &["d", "half"], "a", NOW), Reply::Unknown(vec!["half".into()]));
    // Nothing was claimed with the one that is not complete.
    assert_eq!(claim(&drawer, &["d"], "b", NOW), Reply::Claimed(vec![document.clone()]));
    assert_eq!(claim(&drawer, &["d"], "b", NOW), Reply::Claimed(vec![document]));
    assert_eq!(claim(&drawer, &["d"], "a", NOW), Reply::Unknown(vec!["d".into()]));
    assert_eq!(drawer.handle(Command::Drop { id: "d".into(), now: NOW }).unwrap(), Reply::Refused(Refusal::Claimed));
    assert!(matches!(drawer.append("d", 100, b"", NOW).unwrap(), Reply::State(State { expires_at: None, .. })));
}

#[test]
fn a_document_is_let_go_with_the_last_claim_only() {
    let drawer = drawer();
    whole(&drawer, "d", &pdf(100));
    let release = |by: &str| drawer.handle(Command::Release { id: "d".into(), by: by.into(), now: NOW }).unwrap();
    claim(&drawer, &["d"], "a", NOW);
    claim(&drawer, &["d"], "a", NOW);
    assert_eq!(release("b"), Reply::Refused(Refusal::Gone));
    assert!(matches!(release("a"), Reply::State(State { expires_at: None, .. })));
    assert!(matches!(release("a"), Reply::State(State { expires_at: Some(_), .. })));
    assert_eq!(release("a"), Reply::Refused(Refusal::Gone));
    assert!(matches!(claim(&drawer, &["d"], "b", NOW), Reply::Claimed(_)));
}

#[test]
fn only_what_nobody_claims_is_thrown_away_and_only_after_a_day() {
    let drawer = drawer();
    whole(&drawer, "kept", &pdf(100));
    claim(&drawer, &["kept"], "a", NOW);
    whole(&drawer, "waits", &pdf(100));
    begin(&drawer, "half", 100);
    let later = NOW + 1_000;
    drawer.append("half", 0, &pdf(100)[..50], later).unwrap();
    assert_eq!(drawer.tidy(NOW + KEPT_MS - 1).unwrap(), Some(NOW + KEPT_MS));
    assert_eq!(claim(&drawer, &["waits"], "b", NOW + KEPT_MS), Reply::Unknown(vec!["waits".into()]));
    assert_eq!(drawer.tidy(NOW + KEPT_MS).unwrap(), Some(later + KEPT_MS));
    assert_eq!(drawer.tidy(later + KEPT_MS).unwrap(), None);
    assert_eq!(read(&drawer, "kept"), pdf(100));
    assert!(drawer.read("waits", 0).unwrap().is_none() && drawer.read("half", 0).unwrap().is_none());
}

#[test]
fn an_upload_without_a_length_ends_when_it_is_told_to() {
    let drawer = drawer();
    drawer
        .handle(Command::Begin(Begin { drawer: DRAWER.into(), id: "d".into(), now: NOW, ..Begin::default() }))
        .unwrap();
    drawer.append("d", 0, &pdf(50), NOW).unwrap();
    let Reply::State(state) = drawer.handle(Command::End { id: "d".into(), now: NOW }).unwrap() else { panic!() };
    assert_eq!(state.document.map(|d| (d.name, d.length_bytes)), Some(("document.pdf".into(), 50)));
}

#[test]
fn a_drawer_takes_only_so_much_that_nobody_claims() {
    let drawer = drawer();
    let length = Some(LENGTH_MAX);
    let mut taken = 0_i64;
    loop {
        let begin = Begin { drawer: DRAWER.into(), id: format!("d{taken}"), length, now: NOW, ..Begin::default() };
        match drawer.handle(Command::Begin(begin)).unwrap() {
            Reply::State(_) => taken += 1,
            reply => break assert_eq!(reply, Reply::Refused(Refusal::Full)),
        }
        // Only what has come counts.
        store::set_received(&drawer.sql, taken, LENGTH_MAX, Some(NOW + KEPT_MS)).unwrap();
    }
    assert_eq!(taken.unsigned_abs(), UNCLAIMED_MAX_BYTES / LENGTH_MAX);
}

#[test]
fn storage_that_fails_anywhere_leaves_an_upload_that_goes_on() {
    let bytes = pdf(1_000);
    for n in 1.. {
        for at in [Break::Before(n), Break::After(n)] {
            let drawer = drawer();
            begin(&drawer, "d", 1_000);
            drawer.append("d", 0, &bytes[..300], NOW).unwrap();
            drawer.sql.break_at(at);
            let broken = drawer.append("d", 300, &bytes[300..], NOW);
            drawer.sql.break_at(Break::Never);
            if broken.is_ok() {
                return;
            }
            let reply = drawer.append("d", 300, &bytes[300..], NOW).unwrap();
            let Reply::State(State { document: Some(document), .. }) = reply else { panic!("{n}: {reply:?}") };
            assert_eq!(document.sha256, hex(&Sha256::digest(&bytes)), "{n}");
            assert_eq!(read(&drawer, "d"), bytes);
        }
    }
}

/// A drawer with a document of a case, one that nobody claimed, and an upload that broke off.
fn written() -> Drawer<NativeSql> {
    let drawer = drawer();
    whole(&drawer, "kept", &pdf(2_000));
    claim(&drawer, &["kept"], "HAB-26A/k1", NOW);
    whole(&drawer, "waits", &pdf(100));
    begin(&drawer, "half", 1_000);
    drawer.append("half", 0, &pdf(1_000)[..300], NOW).unwrap();
    drawer
}

#[test]
fn stores_of_every_version_are_kept() {
    kept::all_are_kept("drawer", super::store::SCHEMA, &written().sql);
}

#[test]
fn drawers_of_every_version_open_and_go_on() {
    for (file, sql) in kept::every("drawer") {
        let drawer = Drawer::open(sql, node(1), false).unwrap();
        assert_eq!(version(&drawer.sql).unwrap().version, super::store::SCHEMA.newest(), "{file}");
        assert_eq!((read(&drawer, "kept"), read(&drawer, "waits")), (pdf(2_000), pdf(100)), "{file}");
        assert_eq!(claim(&drawer, &["kept"], "another", NOW), Reply::Unknown(vec!["kept".into()]), "{file}");
        drawer.append("half", 300, &pdf(1_000)[300..], NOW).unwrap();
        assert_eq!(read(&drawer, "half"), pdf(1_000), "{file}");
        assert!(matches!(claim(&drawer, &["waits", "half"], "HAB-26A/k2", NOW), Reply::Claimed(_)), "{file}");
        // What was here before there was a scanner waits for it, once there is one.
        let drawer = Drawer::open(drawer.sql, node(1), true).unwrap();
        assert!(drawer.read("kept", 0).unwrap().unwrap().is_err() && waiting(&drawer, NOW).is_some(), "{file}");
        assert_eq!(drawer.handle(Command::Erase { id: "kept".into() }).unwrap(), Reply::Dropped, "{file}");
    }
}

#[test]
fn a_new_data_key_seals_what_comes_and_the_old_ones_go_on_opening() {
    let drawer = written();
    let keys = |drawer: &Drawer<NativeSql>| rows_of(drawer, "SELECT CAST(count(*) AS TEXT) FROM data_key");
    assert_eq!(drawer.handle(Command::NewDataKey).unwrap(), Reply::DataKey(2));
    // The upload that was under way goes on across it; what comes is sealed with the new key.
    drawer.append("half", 300, &pdf(1_000)[300..], NOW).unwrap();
    whole(&drawer, "new", &pdf(500));
    let of_new = "SELECT quote(bytes) FROM piece WHERE document = (SELECT number FROM document WHERE id = 'new')";
    assert!(rows_of(&drawer, of_new)[0].starts_with("X'010002"));
    let drawer = Drawer::open(drawer.sql, node(1), false).unwrap();
    for (id, length) in [("kept", 2_000), ("waits", 100), ("half", 1_000), ("new", 500)] {
        assert_eq!(read(&drawer, id), pdf(length), "{id}");
    }
    assert_eq!((drawer.handle(Command::NewDataKey).unwrap(), keys(&drawer)), (Reply::DataKey(3), vec!["3".to_owned()]));
    // A drawer in which nothing has ever lain has none to change.
    let empty = Drawer::open(NativeSql::in_memory(), node(1), false).unwrap();
    assert_eq!(empty.handle(Command::NewDataKey).unwrap(), Reply::Refused(Refusal::Gone));
}

#[test]
fn steps_only_add() {
    assert!(super::store::SCHEMA.not_only_adding().is_empty(), "{:?}", super::store::SCHEMA.not_only_adding());
}

#[test]
fn what_lies_in_a_drawer_says_nothing_without_the_nodes_key() {
    let drawer = drawer();
    let begin = Begin {
        drawer: DRAWER.into(),
        id: "d".into(),
        length: Some(2_000),
        name: "permis de Amal.pdf".into(),
        metadata: "filename cGVybWlz".into(),
        now: NOW,
        ..Begin::default()
    };
    drawer.handle(Command::Begin(begin)).unwrap();
    drawer.append("d", 0, &pdf(2_000), NOW).unwrap();
    let hash = hex(&Sha256::digest(pdf(2_000)));
    let texts = stored(&drawer).concat();
    for text in ["%PDF-1.7", "permis", "Amal", "filename", "cGVybWlz", &hash] {
        assert!(!texts.contains(&hex(text.as_bytes()).to_uppercase()) && !texts.contains(text), "{text}");
    }
    assert_eq!(texts.matches("X'010001").count(), 4, "{texts}");

    let Drawer { sql, .. } = drawer;
    let error = Drawer::open(&sql, node(2), false).err().unwrap().to_string();
    assert!(error.contains("NODE_DATA_KEY") && error.contains(DRAWER), "{error}");
    assert_eq!(read(&Drawer::open(sql, node(1), false).unwrap(), "d"), pdf(2_000));
}

#[test]
fn bytes_that_were_moved_or_changed_are_not_given_out() {
    let moves = [
        "UPDATE piece SET bytes = (SELECT bytes FROM piece WHERE document = 2 AND start = 0) WHERE document = 1 AND start = 0",
        "UPDATE piece SET bytes = (SELECT bytes FROM piece WHERE document = 1 AND start = 1000) WHERE document = 1 AND start = 0",
        "UPDATE piece SET bytes = zeroblob(length(bytes)) WHERE document = 1 AND start = 0",
        "UPDATE document SET salt = zeroblob(16) WHERE number = 1",
    ];
    for statement in moves {
        let drawer = drawer();
        for id in ["one", "two"] {
            begin(&drawer, id, 2_000);
            drawer.append(id, 0, &pdf(2_000)[..1_000], NOW).unwrap();
            drawer.append(id, 1_000, &pdf(2_000)[1_000..], NOW).unwrap();
        }
        drawer.sql.run(statement, &[]).unwrap();
        let opened = drawer.read("one", 0).and_then(|reading| drawer.next(&mut reading.unwrap().unwrap()));
        assert!(opened.is_err(), "{statement}");
        assert_eq!(read(&drawer, "two"), pdf(2_000));
    }
}

#[test]
fn a_documents_salt_is_overwritten_before_it_goes() {
    let drawer = drawer();
    whole(&drawer, "d", &pdf(100));
    drawer.sql.run("CREATE TABLE seen (salt TEXT)", &[]).unwrap();
    let watch = "CREATE TRIGGER watch BEFORE DELETE ON document BEGIN INSERT INTO seen VALUES (quote(old.salt)); END";
    drawer.sql.run(watch, &[]).unwrap();
    assert_eq!(drawer.handle(Command::Drop { id: "d".into(), now: NOW }).unwrap(), Reply::Dropped);
    assert_eq!(rows_of(&drawer, "SELECT salt FROM seen"), [format!("X'{}'", "0".repeat(32))]);
    assert!(stored(&drawer).is_empty());
}

fn guarded() -> Drawer<NativeSql> {
    Drawer::open(NativeSql::in_memory(), node(1), true).unwrap()
}

fn scans(drawer: &Drawer<NativeSql>, ids: &[&str]) -> Vec<String> {
    let scan = |id: &&str| match drawer.handle(Command::State { id: (*id).into(), now: NOW }).unwrap() {
        Reply::State(state) => state.document.map(|document| format!("{id} {}", document.scan)),
        _ => None,
    };
    ids.iter().filter_map(scan).collect()
}

fn waiting(drawer: &Drawer<NativeSql>, now: i64) -> Option<String> {
    drawer.to_scan(now).unwrap().map(|reading| reading.what().0.to_owned())
}

#[test]
fn nothing_is_given_out_before_the_scanner_has_found_it_clean() {
    let drawer = guarded();
    whole(&drawer, "d", &pdf(2_000));
    begin(&drawer, "half", 500);
    assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Pending)));
    assert_eq!((waiting(&drawer, NOW), drawer.next_scan(NOW).unwrap()), (Some("d".into()), Some(0)));
    let bytes = drawer.to_scan(NOW).unwrap().map(|mut reading| drawer.next(&mut reading).unwrap().unwrap());
    assert_eq!(bytes, Some(pdf(2_000)), "the scanner is shown what was sent");
    assert_eq!(scans(&drawer, &["d", "half", "none"]), ["d pending"]);
    assert_eq!(drawer.judge("d", &Outcome::Clean, NOW).unwrap(), 0);
    assert_eq!(read(&drawer, "d"), pdf(2_000));
    assert_eq!((waiting(&drawer, NOW), drawer.next_scan(NOW).unwrap()), (None, None));
    drawer.judge("d", &Outcome::Infected("Late".into()), NOW).unwrap();
    assert_eq!(scans(&drawer, &["d"]), ["d clean"], "a verdict is given once");
}

#[test]
fn what_was_here_before_the_scanner_is_shown_to_it_and_waits() {
    let drawer = drawer();
    whole(&drawer, "old", &pdf(300));
    assert_eq!((scans(&drawer, &["old"]), drawer.next_scan(NOW).unwrap()), (vec!["old unscanned".into()], None));
    assert_eq!(read(&drawer, "old"), pdf(300));
    let drawer = Drawer::open(drawer.sql, node(1), true).unwrap();
    assert_eq!(scans(&drawer, &["old"]), ["old pending"]);
    assert!(drawer.read("old", 0).unwrap().unwrap().is_err());
    assert_eq!(waiting(&drawer, NOW), Some("old".into()));
}

#[test]
fn an_infected_document_is_its_name_and_a_verdict_and_never_opens_again() {
    let drawer = guarded();
    whole(&drawer, "d", &pdf(300_000));
    assert!(matches!(claim(&drawer, &["d"], "case", NOW), Reply::Claimed(_)));
    let before = rows_of(&drawer, "SELECT quote(salt) FROM document");
    drawer.judge("d", &Outcome::Infected("Eicar".into()), NOW).unwrap();
    assert_eq!(rows_of(&drawer, "SELECT quote(bytes) FROM piece"), [""; 0]);
    assert_ne!(rows_of(&drawer, "SELECT quote(salt) FROM document"), before);
    assert_eq!(rows_of(&drawer, "SELECT scan || ' ' || threat FROM document"), ["infected Eicar"]);
    assert_eq!(scans(&drawer, &["d"]), ["d infected"]);
    assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Infected)));
    // Its case still describes it, and without a scanner it stays closed.
    let Reply::Claimed(documents) = claim(&drawer, &["d"], "case", NOW) else { panic!("not claimed") };
    assert_eq!(documents.first().map(|d| (d.name.as_str(), d.sha256.len())), Some(("a.pdf", 64)));
    let drawer = Drawer::open(drawer.sql, node(1), false).unwrap();
    assert_eq!(drawer.read("d", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Infected)));
}

#[test]
fn a_try_for_nothing_is_made_again_later_and_others_go_first() {
    let drawer = guarded();
    whole(&drawer, "one", &pdf(100));
    whole(&drawer, "two", &pdf(101));
    let nothing = Outcome::Unjudged("the scanner cannot be reached");
    assert_eq!(drawer.judge("one", &nothing, NOW).unwrap(), 1);
    assert_eq!(waiting(&drawer, NOW), Some("two".into()));
    assert_eq!(drawer.judge("two", &nothing, NOW + 1).unwrap(), 1);
    assert_eq!((waiting(&drawer, NOW + 1_999), drawer.next_scan(NOW).unwrap()), (None, Some(NOW + 2_000)));
    assert_eq!(waiting(&drawer, NOW + 2_000), Some("one".into()));
    for tries in 2..=domain::document::scan::TRIES_TOLD {
        assert_eq!(scans(&drawer, &["one"]), ["one pending"]);
        assert_eq!(drawer.judge("one", &nothing, NOW).unwrap(), tries);
    }
    assert_eq!(scans(&drawer, &["one"]), ["one failed"]);
    assert_eq!(drawer.read("one", 0).unwrap().unwrap().err(), Some(Withheld::Scan(Scan::Failed)));
    drawer.judge("one", &Outcome::Clean, NOW).unwrap();
    assert_eq!(read(&drawer, "one"), pdf(100));
}

#[test]
fn a_clock_that_is_set_back_leaves_no_document_waiting() {
    const YEAR: i64 = 31_536_000_000;
    let drawer = guarded();
    let nothing = Outcome::Unjudged("the scanner cannot be reached");
    let tried = |id: &str, tries: u32, now: i64| {
        for _ in 0..tries {
            drawer.judge(id, &nothing, now).unwrap();
        }
    };
    whole(&drawer, "d", &pdf(100));
    tried("d", 20, NOW);
    // The longest wait is a wait.
    assert_eq!((waiting(&drawer, NOW), drawer.next_scan(NOW).unwrap()), (None, Some(NOW + 300_000)));
    // What nobody waits for so long was written by a clock that ran ahead.
    assert_eq!((waiting(&drawer, NOW - 1), drawer.next_scan(NOW - 1).unwrap()), (Some("d".into()), Some(0)));
    tried("d", 1, NOW - YEAR);
    let next = NOW - YEAR + 300_000;
    assert_eq!((waiting(&drawer, NOW - YEAR), drawer.next_scan(NOW - YEAR).unwrap()), (None, Some(next)));
    // Nor does such a one hide behind another that waits its time.
    whole(&drawer, "e", &pdf(101));
    tried("e", 1, NOW);
    assert_eq!((waiting(&drawer, NOW - YEAR), drawer.next_scan(NOW - YEAR).unwrap()), (Some("e".into()), Some(0)));
}

#[test]
fn a_verdict_that_storage_breaks_is_not_half_there() {
    for at in 0..20 {
        for kind in [Break::Before(at), Break::After(at)] {
            let drawer = guarded();
            whole(&drawer, "d", &pdf(2_000));
            drawer.sql.break_at(kind);
            let done = drawer.judge("d", &Outcome::Infected("Eicar".into()), NOW).is_ok();
            drawer.sql.break_at(Break::Never);
            let pieces = rows_of(&drawer, "SELECT quote(bytes) FROM piece").len();
            let expected = if done { ("d infected", 0) } else { ("d pending", 1) };
            assert_eq!((scans(&drawer, &["d"]).concat().as_str(), pieces), expected, "{kind:?}");
            assert_eq!(waiting(&drawer, NOW).is_none(), done, "{kind:?}");
        }
    }
}

#[test]
fn what_was_thrown_away_while_the_scanner_looked_stays_away() {
    let drawer = guarded();
    whole(&drawer, "d", &pdf(100));
    drawer.handle(Command::Drop { id: "d".into(), now: NOW }).unwrap();
    assert_eq!(drawer.judge("d", &Outcome::Clean, NOW).unwrap(), 0);
    assert_eq!(scans(&drawer, &["d"]), [""; 0]);
}
