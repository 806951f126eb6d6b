//! What a register says of its log. In: what is asked. Out: the head, tiles.
//!
//! Never: a head over events that are not in the store. It leaves this object only when they are on disk: the
//! platform holds back what an object says until what it wrote is kept.

use super::Register;
use crate::register::Reply;
use crate::register::log::{Answer, Ask, Head, Tree};
use crate::sql::{Sql, SqlResult};

impl<S: Sql> Register<S> {
    /// Answers. The root is computed once for each size.
    pub(super) fn log(&self, ask: &Ask) -> SqlResult<Reply> {
        let tree = self.tree();
        if let (Ask::Head, Some(head)) = (ask, self.head_of(tree.size)) {
            return Ok(Reply::Log(Answer::Head(head)));
        }
        let answer = tree.answer(ask)?;
        if let Answer::Head(head) = answer {
            self.head.set(Some(head));
        }
        Ok(Reply::Log(answer))
    }

    /// The tree over all events.
    pub(super) fn tree(&self) -> Tree<'_, S> {
        Tree { sql: &self.sql, size: u64::try_from(self.memory.borrow().seq).unwrap_or(0) }
    }

    fn head_of(&self, size: u64) -> Option<Head> {
        self.head.get().filter(|head| head.size == size)
    }
}
