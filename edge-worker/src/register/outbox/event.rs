//! What a delivery carries: made from the case as it is written down, when it is sent.
//!
//! In: a delivery, and who sends it. Out: the exchange event: the same at every attempt, but for what bodies are called.
//! Never: a caseworker's name, or what is internal.

use super::deliberation::told;
use super::{Due, FILED, event_id, link};
use crate::register::service::{filing, origin_data};
use crate::register::store::{self, Record};
use crate::register::{Entry, entry};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::Vault;
use domain::agency::{Agency, name_in};
use domain::case::path::place;
use domain::deliberation::DELIBERATION;
use domain::document::arrival::NAMED_MAX;
use domain::time::UnixMillis;
use std::rc::Rc;
use wire::exchange::{CloudEvent, Data, EventData, FiledData, SOURCE_PREFIX, event_type};
use wire::v1::agencies::{Names, names, to_names};
use wire::v1::case::{ActorView, DocumentView, TimelineEntry};
use wire::v1::filing::PersonBody;

/// What an event is made from, besides the delivery.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    pub node: &'a str,
    pub register: &'a str,
    pub agency: &'a Agency,
    /// The agency at the peer that takes filings.
    pub peer_agency: &'a str,
    /// The case's reference here.
    pub reference: &'a str,
    /// Whether how to reach who filed stays here.
    pub withholds: bool,
    /// What people call a peer.
    pub names: &'a dyn Fn(&str) -> Names,
}

/// The exchange event of a delivery. The same delivery gives the same event at every attempt.
pub fn cloud_event(sql: &impl Sql, vault: &Rc<Vault>, due: &Due, sender: &Sender<'_>) -> SqlResult<CloudEvent> {
    let missing = |what: &str| SqlError(format!("delivery {}: no {what}", due.id));
    if due.kind.starts_with(DELIBERATION) {
        return Ok(envelope(due, sender, told(sql, vault, due, sender)?));
    }
    let record = store::load_case(sql, vault, due.serial)?.ok_or_else(|| missing("case"))?;
    let told = store::entry(sql, record.timeline(), due.number)?.ok_or_else(|| missing("entry"))?;
    let (subject, filed, event) = if due.kind == FILED {
        (None, Some(filed_data(sql, &record, &told, sender)?), None)
    } else {
        let subject = link(sql, due.serial, &due.peer)?.or_else(|| {
            let from_peer = record.case.origin.as_ref().is_some_and(|o| o.as_str() == due.peer);
            record.origin_reference.clone().filter(|_| from_peer)
        });
        (
            Some(subject.ok_or_else(|| missing("reference at the peer"))?),
            None,
            Some(event_data(sql, due, &record, &told, sender)?),
        )
    };
    Ok(envelope(due, sender, (subject, told.at, Data { filed, event, ..Data::default() })))
}

/// What goes around what is told: the receiver's reference, when it happened, and what.
fn envelope(due: &Due, sender: &Sender<'_>, (subject, at, data): (Option<String>, i64, Data)) -> CloudEvent {
    CloudEvent {
        specversion: "1.0".into(),
        id: event_id(sender.register, due.id),
        source: format!("{SOURCE_PREFIX}{}", sender.node),
        kind: event_type(&due.kind),
        subject,
        time: UnixMillis(at).to_rfc3339(),
        datacontenttype: "application/json".into(),
        data: Data { reference: sender.reference.to_owned(), ..data },
    }
}

fn event_data(sql: &impl Sql, due: &Due, record: &Record, told: &Entry, sender: &Sender<'_>) -> SqlResult<EventData> {
    let in_reply_to = match told.body.in_reply_to {
        Some(number) => store::source_of_number(sql, due.serial, &due.peer, number)?,
        None => None,
    };
    let body = &told.body;
    // What a rule of this node writes is its caseworkers' word elsewhere.
    let role = if told.role == "system" { "caseworker" } else { &told.role };
    let relayed = told.peer.as_deref().filter(|_| role == "caseworker");
    let redirected = due.kind == "redirected";
    Ok(EventData {
        number: told.number,
        role: role.to_owned(),
        to: named(body.to.as_deref().filter(|_| redirected), &body.to_names, sender),
        by: named(relayed, &body.by_names, sender),
        text: told.body.text.clone(),
        in_reply_to,
        outcome: told.body.outcome.clone(),
        rating: told.body.rating,
        outside: body.outside.unwrap_or(redirected && body.to.is_none() && record.case.holder.is_none()),
        documents: plain(told.body.documents.iter().cloned()),
        ..EventData::default()
    })
}

/// What a body is called: as whoever told of it calls it, else as this node does.
fn named(peer: Option<&str>, told: &Names, sender: &Sender<'_>) -> Names {
    if told.is_empty() { peer.map(sender.names).unwrap_or_default() } else { told.clone() }
}

/// Documents as a peer is told of them.
pub(super) fn plain(documents: impl Iterator<Item = DocumentView>) -> Vec<DocumentView> {
    documents.take(NAMED_MAX).collect()
}

fn filed_data(sql: &impl Sql, record: &Record, told: &Entry, sender: &Sender<'_>) -> SqlResult<FiledData> {
    let mut filing = filing(record)?;
    // What the complainant declared when escalating belongs to the file (see docs on the Mediator's needs).
    if told.kind == "escalated" {
        filing.prior_steps.clone_from(&told.body.text);
        filing.before_court = Some(false);
    }
    if sender.withholds {
        withhold(&mut filing.complainant);
        filing.representative.iter_mut().for_each(withhold);
    }
    let (from, mut path) = origin_data(record)?.map(|origin| (origin.from, origin.path)).unzip();
    path.get_or_insert_default().push(place(sender.node, sender.agency.id.as_str()));
    let category = sender.agency.categories.iter().find(|c| c.id.as_str() == filing.category);
    let entries = store::entries(sql, record.timeline())?;
    let so_far: Vec<&Entry> = entries.iter().filter(|e| e.number <= told.number && entry::is_public(e)).collect();
    // The story begins where the case was filed; that it was put on this register too is no part of it.
    let own = so_far.iter().skip(usize::from(from.is_some())).map(|e| timeline_entry(e, sender));
    let timeline = from.iter().flat_map(|f| f.timeline.iter().cloned()).chain(own).collect();
    Ok(FiledData {
        agency: sender.peer_agency.to_owned(),
        reason: told.kind.clone(),
        from: from.as_ref().map_or_else(|| names(&sender.agency.names), |f| names(&to_names(&f.names))),
        category: category.map(|c| names(&c.names)).unwrap_or_default(),
        received_at: from.map_or_else(|| record.case.received_at.to_rfc3339(), |f| f.received_at),
        due_at: record.case.due_at.to_rfc3339(),
        urgent: told.body.urgent,
        path: path.unwrap_or_default(),
        filing,
        timeline,
        documents: plain(so_far.iter().flat_map(|e| e.body.documents.iter().cloned())),
    })
}

/// Leaves out of a person how they are reached, and the number of their identity card.
fn withhold(person: &mut PersonBody) {
    for field in [&mut person.email, &mut person.phone, &mut person.address, &mut person.national_id] {
        *field = None;
    }
}

/// An entry as a peer sees it: for which body somebody spoke, but no caseworker's name.
fn timeline_entry(entry: &Entry, sender: &Sender<'_>) -> TimelineEntry {
    let language = sender.agency.languages.first().copied().unwrap_or_default();
    let in_words = |names: &Names| Some(name_in(&to_names(names), language).to_owned()).filter(|name| !name.is_empty());
    let of_complainant = entry.role == "complainant";
    let by = match &entry.peer {
        _ if of_complainant => None,
        None => Some(name_in(&sender.agency.names, language).to_owned()),
        Some(peer) => in_words(&named(Some(peer), &entry.body.by_names, sender)),
    };
    TimelineEntry {
        id: entry.number.to_string(),
        at: UnixMillis(entry.at).to_rfc3339(),
        kind: entry.kind.clone(),
        actor: ActorView { role: entry.role.clone(), body: by, name: None },
        status: entry.status.clone(),
        text: entry.body.text.clone(),
        in_reply_to: entry.body.in_reply_to.map(|n| n.to_string()),
        open: entry.open,
        outcome: entry.body.outcome.clone(),
        rating: entry.body.rating,
        to: in_words(&named(entry.body.to.as_deref(), &entry.body.to_names, sender)),
        about: entry.body.about.clone(),
        peer_reference: None,
        confidence: None,
        documents: entry.body.documents.clone(),
    }
}
