//! Links and colours as an operator may write them.
//!
//! In: a text. Out: the link or colour, or that it is none. Never: whether anybody is there.

/// An address that a link may lead to: a page on the web, nothing that runs.
pub(super) fn link(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = text.len() <= 2_000 && text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    (plain && !rest.is_empty() && !rest.starts_with('/')).then(|| text.to_owned())
}

pub(super) fn colour(text: &str) -> Option<String> {
    let hex = text.strip_prefix('#')?;
    (hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
}
