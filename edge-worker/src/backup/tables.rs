//! A store's tables by its own catalogue, and the statements that read and write their rows whatever they hold.
//!
//! In: a store; names out of its catalogue; values. Out: tables, rows. A table that a later step adds is there
//! without a word here. Never: a name that the catalogue does not have, a value inside a statement.

use crate::sql::{Cell, Param, Row, Sql, SqlError, SqlResult};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// What a backup leaves out of every store: the platform's own tables, and those of backups themselves.
const NEVER: [&str; 4] = ["sqlite_", "_cf_", "backup_", "schema_version"];

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// The columns of its primary key, in the key's order; `rowid` where it has none.
    pub key: Vec<String>,
}

/// All tables with something to keep, without those that are left out.
pub fn tables(sql: &impl Sql, without: &[&str]) -> SqlResult<Vec<Table>> {
    let rows = sql.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", &[])?;
    let names = rows.iter().map(|row| row.text(0)).collect::<SqlResult<Vec<_>>>()?;
    let kept = |name: &String| !NEVER.iter().any(|n| name.starts_with(n)) && !without.contains(&name.as_str());
    names.into_iter().filter(kept).map(|name| table(sql, name)).collect()
}

fn table(sql: &impl Sql, name: String) -> SqlResult<Table> {
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for row in sql.run("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", &[name.as_str().into()])? {
        let column = row.text(0)?;
        if row.int(1)? > 0 {
            key.push((row.int(1)?, column.clone()));
        }
        columns.push(column);
    }
    key.sort();
    let mut key: Vec<String> = key.into_iter().map(|(_, column)| column).collect();
    if key.is_empty() {
        columns.insert(0, "rowid".into());
        key.push("rowid".into());
    }
    Ok(Table { name, columns, key })
}

/// A name as it stands in a statement.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

impl Table {
    /// How many rows it has.
    pub fn count(&self, sql: &impl Sql) -> SqlResult<u64> {
        let row = sql.run_built(&format!("SELECT count(*) FROM {}", quoted(&self.name)), &[])?;
        row.first().map_or(Ok(0), |row| row.int(0)).map(|n| u64::try_from(n).unwrap_or(0))
    }

    /// Rows in the order of the key, after one of them.
    pub fn page(&self, sql: &impl Sql, after: Option<&[Cell]>, limit: u32) -> SqlResult<Vec<Row>> {
        let (columns, table, key) = (list(&self.columns), quoted(&self.name), list(&self.key));
        let after = after.unwrap_or_default();
        let place = if after.is_empty() { String::new() } else { format!("WHERE ({key}) > ({})", marks(after.len())) };
        let mut values: Vec<Param<'_>> = after.iter().map(param).collect();
        values.push(limit.into());
        sql.run_built(&format!("SELECT {columns} FROM {table} {place} ORDER BY {key} LIMIT ?"), &values)
    }

    /// The row of a key.
    pub fn find(&self, sql: &impl Sql, key: &[Cell]) -> SqlResult<Option<Row>> {
        let (columns, table, names) = (list(&self.columns), quoted(&self.name), list(&self.key));
        let text = format!("SELECT {columns} FROM {table} WHERE ({names}) = ({})", marks(key.len()));
        Ok(sql.run_built(&text, &key.iter().map(param).collect::<Vec<_>>())?.into_iter().next())
    }

    /// Writes a row, in the place of the one with its key.
    pub fn put(&self, sql: &impl Sql, row: &[Cell]) -> SqlResult<()> {
        let (columns, table) = (list(&self.columns), quoted(&self.name));
        let text = format!("INSERT OR REPLACE INTO {table} ({columns}) VALUES ({})", marks(row.len()));
        sql.run_built(&text, &row.iter().map(param).collect::<Vec<_>>()).map(|_| ())
    }

    /// Takes a row away.
    pub fn remove(&self, sql: &impl Sql, key: &[Cell]) -> SqlResult<()> {
        let (table, names) = (quoted(&self.name), list(&self.key));
        let text = format!("DELETE FROM {table} WHERE ({names}) = ({})", marks(key.len()));
        sql.run_built(&text, &key.iter().map(param).collect::<Vec<_>>()).map(|_| ())
    }

    /// The key of a row of this table.
    pub fn key_of(&self, row: &Row) -> SqlResult<Vec<Cell>> {
        let place = |name: &String| self.columns.iter().position(|column| column == name);
        let cell = |name| place(name).and_then(|n| row.0.get(n)).cloned();
        let key: Option<Vec<Cell>> = self.key.iter().map(cell).collect();
        key.ok_or_else(|| SqlError(format!("a row of {} without its key", self.name)))
    }
}

pub fn param(cell: &Cell) -> Param<'_> {
    match cell {
        Cell::Null => Param::Null,
        Cell::Int(n) => Param::Int(*n),
        Cell::Text(text) => Param::Text(text),
        Cell::Blob(bytes) => Param::Blob(bytes),
    }
}

/// A value as it stands in a line.
pub fn to_json(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(n) => n.into(),
        Cell::Text(text) => text.into(),
        Cell::Blob(bytes) => json!({ "b": STANDARD.encode(bytes) }),
    }
}

/// A value out of a line.
pub fn from_json(value: Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Null),
        Value::Number(n) => n.as_i64().map(Cell::Int),
        Value::String(text) => Some(Cell::Text(text)),
        Value::Object(map) => STANDARD.decode(map.get("b")?.as_str()?).ok().map(Cell::Blob),
        Value::Bool(_) | Value::Array(_) => None,
    }
}
