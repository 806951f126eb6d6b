//! Dates as HTTP writes them (RFC 9110, 5.6.7), all three forms. In: text. Out: a moment. Never: writing one.

use crate::time::UnixMillis;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
/// A year of two figures is one of this century. The name of the day is not looked at.
#[must_use]
pub fn parse(text: &str) -> Option<UnixMillis> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match *words.as_slice() {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let century = if year.len() == 2 { "20" } else { "" };
    let zero = if day.len() == 1 { "0" } else { "" };
    UnixMillis::parse_rfc3339(&format!("{century}{year}-{month:02}-{zero}{day}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_three_forms_mean_the_same_moment() {
        let moment = UnixMillis::parse_rfc3339("2026-11-06T08:49:37Z");
        assert!(moment.is_some());
        for text in ["Fri, 06 Nov 2026 08:49:37 GMT", "Friday, 06-Nov-26 08:49:37 GMT", "Fri Nov  6 08:49:37 2026"] {
            assert_eq!(parse(text), moment, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "Fri", "Fri, 06 Nov 2026 08:49:37", "Fri, 32 Nov 2026 08:49:37 GMT", "Fri, 06 Foo 2026 08:49:37 GMT"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in ".*") {
            let _ = parse(&text);
        }
    }
}
