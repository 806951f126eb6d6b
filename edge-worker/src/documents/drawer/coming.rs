//! What a drawer does with documents that it fetches from peers: the list, the bytes, what becomes of a try.
//!
//! In: what is to be fetched; bytes that follow those that are here; what a try gave. Out: what is to be asked for next.
//! Whoever sends documents here can neither write into these nor take them away. Never: the network.

use super::{Drawer, Record, Refusal, Reply, gone};
use crate::documents::Begin;
use crate::documents::store::{self, coming};
use crate::sql::{Sql, SqlResult};
use domain::delivery::AttemptOutcome;
use domain::document::arrival::{Arrival, again_at};
use domain::time::UnixMillis;

/// What is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub id: String,
    /// The case's reference and the document's id at the peer.
    pub source: String,
    /// From where on.
    pub offset: u64,
    pub length: u64,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It is asked for again.
    Again {
        /// How often in a row nothing came.
        tries: u32,
    },
    /// It is here.
    Over,
    /// It was erased with its case meanwhile.
    Erased,
    /// It never comes.
    Lost,
}

impl After {
    /// What a drawer's answer to some bytes means; none while there are more to come.
    #[must_use]
    pub fn of(reply: &Reply) -> Option<Self> {
        match reply {
            Reply::State(state) if state.is_on_its_way() => None,
            Reply::Refused(Refusal::Lost) => Some(Self::Lost),
            Reply::Refused(Refusal::Gone) => Some(Self::Erased),
            _ => Some(Self::Over),
        }
    }
}

impl<S: Sql> Drawer<S> {
    /// Puts a document on the list; once.
    pub(super) fn expect(&self, begin: &Begin) -> SqlResult<Reply> {
        let known = match self.any(&begin.id)? {
            None => {
                self.insert(begin)?;
                let new = self.any(&begin.id)?;
                if let Some(new) = &new {
                    coming::expect(&self.sql, new, begin)?;
                }
                self.any(&begin.id)?
            }
            known => known,
        };
        Ok(known.map_or(gone(), |r| Reply::State(self.state(&r))))
    }

    /// The peers from whom something is to be fetched now.
    ///
    /// # Errors
    /// Storage failed.
    pub fn sources(&self, now: i64) -> SqlResult<Vec<String>> {
        coming::peers(&self.sql, now)
    }

    /// What is to be fetched from a peer now.
    ///
    /// # Errors
    /// Storage failed.
    pub fn wanted(&self, peer: &str, now: i64) -> SqlResult<Option<Wanted>> {
        let record = coming::due(&self.sql, peer, now)?.map_or(Ok(None), |id| self.any(&id))?;
        Ok(record.map(|record| Wanted {
            offset: record.received,
            length: record.length.unwrap_or_default(),
            source: record.metadata,
            id: record.id,
        }))
    }

    /// When something is to be fetched next.
    ///
    /// # Errors
    /// Storage failed.
    pub fn next_wanted(&self, now: i64) -> SqlResult<Option<i64>> {
        coming::next(&self.sql, now)
    }

    /// Takes the bytes that begin at `offset`; with the last ones the document is here, or lost.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn receive(&self, id: &str, offset: u64, bytes: &[u8]) -> SqlResult<Reply> {
        self.transact(&|| match self.coming(id)? {
            Some(record) => self.take(record, offset, bytes, None),
            None => Ok(gone()),
        })
    }

    /// Writes down what a try gave that did not bring all of it. `came`: whether it brought anything.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn asked(
        &self,
        id: &str,
        came: bool,
        outcome: AttemptOutcome,
        now: UnixMillis,
        jitter: u16,
    ) -> SqlResult<After> {
        self.sql.transaction(|| {
            let Some((record, of)) = self.coming(id)?.and_then(|r| Some((r.clone(), r.coming?))) else {
                return Ok(if self.any(id)?.is_some() { After::Over } else { After::Erased });
            };
            let tries = if came { 0 } else { of.tries.saturating_add(1) };
            let again_at = match outcome {
                // Our own time was over: it goes on where it was.
                AttemptOutcome::Accepted if came => Some(now),
                outcome => again_at(tries.max(1), outcome, of.since, now, jitter),
            };
            match again_at {
                Some(at) => coming::set_asked(&self.sql, record.number, tries, at.0).map(|()| After::Again { tries }),
                None => self.lose(&record).map(|_| After::Lost),
            }
        })
    }

    /// A document that is on its way.
    fn coming(&self, id: &str) -> SqlResult<Option<Record>> {
        let on_its_way = |r: &Record| r.coming.as_ref().and_then(|c| c.arrival) == Some(Arrival::OnItsWay);
        Ok(self.any(id)?.filter(on_its_way))
    }

    /// Nothing of it stays but that it was announced.
    pub(super) fn lose(&self, record: &Record) -> SqlResult<Reply> {
        self.hashes.borrow_mut().remove(&record.number);
        let vault = self.vault.borrow().clone();
        if let Some(vault) = vault {
            store::empty(&self.sql, &vault, record)?;
        }
        coming::set_received(&self.sql, record.number, 0)?;
        coming::set_arrival(&self.sql, record.number, Some(Arrival::Lost))?;
        Ok(Reply::Refused(Refusal::Lost))
    }

    /// Whether a document, all of which is here, is the one that was announced. One that was sent here is.
    pub(super) fn is_as_announced(record: &Record, sha256: Option<&str>, media_type: &str) -> bool {
        let right = |expects: &str| expects == media_type && record.sha256.as_deref() == sha256;
        record.coming.as_ref().is_none_or(|coming| right(&coming.expects))
    }
}
