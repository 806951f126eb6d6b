//! Documents on their way in: tus 1.0.0.
//!
//! In: nothing. Out: operations. Never: another version of the protocol.

use crate::operation::{Content, Operation};
use wire::problem::ProblemCode as Code;

const OPEN: &str = "/v1/agencies/{agency}/documents";
const ONE: &str = "/v1/agencies/{agency}/documents/{document}";
const BYTES: &str = "application/offset+octet-stream";

fn of(method: &'static str, path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(method, path, id, summary).header("Tus-Resumable", true, "tus", "The version of tus.").problems(&[
        Code::UploadVersion,
        Code::UnknownAgency,
        Code::OriginNotAllowed,
        Code::TooManyRequests,
    ])
}

fn one(method: &'static str, id: &'static str, summary: &'static str) -> Operation {
    of(method, ONE, id, summary).problems(&[Code::NotFound, Code::UploadGone])
}

const TAKEN: [Code; 6] = [
    Code::InvalidUpload,
    Code::UploadOffset,
    Code::UploadGone,
    Code::DocumentTooLarge,
    Code::UnsupportedDocument,
    Code::UnsupportedMediaType,
];

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("OPTIONS", OPEN, "uploadOptions", "What a tus client may rely on")
            .answer(204, "Version, extensions, largest length.", Content::Empty)
            .with(&["Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size"]),
        of("POST", OPEN, "beginUpload", "Announce a document, and perhaps send its beginning")
            .about(
                "`Location` is the upload's secret address; its last segment is the document's id, which a filing or \
                 a message then names. What a document is, its content decides. One that is not finished or not \
                 claimed within 24 hours is erased.",
            )
            .header("Upload-Length", true, "length", "The document's length in bytes.")
            .header("Upload-Metadata", false, "metadata", "`filename` and `filetype`, each in base64.")
            .body(BYTES, None, false)
            .answer(201, "Begun.", Content::Empty)
            .with(&["Location", "Upload-Offset", "Upload-Expires", "Tus-Resumable", "RateLimit-Policy", "RateLimit"])
            .problems(&TAKEN),
        one("HEAD", "askUpload", "How far an upload is")
            .answer(200, "What `Upload-Offset` says is on disk.", Content::Empty)
            .with(&["Upload-Offset", "Upload-Length", "Upload-Expires", "Tus-Resumable"]),
        one("PATCH", "sendUpload", "Send bytes")
            .header("Upload-Offset", true, "length", "Where these bytes begin: as `HEAD` says.")
            .body(BYTES, None, true)
            .answer(204, "Taken.", Content::Empty)
            .with(&["Upload-Offset", "Upload-Expires", "Tus-Resumable"])
            .problems(&TAKEN),
        one("DELETE", "endUpload", "End an upload")
            .answer(204, "Gone.", Content::Empty)
            .with(&["Tus-Resumable"])
            .problems(&[Code::Forbidden]),
        one("POST", "overrideUpload", "Any of these, for networks that let nothing else through")
            .header("X-HTTP-Method-Override", true, "override", "`HEAD`, `PATCH` or `DELETE`.")
            .header("Upload-Offset", false, "length", "For `PATCH`.")
            .body(BYTES, None, false)
            .answer(200, "As `HEAD`.", Content::Empty)
            .answer(204, "As `PATCH` or `DELETE`.", Content::Empty)
            .problems(&TAKEN)
            .problems(&[Code::Forbidden, Code::MethodNotAllowed]),
    ]
}
