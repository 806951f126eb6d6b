//! The documents of a case: their names, what they are and how large, and where they can be had.
//!
//! In: the contract's descriptions. Out: a list; in an open case each has a button that posts reference and access
//! code to `/{agency}/case/documents/{id}`, so that it works without scripts. What a virus scanner has not
//! found clean, or has not come from another body, has a sentence in the button's place. Never: an address with the code in it.

use crate::View;
use crate::fields::{hidden, submit};
use crate::frame::language_of;
use crate::page::CaseScreen;
use wire::v1::case::{CaseView, DocumentView};
use words::Arg;
use yew::{Html, html};

/// The entry that a case begins with.
pub const FILED: &str = "filed";

/// The documents that came with the filing itself.
pub fn filed(case: &CaseView) -> &[DocumentView] {
    let entry = case.timeline.iter().find(|entry| entry.kind == FILED);
    entry.map(|entry| entry.documents.as_slice()).unwrap_or_default()
}

/// The documents of an open case, or of one of its entries.
pub fn downloads(view: &View, screen: &CaseScreen, documents: &[DocumentView]) -> Html {
    let download = |document: &DocumentView| {
        html! {
            <form class="wasl-document-get" method="post" action={view.url(&["/case/documents/", &document.id].concat())} target="_blank"
                data-form={["document-", &document.id].concat()} data-plain="" accept-charset="utf-8">
                { language_of(view) }
                { hidden("reference", &screen.case.reference) }
                { hidden("access_code", &screen.access_code) }
                { submit(view, view.tell("document-get", &[("name", Arg::Text(&document.name))]), "wasl-button", false) }
            </form>
        }
    };
    list(view, documents, &download)
}

/// Only what they are.
pub fn names(view: &View, documents: &[DocumentView]) -> Html {
    list(view, documents, &|_| Html::default())
}

fn list(view: &View, documents: &[DocumentView], more: &dyn Fn(&DocumentView) -> Html) -> Html {
    html! {
        if !documents.is_empty() {
            <ul class="wasl-documents" aria-label={view.say("document-list")}>
                { for documents.iter().map(|document| html! {
                    <li class="wasl-document" key={document.id.clone()}>
                        <bdi class="wasl-document-name">{ document.name.clone() }</bdi>
                        <span class="wasl-document-size">{ size(view, document.length_bytes) }</span>
                        { match withheld(view, document) {
                            Some(sentence) => html! { <span class="wasl-document-scan">{ sentence }</span> },
                            None => more(document),
                        } }
                    </li>
                }) }
            </ul>
        }
    }
}

/// Why a document cannot be had: where a scanner has not found it clean, or it has not come from another body.
fn withheld(view: &View, document: &DocumentView) -> Option<String> {
    let problem = match document.scan.as_str() {
        "on_its_way" => "problem-document-on-its-way",
        "lost" => "problem-document-lost",
        "pending" | "failed" => "problem-document-unchecked",
        "infected" => "problem-document-infected",
        _ => return None,
    };
    Some(view.say(problem))
}

/// A size as people say it: whole kilobytes, or megabytes with one decimal.
fn size(view: &View, bytes: u64) -> String {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    if bytes < 1_000_000 {
        return view.tell("document-kilobytes", &[("count", Arg::Number(number(bytes.div_ceil(1000))))]);
    }
    let tenths = bytes.div_ceil(100_000);
    view.tell(
        "document-megabytes",
        &[("whole", Arg::Number(number(tenths / 10))), ("tenth", Arg::Number(number(tenths % 10)))],
    )
}
