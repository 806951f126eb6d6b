//! Why a command is not carried out, as it travels. In: the domain's refusal, or a problem. Out: a reply.
//! Never: a sentence.

use crate::register::{Refused, Reply};
use domain::case::Refusal;
use wire::problem::ProblemCode;

pub fn refuse(code: ProblemCode) -> Reply {
    Reply::Refused(Refused::because(code))
}

pub fn refused(refusal: Refusal) -> Refused {
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
