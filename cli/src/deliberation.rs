//! `wasl deliberation`: what an agency deliberates on with peers, with a caseworker's token.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json, line, printable};
use crate::place;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use wire::v1::deliberation::{DeliberationAction, DeliberationDone, DeliberationPage, DeliberationView};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Deliberations, newest first.
    List {
        /// Only those that are `open`, or `concluded`.
        #[arg(long)]
        status: Option<String>,
        /// Only those with this peer.
        #[arg(long)]
        peer: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One deliberation, with what was said.
    Show {
        /// Its reference.
        reference: String,
    },
    /// Opens one with a peer.
    Open {
        /// The peer: a node.
        peer: String,
        /// One line.
        #[arg(long)]
        subject: String,
        /// Which agency there, where that is not the one that takes cases.
        #[arg(long)]
        agency: Option<String>,
        /// A case of the agency that it concerns; several times for several.
        #[arg(long = "case")]
        cases: Vec<String>,
        #[command(flatten)]
        text: Text,
    },
    /// Writes in one.
    Write {
        /// Its reference.
        reference: String,
        #[command(flatten)]
        text: Text,
    },
    /// Links cases to one, or takes them back.
    Link {
        /// Its reference.
        reference: String,
        /// Cases of the agency.
        #[arg(required = true)]
        cases: Vec<String>,
        /// They do not concern it after all.
        #[arg(long)]
        remove: bool,
    },
    /// Concludes one.
    Conclude {
        /// Its reference.
        reference: String,
        /// What became of a recommendation: `accepted` or `not_accepted`.
        #[arg(long)]
        recommendation: Option<String>,
        #[command(flatten)]
        text: Text,
    },
    /// Reopens one that was concluded.
    Reopen {
        /// Its reference.
        reference: String,
        #[command(flatten)]
        text: Text,
    },
}

/// A text, and how it is sent.
#[derive(Debug, Args)]
pub struct Text {
    /// A file with the text; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    text_file: PathBuf,
    /// The text goes over although it seems to name somebody whose case is linked.
    #[arg(long)]
    confirmed: bool,
    /// The idempotency key of a call whose answer was lost.
    #[arg(long)]
    key: Option<String>,
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::List { status, peer, limit } => out.show(&pages(node, status.as_deref(), peer.as_deref(), limit)?, table),
        What::Show { reference } => {
            let view: DeliberationView = node.get(&format!("/v1/desk/deliberations/{reference}"))?;
            if out.json {
                return json(&view);
            }
            show(&view);
            Ok(())
        }
        What::Open { peer, subject, agency, cases, text } => {
            let body = DeliberationAction {
                peer: Some(peer),
                agency,
                subject: Some(subject),
                text: Some(place::text(&text.text_file)?),
                cases,
                confirmed: text.confirmed.then_some(true),
                ..DeliberationAction::default()
            };
            send(node, out, "/v1/desk/deliberations", text.key, &body)
        }
        What::Write { reference, text } => acts(node, out, &reference, "message", None, &text),
        What::Conclude { reference, recommendation, text } => {
            acts(node, out, &reference, "conclude", recommendation, &text)
        }
        What::Reopen { reference, text } => acts(node, out, &reference, "reopen", None, &text),
        What::Link { reference, cases, remove } => {
            let action = if remove { "unlink" } else { "link" }.to_owned();
            let body = DeliberationAction { action, cases, ..DeliberationAction::default() };
            send(node, out, &format!("/v1/desk/deliberations/{reference}/actions"), None, &body)
        }
    }
}

fn acts(
    node: &Node,
    out: &Out,
    reference: &str,
    action: &str,
    recommendation: Option<String>,
    text: &Text,
) -> Result<(), Fail> {
    let body = DeliberationAction {
        action: action.to_owned(),
        text: Some(place::text(&text.text_file)?),
        recommendation,
        confirmed: text.confirmed.then_some(true),
        ..DeliberationAction::default()
    };
    send(node, out, &format!("/v1/desk/deliberations/{reference}/actions"), text.key.clone(), &body)
}

/// Sends under a key, so that it can be sent again; says the key where no answer came.
fn send(node: &Node, out: &Out, path: &str, key: Option<String>, body: &impl serde::Serialize) -> Result<(), Fail> {
    let key = key.unwrap_or_else(place::random_name);
    let done: DeliberationDone = node.send_keyed(path, &key, body).map_err(|failed| match failed {
        Fail::Unreached(why) => {
            Fail::Unreached(format!("{why}\nwhat may have been written is asked for again with --key {key}"))
        }
        other => other,
    })?;
    if out.json {
        return json(&done);
    }
    out.say(format_args!("{}: {} ({})", done.reference, done.event.kind, done.status));
    Ok(())
}

/// As many pages as it takes.
fn pages(node: &Node, status: Option<&str>, peer: Option<&str>, limit: usize) -> Result<DeliberationPage, Fail> {
    let mut all = DeliberationPage::default();
    loop {
        let mut query = format!("limit={}", (limit - all.deliberations.len()).clamp(1, 200));
        query.extend(status.map(|s| format!("&status={s}")));
        query.extend(peer.map(|p| format!("&peer={p}")));
        query.extend(all.cursor.as_ref().map(|c| format!("&cursor={c}")));
        let page: DeliberationPage = node.get(&format!("/v1/desk/deliberations?{query}"))?;
        all.deliberations.extend(page.deliberations);
        all.cursor = page.cursor;
        if all.cursor.is_none() || all.deliberations.len() >= limit {
            return Ok(all);
        }
    }
}

fn table(page: &DeliberationPage) -> Table {
    let mut table = Table::new(&["DELIBERATION", "STATUS", "PEER", "CASES", "THEIRS", "CHANGED", "SUBJECT"]);
    for row in &page.deliberations {
        let (cases, theirs) = (row.cases.to_string(), row.their_cases.to_string());
        let changed = row.changed_at.split('T').next().unwrap_or_default();
        table.row(&[&row.reference, &row.status, &row.peer, &cases, &theirs, changed, &row.subject]);
    }
    table
}

fn show(view: &DeliberationView) {
    let row = &view.row;
    line(format_args!("{}  {}", row.reference, printable(&row.subject)));
    let there = view.peer_reference.as_deref().unwrap_or("not there yet");
    line(format_args!("{}; with {} ({there})", row.status, printable(&row.peer_name)));
    line(format_args!("{} cases here, {} there", row.cases, row.their_cases));
    for case in &view.linked {
        let both = if view.shared.contains(case) { " (linked there too)" } else { "" };
        line(format_args!("  {case}{both}"));
    }
    for delivery in view.deliveries.iter().filter(|delivery| delivery.state == "dead") {
        line(format_args!("  dead: {} {}", delivery.id, delivery.reason.as_deref().unwrap_or_default()));
    }
    for document in &view.documents {
        line(format_args!("  [{}] {} ({} bytes)", document.id, printable(&document.name), document.length_bytes));
    }
    for entry in &view.timeline {
        let who = entry.actor.body.as_deref().or(entry.actor.name.as_deref()).unwrap_or(&entry.actor.role);
        let recommendation =
            entry.recommendation.as_deref().map(|r| format!(", recommendation {r}")).unwrap_or_default();
        line(format_args!("\n{}  {}  {}{recommendation}", entry.at, entry.kind, printable(who)));
        for part in entry.text.iter().flat_map(|text| text.lines()) {
            line(format_args!("  {}", printable(part)));
        }
    }
}
