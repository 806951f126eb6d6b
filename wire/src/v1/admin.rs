//! Configuration as data: agencies, peers, tokens.
//!
//! In: what the operator sends. Out: `domain` values, or every field that is wrong.

mod address;
mod check;
pub mod connector;
mod convention;
mod deliveries;
mod peer;
mod questions;

use super::agencies::{Names, Theme};
use super::orientation::QuestionBody;
use address::{colour, is_origin, link};
use check::Check;
use domain::agency::{Agency, Category, Route, Slug, WidgetSwitch};
use domain::alike::Alike;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::language::Language;
use domain::reference::AgencyCode;
use domain::status::Kind;
use serde::{Deserialize, Serialize};

mod deadlines;
mod protection;
pub use convention::{ConventionBody, ConventionSet};
pub use deadlines::{DeadlinesBody, TIME_ZONE};
pub use deliveries::{DISCARD_REASONS, Discarded, PeerChoice, Retried};
pub use peer::{PeerList, PutPeer};
pub use protection::ProtectionBody;
mod set;
pub use set::{AgencyList, AgencySet};

/// The body of `PUT /v1/admin/agencies/{agency}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PutAgency {
    /// Two to five capital letters, in every reference.
    pub code: String,
    /// The volume of the current register, `A` to `Z`.
    pub volume: String,
    /// What people read, by language.
    pub names: Names,
    /// Kinds it takes.
    pub kinds: Vec<String>,
    /// Subjects it takes.
    pub categories: Vec<CategoryBody>,
    /// Languages, the preferred one first.
    pub languages: Vec<String>,
    /// Web origins that may embed the form, as browsers write them.
    pub allowed_origins: Vec<String>,
    /// Days within which an answer is due, where `deadlines` says nothing else.
    pub answer_within_days: i64,
    /// Periods of kinds and steps, and when the desk is reminded.
    pub deadlines: DeadlinesBody,
    /// Days within which a settled case can be reopened.
    pub reopen_within_days: i64,
    /// Days after a case was settled until what was written is erased, from 30 on, not while it can be reopened; else never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<i64>,
    /// What the law has the agency keep, and until when, by language; the node's own sentence where there is none.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub retention_note: Names,
    /// A name of the IANA data base; empty for `utc_offset_minutes` all the year.
    pub time_zone: String,
    /// Minutes east of Greenwich, where there is no `time_zone`.
    pub utc_offset_minutes: i64,
    /// Calling code of national telephone numbers.
    pub calling_code: String,
    /// Where cases go by rule.
    pub routes: Vec<RouteBody>,
    /// The peer that complainants can bring a case to.
    pub mediator: Option<String>,
    /// How the form looks.
    pub theme: Theme,
    /// Whether the form asks for the number of the national identity card; never needed.
    pub asks_national_id: bool,
    /// Questions that lead to the right kind and category, or elsewhere; the first one is the beginning.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orientation: Vec<QuestionBody>,
    /// Limits against floods.
    pub protection: ProtectionBody,
    /// Days, 0 to 366, during which a settled case is linked to a further filing of the same contact; 0: nothing is linked.
    pub link_within_days: i64,
    /// People, 3 to 1,000, from whom on cases are a wave; 0: none are.
    pub wave_people: i64,
    /// Hours, 1 to 720, within which the next case of a wave comes.
    pub wave_hours: i64,
    /// What the widget shows: `on` (the form), `link` (a link to it), `off` (that nothing is taken at present).
    pub widget: String,
    /// For `link`: where it leads; the form's own page if it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_url: Option<String>,
}

impl Default for PutAgency {
    fn default() -> Self {
        Self {
            code: String::new(),
            volume: "A".into(),
            names: Names::new(),
            kinds: Kind::ALL.iter().map(|k| k.name().to_owned()).collect(),
            categories: Vec::new(),
            languages: vec!["ar".into(), "fr".into()],
            allowed_origins: Vec::new(),
            answer_within_days: 60,
            deadlines: DeadlinesBody::default(),
            reopen_within_days: 60,
            retention_days: None,
            retention_note: Names::new(),
            time_zone: TIME_ZONE.into(),
            utc_offset_minutes: 60,
            calling_code: "212".into(),
            routes: Vec::new(),
            mediator: None,
            theme: Theme::default(),
            asks_national_id: false,
            orientation: Vec::new(),
            protection: ProtectionBody::default(),
            link_within_days: Alike::default().link_days.into(),
            wave_people: Alike::default().wave_people.into(),
            wave_hours: Alike::default().wave_hours.into(),
            widget: WidgetSwitch::On.name().into(),
            link_url: None,
        }
    }
}

/// One subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CategoryBody {
    /// Its identifier.
    pub id: String,
    /// What people read, by language.
    pub names: Names,
    /// Kinds it is offered for; empty for all.
    pub kinds: Vec<String>,
    /// What texts that belong here are about, by the topics' stable names (docs/routing.md); empty: told from its names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
}

/// One rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RouteBody {
    /// Kinds it takes; empty for all.
    pub kinds: Vec<String>,
    /// Categories it takes; empty for all.
    pub categories: Vec<String>,
    /// The peer.
    pub to: String,
}

/// The body of `POST /v1/admin/tokens`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PostToken {
    /// The agency whose cases it opens; none for `operator`.
    pub agency: String,
    /// `caseworker`, `supervisor`, `operator`, or `app` for a program that files.
    pub role: String,
    /// Whose it is; as it stands in timelines. Keys of one name at one agency are the same app's.
    pub name: String,
    /// After how many seconds it ends, 1 to 2,592,000 (thirty days; 31,622,400, a year, for `app`); without it and
    /// `expires_in_days`, after what the node is configured for (the year for `app`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// The same in days, 1 to 30 (366 for `app`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<i64>,
}

/// The answer: the only time that the token is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenMade {
    /// Its id, for revoking it.
    pub id: String,
    /// The secret.
    pub token: String,
    /// When it ends.
    pub expires_at: String,
}

/// A token as it is listed: without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenView {
    /// Its id, for renewing and revoking it; entries of access logs name it.
    pub id: String,
    /// The agency whose cases it opens; absent for `operator`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// `caseworker`, `supervisor`, `operator` or `app`.
    pub role: String,
    /// Whose it is.
    pub name: String,
    /// When the first of this row of renewed tokens was issued.
    pub since: String,
    /// When it ends or has ended.
    pub expires_at: String,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
}

/// `GET /v1/admin/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenList {
    /// Newest first.
    pub tokens: Vec<TokenView>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl PutAgency {
    /// The agency that this describes.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self, id: &str) -> Result<Agency, Vec<FieldError>> {
        let mut check = Check::default();
        let slug = check.read("/id", id, Slug::parse);
        let code = check.read("/code", &self.code, AgencyCode::parse);
        let volume = check.read("/volume", &self.volume, volume);
        let names = check.names("/names", &self.names);
        let kinds = check.read_all("/kinds", &self.kinds, Kind::parse);
        let categories = self.check_categories(&mut check);
        let orientation = questions::read(&mut check, &self.orientation, &kinds, &categories);
        let languages = check.read_all("/languages", &self.languages, Language::parse);
        for (field, empty) in
            [("/kinds", kinds.is_empty()), ("/categories", categories.is_empty()), ("/languages", languages.is_empty())]
        {
            if empty && !check.0.iter().any(|e| e.field.starts_with(field)) {
                check.add(field, Code::Required);
            }
        }
        let allowed_origins =
            check.read_all("/allowed_origins", &self.allowed_origins, |o| is_origin(o).then(|| o.to_owned()));
        check.range("/answer_within_days", self.answer_within_days, 1, 3650);
        let (retention_days, deadlines) = (self.check_retention(&mut check), self.deadlines.check(&mut check));
        let zone = deadlines::zone(&mut check, &self.time_zone, self.utc_offset_minutes);
        let calling_code = check.read("/calling_code", &self.calling_code, |c| {
            ((1..=4).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_digit())).then(|| c.to_owned())
        });
        let routes = self.check_routes(&mut check);
        let mediator = self.mediator.as_ref().and_then(|m| check.read("/mediator", m, Slug::parse));
        let accent = self.theme.accent.as_ref().and_then(|a| check.read("/theme/accent", a, colour));
        let protection = self.protection.check(&mut check);
        let alike = self.check_alike(&mut check);
        let widget = check.known("/widget", &self.widget, WidgetSwitch::parse).unwrap_or_default();
        let link_url = self.link_url.as_ref().and_then(|u| check.read("/link_url", u, link));
        match (slug, code, volume, calling_code) {
            (Some(id), Some(code), Some(volume), Some(calling_code)) if check.0.is_empty() => Ok(Agency {
                id,
                code,
                volume,
                names,
                kinds,
                categories,
                languages,
                allowed_origins,
                answer_within_days: u32::try_from(self.answer_within_days).unwrap_or(60),
                reopen_within_days: u32::try_from(self.reopen_within_days).unwrap_or(60),
                retention_days,
                deadlines,
                zone,
                calling_code,
                routes,
                mediator,
                accent,
                asks_national_id: self.asks_national_id,
                orientation,
                protection,
                alike,
                widget,
                link_url,
            }),
            _ => Err(check.0),
        }
    }

    fn check_retention(&self, check: &mut Check) -> Option<u32> {
        check.range("/reopen_within_days", self.reopen_within_days, 0, 3650);
        if !self.retention_note.is_empty() {
            check.names("/retention_note", &self.retention_note);
        }
        let days = self.retention_days?;
        check.range("/retention_days", days, self.reopen_within_days.max(30), 36_500);
        u32::try_from(days).ok()
    }

    fn check_alike(&self, check: &mut Check) -> Alike {
        check.range("/link_within_days", self.link_within_days, 0, 366);
        // What two people have in common is theirs.
        if self.wave_people != 0 {
            check.range("/wave_people", self.wave_people, 3, 1_000);
        }
        check.range("/wave_hours", self.wave_hours, 1, 720);
        let small = |value: i64| u32::try_from(value).unwrap_or_default();
        Alike {
            link_days: small(self.link_within_days),
            wave_people: small(self.wave_people),
            wave_hours: small(self.wave_hours),
        }
    }

    fn check_categories(&self, check: &mut Check) -> Vec<Category> {
        let mut found: Vec<Category> = Vec::new();
        for (n, body) in self.categories.iter().enumerate() {
            let at = format!("/categories/{n}");
            let id = check.read(&format!("{at}/id"), &body.id, Slug::parse);
            let names = check.names(&format!("{at}/names"), &body.names);
            let kinds = check.read_all(&format!("{at}/kinds"), &body.kinds, Kind::parse);
            check.topics(&at, &body.topics);
            let Some(id) = id else { continue };
            if found.iter().any(|c| c.id == id) {
                check.add(format!("{at}/id"), Code::InvalidFormat);
            }
            found.push(Category { id, names, kinds });
        }
        found
    }

    fn check_routes(&self, check: &mut Check) -> Vec<Route> {
        let mut found = Vec::new();
        for (n, body) in self.routes.iter().enumerate() {
            let at = format!("/routes/{n}");
            let to = check.read(&format!("{at}/to"), &body.to, Slug::parse);
            let kinds = check.read_all(&format!("{at}/kinds"), &body.kinds, Kind::parse);
            let categories = check.read_all(&format!("{at}/categories"), &body.categories, Slug::parse);
            if let Some(to) = to {
                found.push(Route { kinds, categories, to });
            }
        }
        found
    }
}

/// A register's volume: one capital letter.
fn volume(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|c| c.is_ascii_uppercase() && letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> PutAgency {
        PutAgency {
            code: "HAB".into(),
            names: [("fr".into(), "Le ministère".into())].into(),
            categories: vec![CategoryBody {
                id: "delay".into(),
                names: [("fr".into(), "Retard".into())].into(),
                kinds: vec![],
                topics: vec!["delay".into()],
            }],
            allowed_origins: vec!["https://www.example.ma".into()],
            ..PutAgency::default()
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for good in ["https://www.example.ma", "http://localhost:8080", "https://a.ma:8443"] {
            assert!(is_origin(good), "{good}");
        }
        for wrong in ["https://a.ma:443", "http://a.ma:80", "https://a.ma/", "https://A.ma", "*", "a.ma", "https://:1"]
        {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_good_agency_is_taken() {
        let agency = body().check("mhab").unwrap();
        assert_eq!((agency.answer_within_days, agency.volume), (60, 'A'));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let mut b = body();
        b.code = "hab".into();
        b.kinds = vec!["ticket".into()];
        b.categories[0].topics.push("lateness".into());
        b.allowed_origins = vec!["https://www.example.ma/".into()];
        b.theme.accent = Some("red".into());
        b.answer_within_days = 0;
        b.retention_days = Some(59);
        b.retention_note = [("fr".into(), " ".into())].into();
        b.deadlines.kinds = [("ticket".into(), "P1D".into()), ("complaint".into(), "60".into())].into();
        b.deadlines.steps = [("mediator".into(), "P1Y".into())].into();
        b.deadlines.remind_days = 400;
        b.time_zone = "Rabat time".into();
        b.names.insert("de".into(), "x".into());
        b.protection.proof = "captcha".into();
        b.protection.unproved_per_hour = 0;
        (b.link_within_days, b.wave_people, b.wave_hours) = (-1, 2, 0);
        b.widget = "hidden".into();
        b.link_url = Some("javascript:alert(1)".into());
        let fields: Vec<_> = b.check("v1").unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(
            fields,
            [
                "/id",
                "/code",
                "/names/de",
                "/kinds/0",
                "/categories/0/topics/1",
                "/allowed_origins/0",
                "/answer_within_days",
                "/retention_note/fr",
                "/retention_days",
                "/deadlines/remind_days",
                "/deadlines/kinds/complaint",
                "/deadlines/kinds/ticket",
                "/deadlines/steps/mediator",
                "/time_zone",
                "/theme/accent",
                "/protection/unproved_per_hour",
                "/protection/proof",
                "/link_within_days",
                "/wave_people",
                "/wave_hours",
                "/widget",
                "/link_url"
            ]
        );
    }

    #[test]
    fn a_peer_is_public_unless_the_operator_says_otherwise() {
        let peer = |url: &str| PutPeer {
            node: "mediator".into(),
            url: url.into(),
            agency: "mediator".into(),
            public_keys: vec![format!("whpk_{}", "A".repeat(44))],
            names: [("fr".into(), "Le Médiateur".into())].into(),
            ..PutPeer::default()
        };
        assert!(peer("https://mediator.example.ma").check("mediator", false).is_ok());
        for url in ["http://mediator.example.ma", "https://127.0.0.1", "https://127.0.0.0x1", "https://db.internal"] {
            assert!(peer(url).check("mediator", false).is_err(), "{url}");
        }
        assert!(peer("http://127.0.0.1:8788").check("mediator", true).is_ok());
    }

    #[test]
    fn what_a_connector_is_told_is_checked_field_by_field() {
        let fields = |body: &PutPeer| -> Vec<(String, &str)> {
            let errors = body.check("ville", false).err().unwrap_or_default();
            errors.into_iter().map(|e| (e.field, e.code.name())).collect()
        };
        let good = PutPeer {
            url: "https://desk.exemple.ma".into(),
            connector: "webhook".into(),
            settings: [("path", "/hooks/wasl"), ("complainant", "contact")].map(|(n, t)| (n.into(), t.into())).into(),
            names: [("fr".into(), "La ville".into())].into(),
            ..PutPeer::default()
        };
        assert_eq!(fields(&good), []);
        let mut bad = good.clone();
        bad.url = "https://127.1".into();
        bad.node = "ville".into();
        bad.public_keys = vec![format!("whpk_{}", "A".repeat(44))];
        bad.settings =
            [("path", "/../x"), ("complainant", "some"), ("tone/x", "y")].map(|(n, t)| (n.into(), t.into())).into();
        let wrong = |field: &str, code: &'static str| (field.to_owned(), code);
        let mut found = fields(&bad);
        found.sort();
        assert_eq!(
            found,
            [
                wrong("/node", "unknown-field"),
                wrong("/public_keys", "unknown-field"),
                wrong("/settings/complainant", "unknown-value"),
                wrong("/settings/path", "invalid-format"),
                wrong("/settings/tone~1x", "unknown-field"),
                wrong("/url", "invalid-format"),
            ]
        );
        assert_eq!(fields(&PutPeer { connector: "telex".into(), ..good }), [wrong("/connector", "unknown-value")]);
    }

    #[test]
    fn a_portal_of_open311_needs_a_service_and_a_key() {
        let fields = |settings: &[(&str, &str)]| -> Vec<(String, &str)> {
            let body = PutPeer {
                url: "https://311.exemple.ma".into(),
                connector: "open311".into(),
                settings: settings.iter().map(|(n, t)| ((*n).into(), (*t).into())).collect(),
                secret: Some("k".into()),
                names: [("fr".into(), "La ville".into())].into(),
                ..PutPeer::default()
            };
            let errors = body.check("ville", false).err().unwrap_or_default();
            errors.into_iter().map(|e| (e.field, e.code.name())).collect()
        };
        let whole = [
            ("service", "001"),
            ("service.lighting", "14"),
            ("path", "/open311/v2"),
            ("format", "xml"),
            ("lat", "34.0"),
        ];
        assert_eq!(fields(&whole), []);
        assert_eq!(
            fields(&[("service.lighting", "14"), ("complainant", "all")]),
            [("/settings/complainant".to_owned(), "unknown-value"), ("/settings/service".to_owned(), "required"),]
        );
    }

    #[test]
    fn request_tracker_needs_a_queue_and_may_have_one_for_each_category() {
        let fields = |settings: &[(&str, &str)]| -> Vec<(String, &str)> {
            let body = PutPeer {
                url: "https://rt.exemple.ma".into(),
                connector: "request_tracker".into(),
                settings: settings.iter().map(|(n, t)| ((*n).into(), (*t).into())).collect(),
                names: [("fr".into(), "Les eaux".into())].into(),
                ..PutPeer::default()
            };
            let errors = body.check("eaux", false).err().unwrap_or_default();
            errors.into_iter().map(|e| (e.field, e.code.name())).collect()
        };
        let wrong = |field: &str, code: &'static str| (field.to_owned(), code);
        assert_eq!(
            fields(&[("queue", "Complaints"), ("queue.leak", "Water"), ("path", "/rt"), ("answered", "done")]),
            []
        );
        assert_eq!(fields(&[("queue.leak", "Water")]), [wrong("/settings/queue", "required")]);
        let several = fields(&[("queue", "A"), ("language", "de"), ("requestor", "perhaps"), ("status", "open")]);
        assert_eq!(
            several,
            [
                wrong("/settings/language", "unknown-value"),
                wrong("/settings/requestor", "unknown-value"),
                wrong("/settings/status", "unknown-field"),
            ]
        );
    }
}
