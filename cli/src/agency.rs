//! `wasl agency`: an agency's configuration out of the node, and back into it.
//!
//! In: an identifier, a file. Out: what the node keeps; what `get` prints, `put` takes.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json};
use crate::place;
use clap::Subcommand;
use serde_json::Value;
use std::path::PathBuf;
use wire::v1::admin::{AgencyList, AgencySet};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// All agencies of the node.
    List,
    /// An agency's configuration as JSON: what `put` takes.
    Get {
        /// The agency's identifier.
        agency: String,
    },
    /// Sets an agency's whole configuration; what the file leaves out gets its default.
    Put {
        /// The agency's identifier.
        agency: String,
        /// The configuration as JSON; `-` is standard input.
        file: PathBuf,
    },
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List => out.show(&node.get::<AgencyList>("/v1/admin/agencies")?, table),
        What::Get { agency } => json(&node.get::<Value>(&format!("/v1/admin/agencies/{agency}"))?),
        What::Put { agency, file } => {
            let body = read(&file)?;
            let set: AgencySet = node.send_json("PUT", &format!("/v1/admin/agencies/{agency}"), &body)?;
            if out.json {
                return json(&set);
            }
            out.say(format_args!("{agency}: version {}", set.version));
            Ok(())
        }
    }
}

/// A file with JSON in it.
pub fn read(file: &std::path::Path) -> Result<Value, Fail> {
    serde_json::from_str(&place::text(file)?).map_err(|e| Fail::Usage(format!("{}: {e}", file.display())))
}

fn table(list: &AgencyList) -> Table {
    let mut table = Table::new(&["ID", "CODE", "VOLUME", "VERSION", "WIDGET", "NAME"]);
    for agency in &list.agencies {
        let name = agency.body.names.get("fr").or_else(|| agency.body.names.values().next());
        table.row(&[
            &agency.id,
            &agency.body.code,
            &agency.body.volume,
            &agency.version.to_string(),
            &agency.body.widget,
            name.map(String::as_str).unwrap_or_default(),
        ]);
    }
    table
}
