//! The directory's rows, and what it answers. In: a command. Out: a reply. Each command is one transaction.

use super::{Command, PeerRecord, Reply, TokenRecord};
use crate::register::AgencyRecord;
use crate::sql::steps::{Step, Steps};
use crate::sql::{Row, Sql, SqlError, SqlResult};

/// The steps, and the oldest version whose code may use such a store. A released step never changes.
pub const SCHEMA: Steps = Steps { steps: &[FIRST, DRAWERS], reads_from: 1 };

/// The drawers that hold documents.
const DRAWERS: Step = &["CREATE TABLE drawer (name TEXT PRIMARY KEY) STRICT"];

const FIRST: Step = &[
    "CREATE TABLE IF NOT EXISTS agency (
        id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS peer (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS token (
        id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, agency TEXT NOT NULL, role TEXT NOT NULL,
        name TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS register (name TEXT PRIMARY KEY, agency TEXT NOT NULL) STRICT",
];

/// Brings a store, empty or of any earlier version, to the present schema.
///
/// # Errors
/// As [`Steps::migrate`].
pub fn open(sql: &impl Sql) -> SqlResult<()> {
    SCHEMA.migrate(sql)
}

/// Carries out one command.
///
/// # Errors
/// Storage failed; then nothing has happened.
pub fn handle(sql: &impl Sql, command: Command) -> SqlResult<Reply> {
    sql.transaction(|| carry_out(sql, command))
}

fn carry_out(sql: &impl Sql, command: Command) -> SqlResult<Reply> {
    match command {
        Command::PutAgency { id, body } => put_agency(sql, &id, &body),
        Command::Agency { id } => Ok(Reply::Agency(agency(sql, &id)?)),
        Command::Agencies => {
            let rows = sql.run("SELECT id, version, body FROM agency ORDER BY id", &[])?;
            rows.iter().map(read_agency).collect::<SqlResult<_>>().map(Reply::Agencies)
        }
        Command::PutPeer(peer) => {
            sql.run(
                "INSERT INTO peer (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2",
                &[peer.id.as_str().into(), json(&peer.body)?.as_str().into()],
            )?;
            Ok(Reply::Ok)
        }
        Command::Peers => {
            let rows = sql.run("SELECT id, body FROM peer ORDER BY id", &[])?;
            let read = |row: &Row| {
                let id = row.text(0)?;
                Ok((id.clone(), PeerRecord { id, body: parse(&row.text(1)?)? }))
            };
            rows.iter().map(read).collect::<SqlResult<_>>().map(Reply::Peers)
        }
        Command::PutToken(token) => put_token(sql, &token),
        Command::DropToken { id } => {
            let gone = sql.run("DELETE FROM token WHERE id = ? RETURNING id", &[id.as_str().into()])?;
            Ok(if gone.is_empty() { Reply::NotFound } else { Reply::Ok })
        }
        Command::Token { hash, now } => token(sql, &hash, now),
        Command::NoteRegister { agency, register } => {
            sql.run(
                "INSERT INTO register (name, agency) VALUES (?, ?) ON CONFLICT DO NOTHING",
                &[register.as_str().into(), agency.as_str().into()],
            )?;
            Ok(Reply::Ok)
        }
        Command::NoteDrawer { name } => {
            sql.run("INSERT INTO drawer (name) VALUES (?) ON CONFLICT DO NOTHING", &[name.as_str().into()])?;
            Ok(Reply::Ok)
        }
        Command::Stores => {
            let registers = sql.run("SELECT name, agency FROM register ORDER BY name", &[])?;
            let drawers = sql.run("SELECT name FROM drawer ORDER BY name", &[])?;
            Ok(Reply::Stores {
                registers: registers.iter().map(|r| Ok((r.text(0)?, r.text(1)?))).collect::<SqlResult<_>>()?,
                drawers: drawers.iter().map(|r| r.text(0)).collect::<SqlResult<_>>()?,
            })
        }
        Command::HolderOf { register } => {
            let row = sql.first("SELECT agency FROM register WHERE name = ?", &[register.as_str().into()])?;
            row.map(|r| r.text(0)).transpose().map(Reply::Holder)
        }
        Command::Registers { agency } => {
            let rows =
                sql.run("SELECT name FROM register WHERE agency = ? ORDER BY name DESC", &[agency.as_str().into()])?;
            rows.iter().map(|r| r.text(0)).collect::<SqlResult<_>>().map(Reply::Registers)
        }
    }
}

fn put_agency(sql: &impl Sql, id: &str, body: &wire::v1::admin::PutAgency) -> SqlResult<Reply> {
    let holder = sql.first("SELECT id FROM agency WHERE code = ?", &[body.code.as_str().into()])?;
    if holder.map(|r| r.text(0)).transpose()?.is_some_and(|other| other != id) {
        return Ok(Reply::CodeTaken);
    }
    let known = agency(sql, id)?;
    // References carry the code: an agency that has one keeps it.
    if known.as_ref().is_some_and(|k| k.body.code != body.code) {
        return Ok(Reply::CodeTaken);
    }
    let record = AgencyRecord { id: id.to_owned(), version: known.map_or(0, |k| k.version) + 1, body: body.clone() };
    sql.run(
        "INSERT INTO agency (id, code, version, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET version = ?3, body = ?4",
        &[id.into(), body.code.as_str().into(), record.version.into(), json(body)?.as_str().into()],
    )?;
    Ok(Reply::Agency(Some(record)))
}

fn agency(sql: &impl Sql, id: &str) -> SqlResult<Option<AgencyRecord>> {
    sql.first("SELECT id, version, body FROM agency WHERE id = ?", &[id.into()])?.map(|r| read_agency(&r)).transpose()
}

fn read_agency(row: &Row) -> SqlResult<AgencyRecord> {
    Ok(AgencyRecord { id: row.text(0)?, version: row.int(1)?, body: parse(&row.text(2)?)? })
}

fn put_token(sql: &impl Sql, token: &TokenRecord) -> SqlResult<Reply> {
    if agency(sql, &token.agency)?.is_none() {
        return Ok(Reply::NotFound);
    }
    sql.run(
        "INSERT INTO token (id, hash, agency, role, name, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        &[
            token.id.as_str().into(),
            token.hash.as_str().into(),
            token.agency.as_str().into(),
            token.role.as_str().into(),
            token.name.as_str().into(),
            token.expires_at.into(),
        ],
    )?;
    Ok(Reply::Ok)
}

fn token(sql: &impl Sql, hash: &str, now: i64) -> SqlResult<Reply> {
    let row = sql.first(
        "SELECT id, hash, agency, role, name, expires_at FROM token WHERE hash = ? AND expires_at > ?",
        &[hash.into(), now.into()],
    )?;
    let Some(row) = row else { return Ok(Reply::Token(None)) };
    let token = TokenRecord {
        id: row.text(0)?,
        hash: row.text(1)?,
        agency: row.text(2)?,
        role: row.text(3)?,
        name: row.text(4)?,
        expires_at: row.int(5)?,
    };
    let agency = agency(sql, &token.agency)?;
    Ok(Reply::Token(agency.map(|agency| (token, agency))))
}

fn json(value: &impl serde::Serialize) -> SqlResult<String> {
    serde_json::to_string(value).map_err(|e| SqlError(e.to_string()))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> SqlResult<T> {
    serde_json::from_str(text).map_err(|e| SqlError(format!("a stored record: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::native::NativeSql;
    use wire::v1::admin::PutAgency;

    fn directory() -> NativeSql {
        let sql = NativeSql::in_memory();
        open(&sql).unwrap();
        sql
    }

    fn put(sql: &NativeSql, id: &str, code: &str) -> Reply {
        let body = Box::new(PutAgency { code: code.into(), ..PutAgency::default() });
        handle(sql, Command::PutAgency { id: id.into(), body }).unwrap()
    }

    #[test]
    fn each_change_of_an_agency_has_a_higher_version() {
        let sql = directory();
        for version in 1..4 {
            assert!(matches!(put(&sql, "mhab", "HAB"), Reply::Agency(Some(a)) if a.version == version));
        }
    }

    #[test]
    fn a_code_belongs_to_one_agency_for_good() {
        let sql = directory();
        put(&sql, "mhab", "HAB");
        assert_eq!(put(&sql, "tizi", "HAB"), Reply::CodeTaken);
        assert_eq!(put(&sql, "mhab", "MHA"), Reply::CodeTaken);
    }

    #[test]
    fn a_token_opens_its_agency_until_it_ends_or_is_dropped() {
        let sql = directory();
        put(&sql, "mhab", "HAB");
        let token = TokenRecord {
            id: "t1".into(),
            hash: "h1".into(),
            agency: "mhab".into(),
            role: "caseworker".into(),
            name: "N".into(),
            expires_at: 100,
        };
        handle(&sql, Command::PutToken(token.clone())).unwrap();
        let ask = |now| handle(&sql, Command::Token { hash: "h1".into(), now }).unwrap();
        assert!(matches!(ask(99), Reply::Token(Some((t, a))) if t == token && a.id == "mhab"));
        assert_eq!(ask(100), Reply::Token(None));
        assert_eq!(handle(&sql, Command::DropToken { id: "t1".into() }).unwrap(), Reply::Ok);
        assert_eq!(ask(99), Reply::Token(None));
        assert_eq!(
            handle(&sql, Command::PutToken(TokenRecord { agency: "none".into(), ..token })).unwrap(),
            Reply::NotFound
        );
    }

    #[test]
    fn registers_are_listed_newest_first() {
        let sql = directory();
        for register in ["HAB-26A", "HAB-27A", "HAB-26B", "HAB-26A"] {
            handle(&sql, Command::NoteRegister { agency: "mhab".into(), register: register.into() }).unwrap();
        }
        let reply = handle(&sql, Command::Registers { agency: "mhab".into() }).unwrap();
        assert_eq!(reply, Reply::Registers(vec!["HAB-27A".into(), "HAB-26B".into(), "HAB-26A".into()]));
    }

    #[test]
    fn steps_only_add() {
        assert!(SCHEMA.not_only_adding().is_empty(), "{:?}", SCHEMA.not_only_adding());
    }
}
