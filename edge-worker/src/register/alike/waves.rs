//! The rows of waves. In: marks, serials. Out: sketches, and what is shown of a wave. Never: a word; a scan of a whole
//! register: what a filing is compared with is the newest cases, and what is shown is found by the wave's own index.

use super::WORD_BYTES;
use crate::sql::{Row, Sql, SqlResult};
use domain::alike::wave::{Found, Sketch};

/// Cases that a filing is compared with, the newest: some days of a busy agency, some months of another.
pub const IN_MIND: u32 = 600;
/// Cases of a wave that its words are told from, the newest.
const TOLD_FROM: u32 = 100;

/// Marks of words out of a row.
#[must_use]
pub fn words(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(WORD_BYTES).filter_map(|c| c.try_into().ok().map(u64::from_be_bytes)).collect()
}

/// Marks of contacts, by their first bytes.
#[must_use]
pub fn contacts(bytes: &[u8]) -> Vec<u64> {
    let short = |mark: &[u8]| mark.first_chunk().copied().map(u64::from_be_bytes);
    bytes.chunks_exact(super::CONTACT_BYTES).filter_map(short).collect()
}

fn sketch(mut row: Row) -> SqlResult<Sketch> {
    let wave = row.maybe_int(5)?.and_then(|wave| u32::try_from(wave).ok());
    Ok(Sketch {
        serial: row.small(0)?,
        at: row.int(1)?,
        category: row.text(2)?,
        contacts: contacts(&row.take_blob(3)?.unwrap_or_default()),
        words: words(&row.take_blob(4)?.unwrap_or_default()),
        wave,
    })
}

/// The newest cases, as far as waves go; newest first.
pub fn in_mind(sql: &impl Sql) -> SqlResult<Vec<Sketch>> {
    let rows = sql.run(
        "SELECT likeness.serial, at, category, contacts, words, wave FROM likeness JOIN case_file USING (serial)
         WHERE length(words) > 0 ORDER BY likeness.serial DESC LIMIT ?",
        &[IN_MIND.into()],
    )?;
    rows.into_iter().map(sketch).collect()
}

/// Puts cases into a wave.
pub fn join(sql: &impl Sql, found: &Found, serial: u32) -> SqlResult<()> {
    for case in found.with.iter().chain([&serial]) {
        set(sql, *case, found.wave)?;
    }
    Ok(())
}

/// Puts a case into a wave, or (0) out of any for good.
pub fn set(sql: &impl Sql, serial: u32, wave: u32) -> SqlResult<()> {
    sql.run("UPDATE likeness SET wave = ? WHERE serial = ?", &[wave.into(), serial.into()]).map(|_| ())
}

/// The wave that a case is in.
pub fn of_case(sql: &impl Sql, serial: u32) -> SqlResult<Option<u32>> {
    let row = sql.first("SELECT wave FROM likeness WHERE serial = ? AND wave > 0", &[serial.into()])?;
    row.map(|row| row.small(0)).transpose()
}

/// How many waves have had a case since a moment.
pub fn since(sql: &impl Sql, since: i64) -> SqlResult<i64> {
    let row = sql.first(
        "SELECT count(DISTINCT wave) FROM likeness
         WHERE serial > (SELECT max(serial) FROM likeness) - ?1 AND wave > 0 AND at >= ?2",
        &[IN_MIND.into(), since.into()],
    )?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// A wave in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// The serial of its first case, which may have been taken out since.
    pub wave: u32,
    pub cases: u32,
    /// Those that nobody has answered.
    pub open: u32,
    pub since: i64,
    pub until: i64,
    pub category: String,
}

/// Waves, those that began last first: so many at most, those before this one.
pub fn list(sql: &impl Sql, before: Option<u32>, limit: u32) -> SqlResult<Vec<Wave>> {
    let rows = sql.run(
        "SELECT wave, count(*), count(*) FILTER (WHERE settled_at IS NULL), min(at), max(at), min(category)
         FROM likeness JOIN case_file USING (serial) WHERE wave > 0 AND wave < ?1
         GROUP BY wave ORDER BY wave DESC LIMIT ?2",
        &[before.map_or(i64::from(u32::MAX), i64::from).into(), limit.into()],
    )?;
    let read = |row: &Row| {
        Ok(Wave {
            wave: row.small(0)?,
            cases: row.small(1)?,
            open: row.small(2)?,
            since: row.int(3)?,
            until: row.int(4)?,
            category: row.text(5)?,
        })
    };
    rows.iter().map(read).collect()
}

/// A case of a wave: its serial, its contacts and its words.
pub type Member = (u32, Vec<u64>, Vec<u64>);

/// The newest cases of a wave.
pub fn members(sql: &impl Sql, wave: u32) -> SqlResult<Vec<Member>> {
    let rows = sql.run(
        "SELECT serial, contacts, words FROM likeness WHERE wave = ? ORDER BY serial DESC LIMIT ?",
        &[wave.into(), TOLD_FROM.into()],
    )?;
    let blob = |row: &mut Row, column| Ok(row.take_blob(column)?.unwrap_or_default());
    rows.into_iter()
        .map(|mut row| Ok((row.small(0)?, contacts(&blob(&mut row, 1)?), words(&blob(&mut row, 2)?))))
        .collect()
}
