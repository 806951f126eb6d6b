//! The hosted pages: the widget's screens as whole documents, that work without scripts.
//!
//! In: a screen. Out: HTML, with the same views that the browser takes over, and beside it the data
//! it needs for that. Never: a redirect or a cookie; a posted form is answered by the next screen.

pub mod case;
pub mod embed;
pub mod form;
pub mod held;
pub mod intake;
pub mod orient;
pub mod qr;
pub mod receipt;
pub mod shell;

use crate::call::Call;
use crate::clock;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::handlers::agencies::checked;
use crate::handlers::assets;
use crate::handlers::filing::embeddable;
use crate::handlers::present::in_language;
use crate::register::AgencyRecord;
use crate::register::chain::hex;
use crate::reply;
use domain::language::Language;
use shell::Shell;
use views::page::{PageData, Screen};
use wire::v1::agencies::{AgencyView, pick};
use words::Words;
use worker::Response;

/// What every page of an agency needs.
pub struct Place {
    pub record: AgencyRecord,
    pub agency: AgencyView,
    pub language: Language,
    /// The build that the browser's part comes from.
    version: String,
}

impl Place {
    /// The agency of a path, in the language asked for out of those that the agency works in.
    ///
    /// # Errors
    /// There is no such agency.
    pub async fn of(call: &Call, agency: &str) -> Result<Self, Fault> {
        let record = directory::agency(&call.config, agency).await?;
        Self::new(call, record, assets::version(call).await?, None)
    }

    fn new(call: &Call, record: AgencyRecord, version: String, posted: Option<Language>) -> Result<Self, Fault> {
        let rules = checked(&record)?;
        let spoken = words::languages();
        let offered: Vec<Language> = rules.languages.iter().copied().filter(|l| spoken.contains(l)).collect();
        let offered = if offered.is_empty() { spoken } else { offered };
        call.may_be_framed_by(&rules.allowed_origins);
        let language = posted.filter(|l| offered.contains(l)).unwrap_or_else(|| call.language(&offered));
        Ok(Self { agency: AgencyView::from(&rules), record, language, version })
    }

    /// The same place in the language that a form was posted in.
    ///
    /// # Errors
    /// Never for an agency that was read before.
    pub fn posted(self, call: &Call, tag: &str) -> Result<Self, Fault> {
        let language = Language::parse(tag);
        Self::new(call, self.record, self.version, language)
    }

    /// Whether a page of the caller's origin may post here: the node's own and those of the agency. A form of any other
    /// site could put a visitor into a case of its own choosing.
    ///
    /// # Errors
    /// It may not.
    pub fn takes_from(&self, call: &Call) -> Result<(), Fault> {
        embeddable(call, &checked(&self.record)?)
    }

    /// A screen of this agency.
    #[must_use]
    pub fn page(&self, call: &Call, screen: Screen) -> PageData {
        PageData {
            language: self.language.tag().to_owned(),
            base_url: call.config.base_url.clone(),
            version: self.version.clone(),
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
    if !is_navigation(call) {
        let html = fragment(page, language, false)?;
        return reply::with_type(status, "text/html; charset=utf-8", html.into_bytes());
    }
    document(call, status, page, language)
}

/// Whether a browser goes to the page, or cannot say.
fn is_navigation(call: &Call) -> bool {
    call.header("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}

/// A whole document around a screen, with the loader that takes it over.
fn document(call: &Call, status: u16, page: &PageData, language: Language) -> Result<Response, Fault> {
    let words = Words::builtin(language);
    let agency = page.agency.name_in(&page.language);
    let (name, title) = if agency.is_empty() {
        let title = words.text("page-problem-title", &[]);
        (escaped(&title), title)
    } else {
        (escaped(agency), title_of(page, words))
    };
    let root = root(page, words, true)?.html();
    // Without scripts nothing else brings the eye to what went wrong.
    let root = if page.is_refused() { root.replacen("data-focus=\"\"", "data-focus=\"\" autofocus", 1) } else { root };
    let body = format!("<h1>{name}</h1>{root}<script src=\"/wasl.js\" async></script>");
    // A receipt is shown once: no link leads away from it unasked. It has a switch of its own.
    let once = matches!(page.screen, Screen::Receipt(_) | Screen::Again(_));
    let tags = page.agency.languages.iter().filter(|_| !once);
    let languages = tags.filter_map(|tag| Language::parse(tag)).collect::<Vec<_>>();
    // A posted form's answer cannot be had again in another language: the links lead to its beginning.
    let path = match &page.screen {
        Screen::Form(_) | Screen::Receipt(_) | Screen::Orient(_) => format!("/{}", page.agency.id),
        _ => format!("/{}/case", page.agency.id),
    };
    let shell = Shell {
        title: &title,
        accent: page.agency.theme.accent.as_deref(),
        languages: &languages,
        path: &path,
        style: "",
    };
    shell.response(call, status, &body, language)
}

/// A whole document around a screen and what stands below it, for reading and printing: without the loader, and with
/// nothing folded away.
///
/// # Errors
/// It cannot be written.
fn printable(call: &Call, page: &PageData, below: &str, title: &str, language: Language) -> Result<Response, Fault> {
    let words = Words::builtin(language);
    let title = words.text(title, &[]);
    let screen = root(page, words, true)?.element.replace("\"wasl-details\"", "\"wasl-details\" open");
    let body = format!("<h1>{}</h1>{screen}{below}", escaped(&title));
    let accent = page.agency.theme.accent.as_deref();
    Shell { title: &title, accent, languages: &[], path: "", style: "" }.response(call, 200, &body, language)
}

/// What a browser's tab says; that something went wrong comes first.
fn title_of(page: &PageData, words: &Words) -> String {
    let title = words.text("page-title", &[("agency", page.agency.name_in(&page.language).into())]);
    if page.is_refused() { format!("{} {title}", words.text("error-prefix", &[])) } else { title }
}

/// A page has kept room for a form that does not come: what follows stays where it is until the person does something.
const ROOM: &str = ":host>.wasl[data-room]{min-block-size:var(--wasl-reserve,100rem)}";

/// What the loader puts into a host's page: the same root, without a document's trimmings. The style
/// stands in an inert element: one that applies would count against the host's policy.
///
/// # Errors
/// It cannot be rendered.
pub fn fragment(page: &PageData, language: Language, with_style: bool) -> Result<String, Fault> {
    let mut root = root(page, Words::builtin(language), false)?.html();
    let style = if with_style {
        let sheet = views::style::form(page.agency.theme.accent.as_deref());
        let room = if matches!(page.screen, Screen::Notice(_)) { ROOM } else { "" };
        if !room.is_empty() {
            root = root.replacen("<div data-wasl-root", "<div data-wasl-root data-room", 1);
            root = root.replacen(
                "<div class=\"wasl-band\"",
                "<span data-start=\"room\" hidden></span><div class=\"wasl-band\"",
                1,
            );
        }
        format!("<script type=\"text/css\" data-wasl-style>{sheet}{room}</script>")
    } else {
        String::new()
    };
    Ok(format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\"><title>{title}</title>{style}</head>\
         <body>{root}</body></html>",
        lang = language.tag(),
        dir = language.dir(),
        title = escaped(&title_of(page, Words::builtin(language))),
    ))
}

/// A screen in its parts: the loader gets them in a document, or in a script.
pub struct Root {
    /// The root element, closed.
    pub element: String,
    /// The page's data as JSON.
    pub data: String,
    /// What opens a dialog with the screen, and what closes it, in words.
    pub open: String,
    pub close: String,
}

impl Root {
    fn html(&self) -> String {
        // "</script" or "<!--" inside a text must not end the element.
        let data = self.data.replace('<', "\\u003c");
        format!(
            "{}<script type=\"application/json\" data-wasl-data data-open=\"{}\" data-close=\"{}\">{data}</script>",
            self.element,
            escaped(&self.open),
            escaped(&self.close),
        )
    }
}

/// Renders a screen; `whole` where no script may be there to fetch the rest.
///
/// # Errors
/// It cannot be rendered.
pub fn root(page: &PageData, words: &'static Words, whole: bool) -> Result<Root, Fault> {
    let inner = views::server::render_root(page, words, whole).ok_or_else(|| Fault::broken("rendering had to wait"))?;
    // The questions are on pages of their own: nobody downloads them with the form.
    let mut page = page.clone();
    page.agency.orientation.clear();
    // Names in the language that is shown; another one comes with a page of its own.
    let names = page.agency.categories.iter_mut().map(|category| &mut category.name);
    for names in names.chain(std::iter::once(&mut page.agency.name)) {
        let shown = pick(names, &page.language, page.agency.languages.first()).to_owned();
        *names = [(page.language.clone(), shown)].into();
    }
    let page = &page;
    let data = serde_json::to_string(page).map_err(|e| Fault::broken(format!("a page's data: {e}")))?;
    let language = Language::parse(&page.language).unwrap_or_default();
    let (tag, dir) = (language.tag(), language.dir());
    Ok(Root {
        element: format!("<div data-wasl-root class=\"wasl\" lang=\"{tag}\" dir=\"{dir}\">{inner}</div>"),
        data,
        open: words.text("form-title", &[]),
        close: words.text("page-close", &[]),
    })
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
    Shell { title: &title, accent: None, languages: &words::languages(), path: "/", style: "" }
        .response(call, 200, &body, language)
}

/// Text as it may stand in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
