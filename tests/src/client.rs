//! HTTP as any client speaks it. In: a method, an address, headers, a body. Out: status, headers, bytes.
//!
//! Every call opens a connection of its own, so that a node that was killed is never spoken to through
//! an old one. Never: following a redirect, or taking a refusal for a failed test (callers say what they expect).

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use ureq::http::{HeaderMap, Request};
use ureq::{Agent, SendBody};
use wire::problem::Problem;

const TIMEOUT: Duration = Duration::from_secs(30);

/// A call that is being put together.
#[derive(Debug, Clone)]
pub struct Call {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    /// Sent without saying how long it is.
    chunked: bool,
}

impl Call {
    #[must_use]
    pub fn new(method: &str, url: impl Into<String>) -> Self {
        Self { method: method.into(), url: url.into(), headers: Vec::new(), body: None, chunked: false }
    }

    /// The node that it goes to.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.url.split_once("/v1/").map_or_else(|| self.url.clone(), |(base, _)| base.to_owned())
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The language that the answer shall have.
    #[must_use]
    pub fn lang(self, tag: &str) -> Self {
        self.header("accept-language", tag)
    }

    /// The idempotency key.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// The bearer token, or a case's access code.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    #[must_use]
    pub fn json(self, body: &impl Serialize) -> Self {
        let text = serde_json::to_vec(body).expect("a body that can be written");
        self.bytes("application/json", text)
    }

    /// The fields of an HTML form.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", percent(k), percent(v))).collect();
        self.bytes("application/x-www-form-urlencoded", pairs.join("&"))
    }

    #[must_use]
    pub fn bytes(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", media_type)
    }

    /// Sends the body without announcing its length.
    #[must_use]
    pub fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }

    /// Sends it. Who is refused before the whole body has gone may see the line's end before the answer (RFC 9112, 9.6),
    /// and asks once more.
    ///
    /// # Panics
    /// Nobody answers.
    #[must_use]
    pub fn send(&self) -> Answer {
        let overtaken = |e: &String| self.body.is_some() && e.contains("Connection reset");
        let answer = match self.try_send() {
            Err(error) if overtaken(&error) => self.try_send(),
            answer => answer,
        };
        answer.unwrap_or_else(|e| panic!("{} {} was not answered: {e}", self.method, self.url))
    }

    /// Sends it to somebody who may not be there.
    ///
    /// # Errors
    /// Nobody answers, or not to the end.
    pub fn try_send(&self) -> Result<Answer, String> {
        let mut request = Request::builder().method(self.method.as_str()).uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let said = |e: ureq::Error| e.to_string();
        let mut response = match &self.body {
            None => agent().run(request.body(()).map_err(|e| e.to_string())?),
            Some(body) if self.chunked => {
                let mut reader = body.as_slice();
                agent().run(request.body(SendBody::from_reader(&mut reader)).map_err(|e| e.to_string())?)
            }
            Some(body) => agent().run(request.body(body.as_slice()).map_err(|e| e.to_string())?),
        }
        .map_err(said)?;
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec().map_err(said)?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .max_idle_connections(0)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("")
        .accept("")
        .accept_encoding("")
        .build()
        .into()
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header; empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// All headers, in order of their names.
    #[must_use]
    pub fn header_list(&self) -> Vec<(String, String)> {
        let pair = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut all: Vec<_> = self.headers.iter().map(pair).collect();
        all.sort();
        all
    }

    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("an answer in UTF-8")
    }

    /// The body's shape, of an answer that has this status.
    ///
    /// # Panics
    /// It has another one, or another shape.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self, status: u16) -> T {
        self.expect(status);
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.text()))
    }

    /// A refusal's problem, whatever its status.
    ///
    /// # Panics
    /// It is none.
    #[must_use]
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), wire::problem::MEDIA_TYPE, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.text()))
    }

    /// # Panics
    /// The status is another one.
    pub fn expect(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }
}

/// Writes bytes to an address, as they are, and reads what comes back until the connection ends or the
/// other side says nothing more: for requests that no decent client sends.
///
/// # Panics
/// Nothing comes back.
#[must_use]
pub fn raw(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("a node that listens");
    stream.set_read_timeout(Some(TIMEOUT)).expect("a time limit");
    stream.write_all(request).expect("a request that is taken");
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    while !is_whole(&answer) {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(n) => answer.extend_from_slice(piece.get(..n).unwrap_or_default()),
        }
    }
    assert!(!answer.is_empty(), "nothing came back");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Whether an answer with an announced length is there to its end.
fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    length.and_then(|l| l.trim().parse::<usize>().ok()).is_some_and(|length| body.len() >= length)
}

/// A text as it stands in a form or a query.
#[must_use]
pub fn percent(text: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
