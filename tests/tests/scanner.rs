//! Documents and a real virus scanner: `ClamAV`, over its own protocol, over ICAP and over HTTP.
#![cfg(test)]

use integration_tests::assertions::refused;
use integration_tests::clock::{Stopwatch, until};
use integration_tests::desk::{Citizen, Desk, filing_call};
use integration_tests::fixtures::{filing, key};
use integration_tests::page::Page;
use integration_tests::scanner::{Answers, ClamAv, Icap, THREAT, infected_pdf};
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::{Upload, pdf, sha256};
use serde_json::Value;
use std::time::Duration;
use wire::problem::ProblemCode;
use wire::v1::filing::{FileCase, Receipt};

/// A document is judged within this time, even if the scanner was tried for nothing a few times before.
const JUDGED: Duration = Duration::from_secs(60);

fn with_scanner(url: &str) -> Alone {
    let mut node = Alone::start();
    url.clone_into(&mut node.scanner);
    node.stop();
    node.run();
    node
}

/// Files a case with one document; gives the document's id too.
fn filed(node: &Alone, name: &str, bytes: &[u8]) -> (Citizen, String) {
    let id = Upload::whole(node, "mhab", name, bytes);
    let with = FileCase { documents: vec![id.clone()], ..filing() };
    let receipt: Receipt = filing_call(node, "mhab", &key()).json(&with).send().json(201);
    (Citizen::with(node, &receipt), id)
}

fn scan(citizen: &Citizen) -> String {
    citizen.opens().documents.first().expect("a document").scan.clone()
}

fn becomes(citizen: &Citizen, scan_state: &str) {
    until(scan_state, JUDGED, || Some(()).filter(|()| scan(citizen) == scan_state));
}

fn of_desk(desk: &Desk, citizen: &Citizen, id: &str) -> integration_tests::client::Call {
    desk.call("GET", &format!("/cases/{}/documents/{id}", citizen.reference))
}

/// The part of a node's readiness that speaks of the scanner, and whether the node is ready.
fn readiness(node: &Alone) -> (u16, Value) {
    let answer = node.get("/readyz").send();
    let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let check = told["checks"].as_array().into_iter().flatten().find(|check| check["name"] == "scanner").cloned();
    (answer.status, check.unwrap_or_default())
}

/// What holds whatever way the scanner is spoken to.
fn looks_at_documents(node: &Alone) {
    let desk = node.desk("mhab", "Nadia");
    let clean = pdf(700_001);
    let (citizen, id) = filed(node, "a.pdf", &clean);
    becomes(&citizen, "clean");
    assert!(of_desk(&desk, &citizen, &id).send().body == clean, "other bytes came back");
    assert!(citizen.call("GET", &format!("/documents/{id}")).send().body == clean);
    assert_eq!(desk.opens(&citizen.reference).documents.first().map(|d| d.scan.clone()), Some("clean".into()));

    let bytes = infected_pdf(600_000);
    let (citizen, id) = filed(node, "facture.pdf", &bytes);
    becomes(&citizen, "infected");
    refused(&of_desk(&desk, &citizen, &id), ProblemCode::DocumentInfected);
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentInfected);
    let document = desk.opens(&citizen.reference).documents.first().expect("a document").clone();
    assert_eq!((document.name.as_str(), document.sha256.as_str()), ("facture.pdf", sha256(&bytes).as_str()));
    assert_eq!(document.scan, "infected");
    assert!(node.lines().iter().any(|line| line.contains("\"what\":\"scan\"") && line.contains(THREAT)));
    // Another one may be added.
    let another = Upload::whole(node, "mhab", "b.pdf", &clean);
    let message = serde_json::json!({ "text": "Voici.", "documents": [another] });
    citizen.message(&message).key(&key()).send().expect(201);
    let clean = |citizen: &Citizen| citizen.opens().documents.iter().any(|d| d.id == another && d.scan == "clean");
    until("the other one", JUDGED, || Some(()).filter(|()| clean(&citizen)));
}

#[test]
fn clamd_itself_looks_at_every_document_before_anybody_gets_it() {
    let clamav = ClamAv::start();
    let node = with_scanner(&clamav.url());
    assert_eq!(readiness(&node), (200, serde_json::json!({ "name": "scanner", "ok": true })));
    looks_at_documents(&node);
    let figures = node.get("/metrics").bearer(&node.metrics_token).send().text();
    assert!(figures.lines().any(|line| line.starts_with("wasl_document_scans_total{result=\"infected\"")), "{figures}");
}

#[test]
fn a_scanner_over_http_is_shown_the_token_and_looks_too() {
    let clamav = ClamAv::start();
    let front = clamav.front();
    looks_at_documents(&with_scanner(&format!("{}/scanHandlerBody", front.url())));
}

#[test]
fn an_answer_that_is_too_long_is_not_judged_by_its_beginning() {
    let clean = "{\"Status\":\"OK\"}\n";
    let said = clean.repeat(1_500) + "{\"Status\":\"FOUND\",\"Description\":\"Eicar\"}\n";
    let scanner = Answers::start(Some(said));
    let node = with_scanner(&scanner.url);
    let (citizen, id) = filed(&node, "a.pdf", &pdf(3_000));
    until("a try for nothing", JUDGED, || {
        Some(()).filter(|()| node.lines().iter().any(|line| line.contains("neither OK nor FOUND")))
    });
    assert_eq!(scan(&citizen), "pending");
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentUnchecked);
}

#[test]
fn a_scanner_that_is_silent_is_tried_once_a_second_however_often_readiness_is_asked_for() {
    let silent = Answers::start(None);
    let node = with_scanner(&silent.url);
    let clock = Stopwatch::start();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let (ready, check) = readiness(&node);
                    assert_eq!((ready, &check["ok"]), (200, &Value::Bool(false)), "{check}");
                }
            });
        }
    });
    let (tries, seconds) = (silent.asked(), clock.elapsed().as_secs());
    assert!((1..=seconds + 1).contains(&tries), "{tries} tries in {seconds} s");
}

#[test]
fn a_scanner_over_icap_looks_too() {
    let clamav = ClamAv::start();
    let icap = Icap::start(&clamav);
    looks_at_documents(&with_scanner(&icap.url()));
}

#[test]
fn a_document_of_25_mb_is_judged_to_its_last_byte() {
    let clamav = ClamAv::start();
    let node = with_scanner(&clamav.url());
    let largest = 25 * 1024 * 1024;
    let clean = pdf(largest);
    let (citizen, id) = filed(&node, "a.pdf", &clean);
    becomes(&citizen, "clean");
    assert!(citizen.call("GET", &format!("/documents/{id}")).send().body == clean, "other bytes came back");
    let mut bytes = clean;
    let eicar = integration_tests::scanner::eicar();
    bytes.splice(largest - eicar.len().., eicar);
    becomes(&filed(&node, "b.pdf", &bytes).0, "infected");
}

#[test]
fn while_the_scanner_is_away_filing_goes_on_and_documents_wait_for_it() {
    let mut clamav = ClamAv::start();
    let node = with_scanner(&clamav.url());
    clamav.kill();
    let desk = node.desk("mhab", "Nadia");
    let (citizen, id) = filed(&node, "a.pdf", &pdf(3_000));
    let (suspect, other) = filed(&node, "b.pdf", &infected_pdf(3_000));
    for (citizen, id) in [(&citizen, &id), (&suspect, &other)] {
        assert_eq!(scan(citizen), "pending");
        refused(&of_desk(&desk, citizen, id), ProblemCode::DocumentUnchecked);
        refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentUnchecked);
    }
    let (ready, check) = readiness(&node);
    assert_eq!((ready, &check["ok"]), (200, &Value::Bool(false)), "{check}");
    until("a try for nothing", JUDGED, || {
        Some(()).filter(|()| node.lines().iter().any(|line| line.contains("the scanner cannot be reached")))
    });
    clamav.run();
    becomes(&citizen, "clean");
    becomes(&suspect, "infected");
    of_desk(&desk, &citizen, &id).send().expect(200);
}

#[test]
fn a_slow_scanner_holds_up_nobody_and_a_node_that_dies_meanwhile_has_it_look_again() {
    let clamav = ClamAv::start();
    let mut node = with_scanner(&clamav.url());
    clamav.pause();
    let (citizen, id) = filed(&node, "a.pdf", &pdf(900_000));
    let (suspect, _) = filed(&node, "b.pdf", &infected_pdf(900_000));
    assert_eq!((scan(&citizen).as_str(), scan(&suspect).as_str()), ("pending", "pending"));
    node.kill();
    node.run();
    assert_eq!(scan(&citizen), "pending");
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentUnchecked);
    clamav.go_on();
    becomes(&citizen, "clean");
    becomes(&suspect, "infected");
}

#[test]
fn a_node_that_dies_in_the_middle_of_a_scan_wakes_by_itself() {
    let clamav = ClamAv::start();
    let mut node = with_scanner(&clamav.url());
    clamav.pause();
    let (citizen, _) = filed(&node, "a.pdf", &pdf(900_000));
    node.kill();
    clamav.go_on();
    node.run();
    // Nobody asks for the document: its drawer's alarm has the scanner look.
    until("a scan", JUDGED, || {
        Some(())
            .filter(|()| node.lines().iter().any(|line| line.contains("\"what\":\"scan\"") && line.contains("clean")))
    });
    assert_eq!(scan(&citizen), "clean");
}

#[test]
fn what_was_sent_before_there_was_a_scanner_is_looked_at_when_it_is_asked_for() {
    let clamav = ClamAv::start();
    let mut node = Alone::start();
    let bytes = infected_pdf(3_000);
    let (citizen, id) = filed(&node, "a.pdf", &bytes);
    assert_eq!(scan(&citizen), "unscanned");
    assert_eq!(node.desk("mhab", "Nadia").opens(&citizen.reference).documents[0].scan, "unscanned");
    assert!(citizen.call("GET", &format!("/documents/{id}")).send().body == bytes);
    node.stop();
    node.scanner = clamav.url();
    node.run();
    // Nobody opens the case: to ask for the document is enough.
    let call = citizen.call("GET", &format!("/documents/{id}"));
    refused(&call, ProblemCode::DocumentUnchecked);
    until("a verdict", JUDGED, || Some(()).filter(|()| call.send().status == 410));
    refused(&call, ProblemCode::DocumentInfected);
    assert_eq!(scan(&citizen), "infected");
    // Without the scanner it stays closed.
    node.stop();
    node.scanner = String::new();
    node.run();
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentInfected);
}

#[test]
fn a_document_with_a_gap_is_not_judged_by_what_is_left_of_it() {
    let clamav = ClamAv::start();
    let mut node = Alone::start();
    let (citizen, id) = filed(&node, "a.pdf", &infected_pdf(900_000));
    node.stop();
    assert_eq!(node.lose_second_pieces(), 1);
    node.scanner = clamav.url();
    node.run();
    assert_eq!(scan(&citizen), "pending");
    until("a try for nothing", JUDGED, || {
        Some(()).filter(|()| node.lines().iter().any(|line| line.contains("\"result\":\"failed\"")))
    });
    assert_eq!(scan(&citizen), "pending");
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::DocumentUnchecked);
}

#[test]
fn the_hosted_page_says_what_the_scanner_has_said_in_the_place_of_the_button() {
    let mut clamav = ClamAv::start();
    let node = with_scanner(&clamav.url());
    clamav.kill();
    let (citizen, id) = filed(&node, "a.pdf", &infected_pdf(3_000));
    let open = || {
        let fields =
            [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str()), ("lang", "fr")];
        Page::of(
            &node
                .post("/mhab/case")
                .header("sec-fetch-mode", "navigate")
                .header("origin", node.base_url())
                .form(&fields)
                .send(),
        )
    };
    let page = open();
    assert!(page.seen().contains("La recherche de virus dans ce document est en cours."), "{}", page.seen());
    assert!(!page.html.contains(&format!("document-{id}")), "there is a button");
    clamav.run();
    becomes(&citizen, "infected");
    assert!(open().seen().contains("Un virus a été trouvé dans ce document"), "{}", open().seen());
}

#[test]
fn a_setting_that_names_no_scanner_is_said_and_nothing_is_given_out() {
    let mut node = Alone::start();
    let (citizen, id) = filed(&node, "a.pdf", &pdf(3_000));
    node.breaks("(name = \"SCANNER_URL\", text = \"\")", "(name = \"SCANNER_URL\", text = \"localhost:3310\")");
    node.expect_error("SCANNER_URL");
    node.stop();
    node.run();
    let told = node.get("/readyz").send();
    assert_eq!((told.status, told.text().contains("SCANNER_URL is not")), (503, true));
    refused(&citizen.call("GET", &format!("/documents/{id}")), ProblemCode::Internal);
    node.stop();
    node.mend();
    node.run();
}

#[test]
fn what_goes_to_a_peer_is_a_description_and_never_the_bytes() {
    let clamav = ClamAv::start();
    let mut pair = Pair::start();
    pair.agencies.scanner = clamav.url();
    pair.agencies.stop();
    pair.agencies.run();
    clamav.pause();
    let id = Upload::whole(&pair.agencies, "mhab", "a.pdf", &pdf(3_000));
    let with = FileCase { documents: vec![id.clone()], ..filing() };
    let receipt: Receipt = filing_call(&pair.agencies, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&pair.agencies, &receipt);
    citizen.escalates();
    pair.agencies.settles_within(Duration::from_secs(40));
    let desk = pair.mediator.desk("mediator", "Sara");
    let there = until("the case", JUDGED, || desk.all().first().map(|row| row.reference.clone()));
    refused(&desk.call("GET", &format!("/cases/{there}/documents/{id}")), ProblemCode::NotFound);
    clamav.go_on();
    becomes(&citizen, "clean");
}
