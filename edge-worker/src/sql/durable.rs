//! A Durable Object's SQLite behind the doorway.
//!
//! The SDK has no `transactionSync` and copies every row through serde, so this room binds the two
//! platform calls it needs itself (<https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/>).
//! Statements are kept as JavaScript strings: they cross into the runtime once. Their values cross together: all texts
//! as one, all bytes as one, and a list of what each value is.

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
}

#[wasm_bindgen(inline_js = "export function rows(sql, statement, kinds, texts, bytes) {
    const values = [];
    let text = 0, byte = 0;
    for (let n = 0; n < kinds.length; n += 2) {
        const size = kinds[n + 1];
        switch (kinds[n]) {
            case 0: values.push(null); break;
            case 1: values.push(size); break;
            case 2: values.push(texts.substring(text, text += size)); break;
            default: values.push(bytes.slice(byte, byte += size));
        }
    }
    return sql.exec(statement, ...values).raw().toArray();
}")]
extern "C" {
    /// Runs a statement: its rows, an array each. `kinds`: for each value what it is, and the number or the length.
    #[wasm_bindgen(catch)]
    fn rows(sql: &RawSql, statement: &JsString, kinds: &[f64], texts: &str, bytes: &[u8]) -> Result<Array, JsValue>;
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

    fn exec(&self, statement: &JsString, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        let values = Values::of(params);
        let rows = rows(&self.sql, statement, &values.kinds, &values.texts, &values.bytes).map_err(broken)?;
        let row = |row: JsValue| row.unchecked_into::<Array>().iter().map(from_js).collect::<SqlResult<_>>().map(Row);
        rows.iter().map(row).collect()
    }
}

impl Sql for DurableSql {
    fn run(&self, statement: &'static str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.exec(&self.statement(statement), params)
    }

    fn run_built(&self, statement: &str, params: &[Param<'_>]) -> SqlResult<Vec<Row>> {
        self.exec(&JsString::from(statement), params)
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

/// A statement's values as they cross.
#[derive(Default)]
struct Values {
    kinds: Vec<f64>,
    texts: String,
    bytes: Vec<u8>,
}

impl Values {
    // Times, counts, serials and lengths stay far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "every number stored here is below 2^53")]
    fn of(params: &[Param<'_>]) -> Self {
        let mut values = Self::default();
        for param in params {
            let (kind, size) = match param {
                Param::Null => (0.0, 0.0),
                Param::Int(n) => (1.0, *n as f64),
                Param::Text(text) => {
                    values.texts.push_str(text);
                    // What JavaScript counts.
                    (2.0, text.encode_utf16().count() as f64)
                }
                Param::Blob(bytes) => {
                    values.bytes.extend_from_slice(bytes);
                    (3.0, bytes.len() as f64)
                }
            };
            values.kinds.extend([kind, size]);
        }
        values
    }
}

fn from_js(value: JsValue) -> SqlResult<Cell> {
    if value.is_null() {
        return Ok(Cell::Null);
    }
    if let Some(text) = value.as_string() {
        return Ok(Cell::Text(text));
    }
    #[expect(clippy::cast_possible_truncation, reason = "integers only; every one stored here is below 2^53")]
    if let Some(number) = value.as_f64() {
        return Ok(Cell::Int(number as i64));
    }
    match value.dyn_ref::<ArrayBuffer>() {
        Some(buffer) => Ok(Cell::Blob(Uint8Array::new(buffer).to_vec())),
        None => Err(SqlError("a value of a type that is never stored".into())),
    }
}

/// The runtime's message names tables and constraints, never values.
fn broken(error: JsValue) -> SqlError {
    let message = error.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    SqlError(message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown failure".into()))
}
