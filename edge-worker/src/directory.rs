//! The node's directory: agencies, peers and staff tokens as data, in one Durable Object.
//!
//! In: commands and questions. Out: records. A change is effective with the answer to it.
//! Never: cases.

pub mod directory_do;
pub mod store;

use crate::config::Config;
use crate::fault::Fault;
use crate::hop;
use crate::register::AgencyRecord;
use domain::reference::RegisterName;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use wire::problem::ProblemCode;
use wire::v1::admin::{PutAgency, PutPeer};

/// What the one directory of a node is called.
pub const NAME: &str = "directory";

/// A peer as the node keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRecord {
    pub id: String,
    pub body: PutPeer,
}

/// A staff token, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    pub id: String,
    /// Keyed hash of the token.
    pub hash: String,
    pub agency: String,
    pub role: String,
    pub name: String,
    pub expires_at: i64,
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
    PutPeer(PeerRecord),
    Peers,
    PutToken(TokenRecord),
    DropToken {
        id: String,
    },
    /// The token with this hash, and its agency.
    Token {
        hash: String,
        now: i64,
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
}

/// What the directory answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    Ok,
    Agency(Option<AgencyRecord>),
    Agencies(Vec<AgencyRecord>),
    Peers(BTreeMap<String, PeerRecord>),
    Token(Option<(TokenRecord, AgencyRecord)>),
    Registers(Vec<String>),
    Holder(Option<String>),
    Stores {
        registers: Vec<(String, String)>,
        drawers: Vec<String>,
    },
    /// Another agency has this code.
    CodeTaken,
    NotFound,
}

thread_local! {
    /// Agencies as this isolate last saw them. A register that knows newer rules says so.
    static SEEN: RefCell<BTreeMap<String, AgencyRecord>> = const { RefCell::new(BTreeMap::new()) };
    /// Registers that exist, and whose they are. A register never ends and never changes hands.
    static KNOWN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    /// Drawers that the directory knows.
    static NOTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Asks the directory.
///
/// # Errors
/// It cannot be reached, or its storage failed.
pub async fn ask(config: &Config, command: &Command) -> Result<Reply, Fault> {
    let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
    let text = hop::to_object(&config.directory, NAME, &body)
        .await
        .map_err(|said| Fault::caused(ProblemCode::Unavailable, format!("directory: {said}")))?;
    serde_json::from_str(&text).map_err(|e| Fault::broken(format!("the directory's reply: {e}")))
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
    match ask(config, &Command::Peers).await? {
        Reply::Peers(peers) => Ok(peers),
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}

/// The names of an agency's registers, newest first.
///
/// # Errors
/// The directory cannot be reached.
pub async fn registers(config: &Config, agency: &str) -> Result<Vec<String>, Fault> {
    match ask(config, &Command::Registers { agency: agency.to_owned() }).await? {
        Reply::Registers(names) => Ok(names),
        other => Err(Fault::broken(format!("the directory's reply: {other:?}"))),
    }
}

/// The agency that has a register; `None` if there is no such register. Asking an object that does not
/// exist would create it, so nobody may reach one by guessing names.
///
/// # Errors
/// The directory cannot be reached.
pub async fn holder_of(config: &Config, register: &RegisterName) -> Result<Option<String>, Fault> {
    let name = register.to_string();
    if let Some(agency) = KNOWN.with(|known| known.borrow().get(&name).cloned()) {
        return Ok(Some(agency));
    }
    match ask(config, &Command::HolderOf { register: name.clone() }).await? {
        Reply::Holder(Some(agency)) => {
            KNOWN.with(|known| known.borrow_mut().insert(name, agency.clone()));
            Ok(Some(agency))
        }
        _ => Ok(None),
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
