//! What pages of other sites fetch: the loader, the widget and its words; and who may ask from where.
#![cfg(test)]

use integration_tests::client::{Answer, Call, raw};
use integration_tests::node::Node;
use integration_tests::place;
use integration_tests::stack::Alone;
use serde_json::Value;
use std::fs;

/// Every file of the build, below `dist/assets`, without the compressed twins.
fn files() -> Vec<String> {
    let manifest = fs::read_to_string(place::built("dist/assets/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    manifest["files"].as_object().unwrap().keys().cloned().collect()
}

fn built(file: &str) -> Vec<u8> {
    fs::read(place::built(&format!("dist/assets/{file}"))).unwrap()
}

fn of_widget(file: &str) -> String {
    files().into_iter().find(|f| f.ends_with(file)).unwrap()
}

fn asked_for(node: &Node, file: &str, encodings: &str) -> Answer {
    node.get(&format!("/{file}")).header("accept-encoding", encodings).send()
}

#[test]
fn every_file_of_the_build_is_served_as_it_is_and_compressed() {
    let node = Alone::start();
    assert!(files().len() >= 6, "{:?}", files());
    for file in files() {
        let plain = asked_for(&node, &file, "");
        assert_eq!((plain.status, plain.header("content-encoding")), (200, ""), "{file}");
        assert!(plain.body == built(&file), "{file}");
        let small = asked_for(&node, &file, "gzip, deflate, br;q=1.0");
        assert_eq!((small.status, small.header("content-encoding")), (200, "br"), "{file}");
        assert!(small.body == built(&format!("{file}.br")), "{file}");
        assert!(small.header("vary").to_lowercase().contains("accept-encoding"), "{file}");
    }
}

#[test]
fn files_have_their_media_types() {
    let node = Alone::start();
    for (file, media_type) in [
        ("wasl.js", "text/javascript; charset=utf-8"),
        ("widget.js", "text/javascript; charset=utf-8"),
        ("widget_bg.wasm", "application/wasm"),
        ("widget.css", "text/css; charset=utf-8"),
        ("ar.json", "application/json"),
    ] {
        let answer = asked_for(&node, &of_widget(file), "br");
        assert_eq!(answer.header("content-type"), media_type);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn what_has_a_version_never_changes_and_the_loader_is_asked_for_again_soon() {
    let node = Alone::start();
    let versioned = asked_for(&node, &of_widget("widget.js"), "br");
    assert_eq!(versioned.header("cache-control"), "public, max-age=31536000, immutable");
    let loader = asked_for(&node, "wasl.js", "br");
    assert!(loader.header("cache-control").starts_with("public, max-age=600"));
}

#[test]
fn any_site_may_load_them() {
    let node = Alone::start();
    for file in files() {
        let answer = node.get(&format!("/{file}")).header("origin", "https://www.ministere.example").send();
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{file}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{file}");
    }
}

#[test]
fn nothing_outside_the_versions_is_served() {
    let node = Alone::start();
    let (folder, _) = of_widget("widget.js").rsplit_once('/').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let widget = format!("/{folder}/widget.js");
    for path in [
        "/w/../manifest.json",
        "/w/..%2fmanifest.json",
        "/w/%2e%2e/manifest.json",
        "/w/x/../../../etc/passwd",
        "/w/x/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/w/./manifest.json",
        "/w//manifest.json",
        "/w/x",
        "/w",
        "/w/x/nothing.js",
        "/manifest.json",
        "/edge/index.js",
        "/w/x/.hidden",
        &format!("/{folder}"),
        &format!("/{folder}/"),
        &format!("/{folder}/words"),
        &format!("{widget}/x"),
        &format!("{widget}%00"),
        &format!("{widget}%5c..%5cwidget.css"),
    ] {
        // As it is: a decent client would take the dots out before it asks.
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", node.address());
        let answer = raw(&node.address(), request.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {}", answer.lines().next().unwrap_or_default());
    }
}

#[test]
fn a_page_of_another_site_may_ask_whether_it_may_file() {
    let node = Alone::start();
    let preflight = Call::new("OPTIONS", node.url("/v1/agencies/mhab/cases"))
        .header("origin", "https://www.exemple.ma")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,idempotency-key,authorization")
        .send();
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, "*"));
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    let allowed = preflight.header("access-control-allow-headers");
    for header in ["content-type", "idempotency-key", "authorization", "accept-language"] {
        assert!(allowed.contains(header), "{header} is not in {allowed}");
    }
    assert_eq!(preflight.header("access-control-allow-credentials"), "");
}

#[test]
fn a_refusal_can_be_read_by_the_page_that_caused_it() {
    let node = Alone::start();
    let refusal = node.get("/v1/agencies/nobody").header("origin", "https://www.exemple.ma").send();
    assert_eq!((refusal.status, refusal.header("access-control-allow-origin")), (404, "*"));
}

#[test]
fn the_node_says_that_it_is_alive() {
    let node = Alone::start();
    assert_eq!(node.get("/healthz").send().json::<Value>(200), serde_json::json!({ "status": "ok" }));
}

#[test]
fn every_answer_has_a_number_that_its_log_line_has_too() {
    let node = Alone::start();
    for path in ["/healthz", "/v1/agencies", "/mhab", "/v1/nothing"] {
        let answer = node.get(path).send();
        let id = answer.header("x-request-id").to_owned();
        assert_eq!(id.len(), 16, "{path}");
        let logged = || node.lines().into_iter().find(|line| line.contains(&id));
        let line = integration_tests::clock::until("its line", std::time::Duration::from_secs(5), logged);
        assert!(line.contains("\"level\":\"info\""), "{line}");
    }
}
