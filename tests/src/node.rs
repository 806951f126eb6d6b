//! One real node: a workerd process on the template that operators use too.
//!
//! In: a name, secrets. Out: a node that answers, its lines of log, its sudden and its orderly end.
//! Never: signals a process that it did not start, or leaves one behind when it is dropped.

mod files;

use crate::client::Call;
use crate::clock::{self, Deadline};
use crate::fixtures::{key_seed, random_hex};
use crate::place::{self, Folder};
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use wire::signing::ring::KeyRing;

pub use files::Hidden;

/// A node must answer within this time; it usually takes a third of a second.
const START_LIMIT: Duration = Duration::from_secs(30);
/// After this time a node that ignores the polite request is ended without one.
const PATIENCE: Duration = Duration::from_secs(5);
/// Another process may take a free port before the node does.
const STARTS: usize = 5;

/// The header in which the proxy before the nodes of these tests would write the caller's address, as it arrives; nodes
/// are told of it as proxies' own documents write it.
pub const PROXY_HEADER: &str = "x-real-ip";

/// What the nodes show to a scanner that speaks HTTP.
pub const SCANNER_TOKEN: &str = "scanner-token-of-the-tests";

/// A node on this machine.
#[derive(Debug)]
pub struct Node {
    pub id: String,
    port: u16,
    /// What `NODE_SIGNING_KEY` is: the signing key first.
    pub signing_keys: String,
    hash_key: String,
    /// The secret that wraps what the registers are sealed with; a list while it is changed.
    pub data_key: String,
    pub operator_token: String,
    /// What opens its figures; empty: nothing does.
    pub metrics_token: String,
    /// Where its virus scanner is; empty: it has none.
    pub scanner: String,
    folder: Folder,
    child: Option<Child>,
    log: Arc<Mutex<Vec<String>>>,
    /// Whether its peers may be on this machine.
    private_peers: bool,
    /// Parts of lines of level error that this test provokes.
    expected: Vec<String>,
    /// What this test spoils in the configuration: a text, and what stands in its place.
    breaks: Vec<(String, String)>,
}

impl Node {
    /// A fresh node, started.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn start(id: &str) -> Self {
        Self::with(id, true)
    }

    /// A fresh node, started as one that is reached by everybody: its peers must be public.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn guarded(id: &str) -> Self {
        Self::with(id, false)
    }

    fn with(id: &str, private_peers: bool) -> Self {
        let mut node = Self {
            private_peers,
            id: id.into(),
            port: free_port(),
            signing_keys: key_seed(),
            hash_key: key_seed(),
            data_key: key_seed(),
            operator_token: format!("op_{}", random_hex(40)),
            metrics_token: format!("mt_{}", random_hex(40)),
            scanner: String::new(),
            folder: Folder::fresh(),
            child: None,
            log: Arc::default(),
            expected: Vec::new(),
            breaks: Vec::new(),
        };
        node.run_somewhere();
        node
    }

    /// An empty node in the place of this one: its name, address and secrets, and nothing else.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn successor(&self) -> Self {
        let mut node = Self {
            id: self.id.clone(),
            port: self.port,
            signing_keys: self.signing_keys.clone(),
            hash_key: self.hash_key.clone(),
            data_key: self.data_key.clone(),
            operator_token: self.operator_token.clone(),
            metrics_token: self.metrics_token.clone(),
            scanner: self.scanner.clone(),
            folder: Folder::fresh(),
            child: None,
            log: Arc::default(),
            private_peers: self.private_peers,
            expected: Vec::new(),
            breaks: Vec::new(),
        };
        node.run();
        node
    }

    /// Starts at a port that nobody else takes meanwhile.
    fn run_somewhere(&mut self) {
        for _ in 1..STARTS {
            if self.try_run() {
                return;
            }
            self.port = free_port();
        }
        self.run();
    }

    /// Starts the node again where it was: same address, same folder.
    ///
    /// # Panics
    /// It does not start.
    pub fn run(&mut self) {
        // While the node was away, somebody's connection may have been given its port for a moment.
        let deadline = Deadline::after(START_LIMIT);
        while !deadline.is_past() {
            if self.try_run() {
                return;
            }
            clock::pause();
        }
        panic!("the node {} does not start; it wrote:\n{}", self.id, self.lines().join("\n"));
    }

    fn try_run(&mut self) -> bool {
        let config = self.folder.path().join("node.capnp");
        fs::write(&config, self.config()).expect("a configuration that can be written");
        let mut command = Command::new(place::workerd());
        command.args(["serve", "--import-path=/"]).arg(&config);
        // No group of its own: Ctrl-C in the terminal ends the node together with the test.
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("workerd can be started");
        for output in [child.stdout.take().map(boxed), child.stderr.take().map(boxed)].into_iter().flatten() {
            follow(output, &self.log);
        }
        self.child = Some(child);
        let deadline = Deadline::after(START_LIMIT);
        while !deadline.is_past() {
            if self.answers() {
                return true;
            }
            if self.has_ended() {
                return false;
            }
            clock::pause();
        }
        self.kill();
        false
    }

    /// Whether this very node answers, and not one that was quicker to take its port.
    fn answers(&self) -> bool {
        // A node that is broken on purpose is there as soon as it lives.
        if !self.breaks.is_empty() {
            return self.get("/healthz").try_send().is_ok_and(|answer| answer.status == 200);
        }
        let card = self.get("/.well-known/wasl.json").try_send().ok().filter(|answer| answer.status == 200);
        card.is_some_and(|answer| answer.text().contains(&self.public_key()))
    }

    fn config(&self) -> String {
        let template = fs::read_to_string(place::repo().join("deploy/workerd.capnp")).expect("deploy/workerd.capnp");
        let text = |path: std::path::PathBuf| path.to_str().expect("a path in UTF-8").to_owned();
        let values = [
            ("PORT", self.port.to_string()),
            ("NODE_ID", self.id.clone()),
            ("BASE_URL", self.base_url()),
            ("NODE_SIGNING_KEY", self.signing_keys.clone()),
            ("NODE_HASH_KEY", self.hash_key.clone()),
            ("NODE_DATA_KEY", self.data_key.clone()),
            ("OPERATOR_TOKEN", self.operator_token.clone()),
            ("METRICS_TOKEN", self.metrics_token.clone()),
            ("ALLOW_PRIVATE_PEERS", u8::from(self.private_peers).to_string()),
            ("TRUSTED_PROXY_HEADER", "X-Real-IP".to_owned()),
            ("SCANNER_URL", self.scanner.clone()),
            ("SCANNER_TOKEN", SCANNER_TOKEN.to_owned()),
            ("PEER_NETWORKS", if self.private_peers { "\"public\", \"private\"" } else { "\"public\"" }.to_owned()),
            ("DATA_DIR", text(self.folder.path().join("data"))),
            ("EDGE_DIR", text(place::built("dist/edge/index_bg.wasm").parent().expect("a folder").to_owned())),
            ("ASSETS_DIR", text(place::built("dist/assets/manifest.json").parent().expect("a folder").to_owned())),
        ];
        let filled =
            values.iter().fold(template, |filled, (name, value)| filled.replace(&format!("{{{{{name}}}}}"), value));
        self.breaks.iter().fold(filled, |filled, (from, to)| filled.replace(from, to))
    }

    /// Where the node is.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Its host and port.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url())
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Call {
        Call::new("GET", self.url(path))
    }

    #[must_use]
    pub fn post(&self, path: &str) -> Call {
        Call::new("POST", self.url(path))
    }

    #[must_use]
    pub fn put(&self, path: &str) -> Call {
        Call::new("PUT", self.url(path))
    }

    /// A call that the operator makes.
    #[must_use]
    pub fn call_as_operator(&self, method: &str, path: &str) -> Call {
        Call::new(method, self.url(path)).bearer(&self.operator_token)
    }

    /// Spoils the configuration with which the node is started next: `to` in the place of `from`.
    ///
    /// # Panics
    /// `from` does not stand in it.
    pub fn breaks(&mut self, from: &str, to: &str) {
        assert!(self.config().contains(from), "{from} is not in the configuration");
        self.breaks.push((from.into(), to.into()));
    }

    /// The configuration is again as it was.
    pub fn mend(&mut self) {
        self.breaks.clear();
    }

    /// The key that its hashes are made with, as the operator set it.
    #[must_use]
    pub fn hash_key(&self) -> &str {
        &self.hash_key
    }

    /// The key that the node signs with, as its peers know it.
    ///
    /// # Panics
    /// What the test put there is no list of keys.
    #[must_use]
    pub fn public_key(&self) -> String {
        KeyRing::parse(&self.signing_keys).expect("keys").active().public().to_text()
    }

    /// Whether the node is there.
    pub fn is_running(&mut self) -> bool {
        self.child.is_some() && !self.has_ended()
    }

    fn has_ended(&mut self) -> bool {
        self.child.as_mut().is_none_or(|child| child.try_wait().is_ok_and(|status| status.is_some()))
    }

    /// Ends the node without a warning: `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself: there is nothing left to do then.
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// The most memory that its process has had, in bytes, since it was started.
    ///
    /// # Panics
    /// It does not run, or this is no Linux.
    #[must_use]
    pub fn memory_peak(&self) -> u64 {
        let id = self.child.as_ref().expect("a node that runs").id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux's /proc");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its VmHWM");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    }

    /// Asks the node to end, waits, and insists when it does not.
    pub fn stop(&mut self) {
        if let Some(child) = &self.child {
            let asked =
                Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).stderr(Stdio::null()).status();
            let deadline = Deadline::after(PATIENCE);
            while asked.is_ok() && !self.has_ended() && !deadline.is_past() {
                clock::pause();
            }
        }
        self.kill();
    }

    /// What the node wrote so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.log.lock().map_or_else(|broken| broken.into_inner().clone(), |lines| lines.clone())
    }

    /// This test makes the node write a line of level error that contains this.
    pub fn expect_error(&mut self, part: &str) {
        self.expected.push(part.into());
    }

    /// Lines that say that something broke, and that the test did not ask for.
    #[must_use]
    pub fn unexpected_lines(&self) -> Vec<String> {
        let broken = |line: &String| {
            let level = serde_json::from_str::<serde_json::Value>(line).ok().and_then(|v| v.get("level").cloned());
            match level {
                Some(level) => level != "info" && level != "warn",
                None => ["panicked", "Uncaught", "uncaught", "unreachable", "Error:"].iter().any(|w| line.contains(w)),
            }
        };
        let expected = |line: &String| self.expected.iter().any(|part| line.contains(part.as_str()));
        self.lines().into_iter().filter(|line| broken(line) && !expected(line)).collect()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
        if thread::panicking() {
            let lines = self.lines();
            let last = lines.iter().skip(lines.len().saturating_sub(25)).map(String::as_str).collect::<Vec<_>>();
            eprintln!("the last lines of the node {}:\n{}", self.id, last.join("\n"));
        }
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn boxed(output: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(output)
}

fn follow(output: Box<dyn Read + Send>, log: &Arc<Mutex<Vec<String>>>) {
    let log = Arc::clone(log);
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            log.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line);
        }
    });
}
