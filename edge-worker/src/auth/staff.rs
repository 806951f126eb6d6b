//! The staff's handles: a desk of one agency, or the node's operator, each for one right.
//!
//! In: a call with a bearer token, and the right that a handler names in the handle's type. Out: the handle; 401
//! where nobody is known by this token, 403 where somebody is who has not the right, 429 after too many wrong
//! ones. Each request asks the directory again: a token that ended or was revoked opens nothing from then on.
//! Never: a cached token.

use super::{exists, network, reference_of};
use crate::call::Call;
use crate::clock;
use crate::directory::{self, TokenRecord};
use crate::fault::Fault;
use crate::register::{AgencyRecord, By, Reader};
use crate::secret;
use domain::reference::Reference;
use domain::role::{Right, StaffRole};
use std::marker::PhantomData;
use wire::problem::ProblemCode;

/// A right as a type.
pub trait Needs {
    const RIGHT: Right;
}

macro_rules! rights {
    ($($right:ident),+ $(,)?) => {
        $(
            #[doc = concat!("[`Right::", stringify!($right), "`] as a type.")]
            pub struct $right;

            impl Needs for $right {
                const RIGHT: Right = Right::$right;
            }
        )+
    };
}

rights!(
    ReadCases,
    TreatCases,
    ReadAccesses,
    ExportCases,
    EraseCases,
    ReadDeliveries,
    MendDeliveries,
    Configure,
    IssueTokens,
    BackUp,
    FileAsApp
);

/// Somebody at the desk of one agency, who has the right.
pub struct Desk<R> {
    pub name: String,
    pub agency: AgencyRecord,
    /// The id of the token.
    pub token: String,
    role: StaffRole,
    right: PhantomData<R>,
}

/// What stands for the node's own operator token, which has no id.
const NODE: &str = "node";

/// An operator of the node, who has the right.
pub struct Operator<R> {
    /// With the node's own operator token, not with one that was issued.
    pub root: bool,
    /// The id of the token; [`NODE`] for the node's own.
    token: String,
    right: PhantomData<R>,
}

impl<R: Needs> Desk<R> {
    /// Proves it.
    ///
    /// # Errors
    /// No token, one that opens nothing, or one without the right.
    pub async fn of(call: &Call) -> Result<Self, Fault> {
        if let Staff::Of(of) = staff(call, R::RIGHT).await?
            && let (token, Some(agency)) = *of
            && let Some(role) = StaffRole::parse(&token.role)
        {
            return Ok(Self { name: token.name, agency, token: token.id, role, right: PhantomData });
        }
        Err(Fault::refused(ProblemCode::Forbidden))
    }

    /// A case of this agency; any other does not exist for them.
    ///
    /// # Errors
    /// A misspelt reference, or a case of another agency.
    pub async fn case(&self, call: &Call, reference: &str) -> Result<Reference, Fault> {
        at_agency(call, &self.agency, reference).await
    }

    /// Who acts.
    #[must_use]
    pub fn by(&self) -> By {
        By::Caseworker { name: self.name.clone(), role: self.role.name().to_owned() }
    }

    /// Who reads, for the access log.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { token: self.token.clone(), role: self.role.name().to_owned() }
    }
}

impl<R: Needs> Operator<R> {
    /// Proves it.
    ///
    /// # Errors
    /// No token, one that opens nothing, or one without the right.
    pub async fn of(call: &Call) -> Result<Self, Fault> {
        match staff(call, R::RIGHT).await? {
            Staff::Root => Ok(Self { root: true, token: NODE.into(), right: PhantomData }),
            Staff::Of(of) if of.1.is_none() => Ok(Self { root: false, token: of.0.id, right: PhantomData }),
            Staff::Of(_) => Err(Fault::refused(ProblemCode::Forbidden)),
        }
    }

    /// Who does it, for the access log.
    #[must_use]
    pub fn reader(self) -> Reader {
        Reader { token: self.token, role: StaffRole::Operator.name().to_owned() }
    }
}

/// A program that files with one agency.
pub struct App {
    /// What it is called. Keys of one name at one agency are the same app's.
    pub name: String,
    pub agency: AgencyRecord,
}

impl App {
    /// Proves it, by a key that came elsewhere than in the header; by the header if there is none.
    ///
    /// # Errors
    /// No key, one that opens nothing, or one that is not an app's.
    pub async fn of(call: &Call, key: Option<String>) -> Result<Self, Fault> {
        match known(call, key.or_else(|| call.bearer()), FileAsApp::RIGHT).await? {
            Staff::Of(of) => match *of {
                (token, Some(agency)) => Ok(Self { name: token.name, agency }),
                _ => Err(Fault::refused(ProblemCode::Forbidden)),
            },
            Staff::Root => Err(Fault::refused(ProblemCode::Forbidden)),
        }
    }

    /// A case of the app's agency; whether it is the app's own is the register's to say.
    ///
    /// # Errors
    /// A misspelt reference, or a case of another agency.
    pub async fn case(&self, call: &Call, reference: &str) -> Result<Reference, Fault> {
        at_agency(call, &self.agency, reference).await
    }
}

/// A case of an agency; any other does not exist for whoever is of that agency.
async fn at_agency(call: &Call, agency: &AgencyRecord, reference: &str) -> Result<Reference, Fault> {
    let reference = reference_of(reference)?;
    let ours = reference.register().code().as_str() == agency.body.code;
    if ours && exists(call, reference.register()).await? {
        return Ok(reference);
    }
    Err(Fault::refused(ProblemCode::CaseNotFound))
}

/// Whose token it is.
enum Staff {
    /// The node's own operator token.
    Root,
    /// One that was issued, with its agency if it has one.
    Of(Box<(TokenRecord, Option<AgencyRecord>)>),
}

async fn staff(call: &Call, right: Right) -> Result<Staff, Fault> {
    known(call, call.bearer(), right).await
}

async fn known(call: &Call, token: Option<String>, right: Right) -> Result<Staff, Fault> {
    let unknown = || Fault::refused(ProblemCode::Unauthorized);
    let token = token.ok_or_else(unknown)?;
    let key = &call.config.keys.hash;
    let root = secret::same(key, &token, &call.config.operator_token);
    let asked = directory::TokenAsked {
        hash: secret::token_hash(key, &token),
        root,
        network: network(call),
        now: clock::now().0,
    };
    let (role, staff) = match directory::ask(&call.config, &directory::Command::Token(asked)).await? {
        directory::Reply::Root => (Some(StaffRole::Operator), Staff::Root),
        directory::Reply::Token(token, agency) => (StaffRole::parse(&token.role), Staff::Of(Box::new((token, agency)))),
        directory::Reply::TooMany { retry_after_s } => {
            let later = Fault::refused(ProblemCode::TooManyAttempts);
            return Err(Fault { retry_after_s: Some(retry_after_s), ..later });
        }
        _ => return Err(unknown()),
    };
    if role.is_some_and(|role| role.may(right)) { Ok(staff) } else { Err(Fault::refused(ProblemCode::Forbidden)) }
}
