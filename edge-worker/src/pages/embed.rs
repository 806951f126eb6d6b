//! `GET /embed`: where a web team chooses agency, language, colour, mode and way, sees it, and copies the lines.
//!
//! In: the choices, as a query: the page works without scripts. Out: the lines to copy, the lines that a
//! Content-Security-Policy needs, and a live preview that sends nothing. Never: an inline handler or script.

mod lines;

use super::{escaped, shell::Shell};
use crate::call::Call;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::handlers::assets;
use crate::handlers::present::in_language;
use crate::register::AgencyRecord;
use crate::reply;
use domain::language::Language;
use lines::{Choice, Mode, Way};
use words::Words;
use worker::Response;

/// The page.
///
/// # Errors
/// The directory cannot be read, or the page cannot be written.
pub async fn show(call: &Call) -> Result<Response, Fault> {
    let Reply::Agencies(records) = directory::ask(&call.config, &Command::Agencies).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    let language = call.language(&words::languages());
    let words = Words::builtin(language);
    let asked = call.query("agency").unwrap_or_default();
    let chosen = records.iter().find(|r| r.id == asked).or_else(|| records.first());
    let (version, digest) = (assets::version(call).await?, assets::loader_digest(call).await?);
    let title = words.text("embed-title", &[]);
    let body = match chosen {
        Some(agency) => {
            let choice = Choice {
                base_url: &call.config.base_url,
                version: &version,
                digest: &digest,
                agency: &agency.id,
                language: call.query("language").and_then(|tag| Language::parse(&tag)),
                accent: call.query("accent").filter(|c| is_colour(c) && call.query("own").is_some()),
                mode: Mode::parse(&call.query("mode").unwrap_or_default()),
                way: Way::parse(&call.query("way").unwrap_or_default()),
                label: words.text("form-title", &[]),
            };
            let page = Page { words, language, records: &records, agency, choice: &choice };
            // What the page's own script asks for, when something else is chosen.
            if call.header("sec-fetch-mode").is_some_and(|mode| mode != "navigate") {
                let html = format!("<!doctype html><html><body>{}</body></html>", page.html());
                return reply::with_type(200, "text/html; charset=utf-8", html.into_bytes());
            }
            format!(
                "{}<script src=\"/w/{version}/parts/embed.js\" type=\"module\"></script><script src=\"/wasl.js\" async></script>",
                page.html()
            )
        }
        None => format!("<h1>{}</h1><p>{}</p>", escaped(&title), escaped(&words.text("embed-nobody", &[]))),
    };
    let style = include_str!("embed/embed.css");
    let shell = Shell { title: &title, accent: None, languages: &words::languages(), path: &address(call), style };
    let mut response = shell.response(call, 200, &body, language)?;
    let policy = response.headers().get("content-security-policy")?.unwrap_or_default();
    response.headers_mut().set("content-security-policy", &format!("{policy}; frame-src 'self'"))?;
    Ok(response)
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The same choices, for the links to other languages.
fn address(call: &Call) -> String {
    let kept = ["agency", "language", "own", "accent", "mode", "way"];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in kept {
        if let Some(value) = call.query(name) {
            query.append_pair(name, &value);
        }
    }
    let query = query.finish();
    if query.is_empty() { "/embed".to_owned() } else { format!("/embed?{query}") }
}

struct Page<'a> {
    words: &'static Words,
    language: Language,
    records: &'a [AgencyRecord],
    agency: &'a AgencyRecord,
    choice: &'a Choice<'a>,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        escaped(&self.words.text(key, &[]))
    }

    fn html(&self) -> String {
        format!(
            "<div class=\"embed wasl\" lang=\"{}\"><h1>{}</h1><p>{}</p>{}<div data-embed-out>{}</div>{}</div>",
            self.language.tag(),
            self.say("embed-title"),
            self.say("embed-lead"),
            self.choices(),
            self.answer(),
            self.preview(),
        )
    }

    fn choices(&self) -> String {
        let agencies = self.records.iter().map(|r| {
            let name = escaped(&in_language(&r.body.names, self.language));
            option(&r.id, &name, r.id == self.agency.id)
        });
        let page = option("", &self.say("embed-language-page"), self.choice.language.is_none());
        let languages = self.agency.body.languages.iter().filter_map(|tag| Language::parse(tag)).map(|l| {
            let name = format!("<option value=\"{0}\" lang=\"{0}\"", l.tag());
            let chosen = if self.choice.language == Some(l) { " selected" } else { "" };
            format!("{name}{chosen}>{}</option>", l.endonym())
        });
        let accent = self.choice.accent.as_deref().or(self.agency.body.theme.accent.as_deref()).unwrap_or("#14546b");
        format!(
            "<form method=\"get\" action=\"/embed\" data-embed-choices><input type=\"hidden\" name=\"lang\" value=\"{lang}\">\
             <p><label for=\"agency\">{agency}</label><select id=\"agency\" name=\"agency\">{agencies}</select></p>\
             <p><label for=\"language\">{language}</label><select id=\"language\" name=\"language\">{page}{languages}</select></p>\
             {ways}{modes}\
             <fieldset><legend>{colour}</legend><label><input type=\"checkbox\" name=\"own\" value=\"yes\"{own}> {own_colour}</label>\
             <label><input type=\"color\" name=\"accent\" value=\"{accent}\"> {pick}</label></fieldset>\
             <p><button class=\"wasl-button\">{show}</button></p></form>",
            lang = self.language.tag(),
            agency = self.say("embed-agency"),
            agencies = agencies.collect::<String>(),
            language = self.say("embed-language"),
            languages = languages.collect::<String>(),
            ways = self.radios("way", &Way::ALL.map(|w| (w.name(), w == self.choice.way))),
            modes = self.radios("mode", &Mode::ALL.map(|m| (m.name(), m == self.choice.mode))),
            colour = self.say("embed-colour"),
            own = if self.choice.accent.is_some() { " checked" } else { "" },
            own_colour = self.say("embed-colour-own"),
            pick = self.say("embed-colour-pick"),
            show = self.say("embed-show"),
        )
    }

    fn radios(&self, name: &str, values: &[(&str, bool)]) -> String {
        let rows = values.iter().map(|(value, chosen)| {
            let checked = if *chosen { " checked" } else { "" };
            format!(
                "<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"{checked}> <span>{}<small>{}</small></span></label>",
                self.say(&format!("embed-{name}-{value}")),
                self.say(&format!("embed-{name}-{value}-hint")),
            )
        });
        let rows: String = rows.collect();
        format!("<fieldset><legend>{}</legend>{rows}</fieldset>", self.say(&format!("embed-{name}")))
    }

    /// What depends on the choices: the script puts it in the place of what stands there.
    fn answer(&self) -> String {
        let mut html = self.code("embed-lines", &self.choice.lines());
        if let Some(style) = self.choice.style() {
            html += &self.code("embed-style", &style);
        }
        if let Some(pinned) = self.choice.pinned() {
            html += &self.code("embed-pinned", &pinned);
            html += &format!("<p>{}</p>", self.say("embed-pinned-hint"));
        }
        html += &self.code("embed-policy", &self.choice.policy());
        let origins: String = self
            .agency
            .body
            .allowed_origins
            .iter()
            .map(|o| format!("<li><bdi dir=\"ltr\">{}</bdi></li>", escaped(o)))
            .collect();
        html += &format!(
            "<h2>{}</h2><p>{}</p><ul>{origins}</ul>",
            self.say("embed-origins"),
            self.say("embed-origins-hint")
        );
        html
    }

    fn code(&self, key: &str, text: &str) -> String {
        let text = escaped(text);
        format!(
            "<h2>{title}</h2><pre dir=\"ltr\" tabindex=\"0\"><code>{text}</code></pre>\
             <p class=\"embed-copy\" hidden><button type=\"button\" class=\"wasl-button\" data-copy=\"{text}\">{copy}</button> \
             <span role=\"status\" data-copied=\"{copied}\"></span></p>",
            title = self.say(key),
            copy = self.say("copy"),
            copied = self.say("copied"),
        )
    }

    fn preview(&self) -> String {
        format!(
            "<section data-embed-preview hidden aria-labelledby=\"preview\"><h2 id=\"preview\">{}</h2><p>{}</p><div></div></section>",
            self.say("embed-preview"),
            self.say("embed-preview-hint"),
        )
    }
}

fn option(value: &str, name: &str, chosen: bool) -> String {
    let chosen = if chosen { " selected" } else { "" };
    format!("<option value=\"{}\"{chosen}>{name}</option>", escaped(value))
}
