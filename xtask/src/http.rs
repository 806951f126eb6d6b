//! HTTP as a client: JSON to a node and back.
//!
//! In: a method, an address, a token, a body. Out: the status and the JSON that came back.
//! Never: treats a refusal as a transport error; callers say what they expect.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

const TIMEOUT: Duration = Duration::from_secs(20);

/// One call.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    pub method: &'a str,
    pub url: String,
    pub token: Option<&'a str>,
    pub idempotency_key: Option<String>,
    pub body: Option<Value>,
}

/// A client that keeps its connections.
#[derive(Debug)]
pub struct Http {
    agent: Agent,
}

impl Http {
    pub fn new() -> Self {
        let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).build();
        Self { agent: config.into() }
    }

    /// Sends, and gives the status and the body; a body that is not JSON is null.
    pub fn send(&self, call: &Call<'_>) -> Result<(u16, Value)> {
        let mut request =
            Request::builder().method(call.method).uri(&call.url).header("content-type", "application/json");
        if let Some(token) = call.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = &call.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        let place = || format!("{} {} did not answer", call.method, call.url);
        let mut response = match &call.body {
            Some(body) => self.agent.run(request.body(body.to_string())?),
            None => self.agent.run(request.body(())?),
        }
        .with_context(place)?;
        let text = response.body_mut().read_to_string().with_context(place)?;
        Ok((response.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Sends, and expects a 2xx.
    pub fn expect(&self, call: &Call<'_>) -> Result<Value> {
        let (status, body) = self.send(call)?;
        if !(200..300).contains(&status) {
            bail!("{} {} was answered {status}: {body}", call.method, call.url);
        }
        Ok(body)
    }

    /// What an address answers as it is, compressed as browsers ask for it; what is no text comes as far as it is one.
    pub fn text(&self, url: &str) -> Result<String> {
        let mut response = self.agent.get(url).call().with_context(|| format!("GET {url} did not answer"))?;
        if !response.status().is_success() {
            bail!("GET {url} was answered {}", response.status());
        }
        Ok(String::from_utf8_lossy(&response.body_mut().read_to_vec()?).into_owned())
    }

    /// Sends a whole document to `at` (tus 1.0.0, in one piece); gives its id.
    pub fn upload(&self, at: &str, name: &str, bytes: &[u8]) -> Result<String> {
        let tus = |method: &str, url: &str| Request::builder().method(method).uri(url).header("tus-resumable", "1.0.0");
        let begun = tus("POST", at)
            .header("upload-length", bytes.len().to_string())
            .header("upload-metadata", format!("filename {}", STANDARD.encode(name)));
        let answer = self.agent.run(begun.body(())?)?;
        let place = answer.headers().get("location").context("an upload without an address")?.to_str()?;
        let id = place.rsplit('/').next().unwrap_or_default().to_owned();
        let sent = tus("PATCH", &format!("{at}/{id}"))
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", "0");
        let status = self.agent.run(sent.body(bytes)?)?.status().as_u16();
        if status != 204 {
            bail!("a document was answered {status}");
        }
        Ok(id)
    }

    /// An address whose answer is a text, for whoever has the token.
    pub fn figures(&self, url: &str, token: &str) -> Result<String> {
        let mut response = self.agent.get(url).header("authorization", format!("Bearer {token}")).call()?;
        Ok(response.body_mut().read_to_string()?)
    }

    pub fn get(&self, url: String, token: Option<&str>) -> Result<Value> {
        self.expect(&Call { method: "GET", url, token, idempotency_key: None, body: None })
    }
}
