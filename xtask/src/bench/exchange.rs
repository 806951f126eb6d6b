//! `cargo xtask bench exchange`: how many cases and documents a second go from one node to another, what they weigh on the way
//! and on the disks, and how soon what has waited for a peer that was away is there.
//!
//! In: the release build in dist/, two nodes with the seeds' agencies. Out: a table. A peer that was away for an hour is asked every
//! two minutes: that wait is cut short by trying again by hand, and what is measured is what follows.
//! Never: judges by absolute figures (they are the machine's).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::relay::Relay;
use super::{empty_folder, filing, free_port};
use crate::clock::{Span, Stopwatch};
use crate::demo::interrupt::Interrupt;
use crate::http::{Call, Http};
use crate::json::{field, with};
use crate::node::{LogLine, Node, NodeSettings, secrets};
use crate::place::Repo;
use crate::say::say;
use crate::seed::{Operated, World};

/// Cases of each measurement.
const CASES: u64 = 500;
/// Cases of these that have a document, and what it weighs.
const WITH_DOCUMENT: u64 = 200;
const DOCUMENT_BYTES: usize = 250_000;
/// Clients that file at once.
const CLIENTS: u64 = 4;
/// An agency of the seeds, and one of its categories that a rule sends to the Mediator's node at once.
const AGENCY: &str = "alwaha";
const CATEGORY: &str = "integrity";
const NODES: [&str; 2] = ["agencies", "mediator"];
/// Nodes of a measurement are nobody's.
const METRICS_TOKEN: &str = "metrics-of-a-measurement";
const ARRIVAL: Duration = Duration::from_secs(300);

/// Two nodes, and the ways between them.
struct Pair {
    folder: PathBuf,
    nodes: Vec<Node>,
    settings: Vec<NodeSettings>,
    ways: Vec<Relay>,
}

impl Pair {
    fn start(repo: &Repo, log: &mpsc::Sender<LogLine>) -> Result<Self> {
        let folder = empty_folder(repo, "bench/exchange")?;
        let drawn = secrets::keep_or_draw(&folder.join("secrets.json"), &NODES)?;
        let mut pair = Self { folder, nodes: Vec::new(), settings: Vec::new(), ways: Vec::new() };
        for (id, secrets) in NODES.into_iter().zip(drawn) {
            let settings = NodeSettings {
                id: id.into(),
                port: free_port()?,
                folder: pair.folder.join(id),
                secrets,
                allow_private_peers: true,
                metrics_token: METRICS_TOKEN.into(),
            };
            pair.ways.push(Relay::to(settings.port)?);
            pair.nodes.push(Node::start(repo, &repo.npm_program("workerd"), &settings, log)?);
            pair.settings.push(settings);
        }
        Ok(pair)
    }

    /// The nodes as they call each other, over ways that count.
    fn operated(&self) -> Vec<Operated> {
        let both = self.settings.iter().zip(&self.ways);
        both.map(|(settings, way)| operated(settings, way.base_url())).collect()
    }

    /// What went over in both directions so far, in bytes.
    fn over(&self) -> u64 {
        self.ways.iter().map(Relay::bytes).sum()
    }

    fn kept(&self) -> Result<u64> {
        weight(&self.folder)
    }
}

fn operated(settings: &NodeSettings, base_url: String) -> Operated {
    Operated { id: settings.id.clone(), base_url, operator_token: settings.secrets.operator_token.clone() }
}

pub fn measure(repo: &Repo) -> Result<()> {
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));
    let interrupt = Interrupt::watch()?;
    let mut pair = Pair::start(repo, &log)?;
    let (http, came) = (Http::new(), || interrupt.came());
    let world = World { repo, nodes: pair.operated(), demo_site: "http://127.0.0.1:1".to_owned(), interrupted: &came };
    world.configure(&http)?;
    // Whoever files and asks here does it past the ways that count.
    let agencies = pair.settings.first().context("there is no node")?;
    let node = operated(agencies, agencies.base_url());
    let run = Run { http, node: &node };
    run.open_the_gates()?;

    say(format_args!("two nodes on this machine, {CASES} cases of 1.5 KB each time, {CLIENTS} clients"));
    let before = pair.kept()?;
    at_once(&run, &pair)?;
    after_an_outage(&run, &mut pair, repo, &log)?;
    let kept = pair.kept()?.saturating_sub(before) / (2 * CASES);
    say(format_args!("kept on both disks together  {kept:>6} bytes a case, without documents"));
    with_documents(&run, &pair)?;
    pair.nodes.iter_mut().try_for_each(Node::stop)
}

fn at_once(run: &Run<'_>, pair: &Pair) -> Result<()> {
    let (watch, before) = (Stopwatch::start(), pair.over());
    run.file(0, CASES, None)?;
    let filed = watch.elapsed();
    run.wait_for_arrival()?;
    say(format_args!(
        "filed while they go over   {:>8.1} /s, the last one is there after {}",
        rate(CASES, filed),
        watch.elapsed()
    ));
    let each = (pair.over() - before) / CASES;
    say(format_args!("on the way, both directions  {each:>6} bytes a case, headers and all"));
    Ok(())
}

fn after_an_outage(run: &Run<'_>, pair: &mut Pair, repo: &Repo, log: &mpsc::Sender<LogLine>) -> Result<()> {
    let (mediator, settings) = (pair.nodes.get_mut(1).context("one node")?, pair.settings.get(1).context("one node")?);
    mediator.stop()?;
    let watch = Stopwatch::start();
    run.file(1, CASES, None)?;
    say(format_args!("filed, the peer is away    {:>8.1} /s", rate(CASES, watch.elapsed())));
    *mediator = Node::start(repo, &repo.npm_program("workerd"), settings, log)?;
    let watch = Stopwatch::start();
    run.again()?;
    run.wait_for_arrival()?;
    let span = watch.elapsed();
    say(format_args!("gone over after the outage {:>8.1} /s, all within {span} of trying again", rate(CASES, span),));
    Ok(())
}

fn with_documents(run: &Run<'_>, pair: &Pair) -> Result<()> {
    let (watch, before) = (Stopwatch::start(), pair.over());
    run.file(2, WITH_DOCUMENT, Some(&document()))?;
    let filed = watch.elapsed();
    run.wait_for_documents(pair.settings.get(1).context("one node")?, WITH_DOCUMENT)?;
    let arrived = watch.elapsed();
    let bytes = WITH_DOCUMENT as f64 * DOCUMENT_BYTES as f64;
    say(format_args!(
        "with {} KB of document each {:>7.1} /s, {:.1} MB/s: filed within {filed}, the last document there after {arrived}",
        DOCUMENT_BYTES / 1000,
        rate(WITH_DOCUMENT, arrived),
        bytes / arrived.0.as_secs_f64() / 1e6,
    ));
    let share = (pair.over() - before) as f64 / bytes;
    say(format_args!("on the way, both directions  {share:>6.3} times what the documents weigh"));
    Ok(())
}

fn rate(cases: u64, span: Span) -> f64 {
    cases as f64 / span.0.as_secs_f64()
}

/// What a node takes for a PDF, and what nothing on the way makes smaller.
fn document() -> Vec<u8> {
    let noise = (0_u32..).map(|n| n.wrapping_mul(2_654_435_761) ^ (n << 7)).flat_map(u32::to_be_bytes);
    b"%PDF-1.7\n".iter().copied().chain(noise).take(DOCUMENT_BYTES).collect()
}

/// Bytes of all files below a folder.
fn weight(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        sum += if about.is_dir() { weight(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}

struct Run<'a> {
    http: Http,
    node: &'a Operated,
}

impl Run<'_> {
    /// No proof of work and no limit: what is measured is filed by one machine.
    fn open_the_gates(&self) -> Result<()> {
        let url = format!("{}/v1/admin/agencies/{AGENCY}", self.node.base_url);
        let token = Some(self.node.operator_token.as_str());
        let agency = self.http.get(url.clone(), token)?;
        let body = with(agency, "protection", json!({ "proof": "off", "normal_per_minute": 1_000_000 }));
        self.http.expect(&Call { method: "PUT", url, token, idempotency_key: None, body: Some(body) }).map(drop)
    }

    /// Files the cases of one round, with such a document each.
    fn file(&self, round: u64, cases: u64, document: Option<&[u8]>) -> Result<()> {
        let documents = format!("{}/v1/agencies/{AGENCY}/documents", self.node.base_url);
        let url = format!("{}/v1/agencies/{AGENCY}/cases", self.node.base_url);
        let some = |client: u64| -> Result<()> {
            let http = Http::new();
            for number in (client..cases).step_by(usize::try_from(CLIENTS)?) {
                let mut body = with(filing(), "category", json!(CATEGORY));
                if let Some(bytes) = document {
                    body = with(body, "documents", json!([http.upload(&documents, "acte.pdf", bytes)?]));
                }
                http.expect(&Call {
                    method: "POST",
                    url: url.clone(),
                    token: None,
                    idempotency_key: Some(format!("bench-exchange-{round}-{number:09}")),
                    body: Some(body),
                })?;
            }
            Ok(())
        };
        thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(move || some(client))).collect();
            for client in clients {
                client.join().map_err(|_| anyhow::anyhow!("a client has stopped"))??;
            }
            Ok(())
        })
    }

    /// The peer is there again, as an operator says it.
    fn again(&self) -> Result<()> {
        let url = format!("{}/v1/admin/deliveries/retry", self.node.base_url);
        let (token, body) = (Some(self.node.operator_token.as_str()), Some(json!({ "peer": "mediator" })));
        self.http.expect(&Call { method: "POST", url, token, idempotency_key: None, body }).map(drop)
    }

    /// Until the peer has fetched so many documents.
    fn wait_for_documents(&self, peer: &NodeSettings, wanted: u64) -> Result<()> {
        let (watch, url) = (Stopwatch::start(), format!("{}/metrics", peer.base_url()));
        loop {
            let figures = self.http.figures(&url, METRICS_TOKEN)?;
            let arrived = figures
                .lines()
                .filter(|line| line.starts_with("wasl_document_fetches_total") && line.contains("result=\"arrived\""))
                .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
                .sum::<f64>();
            if arrived >= wanted as f64 {
                return Ok(());
            }
            if watch.is_past(ARRIVAL) {
                bail!("{arrived} of {wanted} documents arrived in time");
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Until nothing is owed any more.
    fn wait_for_arrival(&self) -> Result<()> {
        let watch = Stopwatch::start();
        loop {
            let url = format!("{}/v1/admin/deliveries?state=pending&limit=1", self.node.base_url);
            let told = self.http.get(url, Some(&self.node.operator_token))?;
            if field(&told, "deliveries").as_array().is_some_and(Vec::is_empty) {
                return Ok(());
            }
            if watch.is_past(ARRIVAL) {
                bail!("the peer did not get everything in time: {told}");
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}
