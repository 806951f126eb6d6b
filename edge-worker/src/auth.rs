//! Who may do what, as handles: a handler that needs a right takes the handle, and the only way to
//! one is to prove it here.
//!
//! In: a call. Out: a handle, or a refusal that does not tell what was wrong.

use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::AgencyRecord;
use crate::secret;
use domain::access::AccessCode;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::{Reference, RegisterName};
use wire::problem::ProblemCode;

/// Somebody with a case's reference and a code that the register compares.
pub struct Complainant {
    pub reference: Reference,
    pub code: AccessCode,
    pub code_hash: String,
}

/// A caseworker of one agency.
pub struct Caseworker {
    pub name: String,
    pub agency: AgencyRecord,
}

/// The node's operator.
pub struct Operator(());

impl Complainant {
    /// Proves form only: the register compares the code's hash.
    ///
    /// # Errors
    /// A misspelt reference, no code, or a case that cannot exist.
    pub async fn of(call: &Call, reference: &str, code: Option<&str>) -> Result<Self, Fault> {
        let reference = reference_of(reference)?;
        let code = code.ok_or_else(|| Fault::refused(ProblemCode::Unauthorized))?;
        // A code that cannot be one is treated as a wrong one.
        let code = AccessCode::parse(code).ok_or_else(|| Fault::refused(ProblemCode::CaseNotFound))?;
        exists(call, reference.register()).await?;
        let code_hash = secret::code_hash(&call.config.keys.hash, &code);
        Ok(Self { reference, code, code_hash })
    }
}

impl Caseworker {
    /// Proves a caseworker's token.
    ///
    /// # Errors
    /// No token, or one that does not open a desk.
    pub async fn of(call: &Call) -> Result<Self, Fault> {
        let token = call.bearer().ok_or_else(|| Fault::refused(ProblemCode::Unauthorized))?;
        let hash = secret::token_hash(&call.config.keys.hash, &token);
        match directory::ask(&call.config, &directory::Command::Token { hash, now: clock::now().0 }).await? {
            directory::Reply::Token(Some((token, agency))) => Ok(Self { name: token.name, agency }),
            _ => Err(Fault::refused(ProblemCode::Unauthorized)),
        }
    }

    /// A case of this caseworker's agency; any other does not exist for them.
    ///
    /// # Errors
    /// A misspelt reference, or a case of another agency.
    pub async fn case(&self, call: &Call, reference: &str) -> Result<Reference, Fault> {
        let reference = reference_of(reference)?;
        if reference.register().code().as_str() != self.agency.body.code {
            return Err(Fault::refused(ProblemCode::CaseNotFound));
        }
        exists(call, reference.register()).await?;
        Ok(reference)
    }
}

impl Operator {
    /// Proves the operator's token.
    ///
    /// # Errors
    /// No token, or another one.
    pub fn of(call: &Call) -> Result<Self, Fault> {
        let token = call.bearer().unwrap_or_default();
        if secret::same(&call.config.keys.hash, &token, &call.config.operator_token) {
            Ok(Self(()))
        } else {
            Err(Fault::refused(ProblemCode::Unauthorized))
        }
    }
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

/// A case that can exist here; whoever wants to see it has still to prove that they may.
///
/// # Errors
/// A misspelt reference, or a register that was never begun.
pub async fn known_reference(call: &Call, text: &str) -> Result<Reference, Fault> {
    let reference = reference_of(text)?;
    exists(call, reference.register()).await?;
    Ok(reference)
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("r={}", text.replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

async fn exists(call: &Call, register: &RegisterName) -> Result<(), Fault> {
    match directory::holder_of(&call.config, register).await? {
        Some(_) => Ok(()),
        None => Err(Fault::refused(ProblemCode::CaseNotFound)),
    }
}
