//! Addresses and colours as an operator may write them.
//!
//! In: a text. Out: whether it is one. Never: whether anybody is there.

/// `https://host[:port]` or `http://host[:port]`, in small letters, without a path: an origin as browsers write it.
pub(super) fn is_origin(text: &str) -> bool {
    let Some(host) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    // Browsers leave out the port that the scheme stands for.
    let usual = if text.starts_with("https:") { ":443" } else { ":80" };
    !host.is_empty()
        && !host.starts_with(':')
        && !host.ends_with(usual)
        && host
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
}

/// `https` and a name with a dot that is not an address: what resolves to a private range is
/// refused by the runtime's own network rules.
pub(super) fn is_public_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|host| {
        let name = host.split(':').next().unwrap_or("");
        let last = name.rsplit('.').next().unwrap_or("");
        name.contains('.')
            && !last.bytes().all(|b| b.is_ascii_digit())
            && !matches!(last, "local" | "localhost" | "internal")
    })
}

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
