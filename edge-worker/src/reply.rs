//! What goes out: JSON, problems, pages, each with the headers that belong to it.
//!
//! In: a shape and a status. Out: a response. No cookie is ever set, so a request carries nothing
//! that another site could use; answers may be read from any origin, and what may be *done* from
//! where is decided by the handlers.

use crate::fault::Fault;
use domain::language::Language;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wire::problem;
use worker::worker_sys::web_sys;
use worker::{EncodeBody, Headers, Response, ResponseBody};

/// Headers of a request that a page of another origin may set.
const ALLOWED: &str = "authorization, content-type, idempotency-key, accept-language, tus-resumable, upload-length, \
    upload-offset, upload-metadata, x-http-method-override";

// Set in one crossing; the values are those of every answer. What is sent is copied out of our memory before anything else.
#[wasm_bindgen(inline_js = "const COMMON = {
    'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*',
    'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=()',
    'access-control-expose-headers': 'content-language, retry-after, etag, allow, ratelimit, ratelimit-policy, x-request-id, location, content-disposition, tus-resumable, tus-version, tus-extension, tus-max-size, upload-length, upload-offset, upload-expires, upload-metadata',
};
// JSON shows nothing and loads nothing, even where a browser is led to show it.
const BARE = `default-src 'none'; frame-ancestors 'none'`;
export function commonHeaders(type) {
    const headers = new Headers({ ...COMMON, 'content-type': type, 'cache-control': 'no-store' });
    if (type.endsWith('json')) headers.set('content-security-policy', BARE);
    return headers;
}
export function complete(headers, id) {
    headers.set('x-request-id', id);
    if (headers.has('x-content-type-options')) return;
    for (const name in COMMON) headers.set(name, COMMON[name]);
    const json = headers.get('content-type')?.endsWith('json');
    if (json && !headers.has('content-security-policy')) headers.set('content-security-policy', BARE);
}
export function whole(status, headers, id, body) {
    const bytes = body.slice();
    complete(headers, id);
    return new Response(bytes, { status, headers });
}")]
extern "C" {
    #[wasm_bindgen(js_name = commonHeaders)]
    fn common_headers(media_type: &str) -> web_sys::Headers;
    fn complete(headers: &web_sys::Headers, request_id: &str);
    #[wasm_bindgen(catch)]
    fn whole(
        status: u16,
        headers: &web_sys::Headers,
        request_id: &str,
        body: &[u8],
    ) -> Result<web_sys::Response, JsValue>;
}

/// A JSON answer that nobody may keep.
///
/// # Errors
/// It cannot be written.
pub fn json<T: Serialize>(status: u16, value: &T) -> Result<Response, Fault> {
    let text = serde_json::to_string(value).map_err(|e| Fault::broken(format!("an answer: {e}")))?;
    with_type(status, "application/json", text.into_bytes())
}

/// Any answer that nobody may keep.
///
/// # Errors
/// It cannot be written.
pub fn with_type(status: u16, media_type: &str, body: Vec<u8>) -> Result<Response, Fault> {
    Ok(Response::from_bytes(body)?.with_status(status).with_headers(Headers(common_headers(media_type))))
}

/// A refusal as Problem Details.
///
/// # Errors
/// It cannot be written.
pub fn problem(fault: &Fault, language: Language) -> Result<Response, Fault> {
    let problem = fault.problem(language);
    let text = serde_json::to_string(&problem).map_err(|e| Fault::broken(format!("a problem: {e}")))?;
    let mut response = with_type(problem.status, problem::MEDIA_TYPE, text.into_bytes())?;
    let headers = response.headers_mut();
    headers.set("content-language", language.tag())?;
    let later = fault.retry_after_s.or_else(|| (problem.status == 503).then_some(5));
    if let Some(seconds) = later {
        headers.set("retry-after", &seconds.to_string())?;
    }
    if problem.status == 401 {
        headers.set("www-authenticate", "Bearer")?;
    }
    Ok(response)
}

/// A page of the node's own. Scripts come from the node alone, forms go to it alone, the one style
/// element is the one with this nonce, and only these web origins may show it in a frame.
///
/// # Errors
/// It cannot be written.
pub fn page(
    status: u16,
    html: String,
    language: Language,
    nonce: &str,
    framed_by: &[String],
) -> Result<Response, Fault> {
    let mut response = with_type(status, "text/html; charset=utf-8", html.into_bytes())?;
    let headers = response.headers_mut();
    headers.set("content-language", language.tag())?;
    let framed_by = if framed_by.is_empty() { "'none'".to_owned() } else { format!("'self' {}", framed_by.join(" ")) };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
    );
    headers.set("content-security-policy", &policy)?;
    Ok(response)
}

/// The answer as the platform takes it, with the headers that every answer carries.
///
/// # Errors
/// It cannot be written.
pub fn finish(response: Response, request_id: &str) -> worker::Result<web_sys::Response> {
    let headers = &response.headers().0;
    match (response.body(), response.encode_body()) {
        (ResponseBody::Body(bytes), EncodeBody::Automatic) => {
            Ok(whole(response.status_code(), headers, request_id, bytes)?)
        }
        _ => {
            complete(headers, request_id);
            Ok(response.into())
        }
    }
}

/// The answer to a browser that asks whether it may send.
///
/// # Errors
/// It cannot be written.
pub fn preflight() -> Result<Response, Fault> {
    let headers = Headers::new();
    headers.set("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")?;
    headers.set("access-control-allow-headers", ALLOWED)?;
    headers.set("access-control-max-age", "7200")?;
    Ok(Response::empty()?.with_status(204).with_headers(headers))
}
