//! One request on its way through the node: what every handler needs to know of it.
//!
//! In: the platform's request. Out: path, query, headers, language, and its body, never larger than
//! allowed. Never: deciding anything.

use crate::config::Config;
use crate::fault::Fault;
use crate::incoming::Incoming;
use crate::limits::Budget;
use domain::language::Language;
use domain::reference::RegisterName;
use futures_util::StreamExt as _;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wire::problem::ProblemCode;
use worker::{ByteStream, Method};

/// Largest body of a filing, in bytes: 10,000 characters of text and 2,000 of address, each of them
/// at most twelve bytes in JSON (`\uXXXX\uXXXX`), and room for the rest.
pub const FILING_MAX_BYTES: usize = 256 * 1024;
/// Largest posted form, in bytes: a text that is far too long still comes back with what was typed.
pub const FORM_MAX_BYTES: usize = 1024 * 1024;
/// Largest body of configuration or of a batch of events, in bytes.
pub const LARGE_MAX_BYTES: usize = 4 * 1024 * 1024;

/// A request and what the node knows of it.
pub struct Call {
    pub config: Rc<Config>,
    pub id: String,
    request: Incoming,
    /// The language that the body speaks, once it was read.
    spoken: Cell<Option<Language>>,
    /// The web origins whose pages may show the answer in a frame, once the agency was read.
    framed_by: RefCell<Vec<String>>,
    /// Budgets that hold here.
    budgets: RefCell<Vec<Budget>>,
    /// The register that it is about, for the log.
    register: RefCell<Option<String>>,
}

impl Call {
    /// Takes a request.
    ///
    /// # Errors
    /// Its address cannot be read.
    pub fn new(request: Incoming, config: Rc<Config>, id: String) -> Result<Self, Fault> {
        if request.path().is_empty() {
            return Err(Fault::broken("an address that is none"));
        }
        Ok(Self {
            config,
            id,
            request,
            spoken: Cell::new(None),
            framed_by: RefCell::default(),
            budgets: RefCell::default(),
            register: RefCell::default(),
        })
    }

    /// Notes the register that it is about.
    pub fn is_about(&self, register: Option<&RegisterName>) {
        *self.register.borrow_mut() = register.map(ToString::to_string);
    }

    /// The register that it is about.
    #[must_use]
    pub fn register(&self) -> Option<String> {
        self.register.borrow().clone()
    }

    /// The path's segments.
    #[must_use]
    pub fn segments(&self) -> Vec<String> {
        let path = self.request.path().trim_matches('/');
        if path.is_empty() { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
    }

    /// The method; `HEAD` is answered like `GET`, without the body.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.request.method() {
            Method::Head => Method::Get,
            method => method,
        }
    }

    /// Whether the method is one that there is. The platform's own reading takes any other one for `GET`.
    #[must_use]
    pub fn has_known_method(&self) -> bool {
        self.request.has_known_method()
    }

    /// The method as it was sent.
    #[must_use]
    pub fn method_sent(&self) -> Method {
        self.request.method()
    }

    /// A query parameter, if it is there and not empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.request.query(name)
    }

    /// A header, if it is there.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.header(name).map(str::to_owned)
    }

    /// Notes the language of the body, for answers where no other was asked for.
    pub fn speaks(&self, tag: &str) {
        self.spoken.set(Language::parse(tag));
    }

    /// Notes the web origins whose pages may show the answer in a frame.
    pub fn may_be_framed_by(&self, origins: &[String]) {
        *self.framed_by.borrow_mut() = origins.to_vec();
    }

    /// The web origins whose pages may show the answer in a frame.
    #[must_use]
    pub fn framed_by(&self) -> Vec<String> {
        self.framed_by.borrow().clone()
    }

    /// Notes a budget that holds here.
    pub fn announces(&self, budget: Budget) {
        let mut budgets = self.budgets.borrow_mut();
        if !budgets.contains(&budget) {
            budgets.push(budget);
        }
    }

    /// The budgets that hold here.
    #[must_use]
    pub fn announced(&self) -> Vec<Budget> {
        self.budgets.borrow().clone()
    }

    /// The language asked for, out of those offered: the first of `?lang=fr,ar` that is, else
    /// `Accept-Language`, else the body's, else the first.
    #[must_use]
    pub fn language(&self, offered: &[Language]) -> Language {
        let wanted = self.query("lang").unwrap_or_default();
        let asked = wanted.split(',').filter_map(Language::parse).find(|l| offered.contains(l));
        let accepted = || Language::negotiate(&self.header("accept-language")?, offered);
        let spoken = || self.spoken.get().filter(|l| offered.contains(l));
        asked.or_else(accepted).or_else(spoken).or_else(|| offered.first().copied()).unwrap_or_default()
    }

    /// The web origin of a page on another site that sends this; `None` for our own pages and for
    /// callers that are no browser.
    #[must_use]
    pub fn foreign_origin(&self) -> Option<String> {
        self.header("origin").filter(|o| *o != self.config.base_url && o != self.request.origin())
    }

    /// How a text may be compressed on its way. The runtime does it when it is announced; Cloudflare's
    /// network by itself.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        let header = self.header("accept-encoding")?;
        let takes = |name: &str| header.split(',').any(|e| e.split(';').next().is_some_and(|n| n.trim() == name));
        ["br", "gzip"].into_iter().find(|name| takes(name))
    }

    /// The token of `Authorization: Bearer`.
    #[must_use]
    pub fn bearer(&self) -> Option<String> {
        let header = self.header("authorization")?;
        let (scheme, token) = header.split_once(' ')?;
        let token = token.trim();
        (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
    }

    /// The media type of the body, in small letters, without parameters.
    #[must_use]
    pub fn media_type(&self) -> String {
        let header = self.header("content-type").unwrap_or_default();
        header.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }

    /// A JSON body.
    ///
    /// # Errors
    /// Another media type, or too large.
    pub async fn json(&mut self, max_bytes: usize) -> Result<Vec<u8>, Fault> {
        self.body_of(&["application/json"], max_bytes).await
    }

    /// The fields of a posted form.
    ///
    /// # Errors
    /// Another media type, or too large.
    pub async fn form(&mut self, max_bytes: usize) -> Result<Form, Fault> {
        let bytes = self.body_of(&["application/x-www-form-urlencoded"], max_bytes).await?;
        Ok(Form(form_urlencoded::parse(&bytes).into_owned().collect()))
    }

    /// A body of one of these media types.
    ///
    /// # Errors
    /// Another media type, or too large.
    pub async fn body_of(&mut self, media_types: &[&str], max_bytes: usize) -> Result<Vec<u8>, Fault> {
        if !media_types.contains(&self.media_type().as_str()) {
            return Err(Fault::refused(ProblemCode::UnsupportedMediaType));
        }
        let announced = self.header("content-length").and_then(|l| l.parse::<usize>().ok());
        match announced {
            Some(length) if length > max_bytes => Err(Fault::refused(ProblemCode::BodyTooLarge)),
            Some(_) => self.request.bytes().await.map_err(|_| cut_off()),
            None => self.stream(max_bytes).await,
        }
    }

    /// The body as the network brings it; none if there is none.
    ///
    /// # Errors
    /// It was read before.
    pub fn body_stream(&mut self) -> Result<Option<ByteStream>, Fault> {
        Ok(self.request.stream()?)
    }

    /// A body of unknown length: read piece by piece, and never past the limit.
    async fn stream(&mut self, max_bytes: usize) -> Result<Vec<u8>, Fault> {
        let Some(mut pieces) = self.body_stream()? else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        while let Some(piece) = pieces.next().await {
            bytes.extend_from_slice(&piece.map_err(|_| cut_off())?);
            if bytes.len() > max_bytes {
                return Err(Fault::refused(ProblemCode::BodyTooLarge));
            }
        }
        Ok(bytes)
    }
}

/// A body whose end never came: the caller has gone. Nothing is broken here.
fn cut_off() -> Fault {
    Fault::refused(ProblemCode::MalformedBody)
}

/// The fields of a posted form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Form {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }
}

impl Form {
    /// A field's text; empty if it is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Every text of a field that may come several times.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, text)| text.clone()).collect()
    }

    /// A field's text, if it is there and not blank.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty())
    }
}
