//! Against guessing of secrets: when a code or a token is not even looked at.
//!
//! In: where the secret was tried, from which network, the time. Out: go on, or how long to wait. Only wrong
//! secrets count. Never: an address (only what the caller made of it), a clock, the secret, anything that
//! outlives memory; and never a difference between a case that exists and one that does not.
//!
//! | what is counted | beyond it |
//! |---|---|
//! | wrong secrets of one network at one target | this network waits there; everybody else opens it as before |
//! | wrong secrets of one network at all targets | this network waits |
//! | wrong secrets at one target, from everywhere | it is *under attack*: a network that has been wrong there waits until that is forgotten; one that has not is looked at, so that the right code always opens |
//!
//! Where no network is known nobody can be told apart: then every secret is looked at, and only a wrong one
//! hears that it was one too many.

use crate::meter::Meter;
use crate::time::UnixMillis;
use std::collections::BTreeMap;

/// Networks, targets, and pairs of both that are counted one by one. Of more, those that were wrong longest ago
/// are forgotten first as they grow back; about two hundred bytes each.
const COUNTED_MAX: usize = 20_000;

/// How many wrong secrets an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuessLimits {
    /// From one network at one target.
    pub per_pair: u32,
    /// From one network.
    pub per_network: u32,
    /// At one target, from everywhere.
    pub per_target: u32,
}

impl GuessLimits {
    /// For access codes: a person who mistypes has ten tries at once, and one more every six minutes. Whole
    /// quarters share one address of a mobile operator, so that a network has two hundred.
    pub const CODES: Self = Self { per_pair: 10, per_network: 200, per_target: 300 };
    /// For tokens: an office shares one address, and a forgotten window asks with an ended token twice a minute.
    pub const TOKENS: Self = Self { per_pair: 300, per_network: 300, per_target: u32::MAX };
}

/// How long to wait, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub i64);

impl Wait {
    /// In whole seconds, rounded up, at least one.
    #[must_use]
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0.saturating_add(999) / 1000).unwrap_or(u32::MAX).max(1)
    }
}

/// What was wrong lately, in memory: a restart forgets it.
#[derive(Debug, Clone)]
pub struct Guesses {
    limits: GuessLimits,
    pairs: BTreeMap<(String, String), Meter>,
    networks: BTreeMap<String, Meter>,
    targets: BTreeMap<String, Meter>,
}

impl Guesses {
    /// Nothing was wrong so far.
    #[must_use]
    pub const fn new(limits: GuessLimits) -> Self {
        Self { limits, pairs: BTreeMap::new(), networks: BTreeMap::new(), targets: BTreeMap::new() }
    }

    /// Whether a secret that is tried now is looked at.
    ///
    /// # Errors
    /// It is not, and nobody may look: how long to wait.
    pub fn look(&self, target: &str, network: Option<&str>, now: UnixMillis) -> Result<(), Wait> {
        let (now, limits) = (now.0, self.limits);
        let Some(network) = network else { return Ok(()) };
        let room = |meter: Option<&Meter>, per_hour| {
            meter.copied().unwrap_or_default().after_one(per_hour, now).map(|_| ()).map_err(Wait)
        };
        room(self.networks.get(network), limits.per_network)?;
        let pair = self.pairs.get(&(target.to_owned(), network.to_owned()));
        room(pair, limits.per_pair)?;
        match pair.filter(|pair| pair.counts(now)) {
            Some(pair) if self.under_attack(target, now) => Err(Wait(pair.left_ms(now))),
            _ => Ok(()),
        }
    }

    /// Counts a wrong one.
    ///
    /// # Errors
    /// It was one too many where no network is known: how long to wait.
    pub fn wrong(&mut self, target: &str, network: Option<&str>, now: UnixMillis) -> Result<(), Wait> {
        let (now, limits) = (now.0, self.limits);
        let at_target = self.targets.get(target).copied().unwrap_or_default();
        let many = at_target.after_one(limits.per_target, now).map(|_| ()).map_err(Wait);
        note(&mut self.targets, target.to_owned(), at_target.after_one_more(limits.per_target, now), now);
        let Some(network) = network else { return many };
        let pair = (target.to_owned(), network.to_owned());
        let meter = self.pairs.get(&pair).copied().unwrap_or_default().after_one_more(limits.per_pair, now);
        note(&mut self.pairs, pair, meter, now);
        let of_network = self.networks.get(network).copied().unwrap_or_default();
        note(&mut self.networks, network.to_owned(), of_network.after_one_more(limits.per_network, now), now);
        Ok(())
    }

    fn under_attack(&self, target: &str, now: i64) -> bool {
        self.targets.get(target).is_some_and(|meter| meter.after_one(self.limits.per_target, now).is_err())
    }
}

fn note<K: Ord + Clone>(meters: &mut BTreeMap<K, Meter>, key: K, meter: Meter, now: i64) {
    if meters.len() >= COUNTED_MAX && !meters.contains_key(&key) {
        meters.retain(|_, meter| meter.counts(now));
        if meters.len() >= COUNTED_MAX {
            // In an attack from everywhere: what has least to grow back makes room.
            let least = meters.iter().min_by_key(|(_, meter)| meter.left_ms(now)).map(|(key, _)| key.clone());
            least.and_then(|key| meters.remove(&key));
        }
    }
    meters.insert(key, meter);
}

#[cfg(test)]
mod tests;
