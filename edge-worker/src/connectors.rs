//! How peers are spoken to: one file a protocol, each "event in, outcome out".
//!
//! In: where the peer is, and the event. Out: what the attempt gave, and the case's reference there.
//! Never: deciding when to try again (`domain::delivery`).

pub mod exchange;

use crate::config::Config;
use domain::delivery::AttemptOutcome;
use wire::exchange::CloudEvent;
use wire::problem::ProblemCode;

/// Where an event goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    pub url: &'a str,
    pub connector: &'a str,
    /// Whose signature an answer carries.
    pub keys: &'a [String],
}

/// What an attempt gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub outcome: AttemptOutcome,
    /// The case's reference at the peer.
    pub reference: Option<String>,
    /// Its signed answer, as JSON; none if it did not sign.
    pub proof: Option<String>,
    /// Why the peer does not take a case that is handed over to it, if that is the case's fault.
    pub not_taken: Option<ProblemCode>,
}

impl Answer {
    #[must_use]
    pub const fn only(outcome: AttemptOutcome) -> Self {
        Self { outcome, reference: None, proof: None, not_taken: None }
    }
}

/// Sends one event through the peer's connector.
pub async fn deliver(config: &Config, target: &Target<'_>, event: &CloudEvent) -> Answer {
    match target.connector {
        "exchange" => exchange::deliver(config, target, event).await,
        _ => Answer::only(AttemptOutcome::NotConfigured),
    }
}
