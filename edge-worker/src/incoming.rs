//! The request as the platform hands it over, its head read in one crossing.
//!
//! In: the platform's request. Out: method, address, headers; its body, whole or as it comes. Asking the platform for
//! each header by itself costs a crossing into the runtime and two conversions of text each time. The address is taken
//! apart by the platform, which has to know how all the same: a parser of our own brings the tables of Unicode's host
//! names along, a fifteenth of what is deployed (decision 27).
//! Never: takes an address apart itself.

use js_sys::Uint8Array;
use std::ops::Range;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use worker::worker_sys::web_sys;
use worker::{ByteStream, Method, Request};

#[wasm_bindgen(inline_js = "export function head(request) {
    let at = { origin: '', pathname: '', search: '' };
    try { at = new URL(request.url); } catch {}
    let head = request.method + '\\n' + at.origin + '\\n' + at.pathname + '\\n' + at.search;
    for (const [name, value] of request.headers) head += '\\n' + name + ':' + value;
    return head;
}")]
extern "C" {
    /// Method, origin, path, query and headers, a line each: none of them can hold a line break (RFC 9110, 5.5; WHATWG URL,
    /// 4.4). An address that is none has neither origin nor path.
    fn head(request: &JsValue) -> String;
}

/// A request on its way in.
pub struct Incoming {
    raw: web_sys::Request,
    head: String,
    /// Where each header stands in it, and where its name ends.
    headers: Vec<(Range<usize>, usize)>,
}

/// The lines of a head before its headers: method, origin, path, query.
const FIRST: usize = 4;

/// Where the headers stand in a head.
fn headers(head: &str) -> Vec<(Range<usize>, usize)> {
    let mut at = 0;
    let lines = head.split('\n').map(|line| {
        let from = at;
        at += line.len() + 1;
        (from..from + line.len(), from + line.find(':').unwrap_or(line.len()))
    });
    lines.skip(FIRST).collect()
}

fn find<'a>(head: &'a str, headers: &[(Range<usize>, usize)], name: &str) -> Option<&'a str> {
    let (line, colon) = headers.iter().find(|(line, colon)| head.get(line.start..*colon) == Some(name))?;
    head.get(*colon + 1..line.end)
}

fn parameter(search: &str, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(search.strip_prefix('?').unwrap_or(search).as_bytes());
    pairs.find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.into_owned())
}

impl Incoming {
    #[must_use]
    pub fn new(raw: web_sys::Request) -> Self {
        let head = head(raw.as_ref());
        let headers = headers(&head);
        Self { raw, head, headers }
    }

    /// The method as it was sent.
    #[must_use]
    pub fn method(&self) -> Method {
        Method::from(self.head.lines().next().unwrap_or_default().to_owned())
    }

    /// Whether the method is one that there is: any other one is read as `GET`.
    #[must_use]
    pub fn has_known_method(&self) -> bool {
        self.head.lines().next().unwrap_or_default() == self.method().to_string()
    }

    /// The web origin that was asked; empty if the address is none.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.line(1)
    }

    /// The path, from its first `/`; empty if the address is none.
    #[must_use]
    pub fn path(&self) -> &str {
        self.line(2)
    }

    /// The first query parameter of this name that is not empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        parameter(self.line(3), name)
    }

    fn line(&self, number: usize) -> &str {
        self.head.split('\n').nth(number).unwrap_or_default()
    }

    /// A header by its name in small letters, if it is there; several of one name are joined by the platform.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.head, &self.headers, name)
    }

    /// The body, whole.
    ///
    /// # Errors
    /// It was read before, or the connection broke.
    pub async fn bytes(&self) -> worker::Result<Vec<u8>> {
        let buffer = JsFuture::from(self.raw.array_buffer()?).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// The body as the network brings it; none if there is none.
    ///
    /// # Errors
    /// It was read before.
    pub fn stream(&self) -> worker::Result<Option<ByteStream>> {
        match self.raw.body() {
            Some(_) => Request::from(Clone::clone(&self.raw)).stream().map(Some),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{find, headers, parameter};

    #[test]
    fn a_header_is_found_by_its_whole_name_and_has_all_of_its_value() {
        let head = "GET\nhttp://a\n/b:c\n?d:e\naccept-language:fr, ar;q=0.5\nhost:127.0.0.1:80\nempty:";
        let headers = headers(head);
        let found = |name| find(head, &headers, name);
        assert_eq!(found("accept-language"), Some("fr, ar;q=0.5"));
        assert_eq!(found("host"), Some("127.0.0.1:80"));
        assert_eq!(found("empty"), Some(""));
        assert_eq!((found("accept"), found("http"), found("")), (None, None, None));
        assert_eq!((found("/b"), found("?d")), (None, None));
    }

    #[test]
    fn a_parameter_is_the_first_of_its_name_that_is_not_empty() {
        let asked = |name| parameter("?lang=&lang=fr%2Car&q=a+b&q=c&%71=d&empty", name);
        assert_eq!(asked("lang").as_deref(), Some("fr,ar"));
        assert_eq!(asked("q").as_deref(), Some("a b"));
        assert_eq!((asked("empty"), asked("?lang"), asked("none")), (None, None, None));
        assert_eq!((parameter("", "q"), parameter("?", "q")), (None, None));
    }
}
