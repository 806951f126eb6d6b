//! Where a filing goes by rule. In: an agency's routes, a kind and a category. Out: a peer, or nobody.

use crate::agency::{Agency, Slug};
use crate::status::Kind;

/// The peer that the first fitting route names.
#[must_use]
pub fn route<'a>(agency: &'a Agency, kind: Kind, category: &str) -> Option<&'a Slug> {
    agency
        .routes
        .iter()
        .find(|r| {
            let kind_fits = r.kinds.is_empty() || r.kinds.contains(&kind);
            kind_fits && (r.categories.is_empty() || r.categories.iter().any(|c| c.as_str() == category))
        })
        .map(|r| &r.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::{Route, tests::agency};

    #[test]
    fn the_first_fitting_rule_decides() {
        let mut a = agency();
        assert_eq!(route(&a, Kind::Complaint, "corruption").map(Slug::as_str), Some("mediator"));
        assert_eq!(route(&a, Kind::Complaint, "delay"), None);
        assert_eq!(route(&a, Kind::Suggestion, "corruption"), None);
        a.routes.push(Route { kinds: vec![], categories: vec![], to: Slug::parse("portal").unwrap() });
        assert_eq!(route(&a, Kind::Complaint, "corruption").map(Slug::as_str), Some("mediator"));
        assert_eq!(route(&a, Kind::Suggestion, "delay").map(Slug::as_str), Some("portal"));
    }
}
