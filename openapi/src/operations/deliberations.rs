//! What two bodies deliberate on: at the desk of each of them.
//!
//! In: nothing. Out: operations. Never: anything of another agency.

use super::KEY;
use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    let of = |method, path, id, summary| Operation::new(method, path, id, summary).proof(Proof::Caseworker);
    vec![
        of("GET", "/v1/desk/deliberations", "listDeliberations", "The agency's deliberations, newest first")
            .query("status", "deliberation-status", "Only these.")
            .query("peer", "peer", "Only those with this peer.")
            .query("lang", "language", "The language of names.")
            .query("cursor", "cases-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 50 if it is not said.")
            .gives(200, "DeliberationPage", "One page.")
            .problems(&[Code::InvalidQuery]),
        of("POST", "/v1/desk/deliberations", "openDeliberation", "Open a deliberation with a peer")
            .about(
                "The peer must be a node. Of the cases that are linked only how many they are goes over, and, of those that \
                 the peer has too, its own references. A text that seems to name somebody whose case is linked is refused at \
                 `/text`, unless `confirmed` says that it shall go over.",
            )
            .header("Idempotency-Key", true, "key", KEY)
            .takes("DeliberationAction")
            .gives(201, "DeliberationDone", "It is on the register, and will be told to the peer.")
            .problems(&[Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused, Code::ActionNotPossible]),
        of("GET", "/v1/desk/deliberations/{reference}", "readDeliberation", "A deliberation with all that staff sees")
            .query("lang", "language", "The language of names.")
            .gives(200, "DeliberationView", "The deliberation.")
            .problems(&[Code::InvalidReference, Code::NotFound]),
        of(
            "GET",
            "/v1/desk/deliberations/{reference}/documents/{document}",
            "readDeliberationDocument",
            "A document's bytes, to be saved",
        )
        .answer(200, "The document.", Content::Bytes("*/*"))
        .with(&["Content-Disposition"])
        .problems(&[
            Code::InvalidReference,
            Code::NotFound,
            Code::DocumentUnchecked,
            Code::DocumentInfected,
            Code::DocumentOnItsWay,
            Code::DocumentLost,
        ]),
        of("POST", "/v1/desk/deliberations/{reference}/actions", "deliberate", "Write, link cases, conclude or reopen")
            .about("Which fields count depends on `action`. A conclusion stands until either side reopens.")
            .header("Idempotency-Key", false, "key", "With one, sending twice writes once.")
            .takes("DeliberationAction")
            .gives(201, "DeliberationDone", "The entry that was written.")
            .problems(&[
                Code::InvalidReference,
                Code::NotFound,
                Code::IdempotencyKeyNeeded,
                Code::IdempotencyKeyReused,
                Code::ActionNotPossible,
            ]),
    ]
}
