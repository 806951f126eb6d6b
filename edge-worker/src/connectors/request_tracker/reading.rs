//! What RT says, read: tickets, transactions, what hangs on them, and how far a look has come. Pure.
//!
//! In: answers of REST 2.0, a cursor. Out: what happened, oldest first, each transaction once. Never: what our own user did.

use domain::time::UnixMillis;
use serde_json::Value;

/// Transactions of a page: RT gives no more.
pub const PAGE: usize = 100;
/// A transaction can appear after one with a higher number that was written at the same time: for so long a look comes
/// back to it, in milliseconds.
const SETTLED_MS: i64 = 120_000;
/// A longer text is not fetched, in bytes as RT counts them: a timeline takes a fraction of it.
const TEXT_MAX: u64 = 400_000;

/// How far the looks have come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cursor {
    /// Everything up to this transaction was read.
    pub after: u64,
    /// The ticket that is looked at: another than the case's own once that was merged into it.
    pub ticket: u64,
    /// What was read beyond.
    pub seen: Vec<u64>,
}

impl Cursor {
    /// Reads one as it was written; of nothing, the beginning. `None`: the case's id there is no ticket's.
    #[must_use]
    pub fn parse(text: &str, known_as: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(|part| part.parse::<u64>().ok());
        let (after, ticket) = (numbers.next().flatten().unwrap_or(0), numbers.next().flatten());
        Some(Self { after, ticket: ticket.or_else(|| known_as.parse().ok())?, seen: numbers.flatten().collect() })
    }

    /// As it is kept.
    #[must_use]
    pub fn text(&self) -> String {
        let numbers = [self.after, self.ticket].into_iter().chain(self.seen.iter().copied());
        numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The cursor after a page, of which everything was taken.
    #[must_use]
    pub fn past(&self, page: &[Transaction], now: UnixMillis) -> Self {
        // A full page: what is on it may be all of the last two minutes, and has to make room.
        let settled = |one: &&Transaction| page.len() >= PAGE || one.at.is_some_and(|at| at.0 + SETTLED_MS <= now.0);
        let after = page.iter().take_while(settled).last().map_or(self.after, |one| one.id);
        let seen = page.iter().map(|one| one.id).filter(|id| *id > after).collect();
        Self { after, ticket: self.ticket, seen }
    }
}

/// What a transaction is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Somebody wrote to the person.
    Reply,
    /// The status is another one.
    Status(String),
    /// The ticket is part of another one now.
    MergedInto(u64),
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub id: u64,
    pub what: What,
    /// The user's name.
    pub who: String,
    pub at: Option<UnixMillis>,
}

/// RT's own hand: it opens tickets when anybody writes.
pub const SYSTEM: &str = "RT_System";

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A number, which RT writes as one or as a text.
fn number(value: &Value, name: &str) -> Option<u64> {
    let value = value.get(name)?;
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The list in an answer.
fn items(answer: &Value) -> &[Value] {
    answer.get("items").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The ids in a list.
#[must_use]
pub fn ids(answer: &Value) -> Vec<u64> {
    items(answer).iter().filter_map(|item| number(item, "id")).collect()
}

/// The id of what was made.
#[must_use]
pub fn made(answer: &Value) -> Option<u64> {
    number(answer, "id")
}

/// A ticket's status.
#[must_use]
pub fn status(ticket: &Value) -> &str {
    text(ticket, "Status")
}

/// Whether a user belongs to the staff.
#[must_use]
pub fn is_staff(user: &Value) -> bool {
    number(user, "Privileged") == Some(1)
}

/// The subjects in a ticket's history.
pub fn subjects(answer: &Value) -> impl Iterator<Item = &str> {
    items(answer).iter().map(|item| text(item, "Data").trim())
}

/// A page of transactions, oldest first; those that are none of ours to tell are not in it.
#[must_use]
pub fn transactions(answer: &Value) -> Vec<Transaction> {
    let read = |item: &Value| {
        let new = text(item, "NewValue");
        let what = match text(item, "Type") {
            "Correspond" => What::Reply,
            "Status" => What::Status(new.to_owned()),
            // `fsck.com-rt://organisation/ticket/12`
            "AddLink" => What::MergedInto(new.rsplit('/').next()?.parse().ok()?),
            _ => return None,
        };
        let who = item.get("Creator").map_or("", |who| text(who, "id")).to_owned();
        Some(Transaction { id: number(item, "id")?, what, who, at: UnixMillis::parse_rfc3339(text(item, "Created")) })
    };
    items(answer).iter().filter_map(read).collect()
}

/// What hangs on a transaction: where its text is, and whether that is HTML; and the names of its files.
#[must_use]
pub fn content(answer: &Value) -> (Option<(u64, bool)>, Vec<&str>) {
    let (mut plain, mut html, mut files) = (None, None, Vec::new());
    for item in items(answer) {
        let (kind, name) = (text(item, "ContentType").to_ascii_lowercase(), text(item, "Filename"));
        let fits = number(item, "ContentLength").is_some_and(|length| (1..=TEXT_MAX).contains(&length));
        match kind.as_str() {
            _ if !name.is_empty() => files.push(name),
            "text/plain" if fits => plain = plain.or(number(item, "id")),
            "text/html" if fits => html = html.or(number(item, "id")),
            _ => {}
        }
    }
    (plain.map(|id| (id, false)).or(html.map(|id| (id, true))), files)
}

/// An attachment's base64, without its line breaks.
#[must_use]
pub fn base64(attachment: &Value) -> String {
    text(attachment, "Content").split_ascii_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(id: u64, seconds: i64) -> Transaction {
        Transaction { id, what: What::Reply, who: "amina".into(), at: Some(UnixMillis(seconds * 1000)) }
    }

    #[test]
    fn a_cursor_waits_for_what_may_still_appear() {
        let start = Cursor::parse("", "7").unwrap();
        assert_eq!(start, Cursor { after: 0, ticket: 7, seen: vec![] });
        // 11 is settled, 13 is young: 12 may still come before it.
        let next = start.past(&[at(11, 0), at(13, 500)], UnixMillis(510_000));
        assert_eq!(next, Cursor { after: 11, ticket: 7, seen: vec![13] });
        assert_eq!(Cursor::parse(&next.text(), "7"), Some(next.clone()));
        let late = next.past(&[at(12, 500), at(13, 500)], UnixMillis(511_000));
        assert_eq!(late.seen, [12, 13]);
        assert_eq!(
            late.past(&[at(12, 500), at(13, 500)], UnixMillis(700_000)),
            Cursor { after: 13, ticket: 7, seen: vec![] }
        );
        // A full page gets on, however young it is.
        let page: Vec<_> = (1..=100).map(|id| at(id, 500)).collect();
        assert_eq!(start.past(&page, UnixMillis(500_000)), Cursor { after: 100, ticket: 7, seen: vec![] });
        assert_eq!(Cursor::parse("", "HAB-26A-000001-Y"), None);
        assert_eq!(Cursor::parse("9 8 x 12", "7"), Some(Cursor { after: 9, ticket: 8, seen: vec![12] }));
    }

    #[test]
    fn transactions_are_read_as_rt_writes_them() {
        let answer = serde_json::json!({ "items": [
            { "id": "52", "Type": "Correspond", "NewValue": "", "Creator": { "id": "amina" }, "Created": "2026-11-23T07:45:49Z" },
            { "id": "54", "Type": "Status", "NewValue": "resolved", "Creator": { "id": "amina" }, "Created": "x" },
            { "id": "67", "Type": "AddLink", "NewValue": "fsck.com-rt://wasl.test/ticket/2", "Creator": { "id": "amina" } },
            { "id": "68", "Type": "AddLink", "NewValue": "nowhere" },
            { "id": "69", "Type": "Comment" },
        ] });
        let all = transactions(&answer);
        let whats: Vec<_> = all.iter().map(|one| (one.id, one.what.clone())).collect();
        assert_eq!(whats, [(52, What::Reply), (54, What::Status("resolved".into())), (67, What::MergedInto(2))]);
        assert_eq!(all[0].at.unwrap().to_rfc3339().get(..19), Some("2026-11-23T07:45:49"));
    }

    #[test]
    fn the_text_is_the_plain_one_and_files_are_named() {
        let part = |id: u32, kind: &str, name: &str, length: &str| serde_json::json!({ "id": id.to_string(), "ContentType": kind, "Filename": name, "ContentLength": length });
        let answer = serde_json::json!({ "items": [
            part(1, "multipart/mixed", "", "0"), part(2, "multipart/alternative", "", "0"), part(3, "text/html", "", "20"),
            part(4, "text/plain", "", "12"), part(5, "application/pdf", "décision.pdf", "2000000"), part(6, "text/plain", "a.txt", "3"),
        ] });
        assert_eq!(content(&answer), (Some((4, false)), vec!["décision.pdf", "a.txt"]));
        let html =
            serde_json::json!({ "items": [part(3, "text/html", "", "20"), part(4, "text/plain", "", "9000000")] });
        assert_eq!(content(&html), (Some((3, true)), vec![]));
        assert_eq!(content(&serde_json::json!({})), (None, vec![]));
    }
}
