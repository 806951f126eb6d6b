//! The desk and the operator: lists, rights, tokens.
#![cfg(test)]

use domain::reference::Reference;
use domain::time::UnixMillis;
use integration_tests::assertions::{fields, is_problem, refused};
use integration_tests::client::percent;
use integration_tests::clock;
use integration_tests::desk::{Citizen, Desk, file};
use integration_tests::fixtures::{self, filing};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::thread;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::{AgencyList, AgencySet, PeerList, PutAgency, PutPeer, TokenMade};
use wire::v1::filing::FileCase;

fn references(desk: &Desk, query: &str) -> Vec<String> {
    desk.page(query).cases.into_iter().map(|c| c.reference).collect()
}

/// Files as many cases, four at a time.
fn file_many(node: &Node, count: usize) {
    thread::scope(|s| {
        for worker in 0..4 {
            s.spawn(move || (worker..count).step_by(4).for_each(|_| drop(file(node, "mhab", &filing()))));
        }
    });
}

#[test]
fn a_list_shows_each_case_once_page_by_page_newest_first() {
    let node = Alone::start();
    file_many(&node, 120);
    let desk = node.desk("mhab", "N. Agent");
    let mut found = Vec::new();
    let mut sizes = Vec::new();
    let mut page = desk.page("");
    loop {
        sizes.push(page.cases.len());
        found.extend(page.cases.iter().map(|c| Reference::parse(&c.reference).unwrap().serial()));
        let Some(cursor) = page.cursor else { break };
        // A case that comes in meanwhile does not shift the pages.
        drop(file(&node, "mhab", &filing()));
        page = desk.page(&format!("?cursor={cursor}"));
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert_eq!(found, (1..=120).rev().collect::<Vec<_>>());
}

#[test]
fn pages_go_on_into_the_registers_before() {
    let node = Alone::start();
    file_many(&node, 3);
    let next_volume = PutAgency { volume: "B".into(), routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") };
    node.put_agency("mhab", &next_volume);
    file_many(&node, 3);
    let desk = node.desk("mhab", "N. Agent");
    let whole = references(&desk, "");
    assert_eq!(whole.len(), 6);
    for limit in 1..=5 {
        let (mut found, mut query) = (Vec::new(), format!("?limit={limit}"));
        loop {
            let page = desk.page(&query);
            assert!(page.cases.len() <= limit);
            found.extend(page.cases.into_iter().map(|c| c.reference));
            let Some(cursor) = page.cursor else { break };
            query = format!("?limit={limit}&cursor={cursor}");
        }
        assert_eq!(found, whole, "limit {limit}");
    }
}

#[test]
fn a_list_can_be_narrowed() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let delay = file(&node, "mhab", &filing()).reference;
    let park = FileCase { subject: "Le PARC Municipal 100%".into(), category: "reception".into(), ..filing() };
    let park = file(&node, "mhab", &park).reference;
    let idea = FileCase { kind: "suggestion".into(), subject: "فكرة جديدة".into(), ..filing() };
    let idea = file(&node, "mhab", &idea).reference;
    desk.says(&park, "answer", "Merci.");
    let by = |query: &str| references(&desk, query);
    assert_eq!(by("?status=answered"), [park.as_str()]);
    assert_eq!(by("?status=received"), [idea.as_str(), delay.as_str()]);
    assert_eq!(by("?kind=suggestion"), [idea.as_str()]);
    assert_eq!(by("?category=reception"), [park.as_str()]);
    assert_eq!(by("?q=parc"), [park.as_str()]);
    assert_eq!(by("?q=100%25"), [park.as_str()]);
    assert_eq!(by("?q=%25"), [park.as_str()]);
    assert_eq!(by(&format!("?q={}", percent("فكرة"))), [idea.as_str()]);
    assert_eq!(by(&format!("?q={}", delay.to_lowercase())), [delay.as_str()]);
    assert_eq!(by("?kind=complaint&status=received"), [delay.as_str()]);
    assert_eq!(by("?overdue=false").len(), 3);
    assert_eq!(by("?overdue=true").len(), 0);
    assert_eq!(by("?category=nothing").len(), 0);
}

#[test]
fn a_list_finds_accented_words_in_any_case() {
    let node = Alone::start();
    let school = FileCase { subject: "ÉCOLE fermée".into(), ..filing() };
    let school = file(&node, "mhab", &school).reference;
    let desk = node.desk("mhab", "N. Agent");
    assert_eq!(references(&desk, &format!("?q={}", percent("école"))), [school]);
}

#[test]
fn a_list_that_is_asked_for_wrongly_names_the_parameters() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let call = desk.call("GET", "/cases?status=x&kind=y&overdue=2&limit=201&cursor=z");
    let problem = refused(&call, Code::InvalidQuery);
    let unknown = ["/status", "/kind", "/overdue", "/limit", "/cursor"].map(|f| (f, "unknown-value"));
    assert_eq!(fields(&problem), unknown);
    let state = refused(&desk.call("GET", "/deliveries?state=lost"), Code::InvalidQuery);
    assert_eq!(fields(&state), [("/state", "unknown-value")]);
}

#[test]
fn a_caseworker_of_another_agency_finds_nothing() {
    let node = Alone::start();
    let citizen = node.citizen();
    let stranger = node.desk("tizi", "T. Agent");
    assert!(stranger.all().is_empty());
    refused(&stranger.call("GET", &format!("/cases/{}", citizen.reference)), Code::CaseNotFound);
    refused(&stranger.action(&citizen.reference, &json!({ "action": "acknowledge" })), Code::CaseNotFound);
    assert_eq!(citizen.opens().status, "received");
}

#[test]
fn a_cursor_of_another_agency_opens_nothing() {
    let node = Alone::start();
    let citizen = node.citizen();
    let register = Reference::parse(&citizen.reference).unwrap().register().to_string();
    let stranger = node.desk("tizi", "T. Agent");
    assert!(stranger.page(&format!("?cursor={register}.9")).cases.is_empty());
}

#[test]
fn a_token_opens_the_desk_until_it_is_revoked() {
    let node = Alone::start();
    let made = node.token("mhab", "N. Agent");
    let desk = Desk::with(&node, &made.token);
    assert!(desk.all().is_empty());
    let revoke = || node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", made.id));
    assert_eq!(revoke().send().status, 204);
    refused(&desk.call("GET", "/cases"), Code::Unauthorized);
    refused(&revoke(), Code::NotFound);
}

#[test]
fn a_token_says_when_it_ends_and_cannot_be_endless() {
    let node = Alone::start();
    let ask = |days: Value| {
        let body = json!({ "agency": "mhab", "role": "caseworker", "name": "N.", "expires_in_days": days });
        node.call_as_operator("POST", "/v1/admin/tokens").json(&body)
    };
    let made: TokenMade = ask(json!(1)).send().json(201);
    let ends = UnixMillis::parse_rfc3339(&made.expires_at).unwrap();
    let away = ends.0 - clock::now().plus_days(1).0;
    assert!((-60_000..=1_000).contains(&away), "{}", made.expires_at);
    for days in [json!(0), json!(-1), json!(31)] {
        assert_eq!(fields(&refused(&ask(days), Code::InvalidFields)), [("/expires_in_days", "out-of-range")]);
    }
}

#[test]
fn a_token_is_for_a_known_agency_and_role() {
    let node = Alone::start();
    let ask =
        |body: Value| refused(&node.call_as_operator("POST", "/v1/admin/tokens").json(&body), Code::InvalidFields);
    let nobody = ask(json!({ "agency": "nobody", "role": "caseworker", "name": "N." }));
    assert_eq!(fields(&nobody), [("/agency", "unknown-value")]);
    let operator = ask(json!({ "agency": "mhab", "role": "operator", "name": "N." }));
    assert_eq!(fields(&operator), [("/agency", "unknown-value")]);
    let king = ask(json!({ "agency": "mhab", "role": "king", "name": "" }));
    assert_eq!(fields(&king), [("/name", "required"), ("/role", "unknown-value")]);
}

#[test]
fn without_a_good_token_staff_paths_say_nothing() {
    let node = Alone::start();
    let citizen = node.citizen();
    let paths = [
        ("GET", "/v1/desk/cases".to_owned()),
        ("GET", format!("/v1/desk/cases/{}", citizen.reference)),
        ("POST", format!("/v1/desk/cases/{}/actions", citizen.reference)),
        ("GET", "/v1/desk/deliveries".to_owned()),
        ("GET", "/v1/admin/agencies/mhab".to_owned()),
        ("PUT", "/v1/admin/agencies/mhab".to_owned()),
        ("GET", "/v1/admin/peers".to_owned()),
        ("PUT", "/v1/admin/peers/mediator".to_owned()),
        ("POST", "/v1/admin/tokens".to_owned()),
        ("DELETE", "/v1/admin/tokens/x".to_owned()),
        ("GET", "/v1/admin/deliveries".to_owned()),
        ("POST", "/v1/admin/deliveries/HAB-26A.1/retry".to_owned()),
    ];
    for (method, path) in paths {
        let call = || integration_tests::client::Call::new(method, node.url(&path));
        refused(&call(), Code::Unauthorized);
        refused(&call().bearer("wasl_nothing"), Code::Unauthorized);
        refused(&call().bearer(&citizen.code), Code::Unauthorized);
    }
}

#[test]
fn a_caseworkers_token_does_not_open_the_operators_paths() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    for (method, path) in [
        ("GET", "/v1/admin/agencies/mhab"),
        ("PUT", "/v1/admin/agencies/mhab"),
        ("PUT", "/v1/admin/peers/mediator"),
        ("POST", "/v1/admin/tokens"),
        ("GET", "/v1/admin/deliveries"),
    ] {
        let call = integration_tests::client::Call::new(method, node.url(path)).bearer(&desk.token);
        refused(&call, Code::Forbidden);
    }
    refused(&node.get("/v1/desk/cases").bearer(&node.operator_token), Code::Forbidden);
}

#[test]
fn desk_actions_with_wrong_fields_name_them() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let refuse = |body: Value| {
        let problem = refused(&desk.action(&citizen.reference, &body), Code::InvalidFields);
        problem.errors.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect::<Vec<_>>()
    };
    assert_eq!(refuse(json!({})), ["/action required"]);
    assert_eq!(refuse(json!({ "action": "escalate" })), ["/action unknown-value"]);
    for action in ["ask", "message", "answer", "redirect", "note"] {
        assert_eq!(refuse(json!({ "action": action })), ["/text required"], "{action}");
    }
    assert_eq!(refuse(json!({ "action": "assign" })), ["/to required"]);
    assert_eq!(refuse(json!({ "action": "close", "outcome": "lost" })), ["/outcome unknown-value"]);
    assert_eq!(refuse(json!({ "action": "forward", "to": "nobody" })), ["/to unknown-value"]);
    assert_eq!(refuse(json!({ "action": "answer", "text": "x".repeat(10_001) })), ["/text too-long"]);
    assert_eq!(refuse(json!({ "action": "note", "text": 5 })), ["/text invalid-type"]);
}

#[test]
fn a_desk_action_that_is_not_possible_says_why() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.acts(&citizen.reference, &json!({ "action": "acknowledge" }));
    let reason =
        |body: Value| refused(&desk.action(&citizen.reference, &body), Code::ActionNotPossible).reason.unwrap();
    assert_eq!(reason(json!({ "action": "acknowledge" })), "already_acknowledged");
    citizen.acts(&json!({ "action": "withdraw" }));
    assert_eq!(reason(json!({ "action": "answer", "text": "x" })), "withdrawn");
}

#[test]
fn a_desk_action_with_the_same_key_is_done_once() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let key = fixtures::key();
    let call = desk.action(&citizen.reference, &json!({ "action": "note", "text": "Une fois." })).key(&key);
    assert_eq!(call.send().expect(201).text(), call.send().expect(201).text());
    assert_eq!(desk.opens(&citizen.reference).timeline.len(), 2);
}

#[test]
fn the_operator_reads_back_what_was_set() {
    let node = Alone::start();
    let get = || node.call_as_operator("GET", "/v1/admin/agencies/mhab").send().json::<AgencySet>(200);
    let (set, all): (_, AgencyList) = (get(), node.call_as_operator("GET", "/v1/admin/agencies").send().json(200));
    assert_eq!((set.id.as_str(), set.body.code.as_str()), ("mhab", "HAB"));
    assert_eq!(all.agencies.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["mhab", "tizi"]);
    // What was read can be sent back as it is.
    node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&set).send().expect(200);
    assert_eq!(get(), AgencySet { version: set.version + 1, ..set });
    let peer = fixtures::peer("mediator", "http://127.0.0.1:9", "mediator", &node.public_key());
    node.put_peer("mediator", &peer);
    let list: PeerList = node.call_as_operator("GET", "/v1/admin/peers").send().json(200);
    assert_eq!(list.peers.get("mediator"), Some(&peer));
    let one: PutPeer = node.call_as_operator("GET", "/v1/admin/peers/mediator").send().json(200);
    assert_eq!(one, peer);
    refused(&node.call_as_operator("GET", "/v1/admin/peers/nobody"), Code::NotFound);
}

#[test]
fn the_code_of_an_agency_that_has_references_stays() {
    let node = Alone::start();
    let other = PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("XYZ") };
    let call = node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&other);
    assert_eq!(fields(&refused(&call, Code::InvalidFields)), [("/code", "unknown-value")]);
}

#[test]
fn a_refusal_at_the_desk_is_in_the_caseworkers_language() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let answer = desk.call("GET", "/cases/nonsense").lang("fr").send();
    is_problem(&answer, Code::InvalidReference, "fr");
}

#[test]
fn eight_caseworkers_at_once_write_every_entry_once() {
    let node = Alone::start();
    let citizen = Citizen::files(&node, "mhab", &filing());
    let desks: Vec<_> = (0..8).map(|n| node.desk("mhab", &format!("Agent {n}"))).collect();
    thread::scope(|s| {
        for desk in &desks {
            s.spawn(|| (0..5).for_each(|n| drop(desk.says(&citizen.reference, "note", &format!("Note {n}")))));
        }
    });
    let timeline = desks[0].opens(&citizen.reference).timeline;
    let ids: Vec<u32> = timeline.iter().map(|e| e.id.parse().unwrap()).collect();
    assert_eq!(ids, (1..=41).collect::<Vec<_>>());
}
