//! The receipt: the proof that a case is on the register, and the only time its access code is shown.
//!
//! In: a [`ReceiptScreen`]. Out: a slip to keep, what comes next, and the way into the case; in another language where the
//! agency has several. What the browser's program shows itself, as soon as the node has answered, is what must not be
//! lost: reference and code; the rest it does not carry, the node's screen takes its place. Never: the access code in an address.

use crate::View;
use crate::fields::{hidden, submit};
use crate::frame::{self, Door, good_news, language_of, title};
use crate::page::ReceiptScreen;
use crate::slots::{QR, slot_of};
use words::Arg;
use yew::{Html, html};

/// The `data-form` of the way to the printed receipt.
pub const PAPER: &str = "paper";
/// The value of `show` that asks for the screen and not for the paper.
pub const SCREEN: &str = "screen";
/// What can be said about a receipt (`notice`).
pub const FIRST_VERSION: &str = "first-version";

/// The page with the receipt on it, whole.
#[cfg(feature = "ssr")]
pub fn page(view: &View, screen: &ReceiptScreen) -> Html {
    whole::page(view, screen)
}

/// The page with what must not be lost on it: what the browser shows until the node's own page is there.
pub fn first(view: &View, screen: &ReceiptScreen) -> Html {
    let content = html! { <>{ beginning(view, screen, Html::default()) }{ print(view, screen) }</> };
    frame::page(view, "receipt", Door::File, content)
}

/// The title, the slip with `facts` under its keys, and that it is to be kept.
fn beginning(view: &View, screen: &ReceiptScreen, facts: Html) -> Html {
    html! {
        <>
            { title(view.tell("receipt-title", &[("kind", Arg::Text(&screen.kind))]), screen.notice.is_none()) }
            <p class="wasl-lead">{ view.say("receipt-lead") }</p>
            if let Some(notice) = &screen.notice { { good_news(view.say_of("notice-", notice)) } }
            { slip(view, screen, facts) }
            <div class="wasl-notice wasl-notice-keep">
                <h3>{ view.say("receipt-keep-title") }</h3>
                <p>{ view.say("receipt-keep") }</p>
            </div>
        </>
    }
}

/// The same on paper, signed, in a page of its own.
fn print(view: &View, screen: &ReceiptScreen) -> Html {
    html! {
        <form class="wasl-form wasl-form-bare" method="post" action={view.url("/receipt")} target="_blank" data-form={PAPER} data-plain="" accept-charset="utf-8">
            { language_of(view) }
            { keys(screen) }
            { submit(view, view.say("receipt-print"), "wasl-button", false) }
        </form>
    }
}

/// What every form of the receipt posts.
fn keys(screen: &ReceiptScreen) -> Html {
    html! {
        <>
            { hidden("reference", &screen.receipt.reference) }
            { hidden("access_code", &screen.receipt.access_code) }
            if let Some(notice) = &screen.notice { { hidden("notice", notice) } }
        </>
    }
}

fn slip(view: &View, screen: &ReceiptScreen, facts: Html) -> Html {
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
            { facts }
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

#[cfg(feature = "ssr")]
mod whole;
