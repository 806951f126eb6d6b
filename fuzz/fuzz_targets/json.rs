//! JSON: what the node reads is what `serde_json` reads, and means the same.
#![no_main]

use serde_json::Value;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let ours = wire::json::read_bytes::<Value>(bytes);
    let library = serde_json::from_slice::<Value>(bytes);
    assert_eq!(ours.ok(), library.ok());
});
