//! An e-mail that came: what it is, whose it says to be, on which thread, and what its author wrote.
//!
//! In: the bytes as the mail server keeps them. Out: [`Came`], then [`content`] for what was found to be a reply. Two steps, so
//! that nothing is made of the text of a stranger. Never: decides whether the sender may speak (that is for whoever knows the
//! threads); lets an automatic e-mail, a report or a list through; passes on a token, or characters that nobody sees.

pub mod cut;
pub mod sender;
pub mod word;

use crate::thread::{token_in_address, token_in_id, without_tokens};
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};
use std::collections::BTreeSet;

/// Largest HTML that is read as text, in bytes.
const HTML_MAX: usize = 512 * 1024;
/// HTML within more elements than this is read without its layout: whoever lays it out calls itself for each.
const DEPTH_MAX: usize = 128;
/// Elements that hold nothing, or end where the next one begins.
const SHALLOW: [&str; 18] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "p", "source", "td",
    "th", "tr",
];
/// Messages that are attached to attached messages are read to this depth.
const NESTED_MAX: usize = 64;
/// HTML is laid out so wide: no line of a letter is broken.
const WIDE: usize = 4_000;
/// Most of a report that is searched for a thread, in bytes.
const SEARCHED: usize = 256 * 1024;
/// Most characters of a file's name that are shown.
const NAME_MAX: usize = 120;

/// What begins the subject of an automatic answer of programs that do not say so in the head.
const AUTOMATIC_SUBJECTS: [&str; 9] = [
    "automatic reply",
    "auto:",
    "autoreply",
    "out of office",
    "réponse automatique",
    "absence du bureau",
    "respuesta automática",
    "fuera de la oficina",
    "رد تلقائي",
];

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Somebody may have written it.
    Reply(Reply),
    /// A program wrote it: nobody is told. Why we think so.
    Automatic(&'static str),
    /// It says that an e-mail of ours did not arrive.
    Bounce {
        /// The enhanced status (RFC 3463), if there is one.
        status: String,
        /// Threads that it names.
        tokens: BTreeSet<String>,
    },
    /// Nothing can be made of it, and why.
    Unreadable(&'static str),
}

/// The head of what somebody may have written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// Whose it says to be, in lower case.
    pub from: String,
    /// Threads that it names: in the addresses that it went to; if there is none, in the ids that it answers.
    pub tokens: BTreeSet<String>,
    /// Its own id.
    pub message_id: Option<String>,
    /// What mail servers found, newest first.
    pub results: Vec<String>,
}

/// Looks at the head of an e-mail. `own`: the address that ours come from.
#[must_use]
pub fn came(message: &Message<'_>, own: &str) -> Came {
    let head = Head::of(message);
    if let Some(bounce) = bounce(message, &head, own) {
        return bounce;
    }
    if let Some(why) = automatic(message, &head) {
        return Came::Automatic(why);
    }
    let addresses: Vec<&str> = addresses(message.from()).collect();
    let [from] = addresses.as_slice() else { return Came::Unreadable("no single sender") };
    if message.headers().iter().filter(|field| field.name().eq_ignore_ascii_case("from")).count() != 1 {
        return Came::Unreadable("no single sender");
    }
    let is_sealed = message.content_type().is_some_and(|of| {
        let kind = format!("{}/{}", of.ctype(), of.subtype().unwrap_or_default()).to_lowercase();
        kind == "multipart/encrypted"
            || (kind == "application/pkcs7-mime" && of.attribute("smime-type") != Some("signed-data"))
    });
    if is_sealed {
        return Came::Unreadable("encrypted");
    }
    Came::Reply(Reply {
        from: from.to_lowercase(),
        tokens: tokens(message, &head, own),
        message_id: message.message_id().map(str::to_owned),
        results: head.all("authentication-results").map(str::to_owned).collect(),
    })
}

/// The bytes as a message; none if they are none, or hold messages within messages within messages.
#[must_use]
pub fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    let message = MessageParser::default().parse(bytes)?;
    if nested(&message) > NESTED_MAX {
        // Each message drops those within it by calling itself: this many would end the program. Its memory is lost, once for
        // each such e-mail, as it is set aside.
        std::mem::forget(message);
        return None;
    }
    Some(message)
}

/// How deep messages stand in a message.
fn nested(message: &Message<'_>) -> usize {
    let mut open = vec![(message, 0)];
    let mut most = 0;
    while let Some((message, depth)) = open.pop() {
        most = most.max(depth);
        let within = message.parts.iter().filter_map(|part| match &part.body {
            PartType::Message(inner) => Some((inner, depth + 1)),
            _ => None,
        });
        open.extend(within);
    }
    most
}

/// Fields of the head, with their lines put together.
struct Head(Vec<(String, String)>);

impl Head {
    fn of(message: &Message<'_>) -> Self {
        let unfolded = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
        Self(message.headers_raw().map(|(name, value)| (name.trim().to_lowercase(), unfolded(value))).collect())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn first(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.to_lowercase())
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

fn addresses<'a>(field: Option<&'a Address<'a>>) -> impl Iterator<Item = &'a str> {
    field.into_iter().flat_map(Address::iter).filter_map(|one| one.address())
}

/// The threads that an e-mail names.
fn tokens(message: &Message<'_>, head: &Head, own: &str) -> BTreeSet<String> {
    let delivered = ["delivered-to", "envelope-to", "x-original-to"];
    let went_to = addresses(message.to()).chain(addresses(message.cc())).map(str::to_owned);
    let went_to =
        went_to.chain(delivered.iter().flat_map(|name| head.all(name)).map(|v| v.trim_matches(['<', '>']).to_owned()));
    let found: BTreeSet<String> = went_to.filter_map(|address| token_in_address(&address, own)).collect();
    if !found.is_empty() {
        return found;
    }
    let ids = ["in-reply-to", "references"];
    let ids = ids.iter().flat_map(|name| head.all(name)).flat_map(str::split_whitespace);
    ids.filter_map(|id| token_in_id(id, own)).collect()
}

/// What says that an e-mail of ours did not arrive: a report (RFC 3464), or what older servers write.
fn bounce(message: &Message<'_>, head: &Head, own: &str) -> Option<Came> {
    let is = |part: &str, of: &mail_parser::ContentType<'_>| {
        format!("{}/{}", of.ctype(), of.subtype().unwrap_or_default()).eq_ignore_ascii_case(part)
    };
    let report =
        message.parts.iter().find(|part| part.content_type().is_some_and(|of| is("message/delivery-status", of)));
    let from = addresses(message.from()).next().unwrap_or_default().to_lowercase();
    if report.is_none() && !head.has("x-failed-recipients") && !from.starts_with("mailer-daemon@") {
        return None;
    }
    let text = report.map(|part| String::from_utf8_lossy(part.contents()).into_owned()).unwrap_or_default();
    let field = |name: &str| {
        let mut fields = text.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_lowercase())
    };
    if field("action").is_some_and(|action| action != "failed") {
        return Some(Came::Automatic("a report of a delay or a success"));
    }
    let raw = message.raw_message();
    let searched = String::from_utf8_lossy(raw.get(..SEARCHED).unwrap_or(raw)).into_owned();
    let words = searched.split(|c: char| !(c.is_ascii_alphanumeric() || "@.+-_".contains(c)));
    let tokens = words.filter_map(|word| token_in_address(word, own).or_else(|| token_in_id(word, own))).collect();
    let status = field("status").filter(|s| s.len() <= 12 && s.chars().all(|c| c.is_ascii_digit() || c == '.'));
    Some(Came::Bounce { status: status.unwrap_or_default(), tokens })
}

/// Why an e-mail is thought to be a program's (RFC 3834 and what is usual).
fn automatic(message: &Message<'_>, head: &Head) -> Option<&'static str> {
    let says = |name: &str, one_of: &[&str]| head.first(name).is_some_and(|value| one_of.contains(&value.as_str()));
    let report = message.content_type().is_some_and(|of| {
        of.ctype().eq_ignore_ascii_case("multipart")
            && of.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    });
    let subject = message.subject().unwrap_or_default().trim().to_lowercase();
    if head.has(crate::letter::RELAY_HEADER) {
        Some("an e-mail of a relay")
    } else if head.first("auto-submitted").is_some_and(|value| !value.starts_with("no")) {
        Some("Auto-Submitted")
    } else if report {
        Some("a report")
    } else if says("precedence", &["bulk", "junk", "list", "auto_reply"]) {
        Some("Precedence")
    } else if ["list-id", "list-post", "mailing-list"].iter().any(|name| head.has(name)) {
        Some("a list")
    } else if ["x-autoreply", "x-autorespond", "x-auto-reply", "x-autogenerated"].iter().any(|name| head.has(name)) {
        Some("an automatic answer")
    } else if says("return-path", &["<>"]) {
        Some("an empty Return-Path")
    } else if AUTOMATIC_SUBJECTS.iter().any(|words| subject.starts_with(words)) {
        Some("the subject of an automatic answer")
    } else {
        None
    }
}

/// What a reply's author wrote, and the names of the files that came along.
///
/// # Errors
/// There is a text that cannot be read.
pub fn content(message: &Message<'_>, own: &str) -> Result<String, &'static str> {
    let written = written(message)?;
    let mut text = clean(&cut::own_words(&written, own));
    for name in files(message) {
        text.push_str("\n📎 ");
        text.push_str(&name);
    }
    Ok(without_tokens(text.trim()))
}

fn written(message: &Message<'_>) -> Result<String, &'static str> {
    let mut plain = Vec::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            let flowed = part
                .content_type()
                .is_some_and(|of| of.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")));
            plain.push(if flowed { unflowed(text) } else { text.to_string() });
        }
    }
    let plain = plain.join("\n").replace("\r\n", "\n");
    if !plain.trim().is_empty() {
        return Ok(plain);
    }
    let mut html = String::new();
    for part in message.html_bodies() {
        if let PartType::Html(text) = &part.body {
            html.push_str(text);
        }
    }
    if html.len() > HTML_MAX {
        return Err("too much HTML");
    }
    of_html(&html)
}

/// HTML as text: quotations with `>` before each line.
fn of_html(html: &str) -> Result<String, &'static str> {
    if depth(html) > DEPTH_MAX {
        return Ok(mail_parser::decoders::html::html_to_text(html));
    }
    // A ruler would be drawn as wide as the page.
    let html = html.replace("<hr", "<br").replace("<HR", "<br");
    let page = html2text::config::plain_no_decorate().raw_mode(true);
    let text = page.string_from_read(html.as_bytes(), WIDE).map_err(|_| "HTML that cannot be read")?;
    Ok(text.replace('\u{a0}', " "))
}

/// In how many elements at most something stands.
fn depth(html: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let (ends, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || SHALLOW.contains(&name.as_str()) {
            continue;
        }
        now = if ends { now.saturating_sub(1) } else { now + 1 };
        most = most.max(now);
    }
    most
}

/// Text whose lines were broken for old screens (RFC 3676): a line that ends with a space goes on in the next one.
fn unflowed(text: &str) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let depth = line.chars().take_while(|c| *c == '>').count();
        let own = line.get(depth..).unwrap_or_default();
        let own = own.strip_prefix(' ').unwrap_or(own);
        let is_signature = own == "-- ";
        match lines.last_mut().filter(|last| goes_on && last.0 == depth && !is_signature) {
            Some(last) => last.1.push_str(own),
            None => lines.push((depth, own.to_owned())),
        }
        goes_on = own.ends_with(' ') && !is_signature;
    }
    let whole = lines.into_iter().map(|(depth, own)| if depth == 0 { own } else { ">".repeat(depth) + " " + &own });
    whole.collect::<Vec<_>>().join("\n")
}

/// A text without what nobody sees: control characters, marks of direction that would turn what stands around it.
fn clean(text: &str) -> String {
    let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}');
    text.replace("\r\n", "\n").chars().filter(|c| !bad(*c)).collect()
}

/// The names of the files that came along; not pictures that stand in a letter's head, nor signatures.
fn files(message: &Message<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for part in message.attachments() {
        let kind =
            part.content_type().map(|of| (of.ctype().to_lowercase(), of.subtype().unwrap_or_default().to_lowercase()));
        let (main, sub) = kind.unwrap_or_default();
        let is_ornament = main == "image"
            && part.content_id().is_some()
            && !part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
        if is_ornament || sub.ends_with("-signature") {
            continue;
        }
        let name = part.attachment_name().map_or_else(|| format!("{main}.{sub}"), str::to_owned);
        let name: String = clean(&name).chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests;
