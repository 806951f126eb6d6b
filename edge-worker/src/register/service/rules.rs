//! What a register goes by: its name, and its agency's rules as last configured.

use crate::register::AgencyRecord;
use crate::sql::{SqlError, SqlResult};
use crate::{clock, log};
use domain::agency::Agency;
use domain::reference::{Reference, RegisterName};
use wire::json;

/// The register's name and its agency's rules.
#[derive(Debug)]
pub struct Rules {
    pub name: RegisterName,
    pub record: AgencyRecord,
    pub agency: Agency,
}

impl Rules {
    /// The reference of a serial; empty for one that cannot be.
    #[must_use]
    pub fn reference(&self, serial: u32) -> String {
        Reference::new(self.name.clone(), serial).map(|r| r.to_string()).unwrap_or_default()
    }
}

/// Reads the stored rules.
pub fn read_rules(name: &str, record: &str) -> SqlResult<Rules> {
    let record: AgencyRecord = json::read(record).map_err(|e| SqlError(log::unreadable("the stored agency", &e)))?;
    let mut agency = record.body.check(&record.id).map_err(|_| SqlError("the stored agency is not valid".into()))?;
    agency.zone = clock::resolved(agency.zone);
    let name = RegisterName::parse(name).ok_or_else(|| SqlError("the stored register has no valid name".into()))?;
    Ok(Rules { name, record, agency })
}
