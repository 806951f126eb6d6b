//! The description as a page: readable without scripts, with nothing from elsewhere.
//!
//! In: the document. Out: HTML. Never: a text that is not escaped; a style or a script in the page itself.

use crate::operations::CHAPTERS;
use serde_json::{Map, Value};

/// The style of these pages.
pub const STYLE: &str = include_str!("style.css");

/// A whole page around a body.
#[must_use]
pub fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\
         <link rel=\"stylesheet\" href=\"/docs/api.css\"></head>\n<body>{body}</body></html>\n",
        escaped(title)
    )
}

/// Text as it may stand in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Escaped, with what stands between backticks as code.
#[must_use]
pub fn marked(text: &str) -> String {
    let parts = escaped(text);
    let parts = parts.split('`').enumerate();
    parts.map(|(n, part)| if n % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}

/// The page of the whole API.
#[must_use]
pub fn docs(document: &Value) -> String {
    let empty = Map::new();
    let paths = document.get("paths").and_then(Value::as_object).unwrap_or(&empty);
    let mut nav = String::new();
    let mut chapters = String::new();
    for (tag, english, french) in CHAPTERS {
        let mut links = String::new();
        let mut sections = String::new();
        for (path, method, operation) in each(paths).filter(|(_, _, o)| has_tag(o, tag)) {
            let id = text(operation, "operationId");
            let heading =
                format!("<b class=\"m {method}\">{}</b> <code>{}</code>", method.to_uppercase(), escaped(path));
            links.push_str(&format!("<li><a href=\"#{id}\">{heading}</a></li>"));
            sections.push_str(&format!("<section id=\"{id}\"><h3>{heading}</h3>{}</section>", described(operation)));
        }
        let title = format!("{english} <span lang=\"fr\">· {french}</span>");
        nav.push_str(&format!("<details><summary>{title}</summary><ul>{links}</ul></details>"));
        chapters.push_str(&format!("<h2 id=\"{tag}\">{title}</h2>{sections}"));
    }
    let about = document.pointer("/info/description").and_then(Value::as_str).unwrap_or_default();
    let body = format!(
        "<header><h1>The HTTP API <span lang=\"fr\">· L’API HTTP</span></h1><p>{}</p>\
         <p><a href=\"/openapi.json\">OpenAPI 3.1</a> · <a href=\"/problems\">Problems <span lang=\"fr\">· Problèmes</span></a></p></header>\
         <nav aria-label=\"Operations\">{nav}</nav><main>{chapters}<h2 id=\"security\">Who may call \
         <span lang=\"fr\">· Qui peut appeler</span></h2>{}<h2 id=\"shapes\">Shapes <span lang=\"fr\">· Formes</span></h2>{}</main>",
        marked(about),
        schemes(document),
        shapes(document),
    );
    page("The HTTP API", &body)
}

fn each(paths: &Map<String, Value>) -> impl Iterator<Item = (&String, &String, &Value)> {
    paths.iter().flat_map(|(path, methods)| {
        methods.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    })
}

fn has_tag(operation: &Value, tag: &str) -> bool {
    operation.pointer("/tags/0").and_then(Value::as_str) == Some(tag)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn described(operation: &Value) -> String {
    let mut html = format!("<p>{}</p>", marked(text(operation, "summary")));
    if !text(operation, "description").is_empty() {
        html.push_str(&format!("<p>{}</p>", marked(text(operation, "description"))));
    }
    let schemes = operation.get("security").and_then(Value::as_array);
    for scheme in schemes.into_iter().flatten().filter_map(Value::as_object).flat_map(Map::keys) {
        html.push_str(&format!("<p>Proof: <a href=\"#scheme-{scheme}\"><code>{scheme}</code></a></p>"));
    }
    html.push_str(&parameters(operation));
    html.push_str(&bodies(operation));
    html.push_str(&answers(operation));
    html
}

fn parameters(operation: &Value) -> String {
    let Some(list) = operation.get("parameters").and_then(Value::as_array) else { return String::new() };
    let row = |p: &Value| {
        let needed = if p.get("required").and_then(Value::as_bool) == Some(true) { "needed" } else { "" };
        let schema = p.get("schema").map(brief).unwrap_or_default();
        let about = marked(text(p, "description"));
        format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td>{} {needed}</td><td>{about} {schema}</td></tr>",
            escaped(text(p, "name")),
            text(p, "in"),
        )
    };
    let rows: String = list.iter().map(row).collect();
    format!("<table><caption>Parameters <span lang=\"fr\">· Paramètres</span></caption>{rows}</table>")
}

fn bodies(operation: &Value) -> String {
    let Some(content) = operation.pointer("/requestBody/content").and_then(Value::as_object) else {
        return String::new();
    };
    let mut html = String::new();
    for (media_type, body) in content {
        let schema = body.get("schema").map(brief).unwrap_or_default();
        html.push_str(&format!("<p>Body <span lang=\"fr\">· Corps</span>: <code>{media_type}</code> {schema}</p>"));
        for (name, example) in body.get("examples").and_then(Value::as_object).into_iter().flatten() {
            let shown = example.get("value").map(|v| format!("{v:#}")).unwrap_or_default();
            html.push_str(&format!(
                "<details><summary>Example: {name}</summary><pre>{}</pre></details>",
                escaped(&shown)
            ));
        }
    }
    html
}

fn answers(operation: &Value) -> String {
    let Some(responses) = operation.get("responses").and_then(Value::as_object) else { return String::new() };
    let row = |(status, response): (&String, &Value)| {
        let what = match response.get("$ref").and_then(Value::as_str) {
            Some(reference) => problem_link(reference.rsplit('/').next().unwrap_or_default()),
            None => whole(response),
        };
        format!("<tr><th scope=\"row\">{status}</th><td>{what}</td></tr>")
    };
    let rows: String = responses.iter().map(row).collect();
    format!("<table><caption>Answers <span lang=\"fr\">· Réponses</span></caption>{rows}</table>")
}

fn problem_link(code: &str) -> String {
    format!("<a href=\"/problems/{code}\"><code>{code}</code></a>")
}

fn whole(response: &Value) -> String {
    let content = response.get("content").and_then(Value::as_object);
    let types =
        content.and_then(|c| c.values().find_map(|v| v.pointer("/schema/allOf/1/properties/type/enum")?.as_array()));
    if let Some(types) = types {
        let codes = types.iter().filter_map(Value::as_str).filter_map(|t| t.rsplit('/').next());
        return codes.map(problem_link).collect::<Vec<_>>().join(" ");
    }
    let mut html = marked(text(response, "description"));
    for (media_type, body) in content.into_iter().flatten() {
        let schema = body.get("schema").map(brief).unwrap_or_default();
        html.push_str(&format!(" <code>{media_type}</code> {schema}"));
    }
    for name in response.get("headers").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
        html.push_str(&format!(" <code>{name}</code>"));
    }
    html
}

/// A schema in a few words.
fn brief(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return format!("<a href=\"#shape-{name}\">{name}</a>");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let shown: Vec<String> = values.iter().map(|v| format!("<code>{}</code>", escaped(&plain(v)))).collect();
        return shown.join(" ");
    }
    if let Some(items) = schema.get("items") {
        return format!("list of {}", brief(items));
    }
    let any = schema.get("anyOf").and_then(Value::as_array);
    if let Some(any) = any {
        return any.iter().map(brief).collect::<Vec<_>>().join(" or ");
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().map(plain).collect::<Vec<_>>().join(" or "),
        Some(kind) => plain(kind),
        None => String::new(),
    };
    let limits = ["format", "pattern", "const", "minimum", "maximum", "maxLength", "maxItems"];
    let limits = limits.iter().filter_map(|name| Some((name, schema.get(*name)?)));
    let limits: String =
        limits.map(|(name, value)| format!(" {name} <code>{}</code>", escaped(&plain(value)))).collect();
    kind + &limits
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn schemes(document: &Value) -> String {
    let all = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let row = |(name, scheme): (&String, &Value)| {
        let about = marked(text(scheme, "description"));
        format!("<tr id=\"scheme-{name}\"><th scope=\"row\"><code>{name}</code></th><td>{about}</td></tr>")
    };
    format!("<table>{}</table>", all.into_iter().flatten().map(row).collect::<String>())
}

fn shapes(document: &Value) -> String {
    let all = document.pointer("/components/schemas").and_then(Value::as_object);
    all.into_iter().flatten().map(|(name, shape)| shape_section(name, shape)).collect()
}

fn shape_section(name: &str, shape: &Value) -> String {
    let about = marked(text(shape, "description"));
    let needed: Vec<&str> =
        shape.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let row = |(field, schema): (&String, &Value)| {
        let mark = if needed.contains(&field.as_str()) { "needed" } else { "" };
        let about = marked(text(schema, "description"));
        let kind = brief(schema);
        format!("<tr><th scope=\"row\"><code>{field}</code></th><td>{kind} {mark}</td><td>{about}</td></tr>")
    };
    let fields = shape.get("properties").and_then(Value::as_object);
    let body = match fields {
        Some(fields) => format!("<table>{}</table>", fields.iter().map(row).collect::<String>()),
        None => format!("<p>{}</p>", brief(shape)),
    };
    format!("<section id=\"shape-{name}\"><h3>{name}</h3><p>{about}</p>{body}</section>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_section_and_every_link_inside_leads_somewhere() {
        let document = crate::document::document();
        let html = docs(&document);
        for operation in crate::operations::all() {
            assert!(html.contains(&format!("<section id=\"{}\"", operation.id)), "{}", operation.id);
        }
        for part in html.split("href=\"#").skip(1) {
            let place = part.split('"').next().unwrap();
            assert!(html.contains(&format!("id=\"{place}\"")), "nothing is at #{place}");
        }
        assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("http://"));
    }
}
