//! `cargo xtask bench widget`: the widget in a throttled Chromium, beside a form written by hand and what web teams use.
//!
//! In: the release build in dist/, `xtask/bench/widget`, the peers' npm packages (fetched into `.wasl/bench/peers`).
//! Out: a line for each cold load; the tables, printed and kept in `.wasl/bench/widget`.
//! Never: puts a peer's package into the project's own lock file, or leaves a process behind.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{empty_folder, free_port};
use crate::args::Args;
use crate::build::{self, Effort};
use crate::demo::interrupt::Interrupt;
use crate::http::{Call, Http};
use crate::json::word;
use crate::node::{LogLine, Node, NodeSettings, secrets};
use crate::place::Repo;
use crate::run::{program, run, run_quiet};
use crate::say::{say, step};
use crate::toolchain;

const AGENCY: &str = "bench";
/// An odd number, so that a median is a run that happened.
const ROUNDS: u32 = 7;
const SOURCES: &str = "xtask/bench/widget";

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let rounds: u32 = args.value("--rounds")?.unwrap_or(ROUNDS);
    let profiles: Option<String> = args.value("--profiles")?;
    let modes: Option<String> = args.value("--modes")?;
    let only: Option<String> = args.value("--only")?;
    args.finish()?;

    let tools = toolchain::ensure(repo)?;
    let chromium = toolchain::ensure_for_tests(repo, &tools)?;
    build::build(repo, &tools, Effort::Release)?;
    let peers = fetch_peers(repo)?;
    let folder = empty_folder(repo, "bench/widget")?;
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));

    // Ctrl-C reaches the measuring program by itself; the node is ended by being dropped.
    let _interrupt = Interrupt::watch()?;
    let settings = NodeSettings {
        id: AGENCY.into(),
        port: free_port()?,
        folder: folder.join("node"),
        secrets: secrets::keep_or_draw(&folder.join("secrets.json"), &[AGENCY])?.remove(0),
        allow_private_peers: true,
        metrics_token: String::new(),
    };
    let site_port = free_port()?;
    let mut node = Node::start(repo, &tools.npm.workerd, &settings, &log)?;
    let token = prepare(&settings, site_port)?;
    let file = folder.join("settings.json");
    let given = json!({
        "node": settings.base_url(), "agency": AGENCY, "token": token, "sitePort": site_port, "folder": folder,
        "peers": peers, "chromium": chromium, "rounds": rounds, "profiles": profiles, "modes": modes, "only": only,
    });
    fs::write(&file, given.to_string())?;
    run(program("node").current_dir(repo.root()).arg(repo.join(SOURCES).join("run.mjs")).arg(&file))
        .context("the measurement did not come to its end")?;
    say(format_args!("kept in {}", folder.join("widget.md").display()));
    node.stop()
}

/// The packages that the widget is measured against, once for each change of their list.
fn fetch_peers(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.own("bench/peers");
    let wanted = fs::read_to_string(repo.join(SOURCES).join("peers/package.json"))?;
    let stamp = folder.join("node_modules/.wasl-peers");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    step("npm install of the peers", "they are measured beside the widget, and are no part of the project");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), &wanted)?;
    run_quiet(program("npm").current_dir(&folder).args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("the packages to measure against could not be fetched")?;
    fs::write(stamp, wanted)?;
    Ok(folder)
}

/// One agency whose forms may stand on the bench's site, and a caseworker's token to read back what was filed.
fn prepare(settings: &NodeSettings, site_port: u16) -> Result<String> {
    let http = Http::new();
    let call = |method, path: &str, body: Value| Call {
        method,
        url: format!("{}{path}", settings.base_url()),
        token: Some(&settings.secrets.operator_token),
        idempotency_key: None,
        body: Some(body),
    };
    let agency = json!({
        "code": "BEN", "names": { "fr": "Agence de mesure" }, "languages": ["fr"],
        "kinds": ["complaint", "observation", "suggestion"],
        "categories": [
            { "id": "delay", "names": { "fr": "Retard dans le traitement d’un dossier" } },
            { "id": "reception", "names": { "fr": "Accueil et orientation" } },
        ],
        "allowed_origins": [format!("http://127.0.0.1:{site_port}")],
    });
    http.expect(&call("PUT", &format!("/v1/admin/agencies/{AGENCY}"), agency))?;
    let caseworker = json!({ "agency": AGENCY, "role": "caseworker", "name": "N. Mesure", "expires_in_days": 2 });
    let made = http.expect(&call("POST", "/v1/admin/tokens", caseworker))?;
    Ok(word(&made, "token").to_owned())
}
