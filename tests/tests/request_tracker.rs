//! The connector to Request Tracker: a real node, a real RT 5, and what is between them.
#![cfg(test)]

use integration_tests::assertions::only;
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{self, CATEGORY, ROUTED, filing, key, routed};
use integration_tests::gate::Gate;
use integration_tests::portal::Portal;
use integration_tests::scanner::{ClamAv, infected_pdf};
use integration_tests::sender::Sender;
use integration_tests::stack::Alone;
use integration_tests::tracker::{CLOSED_QUEUE, OTHER_QUEUE, QUEUE, Tracker};
use integration_tests::upload::{Upload, pdf};
use serde_json::{Value, json};
use std::time::Duration;
use wire::v1::admin::{PutAgency, PutPeer, RouteBody};
use wire::v1::case::CaseView;
use wire::v1::filing::{FileCase, Receipt};

/// Within this time something has gone over, also after RT was away for a while and on a machine that does much else.
const SOON: Duration = Duration::from_secs(120);
/// Within this time a case has been looked at: looks are a minute apart, and chance adds a fifth.
const LOOK: Duration = Duration::from_secs(150);
/// What the node writes when it gives up.
const DEAD: &str = "\"what\":\"dead\"";

fn rt(tracker: &Tracker, url: &str, settings: &[(&str, &str)]) -> PutPeer {
    let fixed = [("queue", QUEUE), ("complainant", "contact")];
    let all = fixed.into_iter().chain(settings.iter().copied());
    PutPeer {
        url: url.into(),
        connector: "request_tracker".into(),
        names: fixtures::names("مصلحة المياه", "Service des eaux"),
        settings: all.map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
        secret: Some(tracker.token().into()),
        ..PutPeer::default()
    }
}

/// A node whose complaints go to RT, by rule.
fn node_before(tracker: &Tracker, url: &str, settings: &[(&str, &str)]) -> Alone {
    let node = Alone::start();
    node.put_peer("rt", &rt(tracker, url, settings));
    let to = |category: &str, to: &str| RouteBody {
        kinds: vec!["complaint".into()],
        categories: vec![category.into()],
        to: to.into(),
    };
    let routes = vec![to(CATEGORY, "rt"), to(ROUTED, "rt")];
    node.put_agency("mhab", &PutAgency { routes, mediator: None, ..fixtures::agency("HAB") });
    node
}

/// The case's only ticket, once everything of it has arrived.
fn ticket_of(node: &Alone, tracker: &Tracker, citizen: &Citizen) -> String {
    until("the case at RT", SOON, || (citizen.opens().status == "forwarded").then_some(()));
    node.settles_within(SOON);
    let tickets = tracker.tickets(&citizen.reference);
    assert_eq!(tickets.len(), 1, "{tickets:?}");
    tickets[0]["id"].as_str().unwrap().to_owned()
}

/// What our user has written into a ticket: subjects.
fn ours(tracker: &Tracker, ticket: &str) -> Vec<String> {
    let mine = |item: &&Value| item["Creator"]["id"] == "wasl" && item["Type"] == "Correspond";
    let subject = |item: &Value| item["Data"].as_str().unwrap_or_default().trim().to_owned();
    tracker.history(ticket).iter().filter(mine).map(subject).collect()
}

fn texts(case: &CaseView, kind: &str) -> Vec<String> {
    case.timeline.iter().filter(|e| e.kind == kind).filter_map(|e| e.text.clone()).collect()
}

#[test]
fn a_case_becomes_a_ticket_with_its_document_and_what_the_staff_says_comes_back() {
    let tracker = Tracker::start();
    let node = node_before(&tracker, &tracker.url(), &[]);
    let bytes = pdf(1_300_001);
    let id = Upload::whole(&node, "mhab", "plan du quartier.pdf", &bytes);
    let with = FileCase { documents: vec![id], ..filing() };
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    let ticket = ticket_of(&node, &tracker, &citizen);
    let case = citizen.opens();
    assert_eq!(only(&case.timeline, "forwarded").peer_reference.as_deref(), Some(ticket.as_str()));

    // What is there: words, as much of the person as was allowed, nobody to write to, and the document's bytes.
    let history = tracker.history(&ticket);
    let create = history[0]["id"].as_str().unwrap();
    let first = tracker.attachments(create);
    let text = String::from_utf8(tracker.bytes(create, first[0]["id"].as_str().unwrap())).unwrap();
    for part in [filing().body.as_str(), "Amal Exemple", "Réclamation", "plan du quartier.pdf", &citizen.reference] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(tracker.ticket(&ticket)["Requestor"], json!([]));
    let with_file =
        history.iter().find(|item| item["Type"] == "Correspond").unwrap()["id"].as_str().unwrap().to_owned();
    let file =
        tracker.attachments(&with_file).into_iter().find(|one| one["Filename"] == "plan du quartier.pdf").unwrap();
    assert!(tracker.bytes(&with_file, file["id"].as_str().unwrap()) == bytes, "other bytes arrived");

    // What is said there: to the person by hand and by mail, and among the staff.
    tracker.becomes(&ticket, "stalled");
    tracker.becomes(&ticket, "open");
    tracker.notes(&ticket, "Entre nous : dossier sensible.");
    tracker.replies(&ticket, "text/html", "<p>Nous envoyons <b>une &eacute;quipe</b>.</p><p>Demain&nbsp;?</p>");
    tracker.takes_mail(&format!(
        "From: Amina <amina@rt.test>\r\nTo: rt@rt.test\r\nSubject: [wasl.test #{ticket}] Fuite\r\nMessage-ID: <1@rt.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nسيأتي الفريق غدا\r\n"
    ));
    // A person who is not of the staff answers the mail too: those are not the body's words.
    tracker.takes_mail(&format!(
        "From: someone@example.org\r\nTo: rt@rt.test\r\nSubject: Re: [wasl.test #{ticket}] Fuite\r\nMessage-ID: <2@e.org>\r\n\
         \r\nI am nobody.\r\n"
    ));
    tracker.replies_with(&ticket, "Ci-joint le plan.", ("décision.pdf", "application/pdf", &pdf(200_001)));
    tracker.becomes(&ticket, "resolved");
    let case = until("the answer", LOOK, || Some(citizen.opens()).filter(|case| case.status == "answered"));
    assert_eq!(texts(&case, "message"), ["Nous envoyons une équipe.\n\nDemain ?", "سيأتي الفريق غدا"]);
    assert_eq!(texts(&case, "answer"), ["Ci-joint le plan.\n📎 décision.pdf"]);
    let said = only(&case.timeline, "answer");
    assert_eq!((said.actor.role.as_str(), said.actor.body.as_deref()), ("caseworker", Some("Service des eaux")));
    let story: Vec<_> = case.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(
        story,
        ["filed", "forwarding", "forwarded", "acknowledged", "message", "message", "answer"],
        "{:#?}",
        case.timeline
    );
}

#[test]
fn documents_go_through_the_node_and_are_never_whole_in_it() {
    const LARGE: usize = 12_000_000;
    let tracker = Tracker::start();
    let node = node_before(&tracker, &tracker.url(), &[]);
    let citizen = Citizen::files(&node, "mhab", &filing());
    let ticket = ticket_of(&node, &tracker, &citizen);
    let send = |count: usize| {
        let ids: Vec<_> = (0..count).map(|n| Upload::whole(&node, "mhab", &format!("{n}.pdf"), &pdf(LARGE))).collect();
        citizen.message(&json!({ "text": "Voici.", "documents": ids })).key(&key()).send().expect(201);
        node.settles_within(LOOK);
    };
    send(1);
    let before = node.memory_peak();
    send(3);
    let more = node.memory_peak().saturating_sub(before);
    println!("three documents of 12 MB more: {more} bytes of memory");
    assert!(more < LARGE as u64, "{more} bytes more for three documents of 12 MB");
    assert_eq!(ours(&tracker, &ticket).len(), 2 + 4);
    for transaction in tracker.history(&ticket).iter().filter(|item| item["Type"] == "Correspond") {
        let id = transaction["id"].as_str().unwrap();
        for file in tracker.attachments(id).iter().filter(|one| one["ContentType"] == "application/pdf") {
            assert!(tracker.bytes(id, file["id"].as_str().unwrap()) == pdf(LARGE), "other bytes arrived");
        }
    }
}

#[test]
fn a_document_waits_for_the_scanner_and_one_that_is_infected_never_goes() {
    let (tracker, clamav) = (Tracker::start(), ClamAv::start());
    let mut node = node_before(&tracker, &tracker.url(), &[("requestor", "yes")]);
    node.scanner = clamav.url();
    node.stop();
    node.run();
    clamav.pause();
    let clean = pdf(400_001);
    let ids = [("plan.pdf", clean.clone()), ("virus.pdf", infected_pdf(300_001))]
        .map(|(name, bytes)| Upload::whole(&node, "mhab", name, &bytes));
    let with = FileCase { documents: ids.to_vec(), ..filing() };
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    // The case does not wait for its documents.
    let early = until("an attempt", SOON, || {
        let owed = node.deliveries("?state=pending").into_iter().next()?;
        owed.last_attempts.last().map(|attempt| attempt.status)
    });
    assert_eq!((early, tracker.tickets(&citizen.reference).len()), (Some(425), 1));
    clamav.go_on();
    node.settles_within(Duration::from_secs(300));
    let ticket = ticket_of(&node, &tracker, &citizen);
    assert_eq!(tracker.ticket(&ticket)["Requestor"][0]["id"], "amal@exemple.ma");
    assert_eq!(ours(&tracker, &ticket).len(), 1);
    let history = tracker.history(&ticket);
    let sent = history.iter().find(|item| item["Type"] == "Correspond").unwrap()["id"].as_str().unwrap();
    let files = tracker.attachments(sent);
    let file = files.iter().find(|one| one["Filename"] != "").unwrap();
    assert_eq!(file["Filename"], "plan.pdf");
    assert!(tracker.bytes(sent, file["id"].as_str().unwrap()) == clean, "other bytes arrived");
}

#[test]
fn what_the_person_does_is_in_the_ticket_once_and_nothing_of_ours_comes_back() {
    let tracker = Tracker::start();
    let node = node_before(&tracker, &tracker.url(), &[(&format!("queue.{ROUTED}"), OTHER_QUEUE)]);
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let ticket = ticket_of(&node, &tracker, &citizen);
    assert_eq!(tracker.ticket(&ticket)["Queue"]["Name"].as_str().unwrap_or(OTHER_QUEUE), OTHER_QUEUE);
    let bytes = pdf(90_001);
    let id = Upload::whole(&node, "mhab", "preuve.pdf", &bytes);
    citizen.message(&json!({ "text": "Voici la preuve.", "documents": [id] })).key(&key()).send().expect(201);
    citizen.writes("Et la date : le 3.");
    node.settles_within(SOON);
    // The message and its document, and the second message: each under a subject of its own.
    let written = ours(&tracker, &ticket);
    assert_eq!(written.len(), 3, "{written:?}");
    assert!(written.iter().all(|subject| subject.starts_with(&format!("[{}] HAB-", citizen.reference))), "{written:?}");

    // The staff ends it, the person is not satisfied: the ticket is open again.
    tracker.becomes(&ticket, "rejected");
    let case = until("the end", LOOK, || Some(citizen.opens()).filter(|case| case.status == "closed"));
    assert_eq!(case.outcome.as_deref(), Some("not_upheld"));
    citizen.acts(&json!({ "action": "reopen", "reason": "La preuve n’a pas été lue." }));
    until("an open ticket", SOON, || (tracker.ticket(&ticket)["Status"] == "open").then_some(()));
    node.settles_within(SOON);
    // After another look there is no word of ours in the timeline twice, and no one has taken it up.
    tracker.replies(&ticket, "text/plain", "Nous la relisons.");
    let case = until("the reply", LOOK, || Some(citizen.opens()).filter(|c| texts(c, "message").len() == 3));
    let story: Vec<_> = case.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(story, ["filed", "forwarding", "forwarded", "message", "message", "closed", "reopened", "message"]);
    assert_eq!(ours(&tracker, &ticket).len(), 4);
    // What was said in time to be read is the answer when the ticket is resolved later.
    tracker.becomes(&ticket, "resolved");
    let case = until("the answer", LOOK, || Some(citizen.opens()).filter(|case| case.status == "answered"));
    assert_eq!(texts(&case, "answer"), ["Nous la relisons."]);
}

#[test]
fn a_case_that_is_taken_back_has_the_status_that_the_operator_says() {
    let tracker = Tracker::start();
    let node = node_before(&tracker, &tracker.url(), &[]);
    let citizen = Citizen::files(&node, "mhab", &filing());
    let ticket = ticket_of(&node, &tracker, &citizen);
    citizen.acts(&json!({ "action": "withdraw", "reason": "C’est réglé." }));
    until("a rejected ticket", SOON, || (tracker.ticket(&ticket)["Status"] == "rejected").then_some(()));
    node.settles_within(SOON);
    assert_eq!(ours(&tracker, &ticket).len(), 1);
}

#[test]
fn an_answer_that_is_lost_makes_no_second_ticket_and_no_second_message() {
    let tracker = Tracker::start();
    // The search for a ticket is answered, the making of it is not.
    let gate = Gate::before(&tracker.address(), 1);
    let node = node_before(&tracker, &gate.url(), &[]);
    let citizen = Citizen::files(&node, "mhab", &filing());
    until("a ticket of which the node has not heard", SOON, || (gate.waiting() == 1).then_some(()));
    assert_eq!(tracker.tickets(&citizen.reference).len(), 1);
    gate.lose_waiting_and_open();
    let ticket = ticket_of(&node, &tracker, &citizen);
    assert!(node.deliveries("?state=delivered").iter().any(|delivery| delivery.attempts > 1));

    // The same with a message: what was written is looked at, its answer is lost.
    let gate = Gate::before(&tracker.address(), 1);
    node.put_peer("rt", &rt(&tracker, &gate.url(), &[]));
    citizen.writes("Êtes-vous là ?");
    until("a message of which the node has not heard", SOON, || (gate.waiting() == 1).then_some(()));
    assert_eq!(ours(&tracker, &ticket).len(), 1);
    gate.lose_waiting_and_open();
    node.settles_within(SOON);
    assert_eq!(ours(&tracker, &ticket).len(), 1);
}

#[test]
fn two_tickets_of_an_attempt_that_was_overtaken_become_one() {
    let tracker = Tracker::start();
    let gate = Gate::before(&tracker.address(), 1);
    let node = node_before(&tracker, &gate.url(), &[]);
    let citizen = Citizen::files(&node, "mhab", &filing());
    until("a ticket of which the node has not heard", SOON, || (gate.waiting() == 1).then_some(()));
    // As if an attempt before had been slower still.
    let subject = format!("[{}] twice", citizen.reference);
    tracker.as_node("POST", "/ticket").json(&json!({ "Queue": QUEUE, "Subject": subject })).send().expect(201);
    assert_eq!(tracker.tickets(&citizen.reference).len(), 2);
    gate.lose_waiting_and_open();
    let ticket = ticket_of(&node, &tracker, &citizen);
    assert_eq!(only(&citizen.opens().timeline, "forwarded").peer_reference.as_deref(), Some(ticket.as_str()));
}

#[test]
fn everything_arrives_once_after_rt_was_away_and_nobody_else_waits_for_it() {
    let mut tracker = Tracker::start();
    let portal = Portal::with(&[]);
    let node = Alone::with_mediator_at(&portal.url(), &Sender::named("mediator"));
    node.put_peer("rt", &rt(&tracker, &tracker.url(), &[]));
    let mut agency = fixtures::agency("HAB");
    agency.routes.push(RouteBody {
        kinds: vec!["complaint".into()],
        categories: vec![CATEGORY.into()],
        to: "rt".into(),
    });
    node.put_agency("mhab", &agency);
    tracker.stop();
    let away: Vec<_> = (0..6).map(|_| Citizen::files(&node, "mhab", &filing())).collect();
    let other: Vec<_> = (0..6).map(|n| Citizen::files(&node, "mhab", &routed(&format!("Sujet {n}")))).collect();
    for citizen in &away {
        citizen.writes("Premier message.");
    }
    until("the others' cases", SOON, || other.iter().all(|c| c.opens().status == "forwarded").then_some(()));
    assert!(node.deliveries("?state=pending").iter().all(|delivery| delivery.peer == "rt"));
    assert_eq!(portal.seen().len(), 6);
    tracker.run();
    for citizen in &away {
        let ticket = ticket_of(&node, &tracker, citizen);
        assert_eq!(ours(&tracker, &ticket).len(), 1, "{}", citizen.reference);
    }
}

#[test]
fn a_wrong_token_and_a_closed_queue_are_seen_and_mended_by_hand() {
    let tracker = Tracker::start();
    let mut node = node_before(&tracker, &tracker.url(), &[]);
    node.expect_error(DEAD);
    let wrong = "1-27-00000000000000000000000000000000";
    node.put_peer("rt", &PutPeer { secret: Some(wrong.into()), ..rt(&tracker, &tracker.url(), &[]) });
    let citizen = Citizen::files(&node, "mhab", &filing());
    let attempt = until("an attempt", SOON, || {
        let owed = node.deliveries("?state=pending").into_iter().next()?;
        owed.last_attempts.last().cloned()
    });
    assert_eq!((attempt.outcome.as_str(), attempt.status), ("failed", Some(401)));
    node.put_peer("rt", &rt(&tracker, &tracker.url(), &[]));
    ticket_of(&node, &tracker, &citizen);

    // A queue in which our user may do nothing: no later attempt would pass.
    node.put_peer("rt", &rt(&tracker, &tracker.url(), &[(&format!("queue.{ROUTED}"), CLOSED_QUEUE)]));
    let citizen = Citizen::files(&node, "mhab", &routed("Un guichet demande de l’argent"));
    let dead = until("a dead delivery", SOON, || node.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.reason.as_deref(), dead.last_attempts[0].status), (Some("refused"), Some(403)));
    node.put_peer("rt", &rt(&tracker, &tracker.url(), &[]));
    node.call_as_operator("POST", &format!("/v1/admin/deliveries/{}/retry", dead.id)).send().expect(202);
    ticket_of(&node, &tracker, &citizen);
}

#[test]
fn a_ticket_that_the_staff_merges_is_followed_into_the_other() {
    let tracker = Tracker::start();
    let node = node_before(&tracker, &tracker.url(), &[]);
    let citizens: Vec<_> = (0..2).map(|_| Citizen::files(&node, "mhab", &filing())).collect();
    let tickets: Vec<_> = citizens.iter().map(|citizen| ticket_of(&node, &tracker, citizen)).collect();
    tracker.replies(&tickets[0], "text/plain", "Pour la première seule.");
    tracker.replies(&tickets[1], "text/plain", "Pour la seconde seule.");
    let merge = tracker.as_staff("PUT", &format!("/ticket/{}", tickets[0])).json(&json!({ "MergeInto": tickets[1] }));
    merge.send().expect(200);
    tracker.replies(&tickets[1], "text/plain", "Pour les deux.");
    let said = |citizen: &Citizen| texts(&citizen.opens(), "message");
    until("both replies", LOOK, || (citizens.iter().all(|c| said(c).len() == 2)).then_some(()));
    assert_eq!(said(&citizens[0]), ["Pour la première seule.", "Pour les deux."]);
    assert_eq!(said(&citizens[1]), ["Pour la seconde seule.", "Pour les deux."]);
    // What the person of the first writes is in the ticket that is left.
    citizens[0].writes("Merci.");
    node.settles_within(SOON);
    assert_eq!(ours(&tracker, &tickets[1]).len(), 1);
}
