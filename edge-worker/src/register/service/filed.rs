//! What was filed, out of its stored JSON: as it was, and with who the complainant is by the last correction.
//!
//! In: a record. Out: a filing. Never: a text of one that was erased.

use super::Rules;
use super::refusal::{refuse, refused};
use super::write::repeat;
use crate::log;
use crate::register::store::{Before, Record};
use crate::register::{File, Filed, Found, FromAgency, Reply};
use crate::sql::{SqlError, SqlResult};
use domain::case::{Reason, Refusal};
use domain::event::{Actor, Event, EventKind};
use domain::idempotency::Repeat;
use domain::status::CaseStatus;
use wire::json;
use wire::problem::ProblemCode;
use wire::v1::filing::FileCase;

/// What a case brought along, as it is stored.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct OriginData {
    pub category: wire::v1::agencies::Names,
    pub from: FromAgency,
    /// The bodies that have had it, oldest first.
    #[serde(default)]
    pub path: Vec<String>,
}

/// What a case brought along; none if it was filed here.
pub fn origin_data(record: &Record) -> SqlResult<Option<OriginData>> {
    let read = |text: Vec<u8>| json::read_bytes(&text).map_err(|e| SqlError(log::unreadable("stored origin", &e)));
    record.origin_data()?.map(read).transpose()
}

/// The stored filing of a record; of an erased one only what stays.
pub fn filing_as_filed(record: &Record) -> SqlResult<FileCase> {
    match record.filing()? {
        Some(text) => read_filing(&text),
        None => Ok(FileCase {
            kind: record.case.kind.name().to_owned(),
            category: record.category.clone(),
            ..FileCase::default()
        }),
    }
}

/// The same, with the category that the case has, and with who the complainant is by the last correction.
pub fn filing(record: &Record) -> SqlResult<FileCase> {
    let mut filing = filing_as_filed(record)?;
    filing.category.clone_from(&record.category);
    if let Some(text) = record.correction()? {
        filing.complainant = read_filing(&text)?.complainant;
    }
    Ok(filing)
}

pub(super) fn read_filing(text: &[u8]) -> SqlResult<FileCase> {
    json::read_bytes(text).map_err(|e| SqlError(log::unreadable("a stored filing", &e)))
}

/// The answer to a filing whose key has opened a case before. `mark`: of what it is opened with now.
pub(super) fn filed_before(rules: &Rules, before: &Before, mark: &[u8; 32], digest: String) -> Reply {
    if before.fingerprint.is_none() {
        // What it was opened with went with the rest: that it was another filing could not be said.
        return Reply::Refused(refused(Refusal::NotPossible(Reason::Erased)));
    }
    match repeat(Some(before.fingerprint), mark) {
        Repeat::Different => refuse(ProblemCode::IdempotencyKeyReused),
        Repeat::First | Repeat::Same => {
            let filed = filed(rules, before.serial, before.received_at, before.due_at, digest);
            Reply::Filed(Filed { repeated: true, ..filed })
        }
    }
}

/// The answer to a filing.
pub(super) fn filed(rules: &Rules, serial: u32, received_at: i64, due_at: i64, digest: String) -> Filed {
    Filed {
        reference: rules.reference(serial),
        received_at,
        due_at,
        status: "received".into(),
        digest,
        repeated: false,
    }
}

/// A filing with the category that its case gets. What was filed stays as it was filed.
pub(super) fn categorised(file: &File) -> FileCase {
    let found = file.found.as_ref().map(|found| found.category.clone());
    let category = found.unwrap_or_else(|| file.filing.category.clone());
    FileCase { category, ..file.filing.clone() }
}

/// The entry of a category that was told from the text.
pub(super) fn told_category(found: &Found) -> Event {
    let mut event = Event::bare(EventKind::Categorised, Actor::System, CaseStatus::Received);
    event.to = Some(found.category.clone());
    event.confidence = Some(found.confidence);
    event.text = (!found.because.is_empty()).then(|| found.because.join(" · "));
    event
}
