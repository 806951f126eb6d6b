//! A backup read back into an empty store, batch by batch, and proved before the store is put in use.
//!
//! In: lines in their order, each batch one transaction. Out: how far it is, or why it goes no further. A batch that
//! was lost or sent twice does no harm: the store knows how many lines it has. Until all lines are there, fit the
//! signed end, and the chain was checked, the store is not opened for anything else ([`in_use`]).
//! Never: a row written over one that was not restored.

use super::tables::{self, Table, from_json};
use crate::sql::steps::Steps;
use crate::sql::{Sql, SqlError, SqlResult};
use wire::backup::{Digest, End, FORM, Head, Kind, Line};
use wire::signing::NodePublicKey;
use wire::v1::backup::RestoreState;

const STATE: &str = "CREATE TABLE IF NOT EXISTS backup_restore (
    one INTEGER PRIMARY KEY, state TEXT NOT NULL, backup TEXT NOT NULL, lines INTEGER NOT NULL, digest TEXT NOT NULL,
    into_table TEXT, last TEXT, checked INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT '') STRICT";

/// Why a restore goes no further. The names are part of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Something is here already.
    NotEmpty,
    /// Not what a node wrote, or changed since.
    Damaged,
    /// Another node's, another store's.
    OtherNode,
    /// The node has other keys than the one that wrote it.
    OtherKeys,
    /// By later code than this.
    LaterVersion,
    /// The lines do not follow those that are here.
    NotFollowing,
}

impl Reason {
    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotEmpty => "not_empty",
            Self::Damaged => "damaged",
            Self::OtherNode => "other_node",
            Self::OtherKeys => "other_keys",
            Self::LaterVersion => "later_version",
            Self::NotFollowing => "not_following",
        }
    }

    /// Reads the stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let all =
            [Self::NotEmpty, Self::Damaged, Self::OtherNode, Self::OtherKeys, Self::LaterVersion, Self::NotFollowing];
        all.into_iter().find(|reason| reason.name() == name)
    }
}

/// Not done: storage failed, or the backup is not to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    Broken(SqlError),
    /// And a word on it for the log.
    Refused(Reason, String),
}

impl From<SqlError> for Stop {
    fn from(error: SqlError) -> Self {
        Self::Broken(error)
    }
}

fn refuse<T>(reason: Reason, word: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Refused(reason, word.into()))
}

/// What a backup has to fit.
pub struct Wanted<'a> {
    pub kind: Kind,
    pub name: &'a str,
    /// The node's identifier.
    pub node: &'a str,
    /// What stands for its hash key.
    pub hash_key: &'a str,
    /// One of these must have signed it.
    pub keys: Vec<NodePublicKey>,
    pub steps: Steps,
    /// A store with a row in one of these is not empty.
    pub marks: &'static [&'static str],
}

struct State {
    state: String,
    backup: String,
    lines: u64,
    digest: Digest,
    into: Option<Table>,
    last: Option<End>,
    checked: u64,
    hash: String,
}

/// Whether the store may be used: no restore was begun, or it was ended.
pub fn in_use(sql: &impl Sql) -> SqlResult<bool> {
    Ok(read(sql)?.is_none_or(|state| state.state == "used"))
}

/// How far a restore is.
pub fn state(sql: &impl Sql) -> SqlResult<RestoreState> {
    Ok(read(sql)?.map_or_else(|| RestoreState { state: "none".into(), ..RestoreState::default() }, |s| view(&s)))
}

fn view(state: &State) -> RestoreState {
    let (lines, digest) = (state.lines, state.digest.to_hex());
    RestoreState { state: state.state.clone(), lines, digest, backup: state.backup.clone(), checked: state.checked }
}

fn read(sql: &impl Sql) -> SqlResult<Option<State>> {
    if sql.first("SELECT 1 FROM sqlite_master WHERE name = 'backup_restore'", &[])?.is_none() {
        return Ok(None);
    }
    let columns = "SELECT state, backup, lines, digest, into_table, last, checked, hash FROM backup_restore";
    let Some(row) = sql.first(columns, &[])? else { return Ok(None) };
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let line = |text: Option<String>| text.and_then(|text| Line::parse(text.as_bytes()));
    Ok(Some(State {
        state: row.text(0)?,
        backup: row.text(1)?,
        lines: number(row.int(2)?),
        digest: row.read(3, Digest::parse)?,
        into: match line(row.maybe_text(4)?) {
            Some(Line::Table(table)) => Some(Table { name: table.table, columns: table.columns, key: table.key }),
            _ => None,
        },
        last: match line(row.maybe_text(5)?) {
            Some(Line::End(end)) => Some(end),
            _ => None,
        },
        checked: number(row.int(6)?),
        hash: row.text(7)?,
    }))
}

fn write(sql: &impl Sql, state: &State) -> Result<(), Stop> {
    let text = |line: &Line| line.to_text().map_err(|e| SqlError(e.to_string()));
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let into = state.into.as_ref().map(|t| text(&super::dump::line_of(t))).transpose()?;
    let last = state.last.as_ref().map(|end| text(&Line::End(end.clone()))).transpose()?;
    sql.run(STATE, &[])?;
    sql.run(
        "INSERT OR REPLACE INTO backup_restore (one, state, backup, lines, digest, into_table, last, checked, hash)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            state.state.as_str().into(),
            state.backup.as_str().into(),
            number(state.lines).into(),
            state.digest.to_hex().as_str().into(),
            into.as_deref().into(),
            last.as_deref().into(),
            number(state.checked).into(),
            state.hash.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Takes the lines that begin with line `from`, counted from 0. With line 0 a restore begins anew.
///
/// # Errors
/// Nothing of the batch was taken.
pub fn take(sql: &impl Sql, wanted: &Wanted<'_>, from: u64, text: &[u8]) -> Result<RestoreState, Stop> {
    sql.transaction(|| {
        let mut lines = text.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        let mut state = if from == 0 {
            begin(sql, wanted, lines.next().unwrap_or_default())?
        } else {
            match read(sql)?.filter(|s| s.state == "taking" && s.lines == from) {
                Some(state) => state,
                None => return refuse(Reason::NotFollowing, format!("line {from}")),
            }
        };
        for line in lines {
            one(sql, wanted, &mut state, line)?;
        }
        write(sql, &state)?;
        Ok(view(&state))
    })
}

/// Empties the store of what an earlier try has left, and makes the tables that the backup was written from.
fn begin(sql: &impl Sql, wanted: &Wanted<'_>, line: &[u8]) -> Result<State, Stop> {
    let Some(Line::Head(head)) = Line::parse(line) else {
        return refuse(Reason::Damaged, "no head");
    };
    fits(wanted, &head)?;
    let tables = tables::tables(sql, &[])?;
    let trying = read(sql)?.is_some_and(|s| s.state != "used");
    for table in tables.iter().filter(|t| wanted.marks.contains(&t.name.as_str())) {
        if !trying && table.count(sql)? > 0 {
            return refuse(Reason::NotEmpty, format!("{} has rows", table.name));
        }
    }
    for table in &tables {
        sql.run_built(&format!("DROP TABLE {}", tables::quoted(&table.name)), &[])?;
    }
    sql.run("DROP TABLE IF EXISTS schema_version", &[])?;
    wanted.steps.migrate_to(sql, head.schema)?;
    // Rows that a step writes into an empty store are in the backup too.
    let mut digest = Digest::default();
    digest.add(line);
    Ok(State {
        state: "taking".into(),
        backup: digest.to_hex(),
        lines: 1,
        digest,
        into: None,
        last: None,
        checked: 0,
        hash: String::new(),
    })
}

fn fits(wanted: &Wanted<'_>, head: &Head) -> Result<(), Stop> {
    if head.wasl_backup != FORM || head.schema > wanted.steps.newest() {
        return refuse(Reason::LaterVersion, format!("form {}, tables {}", head.wasl_backup, head.schema));
    }
    if head.kind != wanted.kind || head.name != wanted.name || head.node != wanted.node {
        return refuse(Reason::OtherNode, format!("of {} on {}", head.name, head.node));
    }
    if head.hash_key != wanted.hash_key {
        return refuse(Reason::OtherKeys, "NODE_HASH_KEY is another one: no access code would open a case");
    }
    Ok(())
}

fn one(sql: &impl Sql, wanted: &Wanted<'_>, state: &mut State, text: &[u8]) -> Result<(), Stop> {
    if state.last.is_some() {
        return refuse(Reason::Damaged, "something after the end");
    }
    let number = state.lines;
    let damaged = || Stop::Refused(Reason::Damaged, format!("line {number}"));
    let cells = |values: Vec<serde_json::Value>| values.into_iter().map(from_json).collect::<Option<Vec<_>>>();
    match Line::parse(text).ok_or_else(damaged)? {
        Line::Head(_) => return Err(damaged()),
        Line::Table(line) => state.into = Some(known(sql, &line).ok_or_else(damaged)?),
        Line::Row(values) => {
            let table = state.into.as_ref().ok_or_else(damaged)?;
            let row = cells(values).filter(|row| row.len() == table.columns.len()).ok_or_else(damaged)?;
            table.put(sql, &row)?;
        }
        Line::Gone(values) => {
            let table = state.into.as_ref().ok_or_else(damaged)?;
            let key = cells(values).filter(|key| key.len() == table.key.len()).ok_or_else(damaged)?;
            table.remove(sql, &key)?;
        }
        Line::End(end) => return ended(sql, wanted, state, end),
    }
    state.lines += 1;
    state.digest.add(text);
    Ok(())
}

/// A table of the store that has all these columns.
fn known(sql: &impl Sql, line: &wire::backup::Table) -> Option<Table> {
    let own = tables::tables(sql, &[]).ok()?.into_iter().find(|table| table.name == line.table)?;
    let columns = line.columns.iter().all(|column| own.columns.contains(column));
    (columns && own.key == line.key).then(|| Table { columns: line.columns.clone(), ..own })
}

fn ended(sql: &impl Sql, wanted: &Wanted<'_>, state: &mut State, end: End) -> Result<(), Stop> {
    if end.lines != state.lines || end.digest != state.digest.to_hex() {
        return refuse(Reason::Damaged, "the lines are not those that were written");
    }
    if !wanted.keys.iter().any(|key| end.is_signed_by(key)) {
        return refuse(Reason::OtherKeys, format!("signed by {}, which is not this node's key", end.key_id));
    }
    for table in tables::tables(sql, &[])? {
        let rows = end.rows.get(&table.name).copied();
        if rows.is_some_and(|rows| table.count(sql).ok() != Some(rows)) {
            return refuse(Reason::Damaged, format!("{} has another number of rows", table.name));
        }
    }
    state.state = "checking".into();
    state.last = Some(end);
    Ok(())
}

/// Where the check of a chain stands: the place and the hash of the last event that was looked at.
pub type Place = (u64, String);
/// Checks some events after a place; the same place again if there are no more. `None`: one does not fit.
pub type Check<S> = fn(&S, &str, &Place) -> SqlResult<Option<Place>>;

/// One step of the check. True once the whole chain fits the backup's end.
///
/// # Errors
/// The chain does not hold.
pub fn check<S: Sql>(sql: &S, name: &str, events: Check<S>) -> Result<bool, Stop> {
    let Some(mut state) = read(sql)? else { return refuse(Reason::NotFollowing, "nothing was begun") };
    let Some(end) = state.last.clone() else { return refuse(Reason::NotFollowing, "lines are missing") };
    let before = (state.checked, state.hash.clone());
    let Some(after) = events(sql, name, &before)? else {
        return refuse(Reason::Damaged, format!("the chain breaks after event {}", before.0));
    };
    (state.checked, state.hash) = after.clone();
    write(sql, &state)?;
    if after != before {
        return Ok(false);
    }
    if after == (end.seq, end.hash) { Ok(true) } else { refuse(Reason::Damaged, "the chain does not end where it did") }
}

/// Puts the store in use, in whose transaction it stands.
///
/// # Errors
/// Storage failed.
pub fn put_in_use(sql: &impl Sql) -> SqlResult<()> {
    sql.run("UPDATE backup_restore SET state = 'used'", &[]).map(|_| ())
}
