//! A hosted page as a browser without scripts has it: what is seen, and its forms, to be filled in and sent.
//!
//! In: the node's HTML. Out: text, forms with what stands in their fields. Never: running anything of it.

use crate::client::{Answer, Call};

/// A page that the node answered with.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub html: String,
    pub forms: Vec<Form>,
}

/// One form of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its `data-form`.
    pub name: String,
    action: String,
    /// What it would send as it stands: names and values.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// Reads a page.
    ///
    /// # Panics
    /// The answer is no page.
    #[must_use]
    pub fn of(answer: &Answer) -> Self {
        assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.text());
        let html = answer.text();
        let forms = forms(&html);
        Self { status: answer.status, html, forms }
    }

    /// What a person sees of the screen: the root, without the data beside it.
    ///
    /// # Panics
    /// There is no screen in this page.
    #[must_use]
    pub fn seen(&self) -> &str {
        let root = self.html.split_once("data-wasl-root").and_then(|(_, root)| root.split_once("<script"));
        root.expect("a root with data beside it").0
    }

    /// A form of the page.
    ///
    /// # Panics
    /// There is none of this name.
    #[must_use]
    pub fn form(&self, name: &str) -> &Form {
        let found = self.forms.iter().find(|form| form.name == name);
        found.unwrap_or_else(|| panic!("no form `{name}` in {}", self.seen()))
    }

    /// Whether a form can be sent from here.
    #[must_use]
    pub fn offers(&self, name: &str) -> bool {
        self.forms.iter().any(|form| form.name == name)
    }

    /// Fills in a form, leaves the rest as it stands, sends it and shows what comes.
    #[must_use]
    pub fn sends(&self, name: &str, typed: &[(&str, &str)]) -> Self {
        Self::of(&self.form(name).filled(typed).send())
    }
}

impl Form {
    /// What stands in a field; empty if nothing does.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The call that sends the form, with this typed into it.
    #[must_use]
    pub fn filled(&self, typed: &[(&str, &str)]) -> Call {
        let kept = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = kept.filter(|(name, _)| !typed.iter().any(|(new, _)| new == name));
        let fields: Vec<_> = kept.chain(typed.iter().copied()).collect();
        let call = Call::new("POST", &self.action).header("sec-fetch-mode", "navigate");
        let (scheme_and_host, _) = self.action.rsplit_once("/mhab").expect("an address of the agency");
        call.header("origin", scheme_and_host).form(&fields)
    }
}

/// A tag with its attributes, and the text up to the next one.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(String, String)>,
    text: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn forms(html: &str) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    let mut select = String::new();
    for tag in tags(html) {
        let word = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        if tag.name == "form" {
            found.push(Form { name: word("data-form"), action: word("action"), fields: Vec::new() });
        }
        let Some(form) = found.last_mut() else { continue };
        match tag.name {
            "input" if matches!(tag.get("type"), Some("radio" | "checkbox")) && tag.get("checked").is_none() => {}
            "input" => form.fields.push((word("name"), word("value"))),
            "textarea" => form.fields.push((word("name"), unescaped(tag.text))),
            "select" => select = word("name"),
            "option" if tag.get("selected").is_some() => form.fields.push((select.clone(), word("value"))),
            _ => {}
        }
    }
    found
}

/// The opening tags of a text, in order. Values in quotes may hold anything but their quote.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1).filter(|piece| piece.starts_with(|c: char| c.is_ascii_lowercase())) {
        let name = piece.split([' ', '>', '\n']).next().unwrap_or_default();
        let mut rest = piece.get(name.len()..).unwrap_or_default();
        let mut attributes = Vec::new();
        while let Some((attribute, behind)) = next_attribute(rest) {
            attributes.push(attribute);
            rest = behind;
        }
        let text = rest.trim_start_matches([' ', '/']).strip_prefix('>').unwrap_or_default();
        found.push(Tag { name, attributes, text });
    }
    found
}

fn next_attribute(text: &str) -> Option<((String, String), &str)> {
    let text = text.trim_start();
    if text.is_empty() || text.starts_with(['>', '/']) {
        return None;
    }
    let end = text.find(['=', ' ', '>'])?;
    let (name, rest) = text.split_at(end);
    match rest.strip_prefix("=\"") {
        Some(value) => {
            let (value, behind) = value.split_once('"')?;
            Some(((name.to_owned(), unescaped(value)), behind))
        }
        None => Some(((name.to_owned(), String::new()), rest.strip_prefix('=').unwrap_or(rest))),
    }
}

fn unescaped(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_reads_it() {
        let html = r#"<form action="http://x/mhab" data-form="file"><input type="hidden" name="a" value="&quot;1&lt;&amp;lt;">
            <input name="b" type="radio" value="x"><input name="b" type="radio" value="y" checked="checked"><input name="c">
            <select name="d"><option value="">-</option><option value="2" selected="selected">z</option></select>
            <textarea name="e" rows="4">one &gt;
two</textarea></form>"#;
        let forms = forms(html);
        let fields: Vec<_> = forms[0].fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(fields, [("a", "\"1<&lt;"), ("b", "y"), ("c", ""), ("d", "2"), ("e", "one >\ntwo")]);
    }
}
