//! The description of the API is true: its examples are taken, its methods are those that are taken, its problems
//! can be read about. Held against a running node.
#![cfg(test)]

use integration_tests::client::{Answer, Call};
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{self, filing, key};
use integration_tests::sender::Sender;
use integration_tests::stack::{Alone, Pair};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use wire::problem::ProblemCode;

type Operation<'a> = (&'a String, &'a String, &'a Value);

fn described(node: &Alone) -> Value {
    node.get("/openapi.json").send().json(200)
}

fn paths(document: &Value) -> &Map<String, Value> {
    document["paths"].as_object().unwrap()
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let of = |(path, methods)| Map::iter(Value::as_object(methods).unwrap()).map(move |(m, o)| (path, m, o));
    paths(document).iter().flat_map(of).collect()
}

/// A path with something in the place of each name.
fn filled(path: &str) -> String {
    [
        ("{agency}", "mhab"),
        ("{reference}", "HAB-26A-000001-Y"),
        ("{document}", "261100000000000000000000000000"),
        ("{delivery}", "HAB-26A.1"),
        ("{peer}", "mediator"),
        ("{token}", "0123456789abcdef"),
        ("{code}", "not-found"),
        ("{version}", "0123456789ab"),
        ("{file}", "wasl.js"),
        ("{service-file}", "delay.json"),
        ("{request-file}", "HAB-26A-000001-Y.json"),
    ]
    .iter()
    .fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[test]
fn the_description_and_its_pages_are_there_and_can_be_kept() {
    let node = Alone::start();
    let mut pages = vec!["/openapi.json".to_owned(), "/docs/api".into(), "/docs/api.css".into(), "/problems".into()];
    pages.extend(ProblemCode::ALL.iter().map(|code| code.uri()));
    for page in pages {
        let answer = node.get(&page).send();
        answer.expect(200);
        let mark = answer.header("etag").to_owned();
        assert!(mark.starts_with('"') && answer.header("cache-control").contains("max-age"), "{page}");
        let again = node.get(&page).header("if-none-match", format!("\"x\", W/{mark}")).send();
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, mark.as_str()), "{page}");
        node.get(&page).header("if-none-match", "\"x\"").send().expect(200);
        if page != "/openapi.json" {
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{page}: {policy}");
            assert!(!answer.text().contains("<script"), "{page}");
        }
    }
    assert_eq!(node.get("/problems/no-such-problem").send().status, 404);
    assert_eq!(node.get("/problems/..%2fopenapi").send().status, 404);
    let document = described(&node);
    assert_eq!(document["openapi"], "3.1.0");
    assert!(operations(&document).len() > 45);
}

#[test]
fn public_answers_have_marks() {
    let node = Alone::start();
    for path in ["/v1/agencies", "/v1/agencies/mhab", "/.well-known/wasl.json", "/wasl.js"] {
        let answer = node.get(path).send();
        let mark = answer.expect(200).header("etag").to_owned();
        assert!(!mark.is_empty(), "{path}");
        assert_eq!(node.get(path).header("if-none-match", mark).send().status, 304, "{path}");
    }
    let before = node.get("/v1/agencies/mhab").send().header("etag").to_owned();
    node.put_agency(
        "mhab",
        &wire::v1::admin::PutAgency {
            mediator: None,
            routes: vec![],
            answer_within_days: 7,
            ..fixtures::agency("HAB")
        },
    );
    node.get("/v1/agencies/mhab").header("if-none-match", before).send().expect(200);
}

#[test]
fn an_address_takes_the_methods_that_are_described_and_names_them() {
    let node = Alone::start();
    let document = described(&node);
    for (path, methods) in paths(&document) {
        let mut known: BTreeSet<String> = methods.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        known.insert("OPTIONS".into());
        if known.contains("GET") {
            known.insert("HEAD".into());
        }
        let named = |answer: &Answer| -> BTreeSet<String> {
            answer.header("allow").split(',').map(|m| m.trim().to_owned()).collect()
        };
        let url = node.url(&filled(path));
        let asked = Call::new("OPTIONS", &url).send();
        assert_eq!((asked.status, named(&asked)), (204, known.clone()), "OPTIONS {path}");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY", "PROPFIND"] {
            if known.contains(method) {
                continue;
            }
            let answer = Call::new(method, &url).header("tus-resumable", "1.0.0").send();
            assert_eq!((answer.status, named(&answer)), (405, known.clone()), "{method} {path}");
        }
    }
    assert_eq!(Call::new("OPTIONS", node.url("/v1/nothing")).send().status, 404);
}

#[test]
fn what_can_be_asked_for_can_be_asked_for_without_its_body() {
    let node = Alone::start();
    for path in ["/openapi.json", "/v1/agencies", "/healthz", "/mhab", "/wasl.js"] {
        let answer = Call::new("HEAD", node.url(path)).send();
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
    }
}

#[test]
fn an_answer_that_the_caller_cannot_take_is_not_given() {
    let node = Alone::start();
    for accept in ["text/html", "application/json;q=0", "image/*"] {
        let answer = node.get("/v1/agencies").header("accept", accept).send();
        assert_eq!(answer.problem().kind, ProblemCode::NotAcceptable.uri(), "{accept}");
        assert_eq!(answer.status, 406);
    }
    for accept in ["application/json", "application/*;q=0.2", "text/html, */*;q=0.1"] {
        node.get("/v1/agencies").header("accept", accept).send().expect(200);
    }
    node.get("/mhab").header("accept", "application/json").send().expect(200);
}

/// The status that is promised when all is well.
fn promised(operation: &Value) -> u16 {
    let statuses = operation["responses"].as_object().unwrap().keys().filter_map(|s| s.parse().ok());
    statuses.filter(|s| (200..300).contains(s)).min().unwrap()
}

fn examples<'a>(document: &'a Value, id: &str) -> (u16, Vec<(&'a String, &'a Value)>) {
    let all = operations(document);
    let (_, _, operation) = all.into_iter().find(|(_, _, o)| o["operationId"] == id).unwrap();
    let examples = operation["requestBody"]["content"]["application/json"]["examples"].as_object().unwrap();
    (promised(operation), examples.iter().map(|(name, e)| (name, &e["value"])).collect())
}

#[test]
fn examples_of_configuration_and_filing_are_taken() {
    let node = Alone::start();
    let document = described(&node);
    let taken = |id: &str, call: &dyn Fn() -> Call| {
        let (status, examples) = examples(&document, id);
        assert!(!examples.is_empty());
        for (name, body) in examples {
            let answer = call().json(body).send();
            assert_eq!(answer.status, status, "{id}, {name}: {}", answer.text());
        }
    };
    taken("putPeer", &|| node.call_as_operator("PUT", "/v1/admin/peers/mediator"));
    taken("putConvention", &|| node.call_as_operator("PUT", "/v1/admin/peers/mediator/convention"));
    taken("putAgency", &|| node.call_as_operator("PUT", "/v1/admin/agencies/mhab"));
    taken("retryDeliveriesOfPeer", &|| node.call_as_operator("POST", "/v1/admin/deliveries/retry"));
    taken("makeToken", &|| node.call_as_operator("POST", "/v1/admin/tokens"));
    taken("fileCase", &|| node.post("/v1/agencies/mhab/cases").key(&key()));
    let citizen = Citizen::files(&node, "mhab", &filing());
    taken("postMessage", &|| citizen.call("POST", "/messages").key(&key()));
}

#[test]
fn examples_of_what_is_done_with_a_case_are_taken() {
    let pair = Pair::start();
    let node = &pair.agencies;
    let document: Value = node.get("/openapi.json").send().json(200);
    let desk = node.desk("mhab", "Salma Exemple");
    let (status, examples_of_staff) = examples(&document, "treatCase");
    for (name, body) in examples_of_staff {
        let citizen = pair.citizen(&filing());
        let answer = desk.action(&citizen.reference, body).key(&key()).send();
        assert_eq!(answer.status, status, "treatCase, {name}: {}", answer.text());
    }
    let (status, examples_of_citizens) = examples(&document, "postAction");
    for (name, body) in examples_of_citizens {
        let citizen = pair.citizen(&filing());
        if name != "withdraw" {
            desk.says(&citizen.reference, "answer", "Le permis est prêt.");
        }
        if name == "rate" || name == "reopen" {
            desk.acts(&citizen.reference, &serde_json::json!({ "action": "close", "outcome": "upheld" }));
        }
        let answer = citizen.action(body).key(&key()).send();
        assert_eq!(answer.status, status, "postAction, {name}: {}", answer.text());
    }
    pair.settles();
}

#[test]
fn examples_of_the_exchange_are_taken() {
    let peer = Sender::named("agencies");
    let node = Alone::mediator(&peer);
    let document = described(&node);
    let content = &document["paths"]["/v1/exchange/events"]["post"]["requestBody"]["content"];
    for (media_type, body) in content.as_object().unwrap() {
        for (name, example) in body["examples"].as_object().unwrap() {
            let text = example["value"].to_string();
            let call = peer.signed(&node, media_type, "HAB-26A.17", &text, integration_tests::clock::now());
            let answer = call.send();
            assert_eq!(answer.status, 200, "{name}: {}", answer.text());
        }
    }
}
