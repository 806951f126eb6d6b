//! What a register does with a command: gather, let `domain` decide, apply; one transaction each.
//!
//! In: a `Command`. Out: a `Reply`, and whether something is owed to peers now. If storage fails,
//! nothing of the command has happened. Never: `await`, a clock, sending.

use super::outbox;
use super::store::{self, NewCase, Record};
use super::{Act, AgencyRecord, By, Command, File, Filed, FromAgency, Refused, Reply, chain, entry, schema, view};
use crate::sql::{Sql, SqlError, SqlResult};
use crate::vault::keys::NodeKeys;
use crate::vault::{Item, Vault, rows};
use domain::case::{self, Case, Decision, Refusal};
use domain::event::{Actor, Event};
use domain::idempotency::Repeat;
use domain::protection::Guard;
use domain::time::UnixMillis;
use std::cell::RefCell;
use std::rc::Rc;
use subtle::ConstantTimeEq as _;
use wire::problem::ProblemCode;
use wire::v1::filing::FileCase;

mod deliveries;
mod exchange;
mod gate;
mod rules;
mod watch;
mod write;
pub use rules::Rules;
use rules::read_rules;
use write::Told;

/// Stands for the code's hash of a case that has none: it is the hash of no code.
const NO_CODE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

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
    /// The cases that got a new event since [`Register::touched`] was asked.
    touched: Vec<u32>,
}

/// One register on its store.
pub struct Register<S> {
    pub sql: S,
    node: Rc<NodeKeys>,
    memory: RefCell<Memory>,
    guard: RefCell<Guard>,
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
        let opened = |name: &String| sql.transaction(|| rows::open(&sql, &node, name));
        let vault = name.as_ref().map(opened).transpose()?;
        let rules = name.zip(record).map(|(name, record)| read_rules(&name, &record)).transpose()?;
        let delivery = store::last_delivery(&sql)?;
        let memory =
            Memory { rules: rules.map(Rc::new), vault, seq, hash, serial, delivery, owes: false, touched: Vec::new() };
        Ok(Self { sql, node, memory: RefCell::new(memory), guard: RefCell::default() })
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
        }
        result.map(|reply| (reply, self.memory.borrow().owes))
    }

    fn carry_out(&self, command: Command) -> SqlResult<Reply> {
        if let Command::Configure { register, agency } = command {
            return self.configure(&register, *agency);
        }
        let Some(rules) = self.rules() else {
            return Ok(Reply::NeedsAgency);
        };
        match command {
            Command::Configure { .. } => Ok(Reply::Ok),
            Command::File(file) => self.file(&rules, *file),
            Command::Open { serial, code_hash, now } => self.open_case(&rules, serial, &code_hash, now),
            Command::Act { serial, by, key, now, act, documents } => {
                let told = Told { at: now, key: key.as_ref(), documents: &documents, ..Told::default() };
                self.act(&rules, serial, by, act, &told)
            }
            Command::List(query) => view::list(&self.sql, &self.vault()?, &rules, &query),
            Command::Desk { serial, now } => match self.load(serial)? {
                Some(record) => view::case(&self.sql, &rules, record, now, true),
                None => Ok(refuse(ProblemCode::CaseNotFound)),
            },
            Command::TakeFiled { source, id, peer, reference, now, filed } => {
                self.take_filed(&rules, (&source, &id), &peer, &reference, now, *filed)
            }
            Command::TakeEvent(event) => self.take_event(&rules, event),
            Command::Level { now } => Ok(Reply::Level(self.level(&rules, now))),
            Command::Deliveries { state, peer } => {
                let name = rules.name.to_string();
                let reference = |serial| rules.reference(serial);
                outbox::deliveries(&self.sql, &name, None, state.as_deref(), peer.as_deref(), reference)
                    .map(Reply::Deliveries)
            }
            Command::Retry { delivery, now } => self.retry(&rules, &delivery, now),
            Command::RetryAll { peer, now } => self.retry_all(&peer, now),
            Command::Redirect { delivery, to, now } => self.redirect(&rules, &delivery, &to, now),
        }
    }

    fn configure(&self, register: &str, agency: AgencyRecord) -> SqlResult<Reply> {
        let known = self.rules().map_or(0, |r| r.record.version);
        if agency.version > known {
            let text = serde_json::to_string(&agency).map_err(|e| SqlError(e.to_string()))?;
            let rules = read_rules(register, &text)?;
            let vault = match self.vault() {
                Ok(vault) => vault,
                Err(_) => rows::open(&self.sql, &self.node, register)?,
            };
            store::set_meta(&self.sql, "register", register)?;
            store::set_meta(&self.sql, "agency", &text)?;
            let mut memory = self.memory.borrow_mut();
            (memory.rules, memory.vault) = (Some(Rc::new(rules)), Some(vault));
        }
        Ok(Reply::Ok)
    }

    fn file(&self, rules: &Rules, file: File) -> SqlResult<Reply> {
        let vault = self.vault()?;
        let fingerprint = vault.mark(&file.key.fingerprint);
        if let Some(before) = store::case_of_key(&self.sql, &file.key.key)? {
            return Ok(match repeat(Some(before.fingerprint), &fingerprint) {
                Repeat::Different => refuse(ProblemCode::IdempotencyKeyReused),
                Repeat::First | Repeat::Same => {
                    let digest = file.key.fingerprint;
                    let filed = filed(rules, before.serial, before.received_at, before.due_at, digest);
                    Reply::Filed(Filed { repeated: true, ..filed })
                }
            });
        }
        if file.only_repeat {
            return Ok(refuse(ProblemCode::NotFound));
        }
        let version = rules.record.version;
        if file.agency_version > version {
            return Ok(Reply::NeedsAgency);
        }
        if file.agency_version < version {
            return Ok(Reply::Stale(Box::new(rules.record.clone())));
        }
        let Some(filing) = file.filing.stored() else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        if let Some(refusal) = self.kept_out(rules, &file.came, file.now)? {
            return Ok(refusal);
        }
        let now = UnixMillis(file.now);
        let decision = case::file(filing.kind, filing.category.as_str(), &rules.agency, None, &Actor::Complainant, now);
        let text = serde_json::to_vec(&file.filing).map_err(|e| SqlError(e.to_string()))?;
        let serial = self.next_serial();
        let lock = vault.lock(Item::Case(serial), Vault::new_salt()?);
        store::insert_case(
            &self.sql,
            &NewCase {
                serial,
                lock: &lock,
                case: &decision.case,
                category: &file.filing.category,
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
        let due_at = decision.case.due_at.0;
        let digest = file.key.fingerprint;
        let told = Told { at: file.now, digest: Some(&digest), documents: &file.documents, ..Told::default() };
        self.write(rules, write::Case { serial, lock: &lock }, 0, &decision, &told)?;
        Ok(Reply::Filed(filed(rules, serial, file.now, due_at, digest)))
    }

    fn open_case(&self, rules: &Rules, serial: u32, code_hash: &str, now: i64) -> SqlResult<Reply> {
        match self.proved(serial, code_hash)? {
            Some(record) => view::case(&self.sql, rules, record, now, false),
            None => Ok(refuse(ProblemCode::CaseNotFound)),
        }
    }

    fn load(&self, serial: u32) -> SqlResult<Option<Record>> {
        store::load_case(&self.sql, &self.vault()?, serial)
    }

    /// The case, if the code's hash is its own. An unknown case costs the same comparison.
    fn proved(&self, serial: u32, code_hash: &str) -> SqlResult<Option<Record>> {
        let record = self.load(serial)?;
        let stored = record.as_ref().and_then(|r| r.code_hash.as_deref()).unwrap_or(NO_CODE);
        let same = bool::from(stored.as_bytes().ct_eq(code_hash.as_bytes()));
        Ok(record.filter(|r| same && r.code_hash.is_some()))
    }

    fn act(&self, rules: &Rules, serial: u32, by: By, act: Act, told: &Told<'_>) -> SqlResult<Reply> {
        let (record, actor) = match by {
            By::Complainant { code_hash } => (self.proved(serial, &code_hash)?, Actor::Complainant),
            By::Caseworker { name } => (self.load(serial)?, Actor::Caseworker { name }),
        };
        let Some(mut record) = record else {
            return Ok(refuse(ProblemCode::CaseNotFound));
        };
        if let Some(key) = told.key {
            let stored = store::entry_of_key(&self.sql, &record, &key.key)?;
            match repeat(stored.as_ref().map(|s| s.1), &self.vault()?.mark(&key.fingerprint)) {
                Repeat::First => {}
                Repeat::Different => return Ok(refuse(ProblemCode::IdempotencyKeyReused)),
                Repeat::Same => {
                    let status = record.case.status.name().to_owned();
                    return Ok(stored.map_or(Reply::Ok, |(entry, _)| Reply::Done { entry: Box::new(entry), status }));
                }
            }
        }
        let Some(command) = entry::command(act) else {
            return Ok(refuse(ProblemCode::InvalidFields));
        };
        if let case::Command::Assign { to } = &command {
            record.assigned_to = Some(to.clone());
        }
        match case::decide(&record.case, &rules.agency, &actor, command, UnixMillis(told.at)) {
            Err(refusal) => Ok(Reply::Refused(refused(refusal))),
            Ok(decision) => self.apply(rules, record, &decision, told),
        }
    }

    fn apply(&self, rules: &Rules, mut record: Record, decision: &Decision, told: &Told<'_>) -> SqlResult<Reply> {
        // Of an erased case nothing can be kept any more.
        let Some(lock) = record.lock.clone() else {
            return Ok(refuse(ProblemCode::CaseNotFound));
        };
        let before = std::mem::replace(&mut record.case, decision.case.clone());
        let written = record.events;
        record.events += count(&decision.events);
        for question in closed_questions(&before, &decision.case) {
            store::close_question(&self.sql, record.serial, question)?;
        }
        store::update_case(&self.sql, &record)?;
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

/// What a case brought along, as it is stored.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct OriginData {
    pub category: wire::v1::agencies::Names,
    pub from: FromAgency,
}

fn filed(rules: &Rules, serial: u32, received_at: i64, due_at: i64, digest: String) -> Filed {
    Filed {
        reference: rules.reference(serial),
        received_at,
        due_at,
        status: "received".into(),
        digest,
        repeated: false,
    }
}

fn repeat(stored: Option<Option<[u8; 32]>>, fingerprint: &[u8; 32]) -> Repeat {
    match stored {
        None => Repeat::First,
        Some(Some(old)) if old == *fingerprint => Repeat::Same,
        Some(_) => Repeat::Different,
    }
}

fn closed_questions(before: &Case, after: &Case) -> Vec<u32> {
    before.open_questions.iter().filter(|n| !after.open_questions.contains(n)).copied().collect()
}

fn count(events: &[Event]) -> u32 {
    u32::try_from(events.len()).unwrap_or(u32::MAX)
}

fn refuse(code: ProblemCode) -> Reply {
    Reply::Refused(Refused::because(code))
}

fn refused(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::NotPossible(reason) => {
            let mut refused = Refused::because(ProblemCode::ActionNotPossible);
            refused.reason = Some(reason.name().to_owned());
            refused
        }
        Refusal::NotPermitted => Refused::because(ProblemCode::Forbidden),
        Refusal::Invalid(errors) => {
            let mut refused = Refused::because(ProblemCode::InvalidFields);
            refused.errors = errors.into_iter().map(|e| (e.field, e.code.name().to_owned(), e.code.limit())).collect();
            refused
        }
    }
}

/// The stored filing of a record; of an erased one only what stays.
pub fn filing(record: &Record) -> SqlResult<FileCase> {
    match record.filing()? {
        Some(text) => serde_json::from_slice(&text).map_err(|e| SqlError(format!("a stored filing: {e}"))),
        None => Ok(FileCase {
            kind: record.case.kind.name().to_owned(),
            category: record.category.clone(),
            ..FileCase::default()
        }),
    }
}

#[cfg(test)]
mod tests;
