//! A page that says why there is no page, or no form. In: a [`NoticeScreen`]. Out: one sentence and the way on.

use crate::View;
use crate::frame::{self, Door, title};
use crate::page::{FILING_ELSEWHERE, NoticeScreen};
use wire::problem::ProblemCode;
use yew::{Html, html};

/// The page with it.
pub fn page(view: &View, screen: &NoticeScreen) -> Html {
    let closed = screen.problem == ProblemCode::FilingClosed.name();
    match &screen.link {
        Some(link) if screen.problem == FILING_ELSEWHERE => {
            frame::page(view, "elsewhere", Door::File, elsewhere(view, link))
        }
        _ if closed => frame::page(view, "closed", Door::File, closed_for_now(view, screen)),
        _ => frame::page(view, "notice", Door::None, notice(view, screen)),
    }
}

fn notice(view: &View, screen: &NoticeScreen) -> Html {
    html! {
        <>
            { title(view.say("page-problem-title"), true) }
            <p class="wasl-lead">{ view.words.problem(&screen.problem) }</p>
            if !view.agency.id.is_empty() {
                <p><a class="wasl-link" href={view.link("")} data-go="form">{ view.say("page-problem-back") }</a></p>
            }
        </>
    }
}

/// The agency takes nothing at present; the other door stays open.
fn closed_for_now(view: &View, screen: &NoticeScreen) -> Html {
    html! {
        <>
            { title(view.say("closed-title"), true) }
            <p class="wasl-lead">{ view.words.problem(&screen.problem) }</p>
            <p><a class="wasl-link" href={view.link("/case")} data-go="open">{ view.say("nav-track") }</a></p>
        </>
    }
}

/// The form is on a page of its own.
fn elsewhere(view: &View, link: &str) -> Html {
    html! {
        <>
            { title(view.say("elsewhere-title"), true) }
            <p class="wasl-lead">{ view.say("elsewhere-lead") }</p>
            <p><a class="wasl-button wasl-button-main" href={link.to_owned()} target="_top">{ view.say("elsewhere-link") }</a></p>
        </>
    }
}
