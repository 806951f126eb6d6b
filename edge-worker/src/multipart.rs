//! Reading a posted form with files (RFC 7578) as it comes in.
//!
//! In: bytes, in pieces of any size. Out: where a part begins, its bytes, where it ends. Never: a file whole in
//! memory; what a part means.

/// Most bytes of a part's headers.
const HEADERS_MAX: usize = 16 * 1024;

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A field begins; a file has a name, which may be empty.
    Begin { name: String, file_name: Option<String> },
    /// More of it.
    Bytes(Vec<u8>),
    /// It ends.
    End,
}

/// Not a form as the standard has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a multipart form")]
pub struct Malformed;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first part.
    Before,
    /// A boundary was read.
    Boundary,
    Headers,
    Body,
    /// The last boundary was read.
    After,
}

/// A form on its way in.
#[derive(Debug)]
pub struct Parser {
    boundary: Vec<u8>,
    waiting: Vec<u8>,
    state: State,
}

impl Parser {
    /// A form of this `Content-Type`; `None` if it is no multipart form, or one without a boundary.
    #[must_use]
    pub fn of(content_type: &str) -> Option<Self> {
        let (kind, parameters) = content_type.split_once(';')?;
        if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
            return None;
        }
        let boundary = parameter(parameters, "boundary").filter(|b| (1..=70).contains(&b.len()))?;
        let boundary = format!("\r\n--{boundary}").into_bytes();
        // The first boundary has no line before it.
        Some(Self { boundary, waiting: b"\r\n".to_vec(), state: State::Before })
    }

    /// Whether the form has ended.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.state == State::After
    }

    /// Takes the bytes that follow.
    ///
    /// # Errors
    /// They are not a form.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Part>, Malformed> {
        self.waiting.extend_from_slice(bytes);
        let mut parts = Vec::new();
        while self.step(&mut parts)? {}
        Ok(parts)
    }

    /// Reads one thing; false if more bytes are needed for it.
    fn step(&mut self, parts: &mut Vec<Part>) -> Result<bool, Malformed> {
        match self.state {
            State::Before | State::Body => Ok(self.text(parts)),
            State::Boundary => match self.waiting.get(..2) {
                None => Ok(false),
                Some(b"\r\n") => {
                    // The line's end may also be that of no headers at all.
                    self.state = State::Headers;
                    Ok(true)
                }
                Some(b"--") => {
                    self.state = State::After;
                    Ok(true)
                }
                Some(_) => Err(Malformed),
            },
            State::Headers => self.headers(parts),
            State::After => {
                self.waiting.clear();
                Ok(false)
            }
        }
    }

    fn text(&mut self, parts: &mut Vec<Part>) -> bool {
        let in_part = self.state == State::Body;
        let found = find(&self.waiting, &self.boundary);
        // What may be the beginning of a boundary waits.
        let end = found.unwrap_or_else(|| (self.waiting.len() + 1).saturating_sub(self.boundary.len()));
        let bytes: Vec<u8> = self.waiting.drain(..end).collect();
        if in_part && !bytes.is_empty() {
            parts.push(Part::Bytes(bytes));
        }
        if found.is_none() {
            return false;
        }
        self.waiting.drain(..self.boundary.len());
        if in_part {
            parts.push(Part::End);
        }
        self.state = State::Boundary;
        true
    }

    fn headers(&mut self, parts: &mut Vec<Part>) -> Result<bool, Malformed> {
        let Some(end) = find(&self.waiting, b"\r\n\r\n") else {
            return if self.waiting.len() > HEADERS_MAX { Err(Malformed) } else { Ok(false) };
        };
        let headers: Vec<u8> = self.waiting.drain(..end + 4).collect();
        let headers = String::from_utf8_lossy(&headers);
        let disposition = headers.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
        });
        let (_, parameters) = disposition.and_then(|value| value.split_once(';')).ok_or(Malformed)?;
        let name = parameter(parameters, "name").ok_or(Malformed)?;
        parts.push(Part::Begin { name, file_name: parameter(parameters, "filename") });
        self.state = State::Body;
        Ok(true)
    }
}

/// A parameter's value, quoted or not. Browsers write a quote as `%22`.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut rest = parameters;
    loop {
        let (name, value) = rest.split_once('=')?;
        let name = name.trim_matches([' ', ';', '\t']);
        let (value, after) = match value.trim_start().strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_once(';').unwrap_or((value, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim().replace("%22", "\"").replace("%0D", "").replace("%0A", ""));
        }
        rest = after;
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let first = part.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|b| b == first)?;
        if bytes.get(at..)?.starts_with(part) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TYPE: &str = "multipart/form-data; boundary=----WebKitFormBoundaryx";

    fn form() -> Vec<u8> {
        let mut form = Vec::new();
        for (disposition, body) in [
            ("name=\"subject\"", &b"L\xe2\x80\x99eau"[..]),
            ("name=\"empty\"", b""),
            (
                "name=\"file\"; filename=\"a %22b%22.pdf\"\r\nContent-Type: application/pdf",
                b"%PDF\r\n--\r\n----WebKit\r\n",
            ),
            ("name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream", b""),
        ] {
            form.extend(b"------WebKitFormBoundaryx\r\nContent-Disposition: form-data; ");
            form.extend(disposition.as_bytes());
            form.extend(b"\r\n\r\n");
            form.extend(body);
            form.extend(b"\r\n");
        }
        form.extend(b"------WebKitFormBoundaryx--\r\n");
        form
    }

    /// The parts of a form that comes in pieces of this size.
    fn read(form: &[u8], size: usize) -> Vec<(String, Option<String>, Vec<u8>)> {
        let mut parser = Parser::of(TYPE).unwrap();
        let mut found: Vec<(String, Option<String>, Vec<u8>)> = Vec::new();
        for piece in form.chunks(size) {
            for part in parser.push(piece).unwrap() {
                match part {
                    Part::Begin { name, file_name } => found.push((name, file_name, Vec::new())),
                    Part::Bytes(bytes) => found.last_mut().unwrap().2.extend(bytes),
                    Part::End => {}
                }
            }
        }
        assert!(parser.is_complete());
        found
    }

    #[test]
    fn a_form_reads_the_same_in_pieces_of_any_size() {
        let whole = read(&form(), 10_000);
        let text = |name: &str, body: &[u8]| (name.to_owned(), None, body.to_vec());
        let file = |name: &str, body: &[u8]| ("file".to_owned(), Some(name.to_owned()), body.to_vec());
        assert_eq!(
            whole,
            [
                text("subject", "L’eau".as_bytes()),
                text("empty", b""),
                file("a \"b\".pdf", b"%PDF\r\n--\r\n----WebKit\r\n"),
                file("", b"")
            ]
        );
        for size in 1..100 {
            assert_eq!(read(&form(), size), whole, "pieces of {size}");
        }
    }

    #[test]
    fn what_is_no_form_is_refused() {
        assert!(Parser::of("application/x-www-form-urlencoded").is_none());
        assert!(Parser::of("multipart/form-data").is_none());
        assert!(Parser::of("multipart/form-data; boundary=").is_none());
        let push = |bytes: &[u8]| Parser::of(TYPE).unwrap().push(bytes);
        assert_eq!(push(b"------WebKitFormBoundaryxyz"), Err(Malformed));
        assert_eq!(push(b"------WebKitFormBoundaryx\r\nContent-Type: text/plain\r\n\r\nx"), Err(Malformed));
        let endless = [&b"------WebKitFormBoundaryx\r\n"[..], &[b'a'; HEADERS_MAX + 10]].concat();
        assert_eq!(push(&endless), Err(Malformed));
        let mut cut = Parser::of(TYPE).unwrap();
        cut.push(&form()[..100]).unwrap();
        assert!(!cut.is_complete());
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), size in 1..50usize) {
            let mut parser = Parser::of("multipart/form-data; boundary=a").unwrap();
            let bytes = [&b"--a\r\n"[..], &bytes].concat();
            for piece in bytes.chunks(size) {
                if parser.push(piece).is_err() {
                    break;
                }
            }
        }
    }
}
