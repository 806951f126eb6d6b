//! The alarm: sends what is due, and sets itself for what comes next.
//!
//! In: a register whose alarm rang. Out: attempts on record, and the next alarm. It is set as a
//! floor before the first call, so that a crash in the middle loses nothing. A failed delivery is
//! an outcome, never an error; an error means that storage or the directory failed.

use super::outbox::{self, Due};
use super::register_do::Shared;
use super::service::{Rules, Said};
use crate::clock;
use crate::config::Config;
use crate::connectors::{self, Answer, Target};
use crate::directory::{self, PeerRecord};
use crate::documents;
use crate::documents::client::Drawers;
use crate::fault::Fault;
use crate::log;
use crate::metrics::{self, Metric};
use domain::case::Reason;
use domain::delivery::{AttemptOutcome, DeliveryState, dead_because};
use domain::document::DocumentId;
use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::rc::Rc;
use wire::exchange::CloudEvent;
use wire::problem::ProblemCode;
use worker::Env;

/// Deliveries of one pass, sent side by side. Cloudflare allows six connections that wait for headers
/// at once, and 1,000 subrequests a wake-up: ten passes of this many stay far below.
const PASS: u32 = 20;
/// Passes of one wake-up; what is left then follows in the next one.
const PASSES: u32 = 10;
/// How long after a wake-up the next one comes if this one never ends, in milliseconds.
const FLOOR_MS: i64 = 60_000;

/// One wake-up of one register.
pub struct Dispatcher<'a> {
    shared: &'a Rc<Shared>,
    env: &'a Env,
}

impl<'a> Dispatcher<'a> {
    #[must_use]
    pub fn new(shared: &'a Rc<Shared>, env: &'a Env) -> Self {
        Self { shared, env }
    }

    /// Writes what deadlines ask for, and sends what is due.
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
        let mut peers: Option<BTreeMap<String, PeerRecord>> = None;
        for _ in 0..PASSES {
            let due = outbox::due(&self.shared.service.sql, clock::now().0, PASS)?;
            if due.is_empty() {
                break;
            }
            self.shared.wake_at(clock::now().0 + FLOOR_MS).await;
            let config = Config::from_env(self.env)?;
            if peers.is_none() {
                peers = Some(directory::peers(&config).await?);
            }
            self.pass(&config, &rules, peers.as_ref(), due).await?;
        }
        if let Some(next) = self.shared.service.next_wake(clock::now().0)? {
            self.shared.wake_at(next.max(clock::now().0)).await;
        }
        Ok(())
    }

    /// Has drawers erase the documents of cases that were erased, and fetch those that peers have named.
    async fn tell_drawers(&self, rules: &Rules) -> Result<(), Fault> {
        let service = &self.shared.service;
        let told = service.for_drawers(clock::now().0)?;
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

    async fn pass(
        &self,
        config: &Config,
        rules: &Rules,
        peers: Option<&BTreeMap<String, PeerRecord>>,
        due: Vec<Due>,
    ) -> Result<(), Fault> {
        let mut sending = Vec::with_capacity(due.len());
        for one in due {
            let peer = peers.and_then(|p| p.get(&one.peer)).filter(|p| p.body.active);
            let event = peer.zip(peers).map(|(p, all)| self.event(config, rules, (p, all), &one)).transpose()?;
            sending.push(self.send(config, rules, one, peer, event));
        }
        for (due, answer) in join_all(sending).await {
            let now = clock::now();
            metrics::add(Metric::Attempts, &[("peer", &due.peer), ("outcome", answer.outcome.name())], 1);
            let id = outbox::event_id(&rules.name.to_string(), due.id);
            log::attempt(&id, &due.peer, due.attempts + 1, answer.outcome);
            let said = Said {
                taken_as: answer.reference.as_deref(),
                proof: answer.proof.as_deref(),
                not_taken: answer.not_taken,
            };
            let after = self.shared.service.attempted(&due, answer.outcome, said, now, clock::jitter())?;
            if after == Some(DeliveryState::Dead) {
                log::dead(&id, &due.peer, dead_because(answer.outcome.name()), answer.outcome.status());
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

    async fn send(
        &self,
        config: &Config,
        rules: &Rules,
        due: Due,
        peer: Option<&PeerRecord>,
        event: Option<CloudEvent>,
    ) -> (Due, Answer) {
        let not = |why| Answer { not_taken: Some(why), ..Answer::only(AttemptOutcome::Refused { status: 403 }) };
        let agreed = peer.zip(event.as_ref()).map_or(Ok(()), |(peer, event)| match &event.data.filed {
            Some(filed) => peer.covers(&rules.record.id, &filed.filing.kind, &filed.filing.category),
            None if peer.is_suspended() => Err(Reason::Suspended),
            None => Ok(()),
        });
        let answer = match peer.zip(event) {
            Some(_) if agreed == Err(Reason::Suspended) => Answer::only(AttemptOutcome::Suspended),
            // A rule, or a complainant, may send what no convention covers: it is the desk's again.
            Some(_) if agreed.is_err() => not(ProblemCode::NotCovered),
            Some((peer, event)) => {
                let target =
                    Target { url: &peer.body.url, connector: &peer.body.connector, keys: &peer.body.public_keys };
                connectors::deliver(config, &target, &event).await
            }
            None => {
                log::failure("dispatcher", &format!("{}: peer {} is not configured", rules.name, due.peer));
                Answer::only(AttemptOutcome::NotConfigured)
            }
        };
        (due, answer)
    }
}
