//! Lists in pages: `limit` and `cursor`, the same everywhere.
//!
//! In: a query; a list in its order. Out: one page, and the cursor that leads on. A cursor names the last thing that was
//! given out: what comes or goes meanwhile neither repeats nor hides another. Never: counts of pages.

use crate::call::Call;
use crate::fault::Fault;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use wire::problem::ProblemCode;

/// Entries of a page, if nothing is asked.
const PAGE: usize = 100;
/// Most entries of a page.
const PAGE_MAX: usize = 200;

/// A query that is wrong at one place.
#[must_use]
pub fn invalid(name: &str) -> Fault {
    let errors = vec![FieldError::new(format!("/{name}"), FieldErrorCode::UnknownValue)];
    Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) }
}

/// How many are asked for.
///
/// # Errors
/// Not a number from 1 to 200.
pub fn limit(call: &Call) -> Result<usize, Fault> {
    match call.query("limit") {
        None => Ok(PAGE),
        Some(text) => text.parse().ok().filter(|n| (1..=PAGE_MAX).contains(n)).ok_or_else(|| invalid("limit")),
    }
}

/// One page of a list that is ordered by these names.
///
/// # Errors
/// A `limit` that is none.
pub fn page<T>(call: &Call, all: Vec<T>, name: impl Fn(&T) -> &str) -> Result<(Vec<T>, Option<String>), Fault> {
    let limit = limit(call)?;
    let after = call.query("cursor").unwrap_or_default();
    Ok(cut(all, &after, limit, name))
}

fn cut<T>(all: Vec<T>, after: &str, limit: usize, name: impl Fn(&T) -> &str) -> (Vec<T>, Option<String>) {
    let mut rest: Vec<T> = all.into_iter().filter(|item| after.is_empty() || name(item) > after).collect();
    let more = rest.len() > limit;
    rest.truncate(limit);
    let cursor = rest.last().filter(|_| more).map(|last| name(last).to_owned());
    (rest, cursor)
}

/// A delivery as a cursor names it: its register, and its number there.
///
/// # Errors
/// The cursor is none.
pub fn delivery(call: &Call) -> Result<Option<(String, i64)>, Fault> {
    let read = |cursor: String| {
        let (register, number) = cursor.split_once('.')?;
        RegisterName::parse(register)?;
        Some((register.to_owned(), number.parse::<u32>().ok()?.into()))
    };
    call.query("cursor").map(|cursor| read(cursor).ok_or_else(|| invalid("cursor"))).transpose()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn pages_follow_each_other_and_end() {
        let all = || vec!["a", "b", "c", "d", "e"];
        let of = |after: &str, limit| cut(all(), after, limit, |name| name);
        assert_eq!(of("", 2), (vec!["a", "b"], Some("b".to_owned())));
        assert_eq!(of("b", 2), (vec!["c", "d"], Some("d".to_owned())));
        assert_eq!(of("d", 2), (vec!["e"], None));
        assert_eq!(of("", 5), (all(), None));
        // What the cursor names may be gone.
        assert_eq!(of("bb", 1), (vec!["c"], Some("c".to_owned())));
        assert_eq!(of("z", 1), (vec![], None));
    }
}
