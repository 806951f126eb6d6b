//! References, access codes, register names and document ids: what reads writes itself again.
#![no_main]

use domain::access::AccessCode;
use domain::document::DocumentId;
use domain::reference::{Reference, RegisterName};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(reference) = Reference::parse(text) {
        assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
    }
    if let Some(name) = RegisterName::parse(text) {
        assert_eq!(name.to_string(), text);
    }
    if let Some(code) = AccessCode::parse(text) {
        assert!(AccessCode::parse(&code.to_string()) == Some(code));
    }
    if let Some(id) = DocumentId::parse(text) {
        assert_eq!(id.as_str(), text);
    }
});
