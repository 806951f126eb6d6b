//! What the node alone says on a receipt: when it came in, until when an answer is due, what comes next, other languages.
//!
//! In: a [`ReceiptScreen`]. Out: the whole page. Never: anything that has to be there in the browser's program.

use super::{SCREEN, beginning, keys, print};
use crate::View;
use crate::fields::{hidden, submit};
use crate::frame::{self, Door, language_of};
use crate::page::ReceiptScreen;
use crate::screens::open::OPEN;
use domain::language::Language;
use words::Arg;
use yew::{Html, html};

/// The `data-form` of the switch to another language.
const AGAIN: &str = "again";

/// The whole page.
pub fn page(view: &View, screen: &ReceiptScreen) -> Html {
    frame::page(view, "receipt", Door::File, receipt(view, screen))
}

fn receipt(view: &View, screen: &ReceiptScreen) -> Html {
    let receipt = &screen.receipt;
    html! {
        <>
            { languages(view, screen) }
            { beginning(view, screen, facts(view, screen)) }
            <h3 class="wasl-subtitle">{ view.say("receipt-next-title") }</h3>
            <ol class="wasl-next">
                <li>{ view.say("receipt-next-read") }</li>
                <li>{ view.say("receipt-next-ask") }</li>
                <li>{ view.tell("receipt-next-answer", &[("date", Arg::Text(&view.day(&receipt.due_at)))]) }</li>
            </ol>
            { print(view, screen) }
            <form class="wasl-form wasl-form-bare" method="post" action={view.url("/case")} data-form={OPEN} novalidate=true accept-charset="utf-8">
                { language_of(view) }
                { hidden("reference", &receipt.reference) }
                { hidden("access_code", &receipt.access_code) }
                { submit(view, view.say("receipt-track"), "wasl-button wasl-button-main", false) }
            </form>
            <p><a class="wasl-link" href={view.link("")} data-go="form">{ view.say("receipt-another") }</a></p>
        </>
    }
}

/// The agency's languages. A receipt has no address of its own: a form with its keys asks for it in another language.
fn languages(view: &View, screen: &ReceiptScreen) -> Html {
    let button = |language: Language| {
        let tag = language.tag();
        html! {
            <li><button type="submit" name="lang" value={tag} class="wasl-language" lang={tag}
                aria-current={(tag == view.language).then_some("true")}>{ language.endonym() }</button></li>
        }
    };
    let all = view.agency.languages.iter().filter_map(|tag| Language::parse(tag));
    html! {
        if view.agency.languages.len() > 1 {
            <nav class="wasl-languages wasl-again" aria-label={view.say("languages-label")}>
                <form method="post" action={view.url("/receipt")} data-form={AGAIN} accept-charset="utf-8">
                    { keys(screen) }
                    { hidden("show", SCREEN) }
                    <ul>{ for all.map(button) }</ul>
                </form>
            </nav>
        }
    }
}

fn facts(view: &View, screen: &ReceiptScreen) -> Html {
    let receipt = &screen.receipt;
    html! {
        <dl class="wasl-slip-facts">
                <div><dt>{ view.say("receipt-received") }</dt><dd>{ view.moment(&receipt.received_at) }</dd></div>
                <div><dt>{ view.say("receipt-due") }</dt><dd><strong>{ view.day(&receipt.due_at) }</strong></dd></div>
                <div class="wasl-slip-wide"><dt>{ view.say("receipt-link") }</dt><dd><a class="wasl-link" dir="ltr" href={receipt.tracking_url.clone()}>{ receipt.tracking_url.clone() }</a></dd></div>
            </dl>
    }
}
