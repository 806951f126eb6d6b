//! Against floods: who may file now, who has to bring a proof of work first, and how hard the work is.
//!
//! In: an agency's limits, what a filing came with, the time. Out: a verdict, and the level that the next
//! challenges have. A person without scripts, or on a telephone that fails at the work, files too, within a
//! smaller budget. Never: an address (only what the caller made of it), a clock, anything that outlives memory.

use crate::meter::Meter;
use crate::time::UnixMillis;
use std::collections::BTreeMap;
use std::net::IpAddr;

const MINUTE_MS: i64 = 60 * 1000;

/// Networks that are counted one by one. Beyond, in a flood from everywhere, the agency's own budget and the
/// harder challenges do the work. About a hundred bytes each: two megabytes.
const NETWORKS_MAX: usize = 20_000;

/// Numbers that the easiest challenge is hidden among: half of them are tried on average, which takes a good
/// computer a twentieth of a second and a slow telephone half a second, in the background.
pub const EASIEST_MAX_NUMBER: u32 = 100_000;
/// Each level doubles the work; this one is 32 times the easiest, some fifteen seconds on a slow telephone
/// while its owner is typing.
pub const HARDEST_LEVEL: u8 = 5;

/// Filings of one app in an hour, whatever network they come from. They need no proof, and use up nobody else's budget.
pub const APP_PER_HOUR: u32 = 600;

/// What an agency asks of a filing by way of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofRule {
    /// Nothing.
    Off,
    /// A proof; without one a smaller budget counts.
    Expected,
    /// A proof, always.
    Required,
}

impl ProofRule {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Expected => "expected",
            Self::Required => "required",
        }
    }

    /// Reads the stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Off, Self::Expected, Self::Required].into_iter().find(|rule| rule.name() == name)
    }
}

/// An agency's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protection {
    /// Whether a proof is asked for.
    pub proof: ProofRule,
    /// Filings from one network in an hour. Many people share one address of a mobile operator.
    pub per_network_per_hour: u32,
    /// Of these, filings without a proof.
    pub unproved_per_network_per_hour: u32,
    /// Filings without a proof in an hour, from everywhere.
    pub unproved_per_hour: u32,
    /// Filings in a minute from which on the work becomes harder.
    pub normal_per_minute: u32,
}

impl Default for Protection {
    fn default() -> Self {
        Self {
            proof: ProofRule::Expected,
            per_network_per_hour: 120,
            unproved_per_network_per_hour: 30,
            unproved_per_hour: 600,
            normal_per_minute: 60,
        }
    }
}

/// The proof that came with a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// None.
    Missing,
    /// One that is wrong, too old, or was used before: who sends it can solve another one.
    Bad,
    /// A good one.
    Good,
}

/// What a filing came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// What stands for the sender's network; none where nobody knows it.
    pub network: Option<&'a str>,
    /// The proof.
    pub proof: Proof,
    /// Whether a field was filled in that people do not see.
    pub decoy: bool,
    /// The app that files, which has proved itself by its key.
    pub app: Option<&'a str>,
}

/// Whether a filing is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Welcome,
    /// With a good proof.
    ProofNeeded,
    /// Later.
    TooMany {
        /// After this time there is room again.
        retry_after_ms: i64,
    },
}

#[derive(Debug, Clone, Copy, Default)]
struct Network {
    all: Meter,
    unproved: Meter,
}

/// What has come lately, in memory: a restart forgets it.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    unproved: Meter,
    /// By what stands for them; apps, which need no proof, under their name behind a sign that no network has.
    networks: BTreeMap<String, Network>,
    /// The minute that is counted, its arrivals, and those of the minute before.
    minute: i64,
    arrivals: u32,
    arrivals_before: u32,
}

impl Guard {
    /// Decides on one filing, and counts it.
    pub fn weigh(&mut self, limits: &Protection, arrival: Arrival<'_>, now: UnixMillis) -> Verdict {
        let now = now.0;
        self.turn_to(now);
        self.arrivals = self.arrivals.saturating_add(1);
        if let Some(app) = arrival.app {
            return self.weigh_app(&format!("app {app}"), now);
        }
        let proved = arrival.proof == Proof::Good;
        if !proved && (arrival.decoy || limits.proof == ProofRule::Required) {
            return Verdict::ProofNeeded;
        }
        let budgeted = !proved && limits.proof == ProofRule::Expected;
        let unproved =
            if budgeted { self.unproved.after_one(limits.unproved_per_hour, now) } else { Ok(self.unproved) };
        let known = arrival.network.map(|n| (n, self.networks.get(n).copied().unwrap_or_default()));
        let network = known.map_or(Ok(None), |(name, network)| {
            let all = network.all.after_one(limits.per_network_per_hour, now)?;
            let unproved = match budgeted {
                true => network.unproved.after_one(limits.unproved_per_network_per_hour, now),
                false => Ok(network.unproved),
            };
            Ok(Some((name, all, unproved)))
        });
        match (network, unproved) {
            // With or without a proof: this network has had its share.
            (Err(retry_after_ms), _) => Verdict::TooMany { retry_after_ms },
            // The budget of those without a proof. Who sent a bad one is better served with a fresh challenge.
            (Ok(Some((_, _, Err(retry_after_ms)))), _) | (Ok(_), Err(retry_after_ms)) => match arrival.proof {
                Proof::Bad => Verdict::ProofNeeded,
                Proof::Missing | Proof::Good => Verdict::TooMany { retry_after_ms },
            },
            (Ok(network), Ok(unproved)) => {
                self.unproved = unproved;
                if let Some((name, all, Ok(unproved))) = network {
                    self.note(name, Network { all, unproved }, now);
                }
                Verdict::Welcome
            }
        }
    }

    fn weigh_app(&mut self, app: &str, now: i64) -> Verdict {
        let before = self.networks.get(app).copied().unwrap_or_default();
        match before.all.after_one(APP_PER_HOUR, now) {
            Err(retry_after_ms) => Verdict::TooMany { retry_after_ms },
            Ok(all) => {
                self.note(app, Network { all, ..before }, now);
                Verdict::Welcome
            }
        }
    }

    /// How much harder than usual the work is: 0 as long as no more comes than is normal, then one level for
    /// each doubling.
    #[must_use]
    pub fn level(&self, limits: &Protection, now: UnixMillis) -> u8 {
        let (arrivals, before) = match now.0.div_euclid(MINUTE_MS) - self.minute {
            0 => (self.arrivals, self.arrivals_before),
            1 => (0, self.arrivals),
            _ => (0, 0),
        };
        // The minute before counts by what is left of it in the sixty seconds that end now.
        let left = MINUTE_MS - now.0.rem_euclid(MINUTE_MS);
        let rate = i64::from(arrivals) + i64::from(before) * left / MINUTE_MS;
        let normal = i64::from(limits.normal_per_minute.max(1));
        (0..HARDEST_LEVEL).find(|level| rate <= normal << level).unwrap_or(HARDEST_LEVEL)
    }

    fn turn_to(&mut self, now: i64) {
        let minute = now.div_euclid(MINUTE_MS);
        if minute != self.minute {
            self.arrivals_before = if minute - self.minute == 1 { self.arrivals } else { 0 };
            self.arrivals = 0;
            self.minute = minute;
        }
    }

    fn note(&mut self, name: &str, network: Network, now: i64) {
        if self.networks.len() >= NETWORKS_MAX && !self.networks.contains_key(name) {
            self.networks.retain(|_, network| network.all.counts(now));
            if self.networks.len() >= NETWORKS_MAX {
                return;
            }
        }
        self.networks.insert(name.to_owned(), network);
    }
}

/// The largest number that a challenge of a level can hide.
#[must_use]
pub const fn max_number(level: u8) -> u32 {
    EASIEST_MAX_NUMBER << if level < HARDEST_LEVEL { level } else { HARDEST_LEVEL }
}

/// The network of an address, as it is counted: the address itself (IPv4), or its first 64 bits (IPv6), which
/// is what one subscriber has. Of a list the last one counts: that is the one our own proxy wrote.
#[must_use]
pub fn network_of(header: &str) -> Option<String> {
    let address: IpAddr = header.rsplit(',').next()?.trim().parse().ok()?;
    Some(match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    })
}

#[cfg(test)]
mod tests;
