//! What single characters do to a text: turn its direction, show nothing, end a line.
//!
//! In: characters and texts as typed. Out: what they are, or line ends of one kind. Never: a judgement about a field.

/// Whether a character turns the reading direction of what follows (UAX 9, explicit formatting): a name or a subject
/// could be shown as another one. Arabic needs none of them; the marks U+200E and U+200F stay.
pub const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is to be seen of a character.
pub fn unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
}

/// Line ends as `\n`, however they were written.
pub fn with_line_ends(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut rest = typed.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\r' {
            rest.next_if_eq(&'\n');
        }
        text.push(if c == '\r' { '\n' } else { c });
    }
    text
}
