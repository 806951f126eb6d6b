//! The chain of a register's events, followed along the lines of its backup.
//!
//! In: lines in their order. Out: the first event that is not what was written, if there is one. What an event says is
//! sealed: the chain covers it by a hash that stands in clear.
//! Never: a need for keys; a judgement of what the chain does not cover.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use wire::backup::{End, Line, Table};
use wire::log::event::{Covered, GENESIS, hash};
use wire::log::tree::Hash;

/// What is covered, as the register calls it.
const COLUMNS: [&str; 10] = ["seq", "serial", "number", "at", "kind", "status", "role", "peer", "body_hash", "hash"];

/// How far the chain was followed.
#[derive(Debug)]
pub struct Chain {
    register: String,
    /// Where the columns stand, while the lines are those of events.
    at: Option<[usize; COLUMNS.len()]>,
    seq: i64,
    last: Hash,
    broken: Option<i64>,
}

impl Chain {
    pub const fn of(register: String) -> Self {
        Self { register, at: None, seq: 0, last: GENESIS, broken: None }
    }

    /// The next line.
    pub fn add(&mut self, line: &Line) {
        match line {
            Line::Table(table) => self.at = columns(table),
            Line::Row(row) => self.row(row),
            Line::Head(_) | Line::Gone(_) | Line::End(_) => {}
        }
    }

    /// The first event that is missing, or is not what was written.
    pub fn ended(mut self, end: &End) -> Option<i64> {
        let same = i64::try_from(end.seq) == Ok(self.seq) && (self.seq == 0 || hex(&self.last) == end.hash);
        if !same {
            self.broken.get_or_insert(self.seq + 1);
        }
        self.broken
    }

    fn row(&mut self, row: &[Value]) {
        let Some(at) = self.at.filter(|_| self.broken.is_none()) else { return };
        let Some(event) = Event::of(at.map(|column| row.get(column).unwrap_or(&Value::Null))) else {
            self.broken = Some(self.seq + 1);
            return;
        };
        // A row that changed while the backup was written comes again; what the chain covers of it was compared.
        if event.seq <= self.seq {
            return;
        }
        let before = std::mem::replace(&mut self.last, event.hash);
        if event.seq != self.seq + 1 || hash(&before, &event.covered(&self.register)) != event.hash {
            self.broken = Some(self.seq + 1);
        }
        self.seq = event.seq;
    }
}

fn columns(table: &Table) -> Option<[usize; COLUMNS.len()]> {
    if table.table != "event" {
        return None;
    }
    // One that is not there is none of the row's.
    Some(COLUMNS.map(|name| table.columns.iter().position(|column| column == name).unwrap_or(usize::MAX)))
}

struct Event<'a> {
    seq: i64,
    serial: u32,
    number: u32,
    at: i64,
    kind: &'a str,
    status: &'a str,
    role: &'a str,
    peer: Option<&'a str>,
    body_hash: Hash,
    hash: Hash,
}

impl<'a> Event<'a> {
    fn of(
        [seq, serial, number, at, kind, status, role, peer, body_hash, hash]: [&'a Value; COLUMNS.len()],
    ) -> Option<Self> {
        let small = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
        let bytes = |value: &Value| STANDARD.decode(value.get("b")?.as_str()?).ok()?.try_into().ok();
        Some(Self {
            seq: seq.as_i64()?,
            serial: small(serial)?,
            number: small(number)?,
            at: at.as_i64()?,
            kind: kind.as_str()?,
            status: status.as_str()?,
            role: role.as_str()?,
            peer: peer.as_str(),
            body_hash: bytes(body_hash)?,
            hash: bytes(hash)?,
        })
    }

    const fn covered<'b>(&'b self, register: &'b str) -> Covered<'b> {
        let Self { seq, serial, number, at, kind, status, role, peer, ref body_hash, .. } = *self;
        Covered { register, seq, serial, number, at, kind, status, role, peer, body_hash }
    }
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn events(count: i64) -> Vec<Vec<Value>> {
        let mut last = GENESIS;
        let blob = |hash: &Hash| json!({ "b": STANDARD.encode(hash) });
        let one = |seq: i64| {
            let body_hash = [7; 32];
            let covered = Covered {
                register: "HAB-26A",
                seq,
                serial: 1,
                number: u32::try_from(seq).unwrap(),
                at: 1000 * seq,
                kind: "message",
                status: "received",
                role: "complainant",
                peer: None,
                body_hash: &body_hash,
            };
            last = hash(&last, &covered);
            let row = json!([
                seq,
                1,
                seq,
                1000 * seq,
                "message",
                "received",
                "complainant",
                null,
                blob(&body_hash),
                blob(&last)
            ]);
            row.as_array().unwrap().clone()
        };
        (1..=count).map(one).collect()
    }

    fn broken(rows: &[Vec<Value>], end: &[Vec<Value>]) -> Option<i64> {
        let mut chain = Chain::of("HAB-26A".into());
        let table = |name: &str| Table { table: name.into(), columns: COLUMNS.map(str::to_owned).into(), key: vec![] };
        chain.add(&Line::Table(table("case_file")));
        chain.add(&Line::Row(vec![json!("nothing of the chain's")]));
        chain.add(&Line::Table(table("event")));
        rows.iter().for_each(|row| chain.add(&Line::Row(row.clone())));
        let last = STANDARD.decode(end.last().unwrap()[9]["b"].as_str().unwrap()).unwrap();
        let text = json!({
            "lines": 0, "rows": {}, "seq": end.len(), "hash": hex(&last.try_into().unwrap()), "ended_at": 0, "digest": "",
            "key_id": "", "signature": ""
        });
        chain.ended(&serde_json::from_value(text).unwrap())
    }

    #[test]
    fn what_was_written_is_followed_to_its_end_and_anew_rows_do_no_harm() {
        let mut rows = events(5);
        assert_eq!(broken(&rows, &rows), None);
        let again = rows[2].clone();
        rows.push(again);
        assert_eq!(broken(&rows, &events(5)), None);
    }

    #[test]
    fn whatever_the_chain_covers_is_seen_where_it_was_changed() {
        let changes = [
            (1, json!(2)),
            (2, json!(9)),
            (3, json!(1)),
            (4, json!("answer")),
            (5, json!("closed")),
            (6, json!("caseworker")),
            (7, json!("mediator")),
            (8, json!({ "b": STANDARD.encode([8; 32]) })),
            (9, json!({ "b": STANDARD.encode([8; 32]) })),
            (4, json!(null)),
        ];
        for (column, value) in changes {
            let mut rows = events(5);
            rows[2][column] = value.clone();
            assert_eq!(broken(&rows, &events(5)), Some(3), "{column} {value}");
        }
    }

    #[test]
    fn what_was_cut_out_or_off_is_missed() {
        let all = events(5);
        let without = |seq: usize| [&all[..seq - 1], &all[seq..]].concat();
        assert_eq!(broken(&without(2), &all), Some(2));
        assert_eq!(broken(&without(5), &all), Some(5));
        assert_eq!(broken(&all, &events(4)), Some(6));
    }
}
