//! The mail server that our e-mails are handed to: SMTP submission, by `lettre`.
//!
//! In: a letter, its addresses and ids, documents. Out: that the server has it, or who has to act. An e-mail is made from its
//! delivery alone, byte for byte the same at every attempt. Never: a login on a line that is not encrypted, unless the server is
//! this machine; a head's line that somebody else wrote to its end.

use crate::config::{Config, Security, Server};
use crate::letter::{Letter, RELAY_HEADER, one_line};
use domain::time::UnixMillis;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::{Duration, UNIX_EPOCH};

/// The server's time for each answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// One e-mail, before it is written out.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    pub letter: &'a Letter,
    pub to: &'a str,
    /// Where answers go.
    pub reply_to: &'a str,
    pub message_id: &'a str,
    /// The first and the last e-mail of the thread, unless this is the first.
    pub after: Option<(&'a str, &'a str)>,
    pub at: UnixMillis,
    /// What says in the head that a program wrote it (RFC 3834): `auto-generated`, or `auto-replied`.
    pub automatic: &'a str,
    /// Documents: name, media type, bytes.
    pub documents: &'a [(String, String, Vec<u8>)],
}

/// Why the server has not got an e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// Not now; the code, if it said one. Whether it may have it all the same.
    Later { code: Option<u16>, perhaps: bool },
    /// The server wants another login: our operator has to act.
    Login(u16),
    /// It is too large.
    TooLarge,
    /// There is no such mailbox.
    NoMailbox,
    /// Never, for another reason.
    Never(u16),
    /// It cannot be written: an address that is none.
    Unwritable,
}

/// The way to the mail server.
#[derive(Debug, Clone)]
pub struct Post {
    way: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Post {
    /// The configured one.
    ///
    /// # Errors
    /// An address or a certificate that cannot be read.
    pub fn of(config: &Config) -> Result<Self, String> {
        let address = config.address.parse().map_err(|e| format!("address: {e}"))?;
        let domain = config.address.rsplit('@').next().unwrap_or("localhost").to_owned();
        let Server { host, port, security, login, .. } = &config.smtp;
        let mut way = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(*port)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(domain))
            .tls(match security {
                Security::Tls => Tls::Wrapper(tls(&config.smtp)?),
                Security::StartTls => Tls::Required(tls(&config.smtp)?),
                Security::None => Tls::None,
            });
        if let Some((user, password)) = login {
            way = way.credentials(Credentials::new(user.clone(), password.0.clone()));
        }
        Ok(Self { way: way.build(), from: Mailbox::new(Some(one_line(&config.name)), address) })
    }

    /// Whether the server is there and takes our login.
    ///
    /// # Errors
    /// A sentence on what is wrong.
    pub async fn check(&self) -> Result<(), String> {
        match self.way.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the server does not go on after the greeting".to_owned()),
            Err(error) => Err(chain(&error)),
        }
    }

    /// Hands an e-mail over.
    ///
    /// # Errors
    /// The server has not got it, or may not have it.
    pub async fn send(&self, envelope: &Envelope<'_>) -> Result<(), NotSent> {
        let message = self.message(envelope).ok_or(NotSent::Unwritable)?;
        self.way.send(message).await.map(drop).map_err(|error| meaning(&error))
    }

    fn message(&self, of: &Envelope<'_>) -> Option<Message> {
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(of.at.0).ok()?);
        let bracketed = |id: &str| format!("<{}>", id.replace(['<', '>', '\r', '\n', ' '], ""));
        let mut head = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, of.to.parse().ok()?))
            .reply_to(Mailbox::new(self.from.name.clone(), of.reply_to.parse().ok()?))
            .date(at)
            .message_id(Some(bracketed(of.message_id)))
            .subject(one_line(&of.letter.subject))
            .raw_header(raw("Auto-Submitted", of.automatic)?)
            .raw_header(raw("X-Auto-Response-Suppress", "OOF, AutoReply")?)
            .raw_header(raw(RELAY_HEADER, "1")?);
        if let Some((first, last)) = of.after {
            let references =
                if first == last { bracketed(first) } else { [bracketed(first), bracketed(last)].join(" ") };
            head = head.in_reply_to(bracketed(last)).references(references);
        }
        let edge = |part: &str| format!("wasl-{part}-{}", crate::thread::fingerprint(of.message_id.as_bytes()));
        let texts = MultiPart::alternative()
            .boundary(edge("texts"))
            .singlepart(SinglePart::plain(of.letter.text.clone()))
            .singlepart(SinglePart::html(of.letter.html.clone()));
        if of.documents.is_empty() {
            return head.multipart(texts).ok();
        }
        let mut all = MultiPart::mixed().boundary(edge("all")).multipart(texts);
        for (name, media_type, bytes) in of.documents {
            let media_type =
                ContentType::parse(media_type).unwrap_or(ContentType::parse("application/octet-stream").ok()?);
            all = all.singlepart(Attachment::new(one_line(name)).body(bytes.clone(), media_type));
        }
        head.multipart(all).ok()
    }
}

fn raw(name: &str, value: &str) -> Option<HeaderValue> {
    let name = HeaderName::new_from_ascii(name.to_owned()).ok()?;
    Some(HeaderValue::new(name, value.to_owned()))
}

fn tls(server: &Server) -> Result<TlsParameters, String> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.ca {
        let ca = Certificate::from_pem(pem.as_bytes()).map_err(|e| format!("smtp.ca_file: {}", chain(&e)))?;
        parameters = parameters.add_root_certificate(ca);
    }
    parameters.build_rustls().map_err(|e| format!("smtp: {}", chain(&e)))
}

/// What a failure means, and who has to act.
fn meaning(error: &lettre::transport::smtp::Error) -> NotSent {
    let Some(code) = error.status().map(|code| code.to_string().parse().unwrap_or(0)) else {
        // Without an answer nobody knows whether the server had it; where no connection came about it had not.
        return NotSent::Later { code: None, perhaps: error.is_timeout() || !error.is_client() };
    };
    meaning_of(code, &chain(error))
}

/// What an answer means. `text`: the server's own words, of which only the enhanced status (RFC 3463) counts.
fn meaning_of(code: u16, text: &str) -> NotSent {
    let enhanced = |wanted: &str| text.split_whitespace().any(|word| word == wanted);
    match code {
        400..=499 => NotSent::Later { code: Some(code), perhaps: false },
        530 | 534 | 535 | 538 => NotSent::Login(code),
        552 if !enhanced("5.2.2") => NotSent::TooLarge,
        _ if enhanced("5.3.4") => NotSent::TooLarge,
        // A full mailbox can be emptied.
        _ if enhanced("5.2.2") => NotSent::Later { code: Some(code), perhaps: false },
        _ if enhanced("5.1.1") || enhanced("5.1.2") || enhanced("5.1.3") || enhanced("5.1.6") || enhanced("5.2.1") => {
            NotSent::NoMailbox
        }
        550 | 551 | 553 if !enhanced("5.7.1") => NotSent::NoMailbox,
        code => NotSent::Never(code),
    }
}

/// An error with what is behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let more = source.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        next = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_answer_says_who_has_to_act() {
        let later = |code| NotSent::Later { code: Some(code), perhaps: false };
        for (code, text, meaning) in [
            (421, "4.3.2 shutting down", later(421)),
            (450, "4.2.1 mailbox busy", later(450)),
            (452, "4.3.1 disk", later(452)),
            (535, "5.7.8 no", NotSent::Login(535)),
            (550, "5.1.1 nobody", NotSent::NoMailbox),
            (550, "unknown user", NotSent::NoMailbox),
            (554, "5.1.1 nobody", NotSent::NoMailbox),
            (550, "5.7.1 refused", NotSent::Never(550)),
            (554, "5.7.1 spam", NotSent::Never(554)),
            (552, "5.3.4 too big", NotSent::TooLarge),
            (552, "message size exceeds", NotSent::TooLarge),
            (552, "5.2.2 mailbox full", later(552)),
            (501, "bad address", NotSent::Never(501)),
        ] {
            assert_eq!(meaning_of(code, text), meaning, "{code} {text}");
        }
    }
}
