//! Pages for people: the form and the case without scripts.
//!
//! In: nothing. Out: operations. Never: a promise about what stands in the HTML.

use crate::operation::{Content, Operation};
use wire::problem::ProblemCode as Code;

const HTML: Content = Content::Bytes("text/html");
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

fn page(method: &'static str, path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    let page = Operation::new(method, path, id, summary).query("lang", "language", "The language of the page.").page();
    page.answer(200, "A page.", HTML)
}

fn of_agency(method: &'static str, path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    page(method, path, id, summary).problems(&[Code::UnknownAgency])
}

/// A posted form is answered by the next page; one that is wrong, by itself with what is wrong.
fn posted(path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    of_agency("POST", path, id, summary).body(FORM, None, true).problems(&[
        Code::MalformedBody,
        Code::IdempotencyKeyNeeded,
        Code::InvalidReference,
        Code::Unauthorized,
        Code::CaseNotFound,
        Code::InvalidFields,
        Code::IdempotencyKeyReused,
        Code::ActionNotPossible,
        Code::TooManyRequests,
    ])
}

pub(super) fn operations() -> Vec<Operation> {
    vec![
        page("GET", "/", "home", "The agencies of the node"),
        page("GET", "/embed", "embed", "How to put the form into a page"),
        of_agency("GET", "/{agency}", "showForm", "The form"),
        posted("/{agency}", "postForm", "File by the form")
            .about("As `multipart/form-data` each `file` becomes a document as it comes in.")
            .body(MULTIPART, None, true)
            .answer(201, "The receipt.", HTML)
            .problems(&[Code::OriginNotAllowed, Code::FilingClosed, Code::ProofNeeded]),
        of_agency("GET", "/{agency}/widget", "showWidget", "The form for the loader"),
        Operation::new("GET", "/{agency}/wasl.js", "agencyLoader", "The loader with the agency's form in it")
            .query("lang", "language", "The language of the form.")
            .answer(200, "A script.", Content::Bytes("text/javascript"))
            .page()
            .problems(&[Code::UnknownAgency]),
        of_agency("GET", "/{agency}/orientation", "orient", "Questions that lead to the right form")
            .query("at", "words", "The question.")
            .query("answer", "words", "The number of the answer.")
            .query("via", "words", "The questions before, with dots between.")
            .problems(&[Code::NotFound]),
        of_agency("GET", "/{agency}/case", "askForCase", "Where a case is opened").query(
            "reference",
            "words",
            "The reference, filled in.",
        ),
        posted("/{agency}/case", "openCase", "Open a case"),
        posted(
            "/{agency}/receipt",
            "printReceipt",
            "The receipt, to be printed; with `show` = `screen` as it was shown",
        ),
        posted("/{agency}/case/documents/{document}", "saveDocument", "Save a document of a case")
            .answer(200, "The document, or a page.", Content::Bytes("*/*"))
            .problems(&[Code::NotFound, Code::DocumentUnchecked, Code::DocumentInfected]),
        posted("/{agency}/case/messages", "writeMessage", "Write in a case").body(MULTIPART, None, true).answer(
            201,
            "The case with the message.",
            HTML,
        ),
        posted("/{agency}/case/export", "showHeld", "Everything that is held on a case, for reading and printing"),
        posted("/{agency}/case/actions", "act", "Act in a case").answer(201, "The case.", HTML),
    ]
}
