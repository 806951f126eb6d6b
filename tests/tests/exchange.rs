//! Two real nodes: a case goes to the Mediator, and what is done with it there comes back to the citizen.
#![cfg(test)]

use domain::reference::Reference;
use integration_tests::assertions::{fields, kinds, only, refused};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, Desk};
use integration_tests::fixtures::{self, filing, key, names, routed};
use integration_tests::stack::Pair;
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode as Code;
use wire::v1::case::CaseView;
use wire::v1::desk::CaseRow;

const SOON: Duration = Duration::from_secs(15);

/// Waits until the complainant's case is as asked.
fn sees(citizen: &Citizen, what: &str, is_so: impl Fn(&CaseView) -> bool) -> CaseView {
    until(what, SOON, || Some(citizen.opens()).filter(|case| is_so(case)))
}

/// Waits until the Mediator has a case, and gives the newest.
fn arrives(mediator: &Desk, count: usize) -> CaseRow {
    until("the case at the Mediator", SOON, || {
        mediator.all().into_iter().next().filter(|_| mediator.all().len() == count)
    })
}

#[test]
fn a_complaint_that_a_rule_sends_on_arrives_with_everything_that_belongs_to_it() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let row = arrives(&mediator, 1);
    let origin = row.origin.clone().unwrap();
    assert_eq!((origin.peer.as_str(), origin.reference.as_str()), ("agencies", citizen.reference.as_str()));
    let case = mediator.opens(&row.reference);
    assert_eq!((case.subject.as_str(), case.body.as_str()), ("Un guichet demande de l’argent", filing().body.as_str()));
    assert_eq!(case.complainant.phone.as_deref(), Some("+212612345678"));
    assert_eq!(
        (case.from.as_deref(), case.category_name.as_str()),
        (Some("Administration fictive"), "Sujet integrity")
    );
    assert_eq!((case.status.as_str(), case.holder), ("received", None));
    let before: Vec<_> = case.history.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(before, ["filed", "forwarding"]);
    pair.settles();
}

#[test]
fn the_citizen_sees_where_the_case_went() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let case = sees(&citizen, "forwarded", |case| case.status == "forwarded");
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded"]);
    let forwarded = only(&case.timeline, "forwarded");
    assert_eq!(forwarded.to.as_deref(), Some("Le Médiateur"));
    let reference = forwarded.peer_reference.as_deref().and_then(Reference::parse).unwrap();
    assert_eq!(reference.register().code().as_str(), "MED");
    let arabic: CaseView = citizen.call("GET", "").lang("ar").send().json(200);
    assert_eq!(only(&arabic.timeline, "forwarded").to.as_deref(), Some("الوسيط"));
}

#[test]
fn only_what_the_rule_is_about_leaves_the_agency() {
    let pair = Pair::start();
    let kept = pair.citizen(&filing());
    let suggestion = fixtures::routed("Une idée");
    let suggestion = pair.citizen(&wire::v1::filing::FileCase { kind: "suggestion".into(), ..suggestion });
    for citizen in [&kept, &suggestion] {
        assert_eq!(kinds(&citizen.opens()), ["filed"]);
    }
    pair.settles();
    assert!(pair.mediator.desk("mediator", "M. Agent").all().is_empty());
}

#[test]
fn a_new_rule_counts_from_the_next_filing_on() {
    let pair = Pair::start();
    let before = pair.citizen(&filing());
    let mut agency = fixtures::agency("HAB");
    agency.routes[0].categories.clear();
    pair.agencies.put_agency("mhab", &agency);
    let after = pair.citizen(&filing());
    sees(&after, "forwarded", |case| case.status == "forwarded");
    assert_eq!(before.opens().status, "received");
}

#[test]
fn an_escalated_case_goes_with_its_history_and_the_declaration() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    let agency = pair.agencies.desk("mhab", "Nadia Interne");
    agency.says(&citizen.reference, "note", "Note entre agents.");
    agency.says(&citizen.reference, "answer", "Nous ne pouvons rien faire.");
    assert_eq!(citizen.escalates().status, "escalated");
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let row = arrives(&mediator, 1);
    let answer = mediator.call("GET", &format!("/cases/{}", row.reference)).lang("fr").send();
    let case = mediator.opens(&row.reference);
    let before: Vec<_> = case.history.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(before, ["filed", "answer", "escalated"]);
    assert_eq!((case.prior_steps.as_deref(), case.before_court), (Some("Deux lettres sans réponse."), Some(false)));
    assert!(!answer.text().contains("Interne") && !answer.text().contains("Note entre"));
    let again = citizen.action(&json!({ "action": "escalate", "prior_steps": "x", "before_court": false }));
    assert_eq!(refused(&again, Code::ActionNotPossible).reason.as_deref(), Some("already_escalated"));
}

#[test]
fn a_case_that_was_redirected_to_a_peer_arrives_and_ends_where_it_is_passed_outside() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    let desk = pair.agencies.desk("mhab", "N. Agent");
    desk.acts(&citizen.reference, &json!({ "action": "redirect", "text": "C’est à eux.", "to": "mediator" }));
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = arrives(&mediator, 1).reference;
    pair.settles();
    let boss = pair.agencies.supervisor("mhab", "S. Chef");
    let erase = || boss.call("POST", &format!("/cases/{}/erase?reason=request", citizen.reference));
    assert_eq!(refused(&erase(), Code::ActionNotPossible).reason.as_deref(), Some("still_open"));
    mediator.acts(&there, &json!({ "action": "redirect", "text": "Au tribunal." }));
    let case = sees(&citizen, "the way outside", |case| case.timeline.len() == 4);
    assert_eq!(kinds(&case), ["filed", "redirected", "forwarded", "redirected"]);
    assert_eq!(desk.opens(&citizen.reference).holder, None);
    assert_eq!(erase().send().status, 204);
}

#[test]
fn a_case_before_a_court_does_not_go_to_the_mediator() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    for before_court in [json!(true), json!(null)] {
        let body = json!({ "action": "escalate", "prior_steps": "x", "before_court": before_court });
        let problem = refused(&citizen.action(&body), Code::InvalidFields);
        assert_eq!(fields(&problem), [("/before_court", "must-declare")]);
    }
    assert_eq!(citizen.opens().status, "received");
}

#[test]
fn a_case_goes_to_the_mediator_and_its_answer_comes_back() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    citizen.writes("Une précision.");
    citizen.escalates();
    let mediator = pair.mediator.desk("mediator", "Leila Secrète");
    let there = arrives(&mediator, 1).reference;

    mediator.acts(&there, &json!({ "action": "acknowledge" }));
    mediator.says(&there, "note", "Note du Médiateur.");
    mediator.acts(&there, &json!({ "action": "assign", "to": "Omar Secret" }));
    let asked = mediator.says(&there, "ask", "Avez-vous le récépissé du dépôt ?").event.id;
    let case = sees(&citizen, "the question", |case| case.status == "awaiting_complainant");
    let question = only(&case.timeline, "question");
    assert!(question.open);
    assert_eq!(question.actor.body.as_deref(), Some("Le Médiateur"));
    assert_ne!(question.id, asked, "the numbers differ on the two sides, or this test shows nothing");

    citizen.answers(&question.id, "Oui, du 3 mars.");
    let reply = until("the answer to the question", SOON, || {
        mediator.opens(&there).timeline.into_iter().find(|e| e.in_reply_to.is_some())
    });
    assert_eq!((reply.in_reply_to, reply.text.as_deref()), (Some(asked), Some("Oui, du 3 mars.")));
    assert_eq!(mediator.opens(&there).status, "under_review");

    mediator.says(&there, "answer", "L’administration répondra sous dix jours.");
    mediator.acts(&there, &json!({ "action": "close", "outcome": "upheld", "text": "Terminé." }));
    let case = sees(&citizen, "the end", |case| case.status == "closed");
    assert_eq!(
        kinds(&case),
        ["filed", "message", "escalated", "forwarded", "acknowledged", "question", "message", "answer", "closed"]
    );
    assert_eq!(
        (case.outcome.as_deref(), only(&case.timeline, "closed").text.as_deref()),
        (Some("upheld"), Some("Terminé."))
    );
    assert_eq!(case.timeline[6].in_reply_to.as_deref(), Some(question.id.as_str()));

    let page = citizen.call("GET", "").send().text();
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let staff = desk.call("GET", &format!("/cases/{}", citizen.reference)).send().text();
    for secret in ["Secr", "Note du"] {
        assert!(!page.contains(secret) && !staff.contains(secret), "{secret} left the Mediator's house");
    }
}

#[test]
fn what_the_citizen_does_afterwards_reaches_the_mediator() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    citizen.escalates();
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = arrives(&mediator, 1).reference;
    mediator.acts(&there, &json!({ "action": "close", "outcome": "not_upheld", "text": "Non." }));
    sees(&citizen, "closed", |case| case.status == "closed");
    citizen.acts(&json!({ "action": "rate", "rating": 1, "reason": "Trop long." }));
    citizen.acts(&json!({ "action": "reopen", "reason": "Un fait nouveau." }));
    citizen.writes("Voici le fait nouveau.");
    citizen.acts(&json!({ "action": "withdraw" }));
    let case = until("the withdrawal", SOON, || Some(mediator.opens(&there)).filter(|c| c.status == "withdrawn"));
    let told: Vec<_> = case.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(told, ["filed", "closed", "rated", "reopened", "message", "withdrawn"]);
    assert_eq!(only(&case.timeline, "rated").rating, Some(1));
}

#[test]
fn a_case_that_a_peer_treats_is_not_treated_here() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let desk = pair.agencies.desk("mhab", "N. Agent");
    for body in [
        json!({ "action": "acknowledge" }),
        json!({ "action": "answer", "text": "x" }),
        json!({ "action": "close", "outcome": "upheld" }),
    ] {
        let problem = refused(&desk.action(&citizen.reference, &body), Code::ActionNotPossible);
        assert_eq!(problem.reason.as_deref(), Some("held_by_peer"));
    }
    desk.says(&citizen.reference, "message", "L’agence transmet une pièce.");
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let there = arrives(&mediator, 1).reference;
    until("the agency's message", SOON, || {
        mediator.opens(&there).timeline.into_iter().find(|e| e.text.as_deref() == Some("L’agence transmet une pièce."))
    });
}

#[test]
fn a_caseworker_forwards_a_case_by_hand() {
    let pair = Pair::start();
    let citizen = pair.citizen(&filing());
    let desk = pair.agencies.desk("mhab", "N. Agent");
    desk.acts(&citizen.reference, &json!({ "action": "forward", "to": "mediator", "text": "De votre ressort." }));
    let case = sees(&citizen, "forwarded", |case| case.status == "forwarded");
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded"]);
    assert_eq!(desk.opens(&citizen.reference).holder.as_deref(), Some("mediator"));
    assert_eq!(pair.mediator.desk("mediator", "M. Agent").all().len(), 1);
}

#[test]
fn deliveries_show_their_attempts() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    sees(&citizen, "forwarded", |case| case.status == "forwarded");
    let found = pair.agencies.deliveries("?state=delivered&peer=mediator");
    assert_eq!(found.len(), 1);
    let delivery = &found[0];
    assert_eq!((delivery.reference.as_str(), delivery.kind.as_str()), (citizen.reference.as_str(), "wasl.case.filed"));
    assert_eq!((delivery.attempts, delivery.last_attempts[0].outcome.as_str()), (1, "accepted"));
    let desk = pair.agencies.desk("mhab", "N. Agent");
    assert_eq!(desk.deliveries(""), found);
    assert_eq!(desk.opens(&citizen.reference).deliveries, found);
    assert!(pair.agencies.desk("tizi", "T. Agent").deliveries("").is_empty());
    assert!(pair.agencies.deliveries("?peer=nobody").is_empty());
}

#[test]
fn a_delivery_that_the_peer_refuses_is_given_up_visibly_and_goes_out_once_the_peer_is_right() {
    let mut pair = Pair::start();
    pair.agencies.expect_error("\"what\":\"dead\"");
    let wrong = wire::v1::admin::PutPeer { agency: "nobody".into(), ..pair.mediator_at(&pair.mediator.base_url()) };
    pair.agencies.put_peer("mediator", &wrong);
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let dead = until("the dead delivery", SOON, || desk.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.last_attempts[0].outcome.as_str(), dead.last_attempts[0].status), ("refused", Some(404)));
    assert_eq!(pair.agencies.deliveries("?state=dead"), std::slice::from_ref(&dead));
    citizen.writes("Ce message attend son tour.");
    let waiting = pair.agencies.deliveries("?state=pending");
    assert_eq!((waiting.len(), waiting[0].attempts), (1, 0));

    let stranger = pair.agencies.supervisor("tizi", "T. Cheffe");
    assert_eq!(stranger.retry(&dead.id).status, 404);
    assert_eq!(desk.retry(&dead.id).status, 403, "a caseworker sees it, and asks the supervisor");
    let desk = pair.agencies.supervisor("mhab", "S. Cheffe");
    pair.agencies.put_peer("mediator", &pair.mediator_at(&pair.mediator.base_url()));
    assert_eq!(desk.retry(&dead.id).status, 202);
    pair.settles();
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = mediator.opens(&arrives(&mediator, 1).reference);
    assert_eq!(case.timeline.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["filed", "message"]);
    assert_eq!(desk.retry(&dead.id).status, 404, "what was delivered is not retried");
}

#[test]
fn the_operator_retries_a_dead_delivery_too() {
    let mut pair = Pair::start();
    pair.agencies.expect_error("\"what\":\"dead\"");
    let wrong = wire::v1::admin::PutPeer { agency: "nobody".into(), ..pair.mediator_at(&pair.mediator.base_url()) };
    pair.agencies.put_peer("mediator", &wrong);
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let dead = until("the dead delivery", SOON, || pair.agencies.deliveries("?state=dead").into_iter().next());
    pair.agencies.put_peer("mediator", &pair.mediator_at(&pair.mediator.base_url()));
    let retry = |id: &str| pair.agencies.call_as_operator("POST", &format!("/v1/admin/deliveries/{id}/retry"));
    assert_eq!(retry(&dead.id).send().status, 202);
    sees(&citizen, "forwarded", |case| case.status == "forwarded");
    let delivered = pair.agencies.deliveries("?state=delivered");
    assert_eq!((delivered[0].id.as_str(), delivered[0].attempts), (dead.id.as_str(), 2));
    for unknown in ["HAB-26A.999", "nonsense", "XYZ-26A.1", "HAB-26A."] {
        refused(&retry(unknown), Code::NotFound);
    }
}

#[test]
fn a_peer_that_is_switched_off_gets_its_cases_once_it_is_on_again() {
    let mut pair = Pair::start();
    pair.agencies.expect_error("peer mediator is not configured");
    let off = wire::v1::admin::PutPeer { active: false, ..pair.mediator_at(&pair.mediator.base_url()) };
    pair.agencies.put_peer("mediator", &off);
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    until("an attempt", SOON, || pair.agencies.deliveries("?state=pending").into_iter().find(|d| d.attempts > 0));
    pair.agencies.put_peer("mediator", &pair.mediator_at(&pair.mediator.base_url()));
    sees(&citizen, "forwarded", |case| case.status == "forwarded");
}

#[test]
fn a_peer_is_called_by_its_new_name_at_once() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    sees(&citizen, "forwarded", |case| case.status == "forwarded");
    let renamed = wire::v1::admin::PutPeer {
        names: names("ديوان", "Le Bureau"),
        ..pair.mediator_at(&pair.mediator.base_url())
    };
    pair.agencies.put_peer("mediator", &renamed);
    assert_eq!(only(&citizen.opens().timeline, "forwarded").to.as_deref(), Some("Le Bureau"));
}

#[test]
fn a_message_with_one_key_reaches_the_peer_once() {
    let pair = Pair::start();
    let citizen = pair.citizen(&routed("Un guichet demande de l’argent"));
    let key = key();
    for _ in 0..3 {
        citizen.message(&json!({ "text": "Une seule fois." })).key(&key).send().expect(201);
    }
    pair.settles();
    let mediator = pair.mediator.desk("mediator", "M. Agent");
    let case = mediator.opens(&arrives(&mediator, 1).reference);
    assert_eq!(case.timeline.iter().filter(|e| e.kind == "message").count(), 1);
}
