//! The lines that a web team copies, for every way and mode.
//!
//! In: a choice. Out: HTML, a style rule, the lines of a Content-Security-Policy. Never: a line that
//! docs/embedding.md does not explain, or text that is not escaped where it stands in an attribute.

use crate::pages::escaped;
use domain::language::Language;

/// How the form comes into a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Script,
    Element,
    Iframe,
    Link,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Script, Self::Element, Self::Iframe, Self::Link];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Element => "element",
            Self::Iframe => "iframe",
            Self::Link => "link",
        }
    }

    /// The script where nothing else is named.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|w| w.name() == name).unwrap_or(Self::Script)
    }
}

/// Where the form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Inline,
    Dialog,
    Floating,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Inline, Self::Dialog, Self::Floating];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Dialog => "dialog",
            Self::Floating => "floating",
        }
    }

    /// In its place where nothing else is named.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|m| m.name() == name).unwrap_or(Self::Inline)
    }
}

/// What was chosen.
pub struct Choice<'a> {
    pub base_url: &'a str,
    pub version: &'a str,
    /// SHA-384 of the loader, in base64.
    pub digest: &'a str,
    pub agency: &'a str,
    /// The language; the host page's own where none is named.
    pub language: Option<Language>,
    pub accent: Option<String>,
    pub mode: Mode,
    pub way: Way,
    /// What a link to the form is called.
    pub label: String,
}

impl Choice<'_> {
    /// The hosted page.
    fn page(&self) -> String {
        let query = self.language.map_or_else(String::new, |l| format!("?lang={}", l.tag()));
        format!("{}/{}{query}", self.base_url, self.agency)
    }

    fn link(&self) -> String {
        format!("<a href=\"{}\">{}</a>", self.page(), escaped(&self.label))
    }

    /// An attribute that says what is not the default.
    fn mode(&self, name: &str) -> String {
        if self.mode == Mode::Inline { String::new() } else { format!(" {name}=\"{}\"", self.mode.name()) }
    }

    fn element(&self) -> String {
        let lang = self.language.map_or_else(String::new, |l| format!(" lang=\"{}\"", l.tag()));
        format!("<wasl-widget agency=\"{}\"{lang}{}>{}</wasl-widget>", self.agency, self.mode("mode"), self.link())
    }

    /// What goes into the page.
    pub fn lines(&self) -> String {
        let Self { base_url, agency, .. } = self;
        let place = if self.way == Way::Element { " data-place=\"none\"" } else { "" };
        let mode = if self.way == Way::Element { String::new() } else { self.mode("data-mode") };
        let script = match self.language {
            Some(language) => format!(
                "<script src=\"{base_url}/{agency}/wasl.js?lang={}\"{place}{mode} async></script>",
                language.tag()
            ),
            None if self.way == Way::Element => format!("<script src=\"{base_url}/wasl.js\" async></script>"),
            None => format!("<script src=\"{base_url}/wasl.js\" data-agency=\"{agency}\"{mode} async></script>"),
        };
        match self.way {
            Way::Script => format!("{script}\n<p>{}</p>", self.link()),
            Way::Element => format!("{script}\n{}", self.element()),
            Way::Iframe => {
                let page = self.page();
                let and = if page.contains('?') { "&amp;" } else { "?" };
                format!(
                    "<iframe src=\"{page}{and}embed=frame\" title=\"{}\" width=\"100%\" height=\"1600\" loading=\"lazy\" allow=\"microphone\"></iframe>",
                    escaped(&self.label)
                )
            }
            Way::Link => self.link(),
        }
    }

    /// The same with an exact version of the loader and its digest.
    pub fn pinned(&self) -> Option<String> {
        let Self { base_url, version, digest, agency, .. } = self;
        let script = format!(
            "<script src=\"{base_url}/w/{version}/wasl.js\" integrity=\"sha384-{digest}\" crossorigin=\"anonymous\""
        );
        match self.way {
            Way::Script => {
                let lang = self.language.map_or_else(String::new, |l| format!(" data-lang=\"{}\"", l.tag()));
                let mode = self.mode("data-mode");
                Some(format!("{script} data-agency=\"{agency}\"{lang}{mode} async></script>\n<p>{}</p>", self.link()))
            }
            Way::Element => Some(format!("{script} async></script>\n{}", self.element())),
            Way::Iframe | Way::Link => None,
        }
    }

    /// The rule that sets the colour.
    pub fn style(&self) -> Option<String> {
        let accent = self.accent.as_ref()?;
        matches!(self.way, Way::Script | Way::Element).then(|| format!("wasl-widget {{ --wasl-accent: {accent}; }}"))
    }

    /// The lines that the page's Content-Security-Policy needs.
    pub fn policy(&self) -> String {
        let node = self.base_url;
        match self.way {
            Way::Script | Way::Element => {
                let socket = node.replacen("http", "ws", 1);
                format!("script-src {node} 'wasm-unsafe-eval';\nconnect-src {node} {socket};\nform-action {node};")
            }
            Way::Iframe => format!("frame-src {node};"),
            Way::Link => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(way: Way, mode: Mode, language: Option<Language>) -> Choice<'static> {
        Choice {
            base_url: "https://node.example",
            version: "0123456789ab",
            digest: "x",
            agency: "mhab",
            language,
            accent: None,
            mode,
            way,
            label: "Écrire & suivre".into(),
        }
    }

    #[test]
    fn the_script_alone_names_agency_language_and_mode() {
        assert_eq!(
            choice(Way::Script, Mode::Floating, Some(Language::Fr)).lines(),
            "<script src=\"https://node.example/mhab/wasl.js?lang=fr\" data-mode=\"floating\" async></script>\n\
             <p><a href=\"https://node.example/mhab?lang=fr\">Écrire &amp; suivre</a></p>"
        );
        assert!(
            choice(Way::Script, Mode::Inline, None)
                .lines()
                .starts_with("<script src=\"https://node.example/wasl.js\" data-agency=\"mhab\" async>")
        );
    }

    #[test]
    fn the_element_stands_where_the_page_wants_it_and_the_script_places_none() {
        let lines = choice(Way::Element, Mode::Dialog, Some(Language::Ar)).lines();
        assert!(lines.contains("wasl.js?lang=ar\" data-place=\"none\" async>"), "{lines}");
        assert!(lines.contains("<wasl-widget agency=\"mhab\" lang=\"ar\" mode=\"dialog\"><a href="), "{lines}");
    }

    #[test]
    fn a_frame_and_a_link_need_no_script() {
        for way in [Way::Iframe, Way::Link] {
            let choice = choice(way, Mode::Inline, None);
            assert!(!choice.lines().contains("script"), "{}", choice.lines());
            assert!(choice.pinned().is_none() && choice.style().is_none());
            assert!(!choice.policy().contains("script"));
        }
    }
}
