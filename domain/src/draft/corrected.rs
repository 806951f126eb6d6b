//! Who a complainant is, once that is corrected. In: what was typed. Out: a person in normal form, or every field that is
//! wrong, by the same rules as in a filing. Never: who may correct it.

use super::{DraftPerson, Errors, Person};
use crate::agency::Agency;
use crate::field_error::FieldError;

/// Checks who a complainant is, corrected after filing.
///
/// # Errors
/// Every field that is wrong.
pub fn person(typed: &DraftPerson, agency: &Agency) -> Result<Person, Vec<FieldError>> {
    let mut errors = Errors::default();
    let person = errors.person("/complainant", typed, agency, true);
    if errors.0.is_empty() { Ok(person) } else { Err(errors.0) }
}
