//! The filing form: what it is about, who writes, agreement, and nothing else.
//!
//! In: a [`FormScreen`]. Out: a form posted to `/{agency}`; field names are those of the hosted page.
//! Never: a field that the administration does not need to answer.

use crate::View;
use crate::fields::{Field, Line, documents, hidden, input, name_of, submit};
use crate::frame::{self, Door, alert, language_of, title};
use crate::page::FormScreen;
use crate::slots::{DRAFT, OFFER, ORIENT, VOICE, slot};
use wire::problem::{FieldProblem, ProblemCode};
use words::Arg;
use yew::{AttrValue, Html, html};

mod person;

/// The `data-form` of this form.
pub const FILE: &str = "file";

/// The id of the field that an error belongs to.
#[must_use]
pub fn id_of(error: &FieldProblem, kinds: &[String]) -> String {
    match (name_of(&error.field), kinds.first()) {
        // A group has no focus of its own: its first choice has.
        ("kind", Some(first)) => format!("wasl-kind-{first}"),
        ("on_behalf", _) => "wasl-on_behalf-".to_owned(),
        ("documents" | "voice", _) => "wasl-file".to_owned(),
        (name, _) => format!("wasl-{name}"),
    }
}

/// The page with the form on it.
pub fn page(view: &View, screen: &FormScreen) -> Html {
    frame::page(view, "form", Door::File, form(view, screen))
}

fn form(view: &View, screen: &FormScreen) -> Html {
    let on = view.on;
    let wrong = !screen.errors.is_empty() || screen.problem.is_some();
    let problem = screen.problem.as_deref().map(|code| view.words.problem(code));
    html! {
        <>
            { title(view.say("form-title"), !wrong) }
            <p class="wasl-lead">{ view.say("form-lead") }</p>
            { promises(view) }
            { slot(ORIENT) }
            { alert(view, &screen.errors, problem, &|e| id_of(e, &view.agency.kinds), true) }
            <form class="wasl-form" method="post" action={view.url("")} data-form={FILE} novalidate=true accept-charset="utf-8"
                enctype="multipart/form-data"
                aria-label={view.say("form-title")}
                onsubmit={on.submit.clone()} oninput={on.input.clone()} onchange={on.change.clone()}>
                { language_of(view) }
                { hidden("idempotency_key", &screen.values.idempotency_key) }
                { hidden("page", &screen.values.page) }
                if view.agency.proof { { proof(screen) } }
                { trap() }
                { slot(OFFER) }
                { slot(VOICE) }
                <p class="wasl-note">{ view.say("form-required-note") }</p>
                { section(view, "section-message", "wasl-written", message(view, screen)) }
                { section(view, "section-documents", "wasl-attached", documents(view, "wasl", &screen.errors, &screen.values.documents)) }
                { section(view, "section-you", "wasl-person", person::person(view, screen)) }
                { slot(DRAFT) }
                { section(view, "section-send", "", agreement(view, screen)) }
            </form>
        </>
    }
}

/// Filled in by the part of this name once the form is touched; at once where the node has asked for it.
fn proof(screen: &FormScreen) -> Html {
    let mut attributes: Vec<(&'static str, AttrValue)> =
        [("type", "hidden"), ("name", "proof"), ("data-touch", "proof")]
            .map(|(name, value)| (name, value.into()))
            .into();
    if screen.problem.as_deref() == Some(ProblemCode::ProofNeeded.name()) {
        attributes.push(("data-start", "proof".into()));
    }
    input(attributes)
}

/// A field that people never see: what fills it in is a machine.
fn trap() -> Html {
    let attributes: Vec<(&'static str, AttrValue)> =
        [("name", "website"), ("type", "text"), ("tabindex", "-1"), ("autocomplete", "off")]
            .map(|(name, value)| (name, value.into()))
            .into();
    html! { <div class="wasl-trap" aria-hidden="true">{ input(attributes) }</div> }
}

fn promises(view: &View) -> Html {
    let days = view.tell("form-promise-deadline", &[("days", Arg::Number(i64::from(view.agency.answer_within_days)))]);
    html! {
        <ul class="wasl-promises">
            <li class="wasl-promise-receipt">{ view.say("form-promise-receipt") }</li>
            <li class="wasl-promise-deadline">{ days }</li>
            <li class="wasl-promise-track">{ view.say("form-promise-track") }</li>
        </ul>
    }
}

fn section(view: &View, key: &str, class: &'static str, content: Html) -> Html {
    html! {
        <section class={["wasl-section ", class].concat()}>
            <h3 class="wasl-section-title">{ view.say(key) }</h3>
            { content }
        </section>
    }
}

pub(super) fn field<'a>(
    view: &View,
    screen: &'a FormScreen,
    name: &'static str,
    hint: bool,
    value: &'a str,
) -> Field<'a> {
    Field {
        name,
        id: format!("wasl-{name}"),
        label: view.say_of("field-", name),
        hint: hint.then(|| view.say(&format!("field-{name}-hint"))),
        optional: false,
        value,
        errors: &screen.errors,
    }
}

fn message(view: &View, screen: &FormScreen) -> Html {
    let values = &screen.values;
    let kinds: Vec<_> = view
        .agency
        .kinds
        .iter()
        .map(|k| (k.clone(), view.say_of("kind-", k), Some(view.say(&format!("kind-{k}-hint")))))
        .collect();
    let only = match view.agency.kinds.as_slice() {
        [only] => only.as_str(),
        _ => values.kind.as_str(),
    };
    html! {
        <>
            { field(view, screen, "kind", false, only).cards(view, "wasl-cards", &kinds) }
            { field(view, screen, "category", false, &values.category).select(view, view.say("category-choose"), &categories(view)) }
            { field(view, screen, "subject", true, &values.subject).line(view, Line::Text) }
            { field(view, screen, "body", true, &values.body).text(view, "8", remaining(view)) }
        </>
    }
}

/// Categories with their names; one that is not for the kind chosen cannot be chosen.
fn categories(view: &View) -> Vec<(String, String, bool)> {
    let offered = |kinds: &[String]| match &view.live.kind {
        Some(kind) => kinds.is_empty() || kinds.contains(kind),
        None => true,
    };
    let row =
        |c: &wire::v1::agencies::CategoryView| (c.id.clone(), c.name_in(view.language).to_owned(), offered(&c.kinds));
    view.agency.categories.iter().map(row).collect()
}

/// Near the limit, how much room is left; said aloud only as it changes.
fn remaining(view: &View) -> Html {
    let limit = i64::from(view.agency.limits.body);
    let text = view.live.body_chars.map_or_else(String::new, |used| match limit - i64::from(used) {
        left if left >= 0 => view.tell("characters-left", &[("count", Arg::Number(left))]),
        over => view.tell("characters-over", &[("count", Arg::Number(-over))]),
    });
    html! { <p class="wasl-count" aria-live="polite">{ text }</p> }
}

fn agreement(view: &View, screen: &FormScreen) -> Html {
    let consent = Field {
        hint: Some(view.tell("field-consent-hint", &[("agency", Arg::Text(view.agency_name()))])),
        value: if screen.values.consent { "yes" } else { "" },
        ..field(view, screen, "consent", false, "")
    };
    html! {
        <>
            { consent.tick(view, "yes") }
            { submit(view, view.say("form-submit"), "wasl-button wasl-button-main", view.live.busy) }
        </>
    }
}
