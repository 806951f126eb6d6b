//! Lists come in pages that follow each other, and budgets are announced before they are used up.
#![cfg(test)]

use domain::reference::{Reference, RegisterName};
use integration_tests::assertions::refused;
use integration_tests::client::Call;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, filing, key, routed};
use integration_tests::node::{Node, PROXY_HEADER};
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::Upload;
use serde_json::Value;
use std::collections::BTreeSet;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutAgency;

/// Every page of a list of two entries a page: what `entries` finds in each.
fn pages(call: impl Fn(&str) -> Call, entries: impl Fn(&Value) -> Vec<String>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page: Value = call(&query).send().json(200);
        found.push(entries(&page));
        let Some(cursor) = page["cursor"].as_str() else { return found };
        query = format!("?limit=2&cursor={cursor}");
        assert!(found.len() < 50, "the pages have no end");
    }
}

fn ids(list: &'static str) -> impl Fn(&Value) -> Vec<String> {
    move |page| page[list].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect()
}

/// Pages of two, then the rest; nothing twice, nothing left out.
fn whole(pages: &[Vec<String>], count: usize) {
    let all: Vec<&String> = pages.iter().flatten().collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), count, "{pages:?}");
    assert_eq!(all.len(), count, "{pages:?}");
    assert!(pages.iter().rev().skip(1).all(|page| page.len() == 2), "{pages:?}");
}

fn others(node: &Node) {
    for (id, code) in [("aaaa", "AAA"), ("bbbb", "BBB"), ("zzzz", "ZZZ")] {
        node.put_agency(id, &PutAgency { routes: vec![], mediator: None, ..fixtures::agency(code) });
    }
}

#[test]
fn agencies_and_peers_come_in_pages() {
    let node = Alone::start();
    others(&node);
    whole(&pages(|query| node.get(&format!("/v1/agencies{query}")), ids("agencies")), 5);
    let configured = |query: &str| node.call_as_operator("GET", &format!("/v1/admin/agencies{query}"));
    whole(&pages(configured, ids("agencies")), 5);
    for id in ["pa", "pb", "pc"] {
        let key = node.public_key();
        node.put_peer(id, &fixtures::peer(id, "http://127.0.0.1:9", "mhab", &key));
    }
    let peers = |query: &str| node.call_as_operator("GET", &format!("/v1/admin/peers{query}"));
    whole(&pages(peers, |page| page["peers"].as_object().unwrap().keys().cloned().collect()), 3);
    for query in ["?limit=0", "?limit=201", "?limit=x"] {
        refused(&node.get(&format!("/v1/agencies{query}")), Code::InvalidQuery);
    }
}

#[test]
fn deliveries_come_in_pages_across_registers() {
    let pair = Pair::start();
    for n in 0..3 {
        let _ = pair.citizen(&routed(&format!("Affaire {n}")));
        filing_call(&pair.agencies, "tizi", &key()).json(&routed(&format!("Affaire {n}"))).send().expect(201);
    }
    pair.settles();
    let all = pair.agencies.deliveries("?state=delivered").len();
    assert!(all >= 6);
    let operator =
        |query: &str| pair.agencies.call_as_operator("GET", &format!("/v1/admin/deliveries{query}&state=delivered"));
    whole(&pages(operator, ids("deliveries")), all);
    let desk = pair.agencies.desk("mhab", "Salma Exemple");
    let ours = pages(|query| desk.call("GET", &format!("/deliveries{query}")), ids("deliveries"));
    assert!(ours.iter().flatten().all(|id| id.starts_with("HAB-")) && ours.len() > 1);
    for cursor in ["x", "HAB-26A", "HAB-26A.x", "HAB-26A.-1"] {
        refused(&operator(&format!("?cursor={cursor}")), Code::InvalidQuery);
    }
}

/// The number after a letter: `"challenges";r=5;t=9`.
fn number(header: &str, letter: &str) -> u32 {
    let part = header.split(';').find_map(|p| p.strip_prefix(&format!("{letter}=")));
    part.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("no {letter} in {header:?}"))
}

#[test]
fn budgets_are_announced_and_hold() {
    let node = Alone::start();
    let filed = filing_call(&node, "mhab", &key()).json(&filing()).send();
    assert_eq!(filed.header("ratelimit-policy"), "\"network\";q=120;w=3600, \"unproved\";q=30;w=3600");
    let begun = Upload::call(&node, "mhab", 10, "a.pdf").header(PROXY_HEADER, "203.0.113.9").send();
    assert_eq!(begun.header("ratelimit-policy"), "\"documents\";q=1200;w=3600");
    assert_eq!(number(begun.header("ratelimit"), "r"), 1199);

    // Following a case costs nothing as long as the code is right; how many may be wrong is said, whether there is such a
    // case or not.
    let citizen = Citizen::files(&node, "mhab", &filing());
    let nowhere = Reference::new(RegisterName::parse("XYZ-26A").unwrap(), 7).unwrap().to_string();
    let announced = "\"wrong-codes\";q=10;w=3600";
    for (reference, code) in
        [(&*citizen.reference, &*citizen.code), (&citizen.reference, "0000-0000-0000-0000"), (&nowhere, &citizen.code)]
    {
        let path = format!("/v1/cases/{reference}");
        let tracked = || node.get(&path).bearer(code).header(PROXY_HEADER, "203.0.113.40").send();
        assert_eq!(
            (tracked().header("ratelimit-policy"), tracked().header("ratelimit")),
            (announced, ""),
            "{reference}"
        );
    }
    let path = format!("/v1/cases/{}", citizen.reference);
    let wrong = || node.get(&path).bearer("0000-0000-0000-0000").header(PROXY_HEADER, "203.0.113.41").send();
    let last = (0..12).map(|_| wrong()).find(|answer| answer.status == 429).expect("one too many");
    assert_eq!((last.header("ratelimit-policy"), number(last.header("ratelimit"), "r")), (announced, 0));
    assert_eq!(last.header("retry-after"), number(last.header("ratelimit"), "t").to_string());

    let ask = |address: &str| node.get("/v1/challenge?agency=mhab").header(PROXY_HEADER, address).send();
    let first = ask("203.0.113.7");
    assert_eq!(first.header("ratelimit-policy"), "\"challenges\";q=1200;w=3600");
    assert_eq!(number(first.header("ratelimit"), "r"), 1199);
    assert!(number(ask("203.0.113.7").header("ratelimit"), "r") < 1199);
    let refused = (0..1_400).map(|_| ask("203.0.113.7")).find(|answer| answer.status != 200).unwrap();
    assert_eq!((refused.status, number(refused.header("ratelimit"), "r")), (429, 0));
    assert_eq!(refused.header("retry-after"), number(refused.header("ratelimit"), "t").to_string());
    // Another network has its own, and who is not known has none.
    ask("203.0.113.8").expect(200);
    let unknown = node.get("/v1/challenge?agency=mhab").send();
    assert_eq!((unknown.status, unknown.header("ratelimit")), (200, ""));
}
