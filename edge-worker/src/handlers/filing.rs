//! Filing: one request, one call to the register, one transaction.
//!
//! In: a filing, with its idempotency key and the origin of the page. Out: the signed receipt, when
//! the case is on disk. The hosted page files through the same door.

use super::agencies::checked;
use super::{health, suggestions, waves};
use crate::auth;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::config::Config;
use crate::directory;
use crate::documents::{self, client::Drawers};
use crate::fault::Fault;
use crate::limits;
use crate::metrics::{self, Metric};
use crate::register::chain::sha256;
use crate::register::{self, AgencyRecord, Back, Brought, Came, Command, File, Filed, Found, Key, Reply};
use crate::{reply, secret};
use domain::agency::Agency;
use domain::document::DocumentId;
use domain::draft::{Draft, validate};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::idempotency;
use domain::language::Language;
use domain::reference::RegisterName;
use domain::status::{Channel, Kind};
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use wire::problem::ProblemCode;
use wire::proof;
use wire::read::{self, Reading};
use wire::v1::case::DocumentView;
use wire::v1::filing::{FileCase, Receipt};
use words::Words;
use worker::Response;

/// Registers before a new one that are asked whether they have a filing: the year's end and a few volumes.
const REGISTERS_BEFORE: usize = 3;

/// `POST /v1/agencies/{agency}/cases`.
pub async fn post(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let body = call.json(FILING_MAX_BYTES).await?;
    let key = call.header("idempotency-key").unwrap_or_default();
    let filing = read::file_case(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    call.speaks(&filing.value.language);
    let (receipt, _) = file(call, agency, &key, filing, Door::Api).await?;
    reply::json(201, &receipt)
}

/// How a filing comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door<'a> {
    /// By the contract: a category that is not named is told from the text.
    Api,
    /// By the form, which asks for the category. `decoy`: a field was filled in that people do not see.
    Form { decoy: bool },
    /// From an app, by its name: it has proved itself by its key, wherever its pages are from.
    App(&'a str),
}

/// Files what was read.
///
/// # Errors
/// Unknown agency, foreign origin, no key, wrong fields, or a register that cannot be reached.
pub async fn file(
    call: &Call,
    agency: &str,
    key: &str,
    filing: Reading<FileCase>,
    door: Door<'_>,
) -> Result<(Receipt, AgencyRecord), Fault> {
    let config = &call.config;
    let now = clock::now();
    let filing = each_once(filing);
    let by = sha256(key.as_bytes());
    let mut record = directory::agency_seen(config, agency).await?;
    let mut kept: Option<Vec<DocumentView>> = None;
    // Twice at most: once for rules that are newer at the register, once for a register that is new.
    for _ in 0..4 {
        let rules = checked(&record)?;
        welcome(call, &rules, door)?;
        if !idempotency::is_key(key) {
            return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded));
        }
        let found = suggestions::found(call, door, &record, &filing.value).await;
        let valid = valid(&filing, &rules, found.as_ref())?;
        let documents = match kept {
            Some(documents) => documents,
            None => brought(config, &record.body.code, &valid, &by, now).await?,
        };
        kept = Some(documents.clone());
        let digest = digest(&valid, &documents)?;
        let code = secret::access_code(&config.keys.hash, agency, key, &digest);
        let name = register_at(&rules, now)?;
        call.is_about(Some(&name));
        let language = valid.language.clone();
        let command = File {
            agency_version: record.version,
            key: Key { key: by.clone(), fingerprint: digest },
            code_hash: secret::code_hash(&config.keys.hash, &code),
            now: now.0,
            back: Back::Unasked,
            came: came(call, agency, filing.value.proof.as_deref(), door, now),
            words: waves::telling(call, &record, &valid, found.as_ref()).await,
            filing: valid,
            found,
            documents,
        };
        let reply = asked_back(config, &name, &mut Command::File(Box::new(command))).await?;
        // What was refused, or filed before, does not keep these documents a second time.
        if matches!(&reply, Reply::Filed(Filed { repeated: true, .. }) | Reply::Refused(_)) {
            let documents = kept.take().unwrap_or_default();
            release(config, &record.body.code, &documents, &by, now).await?;
        }
        match reply {
            Reply::Filed(filed) => {
                counted(agency, &filed, &filing.value);
                return Ok((receipt(config, agency, &filed, &code.to_string(), &language), record));
            }
            Reply::Stale(newer) => {
                directory::remember((*newer).clone());
                record = *newer;
            }
            Reply::NeedsAgency => {
                record = directory::agency(config, agency).await?;
                open_register(config, &name, &record).await?;
            }
            other => return Err(unexpected(other)),
        }
    }
    Err(Fault::caused(ProblemCode::Unavailable, "the agency's rules keep changing"))
}

/// Counts a filing that is new, by labels out of closed lists.
fn counted(agency: &str, filed: &Filed, filing: &FileCase) {
    if let (false, Some(kind)) = (filed.repeated, Kind::parse(&filing.kind)) {
        let channel = Channel::parse(&filing.channel).unwrap_or(Channel::Api);
        let labels = [("agency", agency), ("kind", kind.name()), ("channel", channel.name())];
        metrics::add(Metric::Filings, &labels, 1);
    }
}

/// A document that is named twice counts once.
fn each_once(mut filing: Reading<FileCase>) -> Reading<FileCase> {
    let mut seen = BTreeSet::new();
    filing.value.documents.retain(|id| seen.insert(id.clone()));
    filing
}

/// SHA-256 of what was filed. How it came does not count: the plain form and the widget may both have sent it.
/// Documents count by their content: the same file sent twice has two ids.
fn digest(filing: &FileCase, documents: &[DocumentView]) -> Result<String, Fault> {
    let text = serde_json::to_string(&filing.meaning(documents)).map_err(|e| Fault::broken(e.to_string()))?;
    Ok(sha256(text.as_bytes()))
}

/// What the guard at the register weighs besides the filing itself.
fn came(call: &Call, agency: &str, proof: Option<&str>, door: Door<'_>, now: UnixMillis) -> Came {
    let keys = &call.config.keys;
    let solved = |proof| proof::check(&keys.challenge, agency, proof, now).map_or(Brought::Bad, Brought::Solved);
    let proof = proof.filter(|p| !p.is_empty()).map_or(Brought::Nothing, solved);
    let app = if let Door::App(name) = door { Some(name.to_owned()) } else { None };
    Came { network: auth::network(call), proof, decoy: door == Door::Form { decoy: true }, app }
}

/// Tells a register the agency's rules, and the directory that there is such a register.
///
/// # Errors
/// One of them cannot be reached.
pub async fn open_register(config: &Config, name: &RegisterName, record: &AgencyRecord) -> Result<(), Fault> {
    let before: Vec<String> = directory::registers(config, &record.id).await?;
    let before = before.into_iter().filter(|other| *other != name.to_string()).take(REGISTERS_BEFORE).collect();
    // A register is never begun under a hash key that the node's others were not written with.
    health::same_keys(config).await?;
    directory::note_register(config, &record.id, name).await?;
    // What it follows first: a register is begun with its rules, and knows from then on where else to look.
    let follow = Command::Follow { registers: before, now: clock::now().0 };
    register::client::ask(config, name, &follow).await?;
    let configure = Command::Configure { register: name.to_string(), agency: Box::new(record.clone()) };
    register::client::ask(config, name, &configure).await.map(|_| ())
}

/// The register of a moment.
///
/// # Errors
/// Never for an agency that was checked.
pub fn register_at(agency: &Agency, at: UnixMillis) -> Result<RegisterName, Fault> {
    agency.register_at(at).ok_or_else(|| Fault::broken("the agency has no register"))
}

/// A reply that is not the one asked for: the register's refusal, or something broken.
#[must_use]
pub fn unexpected(reply: Reply) -> Fault {
    match reply {
        Reply::Refused(refused) => super::present::fault(&refused),
        _ => Fault::broken("an unexpected reply".to_owned()),
    }
}

/// Whether a page of this origin may file here.
///
/// # Errors
/// It may not.
pub fn embeddable(call: &Call, agency: &Agency) -> Result<(), Fault> {
    match call.foreign_origin() {
        Some(origin) if !agency.allows_origin(&origin) => Err(Fault::refused(ProblemCode::OriginNotAllowed)),
        _ => Ok(()),
    }
}

/// Whether whoever comes so may file with the agency at all; announces what budget holds for them.
fn welcome(call: &Call, rules: &Agency, door: Door<'_>) -> Result<(), Fault> {
    match door {
        Door::Api | Door::Form { .. } => {
            embeddable(call, rules)?;
            limits::announce_filing(call, &rules.protection);
        }
        Door::App(_) => limits::announce(call, limits::APPS),
    }
    Ok(())
}

/// The filing in normal form, or everything that is wrong with it. A category that was found is not the person's word.
fn valid(filing: &Reading<FileCase>, agency: &Agency, found: Option<&Found>) -> Result<FileCase, Fault> {
    let mut errors = filing.errors.clone();
    let mut draft = Draft::from(&filing.value);
    if let Some(found) = found {
        draft.category.clone_from(&found.category);
    }
    match validate(&draft, agency) {
        Ok(valid) if errors.is_empty() => {
            let mut filing = worded(FileCase::from(&valid), valid.language);
            if found.is_some() {
                filing.category.clear();
            }
            Ok(filing)
        }
        Ok(_) => Err(Fault::fields(errors)),
        Err(found) => {
            errors.extend(found);
            Err(Fault::fields(errors))
        }
    }
}

/// A spoken message without a written word says in its list and in its text that it is one.
fn worded(mut filing: FileCase, language: Language) -> FileCase {
    let words = Words::builtin(language);
    if filing.subject.is_empty() {
        filing.subject = words.text("voice-subject", &[]);
    }
    if filing.body.is_empty() {
        filing.body = words.text("voice-body", &[]);
    }
    filing
}

/// What is said to be the spoken message is sound.
fn heard(filing: &FileCase, documents: &[DocumentView]) -> Result<(), Fault> {
    let sound = |id: &String| documents.iter().any(|d| d.id == *id && d.media_type.starts_with("audio/"));
    if filing.voice.as_ref().is_none_or(sound) {
        return Ok(());
    }
    Err(Fault::fields(vec![FieldError::new("/voice", FieldErrorCode::UnknownDocument)]))
}

/// Keeps a filing's documents for it.
async fn brought(
    config: &Config,
    code: &str,
    filing: &FileCase,
    by: &str,
    now: UnixMillis,
) -> Result<Vec<DocumentView>, Fault> {
    let documents = attached(config, code, &filing.documents, by, now).await?;
    if let Err(fault) = heard(filing, &documents) {
        release(config, code, &documents, by, now).await?;
        return Err(fault);
    }
    Ok(documents)
}

/// Keeps these documents for whoever sends them, described. The same `by` has them again.
///
/// # Errors
/// Each that this node does not hold for this agency, that is not complete, or that is another case's.
pub async fn attached(
    config: &Config,
    code: &str,
    documents: &[String],
    by: &str,
    now: UnixMillis,
) -> Result<Vec<DocumentView>, Fault> {
    let drawers = Drawers { config, code };
    let ids: Vec<DocumentId> = documents.iter().filter_map(|id| drawers.id(id)).collect();
    let unknown = if ids.len() < documents.len() {
        let known = |id: &String| ids.iter().any(|known| known.as_str() == id);
        documents.iter().filter(|id| !known(id)).cloned().collect()
    } else {
        match drawers.claim(&ids, by, now.0).await? {
            Ok(documents) => return Ok(documents),
            Err(unknown) => unknown,
        }
    };
    let places = documents.iter().enumerate().filter(|(_, id)| unknown.contains(id));
    let error = |n| FieldError::new(format!("/documents/{n}"), FieldErrorCode::UnknownDocument);
    Err(Fault::fields(places.map(|(n, _)| error(n)).collect()))
}

/// Lets documents go again: the register took nothing. Whoever else keeps them under the same `by` still does.
///
/// # Errors
/// A drawer cannot be reached.
pub async fn release(
    config: &Config,
    code: &str,
    documents: &[DocumentView],
    by: &str,
    now: UnixMillis,
) -> Result<(), Fault> {
    let drawers = Drawers { config, code };
    for id in documents.iter().filter_map(|d| DocumentId::parse(&d.id)) {
        let command = documents::Command::Release { id: id.as_str().to_owned(), by: by.to_owned(), now: now.0 };
        drawers.ask(&id, &command).await?;
    }
    Ok(())
}

/// Asks a register to take something; where it follows others and cannot know, they are asked first whether they have it.
///
/// # Errors
/// One of them cannot be reached.
pub async fn asked_back(config: &Config, name: &RegisterName, command: &mut Command) -> Result<Reply, Fault> {
    command.look(Back::Unasked);
    let before = match register::client::ask(config, name, command).await? {
        Reply::LookBack(before) => before,
        reply => return Ok(reply),
    };
    command.look(Back::OnlyLook);
    for earlier in before.iter().filter_map(|name| RegisterName::parse(name)) {
        match register::client::ask(config, &earlier, command).await? {
            Reply::NeedsAgency => {}
            Reply::Refused(refused) if refused.code == ProblemCode::NotFound.name() => {}
            reply => return Ok(reply),
        }
    }
    command.look(Back::Looked);
    register::client::ask(config, name, command).await
}

/// The receipt of a filing, signed. The same filing gives the same receipt to the letter, in the filing's language.
#[must_use]
pub fn receipt(config: &Config, agency: &str, filed: &Filed, access_code: &str, language: &str) -> Receipt {
    let mut receipt = Receipt {
        reference: filed.reference.clone(),
        access_code: access_code.to_owned(),
        received_at: UnixMillis(filed.received_at).to_rfc3339(),
        due_at: UnixMillis(filed.due_at).to_rfc3339(),
        status: filed.status.clone(),
        tracking_url: format!("{}/{agency}/case?lang={language}&reference={}", config.base_url, filed.reference),
        receipt_url: format!("{}/v1/cases/{}/receipt", config.base_url, filed.reference),
        digest: filed.digest.clone(),
        key_id: config.keys.signing_id.clone(),
        signature: String::new(),
    };
    receipt.signature = config.keys.signing.active().sign(receipt.signed_text().as_bytes());
    receipt
}
