//! What addresses are called: in logs, in figures, and where their terms are looked up. In: a path. Out: one of a closed list.
//! Never: a reference or an identifier.

use crate::handlers::open311 as apps;
use domain::agency::Slug;

/// What a path is called in logs: never with a reference or an identifier in it.
pub fn name(path: &[&str]) -> &'static str {
    match path {
        [] => "page.home",
        ["healthz"] => "healthz",
        ["readyz"] => "readyz",
        ["metrics"] => "metrics",
        [".well-known", "wasl.json"] => "card",
        ["openapi.json"] => "openapi",
        ["docs", "api"] => "page.docs",
        ["docs", "api.css"] => "docs.style",
        ["problems"] => "page.problems",
        ["problems", _] => "page.problem",
        ["wasl.js"] => "loader",
        ["w", _, ..] => "assets",
        ["v1", "agencies"] => "agencies",
        ["v1", "challenge"] => "challenge",
        ["v1", "agencies", _] => "agency",
        ["v1", "agencies", _, "cases"] => "filing",
        ["v1", "agencies", _, "suggestions"] => "suggestions",
        ["v1", "agencies", _, "documents"] => "uploads",
        ["v1", "agencies", _, "documents", _] => "upload",
        ["v1", "cases", _] => "case",
        ["v1", "cases", _, "receipt"] => "case.receipt",
        ["v1", "cases", _, "proof"] => "case.proof",
        ["v1", "cases", _, "export"] => "case.export",
        ["v1", "cases", _, "documents", _] => "case.document",
        ["v1", "cases", _, "live"] => "case.live",
        ["v1", "cases", _, "messages"] => "case.messages",
        ["v1", "cases", _, "actions"] => "case.actions",
        ["v1", "desk" | "admin", ..] => staff_name(path),
        ["v1", "callbacks", _] => "callback",
        ["open311", "v2", below @ ..] => apps::name(below),
        ["v1", "exchange", "events"] => "exchange",
        ["v1", "exchange", "cases", _, "documents", _] => "exchange.document",
        ["v1", "log", _, "checkpoint"] => "log.checkpoint",
        ["v1", "log", _, "tile", _, _, ..] => "log.tile",
        [agency] if Slug::parse(agency).is_some() => "page.form",
        ["embed"] => "page.embed",
        [agency, "widget"] if Slug::parse(agency).is_some() => "page.widget",
        [agency, "orientation"] if Slug::parse(agency).is_some() => "page.orientation",
        [agency, "receipt"] if Slug::parse(agency).is_some() => "page.receipt",
        [agency, "wasl.js"] if Slug::parse(agency).is_some() => "page.script",
        [agency, "case"] if Slug::parse(agency).is_some() => "page.case",
        [agency, "case", "documents", _] if Slug::parse(agency).is_some() => "page.document",
        [agency, "case", "messages"] if Slug::parse(agency).is_some() => "page.messages",
        [agency, "case", "actions"] if Slug::parse(agency).is_some() => "page.actions",
        [agency, "case", "export"] if Slug::parse(agency).is_some() => "page.export",
        _ => "unknown",
    }
}

fn staff_name(path: &[&str]) -> &'static str {
    match path {
        ["v1", "desk", "cases"] => "desk.cases",
        ["v1", "desk", "cases", _] => "desk.case",
        ["v1", "desk", "cases", _, "documents", _] => "desk.document",
        ["v1", "desk", "cases", _, "actions"] => "desk.actions",
        ["v1", "desk", "cases", _, "erase"] => "desk.erase",
        ["v1", "desk", "cases", _, "accesses"] => "desk.case.accesses",
        ["v1", "desk", "accesses"] => "desk.accesses",
        ["v1", "desk", "corrections"] => "desk.corrections",
        ["v1", "desk", "waves"] => "desk.waves",
        ["v1", "desk", "token", "renew"] => "desk.token",
        ["v1", "desk", "deliberations"] => "desk.deliberations",
        ["v1", "desk", "deliberations", _] => "desk.deliberation",
        ["v1", "desk", "deliberations", _, "actions"] => "desk.deliberation.actions",
        ["v1", "desk", "deliberations", _, "documents", _] => "desk.deliberation.document",
        ["v1", "desk", "deliveries"] => "desk.deliveries",
        ["v1", "desk", "deliveries", _, "retry"] => "desk.retry",
        ["v1", "admin", "agencies"] => "admin.agencies",
        ["v1", "admin", "agencies", _] => "admin.agency",
        ["v1", "admin", "peers"] => "admin.peers",
        ["v1", "admin", "peers", _] => "admin.peer",
        ["v1", "admin", "peers", _, "convention"] => "admin.convention",
        ["v1", "admin", "peers", _, "exchanged"] => "admin.exchanged",
        ["v1", "admin", "registers"] => "admin.registers",
        ["v1", "admin", "registers" | "drawers", _, "data-key"] => "admin.data_key",
        ["v1", "admin", "registers" | "drawers" | "directories", _, "backup"] => "admin.backup",
        ["v1", "admin", "registers" | "drawers" | "directories", _, "restore"] => "admin.restore",
        ["v1", "admin", "tokens"] => "admin.tokens",
        ["v1", "admin", "tokens", _] => "admin.token",
        ["v1", "admin", "tokens", _, "renew"] => "admin.renew",
        ["v1", "admin", "deliveries"] => "admin.deliveries",
        ["v1", "admin", "deliveries", "retry"] => "admin.retry_all",
        ["v1", "admin", "deliveries", _, "retry"] => "admin.retry",
        ["v1", "admin", "deliveries" | "peers", _, "discard"] => "admin.discard",
        ["v1", "admin", "deliveries", _, "redirect"] => "admin.redirect",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_of_paths_carry_no_identifier() {
        assert_eq!(name(&["v1", "cases", "HAB-26A-000001-Y"]), "case");
        assert_eq!(name(&["mhab"]), "page.form");
        assert_eq!(name(&["v1", "nothing"]), "unknown");
        assert_eq!(name(&["v1"]), "unknown");
        assert_eq!(name(&["favicon.ico"]), "unknown");
    }
}
