//! `wasl new-key`: registers begin new data keys.
//!
//! In: a register's name, or all of them. Out: that it is done. Never: a key.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::Out;
use clap::Args;
use wire::v1::backup::StoreList;

/// What is asked for.
#[derive(Debug, Args)]
pub struct What {
    /// The register, as HAB-26A.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    register: Option<String>,
    /// Every register of the node.
    #[arg(long)]
    all: bool,
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    let registers = match &what.register {
        Some(register) => vec![register.clone()],
        None => node.get::<StoreList>("/v1/admin/registers")?.registers.into_iter().map(|one| one.name).collect(),
    };
    for register in registers {
        node.done("POST", &format!("/v1/admin/registers/{register}/data-key"))?;
        out.say(format_args!("{register}: seals with a new data key"));
    }
    Ok(())
}
