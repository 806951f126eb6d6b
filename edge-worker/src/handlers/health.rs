//! Whether the node is alive, and whether it can do its work.
//!
//! In: a question from a probe, without a token. Out: 200, or 503 with what is wrong, in words that name settings and
//! never their values. `healthz` is the process: it answers even where settings are missing. `readyz` tries what a filing
//! needs: the settings, the keys, a write and a read of the directory's store, the assets. A virus scanner is tried too, and
//! told: without it filing goes on. It is tried at most once a
//! second however often it is asked. Never: a case, a register woken, a secret.

use crate::clock;
use crate::config::Config;
use crate::directory::{self, Command, Reply};
use crate::documents::scanner::protocol::Outcome;
use crate::fault::Fault;
use crate::{reply, secret};
use serde::Serialize;
use std::cell::RefCell;
use worker::Response;

/// How long what was found holds, in milliseconds.
const KEPT_MS: i64 = 1_000;

/// The one check without which a filing still goes.
const SCANNER: &str = "scanner";
/// How long a probe waits for the scanner, in milliseconds.
const SCANNER_WITHIN_MS: u32 = 2_000;

/// One thing that was tried.
#[derive(Debug, Clone, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl Check {
    fn of(name: &'static str, result: Result<(), String>) -> Self {
        Self { name, ok: result.is_ok(), problem: result.err() }
    }
}

thread_local! {
    static KEPT: RefCell<Option<(i64, Vec<Check>)>> = const { RefCell::new(None) };
}

/// `GET /healthz`: the process answers.
///
/// # Errors
/// The answer cannot be written.
pub fn healthz() -> Result<Response, Fault> {
    reply::json(200, &serde_json::json!({ "status": "ok" }))
}

/// `GET /readyz`: everything that a filing needs is there.
///
/// # Errors
/// The answer cannot be written.
pub async fn readyz(config: Result<&Config, &Fault>) -> Result<Response, Fault> {
    let now = clock::now().0;
    let kept = KEPT.with_borrow(|kept| kept.clone().filter(|(at, _)| (0..KEPT_MS).contains(&(now - at))));
    let checks = match (kept, config) {
        (Some((_, checks)), Ok(_)) => checks,
        (_, Ok(config)) => tried(config, now).await,
        (_, Err(fault)) => vec![Check::of("settings", Err(fault.cause.clone().unwrap_or_default()))],
    };
    // Filing goes on without the scanner: its documents wait.
    let ready = checks.iter().all(|check| check.ok || check.name == SCANNER);
    let (code, status) = if ready { (200, "ready") } else { (503, "not ready") };
    KEPT.with_borrow_mut(|kept| *kept = Some((now, checks.clone())));
    reply::json(code, &serde_json::json!({ "status": status, "checks": checks }))
}

async fn tried(config: &Config, now: i64) -> Vec<Check> {
    let (storage, keys) = match directory::ask(config, &probe(config, now)).await {
        Ok(Reply::Probed { read, other }) if read == now => {
            let wrong: Vec<_> =
                other.iter().map(|name| format!("{name} is not the one that this data was written with")).collect();
            (Ok(()), if wrong.is_empty() { signs(config) } else { Err(wrong.join("; ")) })
        }
        Ok(_) => (Err("the store does not give back what was written".to_owned()), signs(config)),
        Err(_) => (Err("the store cannot be read and written".to_owned()), signs(config)),
    };
    let mut checks = vec![
        Check::of("settings", Ok(())),
        Check::of("keys", keys),
        Check::of("storage", storage),
        Check::of("assets", assets(config).await),
    ];
    if let Some(scanner) = &config.scanner {
        let problem = match scanner.scan(None, SCANNER_WITHIN_MS).await {
            Outcome::Clean => Ok(()),
            Outcome::Unjudged(cause) => Err(cause.to_owned()),
            Outcome::Infected(_) => Err("the scanner finds something in nothing".to_owned()),
        };
        checks.push(Check::of(SCANNER, problem));
    }
    checks
}

/// A write, a read, and marks of the keys: a mark tells two keys apart and tells nothing of either.
fn probe(config: &Config, now: i64) -> Command {
    let hash = vec![secret::key_mark(&config.keys.hash)];
    let marks = [("NODE_HASH_KEY".to_owned(), hash), ("NODE_DATA_KEY".to_owned(), config.keys.data.ids())];
    Command::Probe { now, marks: marks.into() }
}

fn signs(config: &Config) -> Result<(), String> {
    let text = b"wasl readyz";
    let good = config.keys.signing.active().public().verify(text, &config.keys.signing.active().sign(text));
    if good { Ok(()) } else { Err("NODE_SIGNING_KEY does not sign".to_owned()) }
}

async fn assets(config: &Config) -> Result<(), String> {
    let status = config.assets.fetch("http://assets/manifest.json", None).await.map(|answer| answer.status_code());
    match status {
        Ok(200) => Ok(()),
        Ok(other) => Err(format!("manifest.json is answered with {other}")),
        Err(_) => Err("the assets cannot be reached".to_owned()),
    }
}
