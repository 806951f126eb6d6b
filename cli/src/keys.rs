//! `wasl new-key`: registers and drawers begin new data keys.
//!
//! In: a store's name, or all of them. Out: that it is done. Never: a key.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::Out;
use clap::Args;
use wire::v1::backup::StoreList;

/// What is asked for.
#[derive(Debug, Args)]
pub struct What {
    /// The register, as HAB-26A, or the drawer, as HAB-2611k.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    store: Option<String>,
    /// Every register and every drawer of the node.
    #[arg(long)]
    all: bool,
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    let list: StoreList = node.get("/v1/admin/registers")?;
    let registers = list.registers.into_iter().map(|one| ("registers", one.name));
    let found: Vec<_> = registers.chain(list.drawers.into_iter().map(|name| ("drawers", name))).collect();
    let asked: Vec<_> = found.into_iter().filter(|(_, name)| what.store.as_ref().is_none_or(|s| s == name)).collect();
    if let (true, Some(store)) = (asked.is_empty(), &what.store) {
        return Err(Fail::Usage(format!("{store}: the node has no register and no drawer of this name")));
    }
    for (kind, name) in asked {
        node.done("POST", &format!("/v1/admin/{kind}/{name}/data-key"))?;
        out.say(format_args!("{name}: seals with a new data key"));
    }
    Ok(())
}
