//! Who may do what, as handles: a handler that needs a right takes the handle, and the only way to
//! one is to prove it here. [`staff`] has those of the staff, one for each right.
//!
//! In: a call. Out: a handle, or a refusal that does not tell what was wrong.

use crate::call::Call;
use crate::directory;
use crate::fault::Fault;
use crate::limits;
use crate::register::log::Ask;
use crate::register::{By, Command, Reply, Tried, client};
use crate::secret;
use domain::access::AccessCode;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::protection::network_of;
use domain::reference::{Reference, RegisterName};
use wire::problem::ProblemCode;
use worker::Response;

pub mod staff;
pub use staff::{App, Desk, Operator};

/// Somebody with a case's reference and a code that the register compares. All that a complainant asks goes
/// through here: it takes as many hops, and the same, whether there is such a register or not.
pub struct Complainant {
    pub reference: Reference,
    pub code: AccessCode,
    code_hash: String,
    tried: Tried,
    /// Whether there is such a register.
    known: bool,
}

impl Complainant {
    /// Proves form only: the register compares the code's hash.
    ///
    /// # Errors
    /// A misspelt reference, no code, or one that cannot be one.
    pub async fn of(call: &Call, reference: &str, code: Option<&str>) -> Result<Self, Fault> {
        let reference = reference_of(reference)?;
        let code = code.ok_or_else(|| Fault::refused(ProblemCode::Unauthorized))?;
        // A code that cannot be one is treated as a wrong one.
        let code = AccessCode::parse(code).ok_or_else(|| Fault::refused(ProblemCode::CaseNotFound))?;
        limits::announce(call, limits::CODES);
        let known = exists(call, reference.register()).await?;
        let code_hash = secret::code_hash(&call.config.keys.hash, &code);
        Ok(Self { tried: tried(call, reference.register()), reference, code, code_hash, known })
    }

    /// Asks the case's register.
    ///
    /// # Errors
    /// It cannot be reached.
    pub async fn ask(&self, call: &Call, command: &Command) -> Result<Reply, Fault> {
        match self.known {
            true => client::ask(&call.config, self.reference.register(), command).await,
            false => client::ask_nowhere(&call.config, command).await,
        }
    }

    /// What asks the register for the proof that the case is in it.
    #[must_use]
    pub fn asks_for_proof(&self, now: i64) -> Ask {
        let (code_hash, tried) = (self.code_hash.clone(), self.tried.clone());
        Ask::Case { serial: self.reference.serial(), code_hash, tried, now }
    }

    /// The command that opens the case; `all`: with everything that is held on it; `filed`: as it was filed.
    #[must_use]
    pub fn opens(&self, now: i64, all: bool, filed: bool) -> Command {
        let (code_hash, tried) = (self.code_hash.clone(), self.tried.clone());
        Command::Open { serial: self.reference.serial(), code_hash, now, tried, all, filed }
    }

    /// Who acts.
    #[must_use]
    pub fn by(&self) -> By {
        By::Complainant { code_hash: self.code_hash.clone(), tried: self.tried.clone() }
    }
}

/// A socket for a case, whether there is one or not: its first message proves it.
///
/// # Errors
/// A misspelt reference, or a register that cannot be reached.
pub async fn watch(call: &Call, reference: &str) -> Result<Response, Fault> {
    let reference = reference_of(reference)?;
    let register = reference.register();
    let known = exists(call, register).await?;
    client::watch(&call.config, known.then_some(register), reference.serial(), &tried(call, register)).await
}

/// What stands for the caller's network: a keyed hash. None where nobody knows it.
#[must_use]
pub fn network(call: &Call) -> Option<String> {
    let header = call.config.network_header.as_ref().and_then(|name| call.header(name));
    header.and_then(|h| network_of(&h)).map(|network| secret::network(&call.config.keys.hash, &network))
}

fn tried(call: &Call, register: &RegisterName) -> Tried {
    Tried { at: register.to_string(), network: network(call) }
}

/// A reference with a good check character.
///
/// # Errors
/// Misspelt: nothing has been looked up.
pub fn reference_of(text: &str) -> Result<Reference, Fault> {
    Reference::parse(&percent_decoded(text)).ok_or_else(|| Fault {
        errors: vec![FieldError::new("/reference", FieldErrorCode::InvalidReference)],
        ..Fault::refused(ProblemCode::InvalidReference)
    })
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("r={}", text.replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

async fn exists(call: &Call, register: &RegisterName) -> Result<bool, Fault> {
    Ok(directory::holder_of(&call.config, register).await?.is_some())
}
