//! One round: load, a kill at a moment that chance chooses, the books as they lie there, a restart, and everything
//! asked for again.
//!
//! In: two nodes, a ledger. Out: a line. Never: a fault that stops the run; it is written down and the run goes on.

use super::dice::Dice;
use super::disk::{self, Book};
use super::ledger::{Heard, Ledger, Open};
use super::load::{Field, Office, mediates, work};
use super::tally::Tally;
use super::{Plan, check, peers};
use crate::clock::{self, Stopwatch};
use crate::desk::Desk;
use crate::node::Node;
use crate::stack::Pair;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use wire::v1::desk::CaseRow;

/// Citizens and caseworkers who are at it at once.
const WORKERS: u64 = 6;
/// How long the other node goes on after its peer was killed.
const GOES_ON: Duration = Duration::from_millis(300);
/// Handed-over cases whose story is compared at each quiet.
const STORIES: usize = 150;

/// Who is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Victim {
    Agencies,
    Mediator,
    Both,
}

/// A run under way.
#[derive(Debug)]
pub struct Torture {
    plan: Plan,
    pair: Pair,
    offices: Vec<Office>,
    mediator: Desk,
    ledger: Ledger,
    tally: Tally,
}

impl Torture {
    #[must_use]
    pub fn begin(mut pair: Pair, plan: &Plan) -> Self {
        for node in [&mut pair.agencies, &mut pair.mediator] {
            // A peer that is killed in the middle of a request: the other node says so.
            node.expect_error("Network connection lost");
        }
        let office = |agency: &str| Office { agency: agency.into(), desk: pair.agencies.desk(agency, "N. Agent") };
        let offices = ["mhab", "tizi"].map(office).into();
        let mediator = pair.mediator.desk("mediator", "M. Agent");
        let tally = Tally::of(plan.seed);
        Self { plan: *plan, offices, mediator, ledger: Ledger::default(), tally, pair }
    }

    /// One round; says how it went.
    pub fn round(&mut self, round: u64) -> String {
        let mut dice = Dice::of(self.plan.seed, &[round]);
        let victim = match dice.below(10) {
            0..=5 => Victim::Agencies,
            6 | 7 => Victim::Mediator,
            _ => Victim::Both,
        };
        let moment = dice.between(self.plan.load / 8, self.plan.load);
        let before = (self.ledger.acknowledged_so_far(), self.tally.faults());
        self.load_and_kill(round, victim, moment);
        self.tally.rounds += 1;
        self.books(victim);
        let restart = self.restart(victim);
        let open = self.ledger.take_open();
        let unanswered = open.len();
        self.ask_again(open);
        for case in self.ledger.take_touched() {
            check::case(&case, &self.offices, &mut self.tally);
        }
        for document in self.ledger.take_loose() {
            check::document(&document, &mut self.tally);
        }
        self.tally.wrong(self.ledger.take_wrong());
        let faults = self.tally.faults() - before.1;
        format!(
            "round {round:>3}: {victim:?} killed after {} ms, {} acknowledged, {unanswered} unanswered, back in {} ms{}",
            moment.as_millis(),
            self.ledger.acknowledged_so_far() - before.0,
            restart.as_millis(),
            if faults == 0 { String::new() } else { format!(", {faults} FAULTS") }
        )
    }

    fn load_and_kill(&mut self, round: u64, victim: Victim, moment: Duration) {
        let over = AtomicBool::new(false);
        let base_url = self.pair.agencies.base_url();
        let (offices, mediator, ledger) = (&self.offices, &self.mediator, &self.ledger);
        let field = Field { round, base_url: &base_url, offices, mediator, ledger, over: &over };
        let (seed, pair, tally) = (self.plan.seed, &mut self.pair, &mut self.tally);
        thread::scope(|s| {
            for worker in 0..WORKERS {
                s.spawn(move || work(&field, worker, Dice::of(seed, &[round, worker + 1])));
            }
            s.spawn(move || mediates(&field, Dice::of(seed, &[round, 0])));
            clock::pass(moment);
            for node in nodes(pair, victim) {
                node.kill();
                tally.kills += 1;
            }
            if victim == Victim::Mediator {
                clock::pass(GOES_ON);
            }
            over.store(true, Ordering::SeqCst);
        });
    }

    /// What lies on the disks of those who were killed.
    fn books(&mut self, victim: Victim) {
        let acknowledged = self.ledger.cases();
        for node in nodes(&mut self.pair, victim) {
            let books = disk::books(&node.data());
            let cases: u64 = books.iter().map(|book| book.serials.len() as u64).sum();
            if node.id == "agencies" {
                match cases.checked_sub(acknowledged) {
                    Some(more) => self.tally.unacknowledged += more,
                    None => self.tally.lost(format!("{acknowledged} cases were acknowledged, {cases} are on disk")),
                }
            }
            self.tally.wrong(books.into_iter().flat_map(|book| book.wrong));
        }
    }

    fn restart(&mut self, victim: Victim) -> Duration {
        let mut longest = Duration::ZERO;
        for node in nodes(&mut self.pair, victim) {
            let watch = Stopwatch::start();
            node.run();
            longest = longest.max(watch.elapsed());
            self.tally.restarted(watch.elapsed());
        }
        longest
    }

    /// What nobody answered is asked for again with its key, twice: done once, answered the same both times.
    fn ask_again(&mut self, open: Vec<Open>) {
        for Open { call, asked } in open {
            self.tally.repeated += 1;
            if self.ledger.ask(call.clone(), asked.clone()) == Heard::No {
                self.tally.wrong([format!("{asked:?} is not answered by a node that is there")]);
                continue;
            }
            let (again, then) = (call.try_send(), call.try_send());
            if again.as_ref().map(|a| (a.status, a.text())) != then.as_ref().map(|a| (a.status, a.text())) {
                self.tally.wrong([format!("{asked:?} is answered {again:?} and then {then:?}")]);
            }
        }
    }

    /// Waits until nothing is owed, and compares both sides.
    pub fn quiet(&mut self) -> String {
        self.pair.settles();
        for node in [&mut self.pair.agencies, &mut self.pair.mediator] {
            node.kill();
        }
        let agencies = disk::books(&self.pair.agencies.data());
        let mediator = disk::books(&self.pair.mediator.data());
        self.tally.wrong(agencies.iter().chain(&mediator).flat_map(|book| book.wrong.clone()));
        self.tally.events = agencies.iter().chain(&mediator).map(|book| book.events as u64).sum();
        self.tally.delivered = 0;
        peers::agree("agencies", &agencies, &mediator, &mut self.tally);
        peers::agree("mediator", &mediator, &agencies, &mut self.tally);
        let handed_over = agencies.iter().flat_map(|b| &b.deliveries).filter(|d| d.kind == "filed").count();
        peers::cases_arrived_once(handed_over, &mediator, &mut self.tally);
        for node in [&mut self.pair.agencies, &mut self.pair.mediator] {
            node.run();
        }
        self.stories();
        self.subjects(&agencies);
        let faults = self.tally.faults();
        format!(
            "quiet: {} deliveries arrived once, {handed_over} cases handed over, {faults} faults",
            self.tally.delivered
        )
    }

    /// What was said on one side stands on the other, once.
    fn stories(&mut self) {
        let words = self.ledger.mediator_words();
        for (origin, text) in words.iter().rev().take(STORIES) {
            if let Some(office) = self.offices.iter().find(|o| origin.starts_with(&code(&o.agency))) {
                check::story(&office.desk.opens(origin), std::slice::from_ref(text), &mut self.tally);
            }
        }
        let rows = self.mediator.all();
        let origin = |row: &CaseRow| row.origin.as_ref().map(|o| o.reference.clone());
        for case in self.ledger.every_case().iter().rev() {
            let Some(row) = rows.iter().take(STORIES).find(|row| origin(row).as_ref() == Some(&case.citizen.reference))
            else {
                continue;
            };
            let there = self.mediator.opens(&row.reference);
            let Some(office) = self.offices.iter().find(|o| o.agency == case.agency) else { continue };
            let here = office.desk.opens(&case.citizen.reference).timeline;
            let handed = here.iter().position(|e| matches!(e.kind.as_str(), "forwarding" | "escalated"));
            let later = here.iter().skip(handed.map_or(here.len(), |n| n + 1));
            let own = later.filter(|e| e.actor.body.is_none() && e.kind != "note");
            let texts: Vec<String> = own.filter_map(|e| e.text.clone()).collect();
            check::story(&there, &texts, &mut self.tally);
        }
    }

    /// Every filing was acknowledged in the end, so the registers hold these cases and no other, each once.
    fn subjects(&mut self, agencies: &[Book]) {
        let asked: BTreeSet<String> = self.ledger.every_case().into_iter().map(|case| case.subject).collect();
        let there: Vec<String> = self.offices.iter().flat_map(|o| o.desk.all()).map(|row| row.subject).collect();
        let distinct: BTreeSet<&String> = there.iter().collect();
        if there.len() != distinct.len() {
            self.tally.twice(format!("{} cases have {} subjects", there.len(), distinct.len()));
        }
        for subject in asked.iter().filter(|subject| !distinct.contains(subject)) {
            self.tally.lost(format!("no case has the subject {subject:?}"));
        }
        let on_disk: usize = agencies.iter().map(|book| book.serials.len()).sum();
        if there.len() != asked.len() || on_disk != asked.len() {
            let (there, asked) = (there.len(), asked.len());
            self.tally.wrong([format!("{asked} cases were asked for, {there} are listed, {on_disk} are on disk")]);
        }
    }

    /// Opens every case once more, and closes the tally.
    #[must_use]
    pub fn end(mut self, watch: Stopwatch) -> Tally {
        for case in self.ledger.every_case() {
            check::case(&case, &self.offices, &mut self.tally);
            let again = case.call.try_send();
            let same = again.is_ok_and(|a| {
                serde_json::from_slice(&a.body).is_ok_and(|r: serde_json::Value| r == json(&case.receipt))
            });
            if !same {
                self.tally.wrong([format!("{} is not the receipt again", case.citizen.reference)]);
            }
        }
        self.tally.wrong(self.ledger.take_wrong());
        for node in [&self.pair.agencies, &self.pair.mediator] {
            self.tally.wrong(node.unexpected_lines());
        }
        self.tally.acknowledged = self.ledger.acknowledged_so_far();
        self.tally.refused = self.ledger.refused_so_far();
        self.tally.took = watch.elapsed();
        self.tally
    }
}

fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The first letters of an agency's references.
fn code(agency: &str) -> String {
    match agency {
        "mhab" => "HAB-".into(),
        other => format!("{}-", other.to_uppercase()),
    }
}

fn nodes(pair: &mut Pair, victim: Victim) -> Vec<&mut Node> {
    match victim {
        Victim::Agencies => vec![&mut pair.agencies],
        Victim::Mediator => vec![&mut pair.mediator],
        Victim::Both => vec![&mut pair.agencies, &mut pair.mediator],
    }
}
