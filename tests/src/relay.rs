//! `wasl-mail` as operators run it: a configuration, a process, its log.
//!
//! In: a post office, a node, a secret. Out: where it listens; its sudden end, its polite end, its return. Never: the relay's code.

use crate::client::Call;
use crate::clock::{self, Deadline};
use crate::mail::{OFFICE, PASSWORD, PostOffice, RELAY, SERVER};
use crate::node::{Node, free_port};
use crate::outsider::Outsider;
use crate::place::{self, Folder};
use crate::tool::Ran;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// It answers within this time.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A relay; ended when this is dropped.
#[derive(Debug)]
pub struct Relay {
    folder: Folder,
    port: u16,
    /// What its configuration says; changed by a test before it is started again.
    pub config: String,
    child: Option<Child>,
}

impl Relay {
    /// One that answers, for a body that the node knows as this outsider.
    ///
    /// # Panics
    /// It cannot be built or started.
    #[must_use]
    pub fn start(node: &Node, office: &PostOffice, city: &Outsider) -> Self {
        let mut relay = Self::of(node, office, city);
        relay.run();
        relay
    }

    /// One that is not started.
    ///
    /// # Panics
    /// Its folder cannot be written.
    #[must_use]
    pub fn of(node: &Node, office: &PostOffice, city: &Outsider) -> Self {
        let (folder, port) = (Folder::fresh(), free_port());
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("a file");
            path.display().to_string()
        };
        let (password, secret) = (write("password", PASSWORD), write("secret", &city.secret));
        let (ca, book) = (office.ca().display().to_string(), folder.path().join("book").display().to_string());
        let config = format!(
            "listen = \"127.0.0.1:{port}\"\nnode = \"{node}\"\nfolder = \"{book}\"\naddress = \"{RELAY}\"\n\
             trusted = \"{SERVER}\"\n\n[smtp]\nhost = \"localhost\"\nport = {smtp}\nsecurity = \"starttls\"\nuser = \"{RELAY}\"\n\
             password_file = \"{password}\"\nca_file = \"{ca}\"\n\n[imap]\nhost = \"localhost\"\nport = {imaps}\nuser = \"{RELAY}\"\n\
             password_file = \"{password}\"\nca_file = \"{ca}\"\nevery_seconds = 1\n\n[[body]]\npeer = \"{peer}\"\nto = \"{OFFICE}\"\n\
             secret_file = \"{secret}\"\nlanguage = \"fr\"\n",
            node = node.base_url(),
            smtp = office.smtp,
            imaps = office.imaps,
            peer = city.id,
        );
        Self { folder, port, config, child: None }
    }

    /// Starts it, or starts it again where it was.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub fn run(&mut self) {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.folder.path().join("log")).expect("a log");
        let errors = log.try_clone().expect("a log");
        let mut command = Command::new(program());
        command.arg("run").arg("--config").arg(self.written());
        self.child = Some(command.stdin(Stdio::null()).stdout(log).stderr(errors).spawn().expect("the relay starts"));
        let deadline = Deadline::after(START_LIMIT);
        while !Call::new("GET", format!("{}/healthz", self.url())).try_send().is_ok_and(|answer| answer.status == 200) {
            assert!(!deadline.is_past(), "the relay does not answer; it wrote:\n{}", self.log());
            clock::pause();
        }
    }

    /// Runs a subcommand with this configuration.
    #[must_use]
    pub fn runs(&self, what: &str) -> Ran {
        let output = Command::new(program()).arg(what).arg("--config").arg(self.written()).output();
        let output = output.expect("the relay can be started");
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        Ran { code: output.status.code().expect("it ends by itself"), text }
    }

    fn written(&self) -> PathBuf {
        let path = self.folder.path().join("mail.toml");
        fs::write(&path, &self.config).expect("a configuration");
        path
    }

    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it wrote.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Ends it: `kill -9`, by its own id.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Panics
    /// It ends with an error.
    pub fn stop(&mut self) {
        let mut child = self.child.take().expect("a relay that runs");
        drop(Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status());
        let status = child.wait().expect("it ends");
        assert!(status.success(), "{status}; it wrote:\n{}", self.log());
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("what the relay wrote:\n{}", self.log());
        }
    }
}

/// The program, built once beside the tests.
fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = ["build", "--quiet", "--package", "mail", "--bin", "wasl-mail"];
        let built = Command::new(env!("CARGO")).current_dir(place::repo()).args(cargo).status();
        assert!(built.is_ok_and(|status| status.success()), "the relay cannot be built");
        let test = std::env::current_exe().expect("a test has a program");
        let folder = test.parent().and_then(|deps| deps.parent()).expect("a folder of programs");
        folder.join("wasl-mail")
    })
}
