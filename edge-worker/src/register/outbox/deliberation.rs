//! What a delivery of a deliberation carries. In: a delivery, and who sends it. Out: what is told, the same at every attempt.
//! Never: a caseworker's name, a word of a case, or a reference that the other side does not have.

use super::event::plain;
use super::{Due, OPENED, Sender, link};
use crate::register::store::{self, deliberations};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::Vault;
use std::rc::Rc;
use wire::exchange::{Data, EventData};
use wire::v1::agencies::names;

/// The deliberation's reference at the receiver, when it happened, and what.
pub(super) fn told(
    sql: &impl Sql,
    vault: &Rc<Vault>,
    due: &Due,
    sender: &Sender<'_>,
) -> SqlResult<(Option<String>, i64, Data)> {
    let missing = |what: &str| SqlError(format!("delivery {}: no {what}", due.id));
    let record = deliberations::load(sql, vault, due.serial)?.ok_or_else(|| missing("deliberation"))?;
    let entry = store::entry(sql, record.timeline(), due.number)?.ok_or_else(|| missing("entry"))?;
    let body = entry.body;
    let mut event = EventData {
        number: entry.number,
        role: entry.role,
        text: body.text,
        outcome: body.outcome,
        by: names(&sender.agency.names),
        round: body.round.unwrap_or_default(),
        cases: body.cases,
        shared: body.shared,
        documents: plain(body.documents.into_iter()),
        ..EventData::default()
    };
    let mut subject = None;
    if due.kind == OPENED {
        event.agency = body.to.unwrap_or_else(|| sender.peer_agency.to_owned());
        event.subject = record.subject;
    } else {
        subject = Some(link(sql, due.serial, &due.peer)?.ok_or_else(|| missing("reference at the peer"))?);
    }
    Ok((subject, entry.at, Data { event: Some(event), ..Data::default() }))
}
