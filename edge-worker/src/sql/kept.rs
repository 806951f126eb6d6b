//! Stores of every version, as statements: what later code is tried on.
//!
//! In: `tests/fixtures/schema/{kind}-v{n}.sql`; a released one never changes. Those of registers were written by code of their
//! version; earlier ones of drawers and of the directory by later code, into tables of their version.
//! Out: stores; after a new step the store of the present version is written beside the kept ones, to be looked at and kept.
//! Never: a fixture that was changed by this room.

use super::Sql as _;
use super::native::NativeSql;
use super::steps::{Steps, version};
use crate::backup::tables::param;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/schema"))
}

/// A store as statements that make it again.
fn statements(sql: &NativeSql) -> String {
    let mut text = String::new();
    for row in sql.run("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rootpage", &[]).unwrap() {
        text.push_str(&format!("{};\n", row.text(0).unwrap()));
    }
    for table in tables_of(sql) {
        let columns: Vec<String> = columns_of(sql, &table).iter().map(|c| format!("quote({c})")).collect();
        let rows = format!("SELECT {} FROM {table}", columns.join(" || ', ' || "));
        for row in sql.run_built(&rows, &[]).unwrap() {
            text.push_str(&format!("INSERT INTO {table} VALUES ({});\n", row.text(0).unwrap()));
        }
    }
    text
}

/// The statements that make a store's tables, without its rows.
fn tables(statements: &str) -> String {
    statements.lines().filter(|line| !line.starts_with("INSERT ")).collect::<Vec<_>>().join("\n")
}

/// Fails unless a store of the present version is kept; writes this one beside them then.
pub fn present_is_kept(kind: &str, schema: Steps, store: &NativeSql) {
    keep(kind, schema.newest(), store);
}

/// The same for a store of every version: an earlier one has the rows of this store, as far as it has their columns.
pub fn all_are_kept(kind: &str, schema: Steps, store: &NativeSql) {
    for number in 1..schema.newest() {
        let older = NativeSql::in_memory();
        schema.migrate_to(&older, number).unwrap();
        for table in tables_of(&older).iter().filter(|table| *table != "schema_version") {
            let columns = columns_of(&older, table).join(", ");
            for row in store.run_built(&format!("SELECT {columns} FROM {table}"), &[]).unwrap() {
                let marks = vec!["?"; row.0.len()].join(", ");
                let values: Vec<_> = row.0.iter().map(param).collect();
                older.run_built(&format!("INSERT INTO {table} ({columns}) VALUES ({marks})"), &values).unwrap();
            }
        }
        keep(kind, number, &older);
    }
    keep(kind, schema.newest(), store);
}

fn tables_of(sql: &NativeSql) -> Vec<String> {
    let rows = sql.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", &[]).unwrap();
    rows.iter().map(|row| row.text(0).unwrap()).collect()
}

fn columns_of(sql: &NativeSql, table: &str) -> Vec<String> {
    let rows = sql.run("SELECT name FROM pragma_table_info(?)", &[table.into()]).unwrap();
    rows.iter().map(|row| row.text(0).unwrap()).collect()
}

/// Fails unless a store of a version is kept; writes this one beside them then.
fn keep(kind: &str, number: u32, store: &NativeSql) {
    let file = folder().join(format!("{kind}-v{number}.sql"));
    let present = statements(store);
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if tables(&kept) != tables(&present) {
        let new = file.with_extension("sql.new");
        std::fs::write(&new, present).unwrap();
        panic!("{} is not of the present schema: look at {} and keep it in its place", file.display(), new.display());
    }
}

/// The kept stores of a kind, with their files' names.
pub fn every(kind: &str) -> Vec<(String, NativeSql)> {
    let names = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter(|n| n.starts_with(&format!("{kind}-v")) && n.ends_with(".sql")).collect();
    assert!(!names.is_empty(), "no store of a {kind} is kept");
    let open = |name: String| {
        let sql = NativeSql::in_memory();
        sql.make(&std::fs::read_to_string(folder().join(&name)).unwrap());
        assert_eq!(name, format!("{kind}-v{}.sql", version(&sql).unwrap().version));
        (name, sql)
    };
    names.into_iter().map(open).collect()
}
