//! The Durable Object around a drawer.
//!
//! In: `POST` with a `Command` as JSON; `PUT /{id}/{offset}` with bytes; `GET /{id}`. Out: a `Reply` as JSON; the
//! bytes of a document, one piece in memory at a time. Its alarm throws away what no case has claimed in time.

use super::drawer::Drawer;
use super::{Command, Reply};
use crate::clock;
use crate::config;
use crate::log;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use futures_util::stream;
use std::cell::Cell;
use std::rc::Rc;
use worker::{DurableObject, Env, Method, Request, Response, Result, State, durable_object, wasm_bindgen};

#[durable_object]
pub struct Documents {
    drawer: std::result::Result<Rc<Drawer<DurableSql>>, SqlError>,
    state: State,
    /// Whether the alarm is known to be set.
    awake: Cell<bool>,
}

impl DurableObject for Documents {
    fn new(state: State, env: Env) -> Self {
        let node = config::data_keys(&env).map_err(|fault| SqlError(fault.to_string()));
        let drawer = node.and_then(|node| Drawer::open(DurableSql::new(&state.storage()), node)).map(Rc::new);
        Self { drawer, state, awake: Cell::new(false) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let answer = match &self.drawer {
            Ok(drawer) => self.answer(drawer, request).await?,
            Err(error) => Err(error.clone()),
        };
        answer.or_else(|error| {
            log::failure("documents", &error.to_string());
            Response::error(error.to_string(), 500)
        })
    }

    async fn alarm(&self) -> Result<Response> {
        self.awake.set(false);
        if let Ok(drawer) = &self.drawer {
            match drawer.tidy(clock::now().0) {
                Ok(Some(at)) => self.wake_at(at).await,
                Ok(None) => {}
                Err(error) => {
                    log::failure("documents", &error.to_string());
                    self.wake_at(clock::now().0 + 60_000).await;
                }
            }
        }
        Response::empty()
    }
}

impl Documents {
    async fn answer(
        &self,
        drawer: &Rc<Drawer<DurableSql>>,
        mut request: Request,
    ) -> Result<std::result::Result<Response, SqlError>> {
        let path = request.path();
        let mut segments = path.trim_matches('/').split('/');
        let (id, offset) = (segments.next().unwrap_or_default(), segments.next());
        let reply = match (request.method(), offset.and_then(|o| o.parse().ok())) {
            (Method::Get, _) => return read(drawer, id),
            (Method::Put, Some(offset)) => {
                let bytes = request.bytes().await?;
                drawer.append(id, offset, &bytes, clock::now().0)
            }
            _ => match serde_json::from_str::<Command>(&request.text().await?) {
                Ok(command) => drawer.handle(command),
                Err(error) => Err(SqlError(log::unreadable("a command", &error))),
            },
        };
        if let Ok(Reply::State(state)) = &reply
            && let Some(at) = state.expires_at
        {
            self.wake_at(at).await;
        }
        Ok(match reply {
            Ok(reply) => Ok(Response::ok(serde_json::to_string(&reply)?)?),
            Err(error) => Err(error),
        })
    }

    /// Sets the alarm, unless one is set: bytes that come later only put the end off, and the alarm looks again.
    async fn wake_at(&self, at: i64) {
        if self.awake.replace(true) {
            return;
        }
        let storage = self.state.storage();
        if matches!(storage.get_alarm().await, Ok(Some(_))) {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
        if let Err(error) = storage.set_alarm(worker::ScheduledTime::new(date)).await {
            self.awake.set(false);
            log::failure("alarm", &error.to_string());
        }
    }
}

fn read(drawer: &Rc<Drawer<DurableSql>>, id: &str) -> Result<std::result::Result<Response, SqlError>> {
    let reading = match drawer.read(id) {
        Ok(Some(reading)) => reading,
        Ok(None) => return Response::error("no such document", 404).map(Ok),
        Err(error) => return Ok(Err(error)),
    };
    let pieces = stream::try_unfold((drawer.clone(), reading), |(drawer, mut reading)| async move {
        let piece = drawer.next(&mut reading).map_err(|e| worker::Error::RustError(e.to_string()))?;
        Ok::<_, worker::Error>(piece.map(|bytes| (bytes, (drawer, reading))))
    });
    Response::from_stream(pieces).map(Ok)
}
