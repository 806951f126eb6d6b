//! The node's directory: agencies, peers and staff tokens as data, in one Durable Object.
//!
//! In: commands and questions. Out: records. A change is effective with the answer to it.
//! Never: cases.

pub mod directory_do;
pub mod peers;
pub mod store;
pub mod tokens;

use crate::clock;
use crate::config::Config;
use crate::fault::Fault;
use crate::hop;
use crate::log;
use crate::register::{AgencyRecord, Onward, covers};
use domain::case::Reason;
use domain::case::path::place;
use domain::reference::RegisterName;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use wire::json;
use wire::problem::ProblemCode;
use wire::v1::admin::{ConventionBody, ConventionSet, PutAgency, PutPeer};

/// What the one directory of a node is called.
pub const NAME: &str = "directory";

/// A peer as the node keeps it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRecord {
    pub id: String,
    /// Never with the secret in it.
    pub body: PutPeer,
    /// The secret; empty where there is none, or nobody asked for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub secret: String,
    /// What is agreed with it; none: everything.
    #[serde(default)]
    pub convention: Option<ConventionSet>,
}

impl PeerRecord {
    /// The step from an agency of this node to this peer.
    #[must_use]
    pub fn onward(&self, config: &Config, agency: &str) -> Onward {
        let convention = self.convention.as_ref().map(|c| c.body.clone());
        let there = place(&self.body.node, &self.body.agency);
        Onward { here: place(&config.node_id, agency), there, convention }
    }

    /// Whether a case may be handed over to it, or by it.
    ///
    /// # Errors
    /// No convention covers it, or it is suspended.
    pub fn covers(&self, agency: &str, kind: &str, category: &str) -> Result<(), Reason> {
        self.convention.as_ref().map_or(Ok(()), |set| covers(&set.body, agency, kind, category))
    }

    /// Whether a deliberation may be opened with it, or by it.
    ///
    /// # Errors
    /// No convention covers it, or it is suspended.
    pub fn covers_deliberation(&self, agency: &str) -> Result<(), Reason> {
        let Some(set) = &self.convention else { return Ok(()) };
        set.body.check().map_err(|_| Reason::NotCovered)?.covers_deliberation(agency)
    }

    /// Whether nothing is exchanged with it at present.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.convention.as_ref().is_some_and(|set| set.body.suspended)
    }
}

impl std::fmt::Debug for PeerRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PeerRecord({}, {})", self.id, self.body.connector)
    }
}

/// A staff token, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    pub id: String,
    /// Keyed hash of the token; empty where it is only listed.
    pub hash: String,
    /// None for an operator's.
    pub agency: Option<String>,
    pub role: String,
    pub name: String,
    /// When the first of this row of renewed tokens was issued.
    pub since: i64,
    /// How long it lives after it was issued or renewed, in milliseconds.
    pub life_ms: i64,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
}

/// Whether somebody is known by a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAsked {
    /// Its keyed hash.
    pub hash: String,
    /// Whether it is the node's own operator token.
    pub root: bool,
    /// Keyed hash of the network it comes from, where it is known.
    pub network: Option<String>,
    pub now: i64,
}

/// What is asked of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    PutAgency {
        id: String,
        body: Box<PutAgency>,
    },
    Agency {
        id: String,
    },
    Agencies,
    /// Sets a peer. Without a secret the one that it has stays, as long as it is spoken to by the same connector.
    PutPeer(Box<PeerRecord>),
    /// Sets what is agreed with a peer.
    PutConvention {
        peer: String,
        body: ConventionBody,
        by: String,
        now: i64,
    },
    /// `open`: with their secrets.
    Peers {
        #[serde(default)]
        open: bool,
    },
    PutToken(TokenRecord),
    /// Issues another secret in the place of one that has not ended; the old one ends soon. `root`: also an operator's.
    RenewToken {
        old: String,
        id: String,
        hash: String,
        root: bool,
        now: i64,
    },
    /// `root`: also an operator's.
    DropToken {
        id: String,
        root: bool,
        now: i64,
    },
    /// The token with this hash, and its agency.
    Token(TokenAsked),
    /// A page of tokens, newest first. `ended`: also those that open nothing any more.
    Tokens {
        agency: Option<String>,
        ended: bool,
        before: Option<i64>,
        now: i64,
    },
    /// Whose tokens these are or were.
    TokenNames {
        ids: Vec<String>,
    },
    /// Notes that an agency has a register of this name.
    NoteRegister {
        agency: String,
        register: String,
    },
    /// Notes that a drawer of this name holds documents.
    NoteDrawer {
        name: String,
    },
    /// Every register with its agency, and every drawer.
    Stores,
    /// The registers of an agency, newest first.
    Registers {
        agency: String,
    },
    /// The agency that has a register of this name.
    HolderOf {
        register: String,
    },
    /// Every register, with its agency.
    AllRegisters,
    /// Writes the time and reads it again; compares marks of keys, the present one first, with the one that was left here.
    Probe {
        now: i64,
        marks: BTreeMap<String, Vec<String>>,
    },
}

/// What the directory answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    Ok,
    Agency(Option<AgencyRecord>),
    Agencies(Vec<AgencyRecord>),
    Peers(BTreeMap<String, PeerRecord>),
    /// A peer needs a secret, and has none.
    NoSecret,
    /// As it stands, and whether it was suspended before.
    Convention(ConventionSet, bool),
    Token(TokenRecord, Option<AgencyRecord>),
    /// The node's own operator token.
    Root,
    /// Too many wrong tokens have come from there.
    TooMany {
        retry_after_s: u32,
    },
    /// Until when a token lives that was issued.
    Renewed {
        expires_at: i64,
    },
    Tokens {
        tokens: Vec<TokenRecord>,
        before: Option<i64>,
    },
    TokenNames(BTreeMap<String, String>),
    Registers(Vec<String>),
    Holder(Option<String>),
    Stores {
        registers: Vec<(String, String)>,
        drawers: Vec<String>,
    },
    AllRegisters(Vec<(String, String)>),
    /// What was read, and the names of keys that are others than at first.
    Probed {
        read: i64,
        other: Vec<String>,
    },
    /// Another agency has this code, another peer this node, or another token this idempotency key.
    CodeTaken,
    NotFound,
}

thread_local! {
    /// Agencies as this isolate last saw them. A register that knows newer rules says so.
    static SEEN: RefCell<BTreeMap<String, AgencyRecord>> = const { RefCell::new(BTreeMap::new()) };
    /// Register names that were asked for lately, whose they are if they exist, and until when that is remembered.
    /// A name that nobody has is remembered like one that somebody has, and no longer: both cost the same hops.
    static KNOWN: RefCell<BTreeMap<String, (Option<String>, i64)>> = const { RefCell::new(BTreeMap::new()) };
    /// Drawers that the directory knows.
    static NOTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// How long a register's name is remembered, in milliseconds. A register that is begun elsewhere is found after this
/// time by those who had asked for it before.
const KNOWN_MS: i64 = 10_000;
/// Names that are remembered. Beyond, all are forgotten.
const KNOWN_MAX: usize = 1_000;

/// Asks the directory.
///
/// # Errors
/// It cannot be reached, or its storage failed.
pub async fn ask(config: &Config, command: &Command) -> Result<Reply, Fault> {
    let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
    let reply = hop::to_object(&config.directory, NAME, &body)
        .await
        .map_err(|said| Fault::caused(ProblemCode::Unavailable, format!("directory: {said}")))?;
    json::read(&reply).map_err(|e| Fault::broken(log::unreadable("the directory's reply", &e)))
}

/// Remembers an agency's rules as of now.
pub fn remember(record: AgencyRecord) {
    SEEN.with(|seen| seen.borrow_mut().insert(record.id.clone(), record));
}

/// An agency as the directory has it now.
///
/// # Errors
/// There is none of this identifier, or the directory cannot be reached.
pub async fn agency(config: &Config, id: &str) -> Result<AgencyRecord, Fault> {
    match ask(config, &Command::Agency { id: id.to_owned() }).await? {
        Reply::Agency(Some(record)) => {
            remember(record.clone());
            Ok(record)
        }
        _ => Err(Fault::refused(ProblemCode::UnknownAgency)),
    }
}

/// An agency as this isolate last saw it, else as the directory has it. Only for what a register
/// checks again.
///
/// # Errors
/// As [`agency`].
pub async fn agency_seen(config: &Config, id: &str) -> Result<AgencyRecord, Fault> {
    match SEEN.with(|seen| seen.borrow().get(id).cloned()) {
        Some(record) => Ok(record),
        None => agency(config, id).await,
    }
}

/// All peers.
///
/// # Errors
/// The directory cannot be reached.
pub async fn peers(config: &Config) -> Result<BTreeMap<String, PeerRecord>, Fault> {
    peers_with(config, false).await
}

/// All peers with their secrets: for whoever sends to them, or checks what they have sent.
///
/// # Errors
/// The directory cannot be reached.
pub async fn opened_peers(config: &Config) -> Result<BTreeMap<String, PeerRecord>, Fault> {
    peers_with(config, true).await
}

async fn peers_with(config: &Config, open: bool) -> Result<BTreeMap<String, PeerRecord>, Fault> {
    match ask(config, &Command::Peers { open }).await? {
        Reply::Peers(peers) => Ok(peers),
        _ => Err(Fault::broken("the directory's reply")),
    }
}

/// The names of an agency's registers, newest first.
///
/// # Errors
/// The directory cannot be reached.
pub async fn registers(config: &Config, agency: &str) -> Result<Vec<String>, Fault> {
    match ask(config, &Command::Registers { agency: agency.to_owned() }).await? {
        Reply::Registers(names) => Ok(names),
        _ => Err(Fault::broken("the directory's reply")),
    }
}

/// The agency that has a register; `None` if there is no such register. Asking an object that does not
/// exist would create it, so nobody may reach one by guessing names.
///
/// # Errors
/// The directory cannot be reached.
pub async fn holder_of(config: &Config, register: &RegisterName) -> Result<Option<String>, Fault> {
    let name = register.to_string();
    let now = clock::now().0;
    let known = KNOWN.with(|known| known.borrow().get(&name).filter(|(_, until)| *until > now).cloned());
    if let Some((agency, _)) = known {
        return Ok(agency);
    }
    match ask(config, &Command::HolderOf { register: name.clone() }).await? {
        Reply::Holder(agency) => {
            know(name, agency.clone());
            Ok(agency)
        }
        _ => Err(Fault::broken("the directory's reply")),
    }
}

/// Notes that a drawer is about to hold documents, so that a backup finds it: asked once by each isolate.
///
/// # Errors
/// The directory cannot be reached.
pub async fn note_drawer(config: &Config, name: &str) -> Result<(), Fault> {
    if NOTED.with(|noted| noted.borrow().contains(name)) {
        return Ok(());
    }
    ask(config, &Command::NoteDrawer { name: name.to_owned() }).await?;
    NOTED.with(|noted| noted.borrow_mut().insert(name.to_owned()));
    Ok(())
}

/// Remembers whose register it is, or that it is nobody's.
fn know(register: String, agency: Option<String>) {
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(register, (agency, clock::now().0 + KNOWN_MS));
    });
}

/// Forgets which registers there were: a restored one is not to be missed until it would be asked for again.
pub fn forget_registers() {
    KNOWN.with_borrow_mut(BTreeMap::clear);
}

/// Notes that an agency has a register of this name.
///
/// # Errors
/// The directory cannot be reached.
pub async fn note_register(config: &Config, agency: &str, register: &RegisterName) -> Result<(), Fault> {
    let name = register.to_string();
    ask(config, &Command::NoteRegister { agency: agency.to_owned(), register: name.clone() }).await?;
    know(name, Some(agency.to_owned()));
    Ok(())
}
