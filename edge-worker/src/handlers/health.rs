//! Whether the node is alive, and whether it can do its work.
//!
//! In: a question from a probe, without a token. Out: 200, or 503 with what is wrong, in words that name settings and
//! never their values. `healthz` is the process: it answers even where settings are missing. `readyz` tries what a filing
//! needs: the settings, the keys, a write and a read of the directory's store, the assets. A virus scanner is tried too, and
//! told: without it filing goes on. All is tried at most once a second however often it is asked: who asks meanwhile is told
//! what was found last. Never: a case, a register woken, a secret.

use crate::clock;
use crate::config::Config;
use crate::directory::{self, Command, Reply};
use crate::documents::scanner::Scanner;
use crate::documents::scanner::protocol::Outcome;
use crate::fault::Fault;
use crate::{reply, secret};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use wire::problem::ProblemCode;
use worker::Response;

/// How long what was found holds, in milliseconds.
const KEPT_MS: i64 = 1_000;

/// The one check without which a filing still goes.
const SCANNER: &str = "scanner";
/// How long a probe waits for the scanner, in milliseconds.
const SCANNER_WITHIN_MS: u32 = 2_000;
/// A try that nobody has ended by then was cut off, in milliseconds.
const TRY_MS: i64 = SCANNER_WITHIN_MS as i64 + KEPT_MS;

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

/// One try at a time: when the next may begin.
struct Turn(Cell<i64>);

impl Turn {
    /// Whether whoever asks may try now; then nobody else may. A clock that was set back holds up nobody.
    fn take(&self, now: i64) -> bool {
        let free = !(1..=TRY_MS).contains(&(self.0.get() - now));
        if free {
            self.0.set(now + TRY_MS);
        }
        free
    }

    /// The try is over.
    fn end(&self, now: i64) {
        self.0.set(now + KEPT_MS);
    }
}

thread_local! {
    static TURN: Turn = const { Turn(Cell::new(0)) };
    /// What was found last; empty before anything was.
    static KEPT: RefCell<Vec<Check>> = const { RefCell::new(Vec::new()) };
    /// What came of the last try of the scanner.
    static SCANNER_SAID: Cell<Result<(), &'static str>> = const { Cell::new(Err("the first try is under way")) };
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
    let checks = match config {
        Ok(config) => known(config).await,
        Err(fault) => vec![Check::of("settings", Err(fault.cause.clone().unwrap_or_default()))],
    };
    // Filing goes on without the scanner: its documents wait.
    let ready = checks.iter().all(|check| check.ok || check.name == SCANNER);
    let (code, status) = if ready { (200, "ready") } else { (503, "not ready") };
    reply::json(code, &serde_json::json!({ "status": status, "checks": checks }))
}

/// What was found last, or is found now. Requests share values here and never wait for one another: in a node's very
/// first try, whoever asks meanwhile tries for themselves what is quick, and leaves out the scanner.
async fn known(config: &Config) -> Vec<Check> {
    let now = clock::now().0;
    let mine = TURN.with(|turn| turn.take(now));
    let mut checks = KEPT.with_borrow(Clone::clone);
    if mine || checks.is_empty() {
        checks = tried(config, now).await;
        KEPT.set(checks.clone());
    }
    if let Some(scanner) = &config.scanner {
        if mine {
            SCANNER_SAID.set(answers(scanner).await);
        }
        checks.push(Check::of(SCANNER, SCANNER_SAID.get().map_err(Into::into)));
    }
    if mine {
        TURN.with(|turn| turn.end(clock::now().0));
    }
    checks
}

async fn answers(scanner: &Scanner) -> Result<(), &'static str> {
    match scanner.scan(None, SCANNER_WITHIN_MS).await {
        Outcome::Clean => Ok(()),
        Outcome::Unjudged(cause) => Err(cause),
        Outcome::Infected(_) => Err("the scanner finds something in nothing"),
    }
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
    vec![
        Check::of("settings", Ok(())),
        Check::of("keys", keys),
        Check::of("storage", storage),
        Check::of("assets", assets(config).await),
    ]
}

/// The keys are those that this node's data was written with.
///
/// # Errors
/// They are not, or the directory cannot be reached.
pub async fn same_keys(config: &Config) -> Result<(), Fault> {
    match directory::ask(config, &probe(config, clock::now().0)).await? {
        Reply::Probed { other, .. } if other.is_empty() => Ok(()),
        Reply::Probed { other, .. } => {
            let names: Vec<_> = other.into_iter().collect();
            let cause = format!("{} is not the one that this data was written with", names.join(" "));
            Err(Fault::caused(ProblemCode::Unavailable, cause))
        }
        _ => Err(Fault::broken("the directory's reply to a probe")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn one_tries_at_a_time_and_the_next_a_second_after_its_end() {
        let turn = Turn(Cell::new(0));
        assert_eq!([turn.take(NOW), turn.take(NOW), turn.take(NOW + 1_999)], [true, false, false]);
        turn.end(NOW + 2_000);
        assert_eq!([turn.take(NOW + 2_000), turn.take(NOW + 2_999), turn.take(NOW + 3_000)], [false, false, true]);
        assert!(!turn.take(NOW + 3_000));
    }

    #[test]
    fn a_try_that_was_cut_off_or_a_clock_that_was_set_back_holds_up_nobody_for_long() {
        let turn = Turn(Cell::new(0));
        assert!(turn.take(NOW));
        assert_eq!([turn.take(NOW + TRY_MS - 1), turn.take(NOW + TRY_MS)], [false, true]);
        assert_eq!([turn.take(NOW - 31_536_000_000), turn.take(NOW - 31_536_000_000)], [true, false]);
    }
}
