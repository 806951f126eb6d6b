//! What the operator does: agencies, peers, tokens, deliveries.
//!
//! In: nothing. Out: operations. Never: what is in a case.

use super::KEY;
use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    [configuration(), tokens(), deliveries()].concat()
}

fn of(method: &'static str, path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(method, path, id, summary).proof(Proof::Operator)
}

fn configuration() -> Vec<Operation> {
    vec![
        of("GET", "/v1/admin/agencies", "listConfigurations", "Every agency's configuration")
            .query("cursor", "agency", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "AgencySetList", "One page, by identifier.")
            .problems(&[Code::InvalidQuery]),
        of("GET", "/v1/admin/agencies/{agency}", "readAgency", "An agency's configuration")
            .gives(200, "AgencySet", "As it was set.")
            .problems(&[Code::UnknownAgency]),
        of("PUT", "/v1/admin/agencies/{agency}", "putAgency", "Set an agency")
            .about("Effective with the answer. What `GET` gives can be sent back.")
            .takes("PutAgency")
            .gives(200, "AgencySet", "As it is set."),
        of("GET", "/v1/admin/peers", "listPeers", "Every peer")
            .query("cursor", "agency", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "PeerList", "One page, by identifier.")
            .problems(&[Code::InvalidQuery]),
        of("GET", "/v1/admin/peers/{peer}", "readPeer", "A peer's configuration")
            .gives(200, "PutPeer", "As it was set.")
            .problems(&[Code::NotFound]),
        of("PUT", "/v1/admin/peers/{peer}", "putPeer", "Set a peer")
            .about("Its address must be `https` and a public name, unless the node was set up for private peers.")
            .takes("PutPeer")
            .gives(200, "PutPeer", "As it is set."),
        of("GET", "/v1/admin/peers/{peer}/exchanged", "listExchanged", "What went over with a peer")
            .about("Without a word of a case. What went out carries the peer's signed answer, as the proof.")
            .query("cursor", "deliveries-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "ExchangedList", "One page, register by register, oldest first.")
            .problems(&[Code::NotFound, Code::InvalidQuery]),
        of("GET", "/v1/admin/peers/{peer}/convention", "readConvention", "What is agreed with a peer")
            .about("Of a peer without a convention everything goes over.")
            .gives(200, "ConventionSet", "As it stands.")
            .problems(&[Code::NotFound]),
        of("PUT", "/v1/admin/peers/{peer}/convention", "putConvention", "Set what is agreed with a peer")
            .about("Counts from the answer on. While it is suspended nothing goes over, either way, and what is owed waits.")
            .takes("ConventionBody")
            .gives(200, "ConventionSet", "As it stands.")
            .problems(&[Code::NotFound]),
    ]
}

fn tokens() -> Vec<Operation> {
    vec![
        of("GET", "/v1/admin/tokens", "listTokens", "Staff tokens, without their secrets")
            .query("agency", "agency", "Only this agency's.")
            .query("ended", "truth", "Also those that open nothing any more.")
            .query("cursor", "number", "The `cursor` of the page before.")
            .gives(200, "TokenList", "One page of two hundred, newest first.")
            .problems(&[Code::InvalidQuery]),
        of("POST", "/v1/admin/tokens/{token}/renew", "renewToken", "Renew a token")
            .header("Idempotency-Key", false, "key", KEY)
            .about("Another secret with another id; the old one ends after two minutes. Never later than thirty days after \
                    the first was issued.")
            .gives(201, "TokenMade", "The new one, shown in this answer and nowhere else.")
            .problems(&[Code::NotFound, Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused]),
        of("POST", "/v1/admin/tokens", "makeToken", "Make a token for somebody of the staff")
            .about("The token is shown in this answer and nowhere else. An operator's is made with the node's own alone.")
            .header("Idempotency-Key", false, "key", KEY)
            .takes("PostToken")
            .gives(201, "TokenMade", "Made.")
            .problems(&[Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused]),
        of("DELETE", "/v1/admin/tokens/{token}", "dropToken", "Take a token away")
            .answer(204, "It opens nothing any more.", Content::Empty)
            .problems(&[Code::NotFound]),
    ]
}

fn deliveries() -> Vec<Operation> {
    vec![
        of("GET", "/v1/admin/deliveries", "listAllDeliveries", "What every register owes to peers")
            .query("state", "state", "Only these.")
            .query("peer", "words", "Only to this peer.")
            .query("cursor", "deliveries-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "DeliveryList", "One page, oldest first.")
            .problems(&[Code::InvalidQuery]),
        of("POST", "/v1/admin/deliveries/retry", "retryDeliveriesOfPeer", "Try every dead delivery to a peer again")
            .takes("PeerChoice")
            .gives(200, "Retried", "They are due again. Asked again, it puts back what has died since."),
        of("POST", "/v1/admin/deliveries/{delivery}/redirect", "redirectDelivery", "Hand a case to another peer")
            .about("Only for a dead delivery, of a case that its peer should hold. What was owed to that peer is not sent.")
            .takes("PeerChoice")
            .answer(202, "The other peer gets the case, with all that has happened so far.", Content::Empty)
            .problems(&[Code::NotFound, Code::ActionNotPossible, Code::Forbidden]),
        of("POST", "/v1/admin/deliveries/{delivery}/discard", "discardDelivery", "End a delivery that will never arrive")
            .about("Only a dead one; who ended it, when and why stays on record.")
            .needed("reason", "discard-reason", "Why.")
            .gives(200, "Discarded", "It is owed no more.")
            .problems(&[Code::NotFound, Code::InvalidQuery]),
        of("POST", "/v1/admin/peers/{peer}/discard", "discardDeliveriesOfPeer", "End all that a peer that has left is owed")
            .about("Only for a peer that was switched off. The cases that it holds are with their agencies again.")
            .needed("reason", "discard-reason", "Why.")
            .gives(200, "Discarded", "A part of it is ended. Asked again until `cases` is 0, all of it is.")
            .problems(&[Code::NotFound, Code::InvalidQuery, Code::ActionNotPossible]),
        of("POST", "/v1/admin/deliveries/{delivery}/retry", "retryAnyDelivery", "Try a dead delivery again")
            .answer(202, "It is due again.", Content::Empty)
            .problems(&[Code::NotFound]),
    ]
}
