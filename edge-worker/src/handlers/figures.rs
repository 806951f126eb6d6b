//! `GET /metrics`: the node's figures for Prometheus, for whoever holds the token for them.
//!
//! In: a scrape. Out: text exposition 0.0.4: what this isolate counted, and what the registers say of themselves, asked
//! side by side and kept for some seconds, so that nobody can make the registers count all day. Without a configured
//! token there is no such path. Never: a case, a name, a reference.

use crate::call::Call;
use crate::clock;
use crate::config::Config;
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::metrics::{self, Kind, Writer};
use crate::register::figures::Figures;
use crate::register::{self, chain::hex, client};
use crate::reply;
use domain::reference::RegisterName;
use futures_util::future::join_all;
use std::cell::RefCell;
use std::collections::BTreeMap;
use subtle::ConstantTimeEq as _;
use wire::problem::ProblemCode;
use worker::Response;

/// The format's media type.
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
/// How long the registers' figures are kept, in milliseconds: less than the usual pause between two scrapes.
const KEPT_MS: i64 = 10_000;
/// Most registers that are asked, newest first. Cloudflare allows 1,000 calls to objects a request; and each register
/// that is asked is woken. What is left out is said in `wasl_registers_left_out`.
const ASKED_MAX: usize = 400;
/// Registers asked side by side.
const ABREAST: usize = 20;

thread_local! {
    static KEPT: RefCell<Option<(i64, String)>> = const { RefCell::new(None) };
    static ISOLATE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Answers a scrape.
///
/// # Errors
/// No token is configured, it is not the one that came, or the directory cannot be reached.
pub async fn show(call: &Call) -> Result<Response, Fault> {
    let Some(token) = &call.config.metrics_token else {
        return Err(Fault::refused(ProblemCode::NotFound));
    };
    let brought = call.bearer().unwrap_or_default();
    if !bool::from(brought.as_bytes().ct_eq(token.as_bytes())) {
        return Err(Fault::refused(ProblemCode::Unauthorized));
    }
    let mut text = registers(&call.config).await?;
    let mut writer = Writer::default();
    metrics::write(&mut writer, &isolate());
    text.push_str(&writer.end());
    reply::with_type(200, MEDIA_TYPE, text.into_bytes())
}

/// The name of this isolate, drawn when it is first asked for.
fn isolate() -> String {
    ISOLATE.with_borrow_mut(|name| {
        if name.is_empty() {
            *name = clock::random::<4>().map(|bytes| hex(&bytes)).unwrap_or_default();
        }
        name.clone()
    })
}

/// What the registers say, as text.
async fn registers(config: &Config) -> Result<String, Fault> {
    let now = clock::now().0;
    let kept = KEPT.with_borrow(|kept| kept.clone().filter(|(at, _)| (0..KEPT_MS).contains(&(now - at))));
    if let Some((_, text)) = kept {
        return Ok(text);
    }
    let Reply::AllRegisters(mut names) = directory::ask(config, &Command::AllRegisters).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    // By year, then by name: a closed year has less to tell.
    names.sort_by(|(a, _), (b, _)| year_of(b).cmp(year_of(a)).then_with(|| a.cmp(b)));
    let left_out = names.len().saturating_sub(ASKED_MAX);
    names.truncate(ASKED_MAX);
    let mut found = Vec::with_capacity(names.len());
    let mut silent = 0;
    for some in names.chunks(ABREAST) {
        for (name, agency, figures) in join_all(some.iter().map(|(name, agency)| ask(config, name, agency, now))).await
        {
            match figures {
                Some(figures) => found.push((name, agency, figures)),
                None => silent += 1,
            }
        }
    }
    let text = written(&found, left_out, silent, now);
    KEPT.with_borrow_mut(|kept| *kept = Some((now, text.clone())));
    Ok(text)
}

fn year_of(register: &str) -> &str {
    register.split_once('-').map_or("", |(_, year)| year)
}

async fn ask<'a>(
    config: &Config,
    name: &'a str,
    agency: &'a str,
    now: i64,
) -> (&'a str, &'a str, Option<Box<Figures>>) {
    let Some(register) = RegisterName::parse(name) else { return (name, agency, None) };
    // A register that cannot be reached is a figure too.
    let figures = match client::ask(config, &register, &register::Command::Figures { now }).await {
        Ok(register::Reply::Figures(figures)) => Some(figures),
        Ok(register::Reply::NeedsAgency) => Some(Box::default()),
        _ => None,
    };
    (name, agency, figures)
}

/// One agency's sums, as [`SUMS`] names them.
type Sums = [i64; 5];

const SUMS: [(&str, &str); 5] = [
    ("wasl_cases_overdue", "Cases whose deadline has passed without an answer."),
    ("wasl_cases_due_soon", "Cases whose deadline is near."),
    ("wasl_deliveries_delivered", "Deliveries that are on disk at their peers."),
    ("wasl_register_size_bytes", "What the registers' stores weigh."),
    ("wasl_waves", "Waves that had a case within the agency's hours."),
];

type Told<'a> = (&'a str, &'a str, Box<Figures>);

/// Sums by agency or by peer: a series for each register would be thousands.
fn written(told: &[Told<'_>], left_out: usize, silent: u64, now: i64) -> String {
    let mut writer = Writer::default();
    let mut cases: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut owed: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut open: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
    for (_, agency, figures) in told {
        for (status, count) in &figures.statuses {
            *cases.entry((agency, status)).or_default() += count;
        }
        let own: Sums = [figures.overdue, figures.due_soon, figures.delivered, figures.size_bytes, figures.waves];
        for (sum, more) in owed.entry(agency).or_default().iter_mut().zip(own) {
            *sum += more;
        }
        for (peer, state, count, oldest) in &figures.open {
            let sum = open.entry((peer, state)).or_insert((0, i64::MAX));
            *sum = (sum.0 + count, sum.1.min(*oldest));
        }
    }
    let number = |value: i64| u64::try_from(value).unwrap_or(0);
    let by = |pairs: &[(&str, &str)]| metrics::labels(pairs);
    for ((agency, status), count) in &cases {
        writer.family("wasl_cases", Kind::Gauge, "Cases on the registers, by agency and status.");
        writer.sample("wasl_cases", &by(&[("agency", agency), ("status", status)]), number(*count));
    }
    for (place, (name, help)) in SUMS.into_iter().enumerate() {
        for (agency, sums) in &owed {
            writer.family(name, Kind::Gauge, help);
            writer.sample(name, &by(&[("agency", agency)]), number(sums.get(place).copied().unwrap_or_default()));
        }
    }
    for ((peer, state), (count, _)) in &open {
        writer.family("wasl_deliveries_open", Kind::Gauge, "Deliveries not on disk at their peer, by peer and state.");
        writer.sample("wasl_deliveries_open", &by(&[("peer", peer), ("state", state)]), number(*count));
    }
    for ((peer, state), (_, oldest)) in &open {
        let (name, help) = ("wasl_oldest_undelivered_seconds", "Age of the oldest delivery not on disk at its peer.");
        writer.family(name, Kind::Gauge, help);
        let labels = by(&[("peer", peer), ("state", state)]);
        writer.text(name, &labels, &metrics::seconds(number(now - oldest)));
    }
    for (name, help, value) in [
        ("wasl_registers", "Registers that were asked.", told.len() as u64),
        ("wasl_registers_left_out", "Registers that were not asked, because there are so many.", left_out as u64),
        ("wasl_registers_silent", "Registers that did not answer.", silent),
    ] {
        writer.family(name, Kind::Gauge, help);
        writer.sample(name, "", value);
    }
    writer.end()
}
