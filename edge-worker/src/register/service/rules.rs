//! What a register goes by: its name, its agency's rules as last configured, the hash key that it was written with.

use super::{Register, keep, lapse};
use crate::register::{AgencyRecord, Reply, store};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::keys::NodeKeys;
use crate::vault::{VaultError, rows};
use crate::{clock, log};
use domain::agency::Agency;
use domain::reference::{Reference, RegisterName};
use std::rc::Rc;
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

impl<S: Sql> Register<S> {
    /// Takes the agency's rules, if they are newer.
    pub(super) fn configure(&self, register: &str, agency: AgencyRecord) -> SqlResult<Reply> {
        let known = self.rules().map_or(0, |r| r.record.version);
        if agency.version > known {
            let text = serde_json::to_string(&agency).map_err(|e| SqlError(e.to_string()))?;
            let rules = read_rules(register, &text)?;
            let vault = match self.vault() {
                Ok(vault) => vault,
                Err(_) => {
                    fits(&self.sql, &self.node, register)?;
                    rows::open(&self.sql, &self.node, register)?
                }
            };
            store::set_meta(&self.sql, "register", register)?;
            store::set_meta(&self.sql, "agency", &text)?;
            let mut memory = self.memory.borrow_mut();
            memory.lapse_at = lapse::next(&self.sql, Some(&rules))?;
            memory.retention = keep::Plan::of(&self.sql, Some(&rules))?;
            (memory.rules, memory.vault) = (Some(Rc::new(rules)), Some(vault));
        }
        Ok(Reply::Ok)
    }
}
