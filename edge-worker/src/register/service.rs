//! What a register does with a command: gather, let `domain` decide, apply; one transaction each.
//!
//! In: a `Command`. Out: a `Reply`, and whether something is owed to peers now. If storage fails,
//! nothing of the command has happened. Never: `await`, a clock, sending.

use super::access::Recent;
use super::figures::Figures;
use super::log::Head;
use super::outbox;
use super::store::{self, NewCase, Record};
use super::view::Whose;
use super::{Act, Back, By, Command, File, Reply, chain, entry, exchanged, schema};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::keys::NodeKeys;
use crate::vault::{Item, Vault, rows};
use domain::alike::wave::Sketch;
use domain::case::{self, Decision, Reason, Refusal};
use domain::event::{Actor, Event};
use domain::guessing::{GuessLimits, Guesses};
use domain::idempotency::Repeat;
use domain::protection::Guard;
use domain::time::UnixMillis;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;
use wire::problem::ProblemCode;

mod alike;
mod complainant;
mod deliberation;
mod deliveries;
mod desk;
mod documents;
mod exchange;
mod filed;
mod follow;
mod gate;
mod keep;
mod lapse;
mod log;
mod looks;
mod onward;
mod refusal;
mod rules;
mod watch;
mod waves;
mod write;
pub use complainant::Presented;
pub use exchange::There;
pub use filed::{OriginData, filing, filing_as_filed, origin_data};
use filed::{categorised, filed, filed_before, told_category};
use follow::Follows;
use refusal::{refuse, refused};
pub use rules::Rules;
use rules::{fits, read_rules};
use write::{Told, repeat};

/// What a register keeps in memory; always what the store holds too.
#[derive(Debug, Clone)]
struct Memory {
    rules: Option<Rc<Rules>>,
    /// There as soon as the rules are.
    vault: Option<Rc<Vault>>,
    seq: i64,
    hash: chain::Hash,
    serial: u32,
    /// The last delivery.
    delivery: i64,
    /// Whether the last command left something to send.
    owes: bool,
    /// The registers that this one follows.
    follows: Option<Rc<Follows>>,
    /// The cases that got a new event since [`Register::touched`] was asked.
    touched: Vec<u32>,
    /// When the next deadline asks for something; none if no case is open.
    lapse_at: Option<i64>,
    /// When the next case or document is to be erased.
    retention: keep::Plan,
}

/// One register on its store.
pub struct Register<S> {
    pub sql: S,
    node: Rc<NodeKeys>,
    memory: RefCell<Memory>,
    guard: RefCell<Guard>,
    guesses: RefCell<Guesses>,
    recent: RefCell<Recent>,
    /// The newest cases as far as waves go, newest first, once a filing has asked for them; always what the store holds too.
    waves: RefCell<Option<Vec<Sketch>>>,
    /// The log's head, as it was last asked for.
    head: Cell<Option<Head>>,
    figures: RefCell<Option<(i64, Figures)>>,
}

impl<S: Sql> Register<S> {
    /// Opens a register, empty or not.
    ///
    /// # Errors
    /// The store cannot be read, is of a later version, or was sealed under another key of the node.
    pub fn open(sql: S, node: Rc<NodeKeys>) -> SqlResult<Self> {
        schema::migrate(&sql)?;
        let (seq, hash, serial) = store::head(&sql)?;
        let name = store::meta(&sql, "register")?;
        let record = store::meta(&sql, "agency")?;
        let opened = |name: &String| {
            sql.transaction(|| {
                fits(&sql, &node, name)?;
                rows::open(&sql, &node, name)
            })
        };
        let vault = name.as_ref().map(opened).transpose()?;
        let rules = name.zip(record).map(|(name, record)| read_rules(&name, &record)).transpose()?;
        let follows = follow::read(&sql)?;
        let lapse_at = lapse::next(&sql, rules.as_ref())?;
        let retention = keep::Plan::of(&sql, rules.as_ref())?;
        let rules = rules.map(Rc::new);
        let delivery = store::last_delivery(&sql)?;
        let memory = Memory {
            rules,
            vault,
            follows,
            seq,
            hash,
            serial,
            delivery,
            owes: false,
            touched: Vec::new(),
            lapse_at,
            retention,
        };
        let register = Self {
            sql,
            node,
            memory: RefCell::new(memory),
            guard: RefCell::default(),
            guesses: RefCell::new(Guesses::new(GuessLimits::CODES)),
            recent: RefCell::default(),
            waves: RefCell::default(),
            head: Cell::default(),
            figures: RefCell::default(),
        };
        register.tree().fill()?;
        Ok(register)
    }

    /// What opens this register's values.
    ///
    /// # Errors
    /// It has not been configured.
    pub fn vault(&self) -> SqlResult<Rc<Vault>> {
        self.memory.borrow().vault.clone().ok_or_else(|| SqlError("the register has no data key".into()))
    }

    /// The register's rules, once it has been configured.
    pub fn rules(&self) -> Option<Rc<Rules>> {
        self.memory.borrow().rules.clone()
    }

    /// Carries out one command. The flag says whether something is owed to peers at once.
    ///
    /// # Errors
    /// Storage failed; then nothing has happened.
    pub fn handle(&self, command: Command) -> SqlResult<(Reply, bool)> {
        let before = self.memory.borrow().clone();
        self.memory.borrow_mut().owes = false;
        let result = self.sql.transaction(|| self.carry_out(command));
        if result.is_err() {
            *self.memory.borrow_mut() = before;
            self.recent.borrow_mut().forget();
            self.forget_waves();
        }
        result.map(|reply| (reply, self.memory.borrow().owes))
    }

    /// Answers a command: as it is only for one that [`Command::reads`], where nothing is to be undone.
    pub(super) fn carry_out(&self, command: Command) -> SqlResult<Reply> {
        if let Command::Configure { register, agency } = command {
            return self.configure(&register, *agency);
        }
        if let Command::Follow { registers, now } = command {
            return self.follow(registers, now);
        }
        let Some(rules) = self.rules() else {
            return self.without_rules(command);
        };
        match command {
            Command::Configure { .. } | Command::Follow { .. } => Ok(Reply::Ok),
            Command::File(file) => self.file(&rules, *file),
            Command::Open { serial, code_hash, now, tried, all, filed } => {
                let presented = Presented { hash: &code_hash, tried: &tried, now };
                self.open_case(&rules, serial, &presented, Whose::of(all, filed))
            }
            Command::Act { serial, by, key, now, act, documents, onward } => {
                let (key, onward, documents) = (key.as_ref(), onward.as_ref(), documents.as_slice());
                self.act(&rules, serial, by, act, &Told { at: now, key, documents, onward, ..Told::default() })
            }
            Command::List(query) => self.read_list(&rules, &query),
            Command::Waves { before, limit, now, reader } => self.read_waves(&rules, before, limit, &reader, now),
            Command::Desk { serial, now, reader, read } => self.read_case(&rules, serial, &reader, &read, now),
            Command::Corrections { after, limit, now, reader } => self.read_corrections(after, limit, &reader, now),
            Command::Accesses { serial, before, limit, now, reader } => {
                self.read_accesses(&rules, serial, before, limit, &reader, now)
            }
            Command::TakeFiled { source, id, peer, reference, now, filed, back, been, words } => {
                let (source, id, peer, reference) = (&source, &id, &peer, &reference);
                let from = exchange::Handed { source, id, peer, reference, been: &been, words: &words };
                self.take_filed(&rules, &from, now, back, *filed)
            }
            Command::TakeEvent(event) => self.take_event(&rules, event),
            Command::ExpectAgain { serial, documents } => self.expect_again(serial, &documents),
            Command::HandOver { serial, peer, document } => self.hand_over(serial, &peer, &document),
            Command::Log(ask) => self.log(&ask),
            Command::Level { now } => Ok(Reply::Level(self.level(&rules, now))),
            Command::Figures { now } => self.figures(&rules, now).map(|f| Reply::Figures(Box::new(f))),
            Command::Deliveries { state, peer, after, limit } => {
                let (state, peer) = (state.as_deref(), peer.as_deref());
                let (which, of) = (outbox::Which { serial: None, state, peer, after, limit }, |n| rules.reference(n));
                outbox::deliveries(&self.sql, &rules.name.to_string(), &which, &of).map(Reply::Deliveries)
            }
            Command::Exchanged { peer, after, limit } => {
                exchanged::page(&self.sql, &rules.name.to_string(), (&peer, after, limit), |n| rules.reference(n))
            }
            Command::Retry { delivery, now } => self.retry(&rules, &delivery, now),
            Command::RetryAll { peer, now } => self.retry_all(&peer, now),
            Command::Heard { peer } => self.heard_from(&peer).map(|()| Reply::Count(0)),
            Command::Redirect { delivery, to, onward, now } => self.redirect(&rules, &delivery, &to, &onward, now),
            Command::Discard { delivery, reason, reader, now } => {
                self.discard(&rules, &delivery, &reason, &reader, now)
            }
            Command::DiscardAll { peer, reason, reader, now } => self.discard_all(&rules, &peer, &reason, &reader, now),
            Command::Linked { serial } => self.linked(serial),
            Command::Known { serials, peer, text } => self.known_cases(&rules, &serials, peer, &text),
            Command::OfApp(asked) => store::apps::list(&self.sql, &asked, |serial| rules.reference(serial)),
            Command::Erase { serial, now, reader, reason } => self.erase_by_hand(serial, &reader, &reason, now),
            Command::NewDataKey => self.new_data_key(),
        }
    }

    fn file(&self, rules: &Rules, file: File) -> SqlResult<Reply> {
        let vault = self.vault()?;
        let fingerprint = vault.mark(&file.key.fingerprint);
        if let Some(before) = store::case_of_key(&self.sql, &file.key.key)? {
            return Ok(filed_before(rules, &before, &fingerprint, file.key.fingerprint));
        }
        match (file.back, self.follows(Some(file.now))) {
            (Back::OnlyLook, _) => return Ok(refuse(ProblemCode::NotFound)),
            (Back::Unasked, Some(before)) => return Ok(Reply::LookBack(before)),
            _ => {}
        }
        match file.agency_version.cmp(&rules.record.version) {
            Ordering::Greater => return Ok(Reply::NeedsAgency),
            Ordering::Less => return Ok(Reply::Stale(Box::new(rules.record.clone()))),
            Ordering::Equal => {}
        }
        let Some(filing) = categorised(&file).stored() else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        if let Some(refusal) = self.kept_out(rules, &file.came, file.now)? {
            return Ok(refusal);
        }
        let now = UnixMillis(file.now);
        let (category, by) = (filing.category.as_str(), Actor::Complainant);
        let mut decision = case::file(filing.kind, category, &rules.agency, None, &by, now);
        decision.events.extend(file.found.as_ref().map(told_category));
        let text = serde_json::to_vec(&file.filing).map_err(|e| SqlError(e.to_string()))?;
        let serial = self.next_serial();
        let lock = vault.lock(Item::Case(serial), Vault::new_salt()?);
        store::insert_case(
            &self.sql,
            &NewCase {
                serial,
                lock: &lock,
                case: &decision.case,
                category,
                subject: &file.filing.subject,
                events: count(&decision.events),
                code_hash: Some(&file.code_hash),
                file_key: Some(&file.key.key),
                fingerprint: Some(&fingerprint),
                filing: &text,
                origin_reference: None,
                origin_data: None,
            },
        )?;
        store::apps::filed(&self.sql, serial, file.came.app.as_deref())?;
        self.liken(rules, &alike::New { serial, category, filing: &file.filing, words: &file.words, now: file.now })?;
        let due_at = decision.case.due_at.0;
        self.watch_deadline(rules, &decision.case);
        let digest = file.key.fingerprint;
        let told = Told { at: file.now, digest: Some(&digest), documents: &file.documents, ..Told::default() };
        self.write(rules, write::Case { serial, lock: &lock }, 0, &decision, &told)?;
        Ok(Reply::Filed(filed(rules, serial, file.now, due_at, digest)))
    }

    fn load(&self, serial: u32) -> SqlResult<Option<Record>> {
        store::load_case(&self.sql, &self.vault()?, serial)
    }

    fn act(&self, rules: &Rules, serial: u32, by: By, mut act: Act, told: &Told<'_>) -> SqlResult<Reply> {
        if let Act::Deliberate(deed) = act {
            return self.deed(rules, serial, by, *deed, told);
        }
        let (mut record, actor) = match self.actor(serial, by, &act, told.at)? {
            Ok(proved) => proved,
            Err(refusal) => return Ok(refusal),
        };
        if let Some(key) = told.key {
            let stored = store::entry_of_key(&self.sql, record.timeline(), &key.key)?;
            match repeat(stored.as_ref().map(|s| s.1), &self.vault()?.mark(&key.fingerprint)) {
                Repeat::First => {}
                Repeat::Different => return Ok(refuse(ProblemCode::IdempotencyKeyReused)),
                // The answer that was given then: the case may have moved on since.
                Repeat::Same => {
                    return Ok(stored.map_or(Reply::Ok, |(entry, _)| {
                        let status = entry.status.clone();
                        Reply::Done { entry: Box::new(entry), status }
                    }));
                }
            }
        }
        if let Some(refusal) = self.too_many_documents(record.timeline(), told.documents.len())? {
            return Ok(refusal);
        }
        if let Some(refusal) = told.onward.map_or(Ok(None), |onward| Self::stays(rules, &record, onward))? {
            return Ok(refusal);
        }
        let correction = match &act {
            Act::Request { correction, .. } => correction.clone(),
            _ => None,
        };
        let belongs = match self.belongs(rules, serial, &mut act)? {
            Ok(belongs) => belongs,
            Err(refusal) => return Ok(refusal),
        };
        let Some(command) = entry::command(act) else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        if let case::Command::Assign { to } = &command {
            record.assigned_to = Some(to.clone());
        }
        if let case::Command::Categorise { to } = &command {
            to.as_str().clone_into(&mut record.category);
            self.forget_waves();
        }
        match case::decide(&record.case, &rules.agency, &actor, command, UnixMillis(told.at)) {
            Err(refusal) => Ok(Reply::Refused(refused(refusal))),
            Ok(decision) => {
                if let Some((lock, text)) = record.lock.as_ref().zip(correction) {
                    store::correct(&self.sql, serial, lock, text.as_bytes())?;
                    self.corrected(rules, &record, &filed::read_filing(text.as_bytes())?.complainant)?;
                }
                let reply = self.apply(rules, record, &decision, told)?;
                self.settle_belonging(rules, serial, belongs, &actor, told.at)?;
                Ok(reply)
            }
        }
    }

    fn apply(&self, rules: &Rules, mut record: Record, decision: &Decision, told: &Told<'_>) -> SqlResult<Reply> {
        // Of an erased case nothing can be kept any more.
        let Some(lock) = record.lock.clone() else {
            return Ok(Reply::Refused(refused(Refusal::NotPossible(Reason::Erased))));
        };
        let before = std::mem::replace(&mut record.case, decision.case.clone());
        let written = record.events;
        record.events += count(&decision.events);
        for question in write::closed_questions(&before, &decision.case) {
            store::close_question(&self.sql, record.serial, question)?;
        }
        store::update_case(&self.sql, &record)?;
        self.watch_deadline(rules, &record.case);
        let of = write::Case { serial: record.serial, lock: &lock };
        let entry = self.write(rules, of, written, decision, told)?;
        let status = decision.case.status.name().to_owned();
        Ok(entry.map_or(Reply::Ok, |entry| Reply::Done { entry: Box::new(entry), status }))
    }

    fn next_serial(&self) -> u32 {
        let mut memory = self.memory.borrow_mut();
        memory.serial += 1;
        memory.serial
    }
}

fn count(events: &[Event]) -> u32 {
    u32::try_from(events.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
