//! A real `ClamAV` for one test: clamd with a signature data base of its own, on loopback, and a front for it over HTTP.
//!
//! In: the machine's clamd. Out: where it is, its sudden end, its return, its standstill. The only thing that it finds is
//! the EICAR test string, which is put together here from two halves: no scanner that walks over the sources finds it.
//! Never: a signature from the network, a process left behind, a test that passes because there is no clamd.

use crate::clock::{self, Deadline};
use crate::keeper::Keeper;
use crate::node::{SCANNER_TOKEN, free_port};
use crate::place::Folder;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// clamd reads its data base within this time; with one signature it takes a fraction of a second.
const START_LIMIT: Duration = Duration::from_secs(60);
/// What the data base calls the test string; clamd adds `.UNOFFICIAL` to names that are not its makers'.
pub const THREAT: &str = "Wasl.Test.EICAR.UNOFFICIAL";

/// The EICAR test string (<https://www.eicar.org>): harmless, and found by every scanner.
#[must_use]
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// A PDF of this length that is infected in its middle.
#[must_use]
pub fn infected_pdf(length: usize) -> Vec<u8> {
    let mut bytes = crate::upload::pdf(length);
    let (at, eicar) = (length / 2, eicar());
    bytes.splice(at..at + eicar.len(), eicar);
    bytes
}

/// clamd, started by a test.
#[derive(Debug)]
pub struct ClamAv {
    folder: Folder,
    port: u16,
    child: Option<Child>,
}

impl ClamAv {
    /// One that answers.
    ///
    /// # Panics
    /// There is none on this machine, or it does not start.
    #[must_use]
    pub fn start() -> Self {
        let mut clamav = Self { folder: Folder::fresh(), port: free_port(), child: None };
        clamav.run();
        clamav
    }

    /// Starts it, or starts it again where it was.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub fn run(&mut self) {
        let base = self.folder.path().join("base");
        fs::create_dir_all(&base).expect("a folder");
        let hex: String = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(base.join("test.ndb"), format!("Wasl.Test.EICAR:0:*:{hex}\n")).expect("a data base");
        let config = self.folder.path().join("clamd.conf");
        let text = format!(
            "DatabaseDirectory {}\nTCPSocket {}\nTCPAddr 127.0.0.1\nForeground yes\nTemporaryDirectory {}\n\
             StreamMaxLength 30M\nMaxFileSize 30M\nMaxScanSize 100M\n",
            base.display(),
            self.port,
            self.folder.path().display()
        );
        fs::write(&config, text).expect("a configuration");
        let log = fs::File::create(self.folder.path().join("clamd.log")).expect("a log");
        let mut clamd = Command::new(program("clamd"));
        clamd.arg("--config-file").arg(&config).stdin(Stdio::null());
        let errors = log.try_clone().expect("a log");
        self.child = Some(clamd.stdout(log).stderr(errors).spawn().expect("clamd can be started"));
        let deadline = Deadline::after(START_LIMIT);
        while scanned(self.port, b"nothing").is_none_or(|answer| !answer.ends_with("OK")) {
            let log = fs::read_to_string(self.folder.path().join("clamd.log")).unwrap_or_default();
            assert!(!deadline.is_past(), "clamd does not answer; it wrote:\n{log}");
            clock::pause();
        }
    }

    /// Where a node finds it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("clamd://127.0.0.1:{}", self.port)
    }

    /// Ends it: `kill -9`, by its own id.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself: there is nothing left to do then.
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// It stands still: connections are taken by the system, and nothing is answered.
    pub fn pause(&self) {
        self.signal("STOP");
    }

    /// It goes on.
    pub fn go_on(&self) {
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        let id = self.child.as_ref().expect("a clamd").id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "clamd could not be sent {name}");
    }

    /// A front over HTTP for it, as clamav-rest's `/scanHandlerBody`: the body is the document; 200 and OK, or 406 and what was
    /// found. It asks for the token. It stands at `/scanHandlerBody`, until it is dropped.
    #[must_use]
    pub fn front(&self) -> Keeper {
        let clamd = self.port;
        Keeper::of(move |line, _| drop(in_front(line, clamd)))
    }
}

impl Drop for ClamAv {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A program of this machine, also where only the system's administrator usually looks.
///
/// # Panics
/// It is not there.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let found = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin"]
        .iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!("{name} is missing: `cargo xtask test` installs it on Debian; elsewhere install ClamAV")
    })
}

/// What clamd says of these bytes.
fn scanned(port: u16, bytes: &[u8]) -> Option<String> {
    let mut line = TcpStream::connect(("127.0.0.1", port)).ok()?;
    line.write_all(b"zINSTREAM\0").ok()?;
    for piece in bytes.chunks(65_536) {
        line.write_all(&u32::try_from(piece.len()).ok()?.to_be_bytes()).ok()?;
        line.write_all(piece).ok()?;
    }
    line.write_all(&[0; 4]).ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    Some(answer.trim_end_matches('\0').to_owned())
}

/// Whether the token was shown, and the body.
fn posted(line: &TcpStream) -> std::io::Result<(bool, Vec<u8>)> {
    let mut reader = BufReader::new(line);
    let (mut head, mut length, mut known) = (String::new(), 0, false);
    while reader.read_line(&mut head)? > 2 {
        let text = head.to_ascii_lowercase();
        if let Some(value) = text.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        known |= head.trim_end().ends_with(&format!("Bearer {SCANNER_TOKEN}"));
        head.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((known, body))
}

fn in_front(mut line: &TcpStream, clamd: u16) -> std::io::Result<()> {
    let (known, body) = posted(line)?;
    let said = scanned(clamd, &body).unwrap_or_default();
    let found = said.strip_prefix("stream: ").and_then(|said| said.strip_suffix(" FOUND"));
    let (status, body) = match (known, found) {
        (false, _) => ("401 Unauthorized", String::new()),
        (_, Some(name)) => ("406 Not Acceptable", format!("{{\"Status\":\"FOUND\",\"Description\":\"{name}\"}}")),
        (_, None) if said.ends_with("OK") => ("200 OK", "{\"Status\":\"OK\",\"Description\":\"\"}".to_owned()),
        (_, None) => ("500 Internal Server Error", String::new()),
    };
    let length = body.len();
    write!(line, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

/// What stands where a scanner should, over HTTP: it says the same to everybody, or nothing at all.
#[derive(Debug)]
pub struct Answers {
    pub url: String,
    asked: Arc<AtomicU64>,
    _keeper: Keeper,
}

impl Answers {
    /// Goes on until it is dropped.
    #[must_use]
    pub fn start(said: Option<String>) -> Self {
        let asked = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&asked);
        let keeper = Keeper::of(move |line, over| {
            count.fetch_add(1, Ordering::SeqCst);
            match &said {
                Some(said) => drop(answered(line, said)),
                None => {
                    while !over.is() {
                        clock::pause();
                    }
                }
            }
        });
        Self { url: format!("{}/scan", keeper.url()), asked, _keeper: keeper }
    }

    /// How often it was asked: each time over a connection of its own.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }
}

fn answered(mut line: &TcpStream, said: &str) -> std::io::Result<()> {
    posted(line)?;
    write!(line, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{said}", said.len())
}

/// Debian's c-icap with its service for viruses, before a clamd.
#[derive(Debug)]
pub struct Icap {
    folder: Folder,
    port: u16,
    child: Option<Child>,
}

impl Icap {
    /// One that answers.
    ///
    /// # Panics
    /// There is none on this machine, or it does not start.
    #[must_use]
    pub fn start(clamav: &ClamAv) -> Self {
        let (folder, port) = (Folder::fresh(), free_port());
        let (config, log) = (folder.path().join("c-icap.conf"), folder.path().join("c-icap.log"));
        let at = |name: &str| folder.path().join(name).display().to_string();
        let text = format!(
            "PidFile {}\nCommandsSocket {}\nPort 127.0.0.1:{port}\nServerLog {}\nAccessLog {}\nTmpDir {}\n\
             StartServers 1\nMaxServers 2\nThreadsPerChild 4\nTimeout 60\nMaxKeepAliveRequests 10\n\
             ModulesDir {modules}\nServicesDir {modules}\nLoadMagicFile /etc/c-icap/c-icap.magic\n\
             TemplateDir /usr/share/c_icap/templates/\nTemplateDefaultLanguage en\n\
             Service antivirus virus_scan.so\nServiceAlias avscan virus_scan?allow204=on&sizelimit=off&mode=simple\n\
             virus_scan.ScanFileTypes TEXT DATA EXECUTABLE ARCHIVE GRAPHICS STREAM DOCUMENT\n\
             virus_scan.SendPercentData 0\nvirus_scan.PassOnError off\nvirus_scan.MaxObjectSize 30M\n\
             virus_scan.DefaultEngine clamd\nModule common clamd_mod.so\nclamd_mod.ClamdHost 127.0.0.1\n\
             clamd_mod.ClamdPort {}\n",
            at("pid"),
            at("commands"),
            log.display(),
            at("access.log"),
            folder.path().display(),
            clamav.port,
            modules = modules(),
        );
        fs::write(&config, text).expect("a configuration");
        let mut icap = Command::new(program("c-icap"));
        icap.args(["-N", "-f"]).arg(&config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = icap.spawn().expect("c-icap can be started");
        let icap = Self { folder, port, child: Some(child) };
        let deadline = Deadline::after(START_LIMIT);
        while !icap.answers() {
            assert!(
                !deadline.is_past(),
                "c-icap: {}",
                fs::read_to_string(icap.folder.path().join("c-icap.log")).unwrap_or_default()
            );
            clock::pause();
        }
        icap
    }

    fn answers(&self) -> bool {
        let ask = || -> std::io::Result<String> {
            let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
            let text = format!("OPTIONS {} ICAP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n", self.url());
            line.write_all(text.as_bytes())?;
            let mut answer = String::new();
            line.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().is_ok_and(|answer| answer.starts_with("ICAP/1.0 200"))
    }

    /// Where a node finds it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("icap://127.0.0.1:{}/avscan", self.port)
    }
}

impl Drop for Icap {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Politely, so that it ends the processes that it started itself.
            drop(Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status());
            drop(child.wait());
        }
    }
}

/// Where Debian keeps c-icap's modules, for this machine's kind.
fn modules() -> String {
    let folders = fs::read_dir("/usr/lib").expect("/usr/lib").flatten().map(|entry| entry.path().join("c_icap"));
    let found = folders.into_iter().find(|folder| folder.join("virus_scan.so").is_file());
    found
        .expect("c-icap's virus_scan.so: `cargo xtask test` installs libc-icap-mod-virus-scan on Debian")
        .display()
        .to_string()
}
