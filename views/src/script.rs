//! A form in the script that brings it: an object of the language that the loader is written in.
//!
//! In: a page's data and HTML, its style, its labels. Out: text that stands in a script. Never: a text that ends before its end.

/// The form, as the loader takes it. `data` is JSON, which is JavaScript already; the labels open and close a dialog.
#[must_use]
pub fn form(data: &str, html: &str, css: &str, [open, close]: [&str; 2]) -> String {
    let [html, css, open, close] = [html, css, open, close].map(literal);
    format!("{{page:{data},html:{html},css:{css},open:{open},close:{close}}}")
}

/// A text as JavaScript, between the quotes that HTML does not use.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\'' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn quotes_lines_and_backslashes_stay_in_their_text() {
        assert_eq!(
            form("{}", "<p class=\"a\">l'eau</p>\n", "a{content:\"\\2713\"}\r", ["ouvrir", "</script>"]),
            r#"{page:{},html:'<p class="a">l\'eau</p>\n',css:'a{content:"\\2713"}\r',open:'ouvrir',close:'</script>'}"#
        );
    }
}
