//! JSON bodies: a filing that is valid stays valid, and is its own normal form.
#![no_main]

use domain::draft::{Draft, validate};
use wire::read;
use wire::v1::filing::FileCase;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = (read::post_message(bytes), read::post_action(bytes), read::desk_action(bytes), read::post_token(bytes));
    if let Ok(peer) = read::put_peer(bytes) {
        let _ = peer.value.check("mediator", false);
    }
    let own = read::put_agency(bytes).ok().and_then(|reading| reading.value.check("mhab").ok());
    let ours = br#"{"code":"HAB","names":{"fr":"M"},"categories":[{"id":"delay","names":{"fr":"D"}}]}"#;
    let ours = read::put_agency(ours).ok().and_then(|reading| reading.value.check("mhab").ok());
    let Some(agency) = own.or(ours) else { return };
    let Ok(reading) = read::file_case(bytes) else { return };
    if let Ok(filing) = validate(&Draft::from(&reading.value), &agency) {
        let again = FileCase::from(&filing);
        assert_eq!(validate(&Draft::from(&again), &agency).as_ref(), Ok(&filing));
        assert!(filing.keeps_limits());
        assert_eq!(again.stored(), Some(filing));
    }
});
