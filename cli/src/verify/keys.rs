//! The public keys of a node, former ones too. In: its card, from a file or from the node. Out: keys.
//!
//! Never: deciding whose node it is; that is for the reader, who is told where the keys came from.

use super::Keys;
use crate::fail::Fail;
use crate::node::Node;
use crate::place;
use wire::exchange::NodeCard;
use wire::signing::NodePublicKey;

/// Where a node publishes its card.
const PATH: &str = "/.well-known/wasl.json";

/// A node's keys.
#[derive(Debug)]
pub struct Card {
    pub card: NodeCard,
    pub keys: Vec<NodePublicKey>,
    /// The file or the address that it came from.
    pub whence: String,
}

impl Card {
    /// Reads the file of `--keys`, or asks the node: the one that was named, else the one that the document names.
    pub fn of(keys: &Keys, node: Option<&str>) -> Result<Self, Fail> {
        let (bytes, whence) = match (&keys.keys, node.filter(|url| !url.is_empty())) {
            (Some(path), _) => (place::text(path)?.into_bytes(), path.display().to_string()),
            (None, Some(url)) => {
                let url = url.trim_end_matches('/');
                (Node::public(url).public_bytes(PATH)?, format!("{url}{PATH}"))
            }
            (None, None) => {
                return Err(Fail::Usage("whose keys? Give --keys FILE with the node's card, or --node URL.".into()));
            }
        };
        let card: NodeCard = serde_json::from_slice(&bytes)
            .map_err(|e| Fail::Usage(format!("{whence} is not the card of a node: {e}")))?;
        let key = |text: &String| {
            let wrong = || Fail::Usage(format!("{whence}: {text} is not a public key of Ed25519"));
            NodePublicKey::parse(text).ok_or_else(wrong)
        };
        let keys = card.keys.iter().map(|key_card| key(&key_card.public_key)).collect::<Result<_, _>>()?;
        Ok(Self { card, keys, whence })
    }

    /// The sentence about where the keys are from.
    pub fn sentence(&self, key: &NodePublicKey) -> String {
        format!(
            "Signed by the node `{}` with its key {}, taken from {}. Whether that is the administration's own node is \
             for you to judge: look at the address.",
            self.card.node,
            key.id(),
            self.whence
        )
    }
}
