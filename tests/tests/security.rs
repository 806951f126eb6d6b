//! What an attacker sends, to a real node: it is refused in words, and the node goes on.
#![cfg(test)]

use integration_tests::assertions::refused;
use integration_tests::client::{Answer, Call, raw};
use integration_tests::clock::Deadline;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, ALLOWED_ORIGIN, filing, filing_json, key};
use integration_tests::node::Node;
use integration_tests::stack::Alone;
use integration_tests::upload::Upload;
use serde_json::{Value, json};
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;
use wire::problem::ProblemCode as Code;

/// Deeper than any parser's stack likes.
const DEEP: usize = 10_000;

fn is_sound(node: &Node) {
    filing_call(node, "mhab", &key()).json(&filing()).send().expect(201);
}

#[test]
fn every_answer_has_its_headers_and_pages_have_a_strict_policy() {
    let node = Alone::start();
    for path in ["/", "/mhab", "/mhab/case", "/embed", "/docs/api", "/problems/not-found", "/nobody"] {
        let answer = node.get(path).lang("fr").send();
        let policy = answer.header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        for loose in ["unsafe-inline", "'unsafe-eval'", "http:", " *"] {
            assert!(!policy.contains(loose), "{path}: {policy}");
        }
        assert!(policy.contains("base-uri 'none'") && policy.contains("frame-ancestors"), "{path}: {policy}");
        assert!(policy.contains("form-action"), "{path}: {policy}");
    }
    for path in ["/", "/v1/agencies", "/v1/nothing", "/healthz", "/openapi.json", "/wasl.js", "/mhab/widget"] {
        let answer = node.get(path).send();
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
    }
    for path in ["/v1/agencies", "/v1/nothing", "/openapi.json", "/healthz"] {
        let policy = node.get(path).send().header("content-security-policy").to_owned();
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'", "{path}");
    }
}

#[test]
fn only_the_origins_of_the_agency_send_and_none_has_credentials() {
    let node = Alone::start();
    for origin in ["https://evil.example", "null", "https://www.exemple.ma.evil.example", "http://www.exemple.ma"] {
        refused(&filing_call(&node, "mhab", &key()).header("origin", origin).json(&filing()), Code::OriginNotAllowed);
        refused(&Upload::call(&node, "mhab", 10, "a.jpg").header("origin", origin), Code::OriginNotAllowed);
    }
    let answer = filing_call(&node, "mhab", &key()).header("origin", ALLOWED_ORIGIN).json(&filing()).send();
    answer.expect(201);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[test]
fn what_is_compressed_is_not_unpacked() {
    let node = Alone::start();
    let citizen = node.citizen();
    let operator = |path: &str| node.call_as_operator("PUT", path);
    for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "identity, gzip"] {
        let calls = [
            filing_call(&node, "mhab", &key()).json(&filing()),
            citizen.message(&json!({ "text": "x" })),
            operator("/v1/admin/agencies/mhab").json(&fixtures::agency("HAB")),
            node.post("/mhab").form(&fixtures::TYPED),
            Upload::call(&node, "mhab", 10, "a.jpg"),
            node.post("/v1/exchange/events").bytes("application/cloudevents+json", "{}"),
        ];
        for call in calls {
            let answer = call.header("content-encoding", coding).send();
            assert_eq!(answer.status, 415, "{coding}: {}", answer.text());
            assert_eq!(answer.header("accept-encoding"), "identity");
        }
    }
    let plain = filing_call(&node, "mhab", &key()).header("content-encoding", "identity").json(&filing());
    plain.send().expect(201);
}

#[test]
fn json_that_is_deep_wide_or_said_twice_is_answered_and_costs_little() {
    let node = Alone::start();
    let citizen = node.citizen();
    let places = |body: String| -> Vec<Call> {
        vec![
            filing_call(&node, "mhab", &key()).bytes("application/json", body.clone()),
            citizen.call("POST", "/messages").bytes("application/json", body.clone()),
            citizen.call("POST", "/actions").bytes("application/json", body.clone()),
            node.call_as_operator("PUT", "/v1/admin/agencies/mhab").bytes("application/json", body.clone()),
            node.call_as_operator("POST", "/v1/admin/tokens").bytes("application/json", body.clone()),
            node.post("/v1/exchange/events").bytes("application/cloudevents+json", body.clone()),
            node.post("/v1/exchange/events").bytes("application/cloudevents-batch+json", body),
        ]
    };
    for body in [
        format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)),
        format!("{{\"subject\":{}{}}}", "[".repeat(DEEP), "]".repeat(DEEP)),
        "[".repeat(DEEP),
    ] {
        for call in places(body) {
            refused(&call, Code::MalformedBody);
        }
    }
    // Twenty thousand unknown fields: quickly, and not twenty thousand sentences.
    let wide: Vec<String> = (0..20_000).map(|n| format!("\"{n}\":0")).collect();
    let deadline = Deadline::after(Duration::from_secs(5));
    let call = filing_call(&node, "mhab", &key()).bytes("application/json", format!("{{{}}}", wide.join(",")));
    let problem = refused(&call, Code::InvalidFields);
    assert!(problem.errors.len() == 100 && !deadline.is_past(), "{} errors", problem.errors.len());
    // Of a field that is there twice the last one counts, for the check and for what is kept alike.
    let mut text = filing_json().to_string();
    text.insert_str(1, "\"subject\":\"First\",\"consent\":false,");
    let receipt: Value = filing_call(&node, "mhab", &key()).bytes("application/json", text).send().json(201);
    let (reference, code) = (receipt["reference"].as_str().unwrap(), receipt["access_code"].as_str().unwrap());
    let case: Value = node.get(&format!("/v1/cases/{reference}")).bearer(code).send().json(200);
    assert_eq!(case["subject"], filing().subject);
    is_sound(&node);
}

#[test]
fn numbers_at_their_ends_are_refused_in_words() {
    let node = Alone::start();
    let citizen = node.citizen();
    for rating in ["1e400", "-1", "1.5", "99999999999999999999", "9223372036854775807", "\"5\"", "NaN"] {
        let body = format!("{{\"action\":\"rate\",\"rating\":{rating}}}");
        let answer = citizen.call("POST", "/actions").bytes("application/json", body).send();
        assert!([400, 422].contains(&answer.status), "{rating}: {}", answer.text());
    }
    for days in ["-9223372036854775808", "9223372036854775807", "1e308", "0"] {
        let body = format!("{{\"agency\":\"mhab\",\"role\":\"caseworker\",\"name\":\"A\",\"expires_in_days\":{days}}}");
        let answer = node.call_as_operator("POST", "/v1/admin/tokens").bytes("application/json", body).send();
        assert!([400, 422].contains(&answer.status), "{days}: {}", answer.text());
    }
    for limit in ["0", "-1", "201", "99999999999", "1e2", "%00"] {
        let answer = node.desk("mhab", "Salma Exemple").call("GET", &format!("/cases?limit={limit}")).send();
        assert_eq!(answer.problem().kind, Code::InvalidQuery.uri(), "{limit}");
    }
}

#[test]
fn bodies_that_never_come_hold_nobody_up() {
    let node = Alone::start();
    let open = |path: &str, media_type: &str| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: {media_type}\r\ncontent-length: 5000\r\n\r\n{{\"a",
            node.address()
        );
        let mut stream = TcpStream::connect(node.address()).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let mut waiting: Vec<TcpStream> = Vec::new();
    for _ in 0..60 {
        waiting.push(open("/v1/agencies/mhab/cases", "application/json"));
        waiting.push(open("/mhab", "multipart/form-data; boundary=x"));
    }
    let deadline = Deadline::after(Duration::from_secs(10));
    for _ in 0..10 {
        is_sound(&node);
    }
    assert!(!deadline.is_past(), "half a request slows the others down");
    for stream in &mut waiting {
        // One letter more, and then never again.
        stream.write_all(b"x").unwrap();
    }
    drop(waiting);
    is_sound(&node);
}

#[test]
fn headers_and_paths_that_are_too_large_are_refused() {
    let node = Alone::start();
    let long = "a".repeat(20_000);
    let calls = [
        node.get("/v1/agencies").header("x-long", &long),
        node.get("/v1/agencies").header("accept", format!("{long}, */*")),
        node.get("/v1/agencies").header("accept-language", long.as_str()),
        node.get("/v1/agencies").header("if-none-match", format!("\"{long}\"")),
        node.get("/v1/cases/HAB-26A-000001-Y").bearer(&long),
        filing_call(&node, "mhab", &long).json(&filing()),
        node.get(&format!("/{long}")),
        node.get(&format!("/v1/agencies/{long}")),
        node.get(&format!("/mhab?lang={long}")),
        node.get(&format!("/problems/{long}")),
        node.get(&format!("/{}", "a/".repeat(5_000))),
    ];
    for call in calls {
        // The runtime itself ends a request whose head is beyond all measure.
        if let Ok(answer) = call.try_send() {
            assert!(answer.status < 500, "{}", answer.status);
        }
    }
    is_sound(&node);
}

#[test]
fn nothing_that_is_sent_becomes_a_header_or_a_line_of_the_log() {
    let node = Alone::start();
    let evil = "x\r\nset-cookie: a=b\r\n\r\n{\"level\":\"error\",\"msg\":\"forged\"}";
    let encoded = integration_tests::client::percent(evil);
    let id = Upload::whole(&node, "mhab", evil, &integration_tests::upload::pdf(900));
    let mut with = filing();
    with.documents = vec![id.clone()];
    let citizen = Citizen::files(&node, "mhab", &with);
    let saved = citizen.call("GET", &format!("/documents/{id}")).send();
    let answers: Vec<Answer> = vec![
        saved,
        node.get(&format!("/mhab?lang={encoded}")).send(),
        node.get(&format!("/mhab/case?reference={encoded}")).send(),
        node.get(&format!("/v1/agencies/{encoded}")).send(),
        node.get(&format!("/problems/{encoded}")).send(),
        node.get(&format!("/v1/challenge?agency={encoded}")).send(),
    ];
    for answer in answers {
        assert_eq!(answer.header("set-cookie"), "");
        assert!(answer.status < 500);
    }
    // Bare line ends in a head are not taken by the runtime.
    let smuggled = format!("GET /healthz HTTP/1.1\r\nhost: {}\r\nx-a: b\nset-cookie: c\r\n\r\n", node.address());
    let answer = raw(&node.address(), smuggled.as_bytes());
    assert!(!answer.to_ascii_lowercase().contains("\nset-cookie"), "{answer}");
    assert!(!node.lines().iter().any(|line| line.contains("forged")));
    for line in node.lines().iter().filter(|line| line.starts_with('{')) {
        serde_json::from_str::<Value>(line).unwrap();
    }
}

#[test]
fn no_path_leads_out_of_the_assets_or_to_another_document() {
    let node = Alone::start();
    let ups = ["..", "%2e%2e", "..%2f", "%2e%2e%2f", "..%5c", "%252e%252e", "....//", ".%2e", "%c0%ae%c0%ae"];
    for up in ups {
        for path in [
            format!("/w/{up}/manifest.json"),
            format!("/w/{up}/{up}/etc/passwd"),
            format!("/w/0123456789ab/{up}/{up}/manifest.json"),
            format!("/problems/{up}/openapi.json"),
            format!("/docs/{up}/api.css"),
            format!("/{up}/{up}/etc/passwd"),
        ] {
            let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", node.address());
            let answer = raw(&node.address(), request.as_bytes());
            let found = answer.contains("root:") || answer.contains("\"files\"");
            assert!(!found && !answer.starts_with("HTTP/1.1 5"), "{path}: {answer}");
        }
    }
    let citizen = node.citizen();
    for id in ["..%2f..%2fdocuments", "%00", "2611/../x", "*", "261100000000000000000000000000"] {
        let answer = citizen.call("GET", &format!("/documents/{id}")).send();
        assert_eq!(answer.status, 404, "{id}");
    }
}

#[test]
fn a_document_that_two_filings_claim_at_once_goes_with_one() {
    let node = Alone::start();
    let id = Upload::whole(&node, "mhab", "a.pdf", &integration_tests::upload::pdf(900));
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..6)
            .map(|n| {
                let (node, id) = (&node, id.clone());
                scope.spawn(move || {
                    let mut body = filing();
                    body.subject = format!("Filing {n}");
                    body.documents = vec![id];
                    filing_call(node, "mhab", &key()).json(&body).send().status
                })
            })
            .collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 201).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|s| **s == 422).count(), 5, "{statuses:?}");
}
