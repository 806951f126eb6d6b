//! How peers are spoken to: one file a protocol, each "event in, outcome out", and a look at what happened there.
//!
//! In: a peer, an event, its documents; or a case's id at the peer and where the last look ended. Out: what the attempt
//! gave, the case's id there; or what is new. A connector is added by a file here, an arm in [`deliver`] (and in [`look`],
//! if its peers cannot call), and a row in `wire::v1::admin::connector`; see docs/connectors.md. Never: deciding when to
//! try again (`domain::delivery`), a row of a store, an address that is not the peer's own.

pub mod exchange;
pub mod line;
pub mod open311;
pub mod papers;
pub mod plain;
pub mod request_tracker;
pub mod settings;
pub mod webhook;

use crate::config::Config;
use crate::directory::PeerRecord;
use crate::register::looks::News;
use domain::delivery::AttemptOutcome;
use papers::Papers;
use wire::exchange::CloudEvent;
use wire::problem::ProblemCode;

/// Where something goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The peer, with its settings and its secret.
    pub peer: &'a PeerRecord,
}

impl Target<'_> {
    /// What the peer's connector was told under a name; empty if nothing.
    #[must_use]
    pub fn setting(&self, name: &str) -> &str {
        self.peer.body.settings.get(name).map_or("", String::as_str)
    }
}

/// What goes out.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    /// The event, the same at every attempt. `subject` is the case's id at the peer, once it has one; the hand-over itself
    /// (`data.filed`) has none.
    pub event: &'a CloudEvent,
    /// Attempts before this one. After one that got no answer the peer may have it: a protocol that has no message ids looks
    /// first.
    pub attempts: u32,
    /// The way to the event's documents.
    pub papers: Papers<'a>,
}

/// What an attempt gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub outcome: AttemptOutcome,
    /// The case's id at the peer; of a hand-over that was taken without one, it is the case's reference here.
    pub reference: Option<String>,
    /// Its signed answer, as JSON; none if it did not sign.
    pub proof: Option<String>,
    /// Why the peer does not take a case that is handed over to it, if that is the case's fault.
    pub not_taken: Option<ProblemCode>,
    /// Where looking after the case begins, for a peer that cannot call: from then on [`look`] is asked again and again.
    pub look_from: Option<String>,
}

impl Answer {
    #[must_use]
    pub const fn only(outcome: AttemptOutcome) -> Self {
        Self { outcome, reference: None, proof: None, not_taken: None, look_from: None }
    }
}

/// Sends one event through the peer's connector.
pub async fn deliver(config: &Config, target: &Target<'_>, out: &Outgoing<'_>) -> Answer {
    // Nodes deliberate with nodes: the others have no words for it.
    let other =
        out.event.data.event.as_ref().is_some_and(|event| event.round > 0) && target.peer.body.connector != "exchange";
    let mut answer = match target.peer.body.connector.as_str() {
        _ if other => Answer::only(AttemptOutcome::Refused { status: 501 }),
        "exchange" => exchange::deliver(config, target, out).await,
        "webhook" => webhook::deliver(config, target, out).await,
        "request_tracker" => request_tracker::deliver(target, out).await,
        "open311" => open311::deliver(target, out).await,
        _ => Answer::only(AttemptOutcome::NotConfigured),
    };
    if answer.outcome == AttemptOutcome::Accepted && out.event.data.filed.is_some() {
        answer.reference.get_or_insert_with(|| out.event.data.reference.clone());
    }
    answer
}

/// Looks at what happened with a case at a peer since the last look.
///
/// # Errors
/// The peer was not there, or refused.
pub async fn look(_: &Config, target: &Target<'_>, known_as: &str, cursor: &str) -> Result<News, AttemptOutcome> {
    match target.peer.body.connector.as_str() {
        "webhook" => webhook::look(target, known_as, cursor).await,
        "request_tracker" => request_tracker::look(target, known_as, cursor).await,
        "open311" => open311::look(target, known_as, cursor).await,
        _ => Err(AttemptOutcome::NotConfigured),
    }
}
