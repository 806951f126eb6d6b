//! Who an e-mail is from: whether the address may speak for a body, and whether our own mail server says that it is true.
//!
//! In: an address, rules; the values of `Authentication-Results` (RFC 8601), newest first. Out: yes or no. Never: believes
//! a result of another server than the one that we were told to believe, or an older line than the first of that server.

/// Whether an address is among those allowed: `name@domain` exactly, `@domain` all of a domain (not of those below it).
#[must_use]
pub fn is_allowed(address: &str, allowed: &[String]) -> bool {
    let address = address.to_lowercase();
    let mut parts = address.split('@');
    let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    !local.is_empty()
        && allowed.iter().any(|one| match one.strip_prefix('@') {
            Some(whole) => whole.eq_ignore_ascii_case(domain),
            None => one.eq_ignore_ascii_case(&address),
        })
}

/// Whether the server `trusted` says that an e-mail from this address is genuine: DMARC, or DKIM or SPF for the address's
/// own domain, or that it was handed in by this very user (RFC 8601, 2.7.4).
#[must_use]
pub fn is_genuine(from: &str, results: &[String], trusted: &str) -> bool {
    let from = from.to_lowercase();
    let Some((_, domain)) = from.split_once('@') else { return false };
    let uncommented: Vec<String> = results.iter().map(|line| without_comments(line)).collect();
    let of_trusted = uncommented.iter().find(|line| {
        let server = line.split(';').next().unwrap_or_default().split_whitespace().next().unwrap_or_default();
        server.eq_ignore_ascii_case(trusted)
    });
    let Some(line) = of_trusted else { return false };
    line.to_lowercase().split(';').skip(1).any(|result| {
        let mut words = result.split_whitespace();
        let Some((method, "pass")) = words.next().and_then(|word| word.split_once('=')) else { return false };
        let property = |name: &str| {
            let mut found = result.split_whitespace().filter_map(|word| word.split_once('='));
            found.find(|(known, _)| *known == name).map(|(_, value)| value.trim_matches('"').to_owned())
        };
        match method {
            "dmarc" => property("header.from").is_none_or(|of| of == domain),
            "dkim" => property("header.d").is_some_and(|of| is_aligned(domain, &of)),
            "spf" => property("smtp.mailfrom").is_some_and(|of| of.rsplit('@').next() == Some(domain)),
            "auth" => property("smtp.auth").is_some_and(|of| of == from),
            _ => false,
        }
    })
}

/// Whether a domain is this one or below it; a signature of a top-level domain is none.
fn is_aligned(domain: &str, of: &str) -> bool {
    domain == of || (of.contains('.') && domain.strip_suffix(of).is_some_and(|rest| rest.ends_with('.')))
}

/// A header's value without what stands in parentheses.
fn without_comments(line: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in line.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_allowed_one_by_one_or_by_domain() {
        let allowed = ["bureau@eaux.example".to_owned(), "@ville.example".to_owned()];
        for (address, yes) in [
            ("bureau@eaux.example", true),
            ("Bureau@EAUX.example", true),
            ("autre@eaux.example", false),
            ("qui@ville.example", true),
            ("qui@sous.ville.example", false),
            ("qui@ville.example.evil.example", false),
            ("qui@evil.example@ville.example", false),
            ("@ville.example", false),
            ("ville.example", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(address, &allowed), yes, "{address}");
        }
    }

    #[test]
    fn only_our_own_server_is_believed() {
        let check = |results: &[&str], yes: bool| {
            let results: Vec<String> = results.iter().map(|r| (*r).to_owned()).collect();
            assert_eq!(is_genuine("bureau@eaux.example", &results, "mx.relais.example"), yes, "{results:?}");
        };
        check(&["mx.relais.example; dmarc=pass header.from=eaux.example"], true);
        check(&["mx.relais.example 1; spf=fail; dkim=pass (2048) header.d=eaux.example"], true);
        check(&["mx.relais.example; spf=pass smtp.mailfrom=bureau@eaux.example"], true);
        check(&["mx.relais.example; auth=pass smtp.auth=bureau@eaux.example"], true);
        check(&[], false);
        check(&["mx.relais.example; none"], false);
        check(&["mx.relais.example; dmarc=fail header.from=eaux.example"], false);
        check(&["mx.relais.example; dmarc=pass header.from=evil.example"], false);
        check(&["mx.relais.example; dkim=pass header.d=evil.example"], false);
        check(&["mx.relais.example; dkim=pass header.d=example"], false);
        check(&["mx.relais.example; spf=pass smtp.mailfrom=evil.example"], false);
        check(&["mx.relais.example; auth=pass smtp.auth=autre@eaux.example"], false);
        check(&["mx.relais.example; spf=fail (dmarc=pass); x=y"], false);
        // Another server's word, and an older line of ours that the sender wrote himself.
        check(&["mx.evil.example; dmarc=pass header.from=eaux.example"], false);
        check(&["mx.relais.example; dmarc=fail", "mx.relais.example; dmarc=pass header.from=eaux.example"], false);
        check(&["mx.autre.example; dmarc=fail", "mx.relais.example; dmarc=pass header.from=eaux.example"], true);
    }
}
