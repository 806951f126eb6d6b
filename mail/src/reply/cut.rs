//! What of a reply is new: without our own e-mail that it quotes, without the line that announces the quotation, without a
//! signature.
//!
//! In: a reply's text, our address. Out: the text that its author wrote. Our e-mails stand between two lines that begin with
//! `##-`; the second says how many letters and figures are between them. Never: loses what somebody wrote. Where more stands
//! between the lines than we sent, somebody has written there, and all of it stays; what we cannot tell to be quoted stays.

/// What our marks begin and end with.
const MARK: (&str, &str) = ("##-", "-##");
/// A signature has at most so many lines; what is longer is text.
const SIGNATURE_LINES: usize = 12;
/// The line that announces a quotation is folded into at most so many.
const ANNOUNCED_IN: usize = 3;

/// The line above which people answer.
#[must_use]
pub fn mark_above(words: &str) -> String {
    format!("{} {words} {}", MARK.0, MARK.1)
}

/// The line that ends what we wrote.
#[must_use]
pub fn mark_below(reference: &str, between: &str) -> String {
    format!("{} {reference} {} {}", MARK.0, weight(between), MARK.1)
}

/// How many letters and figures a text has, without addresses: programs write those in their own way.
#[must_use]
pub fn weight(text: &str) -> usize {
    let is_address = |word: &&str| word.contains('@') || word.contains("://");
    let words = text.split_whitespace().flat_map(|word| word.split(['<', '>', '[', ']', '(', ')']));
    words.filter(|word| !is_address(word)).flat_map(str::chars).filter(|c| c.is_alphanumeric()).count()
}

/// A line as it was before it was quoted, and how deep it is quoted.
fn unquoted(line: &str) -> (&str, usize) {
    let (mut rest, mut depth) = (line.trim(), 0);
    while let Some(inner) = rest.strip_prefix('>') {
        (rest, depth) = (inner.trim_start(), depth + 1);
    }
    (rest, depth)
}

/// What stands in a mark.
fn marked(line: &str) -> Option<&str> {
    // Some programs set apart what is written from right to left by characters that nobody sees.
    let line = unquoted(line).0.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) || c == '*' || c == '_');
    line.strip_prefix(MARK.0)?.strip_suffix(MARK.1).map(str::trim)
}

/// Whether a character only says in which direction to read, or nothing at all.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The weight that a lower mark says.
fn said(inside: &str) -> Option<usize> {
    let (before, figures) = inside.rsplit_once(' ')?;
    let figures: String = figures.chars().filter(|c| !is_invisible(*c)).collect();
    before.contains('-').then(|| figures.parse().ok()).flatten()
}

/// What the author of a reply wrote. `own`: the address that our e-mails come from.
#[must_use]
pub fn own_words(text: &str, own: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    // From the last one up: a quotation of a quotation is in the one around it.
    while let Some((from, to, depth)) = ours(&lines) {
        let kept: Vec<&str> = match depth {
            0 => Vec::new(),
            _ => lines.get(from..=to).unwrap_or_default().iter().filter(|l| unquoted(l).1 < depth).copied().collect(),
        };
        let quoted_on = lines.iter().skip(to + 1).take_while(|l| depth > 0 && unquoted(l).1 >= depth).count();
        let quoted_before = lines.iter().take(from).rev().take_while(|l| depth > 0 && unquoted(l).1 >= depth).count();
        let mut rest: Vec<&str> = lines.get(..from - quoted_before).unwrap_or_default().to_vec();
        without_announcement(&mut rest, own);
        rest.extend(kept);
        rest.extend(lines.get(to + 1 + quoted_on..).unwrap_or_default());
        lines = rest;
    }
    without_quoted_end(&mut lines, own);
    without_signature(&mut lines);
    let text: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    text.join("\n").trim_matches(['\n', ' ', '\t']).to_owned()
}

/// The last of our e-mails in a text that is quoted as we wrote it: first and last line, and how deep.
fn ours(lines: &[&str]) -> Option<(usize, usize, usize)> {
    let mut to = None;
    for (at, line) in lines.iter().enumerate().rev() {
        let Some(inside) = marked(line) else { continue };
        if let Some(weight) = said(inside) {
            to = Some((at, weight));
        } else if let Some((end, sent)) = to.take() {
            let depth = unquoted(line).1.min(lines.get(end).map_or(0, |l| unquoted(l).1));
            let between: Vec<&str> = lines
                .get(at + 1..end)
                .unwrap_or_default()
                .iter()
                .filter(|l| unquoted(l).1 >= depth)
                .map(|l| unquoted(l).0)
                .collect();
            if weight(&between.join("\n")) <= sent {
                return Some((at, end, depth));
            }
        }
    }
    None
}

/// Takes away the lines that say whose words follow: they name our address, and end with a colon or look like a head.
fn without_announcement(lines: &mut Vec<&str>, own: &str) {
    while lines.last().is_some_and(|l| unquoted(l).0.is_empty()) {
        lines.pop();
    }
    let paragraph = lines.iter().rev().take_while(|l| !l.trim().is_empty()).count();
    let head: Vec<&str> =
        lines.iter().rev().take(paragraph).map(|l| unquoted(l).0).take_while(|l| is_field(l)).collect();
    if head.len() >= 3 && head.iter().any(|line| names(line, own)) {
        lines.truncate(lines.len() - head.len());
        while lines.last().is_some_and(|l| l.trim().is_empty() || is_rule(l)) {
            lines.pop();
        }
        return;
    }
    for count in 1..=ANNOUNCED_IN.min(paragraph) {
        let announcement = lines.iter().skip(lines.len() - count).map(|l| l.trim()).collect::<Vec<_>>().join(" ");
        let ends = announcement.trim_end_matches(|c: char| is_invisible(c) || c.is_whitespace()).ends_with([':', '：']);
        if ends && names(&announcement, own) {
            // Folded before the address: what stands above it begins with a date.
            let above = lines.len().checked_sub(count + 1).and_then(|at| lines.get(at)).map_or("", |line| line.trim());
            let is_folded = announcement.starts_with('<') && count < paragraph && above.chars().any(|c| c.is_numeric());
            lines.truncate(lines.len() - count - usize::from(is_folded));
            return;
        }
    }
}

/// Whether a line names our address, with or without what stands behind a `+`.
fn names(line: &str, own: &str) -> bool {
    let (line, own) = (line.to_lowercase(), own.to_lowercase());
    let Some((local, domain)) = own.split_once('@') else { return false };
    line.contains(&own) || (line.contains(&format!("{local}+")) && line.contains(&format!("@{domain}")))
}

/// `Field: value`, as programs write the head of what they quote.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| name.chars().count() <= 24 && !value.trim().is_empty())
}

/// A line of dashes, with words in it or without: `-----Original Message-----`.
fn is_rule(line: &str) -> bool {
    let line = unquoted(line).0;
    let dashes = line.chars().filter(|c| matches!(c, '-' | '_' | '—' | '=')).count();
    dashes >= 4 && (line.starts_with(['-', '_', '—', '=']) && line.ends_with(['-', '_', '—', '=']))
}

/// Quoted lines at the very end, after a line that says that they are ours.
fn without_quoted_end(lines: &mut Vec<&str>, own: &str) {
    let count = lines.iter().rev().take_while(|l| l.trim().is_empty() || unquoted(l).1 > 0).count();
    let quoted = lines.iter().rev().take(count).any(|l| unquoted(l).1 > 0);
    if !quoted {
        return;
    }
    let mut rest = lines.get(..lines.len() - count).unwrap_or_default().to_vec();
    let before = rest.len();
    without_announcement(&mut rest, own);
    let announced = rest.iter().filter(|l| !l.trim().is_empty()).count()
        < lines.iter().take(before).filter(|l| !l.trim().is_empty()).count();
    if announced {
        *lines = rest;
    }
}

/// A signature: what follows a line of two dashes and a space (RFC 3676, 4.3), if it is short and nothing comes after it.
fn without_signature(lines: &mut Vec<&str>) {
    if let Some(at) = lines.iter().rposition(|line| *line == "-- " || *line == "--") {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let is_short = rest.len() <= SIGNATURE_LINES && rest.iter().all(|l| unquoted(l).1 == 0);
        if is_short && lines.iter().take(at).any(|l| !l.trim().is_empty()) {
            lines.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests;
