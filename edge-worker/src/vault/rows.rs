//! The data keys of a store, as rows: numbered, wrapped. In: a store, its name, the node's keys. Out: its vault.
//!
//! Each function works inside the transaction of whoever calls it. Never: a key in clear in a row.

use super::keys::{NodeKeys, Wrapped};
use super::{Vault, random};
use crate::sql::{Sql, SqlError, SqlResult};
use sealer::Key;
use std::rc::Rc;
use zeroize::Zeroizing;

/// The table that every store with sealed values has.
pub const TABLE: &str = "CREATE TABLE IF NOT EXISTS data_key (
        number INTEGER PRIMARY KEY, node_key TEXT NOT NULL, wrapped BLOB NOT NULL
    ) STRICT";

/// Opens the data keys of a store, and makes the first one where there is none. Keys that an earlier key of the
/// node wrapped are wrapped anew with the first.
///
/// # Errors
/// The node's keys do not open them, or storage failed.
pub fn open(sql: &impl Sql, node: &NodeKeys, store: &str) -> SqlResult<Rc<Vault>> {
    let mut keys = Vec::new();
    for row in sql.run("SELECT number, node_key, wrapped FROM data_key ORDER BY number", &[])? {
        let number = u16::try_from(row.int(0)?).map_err(|_| SqlError("a data key's number".into()))?;
        let (key, fresh) = node.unwrap(store, number, &Wrapped { by: row.text(1)?, bytes: row.blob(2)? })?;
        if !fresh {
            put(sql, number, &node.wrap(store, number, &key)?)?;
        }
        keys.push((number, key));
    }
    let vault = Vault { store: store.to_owned(), keys };
    if vault.keys.is_empty() { next(sql, node, &vault) } else { Ok(Rc::new(vault)) }
}

/// Begins a new data key: it seals from now on; the earlier ones go on opening.
///
/// # Errors
/// No randomness, or storage failed.
pub fn next(sql: &impl Sql, node: &NodeKeys, vault: &Vault) -> SqlResult<Rc<Vault>> {
    let number = vault.current().checked_add(1).ok_or_else(|| SqlError("no number is left for a data key".into()))?;
    let key: Key = Zeroizing::new(random()?);
    put(sql, number, &node.wrap(&vault.store, number, &key)?)?;
    let mut keys = vault.keys.clone();
    keys.push((number, key));
    Ok(Rc::new(Vault { store: vault.store.clone(), keys }))
}

fn put(sql: &impl Sql, number: u16, wrapped: &Wrapped) -> SqlResult<()> {
    sql.run(
        "INSERT INTO data_key (number, node_key, wrapped) VALUES (?1, ?2, ?3)
         ON CONFLICT (number) DO UPDATE SET node_key = ?2, wrapped = ?3",
        &[u32::from(number).into(), wrapped.by.as_str().into(), wrapped.bytes.as_slice().into()],
    )?;
    Ok(())
}
