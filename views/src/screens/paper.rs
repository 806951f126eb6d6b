//! The receipt on paper: one sheet with all that a person needs to follow the case, and all that proves it.
//!
//! In: a [`PaperScreen`]. Out: a page made for printing; on the screen it has a button for that and the file that
//! proves it to others. Only the node renders it. Never: anything that has to be there in the browser's program.

use crate::View;
use crate::frame::title;
use crate::page::PaperScreen;
use crate::screens::documents;
use crate::slots::{QR, slot};
use yew::{Html, html};

/// The whole page.
pub fn page(view: &View, screen: &PaperScreen) -> Html {
    html! {
        <div class="wasl-page wasl-paper">
            <div class="wasl-band"></div>
            <div class="wasl-body">
                <h1 class="wasl-paper-agency" dir="auto">{ view.agency_name().to_owned() }</h1>
                { title(view.say("paper-title"), false) }
                { tools(view, screen) }
                { keys(view, screen) }
                { filed(view, screen) }
                { signature(view, screen) }
            </div>
        </div>
    }
}

fn tools(view: &View, screen: &PaperScreen) -> Html {
    let name = format!("{}.json", screen.receipt.reference);
    html! {
        <div class="wasl-paper-tools">
            <button type="button" class="wasl-button wasl-button-main" data-open="receipt">{ view.say("paper-print") }</button>
            <p class="wasl-paper-plain">{ view.say("paper-print-plain") }</p>
            <p><a class="wasl-link" href={screen.file_url.clone()} download={name}>{ view.say("paper-file") }</a></p>
            <p class="wasl-note">{ view.say("paper-file-hint") }</p>
        </div>
    }
}

fn keys(view: &View, screen: &PaperScreen) -> Html {
    let receipt = &screen.receipt;
    html! {
        <section class="wasl-slip wasl-paper-slip">
            <dl>
                { code(view, "receipt-reference", &receipt.reference) }
                { code(view, "receipt-access-code", &receipt.access_code) }
                <div><dt>{ view.say("receipt-received") }</dt><dd>{ view.moment(&receipt.received_at) }</dd></div>
                <div><dt>{ view.say("receipt-due") }</dt><dd><strong>{ view.day(&receipt.due_at) }</strong></dd></div>
            </dl>
            <div class="wasl-paper-open">
                { slot(QR) }
                <p>{ view.say("paper-open") }</p>
            </div>
            <p class="wasl-paper-link"><a class="wasl-link" dir="ltr" href={receipt.tracking_url.clone()}>{ receipt.tracking_url.clone() }</a></p>
            <p class="wasl-paper-secret">{ view.say("paper-secret") }</p>
        </section>
    }
}

fn code(view: &View, name: &str, value: &str) -> Html {
    html! {
        <div><dt>{ view.say(name) }</dt><dd><bdi class="wasl-key-value" dir="ltr" translate="no">{ value.to_owned() }</bdi></dd></div>
    }
}

fn filed(view: &View, screen: &PaperScreen) -> Html {
    let case = &screen.case;
    let category = view.agency.categories.iter().find(|c| c.id == case.category);
    let category = category.map_or(case.category.as_str(), |c| c.name_in(view.language));
    html! {
        <section>
            <h3 class="wasl-subtitle">{ view.say("paper-filed-title") }</h3>
            <dl class="wasl-facts">
                <div><dt>{ view.say("paper-kind") }</dt><dd>{ view.say_of("kind-", &case.kind) }</dd></div>
                <div><dt>{ view.say("case-category") }</dt><dd dir="auto">{ category.to_owned() }</dd></div>
                <div><dt>{ view.say("case-subject") }</dt><dd dir="auto">{ case.subject.clone() }</dd></div>
            </dl>
            <p class="wasl-said" dir="auto">{ case.body.clone() }</p>
            { documents::names(view, documents::filed(case)) }
        </section>
    }
}

fn signature(view: &View, screen: &PaperScreen) -> Html {
    let code = |text: &str| html! { <pre dir="ltr" translate="no">{ text.to_owned() }</pre> };
    html! {
        <section class="wasl-paper-proof">
            <h3 class="wasl-subtitle">{ view.say("paper-signature-title") }</h3>
            <p>{ view.say("paper-signature") }</p>
            <dl>
                <div><dt>{ view.say("paper-signed-text") }</dt><dd>{ code(screen.signed_text.trim_end()) }</dd></div>
                <div><dt>{ view.say("paper-signature-value") }</dt><dd>{ code(&screen.receipt.signature) }</dd></div>
                <div><dt>{ view.say("paper-key") }</dt><dd>{ code(&screen.receipt.key_id) }</dd></div>
                <div><dt>{ view.say("paper-keys-url") }</dt><dd>{ code(&screen.keys_url) }</dd></div>
            </dl>
        </section>
    }
}
