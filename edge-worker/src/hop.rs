//! The way from the worker to an object: one text there, one text back.
//!
//! In: a namespace, an object's name, a command as JSON. Out: the reply as JSON, or why there is none. The SDK's own
//! way makes a request, a stream reader and a response on our side of the runtime for each hop and crosses over a
//! dozen times; this crosses once there and once back.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::ObjectNamespace;

#[wasm_bindgen(inline_js = "export async function hop(namespace, name, command) {
    const answer = await namespace.getByName(name).fetch('http://object/', { method: 'POST', body: command });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    return text;
}")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn hop(namespace: &JsValue, name: &str, command: &str) -> Result<JsValue, JsValue>;
}

/// Sends a command to an object.
///
/// # Errors
/// The object cannot be reached, or failed; what it said.
pub async fn to_object(namespace: &ObjectNamespace, name: &str, command: &str) -> Result<String, String> {
    match hop(namespace.as_ref(), name, command).await {
        Ok(reply) => reply.as_string().ok_or_else(|| "no text".to_owned()),
        Err(error) => Err(said(&error)),
    }
}

fn said(error: &JsValue) -> String {
    use wasm_bindgen::JsCast as _;
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown failure".to_owned(), |e| e.message().into())
}
