//! Peers as rows, their secrets sealed. In: a peer, or nothing. Out: peers; their secrets only for who asks for them.
//!
//! The directory has data keys as registers have, made with the first secret: a node without one needs none. A secret
//! that does not open leaves its peer without one: what is owed to that peer waits, and all others are as they were.
//! Never: a secret in a peer's body, or in clear in a row.

use super::store::{json, parse};
use super::{NAME, PeerRecord, Reply};
use crate::sql::{Sql, SqlResult};
use crate::vault::keys::NodeKeys;
use crate::vault::{Item, Lock, Place, SALT_BYTES, Vault, VaultError, rows};
use std::collections::BTreeMap;
use std::rc::Rc;
use wire::v1::admin::PutPeer;
use wire::v1::admin::connector::{Connector, SecretForm};

/// Where a secret lies.
const SECRET: Place = Place { table: "peer", column: "secret", row: 0 };

/// Columns and table of this room.
pub const STEP: [&str; 3] =
    [rows::TABLE, "ALTER TABLE peer ADD COLUMN salt BLOB", "ALTER TABLE peer ADD COLUMN secret BLOB"];

/// Sets a peer.
///
/// # Errors
/// Storage failed, or the node's keys do not open the directory's.
pub fn put(sql: &impl Sql, node: Option<&NodeKeys>, mut peer: PeerRecord) -> SqlResult<Reply> {
    let known = sql.first("SELECT body, secret IS NOT NULL FROM peer WHERE id = ?", &[peer.id.as_str().into()])?;
    let before = known.map(|row| Ok((parse::<PutPeer>(&row.text(0)?)?, row.int(1)? == 1))).transpose()?;
    let needs = Connector::named(&peer.body.connector).is_some_and(|c| c.secret != SecretForm::Nothing);
    // A secret of another protocol is no secret of this one.
    let kept = before.is_some_and(|(body, has)| has && needs && body.connector == peer.body.connector);
    let secret = std::mem::take(&mut peer.secret);
    if needs && secret.is_empty() && !kept {
        return Ok(Reply::NoSecret);
    }
    (peer.body.secret, peer.body.has_secret) = (None, false);
    sql.run(
        "INSERT INTO peer (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2",
        &[peer.id.as_str().into(), json(&peer.body)?.as_str().into()],
    )?;
    if !secret.is_empty() {
        let lock = lock(&vault(sql, node)?, &peer.id, Vault::new_salt()?);
        let sealed = lock.seal(SECRET, secret.as_bytes())?;
        sql.run(
            "UPDATE peer SET salt = ?2, secret = ?3 WHERE id = ?1",
            &[peer.id.as_str().into(), lock.salt().into(), sealed.as_slice().into()],
        )?;
    } else if !kept {
        sql.run("UPDATE peer SET salt = NULL, secret = NULL WHERE id = ?", &[peer.id.as_str().into()])?;
    }
    Ok(Reply::Ok)
}

/// All peers. `open`: with their secrets.
///
/// # Errors
/// Storage failed.
pub fn all(sql: &impl Sql, node: Option<&NodeKeys>, open: bool) -> SqlResult<Reply> {
    let mut vault_of: Option<SqlResult<Rc<Vault>>> = None;
    let mut peers = BTreeMap::new();
    for mut row in sql.run("SELECT id, body, salt, secret FROM peer ORDER BY id", &[])? {
        let (id, mut body, sealed): (_, PutPeer, _) = (row.text(0)?, parse(&row.text(1)?)?, row.take_blob(3)?);
        body.has_secret = sealed.is_some();
        let mut secret = String::new();
        if let (true, Some(sealed)) = (open, sealed) {
            let vault = vault_of.get_or_insert_with(|| vault(sql, node));
            secret = vault
                .as_ref()
                .ok()
                .and_then(|vault| opened(vault, &id, row.fixed(2).ok()?, sealed))
                .unwrap_or_default();
        }
        peers.insert(id.clone(), PeerRecord { id, body, secret });
    }
    Ok(Reply::Peers(peers))
}

fn opened(vault: &Rc<Vault>, id: &str, salt: [u8; SALT_BYTES], sealed: Vec<u8>) -> Option<String> {
    String::from_utf8(lock(vault, id, salt).open(SECRET, sealed).ok()?).ok()
}

fn vault(sql: &impl Sql, node: Option<&NodeKeys>) -> SqlResult<Rc<Vault>> {
    rows::open(sql, node.ok_or_else(|| VaultError::NodeKey.broken())?, NAME)
}

fn lock(vault: &Rc<Vault>, id: &str, salt: [u8; SALT_BYTES]) -> Lock {
    vault.lock(Item::Peer(id), salt)
}
