//! The paths that a source file names, as far as rules on rooms need them.
//!
//! In: Rust source. Out: full paths with their lines; `use` trees are opened, `super` and `self` are resolved.
//! Never: reads tests (they may look anywhere) or comments.

/// The module of a file below `src`: `register/store.rs` is `crate::register::store`.
pub fn module_of(file: &str) -> String {
    let path = file.trim_end_matches(".rs").replace('/', "::");
    match path.as_str() {
        "lib" | "main" => "crate".to_owned(),
        _ => format!("crate::{path}"),
    }
}

/// Every path named outside tests and comments.
pub fn named_in(source: &str, module: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open_use: Option<(usize, String)> = None;
    for (at, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        if code.trim() == "#[cfg(test)]" {
            break;
        }
        let trimmed = code.trim_start();
        let statement = trimmed.strip_prefix("pub ").or_else(|| trimmed.strip_prefix("pub(crate) ")).unwrap_or(trimmed);
        if open_use.is_none() && statement.starts_with("use ") {
            open_use = Some((at + 1, String::new()));
        }
        match &mut open_use {
            Some((start, text)) => {
                text.push_str(statement.strip_prefix("use ").unwrap_or(code));
                if let Some(tree) = text.split_once(';').map(|(tree, _)| tree.to_owned()) {
                    found.extend(expand(&tree).into_iter().map(|path| (*start, resolve(&path, module))));
                    open_use = None;
                }
            }
            None => found.extend(inline(code).into_iter().map(|path| (at + 1, resolve(&path, module)))),
        }
    }
    found
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn expand(tree: &str) -> Vec<String> {
    let Some((prefix, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    branches(inner).iter().flat_map(|branch| expand(branch)).map(|path| format!("{}{path}", prefix.trim())).collect()
}

/// The parts between the commas that are not inside braces.
fn branches(inner: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

/// Paths with at least one `::` in a line of code.
fn inline(code: &str) -> Vec<String> {
    code.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'))
        .map(|word| word.trim_matches(':'))
        .filter(|word| word.contains("::"))
        .map(str::to_owned)
        .collect()
}

fn resolve(path: &str, module: &str) -> String {
    let mut base: Vec<&str> = module.split("::").collect();
    let mut parts = path.split("::").map(str::trim).peekable();
    if !matches!(parts.peek(), Some(&("super" | "self"))) {
        return path.trim().to_owned();
    }
    while let Some(&part) = parts.peek() {
        match part {
            "super" => {
                base.pop();
            }
            "self" => {}
            _ => break,
        }
        parts.next();
    }
    base.extend(parts);
    base.join("::")
}

#[cfg(test)]
mod tests {
    use super::{module_of, named_in};

    fn paths(source: &str) -> Vec<String> {
        named_in(source, "crate::register::service").into_iter().map(|(_, path)| path).collect()
    }

    #[test]
    fn a_file_is_a_module() {
        assert_eq!(module_of("lib.rs"), "crate");
        assert_eq!(module_of("register/store.rs"), "crate::register::store");
    }

    #[test]
    fn use_trees_are_opened_over_several_lines() {
        let source = "use crate::{a::{b,\n  c as d}, e};\npub use std::fmt;";
        assert_eq!(paths(source), ["crate::a::b", "crate::a::c", "crate::e", "std::fmt"]);
    }

    #[test]
    fn relative_paths_become_whole() {
        assert_eq!(
            paths("use super::store::insert;\nself::x::y();"),
            ["crate::register::store::insert", "crate::register::service::x::y"]
        );
    }

    #[test]
    fn paths_inside_code_count_but_not_in_comments_or_tests() {
        let source = "// web_sys::X\nlet a = web_sys::window();\n#[cfg(test)]\nmod tests { use a::b; }";
        assert_eq!(paths(source), ["web_sys::window"]);
    }
}
