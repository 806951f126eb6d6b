//! A filing as JSON, as `serde_json` would write it.
//!
//! In: a filing. Out: its text. A writer for every type there is would be 4 KB of the download; this one knows texts,
//! truth values and lists of texts. The compiler sees that no field is left out; a test holds the rest against serde.
//! Never: a value that is not in the filing.

use std::fmt::Write as _;

use wire::v1::filing::{FileCase, PersonBody};

/// The body of `POST /v1/agencies/{agency}/cases`.
pub fn of(case: &FileCase) -> String {
    let FileCase {
        kind,
        category,
        subject,
        body,
        language,
        complainant,
        representative,
        prior_steps,
        before_court,
        consent,
        documents,
        channel,
        page,
        voice,
        proof,
    } = case;
    let mut out = Writer(String::new());
    for (name, value) in
        [("kind", kind), ("category", category), ("subject", subject), ("body", body), ("language", language)]
    {
        out.text(name, value);
    }
    out.person("complainant", complainant);
    if let Some(person) = representative {
        out.person("representative", person);
    }
    out.maybe("prior_steps", prior_steps);
    if let Some(before_court) = before_court {
        out.truth("before_court", *before_court);
    }
    out.truth("consent", *consent);
    out.name("documents");
    out.0.push('[');
    for document in documents {
        out.next();
        out.quoted(document);
    }
    out.0.push(']');
    out.text("channel", channel);
    for (name, value) in [("page", page), ("voice", voice), ("proof", proof)] {
        out.maybe(name, value);
    }
    format!("{{{}}}", out.0)
}

struct Writer(String);

impl Writer {
    /// A comma, where something stands before.
    fn next(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    fn name(&mut self, name: &str) {
        self.next();
        self.quoted(name);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    fn maybe(&mut self, name: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn truth(&mut self, name: &str, value: bool) {
        self.name(name);
        self.0.push_str(if value { "true" } else { "false" });
    }

    fn person(&mut self, name: &str, person: &PersonBody) {
        let PersonBody { kind, nature, name: full_name, email, phone, national_id, address, country } = person;
        self.name(name);
        self.0.push('{');
        for (name, value) in [
            ("kind", kind),
            ("nature", nature),
            ("name", full_name),
            ("email", email),
            ("phone", phone),
            ("national_id", national_id),
            ("address", address),
            ("country", country),
        ] {
            self.maybe(name, value);
        }
        self.0.push('}');
    }

    /// A text in quotes (RFC 8259, 7).
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\0'..='\x1f' => drop(write!(self.0, "\\u{:04x}", u32::from(c))),
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(case: &FileCase) {
        let mine: serde_json::Value = serde_json::from_str(&of(case)).unwrap();
        assert_eq!(mine, serde_json::to_value(case).unwrap());
    }

    #[test]
    fn what_is_written_is_what_serde_writes() {
        same(&FileCase::default());
        let text = |text: &str| Some(text.to_owned());
        let person = PersonBody {
            kind: text("company"),
            nature: text("{"),
            name: text("ⵜⵉⵣⵉ «عربي» \u{1f600}"),
            email: text("a@example.ma"),
            phone: text("["),
            national_id: text("AB123456"),
            address: text("1, rue \"Exemple\"\n\\ \t\u{0}\u{1f}\u{7f}"),
            country: text("MA"),
        };
        same(&FileCase {
            kind: "complaint".into(),
            category: "delay".into(),
            subject: "{".into(),
            body: "[,".into(),
            language: "fr".into(),
            complainant: person.clone(),
            representative: Some(person),
            prior_steps: text("x"),
            before_court: Some(false),
            consent: true,
            documents: vec!["[".into(), "b".into()],
            channel: "widget".into(),
            page: text("https://www.example.ma/"),
            voice: text("v"),
            proof: text("p"),
        });
    }
}
