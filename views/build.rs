//! Packs the style sheets: what is between rules and values travels to nobody.
//!
//! In: `styles/*.css`. Out, in the build's own folder: `first.css` (with the tokens before it), `form.css` and `later.css` (what is
//! fetched in three parts in a host's page).
//! Never: a change inside a text, of a selector's meaning, or of the order, on which the cascade depends.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=styles");
    #[expect(clippy::disallowed_methods, reason = "Cargo names a build script's output folder no other way")]
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let read = |name: &str| fs::read_to_string(Path::new("styles").join(name));
    fs::write(Path::new(&out).join("first.css"), packed(&(read("tokens.css")? + &read("first.css")?)))?;
    fs::write(Path::new(&out).join("form.css"), packed(&read("form.css")?))?;
    let later = [read("touched.css")?, read("screens.css")?, read("attached.css")?].concat();
    fs::write(Path::new(&out).join("later.css"), packed(&later))
}

fn packed(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'*') => {
                let mut before = ' ';
                rest.next();
                rest.by_ref().find(|&c| std::mem::replace(&mut before, c) == '*' && c == '/');
            }
            '"' => {
                out.push(c);
                for inside in rest.by_ref() {
                    out.push(inside);
                    if inside == '"' {
                        break;
                    }
                }
            }
            c if c.is_whitespace() => {
                // A space means something between selectors and between values only.
                if !out.ends_with(['{', '}', ';', ',', ':', '>', ' ', '(']) && !out.is_empty() {
                    out.push(' ');
                }
            }
            '{' | '}' | ',' | '>' | ')' => {
                out.truncate(out.trim_end_matches(' ').len());
                if c == '}' {
                    out.truncate(out.trim_end_matches(';').len());
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}
