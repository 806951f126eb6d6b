//! Every POST of the node, repeated: two at once, and once more after the answer was lost, are one; another body under
//! the same key is refused. The list of paths is read from the router: a new POST without a line here fails.
#![cfg(test)]

use integration_tests::assertions::refused;
use integration_tests::client::{Answer, Call};
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, filing, filing_json, key, routed};
use integration_tests::place;
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::{Sender, said};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;
use wire::exchange::Taken;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::{TokenList, TokenMade};
use wire::v1::desk::ActionDone;
use wire::v1::filing::{FileCase, Receipt};

/// What keeps a repeated request from being done twice.
#[derive(Debug, PartialEq, Eq)]
enum Kept {
    /// `Idempotency-Key`, or the hidden field of the hosted form; tested below or in the file named.
    ByKey(&'static str),
    /// The event's own source and id.
    ById,
    /// Asked twice it is done once, because there is nothing left to do.
    ByItself(&'static str),
    /// It reads and writes nothing.
    Reads,
    /// Twice is two, and why that harms nobody.
    Not(&'static str),
}

const POSTS: [(&str, Kept); 34] = [
    ("/v1/agencies/{}/cases", Kept::ByKey("idempotency.rs")),
    ("/v1/agencies/{}/documents", Kept::Not("an upload that nobody names is thrown away after a day")),
    ("/v1/agencies/{}/suggestions", Kept::Reads),
    ("/v1/cases/{}/messages", Kept::ByKey("idempotency.rs")),
    ("/v1/cases/{}/actions", Kept::ByKey("idempotency.rs")),
    ("/v1/desk/cases/{}/actions", Kept::ByKey("idempotency.rs")),
    ("/v1/desk/cases/{}/erase", Kept::ByItself("retention.rs")),
    ("/v1/desk/deliberations", Kept::ByKey("idempotency.rs")),
    ("/v1/desk/deliberations/{}/actions", Kept::ByKey("idempotency.rs")),
    ("/v1/desk/deliveries/{}/retry", Kept::ByItself("idempotency.rs")),
    ("/v1/admin/tokens", Kept::ByKey("idempotency.rs")),
    ("/v1/admin/tokens/{}/renew", Kept::ByKey("idempotency.rs")),
    ("/v1/desk/token/renew", Kept::ByKey("idempotency.rs")),
    ("/v1/admin/deliveries/retry", Kept::ByItself("deliveries.rs")),
    ("/v1/admin/peers/{}/discard", Kept::ByItself("deliveries.rs")),
    ("/v1/admin/deliveries/{}/discard", Kept::ByItself("deliveries.rs")),
    ("/v1/admin/deliveries/{}/retry", Kept::ByItself("idempotency.rs")),
    ("/v1/admin/deliveries/{}/redirect", Kept::ByItself("deliveries.rs")),
    (
        "/v1/admin/registers/{}/data-key",
        Kept::Not("another key is begun, and every key goes on opening what it sealed"),
    ),
    ("/v1/admin/drawers/{}/data-key", Kept::Not("another key is begun, and every key goes on opening what it sealed")),
    ("/v1/admin/registers/{}/restore", Kept::ByItself("backup.rs")),
    ("/v1/admin/drawers/{}/restore", Kept::ByItself("backup.rs")),
    ("/v1/admin/directories/{}/restore", Kept::ByItself("backup.rs")),
    ("/v1/callbacks/{}", Kept::ById),
    ("/v1/exchange/events", Kept::ById),
    ("/open311/v2/requests.json", Kept::ByKey("open311.rs")),
    ("/open311/v2/requests.xml", Kept::ByKey("open311.rs")),
    ("/{}", Kept::ByKey("pages.rs")),
    ("/{}/receipt", Kept::Reads),
    ("/{}/case", Kept::Reads),
    ("/{}/case/documents/{}", Kept::Reads),
    ("/{}/case/export", Kept::Reads),
    ("/{}/case/messages", Kept::ByKey("pages.rs")),
    ("/{}/case/actions", Kept::ByKey("pages.rs")),
];

/// The paths of the router's lines that take a POST alone, with `{}` for what is not fixed.
fn posts_of_the_router() -> BTreeSet<String> {
    let source = std::fs::read_to_string(place::repo().join("edge-worker/src/router.rs")).unwrap();
    let source = source.split("/// What a path is called").next().unwrap();
    let (node, agency) = source.split_once("async fn agency_page").unwrap();
    let found = |source: &str, prefix: &str| -> Vec<String> {
        let source = source.replace("(Get | Post, [\"v1\", \"admin\"", "(Post, [\"v1\", \"admin\"");
        let arms = source.split("(Post, [").skip(1).map(|rest| rest.split_once(']').unwrap().0.to_owned());
        arms.map(|arm| {
            let parts = arm.split(',').map(str::trim).filter(|part| !part.is_empty());
            let open =
                |part: &str| part.strip_prefix('"').map_or("{}".to_owned(), |p| p.trim_end_matches('"').to_owned());
            parts.fold(prefix.to_owned(), |path, part| format!("{path}/{}", open(part)))
        })
        .collect()
    };
    found(node, "").into_iter().chain(found(agency, "/{}")).collect()
}

#[test]
fn every_post_of_the_router_says_what_becomes_of_a_repeated_one() {
    let listed: BTreeSet<String> = POSTS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed.len(), POSTS.len());
    assert_eq!(posts_of_the_router(), listed);
    for (path, kept) in POSTS {
        let (Kept::ByKey(file) | Kept::ByItself(file)) = kept else { continue };
        assert!(place::repo().join("tests/tests").join(file).exists(), "{path} is tested in {file}");
    }
}

/// Sends a call from eight connections at once.
fn at_once(call: &Call) -> Vec<Answer> {
    thread::scope(|s| {
        let threads: Vec<_> = (0..8).map(|_| s.spawn(|| call.send())).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    })
}

/// Sends a JSON request and cuts the line without reading a word of the answer.
fn cut_off(node: &Alone, path: &str, headers: &[(&str, &str)], body: &Value) {
    let body = body.to_string();
    let head = format!("POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n", node.address());
    let own: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let mut stream = TcpStream::connect(node.address()).unwrap();
    stream.write_all(format!("{head}{own}content-length: {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
    stream.shutdown(Shutdown::Both).unwrap();
}

/// What holds of every POST with a key: `call` has none so far; `other` is the same with another body.
fn one_under_a_key(call: &Call, other: &Call, count: impl Fn() -> usize) {
    let before = count();
    let mine = key();
    let answers = at_once(&call.clone().key(&mine));
    let first = answers[0].expect(201).text();
    assert!(answers.iter().all(|a| a.status == 201 && a.text() == first), "all eight have the same answer");
    assert_eq!(call.clone().key(&mine).send().expect(201).text(), first);
    assert_eq!(count(), before + 1);
    refused(&other.clone().key(&mine), Code::IdempotencyKeyReused);
    assert_eq!(count(), before + 1);
    for bad in ["short", "with a space in it", &"x".repeat(129)] {
        refused(&call.clone().key(bad), Code::IdempotencyKeyNeeded);
    }
    assert_eq!(count(), before + 1);
}

#[test]
fn one_filing_under_a_key() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let call = |body: &FileCase| node.post("/v1/agencies/mhab/cases").json(body);
    let other = FileCase { subject: "Autre chose".into(), ..filing() };
    one_under_a_key(&call(&filing()), &call(&other), || desk.all().len());
}

#[test]
fn one_message_one_action_and_one_desk_action_under_a_key() {
    let node = Alone::start();
    let citizen = node.citizen();
    let desk = node.desk("mhab", "N. Agent");
    let entries = || desk.opens(&citizen.reference).timeline.len();
    let message = |text: &str| citizen.message(&json!({ "text": text }));
    one_under_a_key(&message("Un mot."), &message("Un autre."), entries);
    let note = |text: &str| desk.action(&citizen.reference, &json!({ "action": "note", "text": text }));
    one_under_a_key(&note("À voir."), &note("À revoir."), entries);
    let withdraw = |reason: &str| citizen.action(&json!({ "action": "withdraw", "reason": reason }));
    one_under_a_key(&withdraw("Réglé."), &withdraw("Autre raison."), entries);
}

#[test]
fn one_deliberation_and_one_word_in_it_under_a_key() {
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let open = |text: &str| {
        let body = json!({ "peer": "mediator", "subject": "Un décret", "text": text, "cases": [citizen.reference] });
        desk.call("POST", "/deliberations").json(&body)
    };
    one_under_a_key(&open("Un mot."), &open("Un autre."), || desk.deliberations("").deliberations.len());
    assert_eq!(desk.opens(&citizen.reference).timeline.iter().filter(|e| e.kind == "deliberation_linked").count(), 1);
    refused(&open("Sans clé."), Code::IdempotencyKeyNeeded);
    let reference = desk.deliberations("").deliberations.remove(0).reference;
    let entries = || desk.reads_deliberation(&reference).timeline.len();
    let word = |action: &str, text: &str| desk.deliberate(&reference, &json!({ "action": action, "text": text }));
    one_under_a_key(&word("message", "Un mot."), &word("message", "Un autre."), entries);
    one_under_a_key(&word("conclude", "Fini."), &word("conclude", "Fini autrement."), entries);
    let unlink = |cases: &[&str]| desk.deliberate(&reference, &json!({ "action": "unlink", "cases": cases }));
    one_under_a_key(&unlink(&[&citizen.reference]), &unlink(&["HAB-26A-000009-I"]), entries);
    assert_eq!(desk.opens(&citizen.reference).timeline.iter().filter(|e| e.kind == "deliberation_unlinked").count(), 1);
    node.settles_within(Duration::from_secs(15));
    assert_eq!(portal.seen().len(), 4);
}

#[test]
fn one_token_under_a_key_and_one_renewal() {
    let node = Alone::start();
    let tokens = || node.call_as_operator("GET", "/v1/admin/tokens").send().json::<TokenList>(200).tokens;
    let make = |name: &str| {
        let body = json!({ "agency": "mhab", "role": "supervisor", "name": name });
        node.call_as_operator("POST", "/v1/admin/tokens").json(&body)
    };
    one_under_a_key(&make("N. Une"), &make("N. Autre"), || tokens().len());
    // The answer that came at last is the token's, and it opens.
    let (mine, other) = (key(), key());
    let made: TokenMade = make("N. Deux").key(&mine).send().json(201);
    assert_eq!(made, make("N. Deux").key(&mine).send().json::<TokenMade>(201));
    assert_eq!(node.get("/v1/desk/cases").bearer(&made.token).send().status, 200);
    // Another operator has another token under the same key; who knows the key alone has none.
    let operator = node.token_as("operator", "", "O. Technique").token;
    let body = json!({ "agency": "mhab", "role": "supervisor", "name": "N. Deux" });
    let theirs: TokenMade = node.post("/v1/admin/tokens").bearer(&operator).key(&mine).json(&body).send().json(201);
    assert_ne!((&theirs.token, &theirs.id), (&made.token, &made.id));
    // A renewal whose answer was lost is asked for again with the token that ends soon.
    let renew = |key: &str| node.post("/v1/desk/token/renew").bearer(&made.token).key(key).send();
    let before = tokens().len();
    let renewed: TokenMade = renew(&other).json(201);
    assert_eq!(renewed, renew(&other).json::<TokenMade>(201));
    assert_eq!(tokens().len(), before + 1);
    assert_eq!(node.get("/v1/desk/cases").bearer(&renewed.token).send().status, 200);
    refused(&node.post("/v1/desk/token/renew").bearer(&made.token).key("short"), Code::IdempotencyKeyNeeded);
    // One that was taken away stays so.
    assert_eq!(node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", theirs.id)).send().status, 204);
    let again: TokenMade = node.post("/v1/admin/tokens").bearer(&operator).key(&mine).json(&body).send().json(201);
    assert_eq!(again, theirs);
    assert_eq!(node.get("/v1/desk/cases").bearer(&theirs.token).send().status, 401);
}

#[test]
fn a_request_whose_answer_was_lost_is_repeated_and_done_once() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let bearer = format!("Bearer {}", citizen.code);
    for n in 0..10 {
        let (filed, written) = (key(), key());
        let subject = format!("Sujet {n}");
        let mut body = filing_json();
        body["subject"] = json!(subject);
        cut_off(&node, "/v1/agencies/mhab/cases", &[("idempotency-key", &filed)], &body);
        let again: Receipt = filing_call(&node, "mhab", &filed).json(&body).send().json(201);
        let once: Receipt = filing_call(&node, "mhab", &filed).json(&body).send().json(201);
        assert_eq!(again, once);
        assert_eq!(desk.all().iter().filter(|row| row.subject == subject).count(), 1);

        let path = format!("/v1/cases/{}/messages", citizen.reference);
        let word = json!({ "text": format!("Mot {n}") });
        cut_off(&node, &path, &[("idempotency-key", &written), ("authorization", &bearer)], &word);
        let _done: ActionDone = citizen.message(&word).key(&written).send().json(201);
        let there = desk.opens(&citizen.reference).timeline;
        assert_eq!(there.iter().filter(|e| e.text.as_deref() == word["text"].as_str()).count(), 1);
    }
}

#[test]
fn a_filing_repeated_across_a_change_of_volume_is_the_one_that_was_filed() {
    let node = Alone::start();
    let mine = key();
    let call = || filing_call(&node, "mhab", &mine).json(&filing());
    let first: Receipt = call().send().json(201);
    assert!(first.reference.contains("A-000001-"), "{}", first.reference);
    let next = |volume: &str| wire::v1::admin::PutAgency {
        volume: volume.into(),
        routes: Vec::new(),
        mediator: None,
        ..fixtures::agency("HAB")
    };
    for volume in ["B", "C"] {
        node.put_agency("mhab", &next(volume));
        assert_eq!(call().send().json::<Receipt>(201), first);
        let other: Receipt = filing_call(&node, "mhab", &key()).json(&filing()).send().json(201);
        assert!(other.reference.contains(&format!("{volume}-000001-")), "{}", other.reference);
        assert_eq!(call().send().json::<Receipt>(201), first);
        let changed = FileCase { subject: "Autre chose".into(), ..filing() };
        refused(&filing_call(&node, "mhab", &mine).json(&changed), Code::IdempotencyKeyReused);
    }
    assert_eq!(node.desk("mhab", "N. Agent").all().len(), 3);
}

#[test]
fn an_event_repeated_across_a_change_of_volume_is_taken_once() {
    let peer = Sender::named("agencies");
    let mediator = Alone::mediator(&peer);
    let event = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    let take = || peer.call(&mediator, &event).send().json::<Taken>(200).taken.remove(0);
    let first = take();
    mediator.put_agency("mediator", &wire::v1::admin::PutAgency { volume: "B".into(), ..fixtures::mediator() });
    let again = take();
    assert_eq!((again.repeated, again.reference), (true, first.reference.clone()));
    let batch = peer.batch(&mediator, &[event.clone(), peer.hands_over("HAB-26A.2", "HAB-26A-000002-W")]);
    let taken: Vec<Taken> = at_once(&batch).iter().map(|a| a.json(200)).collect();
    assert!(taken.iter().all(|t| t.taken[0].repeated && t.taken[0].reference == first.reference));
    assert_eq!(taken.iter().filter(|t| !t.taken[1].repeated).count(), 1, "the second event is new once");
    let word =
        peer.tells("HAB-26A.3", "message", &first.reference, "HAB-26A-000001-Y", said(3, "complainant", "Un mot."));
    let told = at_once(&peer.call(&mediator, &word));
    assert_eq!(told.iter().filter(|a| !a.json::<Taken>(200).taken[0].repeated).count(), 1);
    assert_eq!(mediator.desk("mediator", "M. Agent").all().len(), 2);
}

#[test]
fn a_retry_that_is_asked_for_twice_is_one() {
    let portal = Portal::with(&[Line::Says(410, ""), Line::TakesAfter(Duration::from_secs(1))]);
    let mut node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    node.expect_error("\"what\":\"dead\"");
    let _citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let dead = || node.deliveries("?state=dead").into_iter().next();
    let dead = integration_tests::clock::until("a dead delivery", Duration::from_secs(15), dead);
    let retry = node.call_as_operator("POST", &format!("/v1/admin/deliveries/{}/retry", dead.id));
    assert!(at_once(&retry).iter().all(|a| a.status == 202));
    assert_eq!(node.supervisor("mhab", "N. Agent").retry(&dead.id).status, 202);
    node.settles_within(Duration::from_secs(15));
    assert_eq!(portal.seen().len(), 2);
}
