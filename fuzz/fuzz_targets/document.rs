//! What a document is, by its first and last bytes.
#![no_main]

use domain::document::content::{may_be_taken, media_type};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (head, tail) = bytes.split_at(bytes.len() / 2);
    // What is taken as a whole is not refused at its beginning.
    if media_type(bytes, bytes).is_some() {
        assert!(may_be_taken(bytes));
    }
    let _ = (media_type(head, tail), media_type(bytes, tail), media_type(head, bytes), may_be_taken(head));
});
