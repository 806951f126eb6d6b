//! Three real nodes: a case that came to the wrong body goes on to the right one with all that belongs to it, and its
//! complainant goes on where it was filed.
#![cfg(test)]

use integration_tests::assertions::{fields, kinds, only, refused, refused_in};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, Desk, filing_call};
use integration_tests::fixtures::{filing, key};
use integration_tests::portal::{Line, Portal};
use integration_tests::sender::Sender;
use integration_tests::stack::{Alone, Chain};
use integration_tests::upload::{Upload, pdf};
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutPeer;
use wire::v1::case::CaseView;
use wire::v1::filing::{FileCase, Receipt};

const SOON: Duration = Duration::from_secs(30);

/// The reference that the newest case has at a desk, once it is there.
fn arrives(desk: &Desk) -> String {
    until("the case", SOON, || desk.all().first().map(|row| row.reference.clone()))
}

fn sees(citizen: &Citizen, what: &str, is_so: impl Fn(&CaseView) -> bool) -> CaseView {
    until(what, SOON, || Some(citizen.opens()).filter(|case| is_so(case)))
}

/// A case with a document that the agency has passed to the region, and the region to the town.
struct Passed {
    chain: Chain,
    citizen: Citizen,
    document: Vec<u8>,
    agency: Desk,
    region: (Desk, String),
    town: (Desk, String),
}

fn passed() -> Passed {
    let chain = Chain::start();
    let document = pdf(300_000);
    let id = Upload::whole(&chain.agencies, "mhab", "photo.pdf", &document);
    let with = FileCase { documents: vec![id], ..filing() };
    let receipt: Receipt = filing_call(&chain.agencies, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&chain.agencies, &receipt);
    citizen.writes("Une précision.");
    let agency = chain.agencies.desk("mhab", "A. Agent");
    let region = chain.region.desk("region", "R. Agent");
    let town = chain.town.desk("town", "T. Agent");
    agency.acts(&citizen.reference, &json!({ "action": "redirect", "text": "C’est à la région.", "to": "region" }));
    let at_region = arrives(&region);
    region.acts(&at_region, &json!({ "action": "redirect", "text": "La commune est compétente.", "to": "town" }));
    let at_town = arrives(&town);
    Passed { chain, citizen, document, agency, region: (region, at_region), town: (town, at_town) }
}

#[test]
fn a_case_that_is_passed_on_twice_arrives_with_its_story_its_date_and_its_documents() {
    let Passed { chain, citizen, document, town: (town, at_town), .. } = passed();
    let case = town.opens(&at_town);
    let story: Vec<_> = case.history.iter().map(|e| (e.kind.as_str(), e.actor.body.as_deref())).collect();
    let (agency, region) = (Some("إدارة خيالية"), Some("Le bureau de region"));
    assert_eq!(story, [("filed", None), ("message", None), ("redirected", agency), ("redirected", region)]);
    assert_eq!(case.from.as_deref(), Some("Administration fictive"), "where it was filed");
    assert_eq!(case.history[0].at, citizen.opens().received_at, "the date of first filing");
    assert_eq!(case.history[2].text.as_deref(), Some("C’est à la région."));
    let came = until("the document", SOON, || town.opens(&at_town).documents.pop().filter(|d| d.scan == "unscanned"));
    let download = town.call("GET", &format!("/cases/{at_town}/documents/{}", came.id)).send();
    assert!(download.expect(200).body == document);
    chain.settles();
}

#[test]
fn the_complainant_is_told_to_whom_and_why_in_each_language_and_goes_on_with_the_same_code() {
    let Passed { chain, citizen, .. } = passed();
    let case =
        sees(&citizen, "both redirections", |case| kinds(case).iter().filter(|k| **k == "redirected").count() == 2);
    let told: Vec<_> = case.timeline.iter().filter(|e| e.kind == "redirected").collect();
    let words = |n: usize| (told[n].to.as_deref(), told[n].actor.body.as_deref(), told[n].text.as_deref());
    assert_eq!(words(0), (Some("Le correspondant region"), None, Some("C’est à la région.")));
    let by = Some("Le correspondant region");
    assert_eq!(words(1), (Some("Le correspondant town"), by, Some("La commune est compétente.")));
    let opened = [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str())];
    let page = |language: &str| chain.agencies.post(&format!("/mhab/case?lang={language}")).form(&opened).send().text();
    assert!(page("fr").contains("Vous continuez à le suivre ici"), "{}", page("fr"));
    assert!(page("ar").contains("تواصلون تتبعه هنا") && page("ar").contains("المراسل"), "{}", page("ar"));
    chain.settles();
}

#[test]
fn question_reply_message_and_answer_go_over_three_nodes_and_documents_with_them() {
    let Passed { chain, citizen, town: (town, at_town), region: (region, at_region), .. } = passed();
    let form = pdf(20_000);
    let id = Upload::whole(&chain.town, "town", "formulaire.pdf", &form);
    town.acts(&at_town, &json!({ "action": "ask", "text": "Quelle rue ?", "documents": [id] }));
    let case = sees(&citizen, "the question", |case| case.status == "awaiting_complainant");
    let question = only(&case.timeline, "question");
    assert_eq!(question.actor.body.as_deref(), Some("Le correspondant town"), "whose word it is");
    let of_town = until("the form", SOON, || {
        citizen.opens().documents.into_iter().find(|d| d.name == "formulaire.pdf" && d.scan == "unscanned")
    });
    assert!(citizen.call("GET", &format!("/documents/{}", of_town.id)).send().expect(200).body == form);
    citizen.answers(&question.id, "Rue du Puits.");
    let reply = until("the reply at the town", SOON, || {
        town.opens(&at_town).timeline.into_iter().find(|e| e.in_reply_to.is_some())
    });
    assert_eq!(reply.text.as_deref(), Some("Rue du Puits."));
    assert_eq!(town.opens(&at_town).status, "under_review");
    town.says(&at_town, "answer", "Réparé.");
    let case = sees(&citizen, "the answer", |case| case.status == "answered");
    assert_eq!(only(&case.timeline, "answer").actor.body.as_deref(), Some("Le correspondant town"));
    assert_eq!(region.opens(&at_region).status, "answered");
    chain.settles();
}

#[test]
fn rating_reopening_and_withdrawal_go_over_three_nodes() {
    let Passed { chain, citizen, town: (town, at_town), .. } = passed();
    town.acts(&at_town, &json!({ "action": "close", "outcome": "not_upheld", "text": "Non." }));
    sees(&citizen, "the end", |case| case.status == "closed");
    citizen.acts(&json!({ "action": "rate", "rating": 2, "reason": "Trop long." }));
    citizen.acts(&json!({ "action": "reopen", "reason": "Un fait nouveau." }));
    citizen.writes("Le voici.");
    citizen.acts(&json!({ "action": "withdraw" }));
    let case = until("the withdrawal", SOON, || Some(town.opens(&at_town)).filter(|c| c.status == "withdrawn"));
    let told: Vec<_> = case.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(told, ["filed", "closed", "rated", "reopened", "message", "withdrawn"]);
    chain.settles();
}

#[test]
fn a_case_does_not_come_back_to_where_it_was() {
    let Passed { chain, citizen, agency, region: (region, at_region), town: (town, at_town), .. } = passed();
    for (to, language, said) in [
        ("agencies", "fr", "Ce dossier est déjà passé par cette institution"),
        ("region", "ar", "سبق أن مر هذا الملف بهذه المؤسسة"),
        ("agencies", "en", "This case has been to that institution"),
    ] {
        for action in ["redirect", "forward"] {
            let body = json!({ "action": action, "text": "À eux.", "to": to });
            let problem = refused_in(&town.action(&at_town, &body).lang(language), Code::ActionNotPossible, language);
            assert_eq!(problem.reason.as_deref(), Some("been_there"));
            assert!(problem.detail.unwrap_or_default().contains(said), "{language}");
        }
    }
    // It is still the town's, and nobody else treats it.
    let problem = refused(&region.action(&at_region, &json!({ "action": "acknowledge" })), Code::ActionNotPossible);
    assert_eq!(problem.reason.as_deref(), Some("held_by_peer"));
    town.says(&at_town, "answer", "Nous répondons.");
    sees(&citizen, "the answer", |case| case.status == "answered");
    assert_eq!(agency.all().len(), 1);
    chain.settles();
}

#[test]
fn a_receiver_takes_no_case_that_has_been_there_or_came_too_far() {
    let sender = Sender::named("agencies");
    let node = Alone::mediator(&sender);
    let hand = |id: &str, path: &[&str]| {
        let mut event = sender.hands_over(id, "HAB-26A-000001-Y");
        event.data.filed.as_mut().expect("a filing").path = path.iter().map(|p| (*p).to_owned()).collect();
        sender.call(&node, &event)
    };
    let reason = |call| refused(&call, Code::CaseCircles).reason;
    assert_eq!(reason(hand("HAB-26A.1", &["mediator/mediator", "agencies/mhab"])).as_deref(), Some("been_there"));
    let far = ["a/a", "b/b", "c/c", "d/d", "e/e", "agencies/mhab"];
    assert_eq!(reason(hand("HAB-26A.1", &far)).as_deref(), Some("too_many_hops"));
    refused(&hand("HAB-26A.1", &["nonsense"]), Code::InvalidFields);
    hand("HAB-26A.1", &far[1..]).send().expect(200);
    // Handed on five times, it goes no further.
    let region = Sender::named("region").key.public().to_text();
    node.put_peer("region", &integration_tests::fixtures::peer("region", "http://127.0.0.1:9", "region", &region));
    let desk = node.desk("mediator", "M. Agent");
    let case = arrives(&desk);
    let body = json!({ "action": "redirect", "text": "Encore.", "to": "region" });
    assert_eq!(refused(&desk.action(&case, &body), Code::ActionNotPossible).reason.as_deref(), Some("too_many_hops"));
}

#[test]
fn a_node_is_one_peer_and_never_its_own() {
    let node = Alone::mediator(&Sender::named("agencies"));
    let key = Sender::named("x").key.public().to_text();
    let put = |id: &str, of: &str| {
        let peer = integration_tests::fixtures::peer(of, "http://127.0.0.1:9", "mhab", &key);
        node.call_as_operator("PUT", &format!("/v1/admin/peers/{id}")).json(&peer)
    };
    for of in ["agencies", "mediator"] {
        assert_eq!(fields(&refused(&put("second", of), Code::InvalidFields)), [("/node", "unknown-value")]);
    }
    put("second", "elsewhere").send().expect(200);
}

#[test]
fn a_case_that_its_receiver_does_not_take_is_at_the_desk_again() {
    let problem = r#"{"type":"/problems/case-circles","title":"x","status":409,"reason":"been_there"}"#;
    let portal = Portal::with(&[Line::SaysWith(409, problem)]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    let citizen = Citizen::files(&node, "mhab", &filing());
    let desk = node.desk("mhab", "N. Agent");
    desk.acts(&citizen.reference, &json!({ "action": "redirect", "text": "À eux.", "to": "mediator" }));
    let case = sees(&citizen, "the return", |case| case.status == "under_review");
    assert_eq!(kinds(&case), ["filed", "redirected", "returned"]);
    assert_eq!(case.outcome, None);
    let ended = node.deliveries("?state=discarded");
    assert_eq!((ended.len(), ended[0].reason.as_deref()), (1, Some("case-circles")));
    assert!(node.deliveries("?state=dead").is_empty());
    assert_eq!(desk.opens(&citizen.reference).deliveries, ended, "the desk sees why");
    desk.says(&citizen.reference, "answer", "Nous répondons nous-mêmes.");
    assert_eq!(citizen.opens().status, "answered");
}

#[test]
fn whoever_hands_a_case_over_without_its_way_is_in_it_all_the_same() {
    let sender = Sender::named("agencies");
    let node = Alone::mediator(&sender);
    let portal = Portal::with(&[]);
    let key = Sender::named("region").key.public().to_text();
    node.put_peer("region", &integration_tests::fixtures::peer("region", &portal.url(), "region", &key));
    sender.call(&node, &sender.hands_over("HAB-26A.1", "HAB-26A-000001-Y")).send().expect(200);
    let desk = node.desk("mediator", "M. Agent");
    desk.acts(&arrives(&desk), &json!({ "action": "redirect", "text": "À eux.", "to": "region" }));
    let filed = until("the case at the region", SOON, || portal.seen().pop()).event().data.filed.expect("a filing");
    assert_eq!(filed.path, ["agencies/mhab", "mediator/mediator"]);
    // The redirection is owed to a peer that is only a name: it has left.
    node.put_peer(
        "agencies",
        &PutPeer {
            active: false,
            ..integration_tests::fixtures::peer(
                "agencies",
                "http://127.0.0.1:9",
                "mhab",
                &sender.key.public().to_text(),
            )
        },
    );
    node.call_as_operator("POST", "/v1/admin/peers/agencies/discard?reason=left").send().expect(200);
}
