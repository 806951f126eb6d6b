//! The mailbox that answers come to: IMAP, by `async-imap`.
//!
//! In: what is new since the book's place. Out: flags: `WaslDone` (and seen) on what was dealt with, `WaslAside` and a flag
//! for people on what was not. The place in the book moves once an e-mail is dealt with; a mailbox that was made anew is read
//! from its beginning, and what the node knows it takes once. Never: deletes anything; says the login on a line that
//! is not encrypted, unless the server is this machine; reads an e-mail that is too large.

use crate::config::{Config, Security, Server};
use crate::incoming::{self, Dealt};
use crate::place;
use crate::relay::Relay;
use async_imap::Session;
use async_imap::types::Fetch;
use futures_util::TryStreamExt as _;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

/// How long the server may take for anything but one e-mail's bytes.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one e-mail's bytes may take.
const MAIL_PATIENCE: Duration = Duration::from_secs(180);
/// The largest e-mail that is read, in bytes: what most servers take, and a little more.
const MAIL_MAX: u32 = 40 << 20;
/// So often an e-mail is begun whose reading was broken off: by a machine that stopped, or by what is in it.
const BEGUN_MAX: u32 = 3;
/// Keywords (RFC 9051, 2.3.2).
const DONE: &str = "WaslDone";
const ASIDE: &str = "WaslAside";

trait Stream: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Stream for T {}

type Line = Box<dyn Stream>;

/// Looks through the mailbox until the end, and after each silence.
pub async fn watch(relay: Arc<Relay>) {
    let every = Duration::from_secs(relay.config.every_seconds);
    while !relay.is_over() {
        if let Err(why) = session(&relay, every).await {
            place::log("the mailbox cannot be read", &[("why", json!(why))]);
        }
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            () = relay.ends() => {}
        }
    }
}

/// Whether the mailbox is there and takes our login.
///
/// # Errors
/// A sentence on what is wrong.
pub async fn check(config: &Config) -> Result<u32, String> {
    let mut session = log_in(&config.imap).await?;
    if let Some(done) = &config.done {
        patiently(session.select(done)).await.map_err(|e| format!("{done}: {e}"))?;
    }
    let mailbox = patiently(session.select(&config.mailbox)).await.map_err(|e| format!("{}: {e}", config.mailbox))?;
    drop(patiently(session.logout()).await);
    Ok(mailbox.exists)
}

async fn patiently<T, E: std::fmt::Display>(what: impl Future<Output = Result<T, E>>) -> Result<T, String> {
    match timeout(PATIENCE, what).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer".to_owned()),
    }
}

async fn session(relay: &Arc<Relay>, every: Duration) -> Result<(), String> {
    let mut session = log_in(&relay.config.imap).await?;
    let idles = patiently(session.capabilities()).await?.has_str("IDLE");
    while !relay.is_over() {
        look(relay, &mut session).await?;
        relay.looked();
        if idles {
            let mut idle = session.idle();
            patiently(idle.init()).await?;
            let (news, stop) = idle.wait_with_timeout(every);
            tokio::select! {
                ended = news => drop(ended.map_err(|e| e.to_string())?),
                () = relay.ends() => {}
            }
            drop(stop);
            session = patiently(idle.done()).await?;
        } else {
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = relay.ends() => {}
            }
        }
    }
    drop(patiently(session.logout()).await);
    Ok(())
}

/// Deals with what is new.
async fn look(relay: &Arc<Relay>, session: &mut Session<Line>) -> Result<(), String> {
    let folder = relay.config.mailbox.as_str();
    let mailbox = patiently(session.select(folder)).await?;
    let validity = mailbox.uid_validity.unwrap_or(0);
    let done = relay.book().place(folder, validity).map_err(|_| "the book cannot be read")?;
    let query = format!("UID {}:* UNKEYWORD {DONE} UNKEYWORD {ASIDE}", done.saturating_add(1));
    let mut new: Vec<u32> = patiently(session.uid_search(query)).await?.into_iter().filter(|uid| *uid > done).collect();
    new.sort_unstable();
    // One peer that cannot be told keeps back nobody else's answers; the place stays before the first that waits.
    let mut waiting = BTreeSet::new();
    for uid in new {
        if relay.is_over() {
            return Ok(());
        }
        let dealt = match bytes(session, uid).await? {
            Bytes::All(bytes) => read(relay, folder, uid, &bytes, &waiting).await?,
            Bytes::Gone => Dealt::Done("gone"),
            Bytes::TooMany => Dealt::Aside("too large"),
        };
        let (flags, what) = match &dealt {
            Dealt::Later(peer) => {
                waiting.insert(peer.clone());
                continue;
            }
            Dealt::Done(what) => (format!("+FLAGS.SILENT (\\Seen {DONE})"), *what),
            Dealt::Aside(why) => (format!("+FLAGS.SILENT (\\Flagged {ASIDE})"), *why),
        };
        let is_aside = matches!(dealt, Dealt::Aside(_));
        place::log("an e-mail", &[("uid", json!(uid)), ("dealt", json!(what)), ("aside", json!(is_aside))]);
        // A mailbox that takes no keywords is read all the same: the book has the place.
        drop(flag(session, uid, &flags).await);
        if waiting.is_empty() {
            relay.book().set_place(folder, validity, uid).map_err(|_| "the book cannot be written")?;
        }
        if let (Some(to), false) = (&relay.config.done, is_aside) {
            // It is done all the same.
            if patiently(session.uid_mv(uid.to_string(), to)).await.is_err() {
                place::log("an e-mail cannot be moved", &[("uid", json!(uid))]);
            }
        }
    }
    Ok(())
}

/// Deals with an e-mail, unless it has ended this program again and again.
async fn read(
    relay: &Arc<Relay>,
    folder: &str,
    uid: u32,
    bytes: &[u8],
    waiting: &BTreeSet<String>,
) -> Result<Dealt, &'static str> {
    const BOOK: &str = "the book cannot be written";
    let begun = relay.book().read_begins(folder, uid).map_err(|_| BOOK)?;
    let dealt = if begun < BEGUN_MAX {
        incoming::deal(relay, bytes, waiting).await
    } else {
        Dealt::Aside("it was begun again and again, and never came to an end")
    };
    relay.book().read_ends(folder).map_err(|_| BOOK)?;
    Ok(dealt)
}

enum Bytes {
    All(Vec<u8>),
    TooMany,
    Gone,
}

async fn bytes(session: &mut Session<Line>, uid: u32) -> Result<Bytes, String> {
    let sizes = fetch(session, uid, "(UID RFC822.SIZE)", PATIENCE).await?;
    let Some(size) = sizes.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.size) else {
        return Ok(Bytes::Gone);
    };
    if size > MAIL_MAX {
        return Ok(Bytes::TooMany);
    }
    let found = fetch(session, uid, "(UID BODY.PEEK[])", MAIL_PATIENCE).await?;
    let body = found.iter().find(|one| one.uid == Some(uid)).and_then(Fetch::body);
    Ok(body.map_or(Bytes::Gone, |body| Bytes::All(body.to_vec())))
}

async fn fetch(session: &mut Session<Line>, uid: u32, what: &str, limit: Duration) -> Result<Vec<Fetch>, String> {
    let fetched = async {
        let found = session.uid_fetch(uid.to_string(), what).await.map_err(|e| e.to_string())?;
        found.try_collect().await.map_err(|e| e.to_string())
    };
    timeout(limit, fetched).await.map_err(|_| "no answer".to_owned())?
}

async fn flag(session: &mut Session<Line>, uid: u32, flags: &str) -> Result<(), String> {
    let flagged = async {
        let said = session.uid_store(uid.to_string(), flags).await.map_err(|e| e.to_string())?;
        said.try_collect::<Vec<_>>().await.map(drop).map_err(|e| e.to_string())
    };
    timeout(PATIENCE, flagged).await.map_err(|_| "no answer".to_owned())?
}

async fn log_in(server: &Server) -> Result<Session<Line>, String> {
    let Some((user, password)) = &server.login else { return Err("no user".to_owned()) };
    let tcp = patiently(TcpStream::connect((server.host.as_str(), server.port))).await?;
    let line: Line = match server.security {
        Security::Tls => Box::new(encrypted(server, Box::new(tcp)).await?),
        Security::StartTls | Security::None => Box::new(tcp),
    };
    let mut client = async_imap::Client::new(line);
    greeted(&mut client).await?;
    if server.security == Security::StartTls {
        patiently(client.run_command_and_check_ok("STARTTLS", None)).await?;
        client = async_imap::Client::new(Box::new(encrypted(server, client.into_inner()).await?));
    }
    // The server's own words may repeat what we said: they are not passed on.
    let logged_in = timeout(PATIENCE, client.login(user, &password.0)).await.map_err(|_| "no answer to the login")?;
    logged_in.map_err(|_| "the login is not taken".to_owned())
}

async fn greeted(client: &mut async_imap::Client<Line>) -> Result<(), String> {
    match timeout(PATIENCE, client.read_response()).await {
        Ok(Ok(Some(_))) => Ok(()),
        Ok(Ok(None)) => Err("the server hangs up".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no greeting".to_owned()),
    }
}

async fn encrypted(server: &Server, line: Line) -> Result<tokio_rustls::client::TlsStream<Line>, String> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    for ca in CertificateDer::pem_slice_iter(server.ca.as_deref().unwrap_or_default().as_bytes()) {
        let ca = ca.map_err(|e| format!("imap.ca_file: {e}"))?;
        roots.add(ca).map_err(|e| format!("imap.ca_file: {e}"))?;
    }
    let settings = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()));
    let settings = settings.with_safe_default_protocol_versions().map_err(|e| e.to_string())?;
    let settings = settings.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from(server.host.clone()).map_err(|_| "imap.host: no name of a server".to_owned())?;
    patiently(TlsConnector::from(Arc::new(settings)).connect(name, line)).await
}
