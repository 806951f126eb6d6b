//! Another site in the citizen's browser can do nothing in the citizen's name: nothing is ambient.
#![cfg(test)]

use integration_tests::client::{Answer, Call};
use integration_tests::desk::Desk;
use integration_tests::fixtures::{ALLOWED_ORIGIN, TYPED, filing};
use integration_tests::stack::Alone;
use serde_json::json;

const EVIL: &str = "https://evil.example";

fn gives_nothing_ambient(answer: &Answer, what: &str) {
    for (name, value) in answer.header_list() {
        assert_ne!(name, "set-cookie", "{what}");
        // Basic, Digest and Negotiate are kept and sent again by browsers; Bearer is not.
        assert!(name != "www-authenticate" || value == "Bearer", "{what}: {value}");
        assert!(name != "access-control-allow-credentials", "{what}");
    }
}

#[test]
fn a_cookie_and_a_browsers_own_login_open_nothing_and_none_is_ever_given() {
    let node = Alone::start();
    let (citizen, token) = (node.citizen(), node.token("mhab", "N. Agent").token);
    let case = format!("/v1/cases/{}", citizen.reference);
    let basic = |user: &str, password: &str| {
        use base64::Engine as _;
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")))
    };
    for (path, secret) in
        [(case.as_str(), citizen.code.as_str()), ("/v1/desk/cases", &token), ("/v1/admin/peers", &node.operator_token)]
    {
        let ways = [
            node.get(path)
                .header("cookie", format!("token={secret}; authorization=Bearer {secret}; access_code={secret}")),
            node.get(path).header("authorization", basic("x", secret)),
            node.get(path).header("authorization", basic(secret, "")),
            node.get(&format!("{path}?access_token={secret}&token={secret}&access_code={secret}")),
        ];
        for call in ways {
            let answer = call.send();
            assert_eq!(answer.status, 401, "{path}");
            gives_nothing_ambient(&answer, path);
        }
        let answer = node.get(path).bearer(secret).send();
        assert_eq!(answer.status, 200, "{path}");
        gives_nothing_ambient(&answer, path);
    }
    for path in ["/", "/mhab", "/mhab/case", "/healthz", "/v1/agencies", "/wasl.js"] {
        gives_nothing_ambient(&node.get(path).send(), path);
    }
}

#[test]
fn a_form_of_another_site_opens_no_case_and_writes_in_none() {
    let node = Alone::start();
    let citizen = node.citizen();
    let open = [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str())];
    let with =
        |more: &[(&'static str, &'static str)]| open.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
    let posts = [
        ("/mhab/case", with(&[])),
        ("/mhab/case/messages", with(&[("text", "Bonjour")])),
        ("/mhab/case/actions", with(&[("action", "withdraw")])),
        ("/mhab/case/documents/x", with(&[])),
        ("/mhab/receipt", with(&[])),
        ("/mhab", TYPED.to_vec()),
    ];
    for origin in [EVIL, "null", "http://127.0.0.1:1"] {
        for (path, fields) in &posts {
            let answer = node.post(path).header("origin", origin).form(fields).send();
            assert_eq!(answer.status, 403, "{path} from {origin}");
            // The form gives back what was typed into it, and nothing else.
            assert!(*path == "/mhab" || !answer.text().contains(&filing().subject), "{path} from {origin}");
            gives_nothing_ambient(&answer, path);
        }
    }
    assert_eq!(citizen.opens().timeline.len(), 1);
    for origin in [node.base_url(), ALLOWED_ORIGIN.to_owned()] {
        node.post("/mhab/case").header("origin", origin).form(&open).send().expect(200);
    }
    node.post("/mhab/case").form(&open).send().expect(200);
}

#[test]
fn an_answer_may_be_read_from_anywhere_but_carries_nobodys_rights() {
    let node = Alone::start();
    let citizen = node.citizen();
    let preflight = Call::new("OPTIONS", node.url("/v1/desk/cases"))
        .header("origin", EVIL)
        .header("access-control-request-method", "GET");
    let answer = preflight.send();
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    let desk = Desk::with(&node, &node.token("mhab", "N. Agent").token);
    let action = desk.action(&citizen.reference, &json!({ "action": "note", "text": "x" }));
    // What a form can send without asking first is not taken as JSON.
    let plain = Call::new("POST", node.url(&format!("/v1/cases/{}/messages", citizen.reference)));
    let plain = plain.bearer(&citizen.code).bytes("text/plain", "{\"text\":\"x\"}");
    assert_eq!(plain.send().status, 415);
    assert_eq!(action.send().status, 201);
}
