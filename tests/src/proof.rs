//! A client that does the proof of work. In: a node and an agency. Out: payloads that are good once.

use crate::fixtures;
use crate::node::Node;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use wire::proof::Challenge;
use wire::v1::filing::FileCase;

/// A challenge of this node.
#[must_use]
pub fn challenge(node: &Node, agency: &str) -> Challenge {
    node.get(&format!("/v1/challenge?agency={agency}")).send().json(200)
}

/// The payload that solves a challenge.
///
/// # Panics
/// Nothing solves it.
#[must_use]
pub fn solve(challenge: &Challenge) -> String {
    let hash = |number: &u32| {
        let digest = Sha256::digest(format!("{}{number}", challenge.salt));
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let number = (0..=challenge.maxnumber).find(|n| hash(n) == challenge.challenge).expect("a number that solves it");
    payload(challenge, number)
}

/// A payload with this number, right or wrong.
#[must_use]
pub fn payload(challenge: &Challenge, number: u32) -> String {
    let Challenge { algorithm, challenge, salt, signature, .. } = challenge;
    let text = json!({ "algorithm": algorithm, "challenge": challenge, "number": number, "salt": salt,
        "signature": signature, "took": 7 });
    STANDARD.encode(text.to_string())
}

/// A filing with a good proof.
#[must_use]
pub fn proved(node: &Node, agency: &str) -> FileCase {
    FileCase { proof: Some(solve(&challenge(node, agency))), ..fixtures::filing() }
}
