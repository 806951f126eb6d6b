//! A real post office for one test: Debian's Exim and Dovecot, with a certificate of their own, on loopback.
//!
//! In: the machine's programs, as `cargo xtask setup` puts them there; the configurations in `tests/fixtures/mail`. Out:
//! ports, the certificate, what lies in a mailbox, e-mails sent by people; the end of the mail server, and its return.
//! Where the tests run as root, both run as `nobody`. Never: the machine's own mail, an e-mail that leaves the machine, a
//! process left behind.

use crate::clock::{self, Deadline};
use crate::node::free_port;
use crate::place::{self, Folder};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Both answer within this time; usually in a fraction of a second.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Whom nothing belongs to, as Debian numbers them.
const NOBODY: (u32, u32) = (65_534, 65_534);

/// The relay's mailbox.
pub const RELAY: &str = "wasl@relais.test";
/// The body's mailbox.
pub const OFFICE: &str = "bureau@eaux.test";
/// What the server calls itself where it says who an e-mail is from.
pub const SERVER: &str = "mx.wasl.test";
/// The password of every mailbox.
pub const PASSWORD: &str = "secret";

/// Exim and Dovecot, started by a test.
#[derive(Debug)]
pub struct PostOffice {
    folder: Folder,
    /// SMTP with STARTTLS; SMTP over TLS; IMAP with STARTTLS; IMAP over TLS.
    pub smtp: u16,
    pub smtps: u16,
    pub imap: u16,
    pub imaps: u16,
    exim: Option<Child>,
    dovecot: Option<Child>,
}

/// An e-mail as it lies in a mailbox, as Python's library reads it.
#[derive(Debug, Clone, Deserialize)]
pub struct Mail {
    flags: Vec<String>,
    headers: BTreeMap<String, String>,
    pub text: String,
    pub html: String,
    /// What the reader found to be wrong with its form.
    pub defects: Vec<String>,
    pub files: Vec<Attached>,
}

/// A file that is attached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attached {
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub media_type: String,
    pub sha256: String,
}

impl Mail {
    /// A field of the head; empty if it is not there.
    #[must_use]
    pub fn head(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    #[must_use]
    pub fn has_flag(&self, flag: &str) -> bool {
        self.flags.iter().any(|one| one == flag)
    }
}

impl PostOffice {
    /// One that answers.
    ///
    /// # Panics
    /// The programs are not on this machine, or do not start.
    #[must_use]
    pub fn open() -> Self {
        let [smtp, smtps, imap, imaps] = [(); 4].map(|()| free_port());
        let mut office = Self { folder: Folder::fresh(), smtp, smtps, imap, imaps, exim: None, dovecot: None };
        office.furnish();
        office.take_mail();
        let mut dovecot = Command::new(found("/usr/sbin/dovecot"));
        dovecot.args(["-F", "-c"]).arg(office.path("dovecot.conf"));
        office.dovecot = Some(office.started(dovecot));
        office.answers(imaps);
        office
    }

    /// Exim begins to take mail, or does so again.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub fn take_mail(&mut self) {
        let mut exim = Command::new(self.path("exim4"));
        exim.arg("-C").arg(self.path("exim.conf")).arg("-bdf");
        // Exim looks for a user of its own name in the machine's list: here is another list.
        exim.env("LD_PRELOAD", self.path("libnss_wrapper.so"));
        exim.env("NSS_WRAPPER_PASSWD", self.path("passwd")).env("NSS_WRAPPER_GROUP", self.path("group"));
        self.exim = Some(self.started(exim));
        self.answers(self.smtp);
    }

    /// Exim is not there any more.
    pub fn take_no_mail(&mut self) {
        end(self.exim.take());
    }

    /// The certificate to trust, as a file.
    #[must_use]
    pub fn ca(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// What lies in a mailbox, oldest first.
    ///
    /// # Panics
    /// It cannot be read.
    #[must_use]
    pub fn mails(&self, mailbox: &str) -> Vec<Mail> {
        let said = self.desk(&["read", &self.imaps.to_string(), mailbox], "");
        serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e} in {said}"))
    }

    /// Somebody sends an e-mail, logged in as themselves.
    pub fn send(&self, from: &str, to: &str, mail: &str) {
        self.desk(&["send", &self.smtp.to_string(), from, to, "auth"], mail);
    }

    /// Somebody sends an e-mail without being known to the server.
    pub fn forge(&self, from: &str, to: &str, mail: &str) {
        self.desk(&["send", &self.smtp.to_string(), from, to], mail);
    }

    /// Every e-mail of a mailbox lies there once more, unread.
    pub fn copy(&self, mailbox: &str) {
        self.desk(&["copy", &self.imaps.to_string(), mailbox], "");
    }

    fn desk(&self, said: &[&str], input: &str) -> String {
        let (what, rest) = said.split_first().expect("what to do");
        let mut python = Command::new("python3");
        python.arg(place::repo().join("tests/fixtures/mail/desk.py")).arg(what).arg(self.ca()).args(rest);
        python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut desk = python.spawn().expect("python3");
        desk.stdin.take().expect("its input").write_all(input.as_bytes()).expect("an e-mail");
        let output = desk.wait_with_output().expect("python3 ends");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said:?}: {errors}\n{}", self.log());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What both wrote.
    #[must_use]
    pub fn log(&self) -> String {
        let files = ["log/mainlog", "log/paniclog", "log/rejectlog", "log/dovecot", "out"];
        files.iter().filter_map(|name| fs::read_to_string(self.path(name)).ok()).collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn furnish(&self) {
        for name in ["spool", "log", "mail", "dovecot"] {
            fs::create_dir_all(self.path(name)).expect("a folder");
        }
        for name in ["exim4", "libnss_wrapper.so"] {
            fs::copy(tool(name), self.path(name)).expect("a program");
        }
        fs::set_permissions(self.path("exim4"), fs::Permissions::from_mode(0o755)).expect("a program");
        self.certify();
        let (uid, gid) = self.whose();
        let user = |name: &str| format!("{name}:x:{uid}:{gid}::/:/bin/false\n");
        fs::write(self.path("passwd"), user("Debian-exim") + &user("wasl-test")).expect("a list");
        fs::write(self.path("group"), format!("Debian-exim:x:{gid}:\n")).expect("a list");
        let folder = self.folder.path().display().to_string();
        let (user, group) = (name_of("passwd", uid), name_of("group", gid));
        let values = [
            ("folder", folder),
            ("smtp", self.smtp.to_string()),
            ("smtps", self.smtps.to_string()),
            ("imap", self.imap.to_string()),
            ("imaps", self.imaps.to_string()),
            ("user", user),
            ("group", group),
        ];
        for name in ["exim.conf", "dovecot.conf"] {
            let text = fs::read_to_string(place::repo().join("tests/fixtures/mail").join(name)).expect("a fixture");
            let filled = values.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
            fs::write(self.path(name), filled).expect("a configuration");
        }
        if self.whose() == NOBODY {
            give(self.folder.path());
        }
    }

    /// A certificate for `localhost`, by an authority that nobody else knows.
    fn certify(&self) {
        let run = |arguments: &[&str]| {
            let output = Command::new("openssl").current_dir(self.folder.path()).args(arguments).output();
            let output = output.expect("openssl");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let of = |more: &[&'static str]| [&["req"], &key[..], more].concat();
        run(&of(&["-x509", "-days", "2", "-subj", "/CN=Tests of Wasl", "-keyout", "ca.key", "-out", "ca.pem"]));
        run(&of(&["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem"]));
        let more = "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n";
        fs::write(self.path("more"), more).expect("a file");
        let sign = ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
        run(&[&sign[..], &["-days", "2", "-extfile", "more", "-out", "cert.pem"]].concat());
    }

    /// Whom the servers run as: whoever runs the tests, but never root.
    fn whose(&self) -> (u32, u32) {
        let own = fs::metadata(self.folder.path()).map(|of| (of.uid(), of.gid())).expect("a folder");
        if own.0 == 0 { NOBODY } else { own }
    }

    fn started(&self, mut command: Command) -> Child {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.path("out")).expect("a log");
        let errors = log.try_clone().expect("a log");
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(log).stderr(errors);
        if self.whose() == NOBODY {
            command.uid(NOBODY.0).gid(NOBODY.1);
        }
        command.spawn().expect("a mail server can be started")
    }

    fn answers(&self, port: u16) {
        let deadline = Deadline::after(START_LIMIT);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(!deadline.is_past(), "the mail server does not answer; it wrote:\n{}", self.log());
            clock::pause();
        }
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        end(self.exim.take());
        end(self.dovecot.take());
        if std::thread::panicking() {
            eprintln!("what the mail servers wrote:\n{}", self.log());
        }
    }
}

/// Ends a server politely, so that it ends what it started.
fn end(child: Option<Child>) {
    let Some(mut child) = child else { return };
    drop(Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status());
    let deadline = Deadline::after(Duration::from_secs(10));
    while child.try_wait().is_ok_and(|status| status.is_none()) {
        if deadline.is_past() {
            drop(child.kill());
        }
        clock::pause();
    }
}

/// A program at its usual place.
fn found(path: &str) -> &Path {
    assert!(Path::new(path).is_file(), "{path} is missing: `cargo xtask test` installs it on Debian");
    Path::new(path)
}

/// What `cargo xtask setup` took out of Debian's packages, without installing them.
fn tool(name: &str) -> PathBuf {
    let path = place::repo().join(".wasl/tools/exim-1").join(name);
    assert!(path.is_file(), "{} is missing: run `cargo xtask setup` first, it fetches Exim", path.display());
    path
}

/// What the machine calls a user or a group.
fn name_of(list: &str, id: u32) -> String {
    let text = fs::read_to_string(format!("/etc/{list}")).expect("a list");
    let mut rows = text.lines().map(|row| row.split(':').collect::<Vec<_>>());
    let row = rows.find(|row| row.get(2).is_some_and(|field| *field == id.to_string()));
    row.and_then(|row| row.first().map(|name| (*name).to_owned())).expect("a name")
}

/// Gives a folder and what is in it to nobody.
fn give(path: &Path) {
    chown(path, Some(NOBODY.0), Some(NOBODY.1)).expect("root may give things away");
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            give(&entry.path());
        } else {
            chown(entry.path(), Some(NOBODY.0), Some(NOBODY.1)).expect("root may give things away");
        }
    }
}
