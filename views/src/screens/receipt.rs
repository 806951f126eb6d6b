//! The receipt: the proof that a case is on the register, and the only time its access code is shown.
//!
//! In: a [`ReceiptScreen`]. Out: a slip to keep, what comes next, and the way into the case.
//! Never: the access code in an address.

use crate::View;
use crate::fields::{hidden, submit};
use crate::frame::{self, Door, good_news, language_of, title};
use crate::page::ReceiptScreen;
use crate::screens::open::OPEN;
use crate::slots::{QR, slot_of};
use words::Arg;
use yew::{Html, html};

/// The `data-form` of the way to the printed receipt.
pub const PAPER: &str = "paper";

/// The page with the receipt on it.
pub fn page(view: &View, screen: &ReceiptScreen) -> Html {
    frame::page(view, "receipt", Door::File, receipt(view, screen))
}

fn receipt(view: &View, screen: &ReceiptScreen) -> Html {
    let receipt = &screen.receipt;
    html! {
        <>
            { title(view.tell("receipt-title", &[("kind", Arg::Text(&screen.kind))]), screen.notice.is_none()) }
            <p class="wasl-lead">{ view.say("receipt-lead") }</p>
            if let Some(notice) = &screen.notice { { good_news(view.say_of("notice-", notice)) } }
            { slip(view, screen) }
            <div class="wasl-notice wasl-notice-keep">
                <h3>{ view.say("receipt-keep-title") }</h3>
                <p>{ view.say("receipt-keep") }</p>
            </div>
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

/// The same on paper, signed, in a page of its own.
fn print(view: &View, screen: &ReceiptScreen) -> Html {
    html! {
        <form class="wasl-form wasl-form-bare" method="post" action={view.url("/receipt")} target="_blank" data-form={PAPER} data-plain="" accept-charset="utf-8">
            { language_of(view) }
            { hidden("reference", &screen.receipt.reference) }
            { hidden("access_code", &screen.receipt.access_code) }
            { submit(view, view.say("receipt-print"), "wasl-button", false) }
        </form>
    }
}

fn slip(view: &View, screen: &ReceiptScreen) -> Html {
    let receipt = &screen.receipt;
    html! {
        <div class="wasl-slip">
            <div class="wasl-slip-head">
                <p class="wasl-slip-name">{ view.say("receipt-name") }</p>
                <p class="wasl-slip-agency" dir="auto">{ view.agency_name().to_owned() }</p>
            </div>
            <dl class="wasl-slip-keys">
                { key(view, "receipt-reference", "copy-reference", &receipt.reference) }
                { key(view, "receipt-access-code", "copy-access-code", &receipt.access_code) }
            </dl>
            { slot_of(QR, "receipt") }
            <dl class="wasl-slip-facts">
                <div><dt>{ view.say("receipt-received") }</dt><dd>{ view.moment(&receipt.received_at) }</dd></div>
                <div><dt>{ view.say("receipt-due") }</dt><dd><strong>{ view.day(&receipt.due_at) }</strong></dd></div>
                <div class="wasl-slip-wide"><dt>{ view.say("receipt-link") }</dt><dd><a class="wasl-link" dir="ltr" href={receipt.tracking_url.clone()}>{ receipt.tracking_url.clone() }</a></dd></div>
            </dl>
        </div>
    }
}

/// A value to keep, big, with a button that copies it (seen only where a script can).
fn key(view: &View, name: &str, copy: &str, value: &str) -> Html {
    html! {
        <div class="wasl-key">
            <dt>{ view.say(name) }</dt>
            <dd>
                <bdi class="wasl-key-value" dir="ltr" translate="no">{ value.to_owned() }</bdi>
                <button type="button" class="wasl-copy" data-copy={value.to_owned()} title={view.say(copy)}>
                    { view.say("copy") }
                </button>
                <span class="wasl-copied" role="status">{ view.say("copied") }</span>
            </dd>
        </div>
    }
}
