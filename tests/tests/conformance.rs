//! `wasl exchange check` against a node that keeps to the protocol, and against one that looks at no signature.
#![cfg(test)]

use integration_tests::fixtures;
use integration_tests::keeper::Keeper;
use integration_tests::place::Folder;
use integration_tests::sender::Sender;
use integration_tests::stack::Alone;
use integration_tests::tool::{Ran, wasl};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

const AGENCY: &str = "mediator";

/// Checks what is at an address as the peer `checker`, with the key of this seed.
fn check(url: &str, seed: &str, more: &[&str]) -> Ran {
    let folder = Folder::fresh();
    let file = folder.path().join("seed");
    fs::write(&file, seed).unwrap();
    let file = file.to_str().unwrap();
    wasl(&[&["exchange", "check", url, "--seed", file, "--node", "checker", "--agency", AGENCY], more].concat())
}

#[test]
fn our_own_node_keeps_to_every_rule() {
    let node = Alone::mediator(&Sender::named("agencies"));
    let seed = fixtures::key_seed();
    let key = wire::signing::NodeKey::parse(&seed).unwrap().public().to_text();
    node.put_peer("checker", &fixtures::peer("checker", "http://127.0.0.1:9", "trial", &key));
    let ran = check(&node.base_url(), &seed, &[]);
    ran.expect(0, "its answer is signed");
    assert!(!ran.text.contains(" NO "), "{}", ran.text);
    println!("{}", ran.text);
    // Twice is as good as once: each run has ids of its own. The cases were taken back.
    check(&node.base_url(), &seed, &[]).expect(0, "yes");
    let cases = node.desk(AGENCY, "M. Agent").all();
    assert_eq!(cases.iter().map(|row| row.status.as_str()).collect::<Vec<_>>(), ["withdrawn", "withdrawn"]);
    // A key that the node was not told of.
    check(&node.base_url(), &fixtures::key_seed(), &[]).expect(1, "rules do not hold");
}

/// A node that takes whatever comes, and signs nothing.
fn careless() -> Keeper {
    Keeper::of(|mut line: &TcpStream, _| {
        let mut reader = BufReader::new(line);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut text = String::new();
            if reader.read_line(&mut text).unwrap_or(0) == 0 || text.trim_end().is_empty() {
                break;
            }
            if let Some(value) = text.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            head.push_str(&text);
        }
        let mut body = vec![0; length];
        drop(reader.read_exact(&mut body));
        let event: Value = serde_json::from_slice(&body).unwrap_or_default();
        let events = event.as_array().cloned().unwrap_or_else(|| vec![event]);
        let taken = |event: &Value| json!({ "id": event["id"], "reference": "MED-26A-000001-6", "repeated": false });
        let key = Sender::named("x").key.public().to_text();
        let said = if head.starts_with("GET /.well-known") {
            let keys = json!([{ "id": "x", "algorithm": "ed25519", "public_key": key, "status": "active" }]);
            json!({ "node": "careless", "base_url": "http://x", "exchange_url": "http://x", "keys": keys })
        } else {
            json!({ "taken": events.iter().map(taken).collect::<Vec<_>>() })
        };
        let said = said.to_string();
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{said}", said.len());
        drop(line.write_all(answer.as_bytes()));
    })
}

#[test]
fn a_node_that_looks_at_no_signature_fails() {
    let node = careless();
    let ran = check(&node.url(), &fixtures::key_seed(), &["--json"]);
    assert_eq!(ran.code, 1, "{}", ran.text);
    let end = ran.text.rfind(']').expect("a list");
    let rows: Vec<Value> = serde_json::from_str(&ran.text[..=end]).unwrap();
    let failed: Vec<_> =
        rows.iter().filter(|row| row["holds"] == false).filter_map(|row| row["rule"].as_str()).collect();
    for rule in [
        "its answer is signed, and about this message",
        "the same event again changes nothing",
        "an old message is refused",
        "one from the future is refused",
        "a body that was cut off is refused",
        "a body that was put in its place is refused",
        "a signature of another key is refused",
        "a message without a signature is refused",
        "somebody who is no peer is refused",
        "a request that was signed for another node is refused",
        "a word about a case that nobody has is refused",
    ] {
        assert!(failed.contains(&rule), "{rule} holds at a node that looks at nothing: {failed:?}");
    }
}

#[test]
fn a_node_that_is_not_there_is_not_reached() {
    check("http://127.0.0.1:9", &fixtures::key_seed(), &[]).expect(3, "127.0.0.1:9");
    check("http://127.0.0.1:9", "no key", &[]).expect(2, "no key");
}
