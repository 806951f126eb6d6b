//! A dozen fictional cases, brought into different states by those who would do it: the complainant, the agency's
//! caseworker, the Mediator's.
//!
//! In: `xtask/seeds/cases.json`, the staff tokens. Out: each case's reference and access code.
//! Never: waits without a limit for something to cross the exchange.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{World, list, text};
use crate::clock::Stopwatch;
use crate::http::{Call, Http};
use crate::json::{field, with, word};

/// How long something may take from one node to the other; usually well below a second.
const EXCHANGE_LIMIT: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// A case that has been filed.
struct Filed<'a> {
    node: &'a str,
    agency: &'a str,
    reference: String,
    access_code: String,
}

/// The seeding of cases, with what every step needs.
struct Seeding<'a> {
    world: &'a World<'a>,
    http: &'a Http,
    tokens: &'a [Value],
}

pub fn file(world: &World<'_>, http: &Http, tokens: &[Value]) -> Result<Vec<Value>> {
    let seeds = world.seeds("cases.json")?;
    let seeding = Seeding { world, http, tokens };
    let mut filed = Vec::new();
    for seed in list(&seeds, "cases")? {
        filed.push((seed, seeding.file_one(seed)?));
    }
    let mut done = Vec::new();
    for (seed, case) in &filed {
        let id = text(seed, "id")?;
        for step in list(seed, "steps")? {
            world.go_on()?;
            seeding.take(case, step).with_context(|| format!("the seed `{id}` could not go on with {step}"))?;
        }
        done.push(json!({
            "id": id, "agency": case.agency, "reference": case.reference, "access_code": case.access_code
        }));
    }
    Ok(done)
}

impl Seeding<'_> {
    fn file_one<'s>(&self, seed: &'s Value) -> Result<Filed<'s>> {
        self.world.go_on()?;
        let (agency, node) = (text(seed, "agency")?, field(seed, "node").as_str().unwrap_or("agencies"));
        let receipt = self.http.expect(&Call {
            method: "POST",
            url: format!("{}/v1/agencies/{agency}/cases", self.base_url(node)?),
            token: None,
            idempotency_key: Some(format!("demo-seed-{}", text(seed, "id")?)),
            body: Some(field(seed, "filing").clone()),
        })?;
        let part = |name: &str| text(&receipt, name).map(str::to_owned);
        Ok(Filed { node, agency, reference: part("reference")?, access_code: part("access_code")? })
    }

    fn take(&self, case: &Filed<'_>, step: &Value) -> Result<()> {
        match text(step, "by")? {
            "desk" => self.desk("agencies", case.agency, &case.reference, step),
            "mediator" => {
                let reference = self.reference_at_mediator(case)?;
                self.desk("mediator", "mediator", &reference, step)
            }
            "complainant" => self.complainant(case, step),
            "nobody" => self.wait_for(case, text(step, "wait_for")?).map(|_| ()),
            other => bail!("a seed has a step by `{other}`"),
        }
    }

    fn desk(&self, node: &str, agency: &str, reference: &str, step: &Value) -> Result<()> {
        let url = format!("{}/v1/desk/cases/{reference}/actions", self.base_url(node)?);
        self.post(url, self.token(agency)?, field(step, "action").clone())
    }

    fn complainant(&self, case: &Filed<'_>, step: &Value) -> Result<()> {
        let case_url = self.case_url(case)?;
        if field(step, "message").is_null() {
            return self.post(format!("{case_url}/actions"), &case.access_code, field(step, "action").clone());
        }
        let mut message = field(step, "message").clone();
        if *field(step, "answers_question") == true {
            let question = self.wait_for(case, "question")?;
            message = with(message, "in_reply_to", field(&question, "id").clone());
        }
        self.post(format!("{case_url}/messages"), &case.access_code, message)
    }

    /// The last entry of a kind in the complainant's timeline, as soon as there is one.
    fn wait_for(&self, case: &Filed<'_>, kind: &str) -> Result<Value> {
        let url = self.case_url(case)?;
        self.until(&format!("an entry `{kind}` in the timeline of {}", case.reference), || {
            let view = self.http.get(url.clone(), Some(&case.access_code))?;
            Ok(list(&view, "timeline")?.iter().rfind(|entry| word(entry, "type") == kind).cloned())
        })
    }

    /// The Mediator's own reference of a case that came from the agencies' node.
    fn reference_at_mediator(&self, case: &Filed<'_>) -> Result<String> {
        let url = format!("{}/v1/desk/cases?limit=100", self.base_url("mediator")?);
        let token = self.token("mediator")?;
        self.until(&format!("{} at the Mediator", case.reference), || {
            let page = self.http.get(url.clone(), Some(token))?;
            let row =
                list(&page, "cases")?.iter().find(|row| word(field(row, "origin"), "reference") == case.reference);
            row.map(|row| text(row, "reference").map(str::to_owned)).transpose()
        })
    }

    fn until<T>(&self, what: &str, look: impl Fn() -> Result<Option<T>>) -> Result<T> {
        let watch = Stopwatch::start();
        loop {
            if let Some(found) = look()? {
                return Ok(found);
            }
            self.world.go_on()?;
            if watch.is_past(EXCHANGE_LIMIT) {
                bail!("{what} did not appear within {} s", EXCHANGE_LIMIT.as_secs());
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    fn post(&self, url: String, token: &str, body: Value) -> Result<()> {
        let call = Call { method: "POST", url, token: Some(token), idempotency_key: None, body: Some(body) };
        self.http.expect(&call).map(|_| ())
    }

    fn case_url(&self, case: &Filed<'_>) -> Result<String> {
        Ok(format!("{}/v1/cases/{}", self.base_url(case.node)?, case.reference))
    }

    fn base_url(&self, node: &str) -> Result<&str> {
        Ok(&self.world.node(node)?.base_url)
    }

    fn token(&self, agency: &str) -> Result<&str> {
        let found = self.tokens.iter().find(|token| word(token, "agency") == agency);
        text(found.with_context(|| format!("the seeds make no token for `{agency}`"))?, "token")
    }
}
