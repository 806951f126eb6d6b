//! The register's side of the exchange: what peers hand over and tell, and what attempts to reach them gave.
//!
//! In: events whose signature was checked, outcomes of attempts. Out: replies, and entries in timelines.
//! Never: sending, or checking a signature.

use super::alike::New;
use super::documents::Coming;
use super::write::{Case, Told};
use super::{OriginData, Register, Rules, count, refuse, refused};
use crate::register::exchanged::{self, Over};
use crate::register::looks;
use crate::register::outbox::{self, Due};
use crate::register::store::{self, NewCase};
use crate::register::{Back, FromAgency, Reply, TakeEvent, chain, entry};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::{Item, Vault};
use domain::agency::Slug;
use domain::case::{self, Refusal, path};
use domain::deliberation::Step;
use domain::delivery::{AttemptOutcome, DeliveryState};
use domain::document::arrival::NAMED_MAX;
use domain::draft::{NAME_MAX, TEXT_MAX};
use domain::event::{Actor, Role};
use domain::time::UnixMillis;
use wire::exchange::FiledData;
use wire::problem::ProblemCode;
use wire::v1::agencies::Names;
use wire::v1::case::{DocumentView, TimelineEntry};

/// Most entries that a case brings along.
const STORY_MAX: usize = 1_000;
/// Most languages of a name.
const NAMES_MAX: usize = 20;

/// Whether names are such as a body may have.
pub(super) fn keep_limits(names: &Names) -> bool {
    let short = |text: &String| text.chars().count() <= NAME_MAX as usize;
    names.len() <= NAMES_MAX && names.iter().all(|(tag, name)| short(tag) && short(name))
}

/// Whether what a case brings along keeps the limits that it had when it was written.
fn story_keeps_limits(filed: &mut FiledData) -> bool {
    let short = |text: &String| text.chars().count() <= NAME_MAX as usize;
    for told in &mut filed.timeline {
        told.actor.body.take_if(|name| !short(name));
        told.to.take_if(|name| !short(name));
    }
    let entry = |entry: &TimelineEntry| {
        let words = [&entry.id, &entry.at, &entry.kind, &entry.status, &entry.actor.role];
        let document = |d: &DocumentView| [&d.id, &d.name, &d.media_type, &d.sha256].into_iter().all(short);
        // Its first entry may stand for a whole story, with all documents of it.
        let documents = entry.documents.len() <= NAMED_MAX && entry.documents.iter().all(document);
        documents
            && words.into_iter().all(short)
            && entry.text.as_ref().is_none_or(|text| text.chars().count() <= TEXT_MAX as usize)
    };
    let names = keep_limits;
    let times = [&filed.reason, &filed.received_at, &filed.due_at];
    path::is_way(&filed.path)
        && names(&filed.from)
        && names(&filed.category)
        && times.into_iter().all(short)
        && filed.timeline.len() <= STORY_MAX
        && filed.timeline.iter().all(entry)
}

/// Where a case that is handed over comes from.
pub(super) struct Handed<'a> {
    pub source: &'a str,
    pub id: &'a str,
    pub peer: &'a str,
    /// Its reference there.
    pub reference: &'a str,
    /// The peers that have had it.
    pub been: &'a [String],
    /// The words that say which event it is about.
    pub words: &'a [String],
}

/// What a case brings along, besides itself.
fn brought(filed: FiledData) -> OriginData {
    OriginData {
        category: filed.category,
        from: FromAgency {
            names: filed.from,
            reason: filed.reason,
            received_at: filed.received_at,
            due_at: filed.due_at,
            timeline: filed.timeline,
        },
        path: filed.path,
    }
}

/// What a peer has answered, besides the status.
#[derive(Debug, Clone, Copy, Default)]
pub struct There<'a> {
    /// Its reference.
    pub reference: Option<&'a str>,
    /// Where looking after it begins, if the peer does not tell.
    pub look_from: Option<&'a str>,
    /// Its signed answer, as JSON.
    pub proof: Option<&'a str>,
    /// Why it does not take the case that was handed over; nothing is to be mended and tried again.
    pub not_taken: Option<ProblemCode>,
}

impl There<'_> {
    /// Under this reference, if any; it tells what happens.
    #[must_use]
    pub const fn under(reference: Option<&str>) -> There<'_> {
        There { reference, look_from: None, proof: None, not_taken: None }
    }
}

impl<S: Sql> Register<S> {
    pub(super) fn take_filed(
        &self,
        rules: &Rules,
        &Handed { source, id, peer, reference, been, words }: &Handed<'_>,
        now: i64,
        back: Back,
        mut filed: FiledData,
    ) -> SqlResult<Reply> {
        if let Some(serial) = store::taken(&self.sql, source, id)? {
            return Ok(Reply::Taken { reference: rules.reference(serial), repeated: true, lost: 0 });
        }
        match (back, self.follows(None)) {
            (Back::OnlyLook, _) => return Ok(refuse(ProblemCode::NotFound)),
            (Back::Unasked, Some(before)) => return Ok(Reply::LookBack(before)),
            _ => {}
        }
        let coming = Coming::of(std::mem::take(&mut filed.documents), 0);
        let (Some(filing), Some(peer), Some(coming)) = (filed.filing.stored(), Slug::parse(peer), coming) else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        if !filing.keeps_limits() || !story_keeps_limits(&mut filed) {
            return Ok(refuse(ProblemCode::InvalidFields));
        }
        coming.rename(&mut filed.timeline);
        let actor = Actor::Peer { peer: peer.clone(), role: Role::Complainant };
        let category = filing.category.as_str();
        let been = been.iter().filter_map(|id| Slug::parse(id)).collect();
        let handed = case::Handed { by: peer.clone(), urgent: filed.urgent, been };
        let decision = case::file(filing.kind, category, &rules.agency, Some(handed), &actor, UnixMillis(now));
        self.watch_deadline(rules, &decision.case);
        let json = |e: serde_json::Error| SqlError(e.to_string());
        let text = serde_json::to_vec(&filed.filing).map_err(json)?;
        let digest = chain::sha256(&text);
        let given = std::mem::take(&mut filed.filing);
        let data = brought(filed);
        let serial = self.next_serial();
        let lock = self.vault()?.lock(Item::Case(serial), Vault::new_salt()?);
        store::insert_case(
            &self.sql,
            &NewCase {
                serial,
                lock: &lock,
                case: &decision.case,
                category,
                subject: &filing.subject,
                events: count(&decision.events),
                code_hash: None,
                file_key: None,
                fingerprint: None,
                filing: &text,
                origin_reference: Some(reference),
                origin_data: Some(&serde_json::to_vec(&data).map_err(json)?),
            },
        )?;
        outbox::set_link(&self.sql, serial, peer.as_str(), reference)?;
        self.liken(rules, &New { serial, category, filing: &given, words, now })?;
        store::take(&self.sql, source, id, serial)?;
        let over = Over { peer: peer.as_str(), serial, kind: outbox::FILED, at: now, what: Err(id), proof: None };
        exchanged::note(&self.sql, &over)?;
        let told = Told { at: now, digest: Some(&digest), documents: &coming.documents, ..Told::default() };
        self.write(rules, Case { serial, lock: &lock }, 0, &decision, &told)?;
        self.expect(&coming, serial, 1)?;
        self.heard_from(peer.as_str())?;
        Ok(Reply::Taken { reference: rules.reference(serial), repeated: false, lost: 0 })
    }

    pub(super) fn take_event(&self, rules: &Rules, mut told: TakeEvent) -> SqlResult<Reply> {
        if let Some(serial) = store::taken(&self.sql, &told.source, &told.id)? {
            return Ok(Reply::Taken { reference: rules.reference(serial), repeated: true, lost: 0 });
        }
        if let Some(step) = Step::parse(&told.kind) {
            return self.take_word(rules, step, told);
        }
        let (record, peer) = (self.load(told.serial)?, Slug::parse(&told.peer));
        let (Some(record), Some(peer), Some(role)) = (record, peer, Role::parse(&told.event.role)) else {
            return Ok(refuse(ProblemCode::NotAPeer));
        };
        // The peer names the question by the number it has here; one that is closed is no longer a question.
        let in_reply_to = told.event.in_reply_to.filter(|n| record.case.open_questions.contains(n));
        let Some(command) = entry::told(&told.kind, &told.event, in_reply_to) else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        // Names that are none are left out: no word of a case is refused for them.
        let [to, by] = [&mut told.event.to, &mut told.event.by]
            .map(|names| Some(std::mem::take(names)).filter(keep_limits).unwrap_or_default());
        let theirs = std::mem::take(&mut told.event.documents);
        let there = if theirs.is_empty() { 0 } else { self.documents_of(record.timeline())? };
        let Some(coming) = Coming::of(theirs, there) else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        let actor = Actor::Peer { peer: peer.clone(), role };
        let (case, agency, now) = (&record.case, &rules.agency, UnixMillis(told.now));
        let has_it = [&case.holder, &case.origin].into_iter().flatten().any(|has| *has == peer);
        // It has had the case: what was on its way, or comes to its mind, is kept.
        let had_it = !has_it && outbox::link(&self.sql, told.serial, peer.as_str())?.is_some();
        let decide = if had_it { case::told_late } else { case::decide };
        let decided = decide(case, agency, &actor, command, now);
        match decided {
            Err(Refusal::NotPermitted) => Ok(refuse(ProblemCode::NotAPeer)),
            Err(refusal) => Ok(Reply::Refused(refused(refusal))),
            Ok(decision) => {
                let (serial, number) = (record.serial, record.events + 1);
                store::take(&self.sql, &told.source, &told.id, serial)?;
                let (peer_id, kind, what) = (peer.as_str(), told.kind.as_str(), Err(told.id.as_str()));
                let over = Over { peer: peer_id, serial, kind, at: told.now, what, proof: None };
                exchanged::note(&self.sql, &over)?;
                let from = Told {
                    at: told.now,
                    source_number: Some(told.event.number).filter(|number| *number > 0),
                    said: Some((&to, &by)),
                    documents: &coming.documents,
                    ..Told::default()
                };
                self.apply(rules, record, &decision, &from)?;
                self.expect(&coming, serial, number)?;
                self.heard_from(peer.as_str())?;
                Ok(Reply::Taken { reference: rules.reference(serial), repeated: false, lost: coming.surplus() })
            }
        }
    }

    /// Writes what an attempt gave; a case that a peer has taken is linked, and its timeline says so. Says where the
    /// delivery stands then; nothing if it had changed meanwhile, or was ended by the answer.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn attempted(
        &self,
        due: &Due,
        outcome: AttemptOutcome,
        there: There<'_>,
        now: UnixMillis,
        jitter: u16,
    ) -> SqlResult<Option<DeliveryState>> {
        let before = self.memory.borrow().clone();
        let result = self.sql.transaction(|| {
            let after = outbox::attempted(&self.sql, due, outcome, now, jitter)?;
            if let (Some(DeliveryState::Dead), outbox::FILED, Some(why), Some(rules)) =
                (after, due.kind.as_str(), there.not_taken, self.rules())
            {
                self.comes_back(&rules, due, why, now.0)?;
                return Ok(None);
            }
            let taken = after.is_some() && outcome == AttemptOutcome::Accepted;
            if taken {
                let (peer, kind, what) = (due.peer.as_str(), due.kind.as_str(), Ok(due.id));
                let over = Over { peer, serial: due.serial, kind, at: now.0, what, proof: there.proof };
                exchanged::note(&self.sql, &over)?;
            }
            if let (Some(from), true) = (there.look_from, taken) {
                looks::begin(&self.sql, due.serial, &due.peer, from, now.0, jitter)?;
            }
            if let (Some(reference), true, outbox::OPENED) = (there.reference, taken, due.kind.as_str()) {
                outbox::set_link(&self.sql, due.serial, &due.peer, reference)?;
            }
            let handed_over = taken && due.kind == outbox::FILED;
            let (Some(reference), Some(rules), true) = (there.reference, self.rules(), handed_over) else {
                return Ok(after);
            };
            outbox::set_link(&self.sql, due.serial, &due.peer, reference)?;
            let (Some(record), Some(peer)) = (self.load(due.serial)?, Slug::parse(&due.peer)) else {
                return Ok(after);
            };
            let spoke = store::has_spoken(&self.sql, due.serial, peer.as_str())?;
            let decision = case::delivered(&record.case, &peer, reference, spoke);
            self.apply(&rules, record, &decision, &Told { at: now.0, ..Told::default() })?;
            Ok(after)
        });
        if result.is_err() {
            *self.memory.borrow_mut() = before;
        }
        result
    }

    /// When something that is owed can be tried next.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn next_wake(&self, now: i64) -> SqlResult<Option<i64>> {
        let delivery = outbox::next_wake(&self.sql, now)?;
        Ok([delivery, looks::next(&self.sql, now)?, self.lapse_at()].into_iter().flatten().min())
    }

    /// A peer that speaks is there: what waits for it goes out.
    pub(super) fn heard_from(&self, peer: &str) -> SqlResult<()> {
        let was_away = outbox::peer_is_there(&self.sql, peer)?;
        self.memory.borrow_mut().owes |= was_away;
        Ok(())
    }
}
