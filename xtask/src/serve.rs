//! The demo site's server: static files on an origin of their own, as an agency's web server would serve them.
//!
//! In: the folder `demo-site`, its `headers.json`, the nodes' addresses. Out: pages, with each folder's headers.
//! Never: serves a file outside its folder, or knows anything about cases.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use serde_json::{Map, Value};
use tiny_http::{Header, Request, Response, Server};

/// Puts values in the place of these in pages, scripts and data.
pub type Substitutions = Vec<(String, String)>;

/// A running server; it stops when this is dropped.
pub struct Site {
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

struct Pages {
    root: PathBuf,
    /// Folder -> header -> value; the longest matching folder wins for each header.
    headers: Map<String, Value>,
    substitutions: Substitutions,
}

impl Site {
    pub fn start(root: &Path, port: u16, substitutions: Substitutions) -> Result<Self> {
        let headers = match fs::read_to_string(root.join("headers.json")) {
            Ok(text) => {
                serde_json::from_str(&text).context("demo-site/headers.json is not a table of folders and headers")?
            }
            Err(_) => Map::new(),
        };
        let server = Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("the demo site could not be started: {error}"))?;
        let server = Arc::new(server);
        let pages = Pages { root: root.to_owned(), headers, substitutions };
        let incoming = Arc::clone(&server);
        let thread = thread::spawn(move || {
            for request in incoming.incoming_requests() {
                pages.answer(request);
            }
        });
        Ok(Self { server, thread: Some(thread) })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            // A panic in the server thread has printed itself; there is nothing to add.
            let _ = thread.join();
        }
    }
}

impl Pages {
    fn answer(&self, request: Request) {
        let path = request.url().split(['?', '#']).next().unwrap_or("/").to_owned();
        let response = match self.find(&path) {
            Found::File(file) => self.file(&path, &file),
            Found::Folder => redirect(&format!("{path}/")),
            Found::Nothing => Response::from_string("Not found\n").with_status_code(404),
        };
        // The browser may have gone away; the next request does not care.
        let _ = request.respond(response);
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

    fn file(&self, path: &str, file: &Path) -> Response<std::io::Cursor<Vec<u8>>> {
        let Ok(mut content) = fs::read(file) else {
            return Response::from_string("Unreadable\n").with_status_code(500);
        };
        let (kind, is_text) = kind(file);
        if is_text {
            content = self.substitute(&String::from_utf8_lossy(&content)).into_bytes();
        }
        let mut response = Response::from_data(content).with_status_code(200);
        let mut headers = headers_for(&self.headers, path);
        for (name, value) in [("content-type", kind), ("cache-control", "no-cache")] {
            if !headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        for (name, value) in headers {
            if let Ok(header) = Header::from_bytes(name, self.substitute(&value)) {
                response.add_header(header);
            }
        }
        response
    }

    fn substitute(&self, text: &str) -> String {
        self.substitutions
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    Folder,
    Nothing,
}

fn redirect(to: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let response = Response::from_string("").with_status_code(308);
    match Header::from_bytes("Location", to) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
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
    use super::{headers_for, safe};
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
}
