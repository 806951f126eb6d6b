//! The document: `OpenAPI` 3.1, whole.
//!
//! In: operations, shapes, examples. Out: one JSON value. Never: an operation without its answers.

use crate::operation::{Answer, Body, Content, Operation, Place, Proof};
use crate::{examples, limits, open311, operations, schemas};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use wire::problem::{self, ProblemCode};

/// What a server says of itself where nothing else is known: the node that the document came from.
const SERVER: &str = "/";

/// The whole document.
#[must_use]
pub fn document() -> Value {
    let shapes = schemas::all();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations::all() {
        let methods = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = methods {
            methods.insert(operation.method.to_ascii_lowercase(), written(&operation, &shapes));
        }
    }
    let tags: Value = operations::CHAPTERS
        .iter()
        .map(|(name, english, french)| json!({ "name": name, "description": format!("{english} · {french}") }))
        .collect();
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Wasl",
            "summary": "Complaints, observations and suggestions to administrations, and their exchange with the Mediator",
            "description": "JSON, UTF-8, `snake_case`, times in RFC 3339 UTC. Sentences come in the language of `lang`, \
                else of `Accept-Language`. Nothing is ambient: no cookies. Every `GET` may be asked with `HEAD`, every \
                address with `OPTIONS`. Fields and operations are only ever added to version 1.",
            "version": "1",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": SERVER }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": shapes,
            "responses": refusals(),
            "headers": headers(),
            "securitySchemes": schemes(),
        },
    })
}

fn schemes() -> Value {
    json!({
        "accessCode": {
            "type": "http", "scheme": "bearer",
            "description": "The case's access code, from its receipt: 16 letters and digits.",
        },
        "caseworker": { "type": "http", "scheme": "bearer", "description": "A token of one agency's desk: a caseworker's or a supervisor's." },
        "operator": { "type": "http", "scheme": "bearer", "description": "The node's operator token, or a token of role operator." },
        "app": {
            "type": "apiKey", "in": "query", "name": "api_key",
            "description": "A token of role app; in the form where one is posted, or as a bearer token.",
        },
        "metrics": { "type": "http", "scheme": "bearer", "description": "The token for figures, where one is set." },
        "signature": {
            "type": "apiKey", "in": "header", "name": "webhook-signature",
            "description": "Standard Webhooks, asymmetric: `v1a,` and base64 of Ed25519 over `webhook-id`, a dot, \
                `webhook-timestamp`, a dot and the body; several with spaces between. At most five minutes old.",
        },
    })
}

fn headers() -> Value {
    let names = [
        "ETag",
        "Cache-Control",
        "RateLimit-Policy",
        "RateLimit",
        "Retry-After",
        "Allow",
        "WWW-Authenticate",
        "Content-Disposition",
        "Content-Range",
        "Location",
        "Upload-Offset",
        "Upload-Length",
        "Upload-Expires",
        "Tus-Resumable",
        "Tus-Version",
        "Tus-Extension",
        "Tus-Max-Size",
    ];
    let known = names.iter().filter_map(|name| limits::header(name).map(|header| (*name, header)));
    let written =
        known.map(|(name, (schema, about))| (name.to_owned(), json!({ "schema": schema, "description": about })));
    Value::Object(written.collect())
}

fn header_refs(names: &[&str]) -> Map<String, Value> {
    let reference = |name: &&str| json!({ "$ref": format!("#/components/headers/{name}") });
    names.iter().map(|name| ((*name).to_owned(), reference(name))).collect()
}

/// A refusal, by itself: those of one status stand together where an operation has several.
fn refusals() -> Value {
    let each = ProblemCode::ALL.iter().map(|code| (code.name().to_owned(), refusal(&[*code])));
    Value::Object(each.collect())
}

fn refusal(codes: &[ProblemCode]) -> Value {
    let types: Value = codes.iter().map(|code| Value::from(code.uri())).collect();
    let about: Vec<String> = codes.iter().map(|code| format!("`{}`:{}", code.name(), code.meaning())).collect();
    let status = codes.first().map_or(0, |code| code.status());
    let narrowed = json!({ "properties": { "type": { "enum": types }, "status": { "const": status } } });
    let mut answer = json!({
        "description": about.join(" "),
        "content": { problem::MEDIA_TYPE: { "schema": { "allOf": [schemas::reference("Problem"), narrowed] } } },
    });
    let names: &[&str] = match status {
        401 => &["WWW-Authenticate"],
        405 => &["Allow"],
        429 | 503 => &["Retry-After"],
        _ => &[],
    };
    if let (Value::Object(answer), false) = (&mut answer, names.is_empty()) {
        answer.insert("headers".into(), Value::Object(header_refs(names)));
    }
    answer
}

fn written(operation: &Operation, shapes: &Map<String, Value>) -> Value {
    let mut value = json!({
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "responses": responses(operation),
    });
    let Value::Object(map) = &mut value else { return value };
    if !operation.about.is_empty() {
        map.insert("description".into(), operation.about.into());
    }
    let security = match operation.proof {
        Proof::None => json!([]),
        Proof::AccessCode => json!([{ "accessCode": [] }]),
        Proof::Caseworker => json!([{ "caseworker": [] }]),
        Proof::Operator => json!([{ "operator": [] }]),
        Proof::Metrics => json!([{ "metrics": [] }]),
        Proof::Signature => json!([{ "signature": [] }]),
        Proof::App => json!([{ "app": [] }]),
    };
    map.insert("security".into(), security);
    let parameters = parameters(operation);
    if !parameters.is_empty() {
        map.insert("parameters".into(), parameters.into());
    }
    if !operation.bodies.is_empty() {
        map.insert("requestBody".into(), request_body(operation, shapes));
    }
    value
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let in_path = operation.path_names().into_iter().map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": limits::parameter(name).unwrap_or_default() })
    });
    let others = operation.parameters.iter().map(|p| {
        let place = match p.place {
            Place::Query => "query",
            Place::Header => "header",
        };
        let schema = limits::parameter(p.schema).unwrap_or_default();
        json!({ "name": p.name, "in": place, "required": p.required, "description": p.about, "schema": schema })
    });
    in_path.chain(others).collect()
}

fn request_body(operation: &Operation, shapes: &Map<String, Value>) -> Value {
    let content = |body: &Body| {
        let mut media = match body.shape {
            Some(shape) => json!({ "schema": schemas::reference(&schemas::name_sent(shape, shapes)) }),
            None if body.media_type.starts_with("multipart/") => json!({ "schema": form(true) }),
            None if operation.is_open311 => json!({ "schema": open311::form() }),
            None if body.media_type.ends_with("urlencoded") => json!({ "schema": form(false) }),
            None => json!({ "schema": { "type": "string", "contentMediaType": "application/octet-stream" } }),
        };
        let examples = examples::of(operation.id, body.media_type);
        if let (Value::Object(media), false) = (&mut media, examples.is_empty()) {
            let examples = examples.into_iter().map(|(name, value)| (name.to_owned(), json!({ "value": value })));
            media.insert("examples".into(), Value::Object(examples.collect()));
        }
        (body.media_type.to_owned(), media)
    };
    let contents: Map<String, Value> = operation.bodies.iter().map(content).collect();
    json!({ "required": operation.bodies.iter().any(|body| body.required), "content": contents })
}

/// Fields of a form that a person posts: texts, and files where there can be some.
fn form(with_files: bool) -> Value {
    let text = json!({ "type": "string" });
    if !with_files {
        return json!({ "type": "object", "additionalProperties": text });
    }
    let file =
        json!({ "type": "array", "items": { "type": "string", "contentMediaType": "application/octet-stream" } });
    json!({ "type": "object", "properties": { "file": file }, "additionalProperties": text })
}

fn responses(operation: &Operation) -> Value {
    let mut found: BTreeMap<u16, Value> = BTreeMap::new();
    for answer in &operation.answers {
        found.insert(answer.status, answered(answer));
    }
    let mut by_status: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
    for code in &operation.problems {
        let status = if operation.is_open311 { open311::status(code.status()) } else { code.status() };
        by_status.entry(status).or_default().push(*code);
    }
    for (status, codes) in by_status {
        let value = match (operation.is_page, operation.is_open311) {
            (true, _) => page(&codes),
            (_, true) => open311::refusal(refusal(&codes), status),
            _ => refused(&codes),
        };
        found.insert(status, value);
    }
    Value::Object(found.into_iter().map(|(status, value)| (status.to_string(), value)).collect())
}

fn refused(codes: &[ProblemCode]) -> Value {
    match codes {
        [one] => json!({ "$ref": format!("#/components/responses/{}", one.name()) }),
        several => refusal(several),
    }
}

/// A refusal for people. What never reached the page's own code is a problem all the same.
fn page(codes: &[ProblemCode]) -> Value {
    let mut value = refusal(codes);
    if let Some(Value::Object(content)) = value.get_mut("content") {
        content.insert("text/html".into(), json!({ "schema": { "type": "string" } }));
    }
    value
}

fn answered(answer: &Answer) -> Value {
    let mut content = Map::new();
    for what in &answer.content {
        match what {
            Content::Empty => {}
            Content::Json(shape) => {
                content.insert("application/json".into(), json!({ "schema": schemas::reference(shape) }));
            }
            Content::Bytes(media_type) => {
                content.insert((*media_type).into(), json!({ "schema": { "type": "string" } }));
            }
            Content::Open311(shape) => {
                content.insert("application/json".into(), json!({ "schema": open311::shape(shape) }));
                content.insert("text/xml".into(), json!({ "schema": { "type": "string" } }));
            }
        }
    }
    let mut value = json!({ "description": answer.about });
    if let Value::Object(map) = &mut value {
        if !content.is_empty() {
            map.insert("content".into(), content.into());
        }
        if !answer.headers.is_empty() {
            map.insert("headers".into(), header_refs(&answer.headers).into());
        }
    }
    value
}
