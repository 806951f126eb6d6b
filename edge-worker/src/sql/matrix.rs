//! The crash matrix: every statement of a command fails once before and once after it ran, and nothing has happened.
//!
//! In: how a store is prepared, what is done with it. Out: how many times it was broken. Each time: the store is as it
//! was; what is in memory is what a fresh start reads; and the same again, live or after that start, gives the same
//! answer and leaves the same store as if nothing had broken. Never: a command that does nothing passing for one
//! that was broken (whoever calls looks at the number).

use super::SqlResult;
use super::native::{Break, NativeSql};
use crate::clock;
use std::fmt::Debug;

/// What stands on a store, and how it is looked at.
pub struct Case<'a, S, R> {
    pub name: &'a str,
    pub sql: fn(&S) -> &NativeSql,
    /// The store before; the same each time.
    pub prepared: &'a dyn Fn() -> S,
    pub act: &'a dyn Fn(&S) -> SqlResult<R>,
    /// Closes and opens; fails the test if memory held anything else than what was read.
    pub reopened: fn(S) -> S,
}

/// Breaks one thing everywhere; says how often that was.
pub fn break_everywhere<S, R: PartialEq + Debug>(case: &Case<'_, S, R>) -> u32 {
    let prepared = || {
        clock::seeded::from(1);
        (case.prepared)()
    };
    let act = |store: &S| {
        clock::seeded::from(2);
        (case.act)(store)
    };
    let whole = prepared();
    (case.sql)(&whole).break_at(Break::Never);
    let reply = act(&whole).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let (statements, after) = ((case.sql)(&whole).statements(), (case.sql)(&whole).dump());
    let places = (1..=statements).flat_map(|n| [Break::Before(n), Break::After(n)]);
    let mut broken = 0;
    for at in places {
        for starts_again in [false, true] {
            let store = prepared();
            let sql = (case.sql)(&store);
            let before = sql.dump();
            sql.break_at(at);
            assert!(act(&store).is_err(), "{} {at:?}: the failure was not noticed", case.name);
            sql.break_at(Break::Never);
            assert!(sql.dump() == before, "{} {at:?}: something was left", case.name);
            let store = if starts_again { (case.reopened)(store) } else { store };
            let again = act(&store).unwrap_or_else(|e| panic!("{} {at:?} and again: {e}", case.name));
            assert_eq!(again, reply, "{} {at:?} and again", case.name);
            assert!((case.sql)(&store).dump() == after, "{} {at:?} and again: another store", case.name);
        }
        broken += 1;
    }
    broken
}
