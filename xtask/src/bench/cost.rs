//! `cargo xtask bench cost`: what a thousand cases cost on Cloudflare's price list, from what was counted.
//!
//! In: the release build in dist/, two nodes that count (`xtask/bench/counted.js`), the seeds' agencies. Out: for each step of a case's
//! life what it took of everything that is billed, and dollars for a thousand cases beyond what the subscription includes.
//! Never: a figure that was not counted in this run, but for the prices.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{empty_folder, filing, free_port};
use crate::clock::Stopwatch;
use crate::demo::interrupt::Interrupt;
use crate::http::{Call, Http};
use crate::json::{field, with, word};
use crate::node::{LogLine, Node, NodeSettings, secrets};
use crate::place::Repo;
use crate::say::say;
use crate::seed::{Operated, World};

/// Cases of each run.
const CASES: u64 = 1_000;
/// An agency of the seeds, and one of its categories that a rule sends to the Mediator's node at once.
const AGENCY: &str = "alwaha";
const CATEGORY: &str = "integrity";
const NODES: [&str; 2] = ["agencies", "mediator"];
const FOLLOWED: u64 = 3;
const ARRIVAL: Duration = Duration::from_secs(60);

/// What is billed: its name in the counts, dollars for a million (Workers Paid, developers.cloudflare.com, read in November 2026).
const PRICES: [(&str, f64); 6] = [
    ("requests", 0.30),
    ("object_requests", 0.15),
    ("alarms", 0.15),
    ("rows_read", 0.001),
    ("rows_written", 1.00),
    ("cpu_ms", 0.02),
];
/// Dollars for a million GB-s of an object's time; an object counts as 128 MB.
const OBJECT_TIME: f64 = 12.50;
const OBJECT_GB: f64 = 0.128;
/// What an object waits, for a request or an alarm, for the disk and for peers, in milliseconds: assumed, not counted.
const WAITING_MS: f64 = 20.0;
/// Dollars for a gigabyte kept for a month.
const STORED: f64 = 0.20;

pub fn measure(repo: &Repo) -> Result<()> {
    let folder = empty_folder(repo, "bench/cost")?;
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));
    let interrupt = Interrupt::watch()?;
    let drawn = secrets::keep_or_draw(&folder.join("secrets.json"), &NODES)?;
    let counting = std::path::absolute(repo.join("xtask/bench/counted.js"))?;
    let counting = counting.to_str().context("a path that is not UTF-8")?;
    let mut nodes = Vec::new();
    let mut operated = Vec::new();
    for (id, secrets) in NODES.into_iter().zip(drawn) {
        let port = free_port()?;
        let settings = NodeSettings {
            id: id.into(),
            port,
            folder: folder.join(id),
            secrets,
            allow_private_peers: true,
            metrics_token: String::new(),
        };
        operated.push(Operated {
            id: id.into(),
            base_url: settings.base_url(),
            operator_token: settings.secrets.operator_token.clone(),
        });
        // The first module is the one that is served.
        let first = "(name = \"index.js\"";
        let counted = |config: String| {
            config.replace(first, &format!("(name = \"main.js\", esModule = embed \"{counting}\"),\n    {first}"))
        };
        nodes.push(Node::start_with(repo, &repo.npm_program("workerd"), &settings, &log, counted)?);
    }
    let came = || interrupt.came();
    let demo_site = "http://127.0.0.1:1".to_owned();
    let world = World { repo, nodes: operated.clone(), demo_site, interrupted: &came };
    let run = Run { http: Http::new(), nodes: &nodes, operated: &operated };
    world.configure(&run.http)?;
    run.open_the_gates()?;
    run.table()?;
    nodes.iter_mut().try_for_each(Node::stop)
}

struct Run<'a> {
    http: Http,
    nodes: &'a [Node],
    operated: &'a [Operated],
}

impl Run<'_> {
    fn agencies(&self) -> Result<&Operated> {
        self.operated.first().context("there is no node")
    }

    /// No proof of work and no limit: what is counted is filed by one client.
    fn open_the_gates(&self) -> Result<()> {
        let node = self.agencies()?;
        let url = format!("{}/v1/admin/agencies/{AGENCY}", node.base_url);
        let agency = self.http.get(url.clone(), Some(&node.operator_token))?;
        let body = with(agency, "protection", json!({ "proof": "off", "normal_per_minute": 1_000_000 }));
        let token = Some(node.operator_token.as_str());
        self.http.expect(&Call { method: "PUT", url, token, idempotency_key: None, body: Some(body) }).map(drop)
    }

    fn table(&self) -> Result<()> {
        say(format_args!("counted on two nodes over {CASES} cases; for each case:"));
        say(
            "step                          | requests | to objects | alarms | rows read | rows written | CPU ms | KB answered, unpacked",
        );
        let before = self.stored()?;
        let mut all: Vec<Value> = Vec::new();
        all.push(self.step("form opened and touched", || self.look().map(drop))?);
        let mut filed = Vec::new();
        all.push(self.step("filed, and sent to the peer", || {
            for number in 0..CASES {
                filed.push(self.file(number)?);
            }
            self.wait_for_arrival()
        })?);
        all.push(self.step("followed three times", || {
            for _ in 0..FOLLOWED {
                for (reference, code) in &filed {
                    self.http.get(format!("{}/v1/cases/{reference}", self.agencies()?.base_url), Some(code))?;
                }
            }
            Ok(())
        })?);
        let kept = self.stored()?.saturating_sub(before) / CASES;
        say(format_args!("kept on both nodes together: {kept} bytes a case, without documents"));
        let sum = |name: &str| all.iter().filter_map(|step| field(step, name).as_f64()).sum::<f64>();
        say("for 1,000 cases, beyond what the subscription includes:");
        let mut dollars = 0.0;
        for (name, price) in PRICES {
            let cost = sum(name) * 1000.0 * price / 1e6;
            dollars += cost;
            say(format_args!("  {name:<16} {:>10.0}  ${cost:.4}", sum(name) * 1000.0));
        }
        // An object's time is the wall's: at most all that was computed here, and what it waits. Milliseconds a case, seconds a thousand.
        let object_s = sum("cpu_ms") + (sum("object_requests") + sum("alarms")) * WAITING_MS;
        let time = object_s * OBJECT_GB * OBJECT_TIME / 1e6;
        say(format_args!(
            "  object time      {object_s:>8.0} s  ${time:.4} (CPU, and {WAITING_MS} ms a request for what it waits for)"
        ));
        let month = kept as f64 * 1000.0 / 1e9 * STORED;
        say(format_args!("  kept for a year  {:>7} KB  ${:.4}", kept, month * 12.0));
        say(format_args!("  together                     ${:.2}", dollars + time + month * 12.0));
        Ok(())
    }

    /// Does something, and prints what it took for each case.
    fn step(&self, what: &str, mut act: impl FnMut() -> Result<()>) -> Result<Value> {
        self.counts()?;
        let cpu = self.cpu_ms()?;
        act()?;
        let spent = self.cpu_ms()?.saturating_sub(cpu);
        let counts = with(self.counts()?, "cpu_ms", json!(spent));
        let each = |name: &str| field(&counts, name).as_f64().unwrap_or_default() / CASES as f64;
        say(format_args!(
            "{what:<29} | {:>8.1} | {:>10.1} | {:>6.1} | {:>9.1} | {:>12.1} | {:>6.1} | {:>8.1}",
            each("requests"),
            each("object_requests"),
            each("alarms"),
            each("rows_read"),
            each("rows_written"),
            each("cpu_ms"),
            each("answered_bytes") / 1000.0
        ));
        Ok(PRICES.iter().fold(json!({}), |all, (name, _)| with(all, name, json!(each(name)))))
    }

    /// What both nodes have counted since they were last asked.
    fn counts(&self) -> Result<Value> {
        let mut all = json!({});
        for node in self.operated {
            let told = self.http.get(format!("{}/bench-count", node.base_url), None)?;
            for (name, count) in told.as_object().context("a node that counts nothing")? {
                let sum = field(&all, name).as_u64().unwrap_or_default() + count.as_u64().unwrap_or_default();
                all = with(all, name, json!(sum));
            }
        }
        Ok(all)
    }

    /// Bytes that the objects of both nodes keep.
    fn stored(&self) -> Result<u64> {
        field(&self.counts()?, "stored_bytes").as_u64().context("a node that does not tell what it keeps")
    }

    /// Milliseconds that both processes have computed.
    fn cpu_ms(&self) -> Result<u64> {
        self.nodes.iter().map(|node| computed(node.process_id())).sum()
    }

    /// What a browser asks for when a form is shown and touched.
    fn look(&self) -> Result<()> {
        let base = &self.agencies()?.base_url;
        for _ in 0..CASES {
            let script = self.http.text(&format!("{base}/{AGENCY}/wasl.js?lang=fr"))?;
            let version = script.split("\"version\":\"").nth(1).and_then(|rest| rest.split('"').next());
            let at = format!("{base}/w/{}", version.context("the script names no version")?);
            for file in ["widget.js", "widget_bg.wasm", "words/fr.json", "parts/style.js", "parts/proof.js"] {
                self.http.text(&format!("{at}/{file}"))?;
            }
        }
        Ok(())
    }

    fn file(&self, number: u64) -> Result<(String, String)> {
        let receipt = self.http.expect(&Call {
            method: "POST",
            url: format!("{}/v1/agencies/{AGENCY}/cases", self.agencies()?.base_url),
            token: None,
            idempotency_key: Some(format!("bench-cost-{number:012}")),
            body: Some(with(filing(), "category", json!(CATEGORY))),
        })?;
        Ok((word(&receipt, "reference").to_owned(), word(&receipt, "access_code").to_owned()))
    }

    /// Until nothing is owed any more.
    fn wait_for_arrival(&self) -> Result<()> {
        let node = self.agencies()?;
        let watch = Stopwatch::start();
        loop {
            let url = format!("{}/v1/admin/deliveries?state=pending&limit=1", node.base_url);
            let told = self.http.get(url, Some(&node.operator_token))?;
            if field(&told, "deliveries").as_array().is_some_and(Vec::is_empty) {
                return Ok(());
            }
            if watch.is_past(ARRIVAL) {
                bail!("the peer did not get everything in time: {told}");
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
}

/// Milliseconds that a process has computed, as Linux tells them (`proc_pid_stat(5)`: fields 14 and 15, a hundred a second).
fn computed(process: u32) -> Result<u64> {
    let stat =
        std::fs::read_to_string(format!("/proc/{process}/stat")).context("only Linux tells what a process computed")?;
    let (_, after_name) = stat.rsplit_once(')').context("a line without a name")?;
    let ticks = |at: usize| after_name.split_whitespace().nth(at).and_then(|field| field.parse::<u64>().ok());
    let [user, system] = [ticks(11), ticks(12)].map(Option::unwrap_or_default);
    Ok((user + system) * 10)
}
