//! What a receipt says, and whether it is true: Ed25519 over five lines, and the digest of what was filed.
//!
//! In: texts and keys. Out: the receipt's fields, or what does not fit. Never: input or output.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::digest;
use crate::json::{field, word};

/// How the page of a receipt marks the file of proof inside it.
const MARK: &str = "data-wasl-receipt";

/// A receipt as it was read.
#[derive(Debug)]
pub struct Proof {
    /// The address of the node, as the receipt names it; empty if it does not.
    pub node: String,
    pub reference: String,
    pub received_at: String,
    pub due_at: String,
    pub digest: String,
    pub key_id: String,
    signature: String,
    pub filing: Option<Filing>,
}

/// What was filed.
#[derive(Debug)]
pub struct Filing {
    pub value: Value,
    /// As the digest covers it: in the order of the file, without white space.
    text: String,
}

impl Proof {
    /// Reads the file of proof, a receipt of the API, or the saved page.
    pub fn read(text: &str) -> Result<Self> {
        let json = inside_page(text).unwrap_or(text);
        let value: Value = serde_json::from_str(json).context("it is not JSON")?;
        let parts: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).context("it is no JSON object")?;
        let text = |name: &str| match word(&value, name) {
            "" => bail!("it has no `{name}`"),
            text => Ok(text.to_owned()),
        };
        let filing = parts.get("filing").map(|raw| {
            Ok::<_, anyhow::Error>(Filing { value: field(&value, "filing").clone(), text: compact(raw.get())? })
        });
        Ok(Self {
            node: word(&value, "node").to_owned(),
            reference: text("reference")?,
            received_at: text("received_at")?,
            due_at: text("due_at")?,
            digest: text("digest")?,
            key_id: text("key_id")?,
            signature: text("signature")?,
            filing: filing.transpose()?,
        })
    }

    /// Fails with what does not fit.
    pub fn check(&self, key: &VerifyingKey) -> Result<()> {
        let Ok(bytes) = STANDARD.decode(&self.signature).map(<[u8; 64]>::try_from) else {
            bail!("THIS RECEIPT IS NOT GENUINE: its signature is not base64");
        };
        let Ok(bytes) = bytes else { bail!("THIS RECEIPT IS NOT GENUINE: its signature has another length") };
        if key.verify_strict(self.signed_text().as_bytes(), &Signature::from_bytes(&bytes)).is_err() {
            bail!(
                "THIS RECEIPT IS NOT GENUINE: the signature does not fit. Reference, times or digest were changed, or it was never signed by this node"
            );
        }
        match &self.filing {
            Some(filing) if digest::of(filing.text.as_bytes()) != self.digest => {
                bail!("THIS FILE WAS CHANGED: the receipt itself is genuine, but what was filed was something else")
            }
            _ => Ok(()),
        }
    }

    fn signed_text(&self) -> String {
        format!("wasl receipt v1\n{}\n{}\n{}\n{}\n", self.reference, self.received_at, self.due_at, self.digest)
    }
}

/// The key of an identifier, out of those that a node publishes.
pub fn key_of(card: &Value, id: &str) -> Result<VerifyingKey> {
    let keys = field(card, "keys").as_array().context("the node's card has no list `keys`")?;
    let Some(key) = keys.iter().find(|key| word(key, "id") == id) else {
        bail!("THIS RECEIPT IS NOT GENUINE, or it is another node's: this node has no key {id}");
    };
    let text = word(key, "public_key").strip_prefix("whpk_").context("a public key does not begin with `whpk_`")?;
    let bytes = STANDARD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let bytes = bytes.context("a public key is not 32 bytes in base64")?;
    VerifyingKey::from_bytes(&bytes).ok().context("a public key is not one of Ed25519")
}

/// The file of proof inside a page.
fn inside_page(text: &str) -> Option<&str> {
    let (_, after) = text.split_once(MARK)?;
    let (_, content) = after.split_once('>')?;
    content.split_once("</script").map(|(json, _)| json)
}

/// JSON without white space, each text in its shortest form, the order untouched.
fn compact(json: &str) -> Result<String> {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let end = end_of_text(rest).context("a text does not end")?;
            let (literal, after) = rest.split_at(end);
            let text: String = serde_json::from_str(literal)?;
            out.push_str(&serde_json::to_string(&text)?);
            rest = after;
        } else {
            if !c.is_ascii_whitespace() {
                out.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    Ok(out)
}

/// Where the text at the beginning ends, its closing quotation mark included.
fn end_of_text(json: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in json.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};
    use serde_json::json;

    const FILING: &str = r#"{"kind":"complaint","subject":"Permis <d’habiter> \"PC-114\"","body":"رسالة\nثانية","consent":true,"documents":[]}"#;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn card() -> Value {
        let public = STANDARD.encode(key().verifying_key().as_bytes());
        json!({ "node": "agencies", "keys": [{ "id": "k1", "algorithm": "ed25519", "public_key": format!("whpk_{public}") }] })
    }

    /// A file of proof with a filing whose digest is signed.
    fn file() -> String {
        let digest = digest::of(FILING.as_bytes());
        let text = format!("wasl receipt v1\nHAB-26A-000123-K\n2026-11-22T14:05:09Z\n2027-01-21T22:59:59Z\n{digest}\n");
        let signature = STANDARD.encode(key().sign(text.as_bytes()).to_bytes());
        format!(
            r#"{{"node":"https://node.example","reference":"HAB-26A-000123-K","received_at":"2026-11-22T14:05:09Z","due_at":"2027-01-21T22:59:59Z","digest":"{digest}","key_id":"k1","signature":"{signature}","filing":{FILING}}}"#
        )
    }

    fn check(text: &str) -> Result<()> {
        let proof = Proof::read(text)?;
        proof.check(&key_of(&card(), &proof.key_id)?)
    }

    #[test]
    fn a_file_of_proof_is_genuine_however_it_is_laid_out() {
        check(&file()).unwrap();
        check(&file().replace(',', ",\n  ").replace("\":", "\" : ")).unwrap();
        check(&file().replace('<', "\\u003c").replace('’', "\\u2019")).unwrap();
    }

    #[test]
    fn the_saved_page_holds_the_same_file() {
        let inside = file().replace('<', "\\u003c");
        let page = format!(
            "<!DOCTYPE html><html><body><p>HAB</p><script type=\"application/json\" data-wasl-receipt=\"\">{inside}</script></body></html>"
        );
        check(&page).unwrap();
    }

    #[test]
    fn a_receipt_of_the_api_is_checked_without_its_filing() {
        let mut value: Value = serde_json::from_str(&file()).unwrap();
        value.as_object_mut().unwrap().remove("filing");
        value.as_object_mut().unwrap().insert("access_code".into(), "7Q2M-X9RT-4KDC-V8HN".into());
        check(&value.to_string()).unwrap();
    }

    #[test]
    fn whatever_is_changed_is_found() {
        for (old, new) in [
            ("000123", "000124"),
            ("2026-11-22T14", "2026-11-21T14"),
            ("2027-01-21", "2027-02-21"),
            ("PC-114", "PC-115"),
            ("\"consent\":true", "\"consent\":true,\"prior_steps\":\"x\""),
            ("\"key_id\":\"k1\"", "\"key_id\":\"k2\""),
            ("\"signature\":\"", "\"signature\":\"AA"),
        ] {
            let changed = file().replacen(old, new, 1);
            assert_ne!(changed, file(), "{old}");
            assert!(check(&changed).is_err(), "{old} -> {new}");
        }
        let (other, mut card) = (SigningKey::from_bytes(&[8; 32]), card());
        card["keys"][0]["public_key"] = json!(format!("whpk_{}", STANDARD.encode(other.verifying_key().as_bytes())));
        let proof = Proof::read(&file()).unwrap();
        assert!(proof.check(&key_of(&card, "k1").unwrap()).is_err());
    }

    #[test]
    fn what_is_no_receipt_is_said() {
        for text in ["", "{}", "[]", "<html></html>", "{\"reference\":\"HAB-26A-000123-K\"}"] {
            assert!(Proof::read(text).is_err(), "{text}");
        }
    }
}
