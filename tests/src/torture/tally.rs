//! What is counted, and how it is shown. In: findings. Out: a table, and whether all is well.
//! Never: a number without the sentence that it stands for, where something is wrong.

use std::time::Duration;

/// Sentences shown of each kind of fault.
const SHOWN: usize = 20;

/// The figures of a run.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub seed: u64,
    pub rounds: u64,
    pub kills: u64,
    pub acknowledged: u64,
    /// Acknowledged things looked for and found; many are looked for more than once.
    pub found: u64,
    /// Requests that nobody answered, asked for again.
    pub repeated: u64,
    /// Cases on disk, whole, that nobody had been told of.
    pub unacknowledged: u64,
    pub refused: u64,
    pub delivered: u64,
    pub events: u64,
    pub took: Duration,
    restarts: Vec<Duration>,
    lost: Vec<String>,
    twice: Vec<String>,
    wrong: Vec<String>,
}

impl Tally {
    /// An empty one.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Something acknowledged is not there.
    pub fn lost(&mut self, what: String) {
        self.lost.push(what);
    }

    /// Something is there more than once.
    pub fn twice(&mut self, what: String) {
        self.twice.push(what);
    }

    /// Something else is not as it should be.
    pub fn wrong(&mut self, what: impl IntoIterator<Item = String>) {
        self.wrong.extend(what);
    }

    /// A node answers again after this time.
    pub fn restarted(&mut self, after: Duration) {
        self.restarts.push(after);
    }

    #[must_use]
    pub fn is_well(&self) -> bool {
        self.lost.is_empty() && self.twice.is_empty() && self.wrong.is_empty()
    }

    /// How much is wrong so far.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.lost.len() + self.twice.len() + self.wrong.len()
    }

    /// The closing table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut restarts: Vec<u128> = self.restarts.iter().map(Duration::as_millis).collect();
        restarts.sort_unstable();
        let at = |part: usize| restarts.get((restarts.len().saturating_sub(1)) * part / 100).copied().unwrap_or(0);
        let lines = [
            ("seed", self.seed.to_string()),
            ("rounds", self.rounds.to_string()),
            ("kills", self.kills.to_string()),
            ("acknowledged", self.acknowledged.to_string()),
            ("found", self.found.to_string()),
            ("lost", self.lost.len().to_string()),
            ("duplicates", self.twice.len().to_string()),
            ("other faults", self.wrong.len().to_string()),
            ("unanswered, asked again", self.repeated.to_string()),
            ("whole though unacknowledged", self.unacknowledged.to_string()),
            ("refused (not possible then)", self.refused.to_string()),
            ("deliveries, each once", self.delivered.to_string()),
            ("entries in the chains", self.events.to_string()),
            ("restart, median ms", at(50).to_string()),
            ("restart, longest ms", at(100).to_string()),
            ("seconds", self.took.as_secs().to_string()),
        ];
        let mut table = String::new();
        for (name, value) in lines {
            table.push_str(&format!("{name:<28} {value:>10}\n"));
        }
        for (kind, sentences) in [("LOST", &self.lost), ("TWICE", &self.twice), ("WRONG", &self.wrong)] {
            for sentence in sentences.iter().take(SHOWN) {
                table.push_str(&format!("{kind}: {sentence}\n"));
            }
            if sentences.len() > SHOWN {
                table.push_str(&format!("{kind}: and {} more\n", sentences.len() - SHOWN));
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn one_fault_is_enough() {
        let mut tally = Tally::default();
        assert!(tally.is_well());
        tally.lost("HAB-26A-000001-Y".into());
        assert!(!tally.is_well());
        assert!(tally.table().contains("LOST: HAB-26A-000001-Y"));
    }
}
