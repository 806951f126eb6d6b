//! Against floods: proofs of work, budgets, the decoy, the switch. Nobody who writes to an administration is shut out.
#![cfg(test)]

use integration_tests::assertions::{fields, is_problem, refused};
use integration_tests::client::{Answer, Call};
use integration_tests::desk::filing_call;
use integration_tests::fixtures::{self, TYPED, filing, key, typed};
use integration_tests::node::{Node, PROXY_HEADER};
use integration_tests::page::Page;
use integration_tests::place;
use integration_tests::proof::{challenge, payload, proved, solve};
use integration_tests::stack::Alone;
use std::process::Command;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::{ProtectionBody, PutAgency};
use wire::v1::filing::{FileCase, Receipt};

fn put(node: &Node, change: impl Fn(&mut PutAgency)) {
    let mut body = PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") };
    change(&mut body);
    node.put_agency("mhab", &body);
}

fn protect(node: &Node, protection: &ProtectionBody) {
    put(node, |body| body.protection = protection.clone());
}

fn sent(node: &Node, body: &FileCase) -> Call {
    filing_call(node, "mhab", &key()).json(body).lang("fr")
}

/// As our own proxy passes it on.
fn from(call: Call, address: &str) -> Answer {
    call.header(PROXY_HEADER, address).send()
}

fn required() -> ProtectionBody {
    ProtectionBody { proof: "required".into(), ..ProtectionBody::default() }
}

#[test]
fn a_challenge_is_altchas_and_its_own_library_solves_and_verifies_it() {
    let node = Alone::start();
    protect(&node, &required());
    let ours = challenge(&node, "mhab");
    assert_eq!((ours.algorithm.as_str(), ours.maxnumber, ours.expires_in), ("SHA-256", 100_000, 1200));
    assert!(ours.salt.contains("?agency=mhab&expires=") && ours.salt.ends_with('&'), "{}", ours.salt);
    let seed = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, node.hash_key()).expect("a key");
    let mut script = Command::new("node");
    script.arg(place::repo().join("tests/node/altcha.mjs")).args([&node.base_url(), "mhab", &wire::proof::key(&seed)]);
    let output = script.output().expect("Node.js");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let payloads = String::from_utf8(output.stdout).expect("text");
    assert_eq!(payloads.lines().count(), 2);
    for line in payloads.lines() {
        sent(&node, &FileCase { proof: Some(line.into()), ..filing() }).send().expect(201);
    }
}

#[test]
fn a_challenge_needs_an_agency() {
    let node = Alone::start();
    assert_eq!(fields(&refused(&node.get("/v1/challenge"), Code::InvalidQuery)), [("/agency", "required")]);
    refused(&node.get("/v1/challenge?agency=nobody"), Code::UnknownAgency);
    let answer = node.get("/v1/challenge?agency=mhab").header("origin", "https://www.exemple.ma").send();
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("cache-control")), ("*", "no-store"));
}

#[test]
fn where_a_proof_is_required_only_a_good_one_files_and_only_once() {
    let node = Alone::start();
    protect(&node, &required());
    refused(&filing_call(&node, "mhab", &key()).json(&filing()), Code::ProofNeeded);
    let unsolved = challenge(&node, "mhab");
    let other = challenge(&node, "tizi");
    for bad in ["x".to_owned(), "x".repeat(2000), payload(&unsolved, 100_001), solve(&other)] {
        let body = FileCase { proof: Some(bad), ..filing() };
        is_problem(&sent(&node, &body).send(), Code::ProofNeeded, "fr");
    }
    let good = proved(&node, "mhab");
    let (first, second) = (key(), key());
    let call = |key: &str, body: &FileCase| filing_call(&node, "mhab", key).json(body).lang("fr").send();
    let receipt: Receipt = call(&first, &good).json(201);
    is_problem(&call(&second, &good), Code::ProofNeeded, "fr");
    // The same filing again has the same receipt, with this proof, another one, or none.
    let bare = FileCase { proof: None, ..good.clone() };
    for again in [&good, &bare, &proved(&node, "mhab")] {
        assert_eq!(call(&first, again).json::<Receipt>(201), receipt);
    }
}

#[test]
fn a_used_proof_stays_used_after_a_crash() {
    let mut node = Alone::start();
    protect(&node, &required());
    let good = proved(&node, "mhab");
    sent(&node, &good).send().expect(201);
    node.kill();
    node.run();
    is_problem(&sent(&node, &good).send(), Code::ProofNeeded, "fr");
    sent(&node, &proved(&node, "mhab")).send().expect(201);
}

#[test]
fn without_a_proof_there_is_room_for_some_and_with_one_for_more() {
    let node = Alone::start();
    protect(&node, &ProtectionBody { unproved_per_hour: 2, ..ProtectionBody::default() });
    for _ in 0..2 {
        sent(&node, &filing()).send().expect(201);
    }
    let answer = sent(&node, &filing()).send();
    is_problem(&answer, Code::TooManyRequests, "fr");
    assert_eq!(answer.header("retry-after"), "1800");
    assert!(answer.header("access-control-expose-headers").contains("retry-after"));
    let bad = FileCase { proof: Some("x".into()), ..filing() };
    is_problem(&sent(&node, &bad).send(), Code::ProofNeeded, "fr");
    for _ in 0..4 {
        sent(&node, &proved(&node, "mhab")).send().expect(201);
    }
    // Somebody without scripts gets the form back with every word in it.
    let form = Page::of(node.get("/mhab?lang=fr").send().expect(200));
    let page = form.sends("file", &TYPED);
    assert_eq!(page.status, 429);
    assert_eq!(page.form("file").value("subject"), TYPED[2].1);
}

#[test]
fn networks_have_budgets_of_their_own_and_ipv6_subscribers_one() {
    let mut node = Alone::start();
    protect(&node, &ProtectionBody { unproved_per_network_per_hour: 2, per_network_per_hour: 3, ..Default::default() });
    let bare = || sent(&node, &filing());
    for address in ["196.200.1.1", "10.9.9.9, 196.200.1.1"] {
        from(bare(), address).expect(201);
    }
    is_problem(&from(bare(), "196.200.1.1"), Code::TooManyRequests, "fr");
    // What the caller claims itself stands further left and does not count.
    is_problem(&from(bare(), "8.8.8.8, 196.200.1.1"), Code::TooManyRequests, "fr");
    from(sent(&node, &proved(&node, "mhab")), "196.200.1.1").expect(201);
    is_problem(&from(sent(&node, &proved(&node, "mhab")), "196.200.1.1"), Code::TooManyRequests, "fr");
    from(bare(), "196.200.1.2").expect(201);
    for address in ["2001:db8:7:1::1", "2001:db8:7:1:ffff::2"] {
        from(bare(), address).expect(201);
    }
    is_problem(&from(bare(), "2001:db8:7:1::3"), Code::TooManyRequests, "fr");
    from(bare(), "2001:db8:7:2::3").expect(201);
    // No address is anywhere: not in the log, not on disk.
    assert!(!node.lines().iter().any(|line| line.contains("196.200.1") || line.contains("2001:db8")));
    node.stop();
    assert!(!node.disk_contains("196.200.1.1") && !node.disk_contains("2001:db8:7"));
    node.run();
}

#[test]
fn the_work_is_harder_while_much_comes() {
    let node = Alone::start();
    protect(&node, &ProtectionBody { normal_per_minute: 2, ..ProtectionBody::default() });
    assert_eq!(challenge(&node, "mhab").maxnumber, 100_000);
    for _ in 0..10 {
        sent(&node, &filing()).send().expect(201);
    }
    let deadline = integration_tests::clock::Deadline::after(std::time::Duration::from_secs(10));
    while challenge(&node, "mhab").maxnumber < 400_000 {
        assert!(!deadline.is_past(), "the challenges stay as easy as they were");
        integration_tests::clock::pause();
    }
    // Another agency has its peace.
    assert_eq!(challenge(&node, "tizi").maxnumber, 100_000);
}

#[test]
fn a_filled_decoy_is_asked_for_a_proof_and_a_person_is_not_lost() {
    let node = Alone::start();
    let form = Page::of(node.get("/mhab?lang=fr").send().expect(200));
    let filled = typed("website", "https://spam.example");
    let again = form.sends("file", &filled);
    assert_eq!(again.status, Code::ProofNeeded.status());
    assert_eq!(again.form("file").value("subject"), TYPED[2].1);
    assert!(!again.html.contains("spam.example"));
    // The form that came back, sent as it is.
    assert_eq!(again.sends("file", &[]).status, 201);
    let proof = solve(&challenge(&node, "mhab"));
    let proved: Vec<_> = filled.into_iter().chain([("proof", proof.as_str())]).collect();
    let other = Page::of(node.get("/mhab?lang=fr").send().expect(200));
    assert_eq!(other.sends("file", &proved).status, 201);
}

#[test]
fn the_switch_works_at_once() {
    let node = Alone::start();
    let widget = || node.get("/mhab/widget?lang=fr").send();
    let has_form = |answer: &Answer| answer.text().contains("data-form=\"file\"");
    let shown = Page::of(node.get("/mhab?lang=fr").send().expect(200));
    let script = || node.get("/mhab/wasl.js?lang=fr").send();
    assert!(has_form(&widget()));
    assert!(has_form(&script()));

    put(&node, |body| body.widget = "link".into());
    let answer = widget();
    assert!(!has_form(&answer) && answer.text().contains(&format!("href=\"{}/mhab?lang=fr\"", node.base_url())));
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert!(has_form(&node.get("/mhab?lang=fr").send()));
    let own = node.get("/mhab?lang=fr").header("sec-fetch-mode", "cors").header("origin", fixtures::ALLOWED_ORIGIN);
    assert!(!has_form(&own.send()));
    assert!(!has_form(&script()));
    put(&node, |body| {
        body.widget = "link".into();
        body.link_url = Some("https://www.exemple.ma/plaintes?a=1&b=2".into());
    });
    assert!(widget().text().contains("href=\"https://www.exemple.ma/plaintes?a=1&amp;b=2\""));
    sent(&node, &filing()).send().expect(201);

    let (known, receipt) = (key(), filing());
    let first: Receipt = filing_call(&node, "mhab", &known).json(&receipt).send().json(201);
    put(&node, |body| body.widget = "off".into());
    for answer in [widget(), node.get("/mhab?lang=fr").send()] {
        assert!(answer.status == 200 && !has_form(&answer) && answer.text().contains("ne reçoit pas"));
    }
    refused(&filing_call(&node, "mhab", &key()).json(&filing()), Code::FilingClosed);
    refused(&filing_call(&node, "mhab", &key()).json(&proved(&node, "mhab")), Code::FilingClosed);
    // A form that was open keeps its words; what was filed is repeated and can be followed.
    let page = shown.sends("file", &TYPED);
    assert_eq!((page.status, page.form("file").value("subject")), (403, TYPED[2].1));
    assert_eq!(filing_call(&node, "mhab", &known).json(&receipt).send().json::<Receipt>(201), first);
    let case = node.get(&format!("/v1/cases/{}", first.reference)).bearer(&first.access_code);
    case.send().expect(200);

    put(&node, |_| ());
    sent(&node, &filing()).send().expect(201);
    assert!(has_form(&widget()));
}
