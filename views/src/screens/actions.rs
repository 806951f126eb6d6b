//! What the complainant can do in a case: answer, write, and the actions that the node offers now.
//!
//! In: a [`CaseScreen`]. Out: one form for each, posted to `/{agency}/case/messages` or `/{agency}/case/actions`.
//! Never: a form for an action that is not in `actions`.

use crate::View;
use crate::fields::{Field, documents, hidden, name_of, submit};
use crate::frame::language_of;
use crate::page::CaseScreen;
use wire::problem::FieldProblem;
use yew::{Html, html};

/// The `data-form` of the message box; an answer's is `answer-` and the question's id.
pub const MESSAGE: &str = "message";

/// The id of the field that an error belongs to.
#[must_use]
pub fn id_of(error: &FieldProblem, screen: &CaseScreen) -> String {
    let form = screen.form.as_deref().unwrap_or(MESSAGE);
    match name_of(&error.field) {
        "documents" => format!("wasl-{form}-file"),
        "rating" => format!("wasl-{form}-rating-1"),
        // A wrong `in_reply_to` has no field of its own: the answer has.
        "in_reply_to" => format!("wasl-{form}-text"),
        name => format!("wasl-{form}-{name}"),
    }
}

/// One field of one of the forms: what was typed and what is wrong is shown only in the form that was sent.
fn field<'a>(view: &View, screen: &'a CaseScreen, form: &str, name: &'static str, label: &str) -> Field<'a> {
    let sent = screen.form.as_deref() == Some(form);
    let value = match name {
        _ if !sent => "",
        "text" => &screen.values.text,
        "reason" => &screen.values.reason,
        "prior_steps" => &screen.values.prior_steps,
        "before_court" => &screen.values.before_court,
        _ => &screen.values.rating,
    };
    Field {
        name,
        id: format!("wasl-{form}-{name}"),
        label: view.say(label),
        hint: None,
        optional: false,
        value,
        errors: if sent { &screen.errors } else { &[] },
    }
}

fn sheet(
    view: &View,
    screen: &CaseScreen,
    path: &str,
    form: &str,
    fields: Html,
    submit_key: &str,
    class: &'static str,
) -> Html {
    // Without scripts a message brings its files along.
    let enctype = (path == "/case/messages").then_some("multipart/form-data");
    html! {
        <form class="wasl-form wasl-form-inner" method="post" action={view.url(path)} data-form={form.to_owned()} novalidate=true
            accept-charset="utf-8" enctype={enctype}>
            { language_of(view) }
            { hidden("reference", &screen.case.reference) }
            { hidden("access_code", &screen.access_code) }
            { hidden("idempotency_key", &screen.idempotency_key) }
            { fields }
            { submit(view, view.say(submit_key), class, false) }
        </form>
    }
}

/// The documents of a message.
fn attached(view: &View, screen: &CaseScreen, form: &str) -> Html {
    let sent = screen.form.as_deref() == Some(form);
    let (errors, kept): (&[FieldProblem], &[String]) =
        if sent { (&screen.errors, &screen.values.documents) } else { (&[], &[]) };
    documents(view, &["wasl-", form].concat(), errors, kept)
}

/// The answer to a question, in its place.
pub fn answer(view: &View, screen: &CaseScreen, question: &str) -> Html {
    let form = format!("answer-{question}");
    let fields = html! {
        <>
            { hidden("in_reply_to", question) }
            { field(view, screen, &form, "text", "answer-label").text(view, "4", Html::default()) }
            { attached(view, screen, &form) }
        </>
    };
    sheet(view, screen, "/case/messages", &form, fields, "answer-submit", "wasl-button wasl-button-main")
}

/// The message box and the actions.
pub fn actions(view: &View, screen: &CaseScreen) -> Html {
    let offered: Vec<&str> = screen.case.actions.iter().map(String::as_str).filter(|a| known(a)).collect();
    html! {
        if !offered.is_empty() {
            <section class="wasl-actions" aria-labelledby="wasl-actions-title">
                <h3 class="wasl-subtitle" id="wasl-actions-title">{ view.say("actions-title") }</h3>
                { for offered.iter().map(|action| one(view, screen, action)) }
            </section>
        }
    }
}

fn known(action: &str) -> bool {
    matches!(action, MESSAGE | "withdraw" | "reopen" | "escalate" | "rate")
}

fn one(view: &View, screen: &CaseScreen, action: &str) -> Html {
    let open = screen.form.as_deref() == Some(action) && screen.notice.is_none();
    let (path, fields, submit_key, class) = if action == MESSAGE {
        let text = Field { hint: Some(view.say("message-hint")), ..field(view, screen, MESSAGE, "text", "field-text") };
        let fields = html! { <>{ text.text(view, "4", Html::default()) }{ attached(view, screen, MESSAGE) }</> };
        ("/case/messages", fields, "message-submit".to_owned(), "wasl-button")
    } else {
        let class = if action == "withdraw" { "wasl-button wasl-button-grave" } else { "wasl-button" };
        let fields = html! {
            <>
                { hidden("action", action) }
                <p>{ view.say(&format!("action-{action}-explain")) }</p>
                { action_fields(view, screen, action) }
            </>
        };
        ("/case/actions", fields, format!("action-{action}-submit"), class)
    };
    html! {
        <details class="wasl-details wasl-action" id={["wasl-action-", action].concat()} key={action.to_owned()} open={open}>
            <summary>{ view.say_of("action-", action) }</summary>
            { sheet(view, screen, path, action, fields, &submit_key, class) }
        </details>
    }
}

fn action_fields(view: &View, screen: &CaseScreen, action: &str) -> Html {
    let field = |name, label| field(view, screen, action, name, label);
    let why = Field { optional: true, ..field("reason", "field-reason-optional") };
    match action {
        "reopen" => field("reason", "field-reason").text(view, "4", Html::default()),
        "escalate" => {
            let steps =
                Field { hint: Some(view.say("field-prior-steps-hint")), ..field("prior_steps", "field-prior-steps") };
            html! {
                <>
                    { steps.text(view, "4", Html::default()) }
                    { field("before_court", "field-before-court").tick(view, "no") }
                </>
            }
        }
        "rate" => {
            let marks: Vec<_> =
                (1..=5).map(|n| (n.to_string(), view.say_of("rating-", &n.to_string()), None)).collect();
            html! {
                <>
                    { field("rating", "field-rating").cards(view, "wasl-cards wasl-marks", &marks) }
                    { why.text(view, "2", Html::default()) }
                </>
            }
        }
        _ => why.text(view, "2", Html::default()),
    }
}
