//! Which requests are asked for.
//!
//! In: a query. Out: references, or what narrows an app's cases; every parameter that is wrong. Never: more than 90 days or 1000
//! requests at once, as the specification has it.

use crate::call::Call;
use crate::fault::Fault;
use crate::register::OfApp;
use domain::agency::Slug;
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::status::CaseStatus;
use domain::time::{DAY_MS, UnixMillis};
use wire::problem::ProblemCode;

/// The longest span of dates.
const SPAN_MS: i64 = 90 * DAY_MS;
/// The largest page, and what there is without a size.
const PAGE_MAX: u32 = 1_000;
/// The last page: what is passed over is read all the same. Beyond it, dates lead on.
const PAGES_MAX: u32 = 20;
/// References of one call.
const REFERENCES_MAX: usize = 50;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// These, whatever else is said.
    These(Vec<String>),
    /// Those that fit; whose they are is not said here.
    Those(OfApp),
}

/// A parameter that is wrong.
#[must_use]
pub fn wrong(field: &str, code: Code) -> Fault {
    Fault { errors: vec![FieldError::new(field, code)], ..Fault::refused(ProblemCode::InvalidQuery) }
}

impl Asked {
    /// Reads the query.
    ///
    /// # Errors
    /// A parameter is wrong.
    pub fn of(call: &Call, now: UnixMillis) -> Result<Self, Fault> {
        Self::read(|name| call.query(name), now)
    }

    fn read(query: impl Fn(&str) -> Option<String>, now: UnixMillis) -> Result<Self, Fault> {
        let list = |name: &str| {
            let text = query(name).unwrap_or_default();
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let references = list("service_request_id");
        if references.len() > REFERENCES_MAX {
            return Err(wrong("/service_request_id", Code::OutOfRange));
        }
        if !references.is_empty() {
            return Ok(Self::These(references));
        }
        let categories = list("service_code");
        if categories.iter().any(|code| Slug::parse(code).is_none()) {
            return Err(wrong("/service_code", Code::UnknownValue));
        }
        let (from, until) = span(&query, now)?;
        let number = |name: &str, field: &str, default, most| match query(name).map(|n| n.parse::<u32>()) {
            None => Ok(default),
            Some(Ok(n)) if (1..=most).contains(&n) => Ok(n),
            Some(_) => Err(wrong(field, Code::OutOfRange)),
        };
        let limit = number("page_size", "/page_size", PAGE_MAX, PAGE_MAX)?;
        let page = number("page", "/page", 1, PAGES_MAX)?;
        let statuses = statuses(&list("status"))?;
        Ok(Self::Those(OfApp {
            categories,
            statuses,
            from,
            until,
            skip: (page - 1) * limit,
            limit,
            ..OfApp::default()
        }))
    }
}

fn span(query: impl Fn(&str) -> Option<String>, now: UnixMillis) -> Result<(i64, i64), Fault> {
    let date = |name: &str, field: &str| match query(name).map(|text| UnixMillis::parse_rfc3339(&text)) {
        None => Ok(None),
        Some(Some(at)) => Ok(Some(at.0)),
        Some(None) => Err(wrong(field, Code::InvalidFormat)),
    };
    match (date("start_date", "/start_date")?, date("end_date", "/end_date")?) {
        (Some(from), Some(until)) if until - from > SPAN_MS => Err(wrong("/start_date", Code::OutOfRange)),
        (Some(from), until) => Ok((from, until.unwrap_or(from + SPAN_MS))),
        (None, until) => {
            let until = until.unwrap_or(now.0);
            Ok((until - SPAN_MS, until))
        }
    }
}

/// Every status of ours that is open or closed to Open311. None for both.
fn statuses(asked: &[String]) -> Result<Vec<String>, Fault> {
    if asked.iter().any(|status| !matches!(status.as_str(), "open" | "closed")) {
        return Err(wrong("/status", Code::UnknownValue));
    }
    let wanted = |open| asked.iter().any(|status| (status == "open") == open);
    if wanted(true) == wanted(false) {
        return Ok(Vec::new());
    }
    let fitting = CaseStatus::ALL.iter().filter(|status| status.awaits_answer() == wanted(true));
    Ok(fitting.map(|status| status.name().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);

    fn read(query: &[(&str, &str)]) -> Result<Asked, (String, Code)> {
        let asked = Asked::read(|name| query.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()), NOW);
        asked.map_err(|fault| fault.errors.first().map(|e| (e.field.clone(), e.code)).unwrap())
    }

    fn those(query: &[(&str, &str)]) -> OfApp {
        match read(query) {
            Ok(Asked::Those(those)) => those,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_more_it_is_the_last_ninety_days_and_a_thousand() {
        let all = those(&[]);
        assert_eq!((all.until, all.from, all.skip, all.limit), (NOW.0, NOW.0 - 90 * DAY_MS, 0, 1000));
        assert!(all.statuses.is_empty() && all.categories.is_empty());
    }

    #[test]
    fn every_status_is_open_or_closed_and_not_both() {
        let (open, closed) = (those(&[("status", "open")]).statuses, those(&[("status", "closed")]).statuses);
        assert_eq!(open.len() + closed.len(), CaseStatus::ALL.len());
        assert!(open.contains(&"escalated".to_owned()) && closed.contains(&"answered".to_owned()));
        assert!(open.iter().all(|status| !closed.contains(status)));
        assert!(those(&[("status", "open,closed")]).statuses.is_empty());
    }

    #[test]
    fn dates_span_ninety_days_at_most() {
        let dates = |from, until| [("start_date", from), ("end_date", until)];
        let quarter = those(&dates("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"));
        assert_eq!(quarter.until - quarter.from, 90 * DAY_MS);
        let wrong = |query: &[(&str, &str)]| read(query).unwrap_err();
        let start = "/start_date".to_owned();
        assert_eq!(wrong(&dates("2026-01-01T00:00:00Z", "2026-04-01T00:00:01Z")), (start.clone(), Code::OutOfRange));
        assert_eq!(wrong(&[("start_date", "yesterday")]), (start, Code::InvalidFormat));
        let open = those(&[("start_date", "2026-01-01T00:00:00+01:00")]);
        assert_eq!(open.until - open.from, 90 * DAY_MS);
    }

    #[test]
    fn references_come_before_everything_and_pages_have_ends() {
        let these = read(&[("service_request_id", "HAB-26A-000001-Y, x"), ("status", "?")]);
        assert_eq!(these, Ok(Asked::These(vec!["HAB-26A-000001-Y".into(), "x".into()])));
        assert!(read(&[("service_request_id", &"x,".repeat(51))]).is_err());
        assert_eq!(those(&[("page", "3"), ("page_size", "20")]).skip, 40);
        for (name, value) in [("page", "0"), ("page", "21"), ("page_size", "1001"), ("page", "-1"), ("page_size", "x")]
        {
            assert_eq!(read(&[(name, value)]).unwrap_err().1, Code::OutOfRange, "{name}={value}");
        }
        assert_eq!(read(&[("status", "new")]).unwrap_err().0, "/status");
        assert_eq!(read(&[("service_code", "' OR 1")]).unwrap_err().0, "/service_code");
    }
}
