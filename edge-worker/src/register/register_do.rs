//! The Durable Object around a register: queues what arrives, writes it together, wakes for the outbox.
//!
//! In: one path, a `Command` as JSON. Out: a `Reply` as JSON. Commands that wait are written in one
//! turn, so that they share one commit to disk (storage.md's "grouped"; each keeps its own
//! transaction). A case that is watched hears of what was written ([`super::live`]).
//! Never: an outbound call while answering; only the alarm sends.

use super::dispatcher::Dispatcher;
use super::service::Register as Service;
use super::{Command, Reply};
use super::{archive, live};
use crate::backup;
use crate::clock;
use crate::config;
use crate::hop;
use crate::log;
use crate::metrics::{self, Metric};
use crate::sql::durable::DurableSql;
use crate::sql::{SqlError, SqlResult};
use crate::turns;
use domain::delivery::ahead_of;
use futures_channel::oneshot;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use worker::worker_sys::{DurableObjectState, web_sys};
use worker::{Env, Request, Response, Result, State};

type Answer = std::result::Result<Reply, SqlError>;

/// As it crosses to the platform.
type Raw<T> = std::result::Result<T, JsValue>;

/// How long a turn that was begun may take to come before another request begins one itself.
const TURN_MS: i64 = 1_000;
/// After a wake-up that failed, in milliseconds: the next.
const AGAIN_MS: i64 = 30_000;
/// The same where the store cannot be opened.
const CLOSED_MS: i64 = 300_000;

struct Waiting {
    command: Command,
    answer: oneshot::Sender<Answer>,
}

/// What the requests and the alarm of one register share.
pub struct Shared {
    pub service: Service<Rc<DurableSql>>,
    pub state: Rc<State>,
    waiting: RefCell<Vec<Waiting>>,
    turn_begun_at: Cell<Option<i64>>,
    /// The alarm that is set, as far as this object knows.
    alarm_at: Cell<Option<i64>>,
    /// The latest time that was seen; none before the first request.
    seen_at: Cell<i64>,
    /// Somebody waits for the next thing that is owed.
    bell: RefCell<Option<oneshot::Sender<()>>>,
}

/// The platform's class, written here and not by the SDK's macro: that one reads method, address and headers of every
/// request before it is asked for any of them.
#[wasm_bindgen]
pub struct Register {
    shared: RefCell<Opened>,
    sql: Rc<DurableSql>,
    state: Rc<State>,
    env: Env,
}

/// Not so if its store cannot be read, is of a later version, or is being restored.
type Opened = std::result::Result<Rc<Shared>, SqlError>;

/// Opens the register on its store.
fn open(sql: &Rc<DurableSql>, state: &Rc<State>, env: &Env) -> Opened {
    let node = config::data_keys(env).map_err(|fault| SqlError(fault.to_string()))?;
    let service = Service::open(sql.clone(), node)?;
    Ok(Rc::new(Shared {
        service,
        state: state.clone(),
        waiting: RefCell::default(),
        turn_begun_at: Cell::new(None),
        alarm_at: Cell::new(None),
        seen_at: Cell::new(0),
        bell: RefCell::default(),
    }))
}

#[wasm_bindgen]
impl Register {
    #[wasm_bindgen(constructor)]
    pub fn new(state: DurableObjectState, env: Env) -> Self {
        let state = State::from(state);
        let (sql, state) = (Rc::new(DurableSql::new(&state.storage())), Rc::new(state));
        let shared = backup::door(&sql).and_then(|()| open(&sql, &state, &env));
        Self { shared: RefCell::new(shared), sql, state, env }
    }

    /// A command, almost always; else a backup, or somebody who wants to watch a case.
    pub async fn fetch(&self, request: web_sys::Request) -> Raw<web_sys::Response> {
        match hop::asked(&request).await? {
            Some(command) => match self.carry_out(&command).await {
                Ok(reply) => hop::answer(Ok(&reply)),
                Err(error) => {
                    log::failure("register", &error.to_string());
                    hop::answer(Err(&error.to_string()))
                }
            },
            None => Ok(self.other(request.into()).await?.into()),
        }
    }

    pub async fn alarm(&self) {
        // A thrown error would make the platform retry only a few times: what fails is logged, and
        // the alarm is set again whatever happens.
        match &self.shared() {
            Ok(shared) => {
                let now = clock::now().0;
                if let Some(set) = shared.alarm_at.take() {
                    metrics::observe(Metric::AlarmLatenessSeconds, &[], now - set);
                }
                shared.seen_at.set(now);
                if let Err(fault) = Dispatcher::new(shared, &self.env).run().await {
                    log::failure("dispatcher", &fault.to_string());
                    shared.wake_at(clock::now().0 + AGAIN_MS).await;
                }
                live::tell(shared);
            }
            Err(error) => {
                log::failure("register", &error.to_string());
                // Nothing can be read here: whoever mends it does not have to wake it too.
                let time = worker::ScheduledTime::new(js_date(clock::now().0 + CLOSED_MS));
                if let Err(error) = self.state.storage().set_alarm(time).await {
                    log::failure("alarm", &error.to_string());
                }
            }
        }
    }

    /// The first message of a socket is a case's code.
    #[wasm_bindgen(js_name = webSocketMessage)]
    pub fn heard(&self, socket: web_sys::WebSocket, message: &JsValue) {
        if let (Ok(shared), Some(code)) = (&self.shared(), message.as_string()) {
            live::heard(shared, &self.env, &socket.into(), &code);
        }
    }

    #[wasm_bindgen(js_name = webSocketClose)]
    pub fn closed(&self, socket: web_sys::WebSocket) {
        live::close(&socket.into(), live::NORMAL, "");
    }

    /// A socket that broke is closed already.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn broke(&self) {}
}

impl Register {
    fn shared(&self) -> Opened {
        self.shared.borrow().clone()
    }

    /// A command as JSON in, the reply as JSON out.
    async fn carry_out(&self, command: &str) -> SqlResult<String> {
        let shared = self.shared()?;
        let command = serde_json::from_str(command).map_err(|e| SqlError(log::unreadable("a command", &e)))?;
        let reply = shared.ask(command).await?;
        serde_json::to_string(&reply).map_err(|e| SqlError(e.to_string()))
    }

    async fn other(&self, request: Request) -> Result<Response> {
        if let Some(asked) = backup::asked(&request) {
            let (response, door) = backup::answer(&archive::KEEP, &self.sql, &self.env, request, &asked).await?;
            match door {
                Some(Ok(())) => self.reopen().await,
                Some(Err(shut)) => *self.shared.borrow_mut() = Err(shut),
                None => {}
            }
            return Ok(response);
        }
        match (live::asked(&request), self.shared()) {
            (Some(asked), Ok(shared)) => live::accept(&shared.state, asked),
            (Some(_), Err(error)) => Response::error(error.to_string(), 500),
            (None, _) => Response::error("nothing is asked here", 404),
        }
    }

    /// After a restore: what is owed to peers goes out.
    async fn reopen(&self) {
        *self.shared.borrow_mut() = open(&self.sql, &self.state, &self.env);
        if let Ok(shared) = self.shared() {
            shared.wake_at(clock::now().0).await;
        }
    }
}

impl Shared {
    async fn ask(self: Rc<Self>, command: Command) -> Answer {
        self.look_at_the_clock().await?;
        if command.reads() {
            return self.service.carry_out(command);
        }
        let (answer, answered) = oneshot::channel();
        self.waiting.borrow_mut().push(Waiting { command, answer });
        let now = clock::now().0;
        // The turn may have been lost with the request that began it.
        if self.turn_begun_at.get().is_none_or(|begun| now - begun > TURN_MS) {
            self.turn_begun_at.set(Some(now));
            let shared = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                turns::next().await;
                shared.turn().await;
            });
        }
        answered.await.unwrap_or_else(|_| Err(SqlError("the turn was lost".into())))
    }

    /// Writes everything that waits. Nothing is awaited between the writes: they are one commit.
    async fn turn(&self) {
        self.turn_begun_at.set(None);
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        let mut owes = false;
        let mut done = Vec::with_capacity(waiting.len());
        for one in waiting {
            let result = self.service.handle(one.command);
            owes |= matches!(result, Ok((_, true)));
            done.push((one.answer, result.map(|(reply, _)| reply)));
        }
        if owes {
            if let Some(bell) = self.bell.take() {
                // Who no longer waits does not hear it: the alarm comes all the same.
                let _heard = bell.send(());
            }
            self.wake_at(clock::now().0).await;
        } else if let Some(at) = self.service.lapse_at() {
            self.wake_at(at.max(clock::now().0)).await;
        }
        for (answer, result) in done {
            // A request that has gone does not wait for its answer.
            drop(answer.send(result));
        }
        live::tell(self);
    }

    /// With the first request of this object's life, and after a clock was set back: whatever is owed has an alarm.
    /// So the outbox goes on although an alarm was lost, or set by a clock that was ahead.
    async fn look_at_the_clock(&self) -> SqlResult<()> {
        let now = clock::now();
        let seen = self.seen_at.replace(now.0);
        if seen != 0 && ahead_of(now).0 >= seen {
            return Ok(());
        }
        let Some(next) = self.service.next_wake(now.0)? else { return Ok(()) };
        if seen == 0 {
            let set = self.state.storage().get_alarm().await;
            self.alarm_at.set(set.unwrap_or_else(|error| {
                log::failure("alarm", &error.to_string());
                None
            }));
        }
        self.wake_at(next.max(now.0)).await;
        Ok(())
    }

    /// Comes to its end with the next thing that is owed: for the dispatcher, while it waits for a peer.
    pub fn owed_next(&self) -> oneshot::Receiver<()> {
        let (bell, heard) = oneshot::channel();
        self.bell.replace(Some(bell));
        heard
    }

    /// Sets the alarm, unless an earlier one is set: setting it costs a write.
    pub async fn wake_at(&self, at: i64) {
        if self.alarm_at.get().is_some_and(|set| set <= at) {
            return;
        }
        self.alarm_at.set(Some(at));
        // The platform takes no time that is not after 1970: what is due at once may be written as 0.
        let time = worker::ScheduledTime::new(js_date(at.max(1)));
        if let Err(error) = self.state.storage().set_alarm(time).await {
            self.alarm_at.set(None);
            log::failure("alarm", &error.to_string());
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
fn js_date(ms: i64) -> js_sys::Date {
    js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64))
}
