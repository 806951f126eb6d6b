//! Who of the staff has read what: written with the read, seen by the supervisor of the agency.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::client::Call;
use integration_tests::desk::Desk;
use integration_tests::live::Watcher;
use integration_tests::node::{Node, PROXY_HEADER};
use integration_tests::stack::Alone;
use serde_json::json;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::{TokenList, TokenMade};
use wire::v1::desk::{AccessPage, AccessView};

fn accesses(desk: &Desk, below: &str) -> AccessPage {
    desk.call("GET", below).send().json(200)
}

fn of_case(desk: &Desk, reference: &str) -> Vec<AccessView> {
    accesses(desk, &format!("/cases/{reference}/accesses?limit=200")).accesses
}

#[test]
fn the_supervisor_sees_who_opened_a_case() {
    let node = Alone::start();
    let citizen = node.citizen();
    let (nadia, chief) = (node.token("mhab", "Nadia Modèle"), node.supervisor("mhab", "Salma Cheffe"));
    let desk = Desk::with(&node, &nadia.token);
    let other = node.citizen();
    drop(desk.opens(&citizen.reference));
    drop(desk.opens(&citizen.reference));
    drop(desk.page("?q=Permis&status=received"));
    drop(chief.opens(&other.reference));
    let entries = of_case(&chief, &citizen.reference);
    assert_eq!(entries.len(), 1, "{entries:#?}");
    let entry = &entries[0];
    assert_eq!((entry.token.as_str(), entry.name.as_deref()), (nadia.id.as_str(), Some("Nadia Modèle")));
    assert_eq!((entry.role.as_str(), entry.what.as_str(), entry.times), ("caseworker", "case", 2));
    // The agency's whole log has the list too, without what was searched for.
    let all = accesses(&chief, "/accesses").accesses;
    let list = all.iter().find(|entry| entry.what == "list").expect("the list");
    assert_eq!((list.filters.join(" ").as_str(), list.reference.as_deref()), ("status q", None));
    assert!(!serde_json::to_string(&all).expect("JSON").contains("Permis"));
    // Reading the log is an entry of it.
    let again = of_case(&chief, &citizen.reference);
    assert_eq!(again.iter().map(|entry| entry.what.as_str()).collect::<Vec<_>>(), ["accesses", "case"]);
    // It goes on after a restart, and names stay after a token is gone.
    node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", nadia.id)).send().expect(204);
    assert_eq!(of_case(&chief, &citizen.reference)[1].name.as_deref(), Some("Nadia Modèle"));
}

#[test]
fn the_log_goes_page_by_page() {
    let node = Alone::start();
    let citizen = node.citizen();
    let chief = node.supervisor("mhab", "Salma Cheffe");
    for n in 0..7 {
        drop(node.desk("mhab", &format!("Agent {n}")).opens(&citizen.reference));
    }
    for below in [format!("/cases/{}/accesses", citizen.reference), "/accesses".to_owned()] {
        let (mut found, mut query) = (Vec::new(), "?limit=3".to_owned());
        loop {
            let page = accesses(&chief, &format!("{below}{query}"));
            assert!(page.accesses.len() <= 3);
            found.extend(page.accesses.into_iter().filter(|e| e.what == "case").filter_map(|e| e.name));
            let Some(cursor) = page.cursor else { break };
            query = format!("?limit=3&cursor={cursor}");
        }
        assert_eq!(found, (0..7).rev().map(|n| format!("Agent {n}")).collect::<Vec<_>>(), "{below}");
    }
    let wrong = refused(&chief.call("GET", "/accesses?limit=0&cursor=x"), Code::InvalidQuery);
    assert_eq!(fields(&wrong), [("/limit", "unknown-value"), ("/cursor", "unknown-value")]);
}

#[test]
fn a_token_is_renewed_by_its_holder_and_listed_without_its_secret() {
    let node = Alone::start();
    let first = node.token("mhab", "Nadia Modèle");
    let desk = Desk::with(&node, &first.token);
    let second: TokenMade = desk.call("POST", "/token/renew").send().json(201);
    assert_ne!((&first.id, &first.token), (&second.id, &second.token));
    assert!(Desk::with(&node, &second.token).all().is_empty());
    // The old one opens for a little while, should the answer have been lost.
    assert!(desk.all().is_empty());
    let list = |query: &str| {
        let answer = node.call_as_operator("GET", &format!("/v1/admin/tokens{query}")).send();
        assert!(!answer.text().contains("wasl_"), "a secret is listed");
        answer.json::<TokenList>(200).tokens
    };
    let ids: Vec<_> = list("?agency=mhab").into_iter().map(|token| token.id).collect();
    assert_eq!(ids, [second.id.clone(), first.id]);
    node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", second.id)).send().expect(204);
    let ended = list("?ended=true");
    assert_eq!((ended[0].id.as_str(), ended[0].revoked_at.is_some(), list("").len()), (second.id.as_str(), true, 1));
}

fn from(network: &str, call: Call) -> Call {
    call.header(PROXY_HEADER, network)
}

#[test]
fn guessing_a_code_ends_after_ten_tries_wherever_it_is_tried() {
    let node = Alone::start();
    let (citizen, other) = (node.citizen(), node.citizen());
    let open = |code: &str, network: &str| {
        from(network, node.get(&format!("/v1/cases/{}", citizen.reference)).bearer(code)).send()
    };
    for n in 0..5 {
        assert_eq!(open("0000-0000-0000-0000", "10.0.0.1").status, 404, "try {n}");
    }
    // A socket and a page count like the API.
    let mut socket = Watcher::connect_from(&node, &citizen.reference, "10.0.0.1").expect("a socket");
    socket.says("0000-0000-0000-0000");
    assert_eq!(socket.is_closed(), Some(1008));
    let fields = [("reference", citizen.reference.as_str()), ("access_code", "0000-0000-0000-0000")];
    for path in ["/mhab/case", "/mhab/case/messages", "/mhab/receipt"] {
        assert_eq!(from("10.0.0.1", node.post(path)).form(&fields).send().status, 404, "{path}");
    }
    let document = format!("/v1/cases/{}/documents/x", citizen.reference);
    assert_eq!(from("10.0.0.1", node.get(&document).bearer("0000-0000-0000-0000")).send().status, 404);
    let late = open("0000-0000-0000-0000", "10.0.0.1");
    assert_eq!(
        (late.status, late.header("retry-after").parse::<u32>().is_ok_and(|s| (1..=360).contains(&s))),
        (429, true)
    );
    assert_eq!(open(&citizen.code, "10.0.0.1").status, 429, "nothing is looked at");
    let mut socket = Watcher::connect_from(&node, &citizen.reference, "10.0.0.1").expect("a socket");
    socket.says(&citizen.code);
    assert_eq!(socket.is_closed(), Some(1013));
    // Whoever holds the code opens the case from elsewhere, and the same network opens other cases.
    assert_eq!(open(&citizen.code, "10.0.0.2").status, 200);
    let neighbour = from("10.0.0.1", node.get(&format!("/v1/cases/{}", other.reference)).bearer(&other.code));
    assert_eq!(neighbour.send().status, 200);
}

#[test]
fn wrong_tokens_wait_and_right_ones_elsewhere_do_not() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let ask = |path: &str, token: &str, network: &str| from(network, node.get(path).bearer(token)).send().status;
    let paths = ["/v1/desk/cases", "/v1/admin/peers"];
    let statuses: Vec<_> = (0..310).map(|n| ask(paths[n % 2], &format!("wasl_{n}"), "10.0.0.1")).collect();
    assert!(statuses[..300].iter().all(|status| *status == 401) && statuses[301..].contains(&429), "{statuses:?}");
    assert_eq!(ask(paths[0], &desk.token, "10.0.0.1"), 429);
    assert_eq!(ask(paths[1], &node.operator_token, "10.0.0.1"), 429);
    assert_eq!(ask(paths[0], &desk.token, "10.0.0.2"), 200);
    assert_eq!(ask(paths[1], &node.operator_token, "10.0.0.2"), 200);
}

/// What an answer looks like from outside: all but the request's own id.
fn seen(node: &Node, call: &Call) -> (u16, Vec<(String, String)>, String) {
    let answer = call.send();
    let headers =
        answer.header_list().into_iter().filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()));
    let text = answer.text();
    assert!(!text.contains(&node.id), "{text}");
    (answer.status, headers.collect(), text)
}

#[test]
fn every_wrong_way_to_a_case_looks_the_same_from_outside() {
    let node = Alone::start();
    let citizen = node.citizen();
    let reference = |register: &str, serial| {
        let register = domain::reference::RegisterName::parse(register).expect("a register");
        domain::reference::Reference::new(register, serial).expect("a reference").to_string()
    };
    let register = domain::reference::Reference::parse(&citizen.reference).expect("a reference").register().to_string();
    let references =
        [citizen.reference.clone(), reference(&register, 77), reference("HAB-11Z", 1), reference("XYZ-26A", 1)];
    let below: [(&str, &str, serde_json::Value); 6] = [
        ("GET", "", json!(null)),
        ("GET", "/receipt", json!(null)),
        ("GET", "/documents/x", json!(null)),
        ("POST", "/messages", json!({ "text": "Bonjour" })),
        ("POST", "/messages", json!({ "text": 5 })),
        ("POST", "/actions", json!({ "action": "withdraw" })),
    ];
    for (method, below, body) in &below {
        let ask = |reference: &String| {
            let call =
                Call::new(method, node.url(&format!("/v1/cases/{reference}{below}"))).bearer("0000-0000-0000-0000");
            seen(&node, &if body.is_null() { call } else { call.json(body) })
        };
        let first = ask(&references[0]);
        for reference in &references[1..] {
            assert_eq!(ask(reference), first, "{method} {below} at {reference}");
        }
    }
    for reference in &references {
        let mut socket = Watcher::connect(&node, reference).expect("a socket");
        socket.says("0000-0000-0000-0000");
        assert_eq!(socket.is_closed(), Some(1008), "{reference}");
    }
}
