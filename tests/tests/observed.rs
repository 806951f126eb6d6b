//! What an operator sees: figures that a parser reads, lines of log that lead from node to node, and health that
//! says what is wrong.
#![cfg(test)]

use integration_tests::client::Call;
use integration_tests::clock::until;
use integration_tests::desk::{file, filing_call};
use integration_tests::fixtures::{agency, filing, key, key_seed, routed};
use integration_tests::node::Node;
use integration_tests::stack::{Alone, Pair};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

fn scrape(node: &Node) -> String {
    let answer = node.get("/metrics").bearer(&node.metrics_token).send();
    assert_eq!(answer.expect(200).header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    answer.text()
}

/// The sum of a family's samples that carry all of these labels.
fn sum(text: &str, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let has = |line: &&str| labels.iter().all(|(k, v)| line.contains(&format!("{k}=\"{v}\"")));
    let of_family = |line: &&str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']));
    let values: Vec<f64> = text
        .lines()
        .filter(of_family)
        .filter(has)
        .map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
        .collect();
    (!values.is_empty()).then(|| values.iter().sum())
}

/// Every line is a comment, or a sample of the family that was described just before it, once.
fn well_formed(text: &str) {
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    let mut family = "";
    for line in text.lines() {
        if let Some(described) = line.strip_prefix("# HELP ") {
            family = described.split(' ').next().unwrap();
            assert!(seen.insert(family, ()).is_none(), "{family} is described twice");
        } else if !line.starts_with("# TYPE ") {
            let name = line.split(['{', ' ']).next().unwrap();
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            assert!(name == family || base == family, "{line} stands in {family}");
            assert!(line.rsplit(' ').next().unwrap().parse::<f64>().is_ok(), "{line}");
        }
    }
    assert!(text.ends_with('\n'));
    // And a parser that is not ours finds as many samples; it gathers a histogram's classes into one.
    let lines = text.lines().map(|line| Ok(line.to_owned()));
    let read = prometheus_parse::Scrape::parse(lines).unwrap();
    let single = text.lines().filter(|line| !line.starts_with('#') && !line.contains("_bucket{")).count();
    assert_eq!(read.samples.len() - histograms(&read), single, "{text}");
}

fn histograms(read: &prometheus_parse::Scrape) -> usize {
    read.samples.iter().filter(|s| matches!(s.value, prometheus_parse::Value::Histogram(_))).count()
}

fn line_of(node: &Node, what: &str, key: &str, value: &str) -> Value {
    until("a line of log", SOON, || {
        let found = node.lines().into_iter().filter_map(|line| serde_json::from_str::<Value>(&line).ok());
        found.into_iter().find(|line| line["what"] == what && line[key] == value)
    })
}

#[test]
fn figures_are_for_whoever_holds_their_token_and_there_are_none_without_one() {
    let mut node = Alone::start();
    node.get("/metrics").send().expect(401);
    node.get("/metrics").bearer(&node.operator_token).send().expect(401);
    well_formed(&scrape(&node));
    node.stop();
    let token = std::mem::take(&mut node.metrics_token);
    node.run();
    node.get("/metrics").bearer(&token).send().expect(404);
}

#[test]
fn cases_deliveries_and_refusals_are_counted() {
    let pair = Pair::start();
    let node = &pair.agencies;
    for filing in [filing(), filing(), routed("Un dossier")] {
        file(node, "mhab", &filing);
    }
    let bad = json!({ "kind": "complaint" });
    filing_call(node, "mhab", &key()).json(&bad).send().expect(422);
    pair.settles();
    let text = scrape(node);
    well_formed(&text);
    let is = |name: &str, labels: &[(&str, &str)], value: f64| {
        assert_eq!(sum(&text, name, labels), Some(value), "{name} {labels:?} in\n{text}")
    };
    is("wasl_filings_total", &[("agency", "mhab"), ("kind", "complaint"), ("channel", "api")], 3.0);
    is("wasl_cases", &[("agency", "mhab"), ("status", "received")], 2.0);
    is("wasl_cases", &[("agency", "mhab"), ("status", "forwarded")], 1.0);
    is("wasl_cases_overdue", &[("agency", "mhab")], 0.0);
    is("wasl_deliveries_delivered", &[("agency", "mhab")], 1.0);
    is("wasl_attempts_total", &[("peer", "mediator"), ("outcome", "accepted")], 1.0);
    is("wasl_refusals_total", &[("code", "invalid-fields")], 1.0);
    is("wasl_requests_total", &[("route", "filing"), ("status", "2xx")], 3.0);
    is("wasl_request_duration_seconds_count", &[("route", "filing")], 4.0);
    is("wasl_registers_left_out", &[], 0.0);
    assert!(sum(&text, "wasl_register_size_bytes", &[("agency", "mhab")]).unwrap() > 10_000.0);
    for secret in ["HAB-26A-", "Permis", "Amal", &node.operator_token] {
        assert!(!text.contains(secret), "{secret} is in the figures");
    }
}

#[test]
fn what_waits_for_a_peer_that_is_away_has_an_age() {
    let pair = Pair::apart();
    pair.introduce("http://127.0.0.1:9");
    file(&pair.agencies, "mhab", &routed("Un dossier"));
    let text = until("an attempt", SOON, || {
        let text = scrape(&pair.agencies);
        sum(&text, "wasl_attempts_total", &[("outcome", "unreachable")]).map(|_| text)
    });
    assert_eq!(sum(&text, "wasl_deliveries_open", &[("peer", "mediator"), ("state", "pending")]), Some(1.0), "{text}");
    assert!(sum(&text, "wasl_oldest_undelivered_seconds", &[("peer", "mediator")]).is_some());
    pair.introduce(&pair.mediator.base_url());
    pair.settles();
}

#[test]
fn a_delivery_can_be_followed_from_one_log_to_the_other_without_its_case() {
    let pair = Pair::start();
    let receipt = file(&pair.agencies, "mhab", &routed("Un dossier"));
    pair.settles();
    let sent = line_of(&pair.agencies, "attempt", "outcome", "accepted");
    let taken = line_of(&pair.mediator, "taken", "delivery", sent["delivery"].as_str().unwrap());
    assert_eq!((taken["peer"].as_str(), taken["repeated"].as_bool()), (Some("agencies"), Some(false)));
    // The line that says what was taken and the line of the request it came with name one request.
    let request = line_of(&pair.mediator, "request", "request_id", taken["request_id"].as_str().unwrap());
    assert_eq!((request["route"].as_str(), request["status"].as_u64()), (Some("exchange"), Some(200)));
    let serial = receipt.reference.split('-').nth(2).unwrap();
    for line in pair.agencies.lines().iter().chain(&pair.mediator.lines()) {
        assert!(!line.contains(&receipt.reference) && !line.contains(&format!("-{serial}-")), "{line}");
        let read: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no line of JSON: {line}"));
        assert!(["time", "level", "what"].iter().all(|name| read[name].is_string()), "{line}");
    }
    let filed = line_of(&pair.agencies, "request", "route", "filing");
    assert_eq!(filed["register"], receipt.reference.rsplitn(3, '-').last().unwrap());
    assert!(filed["ms"].is_number());
}

#[test]
fn a_request_keeps_the_number_that_our_proxy_gave_it_if_it_is_one() {
    let node = Alone::start();
    let sent = |id: &str| node.get("/v1/agencies").header("x-request-id", id).send().header("x-request-id").to_owned();
    assert_eq!(sent("8f14e45f-ceea-467f"), "8f14e45f-ceea-467f");
    line_of(&node, "request", "request_id", "8f14e45f-ceea-467f");
    for bad in ["short", "with space in it", "{\"a\":1}-----"] {
        assert_eq!(sent(bad).len(), 16, "{bad}");
    }
}

fn ready(node: &Node) -> (u16, Value) {
    let answer = node.get("/readyz").send();
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

fn problem_of(body: &Value, name: &str) -> String {
    let checks = body["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no {name} in {body}"));
    check["problem"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_node_that_can_work_says_so() {
    let node = Alone::start();
    let (status, body) = ready(&node);
    assert_eq!((status, body["status"].as_str()), (200, Some("ready")), "{body}");
    let names: Vec<_> = body["checks"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["settings", "keys", "storage", "assets"]);
}

#[test]
fn a_node_without_a_secret_lives_and_says_which_one() {
    let mut node = Alone::start();
    node.stop();
    node.breaks("(name = \"NODE_HASH_KEY\"", "(name = \"NODE_HASH_KEI\"");
    node.expect_error("NODE_HASH_KEY is not set");
    node.run();
    assert_eq!(node.get("/healthz").send().json::<Value>(200), json!({ "status": "ok" }));
    let (status, body) = ready(&node);
    assert_eq!((status, problem_of(&body, "settings").as_str()), (503, "NODE_HASH_KEY is not set"));
    node.stop();
}

#[test]
fn a_node_with_the_wrong_keys_says_which_and_not_what() {
    let mut node = Alone::start();
    // A register whose alarm rings meanwhile says that it cannot be opened, and so does one that is asked.
    for part in ["failure", "NODE_HASH_KEY", "NODE_DATA_KEY"] {
        node.expect_error(part);
    }
    file(&node, "mhab", &filing());
    node.put_agency("other", &agency("OTH"));
    assert_eq!(ready(&node).0, 200);
    for name in ["NODE_HASH_KEY", "NODE_DATA_KEY"] {
        node.stop();
        let seed = key_seed();
        let present = if name == "NODE_HASH_KEY" { node.hash_key() } else { &node.data_key }.to_owned();
        node.breaks(&present, &seed);
        node.run();
        let (status, body) = ready(&node);
        assert_eq!(status, 503, "{body}");
        assert!(problem_of(&body, "keys").contains(name), "{body}");
        // Whoever filed now would get a code that never opens: in a register that there is, and in one that would be begun.
        for agency in ["mhab", "other"] {
            assert_eq!(filing_call(&node, agency, &key()).json(&filing()).send().status, 503, "{agency} {name}");
        }
        assert!(!body.to_string().contains(&seed));
        node.mend();
    }
    node.stop();
    node.run();
    until("the node to be ready again", SOON, || (ready(&node).0 == 200).then_some(()));
}

#[test]
fn a_node_that_cannot_write_or_has_lost_its_assets_says_so() {
    let mut node = Alone::start();
    file(&node, "mhab", &filing());
    node.stop();
    node.breaks(
        "(name = \"assets\", disk = (path = ",
        "(name = \"assets\", disk = (path = \"/dev/shm\", writable = false)), (name = \"other\", disk = (path = ",
    );
    node.run();
    let (status, body) = ready(&node);
    assert_eq!(status, 503, "{body}");
    assert!(problem_of(&body, "assets").contains("404"), "{body}");
    node.mend();
    node.stop();
    // Where the directory's store was there is something that is none: it can neither be read nor written.
    let _hidden = node.hide_directory();
    node.expect_error("");
    node.run();
    let (status, body) = ready(&node);
    assert_eq!(
        (status, problem_of(&body, "storage").as_str()),
        (503, "the store cannot be read and written"),
        "{body}"
    );
    assert_eq!(Call::new("GET", node.url("/healthz")).send().status, 200);
    node.stop();
}
