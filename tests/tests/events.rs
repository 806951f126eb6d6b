//! What a node takes from a peer, and what it refuses: signatures, times, senders, repeated and impossible events.
#![cfg(test)]

use integration_tests::assertions::refused;
use integration_tests::clock;
use integration_tests::desk::Desk;
use integration_tests::fixtures::{self, key};
use integration_tests::sender::{Sender, said};
use integration_tests::stack::Alone;
use std::thread;
use wire::exchange::{EventData, MEDIA_TYPE, Taken};
use wire::problem::ProblemCode as Code;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};

/// The Mediator's node, somebody who speaks as its peer, and the desk where it shows.
fn mediator_and_peer() -> (Alone, Sender, Desk) {
    let peer = Sender::named("agencies");
    let mediator = Alone::mediator(&peer);
    let desk = mediator.desk("mediator", "M. Agent");
    (mediator, peer, desk)
}

#[test]
fn an_event_that_comes_twice_is_answered_the_same_and_changes_nothing() {
    let (mediator, peer, desk) = mediator_and_peer();
    let event = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    let call = peer.call(&mediator, &event);
    let (first, again): (Taken, Taken) = (call.send().json(200), call.send().json(200));
    assert_eq!((first.taken[0].repeated, again.taken[0].repeated), (false, true));
    assert_eq!(first.taken[0].reference, again.taken[0].reference);
    let there = &first.taken[0].reference;
    let message = peer.tells("HAB-26A.2", "message", there, "HAB-26A-000001-Y", said(3, "complainant", "Un mot."));
    let before = {
        peer.call(&mediator, &message).send().expect(200);
        desk.opens(there)
    };
    assert_eq!(before.timeline.len(), 2);
    peer.call(&mediator, &message).send().expect(200);
    assert_eq!(desk.opens(there), before);
    assert_eq!(desk.all().len(), 1);
}

#[test]
fn one_event_from_eight_connections_at_once_opens_one_case() {
    let (mediator, peer, desk) = mediator_and_peer();
    let call = peer.call(&mediator, &peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y"));
    let taken: Vec<Taken> = thread::scope(|s| {
        let threads: Vec<_> = (0..8).map(|_| s.spawn(|| call.send().json(200))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(taken.iter().filter(|t| !t.taken[0].repeated).count(), 1);
    assert_eq!(desk.all().len(), 1);
}

#[test]
fn several_events_in_one_message_are_taken_in_their_order() {
    let (mediator, peer, desk) = mediator_and_peer();
    let events: Vec<_> = (1..=5).map(|n| peer.hands_over(&format!("HAB-26A.{n}"), "HAB-26A-000001-Y")).collect();
    let taken: Taken = peer.batch(&mediator, &events).send().json(200);
    let ids: Vec<_> = taken.taken.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["HAB-26A.1", "HAB-26A.2", "HAB-26A.3", "HAB-26A.4", "HAB-26A.5"]);
    assert_eq!(desk.all().len(), 5);
    let again: Taken = peer.batch(&mediator, &events).send().json(200);
    assert!(again.taken.iter().all(|t| t.repeated));
}

#[test]
fn a_bad_signature_is_refused() {
    let (mediator, peer, desk) = mediator_and_peer();
    let event = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    let body = serde_json::to_string(&event).unwrap();
    let thief = Sender::named("agencies");
    refused(&thief.call(&mediator, &event), Code::BadSignature);
    let plain = || mediator.post("/v1/exchange/events").bytes(MEDIA_TYPE, body.clone());
    refused(&plain(), Code::BadSignature);
    let now = (clock::now().0 / 1000).to_string();
    for signature in ["v1a,", "v1a,AAAA", "v1,AAAA", "nonsense"] {
        let call =
            plain().header(HEADER_ID, &event.id).header(HEADER_TIMESTAMP, &now).header(HEADER_SIGNATURE, signature);
        refused(&call, Code::BadSignature);
    }
    let other = serde_json::to_string(&peer.hands_over("HAB-26A.1", "HAB-26A-000002-W")).unwrap();
    let signature = peer.key.sign_message(&event.id, now.parse().unwrap(), &body);
    let exchanged = mediator
        .post("/v1/exchange/events")
        .header(HEADER_ID, &event.id)
        .header(HEADER_TIMESTAMP, &now)
        .header(HEADER_SIGNATURE, signature)
        .bytes(MEDIA_TYPE, other);
    refused(&exchanged, Code::BadSignature);
    assert!(desk.all().is_empty());
}

#[test]
fn a_time_further_than_five_minutes_away_is_refused() {
    let (mediator, peer, desk) = mediator_and_peer();
    let event = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    for minutes in [-6, 6, -60 * 24 * 365] {
        let then = clock::now().plus_ms(minutes * 60_000);
        refused(&peer.call_at(&mediator, &event, then), Code::BadSignature);
    }
    assert!(desk.all().is_empty());
    peer.call_at(&mediator, &event, clock::now().plus_ms(-4 * 60_000)).send().expect(200);
}

#[test]
fn a_sender_that_is_not_a_peer_is_refused() {
    let (mediator, _, desk) = mediator_and_peer();
    let nobody = Sender::named("nobody");
    refused(&nobody.call(&mediator, &nobody.hands_over("X.1", "HAB-26A-000001-Y")), Code::NotAPeer);
    assert!(desk.all().is_empty());
}

#[test]
fn a_peer_is_no_peer_any_more_once_it_is_switched_off_or_has_another_key() {
    let (mediator, peer, _) = mediator_and_peer();
    let call = |id: &str| peer.call(&mediator, &peer.hands_over(id, "HAB-26A-000001-Y"));
    call("HAB-26A.1").send().expect(200);
    let as_configured = fixtures::peer("agencies", "http://127.0.0.1:9", "mhab", &peer.key.public().to_text());
    let off = wire::v1::admin::PutPeer { active: false, ..as_configured.clone() };
    mediator.put_peer("agencies", &off);
    refused(&call("HAB-26A.2"), Code::NotAPeer);
    let other_key = Sender::named("agencies").key.public().to_text();
    let rotated = wire::v1::admin::PutPeer { public_keys: vec![other_key.clone()], ..as_configured.clone() };
    mediator.put_peer("agencies", &rotated);
    refused(&call("HAB-26A.2"), Code::BadSignature);
    let both = wire::v1::admin::PutPeer { public_keys: vec![other_key, peer.key.public().to_text()], ..as_configured };
    mediator.put_peer("agencies", &both);
    call("HAB-26A.2").send().expect(200);
}

#[test]
fn a_peer_cannot_touch_a_case_of_another_peer() {
    let (mediator, peer, desk) = mediator_and_peer();
    let taken: Taken = peer.call(&mediator, &peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y")).send().json(200);
    let there = &taken.taken[0].reference;
    let other = Sender::named("other");
    let public = other.key.public().to_text();
    mediator.put_peer("other", &fixtures::peer("other", "http://127.0.0.1:9", "x-agency", &public));
    for role in ["complainant", "caseworker"] {
        let event = other.tells(&key(), "message", there, "OTH-26A-000001-X", said(2, role, "Coucou."));
        refused(&other.call(&mediator, &event), Code::NotAPeer);
    }
    assert_eq!(desk.opens(there).timeline.len(), 1);
    // The other peer's own case has the same event id: it is another one.
    other.call(&mediator, &other.hands_over("HAB-26A.1", "OTH-26A-000001-X")).send().expect(200);
    assert_eq!(desk.all().len(), 2);
}

#[test]
fn the_side_that_a_case_came_from_cannot_treat_it() {
    let (mediator, peer, desk) = mediator_and_peer();
    let taken: Taken = peer.call(&mediator, &peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y")).send().json(200);
    let there = &taken.taken[0].reference;
    for kind in ["acknowledged", "answer", "closed", "question", "note", "assigned"] {
        let data = EventData { outcome: Some("upheld".into()), ..said(2, "caseworker", "x") };
        let event = peer.tells(&key(), kind, there, "HAB-26A-000001-Y", data);
        let status = peer.call(&mediator, &event).send().status;
        assert!((400..500).contains(&status), "{kind} was answered {status}");
    }
    assert_eq!((desk.opens(there).status.as_str(), desk.opens(there).timeline.len()), ("received", 1));
}

#[test]
fn a_case_that_does_not_exist_is_not_the_peers() {
    let (mediator, peer, _) = mediator_and_peer();
    for subject in ["MED-11A-000001-", "MED-26A-000077-"] {
        let check = domain::reference::RegisterName::parse(&subject[..7]).unwrap();
        let serial = subject[8..14].parse().unwrap();
        let reference = domain::reference::Reference::new(check, serial).unwrap().to_string();
        let event = peer.tells(&key(), "message", &reference, "HAB-26A-000001-Y", said(2, "complainant", "x"));
        refused(&peer.call(&mediator, &event), Code::NotAPeer);
    }
    let misspelt = peer.tells(&key(), "message", "MED-26A-000001-*", "HAB-26A-000001-Y", said(2, "complainant", "x"));
    refused(&peer.call(&mediator, &misspelt), Code::InvalidReference);
}

#[test]
fn messages_that_are_no_events_are_malformed() {
    let (mediator, peer, desk) = mediator_and_peer();
    let now = clock::now();
    for body in ["", "{}", "[]", "null", "{\"specversion\":\"1.0\"}", "\u{feff}{}"] {
        refused(&peer.signed(&mediator, MEDIA_TYPE, "x", body, now), Code::MalformedBody);
    }
    let body = serde_json::to_string(&peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y")).unwrap();
    refused(&peer.signed(&mediator, "application/json", "x", &body, now), Code::UnsupportedMediaType);
    refused(&peer.batch(&mediator, &[]), Code::MalformedBody);
    let many: Vec<_> = (0..101).map(|n| peer.hands_over(&format!("HAB-26A.{n}"), "HAB-26A-000001-Y")).collect();
    refused(&peer.batch(&mediator, &many), Code::MalformedBody);
    let mut strange = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    strange.kind = "wasl.case.exploded".into();
    refused(&peer.call(&mediator, &strange), Code::MalformedBody);
    let mut old = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    old.specversion = "0.3".into();
    refused(&peer.call(&mediator, &old), Code::MalformedBody);
    assert!(desk.all().is_empty());
}

#[test]
fn a_filing_for_an_agency_that_is_not_there_is_refused() {
    let (mediator, peer, _) = mediator_and_peer();
    let mut event = peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y");
    if let Some(filed) = &mut event.data.filed {
        filed.agency = "nobody".into();
    }
    refused(&peer.call(&mediator, &event), Code::UnknownAgency);
}

#[test]
fn a_filing_that_breaks_the_rules_of_a_filing_is_refused() {
    let (mediator, peer, desk) = mediator_and_peer();
    let spoilt = |change: fn(&mut wire::v1::filing::FileCase)| {
        let mut event = peer.hands_over(&key(), "HAB-26A-000001-Y");
        change(&mut event.data.filed.as_mut().unwrap().filing);
        peer.call(&mediator, &event)
    };
    refused(&spoilt(|f| f.kind = "ticket".into()), Code::InvalidFields);
    refused(&spoilt(|f| f.language = "tlh".into()), Code::InvalidFields);
    refused(&spoilt(|f| f.subject = "x".repeat(201)), Code::InvalidFields);
    refused(&spoilt(|f| f.body = "x".repeat(1_000_000)), Code::InvalidFields);
    assert!(desk.all().is_empty());
}

#[test]
fn an_event_that_breaks_the_rules_of_its_kind_is_refused() {
    let (mediator, peer, desk) = mediator_and_peer();
    let taken: Taken = peer.call(&mediator, &peer.hands_over("HAB-26A.1", "HAB-26A-000001-Y")).send().json(200);
    let there = &taken.taken[0].reference;
    let refuse = |kind: &str, data: EventData| {
        let event = peer.tells(&key(), kind, there, "HAB-26A-000001-Y", data);
        refused(&peer.call(&mediator, &event), Code::InvalidFields);
    };
    refuse("message", EventData { text: None, ..said(2, "complainant", "") });
    refuse("rated", EventData { rating: Some(9), ..said(2, "complainant", "x") });
    refuse("message", said(2, "complainant", &"x".repeat(1_000_000)));
    assert_eq!(desk.opens(there).timeline.len(), 1);
}
