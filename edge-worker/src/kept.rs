//! Answers that are the same for everybody, with a mark (RFC 9110, section 8.8.3), so that the same is not sent twice.
//!
//! In: a body and its headers. Out: the answer with its mark, or 304 if the caller has it already.
//! Never: for anything that a right is needed for.

use crate::call::Call;
use crate::fault::Fault;
use crate::register::chain::sha256;
use serde::Serialize;
use worker::{Headers, Response};

/// A mark of some bytes.
#[must_use]
pub fn mark(body: &[u8]) -> String {
    format!("\"{}\"", sha256(body))
}

/// Whether the caller says that it has the answer of this mark.
#[must_use]
pub fn is_held(call: &Call, mark: &str) -> bool {
    call.header("if-none-match").is_some_and(|held| holds(&held, mark))
}

/// `If-None-Match`: `*`, or a list of marks; weak ones count, as RFC 9110 (section 13.1.2) has it.
fn holds(header: &str, mark: &str) -> bool {
    let named = |held: &str| held == "*" || held.strip_prefix("W/").unwrap_or(held) == mark;
    header.split(',').any(|held| named(held.trim()))
}

/// The answer to somebody who has it already.
///
/// # Errors
/// It cannot be written.
pub fn unchanged(headers: Headers) -> Result<Response, Fault> {
    headers.delete("content-type")?;
    Ok(Response::empty()?.with_status(304).with_headers(headers))
}

/// A JSON answer that may be kept, if it is asked for again before it is used.
///
/// # Errors
/// It cannot be written.
pub fn json<T: Serialize>(call: &Call, value: &T) -> Result<Response, Fault> {
    let body = serde_json::to_vec(value).map_err(|e| Fault::broken(format!("an answer: {e}")))?;
    bytes(call, "application/json", "no-cache", body)
}

/// Any answer that may be kept for as long as it says.
///
/// # Errors
/// It cannot be written.
pub fn bytes(call: &Call, media_type: &str, how_long: &str, body: Vec<u8>) -> Result<Response, Fault> {
    let (headers, mark) = (Headers::new(), mark(&body));
    headers.set("content-type", media_type)?;
    headers.set("cache-control", how_long)?;
    headers.set("etag", &mark)?;
    if is_held(call, &mark) {
        return unchanged(headers);
    }
    Ok(Response::from_bytes(body)?.with_headers(headers))
}

#[cfg(test)]
mod tests {
    use super::{holds, mark};

    #[test]
    fn a_mark_is_found_among_those_that_are_held() {
        let ours = mark(b"a");
        assert!(holds(&ours, &ours) && holds(&format!("W/{ours}"), &ours) && holds("*", &ours));
        assert!(holds(&format!("\"x\", {ours}"), &ours));
        assert!(!holds("", &ours) && !holds("\"x\"", &ours) && !holds(&mark(b"b"), &ours));
    }
}
