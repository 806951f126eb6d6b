//! What complainants do: choose an agency, file, follow, write, act.
//!
//! In: nothing. Out: operations. Never: how an answer is made.

use super::KEY;
use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    let mut all = agencies();
    all.extend(cases());
    all
}

fn agencies() -> Vec<Operation> {
    vec![
        Operation::new("GET", "/v1/agencies", "listAgencies", "Every agency of the node")
            .query("cursor", "agency", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "AgencyList", "By identifier.")
            .kept()
            .problems(&[Code::InvalidQuery]),
        Operation::new("GET", "/v1/agencies/{agency}", "getAgency", "What a form needs to know of one agency")
            .gives(200, "AgencyView", "The agency.")
            .kept()
            .problems(&[Code::UnknownAgency]),
        Operation::new("GET", "/v1/challenge", "getChallenge", "A challenge for the proof of work")
            .about(
                "Find the `number`, at most `maxnumber`, for which SHA-256 of `salt` and the number in decimal is \
                 `challenge`. `proof` of a filing is base64 of the JSON `{algorithm, challenge, number, salt, \
                 signature}`, as ALTCHA's libraries (version 1 of the format) make it; each is good for one filing.",
            )
            .needed("agency", "agency", "The agency that the filing is for.")
            .gives(200, "Challenge", "A challenge.")
            .with(&["RateLimit-Policy", "RateLimit"])
            .problems(&[Code::InvalidQuery, Code::UnknownAgency, Code::TooManyRequests]),
        Operation::new(
            "POST",
            "/v1/agencies/{agency}/suggestions",
            "suggestCategories",
            "What a text seems to be about",
        )
        .about(
            "The agency's categories that fit, the surest first, or who else is competent; empty lists are \"I \
                 don't know\". The text is judged by the node itself and neither stored nor logged. From a page, the \
                 page's origin must be one that the agency allows.",
        )
        .takes("AboutText")
        .gives(200, "Suggestions", "What it seems to be about.")
        .with(&["RateLimit-Policy", "RateLimit"])
        .problems(&[Code::UnknownAgency, Code::OriginNotAllowed, Code::TooManyRequests]),
        Operation::new("POST", "/v1/agencies/{agency}/cases", "fileCase", "File a case")
            .about(
                "Answered when the case is on disk. The receipt carries the access code: it is shown here and by \
                 nobody else. From a page, the page's origin must be one that the agency allows.",
            )
            .header("Idempotency-Key", true, "key", KEY)
            .takes("FileCase")
            .gives(201, "Receipt", "On the register.")
            .with(&["RateLimit-Policy", "RateLimit"])
            .problems(&[
                Code::IdempotencyKeyNeeded,
                Code::UnknownAgency,
                Code::OriginNotAllowed,
                Code::FilingClosed,
                Code::ProofNeeded,
                Code::IdempotencyKeyReused,
                Code::TooManyRequests,
            ]),
    ]
}

fn cases() -> Vec<Operation> {
    let case = |method, path, id, summary| Operation::new(method, path, id, summary).proof(Proof::AccessCode);
    vec![
        case("GET", "/v1/cases/{reference}", "getCase", "A case, as its complainant sees it")
            .about("A reference that does not exist and a wrong access code are answered the same.")
            .query("lang", "language", "The language of names and sentences.")
            .gives(200, "CaseView", "The case.")
            .with(&["RateLimit-Policy"]),
        case("GET", "/v1/cases/{reference}/receipt", "getReceipt", "The receipt again").gives(
            200,
            "Receipt",
            "As it was given when the case was filed.",
        ),
        case("GET", "/v1/cases/{reference}/export", "exportCase", "Everything that is held on a case")
            .about(
                "For its complainant (law 09-08, article 7): what was filed, what happened, what went to whom, which \
                 roles have read it, and what is kept until when. Entries that are internal to the agency are there \
                 without their words.",
            )
            .query("lang", "language", "The language of names and sentences.")
            .gives(200, "CaseExport", "All of it.")
            .problems(&[Code::InvalidReference, Code::CaseNotFound]),
        case("GET", "/v1/cases/{reference}/proof", "getProof", "The proof that the case is in its register")
            .about(
                "The event that put it there, its way to the root of the register's log, and the signed root. With \
                 the receipt, `wasl verify inclusion` checks it without asking anybody. See docs/verifying.md.",
            )
            .gives(200, "CaseProof", "The proof."),
        case("GET", "/v1/cases/{reference}/documents/{document}", "getDocument", "A document's bytes, to be saved")
            .about(
                "Its type is the one that its content has; it is never to be shown as a page. Where the node has a \
                 virus scanner, nothing is given out that the scanner has not found clean.",
            )
            .answer(200, "The document.", Content::Bytes("*/*"))
            .with(&["Content-Disposition"])
            .problems(&[
                Code::NotFound,
                Code::DocumentUnchecked,
                Code::DocumentInfected,
                Code::DocumentOnItsWay,
                Code::DocumentLost,
            ]),
        Operation::new("GET", "/v1/cases/{reference}/live", "watchCase", "A WebSocket that says when there is more")
            .about(
                "Send the access code as the first message; then `{\"events\": n}`, the number of the timeline's \
                 entries, comes at once and whenever there are more. No word of the case goes over it. `ping` is \
                 answered `pong`. A wrong code closes it with 1008; a case has eight sockets at most, and the oldest \
                 is closed with 1013.",
            )
            .answer(101, "A WebSocket (RFC 6455).", Content::Empty)
            .problems(&[Code::InvalidReference, Code::CaseNotFound, Code::MethodNotAllowed, Code::TooManyRequests]),
        case("POST", "/v1/cases/{reference}/messages", "postMessage", "Write, or answer a question")
            .header("Idempotency-Key", false, "key", KEY)
            .takes("PostMessage")
            .gives(201, "ActionDone", "The entry that was written.")
            .problems(&[Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused, Code::ActionNotPossible]),
        case("POST", "/v1/cases/{reference}/actions", "postAction", "Withdraw, reopen, escalate or rate")
            .header("Idempotency-Key", false, "key", KEY)
            .takes("PostAction")
            .gives(201, "ActionDone", "The entry that was written.")
            .problems(&[Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused, Code::ActionNotPossible]),
    ]
}
