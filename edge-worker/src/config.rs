//! Every binding, variable and secret of the node, read once a request, in one place.
//!
//! In: the platform's environment. Out: `Config`, or a clear word on what is missing.
//! Never: a default for a secret; printing one.

use crate::documents::scanner::Scanner;
use crate::fault::Fault;
use crate::secret;
use crate::vault::keys::NodeKeys;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::role;
use std::cell::RefCell;
use std::rc::Rc;
use wire::signing::ring::KeyRing;
use worker::{Env, Fetcher, ObjectNamespace};

/// Keys as they are worked with: reading them costs a multiplication on the curve, so it is done once.
#[derive(Debug)]
pub struct Keys {
    /// Sign receipts, checkpoints and exchange messages; former ones are only published.
    pub signing: KeyRing,
    /// The short name of the signing key.
    pub signing_id: String,
    /// Keys the hashes of access codes and tokens.
    pub hash: Vec<u8>,
    /// Signs challenges for the proof of work.
    pub challenge: String,
    /// Wraps the data keys of registers and drawers.
    pub data: Rc<NodeKeys>,
}

/// The secrets that [`Keys`] are read from.
#[derive(PartialEq, Eq)]
struct Secrets {
    signing: String,
    hash: String,
    data: String,
}

thread_local! {
    /// The keys of this isolate, with the texts they were read from.
    static KEYS: RefCell<Option<(Secrets, Rc<Keys>)>> = const { RefCell::new(None) };
}

thread_local! {
    /// What this isolate runs with, once it was read.
    static CONFIG: RefCell<Option<Rc<Config>>> = const { RefCell::new(None) };
}

/// What the node runs with.
pub struct Config {
    /// The node's identifier in the exchange.
    pub node_id: String,
    /// Where people and peers reach it, without a slash at the end.
    pub base_url: String,
    /// Whether peers may be at loopback or private addresses and without TLS.
    pub private_peers: bool,
    /// The header in which our own proxy says who calls; none where there is no such proxy.
    pub network_header: Option<String>,
    /// The node's keys.
    pub keys: Rc<Keys>,
    /// The operator's bearer token.
    pub operator_token: String,
    /// How long a staff token lives unless something else is asked for, in seconds.
    pub token_life_s: i64,
    /// The bearer token of whoever may read the figures; none: nobody may.
    pub metrics_token: Option<String>,
    /// Who looks at documents before anybody gets them; none: nobody does.
    pub scanner: Option<Scanner>,
    /// Agencies, peers, tokens.
    pub directory: ObjectNamespace,
    /// Registers.
    pub registers: ObjectNamespace,
    /// Documents.
    pub documents: ObjectNamespace,
    /// The loader, the widget and its words.
    pub assets: Fetcher,
}

impl Config {
    /// The configuration of this isolate: an isolate's environment never changes, so it is read once.
    ///
    /// # Errors
    /// As [`Self::from_env`]; what could not be read is read again by the next request.
    pub fn of(env: &Env) -> Result<Rc<Self>, Fault> {
        if let Some(config) = CONFIG.with(|known| known.borrow().clone()) {
            return Ok(config);
        }
        let config = Rc::new(Self::from_env(env)?);
        CONFIG.with(|known| *known.borrow_mut() = Some(config.clone()));
        Ok(config)
    }

    /// Reads the environment.
    ///
    /// # Errors
    /// A binding or a secret is missing, or is not what it should be.
    pub fn from_env(env: &Env) -> Result<Self, Fault> {
        let text = |name: &str| text(env, name);
        let binding = |name: &str, error: worker::Error| Fault::broken(format!("binding {name}: {error}"));
        let keys = keys(Secrets {
            signing: text("NODE_SIGNING_KEY")?,
            hash: text("NODE_HASH_KEY")?,
            data: text("NODE_DATA_KEY")?,
        })?;
        let operator_token = text("OPERATOR_TOKEN")?;
        if operator_token.len() < 24 {
            return Err(Fault::broken("OPERATOR_TOKEN has fewer than 24 characters"));
        }
        let metrics_token = env.var("METRICS_TOKEN").map(|v| v.to_string()).ok().filter(|t| !t.is_empty());
        if metrics_token.as_ref().is_some_and(|token| token.len() < 24) {
            return Err(Fault::broken("METRICS_TOKEN has fewer than 24 characters"));
        }
        Ok(Self {
            node_id: text("NODE_ID")?,
            base_url: text("BASE_URL")?.trim_end_matches('/').to_owned(),
            private_peers: env.var("ALLOW_PRIVATE_PEERS").is_ok_and(|v| v.to_string() == "1"),
            network_header: env.var("TRUSTED_PROXY_HEADER").ok().and_then(|v| header_name(&v.to_string())),
            keys,
            operator_token,
            token_life_s: token_life_s(env)?,
            metrics_token,
            scanner: Scanner::of(env)?,
            directory: env.durable_object("DIRECTORY").map_err(|e| binding("DIRECTORY", e))?,
            registers: env.durable_object("REGISTER").map_err(|e| binding("REGISTER", e))?,
            documents: env.durable_object("DOCUMENTS").map_err(|e| binding("DOCUMENTS", e))?,
            assets: env.service("ASSETS").map_err(|e| binding("ASSETS", e))?,
        })
    }
}

fn token_life_s(env: &Env) -> Result<i64, Fault> {
    let Some(hours) = env.var("STAFF_TOKEN_HOURS").ok().map(|v| v.to_string()).filter(|v| !v.is_empty()) else {
        return Ok(role::LIFE_S);
    };
    let life_s = hours.parse::<i64>().ok().and_then(|hours| hours.checked_mul(3600));
    life_s
        .filter(|life_s| (1..=role::LIFE_MAX_S).contains(life_s))
        .ok_or_else(|| Fault::broken("STAFF_TOKEN_HOURS is not between 1 and 720"))
}

fn text(env: &Env, name: &str) -> Result<String, Fault> {
    let value = env.var(name).map(|v| v.to_string()).unwrap_or_default();
    if value.is_empty() { Err(Fault::broken(format!("{name} is not set"))) } else { Ok(value) }
}

/// The keys that wrap data keys: all that a store needs of the configuration to open.
///
/// # Errors
/// The secret is missing, or is not what it should be.
pub fn data_keys(env: &Env) -> Result<Rc<NodeKeys>, Fault> {
    let (data, hash) = (text(env, "NODE_DATA_KEY")?, text(env, "NODE_HASH_KEY")?);
    let same = |s: &Secrets| s.data == data && s.hash == hash;
    let known = KEYS.with(|k| k.borrow().as_ref().filter(|(s, _)| same(s)).map(|(_, k)| k.data.clone()));
    known.map_or_else(|| read_data_keys(&data, &read_hash_key(&hash)?), Ok)
}

fn read_data_keys(secret: &str, hash: &[u8]) -> Result<Rc<NodeKeys>, Fault> {
    let keys = NodeKeys::parse(secret).map_err(|error| Fault::broken(error.to_string()))?;
    Ok(Rc::new(keys.beside(secret::key_mark(hash))))
}

fn read_hash_key(text: &str) -> Result<Vec<u8>, Fault> {
    let hash = STANDARD.decode(text.trim()).unwrap_or_default();
    if hash.len() < 32 { Err(Fault::broken("NODE_HASH_KEY is not 32 bytes in base64")) } else { Ok(hash) }
}

/// A header's name as the platform hands it over, however it was set; none where nothing was.
fn header_name(set: &str) -> Option<String> {
    let name = set.trim().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

fn keys(secrets: Secrets) -> Result<Rc<Keys>, Fault> {
    let known = KEYS.with(|k| k.borrow().as_ref().filter(|(s, _)| *s == secrets).map(|(_, k)| k.clone()));
    if let Some(keys) = known {
        return Ok(keys);
    }
    let signing = KeyRing::parse(&secrets.signing).map_err(|e| Fault::broken(format!("NODE_SIGNING_KEY: {e}")))?;
    let hash = read_hash_key(&secrets.hash)?;
    let signing_id = signing.active().public().id();
    let challenge = wire::proof::key(&hash);
    let data = read_data_keys(&secrets.data, &hash)?;
    let keys = Rc::new(Keys { signing, signing_id, hash, challenge, data });
    KEYS.with(|k| *k.borrow_mut() = Some((secrets, keys.clone())));
    Ok(keys)
}
