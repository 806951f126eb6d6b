//! When an answer is due, who is reminded, and what is said once it is late; on real clocks of real zones.
#![cfg(test)]

use domain::calendar::Zone;
use domain::deadline::{Period, due_at};
use domain::status::Kind;
use domain::time::UnixMillis;
use integration_tests::assertions::{fields, kinds, only, refused};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, file};
use integration_tests::fixtures::{agency, filing};
use integration_tests::live::Watcher;
use integration_tests::stack::{Alone, Pair};
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode;
use wire::v1::admin::{DeadlinesBody, PutAgency};
use wire::v1::agencies::AgencyView;
use wire::v1::filing::FileCase;

const SOON: Duration = Duration::from_secs(30);
const DAY_MS: i64 = 86_400_000;

fn at(text: &str) -> UnixMillis {
    UnixMillis::parse_rfc3339(text).unwrap()
}

fn zone(node: &Alone, agency: &str) -> Zone {
    node.get(&format!("/v1/agencies/{agency}")).send().json::<AgencyView>(200).zone()
}

fn quiet(code: &str) -> PutAgency {
    PutAgency { routes: Vec::new(), mediator: None, ..agency(code) }
}

#[test]
fn the_runtime_knows_moroccos_clocks_with_ramadan() {
    let node = Alone::start();
    let zone = zone(&node, "mhab");
    assert_eq!((zone.name.as_str(), zone.offset_minutes), ("Africa/Casablanca", 60));
    // As the IANA data base has had it since 2018: GMT from a Sunday before Ramadan to a Sunday after it.
    for (moment, minutes) in [
        ("2026-02-15T01:59:59Z", 60),
        ("2026-02-15T02:00:00Z", 0),
        ("2026-03-22T01:59:59Z", 0),
        ("2026-03-22T02:00:00Z", 60),
        ("2026-11-22T12:00:00Z", 60),
        ("2027-02-20T12:00:00Z", 0),
    ] {
        assert_eq!(zone.offset_at(at(moment)), minutes, "{moment}");
    }
    assert!(zone.shifts.len() >= 10, "{:?}", zone.shifts);
}

#[test]
fn each_kind_has_its_period_and_each_agency_its_clocks() {
    let node = Alone::start();
    let deadlines = DeadlinesBody { kinds: [("suggestion".into(), "P4M".into())].into(), ..DeadlinesBody::default() };
    for name in ["Africa/Casablanca", "America/New_York", "Asia/Kathmandu", "UTC"] {
        node.put_agency("mhab", &PutAgency { time_zone: name.into(), deadlines: deadlines.clone(), ..quiet("HAB") });
        let clocks = zone(&node, "mhab");
        assert_eq!(clocks.name, name);
        for (kind, period) in [(Kind::Complaint, Period::Days(60)), (Kind::Suggestion, Period::Months(4))] {
            let receipt = file(&node, "mhab", &FileCase { kind: kind.name().into(), ..filing() });
            let due = due_at(at(&receipt.received_at), period, &clocks);
            assert_eq!(receipt.due_at, due.to_rfc3339(), "{name} {}", kind.name());
            // It is the last second of a local day.
            assert_ne!(clocks.day_of(due), clocks.day_of(due.plus_ms(1_000)));
            assert_eq!(clocks.day_of(due), clocks.day_of(due.plus_ms(-82_800_000)));
        }
    }
}

#[test]
fn a_zone_that_nobody_knows_is_refused() {
    let mut node = Alone::start();
    // The runtime itself writes down what was thrown at its doorway.
    node.expect_error("Invalid time zone specified");
    for name in ["Africa/Marrakech", "Rabat time"] {
        let body = PutAgency { time_zone: name.into(), ..quiet("HAB") };
        let call = node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&body);
        assert_eq!(fields(&refused(&call, ProblemCode::InvalidFields))[0].0, "/time_zone", "{name}");
    }
}

#[test]
fn what_comes_from_the_mediator_is_due_in_two_months_and_in_one_if_it_is_urgent() {
    let pair = Pair::start();
    let clocks = pair.agencies.get("/v1/agencies/mhab").send().json::<AgencyView>(200).zone();
    let mediator = pair.mediator.desk("mediator", "M. Délégué");
    let desk = pair.agencies.desk("mhab", "N. Agent");
    for (urgent, months) in [(false, 2), (true, 1)] {
        let own = FileCase { category: "decision".into(), ..filing() };
        let case = Citizen::files(&pair.mediator, "mediator", &own);
        mediator.acts(&case.reference, &json!({ "action": "forward", "to": "agencies", "urgent": urgent }));
        pair.settles();
        let row = desk.page("?limit=1").cases.remove(0);
        assert_eq!(row.origin.map(|o| o.reference), Some(case.reference));
        let due = due_at(at(&row.received_at), Period::Months(months), &clocks);
        assert_eq!(row.due_at, due.to_rfc3339(), "urgent: {urgent}");
        // What the Mediator owes the complainant came along.
        assert!(desk.opens(&row.reference).from_due_at.is_some());
    }
}

#[test]
fn a_case_brought_to_the_mediator_is_due_in_two_months_from_then() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    let before = citizen.opens();
    let done = citizen.escalates();
    let after = citizen.opens();
    let clocks = pair.agencies.get("/v1/agencies/mhab").send().json::<AgencyView>(200).zone();
    assert_ne!(after.due_at, before.due_at);
    assert_eq!(after.due_at, due_at(at(&done.event.at), Period::Months(2), &clocks).to_rfc3339());
    pair.settles();
}

#[test]
fn a_deadline_that_passes_is_written_once_and_the_complainant_hears_of_it_and_of_the_mediator() {
    let mut node = Alone::start();
    node.put_agency("mhab", &PutAgency { mediator: Some("mediator".into()), ..quiet("HAB") });
    let (late, near) = (node.citizen(), node.citizen());
    let desk = node.desk("mhab", "N. Agent");
    assert_eq!(desk.page("?due_within_days=7").cases.len(), 0);

    // Sixty days pass for one case and fifty-five for the other: by moving what their rows say while the node is down.
    node.stop();
    assert_eq!(node.move_in_time(&[(1, -61 * DAY_MS), (2, -55 * DAY_MS)]), 2);
    node.run();
    // Nobody has to open the late case for it: any write wakes the register, whose alarm was set for later.
    let other = node.citizen();
    let case = until("the entry", SOON, || Some(late.opens()).filter(|case| kinds(case).contains(&"overdue")));
    assert!(case.overdue && case.actions.contains(&"escalate".to_owned()));
    let entry = only(&case.timeline, "overdue");
    assert_eq!((entry.actor.role.as_str(), entry.status.as_str()), ("system", "received"));
    let reminded = until("the reminder", SOON, || {
        let case = desk.opens(&near.reference);
        case.timeline.iter().any(|e| e.kind == "reminder").then_some(case)
    });
    assert!(reminded.due_soon && !reminded.overdue);
    assert_eq!(kinds(&near.opens()), ["filed"]);
    let rows = |query: &str| desk.page(query).cases.into_iter().map(|row| row.reference).collect::<Vec<_>>();
    assert_eq!(rows("?overdue=true"), [late.reference.as_str()]);
    assert_eq!(rows("?due_within_days=7"), [near.reference.as_str()]);
    assert_eq!(rows("?due_within_days=0&overdue=false"), Vec::<String>::new());

    // The page says it in words, and that the Mediator is there.
    let page = node
        .post("/mhab/case?lang=fr")
        .form(&[("reference", late.reference.as_str()), ("access_code", late.code.as_str())])
        .send();
    let html = page.expect(200).text();
    assert!(html.contains("Le délai est passé sans réponse"), "{html}");
    assert!(html.contains("Vous pouvez maintenant saisir le Médiateur"), "{html}");

    // After two more deaths it is still there once.
    for _ in 0..2 {
        node.kill();
        node.run();
        other.writes("Encore une fois.");
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(kinds(&late.opens()), ["filed", "overdue"]);
        let timeline = desk.opens(&near.reference).timeline;
        assert_eq!(only(&timeline, "reminder").id, "2");
    }
}

#[test]
fn whoever_watches_hears_that_the_deadline_has_passed() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    node.stop();
    // Two seconds from when the node runs again, so that the alarm rings while somebody watches.
    let due = at(&citizen_due(&node, 1)).0;
    let wanted = integration_tests::clock::now().0 + 6_000;
    node.move_in_time(&[(1, wanted - due)]);
    node.run();
    let mut watcher = Watcher::with(&node, &citizen.reference, &citizen.code);
    assert_eq!(watcher.hears(), "{\"events\":1}");
    file(&node, "mhab", &filing());
    assert_eq!(watcher.hears(), "{\"events\":2}");
    assert_eq!(kinds(&citizen.opens()), ["filed", "overdue"]);
}

/// What the row says, without asking the node.
fn citizen_due(node: &Alone, serial: u32) -> String {
    UnixMillis(node.deadline_of(serial).expect("a case")).to_rfc3339()
}
