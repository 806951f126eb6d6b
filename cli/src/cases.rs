//! `wasl cases`: an agency's cases, with a caseworker's token.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, Table, json, line, printable};
use clap::{Subcommand, ValueEnum};
use wire::v1::case::TimelineEntry;
use wire::v1::desk::{CasePage, DeskCase};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Cases, newest first.
    List {
        /// Only those in this state, as `received`, `under_review`, `answered`.
        #[arg(long)]
        status: Option<String>,
        /// Only those whose answer is late.
        #[arg(long)]
        overdue: bool,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One case, with its timeline.
    Show {
        /// The case's reference.
        reference: String,
    },
    /// Erases what was written in a case that is over, and its documents, for good. With a supervisor's token.
    Erase {
        /// The case's reference.
        reference: String,
        /// Why; stands in the access log.
        #[arg(long)]
        reason: Reason,
    },
}

/// Why a case is erased by hand.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Reason {
    /// The complainant asked.
    Request,
    /// A law or a court orders it.
    Obligation,
    /// It should not be there.
    Mistake,
}

pub fn run(node: &Node, out: &Out, what: &What) -> Result<(), Fail> {
    match what {
        What::List { status, overdue, limit } => out.show(&pages(node, status.as_deref(), *overdue, *limit)?, table),
        What::Show { reference } => {
            let case: DeskCase = node.get(&format!("/v1/desk/cases/{reference}"))?;
            if out.json {
                return json(&case);
            }
            show(&case);
            Ok(())
        }
        What::Erase { reference, reason } => {
            let reason = reason.to_possible_value().map(|r| r.get_name().to_owned()).unwrap_or_default();
            node.done("POST", &format!("/v1/desk/cases/{reference}/erase?reason={reason}"))?;
            out.say(format_args!("{reference}: what was written is erased"));
            Ok(())
        }
    }
}

/// As many pages as it takes.
fn pages(node: &Node, status: Option<&str>, overdue: bool, limit: usize) -> Result<CasePage, Fail> {
    let mut all = CasePage { cases: Vec::new(), cursor: None };
    loop {
        let mut query = format!("limit={}", (limit - all.cases.len()).clamp(1, 200));
        query.extend(status.map(|s| format!("&status={s}")));
        query.extend(overdue.then_some("&overdue=true"));
        query.extend(all.cursor.as_ref().map(|c| format!("&cursor={c}")));
        let page: CasePage = node.get(&format!("/v1/desk/cases?{query}"))?;
        all.cases.extend(page.cases);
        all.cursor = page.cursor;
        if all.cursor.is_none() || all.cases.len() >= limit {
            return Ok(all);
        }
    }
}

fn table(page: &CasePage) -> Table {
    let mut table = Table::new(&["CASE", "STATUS", "DUE", "ASSIGNED", "CATEGORY", "SUBJECT"]);
    for case in &page.cases {
        let due = format!("{}{}", day(&case.due_at), if case.overdue { " late" } else { "" });
        let subject = if case.erased_at.is_some() { "(erased)" } else { &case.subject };
        let assigned = case.assigned_to.as_deref().unwrap_or("-");
        table.row(&[&case.reference, &case.status, &due, assigned, &case.category, subject]);
    }
    table
}

fn day(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

fn show(case: &DeskCase) {
    line(format_args!("{}  {}", case.reference, printable(&case.subject)));
    let late = if case.overdue { ", late" } else { "" };
    line(format_args!("{}; received {}, due {}{late}", case.status, day(&case.received_at), day(&case.due_at)));
    let assigned = case.assigned_to.as_deref().map(printable);
    line(format_args!("{} / {}; assigned to {}", case.kind, case.category, assigned.as_deref().unwrap_or("nobody")));
    if let Some(at) = &case.erased_at {
        line(format_args!("what was written was erased at {at}"));
    }
    text(&case.body);
    for document in &case.documents {
        line(format_args!("  [{}] {} ({} bytes)", document.id, printable(&document.name), document.length_bytes));
    }
    case.timeline.iter().for_each(entry);
}

fn entry(entry: &TimelineEntry) {
    let who = entry.actor.name.as_deref().unwrap_or(&entry.actor.role);
    line(format_args!(
        "\n{}  {}  {} ({})",
        entry.at,
        entry.about.as_ref().unwrap_or(&entry.kind),
        printable(who),
        entry.status
    ));
    text(entry.text.as_deref().unwrap_or_default());
}

fn text(text: &str) {
    for part in text.lines() {
        line(format_args!("  {}", printable(part)));
    }
}
