//! The headers of an upload, and the name that a document gets from them.
#![no_main]

use domain::document::{MediaType, file_name};
use wire::upload;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = upload::length(text);
    let Some(name) = upload::name(text) else { return };
    for media_type in MediaType::ALL {
        let safe = file_name(&name, *media_type);
        assert!(!safe.is_empty() && !safe.starts_with('.'));
        assert!(!safe.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}']) && safe.contains('.'));
        assert!(safe.chars().count() <= 130, "{}", safe.chars().count());
        // A name that was made safe is safe.
        assert_eq!(file_name(&safe, *media_type), safe);
    }
});
