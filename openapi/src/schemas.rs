//! The shapes as JSON Schema (2020-12, which is `OpenAPI` 3.1's own).
//!
//! In: `wire`'s types. Out: `components.schemas`, by name. A shape that is sent to the node and one that comes from it
//! may differ (what may be left out, and that nothing unknown is taken): then the first is called `…Sent`.
//! Never: a shape that is spelt out here and is a type of `wire`.

use crate::limits;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use wire::exchange::{CloudEvent, ExchangedList, NodeCard, Taken};
use wire::log::case::CaseProof;
use wire::problem::{Problem, ProblemCode};
use wire::proof::Challenge;
use wire::v1::about::{AboutText, Suggestions};
use wire::v1::admin::{
    AgencySet, ConventionBody, ConventionSet, Discarded, PeerChoice, PeerList, PostToken, PutAgency, PutPeer, Retried,
    TokenList, TokenMade,
};
use wire::v1::agencies::{AgencyList, AgencyView};
use wire::v1::case::{CaseView, PostAction, PostMessage};
use wire::v1::deliberation::{DeliberationAction, DeliberationDone, DeliberationPage, DeliberationView};
use wire::v1::desk::{AccessPage, ActionDone, CasePage, DeliveryList, DeskAction, DeskCase, WavePage};
use wire::v1::filing::{FileCase, Receipt};
use wire::v1::keep::CaseExport;
use wire::webhook::Callback;

const PLACE: &str = "/components/schemas";
const SENT: &str = "Sent";

/// Every shape, by name.
#[must_use]
pub fn all() -> Map<String, Value> {
    let mut given = given();
    let sent = sent();
    let differing = differing(&sent, &given);
    for (name, shape) in sent {
        let name = if differing.contains(&name) { format!("{name}{SENT}") } else { name };
        given.insert(name, renamed(shape, &differing));
    }
    given
}

/// The name under which a shape goes in.
#[must_use]
pub fn name_sent(shape: &str, all: &Map<String, Value>) -> String {
    let sent = format!("{shape}{SENT}");
    if all.contains_key(&sent) { sent } else { shape.to_owned() }
}

/// Where a shape is, for `$ref`.
#[must_use]
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#{PLACE}/{name}") })
}

fn settings() -> SchemaSettings {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = PLACE.into();
    settings.meta_schema = None;
    settings
}

fn add<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

fn sent() -> Map<String, Value> {
    let mut generator = settings().for_deserialize().into_generator();
    add::<FileCase>(&mut generator);
    add::<AboutText>(&mut generator);
    add::<PostMessage>(&mut generator);
    add::<PostAction>(&mut generator);
    add::<DeskAction>(&mut generator);
    add::<PutAgency>(&mut generator);
    add::<PutPeer>(&mut generator);
    add::<ConventionBody>(&mut generator);
    add::<PostToken>(&mut generator);
    add::<PeerChoice>(&mut generator);
    add::<Callback>(&mut generator);
    add::<DeliberationAction>(&mut generator);
    let mut all = limited(generator.take_definitions(true));
    // What `GET` gave is taken back; these two are not looked at.
    if let Some(Value::Object(fields)) = all.get_mut("PutAgency").and_then(|shape| shape.get_mut("properties")) {
        fields.insert("id".into(), json!({ "type": "string", "description": "Not looked at." }));
        fields.insert("version".into(), json!({ "type": "integer", "description": "Not looked at." }));
    }
    for shape in all.values_mut().filter_map(Value::as_object_mut) {
        // `wire::read` names every field that it does not know.
        if shape.contains_key("properties") {
            shape.insert("additionalProperties".into(), false.into());
        }
    }
    all
}

fn given() -> Map<String, Value> {
    let mut generator = settings().for_serialize().into_generator();
    add::<AgencyList>(&mut generator);
    add::<AgencyView>(&mut generator);
    add::<Challenge>(&mut generator);
    add::<Receipt>(&mut generator);
    add::<Suggestions>(&mut generator);
    add::<CaseView>(&mut generator);
    add::<CaseExport>(&mut generator);
    add::<ActionDone>(&mut generator);
    add::<CasePage>(&mut generator);
    add::<DeskCase>(&mut generator);
    add::<DeliberationPage>(&mut generator);
    add::<DeliberationView>(&mut generator);
    add::<DeliberationDone>(&mut generator);
    add::<DeliveryList>(&mut generator);
    add::<AccessPage>(&mut generator);
    add::<WavePage>(&mut generator);
    add::<TokenList>(&mut generator);
    add::<PutAgency>(&mut generator);
    add::<AgencySet>(&mut generator);
    add::<wire::v1::admin::AgencyList>(&mut generator);
    add::<PeerList>(&mut generator);
    add::<ConventionSet>(&mut generator);
    add::<ExchangedList>(&mut generator);
    add::<TokenMade>(&mut generator);
    add::<wire::v1::backup::StoreList>(&mut generator);
    add::<wire::v1::backup::RestoreState>(&mut generator);
    add::<Retried>(&mut generator);
    add::<Discarded>(&mut generator);
    add::<CloudEvent>(&mut generator);
    add::<Taken>(&mut generator);
    add::<NodeCard>(&mut generator);
    add::<CaseProof>(&mut generator);
    add::<Problem>(&mut generator);
    let mut all = limited(generator.take_definitions(true));
    all.extend(own());
    all
}

/// Shapes that are no type of the contract.
fn own() -> Map<String, Value> {
    let codes: Value = ProblemCode::ALL.iter().map(|code| Value::from(code.uri())).collect();
    let shapes = json!({
        "ProblemType": { "type": "string", "enum": codes, "description": "The closed list of problems." },
        "Health": {
            "type": "object",
            "properties": { "status": { "type": "string", "const": "ok" } },
            "required": ["status"],
        },
        "Readiness": {
            "type": "object",
            "properties": {
                "status": { "type": "string", "enum": ["ready", "not ready"] },
                "checks": { "type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "name": { "type": "string", "enum": ["settings", "keys", "storage", "assets"] },
                        "ok": { "type": "boolean" },
                        "problem": { "type": "string" },
                    },
                    "required": ["name", "ok"],
                } },
            },
            "required": ["status", "checks"],
        },
        "OpenApi": { "type": "object", "properties": { "openapi": { "type": "string" } }, "required": ["openapi"] },
        "CloudEvents": {
            "type": "array", "minItems": 1, "maxItems": wire::exchange::BATCH_MAX, "items": reference("CloudEvent"),
        },
    });
    shapes.as_object().cloned().unwrap_or_default()
}

/// Adds what the fields may hold.
fn limited(mut all: Map<String, Value>) -> Map<String, Value> {
    for (shape, field, more) in limits::fields() {
        let place = all.get_mut(shape).and_then(|s| s.get_mut("properties")).and_then(|p| p.get_mut(field));
        if let (Some(Value::Object(schema)), Value::Object(more)) = (place, more) {
            schema.extend(more);
        }
    }
    all
}

/// The names of shapes that differ between going in and coming out, with all that lead to one.
fn differing(sent: &Map<String, Value>, given: &Map<String, Value>) -> Vec<String> {
    let unlike = |name: &String, shape: &Value| given.get(name).is_some_and(|other| other != shape);
    let mut found: Vec<String> = sent.iter().filter(|(n, s)| unlike(n, s)).map(|(n, _)| n.clone()).collect();
    loop {
        let leads = |shape: &Value| found.iter().any(|name| shape.to_string().contains(&format!("{PLACE}/{name}\"")));
        let more: Vec<String> = sent
            .iter()
            .filter(|(name, shape)| given.contains_key(*name) && !found.contains(name) && leads(shape))
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn renamed(shape: Value, names: &[String]) -> Value {
    match shape {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| match &value {
                    Value::String(text) if key == "$ref" => {
                        let name = text.rsplit('/').next().unwrap_or_default();
                        let ours = names.iter().any(|n| n == name);
                        (key, if ours { format!("{text}{SENT}").into() } else { value })
                    }
                    _ => (key, renamed(value, names)),
                })
                .collect(),
        ),
        Value::Array(list) => list.into_iter().map(|value| renamed(value, names)).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_about_a_field_that_there_is() {
        let all = all();
        for (shape, field, _) in limits::fields() {
            let found = all.get(shape).and_then(|s| s.pointer(&format!("/properties/{field}")));
            assert!(found.is_some(), "{shape} has no {field}");
        }
    }

    #[test]
    fn every_reference_leads_to_a_shape() {
        let all = all();
        let text = Value::Object(all.clone()).to_string();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(all.contains_key(name), "there is no {name}");
        }
    }

    #[test]
    fn what_goes_in_takes_nothing_unknown_and_what_comes_out_says_all() {
        let all = all();
        let sent = name_sent("PutAgency", &all);
        assert_eq!(sent, "PutAgencySent");
        assert_eq!(all[&sent]["additionalProperties"], json!(false));
        assert!(all["PutAgency"]["required"].as_array().unwrap().contains(&json!("code")));
        assert_eq!(all["Problem"]["required"], json!(["type", "title", "status"]));
    }
}
