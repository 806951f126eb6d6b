//! Reading and completing JSON values whose shape is somebody else's.
//!
//! In: a value. Out: a part of it; null where there is none.
//! Never: panics on a shape that was not expected.

use serde_json::Value;

/// A field of an object; null when it is not there.
pub fn field<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// A field's text; empty when it is not there.
pub fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    field(value, name).as_str().unwrap_or("")
}

/// The object with one more field.
pub fn with(mut value: Value, name: &str, content: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.insert(name.to_owned(), content);
    }
    value
}
