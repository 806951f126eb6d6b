//! Who is kept out: the switch, the budgets, and proofs that are good for one filing.

use super::*;
use crate::register::{Brought, Came};
use wire::proof::Solved;
use wire::v1::admin::ProtectionBody;

fn guarded(change: impl Fn(&mut PutAgency)) -> Register<NativeSql> {
    let register = register();
    let mut record = agency("mhab", "HAB", 2);
    change(&mut record.body);
    register.handle(Command::Configure { register: "HAB-26A".into(), agency: Box::new(record) }).unwrap();
    register
}

fn with(key: &str, came: Came, now: i64) -> Command {
    let Command::File(mut file) = file(key, "delay") else { panic!("not a filing") };
    file.agency_version = 2;
    file.came = came;
    file.now = now;
    Command::File(file)
}

fn solved(id: &str) -> Came {
    let solved = Solved { id: id.into(), expires_at: NOW + 1_000_000 };
    Came { proof: Brought::Solved(solved), ..Came::default() }
}

fn protected(proof: &str) -> impl Fn(&mut PutAgency) + use<'_> {
    move |body| {
        let protection = ProtectionBody { proof: proof.into(), unproved_per_hour: 2, ..ProtectionBody::default() };
        body.protection = ProtectionBody { per_network_per_hour: 4, normal_per_minute: 3, ..protection };
    }
}

fn answer(register: &Register<NativeSql>, command: Command) -> Reply {
    register.handle(command).unwrap().0
}

#[test]
fn a_proof_is_good_for_one_filing() {
    let register = guarded(protected("required"));
    assert_eq!(refusal(answer(&register, with("k0", Came::default(), NOW))), "proof-needed");
    let first = filed_reference(answer(&register, with("k1", solved("a"), NOW)));
    assert_eq!(refusal(answer(&register, with("k2", solved("a"), NOW))), "proof-needed");
    assert_ne!(filed_reference(answer(&register, with("k2", solved("b"), NOW))), first);
    // The same filing again is the same receipt, whatever it brings.
    assert_eq!(filed_reference(answer(&register, with("k1", solved("a"), NOW))), first);
    assert_eq!(filed_reference(answer(&register, with("k1", Came::default(), NOW))), first);
}

#[test]
fn a_used_proof_is_remembered_until_it_ends_and_over_a_restart() {
    let register = guarded(protected("required"));
    answer(&register, with("k1", solved("a"), NOW));
    let again = open(register.sql);
    assert_eq!(refusal(answer(&again, with("k2", solved("a"), NOW + 999_999))), "proof-needed");
    let used = |register: &Register<NativeSql>| register.sql.run("SELECT id FROM used_proof", &[]).unwrap().len();
    assert_eq!(used(&again), 1);
    assert_eq!(refusal(answer(&again, with("k2", solved("a"), NOW + 1_000_000))), "proof-needed");
    let late = Brought::Solved(Solved { id: "b".into(), expires_at: NOW + 3_000_000 });
    answer(&again, with("k3", Came { proof: late, ..Came::default() }, NOW + 2_000_000));
    assert_eq!(used(&again), 1);
}

#[test]
fn a_filing_that_breaks_gives_its_proof_back() {
    let whole = guarded(protected("required"));
    whole.sql.break_at(Break::Never);
    answer(&whole, with("k1", solved("a"), NOW));
    for n in 1..=whole.sql.statements() {
        let register = guarded(protected("required"));
        register.sql.break_at(Break::Before(n));
        assert!(register.handle(with("k1", solved("a"), NOW)).is_err());
        register.sql.break_at(Break::Never);
        filed_reference(answer(&register, with("k1", solved("a"), NOW)));
    }
}

#[test]
fn without_a_proof_there_is_room_for_some_and_a_time_for_the_others() {
    let register = guarded(protected("expected"));
    for key in ["k1", "k2"] {
        filed_reference(answer(&register, with(key, Came::default(), NOW)));
    }
    let Reply::Refused(refused) = answer(&register, with("k3", Came::default(), NOW)) else { panic!("taken") };
    assert_eq!((refused.code.as_str(), refused.retry_after_s), ("too-many-requests", Some(1800)));
    // Who sends a bad proof can send a good one; nobody waits who has one.
    let bad = Came { proof: Brought::Bad, ..Came::default() };
    assert_eq!(refusal(answer(&register, with("k3", bad, NOW))), "proof-needed");
    filed_reference(answer(&register, with("k3", solved("a"), NOW)));
    filed_reference(answer(&register, with("k4", Came::default(), NOW + 1_800_000)));
}

#[test]
fn one_network_is_not_the_others() {
    let register = guarded(protected("off"));
    let from = |network: &str| Came { network: Some(network.into()), ..Came::default() };
    for n in 0..4 {
        filed_reference(answer(&register, with(&format!("a{n}"), from("hash-one"), NOW)));
    }
    assert_eq!(refusal(answer(&register, with("a4", from("hash-one"), NOW))), "too-many-requests");
    filed_reference(answer(&register, with("b0", from("hash-two"), NOW)));
    // Nothing of a network is on disk.
    assert!(!register.sql.dump().contains("hash-one"));
}

#[test]
fn the_next_challenges_are_harder_while_much_comes() {
    let register = guarded(protected("expected"));
    let level = |now| answer(&register, Command::Level { now });
    assert_eq!(level(NOW), Reply::Level(0));
    for n in 0..7 {
        answer(&register, with(&format!("k{n}"), Came::default(), NOW));
    }
    assert_eq!(level(NOW), Reply::Level(2));
    assert_eq!(level(NOW + 180_000), Reply::Level(0));
}

#[test]
fn what_is_switched_off_takes_nothing_and_repeats_what_it_took() {
    let register = guarded(|_| ());
    let first = filed_reference(answer(&register, with("k1", Came::default(), NOW)));
    let mut off = agency("mhab", "HAB", 3);
    off.body.widget = "off".into();
    register.handle(Command::Configure { register: "HAB-26A".into(), agency: Box::new(off) }).unwrap();
    let newer = |key: &str| match with(key, solved(key), NOW) {
        Command::File(file) => Command::File(Box::new(File { agency_version: 3, ..*file })),
        other => other,
    };
    assert_eq!(refusal(answer(&register, newer("k2"))), "filing-closed");
    assert_eq!(filed_reference(answer(&register, newer("k1"))), first);
}
