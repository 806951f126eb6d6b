//! Budgets that a caller can see coming: announced in `RateLimit-Policy` and `RateLimit` (IETF draft "`RateLimit` header
//! fields for HTTP"), and those of them that this room itself keeps.
//!
//! In: a call, a policy. Out: headers, or 429 with `Retry-After`. What is counted here is counted by network, as a
//! keyed hash, in the memory of one isolate: enough against one that repeats itself, and nothing that is kept. Where no
//! proxy says who calls, networks are not told apart and these budgets are not counted. Filings and codes are counted
//! at their registers; here they are only announced. Never: an address.

use crate::auth;
use crate::call::Call;
use crate::clock;
use crate::fault::Fault;
use domain::guessing::GuessLimits;
use domain::protection::{APP_PER_HOUR, Protection};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::problem::ProblemCode;
use worker::Response;

const HOUR_S: u32 = 60 * 60;
/// Networks that are counted; in a flood from more than these, the oldest ones are forgotten.
const NETWORKS_MAX: usize = 20_000;

/// So many requests in so many seconds. They grow back evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    pub name: &'static str,
    pub quota: u32,
    pub window_s: u32,
}

/// Challenges for one network: a page asks for one when somebody begins to write.
pub const CHALLENGES: Policy = Policy { name: "challenges", quota: 1_200, window_s: HOUR_S };
/// Documents begun by one network: as many as a hundred and twenty cases can have.
pub const DOCUMENTS: Policy = Policy { name: "documents", quota: 1_200, window_s: HOUR_S };
/// Texts of one network whose matter is told: one a pause of somebody who types, several people at once.
pub const SUGGESTIONS: Policy = Policy { name: "suggestions", quota: 3_600, window_s: HOUR_S };

/// Filings of one app. Counted at the register.
pub const APPS: Policy = Policy { name: "app", quota: APP_PER_HOUR, window_s: HOUR_S };

/// Wrong access codes of one network at one register; right ones cost nothing. Counted at the register.
pub const CODES: Policy = Policy { name: "wrong-codes", quota: GuessLimits::CODES.per_pair, window_s: HOUR_S };

/// A policy, and what is left of it if that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    policy: Policy,
    left: Option<Left>,
}

/// What is left, and the seconds after which all of it is there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Left {
    requests: u32,
    seconds: u32,
}

thread_local! {
    /// When all that a network has taken from a budget has grown back.
    static TAKEN: RefCell<BTreeMap<(&'static str, String), i64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Announces a budget that somebody else counts.
pub fn announce(call: &Call, policy: Policy) {
    call.announces(Budget { policy, left: None });
}

/// Announces what an agency allows.
pub fn announce_filing(call: &Call, protection: &Protection) {
    let per_hour = |name, quota| Policy { name, quota, window_s: HOUR_S };
    announce(call, per_hour("network", protection.per_network_per_hour));
    if protection.proof == domain::protection::ProofRule::Expected {
        announce(call, per_hour("unproved", protection.unproved_per_network_per_hour));
    }
}

/// Takes one from the caller's network's budget, and announces what is left.
///
/// # Errors
/// There is none left; after how many seconds there is.
pub fn spend(call: &Call, policy: Policy) -> Result<(), Fault> {
    let Some(network) = auth::network(call) else {
        announce(call, policy);
        return Ok(());
    };
    let now = clock::now().0;
    let key = (policy.name, network);
    let before = TAKEN.with(|taken| taken.borrow().get(&key).copied()).unwrap_or(now);
    match after_one(policy, before, now) {
        Ok(full_at) => {
            TAKEN.with(|taken| note(&mut taken.borrow_mut(), key, full_at, now));
            call.announces(Budget { policy, left: Some(left(policy, full_at, now)) });
            Ok(())
        }
        Err(wait_ms) => {
            let seconds = u32::try_from(wait_ms.saturating_add(999) / 1000).unwrap_or(HOUR_S);
            call.announces(Budget { policy, left: Some(Left { requests: 0, seconds }) });
            Err(Fault { retry_after_s: Some(seconds), ..Fault::refused(ProblemCode::TooManyRequests) })
        }
    }
}

fn window_ms(policy: Policy) -> i64 {
    i64::from(policy.window_s) * 1000
}

/// When all has grown back after one more, or how long until there is room.
fn after_one(policy: Policy, full_at: i64, now: i64) -> Result<i64, i64> {
    let step = window_ms(policy) / i64::from(policy.quota.max(1));
    let full_at = full_at.max(now).saturating_add(step);
    let over = full_at - now - window_ms(policy);
    if over > 0 { Err(over) } else { Ok(full_at) }
}

fn left(policy: Policy, full_at: i64, now: i64) -> Left {
    let step = window_ms(policy) / i64::from(policy.quota.max(1));
    let requests = (window_ms(policy) - (full_at - now)) / step.max(1);
    let whole = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
    Left { requests: whole(requests), seconds: whole((full_at - now + 999) / 1000) }
}

fn note(taken: &mut BTreeMap<(&'static str, String), i64>, key: (&'static str, String), full_at: i64, now: i64) {
    if taken.len() >= NETWORKS_MAX && !taken.contains_key(&key) {
        taken.retain(|_, full_at| *full_at > now);
        if taken.len() >= NETWORKS_MAX {
            taken.pop_first();
        }
    }
    taken.insert(key, full_at);
}

/// Writes what was announced on the way.
///
/// # Errors
/// It cannot be written.
pub fn finish(call: &Call, mut response: Response) -> Result<Response, Fault> {
    let budgets = call.announced();
    if budgets.is_empty() {
        return Ok(response);
    }
    let waits = if response.status_code() == 429 { response.headers().get("retry-after")? } else { None };
    let policies: Vec<String> = budgets.iter().map(|b| written_policy(b.policy)).collect();
    let headers = response.headers_mut();
    headers.set("ratelimit-policy", &policies.join(", "))?;
    let mut known: Vec<String> = budgets.iter().filter_map(written_left).collect();
    if let (true, Some(seconds), Some(first)) = (known.is_empty(), waits, budgets.first()) {
        known.push(format!("\"{}\";r=0;t={seconds}", first.policy.name));
    }
    if !known.is_empty() {
        headers.set("ratelimit", &known.join(", "))?;
    }
    Ok(response)
}

fn written_policy(policy: Policy) -> String {
    format!("\"{}\";q={};w={}", policy.name, policy.quota, policy.window_s)
}

fn written_left(budget: &Budget) -> Option<String> {
    budget.left.map(|left| format!("\"{}\";r={};t={}", budget.policy.name, left.requests, left.seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Policy = Policy { name: "ten", quota: 10, window_s: 100 };

    #[test]
    fn a_budget_is_used_up_and_grows_back_evenly() {
        let mut full_at = 0;
        for taken in 1..=10 {
            full_at = after_one(TEN, full_at, 1_000).unwrap();
            assert_eq!(left(TEN, full_at, 1_000), Left { requests: 10 - taken, seconds: 10 * taken });
        }
        assert_eq!(after_one(TEN, full_at, 1_000), Err(10_000));
        assert!(after_one(TEN, full_at, 11_000).is_ok());
        assert_eq!(left(TEN, after_one(TEN, full_at, 200_000).unwrap(), 200_000).requests, 9);
    }

    #[test]
    fn what_is_counted_has_an_end() {
        let mut taken = BTreeMap::new();
        for n in 0..NETWORKS_MAX + 10 {
            note(&mut taken, ("ten", n.to_string()), 5, 0);
        }
        assert_eq!(taken.len(), NETWORKS_MAX);
        note(&mut taken, ("ten", "new".into()), 20, 10);
        assert_eq!(taken.len(), 1);
    }

    #[test]
    fn budgets_are_written_as_the_draft_says() {
        assert_eq!(written_policy(TEN), "\"ten\";q=10;w=100");
        let budget = Budget { policy: TEN, left: Some(Left { requests: 3, seconds: 70 }) };
        assert_eq!(written_left(&budget).as_deref(), Some("\"ten\";r=3;t=70"));
    }
}
