//! The relay's configuration: one TOML file, secrets in files or variables of their own (docs/connectors.md, "E-mail").
//!
//! In: the file's text. Out: a [`Config`], or every sentence on what is wrong with it, each beginning with its field. Never: a
//! secret in a sentence or in `Debug`; a connection without TLS to another machine.

use crate::place;
use crate::reply::sender::is_allowed;
use domain::language::Language;
use lettre::Address;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use wire::signing::shared::SharedSecrets;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How a line is kept from being read by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting; nothing is said before it.
    StartTls,
    /// None: on this machine only.
    None,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password; SMTP may do without.
    pub login: Option<(String, Secret)>,
    /// A certificate to trust besides the usual ones, as PEM.
    pub ca: Option<String>,
}

/// A body that is written to.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its name at the node.
    pub peer: String,
    /// Where the node's webhooks for it come.
    pub path: String,
    /// What is shared with the node: `whsec_…`, or two with a space between.
    pub secret: Secret,
    /// Where it is written to.
    pub to: String,
    /// In which language.
    pub language: Language,
    /// Who may answer for it.
    pub allow: Vec<String>,
    /// Most bytes of documents in one e-mail.
    pub attach_bytes: u64,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    /// The node's address, without a slash at its end.
    pub node: String,
    /// A certificate to trust besides the usual ones, as PEM.
    pub node_ca: Option<String>,
    /// Where the book is kept.
    pub folder: PathBuf,
    /// Whom e-mails come from.
    pub address: String,
    pub name: String,
    /// Whether `name+anything@` arrives too.
    pub plus: bool,
    /// The server whose `Authentication-Results` are believed.
    pub trusted: Option<String>,
    pub keep_days: u32,
    pub offset_minutes: i32,
    pub smtp: Server,
    pub imap: Server,
    pub mailbox: String,
    /// Where what is done is moved to.
    pub done: Option<String>,
    pub every_seconds: u64,
    pub bodies: Vec<Body>,
}

impl Config {
    /// The body that webhooks at a path are for.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.path == path)
    }

    /// The body of this name.
    #[must_use]
    pub fn body(&self, peer: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.peer == peer)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: String,
    node: String,
    node_ca_file: Option<PathBuf>,
    folder: PathBuf,
    address: String,
    name: Option<String>,
    plus: Option<bool>,
    trusted: Option<String>,
    keep_days: Option<u32>,
    utc_offset_minutes: Option<i32>,
    smtp: ServerFile,
    imap: ServerFile,
    #[serde(default)]
    body: Vec<BodyFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    host: String,
    port: Option<u16>,
    security: Option<String>,
    user: Option<String>,
    password_file: Option<PathBuf>,
    password_variable: Option<String>,
    ca_file: Option<PathBuf>,
    mailbox: Option<String>,
    done: Option<String>,
    every_seconds: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyFile {
    peer: String,
    path: Option<String>,
    secret_file: Option<PathBuf>,
    secret_variable: Option<String>,
    to: String,
    language: Option<String>,
    allow: Option<Vec<String>>,
    attach_mb: Option<u64>,
}

/// What is wrong.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn say(&mut self, field: &str, sentence: impl std::fmt::Display) {
        self.0.push(format!("{field}: {sentence}"));
    }

    fn taken<T>(&mut self, field: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|sentence| self.say(field, sentence)).ok()
    }
}

/// Reads a configuration.
///
/// # Errors
/// Every sentence on what is wrong.
pub fn read(text: &str) -> Result<Config, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|e| {
        // Not the error's own text: that quotes the line, and a secret may stand in it.
        let line = e.span().map_or(0, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        vec![format!("line {line}: {}", e.message())]
    })?;
    let mut wrong = Wrong::default();
    let listen = file.listen.parse().map_err(|_| "an address and a port, as 127.0.0.1:8090".to_owned());
    let listen: Option<SocketAddr> = wrong.taken("listen", listen);
    let node = file.node.trim_end_matches('/').to_owned();
    if !(node.starts_with("https://") || is_here(node.strip_prefix("http://").unwrap_or_default())) {
        wrong.say("node", "the node's address, https://… (http:// on this machine only)");
    }
    let node_ca = file.node_ca_file.and_then(|path| wrong.taken("node_ca_file", place::text(&path)));
    if let Some(sentence) = not_an_address(&file.address) {
        wrong.say("address", sentence);
    }
    if file.body.is_empty() {
        wrong.say("body", "there is none: each body that is written to has a [[body]]");
    }
    let smtp = server("smtp", &file.smtp, (587, 465), &mut wrong);
    let imap = server("imap", &file.imap, (143, 993), &mut wrong);
    if imap.as_ref().is_some_and(|server| server.login.is_none()) {
        wrong.say("imap.user", "is needed");
    }
    for (field, given) in [("mailbox", file.smtp.mailbox.is_some()), ("done", file.smtp.done.is_some())] {
        if given {
            wrong.say(&format!("smtp.{field}"), "belongs to [imap]");
        }
    }
    let every_seconds = file.imap.every_seconds.unwrap_or(30);
    if !(1..=3_600).contains(&every_seconds) {
        wrong.say("imap.every_seconds", "from 1 to 3600");
    }
    let bodies: Vec<Body> = file.body.iter().filter_map(|one| body(one, &file.address, &mut wrong)).collect();
    for (n, one) in bodies.iter().enumerate() {
        if bodies.iter().take(n).any(|other| other.peer == one.peer || other.path == one.path) {
            wrong.say(&format!("body {}", one.peer), "another body has this peer or this path");
        }
    }
    match (listen, smtp, imap) {
        (Some(listen), Some(smtp), Some(imap)) if wrong.0.is_empty() => Ok(Config {
            listen,
            node,
            node_ca,
            folder: file.folder,
            address: file.address.to_lowercase(),
            name: file.name.unwrap_or_else(|| "Wasl".to_owned()),
            plus: file.plus.unwrap_or(true),
            trusted: file.trusted,
            keep_days: file.keep_days.unwrap_or(730),
            offset_minutes: file.utc_offset_minutes.unwrap_or(60),
            smtp,
            imap,
            mailbox: file.imap.mailbox.unwrap_or_else(|| "INBOX".to_owned()),
            done: file.imap.done,
            every_seconds,
            bodies,
        }),
        _ => Err(wrong.0),
    }
}

fn is_here(host: &str) -> bool {
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
    matches!(name, Some("localhost" | "127.0.0.1" | "[::1]" | "::1"))
}

fn not_an_address(text: &str) -> Option<&'static str> {
    let is_plain = text.is_ascii() && text.matches('@').count() == 1 && !text.contains('+');
    let fits = is_plain && text.parse::<Address>().is_ok();
    (!fits).then_some("an e-mail address, as bureau@eaux.example, without a + in it")
}

fn secret(field: &str, file: Option<&PathBuf>, variable: Option<&String>, wrong: &mut Wrong) -> Option<Secret> {
    let text = match (file, variable) {
        (Some(path), None) => wrong.taken(&format!("{field}_file"), place::text(path)),
        (None, Some(name)) => {
            let found = place::variable(name).ok_or_else(|| format!("the variable {name} is not set"));
            wrong.taken(&format!("{field}_variable"), found)
        }
        (Some(_), Some(_)) => {
            wrong.say(
                field,
                format!("either {field}_file or {field}_variable", field = field.rsplit('.').next().unwrap_or(field)),
            );
            None
        }
        (None, None) => {
            wrong.say(&format!("{field}_file"), "is needed, or the same with _variable");
            None
        }
    };
    text.map(|text| Secret(text.trim().to_owned()))
}

fn server(section: &str, file: &ServerFile, ports: (u16, u16), wrong: &mut Wrong) -> Option<Server> {
    let field = |name: &str| format!("{section}.{name}");
    if file.host.trim().is_empty() || file.host.contains(['/', '@', ' ']) {
        wrong.say(&field("host"), "the server's name, without anything before or behind it");
    }
    let security = match file.security.as_deref().unwrap_or("tls") {
        "tls" => Security::Tls,
        "starttls" => Security::StartTls,
        "none" if is_here(&file.host) => Security::None,
        "none" => {
            wrong.say(&field("security"), "\"none\" is for a server on this machine only");
            return None;
        }
        _ => {
            wrong.say(&field("security"), "\"tls\", \"starttls\" or \"none\"");
            return None;
        }
    };
    let port = file.port.unwrap_or(if security == Security::Tls { ports.1 } else { ports.0 });
    let login = match &file.user {
        None => None,
        Some(user) => {
            let password =
                secret(&field("password"), file.password_file.as_ref(), file.password_variable.as_ref(), wrong)?;
            Some((user.clone(), password))
        }
    };
    let ca = match &file.ca_file {
        None => None,
        Some(path) => Some(wrong.taken(&field("ca_file"), place::text(path))?),
    };
    Some(Server { host: file.host.clone(), port, security, login, ca })
}

fn body(file: &BodyFile, own: &str, wrong: &mut Wrong) -> Option<Body> {
    let section = format!("body {}", file.peer);
    let field = |name: &str| format!("{section}.{name}");
    if domain::agency::Slug::parse(&file.peer).is_none() {
        wrong.say(&field("peer"), "the body's name at the node, as in PUT /v1/admin/peers/{peer}");
    }
    let path = file.path.clone().unwrap_or_else(|| format!("/{}", file.peer));
    if !path.starts_with('/') || path.contains(['?', '#']) || path == "/healthz" {
        wrong.say(&field("path"), "a path that begins with /, as the node's setting `path` says it");
    }
    if let Some(sentence) = not_an_address(&file.to) {
        wrong.say(&field("to"), sentence);
    }
    let allow = file.allow.clone().unwrap_or_else(|| vec![file.to.clone()]);
    for one in &allow {
        if one.strip_prefix('@').is_none() && not_an_address(one).is_some() {
            wrong.say(&field("allow"), format!("{one}: an address, or @ and a domain"));
        }
    }
    if allow.is_empty() || is_allowed(own, &allow) {
        wrong.say(&field("allow"), "somebody, but not the relay's own address");
    }
    let language = file.language.as_deref().unwrap_or("fr");
    let known = Language::ALL.into_iter().find(|one| one.tag() == language);
    if known.is_none() {
        wrong.say(&field("language"), "ar, fr, zgh, en or es");
    }
    let attach_mb = file.attach_mb.unwrap_or(15);
    if attach_mb > 50 {
        wrong.say(&field("attach_mb"), "50 at most");
    }
    let secret = secret(&field("secret"), file.secret_file.as_ref(), file.secret_variable.as_ref(), wrong)?;
    if SharedSecrets::parse(&secret.0).is_none() {
        wrong.say(&field("secret"), "`whsec_` and base64 of 24 to 64 bytes, the same as at the node");
    }
    let attach_bytes = attach_mb << 20;
    Some(Body { peer: file.peer.clone(), path, secret, to: file.to.clone(), language: known?, allow, attach_bytes })
}

#[cfg(test)]
mod tests;
