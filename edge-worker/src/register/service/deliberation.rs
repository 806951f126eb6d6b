//! What a register does about deliberations: what staff writes, what peers tell, what is shown.
//!
//! In: what somebody does or tells. Out: a reply. A deliberation has a number of the register, its entries lie in the same
//! chain, what it owes to the peer in the same outbox. Never: a case's data in what is written, or sending.

use super::documents::Coming;
use super::exchange::keep_limits;
use super::write::{Case, Told};
use super::{Refusal, Register, Repeat, Rules, filing, refuse, refused, repeat};
use crate::register::access::Seen;
use crate::register::exchanged::{self, Over};
use crate::register::store::deliberations::{self as rows, Record};
use crate::register::{Back, By, CaseData, Deed, Entry, EntryBody, ListQuery, Reader, Reply, TakeEvent, outbox, store};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::{Item, Vault};
use domain::agency::Slug;
use domain::case::Reason;
use domain::deliberation::{CASES_AT_ONCE, CASES_MAX, Deliberation, Recommendation, Somebody, Step, names_somebody};
use domain::draft::{SUBJECT_MAX, TEXT_MAX, optional_text, required_text};
use domain::event::Role;
use domain::field_error::{FieldError, FieldErrorCode};
use std::rc::Rc;
use wire::exchange::EventData;
use wire::problem::ProblemCode;
use wire::v1::desk::Origin;
use wire::v1::filing::PersonBody;

/// Most characters of a reference.
const REFERENCE_MAX: usize = 64;

fn not_now(reason: Reason) -> Reply {
    Reply::Refused(refused(Refusal::NotPossible(reason)))
}

fn wrong_cases(code: FieldErrorCode) -> Reply {
    Reply::Refused(refused(Refusal::Invalid(vec![FieldError::new("/cases", code)])))
}

/// What was written, and where it stood then: the answer to a repetition is the first one again.
fn done(entry: Entry) -> Reply {
    let status = entry.status.clone();
    Reply::Done { entry: Box::new(entry), status }
}

impl<S: Sql> Register<S> {
    /// One of the register's; nothing if it is a case's number, or nobody's.
    pub(super) fn deliberation(&self, serial: u32) -> SqlResult<Option<Record>> {
        rows::load(&self.sql, &self.vault()?, serial)
    }

    /// With whom one is, and which cases are linked to it here.
    pub(super) fn linked(&self, serial: u32) -> SqlResult<Reply> {
        let Some(record) = self.deliberation(serial)? else { return Ok(refuse(ProblemCode::NotFound)) };
        let cases = rows::cases(&self.sql, serial)?;
        Ok(Reply::Cases { peer: record.peer.as_str().to_owned(), cases, named: false })
    }

    /// Of these numbers, those that are cases and were not erased.
    pub(super) fn known_cases(&self, rules: &Rules, serials: &[u32], peer: String, text: &str) -> SqlResult<Reply> {
        let (mut cases, mut named) = (Vec::with_capacity(serials.len()), false);
        for serial in serials {
            let Some(record) = self.load(*serial)?.filter(|record| record.erased_at.is_none()) else { continue };
            let from_there = record.case.origin.as_ref().is_some_and(|origin| origin.as_str() == peer);
            let there = outbox::link(&self.sql, *serial, &peer)?
                .or_else(|| record.origin_reference.clone().filter(|_| from_there));
            let mut line = rules.reference(*serial);
            if let Some(there) = there {
                line.push(' ');
                line.push_str(&there);
            }
            cases.push(line);
            if !text.is_empty() {
                let filed = filing(&record)?;
                let people = [Some(&filed.complainant), filed.representative.as_ref()];
                named |= people.into_iter().flatten().any(|person| is_named(person, text));
            }
        }
        Ok(Reply::Cases { peer, cases, named })
    }

    /// A new one, nothing of it written.
    fn begin(&self, peer: Slug, subject: &str, opened_here: bool, now: i64) -> SqlResult<Record> {
        let serial = self.next_serial();
        Ok(Record {
            serial,
            lock: Rc::new(self.vault()?.lock(Item::Case(serial), Vault::new_salt()?)),
            peer,
            names: Default::default(),
            at: Deliberation::OPENED,
            opened_here,
            opened_at: now,
            changed_at: now,
            events: 0,
            cases: 0,
            their_cases: 0,
            subject: subject.to_owned(),
        })
    }

    /// What staff does.
    pub(super) fn deed(&self, rules: &Rules, serial: u32, by: By, deed: Deed, told: &Told<'_>) -> SqlResult<Reply> {
        let By::Caseworker { name, .. } = by else { return Ok(refuse(ProblemCode::Forbidden)) };
        let Some(step) = Step::parse(&deed.step) else { return Ok(refuse(ProblemCode::InvalidFields)) };
        if let Some(reply) = self.done_before(step, serial, deed.back, told)? {
            return Ok(reply);
        }
        // Nothing is refused once a number is given out.
        if deed.cases.len() > CASES_AT_ONCE as usize {
            return Ok(wrong_cases(FieldErrorCode::TooMany { limit: CASES_AT_ONCE }));
        }
        let opens = step == Step::Opened;
        let record = match Slug::parse(&deed.peer) {
            Some(peer) if opens => Some(self.begin(peer, &deed.event.subject, true, told.at)?),
            _ => self.deliberation(serial)?,
        };
        let Some(mut record) = record else { return Ok(refuse(ProblemCode::NotFound)) };
        let after = record.at.takes(step);
        let after = if opens || rows::is_reachable(&self.sql, &record)? { after } else { Err(Reason::PeerLeft) };
        record.at = match after {
            Ok(after) => after,
            Err(reason) => return Ok(not_now(reason)),
        };
        if let Some(refusal) = self.too_many_documents(record.timeline(), told.documents.len())? {
            return Ok(refusal);
        }
        let unlinks = step == Step::Unlinked;
        if !unlinks && record.cases as usize + deed.cases.len() > CASES_MAX as usize {
            return Ok(wrong_cases(FieldErrorCode::TooMany { limit: CASES_MAX }));
        }
        let mut body = EntryBody {
            name: Some(name),
            text: deed.event.text,
            outcome: deed.event.outcome,
            to: Some(deed.event.agency).filter(|agency| !agency.is_empty()),
            round: Some(record.at.round),
            documents: told.documents.to_vec(),
            ..EntryBody::default()
        };
        for case in &deed.cases {
            let Some(line) = rows::link(&self.sql, record.serial, case, !unlinks)? else { continue };
            record.cases = if unlinks { record.cases.saturating_sub(1) } else { record.cases + 1 };
            body.shared.extend(line.split_once(' ').map(|(_, there)| there.to_owned()));
            body.references.push(line.split(' ').next().unwrap_or_default().to_owned());
        }
        if !step.has_text() && body.references.is_empty() {
            return Ok(wrong_cases(FieldErrorCode::UnknownValue));
        }
        body.cases = (opens || !step.has_text()).then_some(record.cases);
        if opens {
            let fingerprint = told.key.map(|key| Ok(self.vault()?.mark(&key.fingerprint))).transpose()?;
            rows::insert(&self.sql, &record, told.key.zip(fingerprint.as_ref()))?;
        }
        let entry = self.write_word(rules, &mut record, step, body, None, told)?;
        self.owe(record.serial, &record.peer, step.name(), entry.number, told.at)?;
        Ok(done(entry))
    }

    /// What was answered the first time, or why nothing is done; nothing for what is new.
    fn done_before(&self, step: Step, serial: u32, back: Back, told: &Told<'_>) -> SqlResult<Option<Reply>> {
        let Some(key) = told.key else { return Ok(None) };
        let opens = step == Step::Opened;
        let (serial, mut stored) = match rows::of_key(&self.sql, &key.key)? {
            Some((serial, stored)) if opens => (serial, Some(stored)),
            _ => (serial, None),
        };
        let mut entry = None;
        if let Some(record) = self.deliberation(serial)? {
            if opens {
                entry = store::entry(&self.sql, record.timeline(), 1)?;
            } else {
                (entry, stored) = store::entry_of_key(&self.sql, record.timeline(), &key.key)?.unzip();
            }
        }
        Ok(match (repeat(stored, &self.vault()?.mark(&key.fingerprint)), entry) {
            (Repeat::Different, _) => Some(refuse(ProblemCode::IdempotencyKeyReused)),
            (Repeat::Same, Some(entry)) => Some(done(entry)),
            _ if !opens => None,
            _ => self.look_back(back, Some(told.at)),
        })
    }

    /// Where to look before something is new, or that this was the look.
    fn look_back(&self, back: Back, at: Option<i64>) -> Option<Reply> {
        match (back, self.follows(at)) {
            (Back::OnlyLook, _) => Some(refuse(ProblemCode::NotFound)),
            (Back::Unasked, Some(before)) => Some(Reply::LookBack(before)),
            _ => None,
        }
    }

    /// Writes an entry, and how the deliberation stands after it.
    fn write_word(
        &self,
        rules: &Rules,
        record: &mut Record,
        step: Step,
        body: EntryBody,
        peer: Option<String>,
        told: &Told<'_>,
    ) -> SqlResult<Entry> {
        record.events += 1;
        record.changed_at = told.at;
        let entry = Entry {
            number: record.events,
            at: told.at,
            kind: step.name().to_owned(),
            status: record.at.standing().name().to_owned(),
            role: Role::Caseworker.name().to_owned(),
            peer,
            // The register's answer is all that is known of a new one.
            body: EntryBody { peer_reference: Some(rules.reference(record.serial)), ..body },
            open: false,
        };
        rows::update(&self.sql, record)?;
        let of = Case { serial: record.serial, lock: &record.lock };
        self.append(&rules.name.to_string(), of, &entry, told)?;
        Ok(entry)
    }

    /// What a peer tells; it was not taken before. What is not that peer's does not exist for it.
    pub(super) fn take_word(&self, rules: &Rules, step: Step, mut take: TakeEvent) -> SqlResult<Reply> {
        let opens = step == Step::Opened;
        if let Some(reply) = opens.then(|| self.look_back(take.back, None)).flatten() {
            return Ok(reply);
        }
        let told = &mut take.event;
        let known = self.deliberation(take.serial)?.filter(|record| !opens && record.peer.as_str() == take.peer);
        let Some(peer) = Slug::parse(&take.peer).filter(|_| opens || known.is_some()) else {
            return Ok(refuse(ProblemCode::NotAPeer));
        };
        let there = known.as_ref().map_or(Ok(0), |record| self.documents_of(record.timeline()))?;
        let coming = Coming::of(std::mem::take(&mut told.documents), there);
        let (Some(coming), Some(text), true) = (coming, text(step, told), keeps_limits(step, &take.reference, told))
        else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        let begun = || {
            let record = self.begin(peer, &told.subject, false, take.now)?;
            rows::insert(&self.sql, &record, None)?;
            outbox::set_link(&self.sql, record.serial, record.peer.as_str(), &take.reference)?;
            Ok::<_, SqlError>(record)
        };
        let mut record = known.map_or_else(begun, Ok)?;
        record.at = record.at.told(step, told.round);
        record.their_cases = told.cases.unwrap_or(record.their_cases);
        record.names.clone_from(&told.by);
        let body = EntryBody {
            text,
            outcome: told.outcome.take(),
            by_names: std::mem::take(&mut told.by),
            round: Some(told.round),
            cases: told.cases,
            references: std::mem::take(&mut told.shared),
            documents: coming.documents.clone(),
            ..EntryBody::default()
        };
        store::take(&self.sql, &take.source, &take.id, record.serial)?;
        let (serial, source_number) = (record.serial, Some(told.number).filter(|number| *number > 0));
        let over = Over { peer: &take.peer, serial, kind: step.name(), at: take.now, what: Err(&take.id), proof: None };
        exchanged::note(&self.sql, &over)?;
        let from = Told { at: take.now, source_number, ..Told::default() };
        let entry = self.write_word(rules, &mut record, step, body, Some(take.peer.clone()), &from)?;
        self.expect(&coming, serial, entry.number)?;
        self.heard_from(&take.peer)?;
        Ok(Reply::Taken { reference: rules.reference(serial), repeated: false, lost: coming.surplus() })
    }

    /// A page of the list: one entry in the access log.
    pub(super) fn list_deliberations(&self, rules: &Rules, query: &ListQuery) -> SqlResult<Reply> {
        let mut found = rows::list(&self.sql, &self.vault()?, query)?;
        let more = found.len() > query.limit as usize;
        found.truncate(query.limit as usize);
        let span = found.first().zip(found.last()).map(|(first, last)| (first.serial, last.serial));
        self.note(&query.reader, &Seen { what: "deliberations", serial: None, detail: None, span }, query.now)?;
        let next = found.last().filter(|_| more).map(|last| last.serial);
        let row = |record: Record| {
            let reference = rules.reference(record.serial);
            record.row(reference)
        };
        Ok(Reply::Deliberations { rows: found.into_iter().map(row).collect(), next })
    }

    /// One of them, or one of its documents, in the shape of a case: the peer holds it, its cases are in its entries. An
    /// entry in the access log. A document that is not in it was not read.
    pub(super) fn read_deliberation(
        &self,
        rules: &Rules,
        serial: u32,
        document: Option<&str>,
        reader: &Reader,
        now: i64,
    ) -> SqlResult<Reply> {
        let Some(record) = self.deliberation(serial)? else { return Ok(refuse(ProblemCode::NotFound)) };
        let entries = store::entries(&self.sql, record.timeline())?;
        let there = |id: &str| entries.iter().flat_map(|entry| &entry.body.documents).any(|d| d.id == id);
        if document.is_some_and(|id| !there(id)) {
            return Ok(refuse(ProblemCode::NotFound));
        }
        let what = if document.is_some() { "document" } else { "deliberation" };
        self.note(reader, &Seen { what, serial: Some(serial), detail: document, span: None }, now)?;
        let peer = record.peer.as_str().to_owned();
        let (name, of) = (rules.name.to_string(), |serial| rules.reference(serial));
        let deliveries = outbox::deliveries(&self.sql, &name, &outbox::Which::of_case(serial), &of)?;
        let mut data = CaseData {
            reference: rules.reference(serial),
            status: record.at.standing().name().to_owned(),
            received_at: record.opened_at,
            due_at: record.changed_at,
            origin: outbox::link(&self.sql, serial, &peer)?.map(|reference| Origin { peer: peer.clone(), reference }),
            holder: Some(peer),
            category_names: Some(record.names),
            entries,
            deliveries,
            ..CaseData::default()
        };
        data.filing.subject = record.subject;
        Ok(Reply::Case(Box::new(data)))
    }
}

/// Whether a text seems to name somebody.
fn is_named(person: &PersonBody, text: &str) -> bool {
    let [name, email, phone, national_id] =
        [&person.name, &person.email, &person.phone, &person.national_id].map(Option::as_deref);
    names_somebody(text, &Somebody { name, email, phone, national_id })
}

/// What a peer has written, as it must be for this step; nothing if it is not.
fn text(step: Step, told: &EventData) -> Option<Option<String>> {
    let typed = told.text.as_deref().unwrap_or_default();
    if step.has_text() {
        required_text("/text", typed, TEXT_MAX).ok().map(Some)
    } else {
        optional_text("/text", typed, TEXT_MAX).ok()
    }
}

/// Whether what a peer tells is such as a deliberation takes.
fn keeps_limits(step: Step, reference: &str, told: &EventData) -> bool {
    let subject = required_text("/subject", &told.subject, SUBJECT_MAX);
    (step != Step::Opened || subject.is_ok_and(|subject| subject == told.subject))
        && told.round > 0
        && reference.len() <= REFERENCE_MAX
        && told.outcome.as_deref().is_none_or(|word| Recommendation::parse(word).is_some())
        && told.shared.len() <= CASES_AT_ONCE as usize
        && told.shared.iter().all(|reference| reference.len() <= REFERENCE_MAX)
        && keep_limits(&told.by)
}
