//! E-mail addresses, telephones and identity numbers: form only.
//!
//! In: what a person typed. Out: the normal form, or nothing if it cannot be one.
//! Never: asking anybody whether the address or the number exists.

use crate::reference::western_digit;

/// An e-mail address that could be delivered to: RFC 5321 lengths, one `@`, a domain with a dot.
/// The domain's ASCII letters are written small; the part before the `@` is kept as typed.
#[must_use]
pub fn email(typed: &str) -> Option<String> {
    let (local, host) = typed.trim().rsplit_once('@')?;
    let sane = |s: &str| s.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c));
    let dots = |s: &str| !s.starts_with('.') && !s.ends_with('.') && !s.as_bytes().windows(2).any(|pair| pair == b"..");
    let host_ok = host.contains('.')
        && sane(host)
        && host.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let length_ok = (1..=64).contains(&local.len()) && local.len() + host.len() < 254;
    let valid = length_ok && sane(local) && host_ok && dots(local) && dots(host);
    valid.then(|| format!("{local}@{}", host.to_ascii_lowercase()))
}

/// A telephone number as E.164 (`+212612345678`). A number that starts with a single 0 is taken as
/// a national number of `calling_code` (for example `212`); `00` stands for `+`.
#[must_use]
pub fn phone(typed: &str, calling_code: &str) -> Option<String> {
    let mut digits = String::new();
    let mut international = false;
    for c in typed.trim().chars().map(western_digit) {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() && !international => international = true,
            ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}' | '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}' => {}
            _ => return None,
        }
    }
    let number = if international {
        digits
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else if let Some(rest) = digits.strip_prefix('0') {
        format!("{calling_code}{rest}")
    } else {
        return None;
    };
    let plausible = (8..=15).contains(&number.len()) && !number.starts_with('0');
    // Morocco's plan: nine digits after 212, the first of them 5 to 8.
    let moroccan = number.strip_prefix("212").is_none_or(|n| n.len() == 9 && n.starts_with(['5', '6', '7', '8']));
    (plausible && moroccan).then(|| format!("+{number}"))
}

/// A Moroccan national identity card number: one or two letters and up to seven digits.
#[must_use]
pub fn national_id(typed: &str) -> Option<String> {
    let id: String =
        typed.chars().filter(|c| !c.is_whitespace()).map(|c| western_digit(c).to_ascii_uppercase()).collect();
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = id.get(letters..)?;
    let fits =
        (1..=2).contains(&letters) && (1..=7).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(id)
}

/// The officially assigned codes of ISO 3166-1 alpha-2, in order, two letters each.
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
    CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISIT\
    JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZ\
    OMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ\
    UAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// A country's code, in capital letters, if ISO 3166-1 assigns it.
#[must_use]
pub fn country(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    let known = code.len() == 2 && COUNTRIES.as_bytes().chunks(2).any(|known| known == code.as_bytes());
    known.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn countries_are_the_249_that_iso_assigns() {
        assert_eq!(COUNTRIES.len(), 2 * 249);
        assert_eq!(country(" ma ").as_deref(), Some("MA"));
        for wrong in ["", "M", "XX", "MAR", "DA", "م"] {
            assert_eq!(country(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(email(" Amal.B@Example.MA "), Some("Amal.B@example.ma".into()));
        for bad in [
            "",
            "amal",
            "amal@",
            "@example.ma",
            "a b@example.ma",
            "amal@example",
            "amal@.ma",
            "a..b@example.ma",
            "a@b@example.ma",
            "<a@example.ma>",
        ] {
            assert_eq!(email(bad), None, "{bad}");
        }
    }

    #[test]
    fn telephones() {
        for (typed, expected) in [
            ("06 12 34 56 78", Some("+212612345678")),
            ("٠٦١٢٣٤٥٦٧٨", Some("+212612345678")),
            ("+212 6-12-34-56-78", Some("+212612345678")),
            ("0039 06 1234 5678", Some("+390612345678")),
            ("+34 612 345 678", Some("+34612345678")),
            ("612345678", None),
            ("+212 1 23 45 67 89", None),
            ("06 12", None),
            ("call me", None),
        ] {
            assert_eq!(phone(typed, "212").as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn identity_numbers() {
        assert_eq!(national_id(" ab 123456"), Some("AB123456".into()));
        for bad in ["", "123456", "ABC123", "AB", "AB12345678"] {
            assert_eq!(national_id(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_panic(text in ".*") {
            let _ = (email(&text), phone(&text, "212"), national_id(&text));
        }

        #[test]
        fn a_normal_number_stays_as_it_is(number in "\\+[1-9][0-9]{8,13}") {
            if let Some(first) = phone(&number, "212") {
                prop_assert_eq!(phone(&first, "212"), Some(first));
            }
        }
    }
}
