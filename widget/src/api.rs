//! The node, as the widget asks it: filing.
//!
//! In: a call. Out: the receipt, or why there is none. JSON goes out as a text (`json`) and comes in as JavaScript
//! values (`js`): no JSON parser travels to the phone. Never: retries of its own, or a decision about what an answer means.

use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::v1::filing::Receipt;

use crate::js::Given;
use crate::json;
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
        Some(value) if answer.ok() => Given::from(value).receipt().ok_or(strange),
        Some(value) => Err(Given::from(value).problem().map_or(strange, ApiError::Refused)),
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
    request.set_body(&JsValue::from_str(&json::of(&call.body)));
    Ok(request)
}

fn unreadable(_: JsValue) -> ApiError {
    ApiError::Unreadable
}
