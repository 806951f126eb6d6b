//! Signatures with a secret that both sides know: Standard Webhooks `v1`, HMAC-SHA256.
//!
//! In: the secrets, as the libraries write them; headers, a body, the time. Out: a signature of each, or why one is not
//! good. Two secrets at once serve rotation. Never: a clock; printing a secret.

use super::{SignatureError, content_of, signed_content};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::time::UnixMillis;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// How long a secret is, in bytes (Standard Webhooks: 24 to 64).
const LENGTH: std::ops::RangeInclusive<usize> = 24..=64;
/// Secrets at once, at most: the new one and the old one.
const SECRETS_MAX: usize = 2;

/// What both sides know.
#[derive(Clone)]
pub struct SharedSecrets(Vec<Vec<u8>>);

impl SharedSecrets {
    /// Reads `whsec_` and base64; two of them with a space between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let read = |one: &str| {
            let bytes = STANDARD.decode(one.strip_prefix("whsec_")?).ok()?;
            LENGTH.contains(&bytes.len()).then_some(bytes)
        };
        let secrets: Vec<_> = text.split_whitespace().map(read).collect::<Option<_>>()?;
        (1..=SECRETS_MAX).contains(&secrets.len()).then_some(Self(secrets))
    }

    /// The `webhook-signature` of a message: one by each secret.
    #[must_use]
    pub fn sign_message(&self, id: &str, timestamp_s: i64, body: &str) -> String {
        let content = signed_content(id, timestamp_s, body);
        let sign = |secret: &Vec<u8>| {
            let mac = keyed(secret, &content)?;
            Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
        };
        self.0.iter().filter_map(sign).collect::<Vec<_>>().join(" ")
    }

    /// Checks a message's headers, in a time that does not depend on where a signature differs.
    ///
    /// # Errors
    /// Malformed headers, a timestamp more than five minutes away, or no fitting signature.
    pub fn verify_message(
        &self,
        id: &str,
        timestamp: &str,
        signatures: &str,
        body: &str,
        now: UnixMillis,
    ) -> Result<(), SignatureError> {
        let content = content_of(id, timestamp, signatures, body, now)?;
        let given = signatures.split(' ').filter_map(|s| STANDARD.decode(s.strip_prefix("v1,")?).ok());
        let fits = |signature: &[u8], secret: &Vec<u8>| {
            keyed(secret, &content).is_some_and(|mac| mac.verify_slice(signature).is_ok())
        };
        let good = given.into_iter().any(|signature| self.0.iter().any(|secret| fits(&signature, secret)));
        if good { Ok(()) } else { Err(SignatureError::Wrong) }
    }
}

impl std::fmt::Debug for SharedSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SharedSecrets({})", self.0.len())
    }
}

fn keyed(secret: &[u8], content: &str) -> Option<Hmac<Sha256>> {
    // HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(content.as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_614_265_330_000);
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// The vector of the specification's own libraries.
    #[test]
    fn the_published_vector() {
        let secrets = SharedSecrets::parse(SECRET).unwrap();
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
        let signature = secrets.sign_message(id, 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(secrets.verify_message(id, "1614265330", &signature, body, NOW), Ok(()));
    }

    #[test]
    fn what_was_changed_or_is_old_or_is_of_another_form_is_refused() {
        let secrets = SharedSecrets::parse(SECRET).unwrap();
        let good = secrets.sign_message("id", 1_614_265_330, "b");
        let check = |id: &str, at: &str, s: &str, body: &str| secrets.verify_message(id, at, s, body, NOW);
        assert_eq!(check("id", "1614265330", &good, "b"), Ok(()));
        assert_eq!(check("id", "1614265330", &format!("v1a,xx v1,AAAA {good}"), "b"), Ok(()));
        assert_eq!(check("other", "1614265330", &good, "b"), Err(SignatureError::Wrong));
        assert_eq!(check("id", "1614265331", &good, "b"), Err(SignatureError::Wrong));
        assert_eq!(check("id", "1614265330", &good, "b "), Err(SignatureError::Wrong));
        assert_eq!(check("id", "1614265330", &good.replace("v1,", "v1a,"), "b"), Err(SignatureError::Wrong));
        assert_eq!(check("", "1614265330", &good, "b"), Err(SignatureError::Malformed));
        let late = secrets.sign_message("id", 1_614_265_029, "b");
        assert_eq!(check("id", "1614265029", &late, "b"), Err(SignatureError::Stale));
    }

    #[test]
    fn secrets_rotate_two_at_a_time() {
        let other = format!("whsec_{}", STANDARD.encode([7; 32]));
        let both = SharedSecrets::parse(&format!("{SECRET} {other}")).unwrap();
        let signatures = both.sign_message("id", 1_614_265_330, "b");
        for one in [SECRET, &other] {
            let one = SharedSecrets::parse(one).unwrap();
            assert_eq!(one.verify_message("id", "1614265330", &signatures, "b", NOW), Ok(()));
            let signature = one.sign_message("id", 1_614_265_330, "b");
            assert_eq!(both.verify_message("id", "1614265330", &signature, "b", NOW), Ok(()));
        }
        for bad in
            ["", " ", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &format!("{SECRET} {SECRET} {other}")]
        {
            assert!(SharedSecrets::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(format!("{both:?}"), "SharedSecrets(2)");
    }
}
