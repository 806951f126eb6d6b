//! What a filing with wrong fields gets: every one of them named, with a code, in the language asked for.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::client::Call;
use integration_tests::desk::filing_call;
use integration_tests::fixtures::{filing_json, key};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use wire::problem::ProblemCode as Code;

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
    // Without a category one is found (tests/routing.rs).
    let needed = ["/kind", "/subject", "/body", "/language"].map(|f| (f, "required"));
    assert_eq!(missing[..4], needed);
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
