//! The hosted pages: the widget's screens as whole documents, that work without scripts.
//!
//! In: a screen. Out: HTML, with the same views that the browser takes over, and beside it the data
//! it needs for that. Never: a redirect or a cookie; a posted form is answered by the next screen.

pub mod case;
pub mod form;

use crate::call::Call;
use crate::clock;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::handlers::agencies::checked;
use crate::handlers::present::in_language;
use crate::register::AgencyRecord;
use crate::register::chain::hex;
use crate::reply;
use domain::language::Language;
use views::page::{PageData, Screen};
use wire::v1::agencies::AgencyView;
use words::Words;
use worker::Response;

/// What every page of an agency needs.
pub struct Place {
    pub record: AgencyRecord,
    pub agency: AgencyView,
    pub language: Language,
}

impl Place {
    /// The agency of a path, in the language asked for out of those that the agency works in.
    ///
    /// # Errors
    /// There is no such agency.
    pub async fn of(call: &Call, agency: &str) -> Result<Self, Fault> {
        let record = directory::agency(&call.config, agency).await?;
        Self::new(call, record, None)
    }

    fn new(call: &Call, record: AgencyRecord, posted: Option<Language>) -> Result<Self, Fault> {
        let rules = checked(&record)?;
        let spoken = words::languages();
        let offered: Vec<Language> = rules.languages.iter().copied().filter(|l| spoken.contains(l)).collect();
        let offered = if offered.is_empty() { spoken } else { offered };
        let language = posted.filter(|l| offered.contains(l)).unwrap_or_else(|| call.language(&offered));
        Ok(Self { agency: AgencyView::from(&rules), record, language })
    }

    /// The same place in the language that a form was posted in.
    ///
    /// # Errors
    /// Never for an agency that was read before.
    pub fn posted(self, call: &Call, tag: &str) -> Result<Self, Fault> {
        let language = Language::parse(tag);
        Self::new(call, self.record, language)
    }

    /// A screen of this agency.
    #[must_use]
    pub fn page(&self, call: &Call, screen: Screen) -> PageData {
        PageData {
            language: self.language.tag().to_owned(),
            base_url: call.config.base_url.clone(),
            agency: self.agency.clone(),
            screen,
        }
    }
}

/// A screen as the caller can use it: a document for a browser that goes to the page, the fragment for
/// the loader in somebody's page.
///
/// # Errors
/// It cannot be written.
pub fn show(call: &Call, status: u16, page: &PageData, language: Language) -> Result<Response, Fault> {
    if call.header("sec-fetch-mode").is_some_and(|mode| mode != "navigate") {
        let html = fragment(page, language, false)?;
        return reply::with_type(status, "text/html; charset=utf-8", html.into_bytes());
    }
    document(status, page, language)
}

/// A whole document around a screen, with the loader that takes it over.
fn document(status: u16, page: &PageData, language: Language) -> Result<Response, Fault> {
    let nonce = clock::random::<16>().map(|b| hex(&b)).ok_or_else(|| Fault::broken("no random numbers"))?;
    let words = Words::builtin(language);
    let name = page.agency.name_in(&page.language);
    let title = escaped(&words.text("page-title", &[("agency", name.into())]));
    let html = format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <meta name=\"robots\" content=\"noindex\"><style nonce=\"{nonce}\" data-wasl-style>{style}</style></head>\
         <body class=\"wasl-page\"><h1 class=\"wasl-page-title\">{name}</h1>{root}<script src=\"/wasl.js\" async></script></body></html>",
        lang = language.tag(),
        dir = language.dir(),
        style = views::style::sheet(page.agency.theme.accent.as_deref()),
        name = escaped(name),
        root = root(page, words)?,
    );
    reply::page(status, html, language, &nonce)
}

/// What the loader puts into a host's page: the same root, without a document's trimmings. The style
/// stands in an inert element: one that applies would count against the host's policy.
///
/// # Errors
/// It cannot be rendered.
pub fn fragment(page: &PageData, language: Language, with_style: bool) -> Result<String, Fault> {
    let style = if with_style {
        let sheet = views::style::sheet(page.agency.theme.accent.as_deref());
        format!("<script type=\"text/css\" data-wasl-style>{sheet}</script>")
    } else {
        String::new()
    };
    Ok(format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\"><title>Wasl</title>{style}</head>\
         <body>{root}</body></html>",
        lang = language.tag(),
        dir = language.dir(),
        root = root(page, Words::builtin(language))?,
    ))
}

fn root(page: &PageData, words: &'static Words) -> Result<String, Fault> {
    let inner = views::server::render_root(page, words).ok_or_else(|| Fault::broken("rendering had to wait"))?;
    let data = serde_json::to_string(page).map_err(|e| Fault::broken(format!("a page's data: {e}")))?;
    // "</script" or "<!--" inside a text must not end the element.
    let data = data.replace('<', "\\u003c");
    let language = Language::parse(&page.language).unwrap_or_default();
    Ok(format!(
        "<div data-wasl-root class=\"wasl\" lang=\"{}\" dir=\"{}\">{inner}</div>\
         <script type=\"application/json\" data-wasl-data>{data}</script>",
        language.tag(),
        language.dir(),
    ))
}

/// A page that says why there is none.
///
/// # Errors
/// It cannot be written.
pub fn fault(call: &Call, fault: &Fault) -> Result<Response, Fault> {
    let language = call.language(&words::languages());
    let page = PageData::without_agency(language.tag(), &call.config.base_url, fault.code.name());
    show(call, fault.code.status(), &page, language)
}

/// `GET /`: the agencies of the node.
pub async fn home(call: &Call) -> Result<Response, Fault> {
    let Reply::Agencies(records) = directory::ask(&call.config, &Command::Agencies).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    let language = call.language(&words::languages());
    let words = Words::builtin(language);
    let nonce = clock::random::<16>().map(|b| hex(&b)).ok_or_else(|| Fault::broken("no random numbers"))?;
    let items = records.iter().map(|r| {
        let name = escaped(&in_language(&r.body.names, language));
        format!("<li><a href=\"/{}?lang={}\">{name}</a></li>", r.id, language.tag())
    });
    let html = format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style nonce=\"{nonce}\">{style}</style></head><body class=\"wasl-page\"><main class=\"wasl\" lang=\"{lang}\" \
         dir=\"{dir}\"><h1>{title}</h1><ul>{items}</ul></main></body></html>",
        lang = language.tag(),
        dir = language.dir(),
        title = escaped(&words.text("home-title", &[])),
        style = views::style::sheet(None),
        items = items.collect::<String>(),
    );
    reply::page(200, html, language, &nonce)
}

/// Text as it may stand in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
