//! Budgets, levels and networks, by example and by property.

use super::*;
use crate::meter::HOUR_MS;
use proptest::prelude::*;

const NOW: i64 = 1_795_356_309_120;

fn limits() -> Protection {
    Protection {
        proof: ProofRule::Expected,
        per_network_per_hour: 10,
        unproved_per_network_per_hour: 3,
        unproved_per_hour: 5,
        normal_per_minute: 10,
    }
}

fn from(network: &str, proof: Proof) -> Arrival<'_> {
    Arrival { network: Some(network), proof, decoy: false, app: None }
}

fn taken(guard: &mut Guard, limits: &Protection, arrival: Arrival<'_>, times: u32) -> u32 {
    let verdicts = (0..times).map(|_| guard.weigh(limits, arrival, UnixMillis(NOW)));
    u32::try_from(verdicts.filter(|v| *v == Verdict::Welcome).count()).unwrap()
}

#[test]
fn without_a_proof_a_smaller_budget_counts() {
    let mut guard = Guard::default();
    assert_eq!(taken(&mut guard, &limits(), from("a", Proof::Missing), 20), 3);
    assert_eq!(taken(&mut guard, &limits(), from("b", Proof::Missing), 20), 2);
    // The agency's budget of those without a proof is spent; who brings one is as welcome as ever.
    assert_eq!(taken(&mut guard, &limits(), from("c", Proof::Missing), 20), 0);
    assert_eq!(taken(&mut guard, &limits(), from("c", Proof::Good), 20), 10);
    assert_eq!(taken(&mut guard, &limits(), from("a", Proof::Good), 20), 7);
}

#[test]
fn an_app_has_a_budget_of_its_own_and_takes_nothing_from_anybody() {
    let mut guard = Guard::default();
    let strict = Protection { proof: ProofRule::Required, ..limits() };
    let app = |app| Arrival { app: Some(app), ..from("a", Proof::Missing) };
    assert_eq!(taken(&mut guard, &strict, app("one"), APP_PER_HOUR + 9), APP_PER_HOUR);
    assert_eq!(taken(&mut guard, &strict, app("two"), 3), 3);
    assert_eq!(taken(&mut guard, &limits(), from("a", Proof::Missing), 20), 3);
    // No network is called as an app is.
    assert_eq!(taken(&mut guard, &limits(), from("app one", Proof::Good), 20), 0);
    assert_eq!(network_of("app one"), None);
}

#[test]
fn a_network_that_nobody_knows_has_only_the_agencys_budget() {
    let mut guard = Guard::default();
    let unknown = |proof| Arrival { network: None, proof, decoy: false, app: None };
    assert_eq!(taken(&mut guard, &limits(), unknown(Proof::Missing), 20), 5);
    assert_eq!(taken(&mut guard, &limits(), unknown(Proof::Good), 200), 200);
}

#[test]
fn there_is_room_again_after_the_time_that_was_said() {
    let mut guard = Guard::default();
    taken(&mut guard, &limits(), from("a", Proof::Missing), 3);
    let late = |ms| UnixMillis(NOW + ms);
    let Verdict::TooMany { retry_after_ms } = guard.weigh(&limits(), from("a", Proof::Missing), late(0)) else {
        panic!("a fourth one was taken");
    };
    assert_eq!(retry_after_ms, 20 * 60 * 1000);
    assert!(matches!(
        guard.weigh(&limits(), from("a", Proof::Missing), late(retry_after_ms - 1)),
        Verdict::TooMany { retry_after_ms: 1 }
    ));
    assert_eq!(guard.weigh(&limits(), from("a", Proof::Missing), late(retry_after_ms)), Verdict::Welcome);
}

#[test]
fn a_bad_proof_is_met_with_a_challenge_and_not_with_a_door() {
    let mut guard = Guard::default();
    assert_eq!(taken(&mut guard, &limits(), from("a", Proof::Bad), 3), 3);
    assert_eq!(guard.weigh(&limits(), from("a", Proof::Bad), UnixMillis(NOW)), Verdict::ProofNeeded);
    assert_eq!(guard.weigh(&limits(), from("a", Proof::Good), UnixMillis(NOW)), Verdict::Welcome);
}

#[test]
fn where_a_proof_is_required_nothing_else_is_taken() {
    let required = Protection { proof: ProofRule::Required, ..limits() };
    let mut guard = Guard::default();
    for proof in [Proof::Missing, Proof::Bad] {
        assert_eq!(guard.weigh(&required, from("a", proof), UnixMillis(NOW)), Verdict::ProofNeeded);
    }
    assert_eq!(taken(&mut guard, &required, from("a", Proof::Good), 20), 10);
}

#[test]
fn where_no_proof_is_asked_for_only_the_networks_share_counts() {
    let off = Protection { proof: ProofRule::Off, ..limits() };
    assert_eq!(taken(&mut Guard::default(), &off, from("a", Proof::Missing), 20), 10);
}

#[test]
fn a_filled_decoy_needs_a_proof() {
    for proof in [ProofRule::Off, ProofRule::Expected, ProofRule::Required] {
        let limits = Protection { proof, ..limits() };
        let mut guard = Guard::default();
        let decoy = |proof| Arrival { decoy: true, ..from("a", proof) };
        assert_eq!(guard.weigh(&limits, decoy(Proof::Missing), UnixMillis(NOW)), Verdict::ProofNeeded);
        assert_eq!(guard.weigh(&limits, decoy(Proof::Good), UnixMillis(NOW)), Verdict::Welcome);
    }
}

#[test]
fn the_work_doubles_with_the_flood_and_eases_when_it_is_over() {
    let mut guard = Guard::default();
    let at = |ms| UnixMillis(NOW - NOW.rem_euclid(MINUTE_MS) + ms);
    let mut levels = Vec::new();
    for n in 1..=400_u32 {
        // Refused or not: it came.
        guard.weigh(&limits(), from("a", Proof::Missing), at(0));
        if [10, 11, 21, 41, 81, 161, 400].contains(&n) {
            levels.push(guard.level(&limits(), at(0)));
        }
    }
    assert_eq!(levels, [0, 1, 2, 3, 4, 5, 5]);
    assert_eq!(guard.level(&limits(), at(MINUTE_MS + 30_000)), 5);
    assert_eq!(guard.level(&limits(), at(MINUTE_MS + 58_000)), 1);
    assert_eq!(guard.level(&limits(), at(2 * MINUTE_MS)), 0);
}

#[test]
fn the_hardest_work_is_thirty_two_times_the_easiest() {
    assert_eq!(
        (max_number(0), max_number(1), max_number(5), max_number(200)),
        (100_000, 200_000, 3_200_000, 3_200_000)
    );
}

#[test]
fn memory_is_bounded() {
    let mut guard = Guard::default();
    for n in 0..NETWORKS_MAX + 10 {
        guard.weigh(&limits(), from(&n.to_string(), Proof::Good), UnixMillis(NOW));
    }
    assert_eq!(guard.networks.len(), NETWORKS_MAX);
    let later = UnixMillis(NOW + HOUR_MS);
    guard.weigh(&limits(), from("new", Proof::Good), later);
    assert_eq!(guard.networks.len(), 1);
}

#[test]
fn a_network_is_what_one_subscriber_has() {
    for (header, network) in [
        ("196.200.1.2", Some("196.200.1.2")),
        (" 10.0.0.1, 196.200.1.2 ", Some("196.200.1.2")),
        ("::ffff:196.200.1.2", Some("196.200.1.2")),
        ("2001:db8:1:2:3:4:5:6", Some("2001:db8:1:2::/64")),
        ("2001:db8:1:2::9", Some("2001:db8:1:2::/64")),
        ("", None),
        ("unknown", None),
        ("196.200.1.2:80", None),
        ("196.200.1.2,", None),
    ] {
        assert_eq!(network_of(header).as_deref(), network, "{header}");
    }
}

proptest! {
    #[test]
    fn an_hour_never_sees_more_than_twice_its_budget(gaps in proptest::collection::vec(0_i64..120_000, 1..400)) {
        let mut guard = Guard::default();
        let mut now = NOW;
        let mut times = Vec::new();
        for gap in gaps {
            now += gap;
            if guard.weigh(&limits(), from("a", Proof::Good), UnixMillis(now)) == Verdict::Welcome {
                times.push(now);
            }
        }
        // A full budget at once, and what grows back during the hour.
        for from in &times {
            prop_assert!(times.iter().filter(|t| (*from..*from + HOUR_MS).contains(*t)).count() <= 20);
        }
    }

    #[test]
    fn any_header_is_read_without_a_panic(text in ".{0,60}") {
        let _ = network_of(&text);
    }
}
