//! The Durable Object around the directory: a `Command` as JSON in, a `Reply` as JSON out.

use super::{Command, Reply, TokenAsked, store, tokens};
use crate::backup::{self, Keep};
use crate::clock;
use crate::config;
use crate::log;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use crate::vault::keys::NodeKeys;
use domain::guessing::{GuessLimits, Guesses, Wait};
use domain::time::UnixMillis;
use std::cell::RefCell;
use std::rc::Rc;
use wire::backup::Kind;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object, wasm_bindgen};

/// What stands for all tokens where wrong ones are counted.
const TOKENS: &str = "tokens";

#[durable_object]
pub struct Directory {
    sql: Rc<DurableSql>,
    /// Whether the store may be used.
    open: RefCell<std::result::Result<(), SqlError>>,
    env: Env,
    /// Wrong tokens, by network.
    guesses: RefCell<Guesses>,
    // The SQL handle is only good as long as the object's state is.
    _state: State,
}

/// Tokens are in a backup as hashes, so that what was read can be told of somebody; in a restored directory all of
/// them have ended: one that was dropped after the backup must not come back.
static KEEP: Keep = Keep {
    kind: Kind::Directory,
    steps: store::SCHEMA,
    marks: &["agency", "peer"],
    without: &["token"],
    head: |_| Ok((0, String::new())),
    check: |_, _, at| Ok(Some(at.clone())),
    open: |sql, _| {
        store::open(sql.as_ref())?;
        tokens::end_all(sql.as_ref(), clock::now().0)
    },
};

impl DurableObject for Directory {
    fn new(state: State, env: Env) -> Self {
        let sql = Rc::new(DurableSql::new(&state.storage()));
        let open = backup::door(&sql).and_then(|()| store::open(sql.as_ref()));
        let guesses = RefCell::new(Guesses::new(GuessLimits::TOKENS));
        Self { sql, guesses, open: RefCell::new(open), env, _state: state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        if let Some(asked) = backup::asked(&request) {
            let (response, door) = backup::answer(&KEEP, &self.sql, &self.env, request, &asked).await?;
            if let Some(door) = door {
                *self.open.borrow_mut() = door.and_then(|()| store::open(self.sql.as_ref()));
            }
            return Ok(response);
        }
        let text = request.text().await?;
        let open = self.open.borrow().clone();
        let reply = match (open, serde_json::from_str::<Command>(&text)) {
            (Ok(()), Ok(Command::Token(asked))) => self.guarded(&self.sql, asked),
            (Ok(()), Ok(command)) => store::handle(self.sql.as_ref(), self.keys().as_deref(), command),
            // The node's own token is known without rows: who restores the directory must not be locked out by it.
            (Err(_), Ok(Command::Token(asked))) if asked.root => Ok(Reply::Root),
            (Err(error), _) => Err(error),
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
    /// What opens secrets; a node without it answers nothing else either.
    fn keys(&self) -> Option<Rc<NodeKeys>> {
        config::data_keys(&self.env).ok()
    }

    /// Looks at a token, unless too many wrong ones have come from its network.
    fn guarded(&self, sql: &DurableSql, asked: TokenAsked) -> std::result::Result<Reply, SqlError> {
        let (network, now) = (asked.network.clone(), UnixMillis(asked.now));
        let too_many = |wait: Wait| Reply::TooMany { retry_after_s: wait.seconds() };
        if let Err(wait) = self.guesses.borrow().look(TOKENS, network.as_deref(), now) {
            return Ok(too_many(wait));
        }
        let reply = store::handle(sql, None, Command::Token(asked))?;
        if reply == Reply::NotFound {
            let counted = self.guesses.borrow_mut().wrong(TOKENS, network.as_deref(), now);
            return Ok(counted.map_or_else(too_many, |()| reply));
        }
        Ok(reply)
    }
}
