//! Backup and restore on SQLite itself: rows that change under way, lines that are missing or changed, storage that
//! fails anywhere, and an earlier version's tables.

use super::dump::{Chunk, Dump, tidy};
use super::load::{self, Place, Reason, Stop, Wanted};
use crate::sql::native::{Break, NativeSql};
use crate::sql::steps::{Step, Steps};
use crate::sql::{Cell, Param, Sql as _, SqlResult};
use wire::backup::{FORM, Head, Kind, Line};
use wire::signing::NodeKey;

const ONE: Step = &[
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE, bytes BLOB) STRICT",
    "CREATE TABLE pair (a TEXT NOT NULL, b INTEGER NOT NULL, n INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID",
    "CREATE TABLE loose (word TEXT) STRICT",
    "CREATE TABLE secret (x TEXT) STRICT",
];
const TWO: Step = &["ALTER TABLE thing ADD COLUMN extra INTEGER NOT NULL DEFAULT 7"];
const STEPS: Steps = Steps { steps: &[ONE, TWO], reads_from: 1 };
const OLD: Steps = Steps { steps: &[ONE], reads_from: 1 };

fn key(byte: u8) -> NodeKey {
    use base64::Engine as _;
    NodeKey::parse(&base64::engine::general_purpose::STANDARD.encode([byte; 32])).unwrap()
}

fn head(schema: u32) -> Head {
    Head {
        wasl_backup: FORM,
        kind: Kind::Register,
        name: "HAB-26A".into(),
        node: "agencies".into(),
        begun_at: 1,
        schema,
        hash_key: "mark".into(),
    }
}

fn wanted() -> Wanted<'static> {
    Wanted {
        kind: Kind::Register,
        name: "HAB-26A",
        node: "agencies",
        hash_key: "mark",
        keys: vec![key(1).public()],
        steps: STEPS,
        marks: &["thing"],
    }
}

fn chain(_: &NativeSql) -> SqlResult<Place> {
    Ok((0, String::new()))
}

fn filled(steps: Steps, things: u32) -> NativeSql {
    let sql = NativeSql::in_memory();
    steps.migrate(&sql).unwrap();
    for n in 1..=things {
        let (name, bytes) = (format!("thing \"{n}\"\n"), vec![n as u8; n as usize * 37 % 5000]);
        let values = [n.into(), name.as_str().into(), bytes.as_slice().into()];
        sql.run("INSERT INTO thing (id, name, bytes) VALUES (?, ?, ?)", &values).unwrap();
        let values = [name.as_str().into(), n.into(), Param::Null];
        sql.run("INSERT INTO pair (a, b, n) VALUES (?, ?, ?)", &values).unwrap();
    }
    sql.run("INSERT INTO loose (word) VALUES ('x'), (NULL)", &[]).unwrap();
    sql.run("INSERT INTO secret (x) VALUES ('stays here')", &[]).unwrap();
    sql
}

/// A whole backup; `meanwhile` is called between its chunks, with their number.
fn dumped(sql: &NativeSql, schema: u32, meanwhile: impl Fn(u32)) -> Vec<u8> {
    let mut dump = Dump::begin(sql, head(schema), "run", &["secret"]).unwrap();
    let mut all = Vec::new();
    for n in 0.. {
        match dump.next(sql, 9, chain).unwrap() {
            Chunk::Lines(lines) => all.extend(lines),
            Chunk::Last(lines, end) => {
                all.extend(lines);
                all.extend(Line::End(end.signed(&key(1))).to_text().unwrap().into_bytes());
                all.push(b'\n');
                return all;
            }
        }
        meanwhile(n);
    }
    unreachable!("a dump ends")
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|b| *b == b'\n').collect()
}

fn restored(text: &[u8]) -> Result<NativeSql, Stop> {
    let sql = NativeSql::in_memory();
    STEPS.migrate(&sql).unwrap();
    load::take(&sql, &wanted(), 0, text)?;
    while !load::check(&sql, "HAB-26A", |_, _, at| Ok(Some(at.clone())))? {}
    STEPS.migrate(&sql).unwrap();
    load::put_in_use(&sql).unwrap();
    Ok(sql)
}

/// Everything but what backups write for themselves.
fn content(sql: &NativeSql) -> String {
    let skip = |line: &&str| !line.starts_with("backup_") && !line.starts_with("secret");
    sql.dump().lines().filter(skip).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_there_comes_back_to_the_letter() {
    let sql = filled(STEPS, 700);
    let copy = restored(&dumped(&sql, 2, |_| ())).unwrap();
    assert_eq!(content(&copy), content(&sql));
    assert!(copy.first("SELECT x FROM secret", &[]).unwrap().is_none());
    assert!(load::in_use(&copy).unwrap());
}

#[test]
fn a_backup_is_the_store_at_one_moment_although_it_goes_on() {
    let sql = filled(STEPS, 900);
    let run = |statement: &'static str, values: &[Param<'_>]| sql.run(statement, values).unwrap();
    let text = dumped(&sql, 2, |n| {
        let n = i64::from(n);
        // Before and behind the place that was reached: new rows, changed rows, keys that move, rows that go.
        run("INSERT INTO thing (name) VALUES (?)", &[format!("new {n}").as_str().into()]);
        run("UPDATE thing SET extra = ? WHERE id IN (1, 400, 890)", &[n.into()]);
        run("UPDATE pair SET b = b + 10000 WHERE b IN (?, ?)", &[(n + 1).into(), (899 - n).into()]);
        run("DELETE FROM thing WHERE id IN (?, ?)", &[(n + 10).into(), (880 - n).into()]);
        run("UPDATE loose SET word = 'y' WHERE word = 'x'", &[]);
        // Two rows change names.
        run("UPDATE thing SET name = 'between' WHERE id = 500", &[]);
        run("UPDATE thing SET name = 'other ' || ? WHERE id = 501", &[n.into()]);
        run("UPDATE thing SET name = 'mine ' || ? WHERE id = 500", &[n.into()]);
    });
    assert!(text.windows(8).any(|w| w == b"{\"gone\":"), "nothing went away under way");
    assert_eq!(content(&restored(&text).unwrap()), content(&sql));
    let left = sql.run("SELECT name FROM sqlite_master WHERE name LIKE 'backup%'", &[]).unwrap();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn more_changes_than_one_turn_takes_are_all_there() {
    let sql = filled(STEPS, 900);
    let text = dumped(&sql, 2, |n| {
        if n == 0 {
            sql.run("UPDATE thing SET extra = id * 2", &[]).unwrap();
        }
    });
    assert_eq!(content(&restored(&text).unwrap()), content(&sql));
}

#[test]
fn a_backup_that_broke_off_leaves_nothing_and_a_later_one_ends_an_earlier() {
    let sql = filled(STEPS, 900);
    let mut first = Dump::begin(&sql, head(2), "first", &[]).unwrap();
    first.next(&sql, 1, chain).unwrap();
    let mut second = Dump::begin(&sql, head(2), "second", &[]).unwrap();
    assert!(first.next(&sql, 1, chain).unwrap_err().to_string().contains("another backup"));
    second.next(&sql, 1, chain).unwrap();
    tidy(&sql).unwrap();
    assert!(second.next(&sql, 1, chain).is_err());
    sql.run("UPDATE thing SET extra = 1", &[]).unwrap();
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_to_the_present_one() {
    let sql = filled(OLD, 30);
    let copy = restored(&dumped(&sql, 1, |_| ())).unwrap();
    let row = copy.first("SELECT count(*), sum(extra) FROM thing", &[]).unwrap().unwrap();
    assert_eq!((row.int(0).unwrap(), row.int(1).unwrap()), (30, 210));
}

#[test]
fn no_line_can_be_changed_dropped_doubled_moved_or_added() {
    let sql = filled(STEPS, 6);
    let text = dumped(&sql, 2, |_| ());
    let good = lines(&text);
    let mut wrong: Vec<Vec<u8>> = Vec::new();
    for n in 0..good.len() {
        let without: Vec<&[u8]> = good.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, l)| *l).collect();
        wrong.push(without.concat());
        let mut twice = good.clone();
        twice.insert(n, good[n]);
        wrong.push(twice.concat());
        if n + 1 < good.len() {
            let mut moved = good.clone();
            moved.swap(n, n + 1);
            wrong.push(moved.concat());
        }
    }
    for at in (0..text.len()).step_by(3) {
        let mut changed = text.clone();
        changed[at] ^= 1;
        wrong.push(changed);
    }
    wrong.push([text.as_slice(), b"[1]\n"].concat());
    for (n, other) in wrong.iter().enumerate() {
        assert!(restored(other).is_err(), "try {n} was taken: {}", String::from_utf8_lossy(other));
    }
    restored(&text).unwrap();
}

#[test]
fn who_writes_a_new_end_has_not_the_key() {
    let sql = filled(STEPS, 3);
    let text = dumped(&sql, 2, |_| ());
    let good = lines(&text);
    let Some(Line::End(end)) = good.last().and_then(|line| Line::parse(line.trim_ascii_end())) else { panic!() };
    let forged = Line::End(end.signed(&key(2))).to_text().unwrap();
    let other = [good[..good.len() - 1].concat(), forged.into_bytes()].concat();
    assert!(matches!(restored(&other), Err(Stop::Refused(Reason::OtherKeys, _))));
}

#[test]
fn only_an_empty_store_of_the_same_node_takes_a_backup() {
    let sql = filled(STEPS, 3);
    let text = dumped(&sql, 2, |_| ());
    let refused = |sql: &NativeSql, wanted: &Wanted<'_>| match load::take(sql, wanted, 0, &text) {
        Err(Stop::Refused(reason, _)) => reason,
        other => panic!("{other:?}"),
    };
    let before = sql.dump();
    assert_eq!(refused(&sql, &wanted()), Reason::NotEmpty);
    assert_eq!(sql.dump(), before);
    let empty = NativeSql::in_memory();
    assert_eq!(refused(&empty, &Wanted { node: "other", ..wanted() }), Reason::OtherNode);
    assert_eq!(refused(&empty, &Wanted { name: "HAB-26B", ..wanted() }), Reason::OtherNode);
    assert_eq!(refused(&empty, &Wanted { hash_key: "other", ..wanted() }), Reason::OtherKeys);
    assert_eq!(refused(&empty, &Wanted { steps: OLD, ..wanted() }), Reason::LaterVersion);
}

#[test]
fn a_restore_that_broke_off_goes_on_or_begins_anew() {
    let sql = filled(STEPS, 40);
    let text = dumped(&sql, 2, |_| ());
    let good = lines(&text);
    let copy = NativeSql::in_memory();
    STEPS.migrate(&copy).unwrap();
    assert!(load::in_use(&copy).unwrap());
    load::take(&copy, &wanted(), 0, &good[..20].concat()).unwrap();
    assert!(!load::in_use(&copy).unwrap());
    // The same batch again, or one that leaves something out.
    for from in [19, 21] {
        let again = load::take(&copy, &wanted(), from, &good[19..].concat());
        assert!(matches!(again, Err(Stop::Refused(Reason::NotFollowing, _))), "{again:?}");
    }
    load::take(&copy, &wanted(), 0, &good[..30].concat()).unwrap();
    let state = load::take(&copy, &wanted(), 30, &good[30..].concat()).unwrap();
    assert_eq!((state.state.as_str(), state.lines), ("checking", good.len() as u64 - 1));
    assert!(load::check(&copy, "HAB-26A", |_, _, at| Ok(Some(at.clone()))).unwrap());
    load::put_in_use(&copy).unwrap();
    assert_eq!(content(&copy), content(&sql));
    assert!(matches!(load::take(&copy, &wanted(), 0, &text), Err(Stop::Refused(Reason::NotEmpty, _))));
}

#[test]
fn a_batch_is_taken_whole_or_not_at_all_wherever_storage_fails() {
    let sql = filled(STEPS, 4);
    let text = dumped(&sql, 2, |_| ());
    for at in [Break::Before, Break::After] {
        for n in 1.. {
            let copy = NativeSql::in_memory();
            STEPS.migrate(&copy).unwrap();
            let before = copy.dump();
            copy.break_at(at(n));
            let done = load::take(&copy, &wanted(), 0, &text);
            copy.break_at(Break::Never);
            match done {
                Ok(_) => break,
                Err(_) => assert_eq!(copy.dump(), before, "statement {n}"),
            }
            load::take(&copy, &wanted(), 0, &text).unwrap();
        }
    }
}

#[test]
fn a_page_is_small_whatever_the_rows_are() {
    let sql = NativeSql::in_memory();
    STEPS.migrate(&sql).unwrap();
    for n in 0..60_i64 {
        let bytes = vec![7; 256 * 1024];
        sql.run("INSERT INTO thing (id, bytes) VALUES (?, ?)", &[n.into(), bytes.as_slice().into()]).unwrap();
    }
    let mut dump = Dump::begin(&sql, head(2), "run", &[]).unwrap();
    let mut largest = 0;
    while let Chunk::Lines(lines) = dump.next(&sql, 1, chain).unwrap() {
        largest = largest.max(lines.len());
    }
    assert!(largest < 2 * 1024 * 1024, "{largest}");
    assert!(matches!(super::tables::from_json(serde_json::json!({ "b": "AA==" })), Some(Cell::Blob(_))));
}
