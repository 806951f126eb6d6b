//! Waves: what a new case comes into, and what the desk is shown of it.
//!
//! In: a new case's telling words; a reader. Out: rows; a page of waves, with the words that at least three people wrote, opened
//! for whoever reads, with an entry in the access log. The newest cases' marks are kept in memory: filing reads no row for them.
//! Never: a word that fewer wrote, a name, a contact.

use super::rules::Rules;
use super::{Register, filing_as_filed};
use crate::register::access::Seen;
use crate::register::alike::waves::{self, IN_MIND, Member};
use crate::register::alike::{ContactMark, WORD_BYTES};
use crate::register::{Reader, Reply};
use crate::sql::{Sql, SqlResult};
use crate::vault::Vault;
use domain::alike::wave::{SHOWN_PEOPLE, Sketch, people, wave};
use domain::time::UnixMillis;
use wire::v1::desk::WaveView;

/// Words that are shown of a wave at most.
const SHOWN_WORDS: usize = 6;
/// Cases of a wave that are opened for its words at most.
const OPENED_MAX: usize = 12;

/// What stands for a word at this register.
fn mark(vault: &Vault, word: &str) -> [u8; WORD_BYTES] {
    vault.mark_in(b"wasl word v1\0", word).first_chunk().copied().unwrap_or_default()
}

/// Marks of words, one after the other.
pub(super) fn marked(vault: &Vault, words: &[String]) -> Vec<u8> {
    words.iter().flat_map(|word| mark(vault, word)).collect()
}

impl<S: Sql> Register<S> {
    /// Puts a new case into the wave that it belongs to, and keeps it in mind for the next ones.
    pub(super) fn surge(&self, rules: &Rules, mut new: Sketch) -> SqlResult<()> {
        if new.words.is_empty() {
            return Ok(());
        }
        let mut kept = self.waves.borrow_mut();
        let mut in_mind = match kept.take() {
            Some(in_mind) => in_mind,
            // The new case's own row is there already.
            None => waves::in_mind(&self.sql)?.into_iter().filter(|case| case.serial != new.serial).collect(),
        };
        if let Some(found) = wave(&new, &in_mind, &rules.agency.alike) {
            waves::join(&self.sql, &found, new.serial)?;
            in_mind.iter_mut().filter(|case| found.with.contains(&case.serial)).for_each(|c| c.wave = Some(found.wave));
            new.wave = Some(found.wave);
        }
        in_mind.insert(0, new);
        in_mind.truncate(IN_MIND as usize);
        *kept = Some(in_mind);
        Ok(())
    }

    /// What is in mind of waves is no longer what is stored.
    pub(super) fn forget_waves(&self) {
        self.waves.borrow_mut().take();
    }

    /// A page of waves, with an entry in the access log.
    pub(super) fn read_waves(
        &self,
        rules: &Rules,
        before: Option<u32>,
        limit: u32,
        reader: &Reader,
        now: i64,
    ) -> SqlResult<Reply> {
        let mut found = waves::list(&self.sql, before, limit + 1)?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let span = found.first().zip(found.last()).map(|(first, last)| (first.wave, last.wave));
        let next = span.map(|(_, last)| last).filter(|_| more);
        let mut rows = Vec::new();
        for one in found {
            let members = waves::members(&self.sql, one.wave)?;
            let filed = || members.iter().map(|(_, contacts, _)| contacts.as_slice());
            rows.push(WaveView {
                people: u32::try_from(people(filed())).unwrap_or(u32::MAX),
                words: self.shared_words(&members)?,
                wave: rules.reference(one.wave),
                cases: one.cases,
                open: one.open,
                since: UnixMillis(one.since).to_rfc3339(),
                until: UnixMillis(one.until).to_rfc3339(),
                category: one.category,
                category_name: String::new(),
            });
        }
        self.note(reader, &Seen { what: "waves", serial: None, detail: None, span }, now)?;
        Ok(Reply::Waves { rows, next })
    }

    /// The words that at least three people of a wave wrote, the commonest first, each as one of them spelt it.
    fn shared_words(&self, members: &[Member]) -> SqlResult<Vec<String>> {
        let mut words: Vec<u64> = members.iter().flat_map(|(_, _, words)| words).copied().collect();
        words.sort_unstable();
        words.dedup();
        let having = |word: u64| members.iter().filter(move |(_, _, words)| words.contains(&word));
        let wrote = |word: u64| people(having(word).map(|(_, contacts, _)| contacts.as_slice()));
        words.retain(|word| wrote(*word) >= SHOWN_PEOPLE);
        let mut wanted = Vec::new();
        while let Some(most) =
            words.iter().copied().max_by_key(|word| wrote(*word)).filter(|_| wanted.len() < SHOWN_WORDS)
        {
            words.retain(|word| *word != most);
            wanted.push(most);
        }
        let mut told: Vec<Option<String>> = vec![None; wanted.len()];
        let vault = self.vault()?;
        for (serial, ..) in members.iter().take(OPENED_MAX) {
            if told.iter().all(Option::is_some) {
                break;
            }
            let Some(record) = self.load(*serial)?.filter(|record| record.erased_at.is_none()) else { continue };
            let filing = filing_as_filed(&record)?;
            let text = super::alike::text(&filing);
            for word in routing::words(&text) {
                for key in routing::keys(&word) {
                    let mark = u64::from_be_bytes(mark(&vault, &key));
                    let place = wanted.iter().position(|wanted| *wanted == mark);
                    if let Some(told) = place.and_then(|place| told.get_mut(place)).filter(|told| told.is_none()) {
                        *told = text.get(word.at.clone()).map(str::to_owned);
                    }
                }
            }
        }
        let mut told: Vec<String> = told.into_iter().flatten().collect();
        // A word may be known by two of its forms.
        told.dedup();
        Ok(told)
    }
}

/// A new case as a sketch.
pub(super) fn sketch(serial: u32, at: i64, category: &str, contacts: &[ContactMark], words: &[u8]) -> Sketch {
    Sketch {
        serial,
        at,
        category: category.to_owned(),
        contacts: waves::contacts(&contacts.concat()),
        words: waves::words(words),
        wave: None,
    }
}
