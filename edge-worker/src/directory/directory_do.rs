//! The Durable Object around the directory: a `Command` as JSON in, a `Reply` as JSON out.

use super::{Command, store};
use crate::backup::{self, Keep};
use crate::log;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use std::cell::RefCell;
use std::rc::Rc;
use wire::backup::Kind;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object, wasm_bindgen};

#[durable_object]
pub struct Directory {
    sql: Rc<DurableSql>,
    /// Whether the store may be used.
    open: RefCell<std::result::Result<(), SqlError>>,
    env: Env,
    // The SQL handle is only good as long as the object's state is.
    _state: State,
}

/// Tokens stay out of backups: a restore must not bring one back that was dropped meanwhile.
static KEEP: Keep = Keep {
    kind: Kind::Directory,
    steps: store::SCHEMA,
    marks: &["agency", "peer"],
    without: &["token"],
    head: |_| Ok((0, String::new())),
    check: |_, _, at| Ok(Some(at.clone())),
    open: |sql, _| store::open(sql.as_ref()),
};

impl DurableObject for Directory {
    fn new(state: State, env: Env) -> Self {
        let sql = Rc::new(DurableSql::new(&state.storage()));
        let open = backup::door(&sql).and_then(|()| store::open(sql.as_ref()));
        Self { sql, open: RefCell::new(open), env, _state: state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        if let Some(asked) = backup::asked(&request) {
            let (response, opened) = backup::answer(&KEEP, &self.sql, &self.env, request, &asked).await?;
            if opened {
                *self.open.borrow_mut() = store::open(self.sql.as_ref());
            }
            return Ok(response);
        }
        let text = request.text().await?;
        let open = self.open.borrow().clone();
        let reply = match (open, serde_json::from_str::<Command>(&text)) {
            (Ok(()), Ok(command)) => store::handle(self.sql.as_ref(), command),
            (Err(error), _) => Err(error),
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
