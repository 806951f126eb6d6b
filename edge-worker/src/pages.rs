//! The hosted pages: the widget's screens as whole documents, that work without scripts.
//!
//! In: a screen. Out: HTML, with the same views that the browser takes over, and beside it the data
//! it needs for that. Never: a redirect or a cookie; a posted form is answered by the next screen.

pub mod case;
pub mod form;
pub mod orient;

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

/// A fresh idempotency key.
///
/// # Errors
/// The platform gives no random numbers.
pub fn key() -> Result<String, Fault> {
    clock::random::<16>().map(|b| hex(&b)).ok_or_else(|| Fault::broken("no random numbers"))
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
    document(call, status, page, language)
}

/// A whole document around a screen, with the loader that takes it over.
fn document(call: &Call, status: u16, page: &PageData, language: Language) -> Result<Response, Fault> {
    let words = Words::builtin(language);
    let agency = page.agency.name_in(&page.language);
    let (name, title) = if agency.is_empty() {
        let title = words.text("page-problem-title", &[]);
        (escaped(&title), title)
    } else {
        (escaped(agency), words.text("page-title", &[("agency", agency.into())]))
    };
    let root = root(page, words)?;
    let body = format!("<h1>{name}</h1>{root}<script src=\"/wasl.js\" async></script>");
    let languages = page.agency.languages.iter().filter_map(|tag| Language::parse(tag)).collect::<Vec<_>>();
    // A posted form's answer cannot be had again in another language: the links lead to its beginning.
    let path = match &page.screen {
        Screen::Form(_) | Screen::Receipt(_) | Screen::Orient(_) => format!("/{}", page.agency.id),
        _ => format!("/{}/case", page.agency.id),
    };
    let shell =
        Shell { title: &title, accent: page.agency.theme.accent.as_deref(), languages: &languages, path: &path };
    shell.response(call, status, &body, language)
}

/// What stands around a hosted page's content.
struct Shell<'a> {
    title: &'a str,
    accent: Option<&'a str>,
    languages: &'a [Language],
    /// Where the links to other languages lead.
    path: &'a str,
}

impl Shell<'_> {
    fn response(&self, call: &Call, status: u16, body: &str, language: Language) -> Result<Response, Fault> {
        let nonce = key()?;
        let spoken = words::languages();
        let links = self.languages.iter().filter(|l| spoken.contains(l)).map(|l| {
            let current = if *l == language { " aria-current=\"true\"" } else { "" };
            let (tag, name) = (l.tag(), l.endonym());
            format!("<a href=\"{}?lang={tag}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a>", self.path)
        });
        let html = format!(
            "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
             <link rel=\"icon\" href=\"data:,\"><meta name=\"robots\" content=\"noindex\">\
             <style nonce=\"{nonce}\">{style}{hosted}</style></head><body class=\"wasl-hosted\"><header><nav \
             aria-label=\"{label}\">{links}</nav></header><main>{body}</main></body></html>",
            lang = language.tag(),
            dir = language.dir(),
            title = escaped(self.title),
            style = views::style::sheet(self.accent),
            hosted = include_str!("pages/hosted.css"),
            label = escaped(&Words::builtin(language).text("languages-label", &[])),
            links = links.collect::<String>(),
        );
        let mut response = reply::page(status, html, language, &nonce)?;
        if let Some(encoding) = call.encoding() {
            response.headers_mut().set("content-encoding", encoding)?;
        }
        Ok(response)
    }
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
    // The questions are on pages of their own: nobody downloads them with the form.
    let agency = AgencyView { orientation: Vec::new(), ..page.agency.clone() };
    let page = &PageData { agency, ..page.clone() };
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
    let title = Words::builtin(language).text("home-title", &[]);
    let items = records.iter().map(|r| {
        let name = escaped(&in_language(&r.body.names, language));
        format!("<li><a href=\"/{}?lang={}\">{name}</a></li>", r.id, language.tag())
    });
    let body = format!(
        "<h1>{0}</h1><h2 aria-hidden=\"true\">{0}</h2><ul>{1}</ul>",
        escaped(&title),
        items.collect::<String>()
    );
    Shell { title: &title, accent: None, languages: &words::languages(), path: "/" }
        .response(call, 200, &body, language)
}

/// Text as it may stand in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
