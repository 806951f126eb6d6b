//! A real Request Tracker 5 for one test: Debian's, with a configuration and a data base of its own, on loopback.
//!
//! In: the machine's RT. Out: where it is, its end, its return, the token for a node, and what its staff does: over REST 2.0
//! and over RT's own gateway for mail. Never: the configuration or the data of the system's RT, a mail that leaves the
//! machine, a process left behind, a test that passes because there is no RT.

use crate::client::{Answer, Call, percent};
use crate::clock::{self, Deadline};
use crate::node::free_port;
use crate::place::{self, Folder};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// RT answers within this time; it usually takes two seconds.
const START_LIMIT: Duration = Duration::from_secs(60);
/// After this time an RT that ignores the polite request is ended without one.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where Debian keeps what its RT is made of.
const SHARE: &str = "/usr/share/request-tracker5";

/// The queue of a case that no category sends elsewhere.
pub const QUEUE: &str = "Complaints";
/// The queue of one category's cases.
pub const OTHER_QUEUE: &str = "Water";
/// The queue in which a node may do nothing.
pub const CLOSED_QUEUE: &str = "Closed";

/// What an RT holds before anything has happened in it: made once for each test program, in about three seconds.
#[derive(Debug)]
struct Beginning {
    base: Vec<u8>,
    node: String,
    staff: String,
}

static BEGINNING: OnceLock<Beginning> = OnceLock::new();

/// RT, started by a test.
#[derive(Debug)]
pub struct Tracker {
    folder: Folder,
    port: u16,
    child: Option<Child>,
}

impl Tracker {
    /// One that answers.
    ///
    /// # Panics
    /// There is none on this machine, or it does not start.
    #[must_use]
    pub fn start() -> Self {
        let mut tracker = Self { folder: Folder::fresh(), port: free_port(), child: None };
        let beginning = BEGINNING.get_or_init(begun);
        prepare(tracker.folder.path(), tracker.port);
        fs::write(tracker.folder.path().join("rt.db"), &beginning.base).expect("a data base");
        tracker.run();
        tracker
    }

    /// Starts it again where it was, with what it held.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub fn run(&mut self) {
        let log = fs::File::create(self.folder.path().join("rt.log")).expect("a log");
        let errors = log.try_clone().expect("a log");
        let mut server = rt(self.folder.path(), &format!("{SHARE}/libexec/rt-server"));
        let port = self.port.to_string();
        server.args(["--server", "Starlet", "--host", "127.0.0.1", "--port", &port, "--max-workers", "2"]);
        self.child = Some(server.stdin(Stdio::null()).stdout(log).stderr(errors).spawn().expect("RT can be started"));
        let deadline = Deadline::after(START_LIMIT);
        while !self.as_node("GET", "/rt").try_send().is_ok_and(|answer| answer.status == 200) {
            assert!(!deadline.is_past(), "RT does not answer; it wrote:\n{}", self.log());
            clock::pause();
        }
    }

    /// What it wrote since it was started last.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("rt.log")).unwrap_or_default()
    }

    /// Ends it: politely, so that it ends the processes that it started itself.
    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let id = child.id();
        // Those it started, for the case that it does not end them.
        let started = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        signal("TERM", &id.to_string());
        let deadline = Deadline::after(PATIENCE);
        while !deadline.is_past() {
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            clock::pause();
        }
        started.split_whitespace().for_each(|id| signal("KILL", id));
        // It may have ended by itself: there is nothing left to do then.
        drop(child.kill());
        drop(child.wait());
    }

    /// Its host and port.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Where a node finds it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// The token of the user that a node comes as.
    ///
    /// # Panics
    /// Never: it was made before this one was started.
    #[must_use]
    pub fn token(&self) -> &'static str {
        &BEGINNING.get().expect("a beginning").node
    }

    /// A call of REST 2.0, as the node's user makes it.
    #[must_use]
    pub fn as_node(&self, method: &str, path: &str) -> Call {
        self.call(method, path, self.token())
    }

    /// A call of REST 2.0, as the staff makes it.
    #[must_use]
    pub fn as_staff(&self, method: &str, path: &str) -> Call {
        self.call(method, path, BEGINNING.get().map_or("", |beginning| &beginning.staff))
    }

    fn call(&self, method: &str, path: &str, token: &str) -> Call {
        Call::new(method, format!("{}/REST/2.0{path}", self.url())).header("authorization", format!("token {token}"))
    }

    /// The tickets with this in their subject, oldest first; merged ones are not among them.
    #[must_use]
    pub fn tickets(&self, part: &str) -> Vec<Value> {
        let query = percent(&format!("Subject LIKE '{part}'"));
        self.list("/tickets", &format!("query={query}&orderby=id&fields=Subject,Status,Queue"))
    }

    /// A ticket, as it stands.
    #[must_use]
    pub fn ticket(&self, id: &str) -> Value {
        self.as_staff("GET", &format!("/ticket/{id}")).send().json(200)
    }

    /// What happened to a ticket, as this caller is shown it: type, who, what it says or became.
    #[must_use]
    pub fn history(&self, id: &str) -> Vec<Value> {
        let fields = "fields=Type,Field,OldValue,NewValue,Creator,Data";
        self.list(&format!("/ticket/{id}/history"), &format!("per_page=100&orderby=id&{fields}"))
    }

    /// What hangs on a ticket's transaction: texts and files.
    #[must_use]
    pub fn attachments(&self, transaction: &str) -> Vec<Value> {
        self.list(
            &format!("/transaction/{transaction}/attachments"),
            "fields=ContentType,Filename,ContentLength,Subject",
        )
    }

    /// The bytes of what hangs on a transaction.
    #[must_use]
    pub fn bytes(&self, transaction: &str, attachment: &str) -> Vec<u8> {
        let url = format!("{}/Ticket/Attachment/{transaction}/{attachment}", self.url());
        let token = BEGINNING.get().map_or("", |beginning| &beginning.staff);
        Call::new("GET", url).header("authorization", format!("token {token}")).send().expect(200).body.clone()
    }

    fn list(&self, path: &str, query: &str) -> Vec<Value> {
        let answer: Value = self.as_staff("GET", &format!("{path}?{query}")).send().json(200);
        answer.get("items").and_then(Value::as_array).cloned().unwrap_or_default()
    }

    /// Somebody of the staff answers the person.
    pub fn replies(&self, ticket: &str, media_type: &str, text: &str) -> String {
        self.writes(ticket, "correspond", media_type, text)
    }

    /// Somebody of the staff notes something for the others.
    pub fn notes(&self, ticket: &str, text: &str) -> String {
        self.writes(ticket, "comment", "text/plain", text)
    }

    fn writes(&self, ticket: &str, what: &str, media_type: &str, text: &str) -> String {
        let body = json!({ "Content": text, "ContentType": media_type });
        written(&self.as_staff("POST", &format!("/ticket/{ticket}/{what}")).json(&body).send())
    }

    /// Somebody of the staff answers with a file.
    pub fn replies_with(&self, ticket: &str, text: &str, file: (&str, &str, &[u8])) -> String {
        let said = json!({ "Content": text, "ContentType": "text/plain" });
        let (media_type, body) = form(&said, &[file]);
        written(&self.as_staff("POST", &format!("/ticket/{ticket}/correspond")).bytes(&media_type, body).send())
    }

    /// Somebody of the staff changes a ticket's status.
    ///
    /// # Panics
    /// It is another one afterwards.
    pub fn becomes(&self, ticket: &str, status: &str) {
        let call = self.as_staff("PUT", &format!("/ticket/{ticket}")).json(&json!({ "Status": status }));
        call.send().expect(200);
        assert_eq!(self.ticket(ticket).get("Status").and_then(Value::as_str), Some(status));
    }

    /// Somebody of the staff answers by mail: the message, with its head, goes through RT's own gateway.
    ///
    /// # Panics
    /// RT does not take it.
    pub fn takes_mail(&self, message: &str) {
        let mut gate = Command::new("/usr/bin/rt-mailgate-5");
        gate.args(["--queue", QUEUE, "--action", "correspond", "--url", &self.url()]).stdin(Stdio::piped());
        let mut gate = gate.spawn().expect("rt-mailgate");
        gate.stdin.take().expect("its input").write_all(message.as_bytes()).expect("a message");
        assert!(gate.wait().is_ok_and(|status| status.success()), "RT took no mail; it wrote:\n{}", self.log());
    }
}

impl Drop for Tracker {
    fn drop(&mut self) {
        self.stop();
        if std::thread::panicking() {
            eprintln!("what RT wrote:\n{}", self.log());
        }
    }
}

/// The id of what was written, from the place that the answer names.
fn written(answer: &Answer) -> String {
    let place = answer.expect(201).header("location");
    place.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What REST 2.0 takes with files: the field `JSON`, and each file in a field `Attachments`. Gives the media type and the body.
#[must_use]
pub fn form(said: &Value, files: &[(&str, &str, &[u8])]) -> (String, Vec<u8>) {
    const EDGE: &str = "edge-of-the-tests";
    let mut body = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"JSON\"\r\n\r\n{said}\r\n").into_bytes();
    for (name, media_type, bytes) in files {
        let disposition = format!("form-data; name=\"Attachments\"; filename=\"{name}\"");
        let head = format!("--{EDGE}\r\nContent-Disposition: {disposition}\r\nContent-Type: {media_type}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={EDGE}"), body)
}

/// A data base with what the tests' set-up says, and the tokens in it.
fn begun() -> Beginning {
    let folder = Folder::fresh();
    let path = folder.path();
    // Nobody is ever at this address: the server is not started here.
    prepare(path, 1);
    let said = place::repo().join("tests/fixtures/request-tracker/initialdata");
    fill(path, &["--action", "init"]);
    fill(path, &["--action", "insert", "--datafile", said.to_str().expect("a path in UTF-8")]);
    let token = |name: &str| fs::read_to_string(path.join(format!("token-{name}"))).expect("a token");
    Beginning { base: fs::read(path.join("rt.db")).expect("a data base"), node: token("wasl"), staff: token("amina") }
}

fn fill(folder: &Path, arguments: &[&str]) {
    let mut set_up = rt(folder, "/usr/sbin/rt-setup-database-5");
    let output = set_up.args(arguments).args(["--dba", "", "--dba-password", "", "--force"]).output();
    let output = output.expect("rt-setup-database");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "RT's data base is not made:\n{}", String::from_utf8_lossy(&said));
}

/// A program of RT's, with the configuration in this folder and no other.
fn rt(folder: &Path, program: &str) -> Command {
    assert!(
        Path::new(program).is_file(),
        "{program} is missing: `cargo xtask test` installs Request Tracker 5 on Debian"
    );
    let mut command = Command::new(program);
    command.env("RT_SITE_CONFIG", folder.join("RT_SiteConfig.pm")).env("RT_SITE_CONFIG_DIR", folder.join("config"));
    command.current_dir(folder);
    command
}

/// What RT wants in its folder before it is started.
fn prepare(folder: &Path, port: u16) {
    let at = |name: &str| -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(&path).expect("a folder");
        path
    };
    at("config");
    let text = format!(
        "Set($rtname, 'wasl.test');\nSet($Organization, 'wasl.test');\nSet($Timezone, 'UTC');\n\
         Set($DatabaseType, 'SQLite');\nSet($DatabaseName, '{base}');\n\
         Set($WebDomain, '127.0.0.1');\nSet($WebPort, {port});\nSet($WebPath, '');\n\
         Set($WebSessionClass, 'Apache::Session::File');\n\
         Set($MailCommand, 'testfile');\nSet($LogToSyslog, undef);\nSet($LogToSTDERR, 'warning');\n\
         $RT::VarPath = '{var}';\n$RT::MasonDataDir = '{mason}';\n$RT::MasonSessionDir = '{sessions}';\n1;\n",
        base = folder.join("rt.db").display(),
        var = folder.display(),
        mason = at("mason").display(),
        sessions = at("sessions").display(),
    );
    fs::write(folder.join("RT_SiteConfig.pm"), text).expect("a configuration");
}

fn signal(name: &str, id: &str) {
    // Whoever has ended by itself needs no signal.
    drop(Command::new("kill").args(["-s", name, id]).stderr(Stdio::null()).status());
}
