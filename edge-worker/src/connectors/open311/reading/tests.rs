//! What portals say, as the specification and its servers write it.

use super::*;
use serde_json::json;
use wire::v1::agencies::Names;

fn set(pairs: &[(&str, &str)]) -> Names {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn stands(status: &str, notes: &str) -> Value {
    json!({ "service_request_id": 638344, "status": status, "status_notes": notes })
}

fn kinds(back: &[Back]) -> Vec<(&str, Option<&str>, Option<&str>)> {
    back.iter().map(|one| (one.kind, one.text.as_deref(), one.outcome)).collect()
}

#[test]
fn json_and_xml_say_the_same() {
    let json =
        r#" [{"service_request_id":"638344","description":"[HAB] a < b & c","status":"open","status_notes":null}]"#;
    let xml = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- a > b --><service_requests type=\"array\">\n<request>\n\
        <service_request_id>638344</service_request_id>\n<description><![CDATA[[HAB] a < b]]> &amp; c</description>\
        <status>open</status><status_notes/><media_url></media_url></request>\n</service_requests>";
    for body in [json, xml] {
        let records = records(body).unwrap();
        assert_eq!(records.len(), 1, "{records:?}");
        let said = ["service_request_id", "description", "status", "status_notes", "media_url"];
        let said = said.map(|name| text(&records[0], name));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(said, [some("638344"), some("[HAB] a < b & c"), some("open"), None, None]);
        assert_eq!(place(&records[0]), Some(Place::Request("638344".into())));
        assert!(with(&records, "[HAB]").is_some() && with(&records, "[MED]").is_none());
    }
    let two = "<a><request><token>1</token></request><request><token>2</token></request></a>";
    let tokens: Vec<_> = records(two).unwrap().iter().filter_map(place).collect();
    assert_eq!(tokens, [Place::Token("1".into()), Place::Token("2".into())]);
    let inside = records(r#"{"service_requests":[{"token":"7"}]}"#).unwrap();
    assert_eq!(place(&inside[0]), Some(Place::Token("7".into())));
    assert_eq!(place(&records(r#"{"service_request_id":5}"#).unwrap()[0]), Some(Place::Request("5".into())));
}

#[test]
fn a_description_begins_with_the_reference_and_is_no_longer_than_the_protocol_allows() {
    assert_eq!(description("[R]", "Fuite", "Rue du Modèle."), "[R] Fuite\n\nRue du Modèle.");
    assert_eq!((description("[R]", "Fuite", ""), description("[R]", "", "")), ("[R] Fuite".into(), "[R]".into()));
    for (length, end) in [(3_990, 'é'), (3_991, '…'), (10_000, '…')] {
        let text = description("[R]", "Abcd", &"é".repeat(length));
        assert_eq!((text.chars().count(), text.ends_with(end)), ((length + 10).min(4_000), true), "{length}");
    }
}

#[test]
fn what_is_no_answer_is_none() {
    for body in ["", "OK", "12", "\"text\"", "[{", "<html", "<", "<![CDATA[", "<a><!-- never closed"] {
        assert!(records(body).is_none_or(|records| records.iter().all(|one| place(one).is_none())), "{body}");
    }
    let page = records("<html><body><h1>It works</h1></body></html>").unwrap();
    assert!(page.iter().all(|one| place(one).is_none() && error(&page).is_none()));
}

#[test]
fn errors_are_told_by_their_code() {
    let code = |body: &str| error(&records(body).unwrap());
    assert_eq!(code(r#"[{"code":400,"description":"service_code was not provided"}]"#), Some(400));
    assert_eq!(code(r#"[{"code":"403","description":"key"}]"#), Some(403));
    assert_eq!(code("<errors><error><code>404</code><description>no</description></error></errors>"), Some(404));
    assert_eq!(code(r#"{"errors":[{"code":400}]}"#), Some(400));
    assert_eq!((code("[]"), code(r#"[{"code":"red"}]"#), code(r#"[{"code":200}]"#)), (None, None, None));
    assert_eq!(code(r#"[{"service_request_id":"1","code":400}]"#), None);
}

#[test]
fn a_look_tells_each_change_once() {
    let (plain, mut cursor) = (set(&[]), Cursor::parse("", "638344"));
    let plain = Settings(&plain);
    assert_eq!(kinds(&cursor.since(&stands("open", ""), plain)), []);
    assert_eq!(
        kinds(&cursor.since(&stands("open", "Une équipe passe."), plain)),
        [("message", Some("Une équipe passe."), None)]
    );
    assert_eq!(kinds(&cursor.since(&stands("open", "Une équipe passe."), plain)), []);
    let before = cursor.clone();
    let closed = cursor.since(&stands("closed", "Réparé."), plain);
    assert_eq!(kinds(&closed), [("answer", Some("Réparé."), None)]);
    assert_eq!(before.clone().since(&stands("closed", "Réparé."), plain), closed, "the same look gives the same ids");
    assert_eq!(kinds(&cursor.since(&stands("open", ""), plain)), []);
    let again = cursor.since(&stands("closed", "Réparé."), plain);
    assert_eq!(kinds(&again), kinds(&closed));
    assert_ne!(again[0].id, closed[0].id, "closed twice is told twice");
    assert_eq!(Cursor::parse(&cursor.text(), "other"), cursor);
    assert!(!cursor.text().contains("Réparé"), "a cursor holds no word");
}

#[test]
fn settings_say_what_statuses_notes_and_names_mean() {
    let own = set(&[
        ("acknowledged", "in progress, assigned"),
        ("upheld", "fixed"),
        ("answered", "replied"),
        ("responsible", "acknowledged"),
        ("notes", "nothing"),
    ]);
    let own = Settings(&own);
    let mut cursor = Cursor::at(Place::Request("1".into()));
    assert_eq!(kinds(&cursor.since(&stands("In Progress", "note"), own)), [("acknowledged", None, None)]);
    assert_eq!(kinds(&cursor.since(&stands("fixed", ""), own)), [("closed", None, Some("upheld"))]);
    assert_eq!(kinds(&cursor.since(&stands("replied", ""), own)), [("answer", Some("replied"), None)]);
    assert_eq!(kinds(&cursor.since(&stands("closed", "x"), own)), []);
    let with_name = json!({ "status": "closed", "status_notes": "x", "agency_responsible": "Voirie" });
    assert_eq!(kinds(&cursor.since(&with_name, own)), [("acknowledged", None, None)]);
}

#[test]
fn a_cursor_is_read_as_it_was_written() {
    let cursor = Cursor { times: 3, ..Cursor::at(Place::Token("a b c".into())) };
    assert_eq!(Cursor::parse(&cursor.text(), "x"), cursor);
    for text in ["", "t", "r x - - - 1"] {
        assert_eq!(Cursor::parse(text, "x"), Cursor::at(Place::Request("x".into())), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn nothing_breaks_it(body in "[<>/!\\[\\]a-b&;#?\\- \"=é{},:0-9]{0,80}") {
        drop(records(&body));
    }
}
