//! What stands around every screen: the agency's name, the two doors, what went wrong or well, the foot.
//!
//! In: a [`View`]. Out: the whole tree below the root. Never: landmarks that the host page already has.

use crate::{View, fields};
use domain::language::Language;
use wire::problem::FieldProblem;
use words::Arg;
use yew::{Html, html};

/// Which of the two doors a screen stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Filing.
    File,
    /// Following a case.
    Track,
    /// Neither.
    None,
}

/// The whole tree around a screen's content. `name` is the screen's: it keys the content, so that nothing typed on
/// one screen can turn up in a field of the next.
pub fn page(view: &View, name: &'static str, door: Door, content: Html) -> Html {
    html! {
        <div class="wasl-page" part="frame">
            <div class="wasl-band"></div>
            { head(view, name, door) }
            <div class="wasl-body" key={name}>{ content }</div>
            // The loader shows it where the network is away.
            <p class="wasl-notice wasl-notice-wrong" role="alert" data-offline="" hidden=true>{ view.words.problem("offline") }</p>
            <div class="wasl-foot">
                if !view.agency.id.is_empty() {
                    <p>{ view.tell("footer-official", &[("agency", Arg::Text(view.agency_name()))]) }</p>
                }
            </div>
        </div>
    }
}

fn head(view: &View, name: &str, here: Door) -> Html {
    let door = |go: &'static str, key: &str, path: &str, door: Door| {
        html! {
            <li><a class="wasl-door" href={view.link(path)} data-go={go} aria-current={(door == here).then_some("page")}>{ view.say(key) }</a></li>
        }
    };
    html! {
        <div class="wasl-head" part="head">
            <p class="wasl-agency" dir="auto">{ view.agency_name().to_owned() }</p>
            if !view.agency.id.is_empty() {
                <nav class="wasl-doors" aria-label={view.say("nav-label")}>
                    <ul>
                        { door("form", "nav-file", "", Door::File) }
                        { door("open", "nav-track", "/case", Door::Track) }
                    </ul>
                </nav>
                // A receipt is shown once: in another language it would be gone.
                if name != "receipt" { { languages(view, here) } }
            }
        </div>
    }
}

/// The agency's languages, each in its own name. A link where there are no scripts; the loader changes the language
/// in place, with everything typed.
fn languages(view: &View, here: Door) -> Html {
    let path = if here == Door::Track { "/case" } else { "" };
    let link = |language: Language| {
        let tag = language.tag();
        html! {
            <li><a class="wasl-language" href={[&view.url(path), "?lang=", tag].concat()} data-lang={tag} lang={tag} hreflang={tag}
                aria-current={(tag == view.language).then_some("true")}>{ language.endonym() }</a></li>
        }
    };
    let all = view.agency.languages.iter().filter_map(|tag| Language::parse(tag));
    html! {
        if view.agency.languages.len() > 1 {
            <nav class="wasl-languages" aria-label={view.say("languages-label")}>
                <ul>{ for all.map(link) }</ul>
            </nav>
        }
    }
}

/// The screen's title. It takes the focus when the screen changes, unless something went wrong.
pub fn title(text: String, takes_focus: bool) -> Html {
    html! { <h2 class="wasl-title" part="title" tabindex="-1" data-focus={takes_focus.then_some("")}>{ text }</h2> }
}

/// What went wrong, above the form: every wrong field with a link to it, or why nothing was done.
/// `kept`: everything typed is still on the screen. The place is always there, so that a screen reader hears what comes into it.
pub fn alert(
    view: &View,
    errors: &[FieldProblem],
    problem: Option<String>,
    id_of: &dyn Fn(&FieldProblem) -> String,
    kept: bool,
) -> Html {
    let summary = !errors.is_empty();
    html! {
        <div role="alert">
            if summary {
                <div class="wasl-notice wasl-notice-wrong wasl-summary" tabindex="-1" data-focus="">
                    <h3>{ view.tell("error-summary-title", &[("count", Arg::Number(errors.len() as i64))]) }</h3>
                    <ul>
                        { for errors.iter().map(|e| html! { <li><a href={format!("#{}", id_of(e))}>{ e.message.clone() }</a></li> }) }
                    </ul>
                    <p>{ view.say("error-summary-kept") }</p>
                </div>
            } else if let Some(problem) = problem {
                <div class="wasl-notice wasl-notice-wrong" tabindex="-1" data-focus="">
                    <h3>{ view.say(if problem == view.words.problem("offline") { "notice-waiting-title" } else { "notice-problem-title" }) }</h3>
                    <p>{ problem }</p>
                    if kept { <p>{ view.say("notice-kept") }</p> }
                </div>
            }
        </div>
    }
}

/// Something went well.
pub fn good_news(text: String) -> Html {
    html! { <div class="wasl-notice wasl-notice-right" role="status" tabindex="-1" data-focus=""><p>{ text }</p></div> }
}

/// What every form posts besides its own fields.
pub fn language_of(view: &View) -> Html {
    fields::hidden("lang", view.language)
}
