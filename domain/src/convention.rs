//! What a node and a peer have agreed on: which cases go over, and how much of who filed them.
//!
//! In: a case's agency, kind and category, or the agency of a deliberation. Out: whether the convention covers it, or why not.
//! It is about handing a case over or opening a deliberation, either way: what was handed over under it goes on being exchanged. A suspension stops everything.
//! Never: who the peer is, or when anything was agreed.

use crate::agency::Slug;
use crate::case::Reason;
use crate::status::Kind;

/// A convention; what is empty does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Convention {
    /// Agencies of this node.
    pub agencies: Vec<Slug>,
    /// Kinds of cases.
    pub kinds: Vec<Kind>,
    /// Categories, as whoever hands a case over names them.
    pub categories: Vec<Slug>,
    /// Whether no deliberation is opened under it.
    pub no_deliberation: bool,
    /// Whether nothing is exchanged at present.
    pub suspended: bool,
}

impl Convention {
    /// Whether a case may be handed over.
    ///
    /// # Errors
    /// It is suspended, or does not cover the case.
    pub fn covers(&self, agency: &str, kind: Kind, category: &str) -> Result<(), Reason> {
        let kind = self.kinds.is_empty() || self.kinds.contains(&kind);
        if self.suspended {
            Err(Reason::Suspended)
        } else if kind && among(&self.agencies, agency) && among(&self.categories, category) {
            Ok(())
        } else {
            Err(Reason::NotCovered)
        }
    }

    /// Whether a deliberation may be opened, by either side.
    ///
    /// # Errors
    /// It is suspended, is of other agencies, or knows no deliberations.
    pub fn covers_deliberation(&self, agency: &str) -> Result<(), Reason> {
        if self.suspended {
            Err(Reason::Suspended)
        } else if among(&self.agencies, agency) && !self.no_deliberation {
            Ok(())
        } else {
            Err(Reason::NotCovered)
        }
    }
}

/// Whether a list has one; an empty list does not narrow.
fn among(slugs: &[Slug], one: &str) -> bool {
    slugs.is_empty() || slugs.iter().any(|slug| slug.as_str() == one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_convention_does_not_name_does_not_go_over() {
        let slugs = |id: &str| vec![Slug::parse(id).unwrap()];
        let all = Convention::default();
        let some =
            Convention { agencies: slugs("mhab"), kinds: vec![Kind::Complaint], categories: slugs("delay"), ..all };
        let (no, yes) = (Err(Reason::NotCovered), Ok(()));
        for (agency, kind, category, expected) in [
            ("mhab", Kind::Complaint, "delay", yes),
            ("tizi", Kind::Complaint, "delay", no),
            ("mhab", Kind::Suggestion, "delay", no),
            ("mhab", Kind::Complaint, "water", no),
        ] {
            assert_eq!(some.covers(agency, kind, category), expected, "{agency} {kind:?} {category}");
            assert_eq!(Convention::default().covers(agency, kind, category), yes);
            let suspended = Convention { suspended: true, ..some.clone() };
            assert_eq!(suspended.covers(agency, kind, category), Err(Reason::Suspended));
        }
    }

    #[test]
    fn a_convention_may_leave_deliberations_out() {
        let agency = Convention { agencies: vec![Slug::parse("mhab").unwrap()], ..Convention::default() };
        assert_eq!(
            (agency.covers_deliberation("mhab"), Convention::default().covers_deliberation("tizi")),
            (Ok(()), Ok(()))
        );
        assert_eq!(agency.covers_deliberation("tizi"), Err(Reason::NotCovered));
        let without = Convention { no_deliberation: true, ..agency.clone() };
        assert_eq!(without.covers_deliberation("mhab"), Err(Reason::NotCovered));
        assert_eq!(without.covers("mhab", Kind::Complaint, "delay"), Ok(()));
        let suspended = Convention { suspended: true, ..agency };
        assert_eq!(suspended.covers_deliberation("mhab"), Err(Reason::Suspended));
    }
}
