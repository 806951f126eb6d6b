//! The way that a case has gone from body to body: written down, bounded, and never in a circle.
//!
//! In: the bodies that have had a case, oldest first, each as its node and agency name it (`node/agency`); where it is,
//! and where it shall go. Out: that it may, or why not. Both sides go by the same rule: whoever passes a case on asks
//! before, whoever is handed one asks again. Never: a name of a peer, which means something on one node only.

use super::Reason;

/// Most bodies that a case is handed on by.
pub const HOPS_MAX: usize = 5;
/// Most characters of one of them: two identifiers and the stroke between them.
const PLACE_MAX: usize = 65;

/// A body as it stands in a way.
#[must_use]
pub fn place(node: &str, agency: &str) -> String {
    [node, "/", agency].concat()
}

/// Whether what a peer says of the way can be one.
#[must_use]
pub fn is_way(way: &[String]) -> bool {
    // One more than is ever taken, so that too long a way is told as that.
    way.len() <= 2 * HOPS_MAX && way.iter().all(|place| place.len() <= PLACE_MAX && place.contains('/'))
}

/// Whether a case that came by `way` is taken at `here`.
///
/// # Errors
/// It has been here, or has been handed on too often.
pub fn arrives(way: &[String], here: &str) -> Result<(), Reason> {
    if way.iter().any(|place| place == here) {
        Err(Reason::BeenThere)
    } else if way.len() > HOPS_MAX {
        Err(Reason::TooManyHops)
    } else {
        Ok(())
    }
}

/// Whether a case that came by `way`, and is at `here`, may go on to `there`.
///
/// # Errors
/// It has been there, or has been handed on too often.
pub fn goes_on(way: &[String], here: &str, there: &str) -> Result<(), Reason> {
    if here == there {
        return Err(Reason::BeenThere);
    }
    arrives(way, there)?;
    if way.len() < HOPS_MAX { Ok(()) } else { Err(Reason::TooManyHops) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(count: usize) -> Vec<String> {
        (0..count).map(|n| place(&format!("node{n}"), "agency")).collect()
    }

    #[test]
    fn a_case_never_comes_to_a_body_that_had_it() {
        let (way, here) = (way(2), "node2/agency");
        for been in ["node0/agency", "node1/agency", here] {
            assert_eq!(goes_on(&way, here, been), Err(Reason::BeenThere), "{been}");
        }
        assert_eq!(arrives(&way, "node1/agency"), Err(Reason::BeenThere));
        // Another agency of a node that had it is another body.
        assert_eq!((goes_on(&way, here, "node1/other"), arrives(&way, "node1/other")), (Ok(()), Ok(())));
    }

    #[test]
    fn a_case_is_handed_on_five_times_and_no_more() {
        for hops in 0..HOPS_MAX {
            assert_eq!(goes_on(&way(hops), "here/agency", "there/agency"), Ok(()), "{hops}");
            assert_eq!(arrives(&way(hops + 1), "there/agency"), Ok(()), "{hops}");
        }
        assert_eq!(goes_on(&way(HOPS_MAX), "here/agency", "there/agency"), Err(Reason::TooManyHops));
        assert_eq!(arrives(&way(HOPS_MAX + 1), "there/agency"), Err(Reason::TooManyHops));
    }

    #[test]
    fn a_way_is_made_of_nodes_and_agencies_and_bounded() {
        assert!(is_way(&way(HOPS_MAX + 1)) && is_way(&[]));
        for wrong in [vec!["node".to_owned()], vec!["x/".repeat(40)], way(11)] {
            assert!(!is_way(&wrong), "{wrong:?}");
        }
    }
}
