//! E-mails as they come: good ones, automatic ones, and such as nobody should write.

use super::*;
use proptest::prelude::*;

const OWN: &str = "wasl@relais.example";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "ffffffffffffffffffffffffffffffff";

/// A plain reply, with more in its head.
fn mail(head: &str, body: &str) -> String {
    let text = format!(
        "From: Bureau <Bureau@eaux.example>\nTo: wasl+{TOKEN}@relais.example\nSubject: Re: Lampadaire\n\
         Message-ID: <a@eaux.example>\nDate: Mon, 23 Nov 2026 12:00:00 +0100\n{head}MIME-Version: 1.0\n\n{body}"
    );
    text.replace('\n', "\r\n")
}

fn look(mail: &str) -> Came {
    came(&parsed(mail.as_bytes()).unwrap(), OWN)
}

fn reply(mail: &str) -> Reply {
    match look(mail) {
        Came::Reply(reply) => reply,
        other => panic!("{other:?} of\n{mail}"),
    }
}

fn said(mail: &str) -> String {
    content(&parsed(mail.as_bytes()).unwrap(), OWN).unwrap()
}

fn tokens(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|token| (*token).to_owned()).collect()
}

#[test]
fn a_reply_is_from_somebody_and_on_a_thread() {
    let found = reply(&mail("", "Remplacé."));
    assert_eq!((found.from.as_str(), found.message_id.as_deref()), ("bureau@eaux.example", Some("a@eaux.example")));
    assert_eq!(found.tokens, tokens(&[TOKEN]));
    let by_id = format!("In-Reply-To: <{OTHER}.{TOKEN}@relais.example>\n");
    let plain = mail(&by_id, "Oui").replace(&format!("wasl+{TOKEN}@"), "wasl@");
    assert_eq!(reply(&plain).tokens, tokens(&[TOKEN]));
    let folded = format!("References: <x@y.example>\n <{OTHER}.{TOKEN}@relais.example>\n");
    assert_eq!(reply(&mail(&folded, "Oui").replace(&format!("wasl+{TOKEN}@"), "wasl@")).tokens, tokens(&[TOKEN]));
    // The address that it went to says more than what it hangs on.
    assert_eq!(reply(&mail(&by_id.replace(TOKEN, OTHER), "Oui")).tokens, tokens(&[TOKEN]));
    assert_eq!(reply(&mail("", "Oui").replace(TOKEN, "")).tokens, tokens(&[]));
}

#[test]
fn whoever_has_two_senders_has_none() {
    for mail in [
        mail("From: autre@evil.example\n", "Oui"),
        mail("", "Oui").replace("From: Bureau <Bureau@eaux.example>", "From: a@eaux.example, b@eaux.example"),
        mail("", "Oui").replace("From: Bureau <Bureau@eaux.example>\r\n", ""),
    ] {
        assert!(matches!(look(&mail), Came::Unreadable(_)), "{mail}");
    }
    // A name that looks like an address is a name.
    let named = mail("", "Oui").replace("Bureau <Bureau@", "\"chef@eaux.example\" <x@");
    assert_eq!(reply(&named).from, "x@eaux.example");
}

#[test]
fn what_a_program_wrote_is_told_to_nobody() {
    for head in [
        "Auto-Submitted: auto-replied (vacation)\n",
        "Auto-Submitted: auto-generated\n",
        "Precedence: bulk\n",
        "Precedence: LIST\n",
        "List-Id: <tous.eaux.example>\n",
        "X-Autoreply: yes\n",
        "Return-Path: <>\n",
        "Wasl-Relay: 1\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n",
    ] {
        assert!(matches!(look(&mail(head, "Absent")), Came::Automatic(_)), "{head}");
    }
    let absent = mail("", "Absent").replace("Re: Lampadaire", "Réponse automatique : Lampadaire");
    assert!(matches!(look(&absent), Came::Automatic(_)));
    for head in ["Auto-Submitted: no\n", "Precedence: normal\n", "Return-Path: <bureau@eaux.example>\n"] {
        assert!(matches!(look(&mail(head, "Présent")), Came::Reply(_)), "{head}");
    }
}

/// A report (RFC 3464) about one of our e-mails.
fn report(action: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mx.eaux.example>\nTo: wasl@relais.example\nSubject: failed\n\
         Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
         Action: {action}\nFinal-Recipient: rfc822;bureau@eaux.example\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n\
         From: wasl@relais.example\nMessage-ID: <{OTHER}.{TOKEN}@relais.example>\nSubject: x\n\nbody\n--b--\n"
    )
    .replace('\n', "\r\n")
}

#[test]
fn a_bounce_says_which_thread() {
    let bounce = Came::Bounce { status: "5.1.1".into(), tokens: tokens(&[TOKEN]) };
    assert_eq!(look(&report("failed")), bounce);
    assert!(matches!(look(&report("delayed")), Came::Automatic(_)));
    let old = mail(
        &format!("X-Failed-Recipients: bureau@eaux.example\nReferences: <{OTHER}.{TOKEN}@relais.example>\n"),
        "no",
    );
    assert_eq!(look(&old), Came::Bounce { status: String::new(), tokens: tokens(&[TOKEN]) });
}

#[test]
fn every_charset_and_encoding_is_text() {
    let utf8 = mail(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
        "2KrZhSDYp9mE2KXYtdmE2KfYrS4=",
    );
    assert_eq!(said(&utf8), "تم الإصلاح.");
    let latin = mail(
        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
        "R=E9par=E9 hier=\n matin.",
    );
    assert_eq!(said(&latin), "Réparé hier matin.");
    let arabic =
        mail("Content-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: quoted-printable\n", "=CA=E3");
    assert_eq!(said(&arabic), "تم");
    let broken =
        mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", "a=FFb");
    assert!(said(&broken).starts_with('a') && said(&broken).ends_with('b'));
}

#[test]
fn html_alone_becomes_text() {
    let html = "Content-Type: text/html; charset=utf-8\n";
    let body = "<html><head><style>p{}</style><title>t</title></head><body><div dir=rtl>تم الإصلاح.</div><div>Deux&nbsp;lampes</div>\
        <script>steal()</script><img src=x onerror=alert(1)><hr><ul><li>un</li></ul></body></html>";
    let text = said(&mail(html, body));
    assert!(text.contains("تم الإصلاح.\n") && text.contains("Deux lampes") && text.contains("un"), "{text}");
    assert!(!text.contains("steal") && !text.contains("p{") && !text.contains('<') && !text.contains('─'), "{text}");
    // Of two forms of one text the plain one is read, unless it is empty.
    let both = |plain: &str| {
        mail(
            "Content-Type: multipart/alternative; boundary=b\n",
            &format!("--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n<p>riche</p>\n--b--\n"),
        )
    };
    assert_eq!(said(&both("simple")), "simple");
    assert_eq!(said(&both(" ")), "riche");
    // A quotation in HTML goes as one in text does.
    let quoted = format!(
        "<p>Remplacé.</p><div>Le 2, Wasl &lt;{OWN}&gt; a écrit&nbsp;:</div><blockquote><p>Lampadaire</p></blockquote>"
    );
    assert_eq!(said(&mail(html, &quoted)), "Remplacé.");
    let bomb = "<div>".repeat(HTML_MAX / 4);
    assert!(content(&parsed(mail(html, &bomb).as_bytes()).unwrap(), OWN).is_err());
}

#[test]
fn lines_broken_for_old_screens_are_whole_again() {
    let flowed =
        mail("Content-Type: text/plain; format=flowed\n", "Une ligne \nqui va \nplus loin.\n\nDeux.\n-- \nBureau");
    assert_eq!(said(&flowed), "Une ligne qui va plus loin.\n\nDeux.");
}

#[test]
fn files_are_named() {
    let parts = "--b\nContent-Type: text/plain\n\nVoici.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"plan.pdf\"\n\nx\n\
        --b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png\n\nx\n\
        --b\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s\n\nx\n\
        --b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"=?utf-8?B?4oCuZmRwLmV4ZQ==?=\"\n\nx\n--b--\n";
    let text = said(&mail("Content-Type: multipart/mixed; boundary=b\n", parts));
    assert_eq!(text, "Voici.\n📎 plan.pdf\n📎 fdp.exe");
}

#[test]
fn no_citizen_reads_a_token_or_what_cannot_be_seen() {
    let text = said(&mail("", &format!("Écrivez à wasl+{TOKEN}@relais.example\u{202e}.\u{7}")));
    assert_eq!(text, "Écrivez à wasl+…@relais.example.");
}

#[test]
fn what_is_encrypted_is_left() {
    let sealed =
        mail("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n", "--b--");
    assert_eq!(look(&sealed), Came::Unreadable("encrypted"));
}

#[test]
fn no_depth_breaks_the_reader() {
    // In a thread with as little room as those that read e-mails have.
    let reader = std::thread::Builder::new().stack_size(2 << 20).spawn(|| {
        let head = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        let deep: String = (0..20_000).map(head).collect();
        let letters = "Content-Type: message/rfc822\n\nFrom: a@b.example\n".repeat(20_000);
        for mail in [mail("", "").trim_end().to_owned() + "\r\n" + &deep, mail(&letters, "x")] {
            if let Some(found) = parsed(mail.as_bytes()) {
                drop(came(&found, OWN));
                drop(content(&found, OWN));
            }
        }
        let html = |inside: &str| content(&parsed(mail("Content-Type: text/html\n", inside).as_bytes()).unwrap(), OWN);
        for tag in
            ["<div>", "<b>", "<table><tr><td>", "<blockquote>", "<ul><li>", "<p><font>", "<p>", "<li>", "<a>", "<x>"]
        {
            for depth in [DEPTH_MAX / 3, DEPTH_MAX, HTML_MAX / tag.len() - 100] {
                let found = html(&format!("{}Remplac&eacute;.", tag.repeat(depth))).unwrap();
                assert!(found.contains("Remplacé."), "{tag} {depth} times");
            }
        }
    });
    reader.unwrap().join().unwrap();
}

proptest! {
    #[test]
    fn nothing_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Some(message) = parsed(&bytes) {
            drop(came(&message, OWN));
            drop(content(&message, OWN));
        }
    }

    #[test]
    fn nothing_in_a_body_breaks_it(
        head in "(Content-Type: (text/html|text/plain|multipart/mixed; boundary=b|message/rfc822)\n)?(Content-Transfer-Encoding: (base64|quoted-printable)\n)?",
        body in "(--b(--)?\n|Content-Type: text/html\n|\n|<[a-z/]{1,5}>|=[0-9A-F]{2}|&#?[a-z0-9]{1,5};|[ -~é]|> ){0,60}",
    ) {
        let mail = mail(&head, &body);
        let message = parsed(mail.as_bytes()).unwrap();
        let text = content(&message, OWN).unwrap_or_default();
        prop_assert!(!text.contains(TOKEN) && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    }
}
