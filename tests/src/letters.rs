//! A case's whole way by e-mail: node, relay and post office, and replies as people write them.
//!
//! In: what a test wants to be different. Out: what has arrived, once it has. Never: what either end should make of it.

use crate::clock::until;
use crate::desk::Citizen;
use crate::fixtures::{agency, routed};
use crate::mail::{Mail, OFFICE, PostOffice, RELAY};
use crate::outsider::Outsider;
use crate::relay::Relay;
use crate::stack::Alone;
use std::time::Duration;
use wire::v1::case::CaseView;

/// Within this time something has gone over, on a machine that does much else.
pub const SOON: Duration = Duration::from_secs(90);

/// All that a case goes through.
#[derive(Debug)]
pub struct Way {
    // In this order they are ended: the node waits for the relay.
    pub node: Alone,
    pub relay: Relay,
    pub office: PostOffice,
    pub city: Outsider,
}

impl Way {
    /// A node whose complaints of one category go by mail; `change` has a say in the relay's configuration.
    #[must_use]
    pub fn open(change: impl FnOnce(String) -> String) -> Self {
        let (node, office, city) = (Alone::start(), PostOffice::open(), Outsider::named("mediator"));
        let mut relay = Relay::of(&node, &office, &city);
        relay.config = change(std::mem::take(&mut relay.config));
        relay.run();
        node.put_agency("mhab", &agency("HAB"));
        node.put_peer("mediator", &city.peer(&relay.url(), &[("path", "/mediator"), ("complainant", "contact")]));
        Self { node, relay, office, city }
    }

    /// Somebody who has filed what goes by mail.
    #[must_use]
    pub fn citizen(&self, subject: &str) -> Citizen {
        Citizen::files(&self.node, "mhab", &routed(subject))
    }

    /// What lies in the body's mailbox, once there are so many.
    #[must_use]
    pub fn arrived(&self, count: usize) -> Vec<Mail> {
        until("the body's e-mails", SOON, || Some(self.office.mails(OFFICE)).filter(|mails| mails.len() >= count))
    }

    /// What lies in the relay's mailbox, once it has dealt with all of it.
    #[must_use]
    pub fn dealt(&self, count: usize) -> Vec<Mail> {
        let is_dealt = |mail: &Mail| mail.has_flag("WaslDone") || mail.has_flag("WaslAside");
        let all = || Some(self.office.mails(RELAY)).filter(|mails| mails.len() >= count && mails.iter().all(is_dealt));
        until("an empty desk at the relay", SOON, all)
    }

    /// The case, once it has this status.
    #[must_use]
    pub fn until(&self, citizen: &Citizen, status: &str) -> CaseView {
        until(status, SOON, || Some(citizen.opens()).filter(|case| case.status == status))
    }
}

/// A reply as a mail program writes it: above the quotation.
#[must_use]
pub fn reply(to: &Mail, id: &str, text: &str) -> String {
    let quoted: String = to.text.lines().map(|line| format!("> {line}\n")).collect();
    written(
        to,
        id,
        &format!("{text}\n\nLe lun. 23 nov. 2026, Wasl <{}> a écrit :\n\n{quoted}", address(to.head("reply-to"))),
        "",
    )
}

/// A reply with this text and no more, and more in its head.
#[must_use]
pub fn written(to: &Mail, id: &str, text: &str, more: &str) -> String {
    let references = format!("{} {}", to.head("references"), to.head("message-id"));
    format!(
        "From: Bureau des eaux <{OFFICE}>\nTo: {}\nSubject: {}\nMessage-ID: <{id}@eaux.test>\nIn-Reply-To: {}\nReferences: {}\n\
         {more}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n",
        to.head("reply-to"),
        to.head("subject").replace(|c: char| !c.is_ascii(), "?"),
        to.head("message-id"),
        references.trim(),
    )
    .replace('\n', "\r\n")
}

/// The address alone.
#[must_use]
pub fn address(field: &str) -> &str {
    field.rsplit_once('<').map_or(field, |(_, rest)| rest.trim_end_matches('>'))
}
