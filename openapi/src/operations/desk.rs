//! What caseworkers do: list, read, treat.
//!
//! In: nothing. Out: operations. Never: anything of another agency.

use super::KEY;
use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    let of = |method, path, id, summary| Operation::new(method, path, id, summary).proof(Proof::Caseworker);
    vec![
        of("GET", "/v1/desk/cases", "listCases", "The agency's cases, newest first")
            .query("status", "status", "Only these.")
            .query("kind", "kind", "Only these.")
            .query("category", "words", "Only these.")
            .query("overdue", "truth", "Only those that are late, or those that are not.")
            .query("due_within_days", "days", "Only those that are due within so many days, and not late.")
            .query("q", "words", "Words in the subject, or a reference.")
            .query("wave", "reference", "Only those of this wave.")
            .query("cursor", "cases-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 50 if it is not said.")
            .gives(200, "CasePage", "One page.")
            .problems(&[Code::InvalidQuery]),
        of("GET", "/v1/desk/cases/{reference}", "readCase", "A case with all that staff sees")
            .query("lang", "language", "The language of names and sentences.")
            .gives(200, "DeskCase", "The case.")
            .problems(&[Code::InvalidReference, Code::CaseNotFound]),
        of("GET", "/v1/desk/cases/{reference}/documents/{document}", "readDocument", "A document's bytes, to be saved")
            .answer(200, "The document.", Content::Bytes("*/*"))
            .with(&["Content-Disposition"])
            .problems(&[
                Code::InvalidReference,
                Code::CaseNotFound,
                Code::NotFound,
                Code::DocumentUnchecked,
                Code::DocumentInfected,
                Code::DocumentOnItsWay,
                Code::DocumentLost,
            ]),
        of("POST", "/v1/desk/cases/{reference}/actions", "treatCase", "Treat a case")
            .about("Which fields count depends on `action`.")
            .header("Idempotency-Key", false, "key", "With one, sending twice writes once.")
            .takes("DeskAction")
            .gives(201, "ActionDone", "The entry that was written.")
            .problems(&[
                Code::InvalidReference,
                Code::CaseNotFound,
                Code::IdempotencyKeyNeeded,
                Code::IdempotencyKeyReused,
                Code::ActionNotPossible,
            ]),
        of("POST", "/v1/desk/cases/{reference}/erase", "eraseCase", "Erase what was written in a case, for good")
            .about(
                "For supervisors. The case must be over, and owed to no peer. Reference, dates and outcome remain; its \
                 documents are erased within moments. Asked again, it answers the same.",
            )
            .query("reason", "erase-reason", "Why; stands in the access log.")
            .answer(204, "Nothing is left of what was written.", Content::Empty)
            .problems(&[Code::InvalidReference, Code::CaseNotFound, Code::InvalidQuery, Code::ActionNotPossible]),
        of("GET", "/v1/desk/cases/{reference}/accesses", "listCaseAccesses", "Who of the staff has read a case")
            .about("For supervisors. Reading this is an entry too.")
            .query("cursor", "cases-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 50 if it is not said.")
            .gives(200, "AccessPage", "One page, newest first.")
            .problems(&[Code::InvalidReference, Code::CaseNotFound, Code::InvalidQuery]),
        of("GET", "/v1/desk/accesses", "listAccesses", "What the agency's staff has read")
            .about("For supervisors: cases, documents, and pages of the list. Reading this is an entry too.")
            .query("cursor", "cases-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 50 if it is not said.")
            .gives(200, "AccessPage", "One page, newest first.")
            .problems(&[Code::InvalidQuery]),
        of("GET", "/v1/desk/waves", "listWaves", "What many people file about")
            .about(
                "Cases of several people in one category within days that share a word hardly anybody else writes. Reading them \
                 is an entry of the access log; `GET /v1/desk/cases?wave=` lists the cases of one.",
            )
            .query("lang", "language", "The language of names.")
            .query("cursor", "cases-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 20 at most.")
            .gives(200, "WavePage", "One page, those that began last first.")
            .problems(&[Code::InvalidQuery]),
        of("GET", "/v1/desk/corrections", "listCorrections", "Texts whose category caseworkers have put right")
            .about(
                "For supervisors: what a model can be trained on. Lines of variety, topic, family and text with tabs \
                 between, oldest first, two hundred cases a page; `Link` leads to the next one. Reading them is an entry of \
                 the access log; a case that was erased is not there any more.",
            )
            .query("cursor", "cases-cursor", "As `Link` has it.")
            .answer(200, "The lines.", Content::Bytes("text/tab-separated-values"))
            .with(&["Link"])
            .problems(&[Code::InvalidQuery]),
        of("POST", "/v1/desk/token/renew", "renewOwnToken", "Renew one's own token")
            .header("Idempotency-Key", false, "key", KEY)
            .about("Another secret with another id; the old one ends after two minutes. Never later than thirty days after \
                    the first was issued.")
            .gives(201, "TokenMade", "The new one, shown in this answer and nowhere else.")
            .problems(&[Code::NotFound, Code::IdempotencyKeyNeeded, Code::IdempotencyKeyReused]),
        of("GET", "/v1/desk/deliveries", "listDeliveries", "What the agency's registers owe to peers")
            .query("state", "state", "Only these.")
            .query("peer", "words", "Only to this peer.")
            .query("cursor", "deliveries-cursor", "The `cursor` of the page before.")
            .query("limit", "limit", "How many; 100 if it is not said.")
            .gives(200, "DeliveryList", "One page, oldest first.")
            .problems(&[Code::InvalidQuery]),
        of("POST", "/v1/desk/deliveries/{delivery}/retry", "retryDelivery", "Try a dead delivery again")
            .answer(202, "It is due again.", Content::Empty)
            .problems(&[Code::NotFound]),
    ]
}
