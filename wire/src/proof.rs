//! The proof of work, as ALTCHA (version 1) speaks it: a challenge, and the payload that solves it.
//!
//! In: the node's key, random values, the time; or a payload from anybody. Out: a challenge; or that a payload
//! solves one of ours, made for this agency and not yet over. Never: whether it was used before (the register
//! knows), a clock, randomness.
//!
//! A solver looks for the number that, written after the salt, gives the challenge under SHA-256. The salt ends
//! with `&`: without an end, digits could be moved from the number into the expiry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::time::UnixMillis;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The only algorithm.
const ALGORITHM: &str = "SHA-256";
/// How long a challenge can be used, in milliseconds: time to write a complaint, and not to hoard solutions.
pub const LIFETIME_MS: i64 = 20 * 60 * 1000;
/// A payload is some 400 characters; of a longer one nothing is read.
const PAYLOAD_MAX: usize = 1024;
/// SHA-256 works in blocks of this many bytes.
const BLOCK: usize = 64;
/// Random hexadecimal digits in a salt, at least: 96 bits.
const RANDOM_MIN: usize = 24;

/// What a client has to solve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: String,
    /// The hash that is looked for, in hexadecimal.
    pub challenge: String,
    /// The number is not larger.
    pub maxnumber: u32,
    /// What stands before the number; its query names the agency and the moment it ends (Unix seconds).
    pub salt: String,
    /// HMAC-SHA-256 over the challenge, in hexadecimal.
    pub signature: String,
    /// Seconds until it ends: for clients whose clock is wrong.
    pub expires_in: u32,
}

/// What a client sends back, as base64 of JSON. Other fields (`took`) are not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Payload {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A challenge that was solved: it may be used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solved {
    /// Its random part.
    pub id: String,
    /// When it ends.
    pub expires_at: i64,
}

/// The key of challenges, made from a node's hash key: hexadecimal text, as ALTCHA's libraries take it.
#[must_use]
pub fn key(hash_key: &[u8]) -> String {
    hex(&keyed(hash_key, b"wasl challenge v1"))
}

/// A challenge for an agency. `number`: what is to be found, below or at `maxnumber`.
#[must_use]
pub fn challenge(
    key: &str,
    agency: &str,
    random: &[u8; BLOCK / 2],
    number: u32,
    maxnumber: u32,
    now: UnixMillis,
) -> Challenge {
    let expires = now.plus_ms(LIFETIME_MS).0 / 1000;
    let query = format!("?agency={agency}&expires={expires}&");
    // Whole blocks: a solver then works through one block for each number it tries, whatever the agency's name.
    let blocks = (query.len() + RANDOM_MIN).div_ceil(BLOCK);
    let digits: String = hex(random).chars().cycle().take(blocks * BLOCK - query.len()).collect();
    let salt = digits + &query;
    let challenge = solution(&salt, u64::from(number));
    let signature = hex(&keyed(key.as_bytes(), challenge.as_bytes()));
    let expires_in = u32::try_from(LIFETIME_MS / 1000).unwrap_or(u32::MAX);
    Challenge { algorithm: ALGORITHM.into(), challenge, maxnumber, salt, signature, expires_in }
}

/// Reads a payload; `None` unless it solves a challenge of this key, for this agency, that has not ended.
#[must_use]
pub fn check(key: &str, agency: &str, payload: &str, now: UnixMillis) -> Option<Solved> {
    if payload.len() > PAYLOAD_MAX {
        return None;
    }
    let payload: Payload = crate::json::read_bytes(&STANDARD.decode(payload.trim()).ok()?).ok()?;
    let (id, query) = payload.salt.split_once('?')?;
    let query = query.strip_prefix("agency=")?.strip_prefix(agency)?;
    let expires: i64 = query.strip_prefix("&expires=")?.strip_suffix('&')?.parse().ok()?;
    let expires_at = expires.checked_mul(1000)?;
    let ours = payload.algorithm == ALGORITHM
        && expires_at > now.0
        && solution(&payload.salt, payload.number) == payload.challenge
        && signed(key, &payload.challenge, &payload.signature);
    ours.then(|| Solved { id: id.to_owned(), expires_at })
}

fn signed(key: &str, challenge: &str, signature: &str) -> bool {
    let bytes = (0..signature.len()).step_by(2).map(|at| u8::from_str_radix(signature.get(at..at + 2)?, 16).ok());
    let (Some(bytes), Ok(mut mac)) =
        (bytes.collect::<Option<Vec<u8>>>(), Hmac::<Sha256>::new_from_slice(key.as_bytes()))
    else {
        return false;
    };
    mac.update(challenge.as_bytes());
    mac.verify_slice(&bytes).is_ok()
}

fn solution(salt: &str, number: u64) -> String {
    hex(&Sha256::digest(format!("{salt}{number}")))
}

fn keyed(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);

    fn made(agency: &str) -> Challenge {
        challenge(&key(b"k"), agency, &[7; 32], 4_711, 100_000, NOW)
    }

    fn payload(c: &Challenge, number: u64) -> String {
        let text = serde_json::json!({ "algorithm": c.algorithm, "challenge": c.challenge, "number": number,
            "salt": c.salt, "signature": c.signature, "took": 12 });
        STANDARD.encode(text.to_string())
    }

    fn solved(c: &Challenge) -> Option<Solved> {
        check(&key(b"k"), "mhab", &payload(c, 4_711), NOW)
    }

    #[test]
    fn what_we_ask_can_be_answered_once_it_is_solved() {
        let solved = solved(&made("mhab")).unwrap();
        assert_eq!(solved.expires_at, (NOW.0 + LIFETIME_MS) / 1000 * 1000);
        assert!(solved.id.len() >= RANDOM_MIN && solved.id.starts_with("0707"));
    }

    #[test]
    fn the_salt_fills_whole_blocks() {
        for agency in ["ab", "mhab", &"a".repeat(32)] {
            let c = made(agency);
            assert_eq!(c.salt.len() % BLOCK, 0, "{}", c.salt);
            assert!(check(&key(b"k"), agency, &payload(&c, 4_711), NOW).is_some());
        }
    }

    #[test]
    fn another_number_key_agency_or_time_is_no_solution() {
        let c = made("mhab");
        assert_eq!(check(&key(b"k"), "mhab", &payload(&c, 4_712), NOW), None);
        assert_eq!(check(&key(b"other"), "mhab", &payload(&c, 4_711), NOW), None);
        for other in ["tizi", "mha", "mhabb", ""] {
            assert_eq!(check(&key(b"k"), other, &payload(&c, 4_711), NOW), None, "{other}");
        }
        assert!(check(&key(b"k"), "mhab", &payload(&c, 4_711), NOW.plus_ms(LIFETIME_MS - 1000)).is_some());
        assert_eq!(check(&key(b"k"), "mhab", &payload(&c, 4_711), NOW.plus_ms(LIFETIME_MS)), None);
    }

    #[test]
    fn digits_cannot_be_moved_from_the_number_into_the_expiry() {
        let c = made("mhab");
        for moved in [format!("{}4", c.salt), format!("{}4&", c.salt), format!("{}47", c.salt.trim_end_matches('&'))] {
            let spliced = Challenge { salt: moved, ..c.clone() };
            for number in [711, 11, 4_711] {
                assert_eq!(check(&key(b"k"), "mhab", &payload(&spliced, number), NOW), None);
            }
        }
    }

    #[test]
    fn what_was_changed_is_no_solution() {
        let c = made("mhab");
        let later = c.salt.replace("expires=1795", "expires=1895");
        assert_ne!(later, c.salt);
        for changed in [
            Challenge { salt: later.clone(), ..c.clone() },
            Challenge { challenge: solution(&later, 4_711), salt: later, ..c.clone() },
            Challenge { algorithm: "SHA-1".into(), ..c.clone() },
            Challenge { signature: c.signature.replace(['a', '1'], "b"), ..c.clone() },
            Challenge { signature: String::new(), ..c.clone() },
            Challenge { signature: "é".into(), ..c.clone() },
        ] {
            assert_eq!(solved(&changed), None);
        }
    }

    proptest! {
        #[test]
        fn any_payload_is_read_without_a_panic(text in ".{0,300}", json in any::<bool>()) {
            let payload = if json { STANDARD.encode(&text) } else { text };
            prop_assert_eq!(check("k", "mhab", &payload, NOW), None);
        }
    }
}
