//! The running demo: two nodes and a site, started together and ended together.
//!
//! In: options, tools. Out: a stack that can be seeded and followed.
//! Never: seeds twice; what seeding left is kept in `seeded.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::interrupt::Interrupt;
use super::{Options, logs};
use crate::http::Http;
use crate::json::with;
use crate::node::secrets::keep_or_draw;
use crate::node::{LogLine, Node, NodeSettings, write_private};
use crate::place::Repo;
use crate::say::say;
use crate::seed::{Operated, World};
use crate::serve::Site;
use crate::toolchain::Toolchain;

/// The nodes, in the order of their ports; the demo site comes after them.
const NODES: [&str; 2] = ["agencies", "mediator"];
const SEEDED: &str = "seeded.json";
const LOOK_UP: Duration = Duration::from_millis(100);

pub struct Stack {
    pub data: PathBuf,
    pub demo_site: String,
    pub operated: Vec<Operated>,
    nodes: Vec<Node>,
    log: Receiver<LogLine>,
    /// Held so that the site serves as long as the stack lives.
    _site: Site,
}

impl Stack {
    pub fn start(repo: &Repo, options: &Options, tools: &Toolchain) -> Result<Self> {
        if let Some(file) = options.ready_file.as_ref().filter(|file| file.exists()) {
            fs::remove_file(file)?;
        }
        prepare_data(&options.data, options.reset)?;
        let secrets = keep_or_draw(&options.data.join("secrets.json"), &NODES)?;
        let site_port = options.port + 2;
        let (sender, log) = channel();
        let mut nodes = Vec::new();
        let mut operated = Vec::new();
        for ((id, port), secrets) in NODES.into_iter().zip(options.port..).zip(secrets) {
            let settings = NodeSettings {
                id: id.to_owned(),
                port,
                folder: options.data.join(id),
                secrets,
                allow_private_peers: true,
                metrics_token: String::new(),
            };
            operated.push(Operated {
                id: id.to_owned(),
                base_url: settings.base_url(),
                operator_token: settings.secrets.operator_token.clone(),
            });
            nodes.push(start_or_explain(repo, tools, &settings, &sender, &log)?);
        }
        let demo_site = format!("http://127.0.0.1:{site_port}");
        let nobody = || false;
        let world = World { repo, nodes: operated.clone(), demo_site: demo_site.clone(), interrupted: &nobody };
        let site = Site::start(&repo.join("demo-site"), site_port, world.addresses()?)?;
        Ok(Self { data: options.data.clone(), demo_site, operated, nodes, log, _site: site })
    }

    /// Configures the nodes, and fills them when they are new. Gives the tokens and cases.
    pub fn seed(&self, repo: &Repo, interrupt: &Interrupt) -> Result<Value> {
        let http = Http::new();
        let came = || interrupt.came();
        let world = World { repo, nodes: self.operated.clone(), demo_site: self.demo_site.clone(), interrupted: &came };
        world.configure(&http)?;
        let file = self.data.join(SEEDED);
        if let Ok(text) = fs::read_to_string(&file) {
            let known: Value =
                serde_json::from_str(&text).with_context(|| format!("{} is not what xtask wrote", file.display()))?;
            return Ok(with(known, "tokens", world.tokens(&http)?));
        }
        say("filing a dozen fictional cases");
        let known = world.populate(&http)?;
        write_private(&file, &serde_json::to_string_pretty(&known)?)?;
        Ok(known)
    }

    /// Prints what the nodes have written so far, as far as it is wanted.
    pub fn show_waiting_logs(&self, wanted: impl Fn(&LogLine) -> bool) {
        for line in self.log.try_iter().filter(|line| wanted(line)) {
            say(logs::readable(&line));
        }
    }

    /// Prints the nodes' lines until somebody interrupts, or a node ends by itself.
    pub fn follow(&mut self, interrupt: &Interrupt) -> Result<()> {
        while !interrupt.came() {
            match self.log.recv_timeout(LOOK_UP) {
                Ok(line) => say(logs::readable(&line)),
                Err(RecvTimeoutError::Timeout) => self.check_nodes()?,
                Err(RecvTimeoutError::Disconnected) => {
                    self.check_nodes()?;
                    std::thread::sleep(LOOK_UP);
                }
            }
        }
        Ok(())
    }

    /// Ends the nodes one after the other and waits for each.
    pub fn stop(&mut self) -> Result<()> {
        say("stopping the nodes");
        for node in &mut self.nodes {
            node.stop()?;
        }
        Ok(())
    }

    fn check_nodes(&mut self) -> Result<()> {
        for node in &mut self.nodes {
            if node.has_ended()? {
                bail!("the node `{}` has ended by itself: its last lines above say why", node.id());
            }
        }
        Ok(())
    }
}

/// A node that does not start has usually written why.
fn start_or_explain(
    repo: &Repo,
    tools: &Toolchain,
    settings: &NodeSettings,
    sender: &Sender<LogLine>,
    log: &Receiver<LogLine>,
) -> Result<Node> {
    Node::start(repo, &tools.npm.workerd, settings, sender).inspect_err(|_| {
        for line in log.try_iter() {
            say(logs::readable(&line));
        }
    })
}

/// Nodes that were being filled when something went wrong are emptied: half a dozen cases would be seeded twice.
fn prepare_data(data: &Path, reset: bool) -> Result<()> {
    fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    let half_seeded = !data.join(SEEDED).exists() && NODES.iter().any(|node| data.join(node).exists());
    if !reset && !half_seeded {
        return Ok(());
    }
    say(format_args!("starting afresh in {}", data.display()));
    for node in NODES {
        let folder = data.join(node);
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    for file in [SEEDED, "secrets.json"] {
        let file = data.join(file);
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
