//! The relay to e-mail: a real node, a real Exim, a real Dovecot, and `wasl-mail` between them.
#![cfg(test)]

use integration_tests::assertions::{kinds, only};
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{filing, key, routed};
use integration_tests::letters::{SOON, Way, address, reply, written};
use integration_tests::mail::{Attached, OFFICE, RELAY};
use integration_tests::upload::{Upload, pdf};
use sha2::{Digest as _, Sha256};
use wire::v1::case::CaseView;
use wire::v1::filing::{FileCase, Receipt};

const STRANGER: &str = "quelquun@ailleurs.test";

fn texts(case: &CaseView, kind: &str) -> Vec<String> {
    case.timeline.iter().filter(|e| e.kind == kind).filter_map(|e| e.text.clone()).collect()
}

#[test]
fn a_case_goes_by_mail_with_its_document_and_what_the_body_answers_comes_back() {
    let way = Way::open(|config| config.replace("[smtp]", "utc_offset_minutes = 0\n\n[smtp]"));
    let bytes = pdf(300_001);
    let id = Upload::whole(&way.node, "mhab", "plan du quartier.pdf", &bytes);
    let with = FileCase { documents: vec![id], ..routed("Fuite d’eau — تسرب الماء") };
    let receipt: Receipt = filing_call(&way.node, "mhab", &key()).json(&with).send().json(201);
    let citizen = Citizen::with(&way.node, &receipt);
    let _ = way.until(&citizen, "forwarded");

    // What another hand's library reads of what arrived.
    let first = way.arrived(1).remove(0);
    assert_eq!(first.head("subject"), format!("[{}] Fuite d’eau — تسرب الماء", citizen.reference));
    assert_eq!((address(first.head("from")), address(first.head("to"))), (RELAY, OFFICE));
    assert!(first.head("reply-to").contains("wasl+") && first.head("in-reply-to").is_empty());
    assert_eq!(first.head("auto-submitted"), "auto-generated");
    assert!(first.defects.is_empty(), "{first:?}");
    for part in
        [filing().body.lines().next().unwrap(), "ملف بدون جواب منذ مارس.", "Amal Exemple", "Administration fictive"]
    {
        assert!(first.text.contains(part) && first.html.contains(part), "{part} is not in {}", first.text);
    }
    let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let plan = Attached { name: Some("plan du quartier.pdf".into()), media_type: "application/pdf".into(), sha256 };
    assert_eq!(first.files, [plan]);

    // A plain reply is a message, without what it quotes; a word says more.
    way.office.send(
        OFFICE,
        address(first.head("reply-to")),
        &reply(&first, "r1", "Nous passons demain.\n\n-- \nBureau"),
    );
    let case = until("the message", SOON, || Some(citizen.opens()).filter(|case| texts(case, "message").len() == 1));
    assert_eq!(texts(&case, "message"), ["Nous passons demain."]);
    way.office.send(OFFICE, address(first.head("reply-to")), &reply(&first, "r2", "QUESTION\n\nÀ quel étage ?"));
    let case = way.until(&citizen, "awaiting_complainant");
    let question = only(&case.timeline, "question");
    assert_eq!(question.text.as_deref(), Some("À quel étage ?"));

    // What the citizen answers hangs on what the body wrote.
    citizen.answers(&question.id, "Au deuxième.");
    let second = way.arrived(2).remove(1);
    assert_eq!(second.head("in-reply-to"), "<r2@eaux.test>");
    assert_eq!(second.head("references"), format!("{} <r2@eaux.test>", first.head("message-id")));
    assert_eq!(second.head("subject"), format!("Re: {}", first.head("subject")));
    assert!(second.text.contains("Au deuxième.") && second.files.is_empty(), "{}", second.text);

    way.office.send(
        OFFICE,
        address(second.head("reply-to")),
        &reply(&second, "r3", "Réponse :\nLa fuite est réparée."),
    );
    let case = way.until(&citizen, "answered");
    assert_eq!(texts(&case, "answer"), ["La fuite est réparée."]);
    way.office.send(OFFICE, address(second.head("reply-to")), &reply(&second, "r4", "FONDÉE EN PARTIE"));
    let case = way.until(&citizen, "closed");
    assert_eq!(case.outcome.as_deref(), Some("partly_upheld"));
    let story = ["filed", "forwarding", "forwarded", "message", "question", "message", "answer", "closed"];
    assert_eq!(kinds(&case), story);

    // The same e-mails once more change nothing, here or there.
    way.office.copy(RELAY);
    assert!(way.dealt(8).iter().all(|mail| mail.has_flag("WaslDone") && mail.has_flag("\\Seen")));
    assert_eq!(kinds(&citizen.opens()), story);
    assert_eq!(way.office.mails(OFFICE).len(), 2);
    let log = way.relay.log();
    for private in ["Amal", "fuite", "Fuite", OFFICE, citizen.reference.as_str(), "wasl+", "whsec_", "étage"] {
        assert!(!log.contains(private), "{private} is in the log:\n{log}");
    }
}

#[test]
fn nobody_speaks_for_a_body_but_its_people_and_no_program_does() {
    let way = Way::open(|config| config);
    let citizen = way.citizen("Fuite");
    let _ = way.until(&citizen, "forwarded");
    let first = way.arrived(1).remove(0);
    let to = address(first.head("reply-to")).to_owned();
    let more = |id: &str, more: &str| written(&first, id, "RÉPONSE\nAbsent jusqu’à lundi.", more);
    // Programs.
    way.office.send(OFFICE, &to, &more("auto", "Auto-Submitted: auto-replied\n"));
    way.office.send(OFFICE, &to, &more("bulk", "Precedence: bulk\n"));
    way.office.send(OFFICE, &to, &more("list", "List-Id: <tous.eaux.test>\n"));
    // Somebody who is not of the body; somebody who says that they are; somebody of the body without the thread.
    way.office.send(STRANGER, &to, &more("stranger", "").replacen(OFFICE, STRANGER, 1));
    way.office.forge(OFFICE, &to, &more("forged", ""));
    way.office.forge(
        OFFICE,
        &to,
        &more("signed", &format!("Authentication-Results: mx.wasl.test; auth=pass smtp.auth={OFFICE}\n")),
    );
    let guessed = more("guessed", "").replace(&to, RELAY).replace(first.head("message-id"), "<1.2@relais.test>");
    way.office.send(OFFICE, RELAY, &guessed);
    let dealt = way.dealt(7);
    let done: Vec<&str> = dealt.iter().filter(|m| m.has_flag("WaslDone")).map(|m| m.head("message-id")).collect();
    assert_eq!(done, ["<auto@eaux.test>", "<bulk@eaux.test>", "<list@eaux.test>"]);
    assert!(dealt.iter().skip(3).all(|m| m.has_flag("WaslAside") && m.has_flag("\\Flagged") && !m.has_flag("\\Seen")));
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded"]);
    let asides = way.relay.runs("aside").text;
    assert_eq!(asides.lines().count(), 4, "{asides}");
    for why in ["not from somebody who may answer", "not found to be genuine", "on no thread of ours"] {
        assert!(asides.contains(why), "{why} is not in {asides}");
    }
    // Nobody was written to for any of it; and whoever may speak is still heard.
    assert_eq!(way.office.mails(OFFICE).len(), 1);
    way.office.send(OFFICE, &to, &more("good", ""));
    let _ = way.until(&citizen, "answered");
}

#[test]
fn a_word_without_a_text_is_told_to_whoever_wrote_it() {
    let way = Way::open(|config| config);
    let citizen = way.citizen("Fuite\u{202e}");
    let first = way.arrived(1).remove(0);
    let _ = way.until(&citizen, "forwarded");
    way.office.send(OFFICE, address(first.head("reply-to")), &reply(&first, "empty", "RÉPONSE"));
    let notice = way.arrived(2).remove(1);
    assert!(notice.text.contains("il manque votre texte"), "{}", notice.text);
    assert_eq!((notice.head("in-reply-to"), notice.head("auto-submitted")), ("<empty@eaux.test>", "auto-replied"));
    assert!(way.dealt(1).iter().all(|mail| mail.has_flag("WaslAside")));
    assert_eq!(kinds(&citizen.opens()), ["filed", "forwarding", "forwarded"]);
    // A letter in HTML alone, with a file: text and a name.
    let html = written(&first, "html", "", "").replace(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n",
    ) + "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>REPONSE</p><p>R&eacute;par&eacute;.</p><script>x()</script>\r\n\
         --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"PV.pdf\"\r\n\r\n%PDF\r\n--b--\r\n";
    way.office.send(OFFICE, address(first.head("reply-to")), &html);
    let case = way.until(&citizen, "answered");
    assert_eq!(texts(&case, "answer"), ["Réparé.\n📎 PV.pdf"]);
}
