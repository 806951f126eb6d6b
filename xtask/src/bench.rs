//! `cargo xtask bench edge`: filing and looking up on one workerd process, beside a floor in the same run.
//! `cargo xtask bench growth`: the same in a register that grows; see [`growth`].
//! `cargo xtask bench cost`: what a thousand cases cost on Cloudflare's network; see [`cost`].
//! `cargo xtask bench exchange`: cases between two nodes; see [`exchange`].
//! `cargo xtask bench widget`: the widget in a browser, beside other forms; see [`widget`].
//!
//! In: the release build in dist/. Out: a table of rates, times and what each answer cost the process in computing, and the
//! share of the floor's of both.
//! Never: judges by absolute figures (they are the machine's), or leaves a process behind.

mod cost;
mod exchange;
mod growth;
mod load;
mod relay;
mod widget;

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::args::Args;
use crate::build::{self, Effort};
use crate::clock::Stopwatch;
use crate::demo::interrupt::Interrupt;
use crate::http::{Call, Http};
use crate::json::word;
use crate::node::process::Process;
use crate::node::{LogLine, Node, NodeSettings, fill, secrets};
use crate::place::Repo;
use crate::say::say;
use crate::toolchain;
use load::{Load, Request};

/// How long each measurement takes, after its warming up.
const LASTING: Duration = Duration::from_secs(5);
/// Measurements of each kind; their median is shown.
const ROUNDS: usize = 3;
const CONNECTIONS: [usize; 3] = [1, 16, 64];

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let what = args.command().unwrap_or_else(|| "edge".to_owned());
    if what == "widget" {
        return widget::command(repo, args);
    }
    let (most, again): (Option<u64>, bool) =
        if what == "growth" { (args.value("--cases")?, args.flag("--again")) } else { (None, false) };
    args.finish()?;
    if !["edge", "growth", "cost", "exchange"].contains(&what.as_str()) {
        bail!("there is no benchmark `{what}`: there are `edge`, `growth`, `cost`, `exchange` and `widget`");
    }
    let tools = toolchain::ensure(repo)?;
    build::build(repo, &tools, Effort::Release)?;
    match what.as_str() {
        "growth" => growth::measure(repo, most.unwrap_or(growth::CASES), again),
        "cost" => cost::measure(repo),
        "exchange" => exchange::measure(repo),
        _ => edge(repo),
    }
}

fn edge(repo: &Repo) -> Result<()> {
    let folder = empty_folder(repo, "bench/edge")?;
    let workerd = repo.npm_program("workerd");
    // Logs are written as always, and read so that nobody waits; they are not shown.
    let (log, lines) = mpsc::channel::<LogLine>();
    thread::spawn(move || lines.into_iter().for_each(drop));

    // Ctrl-C is a request: what was started is ended in order, by being dropped.
    let interrupt = Interrupt::watch()?;
    let bare_port = free_port()?;
    let mut bare = start_bare(repo, &folder, &workerd, bare_port, &log)?;
    let settings = settings(&folder)?;
    let mut node = Node::start(repo, &workerd, &settings, &log)?;
    put_agency(&settings)?;
    let (reference, code) = file_one(&settings)?;

    let body = filing().to_string();
    let bare_filing = |_: usize, _: u64| post(bare_port, "/", "", &body);
    let bare_grouped = |_: usize, _: u64| post(bare_port, "/grouped", "", &body);
    let bare_read = |_: usize, _: u64| format!("GET /1 HTTP/1.1\r\nhost: 127.0.0.1:{bare_port}\r\n\r\n");
    let filing = |_: usize, _: u64| file(settings.port, &body);
    let look_up = |_: usize, _: u64| look_up(settings.port, &reference, &code);
    say("one workerd process, beside a bare worker and object that only insert or read one row (median of 3 x 5 s)");
    say("connections | what          |  req/s | p50 ms | p99 ms | of bare | grouped | CPU us | of bare | grouped");
    for connections in CONNECTIONS {
        let rounds: Vec<[Load; 5]> = (0..ROUNDS)
            .map(|_| {
                let measure = |(process, port), request: &Request<'_>| {
                    if interrupt.came() {
                        bail!("stopped before the end");
                    }
                    load::computing(process, port, connections, LASTING, request)
                };
                let (there, here) = ((bare.id(), bare_port), (node.process_id(), settings.port));
                Ok([
                    measure(there, &bare_filing)?,
                    measure(there, &bare_grouped)?,
                    measure(here, &filing)?,
                    measure(there, &bare_read)?,
                    measure(here, &look_up)?,
                ])
            })
            .collect::<Result<_>>()?;
        let [bare, grouped, filed, read, found] = [0, 1, 2, 3, 4].map(|which| median(&rounds, which));
        for (what, load, floors) in [
            ("bare", &bare, [None, None]),
            ("bare, grouped", &grouped, [None, None]),
            ("filing", &filed, [Some(&bare), Some(&grouped)]),
            ("bare read", &read, [None, None]),
            ("look-up", &found, [Some(&read), None]),
        ] {
            row(connections, what, load, floors);
            if load.ended > 0 {
                say(format_args!("            (the server ended {} connections between two requests)", load.ended));
            }
        }
    }
    say(format_args!("memory of the node's process: {}", resident(node.process_id())?));
    node.stop()?;
    bare.stop()
}

/// A folder with nothing in it: every run begins with new stores.
fn empty_folder(repo: &Repo, name: &str) -> Result<std::path::PathBuf> {
    let folder = repo.own(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn row(connections: usize, what: &str, load: &Load, floors: [Option<&Load>; 2]) {
    let share = |of: fn(&Load) -> f64| {
        floors.map(|floor| floor.map_or_else(String::new, |floor| format!("{:.2}", of(load) / of(floor))))
    };
    let ([bare, grouped], [cpu, cpu_grouped]) = (share(|l| l.rate), share(|l| l.cpu_us));
    say(format_args!(
        "{connections:>11} | {what:<13} | {:>6.0} | {:>6.1} | {:>6.1} | {bare:>7} | {grouped:>7} | {:>6.0} | {cpu:>7} | {cpu_grouped:>7}",
        load.rate, load.p50_ms, load.p99_ms, load.cpu_us
    ));
}

fn median<const N: usize>(rounds: &[[Load; N]], which: usize) -> Load {
    let mut all: Vec<Load> = rounds.iter().filter_map(|r| r.get(which).cloned()).collect();
    all.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    all.get(all.len() / 2).cloned().unwrap_or_default()
}

fn settings(folder: &std::path::Path) -> Result<NodeSettings> {
    Ok(NodeSettings {
        id: "bench".into(),
        port: free_port()?,
        folder: folder.join("node"),
        secrets: secrets::keep_or_draw(&folder.join("secrets.json"), &["bench"])?.remove(0),
        allow_private_peers: true,
        metrics_token: String::new(),
    })
}

/// A filing as it goes over the wire, with a key that no other has.
fn file(port: u16, body: &str) -> String {
    post(port, "/v1/agencies/bench/cases", &format!("idempotency-key: {}\r\n", new_key()), body)
}

fn look_up(port: u16, reference: &str, code: &str) -> String {
    format!("GET /v1/cases/{reference} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {code}\r\n\r\n")
}

/// A key that nothing was filed with, in this run or an earlier one in the same store.
fn new_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    static RUN: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    format!("bench-{:016x}-{:012}", *RUN, NEXT.fetch_add(1, Ordering::Relaxed))
}

fn post(port: u16, path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// About 1.5 KB of JSON, as a filing of some length is.
fn filing() -> Value {
    json!({
        "kind": "complaint", "category": "delay", "language": "fr", "consent": true, "channel": "widget",
        "subject": "Fuite d'eau dans la rue depuis le mois de mai",
        "body": "La fuite a été signalée trois fois au guichet. ".repeat(22),
        "complainant": { "name": "Amal Exemple", "email": "amal@example.ma", "phone": "+212612345678" }
    })
}

fn start_bare(
    repo: &Repo,
    folder: &std::path::Path,
    workerd: &std::path::Path,
    port: u16,
    log: &mpsc::Sender<LogLine>,
) -> Result<Process> {
    let data = folder.join("bare");
    fs::create_dir_all(&data)?;
    let text = |path: &std::path::Path| path.to_str().map(str::to_owned).context("a path that is not UTF-8");
    let values = [
        ("PORT", port.to_string()),
        ("DATA_DIR", text(&data)?),
        ("BENCH_DIR", text(&std::path::absolute(repo.join("xtask/bench"))?)?),
    ];
    let config = folder.join("bare.capnp");
    fs::write(&config, fill(&fs::read_to_string(repo.join("xtask/bench/bare.capnp"))?, &values)?)?;
    let mut command = Command::new(workerd);
    command.args(["serve", "--import-path=/"]).arg(&config);
    let process = Process::start(&mut command, "bare", log)?;
    let watch = Stopwatch::start();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        if watch.is_past(Duration::from_secs(20)) {
            bail!("the bare worker did not start");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(process)
}

/// The agency with which everything is filed.
fn put_agency(settings: &NodeSettings) -> Result<()> {
    let agency = json!({
        "code": "BEN", "names": { "fr": "Agence de mesure" },
        "categories": [{ "id": "delay", "names": { "fr": "Retard" } }],
        // What is measured is a flood.
        "protection": { "proof": "off", "normal_per_minute": 1_000_000 }
    });
    call(settings, "PUT", "/v1/admin/agencies/bench", None, agency).map(drop)
}

/// Files a case by itself: its reference and its access code.
fn file_one(settings: &NodeSettings) -> Result<(String, String)> {
    let receipt = call(settings, "POST", "/v1/agencies/bench/cases", Some(new_key()), filing())?;
    Ok((word(&receipt, "reference").to_owned(), word(&receipt, "access_code").to_owned()))
}

fn call(settings: &NodeSettings, method: &'static str, path: &str, key: Option<String>, body: Value) -> Result<Value> {
    Http::new().expect(&Call {
        method,
        url: format!("{}{path}", settings.base_url()),
        token: Some(&settings.secrets.operator_token),
        idempotency_key: key,
        body: Some(body),
    })
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Resident memory, as Linux tells it.
fn resident(process: u32) -> Result<String> {
    let status =
        fs::read_to_string(format!("/proc/{process}/status")).context("only Linux tells a process's memory")?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(format!("{} MiB", kib / 1024))
}
