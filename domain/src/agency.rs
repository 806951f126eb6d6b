//! An administration that receives cases, as configured: data, changed without a build.
//!
//! In: values already read from the configuration. Out: what an agency takes, from where, and by when
//! it answers. Never: secrets, or anything that only one node knows.

use crate::alike::Alike;
use crate::calendar::Zone;
use crate::deadline::{self, Deadlines, Step};
use crate::language::Language;
use crate::orientation::Question;
use crate::protection::Protection;
use crate::reference::{AgencyCode, RegisterName};
use crate::status::Kind;
use crate::time::UnixMillis;

/// Names by language, in the order given.
pub type Names = Vec<(Language, String)>;

/// An identifier in URLs: 2 to 32 of `a-z`, `0-9`, `-`, starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// First segments of the node's own paths, which no agency may take.
const RESERVED: [&str; 15] = [
    "v1",
    "w",
    "healthz",
    "readyz",
    "metrics",
    "wasl.js",
    "openapi.json",
    "embed",
    "open311",
    "docs",
    "problems",
    "desk",
    "admin",
    "static",
    "assets",
];

impl Slug {
    /// Reads an identifier; reserved first path segments are refused.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shape = (2..=32).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (shape && !RESERVED.contains(&text)).then(|| Self(text.to_owned()))
    }

    /// The identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One subject that can be chosen when filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its identifier.
    pub id: Slug,
    /// What people read.
    pub names: Names,
    /// The kinds it is offered for; empty for all.
    pub kinds: Vec<Kind>,
}

/// A rule that says where cases go as soon as they are filed. The first that fits is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Kinds it takes; empty for all.
    pub kinds: Vec<Kind>,
    /// Categories it takes; empty for all.
    pub categories: Vec<Slug>,
    /// The peer that the cases go to.
    pub to: Slug,
}

/// What an agency's widget shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WidgetSwitch {
    /// The form.
    #[default]
    On,
    /// A link to the form's own page.
    Link,
    /// That nothing is taken at present; and nothing is, by any door.
    Off,
}

impl WidgetSwitch {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Link => "link",
            Self::Off => "off",
        }
    }

    /// Reads the stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::On, Self::Link, Self::Off].into_iter().find(|switch| switch.name() == name)
    }
}

/// One administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its identifier in URLs.
    pub id: Slug,
    /// Its code in references.
    pub code: AgencyCode,
    /// The volume of the current register.
    pub volume: char,
    /// What people read.
    pub names: Names,
    /// Kinds it takes.
    pub kinds: Vec<Kind>,
    /// Subjects it takes.
    pub categories: Vec<Category>,
    /// Languages it works in, the first one preferred.
    pub languages: Vec<Language>,
    /// Web origins whose pages may embed its form.
    pub allowed_origins: Vec<String>,
    /// Days within which an answer is due (decree 2-17-265: sixty), where `deadlines` says nothing else.
    pub answer_within_days: u32,
    /// Periods of kinds and steps, and when the desk is reminded.
    pub deadlines: Deadlines,
    /// Days after an answer or a closing within which a case can be reopened.
    pub reopen_within_days: u32,
    /// Days after it was settled during which what was written in a case is kept; none: for good.
    pub retention_days: Option<u32>,
    /// Its clocks.
    pub zone: Zone,
    /// The calling code of national telephone numbers.
    pub calling_code: String,
    /// Where cases go by rule.
    pub routes: Vec<Route>,
    /// The peer that complainants can bring a case to.
    pub mediator: Option<Slug>,
    /// Accent colour, as CSS takes it (`#rrggbb`).
    pub accent: Option<String>,
    /// Whether its form asks for the number of the national identity card; never needed.
    pub asks_national_id: bool,
    /// Questions that lead to the right kind and category, or elsewhere. None: everybody begins with the form.
    pub orientation: Vec<Question>,
    /// Limits against floods.
    pub protection: Protection,
    /// When cases are linked, and when many are one wave.
    pub alike: Alike,
    /// Whether the form is shown.
    pub widget: WidgetSwitch,
    /// Where the link leads instead of the form's own page, as `WidgetSwitch::Link` shows it.
    pub link_url: Option<String>,
}

impl Agency {
    /// The register that a case filed at this moment belongs to.
    #[must_use]
    pub fn register_at(&self, now: UnixMillis) -> Option<RegisterName> {
        RegisterName::new(self.code.clone(), self.zone.day_of(now).year, self.volume)
    }

    /// When an answer is due that is owed from `from` on.
    #[must_use]
    pub fn due_at(&self, kind: Kind, step: Step, from: UnixMillis) -> UnixMillis {
        deadline::due_at(from, self.deadlines.within(kind, step, self.answer_within_days), &self.zone)
    }

    /// Whether pages of this web origin may embed its form.
    #[must_use]
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.allowed_origins.iter().any(|o| o == origin)
    }

    /// The category, if it exists and is offered for this kind.
    #[must_use]
    pub fn category(&self, id: &str, kind: Kind) -> Option<&Category> {
        self.categories.iter().find(|c| c.id.as_str() == id && (c.kinds.is_empty() || c.kinds.contains(&kind)))
    }
}

/// The name in the asked language, else in French (what most readers of the other languages can read), else in the
/// first one given.
#[must_use]
pub fn name_in(names: &Names, language: Language) -> &str {
    let given = |wanted| names.iter().find(|(l, _)| *l == wanted);
    given(language).or_else(|| given(Language::Fr)).or_else(|| names.first()).map_or("", |(_, name)| name)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A fictional agency that takes everything.
    pub(crate) fn agency() -> Agency {
        let slug = |s: &str| Slug::parse(s).unwrap();
        let category =
            |id: &str, kinds: Vec<Kind>| Category { id: slug(id), names: vec![(Language::Fr, id.into())], kinds };
        Agency {
            id: slug("mhab"),
            code: AgencyCode::parse("HAB").unwrap(),
            volume: 'A',
            names: vec![(Language::Ar, "الوزارة".into()), (Language::Fr, "Le ministère".into())],
            kinds: Kind::ALL.to_vec(),
            categories: vec![category("delay", vec![]), category("corruption", vec![Kind::Complaint])],
            languages: vec![Language::Ar, Language::Fr],
            allowed_origins: vec!["https://www.example.ma".into()],
            answer_within_days: 60,
            reopen_within_days: 30,
            retention_days: None,
            deadlines: Deadlines::default(),
            zone: Zone::fixed(60),
            calling_code: "212".into(),
            routes: vec![Route {
                kinds: vec![Kind::Complaint],
                categories: vec![slug("corruption")],
                to: slug("mediator"),
            }],
            mediator: Some(slug("mediator")),
            accent: None,
            asks_national_id: false,
            orientation: Vec::new(),
            protection: Protection::default(),
            alike: Alike::default(),
            widget: WidgetSwitch::On,
            link_url: None,
        }
    }

    #[test]
    fn slugs_fit_into_urls() {
        assert!(Slug::parse("mhab").is_some());
        for bad in ["", "a", "Mhab", "m hab", "1ab", "v1", "healthz", "wasl.js", "é-a", "a/b"] {
            assert_eq!(Slug::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_register_changes_with_the_local_year() {
        let t = UnixMillis::parse_rfc3339("2026-12-31T23:30:00Z").unwrap();
        assert_eq!(agency().register_at(t).unwrap().to_string(), "HAB-27A");
        assert_eq!(agency().register_at(t.plus_ms(-3_600_000)).unwrap().to_string(), "HAB-26A");
    }

    #[test]
    fn a_category_belongs_to_its_kinds() {
        let agency = agency();
        assert!(agency.category("corruption", Kind::Complaint).is_some());
        assert!(agency.category("corruption", Kind::Suggestion).is_none());
        assert!(agency.category("delay", Kind::Suggestion).is_some());
        assert!(agency.category("none", Kind::Complaint).is_none());
    }

    #[test]
    fn a_missing_name_falls_back_to_french_then_to_the_first() {
        let names = agency().names;
        let both = [(Language::Ar, "الوزارة"), (Language::Fr, "Le ministère"), (Language::Es, "Le ministère")];
        for (asked, shown) in both {
            assert_eq!(name_in(&names, asked), shown);
        }
        assert_eq!(name_in(&names[..1].to_vec(), Language::Es), "الوزارة");
    }
}
