//! What the nodes print, and what they answer to one person, never tells of another: markers are planted wherever a
//! caller can put something, and looked for in everything that comes out.
#![cfg(test)]

use integration_tests::client::{Answer, Call, percent};
use integration_tests::clock;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{filing, key, names, random_hex, routed};
use integration_tests::live::Watcher;
use integration_tests::node::{Node, PROXY_HEADER};
use integration_tests::sender::{Sender, said};
use integration_tests::stack::Pair;
use integration_tests::upload::{Upload, multipart, pdf};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use wire::v1::filing::FileCase;

const SOON: Duration = Duration::from_secs(20);

/// Markers, each of them unlike anything that a node says by itself.
#[derive(Default)]
struct Planted {
    markers: RefCell<Vec<String>>,
    answers: RefCell<Vec<(String, Answer)>>,
}

impl Planted {
    /// A fresh marker for this place.
    fn mark(&self, place: &str) -> String {
        let marker = format!("Zq{place}{}", random_hex(10));
        self.markers.borrow_mut().push(marker.clone());
        marker
    }

    /// Something secret that was not made here.
    fn keep(&self, secret: &str) {
        self.markers.borrow_mut().push(secret.to_owned());
    }

    /// Sends a call. `sent`: all that its answer may repeat.
    fn send(&self, call: &Call, sent: &[&str]) -> Answer {
        let answer = call.send();
        self.answers.borrow_mut().push((sent.join(" "), answer.clone()));
        answer
    }
}

/// A filing with a marker in every field that takes a text.
fn filled(planted: &Planted) -> (FileCase, Vec<String>) {
    let mut filing = filing();
    filing.subject = planted.mark("subject");
    filing.body = planted.mark("body");
    filing.prior_steps = Some(planted.mark("steps"));
    filing.page = Some(format!("https://www.exemple.ma/{}", planted.mark("page")));
    filing.complainant.name = Some(planted.mark("name"));
    filing.complainant.email = Some(format!("{}@exemple.ma", planted.mark("email").to_lowercase()));
    filing.complainant.address = Some(planted.mark("address"));
    let sent = vec![serde_json::to_string(&filing).expect("JSON")];
    (filing, sent)
}

/// Headers that a caller can fill with anything.
fn strange(planted: &Planted, call: Call) -> Call {
    let mut call = call;
    // A request id that is a plain word is taken from our own proxy, and printed; one with a space is not.
    call = call.header("x-request-id", format!("{} {}", planted.mark("id"), planted.mark("id")));
    for name in ["user-agent", "referer", "x-forwarded-for", "cookie", "x-strange"] {
        call = call.header(name, planted.mark("header"));
    }
    call.header(PROXY_HEADER, "203.0.113.77").header("accept-language", format!("fr,{}", planted.mark("lang")))
}

fn as_a_citizen(pair: &Pair, planted: &Planted) -> Citizen {
    let node = &pair.agencies;
    let (mut body, sent) = filled(planted);
    let name = planted.mark("file");
    let mut content = pdf(4_000);
    content.extend(planted.mark("content").bytes());
    body.documents = vec![Upload::whole(node, "mhab", &format!("{name}.pdf"), &content)];
    planted.keep(&body.documents[0]);
    let idempotency = format!("{}{}", planted.mark("key"), key());
    let call = strange(planted, filing_call(node, "mhab", &idempotency).json(&body));
    let receipt: wire::v1::filing::Receipt = planted.send(&call, &[&sent[0]]).json(201);
    planted.keep(&receipt.access_code);
    planted.keep(&receipt.access_code.replace('-', ""));
    planted.keep(&receipt.reference);
    let citizen = Citizen::with(node, &receipt);
    drop(citizen.opens());
    let text = planted.mark("message");
    planted.send(&strange(planted, citizen.message(&json!({ "text": text }))), &[&text]).expect(201);
    // Refused: wrong types, wrong fields, no JSON, a key used twice, a wrong code.
    for wrong in
        [json!({ "text": 5, (planted.mark("field")): 1 }), json!({ "text": text, "in_reply_to": planted.mark("id") })]
    {
        planted.send(&citizen.message(&wrong), &[&wrong.to_string()]).expect(422);
    }
    let malformed = format!("{{\"text\":\"{}", planted.mark("malformed"));
    planted
        .send(&citizen.call("POST", "/messages").bytes("application/json", malformed.clone()), &[&malformed])
        .expect(400);
    planted.send(&filing_call(node, "mhab", &idempotency).json(&filing()), &[&idempotency]).expect(422);
    let code = planted.mark("code");
    planted.send(&node.get(&format!("/v1/cases/{}", receipt.reference)).bearer(&code), &[]).expect(404);
    let fields = [("reference", receipt.reference.as_str()), ("access_code", "0000-0000-0000-0000")];
    planted.send(&strange(planted, node.post("/mhab/case").form(&fields)), &[&receipt.reference]).expect(404);
    let typed = [("subject".to_owned(), planted.mark("typed")), ("name".to_owned(), planted.mark("typed"))];
    let name = format!("{}.exe", planted.mark("exe"));
    let form = multipart(node.post("/mhab"), &typed, &[(name.as_str(), b"MZ\x90\x00".as_slice())]);
    let kept: Vec<String> = planted.markers.borrow().iter().rev().take(3).cloned().collect();
    planted.send(&form, &[&kept.join(" ")]).expect(422);
    let mut socket = Watcher::with(node, &receipt.reference, &planted.mark("socket"));
    assert_eq!(socket.is_closed(), Some(1008));
    citizen
}

/// Paths, queries and tokens that are nonsense.
fn as_a_stranger(node: &Node, planted: &Planted) {
    let path = |place: &str| planted.mark(place);
    for (method, path) in [
        ("GET", format!("/{}", path("path"))),
        ("GET", format!("/v1/agencies/{}", path("agency"))),
        ("POST", format!("/v1/agencies/{}/cases", path("agency"))),
        ("GET", format!("/v1/cases/{}", path("reference"))),
        ("GET", format!("/v1/cases/{}/documents/{}", path("reference"), path("document"))),
        ("GET", format!("/mhab/case?reference={}&lang={}", path("query"), path("query"))),
        ("GET", format!("/mhab?{}={}", path("query"), path("query"))),
        ("GET", format!("/embed?agency={}&src={}", path("query"), path("query"))),
        ("GET", format!("/v1/challenge?agency={}", path("query"))),
        ("GET", format!("/w/{}/{}", path("version"), path("file"))),
        ("DELETE", format!("/v1/admin/tokens/{}", path("token"))),
        ("POST", format!("/v1/desk/deliveries/{}/retry", path("delivery"))),
        ("BREW", format!("/v1/{}", path("path"))),
    ] {
        let call = strange(planted, Call::new(method, node.url(&path)).bearer(&planted.mark("token")));
        planted.send(&call, &[&path]);
    }
}

fn as_staff(pair: &Pair, planted: &Planted, citizen: &Citizen) {
    let node = &pair.agencies;
    let name = planted.mark("staff");
    let desk = node.supervisor("mhab", &name);
    planted.keep(&desk.token);
    drop(desk.opens(&citizen.reference));
    planted.send(&desk.call("GET", &format!("/cases?q={}", planted.mark("q"))), &[]).expect(200);
    let sought = planted.mark("cursor");
    planted.send(&desk.call("GET", &format!("/cases?cursor={sought}&status={sought}")), &[&sought]).expect(400);
    drop(desk.says(&citizen.reference, "note", &planted.mark("note")));
    let to = planted.mark("to");
    planted.send(&desk.action(&citizen.reference, &json!({ "action": "forward", "to": to })), &[&to]).expect(422);
    planted
        .send(&desk.call("GET", &format!("/cases/{}/accesses", citizen.reference)), &[&name, &citizen.reference])
        .expect(200);
    let wrong = json!({ "agency": planted.mark("agency"), "role": planted.mark("role"), "name": "N." });
    planted.send(&node.call_as_operator("POST", "/v1/admin/tokens").json(&wrong), &[&wrong.to_string()]).expect(422);
    let malformed = format!("{{\"code\": \"{}", planted.mark("agency"));
    let put = node.call_as_operator("PUT", "/v1/admin/agencies/mhab").bytes("application/json", malformed.clone());
    planted.send(&put, &[&malformed]).expect(400);
}

fn as_a_peer(pair: &Pair, planted: &Planted) {
    let peer = Sender::named("elsewhere");
    let node = &pair.mediator;
    let described =
        integration_tests::fixtures::peer("elsewhere", "http://127.0.0.1:9", "mhab", &peer.key.public().to_text());
    node.put_peer(
        "elsewhere",
        &wire::v1::admin::PutPeer { names: names(&planted.mark("peer"), &planted.mark("peer")), ..described },
    );
    let reference = "HAB-26A-000001-Y";
    let mut handed = peer.hands_over(&planted.mark("event"), reference);
    if let Some(filed) = &mut handed.data.filed {
        let (body, _) = filled(planted);
        filed.filing = FileCase { documents: Vec::new(), consent: true, channel: "api".into(), page: None, ..body };
        filed.filing.complainant.phone = None;
        // Nobody's agency: it is refused, and nothing is owed to somebody who is not there.
        filed.agency = "nobody".into();
        filed.from = names(&planted.mark("from"), &planted.mark("from"));
    }
    let taken = planted.send(&peer.call(node, &handed), &[&handed.id]);
    assert!(taken.status >= 400, "{}", taken.text());
    let text = planted.mark("said");
    for (kind, subject) in
        [("message", "MED-26A-000001-6"), ("message", "MED-26A-000999-9"), (text.as_str(), "nonsense")]
    {
        let told = peer.tells(&planted.mark("event"), kind, subject, reference, said(2, "complainant", &text));
        let sent = serde_json::to_string(&told).expect("JSON");
        planted.send(&peer.call(node, &told), &[&sent]);
        planted.send(&Sender::named(&planted.mark("poser")).call(node, &told), &[&sent]);
    }
    let nonsense = format!("{{\"id\":\"{}\",", planted.mark("nonsense"));
    planted.send(&peer.signed(node, wire::exchange::MEDIA_TYPE, "x", &nonsense, clock::now()), &[&nonsense]);
}

/// Sends bytes that no decent client sends, and waits for the end, whatever is answered.
fn throw(address: &str, request: &str) {
    let mut stream = TcpStream::connect(address).expect("a node that listens");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit");
    stream.write_all(request.as_bytes()).expect("a request that is sent");
    let mut answer = Vec::new();
    // Some of these are answered by closing the connection.
    drop(stream.read_to_end(&mut answer));
}

/// Line breaks and control characters wherever a request can carry them.
fn as_a_forger(node: &Node) {
    let forged = r#"{"at":"2026-01-01T00:00:00.000Z","level":"error","msg":"forged"}"#;
    for path in ["/v1/%0A%0D%0a", "/%E2%80%A8%1b[31m", "/mhab?x=%0A%7B%22level%22%3A%22error%22%7D%0A"] {
        drop(node.get(&format!("{path}{}", percent(&format!("\n{forged}\n")))).send());
    }
    for header in [
        format!("X-A: a\n{forged}"),
        format!("User-Agent: a\r\n {forged}"),
        format!("Authorization: Bearer \u{1b}[2J{forged}"),
        format!("Idempotency-Key: a\u{0}b{forged}"),
        format!("{PROXY_HEADER}: 10.0.0.1\r{forged}"),
        format!("Referer: \u{2028}{forged}"),
        format!("Host: {forged}"),
    ] {
        for line in [
            format!("GET /v1/desk/cases HTTP/1.1\r\nHost: x\r\n{header}\r\n"),
            format!("GET /\n{forged} HTTP/1.1\r\nHost: x\r\n"),
        ] {
            throw(&node.address(), &format!("{line}Connection: close\r\n\r\n"));
        }
    }
}

const NO_HOST: &str = "invalid hostname when stringifying URL";

/// Each line says when and what by itself; lines of the runtime's own are looked at as text.
fn is_ours(line: &str) -> bool {
    let value: Option<Value> = serde_json::from_str(line).ok();
    value.is_some_and(|v| ["time", "level", "what"].iter().all(|name| v.get(name).is_some_and(Value::is_string)))
}

#[test]
fn nothing_that_anybody_sent_is_printed_or_told_to_anybody_else() {
    let mut pair = Pair::start();
    pair.agencies.expect_error("\"what\":\"dead\"");
    // The runtime's own word on a host that is none: one line, which begins with its own place in it.
    pair.agencies.expect_error(NO_HOST);
    let planted = Planted::default();
    for secret in [
        pair.agencies.operator_token.clone(),
        pair.agencies.hash_key().to_owned(),
        pair.mediator.operator_token.clone(),
    ] {
        planted.keep(&secret);
    }
    planted.keep("203.0.113.77");
    let citizen = as_a_citizen(&pair, &planted);
    as_a_stranger(&pair.agencies, &planted);
    as_staff(&pair, &planted, &citizen);
    as_a_peer(&pair, &planted);
    // An alarm that does not reach its peer, and then does.
    pair.mediator.kill();
    let subject = planted.mark("routed");
    let lost = Citizen::files(&pair.agencies, "mhab", &routed(&subject));
    planted.keep(&lost.reference);
    let tried = || pair.agencies.deliveries("?state=pending").into_iter().find(|delivery| delivery.attempts > 0);
    clock::until("an attempt that fails", SOON, tried);
    let wrong = wire::v1::admin::PutPeer { agency: "nobody".into(), ..pair.mediator_at(&pair.mediator.base_url()) };
    pair.agencies.put_peer("mediator", &wrong);
    pair.mediator.run();
    let dead = clock::until("a delivery that is refused", Duration::from_secs(60), || {
        pair.agencies.deliveries("?state=dead").into_iter().next()
    });
    pair.agencies.put_peer("mediator", &pair.mediator_at(&pair.mediator.base_url()));
    let retry = format!("/v1/admin/deliveries/{}/retry", dead.id);
    pair.agencies.call_as_operator("POST", &retry).send().expect(202);
    pair.settles();
    let before = [pair.agencies.lines().len(), pair.mediator.lines().len()];
    assert!(before.iter().all(|lines| *lines > 5), "the nodes print what they do: {before:?}");
    as_a_forger(&pair.agencies);

    let markers = planted.markers.borrow();
    assert!(markers.len() > 100, "{}", markers.len());
    for node in [&pair.agencies, &pair.mediator] {
        let of_the_runtime =
            |line: &&String| (line.starts_with("workerd/") && line.contains(NO_HOST)) || line.starts_with("stack: ");
        for line in node.lines().iter().filter(|line| !of_the_runtime(line)) {
            assert!(is_ours(line), "the node {} printed a line that is not one of its own: {line}", node.id);
            assert!(!line.contains("forged"), "a line was forged: {line}");
            let lower = line.to_lowercase();
            let told = markers.iter().find(|marker| lower.contains(&marker.to_lowercase()));
            assert!(told.is_none(), "the node {} printed {told:?}: {line}", node.id);
        }
    }
    for (sent, answer) in planted.answers.borrow().iter() {
        let headers =
            answer.header_list().into_iter().map(|(name, value)| format!("{name}: {value}\n")).collect::<String>();
        let all = format!("{headers}{}", String::from_utf8_lossy(&answer.body));
        if answer.status >= 400 {
            let told = markers.iter().find(|marker| all.contains(*marker) && !sent.contains(*marker));
            assert!(told.is_none(), "{told:?} was told to somebody who had not sent it: {all}");
        }
    }
}
