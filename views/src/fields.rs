//! The pieces that forms are made of: fields, hints, errors, hidden values.
//!
//! In: a field's name, words and what was typed. Out: HTML whose inputs are uncontrolled: the attribute
//! `value` is only where the field starts from, so that taking over the page keeps every character typed.
//! Never: a value bound to state, a colour that alone carries meaning, `autofocus`.

use crate::View;
use crate::slots::{DOCUMENTS, slot};
use wire::problem::FieldProblem;
use yew::virtual_dom::VTag;
use yew::{AttrValue, Html, html};

/// What is common to every field.
pub struct Field<'a> {
    /// Its name in the form, which is also the last part of its error's pointer.
    pub name: &'static str,
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What was typed.
    pub value: &'a str,
    /// The form's errors.
    pub errors: &'a [FieldProblem],
}

/// One line of text: how it is typed.
#[derive(Clone, Copy)]
pub enum Line {
    /// Words in any script.
    Text,
    /// A person's name.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A reference or an access code.
    Code,
}

/// The name of the field that a pointer leads to; an entry of a list belongs to the list.
#[must_use]
pub fn name_of(pointer: &str) -> &str {
    let mut names = pointer.rsplit('/').filter(|name| !name.starts_with(|c: char| c.is_ascii_digit()));
    names.next().unwrap_or_default()
}

/// The error of one field, by its name.
pub fn error_of<'a>(errors: &'a [FieldProblem], name: &str) -> Option<&'a FieldProblem> {
    errors.iter().find(|e| name_of(&e.field) == name)
}

/// What can be attached (see `domain::document` for what is taken in the end): phones then offer their camera too.
const ACCEPT: &str = "image/*,audio/*,video/mp4,video/webm,application/pdf,.pdf,.heic,.docx,.odt";

/// In the place of a document that stays on the device until the agreement is there.
const STAYS: &str = "-";

/// Documents: chosen from the device; those that are on the node already go along.
pub fn documents(view: &View, prefix: &str, errors: &[FieldProblem], sent: &[String]) -> Html {
    let id = [prefix, "-file"].concat();
    let error = error_of(errors, "documents").or_else(|| error_of(errors, "voice"));
    let class = if error.is_some() { "wasl-field wasl-field-wrong" } else { "wasl-field" };
    let mut described = [&id, "-hint"].concat();
    if error.is_some() {
        described = [&described, " ", &id, "-error"].concat();
    }
    let attributes: Vec<(&'static str, AttrValue)> = vec![
        ("type", "file".into()),
        ("id", id.clone().into()),
        ("name", "file".into()),
        ("class", "wasl-file".into()),
        ("multiple", "multiple".into()),
        ("accept", ACCEPT.into()),
        ("aria-describedby", described.into()),
    ];
    let sent: Vec<&String> = sent.iter().filter(|document| *document != STAYS).collect();
    html! {
        <div class={class}>
            <label class="wasl-label" for={id.clone()}>
                <span>{ view.say("field-documents") }</span>
                <span class="wasl-optional">{ view.say("optional") }</span>
            </label>
            <p class="wasl-hint" id={[&id, "-hint"].concat()}>
                { view.say("field-documents-hint") }
                <span class="wasl-plain">{ [" ", &view.say("documents-plain")].concat() }</span>
                <span class="wasl-ahead">{ [" ", &view.say("documents-ahead")].concat() }</span>
            </p>
            if let Some(error) = error { { error_line(view, &id, error) } }
            if !sent.is_empty() {
                <p class="wasl-note">{ view.tell("documents-kept", &[("count", words::Arg::Number(sent.len() as i64))]) }</p>
                { for sent.iter().map(|document| hidden("documents", document)) }
            }
            { input(attributes) }
            // The browser writes its own button in its own language; where a script shows what was chosen, ours is seen.
            <label class="wasl-pick wasl-button" for={id}>{ view.say("documents-pick") }</label>
            { slot(DOCUMENTS) }
        </div>
    }
}

/// An input as attributes only: `value` and `checked` are where it starts from, never bound.
pub fn input(attributes: Vec<(&'static str, AttrValue)>) -> Html {
    let mut tag = VTag::new("input");
    for (name, value) in attributes {
        tag.add_attribute(name, value);
    }
    tag.into()
}

/// A value that is posted and not seen.
pub fn hidden(name: &'static str, value: &str) -> Html {
    let mut attributes = vec![("type", "hidden".into()), ("name", name.into())];
    if !value.is_empty() {
        attributes.push(("value", value.to_owned().into()));
    }
    input(attributes)
}

impl Field<'_> {
    fn error(&self) -> Option<&FieldProblem> {
        error_of(self.errors, self.name)
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error().map(|_| format!("{}-error", self.id));
        let ids: Vec<String> = [hint, error].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn attributes(&self) -> Vec<(&'static str, AttrValue)> {
        let mut attributes: Vec<(&'static str, AttrValue)> = vec![
            ("id", self.id.clone().into()),
            ("name", self.name.into()),
            ("class", "wasl-input".into()),
            ("part", "input".into()),
        ];
        attributes.extend(self.described_by().map(|ids| ("aria-describedby", ids.into())));
        if self.error().is_some() {
            attributes.push(("aria-invalid", "true".into()));
        }
        if !self.optional {
            attributes.push(("aria-required", "true".into()));
        }
        attributes
    }

    fn class(&self) -> &'static str {
        if self.error().is_some() { "wasl-field wasl-field-wrong" } else { "wasl-field" }
    }

    fn hint_and_error(&self, view: &View) -> Html {
        html! {
            <>
                if let Some(hint) = &self.hint {
                    <p class="wasl-hint" id={format!("{}-hint", self.id)}>{ hint.clone() }</p>
                }
                if let Some(error) = self.error() { { error_line(view, &self.id, error) } }
            </>
        }
    }

    fn label(&self, view: &View) -> Html {
        html! {
            <label class="wasl-label" for={self.id.clone()}>
                <span>{ self.label.clone() }</span>
                if self.optional { <span class="wasl-optional">{ view.say("optional") }</span> }
            </label>
        }
    }

    /// A field of one line.
    pub fn line(&self, view: &View, line: Line) -> Html {
        let mut attributes = self.attributes();
        let (kind, dir, more): (&str, &str, &[(&'static str, &'static str)]) = match line {
            Line::Text => ("text", "auto", &[]),
            Line::Name => ("text", "auto", &[("autocomplete", "name")]),
            Line::Email => ("email", "ltr", &[("autocomplete", "email"), ("inputmode", "email")]),
            Line::Phone => ("tel", "ltr", &[("autocomplete", "tel"), ("inputmode", "tel")]),
            Line::Code => {
                ("text", "ltr", &[("autocomplete", "off"), ("autocapitalize", "characters"), ("spellcheck", "false")])
            }
        };
        attributes.push(("type", kind.into()));
        attributes.push(("dir", dir.into()));
        attributes.extend(more.iter().map(|(name, value)| (*name, (*value).into())));
        if !self.value.is_empty() {
            attributes.push(("value", self.value.to_owned().into()));
        }
        html! {
            <div class={self.class()} part="field">
                { self.label(view) }
                { self.hint_and_error(view) }
                { input(attributes) }
            </div>
        }
    }

    /// A field of several lines; `below` stands under it.
    pub fn text(&self, view: &View, rows: &'static str, below: Html) -> Html {
        let start = (!self.value.is_empty()).then(|| AttrValue::from(self.value.to_owned()));
        html! {
            <div class={self.class()} part="field">
                { self.label(view) }
                { self.hint_and_error(view) }
                <textarea class="wasl-input" part="input" id={self.id.clone()} name={self.name} rows={rows} dir="auto" defaultvalue={start}
                    aria-describedby={self.described_by()} aria-invalid={self.error().map(|_| "true")}
                    aria-required={(!self.optional).then_some("true")} />
                { below }
            </div>
        }
    }

    /// A choice out of a list: identifier, name, and whether it can be chosen now.
    pub fn select(&self, view: &View, nothing: String, options: &[(String, String, bool)]) -> Html {
        html! {
            <div class={self.class()} part="field">
                { self.label(view) }
                { self.hint_and_error(view) }
                <span class="wasl-select">
                    <select class="wasl-input" part="input" id={self.id.clone()} name={self.name} aria-describedby={self.described_by()}
                        aria-invalid={self.error().map(|_| "true")} aria-required="true">
                        <option value="" selected={self.value.is_empty()}>{ nothing }</option>
                        { for options.iter().map(|(id, name, offered)| html! {
                            <option value={id.clone()} selected={self.value == id} disabled={!offered}>{ name.clone() }</option>
                        }) }
                    </select>
                </span>
            </div>
        }
    }

    /// One choice out of a few, as cards: value, name and explanation.
    pub fn cards(&self, view: &View, class: &'static str, cards: &[(String, String, Option<String>)]) -> Html {
        let described = self.error().map(|_| format!("{}-error", self.id));
        let group =
            if self.error().is_some() { "wasl-field wasl-group wasl-field-wrong" } else { "wasl-field wasl-group" };
        html! {
            <fieldset class={group} part="field" id={self.id.clone()} aria-describedby={described}>
                <legend class="wasl-label">{ self.label.clone() }</legend>
                if let Some(error) = self.error() { { error_line(view, &self.id, error) } }
                <div class={class}>
                    { for cards.iter().map(|(value, name, hint)| self.card(value, name, hint.as_ref())) }
                </div>
            </fieldset>
        }
    }

    fn card(&self, value: &str, name: &str, hint: Option<&String>) -> Html {
        let mut attributes: Vec<(&'static str, AttrValue)> = vec![
            ("type", "radio".into()),
            ("class", "wasl-radio".into()),
            ("id", format!("{}-{value}", self.id).into()),
            ("name", self.name.into()),
            ("value", value.to_owned().into()),
        ];
        if self.value == value {
            attributes.push(("checked", "checked".into()));
        }
        html! {
            <label class="wasl-card">
                { input(attributes) }
                <span class="wasl-card-text">
                    <span class="wasl-card-name">{ name.to_owned() }</span>
                    if let Some(hint) = hint { <span class="wasl-card-hint">{ hint.clone() }</span> }
                </span>
            </label>
        }
    }

    /// A declaration to tick; posts `value` when it is.
    pub fn tick(&self, view: &View, value: &'static str) -> Html {
        let mut attributes = self.attributes();
        attributes.retain(|(name, _)| *name != "class" && *name != "part");
        attributes.extend([("type", "checkbox".into()), ("class", "wasl-check".into()), ("value", value.into())]);
        if self.value == value {
            attributes.push(("checked", "checked".into()));
        }
        html! {
            <div class={self.class()} part="field">
                if let Some(error) = self.error() { { error_line(view, &self.id, error) } }
                <label class="wasl-tick" for={self.id.clone()}>
                    { input(attributes) }
                    <span>{ self.label.clone() }</span>
                </label>
                if let Some(hint) = &self.hint {
                    <p class="wasl-hint wasl-tick-hint" id={format!("{}-hint", self.id)}>{ hint.clone() }</p>
                }
            </div>
        }
    }
}

fn error_line(view: &View, id: &str, error: &FieldProblem) -> Html {
    html! {
        <p class="wasl-error" id={format!("{id}-error")}>
            <span class="wasl-error-sign" aria-hidden="true"></span>
            <span><span class="wasl-unseen">{ format!("{} ", view.say("error-prefix")) }</span>{ error.message.clone() }</span>
        </p>
    }
}

/// The button that sends a form; while it is being sent it says so, and does nothing.
pub fn submit(view: &View, label: String, class: &'static str, busy: bool) -> Html {
    html! {
        <div class="wasl-submit">
            <button type="submit" class={class} part="button" aria-disabled={busy.then_some("true")}>{ label }</button>
            <p class="wasl-working" role="status">{ if busy { view.say("form-sending") } else { String::new() } }</p>
        </div>
    }
}
