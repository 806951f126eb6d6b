//! The demo site's server: static files on an origin of their own, as an agency's web server would serve them.
//!
//! In: the folder `demo-site`, its `headers.json`, the nodes' addresses. Out: pages, with each folder's headers.
//! Never: serves a file outside its folder, or knows anything about cases.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// Puts values in the place of these in pages, scripts and data.
pub type Substitutions = Vec<(String, String)>;

/// A browser opens connections that it may never use; none is kept longer than this.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it stops when this is dropped.
pub struct Site {
    port: u16,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

struct Pages {
    root: PathBuf,
    /// Folder -> header -> value; the longest matching folder wins for each header.
    headers: Map<String, Value>,
    substitutions: Substitutions,
}

/// What is sent back.
#[derive(Debug)]
struct Answer {
    status: &'static str,
    headers: Vec<(String, String)>,
    content: Vec<u8>,
}

impl Site {
    pub fn start(root: &Path, port: u16, substitutions: Substitutions) -> Result<Self> {
        let headers = match fs::read_to_string(root.join("headers.json")) {
            Ok(text) => {
                serde_json::from_str(&text).context("demo-site/headers.json is not a table of folders and headers")?
            }
            Err(_) => Map::new(),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).context("the demo site could not be started")?;
        let stopping = Arc::new(AtomicBool::new(false));
        let pages = Arc::new(Pages { root: root.to_owned(), headers, substitutions });
        let ends = Arc::clone(&stopping);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                // A thread for each connection: a browser holds some open while it needs others.
                let pages = Arc::clone(&pages);
                thread::spawn(move || pages.serve(&stream));
            }
        });
        Ok(Self { port, stopping, thread: Some(thread) })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // The listener is woken by a last connection.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(thread) = self.thread.take() {
            // A panic in the server thread has printed itself; there is nothing to add.
            let _ = thread.join();
        }
    }
}

impl Pages {
    /// One request, one answer, and the connection is closed. The browser may go away at any time; the next one does not care.
    fn serve(&self, mut stream: &TcpStream) {
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.set_write_timeout(Some(PATIENCE));
        let Some(target) = request_target(&mut BufReader::new(stream)) else { return };
        let path = target.split(['?', '#']).next().unwrap_or("/");
        let answer = match self.find(path) {
            Found::File(file) => self.file(path, &file),
            Found::Folder => Answer::plain("308 Permanent Redirect", "").with("location", &format!("{path}/")),
            Found::Nothing => Answer::plain("404 Not Found", "Not found\n"),
        };
        let _ = stream.write_all(&answer.bytes());
    }

    fn find(&self, path: &str) -> Found {
        let Some(below) = safe(path) else { return Found::Nothing };
        let target = self.root.join(&below);
        if target.is_dir() {
            if !path.ends_with('/') {
                return Found::Folder;
            }
            let index = target.join("index.html");
            return if index.is_file() { Found::File(index) } else { Found::Nothing };
        }
        let public = target.is_file() && below != Path::new("headers.json");
        if public { Found::File(target) } else { Found::Nothing }
    }

    fn file(&self, path: &str, file: &Path) -> Answer {
        let Ok(mut content) = fs::read(file) else {
            return Answer::plain("500 Internal Server Error", "Unreadable\n");
        };
        let (kind, is_text) = kind(file);
        if is_text {
            content = self.substitute(&String::from_utf8_lossy(&content)).into_bytes();
        }
        let mut headers = headers_for(&self.headers, path);
        for (name, value) in [("content-type", kind), ("cache-control", "no-cache")] {
            if !headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        let headers = headers.into_iter().map(|(name, value)| (name, self.substitute(&value))).collect();
        Answer { status: "200 OK", headers, content }
    }

    fn substitute(&self, text: &str) -> String {
        self.substitutions
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }
}

impl Answer {
    fn plain(status: &'static str, text: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, content: text.as_bytes().to_vec() }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = self.content.len();
        let head =
            format!("HTTP/1.1 {}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n", self.status);
        [head.as_bytes(), &self.content].concat()
    }
}

/// The address in a request's first line, once the whole head has been read.
fn request_target(reader: &mut impl BufRead) -> Option<String> {
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let target = first.split_whitespace().nth(1)?.to_owned();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 || line.trim_end().is_empty() {
            return Some(target);
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    Folder,
    Nothing,
}

/// A request's path as a relative one, or nothing when it tries to leave the folder.
fn safe(path: &str) -> Option<PathBuf> {
    let relative = PathBuf::from(path.trim_start_matches('/'));
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !path.contains('%')).then_some(relative)
}

/// The headers of every folder above a path, the nearest folder last.
fn headers_for(table: &Map<String, Value>, path: &str) -> Vec<(String, String)> {
    let mut folders: Vec<(&String, &Value)> =
        table.iter().filter(|(folder, _)| path.starts_with(folder.as_str())).collect();
    folders.sort_by_key(|(folder, _)| folder.len());
    let mut merged: Vec<(String, String)> = Vec::new();
    for (name, value) in folders.into_iter().filter_map(|(_, headers)| headers.as_object()).flatten() {
        merged.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        if let Some(text) = value.as_str() {
            merged.push((name.clone(), text.to_owned()));
        }
    }
    merged
}

fn kind(file: &Path) -> (&'static str, bool) {
    match file.extension().and_then(|ext| ext.to_str()) {
        Some("html") => ("text/html; charset=utf-8", true),
        Some("css") => ("text/css; charset=utf-8", true),
        Some("js" | "mjs") => ("text/javascript; charset=utf-8", true),
        Some("json") => ("application/json", true),
        Some("svg") => ("image/svg+xml", true),
        Some("png") => ("image/png", false),
        Some("jpg" | "jpeg") => ("image/jpeg", false),
        Some("webp") => ("image/webp", false),
        Some("woff2") => ("font/woff2", false),
        Some("ico") => ("image/x-icon", false),
        _ => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, headers_for, request_target, safe};
    use serde_json::json;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        assert!(safe("/mhab/fr/").is_some());
        assert!(safe("/../Cargo.toml").is_none());
        assert!(safe("/mhab/%2e%2e/x").is_none());
    }

    #[test]
    fn the_nearest_folder_decides_each_header() {
        let table = json!({ "/": { "X": "1", "Y": "1" }, "/tizi/": { "X": "2" } });
        let headers = headers_for(table.as_object().unwrap(), "/tizi/fr/");
        assert_eq!(headers, [("Y".into(), "1".into()), ("X".into(), "2".into())]);
    }

    #[test]
    fn the_whole_head_is_read_before_the_answer() {
        let mut head: &[u8] = b"GET /mhab/fr/?a HTTP/1.1\r\nhost: x\r\n\r\nrest";
        assert_eq!(request_target(&mut head).as_deref(), Some("/mhab/fr/?a"));
        assert_eq!(head, b"rest");
        assert_eq!(request_target(&mut &b""[..]), None);
    }

    #[test]
    fn an_answer_says_how_long_it_is() {
        let bytes = Answer::plain("404 Not Found", "no").bytes();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("HTTP/1.1 404 Not Found\r\n"), "{text}");
        assert!(text.ends_with("content-length: 2\r\nconnection: close\r\n\r\nno"), "{text}");
    }
}
