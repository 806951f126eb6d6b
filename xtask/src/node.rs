//! One node on this machine: a workerd process with its own folder.
//!
//! In: a name, a port, a folder, secrets. Out: a running process whose lines of log go to a channel.
//! Never: touches a process it did not start; leaves one behind when it is dropped.

mod config;
pub mod process;
pub mod secrets;

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::Stopwatch;
use crate::http::{Call, Http};
use crate::place::Repo;
pub use config::fill;
use process::Process;
use secrets::NodeSecrets;

/// A node must answer within this time; it usually takes a tenth of a second.
const START_LIMIT: Duration = Duration::from_secs(20);

/// What a node is started from.
#[derive(Clone, Debug)]
pub struct NodeSettings {
    /// Its name among its peers.
    pub id: String,
    pub port: u16,
    /// Its configuration file and its registers live here.
    pub folder: PathBuf,
    pub secrets: NodeSecrets,
    /// Whether peers may live on this machine.
    pub allow_private_peers: bool,
    /// Who shows it may read `/metrics`; empty: there is none.
    pub metrics_token: String,
}

impl NodeSettings {
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// One line that a node wrote.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub node: String,
    pub text: String,
}

/// A running node; it ends when this is dropped.
#[derive(Debug)]
pub struct Node {
    id: String,
    base_url: String,
    process: Process,
}

impl Node {
    /// Starts a node and waits until it answers.
    pub fn start(repo: &Repo, workerd: &Path, settings: &NodeSettings, log: &Sender<LogLine>) -> Result<Self> {
        Self::start_with(repo, workerd, settings, log, |config| config)
    }

    /// The same with a configuration that was altered.
    pub fn start_with(
        repo: &Repo,
        workerd: &Path,
        settings: &NodeSettings,
        log: &Sender<LogLine>,
        alter: impl FnOnce(String) -> String,
    ) -> Result<Self> {
        let data = settings.folder.join("data");
        fs::create_dir_all(&data)?;
        let template =
            fs::read_to_string(repo.join("deploy/workerd.capnp")).context("deploy/workerd.capnp cannot be read")?;
        let config = settings.folder.join("node.capnp");
        write_private(&config, &alter(config::render(&template, repo, settings, &data)?))?;

        let mut command = Command::new(workerd);
        command.args(["serve", "--import-path=/"]).arg(&config);
        let process = Process::start(&mut command, &settings.id, log)?;
        // If xtask is ended by force, this says which process is left.
        fs::write(settings.folder.join("node.pid"), process.id().to_string())?;
        let mut node = Self { id: settings.id.clone(), base_url: settings.base_url(), process };
        node.wait_until_healthy()?;
        Ok(node)
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of its process.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Whether the process has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        self.process.has_ended()
    }

    /// Ends the process and waits for it.
    pub fn stop(&mut self) -> Result<()> {
        self.process.stop()
    }

    fn wait_until_healthy(&mut self) -> Result<()> {
        let http = Http::new();
        let watch = Stopwatch::start();
        loop {
            let call = Call {
                method: "GET",
                url: format!("{}/healthz", self.base_url),
                token: None,
                idempotency_key: None,
                body: None,
            };
            if http.send(&call).is_ok_and(|(status, _)| status == 200) {
                return Ok(());
            }
            if self.process.has_ended()? {
                bail!("the node `{}` ended while starting: its last lines above say why", self.id);
            }
            if watch.is_past(START_LIMIT) {
                bail!(
                    "the node `{}` did not answer {}/healthz within {} s",
                    self.id,
                    self.base_url,
                    START_LIMIT.as_secs()
                );
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }
}

/// Writes a file that only its owner may read.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(path).with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(())
}
