//! The nodes' logs, one JSON object a line, as a person reads them.
//!
//! In: a line and the node it came from. Out: node, level, message, then the rest as `name=value`.
//! Never: drops a line that it does not understand.

use serde_json::{Map, Value};

use crate::node::LogLine;

pub fn readable(line: &LogLine) -> String {
    let Some(object) = object(&line.text) else {
        return format!("{:<9} {}", line.node, line.text);
    };
    let word = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or("");
    let mut text = format!("{:<9} {:<5} {}", line.node, word("level"), word("msg"));
    for (name, value) in object.iter().filter(|(name, _)| !matches!(name.as_str(), "level" | "msg")) {
        match value {
            Value::Null => {}
            Value::String(value) => text.push_str(&format!("  {name}={value}")),
            value => text.push_str(&format!("  {name}={value}")),
        }
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
        let line = line(r#"{"level":"info","msg":"delivered","request_id":null,"peer":"agencies","ms":12}"#);
        let mut words: Vec<String> = readable(&line).split_whitespace().map(str::to_owned).collect();
        words.sort();
        assert_eq!(words, ["delivered", "info", "mediator", "ms=12", "peer=agencies"]);
        assert!(!is_trouble(&line));
    }

    #[test]
    fn any_other_line_is_shown_as_it_is() {
        assert_eq!(readable(&line("*** Fatal")), "mediator  *** Fatal");
        assert!(is_trouble(&line("*** Fatal")));
    }
}
