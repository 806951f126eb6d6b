//! What stands around a hosted page's content: the document, its languages, its style, its policy.
//!
//! In: a body, and whose page it is. Out: an answer. In a frame of an agency's own site there is no bar: the
//! content alone, as if it stood in that site. Never: an inline handler, or a page that strangers may frame.

use super::{escaped, key};
use crate::call::Call;
use crate::fault::Fault;
use crate::reply;
use domain::language::Language;
use words::Words;
use worker::Response;

/// What a hosted page is about.
pub struct Shell<'a> {
    pub title: &'a str,
    pub accent: Option<&'a str>,
    pub languages: &'a [Language],
    /// Where the links to other languages lead, up to the language.
    pub path: &'a str,
    /// Rules of this page alone.
    pub style: &'a str,
}

impl Shell<'_> {
    /// The page.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn response(&self, call: &Call, status: u16, body: &str, language: Language) -> Result<Response, Fault> {
        let nonce = key()?;
        let framed = in_frame(call);
        let html = format!(
            "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
             <link rel=\"icon\" href=\"data:,\"><meta name=\"robots\" content=\"noindex\">\
             <style nonce=\"{nonce}\">{style}{hosted}{own}</style></head><body class=\"wasl-hosted{alone}\">{bar}<main>{body}</main>\
             </body></html>",
            lang = language.tag(),
            dir = language.dir(),
            title = escaped(self.title),
            style = views::style::sheet(self.accent),
            hosted = include_str!("hosted.css"),
            own = self.style,
            alone = if framed { " wasl-framed" } else { "" },
            bar = if framed || self.languages.is_empty() { String::new() } else { self.bar(language) },
        );
        let mut response = reply::page(status, html, language, &nonce, &call.framed_by())?;
        if let Some(encoding) = call.encoding() {
            response.headers_mut().set("content-encoding", encoding)?;
        }
        Ok(response)
    }

    fn bar(&self, language: Language) -> String {
        let spoken = words::languages();
        let and = if self.path.contains('?') { "&amp;" } else { "?" };
        let links = self.languages.iter().filter(|l| spoken.contains(l)).map(|l| {
            let current = if *l == language { " aria-current=\"true\"" } else { "" };
            let (tag, name) = (l.tag(), l.endonym());
            let path = escaped(self.path);
            format!(
                "<a href=\"{path}{and}lang={tag}\" data-lang=\"{tag}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a>"
            )
        });
        // A page may show a widget with a bar of its own: two landmarks of one name cannot be told apart.
        let label = escaped(&Words::builtin(language).text("page-languages-label", &[]));
        format!("<header><nav aria-label=\"{label}\">{}</nav></header>", links.collect::<String>())
    }
}

/// Whether the page is asked for by a frame. A browser that does not say so is believed by the address.
fn in_frame(call: &Call) -> bool {
    match call.header("sec-fetch-dest") {
        Some(dest) => dest == "iframe" || dest == "frame",
        None => call.query("embed").is_some_and(|way| way == "frame"),
    }
}
