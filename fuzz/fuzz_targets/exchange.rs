//! What a peer sends: an event that is read is written as it was read.
#![no_main]

use wire::exchange::CloudEvent;
use wire::json;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let events: Vec<CloudEvent> = match json::read_bytes::<CloudEvent>(bytes) {
        Ok(event) => vec![event],
        Err(_) => json::read_bytes(bytes).unwrap_or_default(),
    };
    for event in events {
        let text = serde_json::to_string(&event).expect("an event that can be written");
        assert_eq!(json::read::<CloudEvent>(&text).expect("its own text"), event);
        if let Some(filing) = event.data.filed.as_ref().and_then(|filed| filed.filing.stored()) {
            let _ = filing.keeps_limits();
        }
        let _ = event.subject.as_deref().and_then(domain::reference::Reference::parse);
        let _ = domain::time::UnixMillis::parse_rfc3339(&event.time);
    }
});
