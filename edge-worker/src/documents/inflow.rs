//! Bytes on their way into a drawer, gathered into pieces.
//!
//! In: bytes as the network brings them. Out: pieces, each on disk before the next is sent: a slow line waits
//! two seconds at most before what it brought is on disk. Never: more than one piece in memory.

use super::client::{Drawers, unexpected};
use super::{PIECE_BYTES, Reply, State};
use crate::clock;
use crate::fault::Fault;
use crate::metrics::{self, Metric};
use domain::document::DocumentId;

/// How long bytes wait for more of them, in milliseconds.
const WAIT_MS: i64 = 2_000;

/// One upload that is taking bytes.
pub struct Inflow<'a> {
    drawers: Drawers<'a>,
    id: DocumentId,
    offset: u64,
    waiting: Vec<u8>,
    since: i64,
}

impl<'a> Inflow<'a> {
    /// Bytes that begin at `offset`.
    #[must_use]
    pub fn new(drawers: Drawers<'a>, id: DocumentId, offset: u64) -> Self {
        Self { drawers, id, offset, waiting: Vec::new(), since: clock::now().0 }
    }

    /// Takes the bytes that follow.
    ///
    /// # Errors
    /// The drawer refuses them, or cannot be reached. Those of an earlier piece are on disk.
    pub async fn take(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        while !bytes.is_empty() {
            let room = PIECE_BYTES - self.waiting.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
            let late = clock::now().0 - self.since >= WAIT_MS;
            if self.waiting.len() >= PIECE_BYTES || late {
                self.flush().await?;
            }
        }
        Ok(())
    }

    /// Writes what is left. Asks the drawer even if nothing is: it may refuse the place.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub async fn end(mut self) -> Result<State, Fault> {
        self.flush().await
    }

    async fn flush(&mut self) -> Result<State, Fault> {
        let reply = self.drawers.append(&self.id, self.offset, &self.waiting).await?;
        self.offset += self.waiting.len() as u64;
        metrics::add(Metric::DocumentBytes, &[], self.waiting.len() as u64);
        self.waiting.clear();
        self.since = clock::now().0;
        match reply {
            Reply::State(state) => Ok(state),
            other => Err(unexpected(other)),
        }
    }
}
