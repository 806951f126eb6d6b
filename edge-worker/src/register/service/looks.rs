//! What looks at peers find: the same rules and the same once as for what peers tell.
//!
//! In: what a look gave. Out: entries in the timeline, and where the next look begins, in one transaction.
//! Never: a look by itself; an entry that was written before.

use super::{Register, Rules};
use crate::register::looks::{self, Back, Look, News};
use crate::register::{Reply, TakeEvent, outbox};
use crate::sql::{Sql, SqlResult};
use domain::delivery::AttemptOutcome;
use domain::draft::TEXT_MAX;
use domain::looking::AFTERWARDS_MS;
use domain::time::UnixMillis;
use wire::exchange::{EventData, FOREIGN_PREFIX};

impl<S: Sql> Register<S> {
    /// Cases that can be looked at now, each with its id there. Those that the peer has no more, or that have been over for
    /// long, are looked at no more.
    ///
    /// # Errors
    /// Storage failed.
    pub fn to_look(&self, now: i64, limit: u32) -> SqlResult<Vec<(Look, String)>> {
        let mut found = Vec::new();
        for look in looks::due(&self.sql, now, limit)? {
            let record = self.load(look.serial)?.filter(|record| {
                let held = record.case.holder.as_ref().is_some_and(|holder| holder.as_str() == look.peer);
                let over = record.case.settled_at.is_some_and(|at| at.0 + AFTERWARDS_MS < now);
                held && !over && record.erased_at.is_none()
            });
            match record.and(outbox::link(&self.sql, look.serial, &look.peer)?) {
                Some(known_as) => found.push((look, known_as)),
                None => looks::end(&self.sql, look.serial, &look.peer)?,
            }
        }
        Ok(found)
    }

    /// Writes what a look gave; says how much of it the rules refused.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn looked(
        &self,
        look: &Look,
        found: Result<&News, AttemptOutcome>,
        now: UnixMillis,
        jitter: u16,
    ) -> SqlResult<usize> {
        let before = self.memory.borrow().clone();
        let result = self.sql.transaction(|| {
            let Some(rules) = self.rules() else { return Ok(0) };
            let outcome = found.err().unwrap_or(AttemptOutcome::Accepted);
            // That a peer is not looked at any more says nothing about what it takes.
            if outcome != AttemptOutcome::NotConfigured {
                outbox::peer_was_tried(&self.sql, &look.peer, look.silent, outcome, now, jitter)?;
            }
            let Ok(news) = found else {
                looks::failed(&self.sql, look, outcome, now.0, jitter)?;
                return Ok(0);
            };
            let (mut fresh, mut refused) = (false, 0);
            for back in &news.back {
                match self.take_back_word(&rules, look, back, now)? {
                    Reply::Taken { repeated, .. } => fresh |= !repeated,
                    _ => refused += 1,
                }
            }
            looks::made(&self.sql, look, &news.cursor, fresh, now.0, jitter)?;
            Ok(refused)
        });
        if result.is_err() {
            *self.memory.borrow_mut() = before;
        }
        result
    }

    fn take_back_word(&self, rules: &Rules, look: &Look, back: &Back, now: UnixMillis) -> SqlResult<Reply> {
        let told = TakeEvent {
            source: format!("{FOREIGN_PREFIX}{}", look.peer),
            id: format!("{}.{}", look.serial, back.id),
            peer: look.peer.clone(),
            serial: look.serial,
            kind: back.kind.to_owned(),
            event: EventData {
                role: "caseworker".into(),
                text: back.text.as_deref().map(plain),
                outcome: back.outcome.map(str::to_owned),
                ..EventData::default()
            },
            now: now.0,
            ..TakeEvent::default()
        };
        self.take_event(rules, told)
    }
}

/// What was said elsewhere, as a text that a timeline takes: without control characters, and no longer than one may be.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut said: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if let Some((at, _)) = said.char_indices().nth(TEXT_MAX as usize) {
        said.truncate(at);
        said.pop();
        said.push('…');
    }
    said
}
