//! The books as they lie on disk: read with SQLite itself, from a copy, while nobody has them open.
//!
//! In: a node's data folder, its process gone. Out: each register's cases, entries, deliveries and what peers sent;
//! and what is wrong with one register taken by itself (a gap, half a case, a broken chain, a delivery too many).
//! Never: the node's code; the chain's text is written down here a second time on purpose.

use crate::place::Folder;
use rusqlite::{Connection, Row};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The id of its event.
    pub id: String,
    pub serial: u32,
    pub peer: String,
    pub kind: String,
    pub state: String,
}

/// One register.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub register: String,
    pub serials: Vec<u32>,
    pub deliveries: Vec<Owed>,
    /// Source and id of what peers sent.
    pub inbox: Vec<(String, String)>,
    /// References at the peers that cases came from.
    pub origins: Vec<String>,
    pub events: usize,
    pub wrong: Vec<String>,
}

/// Every register in a data folder.
///
/// # Panics
/// The folder cannot be read, or a file in it is no database.
#[must_use]
pub fn books(data: &Path) -> Vec<Book> {
    let copy = Folder::fresh();
    let mut found = Vec::new();
    for (n, file) in databases(data).into_iter().enumerate() {
        let to = copy.path().join(format!("{n}.sqlite"));
        for end in ["", "-wal"] {
            let from = PathBuf::from(format!("{}{end}", file.display()));
            if from.exists() {
                fs::copy(from, format!("{}{end}", to.display())).expect("a copy");
            }
        }
        let sql = Connection::open(&to).expect("a database");
        if is_register(&sql) {
            found.push(read(&sql));
        }
    }
    found
}

fn databases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(databases(&entry));
        } else if entry.extension().is_some_and(|end| end == "sqlite") {
            found.push(entry);
        }
    }
    found
}

fn rows<T>(sql: &Connection, statement: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut prepared = sql.prepare(statement).expect("a statement that fits the register's tables");
    let rows = prepared.query_map([], read).expect("rows");
    rows.map(|row| row.expect("a row of the expected types")).collect()
}

fn is_register(sql: &Connection) -> bool {
    let tables = "SELECT count(*) FROM sqlite_master WHERE name IN ('case_file', 'event', 'delivery', 'inbox')";
    rows(sql, tables, |row| row.get::<_, u32>(0)) == [4]
}

fn read(sql: &Connection) -> Book {
    let name = rows(sql, "SELECT value FROM meta WHERE key = 'register'", |row| row.get::<_, String>(0));
    let mut book = Book { register: name.into_iter().next().unwrap_or_default(), ..Book::default() };
    let sound = rows(sql, "PRAGMA integrity_check", |row| row.get::<_, String>(0));
    if sound != ["ok"] {
        book.wrong.push(format!("the database: {sound:?}"));
    }
    let register = book.register.clone();
    book.deliveries = rows(sql, "SELECT id, serial, peer, kind, state FROM delivery ORDER BY id", |row| {
        let id = format!("{register}.{}", row.get::<_, i64>(0)?);
        Ok(Owed { id, serial: row.get(1)?, peer: row.get(2)?, kind: row.get(3)?, state: row.get(4)? })
    });
    book.inbox = rows(sql, "SELECT source, id FROM inbox", |row| Ok((row.get(0)?, row.get(1)?)));
    book.origins = rows(sql, "SELECT origin_reference FROM case_file WHERE origin IS NOT NULL", |row| row.get(0));
    cases_are_whole(sql, &mut book);
    deliveries_are_owed_once(sql, &mut book);
    if let Err(wrong) = chain_holds(sql, &register) {
        book.wrong.push(wrong);
    }
    for wrong in &mut book.wrong {
        *wrong = format!("{register}: {wrong}");
    }
    book
}

/// Serials from 1 without a gap; each case with all its entries, numbered from 1, the first of them its filing.
fn cases_are_whole(sql: &Connection, book: &mut Book) {
    let cases = rows(sql, "SELECT serial, events FROM case_file ORDER BY serial", |row| {
        Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?))
    });
    book.serials = cases.iter().map(|(serial, _)| *serial).collect();
    let without_gap = (1..).zip(&book.serials).all(|(n, serial)| n == *serial);
    if !without_gap {
        book.wrong.push(format!("serials with a gap: {:?}", book.serials));
    }
    let mut entries: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    for (serial, number, kind) in rows(sql, "SELECT serial, number, kind FROM event ORDER BY serial, number", |row| {
        Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?))
    }) {
        book.events += 1;
        entries.entry(serial).or_default().push((number, kind));
    }
    for (serial, count) in &cases {
        let own = entries.remove(serial).unwrap_or_default();
        let numbered = (1..).zip(&own).all(|(n, (number, _))| n == *number);
        let filed = own.first().is_some_and(|(_, kind)| kind == "filed");
        if own.len() != *count as usize || !numbered || !filed {
            book.wrong.push(format!("half a case: {serial} counts {count} entries and has {own:?}"));
        }
    }
    if !entries.is_empty() {
        book.wrong.push(format!("entries without a case: {:?}", entries.keys()));
    }
}

/// The events that a peer must be told, by the rules of the exchange: the case itself where it is handed over, and
/// from then on what this side says in public. Each is owed once, and nothing else is.
fn deliveries_are_owed_once(sql: &Connection, book: &mut Book) {
    const TOLD: [&str; 9] =
        ["acknowledged", "question", "message", "answer", "redirected", "closed", "withdrawn", "reopened", "rated"];
    let from_peer: BTreeSet<u32> =
        rows(sql, "SELECT serial FROM case_file WHERE origin IS NOT NULL", |row| row.get(0)).into_iter().collect();
    let mut shared = from_peer.clone();
    let mut owed = Vec::new();
    for (serial, number, kind, peer) in
        rows(sql, "SELECT serial, number, kind, peer FROM event ORDER BY serial, number", |row| {
            let (serial, number): (u32, u32) = (row.get(0)?, row.get(1)?);
            Ok((serial, number, row.get::<_, String>(2)?, row.get::<_, Option<String>>(3)?))
        })
    {
        if matches!(kind.as_str(), "forwarding" | "escalated") && !from_peer.contains(&serial) {
            shared.insert(serial);
            owed.push((serial, number, "filed".to_owned()));
        } else if shared.contains(&serial) && peer.is_none() && TOLD.contains(&kind.as_str()) {
            owed.push((serial, number, kind));
        }
    }
    let mut there = rows(sql, "SELECT serial, number, kind FROM delivery", |row| {
        Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?))
    });
    owed.sort();
    there.sort();
    if owed != there {
        let missing: Vec<_> = owed.iter().filter(|one| !there.contains(one)).collect();
        let extra: Vec<_> = there.iter().filter(|one| !owed.contains(one)).collect();
        let (n, m) = (owed.len(), there.len());
        book.wrong.push(format!("{n} are owed, {m} are in the outbox; missing {missing:?}, too many {extra:?}"));
    }
}

/// Each event carries the hash of the one before, from the first on.
fn chain_holds(sql: &Connection, register: &str) -> Result<(), String> {
    let mut before = [0_u8; 32];
    let events = rows(
        sql,
        "SELECT seq, serial, number, at, kind, status, role, coalesce(peer, ''), body_hash, hash FROM event ORDER BY seq",
        |row| {
            let numbers: [i64; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
            let words: [String; 4] = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
            let hashes: [[u8; 32]; 2] = [row.get(8)?, row.get(9)?];
            Ok((numbers, words, hashes))
        },
    );
    for (n, (numbers, [kind, status, role, peer], [body, hash])) in (1..).zip(events) {
        let first = numbers.first() == Some(&n);
        let [seq, serial, number, at] = numbers.map(|n| n.to_string());
        let texts = [register, &kind, &status, &role, &seq, &serial, &number, &at, &peer].map(str::as_bytes);
        let mut hasher = Sha256::new();
        for part in [&before[..]].into_iter().chain(texts).chain([&body[..]]) {
            hasher.update(format!("{}:", part.len()));
            hasher.update(part);
        }
        if !first || hasher.finalize()[..] != hash {
            return Err(format!("the chain breaks at entry {n}"));
        }
        before = hash;
    }
    Ok(())
}
