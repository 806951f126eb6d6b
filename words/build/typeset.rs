//! What a language's typography asks for everywhere, so that no translator has to think of it.
//!
//! In: a language code and a compiled pattern. Out: the pattern with French signs tied to their words, and with Latin
//! words isolated inside Arabic. Never: a change of words, of variables or of the names of cases.

/// What a French line must not be broken at: the space before a sign is part of it.
const FRENCH_SPACES: [(&str, &str); 6] = [
    (" :", "\u{a0}:"),
    (" ;", "\u{202f};"),
    (" ?", "\u{202f}?"),
    (" !", "\u{202f}!"),
    ("« ", "«\u{202f}"),
    (" »", "\u{202f}»"),
];

/// The compiled pattern as its language is set.
pub fn typeset(language: &str, pattern: String) -> String {
    match language {
        "fr" => FRENCH_SPACES.iter().fold(pattern, |text, (typed, set)| text.replace(typed, set)),
        "ar" => isolate_latin(&pattern),
        _ => pattern,
    }
}

/// Sets each Latin word, address or code apart, except inside isolates that stand there already.
fn isolate_latin(pattern: &str) -> String {
    let (mut set, mut run) = (String::new(), String::new());
    let (mut isolated, mut named) = (0_usize, false);
    for c in pattern.chars().chain(['\0']) {
        if !named && (c.is_ascii_alphanumeric() || "-.@_/+".contains(c)) {
            run.push(c);
            continue;
        }
        let word = run.trim_end_matches(['.', '-']);
        if isolated == 0 && word.contains(|c: char| c.is_ascii_alphabetic()) {
            set.push_str(&format!("\u{2066}{word}\u{2069}{}", run.strip_prefix(word).unwrap_or_default()));
        } else {
            set.push_str(&run);
        }
        run.clear();
        match c {
            '\u{2066}'..='\u{2068}' => isolated += 1,
            '\u{2069}' => isolated = isolated.saturating_sub(1),
            // A variable's name follows `{`, a case's name follows `|`.
            '{' | '|' => named = true,
            '}' | '=' => named = false,
            _ => {}
        }
        if c != '\0' {
            set.push(c);
        }
    }
    set
}
