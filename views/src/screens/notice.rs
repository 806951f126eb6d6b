//! A page that says why there is no page. In: a [`NoticeScreen`]. Out: one sentence and the way back.

use crate::View;
use crate::frame::{self, Door, title};
use crate::page::NoticeScreen;
use yew::{Html, html};

/// The page with it.
pub fn page(view: &View, screen: &NoticeScreen) -> Html {
    frame::page(view, "notice", Door::None, notice(view, screen))
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
