//! What bad requests get, whatever they are about: a Problem in the language asked for, never a failure of the node.
#![cfg(test)]

use integration_tests::assertions::{fields, is_problem, refused, refused_in};
use integration_tests::client::{Call, raw};
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, ALLOWED_ORIGIN, filing, filing_json, key};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use wire::problem::ProblemCode as Code;

/// The most bytes that a filing may have.
const FILING_MAX: usize = 256 * 1024;
/// The most bytes that a form of a hosted page may have.
const FORM_MAX: usize = 1024 * 1024;

fn filed(node: &Node, body: &Value) -> Call {
    filing_call(node, "mhab", &key()).json(body)
}

#[test]
fn an_unknown_agency_is_said_so() {
    let node = Alone::start();
    for agency in ["nobody", "HAB", "-", "%00", "%ff", "a%2fb"] {
        refused(&filing_call(&node, agency, &key()).json(&filing()), Code::UnknownAgency);
        refused(&node.get(&format!("/v1/agencies/{agency}")), Code::UnknownAgency);
    }
}

#[test]
fn a_body_that_is_no_json_object_is_malformed() {
    let node = Alone::start();
    let bodies: [&[u8]; 9] =
        [b"", b"{", b"null", b"[]", b"\"x\"", b"{\"a\":1}x", b"{'a':1}", b"\xff\xfe", b"{\"subject\":\"\\ud800\"}"];
    for body in bodies {
        refused(&filing_call(&node, "mhab", &key()).bytes("application/json", body), Code::MalformedBody);
    }
}

#[test]
fn json_that_is_nested_too_deep_is_malformed() {
    let node = Alone::start();
    for depth in [200, 100_000] {
        let body = format!("{{\"subject\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        refused(&filing_call(&node, "mhab", &key()).bytes("application/json", body), Code::MalformedBody);
    }
}

#[test]
fn another_media_type_is_refused() {
    let node = Alone::start();
    let body = serde_json::to_string(&filing()).unwrap();
    for media_type in ["text/plain", "application/xml", "application/x-www-form-urlencoded", "", "json"] {
        let call = filing_call(&node, "mhab", &key()).bytes(media_type, body.clone());
        refused(&call, Code::UnsupportedMediaType);
    }
    filing_call(&node, "mhab", &key()).bytes("Application/JSON; charset=utf-8", body).send().expect(201);
}

#[test]
fn a_body_that_announces_too_much_is_refused_before_it_is_sent() {
    let node = Alone::start();
    for (path, limit) in [
        ("/v1/agencies/mhab/cases", FILING_MAX),
        ("/v1/exchange/events", 4 << 20),
        ("/v1/callbacks/ville", 64 << 10),
        ("/mhab", FORM_MAX),
    ] {
        let media_type = match path {
            "/mhab" => "application/x-www-form-urlencoded",
            "/v1/exchange/events" => "application/cloudevents+json",
            _ => "application/json",
        };
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: {media_type}\r\naccept-language: fr\r\n\
             content-length: {}\r\n\r\n{{\"su",
            node.address(),
            limit + 1
        );
        let answer = raw(&node.address(), head.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
    }
}

#[test]
fn a_body_that_announces_nothing_is_refused_when_it_passes_the_limit() {
    let node = Alone::start();
    let mut long = filing_json();
    long["body"] = json!("x".repeat(FILING_MAX));
    refused(&filed(&node, &long).chunked(), Code::BodyTooLarge);
    filed(&node, &filing_json()).chunked().send().expect(201);
}

#[test]
fn a_body_that_never_ends_is_refused_at_the_limit() {
    let node = Alone::start();
    let mut request = format!(
        "POST /v1/agencies/mhab/cases HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\naccept-language: fr\r\n\
         transfer-encoding: chunked\r\n\r\n",
        node.address()
    )
    .into_bytes();
    // The last chunk, which would end the body, is never sent.
    for _ in 0..17 {
        request.extend(format!("4000\r\n{}\r\n", "x".repeat(0x4000)).into_bytes());
    }
    assert!(raw(&node.address(), &request).starts_with("HTTP/1.1 413 "));
}

#[test]
fn an_origin_that_the_agency_has_not_allowed_cannot_file() {
    let node = Alone::start();
    for origin in ["https://evil.example", "null", "http://www.exemple.ma", "https://www.exemple.ma.evil.example"] {
        refused(&filed(&node, &filing_json()).header("origin", origin), Code::OriginNotAllowed);
    }
    filed(&node, &filing_json()).header("origin", ALLOWED_ORIGIN).send().expect(201);
    filed(&node, &filing_json()).header("origin", node.base_url()).send().expect(201);
}

#[test]
fn a_path_that_does_not_exist_is_not_found() {
    let node = Alone::start();
    for path in [
        "/v1",
        "/v1/nothing",
        "/v1/agencies/mhab/nothing",
        "/favicon.ico",
        "/wp-login.php",
        "/v1/cases",
        "/.env",
        "/mhab/nothing",
    ] {
        let answer = node.get(path).lang("fr").send();
        assert_eq!(answer.status, 404, "{path}");
    }
    refused(&node.get("/v1/nothing"), Code::NotFound);
}

#[test]
fn another_method_is_not_allowed() {
    let node = Alone::start();
    for (method, path) in [
        ("DELETE", "/v1/agencies"),
        ("PUT", "/v1/agencies/mhab"),
        ("GET", "/v1/agencies/mhab/cases"),
        ("PATCH", "/v1/cases/HAB-26A-000001-X"),
        ("GET", "/v1/exchange/events"),
        ("GET", "/v1/callbacks/ville"),
        ("POST", "/healthz"),
        ("POST", "/v1/desk/cases"),
        ("DELETE", "/v1/admin/agencies/mhab"),
    ] {
        refused(&Call::new(method, node.url(path)), Code::MethodNotAllowed);
    }
}

#[test]
fn the_language_of_a_refusal_is_the_best_of_those_accepted() {
    let node = Alone::start();
    let path = "/v1/agencies/nobody";
    for (accepted, language) in [("de, fr;q=0.4, ar;q=0.3", "fr"), ("", "ar"), ("tlh", "ar"), ("fr-MA", "fr")] {
        refused_in(&node.get(path).lang(accepted), Code::UnknownAgency, language);
    }
    refused_in(&node.get(&format!("{path}?lang=fr")).lang("ar"), Code::UnknownAgency, "fr");
}

#[test]
fn configuration_with_wrong_fields_names_them() {
    let node = Alone::start();
    let put = |path: &str, body: Value| {
        let call = node.call_as_operator("PUT", path).json(&body);
        refused(&call, Code::InvalidFields)
    };
    let problem = put("/v1/admin/agencies/mhab", json!({ "code": "hab", "colour": "red", "allowed_origins": ["*"] }));
    let found = fields(&problem);
    for error in [("/code", "invalid-format"), ("/colour", "unknown-field"), ("/allowed_origins/0", "invalid-format")] {
        assert!(found.contains(&error), "{found:?}");
    }
    let problem =
        put("/v1/admin/peers/mediator", json!({ "node": "mediator", "url": "ftp://x", "public_keys": ["k"] }));
    let found = fields(&problem);
    for error in [("/url", "invalid-format"), ("/public_keys/0", "invalid-format"), ("/agency", "required")] {
        assert!(found.contains(&error), "{found:?}");
    }
    let taken = serde_json::to_value(fixtures::agency("HAB")).unwrap();
    assert_eq!(fields(&put("/v1/admin/agencies/other", taken)), [("/code", "unknown-value")]);
}

#[test]
fn strange_requests_never_break_the_node() {
    let node = Alone::start();
    let citizen = Citizen { code: "A".repeat(5_000), ..node.citizen() };
    let calls = [
        citizen.call("GET", ""),
        node.get("/v1/agencies?lang=%ff"),
        node.get("/%E0%A4%A"),
        node.get("/v1/cases/%F0%9F%99%82").bearer("x"),
        node.get(&format!("/{}", "a".repeat(8_000))),
        node.get("/mhab?lang=../../etc"),
        node.post("/mhab").bytes("application/x-www-form-urlencoded", &b"subject=%ff%fe&=&&&kind"[..]),
        node.post("/mhab/case").form(&[("reference", "\u{0}"), ("access_code", "\u{0}")]),
        node.post("/v1/exchange/events").bytes("application/cloudevents-batch+json", "[]"),
        node.get("/mhab/case?reference=%00%22%3E"),
        filing_call(&node, "mhab", &key()).header("origin", "\u{ff}").json(&filing()),
    ];
    for call in calls {
        let answer = call.send();
        assert!(answer.status < 500, "{call:?} was answered {}: {}", answer.status, answer.text());
    }
}

#[test]
fn a_refusal_of_the_hosted_page_is_a_page() {
    let node = Alone::start();
    let answer = node.get("/nobody").lang("fr").send();
    assert_eq!((answer.status, answer.header("content-language")), (404, "fr"));
    assert!(answer.header("content-type").starts_with("text/html"));
    let api = node.get("/v1/agencies/nobody").lang("fr").send();
    is_problem(&api, Code::UnknownAgency, "fr");
}
