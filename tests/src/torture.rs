//! Nodes that are killed under load, again and again, and what is left afterwards: nothing that was acknowledged may
//! be missing, halved or there twice.
//!
//! In: a plan (rounds, a seed, how long each round files). Out: a tally, with a sentence on everything that was wrong.
//! The seed decides what is asked, who is killed and when; how the requests interleave is the machine's.
//! Killing a process loses what the process held, not what the system has taken to write: a power cut is another test.
//! Never: a look into the worker; all goes over HTTP, and the books are read from a copy of the data folder.

pub mod check;
pub mod dice;
pub mod disk;
pub mod ledger;
pub mod load;
pub mod peers;
pub mod round;
pub mod tally;

use crate::clock::Stopwatch;
use crate::stack::Pair;
use round::Torture;
use std::time::Duration;
use tally::Tally;

/// What to do.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub rounds: u64,
    pub seed: u64,
    /// The longest time from a round's beginning to its kill.
    pub load: Duration,
}

/// After so many rounds everything that is owed must have arrived.
const QUIET_EVERY: u64 = 10;

/// Carries out a plan; `say` hears a line after each round.
pub fn run(plan: &Plan, say: impl Fn(&str)) -> Tally {
    let watch = Stopwatch::start();
    let mut torture = Torture::begin(Pair::start(), plan);
    for round in 1..=plan.rounds {
        let line = torture.round(round);
        say(&line);
        if round == plan.rounds || round % QUIET_EVERY == 0 {
            say(&torture.quiet());
        }
    }
    torture.end(watch)
}
