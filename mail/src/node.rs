//! The node, over HTTP: callbacks to it, and its documents. Blocking; called from threads of their own.
//!
//! In: signed calls. Out: what was answered, as who has to act. Never: asks another address than the configured node's,
//! whatever a webhook says; follows a redirect; gives out a document that is not the one that was announced.

use crate::config::{Body, Config};
use crate::place;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::io::Read as _;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use wire::exchange::FOREIGN_PREFIX;
use wire::signing::fetching;
use wire::signing::shared::SharedSecrets;
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};
use wire::v1::case::DocumentView;

/// How long a node may take to begin an answer, and to send a document.
const PATIENCE: Duration = Duration::from_secs(20);
const DOCUMENT_PATIENCE: Duration = Duration::from_secs(120);
/// Most bytes of an answer that is no document.
const ANSWER_MAX: u64 = 64 * 1024;

/// Why a call did not do what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDone {
    /// The node refuses this for good.
    Refused(u16),
    /// It is not there, or does not know us yet: later.
    Later(Option<u16>),
}

/// A document, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// Its bytes, checked.
    Ready(Vec<u8>),
    /// It never comes.
    Never,
}

/// The node.
#[derive(Debug, Clone)]
pub struct Node {
    agent: Agent,
    base: String,
}

/// A callback's body.
#[derive(Debug, Clone, Serialize)]
pub struct Said<'a> {
    pub reference: &'a str,
    #[serde(rename = "type")]
    pub kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'a str>,
}

impl Node {
    /// The configured one.
    ///
    /// # Errors
    /// The certificate to trust cannot be read.
    pub fn of(config: &Config) -> Result<Self, String> {
        let mut settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(PATIENCE))
            .timeout_recv_body(Some(DOCUMENT_PATIENCE))
            .user_agent(concat!("wasl-mail/", env!("CARGO_PKG_VERSION")));
        if let Some(pem) = &config.node_ca {
            let ca = Certificate::from_pem(pem.as_bytes()).map_err(|e| format!("node_ca_file: {e}"))?;
            settings = settings.tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[ca])).build());
        }
        Ok(Self { agent: settings.build().into(), base: config.node.clone() })
    }

    /// What the node is called.
    ///
    /// # Errors
    /// It does not answer as a node does.
    pub fn name(&self) -> Result<String, NotDone> {
        let answer = self.agent.get(format!("{}/.well-known/wasl.json", self.base)).call();
        let (status, text) = read(answer)?;
        let card: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let name = card.get("node").and_then(serde_json::Value::as_str).filter(|_| status == 200);
        name.map(str::to_owned).ok_or(NotDone::Later(Some(status)))
    }

    /// Calls back; `id` is the same for the same thing, and taken once by the node.
    ///
    /// # Errors
    /// It was not taken.
    pub fn call_back(&self, body: &Body, id: &str, said: &Said<'_>) -> Result<(), NotDone> {
        let text = serde_json::to_string(said).map_err(|_| NotDone::Refused(0))?;
        let (timestamp, signature) = signed(body, id, &text).ok_or(NotDone::Later(None))?;
        let answer = self
            .agent
            .post(format!("{}/v1/callbacks/{}", self.base, body.peer))
            .header("content-type", "application/json")
            .header(HEADER_ID, id)
            .header(HEADER_TIMESTAMP, timestamp)
            .header(HEADER_SIGNATURE, signature)
            .send(text.as_bytes());
        match read(answer)?.0 {
            200..=299 => Ok(()),
            // 401: a secret that is being changed, or a clock that is wrong.
            status @ (401 | 408 | 425 | 429 | 500..=599) => Err(NotDone::Later(Some(status))),
            status => Err(NotDone::Refused(status)),
        }
    }

    /// A document of a case, if it is the one that was announced.
    ///
    /// # Errors
    /// It is not ready, or not what it should be: later.
    pub fn document(
        &self,
        body: &Body,
        node: &str,
        reference: &str,
        document: &DocumentView,
    ) -> Result<Paper, NotDone> {
        let is_name =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !is_name(reference) || !is_name(&document.id) {
            return Ok(Paper::Never);
        }
        let (path, range) = (fetching::path(reference, &document.id), fetching::range(0));
        let source = format!("{FOREIGN_PREFIX}{}", body.peer);
        let text = fetching::signed_by(&path, &range, &source, node);
        let id = crate::thread::fingerprint(format!("{}{}", document.id, place::now().0).as_bytes());
        let (timestamp, signature) = signed(body, &id, &text).ok_or(NotDone::Later(None))?;
        let answer = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("range", range)
            .header(fetching::HEADER_SOURCE, source)
            .header(HEADER_ID, id)
            .header(HEADER_TIMESTAMP, timestamp)
            .header(HEADER_SIGNATURE, signature)
            .call()
            .map_err(|_| NotDone::Later(None))?;
        match answer.status().as_u16() {
            200 | 206 => {
                let mut bytes = Vec::new();
                // One more than there should be: what is too long is seen to be.
                let mut reader = answer.into_body().into_reader().take(document.length_bytes.saturating_add(1));
                reader.read_to_end(&mut bytes).map_err(|_| NotDone::Later(None))?;
                let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
                if sha256 == document.sha256 { Ok(Paper::Ready(bytes)) } else { Err(NotDone::Later(None)) }
            }
            403 | 404 | 410 => Ok(Paper::Never),
            status => Err(NotDone::Later(Some(status))),
        }
    }
}

/// Time and signature of a call.
fn signed(body: &Body, id: &str, text: &str) -> Option<(String, String)> {
    let timestamp_s = place::now().0 / 1000;
    let signature = SharedSecrets::parse(&body.secret.0)?.sign_message(id, timestamp_s, text);
    Some((timestamp_s.to_string(), signature))
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<(u16, String), NotDone> {
    let answer = answer.map_err(|_| NotDone::Later(None))?;
    let status = answer.status().as_u16();
    let text = answer.into_body().with_config().limit(ANSWER_MAX).read_to_string().unwrap_or_default();
    Ok((status, text))
}
