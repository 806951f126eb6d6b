//! What an operator does first: agencies, peers with each other's keys, tokens for the staff.
//!
//! In: `xtask/seeds/configuration.json`. Out: nodes that know their agencies and one another; tokens.
//! Never: invents a key; each node's keys are read where it publishes them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{World, list, text};
use crate::http::{Call, Http};
use crate::json::{field, with, word};

/// The longest that a token lives. The demo makes fresh ones at each start.
const TOKEN_DAYS: u32 = 30;

pub fn put(world: &World<'_>, http: &Http) -> Result<()> {
    let seeds = world.seeds("configuration.json")?;
    // Peers first: an agency's routes and its mediator name them.
    for peer in list(&seeds, "peers")? {
        let keys = active_keys(world, http, text(peer, "keys_of")?)?;
        let body = with(field(peer, "body").clone(), "public_keys", keys);
        put_one(world, http, text(peer, "node")?, &format!("peers/{}", text(peer, "id")?), body)?;
    }
    for agency in list(&seeds, "agencies")? {
        put_one(
            world,
            http,
            text(agency, "node")?,
            &format!("agencies/{}", text(agency, "id")?),
            field(agency, "body").clone(),
        )?;
    }
    Ok(())
}

/// One token for each of the staff: what the API answered, with whose it is.
pub fn make_tokens(world: &World<'_>, http: &Http) -> Result<Vec<Value>> {
    let seeds = world.seeds("configuration.json")?;
    let mut tokens = Vec::new();
    for seed in list(&seeds, "tokens")? {
        world.go_on()?;
        let node = world.node(text(seed, "node")?)?;
        let role = seed.get("role").and_then(Value::as_str).unwrap_or("caseworker");
        let body = json!({
            "agency": field(seed, "agency"), "role": role, "name": field(seed, "name"), "expires_in_days": TOKEN_DAYS
        });
        let made = http.expect(&Call {
            method: "POST",
            url: format!("{}/v1/admin/tokens", node.base_url),
            token: Some(&node.operator_token),
            idempotency_key: None,
            body: Some(body),
        })?;
        tokens.push(json!({
            "node": node.id, "agency": field(seed, "agency"), "role": role, "name": field(seed, "name"), "token": text(&made, "token")?
        }));
    }
    Ok(tokens)
}

fn active_keys(world: &World<'_>, http: &Http, node: &str) -> Result<Value> {
    let node = world.node(node)?;
    let card = http.get(format!("{}/.well-known/wasl.json", node.base_url), None)?;
    let keys: Vec<Value> = list(&card, "keys")?
        .iter()
        .filter(|key| word(key, "status") == "active")
        .map(|key| field(key, "public_key").clone())
        .collect();
    (!keys.is_empty())
        .then_some(Value::Array(keys))
        .with_context(|| format!("the node `{}` publishes no active key", node.id))
}

fn put_one(world: &World<'_>, http: &Http, node: &str, what: &str, body: Value) -> Result<()> {
    world.go_on()?;
    let node = world.node(node)?;
    let call = Call {
        method: "PUT",
        url: format!("{}/v1/admin/{what}", node.base_url),
        token: Some(&node.operator_token),
        idempotency_key: None,
        body: Some(body),
    };
    http.expect(&call).map(|_| ())
}
