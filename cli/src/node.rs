//! The node, over HTTP: the tool's one doorway to the network.
//!
//! In: `--node` or `WASL_NODE`, a token. Out: shapes, or the node's problem. Never: prints the token, follows a
//! redirect (a token would go along), or sends a token over plain HTTP to another machine.

use crate::fail::Fail;
use crate::place;
use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::{Body, SendBody};
use wire::problem::{MEDIA_TYPE, Problem};

/// How long a node may take to begin an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which node, and with which right.
#[derive(Debug, Clone, Args)]
pub struct NodeArgs {
    /// The node's address: scheme and host, without a path. Else `WASL_NODE`.
    #[arg(long, global = true, value_name = "URL")]
    pub node: Option<String>,
    /// A file that holds the token and nothing else; `-` is standard input. Else `WASL_TOKEN`.
    #[arg(long, global = true, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
}

/// A node that can be asked.
#[derive(Debug)]
pub struct Node {
    agent: Agent,
    base: Option<String>,
    token: Option<String>,
}

/// What was answered, whatever it was.
#[derive(Debug)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The body.
    pub text: String,
    headers: Vec<(String, String)>,
}

impl Answered {
    /// A header; empty if it is not there.
    pub fn header(&self, name: &str) -> String {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

impl Node {
    /// Reads where the node is. That something is missing is said when it is needed: some subcommands need none.
    pub fn of(args: &NodeArgs) -> Result<Self, Fail> {
        let base = args.node.clone().or_else(|| place::variable("WASL_NODE"));
        let token = match &args.token_file {
            Some(path) => Some(place::text(path)?.trim().to_owned()),
            None => place::variable("WASL_TOKEN"),
        };
        Ok(Self { agent: agent(), base: base.map(|b| b.trim_end_matches('/').to_owned()), token })
    }

    /// A node, or an address below one, that is asked only for what is public: no token goes along.
    pub fn public(base: &str) -> Self {
        Self { agent: agent(), base: Some(base.trim_end_matches('/').to_owned()), token: None }
    }

    /// The bytes of what anybody may read.
    pub fn public_bytes(&self, path: &str) -> Result<Vec<u8>, Fail> {
        let url = format!("{}{path}", self.base()?);
        let answer = self.agent.get(&url).call().map_err(|e| Fail::Unreached(format!("GET {url}: {e}")))?;
        let status = answer.status().as_u16();
        let bytes = answer.into_body().with_config().limit(8 << 20).read_to_vec();
        let bytes = bytes.map_err(|e| Fail::Unreached(format!("GET {url}: the answer broke off: {e}")))?;
        if status == 200 { Ok(bytes) } else { Err(Fail::Unreached(format!("GET {url}: the node answered {status}"))) }
    }

    /// A call as a stranger makes it, without a token; whatever is answered is the answer.
    pub fn trial(
        &self,
        method: &str,
        url: &str,
        headers: &[(&'static str, String)],
        body: Option<&str>,
    ) -> Result<Answered, Fail> {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let wrong = |e: ureq::http::Error| Fail::Usage(format!("{method} {url}: {e}"));
        let answer = match body {
            Some(body) => self.agent.run(request.body(body).map_err(wrong)?),
            None => self.agent.run(request.body(()).map_err(wrong)?),
        };
        let answer = answer.map_err(|e| Fail::Unreached(format!("{method} {url}: {e}")))?;
        let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().with_config().limit(8 << 20).read_to_vec();
        let bytes = bytes.map_err(|e| Fail::Unreached(format!("{method} {url}: the answer broke off: {e}")))?;
        Ok(Answered { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// The node's address.
    pub fn base(&self) -> Result<&str, Fail> {
        self.base.as_deref().ok_or_else(|| Fail::Usage("which node? Give --node URL, or set WASL_NODE.".into()))
    }

    /// `GET`, for a shape.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Fail> {
        read(self.send("GET", path, None)?)
    }

    /// `PUT` or `POST` of a shape, for a shape.
    pub fn send_json<T: DeserializeOwned>(&self, method: &str, path: &str, body: &impl Serialize) -> Result<T, Fail> {
        let text = serde_json::to_vec(body).map_err(|e| Fail::Usage(e.to_string()))?;
        read(self.send(method, path, Some(("application/json", text)))?)
    }

    /// A call whose answer has no body that counts.
    pub fn done(&self, method: &str, path: &str) -> Result<(), Fail> {
        self.send(method, path, None).map(drop)
    }

    /// `POST` of a shape, for a shape, that is done once however often it is sent under this key.
    pub fn send_keyed<T: DeserializeOwned>(&self, path: &str, key: &str, body: &impl Serialize) -> Result<T, Fail> {
        let text = serde_json::to_vec(body).map_err(|e| Fail::Usage(e.to_string()))?;
        read(self.send_with("POST", path, Some(("application/json", text)), Some(key))?)
    }

    /// Sends, and gives the answer if it is a 2xx.
    pub fn send(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Result<Response<Body>, Fail> {
        self.send_with(method, path, body, None)
    }

    fn send_with(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
        key: Option<&str>,
    ) -> Result<Response<Body>, Fail> {
        let base = self.base()?;
        let token = self.token.as_deref().ok_or_else(|| {
            Fail::Usage("which token? Give --token-file FILE, or set WASL_TOKEN. It is never an argument.".into())
        })?;
        if !may_carry_token(base) {
            return Err(Fail::Usage(format!("{base} is neither https nor this machine: the token stays here")));
        }
        let request = Request::builder()
            .method(method)
            .uri(format!("{base}{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("accept-language", language());
        let request = match key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        };
        let wrong = |e: ureq::http::Error| Fail::Usage(format!("{method} {path}: {e}"));
        let answer = match body {
            Some((media_type, bytes)) => {
                let request = request
                    .header("content-type", media_type)
                    .body(SendBody::from_owned_reader(std::io::Cursor::new(bytes)));
                self.agent.run(request.map_err(wrong)?)
            }
            None => self.agent.run(request.body(()).map_err(wrong)?),
        };
        let answer = answer.map_err(|e| Fail::Unreached(format!("{method} {base}{path}: {e}")))?;
        if answer.status().is_success() { Ok(answer) } else { Err(refusal(answer)) }
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_recv_response(Some(PATIENCE))
        .user_agent(concat!("wasl/", env!("CARGO_PKG_VERSION")));
    config.build().into()
}

/// A token goes over TLS, or stays on this machine.
fn may_carry_token(base: &str) -> bool {
    let host = |rest: &str| {
        let host = rest.split('/').next().unwrap_or_default();
        let name = if host.starts_with('[') { host.split(']').next() } else { host.split(':').next() };
        matches!(name, Some("localhost" | "127.0.0.1" | "[::1"))
    };
    base.starts_with("https://") || base.strip_prefix("http://").is_some_and(host)
}

/// The language of the sentences: the terminal's, if the node speaks it.
fn language() -> String {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| place::variable(name));
    let tag = locale.and_then(|l| l.split(['_', '.']).next().map(str::to_owned)).unwrap_or_default();
    if tag.len() >= 2 && tag.bytes().all(|b| b.is_ascii_alphabetic()) {
        format!("{tag}, en;q=0.8")
    } else {
        "en".into()
    }
}

/// The shape of an answer.
pub fn read<T: DeserializeOwned>(answer: Response<Body>) -> Result<T, Fail> {
    let text = answer.into_body().with_config().limit(64 << 20).read_to_vec();
    let text = text.map_err(|e| Fail::Unreached(format!("the answer broke off: {e}")))?;
    serde_json::from_slice(&text).map_err(|e| Fail::Unreached(format!("the answer is not a node's: {e}")))
}

fn refusal(answer: Response<Body>) -> Fail {
    let status = answer.status().as_u16();
    let problem = answer.headers().get("content-type").is_some_and(|t| t.as_bytes().starts_with(MEDIA_TYPE.as_bytes()));
    let text = answer.into_body().with_config().limit(1 << 20).read_to_vec().unwrap_or_default();
    match serde_json::from_slice::<Problem>(&text) {
        Ok(found) if problem => Fail::Refused(Box::new(found)),
        _ => Fail::Unreached(format!("the answer was {status}, and not one that a node gives")),
    }
}

#[cfg(test)]
mod tests {
    use super::may_carry_token;

    #[test]
    fn a_token_stays_on_the_machine_or_under_tls() {
        for good in ["https://wasl.example", "http://127.0.0.1:8787", "http://localhost:1", "http://[::1]:8787"] {
            assert!(may_carry_token(good), "{good}");
        }
        for bad in ["http://wasl.example", "http://127.0.0.1.example", "http://10.0.0.1:8787", "wasl.example", ""] {
            assert!(!may_carry_token(bad), "{bad}");
        }
    }
}
