//! `wasl peer`: the nodes, and the systems that are none, that cases are exchanged with.

use crate::agency::read;
use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json};
use crate::place;
use clap::Subcommand;
use std::path::PathBuf;
use wire::v1::admin::{ConventionBody, ConventionSet, PeerList, PutPeer};

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
    /// What is agreed with a peer: shown, set from a file, suspended, or put in force again.
    Convention {
        /// The peer's identifier here.
        peer: String,
        /// The convention as JSON; `-` is standard input. What stands now is shown without it.
        file: Option<PathBuf>,
        /// Nothing is exchanged until it is resumed; what is owed waits.
        #[arg(long, conflicts_with_all = ["file", "resume"])]
        suspend: bool,
        /// It is in force again; what has waited goes out.
        #[arg(long, conflicts_with = "file")]
        resume: bool,
    },
    /// Sets a peer's whole configuration.
    Put {
        /// The peer's identifier here.
        peer: String,
        /// The configuration as JSON; `-` is standard input.
        file: PathBuf,
    },
    /// Sets what a peer that is no node and this node prove themselves with; the rest of its configuration stays.
    Secret {
        /// The peer's identifier here.
        peer: String,
        /// A file with the secret, or with two of them and a space between while it is changed; `-` is standard input.
        file: PathBuf,
    },
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List => out.show(&node.get::<PeerList>("/v1/admin/peers")?, table),
        What::Get { peer } => json(&node.get::<PutPeer>(&format!("/v1/admin/peers/{peer}"))?),
        What::Convention { peer, file, suspend, resume } => {
            let path = format!("/v1/admin/peers/{peer}/convention");
            let body = match file {
                Some(file) => Some(read(&file)?),
                None if suspend || resume => {
                    let stands: ConventionSet = node.get(&path)?;
                    let body = ConventionBody { suspended: suspend, ..stands.body };
                    Some(serde_json::to_value(&body).map_err(|e| Fail::Usage(e.to_string()))?)
                }
                None => None,
            };
            match body {
                Some(body) => json(&node.send_json::<ConventionSet>("PUT", &path, &body)?),
                None => json(&node.get::<ConventionSet>(&path)?),
            }
        }
        What::Put { peer, file } => {
            let set: PutPeer = node.send_json("PUT", &format!("/v1/admin/peers/{peer}"), &read(&file)?)?;
            done(out, &peer, &set)
        }
        What::Secret { peer, file } => {
            let path = format!("/v1/admin/peers/{peer}");
            let secret = place::text(&file)?.trim().to_owned();
            let body = PutPeer { secret: Some(secret), ..node.get(&path)? };
            let set: PutPeer = node.send_json("PUT", &path, &body)?;
            done(out, &peer, &set)
        }
    }
}

fn done(out: &Out, peer: &str, set: &PutPeer) -> Result<(), Fail> {
    if out.json {
        return json(set);
    }
    out.say(format_args!("{peer}: {}", if set.active { "active" } else { "nothing is exchanged with it" }));
    Ok(())
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
