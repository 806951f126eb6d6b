//! The Durable Object around the directory: a `Command` as JSON in, a `Reply` as JSON out.

use super::{Command, Reply, TokenAsked, store};
use crate::log;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use domain::guessing::{GuessLimits, Guesses, Wait};
use domain::time::UnixMillis;
use std::cell::RefCell;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object, wasm_bindgen};

/// What stands for all tokens where wrong ones are counted.
const TOKENS: &str = "tokens";

#[durable_object]
pub struct Directory {
    sql: std::result::Result<DurableSql, SqlError>,
    /// Wrong tokens, by network.
    guesses: RefCell<Guesses>,
    // The SQL handle is only good as long as the object's state is.
    _state: State,
}

impl DurableObject for Directory {
    fn new(state: State, _env: Env) -> Self {
        let sql = DurableSql::new(&state.storage());
        let guesses = RefCell::new(Guesses::new(GuessLimits::TOKENS));
        Self { sql: store::open(&sql).map(|()| sql), guesses, _state: state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let text = request.text().await?;
        let reply = match (&self.sql, serde_json::from_str::<Command>(&text)) {
            (Ok(sql), Ok(Command::Token(asked))) => self.guarded(sql, asked),
            (Ok(sql), Ok(command)) => store::handle(sql, command),
            (Err(error), _) => Err(error.clone()),
            (_, Err(error)) => Err(SqlError(log::unreadable("a command", &error))),
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

impl Directory {
    /// Looks at a token, unless too many wrong ones have come from its network.
    fn guarded(&self, sql: &DurableSql, asked: TokenAsked) -> std::result::Result<Reply, SqlError> {
        let (network, now) = (asked.network.clone(), UnixMillis(asked.now));
        let too_many = |wait: Wait| Reply::TooMany { retry_after_s: wait.seconds() };
        if let Err(wait) = self.guesses.borrow().look(TOKENS, network.as_deref(), now) {
            return Ok(too_many(wait));
        }
        let reply = store::handle(sql, Command::Token(asked))?;
        if reply == Reply::NotFound {
            let counted = self.guesses.borrow_mut().wrong(TOKENS, network.as_deref(), now);
            return Ok(counted.map_or_else(too_many, |()| reply));
        }
        Ok(reply)
    }
}
