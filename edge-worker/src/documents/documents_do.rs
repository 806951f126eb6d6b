//! The Durable Object around a drawer.
//!
//! In: `POST` with a `Command` as JSON; `PUT /{id}/{offset}` with bytes; `GET /{id}` and `/{id}/{offset}`. Out: a `Reply` as JSON; the
//! bytes of a document, one piece in memory at a time; 409 or 410 where a scanner has not found it clean, 425 or 424 where
//! it has not come from its peer. Its alarm
//! throws away what no case has claimed in time, has the scanner look at what it has not judged, and
//! fetches what peers have named. A try that a crash
//! cuts off left nothing behind: it is made again. Never: the scanner asked while a request is answered.

use super::drawer::{Drawer, Reading, Withheld};
use super::fetching;
use super::scanner::Scanner;
use super::scanner::protocol::Outcome;
use super::{Command, Reply, store};
use crate::backup::{self, Keep};
use crate::clock;
use crate::config::{self, Config};
use crate::log;
use crate::metrics::{self, Metric};
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use domain::document::arrival::Arrival;
use domain::document::scan::{Scan, TRIES_TOLD};
use futures_util::future::join;
use futures_util::stream;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wire::backup::Kind;
use wire::json;
use worker::{
    DurableObject, Env, Method, Request, Response, ResponseBody, Result, State, durable_object, wasm_bindgen,
};

/// The scanner must have judged a document within this time, in milliseconds: 25 MB take seconds.
const SCAN_WITHIN_MS: u32 = 120_000;
/// Most documents in one alarm: 20 times two minutes would be more than the platform gives, so it stops at ten minutes.
const SCANS_MAX: usize = 20;
const SCANS_END_MS: i64 = 600_000;
/// When a drawer whose alarm was cut off by a crash wakes again.
const CUT_OFF_MS: i64 = 5_000;
/// When a drawer whose storage or settings failed looks again.
const AGAIN_MS: i64 = 60_000;
/// When a drawer that cannot be opened looks again.
const CLOSED_MS: i64 = 300_000;

type Opened = std::result::Result<Rc<Drawer<Rc<DurableSql>>>, SqlError>;

static KEEP: Keep = Keep {
    kind: Kind::Drawer,
    steps: store::SCHEMA,
    marks: &["document"],
    without: &[],
    head: |_| Ok((0, String::new())),
    check: |_, _, at| Ok(Some(at.clone())),
    open: |sql, env| open(sql, env).map(|_| ()),
};

#[durable_object]
pub struct Documents {
    drawer: RefCell<Opened>,
    sql: Rc<DurableSql>,
    state: State,
    env: Env,
    /// When the alarm is known to ring, at the latest.
    awake: Cell<Option<i64>>,
}

impl DurableObject for Documents {
    fn new(state: State, env: Env) -> Self {
        let sql = Rc::new(DurableSql::new(&state.storage()));
        let drawer = backup::door(&sql).and_then(|()| open(&sql, &env));
        Self { drawer: RefCell::new(drawer), sql, state, env, awake: Cell::new(None) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        if let Some(asked) = backup::asked(&request) {
            let (response, door) = backup::answer(&KEEP, &self.sql, &self.env, request, &asked).await?;
            match door {
                Some(Ok(())) => {
                    *self.drawer.borrow_mut() = open(&self.sql, &self.env);
                    self.wake_at(clock::now().0).await;
                }
                Some(Err(shut)) => *self.drawer.borrow_mut() = Err(shut),
                None => {}
            }
            return Ok(response);
        }
        let drawer = self.drawer.borrow().clone();
        let answer = match &drawer {
            Ok(drawer) => self.answer(drawer, request).await?,
            Err(error) => Err(error.clone()),
        };
        answer.or_else(|error| {
            log::failure("documents", &error.to_string());
            Response::error(error.to_string(), 500)
        })
    }

    async fn alarm(&self) -> Result<Response> {
        self.awake.set(None);
        let drawer = self.drawer.borrow().clone();
        let (next, again_ms) = match &drawer {
            Ok(drawer) => (self.ring(drawer).await.and_then(|crowded| next(drawer, crowded)), AGAIN_MS),
            // Nothing can be read here: whoever mends it does not have to wake it too.
            Err(error) => (Err(error.clone()), CLOSED_MS),
        };
        let next = next.unwrap_or_else(|error| {
            log::failure("documents", &error.to_string());
            Some(clock::now().0 + again_ms)
        });
        // Everything that waits is known here: what was set meanwhile, for a crash in the middle, is over.
        if let Some(at) = next {
            self.set_alarm(at).await;
        }
        Response::empty()
    }
}

fn open(sql: &Rc<DurableSql>, env: &Env) -> Opened {
    let node = config::data_keys(env).map_err(|fault| SqlError(fault.to_string()))?;
    // Settings that cannot be read may name a scanner: then nothing is given out.
    let scanner = Config::of(env).map_or(true, |config| config.scanner.is_some());
    Drawer::open(sql.clone(), node, scanner).map(Rc::new)
}

impl Documents {
    async fn answer(
        &self,
        drawer: &Rc<Drawer<Rc<DurableSql>>>,
        mut request: Request,
    ) -> Result<std::result::Result<Response, SqlError>> {
        let path = request.path();
        let mut segments = path.trim_matches('/').split('/');
        let (id, offset) = (segments.next().unwrap_or_default(), segments.next());
        let reply = match (request.method(), offset.and_then(|o| o.parse().ok())) {
            (Method::Get, _) => {
                self.wake_for(drawer, None).await;
                return read(drawer, id, offset.and_then(|o| o.parse().ok()).unwrap_or(0));
            }
            (Method::Put, Some(offset)) => {
                let bytes = request.bytes().await?;
                drawer.append(id, offset, &bytes, clock::now().0)
            }
            _ => match json::read::<Command>(&request.text().await?) {
                Ok(command) => drawer.handle(command),
                Err(error) => Err(SqlError(log::unreadable("a command", &error))),
            },
        };
        let expiry = match &reply {
            Ok(Reply::State(state)) => state.expires_at,
            _ => None,
        };
        self.wake_for(drawer, expiry).await;
        Ok(match reply {
            Ok(reply) => Ok(Response::ok(serde_json::to_string(&reply)?)?),
            Err(error) => Err(error),
        })
    }

    /// Does what waits, and says when to look again at the latest.
    async fn ring(&self, drawer: &Rc<Drawer<Rc<DurableSql>>>) -> std::result::Result<Option<i64>, SqlError> {
        let config = Config::of(&self.env).map_err(|fault| SqlError(fault.to_string()))?;
        let began = clock::now().0;
        if matches!(drawer.next_wanted(began), Ok(Some(at)) if at <= began) {
            self.wake_at(began + CUT_OFF_MS).await;
        }
        let storage = self.state.storage();
        let (scanned, fetched) = join(self.scan(&config, drawer), fetching::run(&config, drawer, &storage)).await;
        scanned.and(fetched)
    }

    /// Has the scanner look at what waits for it, one document after the other.
    async fn scan(&self, config: &Config, drawer: &Rc<Drawer<Rc<DurableSql>>>) -> std::result::Result<(), SqlError> {
        let began = clock::now().0;
        let due = matches!(drawer.next_scan(began), Ok(Some(at)) if at <= began);
        let Some(scanner) = config.scanner.as_ref().filter(|_| due) else {
            return Ok(());
        };
        self.wake_at(began + CUT_OFF_MS).await;
        for _ in 0..SCANS_MAX {
            let now = clock::now().0;
            let Some(reading) = drawer.to_scan(now)?.filter(|_| now < began + SCANS_END_MS) else {
                return Ok(());
            };
            scan(scanner, drawer, reading).await?;
        }
        Ok(())
    }

    /// Sets the alarm for what lapses, and for what waits for the scanner.
    async fn wake_for(&self, drawer: &Rc<Drawer<Rc<DurableSql>>>, expiry: Option<i64>) {
        let now = clock::now().0;
        let (scan, wanted) = (drawer.next_scan(now).unwrap_or_default(), drawer.next_wanted(now).unwrap_or_default());
        if let Some(at) = expiry.into_iter().chain(scan).chain(wanted).min() {
            self.wake_at(at).await;
        }
    }

    /// Sets the alarm, unless one is set that rings earlier: what comes later only puts the end off, and the alarm
    /// looks again.
    async fn wake_at(&self, at: i64) {
        let at = at.max(clock::now().0);
        if self.awake.get().is_some_and(|set| set <= at) {
            return;
        }
        let set = self.state.storage().get_alarm().await.ok().flatten();
        // Meanwhile another request, or the alarm, may have set it.
        if let Some(set) = set.into_iter().chain(self.awake.get()).min()
            && set <= at
        {
            return self.awake.set(Some(set));
        }
        self.set_alarm(at).await;
    }

    /// Sets the alarm, whatever was set.
    async fn set_alarm(&self, at: i64) {
        let at = at.max(clock::now().0);
        self.awake.set(Some(at));
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
        if let Err(error) = self.state.storage().set_alarm(worker::ScheduledTime::new(date)).await {
            self.awake.set(None);
            log::failure("alarm", &error.to_string());
        }
    }
}

/// Throws away what has lapsed; when there is something to do next. `crowded`: when what is to be fetched has a line.
fn next(drawer: &Drawer<Rc<DurableSql>>, crowded: Option<i64>) -> std::result::Result<Option<i64>, SqlError> {
    let now = clock::now().0;
    let wanted = drawer.next_wanted(now)?.map(|at| at.max(crowded.unwrap_or(at)));
    Ok(drawer.tidy(now)?.into_iter().chain(drawer.next_scan(now)?).chain(wanted).min())
}

/// One try, and what comes of it.
async fn scan(
    scanner: &Scanner,
    drawer: &Rc<Drawer<Rc<DurableSql>>>,
    reading: Reading,
) -> std::result::Result<(), SqlError> {
    let (id, length) = reading.what();
    let (id, began) = (id.to_owned(), clock::now().0);
    let outcome = match pieces(drawer, reading).map(|response| response.into_parts().1) {
        Ok(ResponseBody::Stream(bytes)) => scanner.scan(Some((length, bytes)), SCAN_WITHIN_MS).await,
        _ => Outcome::Unjudged("no stream"),
    };
    let now = clock::now().0;
    let tries = drawer.judge(&id, &outcome, now)?;
    metrics::add(Metric::Scans, &[("result", outcome.name())], 1);
    log::scan(&outcome, length, now - began, tries);
    if tries == TRIES_TOLD {
        log::failure("scanner", "a document has not been judged for a while: nobody gets it, and trying goes on");
    }
    Ok(())
}

fn read(drawer: &Rc<Drawer<Rc<DurableSql>>>, id: &str, offset: u64) -> Result<std::result::Result<Response, SqlError>> {
    match drawer.read(id, offset) {
        Ok(Some(Ok(reading))) => pieces(drawer, reading).map(Ok),
        Ok(Some(Err(Withheld::Scan(Scan::Infected)))) => Response::error("infected", 410).map(Ok),
        Ok(Some(Err(Withheld::Arrival(Arrival::OnItsWay)))) => Response::error("on its way", 425).map(Ok),
        Ok(Some(Err(Withheld::Arrival(Arrival::Lost)))) => Response::error("lost", 424).map(Ok),
        Ok(Some(Err(_))) => Response::error("not judged yet", 409).map(Ok),
        Ok(None) => Response::error("no such document", 404).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// The pieces of a document, one in memory at a time.
fn pieces(drawer: &Rc<Drawer<Rc<DurableSql>>>, reading: Reading) -> Result<Response> {
    Response::from_stream(stream::try_unfold((drawer.clone(), reading), |(drawer, mut reading)| async move {
        let piece = drawer.next(&mut reading).map_err(|e| worker::Error::RustError(e.to_string()))?;
        Ok::<_, worker::Error>(piece.map(|bytes| (bytes, (drawer, reading))))
    }))
}
