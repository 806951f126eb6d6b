//! A case, opened: where it stands in plain words, what happens next, what happened, what can be done.
//!
//! In: a [`CaseScreen`]. Out: HTML whose every form posts reference and access code again, so that it works without scripts.
//! Never: an action that the node did not offer.

use crate::View;
use crate::fields::{hidden, submit};
use crate::frame::{self, Door, alert, good_news, language_of, title};
use crate::page::CaseScreen;
use crate::screens::{actions, documents, timeline};
use crate::slots::{LIVE, slot_of};
use domain::status::CaseStatus;
use words::Arg;
use yew::{Html, html};

/// The page with it.
pub fn page(view: &View, screen: &CaseScreen) -> Html {
    frame::page(view, "case", Door::Track, case(view, screen))
}

fn case(view: &View, screen: &CaseScreen) -> Html {
    let case = &screen.case;
    let calm = screen.errors.is_empty() && screen.problem.is_none() && screen.notice.is_none();
    let reason = screen.reason.as_deref().map(|r| view.say_of("reason-", r));
    let problem = reason.or_else(|| screen.problem.as_deref().map(|code| view.words.problem(code)));
    html! {
        <>
            <p class="wasl-over-title">
                <span>{ view.say_of("kind-", &case.kind) }</span>
                <bdi class="wasl-reference" dir="ltr" translate="no">{ case.reference.clone() }</bdi>
            </p>
            { title(if case.erased_at.is_some() { case.reference.clone() } else { case.subject.clone() }, calm) }
            { alert(view, &screen.errors, problem, &|e| actions::id_of(e, screen), true) }
            if let Some(notice) = &screen.notice { { good_news(view.say_of("notice-", notice)) } }
            { slot_of(LIVE, "live") }
            { state(view, screen) }
            if case.erased_at.is_none() { { filed(view, screen) } }
            { timeline::timeline(view, screen) }
            { actions::actions(view, screen) }
            <form class="wasl-form" method="post" action={view.url("/case/export")} target="_blank" data-form="export" data-plain="" accept-charset="utf-8">
                { language_of(view) }
                { hidden("reference", &case.reference) }
                { hidden("access_code", &screen.access_code) }
                { submit(view, view.say("case-all"), "wasl-button", false) }
            </form>
        </>
    }
}

/// How a status looks: its tone, and how many of the three steps are done.
const fn look(status: CaseStatus) -> (&'static str, Option<u8>) {
    match status {
        CaseStatus::Received => ("wasl-state wasl-state-calm", Some(1)),
        CaseStatus::Forwarded | CaseStatus::UnderReview | CaseStatus::Escalated => {
            ("wasl-state wasl-state-calm", Some(2))
        }
        CaseStatus::AwaitingComplainant => ("wasl-state wasl-state-asks", Some(2)),
        CaseStatus::Answered | CaseStatus::Redirected | CaseStatus::Closed => ("wasl-state wasl-state-done", Some(3)),
        CaseStatus::Withdrawn => ("wasl-state wasl-state-off", None),
    }
}

fn state(view: &View, screen: &CaseScreen) -> Html {
    let case = &screen.case;
    let status = CaseStatus::parse(&case.status).unwrap_or(CaseStatus::Received);
    let (class, steps) = look(status);
    let name = status.name();
    let due = view.day(&case.due_at);
    let ended = matches!(status, CaseStatus::Answered | CaseStatus::Closed);
    // After an answer the next step is the person's, if the node still offers one.
    let next = !ended || case.actions.iter().any(|a| a == "reopen" || a == "escalate");
    let args = [("date", Arg::Text(&due))];
    // Who turned to the Mediator waits for the Mediator, and the administration owes its answer there.
    let turned = case.timeline.iter().rev().find(|e| e.kind == "escalated" || e.kind == "reopened");
    let to_mediator = status.awaits_answer() && turned.is_some_and(|e| e.kind == "escalated");
    let of = |key: &str| if to_mediator { [key, "-to-mediator"].concat() } else { key.to_owned() };
    // A body that this node can hand the case to has it; any other one the person has to turn to.
    let redirected = case.timeline.iter().rev().find(|e| e.kind == name && status == CaseStatus::Redirected);
    let after = match redirected {
        _ if to_mediator => CaseStatus::Escalated.name(),
        Some(entry) if entry.to.is_some() => "redirected-held",
        _ => name,
    };
    html! {
        <section class={class} aria-label={view.say("case-where")}>
            <p class="wasl-state-name">{ view.say_of("status-", name) }</p>
            if let Some(outcome) = &case.outcome {
                <p class="wasl-state-outcome">{ view.say_of("outcome-", outcome) }</p>
            }
            if let Some(at) = &case.erased_at {
                <p>{ view.tell("case-erased", &[("date", Arg::Text(&view.day(at)))]) }</p>
            } else {
                <p>{ view.say(&format!("status-{name}-meaning")) }</p>
            }
            if next && case.erased_at.is_none() { <p>{ view.tell(&format!("status-{after}-next"), &args) }</p> }
            if case.overdue {
                <p class="wasl-late"><span class="wasl-error-sign" aria-hidden="true"></span><span>{ view.tell(&of("case-overdue"), &args) }</span></p>
                if case.actions.iter().any(|a| a == "escalate") { <p>{ view.say("case-overdue-mediator") }</p> }
            }
            if let Some(done) = steps { { progress(view, done) } }
            <dl class="wasl-facts">
                <div><dt>{ view.say("case-received") }</dt><dd>{ view.day(&case.received_at) }</dd></div>
                if status.awaits_answer() && !case.overdue {
                    <div><dt>{ view.say(&of("case-due")) }</dt><dd>{ due.clone() }</dd></div>
                }
            </dl>
        </section>
    }
}

fn progress(view: &View, reached: u8) -> Html {
    let step = |number: u8, key: &str| {
        let class = match number {
            n if n < reached || reached == 3 => "wasl-step wasl-step-done",
            n if n == reached => "wasl-step wasl-step-here",
            _ => "wasl-step",
        };
        html! { <li class={class} aria-current={(number == reached).then_some("step")}>{ view.say(key) }</li> }
    };
    html! {
        <ol class="wasl-steps">
            { step(1, "step-received") }
            { step(2, "step-review") }
            { step(3, "step-answer") }
        </ol>
    }
}

fn filed(view: &View, screen: &CaseScreen) -> Html {
    let case = &screen.case;
    let category = view.agency.categories.iter().find(|c| c.id == case.category);
    let category = category.map_or(case.category.as_str(), |c| c.name_in(view.language));
    html! {
        <details class="wasl-details">
            <summary>{ view.say("case-filed-title") }</summary>
            <dl class="wasl-facts">
                <div><dt>{ view.say("case-category") }</dt><dd dir="auto">{ category.to_owned() }</dd></div>
                <div><dt>{ view.say("case-subject") }</dt><dd dir="auto">{ case.subject.clone() }</dd></div>
            </dl>
            <p class="wasl-said" dir="auto">{ case.body.clone() }</p>
            { documents::downloads(view, screen, documents::filed(case)) }
        </details>
    }
}
