//! Open311's two forms of an answer, and of a refusal.
//!
//! In: one value. Out: JSON, or XML with the names that the specification has for the things in a list.
//! Never: a sign in XML that is none there.

use crate::call::Call;
use crate::fault::Fault;
use crate::reply;
use domain::language::Language;
use serde_json::{Value, json};
use wire::problem::ProblemCode;
use worker::Response;

/// What a path below `open311/v2` is called in logs.
#[must_use]
pub fn name(path: &[&str]) -> &'static str {
    match path {
        ["discovery.json" | "discovery.xml"] => "open311.discovery",
        ["services.json" | "services.xml"] => "open311.services",
        ["services", file] if identifier(file).is_ok() => "open311.service",
        ["requests.json" | "requests.xml"] => "open311.requests",
        ["requests", file] if identifier(file).is_ok() => "open311.request",
        ["tokens", file] if identifier(file).is_ok() => "open311.token",
        _ => "unknown",
    }
}

/// What stands before the ending.
///
/// # Errors
/// There is no such ending.
pub fn identifier(file: &str) -> Result<&str, Fault> {
    let name = file.strip_suffix(".json").or_else(|| file.strip_suffix(".xml")).filter(|name| !name.is_empty());
    name.ok_or_else(|| Fault::refused(ProblemCode::NotFound))
}

/// An answer in the form that the address's ending names.
///
/// # Errors
/// It cannot be written.
pub fn answer(call: &Call, status: u16, root: &str, value: &Value) -> Result<Response, Fault> {
    let is_xml = call.segments().last().is_some_and(|file| file.ends_with(".xml"));
    if is_xml {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        element(&mut text, root, value);
        return reply::with_type(status, "text/xml; charset=utf-8", text.into_bytes());
    }
    reply::json(status, value)
}

/// A refusal: one line for each field that is wrong.
///
/// # Errors
/// It cannot be written.
pub fn fault(call: &Call, fault: &Fault, language: Language) -> Result<Response, Fault> {
    let status = match fault.code.status() {
        401 => 403,
        422 => 400,
        status => status,
    };
    let problem = fault.problem(language);
    // Subject and text are one field to Open311: one word on it.
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for error in &problem.errors {
        let name = field(&error.field);
        if fields.iter().all(|(known, _)| *known != name) {
            fields.push((name, &error.message));
        }
    }
    let mut said: Vec<String> = fields.iter().map(|(name, message)| format!("{name}: {message}")).collect();
    if said.is_empty() {
        said.push([problem.title, problem.detail.unwrap_or_default()].join(" ").trim_end().to_owned());
    }
    let errors = said.into_iter().map(|said| json!({ "code": status, "description": said })).collect();
    let mut response = answer(call, status, "errors", &errors)?;
    let headers = response.headers_mut();
    headers.set("content-language", language.tag())?;
    if let Some(seconds) = fault.retry_after_s.or_else(|| (status == 503).then_some(5)) {
        headers.set("retry-after", &seconds.to_string())?;
    }
    Ok(response)
}

/// What Open311 calls a field of a filing.
fn field(pointer: &str) -> &str {
    match pointer {
        "/category" => "service_code",
        "/subject" | "/body" => "description",
        "/complainant/name" => "first_name",
        "/complainant/email" => "email",
        "/complainant/phone" => "phone",
        "/reference" => "service_request_id",
        other => other.trim_start_matches('/'),
    }
}

/// What a thing in a list of this name is called.
fn one_of(list: &str) -> &str {
    match list {
        "service_requests" => "request",
        list => list.strip_suffix('s').unwrap_or(list),
    }
}

fn element(out: &mut String, name: &str, value: &Value) {
    out.push_str(&format!("<{name}>"));
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.iter().for_each(|(name, value)| element(out, name, value)),
        Value::Array(list) => list.iter().for_each(|value| element(out, one_of(name), value)),
        Value::String(text) => escape(out, text),
        other => out.push_str(&other.to_string()),
    }
    out.push_str(&format!("</{name}>"));
}

/// Text as XML 1.0 has it. What is no character there is left out.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_has_the_specifications_names_and_no_sign_of_its_own() {
        let mut text = String::new();
        let value =
            json!([{ "lat": null, "metadata": false, "name": "<a & \"b\">\u{1}é\u{ffff}", "formats": ["x", "y"] }]);
        element(&mut text, "service_requests", &value);
        assert_eq!(
            text,
            "<service_requests><request><formats><format>x</format><format>y</format></formats><lat></lat>\
             <metadata>false</metadata><name>&lt;a &amp; &quot;b&quot;&gt;é</name></request></service_requests>"
        );
    }

    #[test]
    fn an_address_has_an_ending() {
        assert_eq!(identifier("road.json").ok(), Some("road"));
        assert_eq!(identifier("HAB-26A-000001-Y.xml").ok(), Some("HAB-26A-000001-Y"));
        for none in ["road", ".json", "road.txt", "json"] {
            assert!(identifier(none).is_err(), "{none}");
        }
        assert_eq!(name(&["requests", "x.json"]), "open311.request");
        assert_eq!(name(&["requests", "x"]), "unknown");
    }
}
