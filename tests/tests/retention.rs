//! What is no longer kept: erased by the alarm after the agency's time, by hand before; and what remains.
#![cfg(test)]

use integration_tests::assertions::{kinds, refused, refused_in};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, Desk, filing_call};
use integration_tests::disk;
use integration_tests::fixtures::{agency, filing, key};
use integration_tests::node::Node;
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::{Upload, pdf};
use serde_json::json;
use std::time::Duration;
use wire::problem::ProblemCode;
use wire::v1::admin::PutAgency;
use wire::v1::desk::AccessPage;
use wire::v1::filing::FileCase;

const SOON: Duration = Duration::from_secs(30);
const DAY_MS: i64 = 86_400_000;

/// An agency that keeps what it has settled for sixty days.
fn keeps_sixty_days() -> PutAgency {
    PutAgency { routes: Vec::new(), mediator: None, retention_days: Some(60), ..agency("HAB") }
}

/// Files with a document, and gets an answer.
fn answered(node: &Node, desk: &Desk) -> (Citizen, String) {
    let document = Upload::whole(node, "mhab", "acte.pdf", &pdf(300_000));
    let citizen = Citizen::files(node, "mhab", &FileCase { documents: vec![document.clone()], ..filing() });
    citizen.writes("Toujours rien.");
    desk.says(&citizen.reference, "answer", "Voici.");
    (citizen, document)
}

fn figures(node: &Node) -> Vec<String> {
    let text = node.get("/metrics").bearer(&node.metrics_token).send().expect(200).text();
    text.lines().filter(|line| line.starts_with("wasl_cases")).map(str::to_owned).collect()
}

#[test]
fn what_is_over_is_erased_for_real_and_figures_stay() {
    let mut node = Alone::start();
    node.put_agency("mhab", &keeps_sixty_days());
    let desk = node.desk("mhab", "N. Agent");
    let (goes, document) = answered(&node, &desk);
    let open = node.citizen();
    let before = figures(&node);
    assert!(before.iter().any(|line| line.contains("answered") && line.ends_with(" 1")), "{before:?}");
    node.stop();
    let salts = node.salts();
    // The case that goes and its document, and the one that stays.
    assert_eq!(salts.len(), 3);
    assert!(salts.iter().all(|salt| disk::has(&node.data(), salt)));
    // Sixty-one days pass; the register sees it, and waits a day more in case its clock is wrong.
    assert_eq!(node.settled_before(&[1, 2], 61 * DAY_MS), 1);
    node.run();
    open.writes("Encore.");
    until("the register has seen it", SOON, || {
        assert_eq!(goes.opens().erased_at, None);
        node.kill();
        let seen = node.retention_was_seen();
        node.run();
        open.opens();
        seen.then_some(())
    });
    node.stop();
    node.settled_before(&[], DAY_MS);
    node.run();
    open.writes("Et encore.");
    let case = until("the end of it", SOON, || Some(goes.opens()).filter(|case| case.erased_at.is_some()));
    assert_eq!((case.subject.as_str(), case.body.as_str(), case.status.as_str()), ("", "", "answered"));
    assert_eq!(kinds(&case), ["filed", "message", "answer"]);
    assert!(case.documents.is_empty() && case.actions.is_empty() && case.timeline.iter().all(|e| e.text.is_none()));
    assert_eq!(open.opens().erased_at, None);
    until("the same figures", SOON, || (figures(&node) == before).then_some(()));
    // Nothing can be had of it, or be done in it.
    for below in ["/receipt", &format!("/documents/{document}")] {
        assert!(matches!(goes.call("GET", below).send().status, 404 | 409), "{below}");
    }
    let problem =
        refused(&goes.action(&json!({ "action": "reopen", "reason": "Si." })), ProblemCode::ActionNotPossible);
    assert!(problem.detail.is_some_and(|d| !d.is_empty()));
    // The page says so in words, and the desk's list too.
    let fields = [("reference", goes.reference.as_str()), ("access_code", goes.code.as_str())];
    let html = node.post("/mhab/case?lang=fr").form(&fields).send().expect(200).text();
    assert!(html.contains("Le contenu de ce dossier a été effacé le"), "{html}");
    let rows = desk.page("").cases;
    assert_eq!(rows.iter().map(|row| row.erased_at.is_some()).collect::<Vec<_>>(), [false, true]);
    assert!(desk.opens(&goes.reference).erased_at.is_some());
    // Its document is out of its drawer, and what would open the rest is nowhere on disk.
    node.stop();
    node.folds_journals();
    let left = salts.iter().filter(|salt| disk::has(&node.data(), salt)).count();
    assert_eq!((left, node.kept_of_documents()), (1, 0));
    node.run();
    assert_eq!(open.opens().subject, filing().subject);
    // The chain still holds for what stays, and the proof of what went is not there.
    assert_eq!(open.call("GET", "/proof").send().status, 200);
    assert_ne!(goes.call("GET", "/proof").send().status, 500);
}

#[test]
fn a_supervisor_erases_a_case_that_is_over_and_owed_to_nobody() {
    let pair = Pair::start();
    let boss = pair.agencies.supervisor("mhab", "S. Chef");
    let desk = pair.agencies.desk("mhab", "N. Agent");
    let erase = |reference: &str, reason: &str| boss.call("POST", &format!("/cases/{reference}/erase?reason={reason}"));
    let (citizen, _) = answered(&pair.agencies, &desk);
    let open = pair.citizen(&filing());
    let reason = |reference: &str| refused(&erase(reference, "request"), ProblemCode::ActionNotPossible);
    assert_eq!(
        reason(&open.reference).detail.as_deref(),
        Some("Ce dossier n’est pas terminé. Il pourra être effacé ensuite.")
    );
    refused(&erase(&citizen.reference, "whim"), ProblemCode::InvalidQuery);
    assert_eq!(erase(&citizen.reference, "request").send().status, 204);
    let erased_at = citizen.opens().erased_at;
    // Whoever repeats the filing because its answer was lost is told what became of it, and not that it was another one.
    let filed = filing_call(&pair.agencies, "mhab", &key()).lang("fr").json(&filing());
    let second = Citizen::with(&pair.agencies, &filed.send().json(201));
    desk.says(&second.reference, "answer", "Voici.");
    assert_eq!(erase(&second.reference, "request").send().status, 204);
    let told = refused_in(&filed, ProblemCode::ActionNotPossible, "fr").detail;
    assert_eq!(told.as_deref(), Some("Le contenu de ce dossier a été effacé."));
    // Asked again it is as it is.
    assert_eq!(erase(&citizen.reference, "mistake").send().status, 204);
    assert!(erased_at.is_some() && citizen.opens().erased_at == erased_at);
    let below = format!("/cases/{}/accesses", citizen.reference);
    let page: AccessPage = boss.call("GET", &below).send().json(200);
    let entry = page.accesses.iter().find(|entry| entry.what == "erase").expect("an entry");
    assert_eq!((entry.reason.as_deref(), entry.role.as_str()), (Some("request"), "supervisor"));
    assert_eq!(entry.name.as_deref(), Some("S. Chef"));
    // Its document goes with the alarm.
    let mut agencies = pair;
    until("an empty drawer", SOON, || {
        agencies.agencies.stop();
        let left = agencies.agencies.kept_of_documents();
        agencies.agencies.run();
        open.opens();
        (left == 0).then_some(())
    });
}

/// The case is erased, its documents lie in another object's drawers: the node is killed in between.
#[test]
fn documents_of_an_erased_case_go_although_the_node_was_killed_before() {
    let mut node = Alone::start();
    node.put_agency("mhab", &keeps_sixty_days());
    let desk = node.desk("mhab", "N. Agent");
    let (mut next, mut hit) = (1, false);
    for _ in 0..8 {
        // Six cases with ten documents each: taking them out of their drawers needs several wake-ups.
        let cases: Vec<Citizen> = (0..6)
            .map(|_| {
                let documents = (0..10).map(|_| Upload::whole(&node, "mhab", "acte.pdf", &pdf(20_000))).collect();
                let citizen = Citizen::files(&node, "mhab", &FileCase { documents, ..filing() });
                desk.says(&citizen.reference, "answer", "Voici.");
                citizen
            })
            .collect();
        let serials: Vec<u32> = (next..next + 6).collect();
        next += 6;
        node.stop();
        assert_eq!(node.settled_before(&serials, 61 * DAY_MS), 6);
        until("the register has seen it", SOON, || {
            node.run();
            let _ = desk.page("");
            node.kill();
            node.retention_was_seen().then_some(())
        });
        node.settled_before(&[], DAY_MS);
        node.run();
        until("the cases are erased", SOON, || cases[0].opens().erased_at.map(|_| ()));
        node.kill();
        let (noted, kept) = (node.noted_documents(), node.kept_of_documents());
        hit |= noted > 0 && kept > 0;
        // Whoever asks next wakes the register; if nobody does, its alarm comes within a minute.
        until("empty drawers", SOON, || {
            node.run();
            let _ = desk.page("");
            node.stop();
            (node.kept_of_documents() == 0 && node.noted_documents() == 0).then_some(())
        });
        node.run();
        assert!(cases.iter().all(|case| case.opens().erased_at.is_some()));
        if hit {
            return;
        }
    }
    panic!("the node never died between a case and its documents");
}
