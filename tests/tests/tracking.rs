//! A case in the hands of its complainant: what it shows, what can be written, what can be done next.
#![cfg(test)]

use integration_tests::assertions::{fields, kinds, only, refused};
use integration_tests::fixtures::{filing, key};
use integration_tests::stack::Alone;
use serde_json::json;
use wire::problem::ProblemCode as Code;
use wire::v1::desk::ActionDone;
use wire::v1::filing::FileCase;

#[test]
fn a_fresh_case_shows_what_was_filed_and_what_can_be_done() {
    let node = Alone::start();
    let case = node.citizen().opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref(), case.overdue), ("received", None, false));
    assert_eq!((case.kind, case.category, case.body), (filing().kind, filing().category, filing().body));
    assert_eq!(case.timeline.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["filed"]);
    assert_eq!(case.timeline[0].actor.role, "complainant");
    assert_eq!(case.actions, ["message", "withdraw"]);
}

#[test]
fn a_code_opens_the_case_however_it_is_typed() {
    let node = Alone::start();
    let citizen = node.citizen();
    let opened = citizen.opens();
    let typed = [citizen.code.to_lowercase(), citizen.code.replace('-', ""), citizen.code.replace('-', " ")];
    for code in typed {
        let call = node.get(&format!("/v1/cases/{}", citizen.reference.to_lowercase())).bearer(&code);
        assert_eq!(call.send().json::<wire::v1::case::CaseView>(200), opened);
    }
}

#[test]
fn a_message_stands_in_the_timeline_of_both_sides() {
    let node = Alone::start();
    let citizen = node.citizen();
    let done = citizen.writes("Une précision : le dossier porte le numéro 12.");
    assert_eq!((done.event.kind.as_str(), done.event.id.as_str(), done.status.as_str()), ("message", "2", "received"));
    let case = citizen.opens();
    assert_eq!(kinds(&case), ["filed", "message"]);
    assert_eq!(case.timeline[1], done.event);
    let desk = node.desk("mhab", "N. Agent").opens(&citizen.reference);
    assert_eq!(desk.timeline[1].text, done.event.text);
}

#[test]
fn a_message_with_the_same_key_is_written_once() {
    let node = Alone::start();
    let citizen = node.citizen();
    let (key, body) = (key(), json!({ "text": "Une seule fois." }));
    let send = || citizen.message(&body).key(&key).send().json::<ActionDone>(201);
    assert_eq!(send(), send());
    assert_eq!(kinds(&citizen.opens()), ["filed", "message"]);
    refused(&citizen.message(&json!({ "text": "Autre chose." })).key(&key), Code::IdempotencyKeyReused);
}

#[test]
fn an_action_with_the_same_key_is_done_once() {
    let node = Alone::start();
    let citizen = node.citizen();
    let (key, body) = (key(), json!({ "action": "withdraw", "reason": "Réglé." }));
    let send = || citizen.action(&body).key(&key).send().json::<ActionDone>(201);
    assert_eq!(send(), send());
    assert_eq!(kinds(&citizen.opens()), ["filed", "withdrawn"]);
}

#[test]
fn a_question_waits_for_its_answer() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let asked = desk.says(&citizen.reference, "ask", "Quelle est la date du dépôt ?");
    assert_eq!(asked.status, "awaiting_complainant");
    let case = citizen.opens();
    let question = only(&case.timeline, "question");
    assert!(question.open);
    assert_eq!((case.status.as_str(), question.actor.role.as_str()), ("awaiting_complainant", "caseworker"));
    let answered = citizen.answers(&question.id, "Le 3 mars.");
    assert_eq!(answered.status, "under_review");
    let case = citizen.opens();
    assert!(!only(&case.timeline, "question").open);
    assert_eq!(only(&case.timeline, "message").in_reply_to.as_deref(), Some(asked.event.id.as_str()));
}

#[test]
fn a_message_beside_a_question_does_not_answer_it() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.says(&citizen.reference, "ask", "Quelle est la date du dépôt ?");
    assert_eq!(citizen.writes("Je cherche le papier.").status, "awaiting_complainant");
    assert!(only(&citizen.opens().timeline, "question").open);
}

#[test]
fn two_questions_are_answered_one_by_one() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let first = desk.says(&citizen.reference, "ask", "Quelle date ?").event.id;
    let second = desk.says(&citizen.reference, "ask", "Quel bureau ?").event.id;
    assert_eq!(citizen.answers(&second, "Le bureau 4.").status, "awaiting_complainant");
    assert_eq!(citizen.answers(&first, "Le 3 mars.").status, "under_review");
    let again = citizen.message(&json!({ "text": "Encore.", "in_reply_to": first }));
    assert_eq!(fields(&refused(&again, Code::InvalidFields)), [("/in_reply_to", "unknown-value")]);
}

#[test]
fn a_withdrawn_case_has_ended() {
    let node = Alone::start();
    let citizen = node.citizen();
    let done = citizen.acts(&json!({ "action": "withdraw", "reason": "Tout est réglé." }));
    assert_eq!((done.status.as_str(), done.event.text.as_deref()), ("withdrawn", Some("Tout est réglé.")));
    let case = citizen.opens();
    assert_eq!((case.outcome.as_deref(), case.actions.len()), (Some("withdrawn"), 0));
}

#[test]
fn an_answered_case_can_be_reopened_with_a_reason() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.says(&citizen.reference, "answer", "Votre permis est prêt.");
    let case = citizen.opens();
    assert_eq!(
        (case.status.as_str(), case.actions.as_slice()),
        ("answered", ["message", "withdraw", "reopen", "rate"].map(str::to_owned).as_slice())
    );
    let done = citizen.acts(&json!({ "action": "reopen", "reason": "Le guichet dit le contraire." }));
    assert_eq!(done.status, "under_review");
    assert_eq!(kinds(&citizen.opens()), ["filed", "answer", "reopened"]);
}

#[test]
fn an_outcome_is_judged_once_and_again_after_it_was_reopened() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.acts(&citizen.reference, &json!({ "action": "close", "outcome": "upheld", "text": "Fait." }));
    let rate = json!({ "action": "rate", "rating": 4, "reason": "Poli, mais lent." });
    assert_eq!(citizen.acts(&rate).event.rating, Some(4));
    let problem = refused(&citizen.action(&rate), Code::ActionNotPossible);
    assert_eq!(problem.reason.as_deref(), Some("already_rated"));
    citizen.acts(&json!({ "action": "reopen", "reason": "Pas fait." }));
    desk.acts(&citizen.reference, &json!({ "action": "close", "outcome": "partly_upheld" }));
    citizen.acts(&rate);
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("closed", Some("partly_upheld")));
}

#[test]
fn the_time_to_reopen_ends() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.says(&citizen.reference, "answer", "Votre permis est prêt.");
    let strict = wire::v1::admin::PutAgency {
        reopen_within_days: 0,
        mediator: None,
        routes: Vec::new(),
        ..integration_tests::fixtures::agency("HAB")
    };
    node.put_agency("mhab", &strict);
    let problem = refused(&citizen.action(&json!({ "action": "reopen", "reason": "Non." })), Code::ActionNotPossible);
    assert_eq!(problem.reason.as_deref(), Some("reopen_period_over"));
    assert!(!citizen.opens().actions.contains(&"reopen".to_owned()));
}

#[test]
fn notes_assignments_and_names_stay_inside() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "Nadia Interne"));
    desk.acts(&citizen.reference, &json!({ "action": "acknowledge" }));
    desk.says(&citizen.reference, "note", "Note entre agents.");
    desk.acts(&citizen.reference, &json!({ "action": "assign", "to": "Karim Interne" }));
    desk.says(&citizen.reference, "message", "Nous examinons votre dossier.");
    let answer = citizen.call("GET", "").send();
    assert_eq!(kinds(&answer.json(200)), ["filed", "acknowledged", "message"]);
    for inside in ["Interne", "Note entre", "assigned", "note"] {
        assert!(!answer.text().contains(inside), "{inside} reached the complainant");
    }
    let seen = desk.opens(&citizen.reference);
    let staff: Vec<_> = seen.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(staff, ["filed", "acknowledged", "note", "assigned", "message"]);
    assert_eq!(seen.assigned_to.as_deref(), Some("Karim Interne"));
    assert_eq!(only(&seen.timeline, "note").actor.name.as_deref(), Some("Nadia Interne"));
}

#[test]
fn an_agency_that_redirects_says_where() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let done = desk.says(&citizen.reference, "redirect", "La commune est compétente.");
    assert_eq!(done.status, "redirected");
    let case = citizen.opens();
    assert_eq!((case.status.as_str(), case.outcome.as_deref()), ("redirected", Some("redirected")));
}

#[test]
fn one_citizens_code_does_not_open_anothers_case() {
    let node = Alone::start();
    let (amal, badr) = (node.citizen(), node.citizen());
    refused(&node.get(&format!("/v1/cases/{}", badr.reference)).bearer(&amal.code), Code::CaseNotFound);
}

#[test]
fn an_observation_can_be_made_without_a_name() {
    let node = Alone::start();
    let nameless = FileCase { kind: "observation".into(), complainant: Default::default(), ..filing() };
    let citizen = integration_tests::desk::Citizen::files(&node, "mhab", &nameless);
    let seen = node.desk("mhab", "N. Agent").opens(&citizen.reference);
    assert_eq!((seen.kind.as_str(), seen.complainant.name), ("observation", None));
}
