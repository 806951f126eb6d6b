//! SQLite itself behind the doorway, for native tests; can be told to fail at its n-th statement.

use super::{Cell, Param, Row, Sql, SqlError, SqlResult};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use std::cell::{Cell as StdCell, RefCell};

/// When a statement fails although nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    Never,
    /// The n-th statement from now fails without having been run.
    Before(u32),
    /// The n-th statement from now is run and fails all the same.
    After(u32),
}

pub struct NativeSql {
    connection: Connection,
    run: StdCell<u32>,
    broken: StdCell<Break>,
    depth: StdCell<u32>,
    log: RefCell<Vec<String>>,
}

impl NativeSql {
    pub fn in_memory() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        let (run, broken, depth) = (StdCell::new(0), StdCell::new(Break::Never), StdCell::new(0));
        Self { connection, run, broken, depth, log: RefCell::default() }
    }

    /// Runs statements as they stand in a text.
    pub fn make(&self, text: &str) {
        self.connection.execute_batch(text).unwrap();
    }

    /// Starts counting statements anew and says which one fails.
    pub fn break_at(&self, at: Break) {
        self.run.set(0);
        self.broken.set(at);
    }

    /// Statements run since `break_at`.
    pub fn statements(&self) -> u32 {
        self.run.get()
    }

    /// The statements that were run since this was asked.
    pub fn take_log(&self) -> Vec<String> {
        self.log.take()
    }

    /// Everything that is stored, table by table: two stores with the same text hold the same.
    pub fn dump(&self) -> String {
        let tables = self.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", &[]).unwrap();
        let mut text = String::new();
        for table in tables {
            let name = table.text(0).unwrap();
            let rows = self.query(&format!("SELECT * FROM {name} ORDER BY 1"), &[]).unwrap();
            text.push_str(&format!("{name}: {rows:?}\n"));
        }
        text
    }

    fn query(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        let broken = |e: rusqlite::Error| SqlError(e.to_string());
        let mut prepared = self.connection.prepare_cached(statement).map_err(broken)?;
        let width = prepared.column_count();
        let values = params.iter().map(|p| match p {
            Param::Null => ToSqlOutput::Owned(Value::Null),
            Param::Int(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Param::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            Param::Blob(b) => ToSqlOutput::Borrowed(ValueRef::Blob(b)),
        });
        let mut rows = prepared.query(params_from_iter(values)).map_err(broken)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(broken)? {
            let cell = |n| match row.get_ref(n).map_err(broken)? {
                ValueRef::Null => Ok(Cell::Null),
                ValueRef::Integer(i) => Ok(Cell::Int(i)),
                ValueRef::Text(t) => Ok(Cell::Text(String::from_utf8_lossy(t).into_owned())),
                ValueRef::Blob(b) => Ok(Cell::Blob(b.to_vec())),
                other => Err(SqlError(format!("{other:?}"))),
            };
            found.push(Row((0..width).map(cell).collect::<SqlResult<_>>()?));
        }
        Ok(found)
    }
}

/// A store that is opened by several, one after the other.
impl Sql for &NativeSql {
    fn run_built(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        (**self).run_built(statement, params)
    }

    fn size_bytes(&self) -> SqlResult<i64> {
        (**self).size_bytes()
    }

    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        (**self).run(statement, params)
    }

    fn transaction<T, E: From<SqlError>>(&self, body: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        (**self).transaction(body)
    }
}

impl Sql for NativeSql {
    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.run_built(statement, params)
    }

    fn run_built(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.run.set(self.run.get() + 1);
        self.log.borrow_mut().push(statement.to_owned());
        if self.broken.get() == Break::Before(self.run.get()) {
            return Err(SqlError("told to fail before".into()));
        }
        let rows = self.query(statement, params)?;
        if self.broken.get() == Break::After(self.run.get()) {
            return Err(SqlError("told to fail after".into()));
        }
        Ok(rows)
    }

    fn size_bytes(&self) -> SqlResult<i64> {
        let pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        self.query(pages, &[])?.first().map_or(Ok(0), |row| row.int(0))
    }

    fn transaction<T, E: From<SqlError>>(&self, body: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let name = format!("s{}", self.depth.get());
        let control = |sql: String| self.connection.execute_batch(&sql).map_err(|e| E::from(SqlError(e.to_string())));
        control(format!("SAVEPOINT {name}"))?;
        self.depth.set(self.depth.get() + 1);
        let result = body();
        self.depth.set(self.depth.get() - 1);
        if result.is_err() {
            control(format!("ROLLBACK TO {name}"))?;
        }
        control(format!("RELEASE {name}"))?;
        result
    }
}
