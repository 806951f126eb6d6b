//! The public description of an agency: what a form needs to know.

use super::orientation::QuestionBody;
use domain::agency::{self, Agency, Category, Slug, WidgetSwitch};
use domain::alike::Alike;
use domain::calendar::{Shift, Zone};
use domain::deadline::Deadlines;
use domain::language::Language;
use domain::protection::{ProofRule, Protection};
use domain::reference::AgencyCode;
use domain::status::Kind;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

pub use super::names::Names;

/// `GET /v1/agencies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgencyList {
    /// Agencies of the node, by identifier.
    pub agencies: Vec<AgencyView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /v1/agencies/{agency}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgencyView {
    /// Its identifier.
    pub id: String,
    /// What people read, by language.
    pub name: Names,
    /// Kinds it takes.
    pub kinds: Vec<String>,
    /// Subjects it takes.
    pub categories: Vec<CategoryView>,
    /// Languages it works in, the preferred one first.
    pub languages: Vec<String>,
    /// What a filing may weigh.
    pub limits: Limits,
    /// How it looks.
    pub theme: Theme,
    /// Days within which an answer is due.
    pub answer_within_days: u32,
    /// Kinds for which another period holds, as ISO 8601 writes it (`P2M`).
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub answer_within: Names,
    /// Its clocks: a name of the IANA data base; empty if they never change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Its local time before the first of `utc_shifts`, minutes east of Greenwich.
    pub utc_offset_minutes: i32,
    /// When its clocks change, in seconds since 1970 (UTC), and what they show from then on, in minutes: what is needed
    /// to write its times without a table of zones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub utc_shifts: Vec<(i64, i32)>,
    /// The calling code that national telephone numbers belong to.
    pub calling_code: String,
    /// Whether a complaint can be brought to the Mediator from here.
    pub mediator: bool,
    /// Whether the form asks for the number of the national identity card; never needed.
    #[serde(default)]
    pub asks_national_id: bool,
    /// Questions that lead to the right kind and category, or elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orientation: Vec<QuestionBody>,
    /// Whether a filing should bring a proof of work.
    #[serde(default)]
    pub proof: bool,
    /// What the widget shows: `on`, `link` or `off`.
    #[serde(default)]
    pub widget: String,
}

/// One subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryView {
    /// Its identifier.
    pub id: String,
    /// What people read, by language.
    pub name: Names,
    /// Kinds it is offered for; empty for all.
    #[serde(default)]
    pub kinds: Vec<String>,
}

/// What a filing may weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limits {
    /// Characters of the subject.
    pub subject: u32,
    /// Characters of the body.
    pub body: u32,
    /// Documents of one case.
    pub documents: u32,
}

/// How it looks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Theme {
    /// Accent colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
}

/// `names` by language tag.
#[must_use]
pub fn names(names: &agency::Names) -> Names {
    names.iter().map(|(language, name)| (language.tag().to_owned(), name.clone())).collect()
}

/// Names by language, in the languages' order; unknown tags are left out.
#[must_use]
pub fn to_names(names: &Names) -> agency::Names {
    let by_language = |language: &Language| names.get(language.tag()).map(|name| (*language, name.clone()));
    Language::ALL.iter().filter_map(by_language).collect()
}

fn periods(deadlines: &Deadlines) -> Names {
    deadlines.kinds.iter().map(|(kind, period)| (kind.name().to_owned(), period.to_text())).collect()
}

impl From<&Agency> for AgencyView {
    fn from(agency: &Agency) -> Self {
        let kind_names = |kinds: &[Kind]| kinds.iter().map(|k| k.name().to_owned()).collect();
        Self {
            id: agency.id.as_str().to_owned(),
            name: names(&agency.names),
            kinds: kind_names(&agency.kinds),
            categories: agency
                .categories
                .iter()
                .map(|c| CategoryView {
                    id: c.id.as_str().to_owned(),
                    name: names(&c.names),
                    kinds: kind_names(&c.kinds),
                })
                .collect(),
            languages: agency.languages.iter().map(|l| l.tag().to_owned()).collect(),
            limits: Limits {
                subject: domain::draft::SUBJECT_MAX,
                body: domain::draft::TEXT_MAX,
                documents: domain::draft::DOCUMENTS_MAX,
            },
            theme: Theme { accent: agency.accent.clone() },
            answer_within_days: agency.answer_within_days,
            answer_within: periods(&agency.deadlines),
            time_zone: agency.zone.name.clone(),
            utc_offset_minutes: agency.zone.offset_minutes,
            utc_shifts: agency.zone.shifts.iter().map(|s| (s.at.0 / 1000, s.offset_minutes)).collect(),
            calling_code: agency.calling_code.clone(),
            mediator: agency.mediator.is_some(),
            asks_national_id: agency.asks_national_id,
            orientation: agency.orientation.iter().map(QuestionBody::from).collect(),
            proof: agency.protection.proof != ProofRule::Off,
            widget: agency.widget.name().to_owned(),
        }
    }
}

impl AgencyView {
    /// The rules that the form shares with the node: enough for `domain::draft::validate`.
    /// Routes, origins and codes are not public and stay empty.
    #[must_use]
    pub fn rules(&self) -> Option<Agency> {
        let kinds = |names: &[String]| names.iter().filter_map(|k| Kind::parse(k)).collect::<Vec<_>>();
        let category =
            |c: &CategoryView| Some(Category { id: Slug::parse(&c.id)?, names: Vec::new(), kinds: kinds(&c.kinds) });
        Some(Agency {
            id: Slug::parse(&self.id)?,
            code: AgencyCode::parse("XX")?,
            volume: 'A',
            names: Vec::new(),
            kinds: kinds(&self.kinds),
            categories: self.categories.iter().filter_map(category).collect(),
            languages: self.languages.iter().filter_map(|l| Language::parse(l)).collect(),
            allowed_origins: Vec::new(),
            answer_within_days: self.answer_within_days,
            reopen_within_days: 0,
            retention_days: None,
            deadlines: Deadlines::default(),
            zone: Zone::default(),
            calling_code: self.calling_code.clone(),
            routes: Vec::new(),
            mediator: None,
            accent: None,
            asks_national_id: self.asks_national_id,
            orientation: Vec::new(),
            protection: Protection::default(),
            alike: Alike::default(),
            widget: WidgetSwitch::On,
            link_url: None,
        })
    }

    /// Its clocks.
    #[must_use]
    pub fn zone(&self) -> Zone {
        let shift = |(seconds, offset_minutes): &(i64, i32)| Shift {
            at: UnixMillis(seconds.saturating_mul(1000)),
            offset_minutes: *offset_minutes,
        };
        let shifts = self.utc_shifts.iter().map(shift).collect();
        Zone { name: self.time_zone.clone(), offset_minutes: self.utc_offset_minutes, shifts }
    }

    /// Minutes east of Greenwich at a moment.
    #[must_use]
    pub fn offset_at(&self, at: UnixMillis) -> i32 {
        let last = self.utc_shifts.iter().take_while(|(seconds, _)| seconds.saturating_mul(1000) <= at.0).last();
        last.map_or(self.utc_offset_minutes, |(_, minutes)| *minutes)
    }

    /// The name in a language, else in the agency's first one, else in French.
    #[must_use]
    pub fn name_in(&self, tag: &str) -> &str {
        pick(&self.name, tag, self.languages.first())
    }
}

impl CategoryView {
    /// The name in a language, else in French, else any.
    #[must_use]
    pub fn name_in(&self, tag: &str) -> &str {
        pick(&self.name, tag, None)
    }
}

/// The name in a language, else in the second, else in French, else any.
#[must_use]
pub fn pick<'a>(names: &'a Names, tag: &str, second: Option<&String>) -> &'a str {
    let found =
        names.get(tag).or_else(|| names.get(second?)).or_else(|| names.get("fr")).or_else(|| names.values().next());
    found.map_or("", String::as_str)
}
