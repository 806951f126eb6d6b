//! Names that pretend to be others, and addresses that lead inside.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::client::percent;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, filing, filing_json, key};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use serde_json::json;
use wire::problem::ProblemCode as Code;

#[test]
fn an_agency_has_one_spelling() {
    let node = Alone::start();
    let others = [
        "mh\u{430}b",
        "MHAB",
        "mhab\u{200b}",
        "\u{202e}bahm",
        "mhab\u{0}",
        "ｍｈａｂ",
        "mhab.",
        "mhab ",
        " mhab",
        "mhab%00",
        "m\u{300}hab",
        "mhab\u{fe0f}",
        "mha\u{253}",
    ];
    for name in others {
        let path = percent(name);
        refused(&node.get(&format!("/v1/agencies/{path}")), Code::UnknownAgency);
        refused(&filing_call(&node, &path, &key()).json(&filing()), Code::UnknownAgency);
        let body = serde_json::to_value(fixtures::agency("XYZ")).unwrap();
        let answer = node.call_as_operator("PUT", &format!("/v1/admin/agencies/{path}")).json(&body).send();
        assert_eq!(answer.status, 422, "{name:?}: {}", answer.text());
    }
    for reserved in ["docs", "problems", "v1", "embed", "desk", "admin", "w"] {
        let body = serde_json::to_value(fixtures::agency("XYZ")).unwrap();
        let answer = node.call_as_operator("PUT", &format!("/v1/admin/agencies/{reserved}")).json(&body).send();
        assert_eq!(answer.status, 422, "{reserved}");
    }
}

#[test]
fn a_name_is_shown_as_it_is_read() {
    let node = Alone::start();
    let mut body = filing_json();
    body["subject"] = json!("Permis\u{202e}sivréfused\u{202c} \u{2066}refusé\u{2069}\u{200b}");
    body["complainant"]["name"] = json!("\u{2068}Amal\u{2069}\u{feff} Exemple");
    let receipt: wire::v1::filing::Receipt = filing_call(&node, "mhab", &key()).json(&body).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    assert_eq!(citizen.opens().subject, "Permissivréfused refusé");
    let case = node.desk("mhab", "Salma Exemple").opens(&citizen.reference);
    assert_eq!(case.complainant.name.as_deref(), Some("Amal Exemple"));
    for unseen in ["\u{200b}", "\u{200d}\u{200c}", "\u{3164}", "\u{202e}\u{202c}", " \u{feff} "] {
        let mut body = filing_json();
        body["complainant"]["name"] = json!(unseen);
        let problem = refused(&filing_call(&node, "mhab", &key()).json(&body), Code::InvalidFields);
        assert!(fields(&problem).contains(&("/complainant/name", "required")), "{unseen:?}: {problem:?}");
    }
}

#[test]
fn control_characters_and_halves_of_letters_are_no_text() {
    let node = Alone::start();
    for text in ["a\u{0}b", "a\u{1b}[31m", "a\u{7}", "a\u{85}b\u{9f}"] {
        let mut body = filing_json();
        body["body"] = json!(text);
        let problem = refused(&filing_call(&node, "mhab", &key()).json(&body), Code::InvalidFields);
        assert!(fields(&problem).contains(&("/body", "invalid-text")), "{text:?}");
    }
    for half in ["\\ud800", "\\udfff", "\\ud83d x", "\\udc00\\ud800"] {
        let text = filing_json().to_string().replace("Permis", half);
        refused(&filing_call(&node, "mhab", &key()).bytes("application/json", text), Code::MalformedBody);
    }
    for bytes in
        [&b"{\"subject\":\"\xc0\xaf\"}"[..], b"{\"subject\":\"\xed\xa0\x80\"}", b"{\"subject\":\"\xf5\x80\x80\x80\"}"]
    {
        refused(&filing_call(&node, "mhab", &key()).bytes("application/json", bytes), Code::MalformedBody);
    }
}

#[test]
fn a_peer_is_never_inside_unless_the_operator_says_so() {
    let node = Node::guarded("agencies");
    node.put_agency(
        "mhab",
        &wire::v1::admin::PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") },
    );
    let key = "whpk_iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";
    for host in [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "0x7f.0x0.0x0.0x1",
        "127.0.0.0x1",
        "2130706433",
        "0177.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "localhost",
        "localhost.",
        "a.localhost",
        "db.internal",
        "printer.local",
        "user@mediateur.exemple.ma",
        "mediateur.exemple.ma@127.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
    ] {
        for scheme in ["https", "http"] {
            let body = fixtures::peer("mediator", &format!("{scheme}://{host}"), "mediator", key);
            let problem =
                refused(&node.call_as_operator("PUT", "/v1/admin/peers/mediator").json(&body), Code::InvalidFields);
            assert!(fields(&problem).contains(&("/url", "invalid-format")), "{host}: {problem:?}");
        }
    }
    let public = fixtures::peer("mediator", "https://mediateur.exemple.ma", "mediator", key);
    node.put_peer("mediator", &public);
}
