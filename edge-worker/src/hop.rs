//! The way from the worker to an object: one message there, one message back. Both ends of it.
//!
//! In: a namespace, an object's name, a command as JSON. Out: the reply as JSON, or why there is none. The SDK's own
//! way makes a request, a stream reader and a response on our side of the runtime for each hop and crosses over a
//! dozen times; this crosses once there and once back. What crosses is bytes, copied out of our memory at once: as
//! texts they would be taken apart and put together again on each side.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use worker::ObjectNamespace;
use worker::worker_sys::web_sys;

#[wasm_bindgen(inline_js = "const THERE = 'http://object/';
export async function hop(namespace, name, command) {
    const answer = await namespace.getByName(name).fetch(THERE, { method: 'POST', body: command.slice() });
    if (answer.status !== 200) throw new Error(await answer.text());
    return answer.arrayBuffer();
}
export const command = (request) => request.url === THERE ? request.arrayBuffer() : undefined;
export const said = (status, body) => new Response(body.slice(), { status });
")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn hop(namespace: &JsValue, name: &str, command: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    fn command(request: &web_sys::Request) -> Result<Option<Promise>, JsValue>;
    #[wasm_bindgen(catch)]
    fn said(status: u16, body: &[u8]) -> Result<web_sys::Response, JsValue>;
}

/// Sends a command to an object.
///
/// # Errors
/// The object cannot be reached, or failed; what it said.
pub async fn to_object(namespace: &ObjectNamespace, name: &str, command: &str) -> Result<String, String> {
    match hop(namespace.as_ref(), name, command.as_bytes()).await {
        Ok(reply) => text(&reply).ok_or_else(|| "no text".to_owned()),
        Err(error) => Err(why(&error)),
    }
}

/// At the object: the command that came this way; none if the request came another way.
///
/// # Errors
/// The message broke off.
pub async fn asked(request: &web_sys::Request) -> Result<Option<String>, JsValue> {
    let Some(body) = command(request)? else { return Ok(None) };
    let body = JsFuture::from(body).await?;
    text(&body).map(Some).ok_or_else(|| JsValue::from_str("no text"))
}

/// What came, once out of the platform's memory, as the text that it is.
fn text(bytes: &JsValue) -> Option<String> {
    String::from_utf8(Uint8Array::new(bytes).to_vec()).ok()
}

/// At the object: the message back, a reply or why there is none.
///
/// # Errors
/// It cannot be written.
pub fn answer(reply: Result<&str, &str>) -> Result<web_sys::Response, JsValue> {
    match reply {
        Ok(reply) => said(200, reply.as_bytes()),
        Err(why) => said(500, why.as_bytes()),
    }
}

fn why(error: &JsValue) -> String {
    use wasm_bindgen::JsCast as _;
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown failure".to_owned(), |e| e.message().into())
}
