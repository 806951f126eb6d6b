//! Cases that belong together: what a filing is like, and what a caseworker says of it.
//!
//! In: filings, corrections, a caseworker's word. Out: marks and links, in the transaction of the command; entries for what a
//! caseworker said, on both sides. What the register finds by itself is no entry: entries are numbered, a case's complainant
//! sees the numbers, and whoever merely knows an address could file with it and read there that somebody else has filed.
//! Never: a refusal of a filing; a word that leaves the register.

use super::rules::Rules;
use super::write::Told;
use super::{Refusal, Register, filing_as_filed, refused};
use crate::register::alike::{self, CONTACT_BYTES, ContactMark, waves};
use crate::register::store::Record;
use crate::register::{Act, Reply};
use crate::sql::{Sql, SqlResult};
use crate::vault::Vault;
use domain::alike::{contacts, same_matter};
use domain::case::{self, Command, Reason};
use domain::event::{Actor, EventKind};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::Reference;
use domain::time::UnixMillis;
use wire::v1::filing::{FileCase, PersonBody};

/// Texts of a contact's earlier cases that one filing is compared with at most.
const OPENED_MAX: u32 = 3;

/// A new case, as far as it can be like others.
pub(super) struct New<'a> {
    pub serial: u32,
    pub category: &'a str,
    pub filing: &'a FileCase,
    /// The words that say which event it is about.
    pub words: &'a [String],
    pub now: i64,
}

/// What stands for a person at this register.
fn marks(vault: &Vault, rules: &Rules, person: &PersonBody) -> Vec<ContactMark> {
    let code = &rules.agency.calling_code;
    let all = contacts(person.email.as_deref(), person.phone.as_deref(), person.national_id.as_deref(), code);
    let mark = |contact: &String| vault.mark_in(b"wasl contact v1\0", contact).first_chunk::<CONTACT_BYTES>().copied();
    all.iter().filter_map(mark).collect()
}

/// What a filing says.
pub(super) fn text(filing: &FileCase) -> String {
    format!("{}\n{}", filing.subject, filing.body)
}

impl<S: Sql> Register<S> {
    /// Notes what a new case is like, links it to the last case of the same contact about the same matter, and puts it into
    /// its wave.
    pub(super) fn liken(&self, rules: &Rules, new: &New<'_>) -> SqlResult<()> {
        let marks = marks(&*self.vault()?, rules, &new.filing.complainant);
        if rules.agency.alike.link_days > 0 && !marks.is_empty() {
            let since = rules.agency.alike.recent_since(UnixMillis(new.now));
            let cases = alike::of_contacts(&self.sql, &marks, since)?;
            let mut opened = 0;
            for (other, category) in &cases {
                if self.is_same_matter(new, *other, category == new.category, cases.len(), &mut opened)? {
                    alike::link(&self.sql, new.serial, *other, new.now, false)?;
                    break;
                }
            }
        }
        let words = match rules.agency.alike.wave_people {
            0 => Vec::new(),
            _ => super::waves::marked(&*self.vault()?, new.words),
        };
        alike::note(&self.sql, new.serial, new.now, &marks, &words)?;
        self.surge(rules, super::waves::sketch(new.serial, new.now, new.category, &marks, &words))
    }

    /// Texts are only opened where the category does not say enough, and few of them: a filing is not to wait.
    fn is_same_matter(
        &self,
        new: &New<'_>,
        other: u32,
        same_category: bool,
        cases: usize,
        opened: &mut u32,
    ) -> SqlResult<bool> {
        if same_matter(same_category, false, cases) {
            return Ok(true);
        }
        *opened += 1;
        if *opened > OPENED_MAX {
            return Ok(false);
        }
        let Some(record) = self.load(other)? else { return Ok(false) };
        let alike = routing::alike(&text(new.filing), &text(&filing_as_filed(&record)?));
        Ok(same_matter(same_category, alike, cases))
    }

    /// Who the complainant is was corrected: what stood for them before stands for nobody.
    pub(super) fn corrected(&self, rules: &Rules, record: &Record, person: &PersonBody) -> SqlResult<()> {
        let marks = marks(&*self.vault()?, rules, person);
        self.forget_waves();
        alike::replace_contacts(&self.sql, record.serial, record.case.received_at.0, &marks)
    }

    /// What an action says of the case and others, and where it is put in; the refusal where that cannot be.
    pub(super) fn belongs(
        &self,
        rules: &Rules,
        serial: u32,
        act: &mut Act,
    ) -> SqlResult<Result<Option<Belongs>, Reply>> {
        let Act::Place { how, to } = act else { return Ok(Ok(None)) };
        let kind = EventKind::parse(how).unwrap_or(EventKind::Note);
        if kind == EventKind::Singled {
            let Some(first) = waves::of_case(&self.sql, serial)? else {
                return Ok(Err(Reply::Refused(refused(Refusal::NotPossible(Reason::NotInWave)))));
            };
            *to = rules.reference(first);
            return Ok(Ok(Some(Belongs { kind, other: None })));
        }
        let here = |reference: &Reference| *reference.register() == rules.name && reference.serial() != serial;
        let named = Reference::parse(to).filter(here).map(|reference| reference.serial());
        let linked = |other: u32| Ok(alike::links(&self.sql, serial)?.iter().any(|(linked, ..)| *linked == other));
        let there = match named {
            Some(other) if kind == EventKind::Linked || linked(other)? => self.load(other)?,
            _ => None,
        };
        Ok(match there.filter(|record| record.erased_at.is_none()) {
            Some(other) => Ok(Some(Belongs { kind, other: Some(other) })),
            None => {
                let error = FieldError::new("/to", FieldErrorCode::UnknownValue);
                Err(Reply::Refused(refused(Refusal::Invalid(vec![error]))))
            }
        })
    }

    /// Keeps what was said of a case and others, and writes it on the other side.
    pub(super) fn settle_belonging(
        &self,
        rules: &Rules,
        serial: u32,
        belongs: Option<Belongs>,
        by: &Actor,
        at: i64,
    ) -> SqlResult<()> {
        let Some(Belongs { kind, other }) = belongs else { return Ok(()) };
        let Some(other) = other else {
            self.forget_waves();
            return waves::set(&self.sql, serial, 0);
        };
        let (there, command) = (other.serial, Command::Place { kind, to: rules.reference(serial) });
        if let Ok(decision) = case::decide(&other.case, &rules.agency, by, command, UnixMillis(at)) {
            self.apply(rules, other, &decision, &Told { at, ..Told::default() })?;
        }
        match kind {
            EventKind::Linked => alike::link(&self.sql, serial, there, at, true),
            _ => alike::unlink(&self.sql, serial, there),
        }
    }
}

/// Where a caseworker puts a case: with another one or not, or out of its wave.
pub(super) struct Belongs {
    kind: EventKind,
    other: Option<Record>,
}
