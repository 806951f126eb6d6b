//! The bridge that docs/connectors.md shows: a program that is not ours to a node, with a ticket system behind it.
#![cfg(test)]

use integration_tests::assertions::kinds;
use integration_tests::client::Call;
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{agency, routed};
use integration_tests::outsider::Outsider;
use integration_tests::place::{self, Folder};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(30);

/// The bridge as a process; ended when this is dropped.
struct Bridge {
    process: Child,
    url: String,
    folder: Folder,
}

impl Bridge {
    fn start(node: &Alone, city: &Outsider) -> Self {
        let folder = Folder::fresh();
        let mut python = Command::new(place::python_with("standardwebhooks"));
        python.arg(place::repo().join("docs/examples/bridge.py"));
        python.env("WASL_NODE", node.base_url()).env("WASL_PEER", &city.id).env("WASL_SECRET", &city.secret);
        python.env("BRIDGE_FOLDER", folder.path()).env("BRIDGE_PORT", "0");
        let mut process = python.stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self { process, url: format!("http://127.0.0.1:{}", port.trim()), folder }
    }

    fn ticket(&self, reference: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(format!("{reference}.txt"))).unwrap_or_default()
    }

    fn says(&self, said: &Value) -> Value {
        Call::new("POST", format!("{}/said", self.url)).json(said).send().json(200)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn the_documented_bridge_carries_a_case_there_and_its_answer_back() {
    let (node, city) = (Alone::start(), Outsider::named("mediator"));
    let bridge = Bridge::start(&node, &city);
    node.put_agency("mhab", &agency("HAB"));
    node.put_peer("mediator", &city.peer(&bridge.url, &[("path", "/hooks/wasl")]));
    let citizen = Citizen::files(&node, "mhab", &routed("Lampadaire éteint"));
    until("the ticket's case", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    citizen.writes("C’est rue du Modèle.");
    let written = || Some(bridge.ticket(&citizen.reference)).filter(|ticket| ticket.contains("[message]"));
    let ticket = until("the message in the ticket", SOON, written);
    assert!(ticket.starts_with("Lampadaire éteint\n") && ticket.contains("C’est rue du Modèle."), "{ticket}");

    let say = |id: &str, kind: &str, more: (&str, &str)| {
        bridge.says(&json!({ "id": id, "ticket": citizen.reference, "type": kind, more.0: more.1 }))
    };
    assert_eq!(say("note-1", "answer", ("text", "Remplacé ce matin."))["repeated"], false);
    assert_eq!(say("note-1", "answer", ("text", "Remplacé ce matin."))["repeated"], true);
    say("state-1", "closed", ("outcome", "upheld"));
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "message", "answer", "closed"]);

    // What nobody signed makes no ticket.
    let forged = json!({ "type": "wasl.case.filed", "data": { "reference": "X", "subject": "x", "body": "x" } });
    Call::new("POST", format!("{}/hooks/wasl", bridge.url)).json(&forged).send().expect(401);
    assert_eq!(bridge.ticket("X"), "");
}
