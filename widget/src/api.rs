//! The node, as the widget asks it: one function for each [`Call`].
//!
//! In: a call. Out: the answer, or why there is none. JSON crosses as JavaScript values (`serde-wasm-bindgen`):
//! no JSON parser travels to the phone. Never: retries of its own, or a decision about what an answer means.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::problem::Problem;
use wire::v1::case::CaseView;

use crate::state::{Answer, ApiError, Call, Door};

/// After this long nobody believes any more that an answer comes.
const PATIENCE_MS: u32 = 60_000;

#[wasm_bindgen]
extern "C" {
    type AbortSignal;
    /// Missing in older browsers, which then wait as long as they like.
    #[wasm_bindgen(static_method_of = AbortSignal, catch)]
    fn timeout(ms: u32) -> Result<JsValue, JsValue>;
}

/// Where requests go, and in whose name.
pub struct Node<'a> {
    /// The node's public address.
    pub base_url: &'a str,
    /// The agency's identifier.
    pub agency: &'a str,
    /// The language of the sentences in problems.
    pub language: &'a str,
}

struct Headed<'a> {
    bearer: Option<&'a str>,
    key: Option<&'a str>,
}

impl Node<'_> {
    /// Makes a call.
    pub async fn ask(&self, call: &Call) -> Result<Answer, ApiError> {
        match call {
            Call::File { key, body } => {
                let url = format!("{}/v1/agencies/{}/cases", self.base_url, self.agency);
                let headed = Headed { bearer: None, key: Some(key) };
                Ok(Answer::Filed(self.post(&url, headed, &**body).await?))
            }
            Call::Read(door) => Ok(Answer::Opened(self.read(door).await?)),
            Call::Message { door, key, body } => self.change(door, "messages", key, body).await,
            Call::Act { door, key, body } => self.change(door, "actions", key, body).await,
        }
    }

    async fn read(&self, door: &Door) -> Result<CaseView, ApiError> {
        let headed = Headed { bearer: Some(&door.access_code), key: None };
        read_json(&self.fetch("GET", &self.case_url(door, ""), headed, None).await?).await
    }

    /// Changes a case, then reads it. The change counts even if reading fails.
    async fn change<B: Serialize>(&self, door: &Door, what: &str, key: &str, body: &B) -> Result<Answer, ApiError> {
        let url = self.case_url(door, &format!("/{what}"));
        let headed = Headed { bearer: Some(&door.access_code), key: Some(key) };
        let body = to_json(body)?;
        self.fetch("POST", &url, headed, Some(&body)).await?;
        Ok(Answer::Done(self.read(door).await.ok()))
    }

    fn case_url(&self, door: &Door, rest: &str) -> String {
        format!("{}/v1/cases/{}{rest}", self.base_url, door.reference)
    }

    async fn post<B: Serialize, T: DeserializeOwned>(
        &self,
        url: &str,
        headed: Headed<'_>,
        body: &B,
    ) -> Result<T, ApiError> {
        let body = to_json(body)?;
        read_json(&self.fetch("POST", url, headed, Some(&body)).await?).await
    }

    /// One request; anything but 2xx is an error.
    async fn fetch(
        &self,
        method: &str,
        url: &str,
        headed: Headed<'_>,
        body: Option<&JsValue>,
    ) -> Result<Response, ApiError> {
        let init = RequestInit::new();
        init.set_method(method);
        if let Ok(signal) = AbortSignal::timeout(PATIENCE_MS) {
            init.set_signal(Some(signal.unchecked_ref()));
        }
        let headers = Headers::new().map_err(unreadable)?;
        let set = |name: &str, value: &str| headers.set(name, value).map_err(unreadable);
        set("Accept-Language", self.language)?;
        if let Some(body) = body {
            set("Content-Type", "application/json")?;
            init.set_body(body);
        }
        if let Some(code) = headed.bearer {
            set("Authorization", &format!("Bearer {code}"))?;
        }
        if let Some(key) = headed.key {
            set("Idempotency-Key", key)?;
        }
        init.set_headers(&headers);
        let window = web_sys::window().ok_or(ApiError::Unreadable)?;
        let answer = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await.map_err(|_| ApiError::Offline)?;
        let answer: Response = answer.unchecked_into();
        if answer.ok() {
            return Ok(answer);
        }
        Err(match answer.status() {
            429 | 500.. => ApiError::Later,
            _ => read_json::<Problem>(&answer).await.map_or_else(|error| error, ApiError::Refused),
        })
    }
}

fn unreadable(_: JsValue) -> ApiError {
    ApiError::Unreadable
}

fn to_json<B: Serialize>(body: &B) -> Result<JsValue, ApiError> {
    let value = body.serialize(&Serializer::json_compatible()).map_err(|_| ApiError::Unreadable)?;
    JSON::stringify(&value).map(JsValue::from).map_err(unreadable)
}

async fn read_json<T: DeserializeOwned>(answer: &Response) -> Result<T, ApiError> {
    let value = JsFuture::from(answer.json().map_err(unreadable)?).await.map_err(unreadable)?;
    from_value(value).map_err(|_| ApiError::Unreadable)
}
