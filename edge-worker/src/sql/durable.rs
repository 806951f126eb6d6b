//! A Durable Object's SQLite behind the doorway.
//!
//! The SDK has no `transactionSync` and copies every row through serde, so this room binds the two
//! platform calls it needs itself (<https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/>).
//! Statements are kept as JavaScript strings: they cross into the runtime once.

use super::{Cell, Param, Row, Sql, SqlError, SqlResult};
use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::prelude::{JsCast as _, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    type RawStorage;
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        body: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn sql(this: &RawStorage) -> RawSql;

    type RawSql;
    #[wasm_bindgen(method, getter, js_name = databaseSize)]
    fn database_size(this: &RawSql) -> f64;
    #[wasm_bindgen(method, catch, variadic)]
    fn exec(this: &RawSql, statement: &JsString, params: &Array) -> Result<RawCursor, JsValue>;

    type RawCursor;
    #[wasm_bindgen(method, catch)]
    fn raw(this: &RawCursor) -> Result<RawRows, JsValue>;

    type RawRows;
    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &RawRows) -> Result<Array, JsValue>;
}

/// The store of one object.
pub struct DurableSql {
    storage: RawStorage,
    sql: RawSql,
    statements: RefCell<HashMap<&'static str, JsString>>,
}

impl DurableSql {
    #[must_use]
    pub fn new(storage: &worker::Storage) -> Self {
        let storage: RawStorage = JsValue::from(storage.as_raw()).unchecked_into();
        let sql = storage.sql();
        Self { storage, sql, statements: RefCell::default() }
    }

    fn statement(&self, text: &'static str) -> JsString {
        self.statements.borrow_mut().entry(text).or_insert_with(|| JsString::from(text)).clone()
    }
}

impl Sql for DurableSql {
    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        let values = Array::new_with_length(u32::try_from(params.len()).unwrap_or(0));
        for (place, param) in (0u32..).zip(params) {
            values.set(place, to_js(param));
        }
        let cursor = self.sql.exec(&self.statement(statement), &values).map_err(broken)?;
        let rows = cursor.raw().and_then(|rows| rows.to_array()).map_err(broken)?;
        rows.iter().map(|row| Array::from(&row).iter().map(from_js).collect::<SqlResult<_>>().map(Row)).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a store is far smaller than 2^53 bytes")]
    fn size_bytes(&self) -> SqlResult<i64> {
        Ok(self.sql.database_size() as i64)
    }

    fn transaction<T, E: From<SqlError>>(&self, body: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut body = Some(body);
        let mut result = None;
        let outcome = self.storage.transaction_sync(&mut || {
            let ran = body.take().map(|body| body());
            let failed = !matches!(ran, Some(Ok(_)));
            result = ran;
            // Only a thrown value makes the runtime roll back.
            if failed { Err(JsValue::from_str("rolled back")) } else { Ok(JsValue::UNDEFINED) }
        });
        match (result, outcome) {
            (Some(Ok(_)), Err(error)) => Err(E::from(broken(error))),
            (Some(result), _) => result,
            (None, error) => Err(E::from(broken(error.err().unwrap_or(JsValue::UNDEFINED)))),
        }
    }
}

fn to_js(param: &Param<'_>) -> JsValue {
    match param {
        Param::Null => JsValue::NULL,
        // Times, counts and serials stay far below 2^53.
        #[expect(clippy::cast_precision_loss, reason = "every number stored here is below 2^53")]
        Param::Int(n) => JsValue::from_f64(*n as f64),
        Param::Text(s) => JsValue::from_str(s),
        Param::Blob(b) => Uint8Array::from(*b).into(),
    }
}

fn from_js(value: JsValue) -> SqlResult<Cell> {
    if let Some(text) = value.as_string() {
        return Ok(Cell::Text(text));
    }
    #[expect(clippy::cast_possible_truncation, reason = "integers only; every one stored here is below 2^53")]
    if let Some(number) = value.as_f64() {
        return Ok(Cell::Int(number as i64));
    }
    match value.dyn_ref::<ArrayBuffer>() {
        Some(buffer) => Ok(Cell::Blob(Uint8Array::new(buffer).to_vec())),
        None if value.is_null() => Ok(Cell::Null),
        None => Err(SqlError("a value of a type that is never stored".into())),
    }
}

/// The runtime's message names tables and constraints, never values.
fn broken(error: JsValue) -> SqlError {
    let message = error.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    SqlError(message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown failure".into()))
}
