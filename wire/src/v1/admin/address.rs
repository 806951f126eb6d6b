//! Addresses that an operator sets: origins, and which of them are public.
//!
//! In: text. Out: whether it can be one. Every spelling of an address counts that the URL standard reads as one
//! (<https://url.spec.whatwg.org/#host-parsing>): decimal, hexadecimal, octal, short. Never: looks a name up. What a
//! name leads to is the runtime's to judge, which is told to reach public networks only.

/// Endings of names that lead into a network of one's own.
const PRIVATE: [&str; 13] = [
    "local",
    "localhost",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "lan",
    "home",
    "corp",
    "arpa",
    "test",
    "invalid",
    "onion",
];

/// `https://host[:port]` or `http://host[:port]`, in small letters, without a path: an origin as browsers write it.
pub(super) fn is_origin(text: &str) -> bool {
    let Some(host) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    // Browsers leave out the port that the scheme stands for.
    let usual = if text.starts_with("https:") { "443" } else { "80" };
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let Some((address, after)) = rest.split_once(']') else { return false };
            if address.parse::<std::net::Ipv6Addr>().is_err() || address.bytes().any(|b| b.is_ascii_uppercase()) {
                return false;
            }
            (address, if after.is_empty() { None } else { Some(after.strip_prefix(':').unwrap_or("-")) })
        }
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    let is_port = |p: &str| {
        p != usual && !p.starts_with('0') && p.bytes().all(|b| b.is_ascii_digit()) && p.parse::<u16>().is_ok()
    };
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let is_name =
        host.starts_with('[') || (name.bytes().all(letters) && !name.starts_with('.') && !name.contains(".."));
    !name.is_empty() && is_name && port.is_none_or(is_port)
}

/// `https` and a name with a dot that is no address, however it is written, and no name of a network of one's own.
pub(super) fn is_public_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|host| {
        let name = host.split(':').next().unwrap_or("");
        let last = name.rsplit('.').next().unwrap_or("");
        // The URL standard takes a name for an address if its last part is a number.
        let number = last.strip_prefix("0x").map_or_else(
            || last.bytes().all(|b| b.is_ascii_digit()),
            |digits| digits.bytes().all(|b| b.is_ascii_hexdigit()),
        );
        name.contains('.') && !number && !PRIVATE.contains(&last) && !host.starts_with('[')
    })
}

/// A path as it is put behind an origin: `/a/b`, in plain letters, without a step back.
pub(super) fn is_path(text: &str) -> bool {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    let segment = |part: &str| !part.is_empty() && part.bytes().all(letters) && part != "." && part != "..";
    text.len() <= 200 && text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment))
}

/// An address that a link may lead to: a page on the web, nothing that runs.
pub(super) fn link(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = text.len() <= 2_000 && text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    (plain && !rest.is_empty() && !rest.starts_with('/')).then(|| text.to_owned())
}

/// `#rrggbb`, in small letters.
pub(super) fn colour(text: &str) -> Option<String> {
    let hex = text.strip_prefix('#')?;
    (hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_origin, is_path, is_public_https};

    /// What leads inside, or nowhere, or is no origin at all: a host each.
    const INSIDE: &str = r"
        127.0.0.1 127.1 0 0.0.0.0 2130706433 0x7f000001 0x7f.1 0x7f.0x0.0x0.0x1 127.0.0.0x1 0177.0.0.1
        017700000001 127.0.0.01 10.0.0.1:8443 169.254.169.254 192.168.1.1 172.16.0.1 100.64.0.1 [::1] [::]
        [::ffff:127.0.0.1] [::ffff:7f00:1] [fe80::1] [fd00::1] [64:ff9b::7f00:1] localhost localhost.
        a.localhost db.internal db.internal. metadata.google.internal printer.local nas.lan x.home.arpa
        intranet a.0x 1.1.1.1 user@mediateur.exemple.ma mediateur.exemple.ma@127.0.0.1
        mediateur.exemple.ma#@127.0.0.1 mediateur.exemple.ma/.. mediateur.exemple.ma?
        mediateur.exemple.ma\@x.ma 127。0。0。1 １２７.0.0.1 ⓛocalhost.ma MEDIATEUR.ma %6c.ma .ma a..ma a.ma.
        a.ma: a.ma:0 a.ma:443 a.ma:65536 a.ma:80:80 a.ma:+80
    ";

    fn public(url: &str) -> bool {
        is_origin(url) && is_public_https(url)
    }

    #[test]
    fn no_spelling_of_a_private_address_is_a_public_name() {
        for url in ["https://mediateur.exemple.ma", "https://mediateur.exemple.ma:8443", "https://a-b.c.x0.org"] {
            assert!(public(url), "{url}");
        }
        assert!(!public("https://"));
        for host in INSIDE.split_whitespace() {
            assert!(!public(&format!("https://{host}")), "{host}");
        }
        for url in [
            "http://mediateur.exemple.ma",
            "ftp://a.ma",
            "file:///etc/passwd",
            "https:/a.ma",
            "https:a.ma",
            "//a.ma",
            "HTTPS://a.ma",
        ] {
            assert!(!public(url), "{url}");
        }
    }

    #[test]
    fn a_path_stays_below_its_origin() {
        for path in ["/hooks/wasl", "/rt/REST/2.0", "/a"] {
            assert!(is_path(path), "{path}");
        }
        for path in
            ["", "/", "hooks", "//b.ma/x", "/a/", "/../a", "/a/./b", "/a?b", "/a#b", "/a%2f", "/@b", "/a b", "/\\\\b"]
        {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn origins_are_as_browsers_write_them() {
        for url in ["http://localhost:8080", "http://127.0.0.1:9", "http://[::1]:9", "https://a.ma"] {
            assert!(is_origin(url), "{url}");
        }
        for url in [
            "http://a.ma:80",
            "https://a.ma/",
            "https://[::1",
            "https://[g]",
            "https://[::1]x",
            "null",
            "*",
            "https://*.a.ma",
        ] {
            assert!(!is_origin(url), "{url}");
        }
    }
}
