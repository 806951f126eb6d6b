//! Documents between nodes, as far as a register knows them: which a peer has named and which it may fetch.
//!
//! In: what a peer names, with the ids that the worker drew for them here; what a peer asks for. Out: descriptions with
//! ids of this node, and what drawers must be told. Never: bytes, or an answer about a case that the peer was not told of.

use super::{Refusal, Register, refuse, refused};
use crate::documents::{Begin, Command};
use crate::register::expected::{self, Expected};
use crate::register::store::Timeline;
use crate::register::store::deliberations::Record as Deliberation;
use crate::register::{Entry, Reply, entry, retention, store};
use crate::sql::{Sql, SqlError, SqlResult};
use domain::document::arrival::{Arrival, NAMED_MAX, named};
use domain::document::file_name;
use domain::field_error::{FieldError, FieldErrorCode};
use wire::problem::ProblemCode;
use wire::v1::case::{DocumentView, TimelineEntry};

/// Drawers that are told in one wake-up.
const PASS: u32 = 20;

/// What a peer has named, under the ids that it has here.
#[derive(Debug, Default)]
pub(super) struct Coming {
    /// Those that are fetched, and behind them those that are more than a case has: they are lost from the first.
    pub documents: Vec<DocumentView>,
    /// Where each that is fetched is at the peer, in the same order.
    sources: Vec<String>,
}

impl Coming {
    /// Reads what a peer names for a case that has so many; none if one of them breaks a rule, or there are more than an
    /// event names.
    pub fn of(theirs: Vec<DocumentView>, there: usize) -> Option<Self> {
        if theirs.len() > NAMED_MAX {
            return None;
        }
        let room = NAMED_MAX.saturating_sub(there);
        let mut coming = Self::default();
        for mut document in theirs {
            let (ours, source) = document.id.split_once(' ')?;
            let (_, id) = source.split_once('/')?;
            let media_type = named(id, &document.media_type, document.length_bytes, &document.sha256)?;
            let fits = coming.documents.len() < room;
            if fits {
                coming.sources.push(source.to_owned());
            }
            document.id = ours.to_owned();
            document.name = file_name(&document.name, media_type);
            document.scan.clear();
            if !fits {
                document.scan.push_str(Arrival::Lost.name());
            }
            coming.documents.push(document);
        }
        Some(coming)
    }

    /// How many are more than the case has.
    pub fn surplus(&self) -> usize {
        self.documents.len() - self.sources.len()
    }

    /// Puts the ids of this node into a story that came along; what was not named on its own goes.
    pub fn rename(&self, timeline: &mut [TimelineEntry]) {
        for told in timeline {
            told.documents.retain_mut(|theirs| {
                let named = |source: &&String| source.split_once('/').is_some_and(|(_, id)| id == theirs.id);
                let ours = self.documents.iter().zip(&self.sources).find(|(_, source)| named(source));
                ours.map(|(ours, _)| theirs.clone_from(ours)).is_some()
            });
        }
    }
}

/// A document, and what its drawer is told.
type ForDrawer = (String, Command);

impl<S: Sql> Register<S> {
    /// Notes what has to be fetched; the alarm has their drawers do it.
    pub(super) fn expect(&self, coming: &Coming, serial: u32, number: u32) -> SqlResult<()> {
        for (document, source) in coming.documents.iter().zip(&coming.sources) {
            let (document, source) = (document.id.clone(), source.clone());
            expected::note(&self.sql, &Expected { document, serial, number, source })?;
            self.memory.borrow_mut().owes = true;
        }
        Ok(())
    }

    /// Has drawers told again of documents that they know nothing of: they were restored from before they were told.
    pub(super) fn expect_again(&self, serial: u32, documents: &[String]) -> SqlResult<Reply> {
        for document in documents {
            let again = expected::again(&self.sql, serial, document)?;
            let mut memory = self.memory.borrow_mut();
            memory.owes |= again;
            if again {
                memory.retention.expected_at = Some(0);
            }
        }
        Ok(Reply::Ok)
    }

    /// How many documents a case has.
    pub(super) fn documents_of(&self, of: Timeline<'_>) -> SqlResult<usize> {
        Ok(store::entries(&self.sql, of)?.iter().map(|entry| entry.body.documents.len()).sum())
    }

    /// Refuses more documents than a case has.
    pub(super) fn too_many_documents(&self, of: Timeline<'_>, more: usize) -> SqlResult<Option<Reply>> {
        if more == 0 || more + self.documents_of(of)? <= NAMED_MAX {
            return Ok(None);
        }
        let limit = u32::try_from(NAMED_MAX).unwrap_or(u32::MAX);
        let errors = vec![FieldError::new("/documents", FieldErrorCode::TooMany { limit })];
        Ok(Some(Reply::Refused(refused(Refusal::Invalid(errors)))))
    }

    /// What drawers must be told now: to erase a document, or to fetch one, their own names still missing; and why one could
    /// not be read.
    ///
    /// # Errors
    /// Storage failed.
    pub fn for_drawers(&self, now: i64) -> SqlResult<(Vec<ForDrawer>, Vec<SqlError>)> {
        let mut errors = Vec::new();
        let erase = |id: String| (id.clone(), Command::Erase { id });
        let mut found: Vec<ForDrawer> = self.shed(now)?.into_iter().map(erase).collect();
        for row in expected::due(&self.sql, now, PASS)? {
            // One that cannot be read must not keep the others: it is looked at again later.
            let entry = match self.entry_at(row.serial, row.number) {
                Ok(entry) => entry,
                Err(error) => {
                    errors.push(error);
                    expected::tried(&self.sql, &row.document, Some(now + retention::DRAWER_MS), now)?;
                    self.expected_next()?;
                    continue;
                }
            };
            match entry.and_then(|Entry { peer, body, .. }| {
                Some((body.documents.into_iter().find(|d| d.id == row.document)?, peer?))
            }) {
                Some((DocumentView { id, name, media_type, length_bytes, sha256, .. }, peer)) => {
                    let (drawer, length, metadata) = (String::new(), Some(length_bytes), row.source);
                    let begin = Begin { drawer, id, length, name, metadata, now, peer, media_type, sha256 };
                    found.push((row.document, Command::Begin(begin)));
                }
                None => expected::forget(&self.sql, &row.document)?,
            }
        }
        Ok((found, errors))
    }

    /// A drawer has done it, or could not be reached.
    ///
    /// # Errors
    /// Storage failed.
    pub fn drawer_told(&self, document: &str, command: &Command, told: bool, now: i64) -> SqlResult<()> {
        if matches!(command, Command::Erase { .. }) {
            return self.shed_tried(document, told, now);
        }
        expected::tried(&self.sql, document, (!told).then_some(now + retention::DRAWER_MS), now)?;
        self.expected_next()
    }

    /// Remembers when the next drawer is to be told.
    fn expected_next(&self) -> SqlResult<()> {
        let next = expected::next(&self.sql)?;
        self.memory.borrow_mut().retention.expected_at = next;
        Ok(())
    }

    /// A document for a peer that was told of it.
    pub(super) fn hand_over(&self, serial: u32, peer: &str, document: &str) -> SqlResult<Reply> {
        let not_found = refuse(ProblemCode::NotFound);
        let Some(record) = self.load(serial)? else {
            let Some(deliberation) = self.deliberation(serial)? else { return Ok(not_found) };
            let entries = store::entries(&self.sql, deliberation.timeline())?;
            return self.hand_out(serial, peer, document, entries);
        };
        if record.erased_at.is_some() && expected::told(&self.sql, serial, peer, 0)? {
            return Ok(refuse(ProblemCode::DocumentLost));
        }
        let mut entries = store::entries(&self.sql, record.timeline())?;
        entries.retain(entry::is_public);
        self.hand_out(serial, peer, document, entries)
    }

    /// A document out of entries, if this peer was told of the one that it came with.
    fn hand_out(&self, serial: u32, peer: &str, document: &str, entries: Vec<Entry>) -> SqlResult<Reply> {
        for entry in entries {
            let Some(found) = entry.body.documents.into_iter().find(|d| d.id == document) else { continue };
            if expected::told(&self.sql, serial, peer, entry.number)? {
                if found.scan == Arrival::Lost.name() {
                    return Ok(refuse(ProblemCode::DocumentLost));
                }
                return Ok(Reply::Document(Box::new(found)));
            }
        }
        Ok(refuse(ProblemCode::NotFound))
    }

    /// An entry of a case or of a deliberation.
    fn entry_at(&self, serial: u32, number: u32) -> SqlResult<Option<Entry>> {
        if let Some(record) = self.load(serial)? {
            return store::entry(&self.sql, record.timeline(), number);
        }
        let of = |record: Deliberation| store::entry(&self.sql, record.timeline(), number);
        self.deliberation(serial)?.map_or(Ok(None), of)
    }
}
