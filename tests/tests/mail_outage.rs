//! The relay to e-mail when something fails: servers that are away, mailboxes that are not there, `kill -9`.
#![cfg(test)]

use integration_tests::assertions::kinds;
use integration_tests::client::Call;
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{CATEGORY, ROUTED, agency, filing, key, routed};
use integration_tests::keeper::{Keeper, pieces, relay};
use integration_tests::letters::{SOON, Way, address, reply};
use integration_tests::mail::{OFFICE, RELAY};
use integration_tests::outsider::{Outsider, secret};
use integration_tests::upload::{Upload, pdf};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use wire::v1::admin::{PutAgency, PutPeer, RouteBody};
use wire::v1::filing::{FileCase, Receipt};

/// What the node writes when it gives up.
const DEAD: &str = "\"what\":\"dead\"";

#[test]
fn while_the_mail_server_is_away_nothing_is_lost_and_nothing_goes_twice() {
    let mut way = Way::open(|config| config);
    way.office.take_no_mail();
    let citizen = way.citizen("Fuite");
    until("an attempt in vain", SOON, || way.relay.log().contains("the mail server is not there").then_some(()));
    // Its health says so, and the case waits.
    Call::new("GET", format!("{}/healthz", way.relay.url())).send().expect(503);
    assert_ne!(citizen.opens().status, "forwarded");
    // The relay may go and come back meanwhile.
    way.relay.stop();
    assert!(way.relay.log().contains("\"clean\":true"));
    way.office.take_mail();
    way.relay.run();
    let _ = way.until(&citizen, "forwarded");
    way.node.settles_within(SOON);
    assert_eq!(way.arrived(1).len(), 1);
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded"]);
}

#[test]
fn a_mailbox_that_is_not_there_ends_a_delivery_where_it_is_seen() {
    let mut way = Way::open(|config| config.replace(OFFICE, "personne@eaux.test"));
    way.node.expect_error(DEAD);
    let citizen = way.citizen("Fuite");
    let dead = until("a dead delivery", SOON, || way.node.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.reason.as_deref(), dead.last_attempts[0].status), (Some("refused"), Some(404)));
    assert!(way.relay.log().contains("no such mailbox"), "{}", way.relay.log());
    // Once the address is right, it is retried by hand.
    way.relay.stop();
    way.relay.config = way.relay.config.replace("personne@eaux.test", OFFICE);
    way.relay.run();
    let path = format!("/v1/admin/deliveries/{}/retry", dead.id);
    way.node.call_as_operator("POST", &path).send().expect(202);
    let _ = way.until(&citizen, "forwarded");
    assert_eq!(way.arrived(1).len(), 1);
}

#[test]
fn a_mailbox_that_turns_out_to_be_nobodys_is_seen_at_the_relay() {
    let way = Way::open(|config| config.replace(OFFICE, "ancien@eaux.test"));
    let citizen = way.citizen("Fuite");
    // The mail server took it, so it was handed over; then it found nobody, and says so.
    let _ = way.until(&citizen, "forwarded");
    let bounce = way.dealt(1).remove(0);
    assert!(bounce.has_flag("WaslAside") && bounce.has_flag("\\Flagged"), "{bounce:?}");
    let asides = way.relay.runs("aside").text;
    assert!(asides.contains("did not arrive") && asides.contains(&citizen.reference), "{asides}");
    assert!(way.relay.log().contains("\"what\":\"bounced\"") && !way.relay.log().contains(&citizen.reference));
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded"]);
}

#[test]
fn what_is_too_large_for_the_mail_server_goes_without_its_documents() {
    let way = Way::open(|config| config);
    // Exim takes 4 MB; the relay would attach 15.
    let ids = [pdf(3_500_000), pdf(200_000)].map(|bytes| Upload::whole(&way.node, "mhab", "plan.pdf", &bytes));
    let with = FileCase { documents: ids.to_vec(), ..routed("Plans") };
    let receipt: Receipt = filing_call(&way.node, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&way.node, &receipt);
    let _ = way.until(&citizen, "forwarded");
    let mail = way.arrived(1).remove(0);
    assert!(mail.files.is_empty() && mail.text.matches("- plan.pdf").count() == 2, "{}", mail.text);
    assert!(mail.text.contains("Demandez-les à"), "{}", mail.text);
}

#[test]
fn killed_between_the_servers_word_and_the_book_the_same_mail_goes_again_and_nothing_comes_back_twice() {
    let mut way = Way::open(|config| config);
    // Somebody on the way who keeps the mail server's last word to himself. Without TLS: he has to see it.
    let (target, swallowed) = (format!("127.0.0.1:{}", way.office.smtp), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&swallowed);
    let thief = Keeper::of(move |here, over| {
        let count = Arc::clone(&count);
        relay(
            here,
            &target,
            over,
            |_| {},
            |from, mut to| {
                pieces(from, over, |piece| {
                    if piece.starts_with(b"250 OK id=") {
                        count.fetch_add(1, Ordering::SeqCst);
                        return true;
                    }
                    to.write_all(piece).is_ok()
                });
            },
        );
    });
    way.relay.stop();
    let honest = way.relay.config.clone();
    let (before, rest) = honest.split_once("[smtp]").unwrap();
    let port = thief.url().rsplit(':').next().unwrap().to_owned();
    let mut robbed = format!("{before}[smtp]\nhost = \"localhost\"\nport = {port}\nsecurity = \"none\"\n\n[imap]");
    robbed.push_str(rest.split_once("[imap]").unwrap().1);
    way.relay.config = robbed;
    way.relay.run();
    let citizen = way.citizen("Fuite");
    until("the server's word", SOON, || (swallowed.load(Ordering::SeqCst) > 0).then_some(()));
    assert_eq!(way.arrived(1).len(), 1);
    way.relay.kill();
    way.relay.config = honest;
    way.relay.run();
    let _ = way.until(&citizen, "forwarded");
    // SMTP cannot say whether it was there: twice in the mailbox, under one name, so that whoever looks at names has it once.
    let mails = way.arrived(2);
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].head("message-id"), mails[1].head("message-id"));
    assert_eq!((&mails[0].text, &mails[0].html), (&mails[1].text, &mails[1].html));
    assert!(way.relay.log().contains("begun before"), "{}", way.relay.log());

    // Answers that come while the node or the relay is away, and a relay that is killed over them.
    let to = address(mails[0].head("reply-to")).to_owned();
    way.node.kill();
    way.office.send(OFFICE, &to, &reply(&mails[0], "one", "Nous passons."));
    until("an answer that waits", SOON, || way.relay.log().contains("the node was not told").then_some(()));
    way.relay.kill();
    way.office.send(OFFICE, &to, &reply(&mails[0], "two", "RÉPONSE\nRéparé."));
    way.node.run();
    way.relay.run();
    let case = way.until(&citizen, "answered");
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "message", "answer"]);
    // A book that is lost, a mailbox that is read from its beginning: what the node knows it takes once.
    way.relay.kill();
    way.office.copy(RELAY);
    way.relay.run();
    let _ = way.dealt(4);
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded", "message", "answer"]);
}

#[test]
fn a_body_that_cannot_be_told_of_keeps_back_nobody_elses_answers() {
    let city = Outsider::named("ville");
    let way = Way::open(|config| {
        let (folder, _) = config.split("secret_file = \"").nth(1).unwrap().split_once("/secret\"").unwrap();
        std::fs::write(format!("{folder}/ville"), &city.secret).unwrap();
        let body = config.split_once("[[body]]").unwrap().1;
        let other = body.replace("mediator", "ville").replace("/secret\"", "/ville\"");
        format!("{config}\n[[body]]{other}")
    });
    let peer = city.peer(&way.relay.url(), &[("path", "/ville")]);
    way.node.put_peer("ville", &peer);
    let to = |category: &str, to: &str| RouteBody {
        kinds: vec!["complaint".into()],
        categories: vec![category.into()],
        to: to.into(),
    };
    let routes = vec![to(ROUTED, "mediator"), to(CATEGORY, "ville")];
    way.node.put_agency("mhab", &PutAgency { routes, ..agency("HAB") });
    let first = Citizen::files(&way.node, "mhab", &filing());
    let _ = way.until(&first, "forwarded");
    let second = way.citizen("Fuite");
    let _ = way.until(&second, "forwarded");
    let mails = way.arrived(2);
    // The node has another secret for the city than the relay: its answers wait, in their order; the other's do not.
    way.node.put_peer("ville", &PutPeer { secret: Some(secret()), ..peer.clone() });
    let send = |n: usize, id: &str, text: &str| {
        way.office.send(OFFICE, address(mails[n].head("reply-to")), &reply(&mails[n], id, text));
    };
    send(0, "one", "Nous passons.");
    send(0, "two", "RÉPONSE\nRéparé.");
    send(1, "three", "RÉPONSE\nRemplacé.");
    let _ = way.until(&second, "answered");
    assert_eq!(kinds(&first.opens()), ["filed", "forwarding", "forwarded"]);
    way.node.put_peer("ville", &peer);
    let case = way.until(&first, "answered");
    assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "message", "answer"]);
    assert!(way.dealt(3).iter().all(|mail| mail.has_flag("WaslDone")));
}

#[test]
fn check_says_what_is_good_and_what_is_not() {
    let mut way = Way::open(|config| config);
    let good = way.relay.runs("check");
    good.expect(0, "smtp: localhost takes us");
    good.expect(0, "imap: localhost: 0 e-mails in INBOX");
    good.expect(0, "(agencies)");
    let config = way.relay.config.clone();
    for (from, to, sentence) in [
        ("every_seconds = 1", "every_seconds = 0", "imap.every_seconds: from 1 to 3600"),
        ("language = \"fr\"", "language = \"de\"", "body mediator.language: ar, fr, zgh, en or es"),
        ("[imap]", "colour = 1\n[imap]", "unknown field `colour`"),
    ] {
        way.relay.config = config.replacen(from, to, 1);
        way.relay.runs("check").expect(2, sentence);
    }
    // The other way to each server: TLS from the first byte, or after a greeting.
    let (smtp, imap) = (way.office.smtp, way.office.imaps);
    let smtps = format!("port = {}\nsecurity = \"tls\"", way.office.smtps);
    way.relay.config = config.replace(&format!("port = {smtp}\nsecurity = \"starttls\""), &smtps);
    way.relay.runs("check").expect(0, "smtp: localhost takes us");
    let later = format!("port = {}\nsecurity = \"starttls\"", way.office.imap);
    way.relay.config = config.replace(&format!("port = {imap}"), &later);
    way.relay.runs("check").expect(0, "imap: localhost: 0 e-mails");
    // A certificate of an authority that nobody knows, a mailbox that is not there.
    let (before, imap) = config.split_once("[imap]").unwrap();
    let strange: Vec<&str> = before.lines().filter(|line| !line.starts_with("ca_file")).collect();
    way.relay.config = format!("{}\n[imap]{imap}", strange.join("\n"));
    way.relay.runs("check").expect(1, "smtp: NOT GOOD");
    way.relay.config = config.replacen("every_seconds = 1", "every_seconds = 1\nmailbox = \"Nulle part\"", 1);
    way.relay.runs("check").expect(1, "imap: NOT GOOD: Nulle part");
    way.relay.config = config.replacen("every_seconds = 1", "every_seconds = 1\ndone = \"Fait\"", 1);
    way.relay.runs("check").expect(1, "imap: NOT GOOD: Fait");
    way.relay.config = config;
    // What nobody signed makes no e-mail.
    let forged = serde_json::json!({ "type": "wasl.case.filed", "data": { "reference": "X", "subject": "x" } });
    Call::new("POST", format!("{}/mediator", way.relay.url())).json(&forged).send().expect(401);
    Call::new("POST", format!("{}/autre", way.relay.url())).json(&forged).send().expect(404);
    assert!(way.office.mails(OFFICE).is_empty());
}
