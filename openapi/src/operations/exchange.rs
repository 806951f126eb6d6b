//! What nodes tell each other.
//!
//! In: nothing. Out: operations. Never: a second way in.

use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("POST", "/v1/exchange/events", "postEvents", "Tell what happened")
            .about(
                "CloudEvents 1.0 in structured JSON, one or up to 100, signed as Standard Webhooks with Ed25519 \
                 (`v1a`) over `id.timestamp.body`. 200 means that all of it is on disk. An event that was taken \
                 before changes nothing and is answered the same.",
            )
            .proof(Proof::Signature)
            .header("webhook-timestamp", true, "seconds", "When it was signed, in seconds since 1970.")
            .header("webhook-id", true, "event-id", "The delivery's id.")
            .body(wire::exchange::MEDIA_TYPE, Some("CloudEvent"), true)
            .body(wire::exchange::MEDIA_TYPE_BATCH, Some("CloudEvents"), true)
            .gives(200, "Taken", "All of it is on disk.")
            .problems(&[
                Code::MalformedBody,
                Code::InvalidReference,
                Code::InvalidFields,
                Code::UnknownAgency,
                Code::CaseNotFound,
                Code::NotFound,
                Code::ActionNotPossible,
                Code::Forbidden,
            ]),
        Operation::new("POST", "/v1/callbacks/{peer}", "postCallback", "Tell what happened, as a system that is no node")
            .about(
                "For peers that take webhooks. Signed as Standard Webhooks with the secret that both sides know (`v1`, \
                 HMAC-SHA256) over `id.timestamp.body`. A `webhook-id` is taken once for each case: repeated, it changes \
                 nothing and is answered the same. docs/connectors.md has examples.",
            )
            .proof(Proof::Signature)
            .header("webhook-timestamp", true, "seconds", "When it was signed, in seconds since 1970.")
            .header("webhook-id", true, "event-id", "Another one for each thing that happened.")
            .takes("Callback")
            .gives(200, "TakenEvent", "It is on disk.")
            .problems(&[Code::CaseNotFound, Code::NotFound, Code::ActionNotPossible, Code::Forbidden]),
        Operation::new("GET", "/v1/exchange/cases/{reference}/documents/{document}", "fetchDocument", "Fetch a document")
            .about(
                "For the peer that an event told of it. Signed as an event is, over `GET path`, the range, who asks and                  whom, a line each (docs/exchange.md). What is not there, another case's, or was never told of is one and                  the same answer.",
            )
            .proof(Proof::Signature)
            .header("webhook-timestamp", true, "seconds", "When it was signed, in seconds since 1970.")
            .header("webhook-id", true, "event-id", "Another one each time.")
            .header("wasl-source", true, "event-id", "Who asks: `urn:wasl:node:` and its identifier; of a peer that takes webhooks, `urn:wasl:peer:` and its identifier here.")
            .header("Range", false, "event-id", "`bytes=N-`: from byte N on.")
            .answer(206, "The document from there on.", Content::Bytes("*/*"))
            .with(&["Content-Range"])
            .problems(&[
                Code::InvalidUpload,
                Code::NotFound,
                Code::DocumentUnchecked,
                Code::DocumentInfected,
                Code::DocumentOnItsWay,
                Code::DocumentLost,
            ]),
    ]
}
