//! What bad input gets: a Problem with field and code, in the language asked for, and never a failure of the node.
#![cfg(test)]

use integration_tests::assertions::{fields, is_problem, refused, refused_in};
use integration_tests::client::{Call, raw};
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{ALLOWED_ORIGIN, filing, filing_json, key};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use wire::problem::ProblemCode as Code;

/// The most bytes that a filing may have.
const FILING_MAX: usize = 256 * 1024;

fn filed(node: &Node, body: &Value) -> Call {
    filing_call(node, "mhab", &key()).json(body)
}

/// A valid filing with one thing changed.
fn spoilt(change: impl Fn(&mut Value)) -> Value {
    let mut body = filing_json();
    change(&mut body);
    body
}

#[test]
fn every_missing_field_of_a_filing_is_named() {
    let node = Alone::start();
    let problem = refused(&filed(&node, &json!({})), Code::InvalidFields);
    let missing = fields(&problem);
    let needed = ["/kind", "/category", "/subject", "/body", "/language"].map(|f| (f, "required"));
    assert_eq!(missing[..5], needed);
    assert!(missing.contains(&("/consent", "must-declare")), "{missing:?}");
}

#[test]
fn a_complaint_needs_a_name_and_a_suggestion_does_not() {
    let node = Alone::start();
    let nameless = spoilt(|b| b["complainant"] = json!({}));
    assert_eq!(fields(&refused(&filed(&node, &nameless), Code::InvalidFields)), [("/complainant/name", "required")]);
    let suggestion = spoilt(|b| {
        b["complainant"] = json!({});
        b["kind"] = json!("suggestion");
    });
    filed(&node, &suggestion).send().expect(201);
}

#[test]
fn fields_that_are_too_long_are_named_with_their_limit() {
    let node = Alone::start();
    let long = spoilt(|b| {
        b["subject"] = json!("ش".repeat(201));
        b["body"] = json!("ش".repeat(10_001));
        b["complainant"]["name"] = json!("a".repeat(201));
        b["complainant"]["address"] = json!("a".repeat(2_001));
    });
    let problem = refused(&filed(&node, &long), Code::InvalidFields);
    let found: Vec<_> = problem.errors.iter().map(|e| (e.field.as_str(), e.code.as_str(), e.limit)).collect();
    let too_long = |field, limit| (field, "too-long", Some(limit));
    assert_eq!(
        found,
        [
            too_long("/subject", 200),
            too_long("/body", 10_000),
            too_long("/complainant/name", 200),
            too_long("/complainant/address", 2_000)
        ]
    );
}

#[test]
fn fields_at_their_limit_are_taken_in_any_script() {
    let node = Alone::start();
    for letter in ["ⵣ", "ش", "🙂", "a"] {
        let full = spoilt(|b| {
            b["subject"] = json!(letter.repeat(200));
            b["body"] = json!(letter.repeat(10_000));
        });
        filed(&node, &full).send().expect(201);
    }
}

#[test]
fn fields_that_do_not_exist_are_refused_by_name() {
    let node = Alone::start();
    let strange = spoilt(|b| {
        b["priority"] = json!("high");
        b["complainant"]["nom"] = json!("Amal");
        b["a/b~c"] = json!(1);
    });
    let problem = refused(&filed(&node, &strange), Code::InvalidFields);
    let unknown = ["/complainant/nom", "/a~1b~0c", "/priority"].map(|f| (f, "unknown-field"));
    assert_eq!(fields(&problem), unknown);
}

#[test]
fn fields_of_another_type_are_refused_by_name() {
    let node = Alone::start();
    let wrong = spoilt(|b| {
        b["subject"] = json!(12);
        b["consent"] = json!("yes");
        b["complainant"]["email"] = json!(["a@exemple.ma"]);
    });
    let problem = refused(&filed(&node, &wrong), Code::InvalidFields);
    for field in ["/subject", "/consent", "/complainant/email"] {
        assert!(fields(&problem).contains(&(field, "invalid-type")), "{problem:?}");
        assert_eq!(problem.errors.iter().filter(|e| e.field == field).count(), 1, "{field} is named twice");
    }
}

#[test]
fn values_that_cannot_be_chosen_are_refused_by_name() {
    let node = Alone::start();
    let wrong = spoilt(|b| {
        b["kind"] = json!("ticket");
        b["category"] = json!("nonsense");
        b["language"] = json!("tlh");
        b["channel"] = json!("pigeon");
    });
    let problem = refused(&filed(&node, &wrong), Code::InvalidFields);
    let unknown = ["/kind", "/category", "/language", "/channel"].map(|f| (f, "unknown-value"));
    assert_eq!(fields(&problem), unknown);
}

#[test]
fn contacts_that_cannot_be_reached_are_refused_by_name() {
    let node = Alone::start();
    let wrong = spoilt(|b| {
        b["complainant"]["email"] = json!("amal@");
        b["complainant"]["phone"] = json!("call me");
        b["complainant"]["national_id"] = json!("12");
        b["complainant"]["country"] = json!("Maroc");
    });
    let problem = refused(&filed(&node, &wrong), Code::InvalidFields);
    let found = fields(&problem);
    assert_eq!(
        found,
        [
            ("/complainant/email", "invalid-email"),
            ("/complainant/phone", "invalid-phone"),
            ("/complainant/national_id", "invalid-national-id"),
            ("/complainant/country", "invalid-country")
        ]
    );
}

#[test]
fn text_with_control_characters_is_refused() {
    let node = Alone::start();
    let wrong = spoilt(|b| b["body"] = json!("avant\u{0}après"));
    assert_eq!(fields(&refused(&filed(&node, &wrong), Code::InvalidFields)), [("/body", "invalid-text")]);
}

#[test]
fn documents_that_were_never_sent_are_refused_by_place() {
    let node = Alone::start();
    let wrong = spoilt(|b| b["documents"] = json!(["d1", "d2"]));
    let problem = refused(&filed(&node, &wrong), Code::InvalidFields);
    assert_eq!(fields(&problem), [("/documents/0", "unknown-document"), ("/documents/1", "unknown-document")]);
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
    for (path, limit) in
        [("/v1/agencies/mhab/cases", FILING_MAX), ("/v1/exchange/events", 4 << 20), ("/mhab", FILING_MAX)]
    {
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
    let long = spoilt(|b| b["body"] = json!("x".repeat(FILING_MAX)));
    refused(&filed(&node, &long).chunked(), Code::BodyTooLarge);
    refused(&filed(&node, &long), Code::BodyTooLarge);
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
    for _ in 0..20 {
        request.extend(format!("4000\r\n{}\r\n", "x".repeat(0x4000)).into_bytes());
    }
    assert!(raw(&node.address(), &request).starts_with("HTTP/1.1 413 "));
}

#[test]
fn a_misspelt_reference_is_caught_before_anything_is_looked_up() {
    let node = Alone::start();
    let citizen = node.citizen();
    let (rest, check) = citizen.reference.split_at(citizen.reference.len() - 1);
    let other = if check == "A" { "B" } else { "A" };
    for wrong in [format!("{rest}{other}"), "HAB-26A-1".into(), "nonsense".into(), "%00".into(), "%D9%A1".into()] {
        for below in ["", "/receipt"] {
            let call = node.get(&format!("/v1/cases/{wrong}{below}")).bearer(&citizen.code);
            assert_eq!(fields(&refused(&call, Code::InvalidReference)), [("/reference", "invalid-reference")]);
        }
    }
    assert!(!node.lines().join("\n").contains("\"route\":\"unknown\""));
}

#[test]
fn a_wrong_code_and_an_unknown_reference_get_the_same_answer_to_the_letter() {
    let node = Alone::start();
    let citizen = node.citizen();
    let known = domain::reference::Reference::parse(&citizen.reference).unwrap();
    let unknown = domain::reference::Reference::new(known.register().clone(), 77).unwrap().to_string();
    let nowhere = {
        let register = domain::reference::RegisterName::parse("HAB-11Z").unwrap();
        domain::reference::Reference::new(register, 1).unwrap().to_string()
    };
    let open = |reference: &str, code: &str| {
        let call = node.get(&format!("/v1/cases/{reference}")).bearer(code);
        refused(&call, Code::CaseNotFound);
        let answer = call.lang("fr").send();
        (answer.text(), answer.header("content-language").to_owned(), answer.header("content-type").to_owned())
    };
    let wrong_code = open(&citizen.reference, "0000-0000-0000-0000");
    assert_eq!(open(&unknown, &citizen.code), wrong_code);
    assert_eq!(open(&nowhere, &citizen.code), wrong_code);
    assert_eq!(open(&citizen.reference, "no code at all"), wrong_code);
}

#[test]
fn a_case_without_a_code_asks_for_one() {
    let node = Alone::start();
    let citizen = node.citizen();
    refused(&node.get(&format!("/v1/cases/{}", citizen.reference)), Code::Unauthorized);
    let basic = node.get(&format!("/v1/cases/{}", citizen.reference)).header("authorization", "Basic eDp5");
    refused(&basic, Code::Unauthorized);
    assert_eq!(basic.send().header("www-authenticate"), "Bearer");
}

#[test]
fn messages_and_actions_with_wrong_fields_name_them() {
    let node = Alone::start();
    let citizen = node.citizen();
    let message = |body: Value| refused(&citizen.message(&body), Code::InvalidFields);
    assert_eq!(fields(&message(json!({}))), [("/text", "required")]);
    assert_eq!(fields(&message(json!({ "text": " \n " }))), [("/text", "required")]);
    assert_eq!(fields(&message(json!({ "text": "x".repeat(10_001) }))), [("/text", "too-long")]);
    assert_eq!(fields(&message(json!({ "text": "x", "to": "y" }))), [("/to", "unknown-field")]);
    assert_eq!(fields(&message(json!({ "text": "x", "in_reply_to": "9" }))), [("/in_reply_to", "unknown-value")]);
    assert_eq!(fields(&message(json!({ "text": "x", "in_reply_to": "-1" }))), [("/in_reply_to", "unknown-value")]);
    let action = |body: Value| refused(&citizen.action(&body), Code::InvalidFields);
    assert_eq!(fields(&action(json!({}))), [("/action", "required")]);
    assert_eq!(fields(&action(json!({ "action": "explode" }))), [("/action", "unknown-value")]);
    assert_eq!(fields(&action(json!({ "action": "reopen" }))), [("/reason", "required")]);
    assert_eq!(fields(&action(json!({ "action": "rate", "rating": 6 }))), [("/rating", "out-of-range")]);
    assert_eq!(fields(&action(json!({ "action": "rate", "rating": 2.5 }))), [("/rating", "invalid-type"), ("/rating", "required")][..1]);
}

#[test]
fn bodies_of_messages_and_actions_are_as_narrow_as_a_filing() {
    let node = Alone::start();
    let citizen = node.citizen();
    for below in ["/messages", "/actions"] {
        let call = || citizen.call("POST", below);
        refused(&call().bytes("application/json", "{"), Code::MalformedBody);
        refused(&call().bytes("text/plain", "{}"), Code::UnsupportedMediaType);
        refused(&call().json(&json!({ "text": "x".repeat(FILING_MAX) })).chunked(), Code::BodyTooLarge);
        let key_in_vain = call().json(&json!({ "text": "x", "action": "withdraw" })).key("short");
        assert!((400..500).contains(&key_in_vain.send().status));
    }
}

#[test]
fn an_action_that_is_not_possible_says_why() {
    let node = Alone::start();
    let citizen = node.citizen();
    let reason = |body: Value| refused(&citizen.action(&body), Code::ActionNotPossible).reason.unwrap();
    assert_eq!(reason(json!({ "action": "reopen", "reason": "Non." })), "not_answered");
    assert_eq!(reason(json!({ "action": "rate", "rating": 5 })), "not_answered");
    let escalate = json!({ "action": "escalate", "prior_steps": "Deux lettres.", "before_court": false });
    assert_eq!(reason(escalate), "no_mediator");
    citizen.acts(&json!({ "action": "withdraw" }));
    assert_eq!(reason(json!({ "action": "withdraw" })), "withdrawn");
    let problem = refused(&citizen.message(&json!({ "text": "Trop tard." })), Code::ActionNotPossible);
    assert_eq!(problem.reason.as_deref(), Some("withdrawn"));
    assert!(problem.detail.is_some_and(|d| !d.is_empty()));
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
    for path in ["/v1", "/v1/nothing", "/v1/agencies/mhab/nothing", "/favicon.ico", "/wp-login.php", "/v1/cases", "/.env", "//", "/mhab/nothing"] {
        let answer = node.get(path).lang("fr").send();
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
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
        let call = node.put(path).bearer(&node.operator_token).json(&body);
        refused(&call, Code::InvalidFields)
    };
    let problem = put("/v1/admin/agencies/mhab", json!({ "code": "hab", "colour": "red", "allowed_origins": ["*"] }));
    let found = fields(&problem);
    for error in [("/code", "invalid-format"), ("/colour", "unknown-field"), ("/allowed_origins/0", "invalid-format")] {
        assert!(found.contains(&error), "{found:?}");
    }
    let problem = put("/v1/admin/peers/mediator", json!({ "node": "mediator", "url": "ftp://x", "public_keys": ["k"] }));
    let found = fields(&problem);
    for error in [("/url", "invalid-format"), ("/public_keys/0", "invalid-format"), ("/agency", "required")] {
        assert!(found.contains(&error), "{found:?}");
    }
    let taken = serde_json::to_value(integration_tests::fixtures::agency("HAB")).unwrap();
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
