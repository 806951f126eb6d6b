//! Turns the Fluent catalogues of `locales/` into the patterns that `src/pattern.rs` reads, and sorts the countries.
//!
//! In: `locales/<language>.ftl`, `locales/countries.json`. Out, in the build's own folder: `catalogues.rs`, which has for the
//! node's words, for those of the widget's later parts and for those of e-mails the keys once and each language's patterns
//! in their order, and for each language the countries as it lists them. Every list is one text with [`END`] between its
//! entries: a table of addresses would weigh more in the worker than what it points at.
//! A pattern is text with `{variable}` and `{variable|case=pattern|case=pattern}`, the default case last; terms and
//! references to other messages are put in place here.
//! It must never let through a part of Fluent that the evaluator does not know: that is a build error.

#[path = "build/typeset.rs"]
mod typeset;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

type Failure = Box<dyn std::error::Error>;
/// Every message (`key`) and term (`-key`) of one catalogue.
type Patterns<'a> = BTreeMap<String, Pattern<&'a str>>;

/// What stands for something else in compiled patterns, and so cannot be text.
const MARKS: [char; 4] = ['{', '}', '|', '\u{1f}'];

/// One catalogue: the pattern of each key.
type Compiled = BTreeMap<String, String>;
/// `{code: {language: name}}`.
type Countries = BTreeMap<String, BTreeMap<String, String>>;

/// How deep references may point at references; a circle ends here.
const DEEPEST: usize = 8;

/// What stands between the entries of a list: ASCII's unit separator.
const END: &str = "\u{1f}";
/// The family of keys that only the widget's later parts use: the worker does without.
const PARTS: &str = "part-";
/// The family of keys that only the relay to e-mail uses: so does the browser.
const LETTERS: &str = "mail-";

fn main() -> Result<(), Failure> {
    println!("cargo:rerun-if-changed=locales");
    #[expect(clippy::disallowed_methods, reason = "Cargo names a build script's output folder no other way")]
    let out = env::var("OUT_DIR")?;
    let mut catalogues = BTreeMap::new();
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            let language = path.file_stem().and_then(|s| s.to_str()).ok_or("a catalogue without a name")?.to_owned();
            let source = fs::read_to_string(&path)?;
            let catalogue = compile(&source, &language).map_err(|e| format!("locales/{language}.ftl: {e}"))?;
            catalogues.insert(language, catalogue);
        }
    }
    let (parts, others) = keys(&catalogues)?.into_iter().partition::<Vec<_>, _>(|key| key.starts_with(PARTS));
    let (letters, node) = others.into_iter().partition::<Vec<_>, _>(|key| key.starts_with(LETTERS));
    let countries: Countries = serde_json::from_str(&fs::read_to_string("locales/countries.json")?)?;
    let rust = [
        format!("const KEYS: &str = {:?};\n", node.join(END)),
        format!("const PART_KEYS: &str = {:?};\n", parts.join(END)),
        format!("const LETTER_KEYS: &str = {:?};\n", letters.join(END)),
        table("PATTERNS", &catalogues, |_, catalogue| Ok(in_order(catalogue, &node)))?,
        table("PART_PATTERNS", &catalogues, |_, catalogue| Ok(in_order(catalogue, &parts)))?,
        table("LETTER_PATTERNS", &catalogues, |_, catalogue| Ok(in_order(catalogue, &letters)))?,
        table("COUNTRIES", &catalogues, |language, _| listed(&countries, language))?,
    ];
    fs::write(Path::new(&out).join("catalogues.rs"), rust.concat())?;
    Ok(())
}

/// The keys, which are the same in every language.
fn keys(catalogues: &BTreeMap<String, Compiled>) -> Result<Vec<&str>, Failure> {
    let keys = catalogues.values().next().ok_or("there is no catalogue")?.keys();
    for (language, catalogue) in catalogues {
        let lack = |key: &&String| !catalogue.contains_key(*key);
        if let Some(key) = catalogues.values().flat_map(BTreeMap::keys).find(lack) {
            return Err(format!("locales/{language}.ftl lacks {key}").into());
        }
    }
    Ok(keys.map(String::as_str).collect())
}

fn in_order(catalogue: &Compiled, keys: &[&str]) -> String {
    keys.iter().filter_map(|key| catalogue.get(*key)).map(String::as_str).collect::<Vec<_>>().join(END)
}

/// A table of Rust: each language with a list of its own.
fn table(
    name: &str,
    catalogues: &BTreeMap<String, Compiled>,
    list: impl Fn(&str, &Compiled) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let mut rust = format!("const {name}: &[(&str, &str)] = &[\n");
    for (language, catalogue) in catalogues {
        rust.push_str(&format!("    ({language:?}, {:?}),\n", list(language, catalogue)?));
    }
    Ok(rust + "];\n")
}

/// The countries as a language lists them: each a code of two letters (ISO 3166-1) and its name.
fn listed(countries: &Countries, language: &str) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for (code, names) in countries {
        rows.push((names.get(language).ok_or_else(|| format!("{code} has no name in {language}"))?, code));
    }
    rows.sort_by_cached_key(|(name, _)| order(name));
    Ok(rows.iter().map(|(name, code)| format!("{code}{name}")).collect::<Vec<_>>().join(END))
}

/// What names are sorted by: letters without accents, hamzas and case. Spaces and marks do not count.
/// Tifinagh's code points stand in the order of its alphabet, and so do the letters of Arabic.
fn order(name: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'آ' => 'ء',
        'أ' | 'إ' => 'ا',
        'ؤ' => 'و',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        other => other,
    };
    name.chars().flat_map(char::to_lowercase).map(plain).filter(|c| c.is_alphabetic()).collect()
}

fn compile(source: &str, language: &str) -> Result<Compiled, Failure> {
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
    let mut compiled = Compiled::new();
    for (key, pattern) in patterns.iter().filter(|(key, _)| !key.starts_with('-')) {
        let mut text = String::new();
        write(pattern, &patterns, 0, &mut text).map_err(|e| format!("{key}: {e}"))?;
        compiled.insert(key.clone(), typeset::typeset(language, text));
    }
    Ok(compiled)
}

fn write(pattern: &Pattern<&str>, all: &Patterns, depth: usize, out: &mut String) -> Result<(), Failure> {
    if depth > DEEPEST {
        return Err("references go in a circle".into());
    }
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => write_text(value, out)?,
            PatternElement::Placeable { expression } => place(expression, all, depth, out)?,
        }
    }
    Ok(())
}

fn write_text(text: &str, out: &mut String) -> Result<(), Failure> {
    if text.contains(MARKS) {
        return Err(format!("{MARKS:?} cannot be text").into());
    }
    out.push_str(text);
    Ok(())
}

fn place(expression: &Expression<&str>, all: &Patterns, depth: usize, out: &mut String) -> Result<(), Failure> {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            out.push('{');
            out.push_str(id.name);
            let default_last = variants.iter().filter(|v| !v.default).chain(variants.iter().filter(|v| v.default));
            for variant in default_last {
                let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
                out.push('|');
                out.push_str(name);
                out.push('=');
                write(&variant.value, all, depth + 1, out)?;
            }
            out.push('}');
            return Ok(());
        }
        Expression::Select { .. } => return Err("only a variable can be selected on".into()),
    };
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            write_text(&fluent_syntax::unicode::unescape_unicode_to_string(value), out)
        }
        InlineExpression::VariableReference { id } => {
            out.push_str(&format!("{{{}}}", id.name));
            Ok(())
        }
        InlineExpression::MessageReference { id, attribute: None } => refer(id.name, all, depth, out),
        InlineExpression::TermReference { id, attribute: None, arguments: None } => {
            refer(&format!("-{}", id.name), all, depth, out)
        }
        InlineExpression::Placeable { expression } => place(expression, all, depth, out),
        InlineExpression::FunctionReference { id, .. } => {
            Err(format!("the function {} is not supported", id.name).into())
        }
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
            Err("attributes and arguments of references are not supported".into())
        }
    }
}

fn refer(key: &str, all: &Patterns, depth: usize, out: &mut String) -> Result<(), Failure> {
    let pattern = all.get(key).ok_or_else(|| format!("{key} is not in this catalogue"))?;
    write(pattern, all, depth + 1, out)
}
