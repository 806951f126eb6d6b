//! Documents between two real nodes: they go over whole, both ways, from where they stood, and to nobody else.
#![cfg(test)]

use integration_tests::assertions::{is_problem, refused};
use integration_tests::clock::{self, until};
use integration_tests::desk::{Citizen, Desk, filing_call};
use integration_tests::fixtures::{self, filing, key, routed};
use integration_tests::node::Node;
use integration_tests::scanner::{Answers, ClamAv, infected_pdf};
use integration_tests::sender::Sender;
use integration_tests::stack::{Alone, Pair};
use integration_tests::tap::Tap;
use integration_tests::upload::{Upload, pdf, sha256};
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutAgency;
use wire::v1::case::DocumentView;
use wire::v1::filing::{FileCase, Receipt};

const SOON: Duration = Duration::from_secs(30);
/// 25 MB over one line of a busy machine, with a node that begins again in between.
const LATER: Duration = Duration::from_secs(120);
const LARGEST: usize = 26_214_400;

/// Two nodes; what the Mediator's fetches from the agencies' goes through a tap.
fn tapped() -> (Pair, Tap) {
    let pair = Pair::start();
    let tap = Tap::before(&pair.agencies.base_url());
    let peer = fixtures::peer("agencies", &tap.url(), "mhab", &pair.agencies.public_key());
    pair.mediator.put_peer("agencies", &peer);
    (pair, tap)
}

/// Sends a document in parts: a busy machine takes long for 25 MB.
fn uploads(node: &Node, name: &str, bytes: &[u8]) -> String {
    let upload = Upload::begin(node, "mhab", bytes.len(), name);
    for (n, part) in bytes.chunks(2 << 20).enumerate() {
        upload.sends(n * (2 << 20), part).expect(204);
    }
    upload.id()
}

/// Files a case that goes to the Mediator by rule, with these documents.
fn files(node: &Node, documents: &[(&str, &[u8])]) -> Citizen {
    let ids = documents.iter().map(|(name, bytes)| uploads(node, name, bytes)).collect();
    let with = FileCase { documents: ids, ..routed("Avec pièces") };
    let receipt: Receipt = filing_call(node, "mhab", &key()).json(&with).send().json(201);
    Citizen::with(node, &receipt)
}

/// The reference that a case has at the Mediator, once it is there.
fn there(mediator: &Desk) -> String {
    until("the case at the Mediator", SOON, || mediator.all().first().map(|row| row.reference.clone()))
}

/// The documents of a case as the desk sees them.
fn documents(desk: &Desk, reference: &str) -> Vec<DocumentView> {
    desk.opens(reference).documents
}

fn download(desk: &Desk, reference: &str, id: &str) -> integration_tests::client::Call {
    desk.call("GET", &format!("/cases/{reference}/documents/{id}"))
}

/// Waits until a desk can have the document at this place, and takes it.
fn arrives(desk: &Desk, reference: &str, place: usize, within: Duration) -> (DocumentView, Vec<u8>) {
    let here = |d: &DocumentView| !matches!(d.scan.as_str(), "pending" | "failed" | "on_its_way");
    let document = until("the document", within, || documents(desk, reference).get(place).cloned().filter(here));
    let answer = download(desk, reference, &document.id).send();
    answer.expect(200);
    (document, answer.body)
}

#[test]
fn a_document_of_25_mb_goes_over_with_its_case_and_its_bytes_are_the_same() {
    let pair = Pair::start();
    let (large, small) = (pdf(LARGEST), pdf(1_001));
    let citizen = files(&pair.agencies, &[("شهادة السكنى.pdf", &large), ("b.pdf", &small)]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    for (place, bytes) in [&large, &small].into_iter().enumerate() {
        let (document, came) = arrives(&mediator, &case, place, LATER);
        assert!(came == *bytes, "other bytes came");
        assert_eq!((document.sha256, document.media_type.as_str()), (sha256(bytes), "application/pdf"));
    }
    let ours = documents(&mediator, &case);
    assert_eq!(ours[0].name, "شهادة السكنى.pdf");
    let theirs = citizen.opens().documents;
    assert!(ours.iter().all(|d| theirs.iter().all(|t| t.id != d.id)), "an id of another node");
    // The story that came along names what can be had here.
    let story: Vec<_> = mediator.opens(&case).history.into_iter().flat_map(|e| e.documents).map(|d| d.id).collect();
    assert_eq!(story, ours.iter().map(|d| d.id.clone()).collect::<Vec<_>>());
    let figures = pair.mediator.get("/metrics").bearer(&pair.mediator.metrics_token).send().text();
    let line = "wasl_document_fetches_total{peer=\"agencies\",result=\"arrived\"";
    assert!(figures.lines().any(|l| l.starts_with(line) && l.ends_with(" 2")), "{figures}");
}

#[test]
fn documents_go_both_ways_with_messages_and_answers() {
    let pair = Pair::start();
    let citizen = files(&pair.agencies, &[]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    let asked = pdf(300_000);
    let id = Upload::whole(&pair.mediator, "mediator", "formulaire.pdf", &asked);
    mediator.acts(&case, &json!({ "action": "ask", "text": "Remplissez ceci.", "documents": [id] }));
    let of_citizen = until("the document at the citizen's", SOON, || {
        citizen.opens().documents.into_iter().next().filter(|d| d.scan == "unscanned")
    });
    let answer = citizen.call("GET", &format!("/documents/{}", of_citizen.id)).send();
    assert!(answer.expect(200).body == asked && of_citizen.name == "formulaire.pdf");
    let question = citizen.opens().timeline.into_iter().find(|e| e.open).expect("the question");
    assert_eq!(question.documents.len(), 1);

    let filled = pdf(400_000);
    let reply = Upload::whole(&pair.agencies, "mhab", "rempli.pdf", &filled);
    let body = json!({ "text": "Voici.", "in_reply_to": question.id, "documents": [reply] });
    citizen.message(&body).key(&key()).send().expect(201);
    until("the reply at the Mediator", SOON, || (documents(&mediator, &case).len() == 2).then_some(()));
    assert!(arrives(&mediator, &case, 1, SOON).1 == filled);

    // What nobody has sent before, or another case has, cannot be sent along; ten at most.
    let unknown = mediator.action(&case, &json!({ "action": "note", "text": "x", "documents": [id] }));
    let wrong = refused(&unknown, Code::InvalidFields);
    assert_eq!(integration_tests::assertions::fields(&wrong), [("/documents/0", "unknown-document")]);
    let many = mediator.action(&case, &json!({ "action": "note", "text": "x", "documents": vec!["x"; 11] }));
    let wrong = refused(&many, Code::InvalidFields);
    assert_eq!(integration_tests::assertions::fields(&wrong), [("/documents", "too-many")]);
}

#[test]
fn a_receiver_that_dies_in_the_middle_goes_on_from_there() {
    let (mut pair, tap) = tapped();
    let large = pdf(LARGEST);
    tap.hold_at(20_000_000);
    files(&pair.agencies, &[("a.pdf", &large)]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    until("most of the document", SOON, || (tap.back() >= 20_000_000).then_some(()));
    assert_eq!(documents(&mediator, &case)[0].scan, "on_its_way");
    pair.mediator.kill();
    tap.hold_at(u64::MAX);
    pair.mediator.run();
    assert!(arrives(&mediator, &case, 0, LATER).1 == large);
    whole_and_little_more(&tap);
}

#[test]
fn a_sender_that_dies_in_the_middle_is_asked_for_the_rest() {
    let (mut pair, tap) = tapped();
    let large = pdf(LARGEST);
    // What is left is more than what lies in the line: that comes through although the sender is dead.
    tap.hold_at(4_000_000);
    files(&pair.agencies, &[("a.pdf", &large)]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    until("a good part of the document", SOON, || (tap.back() >= 4_000_000).then_some(()));
    pair.agencies.kill();
    tap.hold_at(u64::MAX);
    until("word of the lost line", SOON, || {
        Some(()).filter(|()| pair.mediator.lines().iter().any(|l| l.contains("\"what\":\"fetch\"")))
    });
    assert_eq!(documents(&mediator, &case)[0].scan, "on_its_way");
    pair.agencies.run();
    assert!(arrives(&mediator, &case, 0, LATER).1 == large);
    whole_and_little_more(&tap);
}

/// What came back was the document, and beyond it less than half of what had come before: a piece that was not on disk, what lay in the
/// line, heads and acknowledgements.
fn whole_and_little_more(tap: &Tap) {
    let (back, whole) = (tap.back(), LARGEST as u64);
    println!("{back} bytes came back for a document of {whole}");
    assert!((whole..whole + 10_000_000).contains(&back), "{back} bytes came back for a document of {whole}");
}

#[test]
fn a_document_that_is_not_the_one_that_was_announced_is_never_shown() {
    let (mut pair, tap) = tapped();
    pair.mediator.expect_error("\"result\":\"lost\"");
    tap.change(200_000);
    let citizen = files(&pair.agencies, &[("a.pdf", &pdf(300_000))]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    let lost = until("the end of it", SOON, || documents(&mediator, &case).pop().filter(|d| d.scan == "lost"));
    refused(&download(&mediator, &case, &lost.id), Code::DocumentLost);
    assert!(
        pair.mediator.lines().iter().any(|l| l.contains("\"level\":\"error\"") && l.contains("\"result\":\"lost\""))
    );
    let figures = pair.mediator.get("/metrics").bearer(&pair.mediator.metrics_token).send().text();
    assert!(figures.lines().any(|l| l.starts_with("wasl_document_fetches_total") && l.contains("lost")), "{figures}");
    assert_eq!(citizen.opens().documents[0].scan, "unscanned", "at home it is what it was");
}

#[test]
fn while_it_is_on_its_way_both_sides_say_so_by_its_name() {
    let pair = Pair::start();
    let citizen = files(&pair.agencies, &[]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    let agency = fixtures::agency("HAB");
    let languages = ["ar", "fr", "zgh", "en", "es"].map(str::to_owned).to_vec();
    pair.agencies.put_agency("mhab", &PutAgency { languages, ..agency });
    // The agencies' node does not know the Mediator's address for a while.
    pair.agencies.put_peer("mediator", &pair.mediator_at("http://127.0.0.1:9"));
    let bytes = pdf(300_000);
    let id = Upload::whole(&pair.mediator, "mediator", "décision.pdf", &bytes);
    mediator.acts(&case, &json!({ "action": "message", "text": "Voici.", "documents": [id] }));
    let coming = until("its name", SOON, || citizen.opens().documents.pop());
    assert_eq!((coming.name.as_str(), coming.scan.as_str()), ("décision.pdf", "on_its_way"));
    refused(&citizen.call("GET", &format!("/documents/{}", coming.id)), Code::DocumentOnItsWay);
    let agency = pair.agencies.desk("mhab", "N. Agent");
    refused(&download(&agency, &citizen.reference, &coming.id), Code::DocumentOnItsWay);
    for (language, said) in [
        ("fr", "Ce document est en route"),
        ("ar", "هذه الوثيقة في طريقها"),
        ("en", "This document is on its way"),
        ("es", "Este documento está en camino"),
        ("zgh", "ⵓⵔ ⵜⴰ ⴷ ⵉⵍⴽⵉⵎ"),
    ] {
        let opened = [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str())];
        let page = pair.agencies.post(&format!("/mhab/case?lang={language}")).form(&opened).send().text();
        assert!(page.contains("décision.pdf") && page.contains(said), "{language}: {page}");
        assert!(!page.contains(&format!("/documents/{}", coming.id)), "{language}: a button for what is not here");
    }
    pair.agencies.put_peer("mediator", &pair.mediator_at(&pair.mediator.base_url()));
    until("the document", LATER, || citizen.opens().documents.pop().filter(|d| d.scan == "unscanned"));
    assert!(citizen.call("GET", &format!("/documents/{}", coming.id)).send().body == bytes);
}

/// The agencies' node with a peer that is a name and a key and takes everything that it is told: the case went to it.
fn told(sender: &Sender) -> (Alone, Citizen, String) {
    let node = Alone::with_mediator_at("http://127.0.0.1:9", sender);
    let citizen = files(&node, &[("a.pdf", &pdf(600_000))]);
    let id = citizen.opens().documents[0].id.clone();
    (node, citizen, id)
}

#[test]
fn a_document_is_given_only_to_the_peer_that_was_told_of_it() {
    let mediator = Sender::named("mediator");
    let (mut node, citizen, id) = told(&mediator);
    let now = clock::now();
    let ask = |by: &Sender, reference: &str, id: &str, offset| by.asks(&node, "agencies", reference, id, offset, now);
    let given = ask(&mediator, &citizen.reference, &id, 262_144).send();
    assert_eq!((given.status, given.header("content-range")), (206, "bytes 262144-599999/600000"));
    assert!(given.body == pdf(600_000)[262_144..]);
    assert_eq!(ask(&mediator, &citizen.reference, &id, 599_999).send().body.len(), 1);
    refused(&ask(&mediator, &citizen.reference, &id, 600_000), Code::InvalidUpload);

    // A case that it was never told of, another's document, and what there never was: one and the same answer.
    let kept = FileCase { documents: vec![Upload::whole(&node, "mhab", "b.pdf", &pdf(700))], ..filing() };
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&kept).send().json(201);
    let other = Citizen::with(&node, &receipt);
    let others = other.opens().documents[0].id.clone();
    let unknown = ask(&mediator, "HAB-26A-000999-7", &id, 0).send();
    for (reference, id) in [
        (other.reference.as_str(), others.as_str()),
        (&other.reference, &id),
        (&citizen.reference, &others),
        (&citizen.reference, "2611zzzzzzzzzzzzzzzzzzzzzzzzzz"),
        ("TIZ-26A-000001-A", &others),
        ("nonsense", &others),
    ] {
        let answer = ask(&mediator, reference, id, 0).send();
        assert_eq!((answer.status, answer.text()), (404, unknown.text()), "{reference} {id}");
    }
    // Another peer of this node is told nothing of it.
    let region = Sender::named("region");
    let peer = fixtures::peer("region", "http://127.0.0.1:9", "region", &region.key.public().to_text());
    node.put_peer("region", &peer);
    assert_eq!(ask(&region, &citizen.reference, &id, 0).send().text(), unknown.text());
    // Nobody takes what is owed to the Mediator here: a node that was stopped is not asked whether all has gone out.
    node.stop();
}

#[test]
fn a_signed_request_is_good_for_five_minutes_for_one_node_and_for_what_it_names() {
    let mediator = Sender::named("mediator");
    let (mut node, citizen, id) = told(&mediator);
    let now = clock::now();
    let ask = |audience: &str, offset, at| mediator.asks(&node, audience, &citizen.reference, &id, offset, at);
    ask("agencies", 0, now).send().expect(206);
    for minutes in [-6, 6] {
        refused(&ask("agencies", 0, now.plus_ms(minutes * 60_000)), Code::BadSignature);
    }
    refused(&ask("elsewhere", 0, now), Code::BadSignature);
    refused(&ask("agencies", 5, now).header("range", "bytes=6-"), Code::BadSignature);
    refused(&ask("agencies", 0, now).header("wasl-source", "urn:wasl:node:region"), Code::NotAPeer);
    let stranger = Sender { node: "mediator".into(), ..Sender::named("x") };
    refused(&stranger.asks(&node, "agencies", &citizen.reference, &id, 0, now), Code::BadSignature);
    refused(&node.get(&format!("/v1/exchange/cases/{}/documents/{id}", citizen.reference)), Code::NotAPeer);
    is_problem(&node.post("/v1/exchange/cases/a/documents/b").lang("fr").send(), Code::MethodNotAllowed, "fr");
    // Nobody takes what is owed to the Mediator here: a node that was stopped is not asked whether all has gone out.
    node.stop();
}

#[test]
fn what_the_receivers_scanner_finds_infected_is_never_offered() {
    let clamav = ClamAv::start();
    let mut pair = Pair::start();
    pair.mediator.scanner = clamav.url();
    pair.mediator.stop();
    pair.mediator.run();
    let (clean, infected) = (pdf(400_000), infected_pdf(500_000));
    let citizen = files(&pair.agencies, &[("a.pdf", &clean), ("b.pdf", &infected)]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    let judged = until("the verdicts", LATER, || {
        let found = documents(&mediator, &case);
        found.iter().all(|d| matches!(d.scan.as_str(), "clean" | "infected")).then_some(found)
    });
    assert_eq!(judged.iter().map(|d| d.scan.as_str()).collect::<Vec<_>>(), ["clean", "infected"]);
    assert!(download(&mediator, &case, &judged[0].id).send().body == clean);
    refused(&download(&mediator, &case, &judged[1].id), Code::DocumentInfected);
    // The agencies' node has no scanner: there it is what it was.
    assert_eq!(citizen.opens().documents[1].scan, "unscanned");
}

#[test]
fn many_documents_at_once_take_no_more_memory_than_a_few_pieces() {
    let (pair, _tap) = tapped();
    let large = pdf(LARGEST);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    files(&pair.agencies, &[("a.pdf", &large)]);
    let case = there(&mediator);
    arrives(&mediator, &case, 0, LATER);
    let (before, sends_before) = (pair.mediator.memory_peak(), pair.agencies.memory_peak());
    let six: Vec<(&str, &[u8])> = (0..6).map(|_| ("b.pdf", large.as_slice())).collect();
    files(&pair.agencies, &six);
    let case =
        until("the second case", SOON, || (mediator.all().len() == 2).then(|| mediator.all()[0].reference.clone()));
    let all = || documents(&mediator, &case).iter().all(|d| d.scan == "unscanned");
    until("six documents", LATER, || (documents(&mediator, &case).len() == 6 && all()).then_some(()));
    let more = pair.mediator.memory_peak().saturating_sub(before);
    let sends_more = pair.agencies.memory_peak().saturating_sub(sends_before);
    println!("six documents of 25 MB: {more} bytes more at the receiver, {sends_more} at the sender");
    assert!(more < LARGEST as u64, "{more} bytes more for six documents of 25 MB");
    // The sender took them from the citizen meanwhile.
    assert!(sends_more < 3 * LARGEST as u64, "{sends_more} bytes more where they came from");
}

#[test]
fn of_an_erased_case_a_peer_gets_nothing_more() {
    let pair = Pair::start();
    let citizen = files(&pair.agencies, &[("a.pdf", &pdf(2_000))]);
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = there(&mediator);
    arrives(&mediator, &case, 0, SOON);
    mediator.acts(&case, &json!({ "action": "close", "outcome": "upheld", "text": "Fait." }));
    until("the end", SOON, || (citizen.opens().status == "closed").then_some(()));
    pair.settles();
    let id = citizen.opens().documents[0].id.clone();
    let key = wire::signing::NodeKey::parse(&pair.mediator.signing_keys).expect("its key");
    let as_mediator = Sender { node: "mediator".into(), key };
    let ask = || as_mediator.asks(&pair.agencies, "agencies", &citizen.reference, &id, 0, clock::now());
    ask().send().expect(206);
    let supervisor = pair.agencies.supervisor("mhab", "Mme Chef");
    supervisor.call("POST", &format!("/cases/{}/erase?reason=request", citizen.reference)).send().expect(204);
    refused(&ask(), Code::DocumentLost);
}

#[test]
fn a_peer_that_says_nothing_delays_no_other_peers_documents() {
    let pair = Pair::start();
    let (silent, region) = (Answers::start(None), Sender::named("region"));
    let url = silent.url.trim_end_matches("/scan").to_owned();
    pair.mediator.put_peer("region", &fixtures::peer("region", &url, "region", &region.key.public().to_text()));
    let mut event = region.hands_over("REG-26A.1", "REG-26A-000001-X");
    let named = |n: usize| DocumentView {
        id: format!("2611x{n}"),
        name: "a.pdf".into(),
        media_type: "application/pdf".into(),
        length_bytes: 1_000,
        sha256: sha256(&pdf(1_000)),
        scan: String::new(),
    };
    event.data.filed.as_mut().expect("a filing").documents = (0..50).map(named).collect();
    region.call(&pair.mediator, &event).send().expect(200);
    until("both lines to the silent one", SOON, || (silent.asked() >= 2).then_some(()));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let theirs = mediator.all()[0].reference.clone();
    let bytes = pdf(700_000);
    let ten: Vec<(&str, &[u8])> = (0..10).map(|_| ("b.pdf", bytes.as_slice())).collect();
    files(&pair.agencies, &ten);
    let case =
        until("the second case", SOON, || (mediator.all().len() == 2).then(|| mediator.all()[0].reference.clone()));
    for place in 0..10 {
        assert!(arrives(&mediator, &case, place, LATER).1 == bytes);
    }
    // A line to the silent one ends after fifteen seconds: nobody waited for many of them.
    assert!(silent.asked() <= 6, "{} lines to the silent one went by", silent.asked());
    assert!(documents(&mediator, &theirs).iter().all(|d| d.scan == "on_its_way"));
    let names: Vec<_> = documents(&mediator, &theirs).into_iter().map(|d| d.name).collect();
    assert_eq!(names.len(), 50);
}
