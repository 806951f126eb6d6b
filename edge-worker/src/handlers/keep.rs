//! What is kept of a case: everything that is held on it, for its complainant; erasing it by hand.
//!
//! In: a code, or a right. Out: shapes of the contract. Never: a name of somebody who read, or words that are internal
//! to the agency.

use super::cases::data_of;
use super::filing::unexpected;
use super::paging::invalid;
use super::present::{self, Bodies, in_language};
use crate::auth::staff::EraseCases;
use crate::auth::{Complainant, Desk};
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::{AgencyRecord, Command, Reply, client};
use crate::reply;
use domain::language::Language;
use domain::time::UnixMillis;
use wire::problem::ProblemCode;
use wire::v1::keep::{CaseExport, REASONS};
use words::{Arg, Words};
use worker::Response;

/// A year, where a period is whole ones.
const YEAR_DAYS: i64 = 365;

/// `GET /v1/cases/{reference}/export`.
pub async fn export(call: &Call, reference: &str) -> Result<Response, Fault> {
    let complainant = Complainant::of(call, reference, call.bearer().as_deref()).await?;
    let language = call.language(&words::languages());
    let (_, file) = held(call, &complainant, language).await?;
    reply::with_type(200, "application/json", file.into_bytes())
}

/// Everything that is held on a case, and the same as a file.
///
/// # Errors
/// No such case with this code.
pub async fn held(call: &Call, complainant: &Complainant, language: Language) -> Result<(CaseExport, String), Fault> {
    let mut data = data_of(call, complainant, true, false).await?;
    let bodies = Bodies::of(&call.config, &data.entries, language).await?;
    let record = directory::agency(&call.config, &data.agency).await?;
    let time = |at: i64| UnixMillis(at).to_rfc3339();
    for sent in &mut data.deliveries {
        sent.peer = bodies.name(&sent.peer);
    }
    let keep = record.body.retention_days.filter(|_| data.erased_at.is_none());
    let export = CaseExport {
        exported_at: clock::now().to_rfc3339(),
        filing: data.filing.clone(),
        digest: data.digest.clone(),
        promised_at: time(data.promised_at),
        sent: std::mem::take(&mut data.deliveries),
        read: std::mem::take(&mut data.accesses),
        documents_at: [&call.config.base_url, "/v1/cases/", &data.reference, "/documents/"].concat(),
        kept: kept(&record, language),
        erase_at: data.settled_at.zip(keep).map(|(at, days)| time(at + days * domain::time::DAY_MS)),
        case: present::case(data, &bodies),
    };
    let file = serde_json::to_string(&export).map_err(|e| Fault::broken(e.to_string()))?;
    Ok((export, file))
}

/// What is kept, and until when.
fn kept(record: &AgencyRecord, language: Language) -> String {
    let words = Words::builtin(language);
    let note = in_language(&record.body.retention_note, language);
    let mut text = if note.is_empty() { words.text("case-kept", &[]) } else { note };
    if let Some(days) = record.body.retention_days {
        // In the words in which people think of it: of 1,825 days nobody knows how long they are.
        let (span, count) = if days % YEAR_DAYS == 0 { ("span-years", days / YEAR_DAYS) } else { ("span-days", days) };
        let time = words.text(span, &[("count", Arg::Number(count))]);
        text.push(' ');
        text.push_str(&words.text("case-kept-for", &[("time", Arg::Text(&time))]));
    }
    text
}

/// `POST /v1/desk/cases/{reference}/erase?reason=`.
pub async fn erase(call: &Call, reference: &str) -> Result<Response, Fault> {
    let desk = Desk::<EraseCases>::of(call).await?;
    let reference = desk.case(call, reference).await?;
    let reason = call.query("reason").filter(|reason| REASONS.contains(&reason.as_str()));
    let reason = reason.ok_or_else(|| invalid("reason"))?;
    let command = Command::Erase { serial: reference.serial(), now: clock::now().0, reader: desk.reader(), reason };
    match client::ask(&call.config, reference.register(), &command).await? {
        Reply::Erased { .. } => Ok(Response::empty()?.with_status(204)),
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => Err(unexpected(other)),
    }
}
