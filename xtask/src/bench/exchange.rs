//! `cargo xtask bench exchange`: how many cases a second go from one node to another, what they weigh, and how soon what
//! has waited for a peer that was away is there.
//!
//! In: the release build in dist/, two nodes with the seeds' agencies. Out: a table. A peer that was away for an hour is asked every
//! two minutes: that wait is cut short by trying again by hand, and what is measured is what follows.
//! Never: judges by absolute figures (they are the machine's).

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;

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
/// Clients that file at once.
const CLIENTS: u64 = 4;
/// An agency of the seeds, and one of its categories that a rule sends to the Mediator's node at once.
const AGENCY: &str = "alwaha";
const CATEGORY: &str = "integrity";
const NODES: [&str; 2] = ["agencies", "mediator"];
const ARRIVAL: Duration = Duration::from_secs(300);

pub fn measure(repo: &Repo) -> Result<()> {
    let folder = empty_folder(repo, "bench/exchange")?;
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));
    let interrupt = Interrupt::watch()?;
    let workerd = repo.npm_program("workerd");
    let drawn = secrets::keep_or_draw(&folder.join("secrets.json"), &NODES)?;
    let (mut nodes, mut operated, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for (id, secrets) in NODES.into_iter().zip(drawn) {
        let port = free_port()?;
        let settings =
            NodeSettings { id: id.into(), port, folder: folder.join(id), secrets, allow_private_peers: true };
        operated.push(Operated {
            id: id.into(),
            base_url: settings.base_url(),
            operator_token: settings.secrets.operator_token.clone(),
        });
        nodes.push(Node::start(repo, &workerd, &settings, &log)?);
        all.push(settings);
    }
    let came = || interrupt.came();
    let world = World { repo, nodes: operated.clone(), demo_site: "http://127.0.0.1:1".to_owned(), interrupted: &came };
    let agencies = operated.first().context("there is no node")?;
    let run = Run { http: Http::new(), node: agencies };
    world.configure(&run.http)?;
    run.open_the_gates()?;

    say(format_args!("two nodes on this machine, {CASES} cases of 1.5 KB each time, {CLIENTS} clients"));
    let before = weight(&folder)?;
    let watch = Stopwatch::start();
    run.file(0)?;
    let filed = watch.elapsed();
    run.wait_for_arrival()?;
    let arrived = watch.elapsed();
    let rate = |span: Span| CASES as f64 / span.0.as_secs_f64();
    say(format_args!(
        "filed while they go over   {:>7.1} /s, the last one is there after {:.1} s",
        rate(filed),
        arrived.0.as_secs_f64()
    ));

    let (mediator, settings) = (nodes.get_mut(1).context("one node")?, all.get(1).context("one node")?);
    mediator.stop()?;
    let watch = Stopwatch::start();
    run.file(1)?;
    say(format_args!("filed, the peer is away    {:>7.1} /s", rate(watch.elapsed())));
    *mediator = Node::start(repo, &workerd, settings, &log)?;
    let watch = Stopwatch::start();
    run.again()?;
    run.wait_for_arrival()?;
    let span = watch.elapsed();
    say(format_args!(
        "gone over after the outage {:>7.1} /s, all within {:.1} s of trying again",
        rate(span),
        span.0.as_secs_f64()
    ));
    nodes.iter_mut().try_for_each(Node::stop)?;
    let kept = weight(&folder)?.saturating_sub(before) / (2 * CASES);
    say(format_args!("kept on both disks together: {kept} bytes a case, without documents"));
    Ok(())
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

    /// Files the cases of one round.
    fn file(&self, round: u64) -> Result<()> {
        let url = format!("{}/v1/agencies/{AGENCY}/cases", self.node.base_url);
        let some = |client: u64| -> Result<()> {
            let http = Http::new();
            for number in (client..CASES).step_by(usize::try_from(CLIENTS)?) {
                http.expect(&Call {
                    method: "POST",
                    url: url.clone(),
                    token: None,
                    idempotency_key: Some(format!("bench-exchange-{round}-{number:09}")),
                    body: Some(with(filing(), "category", json!(CATEGORY))),
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
