//! The loader, the widget, its parts and its words, out of the assets store.
//!
//! In: a path. Out: the file with its media type, compressed where the browser takes it: every file
//! lies there with a Brotli twin, made at build time. What lies under a version never changes.

use crate::call::Call;
use crate::fault::Fault;
use crate::kept;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};
use std::cell::RefCell;
use std::rc::Rc;
use wire::json;
use wire::problem::ProblemCode;
use worker::{EncodeBody, Headers, Method, Request, Response};

thread_local! {
    /// The version of the assets, once it was read: they are deployed together with this code.
    static VERSION: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The text of the loader that has room for a form, once it was read.
    static WITH_ROOM: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
    /// The digest of the loader, once it was computed.
    static DIGEST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where the loader's text has room for an agency's form.
const ROOM: &str = "\"__WASL_FORM__\"";

/// How long the description of the API may be kept.
const DESCRIPTION_KEPT: &str = "public, max-age=300";

/// `GET /wasl.js`: may be kept for ten minutes, so that a new version reaches every page soon.
pub async fn loader(call: &Call) -> Result<Response, Fault> {
    serve(call, "wasl.js", "public, max-age=600, stale-while-revalidate=86400").await
}

/// The loader with an agency's form in it: an object of the language that the loader is written in.
///
/// # Errors
/// There is no loader.
pub async fn loader_with(call: &Call, form: &str) -> Result<String, Fault> {
    if let Some(text) = WITH_ROOM.with(|l| l.borrow().clone()) {
        return Ok(text.replacen(ROOM, form, 1));
    }
    let text: Rc<str> = own(call, "agency.js").await?.text().await?.into();
    WITH_ROOM.with(|l| *l.borrow_mut() = Some(text.clone()));
    Ok(text.replacen(ROOM, form, 1))
}

/// The digest that a page names to take this loader and no other: SHA-384, in base64.
///
/// # Errors
/// There is no loader.
pub async fn loader_digest(call: &Call) -> Result<String, Fault> {
    if let Some(digest) = DIGEST.with(|d| d.borrow().clone()) {
        return Ok(digest);
    }
    let digest = STANDARD.encode(Sha384::digest(bytes(call, "wasl.js").await?));
    DIGEST.with(|d| *d.borrow_mut() = Some(digest.clone()));
    Ok(digest)
}

/// A file of the version that lies beside this code.
async fn own(call: &Call, name: &str) -> Result<Response, Fault> {
    let path = format!("w/{}/{name}", version(call).await?);
    fetch(call, &path).await?.ok_or_else(|| Fault::broken(format!("{name} is missing: run the build")))
}

/// A file of the version that lies beside this code, whole.
///
/// # Errors
/// It is not there.
pub async fn bytes(call: &Call, name: &str) -> Result<Vec<u8>, Fault> {
    Ok(own(call, name).await?.bytes().await?)
}

/// `GET /w/{version}/{file}`.
pub async fn versioned(call: &Call, version: &str, file: &[&str]) -> Result<Response, Fault> {
    let sane =
        |part: &&&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    let parts = file.iter().chain(std::iter::once(&version));
    // A folder has no extension, and is nobody's business.
    let named = file.last().is_some_and(|name| name.contains('.'));
    if !named || parts.clone().any(|p| p.starts_with('.')) || parts.filter(sane).count() != file.len() + 1 {
        return Err(Fault::refused(ProblemCode::NotFound));
    }
    serve(call, &format!("w/{version}/{}", file.join("/")), "public, max-age=31536000, immutable").await
}

/// The version of the assets that lie beside this code.
///
/// # Errors
/// There are none.
pub async fn version(call: &Call) -> Result<String, Fault> {
    if let Some(version) = VERSION.with(|v| v.borrow().clone()) {
        return Ok(version);
    }
    let missing = || Fault::broken("assets/manifest.json is missing: run the build");
    let mut response = fetch(call, "manifest.json").await?.ok_or_else(missing)?;
    let manifest: serde_json::Value = json::read(&response.text().await?).map_err(|_| missing())?;
    let version = manifest.get("version").and_then(|v| v.as_str()).ok_or_else(missing)?.to_owned();
    VERSION.with(|v| *v.borrow_mut() = Some(version.clone()));
    Ok(version)
}

/// `GET /openapi.json`.
pub async fn described(call: &Call) -> Result<Response, Fault> {
    serve(call, "api/openapi.json", DESCRIPTION_KEPT).await
}

/// `GET /docs/api`, `GET /docs/api.css`, `GET /problems`, `GET /problems/{code}`: written with the build, for people.
/// `file`: without its folder.
pub async fn readable(call: &Call, file: &str) -> Result<Response, Fault> {
    let mut page = serve(call, &format!("api/{file}"), DESCRIPTION_KEPT).await?;
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    page.headers_mut().set("content-security-policy", policy)?;
    Ok(page)
}

/// `GET /problems/{code}`.
pub async fn problem(call: &Call, code: &str) -> Result<Response, Fault> {
    let code = ProblemCode::ALL.iter().find(|known| known.name() == code);
    let code = code.ok_or_else(|| Fault::refused(ProblemCode::NotFound))?;
    readable(call, &format!("problems/{}.html", code.name())).await
}

async fn serve(call: &Call, path: &str, cache: &str) -> Result<Response, Fault> {
    let accepts = call.header("accept-encoding").unwrap_or_default();
    let brotli = accepts.split(',').any(|e| e.split(';').next().is_some_and(|n| n.trim() == "br"));
    let compressed = if brotli { fetch(call, &format!("{path}.br")).await? } else { None };
    let headers = Headers::new();
    headers.set("content-type", media_type(path))?;
    headers.set("cache-control", cache)?;
    headers.set("vary", "accept-encoding")?;
    if let Some(mut file) = compressed {
        headers.set("content-encoding", "br")?;
        let bytes = file.bytes().await?;
        if let Some(unchanged) = marked(call, &headers, path, &bytes)? {
            return Ok(unchanged);
        }
        return Ok(Response::from_bytes(bytes)?.with_headers(headers).with_encode_body(EncodeBody::Manual));
    }
    let mut file = fetch(call, path).await?.ok_or_else(|| Fault::refused(ProblemCode::NotFound))?;
    let bytes = file.bytes().await?;
    if let Some(unchanged) = marked(call, &headers, path, &bytes)? {
        return Ok(unchanged);
    }
    Ok(Response::from_bytes(bytes)?.with_headers(headers))
}

/// Marks what can change; whoever has it already gets no second one. What lies under a version never changes.
fn marked(call: &Call, headers: &Headers, path: &str, bytes: &[u8]) -> Result<Option<Response>, Fault> {
    if path.starts_with("w/") {
        return Ok(None);
    }
    let mark = kept::mark(bytes);
    headers.set("etag", &mark)?;
    let held = kept::is_held(call, &mark);
    held.then(|| kept::unchanged(headers.clone())).transpose()
}

async fn fetch(call: &Call, path: &str) -> Result<Option<Response>, Fault> {
    let request = Request::new(&format!("http://assets/{path}"), Method::Get)?;
    let response = call.config.assets.fetch_request(request).await?;
    Ok(Some(response).filter(|r| r.status_code() == 200))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
