//! The Durable Object around the directory: a `Command` as JSON in, a `Reply` as JSON out.

use super::{Command, store};
use crate::log;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object, wasm_bindgen};

#[durable_object]
pub struct Directory {
    sql: std::result::Result<DurableSql, SqlError>,
    // The SQL handle is only good as long as the object's state is.
    _state: State,
}

impl DurableObject for Directory {
    fn new(state: State, _env: Env) -> Self {
        let sql = DurableSql::new(&state.storage());
        Self { sql: store::open(&sql).map(|()| sql), _state: state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let text = request.text().await?;
        let reply = match (&self.sql, serde_json::from_str::<Command>(&text)) {
            (Ok(sql), Ok(command)) => store::handle(sql, command),
            (Err(error), _) => Err(error.clone()),
            (_, Err(error)) => Err(SqlError(format!("a command: {error}"))),
        };
        match reply {
            Ok(reply) => Response::ok(serde_json::to_string(&reply)?),
            Err(error) => {
                log::failure("directory", &error.to_string());
                Response::error(error.to_string(), 500)
            }
        }
    }
}
