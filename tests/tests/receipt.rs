//! The receipt's page: it opens with the code only, says all that proves the filing, and keeps the code where it belongs.
#![cfg(test)]

use integration_tests::client::Call;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::filing;
use integration_tests::page::Page;
use integration_tests::stack::Alone;
use wire::signing::NodePublicKey;
use wire::v1::filing::{FileCase, Receipt, ReceiptFile};

fn asks(node: &Alone, agency: &str, reference: &str, code: &str, language: &str) -> Call {
    let fields = [("reference", reference), ("access_code", code), ("lang", language)];
    node.post(&format!("/{agency}/receipt")).header("sec-fetch-mode", "navigate").form(&fields)
}

/// The file of proof inside a page.
fn file(page: &Page) -> ReceiptFile {
    let (_, after) = page.html.split_once("data-wasl-receipt>").unwrap();
    serde_json::from_str(after.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn it_says_what_was_filed_and_proves_it_without_the_code() {
    let node = Alone::start();
    let filing = FileCase { body: "Une balise </script><b>, un & et un \"guillemet\".".into(), ..filing() };
    let citizen = Citizen::files(&node, "mhab", &filing);
    let answer = asks(&node, "mhab", &citizen.reference, &citizen.code, "fr").send();
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let page = Page::of(&answer);
    for text in ["Récépissé de dépôt", &citizen.reference, &citizen.code, "class=\"wasl-qr\"", "&lt;/script&gt;"] {
        assert!(page.seen().contains(text), "{text}");
    }
    let proof = file(&page);
    assert_eq!(proof.filing.body, filing.body);
    assert!(!serde_json::to_string(&proof).unwrap().contains(&citizen.code));
    let receipt: Receipt = citizen.call("GET", "/receipt").send().json(200);
    let key = NodePublicKey::parse(&node.public_key()).unwrap();
    assert!(key.verify(receipt.signed_text().as_bytes(), &proof.signature));
    assert_eq!(proof, ReceiptFile::of(&receipt, &node.base_url(), proof.filing.clone()));
}

#[test]
fn a_wrong_code_and_an_unknown_case_have_none() {
    let node = Alone::start();
    let (citizen, other) = (node.citizen(), node.citizen());
    let wrong = asks(&node, "mhab", &citizen.reference, &other.code, "fr").send();
    let unknown = asks(&node, "mhab", "HAB-26A-000099-X", &other.code, "fr").send();
    assert_eq!(wrong.status, 404);
    assert!(unknown.status == 404 || unknown.status == 400, "{}", unknown.status);
    for answer in [wrong, unknown] {
        let html = answer.text();
        assert!(!html.contains("wasl receipt v1") && !html.contains(&citizen.code));
    }
}

#[test]
fn it_speaks_the_language_that_was_asked_for_and_names_the_cases_own_agency() {
    let node = Alone::start();
    let citizen = node.citizen();
    let arabic = Page::of(&asks(&node, "mhab", &citizen.reference, &citizen.code, "ar").send());
    assert!(arabic.html.contains("dir=\"rtl\"") && arabic.seen().contains("وصل الإيداع"));
    let elsewhere = Page::of(&asks(&node, "tizi", &citizen.reference, &citizen.code, "fr").send());
    assert!(elsewhere.seen().contains(&format!("/mhab/case?lang=fr&amp;reference={}", citizen.reference)));
}

#[test]
fn a_link_to_follow_is_in_the_language_of_the_filing() {
    let node = Alone::start();
    let receipt = integration_tests::desk::file(&node, "mhab", &FileCase { language: "ar".into(), ..filing() });
    assert!(receipt.tracking_url.ends_with(&format!("/mhab/case?lang=ar&reference={}", receipt.reference)));
}
