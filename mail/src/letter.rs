//! An e-mail as a body reads it: subject, text, HTML. Pure.
//!
//! In: what a node tells, the body's language, which documents come along. Out: a [`Letter`], the same for the same delivery.
//! Text and HTML hold the same words, between the two marks that `reply::cut` looks for. Never: more of a person than
//! the node told; a character in a head that could end its line; an access code or a link into the case.

use crate::reply::cut::{is_invisible, mark_above, mark_below};
use crate::reply::word::MEANINGS;
use crate::told::Told;
use domain::language::Language;
use domain::time::UnixMillis;
use wire::v1::agencies::Names;
use wire::v1::filing::PersonBody;
use words::{Arg, Words};

/// Says in each of our e-mails that a relay wrote it: one that comes back is told by it.
pub const RELAY_HEADER: &str = "wasl-relay";
/// Most characters of a case's subject in an e-mail's.
const SUBJECT_MAX: usize = 150;

/// What is written, without addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The e-mail's subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// How an e-mail is written.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The body's language.
    pub words: &'a Words,
    /// How far the body's clock is from UTC, in minutes.
    pub offset_minutes: i32,
}

/// What an e-mail's reader can see of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// It is attached.
    Attached(&'a str),
    /// It is not, and this is its name.
    Left(&'a str),
}

/// The subject of a case's first e-mail.
#[must_use]
pub fn subject(told: &Told) -> String {
    let own: String = one_line(&told.data.subject).chars().take(SUBJECT_MAX).collect();
    format!("[{}] {own}", told.data.reference).trim_end().to_owned()
}

/// A text on one line, without what could end a head's line or turn what stands around it.
#[must_use]
pub fn one_line(text: &str) -> String {
    let seen = |c: char| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c };
    let clean: String = text.chars().map(seen).filter(|c| !is_invisible(*c)).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the e-mail of one delivery. `first`: the subject of the case's first e-mail, unless this is it; `agency`: who is
/// asked for documents that are left out.
#[must_use]
pub fn letter(told: &Told, first: Option<&str>, agency: &str, documents: &[Shown<'_>], manner: Manner<'_>) -> Letter {
    let words = manner.words;
    // French sets a colon apart.
    let colon = if words.language() == Language::Fr { "\u{a0}: " } else { ": " };
    let mut page = Page { colon, ..Page::default() };
    if told.is_filed() {
        filed(told, agency, manner, &mut page);
    } else {
        happened(told, manner, &mut page);
    }
    let attached = documents.iter().filter_map(|one| if let Shown::Attached(name) = one { Some(*name) } else { None });
    page.list(&words.text("document-list", &[]), attached);
    let left = documents.iter().filter_map(|one| if let Shown::Left(name) = one { Some(*name) } else { None });
    page.list(&words.text("mail-left", &[("agency", Arg::Text(agency))]), left);
    page.rule();
    page.note(&words.text("mail-how", &[]));
    page.note(&words.text("mail-words", &[]));
    page.list_of(MEANINGS.iter().map(|meaning| {
        let text = |family: &str| words.text(&format!("mail-{family}-{}", meaning.key), &[]);
        format!("{}{colon}{}", text("word"), text("means"))
    }));
    let subject = match first {
        Some(first) => format!("Re: {first}"),
        None => subject(told),
    };
    page.letter(subject, &told.data.reference, words)
}

fn name(names: &Names, words: &Words) -> String {
    let language = words.language().tag();
    names.get(language).or_else(|| names.values().next()).cloned().unwrap_or_default()
}

/// The name of the agency that hands a case over, in this language; its code where it is not said.
#[must_use]
pub fn agency(told: &Told, words: &Words) -> String {
    let known = one_line(&name(&told.data.from, words));
    if known.is_empty() { told.data.reference.split('-').next().unwrap_or_default().to_owned() } else { known }
}

fn filed(told: &Told, agency: &str, manner: Manner<'_>, page: &mut Page) {
    let (words, data) = (manner.words, &told.data);
    page.note(&words.text("mail-filed", &[("agency", Arg::Text(agency))]));
    let mut pairs = Pairs(Vec::new());
    pairs.add(words.text("receipt-reference", &[]), &data.reference);
    pairs.add(words.text("field-category", &[]), &name(&data.category_names, words));
    pairs.add(words.text("receipt-received", &[]), &moment(&data.received_at, manner));
    pairs.add(words.text("receipt-due", &[]), &day(&data.due_at, manner));
    page.pairs(pairs);
    let mut people = Pairs(Vec::new());
    for person in data.complainant.iter().chain(&data.representative) {
        people.person(person, words);
    }
    if people.0.is_empty() {
        page.note(&words.text("mail-not-told", &[]));
    }
    page.pairs(people);
    page.title(&one_line(&data.subject));
    page.text(&data.body);
    if let Some(steps) = data.prior_steps.as_deref().filter(|text| !text.trim().is_empty()) {
        page.title(&words.text("field-prior-steps", &[]));
        page.text(steps);
    }
    for entry in data.timeline.iter().filter(|entry| entry.kind != "filed") {
        let title = title(&entry.kind, entry.outcome.as_deref(), entry.rating, words);
        page.title(&format!("{} ({})", title, moment(&entry.at, manner)));
        page.text(entry.text.as_deref().unwrap_or_default());
    }
}

fn happened(told: &Told, manner: Manner<'_>, page: &mut Page) {
    let (words, data) = (manner.words, &told.data);
    let title = title(told.what(), data.outcome.as_deref(), data.rating, words);
    // What the agency writes is not the person's.
    let of = if data.role == "complainant" { "" } else { data.reference.split('-').next().unwrap_or_default() };
    page.title(&if of.is_empty() { title } else { format!("{title} ({of})") });
    page.text(data.text.as_deref().unwrap_or_default());
}

fn title(kind: &str, outcome: Option<&str>, rating: Option<u8>, words: &Words) -> String {
    let args = [("peer", Arg::Text("")), ("rating", Arg::Number(rating.map_or(0, i64::from)))];
    let title = words.find(&format!("event-{kind}"), &args).unwrap_or_else(|| words.text("event-message", &[]));
    let title = title.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}', '\u{2068}', '\u{2069}']).to_owned();
    match outcome.filter(|_| kind == "closed") {
        Some(outcome) => format!("{title}: {}", words.text(&format!("outcome-{outcome}"), &[])),
        None => title,
    }
}

fn moment(at: &str, manner: Manner<'_>) -> String {
    let at = UnixMillis::parse_rfc3339(at);
    at.map_or_else(String::new, |at| manner.words.date_time_long(at, manner.offset_minutes))
}

fn day(at: &str, manner: Manner<'_>) -> String {
    UnixMillis::parse_rfc3339(at).map_or_else(String::new, |at| manner.words.date_long(at, manner.offset_minutes))
}

/// Labels and what stands behind them.
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn add(&mut self, label: String, value: &str) {
        let value = one_line(value);
        if !value.is_empty() {
            self.0.push((label, value));
        }
    }

    fn person(&mut self, person: &PersonBody, words: &Words) {
        let known = [
            ("field-name", &person.name),
            ("field-email", &person.email),
            ("field-phone", &person.phone),
            ("field-national_id", &person.national_id),
            ("field-address", &person.address),
            ("field-country", &person.country),
        ];
        for (label, value) in known {
            self.add(words.text(label, &[]), value.as_deref().unwrap_or_default());
        }
    }
}

/// A page that grows in both forms.
#[derive(Default)]
struct Page {
    /// What stands between a label and its value.
    colon: &'static str,
    text: String,
    html: String,
}

impl Page {
    fn block(&mut self, text: &str, html: &str) {
        // Nobody's words look like our marks.
        let (text, html) = (text.replace("##-", "## -"), html.replace("##-", "## -"));
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&text);
        self.html.push_str(&html);
        self.html.push('\n');
    }

    fn note(&mut self, text: &str) {
        self.block(text, &format!("<p>{}</p>", escaped(text)));
    }

    fn title(&mut self, text: &str) {
        if !text.is_empty() {
            self.block(text, &format!("<p dir=\"auto\"><strong>{}</strong></p>", escaped(text)));
        }
    }

    /// What somebody wrote, in a language that may be another one.
    fn text(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for paragraph in text.split("\n\n").map(|p| p.trim_matches('\n')).filter(|p| !p.trim().is_empty()) {
            self.block(paragraph, &format!("<p dir=\"auto\">{}</p>", escaped(paragraph).replace('\n', "<br>\n")));
        }
    }

    fn pairs(&mut self, pairs: Pairs) {
        if pairs.0.is_empty() {
            return;
        }
        let text: Vec<String> = pairs.0.iter().map(|(label, value)| format!("{label}{}{value}", self.colon)).collect();
        let html: Vec<String> = text.iter().map(|line| escaped(line)).collect();
        self.block(&text.join("\n"), &format!("<p>{}</p>", html.join("<br>\n")));
    }

    fn list<'a>(&mut self, title: &str, items: impl Iterator<Item = &'a str>) {
        let items: Vec<String> = items.map(one_line).collect();
        if !items.is_empty() {
            self.note(title);
            self.list_of(items.into_iter());
        }
    }

    fn list_of(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        let text: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
        let html: String = items.iter().map(|item| format!("<li dir=\"auto\">{}</li>\n", escaped(item))).collect();
        self.block(&text.join("\n"), &format!("<ul>\n{html}</ul>"));
    }

    fn rule(&mut self) {
        self.block("— — —", "<p>— — —</p>");
    }

    fn letter(self, subject: String, reference: &str, words: &Words) -> Letter {
        let above = mark_above(&words.text("mail-above", &[]));
        let below = mark_below(reference, &self.text);
        let language = words.language();
        let line = |mark: &str| format!("<p style=\"color:#666\">{}</p>\n", escaped(mark));
        Letter {
            subject,
            html: format!(
                "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"></head><body>\n{}{}{}</body></html>\n",
                language.tag(),
                language.dir(),
                line(&above),
                self.html,
                line(&below)
            ),
            text: format!("{above}\n\n{}\n\n{below}\n", self.text),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
