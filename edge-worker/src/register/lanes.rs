//! Who may be asked at the same time: lanes of each peer, so that a slow one is only slow for itself.
//!
//! In: what is about to go, what came back. Out: whether there is a lane. A peer has one lane until it has answered, then as
//! many as it may have: one that keeps silent holds one line. Never: time.

use std::collections::{BTreeMap, BTreeSet};

/// What is on its way to one peer: deliveries by number, looks by serial (the other one is 0).
#[derive(Debug, Default)]
struct Lane {
    flying: BTreeSet<(i64, u32)>,
    answers: bool,
}

/// The lanes of one wake-up.
#[derive(Debug, Default)]
pub struct Lanes(BTreeMap<String, Lane>);

impl Lanes {
    /// Takes a lane for a delivery or a look. False: it is on its way already, or there is no lane.
    pub fn take(&mut self, peer: &str, delivery: i64, serial: u32, most: u32) -> bool {
        let lane = self.0.entry(peer.to_owned()).or_default();
        let most = if lane.answers { most as usize } else { 1 };
        lane.flying.len() < most && lane.flying.insert((delivery, serial))
    }

    /// It came back; `answers`: whether the peer is there.
    pub fn free(&mut self, peer: &str, delivery: i64, serial: u32, answers: bool) {
        if let Some(lane) = self.0.get_mut(peer) {
            lane.flying.remove(&(delivery, serial));
            lane.answers = answers;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_has_one_lane_until_it_has_answered_and_takes_none_of_others() {
        let mut lanes = Lanes::default();
        assert!(lanes.take("silent", 1, 0, 3));
        assert!(!lanes.take("silent", 2, 0, 3), "it has not answered");
        assert!(lanes.take("quick", 3, 0, 3));
        lanes.free("quick", 3, 0, true);
        for delivery in 4..7 {
            assert!(lanes.take("quick", delivery, 0, 3));
        }
        assert!(!lanes.take("quick", 7, 0, 3) && !lanes.take("silent", 8, 0, 3));
        lanes.free("quick", 4, 0, true);
        assert!(!lanes.take("quick", 5, 0, 3), "it is on its way");
        assert!(lanes.take("quick", 0, 5, 3), "a look is no delivery");
        lanes.free("quick", 5, 0, false);
        assert!(!lanes.take("quick", 9, 0, 3), "it is silent now");
    }
}
