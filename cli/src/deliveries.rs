//! `wasl deliveries`: what must reach peers, and what was given up.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json};
use clap::{Subcommand, ValueEnum};
use wire::v1::admin::{Discarded, PeerChoice, Retried};
use wire::v1::desk::DeliveryList;

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Deliveries, oldest first.
    List {
        /// Only those in this state.
        #[arg(long)]
        state: Option<State>,
        /// Only those to this peer.
        #[arg(long)]
        peer: Option<String>,
    },
    /// Tries a dead delivery again.
    Retry {
        /// The delivery's id.
        #[arg(required_unless_present = "peer", conflicts_with = "peer")]
        id: Option<String>,
        /// All that are dead to this peer.
        #[arg(long)]
        peer: Option<String>,
    },
    /// Ends a dead delivery that will never arrive, on the record; or all that a peer that has left is owed.
    Discard {
        /// The delivery's id.
        #[arg(required_unless_present = "peer", conflicts_with = "peer")]
        id: Option<String>,
        /// All that is owed to this peer, which was switched off, and all the cases that it holds.
        #[arg(long)]
        peer: Option<String>,
        /// Why.
        #[arg(long)]
        reason: Reason,
    },
    /// Hands the case of a dead delivery to another peer.
    Redirect {
        /// The delivery's id.
        id: String,
        /// The peer that shall have the case.
        #[arg(long)]
        peer: String,
    },
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum State {
    /// To be tried.
    Pending,
    /// On disk at the peer.
    Delivered,
    /// Given up until somebody retries it.
    Dead,
    /// Its case was handed to another peer.
    Redirected,
    /// Ended for good.
    Discarded,
}

/// Why a delivery is ended.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Reason {
    /// The peer has left for ever.
    Left,
    /// The matter was settled some other way.
    Settled,
    /// It should never have been sent.
    Mistake,
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List { state, peer } => {
            let state = state.and_then(|s| s.to_possible_value()).map(|s| format!("state={}", s.get_name()));
            let query: Vec<String> = state.into_iter().chain(peer.map(|p| format!("peer={p}"))).collect();
            let list: DeliveryList = node.get(&format!("/v1/admin/deliveries?{}", query.join("&")))?;
            out.show(&list, table)
        }
        What::Retry { id: None, peer } => {
            let peer = PeerChoice { peer: peer.unwrap_or_default() };
            let done: Retried = node.send_json("POST", "/v1/admin/deliveries/retry", &peer)?;
            if out.json {
                return json(&done);
            }
            out.say(format_args!("{} will be tried now", done.retried));
            Ok(())
        }
        What::Discard { id, peer, reason } => {
            let reason = reason.to_possible_value().map(|r| r.get_name().to_owned()).unwrap_or_default();
            let one = id.is_some();
            let what = id.map(|id| format!("deliveries/{id}"));
            let what = what.unwrap_or_else(|| format!("peers/{}", peer.unwrap_or_default()));
            let path = format!("/v1/admin/{what}/discard?reason={reason}");
            let mut done = Discarded { cases: 0 };
            loop {
                let part: Discarded = node.send_json("POST", &path, &())?;
                done.cases += part.cases;
                if one || part.cases == 0 {
                    break;
                }
            }
            if out.json {
                return json(&done);
            }
            out.say(format_args!("ended, of {} cases", done.cases));
            Ok(())
        }
        What::Redirect { id, peer } => {
            let path = format!("/v1/admin/deliveries/{id}/redirect");
            let body = serde_json::to_vec(&PeerChoice { peer: peer.clone() }).unwrap_or_default();
            node.send("POST", &path, Some(("application/json", body)))?;
            out.say(format_args!("{id}: {peer} gets the case"));
            Ok(())
        }
        What::Retry { id: Some(id), .. } => {
            node.done("POST", &format!("/v1/admin/deliveries/{id}/retry"))?;
            out.say(format_args!("{id}: will be tried now"));
            Ok(())
        }
    }
}

fn table(list: &DeliveryList) -> Table {
    let mut table = Table::new(&["ID", "CASE", "PEER", "STATE", "ATTEMPTS", "LAST", "NEXT", "TYPE"]);
    for delivery in &list.deliveries {
        let last = delivery.last_attempts.last().map(|a| match a.status {
            Some(status) => format!("{} {status}", a.outcome),
            None => a.outcome.clone(),
        });
        table.row(&[
            &delivery.id,
            &delivery.reference,
            &delivery.peer,
            &delivery.state,
            &delivery.attempts.to_string(),
            last.as_deref().unwrap_or("-"),
            delivery.next_attempt_at.as_deref().unwrap_or("-"),
            &delivery.kind,
        ]);
    }
    table
}
