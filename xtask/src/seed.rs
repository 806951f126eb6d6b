//! Seeds: what the demo's nodes know before anybody has touched them, put in through the public HTTP API only.
//!
//! In: the nodes' addresses and operator tokens, the data under `xtask/seeds`. Out: staff tokens, and the access codes
//! of the cases.
//! Never: writes into a node's files, or does anything that a real operator, caseworker or citizen could not do.

mod cases;
mod configuration;

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::http::Http;
use crate::json::field;
use crate::place::Repo;

/// A node as its operator sees it.
#[derive(Clone, Debug)]
pub struct Operated {
    pub id: String,
    pub base_url: String,
    pub operator_token: String,
}

/// What seeding works on.
pub struct World<'a> {
    pub repo: &'a Repo,
    pub nodes: Vec<Operated>,
    pub demo_site: String,
    /// Asked between two calls: true ends the seeding.
    pub interrupted: &'a dyn Fn() -> bool,
}

impl World<'_> {
    /// Agencies and peers: data that may be put again at any time, and is, because addresses may have moved.
    pub fn configure(&self, http: &Http) -> Result<()> {
        configuration::put(self, http)
    }

    /// Staff tokens and cases, for nodes that are new. The answer is kept by the caller: access codes are shown once.
    pub fn populate(&self, http: &Http) -> Result<Value> {
        let tokens = configuration::make_tokens(self, http)?;
        let cases = cases::file(self, http, &tokens)?;
        Ok(serde_json::json!({ "tokens": tokens, "cases": cases }))
    }

    /// Fresh staff tokens: they are short-lived.
    pub fn tokens(&self, http: &Http) -> Result<Value> {
        configuration::make_tokens(self, http).map(Value::Array)
    }

    fn node(&self, id: &str) -> Result<&Operated> {
        self.nodes
            .iter()
            .find(|node| node.id == id)
            .with_context(|| format!("the seeds name a node `{id}` that is not running"))
    }

    /// A file of seeds, with the addresses filled in.
    fn seeds(&self, file: &str) -> Result<Value> {
        let path = self.repo.join("xtask/seeds").join(file);
        let mut text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for (name, value) in self.addresses()? {
            text = text.replace(&format!("{{{{{name}}}}}"), &value);
        }
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
    }

    /// What stands for an address in seeds and in the demo site's pages.
    pub fn addresses(&self) -> Result<Vec<(String, String)>> {
        let address = |node: &str| Ok::<_, anyhow::Error>(self.node(node)?.base_url.clone());
        Ok(vec![
            ("AGENCY_NODE".to_owned(), address("agencies")?),
            // A policy that names `http:` does not allow sockets of the same node.
            ("AGENCY_SOCKET".to_owned(), address("agencies")?.replacen("http", "ws", 1)),
            ("MEDIATOR_NODE".to_owned(), address("mediator")?),
            ("DEMO_SITE".to_owned(), self.demo_site.clone()),
        ])
    }

    fn go_on(&self) -> Result<()> {
        if (self.interrupted)() {
            bail!("interrupted while seeding: the next start begins with empty nodes");
        }
        Ok(())
    }
}

/// A text in the seeds, or a sentence that says which one is missing.
fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    field(value, name).as_str().with_context(|| format!("a seed has no `{name}`: {value}"))
}

/// A list in the seeds.
fn list<'a>(value: &'a Value, name: &str) -> Result<&'a Vec<Value>> {
    field(value, name).as_array().with_context(|| format!("the seeds have no list `{name}`"))
}
