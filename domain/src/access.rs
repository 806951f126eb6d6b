//! The secret that opens one case to its complainant.
//!
//! In: 10 random bytes, or what a person typed. Out: a code of 16 characters that can be read
//! aloud: Crockford's base 32, four groups of four, 80 bits.
//! Never: storing or comparing codes (the node keeps only a keyed hash of them).

use crate::base32::{self, ALPHABET};
use std::fmt;

/// An access code in its canonical form: 16 characters, without dashes.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String);

impl AccessCode {
    /// Random bytes behind one code.
    pub const BYTES: usize = 10;

    /// The code for 80 random bits.
    #[must_use]
    pub fn from_random(bytes: [u8; Self::BYTES]) -> Self {
        Self(base32::letters(&bytes))
    }

    /// Reads what a person typed: dashes, spaces and case do not matter, O is 0, I and L are 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut code = String::with_capacity(16);
        for c in text.chars() {
            let c = crate::reference::western_digit(c).to_ascii_uppercase();
            match c {
                'O' => code.push('0'),
                'I' | 'L' => code.push('1'),
                c if c.is_ascii() && ALPHABET.contains(&(c as u8)) => code.push(c),
                c if c.is_ascii_alphanumeric() => return None,
                '-'
                | '\u{2010}'..='\u{2015}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' => {}
                c if c.is_whitespace() => {}
                _ => return None,
            }
        }
        (code.len() == 16).then_some(Self(code))
    }

    /// The canonical 16 characters, for hashing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

/// Never prints the secret.
impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_four_groups_of_four() {
        assert_eq!(AccessCode::from_random([0xff; 10]).to_string(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(AccessCode::from_random([0; 10]).to_string(), "0000-0000-0000-0000");
    }

    #[test]
    fn confusable_letters_are_understood() {
        let code = AccessCode::parse("oil0-0000 0000‑0000").unwrap();
        assert_eq!(code.as_str(), "0110000000000000");
        assert_eq!(AccessCode::parse("UUUU-0000-0000-0000"), None);
        assert_eq!(AccessCode::parse("0000-0000-0000"), None);
        assert_eq!(AccessCode::parse(""), None);
    }

    #[test]
    fn debug_output_tells_nothing() {
        assert!(!format!("{:?}", AccessCode::from_random([7; 10])).contains("0W"));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(bytes in any::<[u8; 10]>()) {
            let code = AccessCode::from_random(bytes);
            prop_assert_eq!(AccessCode::parse(&code.to_string()), Some(code.clone()));
            prop_assert_eq!(AccessCode::parse(&code.to_string().to_lowercase()), Some(code));
        }

        #[test]
        fn different_bits_give_different_codes(a in any::<[u8; 10]>(), b in any::<[u8; 10]>()) {
            prop_assert_eq!(a == b, AccessCode::from_random(a) == AccessCode::from_random(b));
        }
    }
}
