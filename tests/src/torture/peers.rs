//! The exchange after it has become quiet: what one side owed, the other has, once each.
//!
//! In: both nodes' books. Out: what is wrong. Never: a look while something is under way.

use super::disk::Book;
use super::tally::Tally;
use std::collections::BTreeSet;
use wire::exchange::SOURCE_PREFIX;

/// Compares what one node has delivered with what the other has taken from it.
pub fn agree(from: &str, sender: &[Book], receiver: &[Book], tally: &mut Tally) {
    let source = format!("{SOURCE_PREFIX}{from}");
    let sent: Vec<_> = sender.iter().flat_map(|book| &book.deliveries).collect();
    for owed in sent.iter().filter(|owed| owed.state != "delivered") {
        tally.wrong([format!("{} to {} is {} although all is quiet", owed.id, owed.peer, owed.state)]);
    }
    let sent: BTreeSet<&str> = sent.iter().map(|owed| owed.id.as_str()).collect();
    let inbox = receiver.iter().flat_map(|book| &book.inbox).filter(|(from, _)| *from == source);
    let mut taken = BTreeSet::new();
    for (_, id) in inbox {
        if !taken.insert(id.as_str()) {
            tally.twice(format!("{id} of {from} was taken twice"));
        }
    }
    for id in sent.difference(&taken) {
        tally.lost(format!("{id} of {from} was acknowledged by the peer, which does not have it"));
    }
    for id in taken.difference(&sent) {
        tally.wrong([format!("{id} of {from} was taken and never owed")]);
    }
    tally.delivered += sent.intersection(&taken).count() as u64;
}

/// Each case that was handed over is one case at the peer.
pub fn cases_arrived_once(handed_over: usize, receiver: &[Book], tally: &mut Tally) {
    let origins: Vec<&String> = receiver.iter().flat_map(|book| &book.origins).collect();
    let distinct: BTreeSet<&String> = origins.iter().copied().collect();
    if origins.len() != distinct.len() {
        tally.twice(format!("{} cases at the peer come from {}", origins.len(), distinct.len()));
    }
    if distinct.len() != handed_over {
        tally.lost(format!("{handed_over} cases were handed over, the peer has {}", distinct.len()));
    }
}
