//! `wasl peer`: the nodes, and the systems that are none, that cases are exchanged with.

use crate::agency::read;
use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json};
use clap::Subcommand;
use std::path::PathBuf;
use wire::v1::admin::{PeerList, PutPeer};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// All peers of the node.
    List,
    /// A peer's configuration as JSON: what `put` takes.
    Get {
        /// The peer's identifier here.
        peer: String,
    },
    /// Sets a peer's whole configuration.
    Put {
        /// The peer's identifier here.
        peer: String,
        /// The configuration as JSON; `-` is standard input.
        file: PathBuf,
    },
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List => out.show(&node.get::<PeerList>("/v1/admin/peers")?, table),
        What::Get { peer } => json(&node.get::<PutPeer>(&format!("/v1/admin/peers/{peer}"))?),
        What::Put { peer, file } => {
            let body = read(&file)?;
            let set: PutPeer = node.send_json("PUT", &format!("/v1/admin/peers/{peer}"), &body)?;
            if out.json {
                return json(&set);
            }
            out.say(format_args!("{peer}: {}", if set.active { "active" } else { "nothing is exchanged with it" }));
            Ok(())
        }
    }
}

fn table(list: &PeerList) -> Table {
    let mut table = Table::new(&["ID", "CONNECTOR", "NODE", "AGENCY", "ACTIVE", "PROOF", "URL"]);
    for (id, peer) in &list.peers {
        let active = if peer.active { "yes" } else { "no" };
        let proof = match peer.public_keys.len() {
            0 if peer.has_secret => "secret".to_owned(),
            keys => format!("{keys} keys"),
        };
        table.row(&[id, &peer.connector, &peer.node, &peer.agency, active, &proof, &peer.url]);
    }
    table
}
