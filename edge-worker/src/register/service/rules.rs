//! What a register goes by: its name, its agency's rules as last configured, the hash key that it was written with.

use crate::register::{AgencyRecord, store};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::VaultError;
use crate::vault::keys::NodeKeys;
use crate::{clock, log};
use domain::agency::Agency;
use domain::reference::{Reference, RegisterName};
use wire::json;

/// What stands for the hash key in a register's store.
const HASH_KEY: &str = "hash_key";

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

/// Access codes, keys and marks of a store mean nothing under another hash key: whoever filed then would get a code that
/// never opens.
///
/// # Errors
/// It is another one.
pub fn fits(sql: &impl Sql, node: &NodeKeys, register: &str) -> SqlResult<()> {
    let Some(mark) = &node.hash_mark else { return Ok(()) };
    match store::meta(sql, HASH_KEY)? {
        Some(known) if known != *mark => Err(VaultError::HashKey { store: register.to_owned() }.broken()),
        Some(_) => Ok(()),
        None => store::set_meta(sql, HASH_KEY, mark),
    }
}
