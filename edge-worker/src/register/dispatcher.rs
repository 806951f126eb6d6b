//! The alarm: sends what is due, looks at what peers do not tell, and sets itself for what comes next.
//!
//! In: a register whose alarm rang. Out: attempts on record, what was found elsewhere, and the next alarm. It is set as a
//! floor before the first call, so that a crash in the middle loses nothing. A failed delivery is an outcome, never an
//! error; an error means that storage or the directory failed.
//!
//! Each peer has lanes of its own, one until it has answered in this wake-up: a peer that keeps silent holds one line for
//! as long as the time limit, and nobody waits for it. What becomes due meanwhile goes out at once.

use super::looks::{Look, News};
use super::outbox::{self, Due};
use super::register_do::Shared;
use super::service::{Rules, There};
use super::{lanes::Lanes, live};
use crate::clock;
use crate::config::Config;
use crate::connectors::papers::Papers;
use crate::connectors::{self, Answer, Outgoing, Target};
use crate::directory::{self, PeerRecord};
use crate::documents;
use crate::documents::client::Drawers;
use crate::fault::Fault;
use crate::log;
use crate::metrics::{self, Metric};
use domain::case::Reason;
use domain::delivery::{AttemptOutcome, DeliveryState, dead_because};
use domain::document::DocumentId;
use futures_util::future::{Either, FutureExt as _, LocalBoxFuture, select};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use std::collections::BTreeMap;
use std::rc::Rc;
use wire::exchange::CloudEvent;
use wire::problem::ProblemCode;
use worker::Env;

/// Lines of one peer that answers, and what is looked for at once. Cloudflare allows six connections that wait for headers
/// at once; those after them wait there.
const SIDE_BY_SIDE: u32 = 20;
/// Attempts and looks of one wake-up: Cloudflare allows 1,000 subrequests. What is left follows in the next one.
const MOST: u32 = 600;
/// After so long nothing new is begun in a wake-up, in milliseconds: Cloudflare ends one after fifteen minutes.
const LONG_MS: i64 = 300_000;
/// How long peers are taken as they were read, in milliseconds.
const PEERS_MS: i64 = 5_000;
/// How long after a wake-up the next one comes if this one never ends, in milliseconds.
const FLOOR_MS: i64 = 60_000;

/// One wake-up of one register.
pub struct Dispatcher<'a> {
    shared: &'a Rc<Shared>,
    env: &'a Env,
}

/// What came back.
enum Done {
    Sent(Due, Answer),
    Looked(Look, Result<News, AttemptOutcome>),
}

type Flight = LocalBoxFuture<'static, Done>;

/// Peers as they were read, and when.
type Peers = (i64, BTreeMap<String, PeerRecord>);

impl<'a> Dispatcher<'a> {
    #[must_use]
    pub fn new(shared: &'a Rc<Shared>, env: &'a Env) -> Self {
        Self { shared, env }
    }

    /// Writes what deadlines ask for, sends what is due, and looks where nobody tells.
    ///
    /// # Errors
    /// Storage or the directory failed.
    pub async fn run(&self) -> Result<(), Fault> {
        let Some(rules) = self.shared.service.rules() else {
            return Ok(());
        };
        self.shared.service.lapse(clock::now())?;
        for error in self.shared.service.retain(clock::now())? {
            log::failure("retention", &error.to_string());
        }
        self.tell_drawers(&rules).await?;
        self.send_all(&rules).await?;
        if let Some(next) = self.shared.service.next_wake(clock::now().0)? {
            self.shared.wake_at(next.max(clock::now().0)).await;
        }
        Ok(())
    }

    /// Has drawers erase the documents of cases that were erased, and fetch those that peers have named.
    async fn tell_drawers(&self, rules: &Rules) -> Result<(), Fault> {
        let service = &self.shared.service;
        let (told, errors) = service.for_drawers(clock::now().0)?;
        for error in errors {
            log::failure("drawers", &error.to_string());
        }
        if told.is_empty() {
            return Ok(());
        }
        self.shared.wake_at(clock::now().0 + FLOOR_MS).await;
        let config = Config::from_env(self.env)?;
        let drawers = Drawers { config: &config, code: rules.name.code().as_str() };
        for (document, mut command) in told {
            let done = match DocumentId::parse(&document) {
                Some(id) => {
                    if let documents::Command::Begin(begin) = &mut command {
                        begin.drawer = drawers.name(&id);
                    }
                    drawers.ask(&id, &command).await.map(|_| ())
                }
                None => Ok(()),
            };
            if let Err(fault) = &done {
                log::failure("documents", &fault.to_string());
            }
            service.drawer_told(&document, &command, done.is_ok(), clock::now().0)?;
        }
        Ok(())
    }

    /// Sends and looks until nothing is due and everything has come back.
    async fn send_all(&self, rules: &Rules) -> Result<(), Fault> {
        let (mut lanes, mut begun, end) = (Lanes::default(), 0, clock::now().0 + LONG_MS);
        let mut flying: FuturesUnordered<Flight> = FuturesUnordered::new();
        let mut peers: Option<Peers> = None;
        loop {
            // What becomes due from here on rings, also while peers are asked for.
            let bell = self.shared.owed_next();
            let now = clock::now().0;
            if begun >= MOST / 2 || now > end - LONG_MS / 2 {
                lanes.end();
            }
            if begun < MOST && now < end {
                for flight in self.due_now(rules, &mut lanes, &mut peers).await? {
                    flying.push(flight);
                    begun += 1;
                }
            }
            let done = match select(flying.next(), bell).await {
                Either::Left((Some(done), _)) => done,
                Either::Left((None, _)) => return Ok(()),
                Either::Right(_) => continue,
            };
            self.take(&mut lanes, done)?;
            // What has come back in the same moment is written in the same commit.
            while let Some(Some(done)) = flying.next().now_or_never() {
                self.take(&mut lanes, done)?;
            }
            live::tell(self.shared);
        }
    }

    /// What can be begun now, as far as there are lanes for it.
    async fn due_now(&self, rules: &Rules, lanes: &mut Lanes, peers: &mut Option<Peers>) -> Result<Vec<Flight>, Fault> {
        let (service, now) = (&self.shared.service, clock::now().0);
        let due = outbox::due(&service.sql, now, SIDE_BY_SIDE)?;
        let looks = service.to_look(now, SIDE_BY_SIDE)?;
        let due: Vec<Due> = due.into_iter().filter(|due| lanes.take(&due.peer, due.id, 0, SIDE_BY_SIDE)).collect();
        let looks: Vec<(Look, String)> =
            looks.into_iter().filter(|(l, _)| lanes.take(&l.peer, 0, l.serial, SIDE_BY_SIDE)).collect();
        if due.is_empty() && looks.is_empty() {
            return Ok(Vec::new());
        }
        self.shared.wake_at(now + FLOOR_MS).await;
        let config = Config::of(self.env)?;
        if peers.as_ref().is_none_or(|(at, _)| now - at > PEERS_MS) {
            *peers = Some((now, directory::opened_peers(&config).await?));
        }
        let peer = |id: &str| peers.as_ref().and_then(|(_, p)| p.get(id)).filter(|p| p.body.active).cloned();
        let mut flights = Vec::with_capacity(due.len() + looks.len());
        for one in due {
            let peer = peer(&one.peer);
            if peer.is_none() {
                log::failure("dispatcher", &format!("{}: peer {} is not configured", rules.name, one.peer));
            }
            let all = peers.as_ref().map(|(_, all)| all);
            let event = peer.as_ref().zip(all).map(|p| self.event(&config, rules, p, &one)).transpose()?;
            let code = rules.name.code().as_str().to_owned();
            let whose = (code, rules.record.id.clone());
            flights.push(send(config.clone(), whose, one, peer.zip(event)).boxed_local());
        }
        for (one, known_as) in looks {
            let peer = peer(&one.peer);
            flights.push(look(config.clone(), one, known_as, peer).boxed_local());
        }
        Ok(flights)
    }

    /// Writes what came back.
    fn take(&self, lanes: &mut Lanes, done: Done) -> Result<(), Fault> {
        let (service, now) = (&self.shared.service, clock::now());
        match done {
            Done::Sent(due, answer) => {
                lanes.free(&due.peer, due.id, 0, !answer.outcome.concerns_peer());
                metrics::add(Metric::Attempts, &[("peer", &due.peer), ("outcome", answer.outcome.name())], 1);
                let id = outbox::event_id(&service.rules().map_or_else(String::new, |r| r.name.to_string()), due.id);
                log::attempt(&id, &due.peer, due.attempts + 1, answer.outcome);
                let there = There {
                    reference: answer.reference.as_deref(),
                    look_from: answer.look_from.as_deref(),
                    proof: answer.proof.as_deref(),
                    not_taken: answer.not_taken,
                };
                let after = service.attempted(&due, answer.outcome, there, now, clock::jitter())?;
                if after == Some(DeliveryState::Dead) {
                    log::dead(&id, &due.peer, dead_because(answer.outcome.name()), answer.outcome.status());
                }
            }
            Done::Looked(look, found) => {
                let outcome = found.as_ref().err().copied().unwrap_or(AttemptOutcome::Accepted);
                lanes.free(&look.peer, 0, look.serial, !outcome.concerns_peer());
                let refused = service.looked(&look, found.as_ref().map_err(|e| *e), now, clock::jitter())?;
                log::looked(&look.peer, outcome, refused);
            }
        }
        Ok(())
    }

    fn event(
        &self,
        config: &Config,
        rules: &Rules,
        (peer, peers): (&PeerRecord, &BTreeMap<String, PeerRecord>),
        due: &Due,
    ) -> Result<CloudEvent, Fault> {
        let sender = outbox::Sender {
            node: &config.node_id,
            register: &rules.name.to_string(),
            agency: &rules.agency,
            peer_agency: &peer.body.agency,
            reference: &rules.reference(due.serial),
            withholds: peer.convention.as_ref().is_some_and(|set| set.body.withhold_contact),
            names: &|peer| peers.get(peer).map(|p| p.body.names.clone()).unwrap_or_default(),
        };
        let service = &self.shared.service;
        Ok(outbox::cloud_event(&service.sql, &service.vault()?, due, &sender)?)
    }
}

/// Whether it opens a deliberation.
fn opens(event: &CloudEvent) -> bool {
    event.data.event.is_some() && event.subject.is_none()
}

/// Whether something may go over by what is agreed with a peer; what it gives if not.
fn agreed(agency: &str, peer: &PeerRecord, event: &CloudEvent) -> Result<(), Answer> {
    let covered = match &event.data.filed {
        Some(filed) => peer.covers(agency, &filed.filing.kind, &filed.filing.category),
        None if opens(event) => peer.covers_deliberation(agency),
        None if peer.is_suspended() => Err(Reason::Suspended),
        None => Ok(()),
    };
    covered.map_err(|why| match why {
        Reason::Suspended => Answer::only(AttemptOutcome::Suspended),
        // Agreed on when it was opened, and not any more.
        _ if event.data.filed.is_none() => Answer::only(AttemptOutcome::Refused { status: 403 }),
        // A rule, or a complainant, may send what no convention covers: it is the desk's again.
        _ => {
            Answer { not_taken: Some(ProblemCode::NotCovered), ..Answer::only(AttemptOutcome::Refused { status: 403 }) }
        }
    })
}

/// One attempt. Without a peer there is nothing to try.
async fn send(config: Rc<Config>, whose: (String, String), due: Due, to: Option<(PeerRecord, CloudEvent)>) -> Done {
    let (code, agency) = whose;
    let agreed = to.as_ref().map_or(Ok(()), |(peer, event)| agreed(&agency, peer, event));
    let answer = match &to {
        Some(_) if agreed.is_err() => agreed.err().unwrap_or(Answer::only(AttemptOutcome::NotConfigured)),
        Some((peer, event)) => {
            let papers = Papers { config: &config, code: &code };
            let out = Outgoing { event, attempts: due.attempts, papers };
            connectors::deliver(&config, &Target { peer }, &out).await
        }
        None => Answer::only(AttemptOutcome::NotConfigured),
    };
    Done::Sent(due, answer)
}

/// One look.
async fn look(config: Rc<Config>, look: Look, known_as: String, peer: Option<PeerRecord>) -> Done {
    let found = match &peer {
        Some(peer) => connectors::look(&config, &Target { peer }, &known_as, &look.cursor).await,
        None => Err(AttemptOutcome::NotConfigured),
    };
    Done::Looked(look, found)
}
