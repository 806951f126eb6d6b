//! What is erased by itself: what is over, after its time, once, in parts, and whatever the clock does.

use super::*;
use crate::register::figures;
use domain::time::DAY_MS;

const KEPT_DAYS: i64 = 100;
/// The first moment at which a case that was settled at NOW is no longer to be kept.
const OVER: i64 = NOW + KEPT_DAYS * DAY_MS + 1;

fn keeps(days: Option<i64>, version: i64) -> Command {
    let mut record = agency("mhab", "HAB", version);
    record.body.retention_days = days;
    Command::Configure { register: "HAB-26A".into(), agency: Box::new(record) }
}

/// A register that keeps a hundred days.
fn keeping() -> Register<NativeSql> {
    let register = open(NativeSql::in_memory());
    register.handle(keeps(Some(KEPT_DAYS), 1)).unwrap();
    register
}

/// A case that was withdrawn at NOW.
fn over(register: &Register<NativeSql>, key: &str) -> u32 {
    let reference = filed_reference(register.handle(file(key, "delay")).unwrap().0);
    let serial = Reference::parse(&reference).unwrap().serial();
    register.handle(act(serial, Act::Withdraw { text: None })).unwrap();
    serial
}

/// What the alarm does, and when it rings again.
fn lapse(register: &Register<NativeSql>, now: i64) -> Option<i64> {
    register.lapse(UnixMillis(now)).unwrap();
    register.retain(UnixMillis(now)).unwrap();
    register.lapse_at()
}

fn erased(register: &Register<NativeSql>) -> Vec<u32> {
    let rows = register.sql.run("SELECT serial FROM case_file WHERE erased_at IS NOT NULL ORDER BY serial", &[]);
    rows.unwrap().iter().map(|row| row.small(0).unwrap()).collect()
}

fn figures(register: &Register<NativeSql>, now: i64) -> Figures {
    let mut figures = figures::read(&register.sql, &register.rules().unwrap().agency, now).unwrap();
    figures.size_bytes = 0;
    figures
}

#[test]
fn what_is_over_is_erased_a_day_after_its_time_was_seen_to_be_over() {
    let register = keeping();
    let serial = over(&register, "k1");
    // The deadline that it had is still in mind; then it is this.
    assert_eq!(lapse(&register, NOW), Some(OVER));
    assert_eq!(lapse(&register, OVER - 1), Some(OVER));
    let before = figures(&register, OVER);
    assert_eq!(lapse(&register, OVER), Some(OVER + DAY_MS));
    assert_eq!(lapse(&register, OVER + DAY_MS - 1), Some(OVER + DAY_MS));
    assert!(erased(&register).is_empty());
    register.touched();
    let at = OVER + DAY_MS;
    // What is left is its document, which can go at once.
    assert_eq!(lapse(&register, at), Some(0));
    assert_eq!(
        (erased(&register), register.touched(), register.shed(at).unwrap()),
        (vec![serial], vec![1], vec!["k1".into()])
    );
    assert_eq!(figures(&register, OVER), before);
    // A drawer that could not be reached is asked again, also by a register that was opened anew.
    register.shed_tried("k1", false, at).unwrap();
    let register = open(register.sql);
    assert_eq!((register.shed(at).unwrap().len(), lapse(&register, at)), (0, Some(at + 60_000)));
    register.shed_tried("k1", true, at + 60_000).unwrap();
    assert_eq!(lapse(&register, at + 60_000), None);
    let case = case_of(&register, serial);
    assert_eq!((case.erased_at, case.filing.body.as_str(), case.status.as_str()), (Some(at), "", "withdrawn"));
    assert_eq!(kinds(&case), ["filed", "withdrawn"]);
}

#[test]
fn a_clock_that_is_wrong_for_less_than_a_day_erases_nothing() {
    let register = keeping();
    over(&register, "k1");
    let years = NOW + 4_000 * DAY_MS;
    assert_eq!(lapse(&register, years), Some(years + DAY_MS));
    // Set right again, then wrong again later: what was seen in between does not count.
    assert_eq!(lapse(&register, NOW + DAY_MS), Some(OVER));
    let later = years + 30 * DAY_MS;
    assert_eq!(lapse(&register, later), Some(later + DAY_MS));
    assert_eq!(lapse(&register, NOW + 2 * DAY_MS), Some(OVER));
    assert_eq!(lapse(&register, OVER), Some(OVER + DAY_MS));
    assert!(erased(&register).is_empty());
    lapse(&register, OVER + DAY_MS);
    assert_eq!(erased(&register), [1]);
}

#[test]
fn what_comes_to_its_end_later_has_a_day_of_its_own() {
    let register = keeping();
    let first = over(&register, "k1");
    let second = over(&register, "k2");
    register
        .sql
        .run("UPDATE case_file SET settled_at = settled_at + ? WHERE serial = ?", &[(3 * DAY_MS).into(), second.into()])
        .unwrap();
    lapse(&register, OVER);
    // A day has gone by for the first. The clock jumps: the second is due by it, and nobody has seen that before.
    let jumped = OVER + 4 * DAY_MS;
    lapse(&register, jumped);
    lapse(&register, jumped + 1_000);
    assert_eq!(erased(&register), [first]);
    for document in register.shed(jumped).unwrap() {
        register.shed_tried(&document, true, jumped).unwrap();
    }
    assert_eq!(lapse(&register, jumped + 2_000), Some(jumped + 1_000 + DAY_MS));
    lapse(&register, jumped + 1_000 + DAY_MS);
    assert_eq!(erased(&register), [first, second]);
}

#[test]
fn a_document_that_a_wrong_clock_put_off_is_tried_by_the_right_one() {
    let register = keeping();
    over(&register, "k1");
    register.handle(erase(1, NOW)).unwrap();
    let ahead = NOW + 400 * DAY_MS;
    register.shed_tried("k1", false, ahead).unwrap();
    assert_eq!(register.shed(ahead).unwrap().len(), 0);
    assert_eq!(register.shed(NOW).unwrap(), ["k1"]);
    assert_eq!(lapse(&register, NOW), Some(NOW + 60_000));
}

#[test]
fn what_is_open_or_owed_or_kept_for_good_stays() {
    let register = keeping();
    let gone = over(&register, "k1");
    register.handle(file("k2", "delay")).unwrap();
    // With the Mediator, and something of it has not reached it.
    register.handle(file("k3", "corruption")).unwrap();
    register.handle(act(3, Act::Withdraw { text: None })).unwrap();
    lapse(&register, OVER);
    lapse(&register, OVER + DAY_MS);
    assert_eq!(erased(&register), [gone]);
    assert_eq!(reason(register.handle(erase(2, OVER)).unwrap().0), "still_open");
    assert_eq!(reason(register.handle(erase(3, OVER)).unwrap().0), "still_owed");
    // Once the peer has it, its time has come too.
    for _ in 0..2 {
        for one in outbox::due(&register.sql, OVER, 100).unwrap() {
            register
                .attempted(&one, Outcome::Accepted, There::under(Some("MED-26A-000001-6")), UnixMillis(OVER), 0)
                .unwrap();
        }
    }
    lapse(&register, OVER + DAY_MS + 1_000);
    assert_eq!(erased(&register), [gone, 3]);
    // An agency that keeps everything.
    let register = open(NativeSql::in_memory());
    register.handle(keeps(None, 1)).unwrap();
    over(&register, "k1");
    assert_eq!(lapse(&register, OVER * 2), None);
    // Until it sets a time.
    register.handle(keeps(Some(KEPT_DAYS), 2)).unwrap();
    assert_eq!(register.lapse_at(), Some(OVER));
}

#[test]
fn what_was_owed_to_a_peer_that_has_left_is_erased_once_that_was_ended() {
    let register = keeping();
    register.handle(file("k1", "corruption")).unwrap();
    for one in outbox::due(&register.sql, NOW, 100).unwrap() {
        register
            .attempted(&one, Outcome::Accepted, There::under(Some("MED-26A-000001-6")), UnixMillis(NOW), 0)
            .unwrap();
    }
    register.handle(act(1, Act::Withdraw { text: None })).unwrap();
    // And one that was given away to it.
    register.handle(file("k2", "delay")).unwrap();
    let by = By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    let away = Act::Redirect { to: Some("mediator".into()), text: "Ailleurs.".into() };
    register
        .handle(Command::Act { serial: 2, by, key: None, now: NOW, act: away, documents: Vec::new(), onward: None })
        .unwrap();
    for one in outbox::due(&register.sql, NOW, 100).unwrap() {
        let outcome = if one.serial == 1 { Outcome::Gone } else { Outcome::Accepted };
        register.attempted(&one, outcome, There::under(Some("MED-26A-000002-4")), UnixMillis(NOW), 0).unwrap();
    }
    for at in [OVER, OVER + DAY_MS, OVER + 3 * DAY_MS] {
        lapse(&register, at);
    }
    assert_eq!(erased(&register), [0_u32; 0]);
    let (reader, now) = (reader(), OVER + 3 * DAY_MS);
    let left = Command::DiscardAll { peer: "mediator".into(), reason: "left".into(), reader, now };
    assert_eq!(register.handle(left).unwrap(), (Reply::Count(2), true));
    lapse(&register, OVER + 3 * DAY_MS);
    lapse(&register, OVER + 4 * DAY_MS);
    // What was given away to it is the agency's again, and open.
    assert_eq!((erased(&register), case_of(&register, 2).status.as_str()), (vec![1], "under_review"));
}

#[test]
fn many_at_once_go_in_parts_with_a_rest_between() {
    let register = keeping();
    for n in 0..120 {
        over(&register, &format!("k{n}"));
    }
    let (mut now, mut parts) = (OVER + DAY_MS, Vec::new());
    lapse(&register, OVER);
    while erased(&register).len() < 120 {
        lapse(&register, now);
        // An alarm that rings for something else meanwhile erases no more.
        lapse(&register, now + 999);
        parts.push(erased(&register).len());
        for document in register.shed(now).unwrap() {
            register.shed_tried(&document, true, now).unwrap();
        }
        now += 1_000;
    }
    assert_eq!(parts, [50, 100, 120]);
    assert_eq!(register.shed(now).unwrap().len(), 20);
}

#[test]
fn a_case_that_cannot_be_read_keeps_no_other_and_does_not_ring_without_end() {
    let register = keeping();
    over(&register, "k1");
    over(&register, "k2");
    register.sql.run("UPDATE event SET body = zeroblob(60) WHERE serial = 1 AND number = 1", &[]).unwrap();
    lapse(&register, OVER);
    let at = OVER + DAY_MS;
    assert_eq!(register.retain(UnixMillis(at)).unwrap().len(), 1);
    assert_eq!(erased(&register), [2]);
    register.shed_tried("k2", true, at).unwrap();
    assert_eq!(lapse(&register, at), Some(at + 3_600_000));
}

#[test]
fn retention_that_breaks_off_erases_each_case_whole_or_not_at_all() {
    for n in 1.. {
        let register = keeping();
        over(&register, "k1");
        lapse(&register, OVER);
        register.sql.break_at(Break::After(n));
        let done = register.retain(UnixMillis(OVER + DAY_MS)).is_ok_and(|failed| failed.is_empty());
        register.sql.break_at(Break::Never);
        let register = open(register.sql);
        assert!(erased_or_whole(&register), "{n}");
        lapse(&register, OVER + DAY_MS);
        assert_eq!((erased(&register), register.shed(OVER).unwrap()), (vec![1], vec!["k1".to_owned()]), "{n}");
        if done {
            assert!(n > 5, "{n}");
            break;
        }
    }
}

/// Never a case without its salt whose documents nobody knows of.
fn erased_or_whole(register: &Register<NativeSql>) -> bool {
    let noted = !register.shed(OVER).unwrap().is_empty();
    let whole = register.sql.run("SELECT 1 FROM case_file WHERE salt IS NOT NULL AND filing IS NOT NULL", &[]).unwrap();
    noted == whole.is_empty()
}

#[test]
fn who_erased_a_case_by_hand_and_why_is_in_the_access_log() {
    let register = keeping();
    over(&register, "k1");
    assert_eq!(register.handle(erase(1, NOW + 5)).unwrap(), (Reply::Erased { at: NOW + 5 }, true));
    register.handle(erase(1, NOW + 6)).unwrap();
    let ask = Command::Accesses { serial: Some(1), before: None, limit: 10, now: NOW, reader: reader() };
    let Reply::Accesses { rows, .. } = register.handle(ask).unwrap().0 else { panic!() };
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].what.as_str(), rows[0].reason.as_deref(), rows[0].times), ("erase", Some("request"), 1));
}

fn correct(serial: u32, name: &str) -> Command {
    let correction = Some(format!("{{\"complainant\":{{\"name\":\"{name}\"}}}}"));
    let act = Act::Request { about: "correction".into(), text: "Rectifié.".into(), correction };
    let by = By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    Command::Act { serial, by, key: None, now: NOW, act, documents: Vec::new(), onward: None }
}

#[test]
fn a_correction_is_sealed_beside_what_was_filed_and_goes_with_it() {
    let register = keeping();
    let serial = over(&register, "k1");
    for name in ["Amal Première", "Amal Seconde"] {
        register.handle(correct(serial, name)).unwrap();
    }
    let case = case_of(&register, serial);
    assert_eq!(case.filing.complainant.name.as_deref(), Some("Amal Seconde"));
    let filed =
        Command::Open { serial, code_hash: CODE.into(), now: NOW, tried: Tried::default(), all: false, filed: true };
    let Reply::Case(filed) = register.handle(filed).unwrap().0 else { panic!() };
    assert_eq!(filed.filing.complainant.name.as_deref(), Some("Amal Exemple"));
    assert_eq!(kinds(&case_of(&register, serial)), ["filed", "withdrawn", "message", "message"]);
    assert!(!register.sql.dump().contains("Amal") && chained(&register) > 3);
    register.handle(erase(serial, NOW)).unwrap();
    let left = "SELECT 1 FROM case_file WHERE correction IS NOT NULL";
    assert_eq!(register.sql.run(left, &[]).unwrap(), []);
    assert_eq!(case_of(&register, serial).filing.complainant, PersonBody::default());
    assert_eq!(reason(register.handle(correct(serial, "Amal")).unwrap().0), "erased");
}

#[test]
fn everything_is_given_out_without_the_words_of_what_is_internal() {
    let register = keeping();
    register.handle(file("k1", "delay")).unwrap();
    let by = By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    let note = Act::Note { text: "Entre nous.".into() };
    register
        .handle(Command::Act { serial: 1, by, key: None, now: NOW, act: note, documents: Vec::new(), onward: None })
        .unwrap();
    register.handle(desk(1)).unwrap();
    let all =
        Command::Open { serial: 1, code_hash: CODE.into(), now: NOW, tried: Tried::default(), all: true, filed: false };
    let Reply::Case(case) = register.handle(all).unwrap().0 else { panic!() };
    assert_eq!(kinds(&case), ["filed", "note"]);
    assert_eq!(case.entries[1].body, crate::register::EntryBody::default());
    assert_eq!(case.accesses.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["case"]);
    assert!(case_of(&register, 1).accesses.is_empty());
}
