//! The nodes' logs, one JSON object a line, as a person reads them.
//!
//! In: a line and the node it came from. Out: node, level, message, then the rest as `name=value`.
//! Never: drops a line that it does not understand.

use serde_json::{Map, Value};

use crate::node::LogLine;

/// Shown in places of their own, in front.
const IN_FRONT: [&str; 4] = ["time", "level", "what", "request_id"];

pub fn readable(line: &LogLine) -> String {
    let Some(object) = object(&line.text) else {
        return format!("{:<9} {}", line.node, line.text);
    };
    let word = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or("");
    let time = word("time").get(11..19).unwrap_or("        ");
    let mut text =
        format!("{time} {:<9} {:<5} {:<16} {:<12}", line.node, word("level"), word("request_id"), word("what"));
    for (name, value) in object.iter().filter(|(name, value)| !IN_FRONT.contains(&name.as_str()) && !value.is_null()) {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.push_str(&format!(" {name}={value}"));
    }
    text
}

/// Whether a line is worth showing while the demo is being prepared.
pub fn is_trouble(line: &LogLine) -> bool {
    object(&line.text)
        .is_none_or(|object| matches!(object.get("level").and_then(Value::as_str), Some("warn" | "error")))
}

fn object(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_trouble, readable};
    use crate::node::LogLine;

    fn line(text: &str) -> LogLine {
        LogLine { node: "mediator".into(), text: text.into() }
    }

    #[test]
    fn a_json_line_becomes_a_sentence_with_its_details() {
        let line = line(
            r#"{"time":"2026-11-22T15:44:26.512Z","level":"info","what":"delivered","request_id":null,"peer":"agencies","took_ms":12}"#,
        );
        let words: Vec<String> = readable(&line).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["15:44:26", "mediator", "info", "delivered", "peer=agencies", "took_ms=12"]);
        assert!(!is_trouble(&line));
    }

    #[test]
    fn any_other_line_is_shown_as_it_is() {
        assert_eq!(readable(&line("*** Fatal")), "mediator  *** Fatal");
        assert!(is_trouble(&line("*** Fatal")));
    }
}
