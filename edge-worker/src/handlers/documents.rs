//! Documents come in by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>): core, creation, creation with
//! upload, expiration, termination. An upload's address is its secret.
//!
//! In: an agency and bytes. Out: an id that a filing or a message then names.

use super::agencies::checked;
use super::filing::embeddable;
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::documents::client::{Drawers, unexpected};
use crate::documents::inflow::Inflow;
use crate::documents::{Begin, Command, Reply, State};
use crate::fault::Fault;
use crate::limits;
use crate::reply;
use crate::secret;
use domain::document::{DocumentId, LENGTH_MAX};
use futures_util::StreamExt as _;
use wire::problem::ProblemCode;
use wire::upload;
use worker::{Headers, Method, Response};

/// The version of tus that is spoken.
const VERSION: &str = "1.0.0";
/// The media type of an upload's bytes.
const MEDIA_TYPE: &str = "application/offset+octet-stream";

/// `OPTIONS /v1/agencies/{agency}/documents`: what a client may rely on, and a browser's question.
pub fn options() -> Result<Response, Fault> {
    let mut response = reply::preflight()?;
    let headers = response.headers_mut();
    headers.set("tus-resumable", VERSION)?;
    headers.set("tus-version", VERSION)?;
    headers.set("tus-extension", "creation,creation-with-upload,expiration,termination")?;
    headers.set("tus-max-size", &LENGTH_MAX.to_string())?;
    Ok(response)
}

/// What every answer of these paths carries.
///
/// # Errors
/// It cannot be written.
pub fn finish(mut response: Response) -> Result<Response, Fault> {
    let headers = response.headers_mut();
    headers.set("tus-resumable", VERSION)?;
    if response.status_code() == ProblemCode::UploadVersion.status() {
        response.headers_mut().set("tus-version", VERSION)?;
    }
    Ok(response)
}

/// `POST /v1/agencies/{agency}/documents`.
pub async fn create(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let code = door(call, agency).await?;
    limits::spend(call, limits::DOCUMENTS)?;
    let length = size(call, "upload-length").ok_or_else(invalid)?;
    if length > LENGTH_MAX {
        return Err(Fault::refused(ProblemCode::DocumentTooLarge));
    }
    let metadata = call.header("upload-metadata").unwrap_or_default();
    let name = upload::name(&metadata).filter(|_| length > 0).ok_or_else(invalid)?;
    let id = new_id(&call.config.keys.hash, &code)?;
    let drawers = |call| drawers(call, &code);
    let (drawer, text, now) = (drawers(call).name(&id), id.as_str().to_owned(), clock::now().0);
    let begin = Begin { drawer, id: text, length: Some(length), name, metadata, now, ..Begin::default() };
    let mut state = match drawers(call).ask(&id, &Command::Begin(begin)).await? {
        Reply::State(state) => state,
        other => return Err(unexpected(other)),
    };
    if call.media_type() == MEDIA_TYPE {
        state = take(call, &code, &id, 0).await?;
    }
    let headers = headers(&state)?;
    headers.set("location", &format!("/v1/agencies/{agency}/documents/{}", id.as_str()))?;
    Ok(Response::empty()?.with_status(201).with_headers(headers))
}

/// `HEAD`, `PATCH` and `DELETE /v1/agencies/{agency}/documents/{id}`; or `POST` with `X-HTTP-Method-Override`,
/// for networks that let nothing else through.
pub async fn one(call: &mut Call, agency: &str, id: &str) -> Result<Response, Fault> {
    let method = match (call.method_sent(), call.header("x-http-method-override")) {
        (Method::Post, Some(name)) => Method::from(name.trim().to_ascii_uppercase()),
        (method, _) => method,
    };
    if !matches!(method, Method::Head | Method::Patch | Method::Delete) {
        return Err(Fault::refused(ProblemCode::MethodNotAllowed));
    }
    let code = door(call, agency).await?;
    let id = drawers(call, &code).id(id).ok_or_else(|| Fault::refused(ProblemCode::NotFound))?;
    let (asked, now) = (id.as_str().to_owned(), clock::now().0);
    match method {
        Method::Head => match drawers(call, &code).ask(&id, &Command::State { id: asked, now }).await? {
            Reply::State(state) => {
                let headers = headers(&state)?;
                headers.set("upload-length", &state.length.unwrap_or_default().to_string())?;
                if !state.metadata.is_empty() {
                    headers.set("upload-metadata", &state.metadata)?;
                }
                Ok(Response::empty()?.with_status(200).with_headers(headers))
            }
            other => Err(unexpected(other)),
        },
        Method::Patch => {
            if call.media_type() != MEDIA_TYPE {
                return Err(Fault::refused(ProblemCode::UnsupportedMediaType));
            }
            let offset = size(call, "upload-offset").ok_or_else(invalid)?;
            let state = take(call, &code, &id, offset).await?;
            Ok(Response::empty()?.with_status(204).with_headers(headers(&state)?))
        }
        Method::Delete => match drawers(call, &code).ask(&id, &Command::Drop { id: asked, now }).await? {
            Reply::Dropped => Ok(Response::empty()?.with_status(204)),
            other => Err(unexpected(other)),
        },
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// A fresh id for a document of an agency.
///
/// # Errors
/// The platform gives no random numbers.
pub fn new_id(key: &[u8], code: &str) -> Result<DocumentId, Fault> {
    let random = clock::random().ok_or_else(|| Fault::broken("no random numbers"))?;
    let stem = DocumentId::stem(clock::now(), random);
    secret::document_id(key, code, &stem).ok_or_else(|| Fault::broken("an id that is none"))
}

/// Version and origin; gives the agency's code.
async fn door(call: &Call, agency: &str) -> Result<String, Fault> {
    if call.header("tus-resumable").is_none_or(|version| version.trim() != VERSION) {
        return Err(Fault::refused(ProblemCode::UploadVersion));
    }
    let record = directory::agency_seen(&call.config, agency).await?;
    embeddable(call, &checked(&record)?)?;
    Ok(record.body.code)
}

fn drawers<'a>(call: &'a Call, code: &'a str) -> Drawers<'a> {
    Drawers { config: &call.config, code }
}

/// Takes a request's bytes. When the drawer refuses them, the rest is read all the same: a browser that is still
/// sending would not see the answer.
async fn take(call: &mut Call, code: &str, id: &DocumentId, offset: u64) -> Result<State, Fault> {
    let mut body = call.body_stream()?;
    let mut inflow = Inflow::new(drawers(call, code), id.clone(), offset);
    let mut refused = None;
    let mut left = LENGTH_MAX + 1;
    while let Some(bytes) = match &mut body {
        Some(body) => body.next().await,
        None => None,
    } {
        // A line that breaks ends the body; what it brought counts.
        let Ok(bytes) = bytes else { break };
        left = left.saturating_sub(bytes.len() as u64);
        if refused.is_none() {
            refused = inflow.take(&bytes).await.err();
        }
        if left == 0 {
            break;
        }
    }
    match refused {
        Some(fault) => Err(fault),
        None => inflow.end().await,
    }
}

fn headers(state: &State) -> Result<Headers, Fault> {
    let headers = Headers::new();
    headers.set("cache-control", "no-store")?;
    headers.set("upload-offset", &state.offset.to_string())?;
    if let Some(at) = state.expires_at {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let date = js_sys::Date::new(&worker::wasm_bindgen::JsValue::from_f64(at as f64));
        headers.set("upload-expires", &String::from(date.to_utc_string()))?;
    }
    Ok(headers)
}

fn size(call: &Call, header: &str) -> Option<u64> {
    upload::length(&call.header(header)?)
}

fn invalid() -> Fault {
    Fault::refused(ProblemCode::InvalidUpload)
}
