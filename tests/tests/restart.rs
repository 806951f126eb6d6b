//! A node that is ended without a warning: what was acknowledged is there, what was not can be sent again.
#![cfg(test)]

use domain::reference::Reference;
use integration_tests::client::{Answer, Call};
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{filing, key};
use integration_tests::stack::Alone;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use wire::v1::desk::ActionDone;
use wire::v1::filing::{FileCase, Receipt};

const SOON: Duration = Duration::from_secs(30);

/// A filing on its way: the call, and the receipt's text, if it came back.
#[derive(Debug, Clone)]
struct Sent {
    call: Call,
    receipt: Option<String>,
}

/// Files from four threads until the node is gone, which it is after `enough` filings.
fn file_until_it_dies(node: &mut Alone, enough: usize) -> Vec<Sent> {
    let (sent, over) = (Mutex::new(Vec::<Sent>::new()), AtomicBool::new(false));
    let address = node.url("/v1/agencies/mhab/cases");
    thread::scope(|s| {
        for worker in 0..4 {
            let (sent, over, address) = (&sent, &over, &address);
            s.spawn(move || {
                for n in 0.. {
                    if over.load(Ordering::SeqCst) {
                        break;
                    }
                    let filing = FileCase { subject: format!("Sujet {worker}-{n}"), ..filing() };
                    let call = Call::new("POST", address.as_str()).key(&key()).json(&filing);
                    let answer = call.try_send().ok().filter(|answer: &Answer| answer.status == 201);
                    sent.lock().unwrap().push(Sent { call, receipt: answer.map(|a| a.text()) });
                }
            });
        }
        let count = || sent.lock().unwrap().len();
        until("filings", SOON, || (count() >= enough).then_some(()));
        node.kill();
        let lost = || sent.lock().unwrap().iter().filter(|s| s.receipt.is_none()).count();
        until("filings that nobody answered", SOON, || (lost() >= 4).then_some(()));
        over.store(true, Ordering::SeqCst);
    });
    sent.into_inner().unwrap()
}

#[test]
fn a_node_that_dies_under_load_keeps_every_case_that_it_acknowledged() {
    let mut node = Alone::start();
    let sent = file_until_it_dies(&mut node, 80);
    node.run();
    let receipts: Vec<Receipt> =
        sent.iter().filter_map(|s| s.receipt.as_deref()).map(|text| serde_json::from_str(text).unwrap()).collect();
    assert!(receipts.len() >= 60, "only {} were acknowledged", receipts.len());
    for receipt in &receipts {
        assert_eq!(Citizen::with(&node, receipt).opens().received_at, receipt.received_at);
    }
    let acknowledged: BTreeSet<String> = receipts.into_iter().map(|r| r.reference).collect();
    let stored: Vec<String> = node.desk("mhab", "N. Agent").all().into_iter().map(|c| c.reference).collect();
    assert!(acknowledged.iter().all(|reference| stored.contains(reference)));
    let serials: Vec<u32> = stored.iter().map(|r| Reference::parse(r).unwrap().serial()).collect();
    let without_gap: Vec<u32> = (1..=u32::try_from(stored.len()).unwrap()).rev().collect();
    assert_eq!(serials, without_gap);
}

#[test]
fn what_was_sent_when_the_node_died_can_be_sent_again_without_a_second_case() {
    let mut node = Alone::start();
    let sent = file_until_it_dies(&mut node, 40);
    node.run();
    for one in &sent {
        let again = one.call.send();
        assert_eq!(again.status, 201);
        assert!(one.receipt.as_ref().is_none_or(|receipt| *receipt == again.text()));
    }
    let stored = node.desk("mhab", "N. Agent").all();
    assert_eq!(stored.len(), sent.len());
    let subjects: BTreeSet<_> = stored.into_iter().map(|c| c.subject).collect();
    assert_eq!(subjects.len(), sent.len());
}

#[test]
fn a_node_that_was_started_again_goes_on_where_it_was() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    let desk = node.desk("mhab", "N. Agent");
    let question = desk.says(&citizen.reference, "ask", "Quelle est la date du dépôt ?").event.id;
    let (key, body) = (key(), json!({ "text": "Le 3 mars.", "in_reply_to": question }));
    let first: ActionDone = citizen.message(&body).key(&key).send().json(201);
    let before = citizen.opens();
    node.kill();
    node.run();
    assert_eq!(citizen.opens(), before);
    assert_eq!(citizen.message(&body).key(&key).send().json::<ActionDone>(201), first);
    assert_eq!(citizen.opens(), before);
    assert_eq!(Reference::parse(&node.citizen().reference).unwrap().serial(), 2);
    assert_eq!(desk.all().len(), 2);
}

#[test]
fn a_node_that_was_asked_to_end_loses_nothing_either() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    node.stop();
    node.run();
    assert_eq!(citizen.opens().status, "received");
    assert_eq!(Reference::parse(&node.citizen().reference).unwrap().serial(), 2);
}
