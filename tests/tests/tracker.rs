//! What Request Tracker 5 does, that the connector to it goes by: against a real one.
#![cfg(test)]

use integration_tests::client::percent;
use integration_tests::tracker::{CLOSED_QUEUE, QUEUE, Tracker, form};
use integration_tests::upload::pdf;
use serde_json::{Value, json};

const MARKER: &str = "HAB-26A-000123-K";

/// A ticket as a node makes one; gives its id.
fn made(tracker: &Tracker, files: &[(&str, &str, &[u8])]) -> String {
    let said =
        json!({ "Queue": QUEUE, "Subject": format!("{MARKER} · Fuite d'eau"), "Content": "Le tuyau est cassé." });
    let (media_type, body) = form(&said, files);
    let answer = tracker.as_node("POST", "/ticket").bytes(&media_type, body).send();
    answer.json::<Value>(201)["id"].as_str().expect("an id").to_owned()
}

/// What the node's user is shown of all tickets in its queue after this transaction.
fn news(tracker: &Tracker, after: &str) -> Vec<Value> {
    let query =
        percent(&format!("TicketQueue = '{QUEUE}' AND id > {after} AND (Type = 'Correspond' OR Type = 'Status')"));
    let fields = "fields=Type,Creator,NewValue,ObjectId,Data&orderby=id&per_page=100";
    let answer: Value = tracker.as_node("GET", &format!("/transactions?query={query}&{fields}")).send().json(200);
    answer["items"].as_array().expect("a list").clone()
}

fn short(item: &Value) -> (String, String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&item["Type"]), text(&item["Creator"]["id"]), text(&item["NewValue"]))
}

#[test]
fn a_ticket_is_found_by_its_subject_and_not_once_it_is_merged() {
    let tracker = Tracker::start();
    let (first, second) = (made(&tracker, &[]), made(&tracker, &[]));
    assert_eq!(tracker.tickets(MARKER).len(), 2, "RT knows no idempotency key");
    tracker.as_node("PUT", &format!("/ticket/{second}")).json(&json!({ "MergeInto": first })).send().expect(200);
    let left = tracker.tickets(MARKER);
    assert_eq!(left.iter().map(|ticket| ticket["id"].as_str()).collect::<Vec<_>>(), [Some(first.as_str())]);
}

#[test]
fn the_node_is_shown_replies_and_statuses_of_all_tickets_at_once_and_no_comment() {
    let tracker = Tracker::start();
    let ticket = made(&tracker, &[]);
    let mine = json!({ "Subject": format!("{MARKER}/2"), "Content": "Et encore.", "ContentType": "text/plain" });
    tracker.as_node("POST", &format!("/ticket/{ticket}/correspond")).json(&mine).send().expect(201);
    tracker.notes(&ticket, "Entre nous.");
    let reply = tracker.replies(&ticket, "text/html", "<p>Nous regardons.</p>");
    tracker.becomes(&ticket, "resolved");
    let all = news(&tracker, "0");
    let expected = [
        ("Correspond", "wasl", ""),
        // RT opens a new ticket by itself as soon as anybody writes, the node too.
        ("Status", "RT_System", "open"),
        ("Correspond", "amina", ""),
        ("Status", "amina", "resolved"),
    ];
    assert_eq!(
        all.iter().map(short).collect::<Vec<_>>(),
        expected.map(|(kind, who, new)| (kind.to_owned(), who.to_owned(), new.to_owned()))
    );
    // What was written under a subject is found by it.
    assert_eq!(all.first().expect("the first")["Data"].as_str().map(str::trim), Some(&*format!("{MARKER}/2")));
    assert!(all.iter().all(|item| item["ObjectId"] == *ticket));
    assert_eq!(news(&tracker, &reply).len(), 1);
}

#[test]
fn documents_go_in_and_out_as_bytes() {
    let tracker = Tracker::start();
    let (mine, theirs) = (pdf(700_001), pdf(300_001));
    let ticket = made(&tracker, &[("plan.pdf", "application/pdf", &mine)]);
    let create = tracker.history(&ticket).first().expect("its making")["id"].as_str().expect("an id").to_owned();
    let reply = tracker.replies_with(&ticket, "Ci-joint.", ("décision.pdf", "application/pdf", &theirs));
    for (transaction, bytes, name) in [(create, mine, "plan.pdf"), (reply, theirs, "décision.pdf")] {
        let all = tracker.attachments(&transaction);
        let file = all.iter().find(|one| one["Filename"] == name).expect("a file");
        assert_eq!(file["ContentLength"], bytes.len().to_string());
        let id = file["id"].as_str().expect("an id");
        assert!(tracker.bytes(&transaction, id) == bytes, "other bytes came back");
        // The node's token opens it too.
        let url = format!("{}/Ticket/Attachment/{transaction}/{id}", tracker.url());
        let call = integration_tests::client::Call::new("GET", url);
        let answer = call.header("authorization", format!("token {}", tracker.token())).send();
        assert!(answer.expect(200).body == bytes);
    }
}

#[test]
fn a_reply_by_mail_comes_as_text_and_as_html() {
    let tracker = Tracker::start();
    let ticket = made(&tracker, &[]);
    tracker.takes_mail(&format!(
        "From: Amina <amina@rt.test>\r\nTo: rt@rt.test\r\nSubject: [wasl.test #{ticket}] Fuite\r\nMessage-ID: <1@rt.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nتم الإصلاح\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>تم الإصلاح</p>\r\n--b--\r\n"
    ));
    let reply = news(&tracker, "0").into_iter().find(|item| item["Type"] == "Correspond").expect("a reply");
    assert_eq!(short(&reply).1, "amina");
    let types: Vec<_> = tracker.attachments(reply["id"].as_str().expect("an id"));
    let types: Vec<_> = types.iter().map(|one| one["ContentType"].as_str().unwrap_or_default()).collect();
    assert_eq!(types, ["multipart/alternative", "text/plain", "text/html"]);
}

#[test]
fn refusals_say_who_has_to_act_except_those_of_a_status() {
    let tracker = Tracker::start();
    let ticket = made(&tracker, &[]);
    let status = |call: integration_tests::client::Call| call.send().status;
    let wrong = integration_tests::client::Call::new("GET", format!("{}/REST/2.0/rt", tracker.url()));
    assert_eq!(status(wrong.header("authorization", "token 1-2-00000000000000000000000000000000")), 401);
    for queue in [CLOSED_QUEUE, "Nowhere"] {
        let call = tracker.as_node("POST", "/ticket").json(&json!({ "Queue": queue, "Subject": "x" }));
        assert_eq!(status(call), 403, "{queue}");
    }
    let said = json!({ "Content": "x", "ContentType": "text/plain" });
    assert_eq!(status(tracker.as_node("POST", "/ticket/9999/correspond").json(&said)), 400);
    // A status that there is not: 200, and the ticket as it was.
    let call = tracker.as_node("PUT", &format!("/ticket/{ticket}")).json(&json!({ "Status": "nonsense" }));
    assert_eq!(status(call), 200);
    assert_eq!(tracker.ticket(&ticket)["Status"], "new");
}

#[test]
fn what_is_in_it_is_there_after_it_was_away() {
    let mut tracker = Tracker::start();
    let ticket = made(&tracker, &[]);
    tracker.stop();
    assert!(tracker.as_node("GET", "/rt").try_send().is_err());
    tracker.run();
    assert_eq!(tracker.tickets(MARKER).first().expect("the ticket")["id"], *ticket);
}
