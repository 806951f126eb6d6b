//! A posted service request as a filing.
//!
//! In: the fields of `GeoReport`'s form. Out: a filing that the same rules check as any other; what they do not know of is
//! checked here. What has no place in a filing (an address of the matter, a position, a link) is a line of its text.
//! Attributes, and ids of devices and accounts, are passed over. Never: fetches a link.

use crate::call::Form;
use domain::agency::Agency;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::language::Language;
use domain::status::{Channel, Kind};
use wire::v1::filing::{FileCase, PersonBody};
use words::Words;

/// Characters of a subject, which is how the text begins.
const SUBJECT_MAX: usize = 100;

/// Reads a form; and what is wrong with what only this form has.
#[must_use]
pub fn read(form: &Form, agency: &Agency, language: Language) -> (FileCase, Vec<FieldError>) {
    let mut errors = Vec::new();
    let name = format!("{} {}", form.text("first_name").trim(), form.text("last_name").trim()).trim().to_owned();
    let category = form.text("service_code");
    let description = form.text("description");
    let mut body = description.trim().to_owned();
    let lines = lines(form, language, &mut errors);
    if !body.is_empty() && !lines.is_empty() {
        body = format!("{body}\n\n{}", lines.join("\n"));
    }
    let filing = FileCase {
        kind: kind(agency, category.trim(), !name.is_empty()).to_owned(),
        category: category.trim().to_owned(),
        subject: subject(&description),
        body,
        language: language.tag().to_owned(),
        complainant: PersonBody {
            name: Some(name).filter(|name| !name.is_empty()),
            email: form.given("email"),
            phone: form.given("phone"),
            ..PersonBody::default()
        },
        // Who has a key has bound themselves to ask for it.
        consent: true,
        channel: Channel::Open311.name().to_owned(),
        ..FileCase::default()
    };
    (filing, errors)
}

/// What it is: from somebody who gives a name, a complaint; else a report. What the category is not offered for is passed over.
fn kind(agency: &Agency, category: &str, named: bool) -> &'static str {
    let order = match named {
        true => [Kind::Complaint, Kind::Observation, Kind::Suggestion],
        false => [Kind::Observation, Kind::Suggestion, Kind::Complaint],
    };
    let taken = |kind: &&Kind| agency.kinds.contains(kind);
    let offered = order.iter().filter(taken).find(|kind| agency.category(category, **kind).is_some());
    offered.or_else(|| order.iter().find(taken)).map_or("", |kind| kind.name())
}

/// How the text begins: its first line, cut between words.
fn subject(description: &str) -> String {
    let first = description.trim().lines().next().unwrap_or_default().trim();
    if first.chars().count() <= SUBJECT_MAX {
        return first.to_owned();
    }
    let cut: String = first.chars().take(SUBJECT_MAX).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end())
}

fn lines(form: &Form, language: Language, errors: &mut Vec<FieldError>) -> Vec<String> {
    let words = Words::builtin(language);
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = Vec::new();
    let mut line = |key: &str, text: String| lines.push(format!("{}: {text}", words.text(key, &[])));
    if let Some(address) = form.given("address_string").or_else(|| form.given("address_id")) {
        line("field-address", one_line(address));
    }
    match (form.given("lat"), form.given("long")) {
        (None, None) => {}
        (Some(lat), Some(long)) => {
            let (lat, long) = (lat.trim(), long.trim());
            let good = |field: &str, degrees: &str, most| {
                let wrong = (!is_degrees(degrees, most)).then(|| FieldError::new(field, Code::OutOfRange));
                errors.extend(wrong);
            };
            let mut good = good;
            good("/lat", lat, 90);
            good("/long", long, 180);
            line("open311-position", format!("{lat}, {long}"));
        }
        (None, _) => errors.push(FieldError::new("/lat", Code::Required)),
        (_, None) => errors.push(FieldError::new("/long", Code::Required)),
    }
    if let Some(link) = form.given("media_url") {
        line("open311-media", one_line(link));
    }
    lines
}

/// Degrees in decimals, WGS 84.
fn is_degrees(text: &str, most: u32) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let Ok(degrees) = whole.parse::<u32>() else { return false };
    let edge = degrees == most && part.bytes().all(|b| b == b'0');
    text.len() <= 32 && numeric(whole) && numeric(part) && (degrees < most || edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::v1::admin::{CategoryBody, PutAgency};

    fn agency(kinds: &[&str]) -> Agency {
        let name = [("fr".to_owned(), "N".to_owned())];
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let category =
            |id: &str, kinds| CategoryBody { id: id.into(), names: name.clone().into(), kinds, topics: Vec::new() };
        let body = PutAgency {
            code: "HAB".into(),
            names: name.clone().into(),
            kinds,
            categories: vec![category("road", vec![]), category("idea", vec!["suggestion".into()])],
            ..PutAgency::default()
        };
        body.check("mhab").unwrap()
    }

    fn form(fields: &[(&str, &str)]) -> (FileCase, Vec<FieldError>) {
        let fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        read(&Form::from(fields), &agency(&["complaint", "observation", "suggestion"]), Language::Fr)
    }

    #[test]
    fn what_has_no_place_in_a_filing_is_a_line_of_its_text() {
        let (filing, errors) = form(&[
            ("service_code", "road"),
            ("description", "Un trou.\r\nDepuis mai."),
            ("first_name", "Amal"),
            ("last_name", "Exemple"),
            ("address_string", "12, rue\n du Port"),
            ("lat", "33.97"),
            ("long", "-6.85"),
            ("media_url", "https://example.org/a.jpg"),
            ("attribute[SIZE]", "big"),
        ]);
        assert!(errors.is_empty());
        assert_eq!((filing.kind.as_str(), filing.subject.as_str()), ("complaint", "Un trou."));
        assert_eq!(filing.complainant.name.as_deref(), Some("Amal Exemple"));
        let lines: Vec<&str> = filing.body.lines().skip(3).collect();
        assert_eq!(lines.first(), Some(&"Adresse: 12, rue du Port"));
        assert!(lines[1].ends_with(": 33.97, -6.85") && lines[2].ends_with(": https://example.org/a.jpg"));
        assert!(!filing.body.contains("big"));
    }

    #[test]
    fn a_text_that_is_missing_stays_missing() {
        let (filing, _) = form(&[("service_code", "road"), ("address_string", "12, rue du Port")]);
        assert!(filing.body.is_empty() && filing.subject.is_empty());
    }

    #[test]
    fn who_gives_no_name_reports_and_a_category_decides_what_it_is_for() {
        let kind = |code: &str, name: &str| form(&[("service_code", code), ("first_name", name)]).0.kind;
        assert_eq!((kind("road", "A"), kind("road", "")), ("complaint".into(), "observation".into()));
        assert_eq!((kind("idea", "A"), kind("nothing", " ")), ("suggestion".into(), "observation".into()));
        let only = agency(&["complaint"]);
        assert_eq!(super::kind(&only, "road", false), "complaint");
    }

    #[test]
    fn a_position_is_whole_and_on_earth() {
        for (good, most) in [("0", 90), ("-90", 90), ("90.000", 90), ("+33.5", 90), ("180.0", 180), ("89.999999", 90)] {
            assert!(is_degrees(good, most), "{good}");
        }
        for bad in ["", "-", "90.1", "91", "1e1", "NaN", "1.2.3", "١", "3 3", "--1", "1.-1"] {
            assert!(!is_degrees(bad, 90), "{bad}");
        }
        let (_, errors) = form(&[("lat", "33")]);
        assert_eq!(errors, [FieldError::new("/long", Code::Required)]);
        let (_, errors) = form(&[("lat", "133"), ("long", "x")]);
        assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["/lat", "/long"]);
    }

    #[test]
    fn a_long_first_line_is_cut_between_words() {
        assert_eq!(subject("a\nb"), "a");
        let long = subject(&"mot ".repeat(60));
        assert!(long.ends_with("mot…") && long.chars().count() <= SUBJECT_MAX + 1);
        assert_eq!(subject(&"x".repeat(300)).chars().count(), SUBJECT_MAX + 1);
    }
}
