//! The node, as the widget asks it: filing.
//!
//! In: a call. Out: the receipt, or why there is none. JSON crosses as JavaScript values (`serde-wasm-bindgen`
//! outwards, `js` inwards): no JSON parser travels to the phone. Never: retries of its own, or a decision about what an answer means.

use js_sys::{JSON, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::problem::Problem;
use wire::v1::filing::Receipt;

use crate::js;
use crate::state::{ApiError, Call};

/// After this long nobody believes any more that an answer comes.
const PATIENCE_MS: u32 = 60_000;

#[wasm_bindgen]
extern "C" {
    type AbortSignal;
    /// Missing in older browsers, which then wait as long as they like.
    #[wasm_bindgen(static_method_of = AbortSignal, catch)]
    fn timeout(ms: u32) -> Result<JsValue, JsValue>;
}

/// Files a case at `url`; sentences in problems come in `language`.
///
/// # Errors
/// See [`ApiError`].
pub async fn file(url: String, language: &str, call: Call) -> Result<Receipt, ApiError> {
    let request = request(language, &call).map_err(unreadable)?;
    let window = web_sys::window().ok_or(ApiError::Unreadable)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(&url, &request)).await.map_err(|_| ApiError::Offline)?;
    let answer: Response = answer.unchecked_into();
    if answer.status() >= 500 {
        return Err(ApiError::Later);
    }
    // The node says itself why there is too much; what stands before it may not.
    let strange = if answer.status() == 429 { ApiError::Later } else { ApiError::Unreadable };
    let value = match answer.json() {
        Ok(json) => JsFuture::from(json).await.ok(),
        Err(_) => None,
    };
    match value {
        Some(value) if answer.ok() => js::read(value).map_err(|_| strange),
        Some(value) => Err(js::read::<Problem>(value).map_or(strange, ApiError::Refused)),
        None => Err(strange),
    }
}

fn request(language: &str, call: &Call) -> Result<RequestInit, JsValue> {
    let request = RequestInit::new();
    request.set_method("POST");
    if let Ok(signal) = AbortSignal::timeout(PATIENCE_MS) {
        request.set_signal(Some(signal.unchecked_ref()));
    }
    let headers = Headers::new()?;
    headers.set("Accept-Language", language)?;
    headers.set("Content-Type", "application/json")?;
    headers.set("Idempotency-Key", &call.key)?;
    request.set_headers(&headers);
    let body = call.body.serialize(&Serializer::json_compatible())?;
    // Some old libraries give every array a `toJSON` that makes a text of it; this one goes before it.
    let documents = Reflect::get(&body, &JsValue::from_str("documents"))?;
    if documents.is_object() {
        Reflect::set(&documents, &JsValue::from_str("toJSON"), &JsValue::UNDEFINED)?;
    }
    request.set_body(&JSON::stringify(&body)?.into());
    Ok(request)
}

fn unreadable(_: JsValue) -> ApiError {
    ApiError::Unreadable
}
