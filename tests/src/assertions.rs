//! What many tests expect: refusals in both languages, timelines, pages.
//!
//! In: answers. Out: nothing, or a failed test that shows what came instead. Never: weaker than the contract.

use crate::client::{Answer, Call};
use wire::problem::{Problem, ProblemCode};
use wire::v1::case::{CaseView, TimelineEntry};

/// Sends a call in Arabic and in French, and expects the same refusal, said in each language.
///
/// # Panics
/// It is another one, or not said in the language that was asked for.
pub fn refused(call: &Call, code: ProblemCode) -> Problem {
    let ar = refused_in(&call.clone().lang("ar"), code, "ar");
    let fr = refused_in(&call.clone().lang("fr"), code, "fr");
    assert_ne!(ar.title, fr.title, "the same sentence in both languages");
    let fields = |p: &Problem| p.errors.iter().map(|e| (e.field.clone(), e.code.clone())).collect::<Vec<_>>();
    assert_eq!(fields(&ar), fields(&fr));
    for (ar, fr) in ar.errors.iter().zip(&fr.errors) {
        assert_ne!(ar.message, fr.message, "{}: the same sentence in both languages", ar.field);
    }
    fr
}

/// Sends a call, and expects this refusal in this language.
///
/// # Panics
/// It is another one.
pub fn refused_in(call: &Call, code: ProblemCode, language: &str) -> Problem {
    is_problem(&call.send(), code, language)
}

/// Expects this refusal in this language.
///
/// # Panics
/// It is another one.
pub fn is_problem(answer: &Answer, code: ProblemCode, language: &str) -> Problem {
    let problem = answer.problem();
    assert_eq!((answer.status, problem.kind.as_str()), (code.status(), code.uri().as_str()), "{}", answer.text());
    assert_eq!(problem.status, answer.status);
    assert_eq!(answer.header("content-language"), language);
    assert!(!problem.title.trim().is_empty());
    assert!(problem.errors.iter().all(|e| !e.message.trim().is_empty()), "{problem:?}");
    let text = answer.text();
    for trace in ["panicked", ".rs:", "wasm", "SQLITE", "at Object."] {
        assert!(!text.contains(trace), "a trace of the inside: {text}");
    }
    problem
}

/// The wrong fields of a problem, with what is wrong.
#[must_use]
pub fn fields(problem: &Problem) -> Vec<(&str, &str)> {
    problem.errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect()
}

/// The kinds of a timeline's entries, oldest first.
#[must_use]
pub fn kinds(case: &CaseView) -> Vec<&str> {
    case.timeline.iter().map(|e| e.kind.as_str()).collect()
}

/// The only entry of a kind.
///
/// # Panics
/// There is none, or more than one.
#[must_use]
pub fn only<'a>(timeline: &'a [TimelineEntry], kind: &str) -> &'a TimelineEntry {
    let found: Vec<_> = timeline.iter().filter(|e| e.kind == kind).collect();
    match found.as_slice() {
        [entry] => entry,
        _ => panic!("{} entries of kind {kind} in {timeline:#?}", found.len()),
    }
}
