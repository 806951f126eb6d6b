//! `cargo xtask schemathesis`: requests drawn from the description of the API, sent to a running node, for an answer
//! that the description does not have, or one that says that something broke.
//!
//! In: what is built, a seed, how many examples an operation. Out: the tool's own report and its verdict.
//! Never: a node that anything else uses, or a failure that the tool lets pass.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::args::Args;
use crate::http::{Call, Http};
use crate::json::word;
use crate::node::{LogLine, Node, NodeSettings, secrets, write_private};
use crate::place::Repo;
use crate::run::{program, run, show_all_on_stdout};
use crate::say::say;
use crate::toolchain::{self, python};

/// What the stage of `cargo xtask test` sends: some minutes.
pub const SHORT: u32 = 8;
const LONG: u32 = 200;
const SEED: u64 = 20_261_122;
/// What an answer is not held against: whether what does not fit the description is refused, and what fits is taken, is
/// the tests' to say.
const UNCHECKED: [&str; 5] = [
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "use_after_free",
    "ensure_resource_availability",
];

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let examples = args.value("--examples")?.unwrap_or(LONG);
    let seed = args.value("--seed")?.unwrap_or(SEED);
    args.finish()?;
    let tools = toolchain::ensure(repo)?;
    explore(repo, &tools.npm.workerd, examples, seed)
}

/// The short form, always the same.
pub fn short(repo: &Repo, workerd: &Path) -> Result<()> {
    explore(repo, workerd, SHORT, SEED)
}

fn explore(repo: &Repo, workerd: &Path, examples: u32, seed: u64) -> Result<()> {
    let tool = python::schemathesis(repo)?;
    let folder = repo.own("schemathesis");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (sender, lines) = channel();
    let settings = NodeSettings {
        id: "agencies".into(),
        port: TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port(),
        folder: folder.join("node"),
        secrets: secrets::keep_or_draw(&folder.join("secrets.json"), &["agencies"])?.remove(0),
        allow_private_peers: false,
        metrics_token: String::new(),
    };
    let node = Node::start(repo, workerd, &settings, &sender)?;
    drop(sender);
    let config = prepare(repo, &settings, &folder)?;
    let mut command = program(tool);
    command
        .current_dir(&folder)
        .arg("--config-file")
        .arg(config)
        .args(["run", "--phases", "examples,coverage,fuzzing", "--continue-on-failure"])
        .args(["--max-examples", &examples.to_string(), "--seed", &seed.to_string()])
        .args(["--request-timeout", "30", "--suppress-health-check", "all", "--warnings", "off", "--no-color"])
        .args(NOT_SPOKEN.iter().flat_map(|operation| ["--exclude-operation-id", operation]))
        .args(["--url", &settings.base_url()])
        .arg(format!("{}/openapi.json", settings.base_url()));
    show_all_on_stdout(&mut command)?;
    let verdict = run(&mut command);
    drop(node);
    let broken = broken(&lines);
    if let Some(first) = broken.first() {
        bail!("the node wrote {} lines of something broken, first: {first}", broken.len());
    }
    verdict.context("an answer is not as it is described")?;
    say(format_args!("seed {seed}, {examples} examples an operation: every answer is as it is described"));
    Ok(())
}

/// What this tool does not speak: a WebSocket, and lines of JSON; `tests/tests/{live,backup}.rs` do.
const NOT_SPOKEN: [&str; 4] = ["watchCase", "restoreRegister", "restoreDrawer", "restoreDirectory"];

fn broken(lines: &Receiver<LogLine>) -> Vec<String> {
    let is_error = |line: &LogLine| line.text.contains("\"what\":\"broken\"") || line.text.contains("panicked");
    lines.try_iter().filter(is_error).map(|line| line.text).collect()
}

/// Puts an agency, a caseworker and a case into the node, and writes down who calls what.
fn prepare(repo: &Repo, settings: &NodeSettings, folder: &Path) -> Result<PathBuf> {
    let http = Http::new();
    let call = |method, path: &str, body: Value, key: Option<&str>| Call {
        method,
        url: format!("{}{path}", settings.base_url()),
        token: Some(&settings.secrets.operator_token),
        idempotency_key: key.map(str::to_owned),
        body: Some(body),
    };
    let agency = json!({
        "code": "HAB", "names": { "fr": "Ministère fictif" },
        "categories": [{ "id": "delay", "names": { "fr": "Retard" } }],
        "protection": { "proof": "off", "normal_per_minute": 1_000_000 },
    });
    http.expect(&call("PUT", "/v1/admin/agencies/mhab", agency, None))?;
    let token = json!({ "agency": "mhab", "role": "caseworker", "name": "Salma Exemple", "expires_in_days": 30 });
    let token = http.expect(&call("POST", "/v1/admin/tokens", token, None))?;
    let app = json!({ "agency": "mhab", "role": "app", "name": "Carte fictive" });
    let app = http.expect(&call("POST", "/v1/admin/tokens", app, None))?;
    let filing = json!({
        "kind": "complaint", "category": "delay", "language": "fr", "subject": "Sans réponse", "body": "Depuis mai.",
        "complainant": { "name": "Amal Exemple", "email": "amal@example.org" }, "consent": true,
    });
    let receipt = http.expect(&call("POST", "/v1/agencies/mhab/cases", filing, Some("first-of-all")))?;
    let (reference, code) = (word(&receipt, "reference"), word(&receipt, "access_code"));
    let hooks = repo.join("xtask/scripts/schemathesis_hooks.py");
    let unchecked = UNCHECKED.map(|check| format!("{check}.enabled = false\n")).concat();
    let text = [
        format!("hooks = {:?}\n\n", hooks.to_string_lossy()),
        format!("[checks]\n{unchecked}\n"),
        of_chapter("citizen", code, reference),
        of_chapter("desk", word(&token, "token"), reference),
        of_chapter("admin", &settings.secrets.operator_token, reference),
        of_chapter("documents", "", reference),
        of_chapter("pages", "", reference),
        of_open311(word(&app, "token"), reference),
    ];
    let config = folder.join("schemathesis.toml");
    write_private(&config, &text.concat())?;
    Ok(config)
}

/// An app, which has filed nothing so far.
fn of_open311(key: &str, reference: &str) -> String {
    format!(
        "[[operations]]\ninclude-tag = \"open311\"\nparameters = {{ \"query.api_key\" = \"{key}\", \
         \"query.jurisdiction_id\" = \"mhab\", \"path.service-file\" = \"delay.xml\", \
         \"path.request-file\" = \"{reference}.json\" }}\n\n"
    )
}

/// Who calls the operations of a chapter, and for what.
fn of_chapter(tag: &str, token: &str, reference: &str) -> String {
    let proof =
        if token.is_empty() { String::new() } else { format!("headers = {{ Authorization = \"Bearer {token}\" }}\n") };
    // A wrong code and a reference that nobody has are answered the same: 404.
    let checks = if tag == "citizen" { "checks.ignored_auth.enabled = false\n" } else { "" };
    format!(
        "[[operations]]\ninclude-tag = \"{tag}\"\n{proof}{checks}\
         parameters = {{ \"path.agency\" = \"mhab\", \"path.reference\" = \"{reference}\", \"query.agency\" = \"mhab\" }}\n\n"
    )
}
