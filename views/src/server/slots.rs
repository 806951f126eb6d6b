//! What the node puts into the slots of a screen: content that the browser keeps as it is, and never renders.
//!
//! In: a rendered screen. Out: the same, with the list of countries (whole where no script can fetch it), the way to
//! speaking, the draft's switch and the receipt's code for cameras in their slots. Never: what a person typed, other than a chosen country.

use crate::page::{PageData, Qr, Screen};
use crate::slots::{COUNTRY, DRAFT, ORIENT, QR, VOICE};
use words::{Arg, Words};

/// A microphone, drawn so that whoever does not read finds it.
const MICROPHONE: &str = "<svg class=\"wasl-icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\
    <path d=\"M12 15a4 4 0 0 0 4-4V6a4 4 0 0 0-8 0v5a4 4 0 0 0 4 4Zm6-4a6 6 0 0 1-12 0M12 17v4m-4 0h8\" fill=\"none\" \
    stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\"></path></svg>";

/// Fills the slots that stand in `html`; `whole`: with lists that the loader would fetch when they are opened.
pub fn filled(html: String, page: &PageData, words: &Words, whole: bool) -> String {
    let screen = match &page.screen {
        Screen::Form(screen) => screen,
        Screen::Receipt(screen) | Screen::Again(screen) => {
            return camera(html, screen.qr.as_ref(), &screen.receipt.reference, words);
        }
        Screen::Paper(screen) => return camera(html, Some(&screen.qr), &screen.receipt.reference, words),
        _ => return html,
    };
    let html = fill(html, ORIENT, &orientation(page, words));
    let html = fill(html, COUNTRY, &countries(words, &screen.values.country, whole));
    let html = fill(html, VOICE, &voice(words));
    fill(html, DRAFT, &draft(words))
}

/// Puts `content` behind the opening tag of a slot. What people type cannot look like one: its `<` is escaped.
fn fill(mut html: String, name: &str, content: &str) -> String {
    let tag = html.find(&format!("<div data-part=\"{name}\""));
    if let Some(end) = tag.and_then(|at| html.get(at..)?.find('>').map(|length| at + length + 1)) {
        html.insert_str(end, content);
    }
    html
}

/// The way to the questions, where an agency has any.
fn orientation(page: &PageData, words: &Words) -> String {
    if page.agency.orientation.is_empty() {
        return String::new();
    }
    format!(
        "<p class=\"wasl-orient\"><a class=\"wasl-choice\" href=\"{}\" data-go=\"orient\"><b>{}</b> {}</a></p>",
        escaped(&page.link("/orientation")),
        escaped(&words.text("orient-open", &[])),
        escaped(&words.text("orient-open-hint", &[])),
    )
}

/// The link into the case as a picture for cameras.
fn camera(html: String, qr: Option<&Qr>, reference: &str, words: &Words) -> String {
    let Some(qr) = qr else { return html };
    let label = escaped(&words.text("paper-qr", &[("reference", Arg::Text(reference))]));
    let picture = format!(
        "<svg class=\"wasl-qr\" viewBox=\"0 0 {0} {0}\" role=\"img\" aria-label=\"{label}\" \
         shape-rendering=\"crispEdges\"><path d=\"{1}\"/></svg>",
        qr.side, qr.path
    );
    fill(html, QR, &picture)
}

fn countries(words: &Words, chosen: &str, whole: bool) -> String {
    let names = words::countries(words.language()).filter(|(code, _)| whole || *code == chosen);
    let options = names.map(|(code, name)| {
        let selected = if code == chosen { " selected" } else { "" };
        format!("<option value=\"{code}\"{selected}>{}</option>", escaped(name))
    });
    let list = if whole { "" } else { " data-list=\"country\"" };
    format!(
        "<span class=\"wasl-select\"><select class=\"wasl-input\" id=\"wasl-country\" name=\"country\" \
         autocomplete=\"country\"{list}><option value=\"\">{}</option>{}</select></span>",
        escaped(&words.text("country-choose", &[])),
        options.collect::<String>()
    )
}

fn voice(words: &Words) -> String {
    let text = |key| escaped(&words.text(key, &[]));
    format!(
        "<button type=\"button\" class=\"wasl-speak\" data-open=\"voice\">{MICROPHONE}<span><b>{}</b> {}</span></button>",
        text("voice-open"),
        text("voice-open-hint"),
    )
}

fn draft(words: &Words) -> String {
    let text = |key| escaped(&words.text(key, &[]));
    format!(
        "<label class=\"wasl-tick\"><input type=\"checkbox\" class=\"wasl-check\" name=\"keep\" value=\"yes\" data-draft \
         aria-describedby=\"wasl-keep-hint\"><span>{}</span></label><p class=\"wasl-hint wasl-tick-hint\" \
         id=\"wasl-keep-hint\">{}</p>",
        text("draft-keep"),
        text("draft-keep-hint"),
    )
}

/// Text as it may stand in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
