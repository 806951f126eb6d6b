//! Problem Details (RFC 9457) and the closed list of problems.
//!
//! The code is the contract: it is the `type`, the metric's label and the key of the words.
//! Sentences (`title`, `detail`, `message`) are put in by whoever answers, in the caller's language.

use domain::field_error::FieldError;
use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What a node answers when it does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `/problems/` and the code: a reference that leads to an explanation at the node that answered.
    #[serde(rename = "type")]
    pub kind: String,
    /// One short sentence in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it, in the caller's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// For an action that is not possible now: why, from a closed list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For invalid input: every field that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldProblem {
    /// JSON pointer to the field.
    pub field: String,
    /// The code, from a closed list.
    pub code: String,
    /// A sentence in the caller's language.
    pub message: String,
    /// The limit that was passed, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl FieldProblem {
    /// A field's error with its sentence.
    #[must_use]
    pub fn new(error: &FieldError, message: String) -> Self {
        Self { field: error.field.clone(), code: error.code.name().to_owned(), message, limit: error.code.limit() }
    }
}

macro_rules! problems {
    ($($(#[doc = $doc:literal])+ $variant:ident = $status:literal $name:literal),+ $(,)?) => {
        /// The closed list of problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($(#[doc = $doc])+ $variant),+ }

        impl ProblemCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }

            /// What it means, for those who build against the contract.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+)),+ }
            }

            /// Reads the stable name, with or without what stands before it in `type`.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                let name = name.rsplit('/').next().unwrap_or(name);
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

problems! {
    /// The body is not JSON, or not the form it should be.
    MalformedBody = 400 "malformed-body",
    /// The idempotency key is missing or cannot be one.
    IdempotencyKeyNeeded = 400 "idempotency-key-needed",
    /// A query parameter is wrong.
    InvalidQuery = 400 "invalid-query",
    /// The reference is misspelt: its check character does not fit.
    InvalidReference = 400 "invalid-reference",
    /// A header of an upload is missing or wrong.
    InvalidUpload = 400 "invalid-upload",
    /// No token, or one that does not open this.
    Unauthorized = 401 "unauthorized",
    /// The signature of an exchange message is not good.
    BadSignature = 401 "bad-signature",
    /// The page's origin is not one that the agency allows.
    OriginNotAllowed = 403 "origin-not-allowed",
    /// The token is good, but not for this.
    Forbidden = 403 "forbidden",
    /// The sender of an exchange message is not a peer, or the case is not that peer's.
    NotAPeer = 403 "not-a-peer",
    /// No convention covers this case, or it is suspended; `reason` says which.
    NotCovered = 403 "not-covered",
    /// The agency takes nothing at present.
    FilingClosed = 403 "filing-closed",
    /// A proof of work is needed, or another one: `GET /v1/challenge`.
    ProofNeeded = 403 "proof-needed",
    /// Nothing is at this path.
    NotFound = 404 "not-found",
    /// There is no such agency.
    UnknownAgency = 404 "unknown-agency",
    /// No case opens with this reference and code.
    CaseNotFound = 404 "case-not-found",
    /// Not with this method; `Allow` says with which.
    MethodNotAllowed = 405 "method-not-allowed",
    /// The answer has no form that `Accept` takes.
    NotAcceptable = 406 "not-acceptable",
    /// The case does not allow this now; `reason` says why.
    ActionNotPossible = 409 "action-not-possible",
    /// The case has been here, or was handed on too often: it is not taken, and goes back to whoever sent it; `reason` says which.
    CaseCircles = 409 "case-circles",
    /// This cannot be restored here; `reason` says why.
    RestoreRefused = 409 "restore-refused",
    /// The upload stands elsewhere than the bytes that were sent.
    UploadOffset = 409 "upload-offset",
    /// The document waits for the virus scanner; try again later.
    DocumentUnchecked = 409 "document-unchecked",
    /// The document is on its way from another body; try again later.
    DocumentOnItsWay = 409 "document-on-its-way",
    /// The document never came from the other body as it was announced, or its case is erased.
    DocumentLost = 410 "document-lost",
    /// The virus scanner found something in the document: its bytes are erased.
    DocumentInfected = 410 "document-infected",
    /// The upload was ended, or waited too long.
    UploadGone = 410 "upload-gone",
    /// Another version of tus is needed.
    UploadVersion = 412 "upload-version",
    /// The document is larger than what is taken.
    DocumentTooLarge = 413 "document-too-large",
    /// The body is larger than what is taken.
    BodyTooLarge = 413 "body-too-large",
    /// Another media type is needed.
    UnsupportedMediaType = 415 "unsupported-media-type",
    /// The document is, by its content, of a type that is not taken.
    UnsupportedDocument = 415 "unsupported-document",
    /// Some fields are wrong; `errors` says which.
    InvalidFields = 422 "invalid-fields",
    /// The idempotency key was used for something else.
    IdempotencyKeyReused = 422 "idempotency-key-reused",
    /// Too much has come lately; `Retry-After` says when there is room again.
    TooManyRequests = 429 "too-many-requests",
    /// Too many wrong codes or tokens have come from this network; `Retry-After` says when another is looked at.
    TooManyAttempts = 429 "too-many-attempts",
    /// Something broke here; it is in the log.
    Internal = 500 "internal",
    /// Not now; try again later.
    Unavailable = 503 "unavailable",
}

impl ProblemCode {
    /// What stands before the name in `type`: a path on the node that answered, where the problem is explained, and
    /// the same text at every node (RFC 9457, section 3.1.1, on relative references with their full path).
    pub const PREFIX: &'static str = "/problems/";

    /// The value of `type`.
    #[must_use]
    pub fn uri(self) -> String {
        format!("{}{}", Self::PREFIX, self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_written_as_the_standard_says() {
        let problem = Problem {
            kind: ProblemCode::InvalidFields.uri(),
            title: "T".into(),
            status: 422,
            detail: None,
            reason: None,
            errors: vec![FieldProblem {
                field: "/subject".into(),
                code: "too-long".into(),
                message: "M".into(),
                limit: Some(200),
            }],
        };
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"/problems/invalid-fields","title":"T","status":422,"errors":[{"field":"/subject","code":"too-long","message":"M","limit":200}]}"#
        );
    }

    #[test]
    fn codes_read_back() {
        for code in ProblemCode::ALL {
            assert_eq!(ProblemCode::parse(&code.uri()), Some(*code));
            assert_eq!(ProblemCode::parse(&format!("https://node.example{}", code.uri())), Some(*code));
            assert_eq!(ProblemCode::parse(code.name()), Some(*code));
        }
    }
}
