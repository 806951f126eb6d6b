//! Headers of an upload, as tus 1.0.0 has them (<https://tus.io/protocols/resumable-upload>).
//!
//! In: what a client wrote. Out: a number, a name. Never: what a name becomes (`domain::document`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Most characters of `Upload-Metadata`.
pub const METADATA_MAX: usize = 4 * 1024;

/// `Upload-Length` or `Upload-Offset`, in bytes: digits and nothing else.
#[must_use]
pub fn length(header: &str) -> Option<u64> {
    header.bytes().all(|b| b.is_ascii_digit()).then(|| header.parse().ok()).flatten()
}

/// The name in `Upload-Metadata`, empty if there is none; `None` if the header is not what it should be.
#[must_use]
pub fn name(metadata: &str) -> Option<String> {
    if metadata.len() > METADATA_MAX {
        return None;
    }
    let mut name = String::new();
    for pair in metadata.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).ok()?;
        if key == "filename" {
            name = String::from_utf8(value).ok()?;
        }
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::{length, name};

    #[test]
    fn a_name_is_read_from_the_metadata() {
        assert_eq!(name(""), Some(String::new()));
        assert_eq!(name("filename 2LTZh9in2K/YqS5qcGc=,filetype aW1hZ2UvanBlZw==").as_deref(), Some("شهادة.jpg"));
        assert_eq!(name("voice,filename Yi5wZGY="), Some("b.pdf".into()));
        assert_eq!(name("filename !!!"), None);
        assert_eq!(name("filename /w=="), None);
        assert_eq!(name(&"a,".repeat(3_000)), None);
    }

    #[test]
    fn a_length_is_digits_and_nothing_else() {
        assert_eq!(length("10"), Some(10));
        for wrong in ["", "+1", "-1", " 1", "1.0", "0x1", "99999999999999999999", "١"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }
}
