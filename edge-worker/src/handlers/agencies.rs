//! The public description of agencies.

use super::paging;
use crate::call::Call;
use crate::clock;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::kept;
use crate::register::AgencyRecord;
use domain::agency::Agency;
use wire::v1::agencies::{AgencyList, AgencyView};
use worker::Response;

/// The agency that a record describes: it was checked before it was stored.
///
/// # Errors
/// It is not valid any more.
pub fn checked(record: &AgencyRecord) -> Result<Agency, Fault> {
    let checked = record.body.check(&record.id);
    let mut agency = checked.map_err(|e| {
        let fields: Vec<_> = e.into_iter().map(|error| error.field).collect();
        Fault::broken(format!("agency {} is not valid: {}", record.id, fields.join(" ")))
    })?;
    agency.zone = clock::resolved(agency.zone);
    Ok(agency)
}

/// `GET /v1/agencies`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let Reply::Agencies(records) = directory::ask(&call.config, &Command::Agencies).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    let (records, cursor) = paging::page(call, records, |record| record.id.as_str())?;
    let views = records.iter().map(|r| checked(r).map(|a| AgencyView::from(&a)));
    kept::json(call, &AgencyList { agencies: views.collect::<Result<_, _>>()?, cursor })
}

/// `GET /v1/agencies/{agency}`.
pub async fn show(call: &Call, id: &str) -> Result<Response, Fault> {
    let record = directory::agency(&call.config, id).await?;
    kept::json(call, &AgencyView::from(&checked(&record)?))
}
