//! One operation: a method and a path, what goes in, every answer that can come.
//!
//! In: words and names, put together by the rooms in `operations`. Out: values that `document` writes.
//! Never: knows JSON Schema; a shape is named, not spelt out.

use wire::problem::ProblemCode;

/// Who may call, and how that is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Anybody.
    None,
    /// The case's access code as a bearer token.
    AccessCode,
    /// A caseworker's token.
    Caseworker,
    /// The operator's token.
    Operator,
    /// The token for figures.
    Metrics,
    /// A peer's signature.
    Signature,
    /// The key of an app.
    App,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the query.
    Query,
    /// A header of the request.
    Header,
}

/// A parameter that is not in the path.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub about: &'static str,
    /// The name of its schema in `limits::PARAMETERS`.
    pub schema: &'static str,
}

/// A body that goes in.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its media type.
    pub media_type: &'static str,
    /// Its shape; none for bytes.
    pub shape: Option<&'static str>,
    /// Whether there must be one.
    pub required: bool,
}

/// What an answer carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// JSON of this shape.
    Json(&'static str),
    /// A text or bytes of this media type.
    Bytes(&'static str),
    /// One of Open311's shapes, in JSON or in XML.
    Open311(&'static str),
}

/// One answer that is no problem.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// What it means.
    pub about: &'static str,
    /// What it carries.
    pub content: Vec<Content>,
    /// Headers that matter, out of `limits::HEADERS`.
    pub headers: Vec<&'static str>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// In capitals.
    pub method: &'static str,
    /// With `{names}`.
    pub path: &'static str,
    /// Its name for programs.
    pub id: &'static str,
    /// The chapter it belongs to.
    pub tag: &'static str,
    /// One line.
    pub summary: &'static str,
    /// More, if there is more to say.
    pub about: &'static str,
    /// Who may call.
    pub proof: Proof,
    /// Beside those of the path.
    pub parameters: Vec<Parameter>,
    /// What goes in.
    pub bodies: Vec<Body>,
    /// What comes out.
    pub answers: Vec<Answer>,
    /// What comes out otherwise.
    pub problems: Vec<ProblemCode>,
    /// Problems are pages: for people, in HTML.
    pub is_page: bool,
    /// Problems are Open311's errors, with its statuses.
    pub is_open311: bool,
}

impl Operation {
    /// An operation that anybody may call.
    #[must_use]
    pub fn new(method: &'static str, path: &'static str, id: &'static str, summary: &'static str) -> Self {
        Self {
            method,
            path,
            id,
            tag: "",
            summary,
            about: "",
            proof: Proof::None,
            parameters: Vec::new(),
            bodies: Vec::new(),
            answers: Vec::new(),
            problems: vec![ProblemCode::Internal, ProblemCode::Unavailable],
            is_page: false,
            is_open311: false,
        }
    }

    /// More to say.
    #[must_use]
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    /// Who may call; the refusals that belong to it come along.
    #[must_use]
    pub fn proof(mut self, proof: Proof) -> Self {
        use ProblemCode as Code;
        self.proof = proof;
        match proof {
            Proof::None => self,
            Proof::AccessCode => {
                self.problems(&[Code::InvalidReference, Code::Unauthorized, Code::CaseNotFound, Code::TooManyAttempts])
            }
            Proof::Caseworker | Proof::Operator => {
                self.problems(&[Code::Unauthorized, Code::Forbidden, Code::TooManyAttempts])
            }
            Proof::Metrics => self.problems(&[Code::Unauthorized]),
            Proof::Signature => self.problems(&[Code::BadSignature, Code::NotAPeer]),
            Proof::App => self.problems(&[Code::Unauthorized, Code::Forbidden, Code::TooManyAttempts]),
        }
    }

    /// A parameter of the query.
    #[must_use]
    pub fn query(self, name: &'static str, schema: &'static str, about: &'static str) -> Self {
        self.parameter(Parameter { place: Place::Query, name, required: false, about, schema })
    }

    /// A parameter of the query that must be there.
    #[must_use]
    pub fn needed(self, name: &'static str, schema: &'static str, about: &'static str) -> Self {
        self.parameter(Parameter { place: Place::Query, name, required: true, about, schema })
    }

    /// A header.
    #[must_use]
    pub fn header(self, name: &'static str, required: bool, schema: &'static str, about: &'static str) -> Self {
        self.parameter(Parameter { place: Place::Header, name, required, about, schema })
    }

    fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// A JSON body of this shape; the refusals that belong to it come along.
    #[must_use]
    pub fn takes(mut self, shape: &'static str) -> Self {
        use ProblemCode as Code;
        self.bodies.push(Body { media_type: "application/json", shape: Some(shape), required: true });
        self.problems(&[Code::MalformedBody, Code::BodyTooLarge, Code::UnsupportedMediaType, Code::InvalidFields])
    }

    /// Another body.
    #[must_use]
    pub fn body(mut self, media_type: &'static str, shape: Option<&'static str>, required: bool) -> Self {
        self.bodies.push(Body { media_type, shape, required });
        self.problems(&[ProblemCode::BodyTooLarge, ProblemCode::UnsupportedMediaType])
    }

    /// A JSON answer.
    #[must_use]
    pub fn gives(self, status: u16, shape: &'static str, about: &'static str) -> Self {
        self.answer(status, about, Content::Json(shape)).problems(&[ProblemCode::NotAcceptable])
    }

    /// Any answer.
    #[must_use]
    pub fn answer(mut self, status: u16, about: &'static str, content: Content) -> Self {
        self.answers.push(Answer { status, about, content: vec![content], headers: Vec::new() });
        self
    }

    /// Another media type of the answer before.
    #[must_use]
    pub fn or(mut self, content: Content) -> Self {
        if let Some(last) = self.answers.last_mut() {
            last.content.push(content);
        }
        self
    }

    /// Headers of the answer before.
    #[must_use]
    pub fn with(mut self, headers: &[&'static str]) -> Self {
        if let Some(last) = self.answers.last_mut() {
            last.headers.extend_from_slice(headers);
        }
        self
    }

    /// An answer that may be kept and asked for again by its mark.
    #[must_use]
    pub fn kept(self) -> Self {
        self.with(&["ETag", "Cache-Control"])
            .header("If-None-Match", false, "etag", "The mark of the answer that the caller has kept.")
            .answer(304, "What the caller has kept still holds.", Content::Empty)
            .with(&["ETag"])
    }

    /// Other answers that can come.
    #[must_use]
    pub fn problems(mut self, codes: &[ProblemCode]) -> Self {
        for code in codes {
            if !self.problems.contains(code) {
                self.problems.push(*code);
            }
        }
        self
    }

    /// An answer for people, in HTML; so are its refusals.
    #[must_use]
    pub fn page(mut self) -> Self {
        self.is_page = true;
        self
    }

    /// An answer of Open311's; so are its refusals.
    #[must_use]
    pub fn open311(mut self, shape: &'static str, about: &'static str) -> Self {
        self.is_open311 = true;
        self.answer(200, about, Content::Open311(shape))
    }

    /// The names in the path, in order.
    #[must_use]
    pub fn path_names(&self) -> Vec<&'static str> {
        let segments = self.path.split('/');
        segments.filter_map(|s| s.strip_prefix('{').and_then(|s| s.strip_suffix('}'))).collect()
    }
}
