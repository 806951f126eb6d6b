//! A register's log, for anybody: its signed head and its tiles (<https://c2sp.org/tlog-tiles>).
//!
//! In: a register's name. Out: checkpoints that may be a moment old, tiles that never change. Never: a word of a case,
//! or a question to a register that was never begun.

use super::filing::unexpected;
use crate::auth::Complainant;
use crate::call::Call;
use crate::clock;
use crate::config::Config;
use crate::directory;
use crate::fault::Fault;
use crate::register::log::{Answer, Ask, Head};
use crate::register::{Command, Reply, client};
use crate::{kept, reply};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::reference::RegisterName;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::log::case::CaseProof;
use wire::log::checkpoint::{Checkpoint, origin};
use wire::log::tile::{Tile, bundle};
use wire::problem::ProblemCode;
use worker::Response;

/// How long a checkpoint is given again without asking the register.
const FRESH_MS: i64 = 2_000;
/// For an answer that never changes: a year.
const FOREVER: &str = "public, max-age=31536000, immutable";
const A_MOMENT: &str = "public, max-age=2";

/// A signed checkpoint.
#[derive(Debug, Clone)]
struct Signed {
    asked_at: i64,
    head: Head,
    /// The key it is signed with.
    key: String,
    text: String,
}

thread_local! {
    /// The last checkpoint of each register that was asked for in this isolate.
    static SIGNED: RefCell<BTreeMap<String, Signed>> = const { RefCell::new(BTreeMap::new()) };
}

/// `GET /v1/log/{register}/checkpoint`.
pub async fn checkpoint(call: &Call, register: &str) -> Result<Response, Fault> {
    let name = begun(call, register).await?;
    let text = fresh(&call.config, &name).await?;
    kept::bytes(call, "text/plain; charset=utf-8", A_MOMENT, text.into_bytes())
}

/// `GET /v1/log/{register}/tile/{level}/{index}`: `level` may be `entries`, the index may be of a part of a tile.
pub async fn tile(call: &Call, register: &str, level: &str, index: &[&str]) -> Result<Response, Fault> {
    let entries = level == "entries";
    let number = if entries { Some(0) } else { level.parse().ok().filter(|n: &u8| n.to_string() == level) };
    let tile = number.and_then(|level| Tile::parse(level, index)).ok_or_else(nothing)?;
    let name = begun(call, register).await?;
    let ask = match entries {
        true => Ask::Leaves { index: tile.index, width: tile.width },
        false => Ask::Hashes { level: tile.level, index: tile.index, width: tile.width },
    };
    let hashes = match asked(&call.config, &name, ask).await? {
        Answer::Hashes(hashes) => hashes,
        _ => return Err(nothing()),
    };
    let bytes = if entries { bundle(&hashes) } else { hashes.concat() };
    kept::bytes(call, "application/octet-stream", FOREVER, bytes)
}

/// `GET /v1/cases/{reference}/proof`: that the case is in its register, under a checkpoint of this moment.
pub async fn proof(call: &Call, reference: &str) -> Result<Response, Fault> {
    let complainant = Complainant::of(call, reference, call.bearer().as_deref()).await?;
    reply::json(200, &proof_of(call, &complainant).await?)
}

/// The proof of a case, for its complainant.
///
/// # Errors
/// No such case with this code, or one whose filing was erased.
pub async fn proof_of(call: &Call, complainant: &Complainant) -> Result<CaseProof, Fault> {
    let (config, register) = (&call.config, complainant.reference.register());
    let reply = complainant.ask(call, &Command::Log(complainant.asks_for_proof(clock::now().0))).await?;
    let filing = match reply {
        Reply::Log(Answer::Case(filing)) => *filing,
        // Whether there is such a register is nobody's to learn from a case.
        Reply::Log(_) | Reply::NeedsAgency => return Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => return Err(unexpected(other)),
    };
    Ok(CaseProof {
        node: config.base_url.clone(),
        reference: complainant.reference.to_string(),
        register: register.to_string(),
        event: filing.event,
        before: STANDARD.encode(filing.before),
        path: filing.path.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: signed(config, register, filing.head, clock::now().0),
    })
}

/// Signs the head of a register; the same head is signed once.
fn signed(config: &Config, register: &RegisterName, head: Head, asked_at: i64) -> String {
    let (name, key) = (register.to_string(), &config.keys.signing_id);
    let known = SIGNED.with(|s| s.borrow().get(&name).filter(|s| s.head == head && s.key == *key).cloned());
    let text = known.map_or_else(
        || {
            let origin = origin(&config.base_url, &name);
            Checkpoint { origin, size: head.size, root: head.root }.sign(config.keys.signing.signers())
        },
        |known| known.text,
    );
    let signed = Signed { asked_at, head, key: key.clone(), text: text.clone() };
    SIGNED.with(|s| s.borrow_mut().insert(name, signed));
    text
}

async fn fresh(config: &Config, register: &RegisterName) -> Result<String, Fault> {
    let now = clock::now().0;
    let name = register.to_string();
    let young = |s: &&Signed| (0..FRESH_MS).contains(&(now - s.asked_at)) && s.key == config.keys.signing_id;
    if let Some(text) = SIGNED.with(|s| s.borrow().get(&name).filter(young).map(|s| s.text.clone())) {
        return Ok(text);
    }
    match asked(config, register, Ask::Head).await? {
        Answer::Head(head) => Ok(signed(config, register, head, now)),
        _ => Err(nothing()),
    }
}

async fn asked(config: &Config, register: &RegisterName, ask: Ask) -> Result<Answer, Fault> {
    answered(client::ask(config, register, &Command::Log(ask)).await?)
}

fn answered(reply: Reply) -> Result<Answer, Fault> {
    match reply {
        Reply::Log(answer) => Ok(answer),
        // Noted, but never configured: it has no events.
        Reply::NeedsAgency => Err(nothing()),
        other => Err(unexpected(other)),
    }
}

/// A register that was begun here, spelt in the one right way.
async fn begun(call: &Call, register: &str) -> Result<RegisterName, Fault> {
    let name = RegisterName::parse(register).filter(|name| name.to_string() == register).ok_or_else(nothing)?;
    directory::holder_of(&call.config, &name).await?.map(|_| name).ok_or_else(nothing)
}

fn nothing() -> Fault {
    Fault::refused(ProblemCode::NotFound)
}
