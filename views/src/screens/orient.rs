//! Orientation: one plain question at a time, or the body that is competent. Every answer is a link: it works
//! without scripts, and weighs nothing in the browser.
//!
//! In: an [`OrientScreen`]. Out: the question with its answers, or where to go. Never: a way that keeps anybody from filing.

use crate::View;
use crate::frame::{self, Door, title};
use crate::page::{OrientScreen, Way};
use wire::v1::agencies::{Names, pick};
use yew::{Html, html};

/// The page with it.
pub fn page(view: &View, screen: &OrientScreen) -> Html {
    frame::page(view, "orient", Door::File, orient(view, screen))
}

fn said<'a>(view: &View, names: &'a Names) -> &'a str {
    pick(names, view.language, view.agency.languages.first())
}

fn orient(view: &View, screen: &OrientScreen) -> Html {
    html! {
        <>
            { step(view, &screen.way) }
            <p class="wasl-ways">
                if let Some(back) = &screen.back {
                    <a class="wasl-link" href={back.clone()} data-go="orient">{ view.say("orient-back") }</a>
                }
                <a class="wasl-link" href={view.link("")} data-go="form">{ view.say(skip(&screen.way)) }</a>
            </p>
        </>
    }
}

fn skip(way: &Way) -> &'static str {
    match way {
        Way::Question { .. } => "orient-skip",
        Way::Elsewhere { .. } => "orient-anyway",
    }
}

fn step(view: &View, way: &Way) -> Html {
    match way {
        Way::Question { text, answers } => html! {
            <>
                <p class="wasl-note">{ view.say("orient-lead") }</p>
                { title(said(view, text).to_owned(), true) }
                { choices(view, answers) }
            </>
        },
        Way::Elsewhere { body, reason, url } => html! {
            <>
                { title(view.say("orient-elsewhere-title"), true) }
                <div class="wasl-notice wasl-notice-keep">
                    <h3 dir="auto">{ said(view, body).to_owned() }</h3>
                    <p dir="auto">{ said(view, reason).to_owned() }</p>
                    if let Some(url) = url {
                        <p><a class="wasl-link" dir="ltr" href={url.clone()} target="_blank" rel="noopener">{ url.clone() }</a></p>
                    }
                </div>
            </>
        },
    }
}

/// Answers as links.
pub fn choices(view: &View, answers: &[(Names, String)]) -> Html {
    html! {
        <ul class="wasl-choices">
            { for answers.iter().map(|(text, url)| html! {
                <li><a class="wasl-choice" dir="auto" href={url.clone()} data-go="orient">{ said(view, text).to_owned() }</a></li>
            }) }
        </ul>
    }
}
