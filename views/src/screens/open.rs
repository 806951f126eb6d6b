//! The door to a case: its reference and its access code.
//!
//! In: an [`OpenScreen`]. Out: a form posted to `/{agency}/case`. Never: a hint whether the reference or the code was wrong.

use crate::View;
use crate::fields::{Field, Line, submit};
use crate::frame::{self, Door, alert, language_of, title};
use crate::page::OpenScreen;
use yew::{Html, html};

/// The `data-form` of this form.
pub const OPEN: &str = "open";

/// The page with it.
pub fn page(view: &View, screen: &OpenScreen) -> Html {
    frame::page(view, "open", Door::Track, open(view, screen))
}

fn open(view: &View, screen: &OpenScreen) -> Html {
    let wrong = !screen.errors.is_empty() || screen.problem.is_some();
    let problem = screen.problem.as_deref().map(|code| view.words.problem(code));
    let id_of = |e: &wire::problem::FieldProblem| format!("wasl-{}", e.field.rsplit('/').next().unwrap_or_default());
    let field = |name: &'static str, words: &str, value| Field {
        name,
        id: format!("wasl-{name}"),
        label: view.say(words),
        hint: Some(view.say(&format!("{words}-hint"))),
        optional: false,
        value,
        errors: &screen.errors,
    };
    html! {
        <>
            { title(view.say("open-title"), !wrong) }
            <p class="wasl-lead">{ view.say("open-lead") }</p>
            { alert(view, &screen.errors, problem, &id_of, false) }
            <form class="wasl-form" method="post" action={view.url("/case")} data-form={OPEN} data-start="link" novalidate=true accept-charset="utf-8"
                aria-label={view.say("open-title")}>
                { language_of(view) }
                <section class="wasl-section wasl-section-plain">
                    { field("reference", "field-reference", &screen.reference).line(view, Line::Code) }
                    { field("access_code", "field-access-code", "").line(view, Line::Code) }
                    { submit(view, view.say("open-submit"), "wasl-button wasl-button-main", false) }
                </section>
            </form>
            <details class="wasl-details">
                <summary>{ view.say("open-lost-title") }</summary>
                <p>{ view.say("open-lost") }</p>
            </details>
        </>
    }
}
