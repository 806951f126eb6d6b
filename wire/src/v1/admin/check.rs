//! Reading a configuration field by field. In: texts. Out: values, and every field that is wrong.
//! Never: a stop at the first one.

use super::super::agencies::{Names, to_names};
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::language::Language;
use routing::Topic;

#[derive(Default)]
pub(super) struct Check(pub(super) Vec<FieldError>);

impl Check {
    pub(super) fn add(&mut self, field: impl Into<String>, code: Code) {
        self.0.push(FieldError::new(field, code));
    }

    pub(super) fn read<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(text);
        if value.is_none() {
            self.add(field, if text.is_empty() { Code::Required } else { Code::InvalidFormat });
        }
        value
    }

    pub(super) fn known<T>(&mut self, field: &str, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(name);
        if value.is_none() {
            self.add(field, Code::UnknownValue);
        }
        value
    }

    pub(super) fn read_all<T>(&mut self, field: &str, texts: &[String], parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let each = texts.iter().enumerate();
        each.filter_map(|(n, text)| self.read(&format!("{field}/{n}"), text, &parse)).collect()
    }

    pub(super) fn names(&mut self, field: &str, names: &Names) -> domain::agency::Names {
        for (tag, name) in names.iter() {
            if Language::parse(tag).is_none_or(|l| l.tag() != tag) {
                self.add(format!("{field}/{tag}"), Code::UnknownValue);
            } else if name.trim().is_empty() {
                self.add(format!("{field}/{tag}"), Code::Required);
            }
        }
        if names.is_empty() {
            self.add(field, Code::Required);
        }
        to_names(names)
    }

    /// What texts are about, by names that the model knows.
    pub(super) fn topics(&mut self, at: &str, topics: &[String]) {
        for (n, topic) in topics.iter().enumerate() {
            self.known(&format!("{at}/topics/{n}"), topic, Topic::parse);
        }
    }

    pub(super) fn range(&mut self, field: &str, value: i64, least: i64, most: i64) {
        if !(least..=most).contains(&value) {
            self.add(field, Code::OutOfRange);
        }
    }
}
