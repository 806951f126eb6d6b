//! Open311's shapes, which are not ours: `GeoReport` v2 has them.
//!
//! In: a name. Out: JSON Schema. Never: a shape of version 1.

use serde_json::{Map, Value, json};

/// The schema of an answer; anything for a name that nobody knows.
#[must_use]
pub fn shape(name: &str) -> Value {
    let list = |item: Value| json!({ "type": "array", "items": item });
    match name {
        "discovery" => json!({
            "type": "object", "required": ["endpoints"],
            "properties": {
                "changeset": { "type": "string" }, "contact": { "type": "string" }, "key_service": { "type": "string" },
                "endpoints": list(object(&["specification", "url", "changeset", "type", "formats"], &["formats"])),
            },
        }),
        "services" => list(object(
            &["service_code", "service_name", "description", "metadata", "type", "keywords", "group"],
            &["metadata"],
        )),
        "service" => object(&["service_code", "attributes"], &["attributes"]),
        "filed" => list(object(&["service_request_id", "service_notice", "account_id"], &["account_id"])),
        "tokens" => list(object(&["service_request_id", "token"], &[])),
        "requests" => list(object(&REQUEST, &UNKNOWN)),
        _ => json!({}),
    }
}

const REQUEST: [&str; 17] = [
    "service_request_id",
    "status",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "agency_responsible",
    "service_code",
    "service_name",
    "status_notes",
    "description",
    "service_notice",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
];
/// What is empty, or may be.
const UNKNOWN: [&str; 10] = [
    "service_name",
    "status_notes",
    "description",
    "service_notice",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
];

/// An object with these fields: texts, but for those that may be anything.
fn object(fields: &[&str], anything: &[&str]) -> Value {
    let schema = |name: &&str| if anything.contains(name) { json!({}) } else { json!({ "type": "string" }) };
    let properties: Map<String, Value> = fields.iter().map(|name| ((*name).to_owned(), schema(name))).collect();
    json!({ "type": "object", "required": fields, "properties": properties })
}

/// The fields of a service request that is posted. What else is posted is passed over.
#[must_use]
pub fn form() -> Value {
    let names = [
        "api_key",
        "jurisdiction_id",
        "service_code",
        "description",
        "first_name",
        "last_name",
        "email",
        "phone",
        "address_string",
        "address_id",
        "lat",
        "long",
        "media_url",
        "locale",
    ];
    let properties: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
    json!({
        "type": "object", "required": ["service_code", "description"],
        "properties": properties, "additionalProperties": { "type": "string" },
    })
}

/// The status that Open311 has for a refusal.
#[must_use]
pub const fn status(ours: u16) -> u16 {
    match ours {
        401 => 403,
        422 => 400,
        ours => ours,
    }
}

/// A refusal in Open311's form. An address that has no ending is refused as everywhere.
#[must_use]
pub fn refusal(mut ours: Value, status: u16) -> Value {
    let line = json!({
        "type": "object", "required": ["code", "description"],
        "properties": { "code": { "const": status }, "description": { "type": "string" } },
    });
    if let Value::Object(refusal) = &mut ours {
        let mut content = json!({
            "application/json": { "schema": { "type": "array", "minItems": 1, "items": line } },
            "text/xml": { "schema": { "type": "string" } },
        });
        if let (404 | 405, Value::Object(content), Some(problem)) =
            (status, &mut content, refusal.get("content").and_then(|c| c.get(wire::problem::MEDIA_TYPE)))
        {
            content.insert(wire::problem::MEDIA_TYPE.into(), problem.clone());
        }
        refusal.insert("content".into(), content);
    }
    ours
}
