//! JSON is what the library takes for JSON, and shapes are what they were; errors say where and nothing else.

use super::{Wrong, read, read_all, read_bytes};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plain {
    name: String,
    count: u64,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    inner: Vec<Inner>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    at: i64,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Alone,
    One(u8),
    Two(u8, String),
    Named { inside: Option<Box<Kind>> },
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

fn plain() -> Plain {
    let kind = Kind::Named { inside: Some(Box::new(Kind::Two(3, "\u{2d63}\n\"".into()))) };
    Plain {
        name: "شكاية \u{1f6b0} \\ / \u{1}".into(),
        count: u64::MAX,
        note: None,
        inner: vec![
            Inner { at: i64::MIN, kind },
            Inner { at: 0, kind: Kind::Alone },
            Inner { at: 9, kind: Kind::One(1) },
        ],
    }
}

#[test]
fn what_was_written_is_read() {
    let text = serde_json::to_string(&plain()).unwrap();
    assert_eq!(read::<Plain>(&text), Ok(plain()));
    assert_eq!(read::<Plain>(&serde_json::to_string_pretty(&plain()).unwrap()), Ok(plain()));
}

#[test]
fn a_field_that_nobody_knows_is_gone_over() {
    let text = r#"{"more":{"a":[1,-2.5e3,"]}",null,true,{}]},"name":"n","count":1}"#;
    assert_eq!(read::<Plain>(text).unwrap().count, 1);
    let flat = read::<Flat>(r#"{"a":[1,{"b":"\u00e9"}],"id":"x"}"#).unwrap();
    assert_eq!(flat.rest, BTreeMap::from([("a".to_owned(), json!([1, { "b": "é" }]))]));
}

#[test]
fn a_list_is_not_an_object() {
    assert!(serde_json::from_str::<Inner>(r#"[1,"alone"]"#).is_ok(), "the library takes it");
    assert_eq!(read::<Inner>(r#"[1,"alone"]"#).unwrap_err().wrong, Wrong::Data);
    assert_eq!(read::<Plain>(r#"{"name":"","count":1,"inner":[[1,"alone"]]}"#).unwrap_err().wrong, Wrong::Data);
}

#[test]
fn a_variant_has_a_name_and_what_it_holds() {
    assert_eq!(read(r#""alone""#), Ok(Kind::Alone));
    assert_eq!(read(r#"{ "alone" : null }"#), Ok(Kind::Alone));
    assert_eq!(read(r#"{"two":[2,"b"]}"#), Ok(Kind::Two(2, "b".into())));
    let names = [(Kind::Alone, 1)];
    assert_eq!(read(r#"{"alone":1}"#), Ok(BTreeMap::from(names)));
    let not = [
        r#""one""#,
        r#""none""#,
        r#"{"one":256}"#,
        r#"{"two":[2]}"#,
        r#"{"two":[2,"b",3]}"#,
        r#"{"alone":0}"#,
        r#"{"one":1,"two":2}"#,
        "{}",
        r#"["one",1]"#,
        "1",
    ];
    for text in not {
        assert!(read::<Kind>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<Kind>(text).is_err(), "{text}");
    }
}

#[test]
fn an_error_says_where_and_quotes_nothing() {
    let said = |text: &str| read::<Plain>(text).unwrap_err().to_string();
    assert_eq!(said("{\"name\":\"n\",\n \"count\":\"Amal\"}"), "Data error at 2:9");
    assert_eq!(said("{\"name\":\"n\"}"), "Data error at 1:12");
    assert_eq!(said("{\"name\":\"n\",\"count\":1"), "Eof error at 1:21");
    assert_eq!(said("{\"name\":\"n\",\"count\":1}}"), "Syntax error at 1:22");
    assert_eq!(said("{\"name\":\"n\",\"name\":\"n\"}"), "Data error at 1:18");
    assert_eq!(said(""), "Eof error at 1:0");
    assert_eq!(read_bytes::<Value>(b"[\"\n\xff\"]").unwrap_err().to_string(), "Syntax error at 2:0");
    assert_eq!(read::<u8>("256").unwrap_err().wrong, Wrong::Data);
    assert_eq!(read::<u64>("-1").unwrap_err().wrong, Wrong::Data);
    assert_eq!(read::<u64>("1.0").unwrap_err().wrong, Wrong::Data);
}

#[test]
fn values_follow_one_another() {
    assert_eq!(read_all::<u8>(" 1 2\n3 "), Ok(vec![1, 2, 3]));
    assert_eq!(read_all::<Value>("{}[]\"\""), Ok(vec![json!({}), json!([]), json!("")]));
    assert_eq!(read_all::<u8>(""), Ok(vec![]));
    assert_eq!(read_all::<u8>("1,2").unwrap_err().wrong, Wrong::Syntax);
}

/// What is wrong, as the library sees it.
fn library(text: &[u8]) -> Result<Value, ()> {
    serde_json::from_slice(text).map_err(drop)
}

/// JSON is JSON for both of us, and means the same.
fn same(text: &[u8]) {
    let ours = read_bytes::<Value>(text);
    assert_eq!(ours.map_err(drop), library(text), "{}", String::from_utf8_lossy(text));
}

/// What is JSON, and what is nearly.
const AT_THE_EDGE: &[&str] = &[
    "",
    " ",
    "null",
    "nul",
    "nulll",
    "true",
    "tru",
    "false",
    "falsee",
    "0",
    "-0",
    "00",
    "01",
    "-",
    "-a",
    "1.",
    ".1",
    "1.0",
    "-1.5e+3",
    "1e",
    "1e+",
    "1E5",
    "1e400",
    "-1e400",
    "1e-400",
    "0.1",
    "0e1",
    "0x1",
    "+1",
    "1 2",
    "NaN",
    "Infinity",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "[",
    "]",
    "[]",
    "[ ]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1,,2]",
    "[[[]]]",
    "[1}",
    "{",
    "}",
    "{}",
    "{ }",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{\"a\":1 \"b\":2}",
    "{a:1}",
    "{1:1}",
    "{\"a\":1,\"a\":2}",
    "{\"a\" : [ 1 , 2 ] }",
    "{\"a\":1]",
    "\"",
    "\"a",
    "\"a\"",
    "\"\\\"",
    "\"\\\\\"",
    "\"\\/\\b\\f\\n\\r\\t\"",
    "\"\\a\"",
    "\"\\u00e9\"",
    "\"\\u00E9\"",
    "\"\\u00g0\"",
    "\"\\u12\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83d\\u0041\"",
    "\"\\ud83dx\"",
    "\"\\ud83d\\n\"",
    "\"\\u0000\"",
    "\"a\u{0}b\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\u{7f}\"",
    "\"\u{2028}\"",
    "\u{feff}1",
    "\u{a0}1",
    "// a\n1",
    "'a'",
    "1\u{0}",
    "\u{0}",
    "[1\u{c}]",
];

#[test]
fn what_counts_as_json_is_what_the_library_takes() {
    for text in AT_THE_EDGE {
        same(text.as_bytes());
    }
    for depth in [126, 127, 128, 200] {
        same(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
        same(format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)).as_bytes());
    }
    same(b"\"\xc3\"");
    same(b"\"\xed\xa0\x80\"");
}

#[test]
fn what_is_gone_over_lies_no_deeper_than_what_is_read() {
    let deep = |depth: usize| format!("{{\"name\":\"\",\"count\":1,\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(read::<Plain>(&deep(100)).is_ok());
    assert_eq!(read::<Plain>(&deep(100_000)).unwrap_err().wrong, Wrong::Syntax);
    // What was left again does not count.
    let wide = format!("[{}1]", "[],{},".repeat(1000));
    same(wide.as_bytes());
    let kinds = format!("[{}\"alone\"]", "{\"one\":1},".repeat(1000));
    assert_eq!(read::<Vec<Kind>>(&kinds).unwrap().len(), 1001);
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn a_text_means_what_it_means_to_the_library(value in values(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        same(text.as_bytes());
    }

    #[test]
    fn a_damaged_text_is_refused_where_the_library_refuses_it(
        value in values(),
        at: prop::sample::Index,
        put in prop::sample::select(b"{}[],:\"\\u0-+.eE1tfn \n\x00\xc3\xff".to_vec()),
        how in 0..3,
    ) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = at.index(text.len());
        match how {
            0 => text[at] = put,
            1 => text.insert(at, put),
            _ => text.truncate(at),
        }
        same(&text);
    }

    #[test]
    fn signs_that_make_json_in_any_order(text in "[\\[\\]{},:\"\\\\u0-9eE.+\\- a-ftrnl]{0,24}") {
        same(text.as_bytes());
    }
}
