//! What events are called: those of cases, and those of deliberations. In and out: texts. Never: what an event does.

/// What stands before an event kind in the `type` of an event that is not a case's: `wasl.deliberation.opened`.
const FAMILY: &str = "wasl.";
/// What begins the kind of such an event.
const DELIBERATION: &str = "deliberation.";

/// The `type` of an event of this kind.
#[must_use]
pub fn event_type(kind: &str) -> String {
    let before = if kind.starts_with(DELIBERATION) { FAMILY } else { super::TYPE_PREFIX };
    format!("{before}{kind}")
}

/// The kind of an event of this `type`; empty for one that nobody knows.
#[must_use]
pub fn event_kind(of: &str) -> &str {
    let deliberation = of.strip_prefix(FAMILY).filter(|kind| kind.starts_with(DELIBERATION));
    deliberation.or_else(|| of.strip_prefix(super::TYPE_PREFIX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_and_its_type_are_each_others() {
        for (kind, of) in [("filed", "wasl.case.filed"), ("deliberation.opened", "wasl.deliberation.opened")] {
            assert_eq!((event_type(kind).as_str(), event_kind(of)), (of, kind));
        }
        for strange in ["wasl.other.opened", "case.filed", "", "wasl."] {
            assert_eq!(event_kind(strange), "");
        }
    }
}
