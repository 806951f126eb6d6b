//! Everything that is held on a case beyond what its page shows: who filed, what went to whom, who read it, what is kept;
//! the same as a file; and the form for having it corrected or erased.
//!
//! In: the export, and what the case's forms post. Out: HTML that needs no script. Never: a text that was not escaped.

use super::{Place, escaped};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::time::UnixMillis;
use views::page::CaseScreen;
use wire::v1::filing::PersonBody;
use wire::v1::keep::CaseExport;
use words::Words;

/// A text that grows, in the words of one language.
struct Sheet<'a> {
    place: &'a Place,
    words: &'static Words,
    html: String,
}

/// What stands below the case.
pub fn html(place: &Place, screen: &CaseScreen, all: &CaseExport, file: &str) -> String {
    let mut sheet = Sheet { place, words: Words::builtin(place.language), html: String::new() };
    sheet.raw("<div class=\"wasl\" lang=\"");
    sheet.raw(place.language.tag());
    sheet.raw("\" dir=\"");
    sheet.raw(place.language.dir());
    sheet.raw("\"><div class=\"wasl-page\"><div class=\"wasl-body\"><p><a class=\"wasl-link\" download=\"");
    sheet.raw(&all.case.reference);
    sheet.raw(".json\" href=\"data:application/json;base64,");
    sheet.raw(&STANDARD.encode(file));
    sheet.raw("\">");
    sheet.say("case-all-file");
    sheet.raw("</a></p>");
    sheet.title("section-you");
    sheet.person(&all.filing.complainant);
    if let Some(other) = &all.filing.representative {
        sheet.person(other);
    }
    sheet.title("case-all-sent");
    for sent in &all.sent {
        sheet.line(&sent.created_at, &sent.peer);
        if sent.state != "delivered" {
            sheet.raw(" · ");
            sheet.say("case-all-pending");
        }
    }
    sheet.none(all.sent.is_empty());
    sheet.title("case-all-read");
    for read in &all.read {
        let role = sheet.words.text(&["case-role-", &read.role].concat(), &[]);
        sheet.line(&read.at, &role);
        sheet.raw(" · × ");
        sheet.raw(&read.times.to_string());
    }
    sheet.none(all.read.is_empty());
    sheet.title("case-kept-title");
    sheet.raw("<li>");
    sheet.text(&all.kept);
    sheet.raw("<li>");
    sheet.say("case-all-internal");
    sheet.raw("</ul>");
    if all.case.erased_at.is_none() {
        sheet.form(screen);
    }
    sheet.raw("</div></div></div>");
    sheet.html
}

impl Sheet<'_> {
    fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        self.html.push_str(&escaped(text));
    }

    fn say(&mut self, key: &str) {
        let text = self.words.text(key, &[]);
        self.text(&text);
    }

    /// A title, and the beginning of its list; the end of the list before.
    fn title(&mut self, key: &str) {
        if self.html.ends_with("</p>") {
            self.raw("<h3 class=\"wasl-subtitle\">");
        } else {
            self.raw("</ul><h3 class=\"wasl-subtitle\">");
        }
        self.say(key);
        self.raw("</h3><ul dir=\"auto\">");
    }

    fn line(&mut self, at: &str, text: &str) {
        let at = UnixMillis::parse_rfc3339(at).unwrap_or_default();
        self.raw("<li>");
        self.raw(&self.words.date_time_long(at, self.place.agency.offset_at(at)));
        self.raw(" · ");
        self.text(text);
    }

    /// Says of an empty list that it is one.
    fn none(&mut self, empty: bool) {
        if empty {
            self.raw("<li>");
            self.say("case-all-none");
        }
    }

    fn person(&mut self, person: &PersonBody) {
        for (key, value) in [
            ("field-name", &person.name),
            ("field-nature", &person.nature),
            ("field-email", &person.email),
            ("field-phone", &person.phone),
            ("field-national_id", &person.national_id),
            ("field-address", &person.address),
            ("field-country", &person.country),
        ] {
            if let Some(value) = value {
                self.raw("<li>");
                self.say(key);
                self.raw(" : ");
                self.text(value);
            }
        }
    }

    fn form(&mut self, screen: &CaseScreen) {
        self.raw("<form class=\"wasl-form wasl-form-inner\" method=\"post\" action=\"/");
        self.raw(&self.place.agency.id);
        self.raw("/case/messages\" accept-charset=\"utf-8\"><fieldset><legend class=\"wasl-subtitle\">");
        self.say("case-data-title");
        self.raw("</legend><p>");
        self.say("case-data-hint");
        self.raw("</p>");
        for (name, value) in [
            ("lang", self.place.language.tag()),
            ("reference", &screen.case.reference),
            ("access_code", &screen.access_code),
            ("idempotency_key", &screen.idempotency_key),
        ] {
            self.raw("<input type=\"hidden\" name=\"");
            self.raw(name);
            self.raw("\" value=\"");
            self.text(value);
            self.raw("\">");
        }
        self.raw("<div class=\"wasl-cards\">");
        for (about, key) in [("correction", "event-correction"), ("erasure", "event-erasure")] {
            self.raw("<label class=\"wasl-card\"><input class=\"wasl-radio\" type=\"radio\" name=\"about\" required value=\"");
            self.raw(about);
            self.raw("\"> <span>");
            self.say(key);
            self.raw("</span></label>");
        }
        self.raw("</div><p class=\"wasl-field\"><label>");
        self.say("field-text");
        self.raw("<textarea class=\"wasl-input\" name=\"text\" rows=\"4\" required></textarea></label></p><button class=\"wasl-button\">");
        self.say("message-submit");
        self.raw("</button></fieldset></form>");
    }
}
