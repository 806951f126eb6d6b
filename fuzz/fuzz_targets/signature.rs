//! Keys, signatures, proofs of work and times, as strangers write them: none of them opens anything.
#![no_main]

use domain::protection::network_of;
use domain::time::UnixMillis;
use wire::signing::{NodePublicKey, verify_message};

const KEY: &str = "whpk_iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let now = UnixMillis(1_795_356_309_120);
    let Some(key) = NodePublicKey::parse(KEY) else { return };
    let mut parts = text.splitn(4, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (id, time, signatures, body) = (part(), part(), part(), part());
    assert!(verify_message(&[key], id, time, signatures, body, now).is_err());
    if let Some(key) = NodePublicKey::parse(text) {
        assert_eq!(key.to_text(), text);
    }
    assert!(wire::proof::check("a key that nobody has", "mhab", text, now).is_none());
    let _ = (network_of(text), wire::problem::ProblemCode::parse(text));
    if let Some(at) = UnixMillis::parse_rfc3339(text) {
        assert_eq!(UnixMillis::parse_rfc3339(&at.to_rfc3339()), Some(at));
    }
});
