//! The libraries of Standard Webhooks, in Python and in JavaScript: they verify what arrived, and sign what is called back.
#![cfg(test)]

use integration_tests::assertions::kinds;
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{agency, key, routed};
use integration_tests::outsider::{Outsider, secret};
use integration_tests::place;
use integration_tests::portal::{Portal, Seen};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use wire::exchange::TakenEvent;

const SOON: Duration = Duration::from_secs(15);
const HEADERS: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

/// A library, as a program and its script.
struct Library(Command);

impl Library {
    fn both(what: &str) -> [Self; 2] {
        let mut node = Command::new("node");
        node.arg(place::repo().join("tests/node/webhook.mjs")).arg(what);
        let mut python = Command::new(place::python_with("standardwebhooks"));
        python.arg(place::repo().join("tests/python/webhook.py")).arg(what);
        [Self(node), Self(python)]
    }

    /// What it answers; nothing if it refuses.
    fn answers(mut self, asked: &Value) -> Option<Value> {
        let mut child = self.0.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
    }
}

fn node_with(portal: &Portal, city: &Outsider) -> Alone {
    let node = Alone::start();
    node.put_agency("mhab", &agency("HAB"));
    node.put_peer("mediator", &city.peer(&portal.url(), &[("complainant", "all")]));
    node
}

fn first(portal: &Portal) -> Seen {
    until("a webhook", SOON, || portal.seen().into_iter().next())
}

#[test]
fn what_arrives_is_verified_by_both_libraries_with_either_secret() {
    let (portal, old) = (Portal::with(&[]), Outsider::named("mediator"));
    let new = Outsider { secret: secret(), ..old.clone() };
    let node = node_with(&portal, &Outsider { secret: format!("{} {}", new.secret, old.secret), ..old.clone() });
    let citizen = Citizen::files(&node, "mhab", &routed("ⵉⵙⵙⴻⵍⵎⴰⴷ — إنارة 💡 « éteinte »"));
    let seen = first(&portal);
    let headers: Value = HEADERS.map(|name| (name.to_owned(), json!(seen.header(name)))).into_iter().collect();
    for secret in [&old.secret, &new.secret] {
        for library in Library::both("verify") {
            let payload = library.answers(&json!({ "secret": secret, "body": seen.body, "headers": headers }));
            let payload = payload.expect("the library takes it");
            assert_eq!(payload["data"]["reference"], citizen.reference.as_str());
            assert_eq!(payload["data"]["subject"], "ⵉⵙⵙⴻⵍⵎⴰⴷ — إنارة 💡 « éteinte »");
        }
    }
    let changed = seen.body.replace("HAB-", "TIZ-");
    let others = secret();
    for (secret, body) in [(&old.secret, &changed), (&others, &seen.body)] {
        for library in Library::both("verify") {
            let asked = json!({ "secret": secret, "body": body, "headers": headers });
            assert_eq!(library.answers(&asked), None, "it takes anything");
        }
    }
}

#[test]
fn what_both_libraries_sign_is_in_the_citizens_timeline() {
    let (portal, city) = (Portal::with(&[]), Outsider::named("mediator"));
    let node = node_with(&portal, &city);
    let citizen = Citizen::files(&node, "mhab", &routed("Lampadaire éteint"));
    until("the case at the city", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    let ends = [
        json!({ "reference": citizen.reference, "type": "answer", "text": "تم الإصلاح — réparé 💡" }),
        json!({ "reference": citizen.reference, "type": "closed", "outcome": "upheld" }),
    ];
    for (library, body) in Library::both("sign").into_iter().zip(ends) {
        let text = body.to_string();
        let signed =
            library.answers(&json!({ "secret": city.secret, "body": text, "id": key() })).expect("a signature");
        let call = node.post("/v1/callbacks/mediator").bytes("application/json", text);
        let call = HEADERS.iter().fold(call, |call, name| call.header(name, signed[name].as_str().unwrap()));
        let taken: TakenEvent = call.send().json(200);
        assert_eq!((taken.reference.as_str(), taken.repeated), (citizen.reference.as_str(), false));
        assert!(call.send().json::<TakenEvent>(200).repeated);
    }
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("upheld")));
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "answer", "closed"]);
    assert_eq!(case.timeline[3].text.as_deref(), Some("تم الإصلاح — réparé 💡"));
}
