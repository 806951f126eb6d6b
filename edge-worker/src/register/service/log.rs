//! What a register says of its log. In: what is asked. Out: the head, tiles, the proof of one case.
//!
//! Never: a head over events that are not in the store. It leaves this object only when they are on disk: the
//! platform holds back what an object says until what it wrote is kept.

use super::{Presented, Register};
use crate::register::log::{Answer, Ask, Filing, Head, Tree};
use crate::register::{Reply, store};
use crate::sql::{Sql, SqlResult};
use crate::vault::SALT_BYTES;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wire::log::case::ProvenEvent;

impl<S: Sql> Register<S> {
    /// Answers. The root is computed once for each size.
    pub(super) fn log(&self, ask: &Ask) -> SqlResult<Reply> {
        let tree = self.tree();
        if let Ask::Case { serial, code_hash, tried, now } = ask {
            return self.case_proof(*serial, &Presented { hash: code_hash, tried, now: *now });
        }
        if let (Ask::Head, Some(head)) = (ask, self.head_of(tree.size)) {
            return Ok(Reply::Log(Answer::Head(head)));
        }
        let answer = tree.answer(ask)?;
        if let Answer::Head(head) = answer {
            self.head.set(Some(head));
        }
        Ok(Reply::Log(answer))
    }

    /// The proof that a case was filed.
    fn case_proof(&self, serial: u32, presented: &Presented<'_>) -> SqlResult<Reply> {
        let record = match self.proved(serial, presented)? {
            Ok(record) => record,
            Err(refusal) => return Ok(refusal),
        };
        let Some(first) = store::first_entry(&self.sql, &record)? else {
            return Ok(Reply::Log(Answer::Nothing));
        };
        let (salt, body) = first.salted_body.split_at_checked(SALT_BYTES).unwrap_or_default();
        let (entry, tree) = (first.entry, self.tree());
        let seq = u64::try_from(first.seq).unwrap_or(0);
        let event = ProvenEvent {
            seq,
            serial,
            number: entry.number,
            at: entry.at,
            kind: entry.kind,
            status: entry.status,
            role: entry.role,
            peer: entry.peer,
            salt: STANDARD.encode(salt),
            body: String::from_utf8_lossy(body).into_owned(),
        };
        let head = match self.head_of(tree.size) {
            Some(head) => head,
            None => Head { size: tree.size, root: tree.root()? },
        };
        let path = tree.inclusion(seq.saturating_sub(1))?;
        Ok(Reply::Log(Answer::Case(Box::new(Filing { event, before: first.before, path, head }))))
    }

    /// The tree over all events.
    pub(super) fn tree(&self) -> Tree<'_, S> {
        Tree { sql: &self.sql, size: u64::try_from(self.memory.borrow().seq).unwrap_or(0) }
    }

    fn head_of(&self, size: u64) -> Option<Head> {
        self.head.get().filter(|head| head.size == size)
    }
}
