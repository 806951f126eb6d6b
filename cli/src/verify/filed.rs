//! What a receipt says, and whether it is true: Ed25519 over five lines, and the digest of what was filed.
//!
//! In: texts and keys. Out: the receipt's fields, or what does not fit. Never: input or output.

use crate::fail::Fail;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use wire::signing::NodePublicKey;

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
    pub fn read(text: &str) -> Result<Self, Fail> {
        let json = inside_page(text).unwrap_or(text);
        let value: Value = serde_json::from_str(json).map_err(|_| no_receipt("it is not JSON"))?;
        let parts: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(json).map_err(|_| no_receipt("it is no JSON object"))?;
        let text = |name: &str| match word(&value, name) {
            "" => Err(no_receipt(&format!("it has no `{name}`"))),
            text => Ok(text.to_owned()),
        };
        let filing = parts.get("filing").map(|raw| {
            Ok::<_, Fail>(Filing { value: value.get("filing").cloned().unwrap_or_default(), text: compact(raw.get())? })
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

    /// Says which key it is signed with.
    ///
    /// # Errors
    /// What does not fit.
    pub fn check<'a>(&self, keys: &'a [NodePublicKey]) -> Result<&'a NodePublicKey, Fail> {
        let Some(key) = keys.iter().find(|key| key.id() == self.key_id) else {
            return Err(not_genuine(&format!("the node has no key {}; or it is another node's receipt", self.key_id)));
        };
        if !key.verify(self.signed_text().as_bytes(), &self.signature) {
            let why = "the signature does not fit. Reference, times or digest were changed, or it was never signed by \
                       this node";
            return Err(not_genuine(why));
        }
        match &self.filing {
            Some(filing) if sha256(filing.text.as_bytes()) != self.digest => Err(Fail::Disproved(
                "THIS FILE WAS CHANGED: the receipt itself is genuine, but what was filed was something else.".into(),
            )),
            _ => Ok(key),
        }
    }

    fn signed_text(&self) -> String {
        format!("wasl receipt v1\n{}\n{}\n{}\n{}\n", self.reference, self.received_at, self.due_at, self.digest)
    }
}

fn no_receipt(why: &str) -> Fail {
    Fail::Usage(format!("this is no receipt: {why}"))
}

fn not_genuine(why: &str) -> Fail {
    Fail::Disproved(format!("THIS RECEIPT IS NOT GENUINE: {why}."))
}

/// A field's text; empty when it is not there.
pub fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The file of proof inside a page.
fn inside_page(text: &str) -> Option<&str> {
    let (_, after) = text.split_once(MARK)?;
    let (_, content) = after.split_once('>')?;
    content.split_once("</script").map(|(json, _)| json)
}

/// JSON without white space, each text in its shortest form, the order untouched.
fn compact(json: &str) -> Result<String, Fail> {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let end = end_of_text(rest).ok_or_else(|| no_receipt("a text does not end"))?;
            let (literal, after) = rest.split_at(end);
            let broken = |_| no_receipt("a text in it is not JSON's");
            let text: String = serde_json::from_str(literal).map_err(broken)?;
            out.push_str(&serde_json::to_string(&text).map_err(broken)?);
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
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use wire::signing::NodeKey;

    const FILING: &str = r#"{"kind":"complaint","subject":"Permis <d’habiter> \"PC-114\"","body":"رسالة\nثانية","consent":true,"documents":[]}"#;

    fn key(byte: u8) -> NodeKey {
        NodeKey::parse(&STANDARD.encode([byte; 32])).unwrap()
    }

    /// A file of proof with a filing whose digest is signed.
    fn file() -> String {
        let digest = sha256(FILING.as_bytes());
        let text = format!("wasl receipt v1\nHAB-26A-000123-K\n2026-11-22T14:05:09Z\n2027-01-21T22:59:59Z\n{digest}\n");
        let (id, signature) = (key(7).public().id(), key(7).sign(text.as_bytes()));
        format!(
            r#"{{"node":"https://node.example","reference":"HAB-26A-000123-K","received_at":"2026-11-22T14:05:09Z","due_at":"2027-01-21T22:59:59Z","digest":"{digest}","key_id":"{id}","signature":"{signature}","filing":{FILING}}}"#
        )
    }

    fn check(text: &str) -> Result<(), Fail> {
        // The signing key is a former one: another came before it in the card.
        Proof::read(text)?.check(&[key(8).public(), key(7).public()]).map(drop)
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
            ("\"key_id\":\"", "\"key_id\":\"0"),
            ("\"signature\":\"", "\"signature\":\"AA"),
        ] {
            let changed = file().replacen(old, new, 1);
            assert_ne!(changed, file(), "{old}");
            assert!(check(&changed).is_err(), "{old} -> {new}");
        }
        assert!(Proof::read(&file()).unwrap().check(&[key(8).public()]).is_err());
    }

    #[test]
    fn what_is_no_receipt_is_said() {
        for text in ["", "{}", "[]", "<html></html>", "{\"reference\":\"HAB-26A-000123-K\"}"] {
            assert!(Proof::read(text).is_err(), "{text}");
        }
    }
}
