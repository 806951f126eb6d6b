//! What a person reads of HTML, as plain text: for answers that come from systems whose staff writes with a rich editor.
//!
//! In: HTML, however broken. Out: text with its paragraphs, lists and line breaks. Never: a tag, a script or style, or what
//! a browser would fetch.

/// Elements whose content nobody reads.
const UNREAD: [&str; 4] = ["script", "style", "head", "title"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 19] = [
    "p",
    "div",
    "br",
    "li",
    "tr",
    "ul",
    "ol",
    "table",
    "pre",
    "hr",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
];
/// Elements after which a line stays empty.
const APART: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// Characters by name, from U+00A0 on in order (HTML 4, 24.2.1).
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
    Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute \
    Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
    icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
/// Others that editors write.
const OTHERS: [(&str, char); 18] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("euro", '€'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("rlm", '\u{200f}'),
    ("lrm", '\u{200e}'),
];

/// The text of HTML.
#[must_use]
pub fn of_html(html: &str) -> String {
    let mut lines = Lines::default();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        lines.say(text);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        // A `<` that begins no tag is one that somebody wrote.
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            lines.say("&lt;");
            rest = tag;
            continue;
        }
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        let ends = inside.starts_with('/');
        let name =
            inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        rest = after;
        if UNREAD.contains(&name.as_str()) && !ends {
            rest = after_end(after, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            lines.end(APART.contains(&name.as_str()));
            if name == "li" && !ends {
                lines.say("- ");
            }
        }
    }
    lines.say(rest);
    lines.text()
}

/// What follows the end of an element.
fn after_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once("</") {
        rest = tag;
        if tag.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            return tag.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

#[derive(Default)]
struct Lines {
    done: String,
    line: String,
    apart: bool,
}

impl Lines {
    fn say(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (said, length) = match first {
                '&' => character(rest).unwrap_or(('&', 1)),
                c if c.is_ascii_whitespace() => (' ', 1),
                c => (c, c.len_utf8()),
            };
            rest = rest.get(length..).unwrap_or_default();
            if said != ' ' || !(self.line.is_empty() || self.line.ends_with(' ')) {
                self.line.push(said);
            }
        }
    }

    /// Ends a line; `apart`: and leaves one empty, once something follows.
    fn end(&mut self, apart: bool) {
        let line = self.line.trim();
        if !line.is_empty() {
            if !self.done.is_empty() {
                self.done.push_str(if self.apart { "\n\n" } else { "\n" });
            }
            self.done.push_str(line);
            self.apart = false;
        }
        self.apart |= apart;
        self.line.clear();
    }

    fn text(mut self) -> String {
        self.end(false);
        self.done
    }
}

/// A text in which characters may stand by name or number, with those characters themselves.
#[must_use]
pub fn unescaped(text: &str) -> String {
    let (mut said, mut rest) = (String::new(), text);
    while let Some((before, _)) = rest.split_once('&') {
        let found = rest.get(before.len()..).unwrap_or_default();
        let (one, length) = character(found).unwrap_or(('&', 1));
        said.push_str(before);
        said.push(one);
        rest = found.get(length..).unwrap_or_default();
    }
    said.push_str(rest);
    said
}

/// The character that a reference at the beginning stands for, and how many bytes the reference has.
fn character(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.get(1..)?.split_once(';')?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let found = match name.strip_prefix('#') {
        Some(code) => code.strip_prefix(['x', 'X']).map_or_else(|| number(code, 10), |hex| number(hex, 16)),
        None => OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c).or_else(|| {
            let place = LATIN.split(' ').position(|known| known == name)?;
            char::from_u32(0xA0 + u32::try_from(place).ok()?)
        }),
    };
    // A space that does not break is a space to whoever reads a text.
    found.map(|c| (if c == '\u{a0}' { ' ' } else { c }, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_lists_and_breaks_are_lines() {
        let html = "<p>Madame,&nbsp;Monsieur,</p>\r\n\r\n<p>la fuite est r&eacute;par&eacute;e&nbsp;:<br />\r\n<b>hier</b>.</p>\
            <ul>\n<li>tuyau</li>\n<li>compteur &#8211; &#x2019;neuf&#x2019;</li>\n</ul><div>Fin</div>";
        let text = "Madame, Monsieur,\n\nla fuite est réparée :\nhier.\n\n- tuyau\n- compteur – ’neuf’\nFin";
        assert_eq!(of_html(html), text);
        assert_eq!(of_html("<p dir=\"rtl\">تم إصلاح <i>التسرب</i></p>"), "تم إصلاح التسرب");
    }

    #[test]
    fn what_nobody_reads_is_not_there() {
        let html = "<html><head><title>t</title><style>p { color: red }</style></head><!-- x > y --><body>a\
            <script>if (1 < 2) { steal() }</SCRIPT >b <img src=x onerror=alert(1)>c</body></html>";
        assert_eq!(of_html(html), "ab c");
        assert_eq!(of_html("before<script>never closed"), "before");
        assert_eq!(of_html("a<!-- never closed"), "a");
    }

    #[test]
    fn what_is_no_markup_stays() {
        assert_eq!(of_html("3 < 4 & 5 &nope; &amp;lt; R&D"), "3 < 4 & 5 &nope; &lt; R&D");
        assert_eq!(of_html("plain\n  text"), "plain text");
        assert_eq!(of_html("a<b"), "a");
        assert_eq!(of_html("&#xD800;&#99999999;&;"), "&#xD800;&#99999999;&;");
        assert_eq!(of_html("&yuml;&nbsp;&szlig;&oelig;"), "ÿ ßœ");
    }

    #[test]
    fn characters_by_name_are_themselves_and_line_breaks_stay() {
        assert_eq!(unescaped("a &amp;lt; b\n&#8211; &#x2019;&eacute;& R&D &nope;"), "a &lt; b\n– ’é& R&D &nope;");
        assert_eq!(unescaped(""), "");
    }

    proptest! {
        #[test]
        fn nothing_breaks_it_and_no_script_gets_through(html in "[<>/!a-z&;#\\- \"=é]{0,60}") {
            let _ = of_html(&html);
            let around = format!("x<script>{}</script>y", html.replace("</", ""));
            prop_assert_eq!(of_html(&around), "xy");
        }
    }
}
