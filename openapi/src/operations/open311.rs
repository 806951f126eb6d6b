//! Open311 `GeoReport` v2: what civic apps call.
//!
//! In: nothing. Out: operations. Never: a case's words.

use super::KEY;
use crate::operation::{Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    [discovery(), services(), requests()].concat()
}

fn discovery() -> Vec<Operation> {
    let one = |path, id| {
        Operation::new("GET", path, id, "Where Open311 is spoken, and how").open311("discovery", "The endpoint.")
    };
    vec![
        one("/open311/v2/discovery.json", "open311Discovery"),
        one("/open311/v2/discovery.xml", "open311DiscoveryInXml"),
    ]
}

/// What names the agency, where nobody's key does.
fn of_agency(operation: Operation) -> Operation {
    operation
        .query("jurisdiction_id", "agency", "The agency. Needed where the node has several and no key says which.")
        .query("locale", "language", "The language of names and notes, before `lang` and `Accept-Language`.")
        .problems(&[Code::InvalidQuery, Code::UnknownAgency])
}

fn services() -> Vec<Operation> {
    let list = |path, id| {
        of_agency(Operation::new("GET", path, id, "An agency's services: its categories"))
            .open311("services", "All of them.")
    };
    vec![
        list("/open311/v2/services.json", "open311Services"),
        list("/open311/v2/services.xml", "open311ServicesInXml"),
        of_agency(Operation::new(
            "GET",
            "/open311/v2/services/{service-file}",
            "open311Service",
            "What a service asks for besides: nothing",
        ))
        .open311("service", "No attributes.")
        .problems(&[Code::NotFound]),
    ]
}

fn requests() -> Vec<Operation> {
    let list = |path, id| {
        of_key(Operation::new("GET", path, id, "Where the app's own cases stand"))
            .about(
                "Only what was filed with this key, or with another one of the same name, and nothing that anybody has \
                 written. Newest first, of the last 90 days where no dates are given, 1000 at most.",
            )
            .query(
                "service_request_id",
                "words",
                "References with commas between, 50 at most; then nothing else counts.",
            )
            .query("service_code", "words", "Services, with commas between.")
            .query("status", "words", "`open` or `closed`.")
            .query("start_date", "date-time", "Filed from then on; 90 days with `end_date` at most.")
            .query("end_date", "date-time", "Filed until then.")
            .query("page", "page", "Which page.")
            .query("page_size", "page-size", "Cases of a page.")
            .open311("requests", "A page.")
            .problems(&[Code::InvalidQuery])
    };
    let file = |path, id| {
        of_key(Operation::new("POST", path, id, "File a case"))
            .about(
                "Under a budget of the app's own, without a proof of work. The access code is in `service_notice`: it is for \
                 the person. Address, position and link become lines of the text; a link is never fetched.",
            )
            .header("Idempotency-Key", false, "key", KEY)
            .body("application/x-www-form-urlencoded", None, true)
            .open311("filed", "It is on the register.")
            .with(&["RateLimit-Policy"])
            .problems(&[
                Code::InvalidFields,
                Code::MalformedBody,
                Code::IdempotencyKeyNeeded,
                Code::IdempotencyKeyReused,
                Code::FilingClosed,
                Code::UnknownAgency,
                Code::TooManyRequests,
            ])
    };
    vec![
        list("/open311/v2/requests.json", "open311Requests"),
        list("/open311/v2/requests.xml", "open311RequestsInXml"),
        file("/open311/v2/requests.json", "open311File"),
        file("/open311/v2/requests.xml", "open311FileInXml"),
        of_one(Operation::new(
            "GET",
            "/open311/v2/requests/{request-file}",
            "open311Request",
            "Where one of the app's own cases stands",
        ))
        .open311("requests", "It alone."),
        of_one(Operation::new(
            "GET",
            "/open311/v2/tokens/{request-file}",
            "open311Token",
            "The reference of a token: a case has one at once, so they are the same",
        ))
        .open311("tokens", "Both."),
    ]
}

fn of_key(operation: Operation) -> Operation {
    operation.proof(Proof::App).query("jurisdiction_id", "agency", "The key's agency; another one is refused.").query(
        "locale",
        "language",
        "The language of names and notes, before `lang` and `Accept-Language`.",
    )
}

fn of_one(operation: Operation) -> Operation {
    of_key(operation).problems(&[Code::InvalidReference, Code::CaseNotFound, Code::NotFound])
}
