//! What keeps a case's e-mails together, and what nobody can guess: the token of a thread.
//!
//! In: a peer's secret, a reference, delivery ids. Out: tokens, addresses and `Message-ID`s; tokens found in what came. A token
//! is part of the address that an answer goes to, and of each e-mail's id: whoever has not got one of our e-mails of
//! this case does not know it. Never: a clock, a random number: the same delivery is the same e-mail.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

/// Letters of a token: 128 bits in hexadecimal, which any mail server keeps as it is.
pub const TOKEN_LENGTH: usize = 32;

/// The token of a case's thread. `secret`: the first of the peer's secrets, `whsec_…`.
#[must_use]
pub fn token(secret: &str, peer: &str, reference: &str) -> Option<String> {
    let first = secret.split_whitespace().next()?.strip_prefix("whsec_")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(first).ok()?).ok()?;
    mac.update(format!("wasl-mail thread\n{peer}\n{reference}").as_bytes());
    Some(shortened(&mac.finalize().into_bytes()))
}

/// The id of a delivery's e-mail, without angle brackets.
#[must_use]
pub fn message_id(delivery: &str, token: &str, address: &str) -> String {
    let domain = address.rsplit('@').next().unwrap_or_default();
    format!("{}.{token}@{domain}", shortened(&Sha256::digest(delivery)))
}

/// What a text is called that is the same however often it comes: 128 bits of its hash.
#[must_use]
pub fn fingerprint(text: &[u8]) -> String {
    shortened(&Sha256::digest(text))
}

fn shortened(bytes: &[u8]) -> String {
    bytes.iter().take(TOKEN_LENGTH / 2).map(|b| format!("{b:02x}")).collect()
}

/// The address that answers go to: `wasl+TOKEN@domain` where the mail server knows such addresses, else the plain one.
#[must_use]
pub fn reply_address(address: &str, token: &str, plus: bool) -> String {
    match address.split_once('@').filter(|_| plus) {
        Some((local, domain)) => format!("{local}+{token}@{domain}"),
        None => address.to_owned(),
    }
}

/// The token in an address of ours.
#[must_use]
pub fn token_in_address(found: &str, address: &str) -> Option<String> {
    let (found, address) = (found.to_lowercase(), address.to_lowercase());
    let ((local, domain), (own, own_domain)) = (found.rsplit_once('@')?, address.rsplit_once('@')?);
    let tag = local.strip_prefix(own)?.strip_prefix('+')?;
    (domain == own_domain && is_token(tag)).then(|| tag.to_owned())
}

/// The token in a `Message-ID` of ours, with angle brackets or without.
#[must_use]
pub fn token_in_id(found: &str, address: &str) -> Option<String> {
    let found = found.trim().trim_matches(['<', '>']).to_lowercase();
    let (local, domain) = found.rsplit_once('@')?;
    let own_domain = address.rsplit_once('@')?.1.to_lowercase();
    let (delivery, token) = local.split_once('.')?;
    (domain == own_domain && is_token(delivery) && is_token(token)).then(|| token.to_owned())
}

/// Whether this can be a token.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A text without the tokens in it: in what a citizen reads there is none.
#[must_use]
pub fn without_tokens(text: &str) -> String {
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c.to_ascii_lowercase());
    let mut clean = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_hex) {
        let (before, from) = rest.split_at(at);
        let run = from.split_at(from.find(|c| !is_hex(c)).unwrap_or(from.len()));
        clean.push_str(before);
        clean.push_str(if run.0.len() == TOKEN_LENGTH { "…" } else { run.0 });
        rest = run.1;
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OURS: &str = "wasl@relais.example";

    #[test]
    fn a_token_is_of_one_case_of_one_peer_and_of_its_secret() {
        let of = |secret: &str, peer: &str, reference: &str| token(secret, peer, reference).unwrap();
        let one = of(SECRET, "eaux", "HAB-26A-000001-Y");
        assert!(is_token(&one), "{one}");
        assert_eq!(one, of(SECRET, "eaux", "HAB-26A-000001-Y"));
        assert_ne!(one, of(SECRET, "eaux", "HAB-26A-000002-X"));
        assert_ne!(one, of(SECRET, "ville", "HAB-26A-000001-Y"));
        assert_ne!(one, of(&format!("whsec_{}", STANDARD.encode([7; 32])), "eaux", "HAB-26A-000001-Y"));
        assert_eq!(token("secret", "eaux", "X"), None);
    }

    #[test]
    fn a_token_comes_back_in_an_address_or_an_id() {
        let token = token(SECRET, "eaux", "HAB-26A-000001-Y").unwrap();
        let address = reply_address(OURS, &token, true);
        assert_eq!(token_in_address(&address, OURS), Some(token.clone()));
        assert_eq!(token_in_address(&address.to_uppercase(), OURS), Some(token.clone()));
        assert_eq!(reply_address(OURS, &token, false), OURS);
        let id = message_id("HAB-26A.17", &token, OURS);
        assert_eq!(id, message_id("HAB-26A.17", &token, OURS));
        assert_ne!(id, message_id("HAB-26A.18", &token, OURS));
        assert_eq!(token_in_id(&format!("<{id}>"), OURS), Some(token.clone()));
        for none in [
            OURS.to_owned(),
            format!("autre+{token}@relais.example"),
            format!("wasl+{token}@autre.example"),
            format!("wasl+{token}x@relais.example"),
            "wasl+@relais.example".to_owned(),
            String::new(),
        ] {
            assert_eq!(token_in_address(&none, OURS), None, "{none}");
        }
        assert_eq!(token_in_id(&format!("<a.{token}@relais.example>"), OURS), None);
        assert_eq!(token_in_id(&format!("<{token}.{token}@autre.example>"), OURS), None);
    }

    #[test]
    fn a_text_for_a_citizen_holds_no_token() {
        let token = token(SECRET, "eaux", "HAB-26A-000001-Y").unwrap();
        let text = format!("Écrivez à wasl+{token}@relais.example, réf. {}!", token.to_uppercase());
        assert_eq!(without_tokens(&text), "Écrivez à wasl+…@relais.example, réf. …!");
        for kept in ["", "décade 2026", "cafe", "https://a.example/0123456789abcdef", "é"] {
            assert_eq!(without_tokens(kept), kept);
        }
    }
}
