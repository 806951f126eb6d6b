//! The directory's rows, and what it answers. In: a command. Out: a reply. Each command is one transaction.

use super::{Command, Reply, peers, tokens};
use crate::log;
use crate::register::AgencyRecord;
use crate::sql::steps::{Step, Steps};
use crate::sql::{Row, Sql, SqlError, SqlResult};
use crate::vault::keys::NodeKeys;
use std::collections::BTreeMap;
use wire::json;

/// The steps, and the oldest version whose code may use such a store. A released step never changes.
pub const SCHEMA: Steps = Steps { steps: &[FIRST, STAFF_TOKENS, PROBE, DRAWERS, SECRETS, CONVENTIONS], reads_from: 1 };

/// Secrets of peers, sealed.
const SECRETS: Step = &peers::STEP;

/// What is agreed with peers.
const CONVENTIONS: Step = &["CREATE TABLE convention (peer TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT"];

/// The drawers that hold documents.
const DRAWERS: Step = &["CREATE TABLE drawer (name TEXT PRIMARY KEY) STRICT"];

/// What `readyz` leaves and finds again: the time, and a mark of each key.
const PROBE: Step = &["CREATE TABLE probe (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"];

const FIRST: Step = &[
    "CREATE TABLE IF NOT EXISTS agency (
        id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS peer (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS token (
        id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, agency TEXT NOT NULL, role TEXT NOT NULL,
        name TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS register (name TEXT PRIMARY KEY, agency TEXT NOT NULL) STRICT",
];

/// Tokens with a role and a short life. Those of `token` lived for up to a year: they open nothing any more.
const STAFF_TOKENS: Step = &[tokens::TABLE];

/// Brings a store, empty or of any earlier version, to the present schema.
///
/// # Errors
/// As [`Steps::migrate`].
pub fn open(sql: &impl Sql) -> SqlResult<()> {
    SCHEMA.migrate(sql)
}

/// Carries out one command. `node`: the keys that open secrets, where they could be read.
///
/// # Errors
/// Storage failed; then nothing has happened.
pub fn handle(sql: &impl Sql, node: Option<&NodeKeys>, command: Command) -> SqlResult<Reply> {
    sql.transaction(|| carry_out(sql, node, command))
}

fn carry_out(sql: &impl Sql, node: Option<&NodeKeys>, command: Command) -> SqlResult<Reply> {
    match command {
        Command::PutAgency { id, body } => put_agency(sql, &id, &body),
        Command::Agency { id } => Ok(Reply::Agency(agency(sql, &id)?)),
        Command::Agencies => {
            let rows = sql.run("SELECT id, version, body FROM agency ORDER BY id", &[])?;
            rows.iter().map(read_agency).collect::<SqlResult<_>>().map(Reply::Agencies)
        }
        Command::PutPeer(peer) => peers::put(sql, node, *peer),
        Command::Peers { open } => peers::all(sql, node, open),
        Command::PutConvention { peer, body, by, now } => peers::put_convention(sql, &peer, body, &by, now),
        Command::PutToken(token) => tokens::put(sql, &token),
        Command::RenewToken { old, id, hash, root, now } => tokens::renew(sql, &old, (&id, &hash), root, now),
        Command::DropToken { id, root, now } => tokens::revoke(sql, &id, root, now),
        Command::Token(asked) => tokens::open(sql, &asked),
        Command::Tokens { agency, ended, before, now } => tokens::list(sql, agency.as_deref(), ended, before, now),
        Command::TokenNames { ids } => tokens::names(sql, &ids),
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
            let drawers = sql.run("SELECT name FROM drawer ORDER BY name", &[])?;
            let drawers = drawers.iter().map(|r| r.text(0)).collect::<SqlResult<_>>()?;
            Ok(Reply::Stores { registers: all_registers(sql)?, drawers })
        }
        Command::HolderOf { register } => {
            let row = sql.first("SELECT agency FROM register WHERE name = ?", &[register.as_str().into()])?;
            row.map(|r| r.text(0)).transpose().map(Reply::Holder)
        }
        Command::AllRegisters => all_registers(sql).map(Reply::AllRegisters),
        Command::Probe { now, marks } => probe(sql, now, &marks),
        Command::Registers { agency } => {
            let rows =
                sql.run("SELECT name FROM register WHERE agency = ? ORDER BY name DESC", &[agency.as_str().into()])?;
            rows.iter().map(|r| r.text(0)).collect::<SqlResult<_>>().map(Reply::Registers)
        }
    }
}

/// Every register, with its agency.
fn all_registers(sql: &impl Sql) -> SqlResult<Vec<(String, String)>> {
    let rows = sql.run("SELECT name, agency FROM register ORDER BY name", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect()
}

fn probe(sql: &impl Sql, now: i64, marks: &BTreeMap<String, Vec<String>>) -> SqlResult<Reply> {
    let written =
        "INSERT INTO probe (name, value) VALUES ('written_at', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1";
    sql.run(written, &[now.to_string().as_str().into()])?;
    let stored = |name: &str| {
        let row = sql.first("SELECT value FROM probe WHERE name = ?", &[name.into()])?;
        row.map(|r| r.text(0)).transpose()
    };
    let mut other = Vec::new();
    // A key that only opens is known; what it left is marked anew by the present one.
    for (name, mark) in marks {
        let left = stored(name)?;
        let known = left.as_ref().is_none_or(|left| mark.contains(left));
        if !known {
            other.push(name.clone());
        } else if let Some(present) = mark.first().filter(|present| left.as_ref() != Some(present)) {
            let marked = "INSERT INTO probe (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
            sql.run(marked, &[name.into(), present.into()])?;
        }
    }
    let read = stored("written_at")?.and_then(|at| at.parse().ok()).unwrap_or_default();
    Ok(Reply::Probed { read, other })
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

/// An agency.
pub fn agency(sql: &impl Sql, id: &str) -> SqlResult<Option<AgencyRecord>> {
    sql.first("SELECT id, version, body FROM agency WHERE id = ?", &[id.into()])?.map(|r| read_agency(&r)).transpose()
}

fn read_agency(row: &Row) -> SqlResult<AgencyRecord> {
    Ok(AgencyRecord { id: row.text(0)?, version: row.int(1)?, body: parse(&row.text(2)?)? })
}

pub(super) fn json(value: &impl serde::Serialize) -> SqlResult<String> {
    serde_json::to_string(value).map_err(|e| SqlError(e.to_string()))
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> SqlResult<T> {
    json::read(text).map_err(|e| SqlError(log::unreadable("a stored record", &e)))
}

#[cfg(test)]
mod matrix;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PeerRecord;
    use crate::directory::{TokenAsked, TokenRecord};
    use crate::sql::kept;
    use crate::sql::native::NativeSql;
    use crate::sql::steps::version;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use domain::time::UnixMillis;
    use wire::v1::admin::ConventionBody;
    use wire::v1::admin::{PutAgency, PutPeer};

    fn directory() -> NativeSql {
        let sql = NativeSql::in_memory();
        open(&sql).unwrap();
        sql
    }

    fn put(sql: &NativeSql, id: &str, code: &str) -> Reply {
        let body = Box::new(PutAgency { code: code.into(), ..PutAgency::default() });
        handle(sql, None, Command::PutAgency { id: id.into(), body }).unwrap()
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

    fn keys(secret: u8) -> NodeKeys {
        NodeKeys::parse(&STANDARD.encode([secret; 32])).unwrap()
    }

    fn foreign(connector: &str, secret: &str) -> PeerRecord {
        let body = PutPeer { connector: connector.into(), ..PutPeer::default() };
        PeerRecord { id: "city".into(), body, secret: secret.into(), convention: None }
    }

    /// What the directory gives: whether there is a secret, and the secret.
    fn secret(sql: &NativeSql, node: &NodeKeys, open: bool) -> (bool, String) {
        let reply = handle(sql, Some(node), Command::Peers { open }).unwrap();
        let Reply::Peers(mut peers) = reply else { panic!("{reply:?}") };
        let peer = peers.remove("city").unwrap();
        assert_eq!(peer.body.secret, None);
        (peer.body.has_secret, peer.secret)
    }

    #[test]
    fn a_peers_secret_is_sealed_kept_and_only_given_to_who_asks_for_it() {
        let sql = directory();
        let put = |peer| handle(&sql, Some(&keys(1)), Command::PutPeer(Box::new(peer))).unwrap();
        assert_eq!(put(foreign("webhook", "")), Reply::NoSecret);
        let mut peer = foreign("webhook", "s3cret-of-the-city");
        // Even one that was left where it does not belong is not written.
        peer.body.secret = Some("s3cret-of-the-city".into());
        assert_eq!(put(peer), Reply::Ok);
        assert!(!sql.dump().contains("s3cret"), "it lies there in clear");
        assert_eq!(secret(&sql, &keys(1), false), (true, String::new()));
        assert_eq!(secret(&sql, &keys(1), true), (true, "s3cret-of-the-city".into()));
        let opened = handle(&sql, Some(&keys(1)), Command::Peers { open: true }).unwrap();
        assert!(!format!("{opened:?}").contains("s3cret"), "it is printed");
        // One that is not sent stays; a new one takes its place; the node's own protocol has none.
        assert_eq!(put(foreign("webhook", "")), Reply::Ok);
        assert_eq!(secret(&sql, &keys(1), true).1, "s3cret-of-the-city");
        assert_eq!(put(foreign("webhook", "another")), Reply::Ok);
        assert_eq!(secret(&sql, &keys(1), true).1, "another");
        assert_eq!(put(foreign("exchange", "")), Reply::Ok);
        assert_eq!(secret(&sql, &keys(1), true), (false, String::new()));
        assert_eq!(put(foreign("webhook", "")), Reply::NoSecret);
    }

    #[test]
    fn a_secret_that_does_not_open_or_was_moved_is_its_peers_loss_alone() {
        let sql = directory();
        handle(&sql, Some(&keys(1)), Command::PutPeer(Box::new(foreign("webhook", "of the city")))).unwrap();
        let other = PeerRecord { id: "port".into(), ..foreign("webhook", "of the port") };
        handle(&sql, Some(&keys(1)), Command::PutPeer(Box::new(other))).unwrap();
        // Another key of the node, or none: peers are there, without secrets.
        assert_eq!(secret(&sql, &keys(2), true), (true, String::new()));
        assert!(matches!(handle(&sql, None, Command::Peers { open: true }).unwrap(), Reply::Peers(p) if p.len() == 2));
        let moved = "UPDATE peer SET salt = (SELECT salt FROM peer WHERE id = 'port'),
            secret = (SELECT secret FROM peer WHERE id = 'port') WHERE id = 'city'";
        sql.run(moved, &[]).unwrap();
        let Reply::Peers(peers) = handle(&sql, Some(&keys(1)), Command::Peers { open: true }).unwrap() else {
            panic!()
        };
        assert_eq!((peers["city"].secret.as_str(), peers["port"].secret.as_str()), ("", "of the port"));
    }

    #[test]
    fn a_node_is_one_peer_at_a_time() {
        let sql = directory();
        let put = |id: &str, node: &str, active| {
            let body = PutPeer { node: node.into(), active, ..PutPeer::default() };
            handle(
                &sql,
                None,
                Command::PutPeer(Box::new(PeerRecord { id: id.into(), body, secret: String::new(), convention: None })),
            )
            .unwrap()
        };
        assert_eq!(put("mediator", "med", true), Reply::Ok);
        assert_eq!(put("mediator", "med", true), Reply::Ok);
        assert_eq!(put("other", "med", true), Reply::CodeTaken);
        // One that is switched off is nobody's sender; it cannot be switched on beside the other.
        assert_eq!(put("other", "med", false), Reply::Ok);
        assert_eq!(put("other", "med", true), Reply::CodeTaken);
        assert_eq!(put("other", "oth", true), Reply::Ok);
    }

    #[test]
    fn a_suspension_has_its_date_and_who_until_it_is_lifted() {
        let sql = directory();
        let peer = PeerRecord { id: "med".into(), ..foreign("exchange", "") };
        handle(&sql, None, Command::PutPeer(Box::new(peer))).unwrap();
        let put = |peer: &str, suspended, by: &str, now| {
            let body = ConventionBody { suspended, ..ConventionBody::default() };
            handle(&sql, None, Command::PutConvention { peer: peer.into(), body, by: by.into(), now }).unwrap()
        };
        assert_eq!(put("nobody", true, "t1", 1), Reply::NotFound);
        let stands = |reply| match reply {
            Reply::Convention(set, was) => (set.set_by, set.suspended_at, set.suspended_by, was),
            other => panic!("{other:?}"),
        };
        let (at, by) = (|ms| Some(UnixMillis(ms).to_rfc3339()), |by: &str| Some(by.to_owned()));
        assert_eq!(stands(put("med", true, "t1", 1_000)), (by("t1"), at(1_000), by("t1"), false));
        assert_eq!(stands(put("med", true, "t2", 2_000)), (by("t2"), at(1_000), by("t1"), true));
        assert_eq!(stands(put("med", false, "t2", 3_000)), (by("t2"), None, None, true));
        let Reply::Peers(peers) = handle(&sql, None, Command::Peers { open: false }).unwrap() else { panic!() };
        assert!(!peers["med"].is_suspended() && peers["med"].convention.is_some());
    }

    #[test]
    fn a_probe_tells_what_was_written_and_which_key_is_another() {
        let sql = directory();
        let ask = |now, keys: &[&str]| {
            let marks = [("NODE_DATA_KEY".to_owned(), keys.iter().map(|k| (*k).to_owned()).collect())].into();
            match handle(&sql, None, Command::Probe { now, marks }).unwrap() {
                Reply::Probed { read, other } => (read, other.len()),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(ask(7, &["a"]), (7, 0));
        assert_eq!(ask(8, &["b"]), (8, 1));
        // Rotation: the new key comes first, the old one may go once the new one has left its mark.
        assert_eq!(ask(9, &["b", "a"]), (9, 0));
        assert_eq!(ask(10, &["b"]), (10, 0));
        assert_eq!(ask(11, &["a"]), (11, 1));
    }

    #[test]
    fn registers_are_listed_newest_first() {
        let sql = directory();
        for register in ["HAB-26A", "HAB-27A", "HAB-26B", "HAB-26A"] {
            handle(&sql, None, Command::NoteRegister { agency: "mhab".into(), register: register.into() }).unwrap();
        }
        let reply = handle(&sql, None, Command::Registers { agency: "mhab".into() }).unwrap();
        assert_eq!(reply, Reply::Registers(vec!["HAB-27A".into(), "HAB-26B".into(), "HAB-26A".into()]));
    }

    /// A directory with something in every table.
    fn written() -> NativeSql {
        let sql = directory();
        put(&sql, "mhab", "HAB");
        let peer = PeerRecord { id: "mediator".into(), ..foreign("exchange", "") };
        let city = foreign("webhook", "whsec_of the city");
        let token = TokenRecord {
            id: "t1".into(),
            hash: "h1".into(),
            agency: Some("mhab".into()),
            role: "caseworker".into(),
            name: "Nadia Modèle".into(),
            since: 0,
            life_ms: 100,
            expires_at: 100,
            revoked_at: None,
        };
        for command in [
            Command::PutPeer(Box::new(peer)),
            Command::PutPeer(Box::new(city)),
            Command::PutToken(token),
            Command::NoteRegister { agency: "mhab".into(), register: "HAB-26A".into() },
            Command::NoteDrawer { name: "HAB-2611k".into() },
            Command::PutConvention {
                peer: "mediator".into(),
                body: ConventionBody::default(),
                by: "t1".into(),
                now: 1,
            },
            Command::Probe { now: 1, marks: BTreeMap::new() },
        ] {
            handle(&sql, Some(&keys(1)), command).unwrap();
        }
        sql
    }

    #[test]
    fn stores_of_every_version_are_kept() {
        kept::all_are_kept("directory", SCHEMA, &written());
    }

    #[test]
    fn directories_of_every_version_open_and_go_on() {
        for (file, sql) in kept::every("directory") {
            let before = version(&sql).unwrap().version;
            open(&sql).unwrap();
            assert_eq!(version(&sql).unwrap().version, SCHEMA.newest(), "{file}");
            let ask = |command| handle(&sql, None, command).unwrap();
            let Reply::Agency(Some(agency)) = ask(Command::Agency { id: "mhab".into() }) else { panic!("{file}") };
            assert_eq!((agency.body.code.as_str(), agency.version), ("HAB", 1), "{file}");
            assert!(
                matches!(ask(Command::Peers { open: false }), Reply::Peers(peers) if peers.contains_key("mediator")),
                "{file}"
            );
            let holder = ask(Command::HolderOf { register: "HAB-26A".into() });
            assert_eq!(holder, Reply::Holder(Some("mhab".into())), "{file}");
            // Tokens from before there were roles open nothing; those since then do.
            let asked = TokenAsked { hash: "h1".into(), root: false, network: None, now: 5 };
            assert_eq!(matches!(ask(Command::Token(asked)), Reply::Token(..)), before >= 2, "{file}");
            if before >= 5 {
                assert_eq!(secret(&sql, &keys(1), true), (true, "whsec_of the city".into()), "{file}");
            }
            let drawers = usize::from(before >= 4);
            assert!(matches!(ask(Command::Stores), Reply::Stores { drawers: d, .. } if d.len() == drawers), "{file}");
            // And it goes on.
            assert!(matches!(put(&sql, "tizi", "TIZ"), Reply::Agency(Some(a)) if a.version == 1), "{file}");
        }
    }

    #[test]
    fn steps_only_add() {
        assert!(SCHEMA.not_only_adding().is_empty(), "{:?}", SCHEMA.not_only_adding());
    }
}
