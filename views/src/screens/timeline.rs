//! What happened in a case, oldest first, and the open questions answered where they stand.
//!
//! In: the contract's entries. Out: a list: when, who, what, and the words themselves.
//! Never: an entry hidden because its type is unknown here: it is shown with what it says.

use crate::View;
use crate::page::CaseScreen;
use crate::screens::{actions, documents};
use wire::v1::case::TimelineEntry;
use words::Arg;
use yew::{Html, html};

/// The list.
pub fn timeline(view: &View, screen: &CaseScreen) -> Html {
    html! {
        <section class="wasl-story" aria-labelledby="wasl-story-title">
            <h3 class="wasl-subtitle" id="wasl-story-title">{ view.say("timeline-title") }</h3>
            <ol class="wasl-timeline">
                { for screen.case.timeline.iter().map(|e| entry(view, screen, e)) }
            </ol>
        </section>
    }
}

fn entry(view: &View, screen: &CaseScreen, entry: &TimelineEntry) -> Html {
    let mine = entry.actor.role == "complainant";
    let class = match (mine, entry.open) {
        (true, _) => "wasl-entry wasl-entry-mine",
        (false, true) => "wasl-entry wasl-entry-asks",
        (false, false) => "wasl-entry",
    };
    let answerable = entry.open && screen.case.actions.iter().any(|a| a == "message");
    html! {
        <li class={class} key={entry.id.clone()} id={["wasl-entry-", &entry.id].concat()} tabindex="-1">
            <p class="wasl-entry-what">{ what(view, entry) }</p>
            <p class="wasl-entry-who">
                <span>{ who(view, entry) }</span>
                <span aria-hidden="true">{ " · " }</span>
                <time datetime={entry.at.clone()}>{ view.moment(&entry.at) }</time>
            </p>
            if let Some(outcome) = &entry.outcome {
                <p class="wasl-entry-outcome">{ view.say_of("outcome-", outcome) }</p>
            }
            if let Some(text) = &entry.text { <p class="wasl-said" dir="auto">{ text.clone() }</p> }
            // What was filed stands above, with its own documents.
            if entry.kind != documents::FILED { { documents::downloads(view, screen, &entry.documents) } }
            if let Some(reference) = &entry.peer_reference {
                <p class="wasl-entry-reference"><bdi class="wasl-reference" dir="ltr" translate="no">{ reference.clone() }</bdi></p>
            }
            if answerable { { actions::answer(view, screen, &entry.id) } }
        </li>
    }
}

fn what(view: &View, entry: &TimelineEntry) -> String {
    let body = entry.to.as_deref().or(entry.actor.body.as_deref()).unwrap_or(view.agency_name());
    let rating = entry.rating.map_or(0, i64::from);
    let name = match (entry.kind.as_str(), &entry.in_reply_to, &entry.about) {
        ("message", _, Some(about)) => about,
        ("message", Some(_), None) => "reply",
        (kind, _, _) => kind,
    };
    view.words
        .find(&["event-", name].concat(), &[("peer", Arg::Text(body)), ("rating", Arg::Number(rating))])
        .unwrap_or_else(|| view.say("event-message"))
}

fn who(view: &View, entry: &TimelineEntry) -> String {
    match (entry.actor.role.as_str(), &entry.actor.body) {
        ("complainant", _) => view.say("actor-you"),
        (_, Some(body)) => body.clone(),
        ("system", None) => view.say("actor-system"),
        _ => view.agency_name().to_owned(),
    }
}
