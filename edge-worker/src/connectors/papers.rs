//! Documents on their way to a system that does not fetch them: out of our drawer, through our hands, never whole.
//!
//! In: a document that an event names. Out: a stream of its bytes, or why there is none; a body that is made of texts and
//! such streams, with a length. Never: a document that the scanner has not found clean; more of one than the runtime holds
//! between two pipes.

use crate::config::Config;
use crate::documents::client::Drawers;
use domain::document::DocumentId;
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wire::exchange::CloudEvent;
use wire::problem::ProblemCode;
use wire::v1::case::DocumentView;
use worker::worker_sys::web_sys::{self, ReadableStream};

#[wasm_bindgen(inline_js = "export function joined(parts, length) {
    const { readable, writable } = new FixedLengthStream(length);
    (async () => {
        for (const part of parts) {
            if (part.pipeTo) {
                await part.pipeTo(writable, { preventClose: true });
            } else {
                const writer = writable.getWriter();
                await writer.write(new TextEncoder().encode(part));
                writer.releaseLock();
            }
        }
        await writable.close();
    })().catch(error => writable.abort(error).catch(() => {}));
    return readable;
}")]
extern "C" {
    #[wasm_bindgen(js_name = joined)]
    fn join(parts: &Array, length: f64) -> ReadableStream;
}

/// The way to the documents of one agency.
#[derive(Clone, Copy)]
pub struct Papers<'a> {
    pub config: &'a Config,
    /// The agency's code in references.
    pub code: &'a str,
}

/// What became of asking for a document.
#[derive(Debug)]
pub enum Paper {
    /// Its bytes, all `length_bytes` of them.
    Ready(ReadableStream),
    /// It is still on its way, not looked at by the scanner, or its drawer cannot be reached: another attempt may have it.
    Later,
    /// It is infected, lost or erased: there is only its name.
    Never,
}

/// A part of a body.
#[derive(Debug)]
pub enum Part {
    Text(String),
    /// A stream of so many bytes.
    Stream(ReadableStream, u64),
}

impl Papers<'_> {
    /// The documents that an event names: those of the whole story with a hand-over, else those that came with it.
    #[must_use]
    pub fn of(event: &CloudEvent) -> &[DocumentView] {
        let data = &event.data;
        let filed = data.filed.as_ref().map(|filed| filed.documents.as_slice());
        filed.or(data.event.as_ref().map(|told| told.documents.as_slice())).unwrap_or_default()
    }

    /// Opens one.
    pub async fn open(&self, document: &DocumentView) -> Paper {
        let Some(id) = DocumentId::parse(&document.id) else { return Paper::Never };
        match (Drawers { config: self.config, code: self.code }).read(&id, 0).await {
            Ok(response) => web_sys::Response::from(response).body().map_or(Paper::Later, Paper::Ready),
            Err(fault) => match fault.code {
                ProblemCode::NotFound | ProblemCode::DocumentInfected | ProblemCode::DocumentLost => Paper::Never,
                _ => Paper::Later,
            },
        }
    }
}

/// One body of several parts, for [`super::line::say`]: it goes out as it comes in, and says before how long it is.
#[must_use]
pub fn body(parts: Vec<Part>) -> JsValue {
    let (list, mut length) = (Array::new(), 0);
    for part in parts {
        match part {
            Part::Text(text) => {
                length += text.len() as u64;
                list.push(&text.into());
            }
            Part::Stream(stream, bytes) => {
                length += bytes;
                list.push(stream.unchecked_ref());
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "lengths stay below 2^53")]
    let length = length as f64;
    join(&list, length).into()
}
