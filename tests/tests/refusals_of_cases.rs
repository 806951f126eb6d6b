//! What somebody gets who cannot open a case, or who asks something of it that cannot be.
#![cfg(test)]

use domain::reference::{Reference, RegisterName};
use integration_tests::assertions::{fields, refused};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use wire::problem::ProblemCode as Code;

/// More than any body of a case may have.
const TOO_MUCH: usize = 256 * 1024;

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
    let known = Reference::parse(&citizen.reference).unwrap();
    let unknown = Reference::new(known.register().clone(), 77).unwrap().to_string();
    let nowhere = {
        let register = RegisterName::parse("HAB-11Z").unwrap();
        Reference::new(register, 1).unwrap().to_string()
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
    for below in ["/proof", "/receipt", "/export"] {
        let told = |reference: &str| {
            let answer = node.get(&format!("/v1/cases/{reference}{below}")).bearer("0000-0000-0000-0000").send();
            (answer.status, answer.text(), answer.header("content-type").to_owned())
        };
        let (known, unknown, nowhere) = (told(&citizen.reference), told(&unknown), told(&nowhere));
        assert_eq!((known.0, &known, &known), (404, &unknown, &nowhere), "{below}");
    }
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
}

#[test]
fn a_field_of_another_type_is_named_once() {
    let node = Alone::start();
    let citizen = node.citizen();
    let action = |body: Value| refused(&citizen.action(&body), Code::InvalidFields);
    assert_eq!(fields(&action(json!({ "action": "rate", "rating": 2.5 }))), [("/rating", "invalid-type")]);
    assert_eq!(fields(&action(json!({ "action": 5 }))), [("/action", "invalid-type")]);
    let message = refused(&citizen.message(&json!({ "text": ["x"] })), Code::InvalidFields);
    assert_eq!(fields(&message), [("/text", "invalid-type")]);
}

#[test]
fn bodies_of_messages_and_actions_are_as_narrow_as_a_filing() {
    let node = Alone::start();
    let citizen = node.citizen();
    for below in ["/messages", "/actions"] {
        let call = || citizen.call("POST", below);
        refused(&call().bytes("application/json", "{"), Code::MalformedBody);
        refused(&call().bytes("text/plain", "{}"), Code::UnsupportedMediaType);
        refused(&call().json(&json!({ "text": "x".repeat(TOO_MUCH) })).chunked(), Code::BodyTooLarge);
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
