//! From a register's data to what people read: names of bodies in their language, times as RFC 3339.
//!
//! In: a case as the register holds it, and the peers' names. Out: the contract's views.

use crate::clock;
use crate::config::Config;
use crate::directory::{self, PeerRecord};
use crate::documents::client::Drawers;
use crate::fault::Fault;
use crate::log;
use crate::register::{CaseData, Command, Entry, Refused, client};
use domain::agency::name_in;
use domain::deadline;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::language::Language;
use domain::reference::Reference;
use domain::status::CaseStatus;
use domain::time::UnixMillis;
use std::collections::BTreeMap;
use wire::problem::ProblemCode;
use wire::v1::agencies::{Names, to_names};
use wire::v1::case::{ActorView, CaseView, DocumentView, TimelineEntry};
use wire::v1::desk::DeskCase;

/// Peers' names in one language.
#[derive(Debug, Clone, Default)]
pub struct Bodies(BTreeMap<String, String>, Language);

impl Bodies {
    /// The names that a timeline needs; nothing is asked where no peer is concerned.
    ///
    /// # Errors
    /// The directory cannot be reached.
    pub async fn of(config: &Config, entries: &[Entry], language: Language) -> Result<Self, Fault> {
        let concerned = entries.iter().any(|e| e.peer.is_some() || e.body.to.is_some());
        if concerned { Self::all(config, language).await } else { Ok(Self(BTreeMap::new(), language)) }
    }

    /// The names of all peers.
    ///
    /// # Errors
    /// The directory cannot be reached.
    pub async fn all(config: &Config, language: Language) -> Result<Self, Fault> {
        let peers = directory::peers(config).await?;
        let name = |peer: &PeerRecord| in_language(&peer.body.names, language);
        Ok(Self(peers.iter().map(|(id, peer)| (id.clone(), name(peer))).collect(), language))
    }

    /// A peer's name.
    #[must_use]
    pub fn name(&self, peer: &str) -> String {
        self.0.get(peer).cloned().unwrap_or_else(|| peer.to_owned())
    }

    /// A body as it calls itself, else as this node does.
    #[must_use]
    pub fn named(&self, names: &Names, peer: &str) -> String {
        self.told(names, Some(peer.to_owned())).unwrap_or_default()
    }

    /// A body as whoever told of it calls it, else as this node does.
    fn told(&self, names: &Names, peer: Option<String>) -> Option<String> {
        if names.is_empty() { peer.map(|peer| self.name(&peer)) } else { Some(in_language(names, self.1)) }
    }
}

/// A name in a language, else in the first one given.
#[must_use]
pub fn in_language(names: &Names, language: Language) -> String {
    name_in(&to_names(names), language).to_owned()
}

/// An entry for its reader; caseworkers' names are for staff.
#[must_use]
pub fn entry(entry: Entry, bodies: &Bodies, staff: bool) -> TimelineEntry {
    let of_staff = matches!(
        entry.kind.as_str(),
        "assigned"
            | "categorised"
            | "deliberation_linked"
            | "deliberation_unlinked"
            | "linked"
            | "unlinked"
            | "singled"
    );
    TimelineEntry {
        id: entry.number.to_string(),
        at: UnixMillis(entry.at).to_rfc3339(),
        kind: entry.kind,
        actor: ActorView {
            role: entry.role,
            body: bodies.told(&entry.body.by_names, entry.peer),
            name: entry.body.name.filter(|_| staff),
        },
        status: entry.status,
        text: entry.body.text,
        about: entry.body.about,
        in_reply_to: entry.body.in_reply_to.map(|n| n.to_string()),
        open: entry.open,
        outcome: entry.body.outcome,
        rating: entry.body.rating,
        to: if of_staff { entry.body.to } else { bodies.told(&entry.body.to_names, entry.body.to) },
        peer_reference: entry.body.peer_reference,
        confidence: entry.body.confidence,
        documents: entry.body.documents,
    }
}

/// Every document of a case, oldest first.
#[must_use]
pub fn documents(entries: &[Entry]) -> Vec<DocumentView> {
    entries.iter().flat_map(|e| e.body.documents.iter().cloned()).collect()
}

/// Writes into the descriptions of a case's documents what the scanner has said, and where they stand.
pub async fn scanned(config: &Config, reference: &str, entries: &mut [Entry]) {
    let Some(reference) = Reference::parse(reference) else { return };
    let marked = entries.iter_mut().flat_map(|entry| {
        let by_peer = entry.peer.is_some();
        entry.body.documents.iter_mut().map(move |document| (document, by_peer))
    });
    let drawers = Drawers { config, code: reference.register().code().as_str() };
    let documents = drawers.mark(marked.collect(), clock::now().0).await;
    // Nothing that is shown hangs on it: whoever opens the case next asks again.
    if !documents.is_empty() {
        let again = Command::ExpectAgain { serial: reference.serial(), documents };
        if let Err(fault) = client::ask(config, reference.register(), &again).await {
            log::failure("documents", &fault.to_string());
        }
    }
}

/// The case for its complainant.
#[must_use]
pub fn case(data: CaseData, bodies: &Bodies) -> CaseView {
    let documents = documents(&data.entries);
    CaseView {
        reference: data.reference,
        agency: data.agency,
        kind: data.filing.kind,
        category: data.filing.category,
        subject: data.filing.subject,
        body: data.filing.body,
        status: data.status,
        outcome: data.outcome,
        received_at: UnixMillis(data.received_at).to_rfc3339(),
        due_at: UnixMillis(data.due_at).to_rfc3339(),
        overdue: data.overdue,
        timeline: data.entries.into_iter().map(|e| entry(e, bodies, false)).collect(),
        documents,
        actions: data.actions,
        erased_at: data.erased_at.map(|at| UnixMillis(at).to_rfc3339()),
    }
}

/// The case for staff.
#[must_use]
pub fn desk_case(data: CaseData, bodies: &Bodies, category: &Names, language: Language, now: UnixMillis) -> DeskCase {
    let status = CaseStatus::parse(&data.status);
    let (from, from_due_at, history) = match data.from {
        Some(from) => (Some(in_language(&from.names, language)), Some(from.due_at), from.timeline),
        None => (None, None, Vec::new()),
    };
    let category_names = data.category_names.filter(|names| !names.is_empty());
    let documents = documents(&data.entries);
    DeskCase {
        reference: data.reference,
        agency: data.agency,
        kind: data.filing.kind,
        category: data.filing.category,
        category_name: in_language(category_names.as_ref().unwrap_or(category), language),
        subject: data.filing.subject,
        body: data.filing.body,
        language: data.filing.language,
        status: data.status,
        outcome: data.outcome,
        received_at: UnixMillis(data.received_at).to_rfc3339(),
        due_at: UnixMillis(data.due_at).to_rfc3339(),
        overdue: status.is_some_and(|s| deadline::overdue(s, UnixMillis(data.due_at), now)),
        due_soon: data.due_soon,
        timeline: data.entries.into_iter().map(|e| entry(e, bodies, true)).collect(),
        documents,
        complainant: data.filing.complainant,
        representative: data.filing.representative,
        prior_steps: data.filing.prior_steps,
        before_court: data.filing.before_court,
        channel: data.filing.channel,
        page: data.filing.page,
        assigned_to: data.assigned_to,
        holder: data.holder,
        origin: data.origin,
        from,
        from_due_at: from_due_at.filter(|at| !at.is_empty()),
        history,
        deliveries: data.deliveries,
        linked: data.linked,
        wave: data.wave,
        erased_at: data.erased_at.map(|at| UnixMillis(at).to_rfc3339()),
    }
}

/// A register's refusal as a fault.
#[must_use]
pub fn fault(refused: &Refused) -> Fault {
    let errors = refused.errors.iter().map(|(field, code, limit)| {
        let found = FieldErrorCode::ALL.into_iter().find(|c| c.name() == code);
        let code = match (found, limit) {
            (Some(FieldErrorCode::TooLong { .. }), Some(limit)) => FieldErrorCode::TooLong { limit: *limit },
            (Some(FieldErrorCode::TooMany { .. }), Some(limit)) => FieldErrorCode::TooMany { limit: *limit },
            (Some(code), _) => code,
            (None, _) => FieldErrorCode::InvalidFormat,
        };
        FieldError::new(field.clone(), code)
    });
    Fault {
        code: ProblemCode::parse(&refused.code).unwrap_or(ProblemCode::Internal),
        reason: refused.reason.clone(),
        errors: errors.collect(),
        cause: None,
        retry_after_s: refused.retry_after_s,
    }
}
