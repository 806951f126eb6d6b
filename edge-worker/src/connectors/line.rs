//! A request to a peer, from its first byte to the last of its answer, within one time limit.
//!
//! In: method, address, headers, body. Out: status and the beginning of what was said; or that nobody answered. The
//! limit covers the answer's body too, so that a peer that stops in the middle holds up nobody. Never: a redirect, which
//! could lead anywhere; an answer that is longer than one MiB.

use super::Answer;
use crate::clock;
use domain::delivery::{AttemptOutcome, retry_after_ms};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// As Standard Webhooks proposes (15 to 30 seconds).
const TIMEOUT_MS: f64 = 20_000.0;
/// Bytes of an answer that are read: of a longer one, none.
const ANSWER_MAX: f64 = 1_048_576.0;

// Headers are pairs of lines. What is said comes after the status, what `Retry-After` asks for and the signature's headers, a
// line each.
#[wasm_bindgen(inline_js = "export async function ask(method, url, headers, body, ms, most) {
    const late = new AbortController(), clock = setTimeout(() => late.abort(), ms), lines = headers.split('\\n');
    try {
        const pairs = lines.flatMap((name, n) => n % 2 ? [] : [[name, lines[n + 1]]]);
        const answer = await fetch(url, { method, headers: pairs, body, redirect: 'manual', signal: late.signal });
        const text = new TextDecoder();
        const told = ['retry-after', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
        let said = [answer.status, ...told.map((name) => answer.headers.get(name) ?? '')].join('\\n') + '\\n', length = 0;
        for await (const bytes of answer.body ?? []) {
            if ((length += bytes.length) > most) return;
            said += text.decode(bytes, { stream: true });
        }
        return said;
    } catch {
        // Nobody answered, or not to the end.
    } finally {
        clearTimeout(clock);
        late.abort();
    }
}")]
extern "C" {
    async fn ask(method: &str, url: &str, headers: &str, body: JsValue, ms: f64, most: f64) -> JsValue;
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What the status means for an attempt.
    pub outcome: AttemptOutcome,
    pub status: u16,
    /// Id, timestamp and signature of the answer (Standard Webhooks), each empty where there is none.
    pub signed: [String; 3],
    pub body: String,
}

/// Asks, and waits for the whole answer. A header's name and value hold no line break.
///
/// # Errors
/// Nobody answered in time, or at too great a length.
pub async fn say(method: &str, url: &str, headers: &[(&str, &str)], body: JsValue) -> Result<Said, Answer> {
    let lines: Vec<&str> = headers.iter().flat_map(|(name, value)| [*name, *value]).collect();
    let said = ask(method, url, &lines.join("\n"), body, TIMEOUT_MS, ANSWER_MAX).await.as_string();
    let read = |said: String| {
        let mut parts = said.splitn(6, '\n');
        let (status, retry) = (parts.next()?.parse().ok()?, parts.next()?);
        let outcome = AttemptOutcome::from_status(status, retry_after_ms(retry, clock::now()));
        let mut next = || parts.next().map(str::to_owned);
        let signed = [next()?, next()?, next()?];
        Some(Said { outcome, status, signed, body: next()? })
    };
    said.and_then(read).ok_or(Answer::only(AttemptOutcome::Unreachable))
}
