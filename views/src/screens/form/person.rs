//! Who writes, and for whom: the least at once, the rest behind two doors.
//!
//! In: a [`FormScreen`]. Out: the fields of the writer, and of the company, group or person written for.
//! Never: a national identity card number where the agency does not ask for it.

use super::field;
use crate::View;
use crate::fields::{Field, Line, error_of};
use crate::page::FormScreen;
use crate::slots::{COUNTRY, slot};
use yew::{Html, html};

/// The section's fields.
pub fn person(view: &View, screen: &FormScreen) -> Html {
    let values = &screen.values;
    let anonymous = view.agency.kinds.iter().any(|k| k != "complaint");
    html! {
        <>
            { field(view, screen, "name", anonymous, &values.name).line(view, Line::Name) }
            <div class="wasl-pair">
                { maybe(view, field(view, screen, "email", true, &values.email), Line::Email) }
                { maybe(view, field(view, screen, "phone", true, &values.phone), Line::Phone) }
            </div>
            <p class="wasl-note">{ view.say("contact-note") }</p>
            { more(view, screen, "more-address", &["address", "country", "national_id"], &[&values.address, &values.country, &values.national_id], address(view, screen)) }
            { more(view, screen, "more-behalf", &["on_behalf", "represented", "nature"], &[&values.on_behalf, &values.represented], behalf(view, screen)) }
        </>
    }
}

fn maybe(view: &View, field: Field<'_>, line: Line) -> Html {
    Field { optional: true, ..field }.line(view, line)
}

/// A door that stands open when something behind it was typed or is wrong.
fn more(view: &View, screen: &FormScreen, key: &str, names: &[&str], typed: &[&String], content: Html) -> Html {
    let open = typed.iter().any(|t| !t.is_empty()) || names.iter().any(|n| error_of(&screen.errors, n).is_some());
    html! {
        <details class="wasl-details" open={open}>
            <summary>{ view.say(key) }</summary>
            <div>{ content }</div>
        </details>
    }
}

fn address(view: &View, screen: &FormScreen) -> Html {
    let values = &screen.values;
    let lines = Field { optional: true, ..field(view, screen, "address", false, &values.address) };
    html! {
        <>
            { lines.text(view, "3", Html::default()) }
            <div class="wasl-field">
                <label class="wasl-label" for="wasl-country">
                    <span>{ view.say("field-country") }</span>
                    <span class="wasl-optional">{ view.say("optional") }</span>
                </label>
                { slot(COUNTRY) }
            </div>
            if view.agency.asks_national_id {
                { maybe(view, field(view, screen, "national_id", true, &values.national_id), Line::Code) }
            }
        </>
    }
}

fn behalf(view: &View, screen: &FormScreen) -> Html {
    let values = &screen.values;
    let card = |value: &str, key: &str| (value.to_owned(), view.say(key), None);
    let cards = [
        card("", "behalf-myself"),
        card("company", "behalf-company"),
        card("group", "behalf-group"),
        card("person", "behalf-person"),
    ];
    html! {
        <>
            { field(view, screen, "on_behalf", false, &values.on_behalf).cards(view, "wasl-cards wasl-cards-plain", &cards) }
            <div class="wasl-behalf">
                { field(view, screen, "represented", true, &values.represented).line(view, Line::Text) }
                { maybe(view, field(view, screen, "nature", true, &values.nature), Line::Text) }
                <p class="wasl-note">{ view.say("behalf-note") }</p>
            </div>
        </>
    }
}
