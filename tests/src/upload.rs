//! Documents as a client sends them: tus 1.0.0, step by step, and forms with files.
//!
//! In: a node, bytes. Out: calls and answers. Never: hiding a refusal.

use crate::client::{Answer, Call};
use crate::node::Node;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The media type of an upload's bytes.
pub const BYTES: &str = "application/offset+octet-stream";

/// An upload that was begun.
#[derive(Debug, Clone)]
pub struct Upload {
    pub url: String,
}

impl Upload {
    /// The call that begins one.
    #[must_use]
    pub fn call(node: &Node, agency: &str, length: usize, name: &str) -> Call {
        Self::call_at(&node.base_url(), agency, length, name)
    }

    /// The same, for a node that is at this address.
    #[must_use]
    pub fn call_at(base_url: &str, agency: &str, length: usize, name: &str) -> Call {
        let metadata = format!("filename {},filetype {}", STANDARD.encode(name), STANDARD.encode("image/jpeg"));
        tus(Call::new("POST", format!("{base_url}/v1/agencies/{agency}/documents")))
            .header("upload-length", length.to_string())
            .header("upload-metadata", metadata)
    }

    /// Begins one.
    ///
    /// # Panics
    /// The node does not take it.
    #[must_use]
    pub fn begin(node: &Node, agency: &str, length: usize, name: &str) -> Self {
        let answer = Self::call(node, agency, length, name).send();
        answer.expect(201);
        Self { url: node.url(answer.header("location")) }
    }

    /// Sends a whole document; gives its id.
    ///
    /// # Panics
    /// The node does not take it.
    #[must_use]
    pub fn whole(node: &Node, agency: &str, name: &str, bytes: &[u8]) -> String {
        let upload = Self::begin(node, agency, bytes.len(), name);
        upload.sends(0, bytes).expect(204);
        upload.id()
    }

    /// The document's id.
    #[must_use]
    pub fn id(&self) -> String {
        self.url.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// A call to the upload.
    #[must_use]
    pub fn to(&self, method: &str) -> Call {
        tus(Call::new(method, &self.url))
    }

    /// The call that sends bytes.
    #[must_use]
    pub fn patch(&self, offset: usize, bytes: &[u8]) -> Call {
        self.to("PATCH").header("upload-offset", offset.to_string()).bytes(BYTES, bytes)
    }

    #[must_use]
    pub fn sends(&self, offset: usize, bytes: &[u8]) -> Answer {
        self.patch(offset, bytes).send()
    }

    /// How many bytes the node has.
    ///
    /// # Panics
    /// It says nothing.
    #[must_use]
    pub fn offset(&self) -> usize {
        let answer = self.to("HEAD").send();
        answer.expect(200);
        answer.header("upload-offset").parse().expect("an offset")
    }
}

fn tus(call: Call) -> Call {
    call.header("tus-resumable", "1.0.0")
}

/// A document of this length that a node takes for a PDF.
#[must_use]
pub fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut state = 7_u32;
    while bytes.len() < length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.extend(state.to_be_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A form as a browser posts it with files: fields, then names and bytes of files.
#[must_use]
pub fn multipart(call: Call, fields: &[(String, String)], files: &[(&str, &[u8])]) -> Call {
    const BOUNDARY: &str = "----WebKitFormBoundaryKq0V3fS3h6pXyZ1a";
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.into_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    call.bytes(&format!("multipart/form-data; boundary={BOUNDARY}"), body)
}
