//! A photograph that is sent without scripts: what describes it is taken out at the node, and nothing else.
#![cfg(test)]

use integration_tests::page::Page;
use integration_tests::stack::Alone;
use integration_tests::upload::{multipart, sha256};

/// Segments of a JPEG: what describes it stands between what draws it.
fn photograph(with: &[u8]) -> Vec<u8> {
    [
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
        with,
        b"\xff\xda\0\x08\x01\x01\0\0\x3f\0",
        &[7; 300_000],
        b"\xff\xd9",
    ]
    .concat()
}

#[test]
fn without_scripts_a_photograph_loses_the_place_it_was_taken_at() {
    let node = Alone::start();
    let citizen = node.citizen();
    let place = b"\xff\xfe\0\x1233.97 N, 6.85 W ".as_slice();
    let (sent, kept) = (photograph(place), photograph(b""));
    let post = node.post("/mhab/case/messages").header("sec-fetch-mode", "navigate").header("origin", node.base_url());
    let fields = [("reference", &citizen.reference), ("access_code", &citizen.code), ("text", &"Voici.".to_owned())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.clone()));
    let page = Page::of(&multipart(post, &fields, &[("rue.jpg", &sent)]).send());
    assert_eq!(page.status, 200, "{}", page.seen());
    let case = citizen.opens();
    let document = case.documents.first().expect("a document");
    let bytes = citizen.call("GET", &format!("/documents/{}", document.id)).send().body;
    assert!(bytes == kept, "{} of {} bytes", bytes.len(), kept.len());
    assert_eq!((document.length_bytes, document.sha256.clone()), (kept.len() as u64, sha256(&kept)));
    assert_eq!(document.name, "rue.jpg");
}
