//! Turns each Fluent catalogue of `locales/` into the compact JSON that `src/pattern.rs` reads.
//!
//! In: `locales/<language>.ftl`. Out: `<language>.json` and `catalogues.rs` in the build's own folder.
//! Texts without placeables stay plain strings; terms and references to other messages are put in place here.
//! It must never let through a part of Fluent that the evaluator does not know: that is a build error.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use serde_json::{Map, Value, json};

type Failure = Box<dyn std::error::Error>;
/// Every message (`key`) and term (`-key`) of one catalogue.
type Patterns<'a> = BTreeMap<String, Pattern<&'a str>>;

/// How deep references may point at references; a circle ends here.
const DEEPEST: usize = 8;

fn main() -> Result<(), Failure> {
    println!("cargo:rerun-if-changed=locales");
    let out = env::var("OUT_DIR")?;
    let mut languages = Vec::new();
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            let language = path.file_stem().and_then(|s| s.to_str()).ok_or("a catalogue without a name")?.to_owned();
            let source = fs::read_to_string(&path)?;
            let catalogue = compile(&source).map_err(|e| format!("locales/{language}.ftl: {e}"))?;
            fs::write(Path::new(&out).join(format!("{language}.json")), catalogue.to_string())?;
            languages.push(language);
        }
    }
    languages.sort();
    let rows: String = languages
        .iter()
        .map(|l| format!("    (\"{l}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/{l}.json\"))),\n"))
        .collect();
    fs::write(
        Path::new(&out).join("catalogues.rs"),
        format!("/// Language code and compiled catalogue.\npub const CATALOGUES: &[(&str, &str)] = &[\n{rows}];\n"),
    )?;
    Ok(())
}

/// One catalogue as `{"texts": {key: text}, "patterns": {key: parts}}`.
fn compile(source: &str) -> Result<Value, Failure> {
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut patterns = Patterns::new();
    for entry in resource.body {
        let (key, value) = match entry {
            Entry::Message(m) if m.attributes.is_empty() => {
                (m.id.name.to_owned(), m.value.ok_or_else(|| format!("{} is empty", m.id.name))?)
            }
            Entry::Term(t) if t.attributes.is_empty() => (format!("-{}", t.id.name), t.value),
            Entry::Message(m) => return Err(format!("{}: attributes are not supported", m.id.name).into()),
            Entry::Term(t) => return Err(format!("-{}: attributes are not supported", t.id.name).into()),
            Entry::Junk { content } => return Err(format!("not Fluent: {content}").into()),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
        };
        if patterns.insert(key.clone(), value).is_some() {
            return Err(format!("{key} stands there twice").into());
        }
    }
    let (mut texts, mut placed) = (Map::new(), Map::new());
    for (key, pattern) in patterns.iter().filter(|(key, _)| !key.starts_with('-')) {
        let parts = parts_of(pattern, &patterns, 0).map_err(|e| format!("{key}: {e}"))?;
        match parts.as_slice() {
            [] => return Err(format!("{key} is empty").into()),
            [Part::Text(text)] => texts.insert(key.clone(), json!(text)),
            _ => placed.insert(key.clone(), to_json(&parts)),
        };
    }
    Ok(json!({ "texts": texts, "patterns": placed }))
}

enum Part {
    Text(String),
    Variable(String),
    Select(String, Vec<(String, Vec<Part>)>),
}

fn parts_of(pattern: &Pattern<&str>, all: &Patterns, depth: usize) -> Result<Vec<Part>, Failure> {
    if depth > DEEPEST {
        return Err("references go in a circle".into());
    }
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut parts, value),
            PatternElement::Placeable { expression } => place(expression, all, depth, &mut parts)?,
        }
    }
    Ok(parts)
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if let Some(Part::Text(before)) = parts.last_mut() {
        before.push_str(text);
    } else if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
}

fn place(expression: &Expression<&str>, all: &Patterns, depth: usize, parts: &mut Vec<Part>) -> Result<(), Failure> {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let mut cases = Vec::new();
            let mut default = None;
            for variant in variants {
                let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
                let case = ((*name).to_owned(), parts_of(&variant.value, all, depth + 1)?);
                if variant.default {
                    default = Some(case);
                } else {
                    cases.push(case);
                }
            }
            cases.extend(default);
            parts.push(Part::Select(id.name.to_owned(), cases));
            return Ok(());
        }
        Expression::Select { .. } => return Err("only a variable can be selected on".into()),
    };
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            push_text(parts, &fluent_syntax::unicode::unescape_unicode_to_string(value));
        }
        InlineExpression::VariableReference { id } => parts.push(Part::Variable(id.name.to_owned())),
        InlineExpression::MessageReference { id, attribute: None } => refer(id.name, all, depth, parts)?,
        InlineExpression::TermReference { id, attribute: None, arguments: None } => {
            refer(&format!("-{}", id.name), all, depth, parts)?;
        }
        InlineExpression::Placeable { expression } => place(expression, all, depth, parts)?,
        InlineExpression::FunctionReference { id, .. } => {
            return Err(format!("the function {} is not supported", id.name).into());
        }
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
            return Err("attributes and arguments of references are not supported".into());
        }
    }
    Ok(())
}

fn refer(key: &str, all: &Patterns, depth: usize, parts: &mut Vec<Part>) -> Result<(), Failure> {
    let pattern = all.get(key).ok_or_else(|| format!("{key} is not in this catalogue"))?;
    for part in parts_of(pattern, all, depth + 1)? {
        match part {
            Part::Text(text) => push_text(parts, &text),
            other => parts.push(other),
        }
    }
    Ok(())
}

/// `{"t": text}`, `{"v": variable}` or `{"v": variable, "s": [[key, parts], …]}`, the default last.
fn to_json(parts: &[Part]) -> Value {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => json!({ "t": text }),
            Part::Variable(name) => json!({ "v": name }),
            Part::Select(name, cases) => {
                let cases: Vec<Value> = cases.iter().map(|(key, parts)| json!([key, to_json(parts)])).collect();
                json!({ "v": name, "s": cases })
            }
        })
        .collect()
}
